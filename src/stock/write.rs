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
    match column {
        "form" => piece.form.word().to_owned(),
        "quantity" => piece.quantity.map(|n| n.to_string()).unwrap_or_default(),
        "defects" if piece.form.is_linear() => write_defects(&piece.defects),
        "tolerance" if piece.tolerance > 0.0 => write_length(piece.tolerance),
        "price" => piece.price.map(write_money).unwrap_or_default(),
        "distance" => piece.distance.map(write_distance).unwrap_or_default(),
        "attributes" => guard(&write_attributes(&piece.attributes)),
        column => piece.size(column).map_or_else(|| guard(piece.text(column)), write_length),
    }
}
