//! Writes quantities in the units people prefer.

use super::{Dimension, Unit, read};

/// Which units lengths and masses are shown in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum System {
    /// Millimetres, kilograms.
    #[default]
    Metric,
    /// Inches with fractions to 1/16, pounds.
    Inches,
    /// Inches with fractions to 1/32, pounds.
    FineInches,
}

impl System {
    /// The finest fraction of an inch that is shown: 16 or 32; nothing for metric.
    pub fn fractions(self) -> Option<u32> {
        match self {
            Self::Metric => None,
            Self::Inches => Some(16),
            Self::FineInches => Some(32),
        }
    }
}

/// A thin space that does not break: thousands mark, and between number and unit.
const THIN: char = '\u{202f}';

/// A value in SI base units, shown in `unit` with that many decimals at most; trailing zeros go.
/// Millimetres become inches with fractions where `system` says so.
pub fn format(value: f64, unit: &str, decimals: usize, system: System) -> String {
    if !value.is_finite() {
        return "—".to_owned();
    }
    if let (Some(parts), "mm" | "cm" | "m") = (system.fractions(), unit) {
        return inches(value, parts);
    }
    let unit = if system != System::Metric && unit == "kg" { "lb" } else { unit };
    let value = Unit::parse(unit).map_or(value, |u| u.of_si(value));
    let number = format_number(value, decimals);
    match unit {
        "" => number,
        "EUR" => format!("{number}\u{a0}€"),
        "deg" => format!("{number}°"),
        _ => format!("{number}\u{a0}{}", unit.replace("m2", "m²").replace("m3", "m³")),
    }
}

/// A number with at most that many decimals, thousands grouped by thin spaces.
pub fn format_number(value: f64, decimals: usize) -> String {
    let plain = format_plain(value, decimals);
    let (sign, plain) = plain.strip_prefix('-').map_or(("", plain.as_str()), |p| ("−", p));
    let (whole, fraction) = plain.split_once('.').map_or((plain, None), |(w, f)| (w, Some(f)));
    let mut out = String::from(sign);
    for (k, digit) in whole.chars().enumerate() {
        if k > 0 && (whole.len() - k).is_multiple_of(3) {
            out.push(THIN);
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A number for files: no grouping, a point, trailing zeros dropped, never `-0`.
pub fn format_plain(value: f64, decimals: usize) -> String {
    let mut text = format!("{value:.decimals$}");
    if text.contains('.') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    if text == "-0" { "0".to_owned() } else { text }
}

/// As [`format`], with “≈” before it where the text reads back as another value.
pub fn format_marked(value: f64, unit: &str, decimals: usize, system: System) -> String {
    let text = format(value, unit, decimals, system);
    let back = Unit::parse(unit).and_then(|unit| read(&text, &unit).ok());
    match back {
        Some(back) if (back.value - value).abs() > 1e-9 * value.abs() => format!("≈\u{a0}{text}"),
        _ => text,
    }
}

/// A value as one would type it, so that nothing is lost: [`read`] gives back the very same number. Inches stay
/// fractions where they are; what does not come out even in the wished unit gets more decimals, and at last stands in
/// the SI unit itself, of which every number can be written exactly. (Below 1e-12 a last digit may be off.)
pub fn format_exact(value: f64, unit: &Unit, system: System) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let reads_back = |text: &String| read(text, unit).is_ok_and(|q| q.value == value);
    let is_length = unit.dimension == Dimension::LENGTH;
    if let (Some(parts), true) = (system.fractions(), is_length) {
        let text = inches(value, parts).replace('\u{a0}', " ").replace('−', "-");
        if reads_back(&text) {
            return text;
        }
    }
    let inch = Unit::named("in").filter(|_| is_length && system != System::Metric);
    let in_units = |text: String, unit: &Unit| match unit.symbol.as_str() {
        "" => text,
        symbol => format!("{text} {symbol}"),
    };
    // The wished unit first; on a scale with a zero of its own rounding leaves gaps, and another scale may fill them.
    let mut units: Vec<&Unit> = vec![inch.map_or(unit, |inch| inch)];
    for scale in ["°C", "°F"].into_iter().filter_map(Unit::named) {
        if scale.dimension == unit.dimension {
            units.push(scale);
        }
    }
    for shown in units {
        for decimals in 0..=15 {
            let text = in_units(format_plain(shown.of_si(value), decimals), shown);
            if reads_back(&text) {
                return text;
            }
        }
    }
    // Rust writes the shortest decimal that gives a number back.
    let base = Unit::base(unit.dimension).filter(|base| !base.symbol.is_empty()).unwrap_or_else(|| unit.clone());
    in_units(base.of_si(value).to_string(), &base)
}

/// Inches to the nearest of so many parts, such as `47 1/4"`.
fn inches(value: f64, parts: u32) -> String {
    let count = libm::round(value.abs() / 0.0254 * f64::from(parts));
    if count > 1e9 {
        return format!("{}\"", format_number(value / 0.0254, 0));
    }
    let (count, parts) = (count as u64, u64::from(parts));
    let sign = if value < 0.0 && count > 0 { "−" } else { "" };
    let (whole, rest) = (count / parts, count % parts);
    if rest == 0 {
        return format!("{sign}{whole}\"");
    }
    let shared = 1 << rest.trailing_zeros();
    let fraction = format!("{}/{}", rest / shared, parts / shared);
    if whole == 0 { format!("{sign}{fraction}\"") } else { format!("{sign}{whole}\u{a0}{fraction}\"") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A unit that is asked for, and units that people type into such a field.
    const TYPED: [(&str, &[&str]); 8] = [
        ("mm", &["mm", "cm", "m", "in", "ft"]),
        ("in", &["in", "mm"]),
        ("kg", &["g", "kg", "lb"]),
        ("N", &["kN", "kgf", "N"]),
        ("MPa", &["Pa", "MPa", "psi", "bar"]),
        ("°C", &["°C", "°F"]),
        ("km/h", &["km/h", "m/s", "mph"]),
        ("EUR", &["EUR"]),
    ];

    #[test]
    fn groups_and_trims() {
        assert_eq!(format(1.5, "mm", 1, System::Metric), "1\u{202f}500\u{a0}mm");
        assert_eq!(format(4.2, "EUR", 2, System::Metric), "4.2\u{a0}€");
        assert_eq!(format(47.25 * 0.0254, "mm", 0, System::Inches), "47\u{a0}1/4\"");
        assert_eq!(format_plain(-0.0001, 2), "0");
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(tenths in 0i32..100_000) {
            let mm = Unit::parse("mm").unwrap();
            let value = f64::from(tenths) * 1e-4;
            let shown = format(value, "mm", 1, System::Metric);
            prop_assert!((read(&shown, &mm).unwrap().value - value).abs() < 1e-9);
        }

        #[test]
        fn fractions_of_inches_read_back(parts in 0i32..10_000) {
            let mm = Unit::parse("mm").unwrap();
            for (system, finest) in [(System::Inches, 16.0), (System::FineInches, 32.0)] {
                let value = f64::from(parts) / finest * 0.0254;
                let shown = format(value, "mm", 1, system);
                prop_assert!((read(&shown, &mm).unwrap().value - value).abs() < 1e-9, "{shown}");
            }
        }

        #[test]
        fn what_was_typed_is_never_lost(
            digits in -99_999_999i64..99_999_999, decimals in 0usize..9, typed in 0usize..TYPED.len(),
        ) {
            let (unit, others) = TYPED[typed];
            let unit = Unit::parse(unit).unwrap();
            for other in others {
                let text = format!("{} {other}", format_plain(digits as f64 / 10f64.powi(decimals as i32), decimals));
                let value = read(&text, &unit).unwrap().value;
                if unit.dimension.is_point() && value < 0.0 {
                    continue; // colder than can be
                }
                for system in [System::Metric, System::Inches, System::FineInches] {
                    let shown = format_exact(value, &unit, system);
                    prop_assert_eq!(read(&shown, &unit).unwrap().value, value, "{} {}", text, shown);
                }
            }
        }

        #[test]
        fn fractions_that_were_typed_stay_fractions(feet in 0u32..30, inches in 1u32..12, part in 1u32..32) {
            let mm = Unit::parse("mm").unwrap();
            let value = read(&format!("{feet}' {inches} {part}/32\""), &mm).unwrap().value;
            let shown = format_exact(value, &mm, System::FineInches);
            prop_assert_eq!(read(&shown, &mm).unwrap().value, value, "{}", shown);
        }

        #[test]
        fn any_number_is_written_exactly(
            mantissa in -1.0..1.0f64, exponent in -12i32..14, typed in 0usize..TYPED.len(),
        ) {
            let value = mantissa * 10f64.powi(exponent);
            let unit = Unit::parse(TYPED[typed].0).unwrap();
            if unit.dimension.is_point() {
                return Ok(()); // rounding leaves gaps between such numbers
            }
            let shown = format_exact(value, &unit, System::Metric);
            prop_assert_eq!(read(&shown, &unit).unwrap().value, value, "{}", shown);
        }

        #[test]
        fn what_is_shown_rounded_says_so(micrometres in 0i64..99_999_999) {
            let value = micrometres as f64 * 1e-6;
            let mm = Unit::parse("mm").unwrap();
            for system in [System::Metric, System::Inches] {
                let shown = format_marked(value, "mm", 1, system);
                let back = read(&shown, &mm).unwrap().value;
                prop_assert_eq!(shown.starts_with('≈'), (back - value).abs() > 1e-9 * value, "{}", shown);
            }
        }
    }
}
