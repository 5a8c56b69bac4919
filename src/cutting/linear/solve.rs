//! Plans linear cuts: exactly where that is quick, else well and with a bound.

use super::model::{Model, Use};
use super::{LinearProblem, Objective, Plan, Search, Status, exact, greedy, layout};

/// Steps for the exact method; portions of the search where that takes too long, and steps of each.
const EXACT: u64 = 1_000_000;
const PORTIONS: u32 = 20;
const PORTION: u64 = 5_000;

/// A plan that is found quickly: fewest parts unplaced, then least money, then least loss, then fewest
/// pieces opened. Equal problems get equal plans; the order of demands does not matter.
pub fn plan(problem: &LinearProblem) -> Plan {
    match begin(problem) {
        Begun::Settled(plan) => plan,
        Begun::Open(mut search, portions) => {
            (0..portions).for_each(|_| next_portion(&mut search));
            search.best().clone()
        }
    }
}

/// A plan of which the first is there at once.
pub enum Begun {
    /// The best one.
    Settled(Plan),
    /// So many portions more give what [`plan`] gives; see [`next_portion`].
    Open(Box<Search>, u32),
}

/// Begins what [`plan`] does, up to the first plan.
pub fn begin(problem: &LinearProblem) -> Begun {
    let model = Model::new(problem);
    let first = greedy::greedy(&model);
    let value = model.value(&first);
    let mut steps = EXACT;
    if let Some(uses) = exact::best(&model, (value.0 == 0).then_some(value.1), &mut steps) {
        let mut plan = layout::lay_out(problem, &model, &uses);
        plan.bound = plan.objective;
        plan.status = status(&plan.objective, &plan.bound);
        return Begun::Settled(plan);
    }
    opened(problem, model, first)
}

/// The search from there on. On its own, so that the app's first picture, which seldom needs it, need not carry it.
#[inline(never)]
fn opened(problem: &LinearProblem, model: Model, first: Vec<Use>) -> Begun {
    Begun::Open(Box::new(Search::from(problem, model, first)), PORTIONS)
}

/// Does the next portion: a few milliseconds.
pub fn next_portion(search: &mut Search) {
    search.advance(PORTION);
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
