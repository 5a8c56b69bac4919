//! `[values]`: named results, in any order.

use super::Work;
use super::checks::display_unit;
use crate::design::model::NamedValue;
use crate::design::reader::{Block, Text, in_order};
use crate::expr::{Expr, Value};
use crate::known::Known;

/// A value that is read and not yet compiled.
struct Waiting<'t> {
    text: &'t Text<'t>,
    expr: Expr<'t>,
    /// The values that it uses.
    needs: Vec<usize>,
}

impl Work<'_, '_> {
    /// `[values]`: order free; compiled in an order in which each finds what it uses.
    pub(super) fn values(&mut self, root: &Block<'_, '_>) {
        let Some(value) = root.table.get("values") else { return };
        let Some(block) = self.reader.block("values", value) else { return };
        let mut texts = Vec::with_capacity(block.table.len());
        let mut places = Known::default();
        for (name, _) in in_order(block.table) {
            let Some(text) = self.reader.text(&block, name) else { continue };
            if self.is_name(name, &text.key, text.span) {
                self.usage.defined.push(("value", name.to_owned(), text.span));
                places.insert(name, texts.len());
                texts.push((name, text));
            }
        }
        let mut waiting: Vec<Option<Waiting<'_>>> = Vec::with_capacity(texts.len());
        for (name, text) in &texts {
            let read = self.parsed(text).map(|expr| {
                let mut needs = Vec::new();
                expr.names(&mut |name, _| needs.extend(places.get(name)));
                Waiting { text, expr, needs }
            });
            if read.is_none() {
                self.failed.push((*name).to_owned());
            }
            waiting.push(read);
        }
        for k in 0..texts.len() {
            self.value_with_its_needs(k, &texts, &mut waiting);
        }
    }

    /// Depth-first without recursion: a chain of two thousand values must not exhaust the stack.
    fn value_with_its_needs(&mut self, k: usize, texts: &[(&str, Text<'_>)], waiting: &mut [Option<Waiting<'_>>]) {
        let name_of = |k: usize| texts[k].0;
        let mut path = vec![k];
        while let Some(k) = path.last().copied() {
            let Some(value) = &waiting[k] else {
                path.pop();
                continue;
            };
            let need = value.needs.iter().copied().find(|need| waiting[*need].is_some());
            match need.map(|need| (need, path.iter().position(|k| *k == need))) {
                Some((need, None)) => path.push(need),
                Some((need, Some(start))) => {
                    let round: Vec<&str> = path[start..].iter().map(|k| name_of(*k)).collect();
                    let need = name_of(need);
                    let message = format!("“{need}” depends on itself: {} → {need}", round.join(" → "));
                    let hint = "one of them must be set by a parameter instead";
                    self.reader.error("cycle", &value.text.key, value.text.span, message, hint);
                    for k in path.drain(start..) {
                        waiting[k] = None;
                        self.failed.push(name_of(k).to_owned());
                    }
                }
                None => {
                    path.pop();
                    if let Some(value) = waiting[k].take() {
                        self.value(name_of(k), &value);
                    }
                }
            }
        }
    }

    fn value(&mut self, name: &str, Waiting { text, expr, .. }: &Waiting<'_>) {
        match self.compiler.compile(expr) {
            Ok(value) => {
                // Vectors and lists only serve other formulas; there is no one number to show.
                if let Value::One(typed) = value {
                    let unit = display_unit(typed.kind);
                    self.design.values.push(NamedValue { name: name.to_owned(), reg: typed.reg, unit });
                }
                self.compiler.define(name, value);
            }
            Err(error) => {
                self.complain(text, error);
                self.failed.push(name.to_owned());
            }
        }
    }
}
