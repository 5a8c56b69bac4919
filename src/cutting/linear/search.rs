//! The search for the best plan: level by level, columns are generated, rounded by diving, and what is still between
//! the bound and the best plan is enumerated and searched to the end.
//!
//! Gilmore and Gomory 1961 (columns), Lasdon 1970 (the bound), Sadykov and others 2019 (diving), Baldacci and others
//! 2008 (enumeration within the gap).

use super::bound::{cents_bound, unplaced_bound};
use super::branch::{Branch, round_up};
use super::column::{Column, LOSS, MISSING, MONEY, OPENED, Rest, parts_length, value_on};
use super::greedy;
use super::knapsack::{Prices, enumerate};
use super::layout;
use super::master::{Master, Round, generate};
use super::model::{Model, Use};
use super::solve::status;
use super::{LinearProblem, Objective, Plan};

/// Most columns enumerated, steps for that, and nodes of a tree before the next level gets its turn.
const MAX_COLUMNS: usize = 12_000;
const MAX_TRIES: u64 = 12_000_000;
const MAX_NODES: u32 = 20_000;
/// Most rows of a master: kinds and stocks.
const MAX_ROWS: usize = 700;

/// What a part without a place costs in a master at least and at most, in dearest pieces.
const PENALTY: (f64, f64) = (20.0, 800.0);

/// A search that can be stopped at any time; equal problems advanced by equal portions give equal plans.
#[derive(Debug)]
pub struct Search {
    problem: LinearProblem,
    model: Model,
    pool: Vec<Column>,
    best: Vec<Use>,
    value: (u32, u128),
    plan: Plan,
    level: usize,
    /// Proven for each level, as columns count it, as long as the levels before are proven too.
    floor: [i64; 4],
    proven: bool,
    unit: [i64; 4],
    stage: Stage,
    saves: Vec<(usize, Objective)>,
    root: Root,
}

#[derive(Debug)]
enum Stage {
    Start,
    Root(Box<Master>),
    Dive(Box<Dive>),
    Gap(i64),
    Tree { tree: Box<Branch>, upto: i64, nodes: u32, whole: bool },
    Done,
}

/// What is known of a level once no column pays any more.
#[derive(Debug, Default, Clone)]
struct Root {
    prices: Prices,
    gains: Vec<i64>,
    lower: i64,
    factor: i64,
}

/// Rounds a linear program step by step, generating columns for what is left after each.
#[derive(Debug)]
struct Dive {
    master: Master,
    uses: Vec<Use>,
    rounds: u32,
}

impl Search {
    /// A search with a first plan.
    pub fn new(problem: &LinearProblem) -> Self {
        let model = Model::new(problem);
        let best = greedy::greedy(&model);
        Self::from(problem, model, best)
    }

    pub(super) fn from(problem: &LinearProblem, model: Model, best: Vec<Use>) -> Self {
        let value = model.value(&best);
        let unit = [1, cents_unit(&model), length_unit(&model), 1];
        let mut search = Self {
            problem: problem.clone(),
            pool: Vec::new(),
            best,
            value,
            plan: Plan::default(),
            level: MISSING,
            floor: [0; 4],
            proven: true,
            unit,
            stage: Stage::Start,
            saves: Vec::new(),
            root: Root::default(),
            model,
        };
        search.floor[MISSING] = i64::from(search.value.0.min(own_unplaced(&search.model)));
        search.tell();
        search
    }

    /// The best plan so far, with what is known about better ones.
    pub fn best(&self) -> &Plan {
        &self.plan
    }

    /// What one more copy of each bar saves at most, beyond what the plan may still be above its bound; only bars where
    /// that is not nothing, by the index of the bar. From the prices of the linear program.
    pub fn savings(&self) -> &[(usize, Objective)] {
        &self.saves
    }

    /// Works on for about so many steps; whether there is more to do.
    pub fn advance(&mut self, steps: u64) -> bool {
        let mut used = 0;
        while used < steps && !matches!(self.stage, Stage::Done) {
            used = used.saturating_add(self.tick().max(1));
        }
        self.tell();
        !matches!(self.stage, Stage::Done)
    }

    fn now(&self, level: usize) -> i64 {
        value_on(&self.model, &self.best, level)
    }

    fn tick(&mut self) -> u64 {
        let mut work = 100;
        self.stage = match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Start => self.start(),
            Stage::Root(master) => self.root(master, &mut work),
            Stage::Dive(dive) => self.dive(dive, &mut work),
            Stage::Gap(width) => self.gap(width, &mut work),
            Stage::Tree { tree, upto, nodes, whole } => self.tree(tree, upto, nodes, whole, &mut work),
            Stage::Done => Stage::Done,
        };
        work
    }

    /// Takes a plan over where it is better.
    fn offer(&mut self, uses: Vec<Use>) {
        let value = self.model.value(&uses);
        if value < self.value {
            (self.best, self.value) = (uses, value);
        }
    }

    fn start(&mut self) -> Stage {
        let quick = match self.level {
            MISSING => i64::from(own_unplaced(&self.model)),
            MONEY => {
                if self.value.0 == 0 {
                    cents_bound(&self.model)
                } else {
                    0
                }
            }
            LOSS => 0,
            _ => 1.min(self.best.len() as i64),
        };
        self.raise(quick);
        if self.closed() {
            return self.next();
        }
        if self.model.kinds.len() + self.model.stocks.len() > MAX_ROWS {
            return self.give_up();
        }
        let mut master = Box::new(Master::new(&self.model, self.rest(), self.penalty()));
        for piece in &self.best {
            self.pool.push(Column::of(&self.model, piece));
        }
        for (id, column) in self.pool.iter().enumerate() {
            if master.rest.supply[column.stock] > 0 {
                master.add(&self.model, id, column);
            }
        }
        Stage::Root(master)
    }

    /// Everything that is wanted and there, with the settled levels as budgets.
    fn rest(&self) -> Rest {
        let model = &self.model;
        let mut supply: Vec<u32> = model.stocks.iter().map(|s| s.copies).collect();
        let money = self.now(MONEY);
        let mut budgets = Vec::new();
        if self.level > MONEY {
            if money == 0 {
                model.stocks.iter().zip(&mut supply).filter(|(s, _)| s.cents > 0).for_each(|(_, n)| *n = 0);
            } else {
                budgets.push((MONEY, money));
            }
        }
        // No better plan buys more than the money of this one.
        for (stock, n) in model.stocks.iter().zip(&mut supply).filter(|(s, _)| s.cents > 0 && self.value.0 == 0) {
            *n = (*n).min(u32::try_from(money / stock.cents).unwrap_or(u32::MAX));
        }
        if self.level > LOSS {
            budgets.push((LOSS, self.now(LOSS)));
        }
        let missing = if self.level == MISSING { 0 } else { self.value.0 };
        let demand = model.kinds.iter().map(|k| k.count).collect();
        Rest { demand, supply, budgets, level: self.level, missing }
    }

    /// A part without a place costs more than the whole best plan.
    fn penalty(&self) -> f64 {
        (self.best.len() as f64 + 1.0).clamp(PENALTY.0, PENALTY.1)
    }

    fn raise(&mut self, lower: i64) {
        let lower = round_up(lower, self.unit[self.level]).min(self.now(self.level));
        self.floor[self.level] = self.floor[self.level].max(lower);
    }

    /// Whether this level of the best plan is as good as can be.
    fn closed(&self) -> bool {
        self.now(self.level) <= self.floor[self.level]
    }

    /// On to the next level.
    fn next(&mut self) -> Stage {
        self.proven &= self.closed();
        if self.level == OPENED {
            return Stage::Done;
        }
        self.level += 1;
        Stage::Start
    }

    /// Leaves this level unproven.
    fn give_up(&mut self) -> Stage {
        self.next()
    }

    fn root(&mut self, mut master: Box<Master>, work: &mut u64) -> Stage {
        let round = generate(&self.model, &mut master, &mut self.pool, work);
        self.raise(master.lower);
        if self.closed() {
            return self.next();
        }
        match round {
            Round::More => Stage::Root(master),
            Round::TooFine => self.give_up(),
            Round::Done => {
                self.save(&master);
                self.root = Root {
                    prices: master.at.clone(),
                    gains: master.gains.clone(),
                    lower: master.lower,
                    factor: master.factor(),
                };
                Stage::Dive(Box::new(Dive { master: *master, uses: Vec::new(), rounds: 0 }))
            }
        }
    }

    /// What the supply prices say about one more piece.
    fn save(&mut self, master: &Master) {
        if !matches!(self.level, MONEY | LOSS) || !self.proven {
            return;
        }
        let whole = |gain: i64| gain as f64 / master.factor() as f64;
        for (stock, gain) in self.model.stocks.iter().zip(&master.gains) {
            let gain = whole(*gain);
            if gain < 1.0 || self.model.total() <= stock.copies {
                continue;
            }
            let worth = match self.level {
                MONEY => Objective { money: libm::floor(gain) / 100.0, ..Objective::default() },
                _ => Objective { loss: libm::floor(gain) / super::model::GRID, ..Objective::default() },
            };
            for (bar, _) in &stock.bars {
                if !self.saves.iter().any(|s| s.0 == *bar) {
                    self.saves.push((*bar, worth));
                }
            }
        }
    }

    fn dive(&mut self, mut dive: Box<Dive>, work: &mut u64) -> Stage {
        if dive.rounds > 0 {
            // Columns of the root serve again; a few rounds add what the rest needs.
            let round = generate(&self.model, &mut dive.master, &mut self.pool, work);
            dive.rounds -= 1;
            if round == Round::More && dive.rounds > 0 {
                return Stage::Dive(dive);
            }
        }
        let used = dive.master.used();
        let mut rest = dive.master.rest.clone();
        let mut took = false;
        let mut fractions: Vec<(usize, f64)> = Vec::new();
        for (id, x) in used {
            for _ in 0..libm::floor(x + 1e-4) as u32 {
                if rest.fits(&self.pool[id]) {
                    dive.uses.extend(rest.take(&self.model, &self.pool[id]));
                    took = true;
                }
            }
            fractions.push((id, x - libm::floor(x + 1e-4)));
        }
        crate::order::sort_by(&mut fractions, |a, b| b.1.total_cmp(&a.1));
        for (place, (id, x)) in fractions.iter().enumerate() {
            if (*x > 0.85 || (place == 0 && !took && *x > 1e-4)) && rest.fits(&self.pool[*id]) {
                dive.uses.extend(rest.take(&self.model, &self.pool[*id]));
                took = true;
            }
        }
        let wanted = rest.wanted();
        if wanted == 0 || !took {
            let mut uses = std::mem::take(&mut dive.uses);
            if wanted > 0 {
                let filled = greedy::greedy(&self.left(&rest));
                uses.extend(filled);
            }
            uses.retain(|u| u.split.iter().flatten().any(|n| *n > 0));
            self.offer(uses);
            if self.closed() {
                return self.next();
            }
            let open = self.now(self.level) - self.floor[self.level];
            return Stage::Gap((open / 8).max(self.unit[self.level]));
        }
        let mut master = Master::new(&self.model, rest, self.penalty());
        for (id, column) in self.pool.iter().enumerate() {
            if master.rest.fits(column) {
                master.add(&self.model, id, column);
            }
        }
        dive.master = master;
        dive.rounds = 12;
        Stage::Dive(dive)
    }

    /// Enumerates all columns of plans that are above the bound by at most so much.
    fn gap(&mut self, width: i64, work: &mut u64) -> Stage {
        let unit = self.unit[self.level];
        // In whole units: a tree that finds nothing proves the unit after it, so no plan may lie between the two.
        let upto = (self.floor[self.level] + round_up(width, unit)).min(self.now(self.level) - unit);
        let rest = self.rest();
        // The bound is rounded up by less than one.
        let slack = (upto - self.root.lower + 1).saturating_mul(self.root.factor);
        let least: Vec<Option<i64>> = rest
            .supply
            .iter()
            .zip(&self.root.gains)
            .map(|(n, gain)| (*n > 0).then(|| gain.saturating_sub(slack).saturating_sub(1)))
            .collect();
        let mut tries = MAX_TRIES;
        let found = enumerate(&self.model, &self.root.prices, &rest.demand, &least, MAX_COLUMNS, &mut tries);
        *work += (MAX_TRIES - tries) * 4;
        let whole = found.is_some();
        let ids: Vec<u32> = match found {
            Some(found) => {
                let from = self.pool.len();
                self.pool.truncate(from.min(MAX_COLUMNS * 4));
                let from = self.pool.len();
                self.pool.extend(found);
                (from..self.pool.len()).map(|id| id as u32).collect()
            }
            None => {
                let near = |c: &Column| least[c.stock].is_some_and(|least| self.root.prices.gain(c) > least);
                let ids = 0..self.pool.len();
                let mut ids: Vec<u32> = ids.filter(|id| near(&self.pool[*id])).map(|id| id as u32).collect();
                crate::order::sort_by_key(&mut ids, |id| -self.root.prices.gain(&self.pool[*id as usize]));
                ids.truncate(MAX_COLUMNS / 4);
                ids
            }
        };
        let tree = Box::new(Branch::new(&self.model, &rest, self.penalty(), &self.pool, ids));
        Stage::Tree { tree, upto, nodes: 0, whole }
    }

    fn tree(&mut self, mut tree: Box<Branch>, upto: i64, nodes: u32, whole: bool, work: &mut u64) -> Stage {
        let unit = self.unit[self.level];
        let below = self.now(self.level).min(upto.saturating_add(unit));
        let most = if whole { MAX_NODES } else { MAX_NODES / 40 };
        match tree.step(&self.model, &self.pool, below, unit, work) {
            Some(found) if nodes < most => {
                if let Some(uses) = found {
                    self.offer(uses);
                    if self.closed() {
                        return self.next();
                    }
                }
                Stage::Tree { tree, upto, nodes: nodes + 1, whole }
            }
            None if whole && !tree.leaky => {
                let width = upto + unit - self.floor[self.level];
                self.raise(upto.saturating_add(unit));
                if self.closed() { self.next() } else { Stage::Gap(width.saturating_mul(2)) }
            }
            _ => self.give_up(),
        }
    }

    /// Writes the plan down.
    fn tell(&mut self) {
        let mut plan = layout::lay_out(&self.problem, &self.model, &self.best);
        let refused = self.model.refused.iter().fold(0u32, |sum, r| sum.saturating_add(r.1));
        let floor = |level: usize| if self.level >= level { self.floor[level] } else { 0 };
        let mut bound =
            Objective { unplaced: (self.floor[MISSING] as u32).saturating_add(refused), ..Objective::default() };
        let open = (MISSING..self.level).find(|l| self.now(*l) > self.floor[*l]).unwrap_or(self.level);
        if open >= MONEY {
            bound.money = floor(MONEY) as f64 / 100.0;
        }
        if open >= LOSS {
            bound.loss = (floor(LOSS) - parts_length(&self.model)).max(0) as f64 / super::model::GRID;
        }
        bound.opened = if open >= OPENED { floor(OPENED) as u32 } else { u32::from(!self.best.is_empty()) };
        plan.status = status(&plan.objective, &bound);
        plan.bound = bound;
        self.plan = plan;
    }

    /// The problem that is left, with the same kinds and stocks.
    fn left(&self, rest: &Rest) -> Model {
        let mut model = self.model.clone();
        model.kinds.iter_mut().zip(&rest.demand).for_each(|(k, n)| k.count = *n);
        model.stocks.iter_mut().zip(&rest.supply).for_each(|(s, n)| s.copies = *n);
        model
    }
}

/// So many parts of the model have no place at least.
fn own_unplaced(model: &Model) -> u32 {
    let refused = model.refused.iter().fold(0u32, |sum, r| sum.saturating_add(r.1));
    unplaced_bound(model).saturating_sub(refused)
}

/// Every sum of prices is a multiple of this many cents.
fn cents_unit(model: &Model) -> i64 {
    model.stocks.iter().fold(0, |unit, s| gcd(unit, s.cents)).max(1)
}

/// Every length that is opened and not kept is a multiple of this.
fn length_unit(model: &Model) -> i64 {
    let stocks = model
        .stocks
        .iter()
        .fold(0, |unit, s| s.clear.iter().fold(gcd(unit, s.length), |unit, (from, to)| gcd(unit, to - from)));
    let kinds = (0..model.kinds.len()).fold(stocks, |unit, k| gcd(gcd(unit, model.taken(k)), model.kinds[k].length));
    kinds.max(1)
}

fn gcd(mut a: i64, mut b: i64) -> i64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.abs()
}
