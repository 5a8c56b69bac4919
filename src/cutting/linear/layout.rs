//! Turns counts into positions: where along each piece every part is cut.

use std::collections::VecDeque;

use super::model::{GRID, Model, Use, unpack};
use super::{Cut, CutPiece, LinearProblem, Objective, Plan, Unplaced};
use crate::quantity::{System, format};

fn metres(grid: i64) -> f64 {
    grid as f64 / GRID
}

/// The plan that these uses make, still without bound and status.
pub(super) fn lay_out(problem: &LinearProblem, model: &Model, uses: &[Use]) -> Plan {
    let mut copies: Vec<VecDeque<(usize, u32)>> = model.stocks.iter().map(|s| each(&s.bars, s.copies)).collect();
    let mut parts: Vec<VecDeque<(usize, u32)>> = model.kinds.iter().map(|k| each(&k.demands, k.count)).collect();
    let mut plan = Plan::default();
    let mut ordered: Vec<&Use> = uses.iter().collect();
    crate::order::sort_by(&mut ordered, |a, b| a.stock.cmp(&b.stock).then_with(|| b.split.cmp(&a.split)));
    for piece in ordered {
        let Some((bar, copy)) = copies[piece.stock].pop_front() else { continue };
        let mut cut = CutPiece { bar, copy, loss: metres(unpack(model.cost(piece)).1), ..CutPiece::default() };
        for (zone, counts) in model.stocks[piece.stock].clear.iter().zip(&piece.split) {
            let mut at = zone.0;
            for (kind, count) in counts.iter().enumerate() {
                for _ in 0..*count {
                    let Some((part, _)) = parts[kind].pop_front() else { continue };
                    let to = at + model.kinds[kind].length;
                    cut.cuts.push(Cut { part, from: metres(at), to: metres(to) });
                    at = to + model.kerf;
                }
            }
            if model.kept(*zone, counts) > 0 {
                cut.remnants.push((metres(at), metres(zone.1)));
            }
        }
        plan.pieces.push(cut);
    }
    for (kind, rest) in model.kinds.iter().zip(parts) {
        for (demand, count) in &kind.demands {
            let missing = rest.iter().filter(|(part, _)| part == demand).count() as u32;
            if missing > 0 {
                let part = problem.demands[*demand].part.clone();
                plan.unplaced.push(Unplaced {
                    part,
                    count: missing,
                    reason: reason(model, kind.length, missing, *count),
                });
            }
        }
    }
    for (demand, count, why) in &model.refused {
        let part = problem.demands[*demand].part.clone();
        plan.unplaced.push(Unplaced { part, count: *count, reason: (*why).to_owned() });
    }
    let (missing, cost) = model.value(uses);
    let (cents, loss, opened) = unpack(cost);
    let refused = model.refused.iter().fold(0u32, |sum, r| sum.saturating_add(r.1));
    plan.objective = Objective {
        unplaced: missing.saturating_add(refused),
        money: cents as f64 / 100.0,
        loss: metres(loss),
        opened,
    };
    plan
}

/// Every single one of what there are several of: index and number, at most so many.
fn each(groups: &[(usize, u32)], most: u32) -> VecDeque<(usize, u32)> {
    groups.iter().flat_map(|(index, count)| (0..*count).map(|n| (*index, n))).take(most as usize).collect()
}

fn reason(model: &Model, length: i64, missing: u32, wanted: u32) -> String {
    let mm = |grid: i64| format(metres(grid), "mm", 2, System::Metric);
    let longest = model.stocks.iter().flat_map(|s| &s.clear).map(|(from, to)| to - from).max();
    match longest {
        None => format!("needs {}; there is no stock of this section; buy some or pick other stock", mm(length)),
        Some(longest) if longest < length => {
            format!("needs {}; the longest clear length is {}; buy one or shorten the part", mm(length), mm(longest))
        }
        Some(_) => {
            let (share, length) =
                (if missing == wanted { "all".to_owned() } else { format!("{missing} of {wanted}") }, mm(length));
            format!("the stock is used up for {share}; add stock with a clear length of {length}, or shorten parts")
        }
    }
}
