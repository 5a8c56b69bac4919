//! What is to be left spare stays uncut, in lengths, rectangles and odd sheets.

use crate::adapt::{Request, Search};
use crate::cutting::Settings;
use crate::design::{Design, read};
use crate::project::{Choices, Cutting, Outcome, evaluate};
use crate::quantity::System;
use crate::stock::{Inventory, example_inventory};

const SPARE: f64 = 0.08;

fn design(text: &str) -> Design {
    read(text).0
}

fn outcome(design: &Design, spare: f64, stock: &Inventory) -> Outcome {
    let choices = Choices { spare, ..Choices::default() };
    let request = Request { choices, effort: 120, ..Request::default() };
    let found = Search::new(design, stock, request).run(120).best.expect("an answer");
    assert_eq!(found.choices.spare, spare);
    evaluate(design, &found.choices, stock, Settings::default(), System::Metric)
}

/// Every piece that is opened keeps its share, and the plan is one by its checker.
fn check(got: &Outcome, spare: f64) {
    for group in &got.plan.groups {
        assert_eq!(group.cutting.faults(), Vec::<String>::new());
        match &group.cutting {
            Cutting::Lengths(problem, plan) => {
                for piece in plan.pieces.iter().filter(|_| !group.is_whole(&got.supply)) {
                    let bar = &problem.bars[piece.bar];
                    let end = piece.cuts.iter().map(|cut| cut.to).fold(0.0, f64::max);
                    assert!(end <= bar.length * (1.0 - spare) + 1e-6, "{end} of {}", bar.length);
                }
            }
            Cutting::Sheets(problem, _) => {
                let side = |sheet: &crate::cutting::Sheet| spare * sheet.length.min(sheet.width);
                assert!(problem.sheets.iter().all(|sheet| sheet.tolerance >= side(sheet)));
            }
            Cutting::Odd(problem, _) => assert!(spare == 0.0 || problem.sheets.iter().all(|s| s.tolerance > 0.0)),
        }
    }
}

#[test]
fn a_share_of_every_piece_stays_uncut() {
    let table = design(include_str!("../../assets/designs/plank-table/design.toml"));
    let panels = design(include_str!("../../assets/designs/panel-crate/design.toml"));
    for design in [table, panels] {
        let stock = example_inventory();
        let (tight, spare) = (outcome(&design, 0.0, &stock), outcome(&design, SPARE, &stock));
        check(&tight, 0.0);
        check(&spare, SPARE);
        assert!(spare.bom.totals.cost >= tight.bom.totals.cost - 1e-9, "a share left spare saves nothing");
    }
}

#[test]
fn nobody_leaves_more_than_half_or_less_than_nothing() {
    let spare = |spare: f64| Choices { spare, ..Choices::default() }.spare();
    assert_eq!([spare(-1.0), spare(f64::NAN), spare(0.05), spare(7.0)], [0.0, 0.0, 0.05, super::MOST_SPARE]);
}
