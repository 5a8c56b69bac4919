//! A design of mixed forms: what is cut to length beside things that are used whole.

use std::collections::BTreeMap;

use super::evaluate;
use crate::adapt::{Proof, Request, Search};
use crate::bom::Source;
use crate::cutting::Settings;
use crate::design::{Design, read};
use crate::diagnostic::Diagnostic;
use crate::project::{Choices, Outcome};
use crate::quantity::System;
use crate::stock::{Form, Inventory, StockPiece};

/// A trolley: a pipe for its axle, angles for its frame, wheels that are used whole.
const TROLLEY: &str = r#"
format = 1
[design]
id = "trolley"
title = "Trolley"
version = "1.0.0"
licence = "CC0-1.0"
summary = "A frame on two wheels."
function = "carries"
[params.length]
ask = "How long?"
unit = "mm"
range = "400 mm .. 1200 mm"
default = "800 mm"
[slots.frame]
ask = "Frame"
form = "angle"
buy = { name = "angle 30×30×3", material = "steel_S235", width = "30 mm", height = "30 mm", thickness = "3 mm", lengths = ["3 m"], price = "2 EUR/m" }
[slots.axle]
ask = "Axle"
form = "pipe"
buy = { name = "pipe 20×2", material = "steel_S235", diameter = "20 mm", wall = "2 mm", lengths = ["1 m"], price = "3 EUR/m" }
[slots.wheel]
ask = "Wheels"
form = "item"
named = ["wheel", "Rad"]
attributes = { bore = "mm", diameter = "mm", mass = "kg" }
need = "wheel.bore >= 15 mm"
buy = { name = "wheel", bore = "22 mm", diameter = "200 mm", mass = "0.9 kg", price = "6 EUR" }
[[parts]]
id = "side"
name = "Side"
slot = "frame"
length = "length"
each = { j = "2" }
at = ["0 m", "j*300 mm", "0 m"]
axis = "+x"
flat = "+z"
[[parts]]
id = "axle"
name = "Axle"
slot = "axle"
length = "400 mm"
at = ["length/2", "-50 mm", "0 m"]
axis = "+y"
flat = "+z"
[[parts]]
id = "wheel"
name = "Wheel"
slot = "wheel"
length = "40 mm"
diameter = "wheel.diameter"
each = { j = "2" }
at = ["length/2", "-90 mm + j*440 mm", "0 m"]
axis = "+y"
flat = "+z"
[[checks]]
id = "fits"
title = "The axle fits the wheels"
must = "axle.od <= wheel.bore"
why = "A thicker axle does not go in."
advice = "Choose a thinner pipe or other wheels."
[[steps]]
title = "Build"
text = "Put it together."
"#;

fn trolley() -> Design {
    let (design, problems) = read(TROLLEY);
    assert!(!problems.iter().any(Diagnostic::is_error), "{problems:?}");
    design
}

fn outcome(design: &Design, choices: &Choices, stock: &Inventory) -> Outcome {
    evaluate(design, choices, stock, Settings::default(), System::Metric)
}

fn wheel(id: &str, quantity: u32, bore: &str) -> StockPiece {
    let attributes = [("bore", bore), ("diameter", "260 mm"), ("mass", "1.2 kg")];
    StockPiece {
        id: id.to_owned(),
        name: "Wheelbarrow wheel".to_owned(),
        form: Form::Item,
        quantity: Some(quantity),
        attributes: BTreeMap::from(attributes.map(|(name, value)| (name.to_owned(), value.to_owned()))),
        ..StockPiece::default()
    }
}

/// A lone wheel, three of another bore, and a pipe that only fits those.
fn yard() -> Inventory {
    let pipe = StockPiece {
        id: "pipe".to_owned(),
        name: "Tent pole".to_owned(),
        form: Form::Pipe,
        material: "steel_mild".to_owned(),
        quantity: Some(1),
        length: Some(0.9),
        diameter: Some(0.022),
        wall: Some(0.002),
        ..StockPiece::default()
    };
    let nameless = StockPiece { name: "Pulley".to_owned(), ..wheel("pulley", 9, "30 mm") };
    Inventory::from(vec![wheel("lone", 1, "20 mm"), wheel("three", 3, "1 in"), nameless, pipe])
}

#[test]
fn with_new_stock_everything_is_bought_and_weighs_what_it_says() {
    let design = trolley();
    let new = outcome(&design, &Choices::default(), &Inventory::default());
    assert!(new.problems.is_empty() && new.build.failed().count() == 0, "{:?}", new.problems);
    assert_eq!(new.plan.missing(&new.build), 0);
    let steel = 2.0 * 0.8 * 0.003 * 0.057 + 0.4 * std::f64::consts::PI * (0.01f64.powi(2) - 0.008f64.powi(2));
    assert!((new.build.mass() - (7850.0 * steel + 2.0 * 0.9)).abs() < 1e-9, "{}", new.build.mass());
    let wheels: Vec<_> = new.bom.lines.iter().filter(|line| line.name == "wheel").collect();
    assert!(matches!(&wheels[..], [line] if line.source == Source::Buy && line.quantity == 2 && line.cost == 12.0));
}

#[test]
fn adapt_takes_equal_items_that_go_together_with_the_rest() {
    let (design, stock) = (trolley(), yard());
    let progress = Search::new(&design, &stock, Request::default()).run(10_000);
    assert_eq!(progress.proof, Proof::Proven);
    let found = progress.best.expect("a trolley");
    let got = outcome(&design, &found.choices, &stock);
    assert!(got.problems.is_empty() && got.build.failed().count() == 0, "{:?}", got.problems);
    let from = |part: &str| {
        let lines = got.bom.lines.iter().filter(|line| line.id == part);
        lines.flat_map(|line| line.from.iter().map(|from| from.id.as_str())).collect::<Vec<_>>()
    };
    assert_eq!(from("axle"), ["pipe"]);
    assert_eq!(from("wheel"), ["three", "three"]);
    let whole = got.plan.groups.iter().filter(|group| group.is_whole(&got.supply)).count();
    assert_eq!(whole, 1);
    assert!((got.bom.totals.cost - found.money).abs() < 1e-9);
}

#[test]
fn what_does_not_have_the_attributes_or_the_name_does_not_fit() {
    let (design, stock) = (trolley(), yard());
    let got = outcome(&design, &Choices::default(), &stock);
    let slot = design.slots.iter().position(|slot| slot.name == "wheel").expect("the wheels");
    let fitting = crate::project::candidates(&design, slot, &got.supply);
    let names =
        fitting.iter().flat_map(|k| &got.supply.families[*k].pieces).map(|k| &got.supply.inventory.pieces[*k].id);
    let mut names: Vec<&str> = names.map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["buy-wheel-1", "lone", "three"]);
}

#[test]
fn used_items_leave_the_yard_once() {
    let (design, stock) = (trolley(), yard());
    let choices = Search::new(&design, &stock, Request::default()).run(10_000).best.expect("a trolley").choices;
    let got = outcome(&design, &choices, &stock);
    let booked = crate::project::book(&got.plan, &got.bom, &got.supply, &stock, &[]);
    let left = |id: &str| booked.own.pieces.iter().find(|p| p.id == id).and_then(|p| p.quantity);
    assert!(booked.problems.is_empty(), "{:?}", booked.problems);
    assert_eq!((left("three"), left("lone")), (Some(1), Some(1)));
}
