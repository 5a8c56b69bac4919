//! A whole solution in the model: filled sheets and the parts that found no place.

use super::fill::Filling;
use super::model::{Cost, Model};

/// Filled sheets and, for each kind, how many parts are left over.
#[derive(Clone, Debug, Default)]
pub(super) struct Solution {
    pub sheets: Vec<Filling>,
    pub rest: Vec<u32>,
}

/// How good a solution or a portion of one is: less is better.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(super) struct Rank {
    /// Parts left over, then their area.
    pub missing: (u32, i64),
    pub cost: Cost,
    /// Less where the waste lies in few sheets: those can be emptied, or leave a large rest.
    pub spread: f64,
}

impl Rank {
    pub fn of(model: &Model, sheets: &[Filling], rest: &[u32]) -> Self {
        let area = rest.iter().zip(&model.kinds).map(|(n, k)| i64::from(*n) * k.area).sum();
        let cost = sheets.iter().map(|f| model.stocks[f.stock].cost()).sum();
        let waste = |f: &Filling| (model.stocks[f.stock].area() - f.area) as f64;
        let spread = -sheets.iter().map(|f| waste(f) * waste(f)).sum::<f64>();
        Self { missing: (rest.iter().sum(), area), cost, spread }
    }

    /// All but the spread.
    pub fn levels(&self) -> ((u32, i64), Cost) {
        (self.missing, self.cost)
    }
}

impl Solution {
    pub fn rank(&self, model: &Model) -> Rank {
        Rank::of(model, &self.sheets, &self.rest)
    }

    /// Copies of each stock that are not opened.
    pub fn unopened(&self, model: &Model) -> Vec<u32> {
        let mut copies: Vec<u32> = model.stocks.iter().map(|s| s.copies).collect();
        self.sheets.iter().for_each(|f| copies[f.stock] = copies[f.stock].saturating_sub(1));
        copies
    }

    /// Some sheets of it, what is left over once they are emptied, and the copies that are not open then.
    pub fn without(&self, model: &Model, taken: &[usize]) -> (Vec<Filling>, Vec<u32>, Vec<u32>) {
        let old: Vec<Filling> = taken.iter().map(|k| self.sheets[*k].clone()).collect();
        let (mut pool, mut copies) = (self.rest.clone(), self.unopened(model));
        for filling in &old {
            copies[filling.stock] += 1;
            filling.places.iter().for_each(|p| pool[p.kind] += 1);
        }
        (old, pool, copies)
    }

    /// Puts other sheets in the place of some, and another rest.
    pub fn replace(&mut self, mut taken: Vec<usize>, fresh: Vec<Filling>, rest: Vec<u32>) {
        crate::order::sort_by_key(&mut taken, |k| std::cmp::Reverse(*k));
        taken.into_iter().for_each(|k| drop(self.sheets.swap_remove(k)));
        self.sheets.extend(fresh);
        self.rest = rest;
    }
}
