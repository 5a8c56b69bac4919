//! The front against enumeration: nothing is missing, nothing is beaten.

use super::*;
use crate::cutting::Settings;
use crate::design::{Design, read};
use crate::project::{Choices, evaluate};
use crate::quantity::System;
use crate::stock::{Form, Inventory, StockPiece};

/// Slats side by side: how long and how many is free; more of both is more bench.
const SLATS: &str = r#"
format = 1

[design]
id = "slats"
title = "Slats"
version = "1.0.0"
licence = "CC0-1.0"

[params.length]
ask = "How long?"
unit = "mm"
range = "300 mm .. 900 mm"
default = "600 mm"
step = "50 mm"

[params.count]
ask = "How many?"
range = "2 .. 6"
default = "3"
whole = true

[slots.slat]
ask = "Slats"
form = "board"
buy = { name = "slat", material = "softwood_C24", width = "95 mm", thickness = "22 mm", lengths = ["0.7 m", "1.3 m", "2.4 m"], price = "2 EUR/m" }

[[parts]]
id = "slat"
name = "Slat"
slot = "slat"
length = "length"
each = { i = "count" }
at = ["0 mm", "i*120 mm", "0 mm"]
axis = "+x"
flat = "+z"

[[checks]]
id = "thin"
title = "Free span of a slat"
must = "length <= 30*slat.t"
unit = "mm"
why = "A longer slat bends."
advice = "Take thicker slats."

[[metrics]]
id = "area"
title = "Seat"
value = "length*count*slat.w"
unit = "m2"
better = "higher"
"#;

fn design() -> Design {
    let (design, problems) = read(SLATS);
    assert!(problems.iter().all(|p| !p.is_error()), "{problems:?}");
    design
}

fn yard() -> Inventory {
    let board = |id: &str, quantity, length, width| StockPiece {
        id: id.to_owned(),
        form: Form::Board,
        material: "softwood_pallet".to_owned(),
        quantity: Some(quantity),
        length: Some(length),
        width: Some(width),
        thickness: Some(0.022),
        ..StockPiece::default()
    };
    Inventory::from(vec![board("a", 2, 1.2, 0.095), board("b", 1, 0.95, 0.12), board("c", 2, 0.7, 0.12)])
}

/// Money and seat of everything that can be had.
fn everything(design: &Design, stock: &Inventory) -> Vec<(i64, f64)> {
    let supply = crate::project::Supply::new(design, stock);
    let families = crate::project::candidates(design, 0, &supply);
    let mut all = Vec::new();
    for family in families {
        for length in (300..=900).step_by(50) {
            for count in 2..=6 {
                let values = [("length".to_owned(), f64::from(length) / 1e3), ("count".to_owned(), f64::from(count))];
                let bindings = [("slat".to_owned(), supply.families[family].key.clone())];
                let choices = Choices { values: values.into(), bindings: bindings.into(), ..Choices::default() };
                let out = evaluate(design, &choices, stock, Settings::default(), System::Metric);
                if out.plan.missing(&out.build) == 0 && out.build.failed().count() == 0 {
                    all.push((libm::round(out.plan.money() * 100.0) as i64, out.build.metrics[0].value));
                }
            }
        }
    }
    all
}

#[test]
fn the_front_is_what_enumeration_finds() {
    let (design, stock) = (design(), yard());
    let all = everything(&design, &stock);
    let beaten =
        |p: &(i64, f64)| all.iter().any(|q| q.0 <= p.0 && q.1 >= p.1 - 1e-12 && (q.0 < p.0 || q.1 > p.1 + 1e-9));
    let mut best: Vec<(i64, f64)> = all.iter().filter(|p| !beaten(p)).copied().collect();
    best.sort_by_key(|p| p.0);
    best.dedup_by(|a, b| a.0 == b.0);
    let goals = [Goal::Spend, Goal::Best("area".to_owned())];
    let front = Front::new(&design, &stock, Request::default(), goals).run();
    assert!(front.complete && front.done);
    let found: Vec<(i64, f64)> =
        front.points.iter().map(|p| (libm::round(p.money * 100.0) as i64, p.reached[1].value)).collect();
    assert!(best.len() > 3, "{best:?} {found:?}");
    assert_eq!(found.len(), best.len(), "{found:?} {best:?}");
    for (a, b) in found.iter().zip(&best) {
        assert!(a.0 == b.0 && (a.1 - b.1).abs() < 1e-9, "{found:?} {best:?}");
    }
}

#[test]
fn one_answer_may_be_best_for_both() {
    let (design, stock) = (design(), yard());
    let front = Front::new(&design, &stock, Request::default(), [Goal::Spend, Goal::Wishes]).run();
    assert!(front.complete && front.points.len() == 1, "{front:?}");
    let mut choices = Choices::default();
    choices.values.insert("length".to_owned(), 0.9);
    choices.locks.insert("slat".to_owned());
    choices.bindings.insert("slat".to_owned(), "nothing like it".to_owned());
    let request = Request { choices, ..Request::default() };
    let both = Front::new(&design, &stock, request, [Goal::Spend, Goal::Cuts]).run();
    assert!(both.complete && !both.points.is_empty());
}

#[test]
fn what_giving_up_a_lock_or_a_check_brings_is_better_and_holds() {
    let (design, stock) = (design(), yard());
    let locked = [("length", 0.5), ("count", 6.0)];
    let choices = Choices {
        values: locked.map(|(name, value)| (name.to_owned(), value)).into(),
        locks: ["length".to_owned()].into(),
        ..Choices::default()
    };
    let goals = vec![Goal::Best("area".to_owned())];
    let request = Request { choices, goals, what_if: WhatIf::Always, ..Request::default() };
    let progress = Search::new(&design, &stock, request.clone()).run(u64::MAX);
    let best = progress.best.expect("slats");
    let ways: Vec<&Way> = progress.relaxations.iter().map(|relaxation| &relaxation.way).collect();
    assert_eq!(ways, [&Way::Lock("length".to_owned())]);
    let free = Choices { locks: Default::default(), ..request.choices };
    let request = Request { choices: free, ..request };
    let freer = Search::new(&design, &stock, request).run(u64::MAX);
    let ways: Vec<&Way> = freer.relaxations.iter().map(|relaxation| &relaxation.way).collect();
    assert_eq!(ways, [&Way::Check("thin".to_owned())]);
    for (relaxation, best) in
        progress.relaxations.iter().map(|r| (r, &best)).chain(freer.relaxations.iter().zip(&freer.best))
    {
        assert_eq!(relaxation.better, Some(0));
        assert!(relaxation.found.reached[0].value > best.reached[0].value, "{relaxation:?}");
        let out = evaluate(&design, &relaxation.found.choices, &stock, Settings::default(), System::Metric);
        assert_eq!(out.plan.missing(&out.build), 0);
        match (&relaxation.way, &relaxation.allowed) {
            (Way::Check(id), Some(allowed)) => {
                let check = out.build.checks.iter().find(|check| check.id == *id).expect("the check");
                assert_eq!((check.value, check.limit, check.holds), (allowed.value, allowed.limit, false));
            }
            (_, None) => assert_eq!(out.build.failed().count(), 0),
            odd => panic!("{odd:?}"),
        }
    }
}
