//! `cut`: cutting plans for a list of parts, without a design.

mod linear;
mod odd;
mod sheets;
mod wish;

use std::time::{Duration, Instant};

use serde::Serialize;

use super::args::{Arguments, unknown};
use super::input::{bytes, stock, tell_apart};
use super::reply::{Failure, Reply};
use crate::cutting::{NestSettings, Settings, SheetCuts, SheetSettings, Status};
use crate::diagnostic::{Diagnostic, Place};
use crate::project::sheet_settings;
use crate::quantity::{self, Unit};
use crate::stock::{Form, Inventory, Sizes, StockPiece, decode, read_materials, section_key};
use wish::{Wishes, wishes};

#[derive(Serialize)]
struct Document<S, G> {
    format: &'static str,
    mode: &'static str,
    settings: S,
    groups: Vec<G>,
}

/// The plan of one section.
trait Planned: Serialize {
    /// For people.
    fn write(&self, out: &mut String);
    /// Whether parts are without a place.
    fn is_partial(&self) -> bool;
}

/// Plans the problem of a section for as long as there is time.
type Planner<P, G> = fn(&str, &P, &dyn Fn() -> bool) -> Result<G, Failure>;

/// What the words name: the stock, the parts, and what the parts' own columns wish.
struct Wanted {
    inventory: Inventory,
    parts: Vec<StockPiece>,
    wishes: Wishes,
}

/// Plans the cuts.
pub(super) fn run(arguments: &Arguments) -> Result<Reply, Failure> {
    if let Some(word) = arguments.files.first() {
        return Err(Failure(format!("what is “{word}”? Stock goes behind --stock, parts behind --parts")));
    }
    let defaults = Settings::default();
    let settings = Settings {
        kerf: length(arguments, "--kerf", defaults.kerf)?,
        trim: length(arguments, "--trim", defaults.trim)?,
        min_remnant: length(arguments, "--min-remnant", defaults.min_remnant)?,
    };
    let spacing = length(arguments, "--spacing", settings.kerf)?;
    let mut task = Task { arguments, seconds: arguments.count("--seconds", 10)?, reply: Reply::default() };
    match arguments.one("--mode")?.unwrap_or("linear") {
        "linear" => {
            let wanted = task.read()?;
            let problems = linear::problems(&wanted.inventory, &wanted.parts, settings);
            task.plan("linear", settings, problems, linear::planned)?;
        }
        mode @ ("free" | "guillotine") => {
            let (mode, cuts) = match mode {
                "free" => ("free", SheetCuts::Free),
                _ => ("guillotine", SheetCuts::EdgeToEdge { stages: Some(3), first: None }),
            };
            let wanted = task.read()?;
            let settings = SheetSettings { cuts, ..sheet_settings(settings) };
            let problems = sheets::problems(&wanted, settings, &mut |problem| task.note(&problem));
            task.plan(mode, settings, problems, sheets::planned)?;
        }
        "irregular" => {
            let wanted = task.read()?;
            let settings = NestSettings { spacing, margin: settings.trim };
            let problems = odd::problems(&wanted, settings, &mut |problem| task.note(&problem));
            task.plan("irregular", settings, problems, odd::planned)?;
        }
        other => return Err(unknown("mode", other, ["linear", "free", "guillotine", "irregular"])),
    }
    Ok(task.reply)
}

/// One call of the command.
struct Task<'a> {
    arguments: &'a Arguments,
    seconds: u64,
    reply: Reply,
}

impl Task<'_> {
    fn note(&mut self, problem: &Diagnostic) {
        self.reply.worsen(problem.is_error());
        self.reply.note(problem);
    }

    fn note_of(&mut self, path: &str, problem: &Diagnostic) {
        self.reply.notes += &format!("{path}: ");
        self.reply.note(problem);
    }

    /// Plans each section in an equal share of the time that is left, and writes the answer.
    fn plan<P, G: Planned>(
        &mut self,
        mode: &'static str,
        settings: impl Serialize,
        problems: Vec<(String, P)>,
        planned: Planner<P, G>,
    ) -> Result<(), Failure> {
        let started = Instant::now();
        let mut groups = Vec::with_capacity(problems.len());
        for (done, (section, problem)) in problems.iter().enumerate() {
            let left = Duration::from_secs(self.seconds).saturating_sub(started.elapsed());
            let until = started.elapsed() + left / (problems.len() - done) as u32;
            let group = planned(section, problem, &|| started.elapsed() < until)?;
            self.reply.worsen(group.is_partial());
            groups.push(group);
        }
        if self.arguments.has("--json") {
            self.reply.out = Reply::json(&Document { format: "scrapwright-cut/1", mode, settings, groups }).out;
        } else {
            groups.iter().for_each(|group| group.write(&mut self.reply.out));
        }
        Ok(())
    }

    /// The stock and the parts, which are written as a stock file is.
    fn read(&mut self) -> Result<Wanted, Failure> {
        let arguments = self.arguments;
        let mut inventory = Inventory::default();
        for path in arguments.all("--materials") {
            let read = read_materials(&String::from_utf8_lossy(&bytes(path)?));
            read.problems.iter().for_each(|problem| self.note_of(path, problem));
            inventory.materials.merge(read.materials);
        }
        if arguments.all("--stock").next().is_none() {
            return Err(Failure("name a stock file: --stock S.csv".to_owned()));
        }
        for path in arguments.all("--stock") {
            let read = stock(path, &inventory.materials)?;
            read.problems.iter().for_each(|problem| self.note_of(path, problem));
            inventory.pieces.extend(read.inventory.pieces);
        }
        let mut odd = Vec::new();
        tell_apart(&mut inventory, &mut odd);
        odd.iter().for_each(|(path, problem)| self.note_of(path, problem));
        let path =
            arguments.one("--parts")?.ok_or_else(|| Failure("name a file of parts: --parts P.csv".to_owned()))?;
        let read = stock(path, &inventory.materials)?;
        let is_ours = |problem: &&Diagnostic| !matches!(problem.code, "no-quantity" | "unknown-column");
        read.problems.iter().filter(is_ours).for_each(|problem| self.note_of(path, problem));
        let parts = read.inventory.pieces;
        for part in parts.iter().filter(|part| part.length.is_none() && part.outline.trim().is_empty()) {
            let message = format!("“{}” has no length", part.id);
            let problem = Diagnostic::error("no-length", Place::whole(&part.id), message);
            self.note_of(path, &problem.hint("write its length, such as 420 mm"));
        }
        let (wishes, problems) = wishes(&decode(&bytes(path)?).0);
        problems.iter().for_each(|problem| self.note_of(path, problem));
        Ok(Wanted { inventory, parts, wishes })
    }
}

/// A length of zero or more behind an option.
fn length(arguments: &Arguments, name: &str, default: f64) -> Result<f64, Failure> {
    let Some(typed) = arguments.one(name)? else { return Ok(default) };
    let unit = Unit::parse("mm").ok_or_else(|| Failure(format!("{name} takes a length")))?;
    let value = quantity::read(typed, &unit).map_err(|error| Failure(format!("{name}: {error}")))?.value;
    if (0.0..=100.0).contains(&value) {
        return Ok(value);
    }
    Err(Failure(format!("{name} takes a length from 0 to 100 m, not “{typed}”")))
}

/// The section of what is cut in two directions: a board that is ripped to width is a sheet with the grain along it.
fn flat_section(piece: &StockPiece, inventory: &Inventory) -> Option<String> {
    let thickness = Sizes { thickness: piece.thickness, ..Sizes::default() };
    match (piece.section.trim(), piece.form) {
        ("", form @ (Form::Board | Form::Sheet)) => {
            Some(section_key(form, inventory.materials.id_of(&piece.material), &thickness))
        }
        ("", _) => None,
        (typed, _) => Some(typed.to_owned()),
    }
}

/// A word for what is known about better plans, and by how much they may be better.
fn told(status: Status) -> (&'static str, Option<f64>) {
    match status {
        Status::Proven => ("proven", None),
        Status::Gap(gap) => ("gap", Some(gap)),
        Status::Feasible => ("feasible", None),
        Status::Infeasible => ("infeasible", None),
    }
}

/// The same for people.
fn how_good(status: &str, gap: Option<f64>) -> String {
    match (status, gap) {
        ("proven", _) => "proven best".to_owned(),
        ("infeasible", _) => "proven that not all parts find a place".to_owned(),
        (_, Some(gap)) => format!("at most {:.1} % above the best", gap * 100.0),
        _ => "how good this is, is not known".to_owned(),
    }
}

/// No plan leaves unchecked.
fn sound(section: &str, wrong: Vec<String>) -> Result<(), Failure> {
    match wrong.first() {
        None => Ok(()),
        Some(first) => {
            Err(Failure(format!("the plan for {section} did not pass its check, please report this: {first}")))
        }
    }
}
