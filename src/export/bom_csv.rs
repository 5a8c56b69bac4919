//! The bill of materials as CSV: lengths in millimetres, one line each, safe to open in a spreadsheet.

use crate::bom::{Bom, Line};
use crate::quantity::format_plain;
use crate::stock::write_row;

const HEADER: [&str; 14] = [
    "source",
    "quantity",
    "id",
    "name",
    "material",
    "length_mm",
    "width_mm",
    "height_mm",
    "thickness_mm",
    "ends_deg",
    "from",
    "mass_kg",
    "cost_eur",
    "note",
];

/// The bill of materials as CSV text.
pub fn bom_csv(bom: &Bom) -> String {
    let mut out = String::new();
    write_row(&mut out, &HEADER);
    for line in &bom.lines {
        write_row(&mut out, &row(line));
    }
    out
}

fn row(line: &Line) -> [String; 14] {
    let mm = |v: Option<f64>| v.map(|v| format_plain(v * 1000.0, 1)).unwrap_or_default();
    let from: Vec<String> = line.from.iter().map(|f| format!("{} #{}", f.id, f.copy)).collect();
    let ends = line.ends.map(|e| e.map(|a| format_plain(a, 1)).join(" / ")).unwrap_or_default();
    [
        line.source.word().to_owned(),
        line.quantity.to_string(),
        safe(&line.id),
        safe(&line.name),
        safe(&line.material),
        mm(line.length),
        mm(line.width),
        mm(line.height),
        mm(line.thickness),
        // A leading minus is a number here, but spreadsheets take "-45 / 45" for a formula.
        safe(&ends),
        safe(&from.join("; ")),
        format_plain(line.mass, 3),
        format_plain(line.cost, 2),
        safe(&line.note),
    ]
}

/// Text that no spreadsheet takes for a formula.
fn safe(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_disarmed() {
        assert_eq!(safe("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(safe("plank"), "plank");
    }
}
