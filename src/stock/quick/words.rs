//! The words of a line and where they stand; what belongs together is one word: `1.4 m`, `95 × 22`, `3 1/2"`, `± 2`.

use std::ops::Range;

use super::vocabulary::{JOINED, MONEY, TIMES, is_any};
use crate::quantity::{Dimension, Unit};
use crate::stock::fold::fold;

/// A word, with every mark for “times” as `x` and `+-` as `±`.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Its text without marks at its end.
    pub(super) text: String,
    /// Where each of its characters stands in the line.
    at: Vec<usize>,
    /// Where it stands in the line, marks included.
    pub(super) span: Range<usize>,
}

impl Word {
    fn new(raw: &str, start: usize) -> Self {
        let (mut text, mut at) = (String::new(), Vec::new());
        let core = raw.trim_end_matches([',', ';', ':']);
        let mut skip_to = 0;
        for (k, c) in core.char_indices().filter(|(k, c)| *k > 0 || *c != '(') {
            let plus_minus = ["+/-", "+-"].iter().find(|mark| core[k..].starts_with(*mark));
            if k < skip_to {
                continue;
            }
            skip_to = k + plus_minus.map_or(0, |mark| mark.len());
            text.push(match c {
                _ if plus_minus.is_some() => '±',
                '×' | '*' | 'X' => 'x',
                c => c,
            });
            at.push(start + k);
        }
        Self { text, at, span: start..start + raw.len() }
    }

    /// Where the characters from and to stand in the line; the last reach to the end of the word.
    pub(super) fn span_of(&self, from: usize, to: usize) -> Range<usize> {
        let start = if from == 0 { self.span.start } else { self.at.get(from).copied().unwrap_or(self.span.end) };
        start..self.at.get(to).copied().unwrap_or(self.span.end)
    }

    fn join(&mut self, between: Option<char>, next: Self) {
        if let Some(c) = between {
            self.text.push(c);
            self.at.push(next.span.start);
        }
        self.text.push_str(&next.text);
        self.at.extend(next.at);
        self.span.end = next.span.end;
    }
}

/// Splits a line at white space and joins what belongs together.
pub(super) fn words(line: &str) -> Vec<Word> {
    let mut all = split(line);
    // `1200 by 95 mal 22`.
    for k in 1..all.len().saturating_sub(1) {
        if is_any(&TIMES, &fold(&all[k].text)) && begins_number(&all[k - 1].text) && begins_number(&all[k + 1].text) {
            let span = all[k].span.clone();
            all[k] = Word { text: "x".to_owned(), at: vec![span.start], span };
        }
    }
    // `3x` at the start counts pieces, and so does `3 x` before sizes joined by x: nothing joins it further.
    let small = |text: &str| text.parse::<u32>().is_ok_and(|n| n < 100);
    let counts = match &all[..] {
        [first, ..] if first.text.strip_suffix('x').is_some_and(small) => 1,
        [first, x, sizes, ..] if small(&first.text) && x.text == "x" && sizes.text.contains('x') => 2,
        _ => 0,
    };
    let mut out: Vec<Word> = Vec::new();
    for (k, word) in all.into_iter().enumerate() {
        match out.last_mut() {
            Some(last) if word.text.is_empty() => last.span.end = word.span.end,
            Some(last) if counts != k && is_fraction(&word.text, &last.text) => last.join(Some('-'), word),
            Some(last) if counts != k && joins(&word.text, &last.text) => last.join(None, word),
            _ => out.push(word),
        }
    }
    out
}

fn split(line: &str) -> Vec<Word> {
    let (mut out, mut start) = (Vec::new(), None);
    for (k, c) in line.char_indices().chain([(line.len(), ' ')]) {
        match (c.is_whitespace(), start) {
            (false, None) => start = Some(k),
            (true, Some(from)) => {
                out.push(Word::new(&line[from..k], from));
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// Whether a word goes on with what stands before it.
fn joins(word: &str, last: &str) -> bool {
    let size_before = begins_number(last);
    let unit = Unit::named(word).is_some_and(|u| u.dimension == Dimension::LENGTH) || is_mark(word);
    let property = is_any(&JOINED, &crate::fold::lower(word)) && !last.contains('x');
    let feet = last.ends_with(['\'', '′', '’']) || last.ends_with("ft");
    let inches = feet && begins_number(word) && (word.ends_with(['"', '″', '”']) || word.ends_with("in"));
    let times = word.starts_with('x') && word[1..].chars().next().is_none_or(|c| c.is_ascii_digit());
    let opens = last.ends_with(['x', '±', 'Ø', 'ø', '⌀']) && (size_before || last.chars().count() == 1 && last != "x");
    let unit = (unit || property) && ends_number(last_size(last));
    (size_before && (unit || times || inches || word.starts_with('±') && begins_number(word)))
        || (begins_number(word) && (opens || is_mark(last)))
}

/// A mark of money: `€`, `$`, `eur`.
fn is_mark(word: &str) -> bool {
    let money = word.split_once('/').map_or(word, |(money, _)| money);
    MONEY.iter().any(|(mark, _)| *mark == crate::fold::lower(money))
}

/// Whether a word begins with a number, behind `±` or `Ø` too.
pub(super) fn begins_number(word: &str) -> bool {
    word.trim_start_matches(['±', 'Ø', 'ø', '⌀']).starts_with(is_digit)
}

fn ends_number(word: &str) -> bool {
    word.ends_with(is_digit)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || "½¼¾⅛⅜⅝⅞".contains(c)
}

/// Whether a word goes on with the fraction of a number that stands before it: `3` and `1/2`.
fn is_fraction(word: &str, last: &str) -> bool {
    let whole = last_size(last);
    let size = word.split('x').next().unwrap_or_default();
    let parts = size.split_once('/').map(|(above, below)| {
        (above.parse::<u32>(), below.trim_end_matches(|c: char| !c.is_ascii_digit()).parse::<u32>())
    });
    matches!(parts, Some((Ok(above), Ok(below))) if above < below)
        && !whole.is_empty()
        && whole.bytes().all(|b| b.is_ascii_digit())
}

fn last_size(word: &str) -> &str {
    word.rsplit(['x', '±', 'Ø', 'ø', '⌀']).next().unwrap_or(word)
}
