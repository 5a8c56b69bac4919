//! `export`: drawings and files for other programs and machines.

use std::path::Path;

use super::args::{Arguments, unknown};
use super::build::outcome;
use super::input::Input;
use super::reply::{Failure, Reply};
use super::shown::Shown;
use crate::export::{Format, Options, Paper, export};
use crate::quantity::System;

/// Writes the files of a format.
pub(super) fn run(arguments: &Arguments) -> Result<Reply, Failure> {
    let known = || Format::NAMES.iter().map(|(name, _)| *name);
    let format = choice(arguments, "--format", Format::NAMES)?;
    let format = format.ok_or_else(|| Failure(format!("--format is missing: say one of {}", words(known()))))?;
    let target = arguments.one("--output")?;
    let target = target.ok_or_else(|| Failure("-o is missing: name a file, or a folder for all files".to_owned()))?;
    let paper = choice(arguments, "--paper", Paper::NAMES)?.unwrap_or_default();
    let units = [("mm", System::Metric), ("inch", System::Inches)];
    let system = choice(arguments, "--units", units)?.unwrap_or_default();
    let input = match Input::read(arguments)? {
        Ok(input) => input,
        Err(refusal) => return Ok(refusal),
    };
    let mut reply = Reply::default();
    input.note(&mut reply);
    let outcome = outcome(&input, &input.choices);
    Shown::new(&input.design, &outcome).note(&mut reply);
    // A folder is there, or ends with a slash, or has no dot in its name.
    let path = Path::new(target);
    let is_folder = path.is_dir() || target.ends_with(['/', '\\']) || (path.extension().is_none() && !path.is_file());
    let options = Options { split: is_folder, paper, system };
    let exported = export(format, options, &input.design, &outcome);
    for problem in &exported.problems {
        reply.note(problem);
    }
    if !is_folder && exported.files.len() > 1 {
        return Err(Failure(format!("this gives {} files: name a folder behind -o", exported.files.len())));
    }
    if is_folder && !exported.files.is_empty() {
        std::fs::create_dir_all(path).map_err(|error| Failure(format!("cannot make the folder {target}: {error}")))?;
    }
    for file in &exported.files {
        let place = if is_folder { path.join(&file.name) } else { path.to_path_buf() };
        let written = std::fs::write(&place, &file.bytes);
        written.map_err(|error| Failure(format!("cannot write {}: {error}", place.display())))?;
        reply.notes += &format!("wrote {}\n", place.display());
    }
    Ok(reply)
}

/// What an option with a few possible values says.
fn choice<T: Copy, const N: usize>(
    arguments: &Arguments,
    option: &str,
    known: [(&str, T); N],
) -> Result<Option<T>, Failure> {
    let Some(typed) = arguments.one(option)? else { return Ok(None) };
    let found = known.iter().find(|(name, _)| *name == typed).map(|(_, value)| *value);
    found.map(Some).ok_or_else(|| unknown(&format!("value of {option} called"), typed, known.map(|(name, _)| name)))
}

fn words<'a>(known: impl Iterator<Item = &'a str>) -> String {
    known.collect::<Vec<_>>().join(", ")
}
