//! Splits a table of cells: comma, semicolon or tab, quotes, any line ends. Blank lines stay, so that
//! rows count as a spreadsheet counts them.

/// A table as read, within limits.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// What separates its cells.
    pub delimiter: char,
    /// Its rows, blank ones too.
    pub rows: Vec<Vec<String>>,
    /// The row in which a quote opens that never closes.
    pub open_quote: Option<usize>,
    /// Whether reading stopped, because there are more than the most rows.
    pub too_long: bool,
    /// The row with more than the most columns, at which reading stopped.
    pub too_wide: Option<usize>,
}

/// The rows of a table, by the delimiter that most of its first lines use. Within quotes, `""` is a quote.
pub fn rows(text: &str) -> Vec<Vec<String>> {
    read(text, usize::MAX, usize::MAX).rows
}

/// Reads a table up to so many rows and columns; beyond them nothing is kept.
pub(super) fn read(text: &str, most_rows: usize, most_columns: usize) -> Table {
    read_with(text, most_rows, most_columns, sniff(text.strip_prefix('\u{feff}').unwrap_or(text)))
}

/// The same where the delimiter, one of comma, semicolon and tab, is known.
pub(super) fn read_with(text: &str, most_rows: usize, most_columns: usize, delimiter: char) -> Table {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let delimiter = if delimiter.is_ascii() { delimiter } else { ',' };
    let mut table = Table { delimiter, ..Table::default() };
    let (mut row, mut cell) = (Vec::new(), String::new());
    let delimiter = table.delimiter as u8;
    let bytes = text.as_bytes();
    let (mut quoted, mut at) = (false, 0);
    while at < bytes.len() {
        // All marks are ASCII, so what lies between them is whole characters.
        let is_mark = |b: &u8| *b == b'"' || (!quoted && (*b == delimiter || matches!(*b, b'\r' | b'\n')));
        let end = bytes[at..].iter().position(is_mark).map_or(bytes.len(), |k| at + k);
        cell.push_str(&text[at..end]);
        at = end + 1;
        let next = bytes.get(at);
        match bytes.get(end) {
            None => break,
            Some(b'"') if quoted && next == Some(&b'"') => {
                at += 1;
                cell.push('"');
            }
            Some(b'"') if quoted => quoted = false,
            // A quote inside a bare cell is an inch mark.
            Some(b'"') if cell.trim().is_empty() => {
                cell.clear();
                quoted = true;
            }
            Some(b'"') => cell.push('"'),
            Some(mark) if *mark == delimiter => {
                row.push(std::mem::take(&mut cell));
                if row.len() >= most_columns {
                    table.too_wide = Some(table.rows.len() + 1);
                    return table;
                }
            }
            Some(mark) => {
                at += usize::from(*mark == b'\r' && next == Some(&b'\n'));
                if table.rows.len() >= most_rows {
                    table.too_long = true;
                    return table;
                }
                row.push(std::mem::take(&mut cell));
                let columns = row.len();
                table.rows.push(std::mem::replace(&mut row, Vec::with_capacity(columns)));
            }
        }
    }
    table.open_quote = quoted.then_some(table.rows.len() + 1);
    if !cell.is_empty() || !row.is_empty() {
        table.too_long = table.rows.len() >= most_rows;
        row.push(cell);
        table.rows.push(row);
    }
    table
}

/// The rows below the header of one of our own tables.
pub(super) fn data(text: &str) -> Vec<Vec<String>> {
    rows(text).into_iter().skip(1).collect()
}

/// How many of the first lines, and characters, tell the delimiter.
const SNIFFED: (usize, usize) = (20, 20_000);

/// The delimiter that stands in most of the first lines, and among equals the one that the first line uses most.
fn sniff(text: &str) -> char {
    let marks = [',', ';', '\t'];
    let (mut lines, mut first, mut here) = ([0; 3], None::<[usize; 3]>, [0; 3]);
    let (mut quoted, mut blank, mut count) = (false, true, 0);
    for c in text.chars().take(SNIFFED.1).chain(['\n']) {
        match marks.iter().position(|mark| *mark == c) {
            Some(k) if !quoted => here[k] += 1,
            _ if c == '\n' && !quoted => {
                if !blank {
                    (0..3).for_each(|k| lines[k] += usize::from(here[k] > 0));
                    first.get_or_insert(here);
                    count += 1;
                }
                (here, blank) = ([0; 3], true);
                if count == SNIFFED.0 {
                    break;
                }
            }
            _ => quoted ^= c == '"',
        }
        blank &= c.is_whitespace();
    }
    let first = first.unwrap_or(here);
    // The first of equals wins, so a single column reads as comma separated.
    (0..3).rev().max_by_key(|k| (lines[*k], first[*k])).map_or(',', |k| marks[k])
}

/// Writes one row, comma separated; cells are quoted where they must be.
pub fn write_row(out: &mut String, cells: &[impl AsRef<str>]) {
    write_row_with(out, cells, ',');
}

/// Writes one row with another delimiter.
pub(super) fn write_row_with(out: &mut String, cells: &[impl AsRef<str>], delimiter: char) {
    for (k, cell) in cells.iter().enumerate() {
        if k > 0 {
            out.push(delimiter);
        }
        let cell = cell.as_ref();
        let is_mark = |b: u8| matches!(b, b',' | b';' | b'\t' | b'"' | b'\n' | b'\r');
        if !cell.bytes().any(is_mark) && cell.trim() == cell {
            out.push_str(cell);
        } else {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        }
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_spreadsheets_write() {
        let expect = vec![vec!["a".to_owned(), "b".to_owned()], vec!["1,5".to_owned(), "x \"y\"".to_owned()]];
        for text in ["\u{feff}a;b\r\n1,5;x \"y\"\r\n", "a\tb\n1,5\tx \"y\"", "\"a\",b\r\"1,5\",\"x \"\"y\"\"\"\r"] {
            assert_eq!(rows(text), expect, "{text:?}");
        }
        assert_eq!(rows("a\n\n\"two\nlines\"\n").len(), 3);
        assert!(rows("").is_empty());
        assert_eq!(rows("my yard\n\nname;length\na;1,5\nb;2,5\n")[3], ["a", "1,5"]);
    }

    #[test]
    fn nothing_is_kept_beyond_the_limits() {
        let long = read(&"a,b\n".repeat(100), 10, 5);
        assert!(long.too_long && long.rows.len() == 10);
        let wide = read(&format!("a\n{}", ",".repeat(1_000)), 10, 5);
        assert_eq!((wide.too_wide, wide.rows.len()), (Some(2), 1));
        assert!(!read("a\nb\n", 2, 5).too_long && read("a\nb\nc", 2, 5).too_long);
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(cells in prop::collection::vec("[^\\x00]{0,8}", 2..5)) {
            let mut text = "a,b\n".to_owned();
            write_row(&mut text, &cells);
            prop_assert_eq!(rows(&text)[1].clone(), cells);
        }

        #[test]
        fn never_panics(text in "[\"a,;\\t\\r\\n\u{feff}]{0,40}") {
            let _ = rows(&text);
        }
    }
}
