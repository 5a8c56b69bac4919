//! Writes quantities in the units people prefer.

use super::Unit;

/// Which units lengths and masses are shown in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum System {
    /// Millimetres, kilograms.
    #[default]
    Metric,
    /// Inches with fractions to 1/16, pounds.
    Inches,
}

/// A thin space that does not break: thousands mark, and between number and unit.
const THIN: char = '\u{202f}';

/// A value in SI base units, shown in `unit` with that many decimals at most; trailing zeros go.
/// Millimetres become inches with fractions where `system` says so.
pub fn format(value: f64, unit: &str, decimals: usize, system: System) -> String {
    if !value.is_finite() {
        return "—".to_owned();
    }
    if system == System::Inches && matches!(unit, "mm" | "cm" | "m") {
        return inches(value);
    }
    let (unit, decimals) = match (system, unit) {
        (System::Inches, "kg") => ("lb", decimals),
        _ => (unit, decimals),
    };
    let value = Unit::parse(unit).map_or(value, |u| u.of_si(value));
    let number = format_number(value, decimals);
    match unit {
        "" => number,
        "EUR" => format!("{number}\u{a0}€"),
        "deg" => format!("{number}°"),
        _ => format!("{number}\u{a0}{unit}"),
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

/// Inches to the nearest sixteenth, such as `47 1/4"`.
fn inches(value: f64) -> String {
    let sixteenths = libm::round(value.abs() / 0.0254 * 16.0);
    if sixteenths > 1e9 {
        return format!("{}\"", format_number(value / 0.0254, 0));
    }
    let sixteenths = sixteenths as u64;
    let sign = if value < 0.0 && sixteenths > 0 { "−" } else { "" };
    let (whole, rest) = (sixteenths / 16, sixteenths % 16);
    if rest == 0 {
        return format!("{sign}{whole}\"");
    }
    let shared = 1 << rest.trailing_zeros().min(4);
    let fraction = format!("{}/{}", rest / shared, 16 / shared);
    if whole == 0 { format!("{sign}{fraction}\"") } else { format!("{sign}{whole}\u{a0}{fraction}\"") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::read;
    use proptest::prelude::*;

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
        fn sixteenths_read_back(sixteenths in 0i32..10_000) {
            let mm = Unit::parse("mm").unwrap();
            let value = f64::from(sixteenths) / 16.0 * 0.0254;
            let shown = format(value, "mm", 1, System::Inches);
            prop_assert!((read(&shown, &mm).unwrap().value - value).abs() < 1e-9, "{shown}");
        }
    }
}
