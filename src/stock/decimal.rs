//! Decimal commas and thousands marks: which of them a file uses, and its numbers with plain points.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// What the marks in a file's numbers mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Decimal {
    /// A single point or comma starts the decimals, whichever it is.
    #[default]
    Either,
    /// Points start decimals; `1,200` is 1200.
    Point,
    /// Commas start decimals; `1.200` is 1200.
    Comma,
}

/// The first run of digits and marks from `from` on, as a range of bytes.
fn run(text: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let start = (from..bytes.len()).find(|k| bytes[*k].is_ascii_digit())?;
    let mut end = start;
    while let Some(rest) = text.get(end..)
        && let Some(c) = rest.chars().next()
    {
        let after = &rest[c.len_utf8()..];
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        match c {
            '0'..='9' => {}
            '.' | ',' if digits > 0 => {}
            // `5'3` is feet and inches, `1'500` one number.
            '\'' | '’' if digits == 3 => {}
            _ => break,
        }
        end += c.len_utf8();
    }
    Some((start, end))
}

/// What a run of digits shows about decimals: comma, point, or nothing.
fn mark(run: &str) -> Option<char> {
    let last = run.rfind(['.', ','])?;
    let mark = char::from(run.as_bytes()[last]);
    let other = if mark == '.' { ',' } else { '.' };
    let alone = run.matches(mark).count() == 1;
    (alone && (run.contains(other) || run.len() - last != 4 || run.starts_with('0'))).then_some(mark)
}

impl Decimal {
    /// What the numbers of a file show, and where they show nothing, its delimiter: whoever separates cells by
    /// commas does not write decimals with them.
    pub(super) fn guess<'a>(cells: impl Iterator<Item = &'a str>, delimiter: char) -> Self {
        let (mut point, mut comma) = (false, false);
        for cell in cells {
            let mut at = 0;
            while let Some((start, end)) = run(cell, at) {
                match mark(&cell[start..end]) {
                    Some('.') => point = true,
                    Some(_) => comma = true,
                    None => {}
                }
                at = end;
            }
        }
        match (point, comma) {
            (true, false) => Self::Point,
            (false, true) => Self::Comma,
            (false, false) if delimiter == ',' => Self::Point,
            _ => Self::Either,
        }
    }

    /// The text with its numbers as programs write them: no thousands marks, a point before the decimals.
    pub(super) fn plain(self, text: &str) -> Cow<'_, str> {
        let risky = |b: u8| matches!(b, b',' | b'\'' | 0xe2) || (b == b'.' && self != Self::Point);
        if !text.bytes().any(risky) {
            return Cow::Borrowed(text);
        }
        let (mut out, mut at) = (String::new(), 0);
        while let Some((start, end)) = run(text, at) {
            out.push_str(&text[at..start]);
            out.push_str(&self.plain_run(&text[start..end]));
            at = end;
        }
        out.push_str(&text[at..]);
        Cow::Owned(out)
    }

    fn plain_run(self, run: &str) -> String {
        let run = run.replace(['\'', '’'], "");
        let grouped = |mark: char| run.split(mark).skip(1).all(|group| group.len() == 3);
        let decimal = match (mark(&run), self) {
            (Some(mark), _) => Some(mark),
            (None, Self::Either) => run.rfind(['.', ',']).map(|k| char::from(run.as_bytes()[k])),
            (None, Self::Point) => Some('.'),
            (None, Self::Comma) => Some(','),
        };
        let thousands = |mark: char| run.contains(mark) && (Some(mark) != decimal || run.matches(mark).count() > 1);
        match (thousands('.'), thousands(',')) {
            (true, false) if mark(&run).is_some() || grouped('.') => run.replace('.', "").replace(',', "."),
            (false, true) if mark(&run).is_some() || grouped(',') => run.replace(',', ""),
            (true, true) => run,
            _ => run.replace(',', "."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_apart() {
        for (text, decimal, expected) in [
            ("1.234,5", Decimal::Either, "1234.5"),
            ("1,234.5 mm", Decimal::Either, "1234.5 mm"),
            ("1,5", Decimal::Either, "1.5"),
            ("1,200", Decimal::Point, "1200"),
            ("1,200", Decimal::Comma, "1.200"),
            ("1.200", Decimal::Comma, "1200"),
            ("1.200", Decimal::Either, "1.200"),
            ("1.234.567", Decimal::Either, "1234567"),
            ("1'500 x 20", Decimal::Either, "1500 x 20"),
            ("1’500,25", Decimal::Either, "1500.25"),
            ("5'3", Decimal::Either, "5'3"),
            ("0,125 in", Decimal::Point, "0.125 in"),
            ("5' 3 1/2\"", Decimal::Comma, "5' 3 1/2\""),
        ] {
            assert_eq!(decimal.plain(text), expected, "{text} {decimal:?}");
        }
    }

    #[test]
    fn a_file_shows_what_it_uses() {
        let guess = |cells: &[&str], delimiter| Decimal::guess(cells.iter().copied(), delimiter);
        assert_eq!(guess(&["1.200", "22,5"], ';'), Decimal::Comma);
        assert_eq!(guess(&["1,200", "22.5"], ','), Decimal::Point);
        assert_eq!(guess(&["1,200"], ','), Decimal::Point);
        assert_eq!(guess(&["1,200"], ';'), Decimal::Either);
    }

    proptest::proptest! {
        #[test]
        fn grouped_numbers_keep_their_value(whole in 0u32..2_000_000_000, part in 0u32..100) {
            let digits = whole.to_string();
            let group = |mark: &str| {
                let from_end = digits.len();
                digits.char_indices().fold(String::new(), |mut out, (k, c)| {
                    if k > 0 && (from_end - k) % 3 == 0 { out.push_str(mark); }
                    out.push(c);
                    out
                })
            };
            let expected = format!("{whole}.{part:02}");
            for (thousands, point, decimal) in [(".", ",", Decimal::Comma), (",", ".", Decimal::Point), ("'", ".", Decimal::Point)] {
                let text = format!("{}{point}{part:02}", group(thousands));
                proptest::prop_assert_eq!(decimal.plain(&text), expected.clone());
            }
        }

        #[test]
        fn never_panics(text in "[0-9.,'’ ém]{0,16}") {
            for decimal in [Decimal::Either, Decimal::Point, Decimal::Comma] {
                let _ = decimal.plain(&text);
                let _ = Decimal::guess([text.as_str()].into_iter(), ';');
            }
        }
    }
}
