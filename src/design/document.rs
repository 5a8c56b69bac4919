//! Reads a design document: limits first, then TOML, then every block in one pass.

use super::compile::{Usage, compile};
use super::model::Design;
use super::reader::{Block, Reader, Table};
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::expr::{MAX_DOCUMENT, MAX_TOML_DEPTH};

/// Reads a design. Whatever could be read is in the design; a design is fit for use only where no
/// problem is an error.
pub fn read(source: &str) -> (Design, Vec<Diagnostic>) {
    let (design, problems, _) = read_with_usage(source);
    (design, problems)
}

/// Reads a design as its author wants it read: with warnings about what is there for nothing, can never happen,
/// or goes wrong somewhere within the limits. They need a sound design, so errors come alone.
pub fn check(source: &str) -> (Design, Vec<Diagnostic>) {
    let (design, mut problems, usage) = read_with_usage(source);
    if !problems.iter().any(Diagnostic::is_error) {
        problems.extend(super::review::review(&design, &usage));
    }
    (design, problems)
}

fn read_with_usage(source: &str) -> (Design, Vec<Diagnostic>, Usage) {
    let refuse = |problem| (Design::default(), vec![problem], Usage::default());
    if source.len() > MAX_DOCUMENT {
        let message = format!("a design may have {} kB, this one has {}", MAX_DOCUMENT / 1024, source.len() / 1024);
        return refuse(
            Diagnostic::error("too-large", Place::whole("design"), message)
                .hint("pictures and long texts belong in files beside the design"),
        );
    }
    if let Some(at) = too_deep(source) {
        let place = Place::text(source, "", Span::new(at, at + 1));
        return refuse(
            Diagnostic::error("too-deep", place, format!("nested more than {MAX_TOML_DEPTH} levels deep"))
                .hint("no design needs that; look for a missing closing bracket"),
        );
    }
    let value = match Table::parse(source) {
        Ok(value) => value,
        Err(error) => {
            let span = error.span().map_or(Span::default(), |span| Span::new(span.start, span.end));
            let place = Place::text(source, "", span);
            return refuse(
                Diagnostic::error("bad-toml", place, plain_toml_error(source, span, &error))
                    .hint("a line looks like  name = \"text\"  or  [block]; texts stand between quotes"),
            );
        }
    };
    let mut reader = Reader { source, problems: Vec::new(), left_out: 0 };
    let root = Block { table: value.get_ref(), key: String::new(), span: Span::default() };
    let (mut design, usage) = compile(&mut reader, &root);
    design.source = source.to_owned();
    let Reader { mut problems, left_out, .. } = reader;
    crate::order::sort_by_key(&mut problems, |p| match &p.place {
        Place::Text { span, .. } => span.start,
        _ => 0,
    });
    if left_out > 0 {
        let message = format!("{left_out} more problems were left out");
        problems.push(Diagnostic::warning("left-out", Place::whole("design"), message).hint("mend those above first"));
    }
    (design, problems, usage)
}

/// The reader's own words, or plainer ones for what happens most.
fn plain_toml_error(source: &str, span: Span, error: &toml::de::Error) -> String {
    let message = error.message();
    if message == "duplicate key" {
        return format!("“{}” stands here twice", source.get(span.start..span.end).unwrap_or(""));
    }
    if message.contains("string") && source.get(span.start..).is_some_and(|rest| rest.starts_with('\n')) {
        return "this text does not end on its line: the closing quote is missing".to_owned();
    }
    format!("this is not well-formed: {message}")
}

/// Where brackets or dotted keys nest deeper than any design does; keeps the reader's recursion shallow.
fn too_deep(source: &str) -> Option<usize> {
    let (mut depth, mut dots) = (0usize, 0usize);
    let (mut line_start, mut is_key) = (0, true);
    for (at, byte) in source.bytes().enumerate() {
        match byte {
            b'\n' => (line_start, is_key, dots) = (at + 1, true, 0),
            b'=' | b'#' => is_key = false,
            b'.' if is_key => dots += 1,
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if dots > 2 * MAX_TOML_DEPTH {
            return Some(line_start);
        }
        if depth > MAX_TOML_DEPTH {
            return Some(at);
        }
    }
    None
}
