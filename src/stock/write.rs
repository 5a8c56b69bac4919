//! Writes a stock file that reads back the same and that no spreadsheet takes for formulas.

use super::cell::{guard, write_attributes, write_defects, write_distance, write_length, write_money};
use super::columns::COLUMNS;
use super::{Inventory, StockPiece, table};

/// The whole inventory with all columns; lengths are bare millimetres, money bare EUR, distances `km`.
/// Sizes are written to the nanometre, money to a millionth.
pub fn write_csv(inventory: &Inventory) -> String {
    let mut out = String::new();
    table::write_row(&mut out, &COLUMNS.map(str::to_owned));
    for piece in &inventory.pieces {
        table::write_row(&mut out, &COLUMNS.map(|column| cell(piece, column)));
    }
    out
}

/// The columns in which two pieces differ.
pub fn differing(a: &StockPiece, b: &StockPiece) -> Vec<&'static str> {
    COLUMNS.into_iter().filter(|column| cell(a, column) != cell(b, column)).collect()
}

fn cell(piece: &StockPiece, column: &str) -> String {
    let length = |value: Option<f64>| value.map(write_length).unwrap_or_default();
    match column {
        "id" => guard(&piece.id),
        "name" => guard(&piece.name),
        "form" => piece.form.word().to_owned(),
        "section" => guard(&piece.section),
        "material" => guard(&piece.material),
        "quantity" => piece.quantity.map(|n| n.to_string()).unwrap_or_default(),
        "length" => length(piece.length),
        "width" => length(piece.width),
        "thickness" => length(piece.thickness),
        "height" => length(piece.height),
        "diameter" => length(piece.diameter),
        "wall" => length(piece.wall),
        "outline" => guard(&piece.outline),
        "defects" if piece.form.is_linear() => write_defects(&piece.defects),
        "defects" => guard(&piece.defect_outlines),
        "tolerance" if piece.tolerance > 0.0 => write_length(piece.tolerance),
        "grade" => guard(&piece.grade),
        "price" => piece.price.map(write_money).unwrap_or_default(),
        "owner" => guard(&piece.owner),
        "place" => guard(&piece.place),
        "distance" => piece.distance.map(write_distance).unwrap_or_default(),
        "source" => guard(&piece.source),
        "hazard" => guard(&piece.hazard),
        "notes" => guard(&piece.notes),
        "attributes" => guard(&write_attributes(&piece.attributes)),
        _ => String::new(),
    }
}
