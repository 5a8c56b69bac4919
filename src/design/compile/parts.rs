//! `[[parts]]`: rules that give copies of a solid.

use super::{Work, near_or_all};
use crate::design::reader::{Block, in_order, span_of};
use crate::design::rules::{PartRule, Section};
use crate::expr::{Kind, MAX_INDICES, Reg, Typed};
use crate::quantity::Dimension;
use crate::stock::Form;

const KEYS: [&str; 15] = [
    "id",
    "name",
    "slot",
    "assembly",
    "solid",
    "length",
    "width",
    "thickness",
    "diameter",
    "ends",
    "each",
    "at",
    "axis",
    "flat",
    "when",
];

/// Solids that the format has room for and no version can make yet; their names are kept free.
const LATER_SOLIDS: [&str; 5] = ["panel", "tube", "bent", "turned", "import"];

impl Work<'_, '_> {
    pub(super) fn parts(&mut self, root: &Block<'_, '_>) {
        for block in self.reader.list(root, "parts") {
            self.reader.known_keys(&block, &KEYS);
            let id = self.reader.required(&block, "id");
            let taken: Vec<String> = self.design.parts.iter().map(|p| p.id.clone()).collect();
            self.is_new(&id, "parts", taken.iter().map(String::as_str));
            let slot_name = self.reader.required(&block, "slot");
            let Some(slot) = self.design.slots.iter().position(|s| s.name == slot_name.text) else {
                let hint = near_or_all(&slot_name.text, self.design.slots.iter().map(|s| s.name.as_str()), "slots");
                self.reader.error(
                    "unknown-slot",
                    &slot_name.key,
                    slot_name.span,
                    format!("there is no slot “{}”", slot_name.text),
                    hint,
                );
                continue;
            };
            self.usage.note(&slot_name.text);
            let assembly = self.assembly_of(&block, "assembly");
            let solid = self.reader.text(&block, "solid").unwrap_or_default();
            if !matches!(&*solid.text, "" | "bar") {
                let later = LATER_SOLIDS.contains(&&*solid.text);
                let message =
                    format!("“{}” {}", solid.text, if later { "cannot be made yet" } else { "is no solid known here" });
                let hint = "solids: bar, a straight piece with its ends cut square or at an angle";
                self.reader.error("unknown-solid", &solid.key, solid.span, message, hint);
            }
            let (names, each) = self.repetitions(&block);
            let segment = self.compiler.builder.open_segment();
            for (k, name) in names.iter().enumerate() {
                let reg = self.compiler.builder.index(k);
                self.compiler.define(name.clone(), Typed { reg, kind: Kind::Number(Dimension::NONE) });
            }
            let when = self.reader.text(&block, "when").and_then(|t| self.truth(&t));
            let length_text = self.reader.required(&block, "length");
            let length = self.quantity(&length_text, "m").unwrap_or_else(|| self.fixed(0.0));
            let section = self.section(&block, slot);
            let ends_text = self.reader.texts(&block, "ends");
            let ends = match &ends_text[..] {
                [] => [self.fixed(0.0); 2],
                [a, b] => [a, b].map(|t| self.quantity(t, "deg").unwrap_or_else(|| self.fixed(0.0))),
                _ => {
                    let key = format!("{}.ends", block.key);
                    self.reader.error(
                        "not-two-ends",
                        &key,
                        block.table.get("ends").map_or(block.span, span_of),
                        "“ends” needs two angles",
                        "ends = [\"45 deg\", \"45 deg\"]",
                    );
                    [self.fixed(0.0); 2]
                }
            };
            let texts = ["at", "axis", "flat"].map(|k| self.reader.texts(&block, k));
            let at = self.vector(&texts[0], &block, "at", "m");
            let axis = self.vector(&texts[1], &block, "axis", "");
            let flat = self.vector(&texts[2], &block, "flat", "");
            self.compiler.builder.close_segment();
            names.iter().for_each(|name| self.compiler.forget(name));
            let name = self.reader.required(&block, "name").text;
            // A condition that reads an index leaves out single copies, any other one the whole part.
            let (only, when) = if when.is_some_and(Reg::is_local) { (when, None) } else { (None, when) };
            self.design.parts.push(PartRule {
                id: id.text.into_owned(),
                name: name.into_owned(),
                slot,
                section,
                length,
                ends,
                each,
                segment,
                at,
                axis,
                flat,
                when,
                only,
                assembly,
            });
        }
    }

    /// What a part looks like across: items are used whole, so the design says what stands for them in the picture.
    fn section(&mut self, block: &Block<'_, '_>, slot: usize) -> Section {
        let sizes = ["width", "thickness", "diameter"];
        let is_item = self.design.slots[slot].form == Form::Item;
        if !is_item {
            for size in sizes {
                if let Some(value) = block.table.get(size) {
                    let message = format!("“{size}” comes from the stock in the slot");
                    self.reader.error(
                        "unknown-key",
                        block.key_of(size),
                        span_of(value),
                        message,
                        "leave this line out",
                    );
                }
            }
            return Section::OfStock;
        }
        let [width, thickness, diameter] = sizes.map(|size| {
            let text = self.reader.text(block, size)?;
            self.quantity(&text, "m")
        });
        match (width, thickness, diameter) {
            (Some(width), Some(thickness), None) => Section::Block([width, thickness]),
            (None, None, Some(diameter)) => Section::Round(diameter),
            _ => {
                let message = "an item is used whole: its picture needs sizes";
                let hint = "add width and thickness, or diameter, beside length";
                self.reader.error("missing-key", &block.key, block.span, message, hint);
                Section::OfStock
            }
        }
    }

    /// `each = { i = "planks", j = "2" }`: index names and how often each runs.
    fn repetitions(&mut self, block: &Block<'_, '_>) -> (Vec<String>, Vec<Reg>) {
        let Some(value) = block.table.get("each") else { return (Vec::new(), Vec::new()) };
        let Some(each) = self.reader.block(&format!("{}.each", block.key), value) else {
            return (Vec::new(), Vec::new());
        };
        let mut found = (Vec::new(), Vec::new());
        for (name, _) in in_order(each.table) {
            let Some(text) = self.reader.text(&each, name) else { continue };
            if self.is_name(name, &text.key, text.span)
                && let Some(reg) = self.quantity_or_hint(
                    &text,
                    "",
                    "it counts copies: divide by a distance, such as “length / 200 mm”",
                )
            {
                found.0.push(name.to_owned());
                found.1.push(reg);
            }
        }
        if found.0.len() > MAX_INDICES {
            let message = format!("at most {MAX_INDICES} repetition indices");
            let hint = "write the rest as a part of its own, or count in one index and divide it by formulas";
            self.reader.error("too-deep", &each.key, each.span, message, hint);
            found.0.truncate(MAX_INDICES);
            found.1.truncate(MAX_INDICES);
        }
        found
    }
}
