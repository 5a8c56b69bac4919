//! `adapt --front A,B`: all solutions between two goals that no other one beats in both.

use std::time::{Duration, Instant};

use serde::Serialize;

use super::adapt::{goals_of, told};
use super::args::Arguments;
use super::input::Input;
use super::reply::{Failure, Reply};
use super::table::{quantity, table};
use crate::adapt::{Found, Front, Goal, Request};
use crate::cutting::Settings;

/// Boxes looked at between two looks at the clock.
const STRIDE: u64 = 256;

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    goals: &'a [Goal; 2],
    /// Whether nothing is missing between the points.
    complete: bool,
    /// Boxes looked at.
    nodes: u64,
    points: &'a [Found],
}

/// Finds the front and shows it.
pub(super) fn run(arguments: &Arguments, input: &Input, words: &str) -> Result<Reply, Failure> {
    let two =
        |goals: Vec<Goal>| -> Option<[Goal; 2]> { goals.try_into().ok().filter(|two: &[Goal; 2]| two[0] != two[1]) };
    let goals = two(goals_of(words, &input.design)?)
        .ok_or_else(|| Failure("--front wants two goals, such as --front spend,wishes".to_owned()))?;
    let seconds = arguments.count("--seconds", u64::from(u32::MAX))?;
    let effort = arguments.count("--nodes", 0)?;
    let (choices, settings) = (input.choices.clone(), Settings::default());
    let request = Request { choices, settings, effort, ..Request::default() };
    let started = Instant::now();
    let mut front = Front::new(&input.design, &input.inventory, request, goals.clone());
    let mut progress = front.step(STRIDE);
    while !progress.done && started.elapsed() < Duration::from_secs(seconds) {
        progress = front.step(STRIDE);
    }
    let mut reply = if arguments.has("--json") {
        let (complete, nodes) = (progress.complete, progress.nodes);
        Reply::json(&Document {
            format: "scrapwright-front/1",
            goals: &goals,
            complete,
            nodes,
            points: &progress.points,
        })
    } else {
        let rows: Vec<Vec<String>> = progress.points.iter().map(|found| row(found, input)).collect();
        let end = match (progress.complete, progress.points.len()) {
            (true, 0) => "Proven: there is no solution with this stock, these values and what can be bought.\n",
            (true, 1) => "One answer is best for both.\n",
            (true, _) => "Complete: nothing else is better in one of the two without being worse in the other.\n",
            (false, _) => "There may be more between these; more --nodes may find it.\n",
        };
        Reply::text(table(&rows, &[]) + end)
    };
    input.note(&mut reply);
    if progress.points.is_empty() {
        reply.worsen(true);
    }
    Ok(reply)
}

/// What is reached of both goals, and the values of the parameters that are free.
fn row(found: &Found, input: &Input) -> Vec<String> {
    let design = &input.design;
    let free = design.parameters.iter().filter(|p| !p.fixed && !input.choices.is_locked(&p.name) && p.picks.is_empty());
    let set = free
        .filter_map(|p| Some(format!("{} {}", p.name, quantity(*found.choices.values.get(&p.name)?, &p.unit.symbol))));
    let goals = found.reached.iter().take(2).map(|reached| told(reached, design));
    goals.chain([set.collect::<Vec<_>>().join(", ")]).collect()
}
