//! `[[parts]]`: rules that give copies of a solid.

use super::shape::SHAPE_KEYS;
use super::{Work, near_or_all};
use crate::design::reader::{Block, in_order};
use crate::design::rules::PartRule;
use crate::expr::{Kind, MAX_INDICES, Reg, Typed};
use crate::quantity::Dimension;

const KEYS: [&str; 10] = ["id", "name", "slot", "assembly", "solid", "each", "at", "axis", "flat", "when"];

impl Work<'_, '_> {
    pub(super) fn parts(&mut self, root: &Block<'_, '_>) {
        for block in self.reader.list(root, "parts") {
            let known: Vec<&str> = KEYS.into_iter().chain(SHAPE_KEYS).collect();
            self.reader.known_keys(&block, &known);
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
            let (names, each) = self.repetitions(&block);
            let segment = self.compiler.builder.open_segment();
            for (k, name) in names.iter().enumerate() {
                let reg = self.compiler.builder.index(k);
                self.compiler.define(name.clone(), Typed { reg, kind: Kind::Number(Dimension::NONE) });
            }
            let when = self.reader.text(&block, "when").and_then(|t| self.truth(&t));
            let shape = self.shape(&block, slot);
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
                shape,
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
