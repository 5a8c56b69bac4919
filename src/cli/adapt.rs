//! `adapt`: chooses stock and values, and says what is proven about the choice.

use std::time::{Duration, Instant};

use serde::Serialize;

use super::args::{Arguments, unknown};
use super::build::outcome;
use super::input::Input;
use super::reply::{Failure, Reply};
use super::shown::Shown;
use super::table::money;
use crate::adapt::{Found, Goal, Progress, Proof, Request, Search};
use crate::cutting::Settings;
use crate::design::Design;

/// How many boxes are looked at where nothing else is asked for.
const NODES: u64 = 30_000;
/// How many between two looks at the clock.
const STRIDE: u64 = 64;

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    goal: Goal,
    /// Boxes looked at.
    nodes: u64,
    /// Combinations of stock looked at.
    bindings: usize,
    proof: Proof,
    best: Option<&'a Found>,
    reasons: &'a [String],
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
    let goal = goal(arguments, &input.design)?;
    let progress = search(arguments, &input, goal)?;
    let build = progress.best.as_ref().map(|best| Shown::new(&input.design, &outcome(&input, &best.choices)));
    let mut reply = if arguments.has("--json") {
        let (proof, best) = (progress.proof, progress.best.as_ref());
        Reply::json(&Document {
            format: "scrapwright-adapt/1",
            goal,
            nodes: progress.nodes,
            bindings: progress.bindings,
            proof,
            best,
            reasons: &progress.reasons,
            build: build.as_ref(),
        })
    } else {
        Reply::text(build.as_ref().map_or_else(String::new, |b| b.text() + "\n") + &verdict(&progress))
    };
    input.note(&mut reply);
    match &build {
        Some(build) => build.note(&mut reply),
        None => reply.worsen(true),
    }
    Ok(reply)
}

/// The goal asked for.
pub(super) fn goal(arguments: &Arguments, design: &Design) -> Result<Goal, Failure> {
    let Some(word) = arguments.one("--goal")? else { return Ok(Goal::default()) };
    let is_later = word == "reuse" || design.metrics.iter().any(|m| m.id == word);
    match Goal::parse(word) {
        Some(goal) => Ok(goal),
        None if is_later => Err(Failure(format!("the goal “{word}” is not in this version; say spend or wishes"))),
        None => Err(unknown("goal", word, [Goal::Spend, Goal::Wishes].map(Goal::word))),
    }
}

/// Searches until it is proven, or until the limits asked for.
pub(super) fn search(arguments: &Arguments, input: &Input, goal: Goal) -> Result<Progress, Failure> {
    let nodes = arguments.count("--nodes", NODES)?;
    let seconds = arguments.count("--seconds", u64::from(u32::MAX))?;
    let started = Instant::now();
    let request = Request { choices: input.choices.clone(), goal, settings: Settings::default(), effort: nodes };
    let mut search = Search::new(&input.design, &input.inventory, request);
    let mut progress = search.step(nodes.min(STRIDE));
    while !progress.done && started.elapsed() < Duration::from_secs(seconds) {
        progress = search.step(STRIDE);
    }
    Ok(progress)
}

/// What is known about the answer, in a maker's words.
pub(super) fn verdict(progress: &Progress) -> String {
    let looked = format!("{} boxes of values, {} combinations of stock", progress.nodes, progress.bindings);
    let more = "more --nodes may find it";
    let mut out = match (&progress.proof, &progress.best) {
        (Proof::Proven, _) => {
            format!("Proven best: nothing in the steps of the parameters is better ({looked}).\n")
        }
        (Proof::Within { money: least, .. }, Some(best)) if *least < best.money => format!(
            "Not proven best: this spends {} on stock, a better one would spend at least {}; {more} ({looked}).\n",
            money(best.money),
            money(*least)
        ),
        (Proof::Within { .. }, Some(best)) => format!(
            "Not proven best: this spends {} on stock, and one nearer to what was set may be there; {more} ({looked}).\n",
            money(best.money)
        ),
        (Proof::Infeasible, _) => {
            format!("Proven: there is no solution with this stock, these values and what can be bought ({looked}).\n")
        }
        _ => format!("No solution was found yet; {more} ({looked}).\n"),
    };
    for reason in &progress.reasons {
        out += &format!("In the way: {reason}\n");
    }
    out
}
