//! The search for the best plan: level by level, columns are generated, rounded by diving, and what is still between
//! the bound and the best plan is enumerated and searched to the end.
//!
//! Gilmore and Gomory 1961 (columns), Lasdon 1970 (the bound), Sadykov and others 2019 (diving), Baldacci and others
//! 2008 (enumeration within the gap).

use super::bound::{cents_bound, cents_unit, length_unit, own_unplaced};
use super::branch::{Branch, round_up};
use super::buy::{Purchase, purchases};
use super::column::{Column, LOSS, MISSING, MONEY, OPENED, Rest, parts_length, value_on};
use super::greedy;
use super::knapsack::Prices;
use super::layout;
use super::master::{Master, Round, generate};
use super::model::{Model, Use};
use super::solve::status;
use super::{LinearProblem, Objective, Plan};
use crate::cutting::random::Random;

/// Most rows of a master: kinds and stocks.
const MAX_ROWS: usize = 700;

/// What a part without a place costs in a master at least and at most, in dearest pieces.
const PENALTY: (f64, f64) = (20.0, 800.0);

/// A search that can be stopped at any time; equal problems advanced by equal portions give equal plans.
#[derive(Debug)]
pub struct Search {
    problem: LinearProblem,
    pub(super) model: Model,
    pub(super) pool: Vec<Column>,
    pub(super) best: Vec<Use>,
    pub(super) value: (u32, u128),
    plan: Plan,
    pub(super) level: usize,
    /// Proven for each level, as columns count it, as long as the levels before are proven too.
    pub(super) floor: [i64; 4],
    proven: bool,
    pub(super) unit: [i64; 4],
    stage: Stage,
    saves: Vec<(usize, Objective)>,
    pub(super) root: Root,
    /// Purchases that are cheaper than the best plan, the dearest first.
    pub(super) buys: Vec<Purchase>,
    /// Purchases with which not everything has a place.
    pub(super) short: Vec<Purchase>,
    /// Whether that is known of all that were looked at.
    pub(super) sure: bool,
    pub(super) random: Random,
    /// Of plans that cost so much on the level there are too many to look at.
    pub(super) wide: i64,
    /// Whether it is too large for the exact method.
    pub(super) large: bool,
}

#[derive(Debug)]
pub(super) enum Stage {
    Start,
    Root(Box<Master>),
    Dive(Box<Dive>),
    /// The next purchase is looked at; whether parts stay without a place with it.
    Buy,
    Room(Box<Master>),
    /// What a purchase loses least.
    Fill(Box<Master>),
    /// A plan is bettered a few pieces at a time until so many tries in a row gain nothing.
    Polish {
        plan: Vec<Use>,
        most: u32,
        idle: u32,
        last: bool,
    },
    Gap(i64),
    Tree {
        tree: Box<Branch>,
        upto: i64,
        nodes: u32,
        whole: bool,
    },
    Done,
}

/// What is known of a level once no column pays any more.
#[derive(Debug, Default, Clone)]
pub(super) struct Root {
    pub level: usize,
    pub prices: Prices,
    pub gains: Vec<i64>,
    pub lower: i64,
    pub factor: i64,
}

/// Rounds a linear program step by step, generating columns for what is left after each.
#[derive(Debug)]
pub(super) struct Dive {
    pub master: Master,
    pub uses: Vec<Use>,
    pub rounds: u32,
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
            buys: Vec::new(),
            short: Vec::new(),
            sure: true,
            random: Random(1),
            wide: i64::MAX,
            large: false,
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

    pub(super) fn now(&self, level: usize) -> i64 {
        value_on(&self.model, &self.best, level)
    }

    fn tick(&mut self) -> u64 {
        let mut work = 100;
        self.stage = match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Start => self.start(),
            Stage::Root(master) => self.root(master, &mut work),
            Stage::Dive(dive) => self.dive(dive, &mut work),
            Stage::Buy => self.buy(),
            Stage::Room(master) => self.room(master, &mut work),
            Stage::Fill(master) => self.fill(master, &mut work),
            Stage::Polish { plan, most, idle, last } => self.polish(plan, most, idle, last, &mut work),
            Stage::Gap(width) => self.gap(width, &mut work),
            Stage::Tree { tree, upto, nodes, whole } => self.tree(tree, upto, nodes, whole, &mut work),
            Stage::Done => Stage::Done,
        };
        work
    }

    /// Takes a plan over where it is better.
    pub(super) fn offer(&mut self, uses: Vec<Use>) {
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
        self.wide = i64::MAX;
        self.raise(quick);
        if self.closed() {
            return self.next();
        }
        if self.model.kinds.len() + self.model.stocks.len() > MAX_ROWS {
            return self.give_up();
        }
        for piece in &self.best {
            self.pool.push(Column::of(&self.model, piece));
        }
        // All columns of plans that lose as little are known from the level before, unless they are too many.
        if self.level == OPENED && self.closed_before() && self.root.level == LOSS {
            return Stage::Gap(i64::MAX / 4);
        }
        Stage::Root(self.master(self.rest()))
    }

    /// A master with what the pool holds for it.
    pub(super) fn master(&self, rest: Rest) -> Box<Master> {
        let mut master = Box::new(Master::new(&self.model, rest, self.penalty()));
        for (id, column) in self.pool.iter().enumerate() {
            if master.rest.supply[column.stock] > 0 {
                master.add(&self.model, id, column);
            }
        }
        master
    }

    /// Whether all levels before this one are settled.
    fn closed_before(&self) -> bool {
        (MISSING..self.level).all(|level| self.now(level) <= self.floor[level])
    }

    /// Everything that is wanted and there, with the settled levels as budgets.
    pub(super) fn rest(&self) -> Rest {
        let model = &self.model;
        let mut supply: Vec<u32> = model.stocks.iter().map(|s| s.copies).collect();
        let money = self.now(MONEY);
        let mut budgets = Vec::new();
        if self.level > MONEY {
            if money == 0 {
                model.stocks.iter().zip(&mut supply).filter(|(s, _)| s.cents > 0).for_each(|(_, n)| *n = 0);
            } else {
                // Most often only one purchase costs just that.
                let all = self.value.0 == 0;
                let buys = purchases(&self.model, money, money).filter(|_| all).unwrap_or_default();
                for (stock, n) in supply.iter_mut().enumerate().filter(|_| !buys.is_empty()) {
                    *n = buys.iter().map(|buy| buy.1[stock]).max().unwrap_or(*n).min(*n);
                }
                if buys.len() != 1 {
                    budgets.push((MONEY, money));
                }
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
    pub(super) fn penalty(&self) -> f64 {
        (self.best.len() as f64 + 1.0).clamp(PENALTY.0, PENALTY.1)
    }

    pub(super) fn raise(&mut self, lower: i64) {
        let lower = round_up(lower, self.unit[self.level]).min(self.now(self.level));
        self.floor[self.level] = self.floor[self.level].max(lower);
    }

    /// Whether this level of the best plan is as good as can be.
    pub(super) fn closed(&self) -> bool {
        self.now(self.level) <= self.floor[self.level]
    }

    /// On to the next level.
    pub(super) fn next(&mut self) -> Stage {
        self.proven &= self.closed();
        if self.level == OPENED {
            return Stage::Done;
        }
        self.level += 1;
        Stage::Start
    }

    fn root(&mut self, mut master: Box<Master>, work: &mut u64) -> Stage {
        let round = generate(&self.model, &mut master, &mut self.pool, work);
        self.raise(master.lower);
        self.root = Root {
            level: self.level,
            prices: master.at.clone(),
            gains: master.gains.clone(),
            lower: master.lower,
            factor: master.factor(),
        };
        if self.closed() {
            return self.next();
        }
        match round {
            Round::More => Stage::Root(master),
            Round::TooFine => self.give_up(),
            Round::Done => {
                self.save(&master);
                if self.level == MONEY && self.value.0 == 0 {
                    let cheaper = purchases(&self.model, self.floor[MONEY], self.now(MONEY) - 1);
                    if let Some(buys) = cheaper {
                        self.buys = buys;
                        return Stage::Buy;
                    }
                }
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
            if self.level == MONEY && dive.master.rest.level == LOSS {
                return Stage::Buy;
            }
            if self.level == LOSS {
                return self.begin_polish();
            }
            return self.widen();
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
