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

/// The text of an inventory that changes little by little: only the rows from the first changed piece to the last one
/// are written again.
#[derive(Clone, Debug, Default)]
pub struct Written {
    pieces: Vec<StockPiece>,
    /// Where the row of each piece ends (bytes).
    ends: Vec<usize>,
    text: String,
}

impl Written {
    /// The text that [`write_csv`] gives.
    pub fn update(&mut self, inventory: &Inventory) -> &str {
        if self.text.is_empty() {
            self.text = header();
        }
        let (old, new) = (&self.pieces, &inventory.pieces);
        let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
        let end = old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(|(a, b)| a == b).count();
        let (old_end, new_end) = (old.len() - end, new.len() - end);
        if start == old_end && start == new_end {
            return &self.text;
        }
        let ends_at = |k: usize| k.checked_sub(1).map_or(header().len(), |k| self.ends[k]);
        let (from, to) = (ends_at(start), ends_at(old_end));
        let mut rows = String::new();
        let mut ends = Vec::with_capacity(new_end - start);
        for piece in &new[start..new_end] {
            write_piece(&mut rows, piece);
            ends.push(from + rows.len());
        }
        let behind = from + rows.len();
        self.text.replace_range(from..to, &rows);
        self.ends.splice(start..old_end, ends);
        self.ends[new_end..].iter_mut().for_each(|end| *end = *end - to + behind);
        self.pieces.splice(start..old_end, new[start..new_end].iter().cloned());
        &self.text
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stock::example_inventory;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_text_kept_up_to_date_is_that_written_anew(lists in prop::collection::vec(prop::collection::vec((0u8..9, 0u16..700), 0..12), 1..6)) {
            let example = example_inventory().pieces;
            let mut written = Written::default();
            for list in lists {
                let piece = |(kind, mm): (u8, u16)| {
                    let mut piece = example[usize::from(kind) % example.len()].clone();
                    piece.length = piece.length.map(|_| f64::from(mm) / 1e3);
                    piece
                };
                let inventory = Inventory::from(list.into_iter().map(piece).collect::<Vec<_>>());
                prop_assert_eq!(written.update(&inventory), write_csv(&inventory));
            }
        }
    }
}
