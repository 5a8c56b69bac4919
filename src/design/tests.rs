//! The first design is sound, and broken designs are refused with messages that teach.

use super::*;
use crate::diagnostic::Diagnostic;
use crate::expr::Interval;
use crate::quantity::System;

const TABLE: &str = include_str!("../../assets/designs/plank-table/design.toml");

fn board(t: f64, w: f64, e: f64, rho: f64, fm: f64) -> Option<Fill> {
    let values = [t, w, e, rho, fm].map(Interval::point).to_vec();
    Some(Fill { key: "test".into(), name: "test".into(), material: "softwood_C24".into(), values })
}

fn table() -> (Design, Build) {
    let (design, problems) = read(TABLE);
    let text: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{}", text.join("\n"));
    let planks = board(0.028, 0.145, 11e9, 420.0, 24e6);
    let timber = board(0.045, 0.095, 11e9, 420.0, 24e6);
    let build = evaluate(&design, &[], &[planks, timber.clone(), timber], System::Metric);
    (design, build)
}

#[test]
fn the_table_stands() {
    let (_, build) = table();
    assert!(build.problems.is_empty(), "{:?}", build.problems);
    for check in &build.checks {
        assert!(check.holds, "{}: {} against {}", check.id, check.value, check.limit);
    }
    assert_eq!(build.piece_count(), 5 + 2 + 2 + 1 + 4 + 8);
}

#[test]
fn every_part_is_inside_the_table_and_none_meets_another() {
    let (_, build) = table();
    let mut boxes = Vec::new();
    for part in &build.parts {
        for frame in &part.placements {
            let b = crate::geometry::Bounds::around(part.mesh.positions.iter().map(|p| frame.point(*p))).unwrap();
            assert!(b.low.z > -1e-9 && b.high.z < 0.74 + 1e-9, "{} {b:?}", part.id);
            assert!(
                b.size().x <= 1.4 + 1e-9 && b.high.x <= 0.7 + 1e-9 && b.high.y <= 0.3725 + 1e-9,
                "{} {b:?}",
                part.id
            );
            boxes.push((part.id.clone(), b));
        }
    }
    for (k, (name_a, a)) in boxes.iter().enumerate() {
        for (name_b, b) in &boxes[..k] {
            let overlap = |l: f64, h: f64, m: f64, n: f64| h.min(n) - l.max(m) > 1e-6;
            let meet = overlap(a.low.x, a.high.x, b.low.x, b.high.x)
                && overlap(a.low.y, a.high.y, b.low.y, b.high.y)
                && overlap(a.low.z, a.high.z, b.low.z, b.high.z);
            assert!(!meet, "{name_a} runs through {name_b}");
        }
    }
}

#[test]
fn its_mass_formula_agrees_with_its_parts() {
    let (design, build) = table();
    let inputs: Vec<f64> = build
        .parameters
        .iter()
        .copied()
        .chain(build.slots.iter().flat_map(|s| s.fill.as_ref().unwrap().values.iter().map(|v| v.middle())))
        .collect();
    let mut values = Vec::new();
    design.tape.run(&inputs, &mut values);
    let mass = design.values.iter().find(|v| v.name == "mass").unwrap().reg.read(&values, &[]);
    assert!((mass - build.mass()).abs() < 1e-9, "{mass} {}", build.mass());
}

#[test]
fn longer_tables_never_get_stiffer() {
    let (design, build) = table();
    let fills: Vec<_> = build.slots.iter().map(|s| s.fill.clone()).collect();
    let mut last = 0.0;
    for length in [0.8, 1.0, 1.3, 1.7, 2.2] {
        let sag = evaluate(&design, &[length], &fills, System::Metric).checks[0].value;
        assert!(sag > last);
        last = sag;
    }
}

#[test]
fn steps_carry_the_sizes_of_this_build() {
    let (_, build) = table();
    let cut = &build.steps[1].text;
    assert!(cut.starts_with("Cut 5 planks to 1\u{202f}400\u{a0}mm, 2 long rails to 1\u{202f}230\u{a0}mm"), "{cut}");
    assert!(!build.steps.iter().any(|s| s.text.contains('{')));
}

#[test]
fn tables_say_where_they_end() {
    let table = "[tables.carried]\nfrom = \"m\"\nto = \"m\"\npoints = [[0, 0.1], [1, 0.2]]\nsource = \"a test\"\n[values]\nheld = \"carried(length)\"\n";
    let (design, problems) = read(&TABLE.replacen("[values]\n", table, 1));
    assert!(!problems.iter().any(|p| p.is_error()), "{problems:?}");
    let told = |length: f64| {
        let values: Vec<f64> =
            design.parameters.iter().map(|p| if p.name == "length" { length } else { p.default }).collect();
        let build = evaluate(&design, &values, &[], System::Metric);
        build.problems.iter().filter(|p| p.code == "beyond-table").count()
    };
    assert_eq!((told(0.9), told(1.4)), (0, 1));
}

/// Replaces one line of the table and gives all problems.
fn broken(from: &str, to: &str) -> String {
    assert!(TABLE.contains(from), "{from}");
    let (_, problems) = read(&TABLE.replacen(from, to, 1));
    // Where each stands is told by the corpus in tests/broken; here lines move with every change of the table.
    let text = |p: &Diagnostic| format!("error: {}\n  hint: {}", p.message, p.hint.as_deref().unwrap_or_default());
    problems.iter().map(text).collect::<Vec<_>>().join("\n")
}

#[test]
fn broken_designs_are_refused_where_they_are_broken() {
    for (from, to, message) in [
        (
            "frame_length = \"length - 2*overhang\"",
            "frame_length = \"600 mm + 2 kg\"",
            "error: cannot add a length (m) and a mass (kg)\n  hint: the left side is a length (m), the right side is a mass (kg); both must measure the same",
        ),
        (
            "default = \"1400 mm\"",
            "default = \"1400\"",
            "error: a length (m) is needed here, this is a plain number\n  hint: write the unit: “1400 mm”",
        ),
        ("slot = \"leg\"", "slot = \"legs\"", "error: there is no slot “legs”\n  hint: did you mean “leg”?"),
        (
            "gap = \"(",
            "gap = \"pitch + (",
            "error: “gap” depends on itself: gap → pitch → gap\n  hint: one of them must be set by a parameter instead",
        ),
        (
            "ask = \"How high?\"",
            "aks = \"How high?\"",
            "error: “aks” means nothing in this block\n  hint: did you mean “ask”?",
        ),
        (
            "{plank.quantity} planks",
            "{plonk.quantity} planks",
            "error: nothing is called “plonk.quantity”\n  hint: did you mean “plank.quantity”?",
        ),
        (
            "[params.length]",
            "[params.length",
            "error: this is not well-formed: unclosed table, expected `]`\n  hint: a line looks like  name = \"text\"  or  [block]; texts stand between quotes",
        ),
    ] {
        let found = broken(from, to);
        assert!(found.contains(message), "{to}:\n{found}");
    }
}

#[test]
fn hostile_documents_end_quickly_with_a_reason() {
    let chain: String = (0..1900).map(|k| format!("v{k} = \"v{} + 1\"\n", k + 1)).collect();
    for text in [
        "[".repeat(100_000),
        format!("{} = 1", "a.".repeat(100_000)),
        "x".repeat(300 * 1024),
        String::new(),
        "\u{0}\u{1}".to_owned(),
        format!("[values]\n{chain}"),
        format!("[values]\n{}", chain.replace("v1900 + 1", "1")),
        format!("[values]\n{}", (0..3000).map(|k| format!("v{k} = \"1\"\n")).collect::<String>()),
    ] {
        let (_, problems) = read(&text);
        assert!(problems.iter().any(|p| p.is_error()), "{}", text.chars().take(40).collect::<String>());
    }
    let huge = TABLE.replace("each = { i = \"2\", j = \"2\" }", "each = { i = \"99999\", j = \"99999\" }");
    let (design, problems) = read(&huge);
    assert!(problems.is_empty());
    let timber = board(0.045, 0.095, 11e9, 420.0, 24e6);
    let build = evaluate(&design, &[], &[timber.clone(), timber.clone(), timber], System::Metric);
    assert!(build.problems.iter().any(|p| p.code == "too-many-parts"));
}

proptest::proptest! {
    #[test]
    fn reading_never_panics(at in 0usize..20_000, text in "\\PC{0,8}") {
        let mut at = at % TABLE.len();
        while !TABLE.is_char_boundary(at) { at -= 1; }
        let _ = read(&format!("{}{text}{}", &TABLE[..at], &TABLE[at..]));
        let _ = read(&TABLE[..at]);
    }

    #[test]
    fn evaluating_never_panics(values in proptest::collection::vec(-10.0..10.0f64, 0..9), t in -1.0..1.0f64) {
        let (design, _) = read(TABLE);
        let build = evaluate(&design, &values, &[board(t, 0.1, 1e9, 400.0, 1e7), None, board(0.02, t, 0.0, 0.0, f64::NAN)], System::Inches);
        proptest::prop_assert!(build.parts.iter().all(|p| p.mass.is_finite()));
    }
}
