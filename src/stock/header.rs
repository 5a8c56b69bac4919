//! What headers mean: the names of our columns, and the words of other languages and programs for them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::columns::COLUMNS;
use super::fold::fold;
use super::table;
use crate::quantity::{Dimension, Unit};

/// The column of a foreign table that says whether a row counts; stock files have none.
pub(super) const ENABLED: &str = "enabled";

/// What a header cell means.
#[derive(Debug, PartialEq)]
pub(super) struct Header {
    /// Our column; nothing where it is none of ours.
    pub column: Option<&'static str>,
    /// The unit of length that it names.
    pub unit: Option<&'static Unit>,
    /// Whether it is known at all: what is known but not used needs no advice.
    pub known: bool,
}

impl Header {
    /// Reads a header: `Länge [cm]`, `length_mm`, `Qty`.
    pub(super) fn read(cell: &str) -> Self {
        let typed = crate::fold::lower(cell.trim());
        let (stem, unit) = split_unit(&typed);
        let (column, known) = meaning(stem);
        if known || unit.is_some() {
            return Self { column, unit, known };
        }
        // `Length mm`: a unit as the last word counts where the words before it are known.
        let last = stem.rsplit_once(' ').and_then(|(before, last)| Some((before, length_unit(last)?)));
        match last.map(|(before, unit)| (meaning(before), unit)) {
            Some(((column, true), unit)) => Self { column, unit: Some(unit), known: true },
            _ => Self { column: None, unit: None, known: false },
        }
    }
}

/// Our column for a word, and whether the word is known.
fn meaning(word: &str) -> (Option<&'static str>, bool) {
    if let Some(own) = COLUMNS.into_iter().find(|name| *name == word) {
        return (Some(own), true);
    }
    match words().get(&fold(word)) {
        Some(column) => (Some(*column).filter(|c| *c != "-"), true),
        None => (None, false),
    }
}

fn words() -> &'static BTreeMap<String, &'static str> {
    static TABLE: OnceLock<BTreeMap<String, &'static str>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut out = BTreeMap::new();
        for row in table::data(crate::later!("../../assets/data/headers.csv")) {
            let [column, words] = &row[..] else { continue };
            let ours = COLUMNS.into_iter().chain([ENABLED, "-"]).find(|name| name == column);
            let Some(ours) = ours else { continue };
            out.extend(words.split('|').chain([ours]).map(|word| (fold(word), ours)));
        }
        out
    })
}

/// `length (cm)`, `length [cm]` and `length_cm` name a unit of length.
fn split_unit(word: &str) -> (&str, Option<&'static Unit>) {
    let parts = match word.find(['(', '[']) {
        Some(open) => Some((&word[..open], word[open + 1..].trim_end_matches([')', ']']))),
        None => word.rsplit_once('_'),
    };
    match parts.map(|(name, unit)| (name.trim(), length_unit(unit.trim()))) {
        Some((name, Some(unit))) => (name, Some(unit)),
        Some((name, None)) if word.contains(['(', '[']) => (name, None),
        _ => (word, None),
    }
}

/// A unit of length by its name.
pub(super) fn length_unit(name: &str) -> Option<&'static Unit> {
    Unit::named(name).filter(|unit| unit.dimension == Dimension::LENGTH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_read_by_any_name_and_unit() {
        for (cell, column, factor) in [
            ("Qty", Some("quantity"), None),
            ("Length (cm)", Some("length"), Some(0.01)),
            ("W_mm", Some("width"), Some(0.001)),
            ("Price (EUR)", Some("price"), None),
            ("Länge [m]", Some("length"), Some(1.0)),
            ("Stärke mm", Some("thickness"), Some(0.001)),
            ("Épaisseur", Some("thickness"), None),
            ("Cantidad", Some("quantity"), None),
            ("Length - raw", None, None),
            ("OD", Some("diameter"), None),
        ] {
            let header = Header::read(cell);
            assert!(header.known, "{cell}");
            assert_eq!((header.column, header.unit.map(|u| u.factor)), (column, factor), "{cell}");
        }
        assert!(!Header::read("lenghts").known);
        assert!(!Header::read("made in").known);
    }

    #[test]
    fn every_word_leads_to_one_column() {
        let mut seen = BTreeMap::new();
        for row in table::data(include_str!("../../assets/data/headers.csv")) {
            assert!(COLUMNS.into_iter().chain([ENABLED, "-"]).any(|name| name == row[0]), "{row:?}");
            for word in row[1].split('|') {
                assert_eq!(fold(word), word, "words of the table are folded");
                assert!(!COLUMNS.contains(&word), "{word} is a column of ours");
                assert_eq!(seen.insert(word.to_owned(), row[0].clone()).filter(|c| *c != row[0]), None, "{word}");
            }
        }
    }
}
