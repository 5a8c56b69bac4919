//! Checks a plan of odd parts against its problem, in whole micrometres and without rounding after that.

use std::collections::{BTreeMap, BTreeSet};

use super::shape::{Shape, apart, meet};
use crate::cutting::{
    NestObjective, NestPart, NestPlan, NestProblem, NestSheet, NestedPart, NestedSheet, Status, Turns,
};

/// Farthest corner or place from the origin (m).
const FARTHEST: f64 = 300.0;

/// Everything that is wrong with a plan; nothing if it is sound.
pub fn check_nest_plan(problem: &NestProblem, plan: &NestPlan) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    let mut placed = vec![0u64; problem.parts.len()];
    let (mut cents, mut area) = (0i64, 0i64);
    for (index, cut) in plan.sheets.iter().enumerate() {
        let mut say = |what: String| wrong.push(format!("sheet {index}: {what}"));
        let Some(sheet) = problem.sheets.get(cut.sheet) else {
            say(format!("there is no sheet {}", cut.sheet));
            continue;
        };
        if sheet.copies.is_some_and(|copies| cut.copy >= copies) {
            say(format!("there is no copy {} of sheet {}", cut.copy, sheet.id));
        }
        if !seen.insert((cut.sheet, cut.copy)) {
            say(format!("copy {} of sheet {} is used twice", cut.copy, sheet.id));
        }
        if sheet.bought {
            cents += (sheet.price.clamp(0.0, 1e6) * 100.0).round() as i64;
        } else {
            area += square_millimetres(sheet);
        }
        for nested in &cut.parts {
            if let Some(count) = placed.get_mut(nested.part) {
                *count += 1;
            }
        }
        check_sheet(problem, sheet, cut, &mut say);
    }
    check_counts(problem, plan, &placed, &mut wrong);
    let unplaced = plan.unplaced.iter().map(|u| i64::from(u.count)).sum();
    let (told, found) = (whole(&plan.objective), [unplaced, cents, area, plan.sheets.len() as i64]);
    for (level, name) in ["parts unplaced", "cents", "mm² of sheets", "sheets opened"].into_iter().enumerate() {
        if told[level] != found[level] {
            wrong.push(format!("it has {} {name}, not {}", found[level], told[level]));
        }
    }
    let bound = whole(&plan.bound);
    if bound > told || (plan.status == Status::Proven && bound != told) {
        wrong.push("the bound does not agree with the plan".to_owned());
    }
    wrong
}

/// The parts of one sheet: turned as they may be, inside, clear of holes, defects and each other.
fn check_sheet(problem: &NestProblem, sheet: &NestSheet, cut: &NestedSheet, say: &mut impl FnMut(String)) {
    let zones = std::iter::once(&sheet.outline.outer).chain(&sheet.outline.holes).chain(&sheet.defects);
    let Some(zones) = zones.map(|zone| Shape::new(zone, 0.0, [0, 0])).collect::<Option<Vec<Shape>>>() else {
        return say(format!("{} has no sound outline", sheet.id));
    };
    let margin = outward(problem.settings.margin) + outward(sheet.tolerance);
    let spacing = outward(problem.settings.spacing);
    let mut shapes: Vec<(&str, Shape)> = Vec::new();
    for nested in &cut.parts {
        let Some(part) = problem.parts.get(nested.part) else {
            say(format!("there is no part {}", nested.part));
            continue;
        };
        if !may_turn(part, sheet, nested) {
            say(format!("part {} must not be turned by {}°", part.part, nested.turn));
        }
        let near = nested.at.iter().all(|v| v.abs() <= FARTHEST) && nested.turn.abs() <= 360.0;
        let place = nested.at.map(|v| (v * 1e6).round() as i64);
        let Some(shape) = Shape::new(&part.outline.outer, nested.turn, place).filter(|_| near) else {
            say(format!("part {} has no sound outline or place", part.part));
            continue;
        };
        if shape.is_crossed() {
            say(format!("the outline of part {} crosses itself", part.part));
        }
        for (k, zone) in zones.iter().enumerate() {
            // All around the sheet lies a zone as well: what its outline does not enclose.
            let outside;
            let (zone, name) = match k {
                0 => {
                    outside = zone.inside_out();
                    (&outside, "the edge")
                }
                k if k <= sheet.outline.holes.len() => (zone, "a hole"),
                _ => (zone, "a defect"),
            };
            if meet(&shape, zone) {
                say(format!("part {} lies over {name} of sheet {}", part.part, sheet.id));
            } else if !apart(&shape, zone, margin) {
                say(format!("part {} lies too near to {name} of sheet {}", part.part, sheet.id));
            }
        }
        for (other, there) in &shapes {
            if meet(&shape, there) {
                say(format!("parts {other} and {} overlap", part.part));
            } else if !apart(&shape, there, spacing) {
                say(format!("parts {other} and {} lie too near to each other", part.part));
            }
        }
        shapes.push((&part.part, shape));
    }
    if cut.parts.is_empty() {
        say("nothing is cut from it".to_owned());
    }
}

/// Whether a part may be turned so, by itself and by the grain.
fn may_turn(part: &NestPart, sheet: &NestSheet, nested: &NestedPart) -> bool {
    let off = |angle: f64, period: f64| {
        let rest = angle.rem_euclid(period);
        rest.min(period - rest)
    };
    let close = |angle: f64, period: f64| off(angle, period) < 0.0051;
    let free = match &part.turns {
        Turns::Fixed => close(nested.turn, 360.0),
        Turns::Half => close(nested.turn, 180.0),
        Turns::Quarter => close(nested.turn, 90.0),
        Turns::Any => nested.turn.is_finite(),
        Turns::List(angles) => angles.iter().any(|angle| close(nested.turn - angle, 360.0)),
    };
    let along = match (part.grain, sheet.grain) {
        (Some(part), Some(sheet)) => close(part + nested.turn - sheet, 180.0),
        _ => true,
    };
    (0.0..360.0).contains(&nested.turn) && free && along
}

/// Every part is placed or reported, once.
fn check_counts(problem: &NestProblem, plan: &NestPlan, placed: &[u64], wrong: &mut Vec<String>) {
    let mut balance: BTreeMap<&str, i128> = BTreeMap::new();
    for (part, placed) in problem.parts.iter().zip(placed) {
        *balance.entry(&part.part).or_default() += i128::from(part.count) - i128::from(*placed);
        if *placed > u64::from(part.count) {
            wrong.push(format!("part {} is cut {placed} times, not {}", part.part, part.count));
        }
    }
    for unplaced in &plan.unplaced {
        *balance.entry(&unplaced.part).or_default() -= i128::from(unplaced.count);
        if unplaced.reason.is_empty() || unplaced.count == 0 {
            wrong.push(format!("part {} is unplaced without a reason", unplaced.part));
        }
    }
    for (part, missing) in balance.into_iter().filter(|(_, missing)| *missing != 0) {
        wrong.push(format!("{missing} of part {part} are neither placed nor reported"));
    }
}

/// Area of a sheet less its holes, to the nearest mm².
fn square_millimetres(sheet: &NestSheet) -> i64 {
    let area = |polygon| Shape::new(polygon, 0.0, [0, 0]).map_or(0, |shape| shape.twice_area());
    let twice = area(&sheet.outline.outer) - sheet.outline.holes.iter().map(area).sum::<i128>();
    ((twice + 1_000_000) / 2_000_000) as i64
}

/// The levels in whole cents and mm².
fn whole(o: &NestObjective) -> [i64; 4] {
    [i64::from(o.unplaced), (o.money * 1e2).round() as i64, (o.area * 1e6).round() as i64, i64::from(o.opened)]
}

/// Ten micrometres at a time, rounded up, with a nanometre's grace.
fn outward(metres: f64) -> i64 {
    if metres.is_finite() { (metres.clamp(0.0, FARTHEST) * 1e5 - 5e-5).ceil() as i64 * 10 } else { 0 }
}
