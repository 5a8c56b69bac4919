//! Turns a solution into a plan in metres: parts by name, cuts in order, rests worth keeping, reasons.

use std::collections::VecDeque;

use super::fill::Filling;
use super::model::{Kind, Model, Rect, Stock, metres, up};
use super::saw::{Line, saw};
use super::solution::Solution;
use super::space::Spaces;
use super::{Area, Axis, CutSheet, Grain, PlacedPart, SawCut, SheetCuts, SheetObjective, SheetPlan, SheetProblem};
use crate::cutting::Unplaced;
use crate::quantity::{System, format};

/// Most rests named for one sheet.
const MAX_REMNANTS: usize = 20;

/// The plan that a solution makes, still without bound and status.
pub(super) fn lay_out(problem: &SheetProblem, model: &Model, solution: &Solution) -> SheetPlan {
    let mut copies: Vec<VecDeque<(usize, u32)>> = model.stocks.iter().map(|s| each(&s.sheets, s.copies)).collect();
    let mut parts: Vec<VecDeque<(usize, u32)>> = model.kinds.iter().map(|k| each(&k.parts, k.count)).collect();
    let mut plan = SheetPlan::default();
    let mut ordered: Vec<&Filling> = solution.sheets.iter().collect();
    crate::order::sort_by(&mut ordered, |a, b| a.stock.cmp(&b.stock).then(b.area.cmp(&a.area)));
    let (mut scrap, mut cents) = (0, 0);
    for filling in ordered {
        let stock = &model.stocks[filling.stock];
        let Some((sheet, copy)) = copies[filling.stock].pop_front() else { continue };
        (scrap, cents) = (scrap + stock.scrap, cents + stock.cents);
        let mut cut = CutSheet { sheet, copy, ..CutSheet::default() };
        for place in &filling.places {
            let Some((part, _)) = parts[place.kind].pop_front() else { continue };
            let area = area(model, &place.rect);
            let wanted = &problem.parts[part];
            let turned = match wanted.grain {
                Grain::Along => false,
                Grain::Across => true,
                Grain::Any => place.rect.x1 - place.rect.x0 - model.kerf != up(wanted.length),
            };
            cut.parts.push(PlacedPart { part, area, turned });
        }
        let rects: Vec<Rect> = filling.places.iter().map(|p| p.rect).collect();
        let whole = Rect { x0: 0, y0: 0, x1: stock.w, y1: stock.h };
        let sawing = saw(whole, &rects, model.cuts);
        let rests = match &sawing {
            Some(sawing) => sawing.rests.iter().filter_map(|rest| clear(*rest, &stock.defects)).collect(),
            None => free_rests(model, stock, &rects),
        };
        cut.remnants = remnants(model, rests);
        cut.cuts = sawing.map(|s| s.lines).unwrap_or_default().iter().map(|line| saw_cut(model, line)).collect();
        plan.sheets.push(cut);
    }
    unplaced(problem, model, parts, &mut plan);
    let largest = plan.sheets.iter().filter_map(|s| s.remnants.first()).map(|r| r.length * r.width);
    plan.objective = SheetObjective {
        unplaced: plan.unplaced.iter().fold(0, |sum, u| sum.saturating_add(u.count)),
        money: cents as f64 / 100.0,
        scrap: scrap as f64 / 1e10,
        opened: plan.sheets.len() as u32,
        remnant: largest.fold(0.0, f64::max),
    };
    plan
}

/// Every single one of what there are several of: index and number, at most so many.
fn each(groups: &[(usize, u32)], most: u32) -> VecDeque<(usize, u32)> {
    groups.iter().flat_map(|(index, count)| (0..*count).map(|n| (*index, n))).take(most as usize).collect()
}

/// A grown rectangle as it lies in the real sheet.
fn area(model: &Model, rect: &Rect) -> Area {
    Area {
        x: metres(rect.x0 + model.trim),
        y: metres(rect.y0 + model.trim),
        length: metres(rect.x1 - rect.x0 - model.kerf),
        width: metres(rect.y1 - rect.y0 - model.kerf),
    }
}

fn saw_cut(model: &Model, line: &Line) -> SawCut {
    let start = line.at - model.kerf;
    SawCut {
        axis: line.axis,
        at: metres(start + model.trim),
        from: metres(line.from + model.trim),
        to: metres(line.to - model.kerf + model.trim),
        stage: line.stage,
        mark: metres(start - line.edge),
    }
}

/// The largest part of a rest without a defect.
fn clear(rest: Rect, defects: &[Rect]) -> Option<Rect> {
    let stock = Stock { w: rest.x1 - rest.x0, h: rest.y1 - rest.y0, ..Stock::default() };
    let shifted = defects.iter().filter(|d| d.meets(&rest)).map(|d| shift(d, -rest.x0, -rest.y0)).collect();
    let mut spaces = Spaces::default();
    spaces.reset(&Stock { defects: shifted, ..stock }, SheetCuts::Free, Axis::Length);
    let largest = spaces.open.iter().map(|s| s.rect).max_by_key(|rect| (rect.area(), std::cmp::Reverse(*rect)))?;
    Some(shift(&largest, rest.x0, rest.y0))
}

fn shift(rect: &Rect, x: i32, y: i32) -> Rect {
    Rect { x0: rect.x0 + x, y0: rect.y0 + y, x1: rect.x1 + x, y1: rect.y1 + y }
}

/// Rests of a free layout: the largest empty rectangle, then the largest beside it, and so on.
fn free_rests(model: &Model, stock: &Stock, parts: &[Rect]) -> Vec<Rect> {
    let mut spaces = Spaces::default();
    spaces.reset(stock, SheetCuts::Free, Axis::Length);
    parts.iter().for_each(|part| spaces.carve(part));
    let mut rests = Vec::new();
    while rests.len() < MAX_REMNANTS {
        let rects = spaces.open.iter().map(|s| s.rect);
        let worth = rects.filter(|r| model.is_remnant(r.x1 - r.x0 - model.kerf, r.y1 - r.y0 - model.kerf));
        let Some(rest) = worth.max_by_key(|rect| (rect.area(), std::cmp::Reverse(*rect))) else { break };
        spaces.carve(&rest);
        rests.push(rest);
    }
    rests
}

/// Those worth keeping, largest first.
fn remnants(model: &Model, rests: Vec<Rect>) -> Vec<Area> {
    let mut kept = rests;
    kept.retain(|r| model.is_remnant(r.x1 - r.x0 - model.kerf, r.y1 - r.y0 - model.kerf));
    let size = |r: &Rect| i64::from(r.x1 - r.x0 - model.kerf) * i64::from(r.y1 - r.y0 - model.kerf);
    crate::order::sort_by_key(&mut kept, |r| std::cmp::Reverse(size(r)));
    kept.truncate(MAX_REMNANTS);
    kept.iter().map(|rest| area(model, rest)).collect()
}

/// What found no place, and why.
fn unplaced(problem: &SheetProblem, model: &Model, parts: Vec<VecDeque<(usize, u32)>>, plan: &mut SheetPlan) {
    let mut add = |part: usize, count: u32, reason: String| {
        plan.unplaced.push(Unplaced { part: problem.parts[part].part.clone(), count, reason });
    };
    for (kind, rest) in model.kinds.iter().zip(parts) {
        for (part, wanted) in &kind.parts {
            let missing = rest.iter().filter(|(p, _)| p == part).count() as u32;
            if missing > 0 {
                add(*part, missing, reason(model, kind, missing, *wanted));
            }
        }
    }
    for (part, count, why) in &model.refused {
        if *count > 0 {
            add(*part, *count, (*why).to_owned());
        }
    }
}

fn reason(model: &Model, kind: &Kind, missing: u32, wanted: u32) -> String {
    let mm = |grid: i32| format(metres(grid), "mm", 2, System::Metric);
    let size = |w: i32, h: i32| format!("{} × {}", mm(w - model.kerf), mm(h - model.kerf));
    let Some((w, h, _)) = kind.lies().next() else { return "may lie in no way".to_owned() };
    let needed = size(w, h);
    // The clear rectangle that comes nearest to holding it, over all sheets and ways to lie.
    let mut nearest: Option<(i64, i32, i32)> = None;
    for stock in &model.stocks {
        let mut spaces = Spaces::default();
        spaces.reset(stock, SheetCuts::Free, Axis::Length);
        for space in &spaces.open {
            for (w, h, _) in kind.lies() {
                let short = i64::from((w - space.w()).max(0)) + i64::from((h - space.h()).max(0));
                if nearest.is_none_or(|(least, ..)| short < least) {
                    nearest = Some((short, space.w(), space.h()));
                }
            }
        }
    }
    let turn = if kind.lies().count() == 1 && kind.ways[0] != kind.ways[1].map(|(h, w)| (w, h)) && w != h {
        " or let it turn"
    } else {
        ""
    };
    match nearest {
        None => format!("needs {needed}; there is no sheet for it; buy one or pick other stock"),
        Some((0, ..)) => {
            let share = if missing == wanted { "all".to_owned() } else { format!("{missing} of {wanted}") };
            format!("the sheets are used up for {share}; add one with a clear {needed}, or make parts smaller")
        }
        Some((_, w, h)) => {
            let clear = size(w, h);
            format!("needs {needed} clear; the nearest has {clear}; add a larger sheet, make the part smaller{turn}")
        }
    }
}
