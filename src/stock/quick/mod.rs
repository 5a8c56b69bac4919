//! One line as people say it becomes a piece: `3x board 1200x95x22 pine`, `2 Bretter 1,2m 95x22 Kiefer ±2 @shed`.

mod finish;
mod found;
#[cfg(test)]
mod tests;
mod vocabulary;
mod words;

use std::ops::Range;

use super::{Materials, StockPiece};
use found::Found;
use words::words;

pub use finish::unusable;

/// Longest line looked at (bytes); what follows goes to the notes.
const MAX_LINE: usize = 400;

/// What a stretch of the typed line was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaidKind {
    /// How many.
    Count,
    /// What form it has.
    Form,
    /// A size.
    Size,
    /// ± on every size.
    Tolerance,
    /// What it is made of.
    Material,
    /// Its condition.
    Grade,
    /// What one costs.
    Price,
    /// Where it lies.
    Place,
    /// Whose it is.
    Owner,
    /// A further property, such as the power of a motor.
    Attribute,
    /// Words that name it.
    Name,
    /// Words that bind others, such as `of`.
    Filler,
    /// More than fits on a line; kept in the notes.
    Note,
    /// What could not be read; `missing` says why.
    Unread,
}

/// A stretch of the typed line and what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Bytes of the line from and to.
    pub span: Range<usize>,
    /// What it is.
    pub kind: SaidKind,
    /// How it was understood, in words: `length 1200 mm`.
    pub text: String,
}

/// What came of a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Understood {
    /// The piece.
    pub piece: StockPiece,
    /// What was taken for granted without being said: one piece, a form by its sizes.
    pub assumed: Vec<String>,
    /// What was said, in the order of the line; together the spans hold all that was typed but white space.
    pub said: Vec<Said>,
    /// What is still missing, if anything.
    pub missing: Option<String>,
}

/// Understands a line in English, German, Spanish or French, with the materials that a person knows.
/// Bare numbers are millimetres; a number of pieces carries `x`, `×`, `pcs` or the like, or stands first before a word.
pub fn quick(text: &str, materials: &Materials) -> Understood {
    let end = (0..=text.len().min(MAX_LINE)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let (line, rest) = text.split_at(end);
    let words = words(line);
    let mut found = Found::new(line, materials, &words);
    let mut k = 0;
    while k < words.len() {
        k += found.take(&words[k..], k).max(1);
    }
    let mut understood = found.finish();
    if !rest.trim().is_empty() {
        understood.said.push(Said { span: end..text.len(), kind: SaidKind::Note, text: "…".to_owned() });
        understood.piece.notes = rest.trim().to_owned();
    }
    understood
}
