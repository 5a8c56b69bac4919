//! The search against the example yard: solutions hold, proofs hold, and more stock never hurts.

use super::*;
use crate::cutting::Settings;
use crate::design::{Design, read};
use crate::project::{Choices, evaluate};
use crate::quantity::System;
use crate::stock::{Inventory, example_inventory};

fn table() -> Design {
    read(include_str!("../../assets/designs/plank-table/design.toml")).0
}

fn adapt(design: &Design, inventory: &Inventory, request: Request) -> Progress {
    Search::new(design, inventory, request).run(200_000)
}

#[test]
fn the_example_yard_gives_a_table_for_nothing() {
    let design = table();
    let stock = example_inventory();
    let progress = adapt(&design, &stock, Request::default());
    let found = progress.best.clone().expect("a table");
    assert_eq!(found.money, 0.0);
    assert_eq!(progress.proof, Proof::Proven);
    let outcome = evaluate(&design, &found.choices, &stock, Settings::default(), System::Metric);
    assert!(outcome.problems.is_empty(), "{:?}", outcome.problems);
    assert_eq!(outcome.build.failed().count(), 0);
    assert_eq!(outcome.plan.missing(&outcome.build), 0);
    for group in &outcome.plan.groups {
        assert_eq!(group.cutting.faults(), Vec::<String>::new());
    }
}

#[test]
fn without_scrap_everything_is_bought_as_wished() {
    let design = table();
    let progress = adapt(&design, &Inventory::default(), Request { goals: vec![Goal::Wishes], ..Request::default() });
    let found = progress.best.expect("a table");
    assert!(found.money > 0.0 && found.distance < 0.05, "{found:?}");
    assert_eq!(progress.proof, Proof::Proven);
}

#[test]
fn locks_are_kept_and_more_stock_never_costs_more() {
    let design = table();
    let mut choices = Choices::default();
    choices.values.insert("length".into(), 1.3);
    choices.locks.insert("length".into());
    let mut stock = example_inventory();
    let all = adapt(&design, &stock, Request { choices: choices.clone(), ..Request::default() });
    stock.pieces.truncate(3);
    let few = adapt(&design, &stock, Request { choices, ..Request::default() });
    let (all, few) = (all.best.unwrap(), few.best.unwrap());
    assert_eq!((all.choices.values["length"], few.choices.values["length"]), (1.3, 1.3));
    assert!(all.money <= few.money);
}

#[test]
fn what_cannot_be_is_said_with_reasons() {
    let design = table();
    let mut choices = Choices::default();
    choices.values.insert("length".into(), 2.6);
    choices.values.insert("reach".into(), 0.12);
    choices.bindings.insert("frame".into(), "board 60×25 softwood_C16".into());
    choices.locks.extend(["length", "reach", "frame"].map(str::to_owned));
    let progress = adapt(&design, &example_inventory(), Request { choices, ..Request::default() });
    assert!(progress.best.is_none());
    assert_eq!(progress.proof, Proof::Infeasible);
    assert!(progress.reasons[0].contains("Long rails"), "{:?}", progress.reasons);
    // Other stock for the frame is a way out, and so is another length; each holds as it says.
    let ways: Vec<&Way> = progress.relaxations.iter().map(|relaxation| &relaxation.way).collect();
    assert!(ways.contains(&&Way::Lock("frame".into())) && ways.contains(&&Way::Lock("length".into())), "{ways:?}");
    for Relaxation { way, found, .. } in &progress.relaxations {
        let out = evaluate(&design, &found.choices, &example_inventory(), Settings::default(), System::Metric);
        let failed: Vec<&str> = out.build.failed().map(|check| check.id.as_str()).collect();
        match way {
            Way::Check(id) => assert_eq!(failed, [id]),
            Way::Lock(name) => assert!(failed.is_empty() && !found.choices.locks.contains(name)),
            Way::Locks => panic!("single locks suffice"),
        }
        assert_eq!(out.plan.missing(&out.build), 0);
    }
}

#[test]
fn the_same_input_takes_the_same_path() {
    let design = table();
    let stock = example_inventory();
    let mut a = Search::new(&design, &stock, Request::default());
    let mut b = Search::new(&design, &stock, Request::default());
    while !a.step(97).done {}
    assert_eq!(a.step(1), b.run(u64::MAX));
}

#[test]
fn giving_up_early_is_said() {
    let design = table();
    let progress = adapt(&design, &example_inventory(), Request { effort: 200, ..Request::default() });
    assert!(progress.done && progress.best.is_some());
    assert!(matches!(progress.proof, Proof::Within(_)), "{:?}", progress.proof);
}

/// A yard small enough that every goal is settled quickly.
fn small_yard() -> Inventory {
    let mut stock = example_inventory();
    stock.pieces.truncate(4);
    stock
}

#[test]
fn every_goal_is_reached_best_by_its_own_search() {
    let design = crate::design::read(include_str!("../../assets/designs/plank-shelf/design.toml")).0;
    let mut choices = Choices::default();
    // Only width and depth stay free.
    let free = ["width", "deep"];
    choices
        .locks
        .extend(design.parameters.iter().map(|p| p.name.clone()).filter(|name| !free.contains(&name.as_str())));
    let goals = Goal::all(&design);
    let search = |goal: &Goal| {
        let request = Request { choices: choices.clone(), goals: vec![goal.clone()], ..Request::default() };
        adapt(&design, &small_yard(), request)
    };
    let found: Vec<Progress> = goals.iter().map(search).collect();
    let value = |progress: &Progress, goal: &Goal| -> f64 {
        let best = progress.best.as_ref().expect("a shelf");
        let out = evaluate(&design, &best.choices, &small_yard(), Settings::default(), System::Metric);
        assert_eq!((out.plan.missing(&out.build), out.build.failed().count()), (0, 0));
        match goal {
            Goal::Spend => out.plan.money(),
            Goal::Wishes => best.distance,
            Goal::Scrap => (1.0 - out.bom.totals.reuse) * out.bom.totals.mass,
            Goal::Cuts => out.plan.cuts() as f64,
            Goal::Best(id) => -out.build.metrics.iter().find(|m| m.id == *id).expect("a metric").value,
        }
    };
    for (goal, own) in goals.iter().zip(&found) {
        assert_eq!(own.best.as_ref().unwrap().reached[0].goal, *goal);
        for other in &found {
            let (own, other) = (value(own, goal), value(other, goal));
            assert!(own <= other + 1e-3, "{goal:?}: {own} {other}");
        }
    }
    let proven = found.iter().filter(|progress| progress.proof == Proof::Proven).count();
    assert!(proven >= 3, "{:?}", found.iter().map(|p| &p.proof).collect::<Vec<_>>());
}
