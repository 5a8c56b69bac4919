//! Plans for many equal parts: column generation over sheets of strips, rounded down again and again.
//!
//! Gilmore and Gomory 1965. The linear program knows neither whole numbers nor more than two stages; it gives good
//! sheets, prices of parts, and, for two stages, a bound.

use super::fill::Filling;
use super::model::Model;
use super::simplex::Simplex;
use super::{Axis, SheetCuts, strips};

/// Most kinds of parts, and of sheets.
const MAX_KINDS: usize = 250;
const MAX_STOCKS: usize = 40;
/// Most columns for each row.
const MAX_COLUMNS: usize = 40;

/// The state of the method; it works in portions.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    simplex: Simplex,
    pool: Vec<Filling>,
    /// What one of each stock costs, and those that may be used.
    cost: Vec<f64>,
    stocks: Vec<usize>,
    axes: Vec<Axis>,
    /// What is still wanted of each kind, copies left of each stock, and the sheets decided on.
    wanted: Vec<u32>,
    copies: Vec<u32>,
    fixed: Vec<Filling>,
    /// No plan in two stages costs less; only while nothing is decided.
    pub bound: f64,
    rounds: u32,
    pub steps: u64,
    columns: usize,
}

/// What the method has come to.
pub(super) enum Progress {
    /// There is more to do.
    More,
    /// Sheets decided on, what is still wanted, and what a part of each kind is worth.
    Done(Vec<Filling>, Vec<u32>, Vec<f64>),
}

impl Columns {
    /// Nothing where the method does not suit the problem.
    pub fn new(model: &Model) -> Option<Self> {
        let axes = match model.cuts {
            SheetCuts::Free | SheetCuts::EdgeToEdge { first: None, .. } => vec![Axis::Length, Axis::Width],
            SheetCuts::EdgeToEdge { first: Some(axis), .. } => vec![axis],
        };
        let one_stage = matches!(model.cuts, SheetCuts::EdgeToEdge { stages: Some(0 | 1), .. });
        let stocks: Vec<usize> = (0..model.stocks.len()).filter(|s| model.stocks[*s].defects.is_empty()).collect();
        let many = model.total() as usize >= 3 * model.kinds.len();
        if one_stage || stocks.is_empty() || !many || model.kinds.len() > MAX_KINDS || stocks.len() > MAX_STOCKS {
            return None;
        }
        let any_money = stocks.iter().any(|s| model.stocks[*s].cents > 0);
        let cost = model.stocks.iter().map(|s| match (any_money, s.cents) {
            (true, 1..) => s.cents as f64,
            // Scrap comes before money, and in order of its area.
            (true, _) => 1e-6 * s.scrap as f64 / 1e10,
            _ => s.scrap as f64,
        });
        let mut columns = Self {
            simplex: Simplex::new(&[], &[]),
            pool: Vec::new(),
            cost: cost.collect(),
            stocks,
            axes,
            wanted: model.kinds.iter().map(|k| k.count).collect(),
            copies: model.stocks.iter().map(|s| s.copies).collect(),
            fixed: Vec::new(),
            bound: 0.0,
            rounds: 0,
            steps: 0,
            columns: 0,
        };
        columns.restart(model);
        Some(columns)
    }

    /// A fresh linear program for what is still wanted; known columns come in again.
    fn restart(&mut self, model: &Model) {
        let dearest = self.cost.iter().copied().fold(1.0, f64::max);
        let limits = self.stocks.iter().map(|s| f64::from(self.copies[*s]));
        let need: Vec<f64> = self.wanted.iter().map(|n| f64::from(*n)).chain(limits).collect();
        let mut stand_in = vec![dearest * 10.0; model.kinds.len()];
        stand_in.resize(need.len(), 0.0);
        self.simplex = Simplex::new(&need, &stand_in);
        self.columns = 0;
        for _ in 0..4 * need.len() {
            let duals = self.simplex.duals();
            let reduced =
                |name: usize| self.cost_of(name) - worth(&self.pool[name], &duals) - self.row_worth(name, &duals);
            let best = (0..self.pool.len()).map(|name| (reduced(name), name)).min_by(|a, b| a.0.total_cmp(&b.0));
            self.steps += self.pool.len() as u64;
            let Some((_, name)) = best.filter(|(reduced, _)| *reduced < -1e-7 * dearest) else { break };
            if !self.enter(name, model) {
                break;
            }
        }
    }

    fn cost_of(&self, name: usize) -> f64 {
        self.cost[self.pool[name].stock]
    }

    /// What the copy that a column takes is worth.
    fn row_worth(&self, name: usize, duals: &[f64]) -> f64 {
        let row = self.stocks.iter().position(|s| *s == self.pool[name].stock);
        row.map_or(0.0, |row| duals[self.wanted.len() + row])
    }

    fn enter(&mut self, name: usize, model: &Model) -> bool {
        let filling = &self.pool[name];
        let mut counts = vec![0.0; model.kinds.len()];
        filling.places.iter().for_each(|p| counts[p.kind] += 1.0);
        let mut column: Vec<(usize, f64)> = counts.into_iter().enumerate().filter(|(_, n)| *n > 0.0).collect();
        if let Some(row) = self.stocks.iter().position(|s| *s == filling.stock) {
            column.push((self.wanted.len() + row, 1.0));
        }
        let cost = self.cost_of(name);
        self.simplex.enter(&column, cost, Some(name))
    }

    /// Works on until about so many steps are spent.
    pub fn advance(&mut self, model: &Model, end: u64) -> Progress {
        while self.steps < end {
            if self.improve(model) {
                continue;
            }
            self.rounds += 1;
            let decided = self.round_down(model);
            if !decided || self.rounds > 30 {
                let duals = self.simplex.duals();
                let worth = duals[..model.kinds.len()].to_vec();
                return Progress::Done(std::mem::take(&mut self.fixed), std::mem::take(&mut self.wanted), worth);
            }
            self.restart(model);
        }
        Progress::More
    }

    /// Brings in the columns that save most; says whether there were any.
    fn improve(&mut self, model: &Model) -> bool {
        let (kinds, dearest) = (model.kinds.len(), self.cost.iter().copied().fold(1.0, f64::max));
        let duals = self.simplex.duals();
        self.steps += (duals.len() * duals.len()) as u64;
        self.columns += 1;
        if self.columns > MAX_COLUMNS * duals.len() {
            return false;
        }
        // Surplus: a row is covered more than it has to be; a limit, less.
        let slack = (0..duals.len())
            .find(|row| if *row < kinds { duals[*row] < -1e-9 * dearest } else { duals[*row] > 1e-9 * dearest });
        if let Some(row) = slack {
            return self.simplex.enter(&[(row, if row < kinds { -1.0 } else { 1.0 })], 0.0, None);
        }
        let mut entered = false;
        let (mut dual_scale, mut exact) = (1.0f64, true);
        for index in 0..self.stocks.len() {
            let stock = self.stocks[index];
            for axis in self.axes.clone() {
                let found = strips::best(model, stock, &duals[..kinds], axis);
                self.steps += found.steps;
                exact &= found.exact;
                dual_scale = dual_scale.max(found.worth / self.cost[stock].max(1e-9));
                let saves = found.worth + duals[kinds + index] - self.cost[stock];
                if saves > 1e-7 * dearest && self.copies[stock] > 0 {
                    self.pool.push(found.filling);
                    // Duals have moved since, but a column that no longer saves does no harm for long.
                    entered |= self.enter(self.pool.len() - 1, model);
                }
            }
        }
        if self.fixed.is_empty() && exact && self.stocks.len() == model.stocks.len() {
            // Prices scaled so that no sheet is worth more than it costs bound every cover (Farley 1990).
            let worth: f64 = duals[..kinds].iter().zip(&self.wanted).map(|(y, n)| y.max(0.0) * f64::from(*n)).sum();
            self.bound = self.bound.max(worth / dual_scale);
        }
        entered
    }

    /// Decides on the whole numbers of each column; at least one sheet, if its parts are still wanted.
    fn round_down(&mut self, model: &Model) -> bool {
        let used = self.simplex.names.iter().zip(&self.simplex.used);
        let mut used: Vec<(f64, usize)> = used.filter_map(|(name, used)| name.map(|name| (*used, name))).collect();
        crate::order::sort_by(&mut used, |a, b| (b.0 - libm::floor(b.0)).total_cmp(&(a.0 - libm::floor(a.0))));
        let mut decided = false;
        for (times, name) in &used {
            let times = libm::floor(times + 1e-6).max(0.0) as u32;
            decided |= self.decide(model, *name, times) > 0;
        }
        if !decided {
            decided = used.iter().filter(|u| u.0 > 0.5).any(|(_, name)| self.decide(model, *name, 1) > 0);
        }
        decided
    }

    /// Opens a sheet like this so often, as long as all its parts are wanted.
    fn decide(&mut self, model: &Model, name: usize, times: u32) -> u32 {
        let filling = &self.pool[name];
        let mut counts = vec![0u32; model.kinds.len()];
        filling.places.iter().for_each(|p| counts[p.kind] += 1);
        let most = counts.iter().zip(&self.wanted).filter(|(n, _)| **n > 0).map(|(n, w)| w / n).min().unwrap_or(0);
        let times = times.min(most).min(self.copies[filling.stock]);
        counts.iter().zip(&mut self.wanted).for_each(|(n, w)| *w -= n * times);
        self.copies[filling.stock] -= times;
        (0..times).for_each(|_| self.fixed.push(filling.clone()));
        times
    }
}

fn worth(filling: &Filling, duals: &[f64]) -> f64 {
    filling.places.iter().map(|p| duals[p.kind]).sum()
}
