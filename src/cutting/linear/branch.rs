//! Branch and bound over a fixed set of columns: depth first, each node a linear program that starts from the last one.

use super::column::{Column, MISSING, Rest, value_on};
use super::master::Master;
use super::model::{Model, Use};

/// What a branch assumes.
#[derive(Clone, Copy, Debug)]
enum Decision {
    /// No piece of the stock is opened; all are.
    Shut(usize),
    Open(usize),
    /// So many pieces of the stock are opened, beside those of columns taken before.
    Exactly(usize, u32),
    /// Pieces of the stock give at least, or less than, so many parts of the kind.
    With(usize, u16, u32),
    Without(usize, u16, u32),
    /// The column is used once more; it is not used any more.
    Take(u32),
    Never(u32),
}

/// What changes the rows of a master.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Shape {
    Exactly(usize, u32),
    Take(u32),
}

/// Most pieces of one stock whose number is tried one by one.
const MAX_OPENED: u32 = 12;

/// The search.
#[derive(Debug)]
pub(super) struct Branch {
    rest: Rest,
    master: Master,
    missing: f64,
    /// Columns of the pool; the master knows them by their place here.
    ids: Vec<u32>,
    /// Columns that no better plan uses.
    dead: Vec<bool>,
    /// What the node that the master stands for takes: stock and how many are opened, or a column.
    shape: Vec<Shape>,
    open: Vec<Vec<Decision>>,
    /// Some node was given up without proof.
    pub leaky: bool,
}

impl Branch {
    pub fn new(model: &Model, rest: &Rest, missing: f64, pool: &[Column], ids: Vec<u32>) -> Self {
        let mut out = Self {
            master: Master::new(model, rest.clone(), missing),
            rest: rest.clone(),
            missing,
            dead: vec![false; ids.len()],
            ids,
            shape: Vec::new(),
            open: vec![Vec::new()],
            leaky: false,
        };
        out.ids.iter().enumerate().for_each(|(k, id)| out.master.add(model, k, &pool[*id as usize]));
        out
    }

    /// Looks at the next node: the plan it found, if any; nothing at the end. Nodes that cannot stay below `below` are
    /// dropped; all plans and bounds are multiples of `unit`.
    pub fn step(
        &mut self,
        model: &Model,
        pool: &[Column],
        below: i64,
        unit: i64,
        work: &mut u64,
    ) -> Option<Option<Vec<Use>>> {
        let node = self.open.pop()?;
        let shape: Vec<Shape> = node
            .iter()
            .filter_map(|d| match d {
                Decision::Take(id) => Some(Shape::Take(*id)),
                Decision::Exactly(stock, n) => Some(Shape::Exactly(*stock, *n)),
                _ => None,
            })
            .collect();
        let mut uses = Vec::new();
        let mut spent = 0;
        if shape != self.shape {
            let mut rest = self.rest.clone();
            for change in &shape {
                match change {
                    Shape::Take(id) => drop(rest.take(model, &pool[*id as usize])),
                    Shape::Exactly(stock, n) => rest.supply[*stock] = rest.supply[*stock].min(*n),
                }
            }
            let mut master = Master::new(model, rest.clone(), self.missing);
            for (k, id) in self.ids.iter().enumerate() {
                if !self.dead[k] && rest.supply[pool[*id as usize].stock] > 0 {
                    master.add(model, k, &pool[*id as usize]);
                }
            }
            (self.master, self.shape) = (master, shape);
        }
        let mut left = self.rest.demand.clone();
        for change in &self.shape {
            let Shape::Take(id) = change else { continue };
            let column = &pool[*id as usize];
            spent += column.cost(model, self.rest.level);
            uses.push(column.cut(model, &mut left));
        }
        let allowed: Vec<bool> = self.allowed(pool, &node);
        let allows = |k: usize| allowed[k];
        let forced = |s: usize| {
            node.iter().any(|d| matches!(d, Decision::Open(stock) | Decision::Exactly(stock, _) if *stock == s))
        };
        // With fewer parts left than pieces to open, some piece is for nothing: plans without it are in other nodes.
        let (supply, wanted) = (&self.master.rest.supply, self.master.rest.wanted());
        if supply.iter().enumerate().any(|(s, n)| *n > wanted && forced(s)) {
            return Some(None);
        }
        self.master.bar(allows, forced);
        *work += self.master.solve() + self.ids.len() as u64 * 4;
        // The bound in whole numbers.
        let prices = self.master.prices(model);
        let mut gains: Vec<Option<i64>> = vec![None; model.stocks.len()];
        for k in self.master.ids.iter().filter(|k| allows(**k as usize)) {
            let column = &pool[self.ids[*k as usize] as usize];
            let gain = prices.gain(column);
            let best = &mut gains[column.stock];
            *best = Some(best.map_or(gain, |b| b.max(gain)));
        }
        // A stock that has to be used up and cannot be.
        let supply = &self.master.rest.supply;
        if gains.iter().enumerate().any(|(s, gain)| gain.is_none() && supply[s] > 0 && forced(s)) {
            return Some(None);
        }
        let gain = |(s, gain): (usize, &Option<i64>)| match gain {
            Some(gain) if forced(s) => *gain,
            Some(gain) => (*gain).max(0),
            None => 0,
        };
        let gains: Vec<i64> = gains.iter().enumerate().map(gain).collect();
        let bound = self.master.bound(&prices, &gains) + spent;
        if round_up(bound, unit) >= below {
            return Some(None);
        }
        if node.is_empty() {
            // With what a better plan may be above the bound, these columns are out for good.
            let open = (below - bound).saturating_add(1).saturating_mul(self.master.factor());
            for (k, id) in self.ids.iter().enumerate() {
                let column = &pool[*id as usize];
                self.dead[k] = gains[column.stock] - prices.gain(column) > open;
            }
        }
        let used = self.master.used();
        if used.iter().any(|(k, _)| !allows(*k)) {
            self.leaky = true;
            return Some(None);
        }
        let used: Vec<(usize, f64)> = used.iter().map(|(k, x)| (self.ids[*k] as usize, *x)).collect();
        match self.decide(model, pool, &used) {
            Some(decisions) => {
                self.push(&node, &decisions);
                Some(None)
            }
            None => {
                for (id, x) in &used {
                    for _ in 0..libm::round(*x) as u32 {
                        uses.push(pool[*id].cut(model, &mut left));
                    }
                }
                uses.retain(|u| u.split.iter().flatten().any(|n| *n > 0));
                // As good as the bound says, and within what the settled levels allow: nothing better is in this node.
                let value = |level| value_on(model, &uses, level);
                let kept = value(self.rest.level) <= round_up(bound, unit)
                    && (self.rest.level == MISSING || value(MISSING) <= i64::from(self.rest.missing))
                    && self.rest.budgets.iter().all(|(level, budget)| value(*level) <= *budget);
                // Else the program rounds or leaves out more than may be: on with one column of it.
                if !kept {
                    match used.iter().find(|(_, x)| *x > 0.5) {
                        Some((id, _)) => self.push(&node, &[Decision::Take(*id as u32), Decision::Never(*id as u32)]),
                        None => self.leaky = true,
                    }
                }
                Some(Some(uses))
            }
        }
    }

    /// Puts a node for each decision on the pile, the first one on top.
    fn push(&mut self, node: &[Decision], decisions: &[Decision]) {
        for decision in decisions.iter().rev() {
            let mut longer = node.to_vec();
            longer.push(*decision);
            self.open.push(longer);
        }
    }

    fn allowed(&self, pool: &[Column], node: &[Decision]) -> Vec<bool> {
        let of = |column: &Column, kind: u16| column.counts.iter().find(|c| c.0 == kind).map_or(0, |c| c.1);
        let fits = |id: &u32| {
            let column = &pool[*id as usize];
            node.iter().all(|d| match d {
                Decision::Shut(stock) => column.stock != *stock,
                Decision::With(stock, kind, n) => column.stock != *stock || of(column, *kind) >= *n,
                Decision::Without(stock, kind, n) => column.stock != *stock || of(column, *kind) < *n,
                Decision::Never(never) => id != never,
                Decision::Open(_) | Decision::Exactly(..) | Decision::Take(_) => true,
            })
        };
        self.ids.iter().zip(&self.dead).map(|(id, dead)| !dead && fits(id)).collect()
    }

    /// What to try next: first what looks likelier; nothing where every column is used a whole number of times.
    fn decide(&self, model: &Model, pool: &[Column], used: &[(usize, f64)]) -> Option<Vec<Decision>> {
        let stocks = model.stocks.len();
        let split = |x: f64| (x - libm::round(x)).abs();
        let mut opened = vec![0.0; stocks];
        used.iter().for_each(|(id, x)| opened[pool[*id].stock] += x);
        let single = |s: usize| self.rest.supply[s] == 1;
        let uneven = (0..stocks).filter(|s| single(*s) && split(opened[*s]) > 1e-4);
        if let Some(s) = uneven.min_by(|a, b| (opened[*a] - 0.5).abs().total_cmp(&(opened[*b] - 0.5).abs())) {
            let pair = [Decision::Open(s), Decision::Shut(s)];
            return Some(if opened[s] >= 0.5 { pair.to_vec() } else { pair.into_iter().rev().collect() });
        }
        // How many pieces of a stock are opened: the likeliest number first.
        let most = |s: usize| self.master.rest.supply[s].min(self.master.rest.wanted());
        let uneven = (0..stocks).filter(|s| most(*s) <= MAX_OPENED && split(opened[*s]) > 1e-4);
        if let Some(s) = uneven.max_by(|a, b| split(opened[*a]).total_cmp(&split(opened[*b]))) {
            let mut numbers: Vec<u32> = (0..=most(s)).collect();
            crate::order::sort_by(&mut numbers, |a, b| {
                (f64::from(*a) - opened[s]).abs().total_cmp(&(f64::from(*b) - opened[s]).abs())
            });
            return Some(numbers.into_iter().map(|n| Decision::Exactly(s, n)).collect());
        }
        // How often a piece of the stock gives at least so many of the kind.
        let mut best: Option<(f64, f64, Decision, Decision)> = None;
        let mut shares: std::collections::BTreeMap<(usize, u16, u32), f64> = std::collections::BTreeMap::new();
        for (id, x) in used.iter().filter(|(id, _)| single(pool[*id].stock)) {
            for (kind, n) in &pool[*id].counts {
                (1..=*n).for_each(|n| *shares.entry((pool[*id].stock, *kind, n)).or_default() += x);
            }
        }
        for ((s, kind, n), x) in shares.iter().filter(|(_, x)| split(**x) > 1e-4) {
            // Long parts decide most.
            let score = split(*x) * (model.kinds[usize::from(*kind)].length as f64);
            if best.as_ref().is_none_or(|b| score > b.0 + 1e-9) {
                best = Some((score, *x, Decision::With(*s, *kind, *n), Decision::Without(*s, *kind, *n)));
            }
        }
        if let Some((_, x, with, without)) = best {
            return Some(if x >= 0.5 { vec![with, without] } else { vec![without, with] });
        }
        let torn = used.iter().filter(|(_, x)| split(*x) > 1e-4);
        let (id, _) = torn.max_by(|a, b| (a.1 - libm::floor(a.1)).total_cmp(&(b.1 - libm::floor(b.1))))?;
        Some(vec![Decision::Take(*id as u32), Decision::Never(*id as u32)])
    }
}

/// The next multiple of a unit.
pub(super) fn round_up(value: i64, unit: i64) -> i64 {
    value.saturating_add(unit - 1).div_euclid(unit).saturating_mul(unit)
}
