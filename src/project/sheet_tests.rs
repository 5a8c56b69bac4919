//! Designs with panels: rectangles for a saw, odd ones nested, beside boards.

use super::{Cutting, Outcome, book, evaluate};
use crate::adapt::{Proof, Request, Search};
use crate::cutting::{Settings, Status};
use crate::design::{Design, read};
use crate::diagnostic::Diagnostic;
use crate::project::{Choices, Supply};
use crate::quantity::System;
use crate::stock::{Form, Inventory, StockPiece};

/// A box of panels, open above, with or without a gusset in each corner of its bottom.
const CRATE: &str = r#"
format = 1
[design]
id = "crate"
title = "Crate"
version = "1.0.0"
licence = "CC0-1.0"
summary = "Four walls and a bottom."
function = "holds"
[params.length]
ask = "How long?"
unit = "mm"
range = "200 mm .. 900 mm"
default = "600 mm"
step = "50 mm"
[params.gussets]
ask = "How many gussets?"
range = "0 .. 4"
default = "0"
whole = true
fixed = true
[slots.panel]
ask = "Panels"
form = "sheet"
materials = ["plywood"]
need = "panel.t >= 9 mm and panel.t <= 20 mm"
buy = { name = "plywood 12", material = "plywood_birch", thickness = "12 mm", sheets = [["1.25 m", "0.6 m"], ["2.5 m", "1.25 m"]], price = "20 EUR/m2" }
[[parts]]
id = "side"
name = "Long side"
slot = "panel"
solid = "panel"
length = "length"
width = "200 mm"
grain = "along"
each = { j = "2" }
at = ["0 m", "j*(300 mm - panel.t)", "100 mm"]
axis = "+x"
flat = "+y"
[[parts]]
id = "end"
name = "Short side"
slot = "panel"
length = "300 mm - 2*panel.t"
width = "200 mm"
each = { j = "2" }
at = ["j*length", "0 m", "100 mm"]
axis = "+y"
flat = "+x"
[[parts]]
id = "bottom"
name = "Bottom"
slot = "panel"
length = "length"
width = "300 mm"
at = ["0 m", "150 mm", "0 m"]
axis = "+x"
flat = "+z"
[[parts]]
id = "gusset"
name = "Gusset"
slot = "panel"
corners = [["0 mm", "0 mm"], ["120 mm", "0 mm"], ["0 mm", "120 mm"]]
each = { k = "gussets" }
at = ["k*100 mm", "0 m", "20 mm"]
axis = "+x"
flat = "+z"
[[steps]]
title = "Build"
text = "Put it together."
"#;

fn crate_design() -> Design {
    let (design, problems) = read(CRATE);
    assert!(!problems.iter().any(Diagnostic::is_error), "{problems:?}");
    design
}

fn outcome(choices: &Choices, stock: &Inventory) -> Outcome {
    let out = evaluate(&crate_design(), choices, stock, Settings::default(), System::Metric);
    for group in &out.plan.groups {
        assert_eq!(group.cutting.faults(), Vec::<String>::new());
    }
    out
}

fn plywood(id: &str, quantity: u32, length: f64, width: f64) -> StockPiece {
    StockPiece {
        id: id.to_owned(),
        name: format!("offcut {id}"),
        form: Form::Sheet,
        material: "plywood_birch".to_owned(),
        quantity: Some(quantity),
        length: Some(length),
        width: Some(width),
        thickness: Some(0.015),
        tolerance: 0.001,
        ..StockPiece::default()
    }
}

fn with_gussets(count: f64) -> Choices {
    Choices { values: [("gussets".to_owned(), count)].into(), ..Choices::default() }
}

/// The choices bound to the family of the yard's plywood.
fn bound(choices: Choices, yard: &Inventory) -> Choices {
    let supply = Supply::new(&crate_design(), yard);
    let family = supply.families.iter().find(|f| !f.shop).expect("scrap");
    Choices { bindings: [("panel".to_owned(), family.key.clone())].into(), ..choices }
}

#[test]
fn with_new_stock_one_sheet_is_bought_and_what_is_left_of_it_is_known() {
    let out = outcome(&Choices::default(), &Inventory::default());
    assert!(out.problems.is_empty(), "{:?}", out.problems);
    let [group] = &out.plan.groups[..] else { panic!("one kind of sheet") };
    let Cutting::Sheets(_, plan) = &group.cutting else { panic!("rectangles") };
    assert_eq!((plan.sheets.len(), plan.objective.money), (1, 15.0));
    assert!(plan.sheets[0].cuts.len() >= 5 && plan.status == Status::Proven);
    assert_eq!(out.plan.missing(&out.build), 0);
    assert_eq!(out.bom.totals.cost, 15.0);
    // Parts, rests, and what is lost make up the sheet.
    let parts = 2.0 * 0.6 * 0.2 + 2.0 * 0.276 * 0.2 + 0.6 * 0.3;
    let sum = parts + out.bom.totals.remnant_area + out.bom.totals.waste_area;
    assert!((sum - 1.25 * 0.6).abs() < 1e-9, "{sum}");
    let density = out.build.mass() / (parts * 0.012);
    assert!((400.0..900.0).contains(&density), "{density}");
}

#[test]
fn panels_come_out_of_scrap_as_thick_as_it_is_and_the_rest_comes_back() {
    let yard = Inventory::from(vec![plywood("a", 2, 0.8, 0.5), plywood("b", 2, 0.35, 0.3)]);
    let out = outcome(&bound(Choices::default(), &yard), &yard);
    assert_eq!((out.plan.missing(&out.build), out.bom.totals.cost), (0, 0.0));
    assert!(out.build.parts.iter().all(|part| part.facts.thickness == Some(0.015)));
    assert!((out.bom.totals.reuse - 1.0).abs() < 1e-9);
    let booked = book(&out.plan, &out.bom, &out.supply, &yard, &[]);
    assert!(booked.problems.is_empty() && !booked.come.is_empty(), "{:?}", booked.problems);
    let area = |stock: &Inventory| -> f64 {
        stock.pieces.iter().map(|p| p.length.unwrap() * p.width.unwrap() * f64::from(p.quantity.unwrap())).sum()
    };
    let parts: f64 = out.build.parts.iter().map(|p| p.facts.volume / 0.015 * p.placements.len() as f64).sum();
    let sum = area(&booked.own) + parts + out.plan.loss().area;
    assert!((sum - area(&yard)).abs() < 1e-6, "{sum} {}", area(&yard));
}

#[test]
fn what_is_not_rectangular_is_nested() {
    let l_shape =
        StockPiece { outline: "0 0, 900 0, 900 700, 500 700, 500 400, 0 400".to_owned(), ..plywood("l", 3, 0.9, 0.7) };
    let yard = Inventory::from(vec![l_shape]);
    let out = outcome(&bound(with_gussets(4.0), &yard), &yard);
    let [group] = &out.plan.groups[..] else { panic!("one kind of sheet") };
    let Cutting::Odd(_, plan) = &group.cutting else { panic!("odd parts") };
    assert_eq!((plan.unplaced.len(), out.bom.totals.missing), (0, 0), "{:?}", plan.unplaced);
    assert_eq!(plan.sheets.iter().map(|s| s.parts.len()).sum::<usize>(), 9);
    let gusset = out.build.parts.iter().find(|p| p.rule_id == "gusset").expect("gussets");
    assert!((gusset.facts.volume - 0.12 * 0.12 / 2.0 * 0.015).abs() < 1e-12);
}

#[test]
fn adapt_makes_the_largest_crate_that_the_scrap_gives_for_nothing() {
    let design = crate_design();
    // Long enough for 700 mm, not for more.
    let yard = Inventory::from(vec![plywood("a", 1, 0.72, 0.75), plywood("b", 1, 0.3, 0.5)]);
    let choices = Choices { values: [("length".to_owned(), 0.9)].into(), ..Choices::default() };
    let progress = Search::new(&design, &yard, Request { choices, ..Request::default() }).run(10_000);
    let found = progress.best.expect("a crate");
    assert_eq!((found.money, progress.proof), (0.0, Proof::Proven));
    let out = outcome(&found.choices, &yard);
    assert_eq!((out.plan.missing(&out.build), out.bom.totals.cost), (0, 0.0));
    assert!((out.build.parameters[0] - 0.7).abs() < 1e-9, "{}", out.build.parameters[0]);
}

#[test]
fn a_panel_that_no_sheet_holds_is_missing_and_says_why() {
    let yard = Inventory::from(vec![plywood("a", 5, 0.4, 0.4)]);
    let out = outcome(&bound(Choices::default(), &yard), &yard);
    assert_eq!(out.plan.missing(&out.build), 3);
    let missing = out.bom.lines.iter().find(|line| line.id == "side" && !line.note.is_empty()).expect("a reason");
    assert!(missing.note.contains("mm"), "{}", missing.note);
}
