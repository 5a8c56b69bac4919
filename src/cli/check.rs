//! `check`: everything that is wrong with designs, with the place and what to do.

use serde::Serialize;

use super::args::Arguments;
use super::input;
use super::reply::{Failure, Reply};
use crate::cutting::Settings;
use crate::design::Design;
use crate::diagnostic::{Diagnostic, Place};
use crate::project::{Choices, evaluate};
use crate::quantity::System;
use crate::stock::Inventory;

#[derive(Serialize)]
struct Document {
    format: &'static str,
    designs: Vec<Checked>,
}

#[derive(Serialize)]
struct Checked {
    file: String,
    id: String,
    title: String,
    version: String,
    fine: bool,
    problems: Vec<Diagnostic>,
    #[serde(skip)]
    contents: String,
}

impl Checked {
    fn new(file: &str, design: &Design, problems: Vec<Diagnostic>) -> Self {
        let counted = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
        let contents = [
            counted(design.parameters.len(), "parameter"),
            counted(design.slots.len(), "slot"),
            counted(design.parts.len(), "part"),
            counted(design.checks.len(), "check"),
            counted(design.steps.len(), "step"),
        ];
        Self {
            file: file.to_owned(),
            id: design.id.clone(),
            title: design.title.clone(),
            version: design.version.clone(),
            fine: !problems.iter().any(Diagnostic::is_error),
            problems,
            contents: contents.join(", "),
        }
    }

    fn text(&self) -> String {
        if self.fine && self.problems.is_empty() {
            return format!("{}: fine ({} {}: {})\n", self.file, self.title, self.version, self.contents);
        }
        let found: Vec<String> = self.problems.iter().map(ToString::to_string).collect();
        let count = if found.len() == 1 { "1 problem".to_owned() } else { format!("{} problems", found.len()) };
        format!("{}: {count}\n{}\n", self.file, found.join("\n"))
    }
}

/// Checks every design named.
pub(super) fn run(arguments: &Arguments) -> Result<Reply, Failure> {
    if arguments.files.is_empty() {
        return Err(Failure("name at least one design file, such as design.toml".to_owned()));
    }
    let mut designs = Vec::new();
    for path in &arguments.files {
        let (design, mut problems) = input::design(path, crate::design::check)?;
        if !problems.iter().any(Diagnostic::is_error) {
            problems.extend(faults_as_given(&design));
            problems.extend(faults_of_presets(&design));
        }
        designs.push(Checked::new(path, &design, problems));
    }
    Ok(reply(designs, arguments.has("--json")))
}

/// What fails where nothing is chosen: the default values, and new stock in every slot.
fn faults_as_given(design: &Design) -> Vec<Diagnostic> {
    let outcome = evaluate(design, &Choices::default(), &Inventory::default(), Settings::default(), System::Metric);
    let mut problems = outcome.problems;
    for check in outcome.build.failed() {
        let message = format!("with new stock and default values the check “{}” fails", check.title);
        let problem = Diagnostic::error("fails-as-given", Place::whole(format!("checks.{}", check.id)), message);
        problems.push(problem.hint("change the defaults or what to buy, so that makers start from a build that holds"));
    }
    for unplaced in outcome.plan.groups.iter().flat_map(|g| g.cutting.unplaced()) {
        let message = format!("new stock does not give “{}”: {}", unplaced.part, unplaced.reason);
        let problem = Diagnostic::error("fails-as-given", Place::whole(format!("parts.{}", unplaced.part)), message);
        problems.push(problem.hint("name longer lengths under “buy”, or change the defaults"));
    }
    problems
}

/// What fails at the values of a preset, with new stock.
fn faults_of_presets(design: &Design) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for preset in &design.presets {
        let choices = Choices::default().with_preset(design, preset);
        let outcome = evaluate(design, &choices, &Inventory::default(), Settings::default(), System::Metric);
        let mut faults: Vec<String> = outcome.problems.iter().map(|p| p.message.clone()).collect();
        faults.extend(outcome.build.failed().map(|check| format!("the check “{}” fails", check.title)));
        let unplaced = outcome.plan.groups.iter().flat_map(|g| g.cutting.unplaced());
        faults.extend(unplaced.map(|u| format!("new stock does not give “{}”: {}", u.part, u.reason)));
        if faults.is_empty() {
            continue;
        }
        let message = format!("with the preset “{}” and new stock {}", preset.title, faults.join("; "));
        let problem = Diagnostic::error("preset-fails", Place::whole(format!("presets.{}", preset.id)), message);
        problems.push(problem.hint("change its values, so that makers start from a build that holds"));
    }
    problems
}

fn reply(designs: Vec<Checked>, json: bool) -> Reply {
    let is_bad = designs.iter().any(|d| !d.fine);
    let mut reply = if json {
        Reply::json(&Document { format: "scrapwright-check/1", designs })
    } else {
        Reply::text(designs.iter().map(Checked::text).collect())
    };
    reply.worsen(is_bad);
    reply
}

/// What other commands say of a design that cannot be built: the same as `check`, but not as their result.
pub(super) fn refusal(path: &str, design: &Design, problems: Vec<Diagnostic>, json: bool) -> Reply {
    let mut reply = reply(vec![Checked::new(path, design, problems)], json);
    if !json {
        reply.notes = std::mem::take(&mut reply.out);
    }
    reply
}
