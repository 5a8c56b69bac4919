//! Closes what is open between the bound and the best plan: by bettering the plan, and by enumerating all columns of
//! plans that may be better and searching them to the end (Baldacci and others 2008), a wider part each time.

use super::branch::{Branch, round_up};
use super::column::{Column, LOSS, MISSING, MONEY, OPENED};
use super::exact;
use super::knapsack::enumerate;
use super::model::Use;
use super::polish::polish;
use super::search::{Search, Stage};

/// Most columns enumerated, steps for that, and nodes of a tree before the next level gets its turn.
const MAX_COLUMNS: usize = 24_000;
const MAX_TRIES: u64 = 24_000_000;
const MAX_NODES: u32 = 20_000;
/// Tries in a row that gain nothing before a plan counts as polished.
const POLISH: (u32, u32) = (300, 1_000);
/// Steps for the exact method that takes over where the problem is small.
const EXACT: u64 = 1_000_000;
impl Search {
    /// Proves all levels at once where the problem is small; tried once.
    fn settle(&mut self) -> Option<Stage> {
        if std::mem::replace(&mut self.large, true) {
            return None;
        }
        let mut steps = EXACT;
        let upper = (self.value.0 == 0).then_some(self.value.1);
        let uses = exact::best(&self.model, upper, &mut steps)?;
        self.offer(uses);
        self.floor = [MISSING, MONEY, LOSS, OPENED].map(|level| self.now(level));
        self.level = OPENED;
        Some(Stage::Done)
    }

    /// Leaves this level unproven, but with as good a plan as can be found.
    pub(super) fn give_up(&mut self) -> Stage {
        self.settle().unwrap_or_else(|| match self.level {
            LOSS => Stage::Polish { plan: self.best.clone(), most: POLISH.1, idle: 0, last: true },
            _ => self.next(),
        })
    }

    /// Betters the plan a little before columns are enumerated.
    pub(super) fn begin_polish(&mut self) -> Stage {
        let plan = self.best.clone();
        self.settle().unwrap_or(Stage::Polish { plan, most: POLISH.0, idle: 0, last: false })
    }

    /// One set of pieces more.
    pub(super) fn polish(&mut self, mut plan: Vec<Use>, most: u32, idle: u32, last: bool, work: &mut u64) -> Stage {
        let better = polish(&self.model, &mut plan, &mut self.random, work);
        if better {
            self.offer(plan.clone());
            if self.closed() {
                return self.next();
            }
        }
        let idle = if better { 0 } else { idle + 1 };
        match idle < most {
            true => Stage::Polish { plan, most, idle, last },
            false if last => self.next(),
            false => self.widen(),
        }
    }

    /// Begins to enumerate with a small part of what is open.
    pub(super) fn widen(&mut self) -> Stage {
        let open = self.now(self.level) - self.floor[self.level];
        self.settle().unwrap_or(Stage::Gap((open / 8).max(self.unit[self.level])))
    }

    /// Enumerates all columns of plans that are above the bound by at most so much.
    pub(super) fn gap(&mut self, width: i64, work: &mut u64) -> Stage {
        let unit = self.unit[self.level];
        // In whole units: a tree that finds nothing proves the unit after it, so no plan may lie between the two.
        let upto = (self.floor[self.level] + round_up(width, unit)).min(self.now(self.level) - unit);
        // Halfway to what was too much.
        let narrow = self.wide > self.floor[self.level];
        let half = (self.wide - self.floor[self.level]) / 2;
        let upto = upto.min(self.floor[self.level] + half - half % unit);
        let rest = self.rest();
        // What plans may cost at the prices of the root; its bound is rounded up by less than one.
        let most = if self.root.level == self.level { upto } else { self.now(self.root.level) };
        let slack = (most - self.root.lower + 1).saturating_mul(self.root.factor);
        let least: Vec<Option<i64>> = rest
            .supply
            .iter()
            .zip(&self.root.gains)
            .map(|(n, gain)| (*n > 0).then(|| gain.saturating_sub(slack).saturating_sub(1)))
            .collect();
        let mut tries = MAX_TRIES;
        let found = if narrow {
            enumerate(&self.model, &self.root.prices, &rest.demand, &least, MAX_COLUMNS, &mut tries)
        } else {
            None
        };
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
            None if self.root.level != self.level => return Stage::Root(self.master(rest)),
            None if narrow => {
                self.wide = upto;
                return Stage::Gap(width);
            }
            None => {
                let near = |c: &Column| least[c.stock].is_some_and(|least| self.root.prices.gain(c) > least);
                let ids = 0..self.pool.len();
                let mut ids: Vec<u32> = ids.filter(|id| near(&self.pool[*id])).map(|id| id as u32).collect();
                crate::order::sort_by_key(&mut ids, |id| -self.root.prices.gain(&self.pool[*id as usize]));
                ids.truncate(3_000);
                ids
            }
        };
        let tree = Box::new(Branch::new(&self.model, &rest, self.penalty(), &self.pool, ids));
        Stage::Tree { tree, upto, nodes: 0, whole }
    }

    /// One node more of a tree over what was enumerated.
    pub(super) fn tree(&mut self, mut tree: Box<Branch>, upto: i64, nodes: u32, whole: bool, work: &mut u64) -> Stage {
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
            _ if whole => {
                self.wide = upto;
                Stage::Gap(upto - self.floor[self.level])
            }
            _ => self.give_up(),
        }
    }
}
