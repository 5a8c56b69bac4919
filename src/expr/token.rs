//! Splits the text of an expression into words, numbers with units, and signs.

use std::sync::Arc;

use super::ast::Binary;
use super::value::ExprError;
use crate::diagnostic::{Span, suggest};
use crate::quantity::Unit;

/// A word or sign of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'a> {
    Number(f64, Arc<Unit>),
    Name(&'a str),
    Operator(Binary),
    Power,
    Not,
    Question,
    Colon,
    Comma,
    Open,
    Close,
    OpenList,
    CloseList,
    Range,
    Member(&'a str),
    Text(&'a str),
}

/// Splits an expression; the unit of a number is whatever word follows it directly (one space allowed).
pub(super) fn tokens(text: &str) -> Result<Vec<(Token<'_>, Span)>, ExprError> {
    let bytes = text.as_bytes();
    let mut found = Vec::with_capacity(text.len() / 2 + 1);
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let two = text.get(at..at + 2).unwrap_or("");
        let token = match bytes[at] {
            b' ' | b'\t' | b'\n' | b'\r' => {
                at += 1;
                continue;
            }
            b'.' if bytes.get(at + 1) == Some(&b'.') => {
                at += 2;
                found.push((Token::Range, Span::new(start, at)));
                continue;
            }
            b'.' if bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic) => {
                at = word_end(bytes, at + 1);
                found.push((Token::Member(&text[start + 1..at]), Span::new(start, at)));
                continue;
            }
            b'0'..=b'9' | b'.' => {
                let (token, end) = match inches(text, at) {
                    Some(found) => found,
                    None => number(text, at)?,
                };
                at = end;
                found.push((token, Span::new(start, at)));
                continue;
            }
            quote @ (b'"' | b'\'') => {
                let Some(length) = text[at + 1..].find(char::from(quote)) else {
                    let error = ExprError::new("open-text", Span::new(at, text.len()), "this text does not end");
                    return Err(error.hint("close it with the same quotation mark"));
                };
                at += length + 2;
                found.push((Token::Text(&text[start + 1..at - 1]), Span::new(start, at)));
                continue;
            }
            c if c.is_ascii_alphabetic() || c == b'_' => {
                at = word_end(bytes, at);
                let token = match &text[start..at] {
                    "and" => Token::Operator(Binary::And),
                    "or" => Token::Operator(Binary::Or),
                    "not" => Token::Not,
                    name => Token::Name(name),
                };
                found.push((token, Span::new(start, at)));
                continue;
            }
            _ if two == "<=" => Token::Operator(Binary::LessEqual),
            _ if two == ">=" => Token::Operator(Binary::GreaterEqual),
            _ if two == "==" => Token::Operator(Binary::Equal),
            _ if two == "!=" => Token::Operator(Binary::NotEqual),
            b'<' => Token::Operator(Binary::Less),
            b'>' => Token::Operator(Binary::Greater),
            b'+' => Token::Operator(Binary::Add),
            b'-' => Token::Operator(Binary::Subtract),
            b'*' => Token::Operator(Binary::Multiply),
            b'/' => Token::Operator(Binary::Divide),
            b'^' => Token::Power,
            b'?' => Token::Question,
            b':' => Token::Colon,
            b',' => Token::Comma,
            b'(' => Token::Open,
            b')' => Token::Close,
            b'[' => Token::OpenList,
            b']' => Token::CloseList,
            _ => {
                let c = text[at..].chars().next().unwrap_or(' ');
                let span = Span::new(at, at + c.len_utf8());
                let error = ExprError::new("unexpected-sign", span, format!("“{c}” has no meaning here"));
                return Err(match c {
                    '×' | '·' => error.hint("to multiply, write “*”"),
                    '÷' => error.hint("to divide, write “/”"),
                    '−' | '–' => error.hint("to subtract, write “-”"),
                    '²' | '³' => error.hint("a power is written “^2”"),
                    '≤' => error.hint("write “<=”"),
                    '≥' => error.hint("write “>=”"),
                    '=' => error.hint("to compare, write “==”, “<=” or “>=”"),
                    _ => error,
                });
            }
        };
        at += match token {
            Token::Operator(Binary::LessEqual | Binary::GreaterEqual | Binary::Equal | Binary::NotEqual) => 2,
            _ => 1,
        };
        found.push((token, Span::new(start, at)));
    }
    Ok(found)
}

/// End of a name: letters, digits, `_`, and single dots between words.
fn word_end(bytes: &[u8], mut at: usize) -> usize {
    let is_word = |c: u8| c.is_ascii_alphanumeric() || c == b'_';
    loop {
        while at < bytes.len() && is_word(bytes[at]) {
            at += 1;
        }
        let dotted =
            bytes.get(at) == Some(&b'.') && bytes.get(at + 1).is_some_and(|c| c.is_ascii_alphabetic() || *c == b'_');
        if !dotted {
            return at;
        }
        at += 1;
    }
}

fn number(text: &str, start: usize) -> Result<(Token<'_>, usize), ExprError> {
    let bytes = text.as_bytes();
    let digits = |mut at: usize| {
        while at < bytes.len() && bytes[at].is_ascii_digit() {
            at += 1;
        }
        at
    };
    let mut at = digits(start);
    if bytes.get(at) == Some(&b'.') && bytes.get(at + 1) != Some(&b'.') {
        at = digits(at + 1);
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let sign = at + 1 + usize::from(matches!(bytes.get(at + 1), Some(b'-' | b'+')));
        if bytes.get(sign).is_some_and(u8::is_ascii_digit) {
            at = digits(sign);
        }
    }
    let value: f64 = text[start..at].parse().map_err(|_| {
        ExprError::new("bad-number", Span::new(start, at), format!("“{}” is not a number", &text[start..at]))
    })?;
    let unit_start = at + usize::from(bytes.get(at) == Some(&b' '));
    let end = unit_end(text, unit_start);
    let word = &text[unit_start..end];
    let (word, end) = match word {
        "and" | "or" | "not" | "for" | "" => ("", at),
        word => (word, end),
    };
    match Unit::shared(word) {
        Some(unit) => Ok((Token::Number(value, unit), end)),
        None => Err(unknown_unit(word, Span::new(unit_start, end))),
    }
}

/// Feet and inches as they are written on a drawing: `3/4 in`, `47 1/4"`, `5'`, `1' 6 1/2"`. Everywhere else `/`
/// divides, so that `1/2 m` is a half divided by a metre; of inches nobody means that.
fn inches(text: &str, start: usize) -> Option<(Token<'_>, usize)> {
    let (value, end, symbol) = imperial(text, start)?;
    if symbol == "ft"
        && let next = end + usize::from(text.as_bytes().get(end) == Some(&b' '))
        && let Some((inches, end, "in")) = imperial(text, next)
    {
        return Some((Token::Number(value * 12.0 + inches, Unit::shared("in")?), end));
    }
    // What has no fraction and no mark is a usual number with a usual unit.
    let literal = &text[start..end];
    literal.contains(['/', '\'', '"']).then_some((Token::Number(value, Unit::shared(symbol)?), end))
}

/// A whole number, a fraction or both, and the mark or unit for feet or inches right behind.
fn imperial(text: &str, start: usize) -> Option<(f64, usize, &'static str)> {
    let bytes = text.as_bytes();
    let whole = |from: usize| {
        let length = bytes.get(from..)?.iter().take_while(|b| b.is_ascii_digit()).count();
        Some((text[from..from + length].parse::<f64>().ok()?, from + length))
    };
    let (mut value, mut at) = whole(start)?;
    if bytes.get(at) == Some(&b'/') {
        let (divisor, end) = whole(at + 1)?;
        (value, at) = (value / divisor, end);
    } else if matches!(bytes.get(at), Some(b' ' | b'-'))
        && let Some((over, end)) = whole(at + 1)
        && bytes.get(end) == Some(&b'/')
        && let Some((divisor, end)) = whole(end + 1)
    {
        (value, at) = (value + over / divisor, end);
    }
    let symbol = match bytes.get(at) {
        Some(b'"') => return Some((value, at + 1, "in")),
        Some(b'\'') => return Some((value, at + 1, "ft")),
        _ => at + usize::from(bytes.get(at) == Some(&b' ')),
    };
    let end = unit_end(text, symbol);
    match &text[symbol..end] {
        "in" | "inch" | "inches" => Some((value, end, "in")),
        "ft" | "foot" | "feet" => Some((value, end, "ft")),
        _ => None,
    }
}

/// End of a unit: words joined by `.` or `/` without spaces, such as `kg/m3`; also `%` and `°`.
fn unit_end(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    if rest.starts_with('%') {
        return start + 1;
    }
    let mut end = 0;
    for (k, c) in rest.char_indices() {
        let inside = c.is_alphabetic()
            || matches!(c, '°' | '²' | '³' | '⁴' | '€' | '$' | '£' | '¥' | '₹')
            || (k > 0 && c.is_ascii_digit());
        let joins = k > 0 && matches!(c, '.' | '/') && rest[k + 1..].chars().next().is_some_and(char::is_alphabetic);
        if !inside && !joins {
            break;
        }
        end = k + c.len_utf8();
    }
    start + end
}

fn unknown_unit(word: &str, span: Span) -> ExprError {
    let error = ExprError::new("unknown-unit", span, format!("unknown unit “{word}”"));
    if word.contains('/') {
        return error.hint("to divide by a name put spaces around “/”; inside a unit every word must be a unit");
    }
    match suggest(word, Unit::names()) {
        Some(near) => error.hint(format!("did you mean “{near}”? To multiply by a name write “*” between")),
        None => error.hint("to multiply a number by a name write “*” between them"),
    }
}
