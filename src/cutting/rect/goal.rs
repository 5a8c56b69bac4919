//! Looks for a cheaper plan from below: its sheets cost less than the best plan from the outset, and what finds no room
//! in them becomes less and less.
//!
//! Goal-driven ruin and recreate with late acceptance (Gardeyn and Wauters 2022).

use super::model::{Cost, Model};
use super::repack::{Packer, area_of};
use super::solution::Solution;

/// So many tries ago the loss may have been what it is now.
const MEMORY: usize = 60;
/// Tries without less loss before it starts again from the best plan.
const PATIENCE: u32 = 2_500;

/// A solution that costs too little as yet.
#[derive(Clone, Debug, Default)]
pub(super) struct Goal {
    now: Solution,
    /// What the best plan costs.
    cents: i64,
    /// Losses of the last tries, and the least one.
    losses: Vec<i64>,
    least: i64,
    tries: u32,
    stalled: u32,
    /// Whether it has to cost less money: less and less often, as that is in vain.
    is_money: bool,
    starts: u32,
}

impl Goal {
    /// Tries once to lose less; gives a solution without loss that costs less than the best. No plan costs less than
    /// so many cents.
    pub fn step(&mut self, model: &Model, packer: &mut Packer, best: &Solution, cents: i64) -> Option<Solution> {
        let cost = best.rank(model).cost;
        if self.cents != cost.cents {
            *self = Self { cents: cost.cents, ..Self::default() };
        }
        let under = |is_money: bool| if is_money { Cost { cents: cost.cents, ..Cost::default() } } else { cost };
        if self.losses.is_empty() || self.stalled > PATIENCE || self.now.rank(model).cost >= under(self.is_money) {
            self.starts += 1;
            self.is_money = cost.cents > cents && self.starts.is_power_of_two();
            self.start(model, packer, best, under(self.is_money));
        }
        let under = under(self.is_money);
        let taken = packer.ruin(model, &self.now, false);
        let (old, pool, mut copies) = self.now.without(model, &taken);
        let all = self.now.rank(model).cost;
        let gone: Cost = old.iter().map(|f| model.stocks[f.stock].cost()).sum();
        let kept =
            Cost { cents: all.cents - gone.cents, scrap: all.scrap - gone.scrap, opened: all.opened - gone.opened };
        let (fresh, rest) = packer.rebuild(model, &old, pool, &mut copies, &|cost| kept + *cost < under, false);
        let (before, after) = (area_of(model, &self.now.rest), area_of(model, &rest));
        let slot = self.tries as usize % MEMORY;
        self.tries = self.tries.wrapping_add(1);
        self.stalled += 1;
        if after <= before || after <= self.losses[slot] {
            self.now.replace(taken, fresh, rest);
        }
        self.losses[slot] = area_of(model, &self.now.rest);
        if after < self.least {
            (self.least, self.stalled) = (after, 0);
        }
        (after == 0).then(|| self.now.clone()) // it was taken over, as nothing is less
    }

    /// Takes sheets by chance away from the best plan until it costs less.
    fn start(&mut self, model: &Model, packer: &mut Packer, best: &Solution, under: Cost) {
        let mut now = best.clone();
        while now.rank(model).cost >= under && !now.sheets.is_empty() {
            let dear = |k: &usize| !self.is_money || model.stocks[now.sheets[*k].stock].cents > 0;
            let all: Vec<usize> = (0..now.sheets.len()).filter(dear).collect();
            let gone = all.get(packer.dice.below(all.len().max(1))).copied().unwrap_or_default();
            let (_, rest, _) = now.without(model, &[gone]);
            now.replace(vec![gone], Vec::new(), rest);
        }
        let loss = area_of(model, &now.rest);
        (self.now, self.losses, self.least) = (now, vec![loss; MEMORY], loss);
        (self.tries, self.stalled) = (0, 0);
    }
}
