//! What the blocks of the language do, shown on the design of the manual.

use proptest::prelude::*;

use super::*;
use crate::expr::Interval;
use crate::quantity::System;

/// The examples of the manual, put together.
fn planter() -> Design {
    let manual = include_str!("../../docs/design-format.md").replace("\r\n", "\n");
    let blocks: Vec<&str> = manual.split("```toml\n").skip(1).filter_map(|part| part.split("```").next()).collect();
    let (design, problems) = read(&blocks.concat());
    assert!(problems.is_empty(), "{problems:?}");
    design
}

fn built(design: &Design, set: &[(&str, f64)]) -> Build {
    let values = [0.025, 0.145, 11e9, 420.0, 24e6].map(Interval::point).to_vec();
    let board = Fill { key: "b".into(), name: "b".into(), material: "softwood_C24".into(), values };
    let mut parameters: Vec<f64> = design.parameters.iter().map(|p| p.default).collect();
    for (name, value) in set {
        parameters[design.parameters.iter().position(|p| p.name == *name).unwrap()] = *value;
    }
    evaluate(design, &parameters, &[Some(board)], System::Metric)
}

fn count(build: &Build, rule: &str) -> usize {
    build.parts.iter().filter(|p| p.rule_id == rule).map(|p| p.placements.len()).sum()
}

fn value(design: &Design, build: &Build, name: &str) -> f64 {
    build.parameters[design.parameters.iter().position(|p| p.name == name).unwrap()]
}

#[test]
fn limits_move_with_what_they_depend_on() {
    let design = planter();
    let build = built(&design, &[("length", 0.4), ("width", 0.6)]);
    assert_eq!(value(&design, &build, "width"), 0.4);
    let k = design.parameters.iter().position(|p| p.name == "width").unwrap();
    assert_eq!(build.limits[k], [0.3, 0.4]);
    assert_eq!((design.parameters[k].low, design.parameters[k].high), (0.3, 0.6));
}

#[test]
fn hidden_parameters_keep_their_default() {
    let design = planter();
    let k = design.parameters.iter().position(|p| p.name == "foot").unwrap();
    let (short, tall) = (built(&design, &[("foot", 0.3)]), built(&design, &[("feet", 2.0), ("foot", 0.3)]));
    assert_eq!((short.visible[k], short.parameters[k]), (false, 0.6));
    assert_eq!((tall.visible[k], tall.parameters[k]), (true, 0.3));
}

#[test]
fn conditions_with_an_index_leave_out_single_copies() {
    let design = planter();
    assert_eq!(count(&built(&design, &[("feet", 0.0)]), "foot"), 0);
    assert_eq!(count(&built(&design, &[("length", 0.9)]), "foot"), 4);
    assert_eq!(count(&built(&design, &[("length", 1.2)]), "foot"), 6);
}

#[test]
fn instances_of_a_group_are_items_of_lists() {
    let design = planter();
    let set = [("divider.count", 2.0), ("divider.place_1", 0.3), ("divider.place_2", 0.7)];
    let build = built(&design, &set);
    let mut places: Vec<f64> = build
        .parts
        .iter()
        .filter(|p| p.rule_id == "divider")
        .flat_map(|p| &p.placements)
        .map(|f| f.origin.x + 0.45)
        .collect();
    places.iter_mut().for_each(|p| *p = (*p * 1e6).round() / 1e6);
    assert_eq!(places, [0.3, 0.7]);
    let hidden =
        design.parameters.iter().zip(&build.visible).filter(|(_, visible)| !**visible).map(|(p, _)| p.name.as_str());
    assert_eq!(hidden.collect::<Vec<_>>(), ["foot", "divider.place_3"]);
}

#[test]
fn parts_stand_in_the_frame_of_their_assembly() {
    let design = planter();
    let build = built(&design, &[]);
    let lid = build.parts.iter().find(|p| p.rule_id == "lid_board").unwrap();
    // The lid hangs at the back, on top of the box: feet of 60 mm and two rows of boards.
    assert!((lid.placements[0].origin.y - (0.2 - 0.145 / 2.0)).abs() < 1e-12);
    assert!((lid.placements[0].origin.z - (0.06 + 0.29 + 0.0125)).abs() < 1e-12);
    let motion = build.assemblies[1].motion.as_ref().unwrap();
    assert!(motion.turns && (motion.range[1].to_degrees() + 100.0).abs() < 1e-9);
}

#[test]
fn things_by_measure_come_in_whole_packs() {
    let design = planter();
    let oil = |set: &[(&str, f64)]| built(&design, set).consumables[1].quantity;
    assert_eq!((oil(&[]), oil(&[("length", 1.6), ("width", 0.6), ("rows", 4.0)])), (1, 1));
    let (design, _) = read(&design.source.replace("pack = \"0.75 L\"", "pack = \"0.05 L\""));
    // 2·(0.9 + 0.4) m · 0.29 m · 0.1 L/m² = 0.0754 L
    assert_eq!(built(&design, &[]).consumables[1].quantity, 2);
}

#[test]
fn presets_take_over_what_they_extend() {
    let design = planter();
    let raised = design.preset("raised").unwrap();
    let value = |name: &str| raised.values.iter().find(|(k, _)| design.parameters[*k].name == name).map(|(_, v)| *v);
    assert_eq!(
        (value("length"), value("width"), value("feet"), value("rows")),
        (Some(1.2), Some(0.3), Some(2.0), Some(2.0))
    );
}

#[test]
fn translations_fall_back_to_what_the_author_wrote() {
    let design = planter();
    let austrian = design.in_language("de-AT");
    assert_eq!(austrian.title, "Pflanzkasten");
    assert_eq!(austrian.parameters[0].ask, "Wie lang ist der Kasten?");
    assert_eq!(austrian.parameters[1].ask, design.parameters[1].ask);
    let second = austrian.parameters.iter().find(|p| p.name == "divider.place_2").unwrap();
    assert_eq!(second.ask, "Wie weit steht Trennbrett 2 vom linken Ende?");
    assert_eq!(design.in_language("fr").title, design.title);
}

#[test]
fn no_more_problems_are_told_than_anybody_mends() {
    let wrong: String = (0..1500).map(|k| format!("k{k} = \"x + {k} kg\"\n")).collect();
    for source in [format!("format = 1\n[values]\n{wrong}"), format!("format = 1\n[design]\n{wrong}")] {
        let (_, problems) = read(&source);
        assert_eq!(problems.len(), crate::expr::MAX_PROBLEMS + 1);
        assert!(problems.last().unwrap().message.ends_with("more problems were left out"));
    }
}

proptest! {
    #[test]
    fn settled_values_are_legal_and_stay(values in proptest::collection::vec(-3.0..3.0f64, 0..12)) {
        let design = planter();
        let once = settle(&design, &values);
        for (k, [low, high]) in once.limits.iter().enumerate() {
            prop_assert!(!once.visible[k] || (*low..=*high).contains(&once.values[k]), "{}", design.parameters[k].name);
        }
        prop_assert_eq!(settle(&design, &once.values).values, once.values);
    }

    #[test]
    fn what_holds_over_a_box_holds_at_its_points(share in proptest::collection::vec(0.0..1.0f64, 9)) {
        let design = planter();
        let values = [0.025, 0.145, 11e9, 420.0, 24e6].map(Interval::point).to_vec();
        let board = [Some(Fill { key: "b".into(), name: "b".into(), material: "softwood_C24".into(), values })];
        let whole: Vec<Interval> = design.parameters.iter().map(|p| Interval::new(p.low, p.high)).collect();
        let point: Vec<Interval> = design.parameters.iter().zip(&share).map(|(p, s)| {
            let value = p.low + s * (p.high - p.low);
            Interval::point(if p.whole { value.round() } else { value })
        }).collect();
        let (all, one) = (judge(&design, &whole, &board), judge(&design, &point, &board));
        for rule in &design.checks {
            let (all, one) = (rule.left.read(&all.values, &[]), rule.left.read(&one.values, &[]));
            prop_assert!(all.low <= one.low && one.high <= all.high, "{}: {one:?} is outside {all:?}", rule.id);
        }
    }
}
