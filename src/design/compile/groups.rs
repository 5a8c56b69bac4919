//! `[groups.*]`: things that a maker may add several of, each with the same parameters.
//!
//! A group is unrolled: `shelf.count` is a parameter, and so are `shelf.gap_1`, `shelf.gap_2`, … as many as there can
//! be; those beyond the count are hidden. Formulas see the list `shelf.gap`.

use super::Work;
use crate::design::reader::Block;
use crate::expr::{List, MAX_INSTANCES, MAX_NAME, MAX_VALUES, Value};

impl Work<'_, '_> {
    pub(super) fn groups(&mut self, root: &Block<'_, '_>) {
        for (name, block) in self.reader.blocks(root, "groups") {
            const KEYS: [&str; 9] = ["ask", "help", "range", "default", "level", "when", "fixed", "wish", "params"];
            self.reader.known_keys(&block, &KEYS);
            if !self.is_name(&name, &block.key, block.span) {
                continue;
            }
            let count = format!("{name}.count");
            if self.measure(&count, &block, true, None).is_none() {
                self.failed.push(name);
                continue;
            }
            self.usage.defined.push(("group", count.clone(), block.span));
            let most = self.design.parameters.last().map_or(0.0, |p| p.high);
            if !(0.0..=MAX_INSTANCES as f64).contains(&most) {
                let message = format!("a group may have {MAX_INSTANCES} instances, this one {most}");
                self.reader.error("too-large", &block.key, block.span, message, "lower the upper end of its range");
                continue;
            }
            let Some(value) = block.table.get("params") else { continue };
            let key = format!("{}.params", block.key);
            let Some(params) = self.reader.block(&key, value) else { continue };
            let outer = Block { key: block.key.clone(), ..block.clone() };
            for (inner, block) in self.reader.blocks(&outer, "params") {
                self.instances(
                    &name,
                    &inner,
                    &Block { key: format!("{}.{inner}", params.key), ..block },
                    most as usize,
                );
            }
        }
    }

    /// One parameter of a group: an instance for each that there can be, and the list of them.
    fn instances(&mut self, group: &str, inner: &str, block: &Block<'_, '_>, most: usize) {
        let list = format!("{group}.{inner}");
        self.reader.known_keys(block, &super::parameters::KEYS);
        if !self.is_word(inner, &block.key, block.span) {
            return;
        }
        if list.len() > MAX_NAME {
            let message = format!("“{list}” is too long for a name");
            let hint = format!("group and parameter together may have {MAX_NAME} letters");
            self.reader.error("bad-name", &block.key, block.span, message, hint);
            return;
        }
        if self.design.parameters.len() + most > MAX_VALUES {
            let message = format!("with this group the design has more than {MAX_VALUES} parameters");
            self.reader.error("too-large", &block.key, block.span, message, "lower the upper end of the group's range");
            return;
        }
        let mut items = Vec::with_capacity(most);
        for number in 1..=most {
            let name = format!("{list}_{number}");
            let there = format!("{group}.count >= {number}");
            let read = match block.table.get("choices") {
                Some(_) => self.choice(&name, block, Some(&there)),
                None => self.measure(&name, block, false, Some(&there)),
            };
            let (Some(()), Some(value)) = (read, self.compiler.lookup(&name).cloned()) else {
                self.failed.push(list);
                return;
            };
            if let Some(p) = self.design.parameters.last_mut() {
                p.text_key.clone_from(&block.key);
                p.number = Some(number);
                p.ask = p.ask.replace("{n}", &number.to_string());
            }
            items.push(value);
        }
        self.usage.defined.push(("parameter", list.clone(), block.span));
        let Some(kind) = items.first().map(Value::kind) else { return };
        let count = match self.compiler.lookup(&format!("{group}.count")) {
            Some(Value::One(count)) => Some(count.reg),
            _ => None,
        };
        self.compiler.define(list, Value::List(List { items, count, kind }));
    }
}
