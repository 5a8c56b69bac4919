//! Writes a stock file that reads back the same and that no spreadsheet takes for formulas.

use std::borrow::Cow;

use super::cell::{guard, write_attributes, write_defects, write_distance, write_length, write_money};
use super::columns::COLUMNS;
use super::{Inventory, StockPiece, table};

/// The whole inventory with all columns; lengths are bare millimetres, money bare EUR, distances `km`.
/// Sizes are written to the nanometre, money to a millionth.
pub fn write_csv(inventory: &Inventory) -> String {
    let mut out = header();
    inventory.pieces.iter().for_each(|piece| write_piece(&mut out, piece));
    out
}

/// The first line, which names all columns.
pub(super) fn header() -> String {
    let mut out = String::new();
    table::write_row(&mut out, &COLUMNS);
    out
}

fn write_piece(out: &mut String, piece: &StockPiece) {
    table::write_row(out, &COLUMNS.map(|column| cell(piece, column)));
}

/// The columns in which two pieces differ.
pub fn differing(a: &StockPiece, b: &StockPiece) -> Vec<&'static str> {
    COLUMNS.into_iter().filter(|column| cell(a, column) != cell(b, column)).collect()
}

fn cell<'a>(piece: &'a StockPiece, column: &str) -> Cow<'a, str> {
    let own = |text: Option<String>| text.map_or(Cow::Borrowed(""), Cow::Owned);
    match column {
        "form" => piece.form.word().into(),
        "quantity" => own(piece.quantity.map(|n| n.to_string())),
        "defects" if piece.form.is_linear() => write_defects(&piece.defects).into(),
        "tolerance" => own((piece.tolerance > 0.0).then(|| write_length(piece.tolerance))),
        "price" => own(piece.price.map(write_money)),
        "distance" => own(piece.distance.map(write_distance)),
        "attributes" => guard(&write_attributes(&piece.attributes)).into_owned().into(),
        "length" | "width" | "thickness" | "height" | "diameter" | "wall" => own(piece.size(column).map(write_length)),
        column => guard(piece.text(column)),
    }
}
