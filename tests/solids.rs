//! A design that uses every solid: what is built of it is closed, weighs what the handbook says, and can be cut.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeMap;
use std::f64::consts::PI;

use scrapwright::cutting::Settings;
use scrapwright::design::{Part, read};
use scrapwright::geometry::Solid;
use scrapwright::project::{Choices, CopySource, Outcome, evaluate};
use scrapwright::quantity::System;
use scrapwright::stock::Inventory;

fn built() -> Outcome {
    let (design, problems) = read(include_str!("data/every-solid.toml"));
    assert!(problems.is_empty(), "{problems:?}");
    evaluate(&design, &Choices::default(), &Inventory::default(), Settings::default(), System::Metric)
}

#[test]
fn every_solid_is_closed_and_can_be_cut() {
    let outcome = built();
    assert!(outcome.problems.is_empty(), "{:?}", outcome.problems);
    for part in &outcome.build.parts {
        assert!(part.mesh.is_watertight(), "{}", part.id);
        // Circles are drawn with sides: thin wire, which is drawn coarsely, with few of them.
        let loss = if part.id == "winding" { 0.3 } else { 0.02 };
        let share = part.mesh.volume() / part.facts.volume;
        assert!((share - 1.0).abs() < loss, "{}: {share}", part.id);
        let body = part.body().expect("a body");
        assert!(body.mass > 0.0 && (0..3).all(|k| body.inertia[k][k] > 0.0), "{}", part.id);
    }
    assert!(outcome.sources.iter().flatten().all(|source| *source != CopySource::Missing));
}

#[test]
fn volumes_and_cut_lengths_are_those_of_closed_forms() {
    let outcome = built();
    let parts: BTreeMap<&str, &Part> = outcome.build.parts.iter().map(|p| (p.id.as_str(), p)).collect();
    let (long, disc) = (0.6, |d: f64| PI / 4.0 * d * d);
    let bevel = 0.012; // tan 45° of the thickness
    let lean = 0.012 * 20_f64.to_radians().tan();
    let lid = |h: f64| (long - (bevel - lean) * h) * (0.2 - 2.0 * bevel * h);
    let lid = (lid(0.0) + 4.0 * lid(0.5) + lid(1.0)) / 6.0 * 0.012;
    let cone = |l: f64, a: f64, b: f64| PI / 3.0 * l * (a * a + a * b + b * b);
    let turn = |d: f64| ((PI * d + 0.08).powi(2) + 0.0015_f64.powi(2)).sqrt();
    let wire = 20.0 * (turn(0.03) + turn(0.033));
    for (id, volume) in [
        ("lapped", 0.095 * 0.04 * long - 2.0 * 0.095 * 0.095 * 0.02 - disc(0.008) * 0.02 - disc(0.01) * 0.095),
        ("wedge", long * 0.08 * 0.02),
        ("knob", cone(0.04, 0.01, 0.02) + cone(0.02, 0.02, 0.012) - PI * 0.004 * 0.004 * 0.06),
        ("bow", (disc(0.0337) - disc(0.0277)) * (1.0 - 0.24 + PI / 2.0 * 0.12)),
        ("beam", (0.04 * 0.04 - 0.036 * 0.036) * long - 4.0 * disc(0.012) * 0.002),
        ("rail", 0.004 * 0.076 * long - 2.0 * disc(0.009) * 0.004),
        ("winding", disc(0.0015) * wire),
        ("lid", lid),
        ("disc", (disc(0.18) - disc(0.02)) * 0.012),
    ] {
        let found = parts[id].facts.volume;
        let slack = if id == "wedge" { 0.01 } else { 1e-9 };
        assert!((found / volume - 1.0).abs() < slack, "{id}: {found} m³, not {volume}");
    }
    let allowance = 2.0 * PI / 2.0 * (0.003 + 0.42 * 0.002);
    for (id, length) in [
        ("mitred", long + 0.0475 * (1.0 + 30_f64.to_radians().tan()) + 0.02 * 20_f64.to_radians().tan()),
        ("lapped", long),
        ("knob", 0.06),
        ("bow", 1.0 - 0.24 + PI / 2.0 * 0.12),
        ("sail", long),
        ("beam", long + 0.04),
        ("winding", wire),
        ("bracket", 0.14 + allowance),
    ] {
        let found = parts[id].facts.length;
        assert!((found - length).abs() < 1e-9, "{id}: {found} m, not {length}");
    }
    // What the sheet sees of a bracket is its flat pattern.
    let Solid::Bent(bracket) = &parts["bracket"].solid else { panic!("bent") };
    assert_eq!(bracket.bend_lines().len(), 2);
    let pattern = parts["bracket"].solid.flat().expect("a flat pattern");
    assert!((pattern.extent().0 - 0.14 - allowance).abs() < 1e-9 && pattern.holes.len() == 2);
}
