//! Aligned text: columns as wide as their widest cell, and quantities as people read them.

use crate::quantity::{System, Unit, format};

/// Rows in columns, each two spaces apart and two from the margin; columns named in `right` end together.
pub(super) fn table(rows: &[Vec<String>], right: &[usize]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|r| r.get(column)).map(|c| c.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            let gap = " ".repeat(widths[column] - cell.chars().count());
            let cell = if right.contains(&column) { format!("  {gap}{cell}") } else { format!("  {cell}{gap}") };
            line += &cell;
        }
        out += line.trim_end();
        out.push('\n');
    }
    out
}

/// A quantity with as many decimals as its size deserves, and plain spaces, which every terminal shows.
pub(super) fn quantity(value: f64, unit: &str) -> String {
    let shown = value / Unit::parse(unit).map_or(1.0, |u| u.factor);
    let decimals = match shown.abs() {
        s if s >= 100.0 => 0,
        s if s >= 10.0 => 1,
        s if s >= 0.1 => 2,
        _ => 4,
    };
    plain(&format(value, unit, decimals, System::Metric))
}

/// A size in millimetres to a tenth.
pub(super) fn millimetres(value: f64) -> String {
    plain(&format(value, "mm", 1, System::Metric))
}

/// Money to the cent.
pub(super) fn money(value: f64) -> String {
    format!("{value:.2} €")
}

fn plain(text: &str) -> String {
    text.replace(['\u{202f}', '\u{a0}'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up() {
        let rows = [["a", "10", "x"], ["long×", "9", ""]].map(|r| r.map(str::to_owned).to_vec());
        assert_eq!(table(&rows, &[1]), "  a      10  x\n  long×   9\n");
    }

    #[test]
    fn quantities_have_plain_spaces() {
        assert_eq!(quantity(1.4, "mm"), "1 400 mm");
        assert_eq!(quantity(0.00123, "mm"), "1.23 mm");
        assert_eq!(quantity(f64::NAN, "mm"), "—");
    }
}
