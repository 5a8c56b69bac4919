//! Holds the search against everything that may be chosen: answers, proofs, bounds.

use scrapwright::adapt::{Goal, Proof, Request, Search, WhatIf};
use scrapwright::cutting::Settings;
use scrapwright::project::evaluate;
use scrapwright::quantity::System;

use super::all::{Point, Task, compare};
use super::made::Size;

/// What a run is told apart by in a complaint.
fn orders() -> Vec<Vec<Goal>> {
    let best = |id: &str| Goal::Best(id.to_owned());
    vec![
        vec![],
        vec![Goal::Wishes],
        vec![Goal::Scrap],
        vec![Goal::Cuts],
        vec![best("area")],
        vec![best("slim"), Goal::Cuts],
        vec![Goal::Spend, best("area")],
        vec![Goal::Scrap, Goal::Cuts, best("slim")],
    ]
}

/// What is wrong with the answers to the problem of a seed; nothing if all is well. Without `thoroughly`, two orders of
/// goals are looked at, others for each seed, the second by a search that stops early.
pub fn faults(seed: u64, size: Size, thoroughly: bool) -> Vec<String> {
    let task = Task::by_chance(seed, size);
    let all = task.all();
    let orders = orders();
    let is_chosen = |(k, effort): &(usize, u64)| {
        let turn = (k + orders.len() - seed as usize % orders.len()) % orders.len();
        thoroughly || matches!((turn, effort), (0, 0) | (1, 12))
    };
    let runs = (0..orders.len()).flat_map(|k| [(k, 0), (k, 4), (k, 12), (k, 40)]).filter(is_chosen);
    let complain = |(k, effort): (usize, u64)| {
        let goals = &orders[k];
        let fault = held(&task, &all, goals, effort).err()?;
        Some(format!("seed {seed}, goals {goals:?}, effort {effort}: {fault}"))
    };
    runs.filter_map(complain).collect()
}

/// One search; with a little effort it may stop early, but what it says must be true.
fn held(task: &Task, all: &[Point], goals: &[Goal], effort: u64) -> Result<(), String> {
    let request = Request {
        choices: task.choices.clone(),
        goals: goals.to_vec(),
        effort,
        what_if: WhatIf::Never,
        ..Request::default()
    };
    let progress = Search::new(&task.design, &task.stock, request).run(u64::MAX);
    let order = task.order(goals);
    let key = |point: &Point| order.iter().map(|goal| task.measure(point, goal)).collect::<Vec<f64>>();
    let best = all.iter().map(key).min_by(|a, b| compare(a, b));
    let are_exact = all.iter().all(|point| point.is_proven);
    let Some(found) = &progress.best else {
        return match (&progress.proof, &best) {
            (Proof::Infeasible, None) => Ok(()),
            (Proof::Open, _) if effort > 0 || !are_exact => Ok(()),
            (proof, best) => Err(format!("nothing was found, {proof:?}, but there is {best:?}")),
        };
    };
    let own: Vec<f64> = found.reached.iter().map(|reached| task.told(&reached.goal, reached.value)).collect();
    // What was found is built anew by another way.
    let out = evaluate(&task.design, &found.choices, &task.stock, Settings::default(), System::Metric);
    let money = (out.plan.money() * 100.0).round();
    if out.plan.missing(&out.build) > 0 || out.build.failed().count() > 0 || out.problems.iter().any(|p| p.is_error()) {
        return Err(format!("what was found does not hold: {found:?}"));
    }
    if are_exact && money != (found.money * 100.0).round() {
        return Err(format!("money {money} instead of {}", found.money));
    }
    let Some(best) = best else { return Err("something was found where nothing holds".to_owned()) };
    if are_exact && compare(&own, &best).is_lt() {
        return Err(format!("{own:?} is better than the best {best:?}"));
    }
    match &progress.proof {
        Proof::Proven if compare(&own, &best).is_gt() => Err(format!("proven {own:?}, but there is {best:?}")),
        Proof::Proven => Ok(()),
        _ if effort == 0 && are_exact => Err(format!("not proven: {:?}, {own:?}, best {best:?}", progress.proof)),
        Proof::Within(open) => {
            let level = order.iter().position(|goal| *goal == open.goal).expect("a goal that counts");
            let mut least = own.clone();
            least[level] = task.told(&open.goal, open.value);
            match compare(&best[..=level], &least[..=level]) {
                std::cmp::Ordering::Less => Err(format!("nothing should be below {least:?}, but there is {best:?}")),
                _ => Ok(()),
            }
        }
        proof => Err(format!("{own:?} was found, but it says {proof:?}")),
    }
}
