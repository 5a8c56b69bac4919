//! `[values]`: named results, in any order.

use std::collections::BTreeMap;

use super::Work;
use super::checks::display_unit;
use crate::design::model::NamedValue;
use crate::design::reader::{Block, Text, in_order};
use crate::expr::{Expr, Value};

impl Work<'_, '_> {
    /// `[values]`: order free; compiled in an order in which each finds what it uses.
    pub(super) fn values(&mut self, root: &Block<'_, '_>) {
        let Some(value) = root.table.get("values") else { return };
        let Some(block) = self.reader.block("values", value) else { return };
        let mut waiting: BTreeMap<String, (Text, Expr)> = BTreeMap::new();
        let mut order = Vec::new();
        for (name, _) in in_order(block.table) {
            let name = name.to_owned();
            let Some(text) = self.reader.text(&block, &name) else { continue };
            if !self.is_name(&name, &text.key, text.span) {
                continue;
            }
            self.usage.defined.push(("value", name.clone(), text.span));
            match self.parsed(&text) {
                Some(expr) => {
                    order.push(name.clone());
                    waiting.insert(name, (text, expr));
                }
                None => self.failed.push(name),
            }
        }
        for name in order {
            self.value_with_its_needs(name, &mut waiting);
        }
    }

    /// Depth-first without recursion: a chain of two thousand values must not exhaust the stack.
    fn value_with_its_needs(&mut self, name: String, waiting: &mut BTreeMap<String, (Text, Expr)>) {
        let mut path = vec![name];
        while let Some(name) = path.last().cloned() {
            let Some((text, expr)) = waiting.get(&name) else {
                path.pop();
                continue;
            };
            let mut need = None;
            expr.names(&mut |n, _| {
                if need.is_none() && waiting.contains_key(n) {
                    need = Some(n.to_owned());
                }
            });
            match need {
                Some(need) => match path.iter().position(|n| *n == need) {
                    None => path.push(need),
                    Some(start) => {
                        let round = path[start..].join(" → ");
                        let message = format!("“{need}” depends on itself: {round} → {need}");
                        self.reader.error(
                            "cycle",
                            &text.key,
                            text.span,
                            message,
                            "one of them must be set by a parameter instead",
                        );
                        for name in path.drain(start..) {
                            waiting.remove(&name);
                            self.failed.push(name);
                        }
                    }
                },
                None => {
                    let Some((text, expr)) = waiting.remove(&name) else { continue };
                    path.pop();
                    match self.compiler.compile(&expr) {
                        Ok(value) => {
                            // Vectors and lists only serve other formulas; there is no one number to show.
                            if let Value::One(typed) = value {
                                let unit = display_unit(typed.kind);
                                self.design.values.push(NamedValue { name: name.clone(), reg: typed.reg, unit });
                            }
                            self.compiler.define(name, value);
                        }
                        Err(error) => {
                            self.complain(&text, error);
                            self.failed.push(name);
                        }
                    }
                }
            }
        }
    }
}
