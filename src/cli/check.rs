//! `check`: what is wrong with designs.

use serde::Serialize;

use super::input::{lines, text_of};
use super::{Answer, Arguments, Usage};
use crate::diagnostic::Diagnostic;

#[derive(Serialize)]
struct Report<'a> {
    format: &'static str,
    designs: Vec<Checked<'a>>,
}

#[derive(Serialize)]
struct Checked<'a> {
    file: &'a str,
    id: String,
    problems: Vec<Diagnostic>,
}

pub(super) fn run(arguments: Arguments) -> Result<Answer, Usage> {
    if arguments.files.is_empty() {
        return Err(Usage("check needs at least one design".to_owned()));
    }
    let mut designs = Vec::new();
    for file in &arguments.files {
        let (design, problems) = crate::design::read(&text_of(file)?);
        designs.push(Checked { file, id: design.id, problems });
    }
    let bad = designs.iter().any(|d| d.problems.iter().any(Diagnostic::is_error));
    let text = if arguments.json {
        serde_json::to_string_pretty(&Report { format: "scrapwright-check/1", designs }).unwrap_or_default()
    } else {
        let each = designs.iter().map(|d| match d.problems.len() {
            0 => format!("{}: fine", d.file),
            _ => lines(d.file, &d.problems).join("\n"),
        });
        each.collect::<Vec<_>>().join("\n")
    };
    Ok(Answer { text, problems: bad })
}
