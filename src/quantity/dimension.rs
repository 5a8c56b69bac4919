//! Physical dimensions: products of base dimensions with rational exponents.

use std::fmt;
use std::ops::{Div, Mul};

/// Symbols of the base dimensions, in the order of the exponents: those of the SI, one for each currency, so that two
/// currencies never add up by themselves, and two marks. `pt` marks a place on a scale of temperature, against a
/// difference of two. `rad` remembers angles for display only: radians are plain numbers in every formula.
pub const BASES: [&str; 24] = [
    "kg", "m", "s", "A", "K", "mol", "cd", "EUR", "USD", "GBP", "CHF", "CAD", "AUD", "JPY", "CNY", "INR", "BRL", "MXN",
    "PLN", "SEK", "NOK", "DKK", "pt", "rad",
];
const CURRENCIES: std::ops::Range<usize> = 7..22;
const POINT: usize = 22;
const ANGLE: usize = 23;

/// Exponents are counted in sixtieths, so square, cube, fourth, fifth and sixth roots stay exact.
const WHOLE: i16 = 60;

/// A product of base dimensions. Two dimensions are compatible when all but the angle agree.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Dimension([i16; BASES.len()]);

/// The dimension with these exponents of kg, m, s and the base at `other`.
const fn of(kg: i16, m: i16, s: i16, other: usize) -> Dimension {
    let mut exponents = [0; BASES.len()];
    exponents[other] = WHOLE;
    (exponents[0], exponents[1], exponents[2]) = (kg * WHOLE, m * WHOLE, s * WHOLE);
    Dimension(exponents)
}

impl Dimension {
    /// The dimension of plain numbers.
    pub const NONE: Self = of(0, 0, 0, 0);
    /// Metre.
    pub const LENGTH: Self = of(0, 1, 0, 0);
    /// Kilogram.
    pub const MASS: Self = of(1, 0, 0, 0);
    /// Second.
    pub const TIME: Self = of(0, 0, 1, 0);
    /// Pascal.
    pub const PRESSURE: Self = of(1, -1, -2, 0);
    /// Kilogram per cubic metre.
    pub const DENSITY: Self = of(1, -3, 0, 0);
    /// Money, in euros.
    pub const MONEY: Self = of(0, 0, 0, CURRENCIES.start);
    /// Radian.
    pub const ANGLE: Self = of(0, 0, 0, ANGLE);

    /// Reads the notation of the unit table, such as `kg m2 s-3 A-1`; nothing for unknown symbols.
    pub fn from_notation(text: &str) -> Option<Self> {
        text.split_whitespace().try_fold(Self::NONE, |product, factor| {
            let split = factor.find(|c: char| c == '-' || c.is_ascii_digit()).unwrap_or(factor.len());
            let (name, exponent) = factor.split_at(split);
            let base = BASES.iter().position(|b| *b == name)?;
            let exponent: i8 = if exponent.is_empty() { 1 } else { exponent.parse().ok()? };
            let mut one = Self::NONE;
            one.0[base] = i16::from(exponent) * WHOLE;
            product.times(one)
        })
    }

    /// Product, or nothing where an exponent leaves its range.
    pub fn times(self, other: Self) -> Option<Self> {
        let mut out = self;
        for (e, o) in out.0.iter_mut().zip(other.0) {
            *e = e.checked_add(o).filter(|e| e.abs() <= 100 * WHOLE)?;
        }
        Some(out)
    }

    /// The dimension raised to `numerator / denominator`, or nothing where the result is not representable.
    pub fn power(self, numerator: i16, denominator: i16) -> Option<Self> {
        let mut out = self;
        for e in &mut out.0 {
            let scaled = e.checked_mul(numerator)?;
            if denominator == 0 || scaled % denominator != 0 {
                return None;
            }
            *e = Some(scaled / denominator).filter(|e| e.abs() <= 100 * WHOLE)?;
        }
        Some(out)
    }

    /// Base units as a product and quotient that a unit may be written as, such as `kg/m/s`; nothing for roots, and
    /// where nothing stands above the line.
    pub(super) fn as_quotient(self) -> Option<String> {
        let mut text = String::new();
        for (sign, joint) in [(1, '.'), (-1, '/')] {
            for (base, exponent) in BASES.iter().zip(self.0) {
                let times = sign * exponent / WHOLE;
                if exponent % WHOLE != 0 || times > 12 || (text.is_empty() && times > 0 && joint == '/') {
                    return None;
                }
                for _ in 0..times {
                    if !text.is_empty() {
                        text.push(joint);
                    }
                    text.push_str(base);
                }
            }
        }
        Some(text)
    }

    /// Whether values of both may be added or compared: all but the angle agree.
    pub fn is_compatible(self, other: Self) -> bool {
        self.0[..ANGLE] == other.0[..ANGLE]
    }

    /// Whether it is a plain number (an angle counts as one).
    pub fn is_plain(self) -> bool {
        self.is_compatible(Self::NONE)
    }

    /// Whether it is an amount of one currency.
    pub fn is_money(self) -> bool {
        CURRENCIES.into_iter().any(|k| self == of(0, 0, 0, k))
    }

    /// Whether it is a place on a scale of temperature (20 °C) and not a difference of two (20 K).
    pub fn is_point(self) -> bool {
        self.0[POINT] != 0
    }

    /// That of the difference of two places on a scale.
    #[must_use]
    pub fn without_point(mut self) -> Self {
        self.0[POINT] = 0;
        self
    }

    /// Whether it is just an angle.
    pub fn is_angle(self) -> bool {
        self == Self::ANGLE
    }
}

impl Mul for Dimension {
    type Output = Self;
    /// Product, saturating far beyond any physical exponent.
    fn mul(self, other: Self) -> Self {
        self.times(other).unwrap_or(self)
    }
}

impl Div for Dimension {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        other.power(-1, 1).and_then(|inverse| self.times(inverse)).unwrap_or(self)
    }
}

impl fmt::Display for Dimension {
    /// A familiar name where there is one (`N`, `MPa`, `a length`), else the product of base units.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut plain = self.without_point();
        plain.0[ANGLE] = 0;
        if self.is_point() {
            return f.write_str("a temperature (°C)");
        }
        if let (true, Some(k)) = (plain.is_money(), CURRENCIES.into_iter().find(|k| plain.0[*k] != 0)) {
            return write!(f, "money ({})", BASES[k]);
        }
        if plain == Self::NONE {
            return f.write_str(if self.0[ANGLE] == WHOLE { "an angle" } else { "a plain number" });
        }
        for (notation, name) in FAMILIAR {
            if Self::from_notation(notation) == Some(plain) {
                return f.write_str(name);
            }
        }
        let mut first = true;
        for (base, e) in BASES.iter().zip(plain.0) {
            if e != 0 {
                if !first {
                    f.write_str("·")?;
                }
                first = false;
                match (e / WHOLE, e % WHOLE) {
                    (1, 0) => f.write_str(base)?,
                    (n, 0) => write!(f, "{base}^{n}")?,
                    _ => write!(f, "{base}^({e}/{WHOLE})")?,
                }
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Dimensions that people know by a name.
const FAMILIAR: [(&str, &str); 17] = [
    ("m", "a length (m)"),
    ("m2", "an area (m²)"),
    ("m3", "a volume (m³)"),
    ("m4", "a second moment of area (m⁴)"),
    ("kg", "a mass (kg)"),
    ("s", "a time (s)"),
    ("m s-1", "a speed (m/s)"),
    ("kg m-3", "a density (kg/m³)"),
    ("kg m s-2", "a force (N)"),
    ("kg m-1 s-2", "a stress (Pa)"),
    ("kg m2 s-2", "an energy or moment (N·m)"),
    ("kg m2 s-3", "a power (W)"),
    ("A", "a current (A)"),
    ("kg m2 s-3 A-1", "a voltage (V)"),
    ("kg m2 s-3 A-2", "a resistance (ohm)"),
    ("K", "a temperature difference (K)"),
    ("EUR m-1", "a price by length (EUR/m)"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_undo_powers() {
        let force = Dimension::from_notation("kg m s-2").unwrap();
        for n in 1..=6 {
            assert_eq!(force.power(n, 1).unwrap().power(1, n), Some(force));
        }
        assert_eq!(Dimension::LENGTH.power(1, 7), None);
    }

    #[test]
    fn currencies_differ_and_rates_turn_one_into_another() {
        let [eur, usd] = ["EUR", "USD"].map(|c| Dimension::from_notation(c).unwrap());
        assert!(!eur.is_compatible(usd) && usd.is_money());
        assert_eq!(usd.to_string(), "money (USD)");
        assert_eq!(usd * (eur / usd), Dimension::MONEY);
    }

    #[test]
    fn angles_are_plain_but_remembered() {
        assert!(Dimension::ANGLE.is_plain());
        assert!((Dimension::ANGLE * Dimension::LENGTH).is_compatible(Dimension::LENGTH));
        assert_eq!(Dimension::ANGLE.to_string(), "an angle");
    }
}
