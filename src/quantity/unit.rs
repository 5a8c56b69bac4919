//! The units makers use, read once from the unit table (`assets/data/units.csv`).

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::Dimension;
use crate::known::Known;

/// A unit of measure: how many SI base units one of it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// How it is written.
    pub symbol: String,
    /// Value of one such unit in SI base units.
    pub factor: f64,
    /// Where its zero lies, in SI base units: 0 but for °C and °F.
    pub offset: f64,
    /// What it measures.
    pub dimension: Dimension,
}

/// The unit of a symbol or alias: a formula looks one up for each of its numbers.
fn find(name: &str) -> Option<&'static Arc<Unit>> {
    static KNOWN: OnceLock<Known<&'static str, &'static Arc<Unit>>> = OnceLock::new();
    KNOWN.get_or_init(|| table().iter().map(|(name, unit)| (name.as_str(), unit)).collect()).get(name).copied()
}

/// The table, by symbol and alias.
fn table() -> &'static BTreeMap<String, Arc<Unit>> {
    static TABLE: OnceLock<BTreeMap<String, Arc<Unit>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut units = BTreeMap::new();
        for line in include_str!("../../assets/data/units.csv").lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            let [symbol, aliases, scale, dimension, ..] = cells[..] else { continue };
            let (factor, offset) = scale.split_once(" + ").unwrap_or((scale, "0"));
            let (Ok(factor), Ok(offset), Some(dimension)) =
                (factor.parse(), offset.parse(), Dimension::from_notation(dimension))
            else {
                continue;
            };
            let unit = Arc::new(Unit { symbol: symbol.to_owned(), factor, offset, dimension });
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
        Self { symbol: String::new(), factor: 1.0, offset: 0.0, dimension: Dimension::NONE }
    }

    /// So many of this unit, in SI base units.
    pub fn to_si(&self, value: f64) -> f64 {
        if self.offset == 0.0 { value * self.factor } else { value * self.factor + self.offset }
    }

    /// How many of this unit a value in SI base units is.
    pub fn of_si(&self, value: f64) -> f64 {
        (value - self.offset) / self.factor
    }

    /// The unit for differences of values in this one: K for °C, itself for most.
    #[must_use]
    pub fn of_difference(&self) -> Self {
        let symbol = if self.dimension.is_point() { "K" } else { &self.symbol };
        let factor = if self.dimension.is_point() { 1.0 } else { self.factor };
        Self { symbol: symbol.to_owned(), factor, offset: 0.0, dimension: self.dimension.without_point() }
    }

    /// Finds a single unit by symbol or alias.
    pub fn named(name: &str) -> Option<&'static Self> {
        find(name).map(Arc::as_ref)
    }

    /// As [`Unit::parse`], without a copy for each of thousands of numbers; an alias keeps the symbol of its unit.
    pub fn shared(text: &str) -> Option<Arc<Self>> {
        static NONE: OnceLock<Arc<Unit>> = OnceLock::new();
        if text.is_empty() {
            return Some(NONE.get_or_init(|| Arc::new(Self::none())).clone());
        }
        find(text).cloned().or_else(|| Self::parse(text).map(Arc::new))
    }

    /// Reads a compound such as `kg/m3`, `ohm.m` or `EUR/m`; the empty text is a plain number.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(single) = Self::named(text) {
            return Some(Self { symbol: text.to_owned(), ..single.clone() });
        }
        let mut unit = Self::none();
        let mut divide = false;
        for word in text.split_inclusive(['.', '/', '·']) {
            let (word, next_divides) = match word.strip_suffix(['.', '·']) {
                Some(word) => (word, false),
                None => word.strip_suffix('/').map_or((word, false), |w| (w, true)),
            };
            if !word.is_empty() || !text.is_empty() {
                // A place on a scale is no factor: per degree is per K.
                let factor = Self::named(word).filter(|unit| !unit.dimension.is_point())?;
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

    /// A unit of this dimension that is one SI base unit itself, such as Pa for stresses or m/s for speeds.
    pub fn base(dimension: Dimension) -> Option<Self> {
        let fits = |unit: &&Self| unit.factor == 1.0 && unit.offset == 0.0 && unit.dimension == dimension;
        let known = table().values().map(Arc::as_ref).find(fits).cloned();
        known.or_else(|| Self::parse(&dimension.as_quotient()?).filter(|unit| fits(&unit)))
    }

    /// Units in which makers usually see a quantity, one for each common dimension.
    pub fn usual() -> &'static [Self] {
        static USUAL: OnceLock<Vec<Unit>> = OnceLock::new();
        USUAL.get_or_init(|| {
            let symbols = "mm cm2 L cm4 kg min N MPa Nm W EUR kg/m3 m/s V A °C K";
            symbols.split(' ').filter_map(Unit::parse).collect()
        })
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
            assert_eq!(cells.len(), 7, "{line}");
            let unit = Unit::named(cells[0]).unwrap_or_else(|| panic!("{line}"));
            assert!(unit.factor > 0.0 && unit.factor.is_finite(), "{line}");
            assert!(!cells[4].is_empty() && !cells[5].is_empty(), "{line}");
            for alias in cells[1].split_whitespace() {
                assert_eq!(Unit::named(alias), Some(unit), "{alias} means two things");
            }
            // The last column says what one of it is in other units; only base units have nothing to compare with.
            let is_base = cells[2] == "1" && super::super::dimension::BASES.contains(&cells[3]);
            assert!(is_base || !cells[6].is_empty(), "{line}");
            if !cells[6].is_empty() {
                let check = crate::quantity::read(cells[6], unit).unwrap_or_else(|e| panic!("{line}: {e}"));
                let one = unit.to_si(1.0);
                assert!((check.value / one - 1.0).abs() < 1e-12, "{line}: {} against {one}", check.value);
            }
        }
    }

    #[test]
    fn degrees_celsius_are_places_and_kelvins_differences() {
        let celsius = Unit::parse("°C").unwrap();
        assert_eq!(celsius.to_si(20.0), 293.15);
        assert!((celsius.of_si(0.0) + 273.15).abs() < 1e-12);
        assert!(!celsius.dimension.is_compatible(Unit::parse("K").unwrap().dimension));
        assert_eq!(Unit::parse("W/°C"), None);
        assert!(Unit::parse("W/K").is_some());
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
