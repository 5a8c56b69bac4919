//! Columns of a stock file: which cell means what, in any order, by name or another common name.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Place, suggest};
use crate::quantity::{Dimension, Unit};

/// The columns of the stock file, in the order they are written.
pub(super) const COLUMNS: [&str; 24] = [
    "id",
    "name",
    "form",
    "section",
    "material",
    "quantity",
    "length",
    "width",
    "thickness",
    "height",
    "diameter",
    "wall",
    "outline",
    "defects",
    "tolerance",
    "grade",
    "price",
    "owner",
    "place",
    "distance",
    "source",
    "hazard",
    "notes",
    "attributes",
];

/// Other names that people give the columns.
const ALIASES: [(&str, &str); 28] = [
    ("piece", "name"),
    ("description", "name"),
    ("type", "form"),
    ("kind", "form"),
    ("shape", "form"),
    ("profile", "section"),
    ("qty", "quantity"),
    ("count", "quantity"),
    ("number", "quantity"),
    ("pieces", "quantity"),
    ("l", "length"),
    ("len", "length"),
    ("w", "width"),
    ("t", "thickness"),
    ("thick", "thickness"),
    ("h", "height"),
    ("d", "diameter"),
    ("od", "diameter"),
    ("outside diameter", "diameter"),
    ("wall thickness", "wall"),
    ("tol", "tolerance"),
    ("condition", "grade"),
    ("cost", "price"),
    ("location", "place"),
    ("where", "place"),
    ("reference", "source"),
    ("remarks", "notes"),
    ("comment", "notes"),
];

/// Where each column stands, and the unit that its header names.
#[derive(Debug, Default)]
pub(super) struct Columns {
    at: BTreeMap<&'static str, (usize, Option<Unit>)>,
}

impl Columns {
    /// Reads the header row, which spreadsheets count as `row`. Columns not known are reported.
    pub(super) fn read(header: &[String], row: usize, problems: &mut Vec<Diagnostic>) -> Self {
        let mut columns = Self::default();
        for (index, cell) in header.iter().enumerate() {
            let typed = cell.trim();
            if typed.is_empty() {
                continue;
            }
            let (word, unit) = split_unit(&crate::fold::lower(typed));
            let place = || Place::cell(row, typed);
            match known(&word) {
                Some(name) if columns.at.contains_key(name) => problems.push(
                    Diagnostic::warning("double-column", place(), format!("“{typed}” is a second column for {name}"))
                        .hint("the first one is used; remove or rename the other"),
                ),
                Some(name) => {
                    columns.at.insert(name, (index, unit));
                }
                None => {
                    let message = format!("“{typed}” is no column of a stock file; it was left out");
                    let hint = match suggest(&word, COLUMNS) {
                        Some(near) => format!("did you mean {near}?"),
                        None => format!("the columns are {}", COLUMNS.join(", ")),
                    };
                    problems.push(Diagnostic::warning("unknown-column", place(), message).hint(hint));
                }
            }
        }
        columns
    }

    /// Whether the file has that column.
    pub(super) fn has(&self, name: &str) -> bool {
        self.at.contains_key(name)
    }

    /// The trimmed text of a cell; empty where there is none.
    pub(super) fn text<'a>(&self, cells: &'a [String], name: &str) -> &'a str {
        self.at.get(name).and_then(|(index, _)| cells.get(*index)).map_or("", |cell| cell.trim())
    }

    /// The unit that the header names, else millimetres.
    pub(super) fn length_unit(&self, name: &str) -> Unit {
        self.at.get(name).and_then(|(_, unit)| unit.clone()).unwrap_or_else(|| length("mm", 0.001))
    }
}

/// A unit of length; its factor is metres.
pub(super) fn length(symbol: &str, factor: f64) -> Unit {
    Unit { symbol: symbol.to_owned(), factor, offset: 0.0, dimension: Dimension::LENGTH }
}

fn known(word: &str) -> Option<&'static str> {
    let alias = || ALIASES.iter().find(|(alias, _)| *alias == word).map(|(_, name)| *name);
    COLUMNS.into_iter().find(|name| *name == word).or_else(alias)
}

/// `length (cm)`, `length [cm]` and `length_cm` name a unit of length.
fn split_unit(word: &str) -> (String, Option<Unit>) {
    let parts = match word.find(['(', '[']) {
        Some(open) => Some((&word[..open], word[open + 1..].trim_end_matches([')', ']']))),
        None => word.rsplit_once('_'),
    };
    let clean = |word: &str| word.trim().replace('_', " ");
    match parts.map(|(name, unit)| (name, Unit::named(unit.trim()))) {
        Some((name, Some(unit))) if unit.dimension == Dimension::LENGTH => (clean(name), Some(unit.clone())),
        Some((name, _)) if word.contains(['(', '[']) => (clean(name), None),
        _ => (clean(word), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_read_by_any_name_and_unit() {
        let mut problems = Vec::new();
        let header = ["Qty", "Length (cm)", "W_mm", "lenghts", "Price (EUR)", "OD"].map(str::to_owned);
        let columns = Columns::read(&header, 1, &mut problems);
        let cells = ["2", " 120 ", "145", "x", "4", "48"].map(str::to_owned);
        assert_eq!(columns.text(&cells, "quantity"), "2");
        assert_eq!(columns.text(&cells, "length"), "120");
        assert_eq!(columns.length_unit("length").factor, 0.01);
        assert_eq!(columns.text(&cells, "price"), "4");
        assert_eq!(columns.text(&cells, "diameter"), "48");
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].hint.as_deref(), Some("did you mean length?"));
    }

    #[test]
    fn every_alias_leads_to_a_column() {
        assert!(ALIASES.iter().all(|(alias, name)| COLUMNS.contains(name) && !COLUMNS.contains(alias)));
    }
}
