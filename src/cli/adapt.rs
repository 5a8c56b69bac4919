//! `adapt`: chooses stock and values, and says what is proven about the choice.

use std::time::{Duration, Instant};

use serde::Serialize;

use super::args::{Arguments, unknown};
use super::build::outcome;
use super::input::Input;
use super::reply::{Failure, Reply};
use super::shown::Shown;
use super::table::{money, quantity};
use crate::adapt::{Found, Goal, Progress, Proof, Reached, Relaxation, Request, Search, Way, WhatIf};
use crate::cutting::Settings;
use crate::design::Design;
use crate::quantity::format_plain;

/// How many boxes are looked at where nothing else is asked for.
const NODES: u64 = 30_000;
/// How many between two looks at the clock.
const STRIDE: u64 = 64;

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    goals: &'a [Goal],
    /// Boxes looked at.
    nodes: u64,
    /// Combinations of stock looked at.
    bindings: usize,
    proof: Proof,
    best: Option<&'a Found>,
    reasons: &'a [String],
    relaxations: &'a [Relaxation],
    build: Option<&'a Shown>,
}

/// Adapts and shows the best build.
pub(super) fn run(arguments: &Arguments) -> Result<Reply, Failure> {
    let input = match Input::read(arguments)? {
        Ok(input) => input,
        Err(refusal) => return Ok(refusal),
    };
    if input.inventory.pieces.is_empty() && arguments.all("--stock").next().is_none() {
        return Err(Failure("name what lies around: --stock S.csv".to_owned()));
    }
    if let Some(words) = arguments.one("--front")? {
        return super::front::run(arguments, &input, words);
    }
    let goals = goals(arguments, &input.design)?;
    let progress = search(arguments, &input, &goals)?;
    let build = progress.best.as_ref().map(|best| Shown::new(&input.design, &outcome(&input, &best.choices)));
    let mut reply = if arguments.has("--json") {
        let (proof, best) = (progress.proof.clone(), progress.best.as_ref());
        Reply::json(&Document {
            format: "scrapwright-adapt/1",
            goals: &goals,
            nodes: progress.nodes,
            bindings: progress.bindings,
            proof,
            best,
            reasons: &progress.reasons,
            relaxations: &progress.relaxations,
            build: build.as_ref(),
        })
    } else {
        Reply::text(build.as_ref().map_or_else(String::new, |b| b.text() + "\n") + &verdict(&progress, &input.design))
    };
    input.note(&mut reply);
    match &build {
        Some(build) => build.note(&mut reply),
        None => reply.worsen(true),
    }
    Ok(reply)
}

/// The goals asked for, in their order.
pub(super) fn goals(arguments: &Arguments, design: &Design) -> Result<Vec<Goal>, Failure> {
    goals_of(arguments.one("--goal")?.unwrap_or("spend"), design)
}

/// Goals by their words.
pub(super) fn goals_of(words: &str, design: &Design) -> Result<Vec<Goal>, Failure> {
    Goal::parse(words, design).map_err(|word| {
        let all: Vec<String> = Goal::all(design).iter().map(|goal| goal.word().replace("best:", "")).collect();
        unknown("goal", &word, all.iter().map(String::as_str))
    })
}

/// Searches until it is proven, or until the limits asked for.
pub(super) fn search(arguments: &Arguments, input: &Input, goals: &[Goal]) -> Result<Progress, Failure> {
    let nodes = arguments.count("--nodes", NODES)?;
    let seconds = arguments.count("--seconds", u64::from(u32::MAX))?;
    let started = Instant::now();
    let (choices, settings) = (input.choices.clone(), Settings::default());
    let what_if = if arguments.has("--what-if") { WhatIf::Always } else { WhatIf::default() };
    let request = Request { choices, goals: goals.to_vec(), settings, effort: nodes, what_if };
    let mut search = Search::new(&input.design, &input.inventory, request);
    let mut progress = search.step(nodes.min(STRIDE));
    while !progress.done && started.elapsed() < Duration::from_secs(seconds) {
        progress = search.step(STRIDE);
    }
    Ok(progress)
}

/// What is known about the answer, in a maker's words.
pub(super) fn verdict(progress: &Progress, design: &Design) -> String {
    let looked = format!("{} boxes of values, {} combinations of stock", progress.nodes, progress.bindings);
    let more = "more --nodes may find it";
    let mut out = match (&progress.proof, &progress.best) {
        (Proof::Proven, _) => {
            format!("Proven best: nothing in the steps of the parameters is better ({looked}).\n")
        }
        (Proof::Within(open), Some(best)) => format!(
            "Not proven best: this one has {}, a better one may have {}; {more} ({looked}).\n",
            best.reached.iter().find(|r| r.goal == open.goal).map_or_else(String::new, |r| told(r, design)),
            told(open, design)
        ),
        (Proof::Infeasible, _) => {
            format!("Proven: there is no solution with this stock, these values and what can be bought ({looked}).\n")
        }
        _ => format!("No solution was found yet; {more} ({looked}).\n"),
    };
    for reason in &progress.reasons {
        out += &format!("In the way: {reason}\n");
    }
    for relaxation in &progress.relaxations {
        out += &way_out(relaxation, design);
    }
    out
}

/// What giving up one thing would bring.
fn way_out(relaxation: &Relaxation, design: &Design) -> String {
    let found = &relaxation.found;
    let level = relaxation.better.and_then(|level| found.reached.get(level));
    let spend = level.map_or_else(|| format!("{} to spend", money(found.money)), |reached| told(reached, design));
    match &relaxation.way {
        Way::Lock(name) => match design.parameter(name).zip(found.choices.values.get(name)) {
            Some((p, value)) => {
                format!("Without the lock: {name} = {}, {spend}\n", quantity(*value, &p.unit.symbol))
            }
            None => {
                let stock = found.choices.bindings.get(name).map_or("", String::as_str);
                format!("Without the lock: {name} from {stock}, {spend}\n")
            }
        },
        Way::Locks => format!("Without all locks: {spend}\n"),
        Way::Check(id) => {
            let title = design.checks.iter().find(|c| c.id == *id).map_or(id.as_str(), |c| &c.title);
            let size = |value, unit: &str| if unit.is_empty() { format_plain(value, 3) } else { quantity(value, unit) };
            let to = relaxation.allowed.as_ref().map_or_else(String::new, |allowed| {
                let [value, limit] = [allowed.value, allowed.limit].map(|value| size(value, &allowed.unit));
                format!(" ({value} instead of {limit})")
            });
            format!("If “{title}” might be missed a little{to}: {spend}; that is for you to judge\n")
        }
    }
}

/// A value of a goal, in a maker's words.
pub(super) fn told(reached: &Reached, design: &Design) -> String {
    let value = reached.value;
    match &reached.goal {
        Goal::Spend => format!("{} to spend on stock", money(value)),
        Goal::Wishes => format!("{} % of the ranges between it and what was set", format_plain(100.0 * value, 1)),
        Goal::Scrap => format!("{} from new stock", quantity(value, "kg")),
        Goal::Cuts => format!("{} cuts", format_plain(value, 0)),
        Goal::Best(id) => match design.metrics.iter().find(|m| m.id == *id) {
            Some(metric) => format!("{} of “{}”", quantity(value, &metric.unit), metric.title),
            None => format_plain(value, 3),
        },
    }
}
