//! `format` and `[design]`: what the document is, who made it, and under which licence.

use super::{Work, licence};
use crate::design::reader::{Block, Text, span_of, whole};

/// The version of the format that this program reads.
const FORMAT: i64 = 1;

impl Work<'_, '_> {
    pub(super) fn header(&mut self, root: &Block<'_, '_>) {
        self.format(root);
        let Some(value) = root.table.get("design") else {
            self.reader.error(
                "missing-key",
                "design",
                root.span,
                "the block [design] is missing",
                "a design starts with [design], id, title, version and licence",
            );
            return;
        };
        let Some(block) = self.reader.block("design", value) else { return };
        self.reader.known_keys(
            &block,
            &[
                "id", "title", "version", "licence", "authors", "based_on", "language", "summary", "function",
                "hazards", "tools",
            ],
        );
        let id = self.reader.required(&block, "id");
        if !id.text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
            let message = "an id is lower-case letters, digits and -";
            self.reader.error("bad-name", &id.key, id.span, message, slug_hint(&id.text));
        }
        self.design.id = id.text.into_owned();
        self.design.title = self.reader.required(&block, "title").text.into_owned();
        self.design.version = self.version(&block);
        self.design.licence = self.licence(&block);
        self.design.based_on = self.based_on(&block);
        self.design.language = self.language(&block);
        self.design.summary = self.reader.optional(&block, "summary");
        self.design.function = self.reader.optional(&block, "function");
        let list = |texts: Vec<Text<'_>>| texts.into_iter().map(|t| t.text.into_owned()).collect();
        self.design.authors = list(self.reader.texts(&block, "authors"));
        self.design.hazards = list(self.reader.texts(&block, "hazards"));
        self.design.tools = list(self.reader.texts(&block, "tools"));
    }

    fn format(&mut self, root: &Block<'_, '_>) {
        let add = "write  format = 1  as its first line";
        let Some(value) = root.table.get("format") else {
            let message = "the line that says which version of the format this is, is missing";
            return self.reader.error("missing-key", "format", root.span, message, add);
        };
        let span = span_of(value);
        match value.get_ref().as_integer().and_then(whole) {
            Some(FORMAT) => {}
            Some(newer) if newer > FORMAT => {
                let message = format!("this design is written in format {newer}; this program reads format {FORMAT}");
                self.reader.error(
                    "too-new",
                    "format",
                    span,
                    message,
                    "get a newer Scrapwright, or an older version of the design",
                );
            }
            _ => self.reader.error("bad-format", "format", span, "the format is a number", add),
        }
    }

    fn version(&mut self, block: &Block<'_, '_>) -> String {
        let version = self.reader.required(block, "version");
        let is_number = |word: &str| !word.is_empty() && word.len() < 10 && word.bytes().all(|b| b.is_ascii_digit());
        if !version.text.is_empty() && !version.text.split('.').all(is_number) {
            let message = format!("“{}” is no version", version.text);
            let hint = "numbers with points between them, such as 0.1.0; raise it with every change that others see";
            self.reader.error("bad-version", &version.key, version.span, message, hint);
        }
        version.text.into_owned()
    }

    fn licence(&mut self, block: &Block<'_, '_>) -> String {
        let licence = self.reader.required(block, "licence");
        if !licence.text.is_empty()
            && let Some((wrong, hint)) = licence::unknown(&licence.text)
        {
            let message = format!("“{wrong}” is no open licence known here");
            self.reader.error("unknown-licence", &licence.key, licence.span, message, hint);
        }
        licence.text.into_owned()
    }

    fn based_on(&mut self, block: &Block<'_, '_>) -> Option<String> {
        let hash = self.reader.text(block, "based_on")?;
        let digits = hash.text.strip_prefix("sha256:").unwrap_or("");
        if digits.len() != 64 || !digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            let hint = "write sha256: and 64 digits 0-9 a-f, the hash of the design that this one derives from";
            self.reader.error("bad-hash", &hash.key, hash.span, "this is not the hash of a design", hint);
        }
        Some(hash.text.into_owned())
    }

    fn language(&mut self, block: &Block<'_, '_>) -> String {
        match self.reader.text(block, "language") {
            Some(language) => {
                self.is_language(&language.text, &language.key, language.span);
                language.text.into_owned()
            }
            None => "en".to_owned(),
        }
    }
}

/// An id like the one typed that would do.
fn slug_hint(typed: &str) -> String {
    let words = typed.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    let slug = words.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    if slug.is_empty() { "such as wall-shelf".to_owned() } else { format!("“{slug}” would do") }
}
