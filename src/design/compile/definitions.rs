//! `[functions.*]` and `[tables.*]`: formulas with a name, and measured points to read off.

use toml::de::DeValue;

use super::Work;
use crate::design::reader::{Block, Text, Value, in_order, span_of, whole};
use crate::diagnostic::suggest;
use crate::expr::{Kind, MAX_INPUTS, parse};
use crate::quantity::{Dimension, Unit};

impl Work<'_, '_> {
    pub(super) fn functions(&mut self, root: &Block<'_, '_>) {
        let mut defined = Vec::new();
        let blocks = self.reader.blocks(root, "functions");
        for (name, block) in &blocks {
            self.reader.known_keys(block, &["inputs", "value", "help"]);
            let text = self.reader.required(block, "value");
            if !self.is_free_function(name, block) {
                continue;
            }
            self.usage.defined.push(("function", format!("{name}()"), block.span));
            let mut inputs: Vec<(String, Dimension)> = Vec::new();
            if let Some(value) = block.table.get("inputs")
                && let Some(list) = self.reader.block(&format!("{}.inputs", block.key), value)
            {
                for (input, _) in in_order(list.table) {
                    let Some(unit) = self.reader.text(&list, input) else { continue };
                    if self.is_word(input, &unit.key, unit.span)
                        && let Some(unit) = self.unit(&unit)
                    {
                        inputs.push((input.to_owned(), unit.dimension));
                    }
                }
            }
            let help = self.reader.optional(block, "help");
            let Ok(body) = parse(&text.text).map_err(|e| self.complain(&text, e)) else { continue };
            match self.compiler.define_function(name.clone(), inputs, body, help) {
                Ok(()) => defined.push((name, text)),
                Err(why) => {
                    let hint = format!("split it in two; {MAX_INPUTS} inputs are the most");
                    self.reader.error("bad-function", &block.key, block.span, why, hint);
                }
            }
        }
        // They may call one another in any order, so their bodies are checked once all are known.
        for (name, text) in defined {
            match self.compiler.check_function(name) {
                Ok(Kind::Number(_) | Kind::Truth) => {}
                Ok(other) => {
                    let hint = "a function gives one quantity, or yes or no";
                    self.reader.error("bad-function", &text.key, text.span, format!("this is {other}"), hint);
                }
                Err(error) => self.complain(&text, error),
            }
        }
    }

    pub(super) fn tables(&mut self, root: &Block<'_, '_>) {
        for (name, block) in self.reader.blocks(root, "tables") {
            self.reader.known_keys(&block, &["from", "to", "points", "source", "help"]);
            if !self.is_free_function(&name, &block) {
                continue;
            }
            self.usage.defined.push(("table", format!("{name}()"), block.span));
            let units = ["from", "to"].map(|key| self.reader.text(&block, key).unwrap_or_default());
            let [Some(from), Some(to)] = units.map(|text| self.unit(&text)) else { continue };
            let Some(points) = self.points(&block) else { continue };
            let points = points.into_iter().map(|[x, y]| [from.to_si(x), to.to_si(y)]).collect();
            if let Err(why) = self.compiler.define_table(name, from.dimension, to.dimension, points) {
                let span = block.table.get("points").map_or(block.span, span_of);
                let hint = "points = [[0, 0], [5, 40], [10, 320]]";
                self.reader.error("bad-table", format!("{}.points", block.key), span, why, hint);
            }
        }
    }

    /// `[[x, y], …]`: bare numbers in the units of the table.
    fn points(&mut self, block: &Block<'_, '_>) -> Option<Vec<[f64; 2]>> {
        let key = format!("{}.points", block.key);
        let Some(value) = block.table.get("points") else {
            self.reader.required(block, "points");
            return None;
        };
        let number = |value: &Value<'_>| match value.get_ref() {
            DeValue::Integer(n) => whole(n).map(|n| n as f64),
            DeValue::Float(n) => n.as_str().parse::<f64>().ok(),
            _ => None,
        };
        let point = |value: &Value<'_>| match &value.get_ref().as_array()?[..] {
            [x, y] => Some([number(x)?, number(y)?]),
            _ => None,
        };
        let points =
            value.get_ref().as_array().map(|items| (items.iter().map(point).collect::<Option<Vec<_>>>(), items.len()));
        match points {
            Some((Some(points), _)) => Some(points),
            _ => {
                let hint = "points = [[0, 0], [5, 40], [10, 320]], in the units of “from” and “to”";
                let message = "points are pairs of bare numbers";
                self.reader.error("bad-table", &key, span_of(value), message, hint);
                None
            }
        }
    }

    /// Whether a function or table may be called so.
    fn is_free_function(&mut self, name: &str, block: &Block<'_, '_>) -> bool {
        if !self.is_word(name, &block.key, block.span) {
            return false;
        }
        let taken = self.compiler.is_function(name);
        if taken {
            let message = format!("there is a function {name}() already");
            self.reader.error("double-name", &block.key, block.span, message, "give this one another name");
        }
        !taken
    }

    /// A unit by its symbol; the empty text is a plain number.
    pub(super) fn unit(&mut self, text: &Text<'_>) -> Option<Unit> {
        let unit = Unit::parse(&text.text);
        if unit.is_none() {
            let hint = match suggest(&text.text, Unit::names()) {
                Some(near) => format!("did you mean “{near}”?"),
                None => "units are written such as mm, kg, kN, N/mm2".to_owned(),
            };
            self.reader.error("unknown-unit", &text.key, text.span, format!("unknown unit “{}”", text.text), hint);
        }
        unit
    }
}
