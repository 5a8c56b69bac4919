//! Laws that every plan of odd parts keeps, and faults that the checker catches.

use proptest::prelude::*;

use super::*;
use crate::cutting::{Status, check_nest_plan};
use crate::stock::{Outline, Polygon};

/// A rectangle in millimetres.
fn rectangle(x: f64, y: f64, width: f64, height: f64) -> Polygon {
    [[x, y], [x + width, y], [x + width, y + height], [x, y + height]].map(|c| c.map(|v| v / 1e3)).to_vec()
}

fn outline(outer: Polygon) -> Outline {
    Outline { outer, holes: vec![] }
}

fn part(id: &str, outer: Polygon, count: u32) -> NestPart {
    NestPart { part: id.to_owned(), outline: outline(outer), count, ..NestPart::default() }
}

fn sheet(id: &str, outer: Polygon, copies: u32) -> NestSheet {
    NestSheet { id: id.to_owned(), outline: outline(outer), copies: Some(copies), ..NestSheet::default() }
}

/// A star around a point (mm): its corners lie around it in order, so that it never crosses itself.
fn star(radii: &[u32]) -> Polygon {
    let corner = |(k, r): (usize, &u32)| {
        let (sin, cos) = libm::sincos(k as f64 / radii.len() as f64 * std::f64::consts::TAU);
        [libm::round(cos * f64::from(*r)) / 1e3, libm::round(sin * f64::from(*r)) / 1e3]
    };
    radii.iter().enumerate().map(corner).collect()
}

/// Two sheets, one with a hole and a defect, one dear; parts of two kinds.
fn example() -> NestProblem {
    let mut holed = sheet("holed", rectangle(0.0, 0.0, 600.0, 400.0), 1);
    holed.outline.holes.push(rectangle(250.0, 150.0, 60.0, 60.0));
    holed.defects.push(rectangle(450.0, 300.0, 40.0, 40.0));
    holed.grain = Some(0.0);
    let shop = NestSheet { bought: true, price: 12.5, ..sheet("shop", rectangle(0.0, 0.0, 900.0, 500.0), 2) };
    let corner = star(&[150, 60, 120, 40, 130, 70]);
    NestProblem {
        settings: NestSettings { spacing: 0.003, margin: 0.005 },
        parts: vec![
            NestPart { grain: Some(0.0), ..part("tongue", rectangle(0.0, 0.0, 220.0, 50.0), 4) },
            NestPart { turns: Turns::Any, ..part("star", corner, 3) },
        ],
        sheets: vec![holed, shop],
    }
}

fn any_turns() -> impl Strategy<Value = Turns> {
    prop_oneof![Just(Turns::Fixed), Just(Turns::Half), Just(Turns::Quarter), Just(Turns::List(vec![30.0, 211.5]))]
}

prop_compose! {
    fn any_problem()(
        parts in prop::collection::vec((prop::collection::vec(20u32..160, 3..8), 1u32..3, any_turns(), any::<bool>()), 1..4),
        sheets in prop::collection::vec((prop::collection::vec(150u32..400, 4..7), 0u32..3, any::<bool>(), any::<bool>()), 1..4),
        spacing in 0u32..6, margin in 0u32..6,
    ) -> NestProblem {
        let parts = parts.into_iter().enumerate().map(|(k, (radii, count, turns, has_grain))| NestPart {
            turns, grain: has_grain.then_some(90.0), ..part(&k.to_string(), star(&radii), count)
        });
        let sheets = sheets.into_iter().enumerate().map(|(k, (radii, copies, bought, has_defect))| NestSheet {
            bought,
            price: f64::from(radii[0]) / 10.0,
            grain: bought.then_some(0.0),
            tolerance: 0.0005 * f64::from(copies),
            defects: if has_defect { vec![rectangle(20.0, -10.0, 30.0, 50.0)] } else { vec![] },
            ..sheet(&k.to_string(), star(&radii), copies)
        });
        NestProblem {
            settings: NestSettings { spacing: f64::from(spacing) / 1e3, margin: f64::from(margin) / 1e3 },
            parts: parts.collect(),
            sheets: sheets.collect(),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]
    #[test]
    fn every_plan_passes_the_checker_and_none_is_worse_than_the_one_before(problem in any_problem()) {
        let mut search = NestSearch::new(&problem);
        let first = search.best().clone();
        prop_assert_eq!(check_nest_plan(&problem, &first), Vec::<String>::new());
        search.advance(2_500);
        prop_assert_eq!(check_nest_plan(&problem, search.best()), Vec::<String>::new());
        prop_assert!(search.best().objective.compare(&first.objective).is_le());
        prop_assert!(search.best().objective.compare(&first.bound).is_ge());
        let mut again = NestSearch::new(&problem);
        again.advance(2_500);
        prop_assert_eq!(again.best(), search.best());
    }
}

#[test]
fn one_sheet_less_is_opened_and_that_is_proven() {
    let problem = NestProblem {
        parts: vec![part("long", rectangle(0.0, 0.0, 300.0, 100.0), 4)],
        sheets: vec![
            sheet("small", rectangle(0.0, 0.0, 310.0, 110.0), 3),
            sheet("large", rectangle(0.0, 0.0, 350.0, 450.0), 1),
        ],
        settings: NestSettings { spacing: 0.004, margin: 0.0 },
    };
    let plan = nest_plan(&problem);
    assert_eq!(check_nest_plan(&problem, &plan), Vec::<String>::new());
    assert_eq!((plan.objective.unplaced, plan.objective.money, plan.objective.opened), (0, 0.0, 1));
    let plan = nest_plan(&NestProblem { parts: vec![part("one", rectangle(0.0, 0.0, 300.0, 100.0), 1)], ..problem });
    assert_eq!((plan.objective.area, plan.status), (0.0341, Status::Proven));
}

#[test]
fn the_checker_catches_a_spoilt_plan() {
    let problem = example();
    let plan = nest_plan(&problem);
    assert_eq!(check_nest_plan(&problem, &plan), Vec::<String>::new());
    assert_eq!(plan.objective.unplaced, 0);
    let sheet = plan.sheets.iter().position(|cut| cut.parts.len() > 1).unwrap();
    let tongue = |plan: &NestPlan| {
        let find = |cut: &NestedSheet| cut.parts.iter().position(|nested| nested.part == 0);
        plan.sheets.iter().enumerate().find_map(|(k, cut)| Some((k, find(cut)?))).unwrap()
    };
    let holed = |plan: &mut NestPlan, at: [f64; 2]| {
        let parts = vec![NestedPart { part: 0, turn: 0.0, at }];
        plan.sheets = vec![NestedSheet { sheet: 0, copy: 0, parts }];
    };
    type Spoil<'a> = Box<dyn Fn(&mut NestPlan) + 'a>;
    let cases: Vec<(&str, Spoil)> = vec![
        ("overlap", Box::new(|p| p.sheets[sheet].parts[1].at = p.sheets[sheet].parts[0].at)),
        ("neither placed", Box::new(|p| p.sheets[sheet].parts.truncate(1))),
        ("is cut", Box::new(|p| p.sheets[sheet].parts = vec![p.sheets[sheet].parts[0]; 5])),
        ("there is no part", Box::new(|p| p.sheets[sheet].parts[0].part = 9)),
        ("there is no sheet", Box::new(|p| p.sheets[0].sheet = 9)),
        ("there is no copy", Box::new(|p| p.sheets[0].copy = 9)),
        ("used twice", Box::new(|p| p.sheets.push(p.sheets[0].clone()))),
        ("nothing is cut", Box::new(|p| p.sheets[0].parts.clear())),
        ("over the edge", Box::new(|p| holed(p, [0.5, 0.01]))),
        ("over the edge", Box::new(|p| holed(p, [-5.0, 0.01]))),
        ("too near to the edge", Box::new(|p| holed(p, [0.004_99, 0.01]))),
        ("over a hole", Box::new(|p| holed(p, [0.2, 0.15]))),
        ("too near to a hole", Box::new(|p| holed(p, [0.2, 0.096]))),
        ("over a defect", Box::new(|p| holed(p, [0.35, 0.28]))),
        ("too near to a defect", Box::new(|p| holed(p, [0.35, 0.344_99]))),
        ("must not be turned", Box::new(|p| holed(p, [0.2, 0.01]))),
        (
            "must not be turned",
            Box::new(|p| {
                let (k, at) = tongue(p);
                p.sheets[k].parts[at].turn = 10.0;
            }),
        ),
        ("no sound outline or place", Box::new(|p| holed(p, [f64::NAN, 0.0]))),
        ("parts unplaced", Box::new(|p| p.objective.unplaced += 1)),
        ("cents", Box::new(|p| p.objective.money += 0.01)),
        ("mm²", Box::new(|p| p.objective.area += 1e-6)),
        ("sheets opened", Box::new(|p| p.objective.opened += 1)),
        ("bound", Box::new(|p| p.bound.opened = 100)),
        ("bound", Box::new(|p| (p.status, p.bound) = (Status::Proven, NestObjective::default()))),
        ("without a reason", Box::new(|p| p.unplaced.push(crate::cutting::Unplaced::default()))),
    ];
    for (word, spoil) in cases {
        let mut spoilt = plan.clone();
        spoil(&mut spoilt);
        let mut problem = problem.clone();
        if word == "must not be turned" && spoilt.sheets.len() == 1 {
            problem.parts[0].grain = Some(90.0);
        }
        let wrong = check_nest_plan(&problem, &spoilt);
        assert!(wrong.iter().any(|what| what.contains(word)), "{word}: {wrong:?}");
    }
}

#[test]
fn the_checker_measures_spacing_to_the_micrometre() {
    let mut problem = NestProblem {
        parts: vec![part("a", rectangle(0.0, 0.0, 100.0, 100.0), 2)],
        sheets: vec![sheet("s", rectangle(0.0, 0.0, 400.0, 400.0), 1)],
        settings: NestSettings { spacing: 0.005, margin: 0.0 },
    };
    let plan = |dx: f64, dy: f64| {
        let parts = vec![NestedPart::default(), NestedPart { part: 0, turn: 0.0, at: [dx, dy] }];
        let objective = NestObjective { unplaced: 0, money: 0.0, area: 0.16, opened: 1 };
        let sheets = vec![NestedSheet { sheet: 0, copy: 0, parts }];
        NestPlan { sheets, objective, ..NestPlan::default() }
    };
    for (dx, dy, is_right) in
        [(0.105, 0.0, true), (0.104_999, 0.0, false), (0.103, 0.104, true), (0.103, 0.103_999, false)]
    {
        assert_eq!(check_nest_plan(&problem, &plan(dx, dy)).is_empty(), is_right, "{dx} {dy}");
    }
    problem.settings.spacing = 0.0;
    assert!(check_nest_plan(&problem, &plan(0.1, 0.0)).is_empty());
    assert!(!check_nest_plan(&problem, &plan(0.099_999, 0.0)).is_empty());
}

#[test]
fn what_cannot_be_is_told_and_the_rest_is_placed() {
    let good = part("good", rectangle(0.0, 0.0, 100.0, 50.0), 1);
    let bow = vec![[0.0, 0.0], [0.1, 0.1], [0.1, 0.0], [0.0, 0.1]];
    for (bad, word) in [
        (part("bad", bow.clone(), 2), "crosses itself"),
        (part("bad", vec![], 2), "three corners"),
        (part("bad", rectangle(0.0, 0.0, f64::NAN, 50.0), 2), "within 100 m"),
        (part("bad", rectangle(0.0, 0.0, f64::INFINITY, 50.0), 2), "within 100 m"),
        (part("bad", rectangle(0.0, 0.0, 1e9, 50.0), 2), "within 100 m"),
        (part("bad", rectangle(0.0, 0.0, 0.05, 50.0), 2), "thinner"),
        (part("bad", rectangle(0.0, 0.0, 600.0, 50.0), 2), "measures 600 × 50 mm"),
        (part("bad", vec![[0.0, 0.0]; 1000], 2), "1000 corners"),
    ] {
        let sheets = vec![sheet("s", rectangle(0.0, 0.0, 300.0, 200.0), 1), sheet("broken", bow.clone(), 1)];
        let problem = NestProblem { parts: vec![bad, good.clone()], sheets, ..NestProblem::default() };
        let plan = nest_plan(&problem);
        assert!(plan.unplaced[0].reason.contains(word), "{word}: {:?}", plan.unplaced);
        assert_eq!((plan.objective.unplaced, plan.sheets.len(), plan.status), (2, 1, Status::Infeasible));
        assert_eq!((plan.refused.len(), plan.refused[0].sheet.as_str()), (1, "broken"));
        assert_eq!(check_nest_plan(&problem, &plan), Vec::<String>::new());
    }
    let settings = NestSettings { spacing: -1.0, margin: f64::NAN };
    let plan = nest_plan(&NestProblem { settings, parts: vec![good.clone()], sheets: vec![] });
    assert!(plan.unplaced[0].reason.contains("spacing"));
    let plan = nest_plan(&NestProblem { parts: vec![good], ..NestProblem::default() });
    assert!(plan.unplaced[0].reason.contains("no sheet"));
}

#[test]
fn a_million_parts_and_sheets_end_quickly() {
    let problem = NestProblem {
        parts: vec![part("many", rectangle(0.0, 0.0, 300.0, 300.0), 1_000_000)],
        sheets: vec![sheet("few", rectangle(0.0, 0.0, 900.0, 700.0), 3)],
        settings: NestSettings { spacing: 0.01, margin: 0.0 },
    };
    let search = NestSearch::new(&problem);
    let plan = search.best();
    assert!(plan.objective.unplaced <= 1_000_000 - 9, "{}", plan.objective.unplaced);
    assert_eq!(check_nest_plan(&problem, plan), Vec::<String>::new());
}

#[test]
fn a_strip_becomes_shorter() {
    let problem = NestProblem {
        parts: vec![part("a", star(&[200, 90, 200, 90, 200, 90]), 6)],
        sheets: vec![sheet("roll", rectangle(0.0, 0.0, 5_000.0, 600.0), 1)],
        ..NestProblem::default()
    };
    let mut search = StripSearch::new(&problem).unwrap();
    let first = search.length();
    search.advance(10_000);
    assert!(search.length() <= first && first < 2.0, "{first} {}", search.length());
}

#[test]
fn rectangles_that_fit_exactly_find_their_places() {
    // Three parts fill the sheet but for margins and gaps, and one part fills a sheet alone.
    let settings = NestSettings { spacing: 0.003, margin: 0.002 };
    let parts = vec![
        part("half", rectangle(0.0, 0.0, 300.0, 400.0), 1),
        part("quarter", rectangle(0.0, 0.0, 198.5, 198.5), 2),
        part("whole", rectangle(0.0, 0.0, 246.0, 146.0), 1),
    ];
    let sheets = vec![
        sheet("large", rectangle(100.0, 200.0, 505.5, 404.0), 1),
        sheet("small", rectangle(0.0, 0.0, 250.0, 150.0), 1),
    ];
    let problem = NestProblem { settings, parts, sheets };
    let mut search = NestSearch::new(&problem);
    search.advance(5_000);
    assert_eq!(check_nest_plan(&problem, search.best()), Vec::<String>::new());
    assert_eq!(search.best().unplaced, vec![]);
    assert_eq!(search.best().objective.opened, 2);
}
