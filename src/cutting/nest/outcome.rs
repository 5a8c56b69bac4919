//! A layout as a plan that others can read and check.

use super::bound::bound;
use super::layout::{Layout, Pose, Scene};
use super::ring::GRID;
use super::{NestObjective, NestPlan, NestProblem, NestedPart, NestedSheet};
use crate::cutting::{Status, Unplaced};

/// The plan of a layout, or of nothing at all.
pub(super) fn plan(problem: &NestProblem, scene: &mut Scene, layout: &Layout) -> NestPlan {
    let mut out = NestPlan {
        refused: scene.model.refused.clone(),
        unplaced: scene.model.unplaced.clone(),
        ..NestPlan::default()
    };
    let mut copies = vec![0u32; scene.model.stocks.len()];
    let (mut cents, mut area) = (0, 0);
    for (board, opened) in layout.boards.iter().enumerate() {
        let mut parts = Vec::new();
        for (unit, pose) in layout.poses.iter().enumerate() {
            if let Some(pose) = pose.filter(|pose| pose.board == board) {
                parts.extend(nested(scene, unit, opened.stock, &pose));
            }
        }
        if parts.is_empty() {
            continue;
        }
        let stock = &scene.model.stocks[opened.stock];
        crate::order::sort_by(&mut parts, |a, b| a.at[0].total_cmp(&b.at[0]).then(a.at[1].total_cmp(&b.at[1])));
        out.sheets.push(NestedSheet { sheet: stock.sheet, copy: copies[opened.stock], parts });
        copies[opened.stock] += 1;
        cents += stock.cents;
        area += stock.area;
    }
    missing(problem, scene, layout, &mut out);
    let unplaced = out.unplaced.iter().map(|u| i64::from(u.count)).sum();
    out.objective = NestObjective::of([unplaced, cents, area, out.sheets.len() as i64]);
    out.bound = bound(&scene.model, &out.objective);
    out.status = status(&out.objective, &out.bound);
    out
}

fn nested(scene: &mut Scene, unit: usize, stock: usize, pose: &Pose) -> Option<NestedPart> {
    let kind = scene.model.units[unit];
    let form = scene.forms.get(&scene.model, kind, pose.way, false)?;
    let middle = scene.grounds[stock].as_ref()?.middle;
    let place = |v: f32, axis: usize| {
        let at = libm::round(f64::from(v) * super::form::UNIT) as i64 + middle[axis] - form.middle[axis];
        at as f64 / GRID
    };
    let kind = &scene.model.kinds[kind];
    let turn = f64::from(kind.turns[pose.way]) / 100.0;
    Some(NestedPart { part: kind.part, turn, at: [place(pose.x, 0), place(pose.y, 1)] })
}

/// Parts of the model without a place.
fn missing(problem: &NestProblem, scene: &Scene, layout: &Layout, out: &mut NestPlan) {
    let mut counts = vec![0u32; scene.model.kinds.len()];
    for (unit, pose) in layout.poses.iter().enumerate() {
        counts[scene.model.units[unit]] += u32::from(pose.is_none());
    }
    let model = &scene.model;
    let square_metres = |v: f64| v / GRID / GRID;
    let parts: f64 = model.units.iter().map(|kind| model.areas[*kind]).sum();
    let room: f64 = model.stocks.iter().map(|stock| stock.room * stock.copies as f64).sum();
    for (kind, count) in counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
        let reason = if parts > room {
            let (parts, room) = (square_metres(parts), square_metres(room));
            format!("all parts take {parts:.3} m² with their spacing, and the sheets have {room:.3} m²; add a sheet")
        } else {
            "no place was found for it among the others; let it search longer, or add a sheet".to_owned()
        };
        out.unplaced.push(Unplaced { part: problem.parts[model.kinds[kind].part].part.clone(), count, reason });
    }
}

fn status(found: &NestObjective, bound: &NestObjective) -> Status {
    let (found, bound) = (found.whole(), bound.whole());
    if bound[0] > 0 {
        return Status::Infeasible;
    }
    match found.into_iter().zip(bound).find(|(found, bound)| found > bound) {
        None => Status::Proven,
        Some((found, bound)) if bound > 0 => Status::Gap((found - bound) as f64 / found as f64),
        Some(_) => Status::Feasible,
    }
}
