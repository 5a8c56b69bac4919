//! Builds solutions sheet by sheet, and improves them by emptying a few sheets and packing them anew.
//!
//! Values of parts that end up in badly filled sheets grow from one construction to the next (sequential value
//! correction, Belov and Scheithauer 2007). Packing a few sheets anew is ruin and recreate (Schrimpf et al. 2000).

use super::beam;
use super::fill::{Dice, Filler, Filling, Rule};
use super::model::{Cost, Model};
use super::solution::{Rank, Solution};

/// Most kinds of sheets tried for one place in a construction.
const MAX_TRIALS: usize = 8;
/// How much less waste may be gathered in few sheets.
const HEAT: f64 = 0.02;
/// One step in so many goes into beam search.
const BEAM_SHARE: u64 = 4;
/// By how much less than full the sheets still to fill may have to become for a try to go on, at most: fuller ones are
/// tried less often.
const TIGHT: f64 = 0.06;
/// Most sets of sheets looked at for one pool.
const MAX_SETS: usize = 30;

/// State of the search for better solutions.
#[derive(Clone, Debug)]
pub(super) struct Packer {
    pub filler: Filler,
    pub dice: Dice,
    /// How much a part of each kind is wanted.
    pub value: Vec<f64>,
    beam_steps: u64,
    /// Solutions built so far.
    built: u64,
}

impl Packer {
    pub fn new(model: &Model) -> Self {
        let value = model.kinds.iter().map(|k| k.area as f64).collect();
        Self { filler: Filler::default(), dice: Dice(1), value, beam_steps: 0, built: 0 }
    }

    /// A number from 0 up to 1 by chance.
    pub fn chance(&mut self) -> f64 {
        self.dice.share()
    }

    /// Fills a sheet in so many ways and keeps the fullest; the pool loses what is in it.
    fn fill_best(&mut self, model: &Model, stock: usize, pool: &mut [u32], ways: usize, first: Rule) -> Filling {
        let mut best: Option<(Filling, Vec<u32>)> = None;
        let whole = area_of(model, pool);
        for way in 0..ways.max(1) {
            let rule = if way == 0 { first } else { Rule::random(&mut self.dice) };
            let mut left = pool.to_vec();
            let filling = if way > 0 && self.beam_steps * BEAM_SHARE <= self.filler.steps {
                let width = [2, 4, 8, 16, 32][self.dice.below(5)];
                let before = self.filler.steps;
                let filling = beam::fill(model, stock, &mut left, width, &mut self.dice, &mut self.filler.steps);
                self.beam_steps += self.filler.steps - before;
                filling
            } else {
                self.filler.fill(model, stock, &mut left, &self.value, rule, &mut self.dice)
            };
            let area = filling.area;
            if best.as_ref().is_none_or(|(b, _)| area > b.area) {
                best = Some((filling, left));
            }
            if area == whole {
                break;
            }
        }
        let Some((filling, left)) = best else { return Filling { stock, ..Filling::default() } };
        pool.copy_from_slice(&left);
        filling
    }

    /// A whole solution from nothing.
    pub fn construct(&mut self, model: &Model, ways: usize) -> Solution {
        let rest = model.kinds.iter().map(|k| k.count).collect();
        let solution = self.complete(model, ways, Solution { sheets: Vec::new(), rest });
        self.correct(model, &solution);
        solution
    }

    /// Places what is left over: again and again in the sheet that is used best.
    pub fn complete(&mut self, model: &Model, ways: usize, begun: Solution) -> Solution {
        let mut copies = begun.unopened(model);
        let Solution { mut sheets, rest: mut pool } = begun;
        let fixed = self.built == 0;
        self.built += 1;
        while pool.iter().any(|n| *n > 0) {
            let open: Vec<usize> = (0..copies.len()).filter(|s| copies[*s] > 0).collect();
            let free_only = open.iter().any(|s| model.stocks[*s].cents == 0) && (fixed || self.dice.below(4) > 0);
            let mut tried = 0;
            let mut best: Option<(f64, Filling, Vec<u32>)> = None;
            let start = if fixed { 0 } else { self.dice.below(open.len().max(1)) };
            for k in 0..open.len() {
                let stock = open[(start + k) % open.len()];
                let sheet = &model.stocks[stock];
                if tried >= MAX_TRIALS || (free_only && sheet.cents > 0 && best.is_some()) {
                    break;
                }
                let fits = |kind: usize| pool[kind] > 0 && sheet.takes(&model.kinds[kind]);
                if !(0..pool.len()).any(fits) {
                    continue;
                }
                tried += 1;
                let mut left = pool.clone();
                let rule = if fixed { Rule::FIRST } else { Rule::random(&mut self.dice) };
                let filling = self.fill_best(model, stock, &mut left, ways, rule);
                let price = if sheet.cents > 0 { sheet.cents as f64 * 1e12 } else { sheet.area() as f64 };
                let value: f64 = filling.places.iter().map(|p| self.value[p.kind]).sum();
                if !filling.places.is_empty() && best.as_ref().is_none_or(|(most, ..)| value / price > *most) {
                    best = Some((value / price, filling, left));
                }
            }
            let Some((_, filling, _)) = best else { break };
            // Use a good filling again where there is enough of everything.
            let mut need = vec![0u32; pool.len()];
            filling.places.iter().for_each(|p| need[p.kind] += 1);
            let times = need.iter().zip(&pool).filter(|(n, _)| **n > 0).map(|(n, p)| p / n).min().unwrap_or(0);
            let times = times.min(copies[filling.stock]);
            if times == 0 {
                break;
            }
            for _ in 0..times {
                sheets.push(filling.clone());
            }
            copies[filling.stock] -= times;
            need.iter().zip(&mut pool).for_each(|(n, p)| *p -= n * times);
        }
        Solution { sheets, rest: pool }
    }

    /// Parts in badly filled sheets, and those left over, become more wanted.
    fn correct(&mut self, model: &Model, Solution { sheets, rest }: &Solution) {
        let mut sum = vec![(0.0f64, 0u32); self.value.len()];
        for filling in sheets {
            let share = (model.stocks[filling.stock].area() as f64 / filling.area.max(1) as f64).min(4.0);
            for place in &filling.places {
                let entry = &mut sum[place.kind];
                *entry = (entry.0 + share, entry.1 + 1);
            }
        }
        for (kind, (share, count)) in sum.into_iter().enumerate() {
            let area = model.kinds[kind].area as f64;
            let (share, count) = (share + 3.0 * f64::from(rest[kind]), count + rest[kind]);
            let target = if count > 0 { area * share / f64::from(count) } else { area };
            self.value[kind] += 0.3 * (target - self.value[kind]);
        }
    }

    /// Empties a few sheets and packs their parts anew; keeps what is not worse, or costs at most so much more.
    pub fn repack(&mut self, model: &Model, solution: &mut Solution, slack: Cost) {
        let taken = self.ruin(model, solution, true);
        if taken.is_empty() {
            return;
        }
        let (old, pool, mut copies) = solution.without(model, &taken);
        let before = Rank::of(model, &old, &solution.rest);
        let most = Cost { opened: before.cost.opened + 1, ..before.cost + slack };
        let complete = before.missing.0 == 0;
        let (fresh, rest) = self.rebuild(model, &old, pool, &mut copies, &|cost| !complete || *cost <= most, complete);
        let fresh = self.shrunk(model, fresh, &mut copies);
        let after = Rank::of(model, &fresh, &rest);
        let better = after.levels() < before.levels();
        let even =
            after.levels() == before.levels() && after.spread <= before.spread * (1.0 - HEAT * self.dice.share());
        let within = after.cost.cents <= most.cents && after.cost.scrap <= most.scrap;
        let near = slack > Cost::default() && after.missing == before.missing && within;
        if !better && !even && !near {
            return;
        }
        solution.replace(taken, fresh, rest);
    }

    /// A few sheets to empty; the first one perhaps an emptier one.
    pub fn ruin(&mut self, model: &Model, solution: &Solution, emptier: bool) -> Vec<usize> {
        let count = solution.sheets.len();
        let mut taken: Vec<usize> = Vec::new();
        if count == 0 {
            return taken;
        }
        let most = [1, 2, 2, 2, 3, 3, 4, 5][self.dice.below(8)].min(count);
        while taken.len() < most {
            let index = self.dice.below(count);
            let other = self.dice.below(count);
            let waste = |k: usize| {
                let f = &solution.sheets[k];
                model.stocks[f.stock].area() - f.area
            };
            let index = if emptier && taken.is_empty() && waste(other) > waste(index) { other } else { index };
            if !taken.contains(&index) {
                taken.push(index);
            }
        }
        taken
    }

    /// Packs a pool into the old sheets or into others of an allowed cost, as far as that goes. Where all has to be
    /// placed, it gives up as soon as the rest is too much, or nearly.
    pub fn rebuild(
        &mut self,
        model: &Model,
        old: &[Filling],
        mut pool: Vec<u32>,
        copies: &mut [u32],
        allowed: &dyn Fn(&Cost) -> bool,
        complete: bool,
    ) -> (Vec<Filling>, Vec<u32>) {
        let same = || old.iter().map(|f| f.stock).collect();
        let other = self.dice.below(2) == 0;
        let other = if other { self.other_set(model, copies, &pool, allowed, complete) } else { None };
        let mut set = other.unwrap_or_else(same);
        for k in (1..set.len()).rev() {
            set.swap(k, self.dice.below(k + 1));
        }
        let ways = [1, 2, 4, 8][self.dice.below(4)];
        let mut fresh = Vec::new();
        let mut room: i64 = set.iter().map(|s| model.stocks[*s].area()).sum();
        let share = self.dice.share();
        let most = 1.0 - TIGHT * share * share;
        while pool.iter().any(|n| *n > 0) {
            // What is left surely or hardly fits any more, and would have to.
            if complete && area_of(model, &pool) as f64 > room as f64 * most {
                return (fresh, pool);
            }
            let Some(stock) = set.pop() else { break };
            room -= model.stocks[stock].area();
            let rule = Rule::random(&mut self.dice);
            let filling = self.fill_best(model, stock, &mut pool, ways, rule);
            if !filling.places.is_empty() {
                copies[stock] = copies[stock].saturating_sub(1);
                fresh.push(filling);
            }
        }
        (fresh, pool)
    }

    /// Sheets by chance of an allowed cost with room for all of a pool or, where some of it may be left, for much.
    fn other_set(
        &mut self,
        model: &Model,
        copies: &[u32],
        pool: &[u32],
        allowed: &dyn Fn(&Cost) -> bool,
        complete: bool,
    ) -> Option<Vec<usize>> {
        let need = area_of(model, pool);
        let open: Vec<usize> = (0..copies.len()).filter(|s| copies[*s] > 0).collect();
        if open.is_empty() {
            return None;
        }
        let mut best: Option<(i64, Vec<usize>)> = None;
        let wanted = 1 + self.dice.below(6);
        let mut found = 0;
        for _ in 0..MAX_SETS {
            let (mut set, mut room, mut cost, mut misses) = (Vec::new(), 0, Cost::default(), 0);
            while room < need && misses < 3 && set.len() < 2 * MAX_SETS {
                let stock = open[self.dice.below(open.len())];
                self.filler.steps += 1;
                let used = set.iter().filter(|s| **s == stock).count() as u32;
                let more = cost + model.stocks[stock].cost();
                if used < copies[stock] && allowed(&more) {
                    set.push(stock);
                    room += model.stocks[stock].area();
                    cost = more;
                } else {
                    misses += 1;
                }
            }
            if room >= need || (!complete && !set.is_empty()) {
                found += 1;
                // The roomiest of a few is the easiest to fill.
                if best.as_ref().is_none_or(|(most, _)| room > *most) {
                    best = Some((room, set));
                }
                if found >= wanted {
                    break;
                }
            }
        }
        best.map(|(_, set)| set)
    }

    /// Moves the parts of each sheet into a cheaper one, if they fit.
    pub fn shrunk(&mut self, model: &Model, mut fresh: Vec<Filling>, copies: &mut [u32]) -> Vec<Filling> {
        fresh.iter_mut().for_each(|filling| self.shrink(model, filling, copies));
        fresh
    }

    /// Moves the parts of a sheet into a cheaper one, if they fit.
    fn shrink(&mut self, model: &Model, filling: &mut Filling, copies: &mut [u32]) {
        let cost = model.stocks[filling.stock].cost();
        let cheaper =
            |s: &usize| copies[*s] > 0 && model.stocks[*s].cost() < cost && model.stocks[*s].area() >= filling.area;
        let open: Vec<usize> = (0..copies.len()).filter(cheaper).collect();
        let Some(stock) = (!open.is_empty()).then(|| open[self.dice.below(open.len())]) else { return };
        let mut pool = vec![0; model.kinds.len()];
        filling.places.iter().for_each(|p| pool[p.kind] += 1);
        let rule = Rule::random(&mut self.dice);
        let small = self.fill_best(model, stock, &mut pool, 2, rule);
        if small.area == filling.area {
            copies[filling.stock] += 1;
            copies[stock] -= 1;
            *filling = small;
        }
    }
}

/// Area of a pool of parts.
pub(super) fn area_of(model: &Model, pool: &[u32]) -> i64 {
    pool.iter().zip(&model.kinds).map(|(n, k)| i64::from(*n) * k.area).sum()
}
