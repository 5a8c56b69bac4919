//! Plans linear cuts: exactly where that is quick, else well and with a bound.

use super::model::{Model, Use};
use super::{LinearProblem, Objective, Plan, Search, Status, exact, greedy, layout};

/// Steps for the exact method, and for the search where that takes too long.
const EXACT: u64 = 1_000_000;
const LIVE: u64 = 100_000;

/// A plan that is found quickly: fewest parts unplaced, then least money, then least loss, then fewest
/// pieces opened. Equal problems get equal plans; the order of demands does not matter.
pub fn plan(problem: &LinearProblem) -> Plan {
    let model = Model::new(problem);
    let first = greedy::greedy(&model);
    let value = model.value(&first);
    let mut steps = EXACT;
    if let Some(uses) = exact::best(&model, (value.0 == 0).then_some(value.1), &mut steps) {
        let mut plan = layout::lay_out(problem, &model, &uses);
        plan.bound = plan.objective;
        plan.status = status(&plan.objective, &plan.bound);
        return plan;
    }
    searched(problem, model, first)
}

/// What the search finds quickly. On its own, so that the app's first picture, which seldom needs it, need not carry it.
#[inline(never)]
fn searched(problem: &LinearProblem, model: Model, first: Vec<Use>) -> Plan {
    let mut search = Search::from(problem, model, first);
    search.advance(LIVE);
    search.best().clone()
}

/// What is known about plans better than the one found.
pub(super) fn status(found: &Objective, bound: &Objective) -> Status {
    if bound.unplaced > 0 {
        return Status::Infeasible;
    }
    if found.compare(bound).is_le() {
        return Status::Proven;
    }
    let levels = [
        (f64::from(found.unplaced), f64::from(bound.unplaced)),
        (found.money, bound.money),
        (found.loss, bound.loss),
        (f64::from(found.opened), f64::from(bound.opened)),
    ];
    match levels.into_iter().find(|(found, bound)| found > bound) {
        Some((found, bound)) if bound > 0.0 => Status::Gap((found - bound) / found),
        _ => Status::Feasible,
    }
}
