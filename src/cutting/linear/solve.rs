//! Plans linear cuts: exactly where that is quick, else well and with a bound.

use super::bound::{cents_bound, unplaced_bound};
use super::model::Model;
use super::{LinearProblem, Objective, Plan, Status, exact, greedy, improve, layout};

/// Steps for the exact method, and for making a plan better where that takes too long.
const EXACT: u64 = 2_000_000;
const IMPROVE: u64 = 3_000_000;

/// The best plan that is found: fewest parts unplaced, then least money, then least loss, then fewest
/// pieces opened. Equal problems get equal plans; the order of demands does not matter.
pub fn plan(problem: &LinearProblem) -> Plan {
    let model = Model::new(problem);
    let first = greedy::greedy(&model);
    let value = model.value(&first);
    let mut steps = EXACT;
    let found = exact::best(&model, (value.0 == 0).then_some(value.1), &mut steps);
    let exact = found.is_some();
    let uses = found.unwrap_or_else(|| improve::improve(&model, first, IMPROVE));
    let mut plan = layout::lay_out(problem, &model, &uses);
    plan.bound = if exact { plan.objective } else { bound(&model, &plan.objective) };
    plan.status = status(&plan.objective, &plan.bound, exact);
    plan
}

/// No plan is better than this.
fn bound(model: &Model, found: &Objective) -> Objective {
    let unplaced = unplaced_bound(model).min(found.unplaced);
    let money = if unplaced > 0 { 0.0 } else { cents_bound(model) as f64 / 100.0 };
    Objective { unplaced, money, loss: 0.0, opened: u32::from(unplaced < model.total()) }
}

fn status(found: &Objective, bound: &Objective, exact: bool) -> Status {
    if bound.unplaced > 0 {
        return Status::Infeasible;
    }
    if exact || found.compare(bound).is_le() {
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
