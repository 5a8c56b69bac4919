//! The refused rows of a stock file as a file of their own, to be corrected and read again.

use super::{CsvRead, table};

/// The header and the refused rows of `text`; the whole text where nothing of it could be read.
pub fn rejected_csv(text: &str, read: &CsvRead) -> String {
    if read.rejected.is_empty() {
        let refused = read.inventory.pieces.is_empty() && !text.trim().is_empty();
        return if refused { text.to_owned() } else { String::new() };
    }
    let (delimiter, header) = &read.header;
    let header = Some(header).filter(|header| !header.is_empty());
    let mut out = String::new();
    for cells in header.into_iter().chain(read.rejected.iter().map(|row| &row.cells)) {
        table::write_row_with(&mut out, cells, *delimiter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stock::read_csv;

    #[test]
    fn only_the_bad_rows_stay() {
        let text = "form;length;width;thickness\nboard;1200;95;22\nboard;long;95;22\n";
        let read = read_csv(text);
        assert_eq!(read.inventory.pieces.len(), 1);
        let rest = rejected_csv(text, &read);
        assert!(rest.contains("long") && !rest.contains("1200") && rest.starts_with("form"), "{rest}");
        let mended = read_csv(&rest.replace("long", "800"));
        assert_eq!((mended.inventory.pieces.len(), mended.rejected.len()), (1, 0));
        assert_eq!(rejected_csv("no header", &read_csv("no header")), "no header");
        assert_eq!(rejected_csv("form\nitem", &CsvRead::default()), "form\nitem");
    }
}
