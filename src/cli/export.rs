//! `export`: drawings and files for other programs and machines.

use std::path::Path;

use super::args::{Arguments, unknown};
use super::build::outcome;
use super::input::Input;
use super::reply::{Failure, Reply};
use super::shown::Shown;
use crate::export::{Format, export};

/// Writes the files of a format.
pub(super) fn run(arguments: &Arguments) -> Result<Reply, Failure> {
    let known = || Format::NAMES.iter().map(|(name, _)| *name);
    let typed = arguments.one("--format")?;
    let typed = typed.ok_or_else(|| Failure(format!("--format is missing: say one of {}", words(known()))))?;
    let format = Format::NAMES.iter().find(|(name, _)| *name == typed).map(|(_, format)| *format);
    let format = format.ok_or_else(|| unknown("format", typed, known()))?;
    let target = arguments.one("--output")?;
    let target = target.ok_or_else(|| Failure("-o is missing: name a file, or a folder for all files".to_owned()))?;
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
    let exported = export(format, is_folder, &input.design, &outcome);
    for problem in &exported.problems {
        reply.note(problem);
    }
    if !is_folder && exported.files.len() > 1 {
        return Err(Failure(format!("{typed} gives {} files: name a folder behind -o", exported.files.len())));
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

fn words<'a>(known: impl Iterator<Item = &'a str>) -> String {
    known.collect::<Vec<_>>().join(", ")
}
