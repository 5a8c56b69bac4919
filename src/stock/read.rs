//! Reads a stock file: the good rows are taken, the bad ones come back with the reason.

use std::collections::BTreeSet;

use super::columns::{COLUMNS, Columns};
use super::row::read_piece;
use super::{Inventory, table};
use crate::diagnostic::{Diagnostic, Place};

/// Largest file read (bytes), and its most rows, columns and characters in a cell.
const MAX_BYTES: usize = 2_000_000;
const MAX_ROWS: usize = 5_000;
const MAX_COLUMNS: usize = 200;
const MAX_CELL: usize = 10_000;

/// A row that could not be taken.
#[derive(Clone, Debug, PartialEq)]
pub struct RejectedRow {
    /// Row as a spreadsheet counts it: the header is row 1.
    pub row: usize,
    /// Its cells as typed, so that nothing is lost.
    pub cells: Vec<String>,
    /// Why, and what to do.
    pub reason: String,
}

/// What came of reading a stock file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CsvRead {
    /// The good rows.
    pub inventory: Inventory,
    /// All problems, in order of rows.
    pub problems: Vec<Diagnostic>,
    /// The bad rows.
    pub rejected: Vec<RejectedRow>,
}

impl CsvRead {
    fn refused(message: String, hint: &str) -> Self {
        let problem = Diagnostic::error("bad-stock-file", Place::whole("stock file"), message).hint(hint);
        Self { problems: vec![problem], ..Self::default() }
    }
}

/// Reads a stock file in UTF-8. Columns stand in any order; the delimiter is found out; lengths carry a
/// unit or are millimetres; money is EUR; a bare distance is kilometres. A file without a column
/// `quantity` lists single pieces.
pub fn read_csv(text: &str) -> CsvRead {
    if text.len() > MAX_BYTES {
        return CsvRead::refused(format!("the file is larger than {} MB", MAX_BYTES / 1_000_000), "split it in two");
    }
    let (rows, open_quote) = table::rows_and_open_quote(text);
    let blank = |cells: &[String]| cells.iter().all(|cell| cell.trim().is_empty());
    let Some(top) = rows.iter().position(|cells| !blank(cells)) else {
        return CsvRead::refused("the file is empty".to_owned(), "its first row names the columns: id, name, form, …");
    };
    if rows.len() > top + 1 + MAX_ROWS {
        return CsvRead::refused(format!("the file has more than {MAX_ROWS} rows"), "split it in two");
    }
    if rows.iter().any(|cells| cells.len() > MAX_COLUMNS) {
        return CsvRead::refused(format!("a row has more than {MAX_COLUMNS} columns"), "keep only the columns needed");
    }
    let mut out = CsvRead::default();
    if let Some(row) = open_quote {
        let message = "a quote opens here and never closes; all that follows was taken for one cell";
        let problem = Diagnostic::error("open-quote", Place::cell(row, ""), message);
        out.problems.push(problem.hint("add the closing \" or remove the opening one"));
    }
    if has_wrong_encoding(text) {
        let message = "some letters were lost or garbled, because the file is not in UTF-8";
        let problem = Diagnostic::warning("bad-encoding", Place::whole("stock file"), message);
        out.problems.push(problem.hint("save it again as “CSV UTF-8”"));
    }
    let columns = Columns::read(&rows[top], top + 1, &mut out.problems);
    if !columns.has("form") {
        let refused = CsvRead::refused(
            "no column is named form".to_owned(),
            "the first row names the columns; form says board, rod, pipe, box, angle, sheet, spool, bulk or item",
        );
        out.problems.extend(refused.problems);
        return out;
    }
    if !columns.has("quantity") {
        let place = Place::cell(top + 1, "quantity");
        let message = "there is no column quantity; every row counts as one piece";
        out.problems.push(Diagnostic::warning("no-quantity", place, message).hint("add a column quantity"));
    }
    let mut taken_rows = Vec::new();
    for (index, cells) in rows.into_iter().enumerate().skip(top + 1).filter(|(_, cells)| !blank(cells)) {
        let row = index + 1;
        let long = cells.iter().position(|cell| cell.len() > MAX_CELL);
        let piece = match long {
            Some(at) => Err(Box::new(
                Diagnostic::error(
                    "bad-row",
                    Place::cell(row, (at + 1).to_string()),
                    format!("a cell holds more than {MAX_CELL} characters"),
                )
                .hint("shorten it; a missing closing quote may have joined many rows"),
            )),
            None => read_piece(&columns, &cells, row, &mut out.problems),
        };
        match piece {
            Ok(piece) => {
                out.inventory.pieces.push(piece);
                taken_rows.push(row);
            }
            Err(problem) => {
                out.rejected.push(RejectedRow { row, cells, reason: problem.to_string() });
                out.problems.push(*problem);
            }
        }
    }
    if out.inventory.pieces.is_empty() && out.rejected.is_empty() {
        let problem = Diagnostic::warning("no-rows", Place::whole("stock file"), "the file lists no pieces");
        out.problems.push(problem.hint("write one piece in each row below the header"));
    }
    name_pieces(&mut out, &taken_rows);
    out
}

/// Whether a text shows the marks of letters read in the wrong encoding: `�`, or `Ã¼` for `ü`.
fn has_wrong_encoding(text: &str) -> bool {
    let mut previous = ' ';
    text.chars().any(|c| {
        let is_garbled = matches!(previous, 'Ã' | 'Â') && ('\u{80}'..='\u{bf}').contains(&c);
        previous = c;
        c == '\u{fffd}' || is_garbled
    })
}

/// Gives every piece an id of its own: `s1`, `s2`, … where it is missing, a suffix where it is doubled.
fn name_pieces(out: &mut CsvRead, rows: &[usize]) {
    let mut taken: BTreeSet<String> = out.inventory.pieces.iter().map(|p| p.id.clone()).collect();
    let mut seen = BTreeSet::new();
    for (index, piece) in out.inventory.pieces.iter_mut().enumerate() {
        let doubled = !piece.id.is_empty() && !seen.insert(piece.id.clone());
        if piece.id.is_empty() || doubled {
            let stem = if doubled { format!("{}-", piece.id) } else { "s".to_owned() };
            let first = if doubled { 2 } else { index + 1 };
            let free = (first..).map(|n| format!("{stem}{n}")).find(|id| !taken.contains(id));
            let free = free.unwrap_or_default();
            if doubled {
                let message = format!("two pieces are called “{}”; this one is now “{free}”", piece.id);
                let place = Place::cell(rows.get(index).copied().unwrap_or(0), COLUMNS[0]);
                out.problems.push(Diagnostic::warning("double-id", place, message).hint("give each row its own id"));
            }
            taken.insert(free.clone());
            seen.insert(free.clone());
            piece.id = free;
        }
    }
}
