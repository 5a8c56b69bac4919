//! The trade-off between two goals: all solutions that no other one beats in both.
//!
//! ε-constraint method (Haimes, Lasdon and Wismer 1971): each run finds the best by the first goal among what keeps to a
//! ceiling in the second. First both ends, then the widest gap, so that a picture of the whole stands early; a gap is
//! closed once nothing can lie in it.

use serde::{Deserialize, Serialize};

use super::goal::{Goal, Key, LEVELS, Order};
use super::relaxed::WhatIf;
use super::report::{Found, Proof};
use super::search::{Request, Search};
use crate::design::Design;
use crate::stock::Inventory;

/// Boxes looked at for each point.
const EFFORT: u64 = 8_000;
/// Most points, and most runs.
const MOST_POINTS: usize = 25;
const MOST_RUNS: usize = 60;
/// A gap wider than this share of the whole is halved before it is closed.
const WIDE: f64 = 1.0 / 12.0;

/// The solutions that were found, from the best by the first goal to the best by the second.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FrontProgress {
    /// Each is better than the one before by the second goal, and worse by the first.
    pub points: Vec<Found>,
    /// Whether there is no other solution that none of these beats in both goals.
    pub complete: bool,
    /// Whether the search has ended.
    pub done: bool,
    /// Boxes looked at.
    pub nodes: u64,
}

/// The state of the search for a front; [`Front::step`] moves it on.
pub struct Front<'a> {
    design: &'a Design,
    inventory: &'a Inventory,
    request: Request,
    order: Order,
    points: Vec<Point>,
    now: Option<(Task, Search<'a>)>,
    runs: usize,
    nodes: u64,
    /// Whether every run came to its proof.
    is_proven: bool,
    done: bool,
}

/// A point of the front.
struct Point {
    key: Key,
    found: Found,
    /// Nothing lies between this point and the next one that is at or below this by the second goal.
    known: u64,
}

/// What a run is for.
#[derive(Clone, Copy)]
enum Task {
    /// The best by the first goal.
    First,
    /// The best by the second goal.
    Second,
    /// What lies behind this point and keeps to this ceiling by the second goal.
    Gap(usize, u64),
}

impl<'a> Front<'a> {
    /// Prepares the search for what lies between two goals; the goals of the request do not count.
    pub fn new(design: &'a Design, inventory: &'a Inventory, request: Request, goals: [Goal; 2]) -> Self {
        let effort = if request.effort > 0 { request.effort } else { EFFORT };
        let order = Order::new(&goals, design);
        let request = Request { goals: goals.to_vec(), effort, what_if: WhatIf::Never, ..request };
        Self {
            design,
            inventory,
            request,
            order,
            points: Vec::new(),
            now: None,
            runs: 0,
            nodes: 0,
            is_proven: true,
            done: false,
        }
    }

    /// Looks at up to `nodes` more boxes and says what was found.
    pub fn step(&mut self, nodes: u64) -> FrontProgress {
        if self.now.is_none() {
            self.now = self.next_task().map(|task| (task, self.start(task)));
            self.done = self.now.is_none();
        }
        if let Some((task, mut search)) = self.now.take() {
            let progress = search.step(nodes);
            if progress.settled {
                self.nodes += progress.nodes;
                self.runs += 1;
                self.is_proven &= matches!(progress.proof, Proof::Proven | Proof::Infeasible);
                self.absorb(task, search.best_key().zip(progress.best));
            } else {
                self.now = Some((task, search));
            }
        }
        let points = self.points.iter().map(|point| point.found.clone()).collect();
        let complete = self.done && self.is_proven && self.widest_gap().is_none();
        FrontProgress { points, complete, done: self.done, nodes: self.nodes }
    }

    /// Runs to the end.
    pub fn run(&mut self) -> FrontProgress {
        loop {
            let progress = self.step(512);
            if progress.done {
                return progress;
            }
        }
    }

    fn next_task(&self) -> Option<Task> {
        match (self.runs, self.points.len()) {
            (0, _) => Some(Task::First),
            (1, 1) => Some(Task::Second),
            (runs, points) if runs >= MOST_RUNS || points >= MOST_POINTS => None,
            _ => {
                let (k, share) = self.widest_gap()?;
                let (from, to) = (self.points[k].key[1], self.points[k].known);
                let strict = self.order.better(1, from)?;
                let [high, low] = [from, to].map(|rank| self.order.number(1, rank));
                let middle = self.order.rank(1, f64::midpoint(high, low)).clamp(to, strict);
                Some(Task::Gap(k, if share > WIDE { middle } else { strict }))
            }
        }
    }

    /// The gap that may hide most, and what share of the whole it is.
    fn widest_gap(&self) -> Option<(usize, f64)> {
        let (first, last) = (self.points.first()?, self.points.last()?);
        let share = |level: usize, from: u64, to: u64| {
            let [from, to, first, last] =
                [from, to, first.key[level], last.key[level]].map(|rank| self.order.number(level, rank));
            let share = (from - to) / (first - last);
            if share.is_finite() { share.abs() } else { 0.0 }
        };
        let mut widest: Option<(usize, f64)> = None;
        for (k, pair) in self.points.windows(2).enumerate() {
            let (from, to) = (pair[0].key[1], pair[0].known);
            if self.order.better(1, from).is_none_or(|better| better <= to) {
                continue;
            }
            let size = share(1, from, to).max(share(0, pair[0].key[0], pair[1].key[0]).min(share(1, from, to) * 4.0));
            if widest.is_none_or(|(_, most)| size > most) {
                widest = Some((k, size));
            }
        }
        widest
    }

    fn start(&self, task: Task) -> Search<'a> {
        let mut request = self.request.clone();
        if matches!(task, Task::Second) {
            request.goals.reverse();
        }
        let search = Search::new(self.design, self.inventory, request);
        let Task::Gap(k, most) = task else { return search };
        let mut ceiling = [u64::MAX; LEVELS];
        ceiling[1] = most;
        // The next point keeps to the ceiling: only what beats it is looked for.
        let next = self.points.get(k + 1).map(|point| point.found.choices.clone());
        let search = search.below(ceiling);
        next.into_iter().fold(search, |search, choices| search.starting_at(&choices))
    }

    /// Puts what a run found into its place.
    fn absorb(&mut self, task: Task, found: Option<(Key, Found)>) {
        if let Task::Gap(k, most) = task
            && let Some(point) = self.points.get_mut(k)
        {
            point.known = most;
        }
        let Some((mut key, mut found)) = found else { return };
        if matches!(task, Task::Second) {
            key.swap(0, 1);
            if found.reached.len() > 1 {
                found.reached.swap(0, 1);
            }
        }
        let beats = |a: &Key, b: &Key| a[0] <= b[0] && a[1] <= b[1];
        if self.points.iter().any(|point| beats(&point.key, &key)) {
            return;
        }
        // Where a run stopped before its proof, a later one may find better.
        self.points.retain(|point| !beats(&key, &point.key));
        let place = self.points.partition_point(|point| point.key[0] < key[0]);
        let next = self.points.get(place).map_or(key[1], |point| point.key[1]);
        self.points.insert(place, Point { key, found, known: next });
        // What is known of the gap before it cannot reach above what the new point closes.
        if place > 0 && !matches!(task, Task::Gap(..)) {
            self.points[place - 1].known = key[1];
        }
    }
}
