//! Laws of plans for sheets.

use proptest::prelude::*;

use super::*;
use crate::cutting::{Status, check_sheets};

fn part(name: &str, length: u32, width: u32, count: u32) -> SheetPart {
    let (length, width) = (f64::from(length) * 1e-3, f64::from(width) * 1e-3);
    SheetPart { part: name.into(), length, width, count, grain: Grain::Any }
}

fn sheet(id: &str, length: u32, width: u32, copies: Option<u32>, price: f64) -> Sheet {
    let (length, width) = (f64::from(length) * 1e-3, f64::from(width) * 1e-3);
    Sheet { id: id.into(), copies, length, width, price, bought: price > 0.0, ..Sheet::default() }
}

fn problem(parts: Vec<SheetPart>, sheets: Vec<Sheet>, cuts: SheetCuts) -> SheetProblem {
    let settings = SheetSettings { kerf: 0.003, trim: 0.005, min_remnant: (0.1, 0.1), cuts };
    SheetProblem { settings, parts, sheets }
}

fn staged(stages: u8) -> SheetCuts {
    SheetCuts::EdgeToEdge { stages: Some(stages), first: None }
}

/// A few hundred steps per part are enough for laws.
fn brief(problem: &SheetProblem) -> SheetPlan {
    let mut search = SheetSearch::new(problem);
    search.advance(5_000);
    search.best().clone()
}

fn any_cuts() -> impl Strategy<Value = SheetCuts> {
    let first = prop_oneof![Just(None), Just(Some(Axis::Length)), Just(Some(Axis::Width))];
    let stages = prop_oneof![Just(None), (1u8..5).prop_map(Some)];
    let sawn = (stages, first).prop_map(|(stages, first)| SheetCuts::EdgeToEdge { stages, first });
    prop_oneof![Just(SheetCuts::Free), sawn.clone(), sawn]
}

fn any_problem() -> impl Strategy<Value = SheetProblem> {
    let grain = prop_oneof![Just(Grain::Any), Just(Grain::Along), Just(Grain::Across)];
    let parts = prop::collection::vec((20u32..500, 20u32..400, 1u32..4, grain), 1..7);
    let defect = (0u32..600, 0u32..400, 1u32..80, 1u32..80);
    let defects = prop::collection::vec(defect, 0..3);
    let sheets = prop::collection::vec((60u32..800, 60u32..600, 0u32..3, 0u32..3, 0u32..4, defects), 0..4);
    let settings = (0u32..9, 0u32..9, 20u32..200, any_cuts());
    (parts, sheets, settings).prop_map(|(parts, sheets, (kerf, trim, rest, cuts))| {
        let parts = parts.into_iter().enumerate();
        let parts = parts.map(|(k, (l, w, n, grain))| SheetPart { grain, ..part(&format!("p{k}"), l, w, n) });
        let sheets = sheets.into_iter().enumerate().map(|(k, (l, w, copies, price, tolerance, defects))| {
            let metres = |mm: u32| f64::from(mm) * 1e-3;
            let defects = defects.into_iter();
            let defects = defects
                .map(|(x, y, l, w)| Area { x: metres(x), y: metres(y), length: metres(l), width: metres(w) })
                .collect();
            let copies = if copies == 2 { None } else { Some(copies + 1) };
            let sheet = sheet(&format!("s{k}"), l, w, copies, f64::from(price) * 1.25);
            Sheet { tolerance: metres(tolerance), defects, ..sheet }
        });
        let mm = |n: u32| f64::from(n) * 1e-3;
        let settings = SheetSettings { kerf: mm(kerf), trim: mm(trim), min_remnant: (mm(rest), mm(rest * 2)), cuts };
        SheetProblem { settings, parts: parts.collect(), sheets: sheets.collect() }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    #[test]
    fn every_plan_of_sheets_passes_the_checker(problem in any_problem()) {
        let plan = brief(&problem);
        prop_assert_eq!(check_sheets(&problem, &plan), Vec::<String>::new());
        prop_assert!(plan.bound.levels() <= plan.objective.levels());
    }

    #[test]
    fn the_same_portions_give_the_same_plan(problem in any_problem()) {
        prop_assert_eq!(brief(&problem), brief(&problem));
    }

    #[test]
    fn searching_on_never_makes_it_worse(problem in any_problem()) {
        let mut search = SheetSearch::new(&problem);
        let mut before = search.best().objective;
        for _ in 0..4 {
            search.advance(2_000);
            let now = search.best().objective;
            prop_assert!(now.compare(&before).is_le());
            before = now;
        }
    }

    #[test]
    fn no_number_of_stages_sets_more_parts_free_than_free_cuts(problem in any_problem()) {
        let free = SheetProblem { settings: SheetSettings { cuts: SheetCuts::Free, ..problem.settings }, ..problem.clone() };
        prop_assert!(bound::bound(&model::Model::new(&free)).levels() <= brief(&problem).objective.levels());
    }
}

/// Sheets cut in strips and those in parts, every one alike: so many sheets are enough.
fn planted() -> impl Strategy<Value = (SheetProblem, u32)> {
    let strip = (40u32..200, prop::collection::vec(40u32..300, 1..4));
    (prop::collection::vec(strip, 1..4), 1u32..8, 0u32..30, any::<bool>(), any::<bool>()).prop_map(
        |(strips, sheets, spare, bought, sawn)| {
            let length = strips.iter().map(|s| s.1.iter().sum::<u32>()).max().unwrap_or(1) + spare;
            let width = strips.iter().map(|s| s.0).sum::<u32>();
            let parts = strips.iter().flat_map(|(width, lengths)| lengths.iter().map(|length| (*length, *width)));
            let parts = parts.enumerate().map(|(k, (l, w))| part(&format!("p{k}"), l, w, sheets)).collect();
            let price = if bought { 7.5 } else { 0.0 };
            let stock =
                vec![sheet("s", length, width, None, price), sheet("large", 2 * length, width, None, 2.0 * price)];
            let cuts = SheetCuts::EdgeToEdge { stages: Some(2), first: Some(Axis::Length) };
            let mut problem = problem(parts, stock, if sawn { cuts } else { SheetCuts::Free });
            // Small enough for the columns to count exactly.
            problem.parts.iter_mut().for_each(|p| (p.length, p.width) = (p.length * 0.01, p.width * 0.01));
            problem.sheets.iter_mut().for_each(|s| (s.length, s.width) = (s.length * 0.01, s.width * 0.01));
            problem.settings = SheetSettings { kerf: 0.0, trim: 0.0, ..problem.settings };
            (problem, sheets)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) })]

    #[test]
    fn no_bound_lies_above_a_known_plan((problem, sheets) in planted()) {
        let mut search = SheetSearch::new(&problem);
        search.advance(40_000);
        let plan = search.best();
        prop_assert_eq!(check_sheets(&problem, plan), Vec::<String>::new());
        let small = &problem.sheets[0];
        // On the grid, as plans count it: half a step must not fall to the other side.
        let area = libm::round(small.length * small.width * 1e10) * f64::from(sheets) / 1e10;
        let known = SheetObjective {
            money: small.price * f64::from(sheets),
            scrap: if small.bought { 0.0 } else { area },
            opened: sheets,
            ..SheetObjective::default()
        };
        prop_assert!(plan.bound.levels() <= known.levels(), "{:?} {known:?}", plan.bound);
        prop_assert_ne!(plan.status, Status::Infeasible);
        prop_assert!(plan.status != Status::Proven || plan.objective.levels() <= known.levels());
    }
}

/// Four parts around a hole (a pinwheel) need free cuts.
fn pinwheel(cuts: SheetCuts) -> SheetProblem {
    let mut problem = problem(vec![part("a", 200, 100, 4)], vec![sheet("s", 300, 300, Some(1), 0.0)], cuts);
    problem.settings = SheetSettings { kerf: 0.0, trim: 0.0, ..problem.settings };
    problem
}

#[test]
fn a_pinwheel_needs_free_cuts() {
    assert_eq!(brief(&pinwheel(SheetCuts::Free)).objective.unplaced, 0);
    let sawn = brief(&pinwheel(SheetCuts::EdgeToEdge { stages: None, first: None }));
    assert_eq!(
        check_sheets(&pinwheel(SheetCuts::EdgeToEdge { stages: None, first: None }), &sawn),
        Vec::<String>::new()
    );
    let mut free = pinwheel(SheetCuts::Free);
    let mut plan = brief(&free);
    let at = [(0.0, 0.0, false), (0.2, 0.0, true), (0.1, 0.2, false), (0.0, 0.1, true)];
    for (part, (x, y, turned)) in plan.sheets[0].parts.iter_mut().zip(at) {
        let (length, width) = if turned { (0.1, 0.2) } else { (0.2, 0.1) };
        *part = PlacedPart { turned, area: Area { x, y, length, width }, ..*part };
    }
    plan.sheets[0].cuts.clear();
    plan.sheets[0].remnants = vec![Area { x: 0.1, y: 0.1, length: 0.1, width: 0.1 }];
    plan.objective.remnant = 0.01;
    assert_eq!(check_sheets(&free, &plan), Vec::<String>::new());
    free.settings.cuts = SheetCuts::EdgeToEdge { stages: None, first: None };
    assert!(!check_sheets(&free, &plan).is_empty());
}

#[test]
fn the_checker_catches_a_spoilt_plan_of_sheets() {
    let defects = vec![Area { x: 0.7, y: 0.4, length: 0.02, width: 0.02 }];
    let sheets = vec![Sheet { defects, ..sheet("s", 800, 600, Some(2), 0.0) }];
    let mut parts = vec![part("a", 300, 200, 5), part("b", 200, 150, 3), part("c", 400, 120, 1)];
    parts[1].grain = Grain::Along;
    parts[2].grain = Grain::Across;
    let problem = problem(parts, sheets, staged(3));
    let good = brief(&problem);
    assert_eq!(check_sheets(&problem, &good), Vec::<String>::new());
    type Spoil = fn(&mut SheetPlan);
    let spoil: [(Spoil, &str); 23] = [
        (|p| p.sheets[0].parts[0].area.x += 1e-5, "set part"),
        (|p| p.sheets[0].parts[0].area.x -= 0.3, "outside"),
        (|p| p.sheets[0].parts[0].area.length += 1e-5, "wrong size"),
        (|p| p.sheets[0].parts[1].area = p.sheets[0].parts[0].area, "overlap"),
        (|p| p.sheets[0].parts[0].area.y += 0.001, "set part"),
        (|p| p.sheets[0].parts[0].part = 9, "no part"),
        (|p| p.sheets[0].sheet = 9, "no sheet"),
        (|p| p.sheets[0].copy = 2, "no copy"),
        (|p| p.sheets.push(p.sheets[0].clone()), "twice"),
        (|p| p.sheets[0].parts.truncate(1), "neither placed"),
        (|p| p.unplaced.push(crate::cutting::Unplaced { part: "a".into(), count: 1, reason: "x".into() }), "neither"),
        (|p| p.unplaced.push(crate::cutting::Unplaced { part: "a".into(), count: 0, reason: "x".into() }), "reason"),
        (|p| p.sheets[0].cuts.truncate(3), "set part"),
        (|p| p.sheets[0].cuts.swap(0, 1), "edge to edge"),
        (|p| p.sheets[0].cuts[0].to -= 0.01, "edge to edge"),
        (|p| p.sheets[0].cuts[0].stage += 1, "belongs to stage"),
        (|p| p.sheets[0].cuts[0].mark += 1e-5, "marked"),
        (|p| p.objective.money += 0.01, "cents"),
        (|p| p.objective.scrap += 1e-6, "scrap are opened"),
        (|p| p.objective.opened += 1, "sheets are opened"),
        (|p| p.objective.remnant += 1e-6, "largest rest"),
        (|p| p.objective.unplaced += 1, "unplaced"),
        (|p| p.sheets[0].remnants = vec![p.sheets[0].parts[0].area], "overlaps a part"),
    ];
    for (index, (change, word)) in spoil.iter().enumerate() {
        let mut bad = good.clone();
        change(&mut bad);
        let wrong = check_sheets(&problem, &bad);
        assert!(wrong.iter().any(|w| w.contains(word)), "change {index}: {word} is not in {wrong:?}");
    }
    // The same plan under harder conditions.
    let mut harder: Vec<(SheetProblem, &str)> = vec![(problem.clone(), ""); 7];
    harder[0].0.settings.kerf += 1e-5;
    harder[0].1 = "room for the saw";
    let hit = good.sheets[0].parts[0].area;
    harder[1].0.sheets[0].defects.push(Area { length: 0.001, width: 0.001, ..hit });
    harder[1].1 = "defect";
    harder[2].0.sheets[0].tolerance = 0.4;
    harder[2].1 = "outside";
    harder[3].0.parts.iter_mut().for_each(|p| p.grain = Grain::Across);
    harder[3].1 = "across its grain";
    harder[4].0.settings.cuts = staged(1);
    harder[4].1 = "one stage too many";
    harder[5].0.settings.min_remnant = (0.5, 0.5);
    harder[5].1 = "too small to keep";
    harder[6].0.sheets[0].copies = Some(1);
    harder[6].1 = "no copy";
    for (problem, word) in harder {
        let wrong = check_sheets(&problem, &good);
        assert!(wrong.iter().any(|w| w.contains(word)), "{word} is not in {wrong:?}");
    }
}

#[test]
fn says_why_a_part_has_no_place() {
    let text = |reason: &str| reason.replace(['\u{202f}', '\u{a0}'], " ");
    let plan = brief(&problem(vec![part("door", 900, 500, 1)], vec![sheet("s", 800, 600, Some(2), 0.0)], staged(3)));
    assert_eq!(plan.status, Status::Infeasible);
    let reason = text(&plan.unplaced[0].reason);
    assert_eq!(
        reason,
        "needs 900 mm × 500 mm clear; the nearest has 790 mm × 590 mm; add a larger sheet, make the part smaller"
    );
    let mut lying = part("door", 500, 700, 1);
    lying.grain = Grain::Along;
    let plan = brief(&problem(vec![lying], vec![sheet("s", 800, 600, Some(2), 0.0)], staged(3)));
    assert!(plan.unplaced[0].reason.ends_with("or let it turn"), "{}", plan.unplaced[0].reason);
    let plan = brief(&problem(vec![part("door", 500, 700, 5)], vec![sheet("s", 800, 600, Some(2), 0.0)], staged(3)));
    assert!(plan.unplaced[0].reason.starts_with("the sheets are used up for 3 of 5"), "{}", plan.unplaced[0].reason);
    assert!(
        brief(&problem(vec![part("door", 500, 700, 5)], vec![], staged(3))).unplaced[0].reason.contains("no sheet")
    );
    assert_eq!(plan_sheets(&SheetProblem::default()).status, Status::Proven);
}

/// Sheets that must be filled to the last for the least money, beside a dearer one with room to spare.
#[test]
fn cheaper_sheets_are_found_though_they_are_full() {
    let parts = vec![part("a", 350, 400, 3), part("b", 250, 150, 3), part("c", 250, 250, 3)];
    let sheets = vec![sheet("small", 600, 400, None, 5.0), sheet("large", 1300, 700, None, 15.5)];
    for cuts in [SheetCuts::Free, staged(3)] {
        let settings = SheetSettings { kerf: 0.0, trim: 0.0, min_remnant: (0.1, 0.1), cuts };
        let problem = SheetProblem { settings, parts: parts.clone(), sheets: sheets.clone() };
        let mut search = SheetSearch::new(&problem);
        search.advance(100_000);
        assert_eq!(search.best().objective.levels(), (0, 1500, 0, 3), "{cuts:?}");
        assert_eq!(search.best().status, Status::Proven);
    }
}

#[test]
fn uses_scrap_before_it_buys() {
    let sheets = vec![sheet("shop", 2500, 1250, None, 40.0), sheet("scrap", 800, 600, Some(2), 0.0)];
    let parts = vec![part("a", 380, 280, 6), part("b", 1000, 300, 1)];
    let problem = problem(parts, sheets, staged(3));
    let plan = plan_sheets(&problem);
    assert_eq!((plan.objective.unplaced, plan.objective.money), (0, 40.0));
    let bound = plan.bound;
    assert_eq!(bound.money, 40.0);
    // All of it has room in the one sheet that must be bought.
    assert_eq!((plan.objective.scrap, plan.objective.opened, plan.status), (0.0, 1, Status::Proven));
}

#[test]
fn strange_numbers_do_no_harm_to_sheets() {
    for strange in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 0.0, 1e300, 1e-300, 99.9] {
        let area = Area { x: strange, y: strange, length: strange, width: strange };
        let odd = Sheet {
            length: strange,
            tolerance: strange,
            price: strange,
            defects: vec![area, Area { x: 0.1, ..area }, Area { length: 0.1, width: 0.1, ..area }],
            ..sheet("odd", 1, 500, None, 1.0)
        };
        for cuts in [SheetCuts::Free, SheetCuts::EdgeToEdge { stages: Some(0), first: None }] {
            let settings = SheetSettings { kerf: strange, trim: strange, min_remnant: (strange, strange), cuts };
            let parts = vec![
                SheetPart { length: strange, ..part("odd", 1, 100, u32::MAX) },
                part("good", 300, 200, 3),
                SheetPart { width: strange, ..part("wide", 300, 1, 2) },
            ];
            let sheets = vec![odd.clone(), sheet("good", 1000, 700, Some(u32::MAX), 0.0)];
            for settings in [settings, SheetSettings { cuts, ..SheetSettings::default() }] {
                let problem = SheetProblem { settings, parts: parts.clone(), sheets: sheets.clone() };
                let _ = SheetSearch::new(&problem).advance(1_000);
            }
        }
    }
}
