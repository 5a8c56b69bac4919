//! `[slots.*]`: material roles that stock fills, and what to buy where no stock fits.

use super::Work;
use crate::design::fill::properties;
use crate::design::model::{Buy, Slot};
use crate::design::reader::Block;
use crate::diagnostic::suggest;
use crate::expr::{Kind, Typed};
use crate::quantity::{Dimension, Unit};
use crate::stock::{Form, Material};

impl Work<'_, '_> {
    pub(super) fn slots(&mut self, root: &Block<'_, '_>) {
        for (name, block) in self.reader.blocks(root, "slots") {
            self.reader.known_keys(&block, &["ask", "form", "materials", "need", "buy"]);
            if !self.is_name(&name, &block.key, block.span) {
                continue;
            }
            self.usage.defined.push(("slot", name.clone(), block.span));
            let form_text = self.reader.required(&block, "form");
            let form = Form::parse(&form_text.text).unwrap_or_else(|hint| {
                let message = format!("“{}” is no form of stock", form_text.text);
                self.reader.error("unknown-form", &form_text.key, form_text.span, message, hint);
                Form::Board
            });
            if !form.is_linear() {
                let message = format!("{form}s cannot fill a slot in this version");
                let hint = "forms that can: board, rod, pipe, box, angle, spool";
                self.reader.error("form-not-ready", &form_text.key, form_text.span, message, hint);
            }
            let first_input = self.design.input_count();
            for (k, (property, unit)) in properties(form).iter().enumerate() {
                let reg = self.compiler.builder.input(first_input + k);
                let dimension = Unit::parse(unit).map_or(Dimension::NONE, |u| u.dimension);
                self.compiler.define(format!("{name}.{property}"), Typed { reg, kind: Kind::Number(dimension) });
            }
            let need_text = self.reader.text(&block, "need").unwrap_or_default();
            let need = if need_text.text.is_empty() { None } else { self.truth(&need_text) };
            let materials = self.reader.texts(&block, "materials").into_iter().map(|t| t.text.into_owned()).collect();
            let buy = self.buy(&block, form);
            let ask = self.reader.required(&block, "ask").text;
            self.design.slots.push(Slot {
                name,
                ask: ask.into_owned(),
                form,
                materials,
                need,
                need_text: need_text.text.into_owned(),
                first_input,
                buy,
            });
        }
    }

    fn buy(&mut self, slot: &Block<'_, '_>, form: Form) -> Buy {
        let key = format!("{}.buy", slot.key);
        let across: Vec<&'static str> = form.sizes_across().to_vec();
        let Some(value) = slot.table.get("buy") else {
            let sizes: String = across.iter().map(|name| format!("{name} = \"…\", ")).collect();
            let hint =
                format!("buy = {{ name = \"…\", material = \"…\", {sizes}lengths = [\"…\"], price = \"… EUR/m\" }}");
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
            ["name", "material", "lengths", "price"].into_iter().chain(across.iter().copied()).collect();
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
        let lengths = self.reader.texts(&block, "lengths");
        let lengths: Vec<f64> = lengths.iter().filter_map(|t| self.constant(t, "m")).filter(|l| *l > 0.0).collect();
        if lengths.is_empty() {
            self.reader.error(
                "missing-key",
                &key,
                block.span,
                "“lengths” must name at least one length it is sold in",
                "write  lengths = [\"2.4 m\", \"3 m\"]",
            );
        }
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
            lengths,
            price_per_metre: self.constant_or(&block, "price", "EUR/m", 0.0).max(0.0),
        }
    }
}
