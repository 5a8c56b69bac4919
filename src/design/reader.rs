//! Walks a TOML tree, remembering where everything stands and complaining about what does not fit.

use std::borrow::Cow;
use std::fmt;

use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

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
pub(super) struct Text<'t> {
    pub text: Cow<'t, str>,
    pub span: Span,
    pub key: Key<'t>,
}

/// The name of a value in messages, such as `params.length.range`; put together only where it is told.
#[derive(Clone, Debug, Default)]
pub(super) struct Key<'t> {
    pub block: Cow<'t, str>,
    pub name: Cow<'t, str>,
}

impl fmt::Display for Key<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&*self.block, &*self.name) {
            ("", one) | (one, "") => f.write_str(one),
            (block, name) => write!(f, "{block}.{name}"),
        }
    }
}

impl Block<'_, '_> {
    /// The name of a value in this block.
    pub fn key_of<'k>(&'k self, name: &'k str) -> Key<'k> {
        Key { block: self.key.as_str().into(), name: name.into() }
    }
}

/// A table of the document.
pub(super) type Table<'de> = DeTable<'de>;

/// A value of the document, and where it stands.
pub(super) type Value<'de> = Spanned<DeValue<'de>>;

/// Entries of a table in the order of the document.
pub(super) fn in_order<'t, 'de>(table: &'t Table<'de>) -> Vec<(&'t str, &'t Value<'de>)> {
    let mut entries: Vec<_> = table.iter().map(|(k, v)| (k.span().start as u32, k.as_ref().as_ref(), v)).collect();
    crate::order::sort_by_number(&mut entries, |(at, ..)| *at);
    entries.into_iter().map(|(_, k, v)| (k, v)).collect()
}

/// A whole number, unless it is larger than 64 bits hold.
pub(super) fn whole(number: &DeInteger<'_>) -> Option<i64> {
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

/// Where a value stands; of a text, what is between its quotes.
pub(super) fn span_of(value: &Value<'_>) -> Span {
    let span = value.span();
    let quotes = match value.get_ref() {
        DeValue::String(Cow::Borrowed(text)) if span.len() >= text.len() + 6 => 3,
        DeValue::String(_) => 1,
        _ => return Span::new(span.start, span.end),
    };
    let end = span.end.saturating_sub(quotes);
    match value.get_ref() {
        DeValue::String(Cow::Borrowed(text)) => Span::new(end - text.len(), end),
        _ => Span::new(span.start + quotes, end), // it holds escapes, which take more room than the text
    }
}

impl<'a> Reader<'a> {
    pub fn place(&self, key: &dyn fmt::Display, span: Span) -> Place {
        Place::text(self.source, key.to_string(), span)
    }

    pub fn error(
        &mut self,
        code: &'static str,
        key: impl fmt::Display,
        span: Span,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.tell(Severity::Error, code, (&key, span), message.into(), hint.into());
    }

    pub fn warning(
        &mut self,
        code: &'static str,
        key: impl fmt::Display,
        span: Span,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.tell(Severity::Warning, code, (&key, span), message.into(), hint.into());
    }

    fn tell(
        &mut self,
        severity: Severity,
        code: &'static str,
        (key, span): (&dyn fmt::Display, Span),
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
        match value.get_ref() {
            DeValue::Table(table) => Some(Block { table, key: key.to_owned(), span: span_of(value) }),
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
        let DeValue::Array(items) = value.get_ref() else {
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
            let id = item
                .get_ref()
                .as_table()
                .and_then(|t| t.get("id"))
                .and_then(|v| v.get_ref().as_str())
                .map(str::to_owned);
            let id = id.unwrap_or_else(|| (k + 1).to_string());
            self.block(&format!("{name}.{id}"), item)
        });
        named.collect()
    }

    /// Complains about keys that mean nothing here.
    pub fn known_keys(&mut self, block: &Block<'_, '_>, known: &[&str]) {
        let is_known = |key: &str| known.contains(&key);
        if block.table.keys().all(|key| is_known(key.as_ref())) {
            return;
        }
        for (key, value) in in_order(block.table) {
            if !is_known(key) {
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
    pub fn text<'t>(&mut self, block: &'t Block<'_, '_>, name: &'t str) -> Option<Text<'t>> {
        self.as_text(block.table.get(name)?, block.key_of(name))
    }

    pub fn as_text<'t>(&mut self, value: &'t Value<'_>, key: Key<'t>) -> Option<Text<'t>> {
        let span = span_of(value);
        let text = match value.get_ref() {
            DeValue::String(text) => text.as_ref().into(),
            DeValue::Integer(n) => whole(n).map_or_else(|| n.to_string(), |n| n.to_string()).into(),
            DeValue::Float(n) => n.to_string().into(),
            DeValue::Boolean(b) => if *b { "yes" } else { "no" }.into(),
            _ => {
                self.error("not-a-text", &key, span, "a text or number is needed here", "write it between quotes");
                return None;
            }
        };
        Some(Text { text, span, key })
    }

    /// A text that must be there.
    pub fn required<'t>(&mut self, block: &'t Block<'_, '_>, name: &'t str) -> Text<'t> {
        if !block.table.contains_key(name) {
            let message = format!("“{name}” is missing in [{}]", block.key);
            self.error("missing-key", &block.key, block.span, message, format!("add a line {name} = \"…\""));
        }
        self.text(block, name).unwrap_or_default()
    }

    /// A text, or the empty one.
    pub fn optional(&mut self, block: &Block<'_, '_>, name: &str) -> String {
        self.text(block, name).map(|t| t.text.into_owned()).unwrap_or_default()
    }

    /// A list of texts; a single text counts as a list of one.
    pub fn texts<'t>(&mut self, block: &'t Block<'_, '_>, name: &'t str) -> Vec<Text<'t>> {
        let Some(value) = block.table.get(name) else { return Vec::new() };
        let key = block.key_of(name);
        match value.get_ref() {
            DeValue::Array(items) => items.iter().filter_map(|v| self.as_text(v, key.clone())).collect(),
            _ => self.as_text(value, key).into_iter().collect(),
        }
    }

    /// A list of lists of texts, such as corners.
    pub fn lists<'t>(&mut self, block: &'t Block<'_, '_>, name: &'t str) -> Vec<Vec<Text<'t>>> {
        let items = block.table.get(name).and_then(|value| value.get_ref().as_array());
        let key = block.key_of(name);
        let inner = |item: &'t Value<'_>| match item.get_ref() {
            DeValue::Array(items) => items.iter().filter_map(|v| self.as_text(v, key.clone())).collect(),
            _ => self.as_text(item, key.clone()).into_iter().collect(),
        };
        items.map(|items| items.iter().map(inner).collect()).unwrap_or_default()
    }

    /// Yes or no, no where absent.
    pub fn flag(&mut self, block: &Block<'_, '_>, name: &str) -> bool {
        let Some(value) = block.table.get(name) else { return false };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.error(
                "not-a-flag",
                block.key_of(name),
                span_of(value),
                format!("“{name}” is true or false"),
                format!("write  {name} = true  without quotes"),
            );
            false
        })
    }
}
