//! Reads a stock file: the good rows are taken, the bad ones come back with the reason.

use std::collections::BTreeSet;

use super::columns::{COLUMNS, Columns};
use super::header::ENABLED;
use super::mapping::{Mapping, guess};
use super::row::read_piece;
use super::{Decimal, Inventory, Materials, table};
use crate::diagnostic::{Diagnostic, Place};

/// Largest file read (bytes), and its most rows, columns and characters in a cell.
pub(super) const MAX_BYTES: usize = 8_000_000;
pub(super) const MAX_ROWS: usize = 20_001;
pub(super) const MAX_COLUMNS: usize = 200;
const MAX_CELL: usize = 10_000;
/// Most problems told; a note counts the others.
const MAX_PROBLEMS: usize = 1_000;

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
    /// What separates the file's cells, and its header as typed; a correction is written the same way.
    pub header: (char, Vec<String>),
}

impl CsvRead {
    fn refused(message: String, hint: &str) -> Self {
        let problem = Diagnostic::error("bad-stock-file", Place::whole("stock file"), message).hint(hint);
        Self { problems: vec![problem], ..Self::default() }
    }
}

/// Reads a stock file in UTF-8. Columns stand in any order; the delimiter is found out; lengths carry a
/// unit or are millimetres; money is EUR; a bare distance is kilometres. A file without a column
/// `quantity` lists single pieces. Tables of other programs are read as [`Mapping::guess`] takes them.
pub fn read_csv(text: &str) -> CsvRead {
    read(text, None, Some(&Materials::default()))
}

/// The pieces of a text that [`write_csv`](super::write_csv) wrote, in half the time: nothing about it has to be guessed,
/// and what is odd was told when it came. Any other text is read as [`read_csv`] does.
pub fn read_written(text: &str) -> CsvRead {
    let header = super::write::header();
    if !text.starts_with(&header) {
        return read_csv(text);
    }
    let mapping = Mapping { decimal: Decimal::Point, ..Mapping::guess(&header) };
    read(text, Some(&mapping), None)
}

/// The same where materials beside the built-in ones are known, so that these are not told as unknown.
pub fn read_csv_knowing(text: &str, materials: &Materials) -> CsvRead {
    read(text, None, Some(materials))
}

/// Reads a table by a mapping that somebody has looked at; the materials beside the built-in ones are not told as
/// unknown.
pub fn read_with(text: &str, mapping: &Mapping, materials: &Materials) -> CsvRead {
    read(text, Some(mapping), Some(materials))
}

/// Without materials nothing that is odd but usable is told.
fn read(text: &str, mapping: Option<&Mapping>, materials: Option<&Materials>) -> CsvRead {
    if text.len() > MAX_BYTES {
        return CsvRead::refused(format!("the file is larger than {} MB", MAX_BYTES / 1_000_000), "split it in two");
    }
    let table = match mapping {
        Some(mapping) => table::read_with(text, MAX_ROWS, MAX_COLUMNS, mapping.delimiter),
        None => table::read(text, MAX_ROWS, MAX_COLUMNS),
    };
    if table.too_long {
        return CsvRead::refused(format!("the file has more than {} rows", MAX_ROWS - 1), "split it in two");
    }
    if let Some(row) = table.too_wide {
        let hint = format!("keep only the columns needed; look at row {row}");
        return CsvRead::refused(format!("a row has more than {MAX_COLUMNS} columns"), &hint);
    }
    let blank = |cells: &[String]| cells.iter().all(|cell| cell.trim().is_empty());
    if table.rows.iter().all(|cells| blank(cells)) {
        return CsvRead::refused("the file is empty".to_owned(), "its first row names the columns: id, name, form, …");
    }
    let mut out = CsvRead::default();
    if let Some(row) = table.open_quote {
        let message = "a quote opens here and never closes; all that follows was taken for one cell";
        let problem = Diagnostic::error("open-quote", Place::cell(row, ""), message);
        out.problems.push(problem.hint("add the closing \" or remove the opening one"));
    }
    if has_wrong_encoding(text) {
        let message = "some letters were lost or garbled, because the file is not in UTF-8";
        let problem = Diagnostic::warning("bad-encoding", Place::whole("stock file"), message);
        out.problems.push(problem.hint("save it again as “CSV UTF-8”"));
    }
    let guessed;
    let mapping = match mapping {
        Some(mapping) => mapping,
        None => {
            let (mapping, problems) = guess(&table);
            out.problems.extend(problems);
            guessed = mapping;
            &guessed
        }
    };
    let top = mapping.header_row;
    let header = top.checked_sub(1).and_then(|k| table.rows.get(k)).cloned().unwrap_or_default();
    out.header = (table.delimiter, header);
    let columns = Columns::of(mapping);
    if !columns.has("form") && !mapping.defaults.contains_key("form") {
        let refused = CsvRead::refused(
            "no column is named form".to_owned(),
            "the first row names the columns; form says board, rod, pipe, box, angle, sheet, spool, bulk or item",
        );
        out.problems.extend(refused.problems);
        return out;
    }
    if !columns.has("quantity") {
        let place = Place::cell(top, "quantity");
        let message = "there is no column quantity; every row counts as one piece";
        out.problems.push(Diagnostic::warning("no-quantity", place, message).hint("add a column quantity"));
    }
    let mut taken_rows = Vec::new();
    let (mut others, mut disabled) = (0, 0);
    for (index, cells) in table.rows.into_iter().enumerate().skip(top).filter(|(_, cells)| !blank(cells)) {
        let row = index + 1;
        if !mapping.format.is_stock(&cells) {
            others += usize::from(cells.first().is_some_and(|key| key.trim() == "P"));
            continue;
        }
        if is_no(columns.text(&cells, ENABLED)) {
            disabled += 1;
            continue;
        }
        let long = cells.iter().position(|cell| cell.len() > MAX_CELL);
        let piece = match long {
            Some(at) => Err(vec![
                Diagnostic::error(
                    "bad-row",
                    Place::cell(row, (at + 1).to_string()),
                    format!("a cell holds more than {MAX_CELL} characters"),
                )
                .hint("shorten it; a missing closing quote may have joined many rows"),
            ]),
            None => read_piece(&columns, materials, &cells, row, &mut out.problems),
        };
        match piece {
            Ok(piece) => {
                out.inventory.pieces.push(piece);
                taken_rows.push(row);
            }
            Err(problems) => reject(&mut out, row, cells, problems),
        }
    }
    if others + disabled > 0 || out.inventory.pieces.is_empty() {
        tell_left_out(&mut out, others, disabled);
    }
    name_pieces(&mut out, &taken_rows);
    shorten(&mut out.problems);
    out
}

// What the example yard does not need stands in functions of its own, so that the build can load it later.

#[cold]
#[inline(never)]
fn reject(out: &mut CsvRead, row: usize, cells: Vec<String>, problems: Vec<Diagnostic>) {
    let reason = problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    out.rejected.push(RejectedRow { row, cells, reason });
    out.problems.extend(problems);
}

#[cold]
#[inline(never)]
fn tell_left_out(out: &mut CsvRead, others: usize, disabled: usize) {
    for (count, what) in [(others, "list parts to cut, not stock"), (disabled, "are switched off")] {
        if count > 0 {
            let message = format!("rows that {what}, and were left out: {count}");
            let problem = Diagnostic::warning("left-out", Place::whole("stock file"), message);
            out.problems.push(problem.hint("nothing is to be done if that is meant"));
        }
    }
    if out.inventory.pieces.is_empty() && out.rejected.is_empty() {
        let problem = Diagnostic::warning("no-rows", Place::whole("stock file"), "the file lists no pieces");
        out.problems.push(problem.hint("write one piece in each row below the header"));
    }
}

fn is_no(text: &str) -> bool {
    ["false", "no", "0", "nein", "non", "falsch", "faux"].contains(&crate::fold::lower(text).as_str())
}

/// Keeps the first problems, errors before warnings where there are too many.
fn shorten(problems: &mut Vec<Diagnostic>) {
    let over = problems.len().saturating_sub(MAX_PROBLEMS);
    if over > 0 {
        crate::order::sort_by_key(problems, |problem| !problem.is_error());
        problems.truncate(MAX_PROBLEMS);
        let message = format!("and {over} problems more");
        problems.push(Diagnostic::warning("more-problems", Place::whole("stock file"), message));
    }
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
