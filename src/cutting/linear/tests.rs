//! Laws of linear plans: every plan passes the checker, nothing beats a proven one, order does not matter.

use proptest::prelude::*;

use super::*;
use crate::cutting::check_plan;

fn demand(part: &str, mm: i64, count: u32) -> Demand {
    Demand { part: part.to_owned(), length: mm as f64 / 1e3, count }
}

fn bar(id: &str, mm: i64, copies: Option<u32>, price: f64) -> Bar {
    Bar { id: id.to_owned(), copies, length: mm as f64 / 1e3, price, bought: copies.is_none(), ..Bar::default() }
}

fn problem(demands: Vec<Demand>, bars: Vec<Bar>) -> LinearProblem {
    LinearProblem { settings: Settings::default(), demands, bars }
}

prop_compose! {
    fn any_bar()(mm in 100i64..2500, copies in prop::option::weighted(0.7, 0u32..4), cents in 0u32..900,
        defect in prop::option::of((0i64..1500, 1i64..120)), tolerance in 0u32..4) -> Bar {
        Bar {
            defects: defect.map(|(from, run)| (from as f64 / 1e3, (from + run) as f64 / 1e3)).into_iter().collect(),
            tolerance: f64::from(tolerance) / 1e3,
            bought: copies.is_none() || cents.is_multiple_of(2),
            ..bar("b", mm, copies, f64::from(cents) / 100.0)
        }
    }
}

prop_compose! {
    fn any_problem(most: u32)(lengths in prop::collection::vec((prop_oneof![60i64..1200, (1i64..7).prop_map(|n| n * 150)], 1..=most), 0..5),
        bars in prop::collection::vec(any_bar(), 0..4), kerf in 0u32..5, trim in 0u32..8, keep in 0u32..500) -> LinearProblem {
        let name = |(k, (mm, count)): (usize, &(i64, u32))| demand(&format!("p{k}"), *mm, *count);
        LinearProblem {
            settings: Settings {
                kerf: f64::from(kerf) / 1e3,
                trim: f64::from(trim) / 1e3,
                min_remnant: f64::from(keep) / 1e3,
            },
            demands: lengths.iter().enumerate().map(name).collect(),
            bars,
        }
    }
}

/// Tries every assignment of parts to clear zones of single pieces; (unplaced, cents, loss in mm, opened).
fn brute_force(problem: &LinearProblem) -> (u32, i64, i64, u32) {
    let mm = |metres: f64| libm::round(metres * 1e3) as i64;
    let parts: Vec<i64> = problem.demands.iter().flat_map(|d| vec![mm(d.length); d.count as usize]).collect();
    let (kerf, trim) = (mm(problem.settings.kerf), mm(problem.settings.trim));
    let mut pieces = Vec::new();
    for bar in &problem.bars {
        let end = mm(bar.length) - mm(bar.tolerance) - trim;
        let mut zones = Vec::new();
        let mut at = trim;
        for (from, to) in &bar.defects {
            let (from, to) = (mm(*from), mm(*to).max(mm(*from) + kerf));
            if from.min(end) > at {
                zones.push(from.min(end) - at);
            }
            at = at.max(to);
        }
        if end > at {
            zones.push(end - at);
        }
        let cents = if bar.bought { libm::round(bar.price * 100.0) as i64 } else { 0 };
        for _ in 0..bar.copies.unwrap_or(parts.len() as u32).min(parts.len() as u32) {
            pieces.push((mm(bar.length), cents, zones.clone()));
        }
    }
    let mut best = (parts.len() as u32, 0, 0, 0);
    let mut place: Vec<Option<(usize, usize)>> = Vec::new();
    try_all(&parts, &pieces, kerf, mm(problem.settings.min_remnant).max(1), &mut place, &mut best);
    best
}

type Piece = (i64, i64, Vec<i64>);

fn try_all(
    parts: &[i64],
    pieces: &[Piece],
    kerf: i64,
    keep: i64,
    place: &mut Vec<Option<(usize, usize)>>,
    best: &mut (u32, i64, i64, u32),
) {
    if place.len() == parts.len() {
        let mut sum = (0, 0, 0, 0);
        sum.0 = place.iter().filter(|p| p.is_none()).count() as u32;
        for (k, (length, cents, zones)) in pieces.iter().enumerate() {
            if !place.iter().flatten().any(|p| p.0 == k) {
                continue;
            }
            sum.1 += cents;
            sum.2 += length;
            sum.3 += 1;
            for (z, zone) in zones.iter().enumerate() {
                let here = || place.iter().zip(parts).filter(|(p, _)| **p == Some((k, z))).map(|(_, l)| *l);
                let (used, count) = (here().sum::<i64>(), here().count() as i64);
                if used + (count - 1).max(0) * kerf > *zone {
                    return;
                }
                let rest = zone - used - count * kerf;
                sum.2 -= used + if rest >= keep { rest } else { 0 };
            }
        }
        *best = (*best).min(sum);
        return;
    }
    let part = parts[place.len()];
    place.push(None);
    try_all(parts, pieces, kerf, keep, place, best);
    place.pop();
    for (k, piece) in pieces.iter().enumerate() {
        for (z, zone) in piece.2.iter().enumerate().filter(|(_, zone)| **zone >= part) {
            let used: i64 = place.iter().zip(parts).filter(|(p, _)| **p == Some((k, z))).map(|(_, l)| l + kerf).sum();
            if used + part <= *zone {
                place.push(Some((k, z)));
                try_all(parts, pieces, kerf, keep, place, best);
                place.pop();
            }
        }
    }
}

#[test]
fn says_why_a_part_has_no_place() {
    let planned = plan(&problem(vec![demand("leg", 1420, 2)], vec![bar("board", 1120, Some(3), 0.0)]));
    assert_eq!(planned.status, Status::Infeasible);
    let reason = planned.unplaced[0].reason.replace(['\u{202f}', '\u{a0}'], " ");
    assert_eq!(reason, "needs 1 420 mm; the longest clear length is 1 110 mm; buy one or shorten the part");
    let none = plan(&problem(vec![demand("leg", 1420, 2)], vec![]));
    assert!(none.unplaced[0].reason.contains("no stock"));
    assert_eq!(plan(&LinearProblem::default()).status, Status::Proven);
}

/// Two zones for two parts, and a gap between bound and plan that is no multiple of what plans differ by.
#[test]
fn the_search_proves_only_what_holds() {
    let piece = Bar { tolerance: 0.003, defects: vec![(1.054, 1.068)], ..bar("b", 2264, None, 0.0) };
    let settings = Settings { kerf: 0.004, trim: 0.006, min_remnant: 0.007 };
    let problem =
        LinearProblem { settings, demands: vec![demand("p0", 434, 1), demand("p1", 600, 1)], bars: vec![piece] };
    let mut search = Search::new(&problem);
    while search.advance(1) {
        assert_eq!(check_plan(&problem, search.best()), Vec::<String>::new());
    }
    assert_eq!(search.best().objective.loss, 0.037);
    assert_eq!(search.best().status, Status::Proven);
}

/// Once no columns were left the search generated the same one for ever, and left nodes without any pieces unproven.
#[test]
fn the_search_comes_to_an_end() {
    let piece = |mm, copies, defect: (i64, i64)| Bar {
        tolerance: 0.001,
        defects: vec![(defect.0 as f64 / 1e3, defect.1 as f64 / 1e3)],
        ..bar("b", mm, Some(copies), 0.0)
    };
    let settings = Settings { kerf: 0.004, trim: 0.004, min_remnant: 0.294 };
    let shop = Bar { price: 6.68, bought: true, ..piece(1289, 2, (606, 661)) };
    let bars = vec![shop, piece(2049, 2, (951, 1010))];
    let mut search = Search::new(&LinearProblem { settings, demands: vec![demand("p0", 327, 4)], bars });
    assert!((0..40).any(|_| !search.advance(20_000)));
    assert_eq!(search.best().status, Status::Proven);
}

#[test]
fn uses_scrap_before_it_buys() {
    let bars = vec![bar("shop", 2400, None, 4.8), bar("scrap", 1120, Some(2), 0.0)];
    let problem = problem(vec![demand("a", 540, 4), demand("b", 1000, 1)], bars);
    let planned = plan(&problem);
    assert_eq!(check_plan(&problem, &planned), Vec::<String>::new());
    assert_eq!((planned.objective.money, planned.objective.opened, planned.status), (4.8, 3, Status::Proven));
    assert_eq!(feasible_money(&problem, 100_000), Oracle::Exact(Some(480)));
}

#[test]
fn the_checker_catches_each_kind_of_fault() {
    let piece = Bar { tolerance: 0.004, defects: vec![(0.9, 0.95)], bought: true, ..bar("b", 2000, Some(2), 4.8) };
    let problem = problem(vec![demand("a", 400, 3)], vec![piece]);
    let good = plan(&problem);
    assert_eq!(check_plan(&problem, &good), Vec::<String>::new());
    let shape = (good.pieces.len(), good.pieces[0].cuts.len(), good.pieces[0].remnants.len(), good.status);
    assert_eq!(shape, (1, 3, 1, Status::Proven));
    type Fault = (&'static str, fn(&mut Plan));
    fn shift(plan: &mut Plan, cut: usize, from: f64) {
        let cut = &mut plan.pieces[0].cuts[cut];
        (cut.from, cut.to) = (from, from + 0.4);
    }
    let faults: [Fault; 24] = [
        ("1 of part a are neither placed", |p| p.pieces[0].cuts.truncate(2)),
        ("is cut 4 times, not 3", |p| p.pieces[0].cuts.push(Cut { part: 0, from: 1.5, to: 1.9 })),
        ("no part 7", |p| p.pieces[0].cuts[0].part = 7),
        ("wrong length", |p| p.pieces[0].cuts[2].to += 1e-5),
        ("wrong length", |p| p.pieces[0].cuts[2].to -= 1e-5),
        ("lie between", |p| p.pieces[0].cuts[1] = p.pieces[0].cuts[0]),
        ("only 2990 µm lie between", |p| shift(p, 1, 0.40799)),
        ("touches the defect", |p| shift(p, 1, 0.50001)),
        ("outside the usable", |p| shift(p, 0, 0.00499)),
        ("outside the usable", |p| shift(p, 2, 1.59101)),
        ("no copy 2", |p| p.pieces[0].copy = 2),
        ("no bar 1", |p| p.pieces[0].bar = 1),
        ("used twice", |p| p.pieces.push(p.pieces[0].clone())),
        ("too short to keep", |p| p.pieces[0].remnants[0].1 = p.pieces[0].remnants[0].0 + 0.29999),
        ("do not add up", |p| p.pieces[0].loss += 1e-5),
        ("480 cents", |p| p.objective.money -= 0.01),
        ("the loss is", |p| p.objective.loss -= 1e-5),
        ("pieces are opened", |p| p.objective.opened = 2),
        ("parts are unplaced", |p| p.objective.unplaced = 1),
        ("neither placed nor reported", |p| {
            p.unplaced.push(Unplaced { part: "a".into(), count: 1, reason: "x".into() });
        }),
        ("without a reason", |p| p.unplaced.push(Unplaced { part: "a".into(), count: 0, reason: String::new() })),
        ("bound is above", |p| p.bound.loss += 1e-5),
        ("does not follow", |p| p.bound.opened = 0),
        ("does not follow", |p| p.status = Status::Gap(0.1)),
    ];
    for (what, change) in faults {
        let mut bad = good.clone();
        change(&mut bad);
        let wrong = check_plan(&problem, &bad);
        assert!(wrong.iter().any(|w| w.contains(what)), "“{what}” went unseen: {wrong:?}");
    }
}

#[test]
fn strange_numbers_do_no_harm() {
    for strange in [f64::NAN, f64::INFINITY, -1.0, 0.0, 1e300, 1e-300] {
        let odd = Bar {
            length: strange,
            tolerance: strange,
            price: strange,
            defects: vec![(strange, 1.0)],
            ..bar("b", 1, None, 1.0)
        };
        let settings = Settings { kerf: strange, trim: strange, min_remnant: strange };
        let demands = vec![Demand { part: "a".into(), length: strange, count: u32::MAX }, demand("b", 500, 3)];
        let problem = LinearProblem { settings, demands, bars: vec![odd, bar("c", 1000, Some(u32::MAX), 0.0)] };
        let _ = (plan(&problem), money_bound(&problem), feasible_money(&problem, 1000));
    }
}

#[test]
fn large_problems_end_with_a_gap_or_better() {
    let demands = (0..40).map(|k| demand(&format!("p{k}"), 200 + 37 * k % 900, 1 + k as u32 % 7)).collect();
    let problem = problem(
        demands,
        vec![bar("shop", 2400, None, 4.8), bar("long", 3000, None, 6.1), bar("scrap", 1120, Some(9), 0.0)],
    );
    let planned = plan(&problem);
    assert_eq!(check_plan(&problem, &planned), Vec::<String>::new());
    assert_eq!(planned.objective.unplaced, 0);
    assert!(planned.objective.money <= planned.bound.money * 1.1, "{:?} {:?}", planned.objective, planned.bound);
    assert!(matches!(planned.status, Status::Gap(gap) if gap < 0.1) || planned.status == Status::Proven);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn every_plan_passes_the_checker(problem in any_problem(8)) {
        let planned = plan(&problem);
        prop_assert_eq!(check_plan(&problem, &planned), Vec::<String>::new());
        prop_assert!(planned.bound.compare(&planned.objective).is_le());
        for piece in &planned.pieces {
            let bands = diagram(&problem, piece);
            let sum: f64 = bands.iter().map(|b| b.to - b.from).sum();
            prop_assert!((sum - problem.bars[piece.bar].length).abs() < 1e-6);
            prop_assert_eq!(bands.iter().filter(|b| matches!(b.kind, BandKind::Part(_))).count(), piece.cuts.len());
        }
    }

    #[test]
    fn nothing_beats_a_proven_plan(problem in any_problem(1)) {
        let planned = plan(&problem);
        let best = brute_force(&problem);
        let o = planned.objective;
        let found = (o.unplaced, libm::round(o.money * 1e2) as i64, libm::round(o.loss * 1e3) as i64, o.opened);
        prop_assert_eq!(found, best);
        prop_assert_eq!(planned.status == Status::Infeasible, best.0 > 0);
        let bound = money_bound(&problem);
        prop_assert!(!bound.unplaced || best.0 > 0);
        prop_assert!(best.0 > 0 || bound.money <= o.money + 1e-9);
        let oracle = feasible_money(&problem, 1_000_000);
        prop_assert_eq!(oracle, Oracle::Exact((best.0 == 0).then_some(best.1)));
    }

    #[test]
    fn the_bounds_hold_for_what_is_planned_well(problem in any_problem(6)) {
        let model = model::Model::new(&problem);
        let quick = greedy::greedy(&model);
        let exact = plan(&problem);
        if matches!(exact.status, Status::Proven | Status::Infeasible) {
            let value = model.value(&quick);
            prop_assert!(value.0 >= exact.objective.unplaced);
            let fast = layout::lay_out(&problem, &model, &quick);
            prop_assert_eq!(check_plan(&problem, &fast), Vec::<String>::new());
            prop_assert!(fast.objective.compare(&exact.objective).is_ge());
            prop_assert!(bound::unplaced_bound(&model) <= exact.objective.unplaced);
        }
    }

    #[test]
    fn the_order_of_demands_does_not_matter(problem in any_problem(5)) {
        let mut turned = problem.clone();
        turned.demands.reverse();
        prop_assert_eq!(plan(&problem).objective, plan(&turned).objective);
    }

    #[test]
    fn a_wider_saw_never_helps(problem in any_problem(4)) {
        let mut wider = problem.clone();
        wider.settings.kerf += 0.002;
        let (narrow, wide) = (plan(&problem), plan(&wider));
        if narrow.status == Status::Proven {
            prop_assert!((narrow.objective.unplaced, narrow.objective.money) <= (wide.objective.unplaced, wide.objective.money));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    #[test]
    fn polishing_never_spoils_a_plan(problem in any_problem(6)) {
        let model = model::Model::new(&problem);
        let mut uses = greedy::greedy(&model);
        let (mut random, mut work) = (crate::cutting::random::Random(1), 0);
        for _ in 0..20 {
            let before = model.value(&uses);
            let better = polish::polish(&model, &mut uses, &mut random, &mut work);
            let after = model.value(&uses);
            prop_assert!(after <= before && better == (after < before), "{before:?} {after:?}");
            prop_assert_eq!(check_plan(&problem, &layout::lay_out(&problem, &model, &uses)), Vec::<String>::new());
        }
    }

    #[test]
    fn the_search_agrees_with_the_exact_plan(problem in any_problem(5)) {
        let model = model::Model::new(&problem);
        let mut steps = 300_000;
        let exact = exact::best(&model, None, &mut steps);
        let mut search = Search::new(&problem);
        let more = (0..40).all(|_| search.advance(100_000));
        let found = search.best();
        prop_assert_eq!(check_plan(&problem, found), Vec::<String>::new());
        prop_assert!(found.bound.compare(&found.objective).is_le());
        // The long way, by columns, must not claim more than the short one for small problems.
        let mut long = Search::new(&problem);
        long.large = true;
        (0..20).all(|_| long.advance(100_000));
        let long = long.best();
        prop_assert_eq!(check_plan(&problem, long), Vec::<String>::new());
        if let Some(exact) = exact {
            let exact = layout::lay_out(&problem, &model, &exact).objective;
            prop_assert!(found.bound.compare(&exact).is_le(), "{:?} {:?}", found.bound, exact);
            prop_assert!(long.bound.compare(&exact).is_le(), "{:?} {:?}", long.bound, exact);
            prop_assert!(exact.compare(&long.objective).is_le());
            prop_assert!(exact.compare(&found.objective).is_le());
            prop_assert!(!more, "no end for {problem:?}");
            prop_assert!(matches!(found.status, Status::Proven | Status::Infeasible), "no proof for {problem:?}");
            prop_assert_eq!(found.objective.compare(&exact), std::cmp::Ordering::Equal);
        }
    }
}
