//! `[slots.*]`: material roles that stock fills, and what to buy where no stock fits.

use super::Work;
use crate::design::fill::properties;
use crate::design::model::{Buy, Offer, Slot};
use crate::design::reader::{Block, Text, in_order, span_of};
use crate::diagnostic::suggest;
use crate::expr::{Kind, Typed};
use crate::quantity::{Dimension, Unit};
use crate::stock::{Form, Material};

impl Work<'_, '_> {
    pub(super) fn slots(&mut self, root: &Block<'_, '_>) {
        for (name, block) in self.reader.blocks(root, "slots") {
            self.reader.known_keys(&block, &["ask", "form", "named", "attributes", "materials", "need", "buy"]);
            if !self.is_name(&name, &block.key, block.span) {
                continue;
            }
            self.usage.defined.push(("slot", name.clone(), block.span));
            let form = self.form(&block);
            let properties = self.properties(&block, form);
            let first_input = self.design.input_count();
            for (k, (property, unit)) in properties.iter().enumerate() {
                let reg = self.compiler.builder.input(first_input + k);
                let dimension = Unit::shared(unit).map_or(Dimension::NONE, |u| u.dimension);
                self.compiler.define(format!("{name}.{property}"), Typed { reg, kind: Kind::Number(dimension) });
            }
            let need_text = self.reader.text(&block, "need").unwrap_or_default();
            let need = if need_text.text.is_empty() { None } else { self.truth(&need_text) };
            let need_text = need_text.text.into_owned();
            let buy = self.buy(&block, form, &properties);
            let list = |texts: Vec<Text<'_>>| texts.into_iter().map(|t| t.text.into_owned()).collect();
            self.design.slots.push(Slot {
                name,
                ask: self.reader.required(&block, "ask").text.into_owned(),
                form,
                properties,
                named: list(self.reader.texts(&block, "named")),
                materials: list(self.reader.texts(&block, "materials")),
                need,
                need_text,
                first_input,
                buy,
            });
        }
    }

    fn form(&mut self, block: &Block<'_, '_>) -> Form {
        let text = self.reader.required(block, "form");
        let mut form = Form::parse(&text.text).unwrap_or_else(|hint| {
            let message = format!("“{}” is no form of stock", text.text);
            self.reader.error("unknown-form", &text.key, text.span, message, hint);
            Form::Board
        });
        if form == Form::Bulk {
            let message = format!("“{form}” cannot fill a slot in this version");
            let hint =
                "forms that can: board, rod, pipe, box, angle, sheet, spool, item; count bulk goods as [[hardware]]";
            self.reader.error("form-not-ready", &text.key, text.span, message, hint);
            form = Form::Board; // so that not every key that follows is told, too
        }
        for (only, means) in
            [("named", form == Form::Item), ("attributes", form == Form::Item), ("materials", form != Form::Item)]
        {
            if let Some(value) = block.table.get(only).filter(|_| !means) {
                let message = format!("“{only}” means nothing for “{form}”");
                let hint = "items have a name and attributes, everything else sizes and a material";
                self.reader.error("unknown-key", block.key_of(only), span_of(value), message, hint);
            }
        }
        form
    }

    /// What formulas may use of the stock: of items their attributes, `attributes = { bore = "mm" }`.
    fn properties(&mut self, block: &Block<'_, '_>, form: Form) -> Vec<(String, String)> {
        if form != Form::Item {
            return properties(form).iter().map(|(name, unit)| ((*name).to_owned(), (*unit).to_owned())).collect();
        }
        let Some(value) = block.table.get("attributes") else { return Vec::new() };
        let Some(list) = self.reader.block(&block.key_of("attributes").to_string(), value) else { return Vec::new() };
        let mut found = Vec::new();
        for (name, _) in in_order(list.table) {
            let Some(unit) = self.reader.text(&list, name) else { continue };
            if self.is_word(name, &unit.key, unit.span) && self.unit(&unit).is_some() {
                found.push((name.to_owned(), unit.text.into_owned()));
            }
        }
        found
    }

    fn buy(&mut self, slot: &Block<'_, '_>, form: Form, properties: &[(String, String)]) -> Buy {
        if form == Form::Item {
            return self.buy_item(slot, properties);
        }
        let key = format!("{}.buy", slot.key);
        let across: Vec<&'static str> = form.sizes_across().to_vec();
        let Some(value) = slot.table.get("buy") else {
            let sizes: String = across.iter().map(|name| format!("{name} = \"…\", ")).collect();
            let (sold, per) = sold_as(form);
            let hint = format!("buy = {{ name = \"…\", material = \"…\", {sizes}{sold} = […], price = \"… {per}\" }}");
            self.reader.error(
                "missing-key",
                &slot.key,
                slot.span,
                "“buy” is missing: what to buy where no scrap fits",
                hint,
            );
            return Buy::default();
        };
        let Some(block) = self.reader.block(&key, value) else { return Buy::default() };
        let known: Vec<&str> =
            ["name", "material", sold_as(form).0, "price"].into_iter().chain(across.iter().copied()).collect();
        self.reader.known_keys(&block, &known);
        let material = self.reader.required(&block, "material");
        if !material.text.is_empty() && Material::find(&material.text).is_none() {
            let hint = match suggest(&material.text, Material::all().iter().map(|m| m.id.as_str())) {
                Some(near) => format!("did you mean “{near}”?"),
                None => "assets/data/materials.csv and materials-more.csv list all materials".to_owned(),
            };
            self.reader.error(
                "unknown-material",
                &material.key,
                material.span,
                format!("the material “{}” is not known", material.text),
                hint,
            );
        }
        let offers = if form == Form::Sheet { self.sheets(&block) } else { self.lengths(&block) };
        let mut sizes = Vec::with_capacity(across.len());
        for name in across {
            let text = self.reader.required(&block, name);
            let size = if text.text.is_empty() { None } else { self.constant(&text, "m") };
            sizes.extend(size.filter(|m| *m > 0.0).map(|m| (name, m)));
        }
        Buy {
            name: self.reader.required(&block, "name").text.into_owned(),
            material: material.text.into_owned(),
            sizes,
            attributes: Vec::new(),
            offers,
        }
    }

    /// `lengths = ["2.4 m", "3 m"]` at the price of a metre.
    fn lengths(&mut self, block: &Block<'_, '_>) -> Vec<Offer> {
        let price = self.constant_or(block, "price", "EUR/m", 0.0).max(0.0);
        let lengths = self.reader.texts(block, "lengths");
        let lengths: Vec<f64> = lengths.iter().filter_map(|t| self.constant(t, "m")).filter(|l| *l > 0.0).collect();
        if lengths.is_empty() {
            self.reader.error(
                "missing-key",
                &block.key,
                block.span,
                "“lengths” must name at least one length it is sold in",
                "write  lengths = [\"2.4 m\", \"3 m\"]",
            );
        }
        lengths.into_iter().map(|l| Offer { length: Some(l), width: None, price: price * l }).collect()
    }

    /// `sheets = [["2.5 m", "1.25 m"]]` at the price of a square metre; the length runs along the grain.
    fn sheets(&mut self, block: &Block<'_, '_>) -> Vec<Offer> {
        let price = self.constant_or(block, "price", "EUR/m2", 0.0).max(0.0);
        let mut offers = Vec::new();
        for size in self.reader.lists(block, "sheets") {
            let [length, width] = &size[..] else { continue };
            let size = self.constant(length, "m").zip(self.constant(width, "m"));
            if let Some((length, width)) = size.filter(|(length, width)| *length > 0.0 && *width > 0.0) {
                offers.push(Offer { length: Some(length), width: Some(width), price: price * length * width });
            }
        }
        if offers.is_empty() {
            self.reader.error(
                "missing-key",
                &block.key,
                block.span,
                "“sheets” must name at least one size it is sold in: length along the grain, and width",
                "write  sheets = [[\"2.5 m\", \"1.25 m\"]]",
            );
        }
        offers
    }

    /// `buy = { name = "…", price = "4 EUR", bore = "20 mm" }`: one item with all its attributes.
    fn buy_item(&mut self, slot: &Block<'_, '_>, properties: &[(String, String)]) -> Buy {
        let key = format!("{}.buy", slot.key);
        let Some(value) = slot.table.get("buy") else {
            let attributes: String = properties.iter().map(|(name, unit)| format!(", {name} = \"… {unit}\"")).collect();
            let hint = format!("buy = {{ name = \"…\", price = \"… EUR\"{attributes} }}");
            let message = "“buy” is missing: what to buy where no scrap fits";
            self.reader.error("missing-key", &slot.key, slot.span, message, hint);
            return Buy::default();
        };
        let Some(block) = self.reader.block(&key, value) else { return Buy::default() };
        let known: Vec<&str> =
            ["name", "price"].into_iter().chain(properties.iter().map(|(name, _)| name.as_str())).collect();
        self.reader.known_keys(&block, &known);
        let mut attributes = Vec::with_capacity(properties.len());
        for (name, unit) in properties {
            let text = self.reader.required(&block, name);
            if !text.text.is_empty() && self.constant(&text, unit).is_some() {
                attributes.push((name.clone(), text.text.into_owned()));
            }
        }
        Buy {
            name: self.reader.required(&block, "name").text.into_owned(),
            attributes,
            offers: vec![Offer { price: self.constant_or(&block, "price", "EUR", 0.0).max(0.0), ..Offer::default() }],
            ..Buy::default()
        }
    }
}

/// The key of the sizes in which a form is sold, and the unit of its price.
fn sold_as(form: Form) -> (&'static str, &'static str) {
    if form == Form::Sheet { ("sheets", "EUR/m2") } else { ("lengths", "EUR/m") }
}
