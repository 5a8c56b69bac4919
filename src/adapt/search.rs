//! The search: best first, over combinations of stock that grow by one slot, and over boxes of values of whole ones.
//!
//! Work is counted in boxes, never in time, so every machine takes the same path and stops at the same answer.

use std::collections::{BTreeMap, BinaryHeap};

use super::bindings::Bindings;
use super::branching::Gains;
use super::contract::{Wanted, contract};
use super::goal::{Goal, Key, LEVELS, Measure, Order, ranked};
use super::grid::{Axis, Steps, axes, distance, intervals, neighbours};
use super::memory::Memory;
use super::node::Node;
use super::relax::{Binding, Bounds, Reason, bound, look};
use super::relaxed::{Relaxation, Way, WhatIf, relax, ways};
use super::report::Progress;
use crate::cutting::Settings;
use crate::design::{Build, Design};
use crate::expr::Interval;
use crate::project::{Choices, Supply};
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
/// Most open boxes kept.
const MAX_OPEN: usize = 200_000;
/// Boxes looked at until a first answer is looked for by other goals, and then for it.
const PATIENCE: u64 = 200;
const RESCUE: u64 = 2_000;
/// Steps the packing oracle may take for one box.
pub(super) const ORACLE_STEPS: u64 = 20_000;

/// The state of a search; [`Search::step`] moves it on.
pub struct Search<'a> {
    pub(super) design: &'a Design,
    inventory: Inventory,
    pub(super) supply: Supply,
    pub(super) request: Request,
    pub(super) order: Order,
    pub(super) axes: Vec<Axis>,
    pub(super) bindings: Bindings,
    /// Open boxes of whole combinations.
    pub(super) heap: BinaryHeap<Node>,
    gains: Gains,
    /// Combinations with slots that have no stock yet, each with the whole box.
    pub(super) growing: BinaryHeap<Node>,
    /// Whole combinations looked at.
    pub(super) looked: usize,
    /// Changes of the best that are still to be tried, and the key of that best.
    climb: Vec<Point>,
    climbed: Option<Key>,
    numbered: u64,
    pub(super) nodes: u64,
    pub(super) best: Option<Best>,
    /// The most that a solution may reach at each level.
    ceiling: Key,
    pub(super) reasons: BTreeMap<Reason, usize>,
    /// Least key that was given up without an answer; the proof cannot go beyond it.
    pub(super) given_up: Option<Key>,
    pub(super) memory: Memory,
    /// What sheets cost, and lengths that the oracle does not settle, as far as that was looked at.
    pub(super) sheets: BTreeMap<(usize, Vec<i64>), Result<Option<Cents>, ()>>,
    /// A search for any solution at all, near to what is set: what is best by other goals may lie where none holds.
    rescue: Option<Box<Search<'a>>>,
    /// What might be given up and was not tried yet, the next one last; nothing as long as the search goes on.
    pub(super) ways: Vec<Way>,
    pub(super) relaxations: Vec<Relaxation>,
    pub(super) finished: bool,
}

/// Families of all slots, and the step of each parameter.
type Point = (Vec<usize>, Vec<i64>);

/// The best point so far.
#[derive(Clone, Debug)]
pub(super) struct Best {
    pub key: Key,
    pub cents: u64,
    pub distance: u64,
    pub families: Vec<usize>,
    pub steps: Vec<i64>,
}

/// Money in cents: found, and what it costs at least.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cents {
    pub found: u64,
    pub least: u64,
}

impl Cents {
    pub(super) fn exact(cents: u64) -> Self {
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
    pub(super) fn least_open(&self) -> Option<Key> {
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
    pub(super) fn may_win(&self, key: Key) -> bool {
        key.iter().zip(&self.ceiling).all(|(k, most)| k <= most) && self.best.as_ref().is_none_or(|best| key < best.key)
    }

    /// The least key of any point of a box.
    pub(super) fn least_key(&self, values: &[Interval], bounds: &Bounds, distance: u64) -> Key {
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

    pub(super) fn give_up(&mut self, key: Key) {
        self.given_up = Some(self.given_up.map_or(key, |g| g.min(key)));
    }
}
