//! Answers of the packing oracles: very many boxes want the same of a family.

use std::collections::BTreeMap;

use crate::cutting::{LinearProblem, Oracle, feasible_money, money_bound};
use crate::project::{GroupProblem, MaterialPlan, Problem, Supply};

/// Most answers kept.
const MOST: usize = 20_000;

/// A family, and what is wanted of it: each length to the last bit, and how many.
type Wants = (usize, Vec<(u64, u32)>);

/// What packing lengths costs at least, as far as that was looked at.
#[derive(Debug, Default)]
pub(super) struct Memory {
    exact: BTreeMap<Wants, Oracle>,
    least: BTreeMap<Wants, Option<u64>>,
    plans: BTreeMap<Wants, Planned>,
}

/// What only the plan of a family tells.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    /// Cuts.
    pub cuts: u64,
    /// How many copies of each part are not from scrap.
    pub new: Vec<u32>,
}

fn wants(family: usize, problem: &LinearProblem) -> Wants {
    (family, problem.demands.iter().map(|demand| (demand.length.to_bits(), demand.count)).collect())
}

impl Memory {
    /// Least money in cents, and nothing where it cannot be had, as far as so many steps tell.
    pub fn exact(&mut self, family: usize, problem: &LinearProblem, budget: u64) -> Oracle {
        let key = wants(family, problem);
        if let Some(known) = self.exact.get(&key) {
            return *known;
        }
        let found = feasible_money(problem, budget);
        if self.exact.len() < MOST {
            self.exact.insert(key, found);
        }
        found
    }

    /// What only the plan of a family tells; parts are named by their place in the problem.
    pub fn planned(&mut self, group: GroupProblem, supply: &Supply) -> Planned {
        let key = match &group.problem {
            Problem::Lengths(problem) => Some(wants(group.family, problem)),
            _ => None,
        };
        if let Some(known) = key.as_ref().and_then(|key| self.plans.get(key)) {
            return known.clone();
        }
        let mut new = group.problem.counts();
        let solved = group.solved(supply);
        for opened in solved.opened() {
            if supply.inventory.pieces[opened.piece].is_scrap() {
                let places = opened.parts.iter().filter_map(|part| solved.parts.iter().position(|other| other == part));
                places.for_each(|place| new[place] = new[place].saturating_sub(1));
            }
        }
        let cuts = MaterialPlan { groups: vec![solved], unbound: Vec::new() }.cuts() as u64;
        let planned = Planned { cuts, new };
        if let Some(key) = key
            && self.plans.len() < MOST
        {
            self.plans.insert(key, planned.clone());
        }
        planned
    }

    /// A bound of the same that is always known; a cheap one where so many steps do not suffice.
    pub fn least(&mut self, family: usize, problem: &LinearProblem, budget: u64) -> Option<u64> {
        let key = wants(family, problem);
        if let Some(known) = self.least.get(&key) {
            return *known;
        }
        let cheap = money_bound(problem);
        let found = match if budget > 0 { feasible_money(problem, budget) } else { Oracle::Unknown } {
            _ if cheap.unplaced => None,
            Oracle::Exact(cents) => cents.map(|cents| cents.max(0).unsigned_abs()),
            Oracle::Unknown => Some(libm::round(cheap.money * 100.0) as u64),
        };
        if self.least.len() < MOST {
            self.least.insert(key, found);
        }
        found
    }
}
