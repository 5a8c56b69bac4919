//! Single cells: sizes, money, defects and attributes, read and written without loss.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::columns::length;
use crate::quantity::{Dimension, ReadError, Unit, format_plain, read};

/// Sizes are kept on a grid of one nanometre, money on one of a millionth, so that text and number agree.
fn snap(value: f64, grid: f64) -> f64 {
    libm::round(value * grid) / grid
}

/// A length (m), at most `limit`; the error says what to do.
pub(super) fn read_length(text: &str, unit: &Unit, limit: f64) -> Result<f64, String> {
    let value = snap(read(text, unit).map_err(|e| e.to_string())?.value, 1e9);
    if value < 0.0 {
        return Err(format!("“{text}” is negative; sizes are counted upwards from zero"));
    }
    if value > limit {
        let limit = format_plain(limit, 0);
        return Err(format!("“{text}” is more than {limit} m; check the unit (a bare number is {})", unit.symbol));
    }
    Ok(value)
}

/// A size (m), which is more than nothing.
pub(super) fn read_size(text: &str, unit: &Unit, limit: f64) -> Result<f64, String> {
    let value = read_length(text, unit, limit)?;
    if value > 0.0 { Ok(value) } else { Err(format!("“{text}” is zero; leave the cell empty if it is not known")) }
}

/// Millimetres without a unit.
pub(super) fn write_length(metres: f64) -> String {
    let nanometres = libm::round(metres * 1e9);
    if !(0.0..1e15).contains(&nanometres) {
        return format_plain(nanometres / 1e6, 6);
    }
    // The same text by whole numbers, which is ten times quicker.
    let (whole, rest) = (nanometres as u64 / 1_000_000, nanometres as u64 % 1_000_000);
    if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:06}").trim_end_matches('0').to_owned() }
}

/// Money (EUR): `4.20`, `4.20 EUR`, `€4`, `EUR 4`.
pub(super) fn read_money(text: &str) -> Result<f64, String> {
    let euro = Unit { symbol: "EUR".to_owned(), factor: 1.0, offset: 0.0, dimension: Dimension::MONEY };
    let amount = ["€", "EUR", "eur"].iter().find_map(|mark| text.strip_prefix(mark)).unwrap_or(text);
    let why = |error| match error {
        ReadError::UnknownUnit(unit, _) => format!("“{unit}” is no money known here; prices are in EUR, so convert it"),
        ReadError::NoNumber(_) => format!("“{text}” is no amount; write what one costs in EUR, such as 4.20"),
        other => other.to_string(),
    };
    let value = snap(read(amount, &euro).map_err(why)?.value, 1e6);
    match value {
        v if v < 0.0 => Err(format!("“{text}” is negative; write what one costs, or 0")),
        v if v > 1e6 => Err(format!("“{text}” is more than a million; check it")),
        v => Ok(v),
    }
}

/// Euros without a unit.
pub(super) fn write_money(euros: f64) -> String {
    format_plain(euros, 6)
}

/// How far away (m): a bare number is kilometres.
pub(super) fn read_distance(text: &str) -> Result<f64, String> {
    read_length(text, &length("km", 1000.0), 5e7)
}

/// Kilometres with their unit.
pub(super) fn write_distance(metres: f64) -> String {
    format!("{} km", format_plain(libm::round(metres * 1e9) / 1e12, 12))
}

/// How many; nothing where the cell is empty.
pub(super) fn read_count(text: &str) -> Result<Option<u32>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let why = |error| match error {
        ReadError::NoNumber(_) => format!("“{text}” is no count; write how many there are, such as 2"),
        other => other.to_string(),
    };
    let value = read(text, &Unit::none()).map_err(why)?.value;
    if value < 0.0 {
        return Err(format!("“{text}” is negative; write how many there are, or 0"));
    }
    if libm::floor(value) != value {
        return Err(format!("“{text}” is not a whole number; count pieces, and give their length apart"));
    }
    if value > 1e6 {
        return Err(format!("“{text}” is more than a million; leave it empty for a shop's unlimited stock"));
    }
    Ok(Some(value as u32))
}

/// Ranges along a piece (m): `200..250; 1 m..1.1 m`.
#[inline(never)]
pub(super) fn read_defects(text: &str, unit: &Unit, limit: f64) -> Result<Vec<(f64, f64)>, String> {
    let range = |part: &str| {
        let ends = part.split_once("..").or_else(|| part.split_once('…'));
        let (from, to) = ends.ok_or_else(|| format!("“{part}” is no range; write from..to, such as 200..250"))?;
        let (from, to) = (read_length(from, unit, limit)?, read_length(to, unit, limit)?);
        if from < to { Ok((from, to)) } else { Err(format!("“{part}” ends before it starts")) }
    };
    text.split(';').map(str::trim).filter(|part| !part.is_empty()).map(range).collect()
}

/// Ranges in millimetres.
pub(super) fn write_defects(defects: &[(f64, f64)]) -> String {
    let range = |(from, to): &(f64, f64)| format!("{}..{}", write_length(*from), write_length(*to));
    defects.iter().map(range).collect::<Vec<_>>().join("; ")
}

/// `key=value; …`; a backslash keeps the character after it as it is.
#[inline(never)]
pub(super) fn read_attributes(text: &str) -> Result<BTreeMap<String, String>, String> {
    let mut found = BTreeMap::new();
    let mut chars = text.chars();
    let (mut key, mut word) = (None::<String>, String::new());
    loop {
        match chars.next() {
            Some('\\') => word.extend(chars.next()),
            Some('=') if key.is_none() => key = Some(std::mem::take(&mut word)),
            end @ (Some(';') | None) => {
                let value = std::mem::take(&mut word).trim().to_owned();
                match key.take() {
                    Some(key) if !key.trim().is_empty() => {
                        found.insert(key.trim().to_owned(), value);
                    }
                    None if value.is_empty() => {}
                    _ => return Err(format!("“{value}” is no attribute; write key=value, such as shaft=12 mm")),
                }
                if end.is_none() {
                    return Ok(found);
                }
            }
            Some(c) => word.push(c),
        }
    }
}

/// `key=value; …`
pub(super) fn write_attributes(attributes: &BTreeMap<String, String>) -> String {
    let escape = |text: &str| text.replace('\\', "\\\\").replace(';', "\\;").replace('=', "\\=");
    let pair = |(key, value): (&String, &String)| format!("{}={}", escape(key), escape(value));
    attributes.iter().map(pair).collect::<Vec<_>>().join("; ")
}

/// What spreadsheets take for the start of a formula, and the mark that stops them.
const RISKY: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\'', '＝', '＋', '－', '＠'];

/// Text that no spreadsheet runs: an apostrophe goes before what would start a formula.
pub(super) fn guard(text: &str) -> Cow<'_, str> {
    if text.starts_with(RISKY) { format!("'{text}").into() } else { text.into() }
}

/// Takes the apostrophe of [`guard`] off.
pub(super) fn unguard(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(RISKY)).unwrap_or(text)
}
