//! `bom`: the bill of materials as a file, the same as the page's download for the same input.

use super::adapt;
use super::args::{Arguments, unknown};
use super::build::outcome;
use super::input::Input;
use super::reply::{Failure, Reply};
use super::shown::Shown;
use crate::design::Design;
use crate::export::{bom_csv, bom_json};
use crate::project::{Choices, Outcome};

/// Formats that are planned and not there yet.
const LATER: [&str; 4] = ["md", "xlsx", "okh", "html"];

type Writer = fn(&Design, &Choices, &Outcome) -> String;

/// Writes the bill of materials.
pub(super) fn run(arguments: &Arguments) -> Result<Reply, Failure> {
    let write = writer(arguments)?;
    let input = match Input::read(arguments)? {
        Ok(input) => input,
        Err(refusal) => return Ok(refusal),
    };
    let goals = adapt::goals(arguments, &input.design)?;
    let mut reply = Reply::default();
    input.note(&mut reply);
    let mut choices = input.choices.clone();
    if arguments.has("--adapt") {
        let progress = adapt::search(arguments, &input, &goals)?;
        reply.notes += &adapt::verdict(&progress, &input.design);
        let Some(best) = progress.best else {
            reply.worsen(true);
            return Ok(reply);
        };
        choices = best.choices;
    }
    let outcome = outcome(&input, &choices);
    Shown::new(&input.design, &outcome).note(&mut reply);
    reply.out = write(&input.design, &choices, &outcome);
    if let Some(path) = arguments.one("--output")? {
        std::fs::write(path, &reply.out).map_err(|error| Failure(format!("cannot write {path}: {error}")))?;
        reply.out.clear();
        reply.notes += &format!("wrote {path}\n");
    }
    Ok(reply)
}

fn writer(arguments: &Arguments) -> Result<Writer, Failure> {
    let default = if arguments.has("--json") { "json" } else { "csv" };
    match arguments.one("--format")?.unwrap_or(default) {
        "csv" if arguments.has("--json") => Err(Failure("say either --json or --format csv".to_owned())),
        "csv" => Ok(|_, _, outcome| bom_csv(&outcome.bom)),
        "json" => Ok(|design, choices, outcome| bom_json(design, choices, &outcome.bom)),
        later if LATER.contains(&later) => Err(Failure(format!("the format “{later}” is not in this version"))),
        other => Err(unknown("format", other, ["csv", "json"])),
    }
}
