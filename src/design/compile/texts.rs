//! `[texts.<language>]`: translations, one for each key of a text.

use std::fmt::Display;

use super::Work;
use crate::design::reader::{Block, Text, in_order, span_of};
use crate::diagnostic::{Diagnostic, Span, suggest};
use toml::de::DeValue;

impl Work<'_, '_> {
    pub(super) fn texts(&mut self, root: &Block<'_, '_>) {
        let blocks = self.reader.blocks(root, "texts");
        if blocks.is_empty() {
            return;
        }
        let keys = self.design.text_keys();
        for (language, block) in blocks {
            if !self.is_language(&language, &block.key, block.span) {
                continue;
            }
            self.usage.defined.push(("language", language.clone(), block.span));
            self.leaves(&block, "", &mut |work, key, text| {
                if keys.binary_search(&key).is_err() {
                    return work.unused_text(&key, &keys, &text);
                }
                if key.starts_with("steps.") {
                    work.insertions(&text);
                }
                work.design.texts.entry(language.clone()).or_default().insert(key, text.text.into_owned());
            });
        }
    }

    fn unused_text(&mut self, key: &str, keys: &[String], text: &Text<'_>) {
        // What has errors may have lost its texts for that reason alone.
        if self.reader.problems.iter().any(Diagnostic::is_error) {
            return;
        }
        let message = format!("this design has no text “{key}”");
        let hint = match suggest(key, keys.iter().map(String::as_str)) {
            Some(near) => format!("did you mean “{near}”?"),
            None => "keys are the way to the text, such as params.length.ask or checks.sag.why".to_owned(),
        };
        self.reader.warning("unused-text", &text.key, text.span, message, hint);
    }

    /// Calls `visit` with all texts below a block, each with the way to it; lists count from 1.
    fn leaves(&mut self, block: &Block<'_, '_>, way: &str, visit: &mut dyn FnMut(&mut Self, String, Text<'_>)) {
        for (name, value) in in_order(block.table) {
            let key = if way.is_empty() { name.to_owned() } else { format!("{way}.{name}") };
            match value.get_ref() {
                DeValue::Table(table) => {
                    let inner = Block { table, key: block.key_of(name).to_string(), span: span_of(value) };
                    self.leaves(&inner, &key, visit);
                }
                DeValue::Array(items) => {
                    for (k, item) in items.iter().enumerate() {
                        if let Some(text) = self.reader.as_text(item, block.key_of(name)) {
                            visit(self, format!("{key}.{}", k + 1), text);
                        }
                    }
                }
                _ => {
                    if let Some(text) = self.reader.as_text(value, block.key_of(name)) {
                        visit(self, key, text);
                    }
                }
            }
        }
    }

    /// A language tag such as `de` or `pt-BR`.
    pub(super) fn is_language(&mut self, tag: &str, key: &dyn Display, span: Span) -> bool {
        let mut words = tag.split('-');
        let first = words.next().unwrap_or("");
        let is_tag = matches!(first.len(), 2 | 3)
            && first.bytes().all(|b| b.is_ascii_lowercase())
            && words.all(|w| (1..=8).contains(&w.len()) && w.bytes().all(|b| b.is_ascii_alphanumeric()));
        if !is_tag {
            let message = format!("“{tag}” is no language");
            self.reader.error("bad-language", key, span, message, "write a tag such as de, es or pt-BR");
        }
        is_tag
    }
}
