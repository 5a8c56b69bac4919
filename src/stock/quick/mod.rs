//! One line as people say it becomes a piece: `3x board 1200x95x22 pine`, `scaffold tube 2.4m 48.3x4`.

mod finish;
#[cfg(test)]
mod tests;

use super::{Form, Grade, Material, StockPiece};
use crate::fold::lower;
use crate::quantity::{Dimension, Unit, format_plain, read};

pub use finish::unusable;

/// Everyday words for materials that the table knows under a finer name.
const WOODS: [(&str, &str); 15] = [
    ("pine", "reclaimed_softwood_ungraded"),
    ("spruce", "reclaimed_softwood_ungraded"),
    ("fir", "reclaimed_softwood_ungraded"),
    ("softwood", "reclaimed_softwood_ungraded"),
    ("wood", "reclaimed_softwood_ungraded"),
    ("oak", "hardwood_mixed"),
    ("beech", "hardwood_mixed"),
    ("ash", "hardwood_mixed"),
    ("pallet", "softwood_pallet"),
    ("scaffold", "softwood_C24"),
    ("treated", "softwood_treated"),
    ("alu", "aluminium_6063"),
    ("galvanised", "steel_mild_galv"),
    ("galvanized", "steel_mild_galv"),
    ("rebar", "steel_B500"),
];
/// Longest line looked at (characters).
const MAX_LINE: usize = 200;
/// Longest size taken (m).
const LONGEST: f64 = 100.0;

/// What was found in a line, before it becomes a piece.
#[derive(Default)]
struct Found {
    count: Option<u32>,
    form: Option<Form>,
    material: Option<&'static str>,
    grade: Option<&'static str>,
    sizes: Vec<f64>,
    names: Vec<String>,
    attributes: Vec<(&'static str, String)>,
    problem: Option<String>,
}

/// Understands a line: the piece, how each word was understood, and what is still missing, if anything.
/// Bare numbers are millimetres; a number of pieces carries `x`, `pcs` or `×`.
pub fn quick(text: &str) -> (StockPiece, Vec<String>, Option<String>) {
    let line: String = text.chars().take(MAX_LINE).collect();
    let mut found = Found::default();
    let words = words(&line);
    let mut k = 0;
    while k < words.len() {
        k += found.take(&words[k..]);
    }
    found.finish()
}

/// Splits at white space and keeps together what belongs together: `1.4 m`, `95 × 22`, `3 pcs`, `3 x`.
fn words(line: &str) -> Vec<String> {
    let spaced: String = line.chars().map(|c| if matches!(c, '×' | '*' | 'X') { 'x' } else { c }).collect();
    let mut out: Vec<String> = Vec::new();
    let all: Vec<&str> = spaced.split_whitespace().map(|word| word.trim_end_matches([',', ';', ':'])).collect();
    // `3x` at the start counts pieces, and so does `3 x` before sizes joined by x: nothing joins it further.
    let small = |text: &str| text.parse::<u32>().is_ok_and(|n| n < 100);
    let counts = match all[..] {
        [first, ..] if first.strip_suffix('x').is_some_and(small) => 1,
        [first, "x", sizes, ..] if small(first) && sizes.contains('x') => 2,
        _ => 0,
    };
    for (k, word) in all.into_iter().enumerate() {
        let joins = counts != k
            && out.last().is_some_and(|last| {
                let digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit() || "½¼¾⅛⅜⅝⅞".contains(c));
                let size_before = digit(last) && !last.contains(char::is_whitespace);
                let unit = Unit::named(word).is_some_and(|u| u.dimension == Dimension::LENGTH);
                let times = word.starts_with('x') && word[1..].chars().next().is_none_or(|c| c.is_ascii_digit());
                let fraction = is_fraction(word, last);
                (size_before && (unit && is_number(last_size(last)) || times || fraction))
                    || (digit(word) && last.ends_with('x') && digit(last))
            });
        match out.last_mut() {
            Some(last) if joins => {
                if is_fraction(word, last) {
                    last.push('-');
                }
                last.push_str(word);
            }
            _ if !word.is_empty() => out.push(word.to_owned()),
            _ => {}
        }
    }
    out
}

/// Whether a word goes on with the fraction of a number that stands before it: `3` and `1/2`.
fn is_fraction(word: &str, last: &str) -> bool {
    let whole = last_size(last);
    let slash = word.split('x').next().is_some_and(|size| size.contains('/'));
    slash
        && word.starts_with(|c: char| c.is_ascii_digit())
        && !whole.is_empty()
        && whole.bytes().all(|b| b.is_ascii_digit())
}

fn last_size(word: &str) -> &str {
    word.rsplit('x').next().unwrap_or(word)
}

fn is_number(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit() || "½¼¾⅛⅜⅝⅞".contains(c))
}

impl Found {
    /// Takes the first words; says how many.
    fn take(&mut self, words: &[String]) -> usize {
        let first = words[0].as_str();
        let low = lower(first);
        if let Some(sizes) = self.numbers(&low, words) {
            return sizes;
        }
        // `magnet 50x20x10 n42 x12`: how many, said last.
        if let (None, [_], Some(Ok(count))) = (self.count, words, low.strip_prefix('x').map(str::parse)) {
            self.count = Some(count);
            return 1;
        }
        if let Some(grade) = magnet_grade(&low) {
            self.attributes.push(("grade", grade));
            return 1;
        }
        if let Some(k) = self.material_of(words) {
            return k;
        }
        if self.form.is_none() {
            for (k, text) in phrases(words) {
                if let Ok(form) = Form::parse(&text) {
                    self.form = Some(form);
                    let singular = text.strip_suffix('s').unwrap_or(&text);
                    if !Form::ALL.iter().any(|f| f.word() == text || f.word() == singular) {
                        self.names.push(text);
                    }
                    return k;
                }
            }
        }
        if let Some(grade) = Grade::all().iter().find(|g| g.id == low).filter(|_| self.grade.is_none()) {
            self.grade = Some(&grade.id);
            return 1;
        }
        self.names.push(first.to_owned());
        1
    }

    /// A count or sizes; says how many words they took.
    fn numbers(&mut self, low: &str, words: &[String]) -> Option<usize> {
        if !low.starts_with(|c: char| c.is_ascii_digit() || "½¼¾⅛⅜⅝⅞".contains(c)) {
            return None;
        }
        let piece_word = |w: &str| matches!(w, "pcs" | "pc" | "pieces" | "piece" | "off" | "of");
        let digits = low.trim_end_matches(|c: char| c.is_alphabetic());
        let rest = &low[digits.len()..];
        if self.count.is_none() {
            let next = words.get(1).is_some_and(|w| rest.is_empty() && piece_word(&lower(w)));
            let opens = self.sizes.is_empty() && self.form.is_none() && self.names.is_empty();
            let word = words.get(1).is_some_and(|w| w.starts_with(char::is_alphabetic));
            // `2 boards …`: a small number at the start, in front of a word.
            if let (true, true, false, Ok(count @ 1..100)) = (opens, word, next, low.parse::<u32>()) {
                self.count = Some(count);
                return Some(1);
            }
            if (rest == "x" || piece_word(rest) || next)
                && let Ok(count) = digits.parse::<u32>()
            {
                self.count = Some(count);
                return Some(if next { 2 } else { 1 });
            }
            // `3x1200x95x22`: a small number in front of a large one.
            if low.split('x').count() > 3
                && let Some((count, sizes)) = low.split_once('x')
                && let Ok(count) = count.parse()
                && sizes
                    .split('x')
                    .next()
                    .and_then(|s| s.parse::<f64>().ok())
                    .is_some_and(|s| s > 5.0 * f64::from(count))
            {
                self.count = Some(count);
                self.sizes_of(sizes);
                return Some(1);
            }
        }
        self.sizes_of(low);
        Some(1)
    }

    /// `1200x95x22`, `38x225x3.9m`: each with its own unit, else with the unit of the last, else mm.
    fn sizes_of(&mut self, text: &str) {
        let text = &unslash(text);
        let millimetre = Unit::named("mm").cloned().unwrap_or_else(Unit::none);
        let parts: Vec<&str> = text.split('x').map(str::trim).filter(|part| !part.is_empty()).collect();
        // A unit at the end counts for all where all are alike: `2x4in`, but not `38x225x3.9m`.
        let last = parts.last().map(|p| p.trim_start_matches(|c: char| !c.is_alphabetic() && !"\"'″”".contains(c)));
        let shared = last.filter(|u| !matches!(*u, "" | "m" | "ft" | "'")).and_then(unit);
        for part in parts {
            match read(part, shared.as_ref().unwrap_or(&millimetre)) {
                Ok(q) if q.value > 0.0 && q.value <= LONGEST => self.sizes.push(q.value),
                Ok(_) => self.problem = Some(format!("“{part}” is not a size between 0 and {LONGEST} m")),
                Err(error) => self.problem = Some(error.to_string()),
            }
        }
    }

    fn material_of(&mut self, words: &[String]) -> Option<usize> {
        if self.material.is_some() {
            return None;
        }
        for (k, text) in phrases(words) {
            let everyday = WOODS.iter().find(|(word, _)| *word == text);
            let id = everyday.map(|(_, id)| *id).or_else(|| Material::find(&text).map(|m| m.id.as_str()));
            let Some(id) = id else { continue };
            self.material = Some(id);
            // The word may say the form as well (`plywood`), and often is part of the name.
            let last = text.rsplit(' ').next().unwrap_or(&text);
            if self.form.is_none()
                && let Ok(form) = Form::parse(last)
            {
                self.form = Some(form);
                if last != text {
                    self.names.push(last.to_owned());
                }
            }
            if everyday.is_some() {
                self.names.push(text);
            }
            return Some(k);
        }
        None
    }
}

/// `n42`, `N35SH`: grades of neodymium magnets.
fn magnet_grade(low: &str) -> Option<String> {
    let rest = low.strip_prefix('n')?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let fits = digits == 2 && ["", "m", "h", "sh", "uh", "eh"].contains(&&rest[digits..]);
    fits.then(|| low.to_ascii_uppercase())
}

/// `110/3.2` is a pipe's diameter and wall; only `3/4` and the like are fractions.
fn unslash(text: &str) -> String {
    let sizes = text.split_once('/').and_then(|(above, below)| {
        let plain = |part: &str| part.replace(',', ".").parse::<f64>().ok();
        let below_number = below.trim_end_matches(|c: char| c.is_alphabetic());
        let (over, under) = (plain(above)?, plain(below_number)?);
        let fraction =
            [2.0, 3.0, 4.0, 8.0, 16.0, 32.0, 64.0].contains(&under) && (over < under || below != below_number);
        (!fraction && over > under).then(|| format!("{above}x{below}"))
    });
    sizes.unwrap_or_else(|| text.to_owned())
}

/// The first words as phrases, longest first, in lower case: three, two, one.
fn phrases(words: &[String]) -> impl Iterator<Item = (usize, String)> + '_ {
    (1..=words.len().min(3)).rev().map(|k| (k, lower(&words[..k].join(" "))))
}

/// A unit by name or by the marks for inches.
fn unit(word: &str) -> Option<Unit> {
    Unit::named(if matches!(word, "\"" | "''") { "in" } else { word }).cloned()
}

/// A length in words for the echo.
fn shown(value: f64) -> String {
    format!("{} mm", format_plain(value * 1e3, 1))
}
