//! The search: a sweep over all bindings first, then one best-first queue over all of them.
//!
//! Work is counted in boxes, never in time, so every machine takes the same path and stops at the same answer.

use std::collections::{BTreeMap, BinaryHeap};

use super::branching::Gains;
use super::contract::{Wanted, contract};
use super::goal::{Goal, Key, LEVELS, Measure, Order, ranked};
use super::grid::{Axis, Steps, axes, distance, intervals, point};
use super::memory::Memory;
use super::node::Node;
use super::relax::{Binding, Bounds, Reason, bound, look};
use super::relaxed::{Relaxation, Way, WhatIf, relax, ways};
use super::report::{Found, Progress, Proof, Reached};
use crate::cutting::{Oracle, Settings, Status};
use crate::design::{Build, Design, evaluate, requirements_hold};
use crate::expr::Interval;
use crate::project::{Choices, GroupProblem, Problem, Supply, candidates, plan_materials, problems};
use crate::quantity::System;
use crate::stock::Inventory;

/// What to search for.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// What is set and locked; values are also the wishes.
    pub choices: Choices,
    /// What counts as better, the first goal most; then money counts, then closeness to what is set.
    pub goals: Vec<Goal>,
    /// How the saw works.
    pub settings: Settings,
    /// Boxes to look at before giving up with the best so far; 0 means the usual number.
    pub effort: u64,
    /// When to find out what giving up one thing would bring.
    pub what_if: WhatIf,
}

/// Boxes looked at where a request names no number: a few seconds on a poor phone.
const EFFORT: u64 = 30_000;

/// Most combinations of stock that are told apart; beyond it the last ones are left out, and nothing is proven.
const MAX_BINDINGS: usize = 4_000;
/// Most open boxes kept.
const MAX_OPEN: usize = 200_000;
/// Boxes looked at for a first answer where the sweep found none.
const RESCUE: u64 = 2_000;
/// Steps the packing oracle may take for one box.
const ORACLE_STEPS: u64 = 20_000;
/// Most problems of sheets whose answers are kept.
const MAX_SHEETS: usize = 2_000;

/// The state of a search; [`Search::step`] moves it on.
pub struct Search<'a> {
    design: &'a Design,
    inventory: Inventory,
    supply: Supply,
    request: Request,
    order: Order,
    axes: Vec<Axis>,
    bindings: Vec<Binding>,
    heap: BinaryHeap<Node>,
    gains: Gains,
    swept: usize,
    numbered: u64,
    nodes: u64,
    best: Option<Best>,
    /// The most that a solution may reach at each level.
    ceiling: Key,
    reasons: BTreeMap<Reason, usize>,
    /// Least key that was given up without an answer; the proof cannot go beyond it.
    given_up: Option<Key>,
    memory: Memory,
    /// What sheets cost, as far as that was looked at.
    sheets: BTreeMap<(usize, Vec<i64>), Result<Option<Cents>, ()>>,
    /// A search for any solution at all, near to what is set: what is best by other goals may lie where none holds.
    rescue: Option<Box<Search<'a>>>,
    /// What might be given up and was not tried yet, the next one last; nothing as long as the search goes on.
    ways: Vec<Way>,
    relaxations: Vec<Relaxation>,
    finished: bool,
}

/// The best point so far.
#[derive(Clone, Debug)]
struct Best {
    key: Key,
    cents: u64,
    distance: u64,
    binding: usize,
    steps: Vec<i64>,
}

/// Money in cents: found, and what it costs at least.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Cents {
    found: u64,
    least: u64,
}

impl Cents {
    fn exact(cents: u64) -> Self {
        Self { found: cents, least: cents }
    }
}

impl<'a> Search<'a> {
    /// Prepares a search.
    pub fn new(design: &'a Design, inventory: &Inventory, request: Request) -> Self {
        let supply = Supply::new(design, inventory).leaving(request.choices.spare());
        let axes = axes(design, &request.choices);
        let options: Vec<Vec<usize>> =
            (0..design.slots.len()).map(|slot| options(design, slot, &supply, &request.choices)).collect();
        let total = options.iter().fold(1usize, |n, o| n.saturating_mul(o.len()));
        let bindings = (0..total.min(MAX_BINDINGS)).map(|k| Binding::new(pick(&options, k), &supply, design)).collect();
        let given_up = (total > MAX_BINDINGS).then_some([0; LEVELS]);
        let order = Order::new(&request.goals, design);
        let gains = Gains::new(axes.len());
        Self {
            design,
            inventory: inventory.clone(),
            supply,
            request,
            order,
            axes,
            bindings,
            heap: BinaryHeap::new(),
            gains,
            swept: 0,
            numbered: 0,
            nodes: 0,
            best: None,
            ceiling: [u64::MAX; LEVELS],
            reasons: BTreeMap::new(),
            given_up,
            memory: Memory::default(),
            sheets: BTreeMap::new(),
            rescue: None,
            ways: Vec::new(),
            relaxations: Vec::new(),
            finished: false,
        }
    }

    /// Only solutions that stay at or below this at each level.
    pub(super) fn below(mut self, ceiling: Key) -> Self {
        self.ceiling = ceiling;
        self
    }

    /// Looks at some choices first, moved onto the grid: a good answer to begin with leaves less to search.
    pub fn starting_at(mut self, choices: &Choices) -> Self {
        let families = self.design.slots.iter().map(|slot| self.supply.find(choices.bindings.get(&slot.name)?));
        let families: Option<Vec<usize>> = families.collect();
        let binding = families.and_then(|all| self.bindings.iter().position(|b| b.families == all));
        if let Some(binding) = binding {
            let values = choices.parameters(self.design);
            let steps: Vec<i64> = self.axes.iter().zip(values).map(|(axis, value)| axis.step_at(value)).collect();
            self.try_point(binding, &steps, false, [0; LEVELS]);
        }
        self
    }

    /// The key of the best so far.
    pub(super) fn best_key(&self) -> Option<Key> {
        self.best.as_ref().map(|best| best.key)
    }

    /// The best so far as it is built.
    pub(super) fn best_build(&self) -> Option<Build> {
        let best = self.best.as_ref()?;
        let measured = &self.bindings[best.binding].measured;
        Some(evaluate(self.design, &point(&self.axes, &best.steps), measured, System::Metric))
    }

    /// Looks at up to `nodes` more boxes and says where the search stands.
    pub fn step(&mut self, nodes: u64) -> Progress {
        if self.finished
            && let Some(way) = self.ways.pop()
        {
            let best = self.best.as_ref().map(|best| (best.key, self.found(best)));
            let found = relax(self.design, &self.inventory, &self.request, way, best.as_ref());
            self.relaxations.extend(found);
            // All locks at once only matter where no single one does.
            if !self.relaxations.is_empty() {
                self.ways.retain(|way| *way != Way::Locks);
            }
        }
        for _ in 0..nodes {
            if self.finished {
                break;
            }
            self.nodes += 1;
            if self.swept < self.bindings.len() {
                let root: Steps = self.axes.iter().map(|a| (0, a.last)).collect();
                let _ = self.look_at(self.swept, root);
                self.swept += 1;
                if self.swept == self.bindings.len() {
                    self.rescue = self.begin_rescue();
                }
            } else if let Some(mut rescue) = self.rescue.take() {
                if rescue.best.is_none() && !rescue.step(1).settled {
                    self.rescue = Some(rescue);
                } else if let Some(Best { binding, steps, .. }) = rescue.best {
                    self.try_point(binding, &steps, false, [0; LEVELS]);
                }
            } else if self.nodes >= self.effort() || !self.open_best() {
                if let Some(node) = self.heap.peek() {
                    self.give_up(node.key);
                }
                self.heap.clear();
                self.settle_ties();
                self.finished = true;
                let is_wanted = match self.request.what_if {
                    WhatIf::Never => false,
                    WhatIf::Stuck => self.best.is_none(),
                    WhatIf::Always => true,
                };
                if is_wanted {
                    self.ways = ways(self.design, &self.request);
                    self.ways.reverse();
                }
            }
        }
        self.progress()
    }

    /// Runs to the end or until so many boxes were looked at.
    pub fn run(&mut self, nodes: u64) -> Progress {
        let mut progress = self.step(nodes.min(512));
        while !progress.done && self.nodes < nodes {
            progress = self.step((nodes - self.nodes).min(512));
        }
        progress
    }

    /// A search for a first answer, where the sweep found none and the goal is not what is set anyway.
    fn begin_rescue(&self) -> Option<Box<Self>> {
        let is_wanted = self.best.is_none()
            && self.order.0.first() != Some(&Measure::Distance)
            && self.ceiling.iter().all(|most| *most == u64::MAX);
        let (goals, what_if) = (vec![Goal::Wishes], WhatIf::Never);
        let request = Request { goals, what_if, effort: RESCUE, ..self.request.clone() };
        is_wanted.then(|| Box::new(Self::new(self.design, &self.inventory, request)))
    }

    fn effort(&self) -> u64 {
        if self.request.effort > 0 { self.request.effort } else { EFFORT }
    }

    /// Splits the most promising box; false where no box can hold anything better.
    fn open_best(&mut self) -> bool {
        let Some(node) = self.heap.pop() else { return false };
        if !self.may_win(node.key) {
            self.heap.clear();
            return false;
        }
        let Some(axis) = self.gains.choose(&self.axes, &node.steps) else { return true };
        let (low, high) = node.steps[axis];
        // Splitting beside the wish keeps the side that holds it exact.
        let middle = low + (high - low) / 2;
        let mut raised = [0.0; LEVELS];
        for range in [(low, middle), (middle + 1, high)] {
            let mut steps = node.steps.clone();
            steps[axis] = range;
            let key = self.look_at(node.binding, steps).or_else(|| self.best_key());
            for (level, raised) in raised.iter_mut().enumerate() {
                let number = |key: Key| self.order.number(level, key[level]);
                *raised += key.map_or(0.0, |key| (number(key) - number(node.key)).max(0.0));
            }
        }
        self.gains.note(axis, raised);
        true
    }

    /// Bounds a box, tries its most wished-for point, and queues it if it may hold better ones. Gives its least key;
    /// nothing where it holds no solution.
    fn look_at(&mut self, binding: usize, mut steps: Steps) -> Option<Key> {
        let wanted = self.wanted();
        if !contract(self.design, &self.bindings[binding], &self.axes, &mut steps, wanted) {
            let reason = look(self.design, &self.bindings[binding], &intervals(&self.axes, &steps)).err();
            reason.into_iter().for_each(|reason| *self.reasons.entry(reason).or_default() += 1);
            return None;
        }
        let far = distance(&self.axes, &steps);
        let key = match self.bound(binding, &steps, far) {
            Ok(key) => key,
            Err(reason) => {
                *self.reasons.entry(reason).or_default() += 1;
                return None;
            }
        };
        if !self.may_win(key) {
            return Some(key);
        }
        let is_point = steps.iter().all(|(l, h)| l == h);
        let wished: Vec<i64> = self.axes.iter().zip(&steps).map(|(a, s)| a.nearest(*s)).collect();
        self.try_point(binding, &wished, is_point, key);
        let middle: Vec<i64> = steps.iter().map(|(l, h)| l + (h - l) / 2).collect();
        if !is_point && self.best.is_none() {
            self.try_point(binding, &middle, false, key);
        }
        if is_point {
            return Some(key);
        }
        if self.heap.len() >= MAX_OPEN {
            self.give_up(key);
            return Some(key);
        }
        self.numbered += 1;
        self.heap.push(Node { key, binding, number: self.numbered, steps });
        Some(key)
    }

    /// The least key of a box, or why it holds no solution.
    fn bound(&mut self, binding: usize, steps: &Steps, far: u64) -> Result<Key, Reason> {
        let stock = &self.bindings[binding];
        let values = look(self.design, stock, &intervals(&self.axes, steps))?;
        let cheap = self.least_key(&values, &Bounds::default(), far);
        if !self.may_win(cheap) {
            return Ok(cheap); // packing would not change that
        }
        let bounds = bound(self.design, stock, &values, self.request.settings, ORACLE_STEPS, &mut self.memory)?;
        Ok(self.least_key(&values, &bounds, far))
    }

    /// What only a better solution has: where a metric counts most, at least the best so far.
    fn wanted(&self) -> Wanted {
        let value = match (self.order.0.first(), &self.best) {
            (Some(Measure::Metric(k)), Some(best)) => {
                let (number, metric) = (self.order.number(0, best.key[0]), &self.design.metrics[*k]);
                let most = number + number.abs() * 1e-11; // keys round
                let range = match metric.higher_is_better {
                    true => Interval::new(-most, f64::INFINITY),
                    false => Interval::new(f64::NEG_INFINITY, most),
                };
                Some((metric.value, range))
            }
            _ => None,
        };
        Wanted { value }
    }

    /// Whether something of this key would be better than the best, and is wanted.
    fn may_win(&self, key: Key) -> bool {
        key.iter().zip(&self.ceiling).all(|(k, most)| k <= most) && self.best.as_ref().is_none_or(|best| key < best.key)
    }

    /// The least key of any point of a box.
    fn least_key(&self, values: &[Interval], bounds: &Bounds, distance: u64) -> Key {
        self.order.key(|measure| match measure {
            Measure::Cents => bounds.cents,
            Measure::Distance => distance,
            Measure::NewGrams => bounds.new_grams,
            Measure::Cuts => bounds.cuts,
            Measure::Metric(k) => {
                let metric = &self.design.metrics[k];
                let range = metric.value.read(values, &[]);
                let least = if metric.higher_is_better { -range.high } else { range.low };
                if least.is_nan() { 0 } else { ranked(least) }
            }
        })
    }

    /// The key of a point that holds.
    fn key_of(&mut self, build: &Build, cents: u64, distance: u64) -> Key {
        // What is bought and how often is cut, only the plan knows.
        let (mut cuts, mut new_mass) = (0, 0.0);
        if self.order.has(|m| matches!(m, Measure::NewGrams | Measure::Cuts)) {
            for group in problems(build, &self.supply, self.request.settings).0 {
                let parts = group.parts.clone();
                let planned = self.memory.planned(group, &self.supply);
                cuts += planned.cuts;
                let new = parts.iter().zip(&planned.new);
                new_mass += new.fold(0.0, |sum, (part, n)| sum + f64::from(*n) * build.parts[*part].mass);
            }
        }
        self.order.key(|measure| match measure {
            Measure::Cents => cents,
            Measure::Distance => distance,
            Measure::NewGrams => libm::round(new_mass * 1e3) as u64,
            Measure::Cuts => cuts,
            Measure::Metric(k) => {
                let metric = &self.design.metrics[k];
                let value = build.metrics.get(k).map_or(f64::NAN, |m| m.value);
                ranked(if metric.higher_is_better { -value } else { value })
            }
        })
    }

    fn give_up(&mut self, key: Key) {
        self.given_up = Some(self.given_up.map_or(key, |g| g.min(key)));
    }

    /// Takes a point as the best if it is a solution and better.
    fn try_point(&mut self, binding: usize, steps: &[i64], is_last: bool, key: Key) {
        let at: Steps = steps.iter().map(|k| (*k, *k)).collect();
        let far = distance(&self.axes, &at);
        // No point is better than its box.
        let mut hoped = key;
        for (level, measure) in hoped.iter_mut().zip(&self.order.0) {
            *level = if *measure == Measure::Distance { far } else { *level };
        }
        if !self.may_win(hoped) {
            return;
        }
        match self.judge_point(binding, &point(&self.axes, steps)) {
            Ok(Some((Cents { found, least }, build))) => {
                let key = self.key_of(&build, found, far);
                if is_last && least < found {
                    // Its sheets may be had for less: the proof stops there.
                    let key = self.key_of(&build, least, far);
                    self.give_up(key);
                }
                if self.may_win(key) {
                    self.best = Some(Best { key, cents: found, distance: far, binding, steps: steps.to_vec() });
                }
            }
            Ok(None) => {}
            // The oracle ran out of steps: this point may be a solution, so the proof stops here.
            Err(()) if is_last => self.give_up(key),
            Err(()) => {}
        }
    }

    /// Money of a point in cents, nothing where it is no solution, an error where that could not be found out.
    fn judge_point(&mut self, binding: usize, values: &[f64]) -> Result<Option<(Cents, Build)>, ()> {
        let stock = &self.bindings[binding];
        if !requirements_hold(self.design, values, &stock.measured) {
            return Ok(None);
        }
        let build = evaluate(self.design, values, &stock.measured, System::Metric);
        if build.problems.iter().any(crate::diagnostic::Diagnostic::is_error) {
            return Ok(None);
        }
        let (problems, unbound) = problems(&build, &self.supply, self.request.settings);
        if !unbound.is_empty() {
            return Ok(None);
        }
        let mut cents = Cents::default();
        for group in problems {
            let Some(one) = self.cost(group)? else { return Ok(None) };
            cents = Cents { found: cents.found + one.found, least: cents.least + one.least };
        }
        Ok(Some((cents, build)))
    }

    /// Money for one family; as [`Self::judge_point`].
    fn cost(&mut self, group: GroupProblem) -> Result<Option<Cents>, ()> {
        if let Problem::Lengths(problem) = &group.problem {
            return match self.memory.exact(group.family, problem, 10 * ORACLE_STEPS) {
                Oracle::Exact(cents) => Ok(cents.map(|cents| cents.max(0).unsigned_abs()).map(Cents::exact)),
                Oracle::Unknown => Err(()),
            };
        }
        // Sheets take longer, and many points want the same of them.
        let key = (group.family, group.problem.wants());
        if let Some(known) = self.sheets.get(&key) {
            return *known;
        }
        let cutting = group.problem.glance();
        let cents = |money: f64| libm::round(money * 100.0) as u64;
        let found = match (cutting.unplaced().is_empty(), cutting.status()) {
            (true, _) => {
                let [found, least] = cutting.money().map(cents);
                Ok(Some(Cents { found, least: least.min(found) }))
            }
            (false, Status::Infeasible) => Ok(None),
            (false, _) => Err(()),
        };
        if self.sheets.len() < MAX_SHEETS {
            self.sheets.insert(key, found);
        }
        found
    }

    /// Among bindings that reach the same score at the same values, the one that loses least wood wins.
    fn settle_ties(&mut self) {
        let Some(best) = self.best.clone() else { return };
        let values = point(&self.axes, &best.steps);
        let mut ties: Vec<usize> = (0..self.bindings.len()).filter(|binding| *binding != best.binding).collect();
        ties.retain(|k| match self.judge_point(*k, &values) {
            Ok(Some((cents, build))) => self.key_of(&build, cents.found, best.distance) == best.key,
            _ => false,
        });
        let loss = |binding: usize| {
            let build = evaluate(self.design, &values, &self.bindings[binding].measured, System::Metric);
            let plan = plan_materials(&build, &self.supply, self.request.settings);
            let loss = plan.loss();
            (plan.missing(&build), libm::round(loss.length * 1e5) as u64, libm::round(loss.area * 1e8) as u64)
        };
        let first = (loss(best.binding), best.binding);
        let (_, binding) = ties.into_iter().map(|binding| (loss(binding), binding)).fold(first, Ord::min);
        // Where money does not count, ties may differ in it.
        let cents = self.judge_point(binding, &values).ok().flatten().map_or(best.cents, |(cents, _)| cents.found);
        self.best = Some(Best { binding, cents, ..best });
    }

    fn progress(&self) -> Progress {
        let open = self.heap.peek().map(|n| n.key);
        let open = if self.swept < self.bindings.len() { Some([0; LEVELS]) } else { open };
        let least = match (open, self.given_up) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        let own = self.best.as_ref().map(|best| best.key);
        let proof = match (own, least.filter(|l| own.is_none_or(|o| *l < o))) {
            (Some(_), None) => Proof::Proven,
            (Some(own), Some(least)) => {
                let level = (0..LEVELS).find(|k| own[*k] != least[*k]).unwrap_or(0);
                let told = self.order.told(level, &least, self.design);
                told.map_or(Proof::Open, |(goal, value)| Proof::Within(Reached { goal, value }))
            }
            (None, None) => Proof::Infeasible,
            (None, Some(_)) => Proof::Open,
        };
        Progress {
            nodes: self.nodes,
            open: self.heap.len(),
            bindings: self.bindings.len(),
            best: self.best.as_ref().map(|best| self.found(best)),
            proof,
            settled: self.finished,
            done: self.finished && self.ways.is_empty(),
            reasons: self.reasons(),
            relaxations: self.relaxations.clone(),
        }
    }

    fn found(&self, best: &Best) -> Found {
        let mut choices = self.request.choices.clone();
        for (p, (axis, k)) in self.design.parameters.iter().zip(self.axes.iter().zip(&best.steps)) {
            let (value, wish) = (axis.value(*k), axis.value(axis.wish));
            choices.values.insert(p.name.clone(), value);
            if axis.last > 0 && value != wish {
                choices.wishes.insert(p.name.clone(), wish);
            } else if axis.last > 0 {
                choices.wishes.remove(&p.name);
            }
        }
        let stock = &self.bindings[best.binding];
        for (slot, family) in self.design.slots.iter().zip(&stock.families) {
            choices.bindings.insert(slot.name.clone(), self.supply.families[*family].key.clone());
        }
        let build = evaluate(self.design, &point(&self.axes, &best.steps), &stock.measured, System::Metric);
        let loss =
            if self.finished { plan_materials(&build, &self.supply, self.request.settings).loss().length } else { 0.0 };
        let reached = (0..LEVELS).filter_map(|level| self.order.told(level, &best.key, self.design));
        let reached = reached.map(|(goal, value)| Reached { goal, value }).collect();
        Found { choices, money: best.cents as f64 / 100.0, distance: best.distance as f64 / 1e6, loss, reached }
    }

    /// What stood in the way most often, in a maker's words.
    fn reasons(&self) -> Vec<String> {
        if self.best.is_some() {
            return Vec::new();
        }
        let mut counted: Vec<(&Reason, &usize)> = self.reasons.iter().collect();
        crate::order::sort_by_key(&mut counted, |(reason, n)| (std::cmp::Reverse(**n), (*reason).clone()));
        let words = counted.into_iter().take(3).map(|(reason, _)| match reason {
            Reason::Check(k) => {
                let check = &self.design.checks[*k];
                format!("{}: {} {}", check.title, check.why, check.advice).trim().to_owned()
            }
            Reason::Stock(slot) => {
                let slot = &self.design.slots[*slot];
                format!(
                    "{}: no stock is long enough or there is not enough of it, and new stock does not help either.",
                    slot.ask
                )
            }
        });
        words.collect()
    }
}

/// Families to try for a slot: the locked one, or all that fit; scrap before shop.
fn options(design: &Design, slot: usize, supply: &Supply, choices: &Choices) -> Vec<usize> {
    let mut all = candidates(design, slot, supply);
    let name = &design.slots[slot].name;
    if choices.is_locked(name)
        && let Some(family) = choices.bindings.get(name).and_then(|key| supply.find(key))
    {
        all.retain(|k| *k == family);
    }
    crate::order::sort_by_key(&mut all, |k| (supply.families[*k].shop, *k));
    all
}

/// The `k`-th combination of options.
fn pick(options: &[Vec<usize>], mut k: usize) -> Vec<usize> {
    let mut out = vec![0; options.len()];
    for (slot, choices) in options.iter().enumerate().rev() {
        out[slot] = choices[k % choices.len()];
        k /= choices.len();
    }
    out
}
