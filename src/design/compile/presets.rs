//! `[[presets]]`: sets of values with a name; `[renames]`: what names were called in earlier versions.

use super::{Work, near_or_all};
use crate::design::model::Preset;
use crate::design::reader::{Block, Text, in_order, span_of};
use crate::design::settle::settle;

impl Work<'_, '_> {
    pub(super) fn presets(&mut self, root: &Block<'_, '_>) {
        for block in self.reader.list(root, "presets") {
            self.reader.known_keys(&block, &["id", "title", "extends", "values"]);
            let id = self.reader.required(&block, "id");
            let taken: Vec<String> = self.design.presets.iter().map(|p| p.id.clone()).collect();
            self.is_new(&id, "presets", taken.iter().map(String::as_str));
            let title = self.reader.required(&block, "title").text;
            let mut values = Vec::new();
            if let Some(parent) = self.reader.text(&block, "extends") {
                match self.design.presets.iter().find(|p| p.id == parent.text) {
                    Some(found) => values.clone_from(&found.values),
                    None => {
                        let message = format!("no preset “{}” stands above this one", parent.text);
                        let hint = near_or_all(&parent.text, taken.iter().map(String::as_str), "presets above");
                        self.reader.error("unknown-preset", &parent.key, parent.span, message, hint);
                    }
                }
            }
            let own = block.table.get("values");
            let own = own.and_then(|value| self.reader.block(&format!("{}.values", block.key), value));
            let mut typed = Vec::new();
            if let Some(block) = &own {
                for (name, _) in in_order(block.table) {
                    let Some(text) = self.reader.text(block, name) else { continue };
                    let Some((parameter, value)) = self.preset_value(name, &text) else { continue };
                    values.retain(|(k, _)| *k != parameter);
                    values.push((parameter, value));
                    typed.push((parameter, value, text));
                }
            }
            self.preset_in_limits(&values, typed);
            self.design.presets.push(Preset { id: id.text.into_owned(), title: title.into_owned(), values });
        }
    }

    fn preset_value(&mut self, name: &str, text: &Text<'_>) -> Option<(usize, f64)> {
        let Some(k) = self.design.parameters.iter().position(|p| p.name == name) else {
            if !self.failed.iter().any(|f| f == name) {
                let hint = near_or_all(name, self.design.parameters.iter().map(|p| p.name.as_str()), "parameters");
                let message = format!("there is no parameter “{name}”");
                self.reader.error("unknown-parameter", &text.key, text.span, message, hint);
            }
            return None;
        };
        let p = &self.design.parameters[k];
        if p.picks.is_empty() {
            let unit = p.unit.symbol.clone();
            return Some((k, self.constant(text, &unit)?));
        }
        let place = p.picks.iter().position(|pick| pick.name == text.text);
        if place.is_none() {
            let hint = near_or_all(&text.text, p.picks.iter().map(|p| p.name.as_str()), "choices");
            let message = format!("“{}” is none of the choices", text.text);
            self.reader.error("unknown-choice", &text.key, text.span, message, hint);
        }
        Some((k, place? as f64))
    }

    /// What a preset sets must lie within the limits that hold once all of it is set.
    fn preset_in_limits(&mut self, values: &[(usize, f64)], typed: Vec<(usize, f64, Text)>) {
        let mut all: Vec<f64> = self.design.parameters.iter().map(|p| p.default).collect();
        values.iter().for_each(|(k, value)| all[*k] = *value);
        let settled = settle(&self.design, &all);
        for (k, value, text) in typed {
            if settled.visible[k] {
                let unit = self.design.parameters[k].unit.symbol.clone();
                self.outside(&text.key, text.span, value, settled.values[k], &unit);
            } else {
                let message = format!(
                    "“{}” is hidden at the values of this preset and keeps its default",
                    self.design.parameters[k].name
                );
                let hint = "leave it out, or set what makes it visible";
                self.reader.error("hidden-parameter", &text.key, text.span, message, hint);
            }
        }
    }

    /// `[renames]`: `old = "new"`, for parameters and slots.
    pub(super) fn renames(&mut self, root: &Block<'_, '_>) {
        let Some(value) = root.table.get("renames") else { return };
        let Some(block) = self.reader.block("renames", value) else { return };
        for (old, value) in in_order(block.table) {
            let Some(new) = self.reader.text(&block, old) else { continue };
            if self.is_choosable(old) {
                let message = format!("“{old}” is still the name of something here");
                let hint = "on the left stands the name of an earlier version, on the right the one of today";
                self.reader.error("bad-rename", &new.key, span_of(value), message, hint);
            } else if !self.is_choosable(&new.text) && !block.table.contains_key(&*new.text) {
                let known = self.design.parameters.iter().map(|p| p.name.as_str());
                let known = known.chain(self.design.slots.iter().map(|s| s.name.as_str()));
                let hint = near_or_all(&new.text, known, "names");
                let message = format!("there is no parameter or slot “{}”", new.text);
                self.reader.error("bad-rename", &new.key, new.span, message, hint);
            } else {
                self.design.renames.insert(old.to_owned(), new.text.into_owned());
            }
        }
    }

    fn is_choosable(&self, name: &str) -> bool {
        self.design.parameter(name).is_some() || self.design.slots.iter().any(|s| s.name == name)
    }
}
