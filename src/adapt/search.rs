//! The search: best first, over combinations of stock that grow by one slot, and over boxes of values of whole ones.
//!
//! Work is counted in boxes, never in time, so every machine takes the same path and stops at the same answer.

use std::collections::{BTreeMap, BinaryHeap};

use super::bindings::Bindings;
use super::branching::Gains;
use super::contract::{Wanted, contract};
use super::goal::{Goal, Key, LEVELS, Measure, Order, ranked};
use super::grid::{Axis, Steps, axes, distance, intervals, neighbours, point};
use super::memory::Memory;
use super::node::Node;
use super::relax::{Binding, Bounds, Reason, bound, look};
use super::relaxed::{Relaxation, Way, WhatIf, relax, ways};
use super::report::{Found, Progress, Proof, Reached};
use crate::cutting::{Oracle, Settings, Status};
use crate::design::{Build, Design, Fill, evaluate, requirements_hold};
use crate::expr::Interval;
use crate::project::{Choices, GroupProblem, Problem, Supply, plan_materials, problems};
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

/// Whole combinations of stock that are looked at before any of as good ones is split.
const MAX_BINDINGS: usize = 4_000;
/// Combinations looked at for settling ties.
const MAX_TIES: usize = 1_000;
/// Most open boxes kept.
const MAX_OPEN: usize = 200_000;
/// Boxes looked at until a first answer is looked for by other goals, and then for it.
const PATIENCE: u64 = 200;
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
    bindings: Bindings,
    /// Open boxes of whole combinations.
    heap: BinaryHeap<Node>,
    gains: Gains,
    /// Combinations with slots that have no stock yet, each with the whole box.
    growing: BinaryHeap<Node>,
    /// Whole combinations looked at.
    looked: usize,
    /// Changes of the best that are still to be tried, and the key of that best.
    climb: Vec<Point>,
    climbed: Option<Key>,
    numbered: u64,
    nodes: u64,
    best: Option<Best>,
    /// The most that a solution may reach at each level.
    ceiling: Key,
    reasons: BTreeMap<Reason, usize>,
    /// Least key that was given up without an answer; the proof cannot go beyond it.
    given_up: Option<Key>,
    memory: Memory,
    /// What sheets cost, and lengths that the oracle does not settle, as far as that was looked at.
    sheets: BTreeMap<(usize, Vec<i64>), Result<Option<Cents>, ()>>,
    /// A search for any solution at all, near to what is set: what is best by other goals may lie where none holds.
    rescue: Option<Box<Search<'a>>>,
    /// What might be given up and was not tried yet, the next one last; nothing as long as the search goes on.
    ways: Vec<Way>,
    relaxations: Vec<Relaxation>,
    finished: bool,
}

/// Families of all slots, and the step of each parameter.
type Point = (Vec<usize>, Vec<i64>);

/// The best point so far.
#[derive(Clone, Debug)]
struct Best {
    key: Key,
    cents: u64,
    distance: u64,
    families: Vec<usize>,
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
        let bindings = Bindings::new(design, &supply, &request.choices);
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
            growing: BinaryHeap::new(),
            looked: 0,
            climb: Vec::new(),
            climbed: None,
            numbered: 0,
            nodes: 0,
            best: None,
            ceiling: [u64::MAX; LEVELS],
            reasons: BTreeMap::new(),
            given_up: None,
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
        if let Some(families) = families.filter(|all| self.bindings.has(all)) {
            let values = choices.parameters(self.design);
            let steps: Vec<i64> = self.axes.iter().zip(values).map(|(axis, value)| axis.step_at(value)).collect();
            self.try_point(&families, &steps, false, [0; LEVELS]);
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
        Some(self.build(&best.families, &best.steps))
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
            if self.nodes == 1 {
                self.begin();
            } else if let Some(mut rescue) = self.rescue.take() {
                if rescue.best.is_none() && !rescue.step(1).settled {
                    self.rescue = Some(rescue);
                } else if let Some(Best { families, steps, .. }) = rescue.best {
                    self.try_point(&families, &steps, false, [0; LEVELS]);
                }
            } else if self.nodes.is_multiple_of(2) && self.climb() {
            } else if self.nodes >= self.effort() || !self.open_best() {
                if let Some(key) = self.least_open() {
                    self.give_up(key);
                }
                self.heap.clear();
                self.growing.clear();
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
            if self.nodes == PATIENCE {
                self.rescue = self.begin_rescue();
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

    /// Looks at everything at once, and tries what is set with new stock: that is what the design was made for.
    fn begin(&mut self) {
        if self.bindings.are_none() {
            return;
        }
        let root: Steps = self.axes.iter().map(|a| (0, a.last)).collect();
        if let Some(families) = self.bindings.bought(self.design, &self.supply) {
            let wished: Vec<i64> = self.axes.iter().map(|axis| axis.wish).collect();
            self.try_point(&families, &wished, false, [0; LEVELS]);
            if self.best.is_none() {
                let bought = self.bindings.keep(families);
                let _ = self.look_at(bought, root.clone());
            }
        }
        let all = self.bindings.keep(Vec::new());
        let _ = self.look_at(all, root);
    }

    /// Tries a small change of the best; false where none is left.
    fn climb(&mut self) -> bool {
        let Some(best) = &self.best else { return false };
        if self.climbed != Some(best.key) {
            self.climbed = Some(best.key);
            let beside =
                self.bindings.beside(&best.families).into_iter().map(|families| (families, best.steps.clone()));
            let moved = neighbours(&self.axes, &best.steps).into_iter().map(|steps| (best.families.clone(), steps));
            self.climb = beside.chain(moved).collect();
            self.climb.reverse();
        }
        let Some((families, steps)) = self.climb.pop() else { return false };
        self.try_point(&families, &steps, false, [0; LEVELS]);
        true
    }

    /// The least key of all that is open.
    fn least_open(&self) -> Option<Key> {
        self.heap.peek().into_iter().chain(self.growing.peek()).map(|node| node.key).min()
    }

    /// Splits the most promising box, or fills one more slot; false where nothing better can be.
    fn open_best(&mut self) -> bool {
        let grows = match (self.heap.peek(), self.growing.peek()) {
            (Some(whole), Some(part)) => part.key < whole.key || (part.key == whole.key && self.looked < MAX_BINDINGS),
            (_, part) => part.is_some(),
        };
        let queue = if grows { &mut self.growing } else { &mut self.heap };
        let Some(node) = queue.pop() else { return false };
        if !self.may_win(node.key) {
            self.heap.clear();
            self.growing.clear();
            return false;
        }
        if grows {
            let families = self.bindings.families(node.binding).to_vec();
            for family in self.bindings.next(&families).to_vec() {
                let number = self.bindings.keep([&families[..], &[family]].concat());
                self.looked += usize::from(self.bindings.missing(number) == 0);
                if self.look_at(number, node.steps.clone()).is_none_or(|key| !self.may_win(key)) {
                    self.bindings.forget_last();
                }
            }
            return true;
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
        let stock = self.bindings.get(binding, &self.supply);
        if !contract(self.design, &stock, &self.axes, &mut steps, wanted) {
            let reason = look(self.design, &stock, &intervals(&self.axes, &steps)).err();
            reason.into_iter().for_each(|reason| *self.reasons.entry(reason).or_default() += 1);
            return None;
        }
        let far = distance(&self.axes, &steps);
        let key = match self.bound(&stock, &steps, far) {
            Ok(key) => key,
            Err(reason) => {
                *self.reasons.entry(reason).or_default() += 1;
                return None;
            }
        };
        if !self.may_win(key) {
            return Some(key);
        }
        let missing = self.bindings.missing(binding);
        let is_point = missing == 0 && steps.iter().all(|(l, h)| l == h);
        if missing == 0 {
            let families = self.bindings.families(binding).to_vec();
            let wished: Vec<i64> = self.axes.iter().zip(&steps).map(|(a, s)| a.nearest(*s)).collect();
            self.try_point(&families, &wished, is_point, key);
            let middle: Vec<i64> = steps.iter().map(|(l, h)| l + (h - l) / 2).collect();
            if !is_point && self.best.is_none() {
                self.try_point(&families, &middle, false, key);
            }
        }
        if is_point || !self.may_win(key) {
            return Some(key);
        }
        if self.heap.len() + self.growing.len() >= MAX_OPEN {
            self.give_up(key);
            return Some(key);
        }
        self.numbered += 1;
        let queue = if missing > 0 { &mut self.growing } else { &mut self.heap };
        queue.push(Node { key, missing, binding, number: self.numbered, steps });
        Some(key)
    }

    /// The least key of a box, or why it holds no solution.
    fn bound(&mut self, stock: &Binding, steps: &Steps, far: u64) -> Result<Key, Reason> {
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
    fn try_point(&mut self, families: &[usize], steps: &[i64], is_last: bool, key: Key) {
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
        match self.judge_point(families, &point(&self.axes, steps)) {
            Ok(Some((Cents { found, least }, build))) => {
                let key = self.key_of(&build, found, far);
                if is_last && least < found {
                    // Its sheets may be had for less: the proof stops there.
                    let key = self.key_of(&build, least, far);
                    self.give_up(key);
                }
                if self.may_win(key) {
                    let (families, steps) = (families.to_vec(), steps.to_vec());
                    self.best = Some(Best { key, cents: found, distance: far, families, steps });
                }
            }
            Ok(None) => {}
            // The oracle ran out of steps: this point may be a solution, so the proof stops here.
            Err(()) if is_last => self.give_up(key),
            Err(()) => {}
        }
    }

    /// Money of a point in cents, nothing where it is no solution, an error where that could not be found out.
    fn judge_point(&mut self, families: &[usize], values: &[f64]) -> Result<Option<(Cents, Build)>, ()> {
        let fills = self.fills(families);
        if !requirements_hold(self.design, values, &fills) {
            return Ok(None);
        }
        let build = evaluate(self.design, values, &fills, System::Metric);
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
        if let Problem::Lengths(problem) = &group.problem
            && let Oracle::Exact(cents) = self.memory.exact(group.family, problem, 10 * ORACLE_STEPS)
        {
            return Ok(cents.map(|cents| cents.max(0).unsigned_abs()).map(Cents::exact));
        }
        // Sheets, and lengths that the oracle does not settle, take longer; many points want the same of them.
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

    /// What families give the slots.
    fn fills(&self, families: &[usize]) -> Vec<Option<Fill>> {
        families.iter().enumerate().map(|(slot, k)| self.supply.fills[slot][*k].clone()).collect()
    }

    /// A point as it is built.
    fn build(&self, families: &[usize], steps: &[i64]) -> Build {
        evaluate(self.design, &point(&self.axes, steps), &self.fills(families), System::Metric)
    }

    /// Among combinations that reach the same key at the same values, the one that loses least wood wins.
    fn settle_ties(&mut self) {
        let Some(best) = self.best.clone() else { return };
        let values = point(&self.axes, &best.steps);
        let at = intervals(&self.axes, &best.steps.iter().map(|k| (*k, *k)).collect());
        let mut first = (self.loss(&best.families, &best.steps), best.families.clone(), best.cents);
        let mut open: Vec<Vec<usize>> = if self.bindings.are_none() { Vec::new() } else { vec![Vec::new()] };
        for _ in 0..MAX_TIES {
            let Some(families) = open.pop() else { break };
            let stock = self.bindings.make(families.clone(), &self.supply);
            let key = look(self.design, &stock, &at).and_then(|values| {
                let settings = self.request.settings;
                let bounds = bound(self.design, &stock, &values, settings, ORACLE_STEPS, &mut self.memory)?;
                Ok(self.least_key(&values, &bounds, best.distance))
            });
            if !key.is_ok_and(|key| key <= best.key) {
                continue;
            }
            let next = self.bindings.next(&families).iter().rev();
            open.extend(next.map(|family| [&families[..], &[*family]].concat()));
            if !self.bindings.has(&families) || families == best.families {
                continue;
            }
            if let Ok(Some((cents, build))) = self.judge_point(&families, &values)
                && self.key_of(&build, cents.found, best.distance) == best.key
            {
                first = first.min((self.loss(&families, &best.steps), families, cents.found));
            }
        }
        // Where money does not count, ties may differ in it.
        let (_, families, cents) = first;
        self.best = Some(Best { families, cents, ..best });
    }

    /// Parts missing, then length and area lost, in hundredths of a millimetre and of a square centimetre.
    fn loss(&self, families: &[usize], steps: &[i64]) -> (usize, u64, u64) {
        let build = self.build(families, steps);
        let plan = plan_materials(&build, &self.supply, self.request.settings);
        let loss = plan.loss();
        (plan.missing(&build), libm::round(loss.length * 1e5) as u64, libm::round(loss.area * 1e8) as u64)
    }

    fn progress(&self) -> Progress {
        let open = if self.nodes == 0 { Some([0; LEVELS]) } else { self.least_open() };
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
            open: self.heap.len() + self.growing.len(),
            bindings: self.looked,
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
        for (slot, family) in self.design.slots.iter().zip(&best.families) {
            choices.bindings.insert(slot.name.clone(), self.supply.families[*family].key.clone());
        }
        let build = self.build(&best.families, &best.steps);
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
