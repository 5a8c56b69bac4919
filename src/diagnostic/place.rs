//! Where in a document a problem lies.

use std::fmt;

use serde::Serialize;

/// A range of bytes in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

impl Span {
    /// The range from `start` up to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The same range further on in a longer text.
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start + by, self.end + by)
    }
}

/// Where a problem lies.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "in", rename_all = "lowercase")]
pub enum Place {
    /// In a text document.
    Text {
        /// Which key or block, such as `checks.sag.must`.
        key: String,
        /// Line, counted from 1.
        line: usize,
        /// Column in characters, counted from 1.
        column: usize,
        /// Bytes of the document.
        span: Span,
    },
    /// In a table.
    Cell {
        /// Row as a spreadsheet counts it: the header is row 1.
        row: usize,
        /// Name of the column.
        column: String,
    },
    /// In something without lines, such as a link or a stored project.
    Whole {
        /// What it is.
        name: String,
    },
}

impl Place {
    /// A place without lines.
    pub fn whole(name: impl Into<String>) -> Self {
        Self::Whole { name: name.into() }
    }

    /// A cell of a table.
    pub fn cell(row: usize, column: impl Into<String>) -> Self {
        Self::Cell { row, column: column.into() }
    }

    /// The bytes of the text document, where it is in one.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Text { span, .. } => Some(*span),
            Self::Cell { .. } | Self::Whole { .. } => None,
        }
    }

    /// A span of a text document.
    pub fn text(source: &str, key: impl Into<String>, span: Span) -> Self {
        let (line, column) = line_and_column(source, span.start);
        Self::Text { key: key.into(), line, column, span }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text { key, line, column, .. } if key.is_empty() => write!(f, "line {line}, column {column}"),
            Self::Text { key, line, column, .. } => write!(f, "line {line}, column {column}, in {key}"),
            Self::Cell { row, column } if column.is_empty() => write!(f, "row {row}"),
            Self::Cell { row, column } => write!(f, "row {row}, column {column}"),
            Self::Whole { name } => f.write_str(name),
        }
    }
}

/// Line and column, both from 1, of a byte of a text; columns count characters.
pub fn line_and_column(source: &str, byte: usize) -> (usize, usize) {
    let byte = (0..=byte.min(source.len())).rev().find(|k| source.is_char_boundary(*k)).unwrap_or(0);
    let before = &source[..byte];
    let line_start = before.rfind('\n').map_or(0, |k| k + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}
