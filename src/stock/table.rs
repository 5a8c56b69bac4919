//! Splits a table of cells: comma, semicolon or tab, quotes, any line ends. Blank lines stay, so that
//! rows count as a spreadsheet counts them.

/// The rows of a table, by the delimiter that its first line uses most. Within quotes, `""` is a quote.
pub(super) fn rows(text: &str) -> Vec<Vec<String>> {
    rows_and_open_quote(text).0
}

/// The rows of a table, and the row in which a quote opens that never closes.
pub(super) fn rows_and_open_quote(text: &str) -> (Vec<Vec<String>>, Option<usize>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let delimiter = sniff(text);
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            // A quote inside a bare cell is an inch mark.
            '"' if cell.trim().is_empty() => {
                cell.clear();
                quoted = true;
            }
            _ if quoted => cell.push(c),
            _ if c == delimiter => row.push(std::mem::take(&mut cell)),
            '\r' | '\n' => {
                if c == '\r' && chars.peek() == Some(&'\n') {
                    chars.next();
                }
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ => cell.push(c),
        }
    }
    let open = quoted.then_some(rows.len() + 1);
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    (rows, open)
}

/// The rows below the header of one of our own tables.
pub(super) fn data(text: &str) -> Vec<Vec<String>> {
    rows(text).into_iter().skip(1).collect()
}

fn sniff(text: &str) -> char {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let count = |delimiter: char| {
        let mut quoted = false;
        let outside = |c: &char| {
            quoted ^= *c == '"';
            !quoted && *c == delimiter
        };
        header.chars().filter(outside).count()
    };
    // The first of equals wins, so a single column reads as comma separated.
    [',', ';', '\t'].into_iter().rev().max_by_key(|d| count(*d)).unwrap_or(',')
}

/// Writes one row, comma separated; cells are quoted where they must be.
pub(crate) fn write_row(out: &mut String, cells: &[String]) {
    for (k, cell) in cells.iter().enumerate() {
        if k > 0 {
            out.push(',');
        }
        let bare = !cell.contains([',', ';', '\t', '"', '\n', '\r']) && cell.trim() == cell;
        if bare {
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
