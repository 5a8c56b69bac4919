//! The units makers use, read once from the unit table (`assets/data/units.csv`).

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::Dimension;

/// A unit of measure: how many SI base units one of it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// How it is written.
    pub symbol: String,
    /// Value of one such unit in SI base units.
    pub factor: f64,
    /// What it measures.
    pub dimension: Dimension,
}

/// The table, by symbol and alias.
fn table() -> &'static BTreeMap<String, Unit> {
    static TABLE: OnceLock<BTreeMap<String, Unit>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut units = BTreeMap::new();
        for line in include_str!("../../assets/data/units.csv").lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            let [symbol, aliases, factor, dimension, ..] = cells[..] else { continue };
            let (Ok(factor), Some(dimension)) = (factor.parse(), Dimension::from_notation(dimension)) else {
                continue;
            };
            let unit = Unit { symbol: symbol.to_owned(), factor, dimension };
            for name in aliases.split(' ').chain([symbol]).filter(|name| !name.is_empty()) {
                units.insert(name.to_owned(), unit.clone());
            }
        }
        units
    })
}

impl Unit {
    /// A plain number.
    pub fn none() -> Self {
        Self { symbol: String::new(), factor: 1.0, dimension: Dimension::NONE }
    }

    /// Finds a single unit by symbol or alias.
    pub fn named(name: &str) -> Option<&'static Self> {
        table().get(name)
    }

    /// Reads a compound such as `kg/m3`, `ohm.m` or `EUR/m`; the empty text is a plain number.
    pub fn parse(text: &str) -> Option<Self> {
        let mut unit = Self::none();
        let mut divide = false;
        for word in text.split_inclusive(['.', '/', '·']) {
            let (word, next_divides) = match word.strip_suffix(['.', '·']) {
                Some(word) => (word, false),
                None => word.strip_suffix('/').map_or((word, false), |w| (w, true)),
            };
            if !word.is_empty() || !text.is_empty() {
                let factor = Self::named(word)?;
                let (value, dimension) = if divide {
                    (1.0 / factor.factor, factor.dimension.power(-1, 1)?)
                } else {
                    (factor.factor, factor.dimension)
                };
                unit.factor *= value;
                unit.dimension = unit.dimension.times(dimension)?;
            }
            divide = next_divides;
        }
        unit.symbol = text.to_owned();
        Some(unit)
    }

    /// All symbols and aliases, sorted; for suggestions.
    pub fn names() -> impl Iterator<Item = &'static str> {
        table().keys().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_sound_and_names_its_source() {
        for line in include_str!("../../assets/data/units.csv").lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            assert_eq!(cells.len(), 6, "{line}");
            let unit = Unit::named(cells[0]).unwrap_or_else(|| panic!("{line}"));
            assert!(unit.factor > 0.0 && unit.factor.is_finite(), "{line}");
            assert!(!cells[4].is_empty() && !cells[5].is_empty(), "{line}");
            for alias in cells[1].split_whitespace() {
                assert_eq!(Unit::named(alias), Some(unit), "{alias} means two things");
            }
        }
    }

    #[test]
    fn units_agree_with_their_definitions() {
        let same = |a: &str, b: &str, ratio: f64| {
            let (a, b) = (Unit::parse(a).unwrap(), Unit::parse(b).unwrap());
            assert!(a.dimension.is_compatible(b.dimension), "{a:?} {b:?}");
            assert!((a.factor / b.factor / ratio - 1.0).abs() < 1e-9, "{a:?} {b:?}");
        };
        same("ft", "in", 12.0);
        same("lb", "oz", 16.0);
        same("MPa", "N/mm2", 1.0);
        same("kWh", "W.h", 1000.0);
        same("kph", "km/h", 1.0);
    }
}
