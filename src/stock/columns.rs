//! Columns of a stock file: which cell means what, by a mapping; what a row says where it says nothing.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::decimal::Decimal;
use super::header::length_unit;
use super::mapping::Mapping;
use crate::quantity::{Dimension, Unit};

/// The columns of the stock file, in the order they are written.
pub const COLUMNS: [&str; 24] = [
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

/// Where each column stands, its header, and the unit of its bare numbers.
#[derive(Debug)]
pub(super) struct Columns {
    at: BTreeMap<&'static str, (usize, String, Option<Unit>)>,
    defaults: BTreeMap<&'static str, String>,
    unit: Unit,
    decimal: Decimal,
}

impl Columns {
    /// The columns of a mapping; of several for one meaning the first counts.
    pub(super) fn of(mapping: &Mapping) -> Self {
        let mut at = BTreeMap::new();
        for (index, column) in mapping.columns.iter().enumerate() {
            if let Some(name) = column.column {
                let unit = column.unit.as_deref().and_then(length_unit).cloned();
                at.entry(name).or_insert((index, column.header.clone(), unit));
            }
        }
        let unit = length_unit(&mapping.unit).cloned().unwrap_or_else(|| length("mm", 0.001));
        Self { at, defaults: mapping.defaults.clone(), unit, decimal: mapping.decimal }
    }

    /// Whether the file has that column.
    pub(super) fn has(&self, name: &str) -> bool {
        self.at.contains_key(name)
    }

    /// What the file calls the column.
    pub(super) fn label<'a>(&'a self, name: &'a str) -> &'a str {
        self.at.get(name).map(|(_, header, _)| header.as_str()).filter(|h| !h.is_empty()).unwrap_or(name)
    }

    /// The trimmed text of a cell; where it is empty, what counts for every row.
    pub(super) fn text<'a>(&'a self, cells: &'a [String], name: &str) -> &'a str {
        let cell = self.at.get(name).and_then(|(index, ..)| cells.get(*index)).map_or("", |cell| cell.trim());
        if cell.is_empty() { self.defaults.get(name).map_or("", String::as_str) } else { cell }
    }

    /// The same for a cell with numbers: decimal points, no thousands marks.
    pub(super) fn number<'a>(&'a self, cells: &'a [String], name: &str) -> Cow<'a, str> {
        self.decimal.plain(self.text(cells, name))
    }

    /// The unit that the header names, else that of the file.
    pub(super) fn length_unit(&self, name: &str) -> &Unit {
        self.at.get(name).and_then(|(.., unit)| unit.as_ref()).unwrap_or(&self.unit)
    }
}

/// A unit of length; its factor is metres.
pub(super) fn length(symbol: &str, factor: f64) -> Unit {
    Unit { symbol: symbol.to_owned(), factor, offset: 0.0, dimension: Dimension::LENGTH }
}
