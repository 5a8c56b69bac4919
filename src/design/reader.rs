//! Walks a TOML tree, remembering where everything stands and complaining about what does not fit.

use toml_span::value::{Table, Value, ValueInner};

use crate::diagnostic::{Diagnostic, Place, Severity, Span, suggest};
use crate::expr::MAX_PROBLEMS;

/// The document being read and the problems found so far.
pub(super) struct Reader<'a> {
    pub source: &'a str,
    pub problems: Vec<Diagnostic>,
    /// Problems beyond the most that are told.
    pub left_out: usize,
}

/// A block of the document: its table and how it is called in messages.
#[derive(Clone)]
pub(super) struct Block<'t, 'de> {
    pub table: &'t Table<'de>,
    pub key: String,
    pub span: Span,
}

/// A text value and where its first letter stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    pub text: String,
    pub span: Span,
    pub key: String,
}

/// Entries of a table in the order of the document.
pub(super) fn in_order<'t, 'de>(table: &'t Table<'de>) -> Vec<(&'t str, &'t Value<'de>)> {
    let mut entries: Vec<_> = table.iter().map(|(k, v)| (k.span.start, k.name.as_ref(), v)).collect();
    crate::order::sort_by_key(&mut entries, |(at, ..)| *at);
    entries.into_iter().map(|(_, k, v)| (k, v)).collect()
}

pub(super) fn span_of(value: &Value<'_>) -> Span {
    Span::new(value.span.start, value.span.end)
}

impl<'a> Reader<'a> {
    pub fn place(&self, key: impl Into<String>, span: Span) -> Place {
        Place::text(self.source, key, span)
    }

    pub fn error(
        &mut self,
        code: &'static str,
        key: &str,
        span: Span,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.tell(Severity::Error, code, (key, span), message.into(), hint.into());
    }

    pub fn warning(
        &mut self,
        code: &'static str,
        key: &str,
        span: Span,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.tell(Severity::Warning, code, (key, span), message.into(), hint.into());
    }

    fn tell(
        &mut self,
        severity: Severity,
        code: &'static str,
        (key, span): (&str, Span),
        message: String,
        hint: String,
    ) {
        // The limit also bounds the work: each place is counted out in lines from the start of the document.
        if self.problems.len() >= MAX_PROBLEMS {
            self.left_out += 1;
            return;
        }
        let hint = Some(hint).filter(|h| !h.is_empty());
        let problem = Diagnostic { severity, code, message, place: self.place(key, span), hint };
        if !self.problems.contains(&problem) {
            self.problems.push(problem); // a block may be read more than once
        }
    }

    /// The value as a block, or a complaint.
    pub fn block<'t, 'de>(&mut self, key: &str, value: &'t Value<'de>) -> Option<Block<'t, 'de>> {
        match value.as_ref() {
            ValueInner::Table(table) => Some(Block { table, key: key.to_owned(), span: span_of(value) }),
            _ => {
                let hint = match key {
                    "params" | "slots" => format!("write [{key}.name] for each, with single brackets"),
                    _ => "a block holds lines  name = value, or stands in braces: { name = value }".to_owned(),
                };
                self.error("not-a-block", key, span_of(value), format!("“{key}” must be a block [{key}]"), hint);
                None
            }
        }
    }

    /// The entries of a block of blocks, such as `[params.*]`, in the order of the document.
    pub fn blocks<'t, 'de>(&mut self, root: &Block<'t, 'de>, name: &str) -> Vec<(String, Block<'t, 'de>)> {
        let Some(value) = root.table.get(name) else { return Vec::new() };
        let Some(outer) = self.block(name, value) else { return Vec::new() };
        let entries = in_order(outer.table);
        let named =
            entries.into_iter().filter_map(|(k, v)| Some((k.to_owned(), self.block(&format!("{name}.{k}"), v)?)));
        named.collect()
    }

    /// The blocks of a list such as `[[parts]]`.
    pub fn list<'t, 'de>(&mut self, root: &Block<'t, 'de>, name: &str) -> Vec<Block<'t, 'de>> {
        let Some(value) = root.table.get(name) else { return Vec::new() };
        let ValueInner::Array(items) = value.as_ref() else {
            self.error(
                "not-a-list",
                name,
                span_of(value),
                format!("“{name}” must be a list of blocks [[{name}]]"),
                format!("write [[{name}]] with double brackets before each"),
            );
            return Vec::new();
        };
        let named = items.iter().enumerate().filter_map(|(k, item)| {
            let id = item.as_table().and_then(|t| t.get("id")).and_then(|v| v.as_str()).map(str::to_owned);
            let id = id.unwrap_or_else(|| (k + 1).to_string());
            self.block(&format!("{name}.{id}"), item)
        });
        named.collect()
    }

    /// Complains about keys that mean nothing here.
    pub fn known_keys(&mut self, block: &Block<'_, '_>, known: &[&str]) {
        for (key, value) in in_order(block.table) {
            if !known.contains(&key) {
                let hint = match suggest(key, known.iter().copied()) {
                    Some(near) => format!("did you mean “{near}”?"),
                    None => format!("known here: {}", known.join(", ")),
                };
                let span = span_of(value);
                let (name, where_) = match block.key.as_str() {
                    "" => (key.to_owned(), "a design"),
                    block => (format!("{block}.{key}"), "this block"),
                };
                self.error("unknown-key", &name, span, format!("“{key}” means nothing in {where_}"), hint);
            }
        }
    }

    /// A text, an expression, or a bare number taken as text; nothing where it is absent.
    pub fn text(&mut self, block: &Block<'_, '_>, name: &str) -> Option<Text> {
        let value = block.table.get(name)?;
        let key = if block.key.is_empty() { name.to_owned() } else { format!("{}.{name}", block.key) };
        self.as_text(value, key)
    }

    pub fn as_text(&mut self, value: &Value<'_>, key: String) -> Option<Text> {
        let span = span_of(value);
        let text = match value.as_ref() {
            ValueInner::String(text) => text.to_string(),
            ValueInner::Integer(n) => n.to_string(),
            ValueInner::Float(n) => n.to_string(),
            ValueInner::Boolean(b) => if *b { "yes" } else { "no" }.to_owned(),
            _ => {
                self.error("not-a-text", &key, span, "a text or number is needed here", "write it between quotes");
                return None;
            }
        };
        Some(Text { text, span, key })
    }

    /// A text that must be there.
    pub fn required(&mut self, block: &Block<'_, '_>, name: &str) -> Text {
        if !block.table.contains_key(name) {
            let message = format!("“{name}” is missing in [{}]", block.key);
            self.error("missing-key", &block.key, block.span, message, format!("add a line {name} = \"…\""));
        }
        self.text(block, name).unwrap_or_default()
    }

    /// A text, or the empty one.
    pub fn optional(&mut self, block: &Block<'_, '_>, name: &str) -> String {
        self.text(block, name).map(|t| t.text).unwrap_or_default()
    }

    /// A list of texts; a single text counts as a list of one.
    pub fn texts(&mut self, block: &Block<'_, '_>, name: &str) -> Vec<Text> {
        let Some(value) = block.table.get(name) else { return Vec::new() };
        let key = format!("{}.{name}", block.key);
        match value.as_ref() {
            ValueInner::Array(items) => items.iter().filter_map(|v| self.as_text(v, key.clone())).collect(),
            _ => self.as_text(value, key).into_iter().collect(),
        }
    }

    /// Yes or no, no where absent.
    pub fn flag(&mut self, block: &Block<'_, '_>, name: &str) -> bool {
        let Some(value) = block.table.get(name) else { return false };
        value.as_bool().unwrap_or_else(|| {
            let key = format!("{}.{name}", block.key);
            self.error(
                "not-a-flag",
                &key,
                span_of(value),
                format!("“{name}” is true or false"),
                format!("write  {name} = true  without quotes"),
            );
            false
        })
    }
}
