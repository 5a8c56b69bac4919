//! What the search for plans counts in: columns (ways to cut one piece), levels of cost, what is still wanted.

use super::model::{Model, Use};

/// The levels of cost, most important first; see [`super::Objective`].
pub(super) const MISSING: usize = 0;
pub(super) const MONEY: usize = 1;
pub(super) const LOSS: usize = 2;
pub(super) const OPENED: usize = 3;

/// One way to cut a piece of one stock.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Column {
    pub stock: usize,
    /// Clear zone, kind, number.
    pub parts: Vec<(u16, u16, u32)>,
    /// Kind and number, by kind.
    pub counts: Vec<(u16, u32)>,
    /// Length of what is kept.
    pub kept: i64,
}

impl Column {
    pub fn new(model: &Model, stock: usize, parts: Vec<(u16, u16, u32)>) -> Self {
        let mut counts: Vec<(u16, u32)> = Vec::new();
        let mut sorted: Vec<(u16, u32)> = parts.iter().map(|(_, kind, n)| (*kind, *n)).collect();
        crate::order::sort_by_key(&mut sorted, |c| c.0);
        for (kind, n) in sorted {
            match counts.last_mut() {
                Some(last) if last.0 == kind => last.1 += n,
                _ => counts.push((kind, n)),
            }
        }
        let mut kept = 0;
        for (z, zone) in model.stocks[stock].clear.iter().enumerate() {
            let here = parts.iter().filter(|p| usize::from(p.0) == z);
            let used: i64 = here.map(|(_, kind, n)| i64::from(*n) * model.taken(usize::from(*kind))).sum();
            let rest = zone.1 - zone.0 - used;
            kept += if rest >= model.min_remnant { rest } else { 0 };
        }
        Self { stock, parts, counts, kept }
    }

    pub fn of(model: &Model, piece: &Use) -> Self {
        let zones = piece.split.iter().enumerate();
        let parts = zones.flat_map(|(z, counts)| {
            let placed = counts.iter().enumerate().filter(|(_, n)| **n > 0);
            placed.map(move |(k, n)| (z as u16, k as u16, *n))
        });
        Self::new(model, piece.stock, parts.collect())
    }

    /// The piece, with no more of a kind than is left, which is counted down.
    pub fn cut(&self, model: &Model, left: &mut [u32]) -> Use {
        let mut split = vec![vec![0; model.kinds.len()]; model.stocks[self.stock].clear.len()];
        for (zone, kind, n) in &self.parts {
            let kind = usize::from(*kind);
            let n = (*n).min(left[kind]);
            left[kind] -= n;
            split[usize::from(*zone)][kind] = n;
        }
        Use { stock: self.stock, split }
    }

    /// What it costs on a level. Instead of the loss this counts the length that is opened and not kept: the same
    /// but for the length of all parts, and never more for a part less.
    pub fn cost(&self, model: &Model, level: usize) -> i64 {
        match level {
            MONEY => model.stocks[self.stock].cents,
            LOSS => model.stocks[self.stock].length - self.kept,
            OPENED => 1,
            _ => 0,
        }
    }
}

/// Parts still wanted, pieces still there, and what may still be spent on the levels that are settled.
#[derive(Clone, Debug)]
pub(super) struct Rest {
    pub demand: Vec<u32>,
    pub supply: Vec<u32>,
    /// Level and how much of it, in the order of the levels.
    pub budgets: Vec<(usize, i64)>,
    /// The level that is looked at.
    pub level: usize,
    /// Parts that have no place for sure.
    pub missing: u32,
}

impl Rest {
    /// Takes a piece away if there is one, and no more parts than are wanted.
    pub fn take(&mut self, model: &Model, column: &Column) -> Option<Use> {
        let left = self.supply.get_mut(column.stock).filter(|left| **left > 0)?;
        *left -= 1;
        for (level, budget) in &mut self.budgets {
            *budget = (*budget - column.cost(model, *level)).max(0);
        }
        Some(column.cut(model, &mut self.demand))
    }

    pub fn wanted(&self) -> u32 {
        self.demand.iter().sum()
    }

    /// Whether a column asks for nothing that is not there or not wanted.
    pub fn fits(&self, column: &Column) -> bool {
        self.supply[column.stock] > 0 && column.counts.iter().all(|(k, n)| *n <= self.demand[usize::from(*k)])
    }
}

/// The value of a plan on a level, counted as columns count it.
pub(super) fn value_on(model: &Model, uses: &[Use], level: usize) -> i64 {
    let (missing, cost) = model.value(uses);
    let (cents, loss, opened) = super::model::unpack(cost);
    match level {
        MISSING => i64::from(missing),
        MONEY => cents,
        LOSS => loss + parts_length(model),
        _ => i64::from(opened),
    }
}

/// Length of all parts.
pub(super) fn parts_length(model: &Model) -> i64 {
    model.kinds.iter().map(|k| i64::from(k.count) * k.length).sum()
}
