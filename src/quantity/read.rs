//! Reads a quantity as people type it: `1.2m`, `47 1/4"`, `5' 3 1/2"`, `1 500 mm`, `1,5 m`, `120`.

use std::fmt;

use super::{Dimension, Unit};
use crate::diagnostic::suggest;

/// A value in SI base units and what it measures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity {
    /// Value in SI base units.
    pub value: f64,
    /// What it measures.
    pub dimension: Dimension,
}

/// Why a text is not a quantity. Each says what to do about it.
#[derive(Clone, Debug, PartialEq)]
pub enum ReadError {
    /// Nothing was typed.
    Empty,
    /// No number at the start.
    NoNumber(String),
    /// A word that is no unit, and the unit it may have meant.
    UnknownUnit(String, Option<String>),
    /// A quantity of another kind than asked for.
    WrongKind(Dimension, Dimension),
    /// A number too large or not finite.
    OutOfRange,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("nothing is written here; type a number with its unit, such as 1.2 m"),
            Self::NoNumber(text) => write!(f, "“{text}” has no number; type one with its unit, such as 1.2 m"),
            Self::UnknownUnit(unit, Some(near)) => write!(f, "“{unit}” is not a unit known here; did you mean {near}?"),
            Self::UnknownUnit(unit, None) => write!(f, "“{unit}” is not a unit known here"),
            Self::WrongKind(is, wants) => write!(f, "this is {is}, but {wants} is needed"),
            Self::OutOfRange => f.write_str("the number is too large"),
        }
    }
}

/// Longest text looked at; nobody types more into a cell.
const MAX_TEXT: usize = 200;
/// Largest magnitude accepted, in SI base units.
const MAX_VALUE: f64 = 1e15;

/// Reads a quantity. A bare number takes `default`; any unit must measure the same as `default`.
/// Several terms add up (`5 ft 3 in`, `1 m 20 cm`).
///
/// ```
/// use scrapwright::quantity::{Unit, read};
/// let mm = Unit::parse("mm").unwrap();
/// assert_eq!(read("47 1/4\"", &mm).unwrap().value, 47.25 * 0.0254);
/// assert_eq!(read("120", &mm).unwrap().value, 0.12);
/// ```
pub fn read(text: &str, default: &Unit) -> Result<Quantity, ReadError> {
    // A number that was shown rounded reads back as it was shown.
    let text = text.trim().trim_start_matches(['≈', '~']).trim_start();
    if text.is_empty() {
        return Err(ReadError::Empty);
    }
    if text.len() > MAX_TEXT {
        return Err(ReadError::NoNumber(text.chars().take(30).collect()));
    }
    let (negative, mut rest) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let mut marked = None;
    if let Some(symbol) = rest.chars().next().filter(|c| {
        !c.is_alphanumeric() && Unit::named(c.encode_utf8(&mut [0; 4])).is_some_and(|u| u.dimension.is_money())
    }) {
        marked = Some(&rest[..symbol.len_utf8()]);
        rest = rest[symbol.len_utf8()..].trim_start();
    }
    let (mut sum, mut last) = (0.0, None::<Unit>);
    while !rest.is_empty() {
        let (number, after) = number(rest).ok_or_else(|| ReadError::NoNumber(text.to_owned()))?;
        let after = after.trim_start();
        let end = after.find(|c: char| c.is_ascii_digit() && !after_letter(after, c)).unwrap_or(after.len());
        let (word, after) = split_unit(after, end);
        let word = if word.is_empty() { marked.take().unwrap_or("") } else { word };
        let unit = if word.is_empty() { implied(last.as_ref(), default) } else { unit_of(word, default)? };
        if last.is_some() && unit.dimension.is_point() {
            return Err(ReadError::NoNumber(text.to_owned())); // two places on a scale do not add up
        }
        if !unit.dimension.is_compatible(default.dimension) {
            return Err(ReadError::WrongKind(unit.dimension, default.dimension));
        }
        sum += unit.to_si(if negative { -number } else { number });
        last = Some(unit);
        rest = after.trim_start();
    }
    if !sum.is_finite() || sum.abs() > MAX_VALUE {
        return Err(ReadError::OutOfRange);
    }
    Ok(Quantity { value: sum, dimension: default.dimension })
}

/// A bare number after feet means inches, elsewhere the default unit.
fn implied(last: Option<&Unit>, default: &Unit) -> Unit {
    match last {
        Some(unit) if unit.symbol == "ft" => Unit::named("in").cloned().unwrap_or_else(|| default.clone()),
        _ => default.clone(),
    }
}

fn unit_of(word: &str, default: &Unit) -> Result<Unit, ReadError> {
    let ascii = match word {
        "\"" | "''" => "in",
        "'" => "ft",
        other => other,
    };
    let folded = || Unit::parse(&ascii.to_ascii_lowercase()).or_else(|| Unit::parse(&ascii.to_ascii_uppercase()));
    // Only what would fit is suggested.
    let fits = |name: &&str| Unit::named(name).is_some_and(|u| u.dimension.is_compatible(default.dimension));
    let near = || suggest(ascii, Unit::names().filter(fits)).map(str::to_owned);
    Unit::parse(ascii).or_else(folded).ok_or_else(|| ReadError::UnknownUnit(word.to_owned(), near()))
}

/// A digit right behind a letter belongs to the unit (`m2`, `kg/m3`), never starts a new term.
fn after_letter(text: &str, digit: char) -> bool {
    let mut before = ' ';
    for c in text.chars() {
        if c == digit && c.is_ascii_digit() {
            return before.is_alphabetic();
        }
        before = c;
    }
    false
}

/// Splits the unit word off; it ends at white space or at a quote mark, whichever is first.
fn split_unit(text: &str, end: usize) -> (&str, &str) {
    for quote in ["''", "\"", "'", "″", "”", "′", "’"] {
        if let Some(rest) = text.strip_prefix(quote) {
            return (&text[..quote.len()], rest);
        }
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len()).min(end.max(1)).min(text.len());
    let end = (end..=text.len()).find(|k| text.is_char_boundary(*k)).unwrap_or(text.len());
    text.split_at(end)
}

/// A number at the start of a text: whole, decimal (point or comma), fraction, or mixed `47 1/4`.
/// White space between groups of three digits is a thousands mark.
fn number(text: &str) -> Option<(f64, &str)> {
    let (whole, rest) = decimal(text)?;
    if let Some((denominator, after)) = fraction_bar(rest) {
        return Some((whole / denominator, after));
    }
    if let Some((part, rest)) = vulgar(rest.trim_start()) {
        return Some((whole + part, rest));
    }
    let trimmed = rest.trim_start_matches(['-', ' ', '\u{a0}', '\u{202f}']);
    if trimmed.len() < rest.len()
        && let Some((numerator, after)) = decimal(trimmed)
        && let Some((denominator, after)) = fraction_bar(after)
    {
        return Some((whole + numerator / denominator, after));
    }
    Some((whole, rest))
}

fn fraction_bar(text: &str) -> Option<(f64, &str)> {
    let rest = text.trim_start().strip_prefix(['/', '⁄'])?;
    let (denominator, rest) = decimal(rest.trim_start())?;
    (denominator > 0.0).then_some((denominator, rest))
}

fn vulgar(text: &str) -> Option<(f64, &str)> {
    let mut chars = text.chars();
    let value = match chars.next()? {
        '¼' => 0.25,
        '½' => 0.5,
        '¾' => 0.75,
        '⅛' => 0.125,
        '⅜' => 0.375,
        '⅝' => 0.625,
        '⅞' => 0.875,
        _ => return None,
    };
    Some((value, chars.as_str()))
}

/// A decimal number, and what follows it.
fn decimal(text: &str) -> Option<(f64, &str)> {
    if let Some(found) = vulgar(text) {
        return Some(found);
    }
    let mut digits = String::new();
    let mut end = 0;
    let mut point = false;
    while let Some(c) = text[end..].chars().next() {
        let next = text[end + c.len_utf8()..].chars().next();
        match c {
            '0'..='9' => digits.push(c),
            '.' | ',' if !point => {
                point = true;
                digits.push('.');
            }
            ' ' | '\u{a0}' | '\u{202f}'
                if !point && !digits.is_empty() && groups_of_three(&text[end + c.len_utf8()..]) => {}
            'e' | 'E' if !digits.is_empty() && next.is_some_and(|n| n.is_ascii_digit() || n == '-') => {
                let tail = &text[end + 1..];
                let stop = tail[1..].find(|c: char| !c.is_ascii_digit()).map_or(tail.len(), |k| k + 1);
                digits.push('e');
                digits.push_str(&tail[..stop]);
                return Some((digits.parse().ok()?, &tail[stop..]));
            }
            _ => break,
        }
        end += c.len_utf8();
    }
    if !digits.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    Some((digits.parse().ok()?, &text[end..]))
}

/// Whether a text goes on with exactly three digits: `1 500 mm` is one number, `47 1/4` is not.
fn groups_of_three(text: &str) -> bool {
    let run = text.bytes().take_while(u8::is_ascii_digit).count();
    run == 3 && !text[3..].trim_start().starts_with(['/', '⁄'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mm(text: &str) -> Result<f64, ReadError> {
        read(text, &Unit::parse("mm").unwrap()).map(|q| libm::round(q.value * 1e6) / 1e3)
    }

    #[test]
    fn reads_what_makers_type() {
        for (text, expected) in [
            ("1.2m", 1200.0),
            ("1,2 m", 1200.0),
            ("120", 120.0),
            ("1 500 mm", 1500.0),
            ("47 1/4\"", 1200.15),
            ("47-1/4 in", 1200.15),
            ("3/4 in", 19.05),
            ("5' 3 1/2\"", 1612.9),
            ("5'3", 1600.2),
            ("2 ft 6 in", 762.0),
            ("1m 20cm", 1200.0),
            ("½ in", 12.7),
            ("2½\"", 63.5),
            ("-3 mm", -3.0),
            ("1e3", 1000.0),
            ("12 MM", 12.0),
            ("1' 6 1/2\"", 469.9),
            ("≈ 47 1/4\"", 1200.15),
        ] {
            assert_eq!(mm(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn says_what_is_wrong() {
        assert!(matches!(mm(""), Err(ReadError::Empty)));
        assert!(matches!(mm("long"), Err(ReadError::NoNumber(_))));
        assert!(matches!(mm("3 kg"), Err(ReadError::WrongKind(..))));
        let Err(error) = mm("3 metr") else { panic!() };
        assert_eq!(error.to_string(), "“metr” is not a unit known here; did you mean meter?");
    }

    #[test]
    fn money_and_temperatures_are_read_as_people_write_them() {
        let read = |text: &str, unit: &str| read(text, &Unit::parse(unit).unwrap()).map(|q| q.value);
        for text in ["5 EUR", "5 €", "€5", "€ 5", "5"] {
            assert_eq!(read(text, "EUR"), Ok(5.0), "{text}");
        }
        assert_eq!(read("$5", "EUR").unwrap_err().to_string(), "this is money (USD), but money (EUR) is needed");
        assert_eq!(read("-5 °C", "°C"), Ok(268.15));
        assert_eq!(read("20", "°C"), Ok(293.15));
        assert!(matches!(read("20 K", "°C"), Err(ReadError::WrongKind(..))));
        assert!(matches!(read("20 °C 5 °C", "°C"), Err(ReadError::NoNumber(_))));
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,40}") {
            let _ = mm(&text);
        }

        #[test]
        fn never_panics_on_near_numbers(text in "[-0-9., '\"/½emkgft²]{0,24}") {
            let _ = mm(&text);
        }
    }
}
