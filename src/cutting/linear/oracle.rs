//! How little money places everything, leaving loss aside: prunes a search over designs.

use super::LinearProblem;
use super::bound::{cents_bound, unplaced_bound};
use super::exact;
use super::greedy::greedy;
use super::model::{Model, unpack};

/// An answer that is exact or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oracle {
    /// Least money in cents, or nothing where not everything can be placed.
    Exact(Option<i64>),
    /// Not known within the budget.
    Unknown,
}

/// The least money that places everything, within so many steps.
pub fn feasible_money(problem: &LinearProblem, budget_steps: u64) -> Oracle {
    let mut model = Model::new(problem);
    if unplaced_bound(&model) > 0 {
        return Oracle::Exact(None);
    }
    // Loss does not count here, so nothing needs to be told apart by what is kept.
    model.min_remnant = i64::MAX;
    let found = greedy(&model);
    let (missing, cost) = model.value(&found);
    if missing == 0 && unpack(cost).0 == cents_bound(&model) {
        return Oracle::Exact(Some(unpack(cost).0));
    }
    let mut steps = budget_steps;
    match exact::best(&model, (missing == 0).then_some(cost), &mut steps) {
        None => Oracle::Unknown,
        Some(best) => {
            let (missing, cost) = model.value(&best);
            Oracle::Exact((missing == 0).then_some(unpack(cost).0))
        }
    }
}
