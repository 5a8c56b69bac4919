//! Checks a plan of linear cuts against its problem, in whole micrometres.

use std::collections::{BTreeMap, BTreeSet};

use crate::cutting::{CutPiece, LinearProblem, Plan, Status};

/// Everything that is wrong with a plan; nothing if it is sound.
pub fn check_plan(problem: &LinearProblem, plan: &Plan) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    let mut placed = vec![0u64; problem.demands.len()];
    let (mut cents, mut loss) = (0i64, 0i64);
    for (index, piece) in plan.pieces.iter().enumerate() {
        let mut say = |what: String| wrong.push(format!("piece {index}: {what}"));
        let Some(bar) = problem.bars.get(piece.bar) else {
            say(format!("there is no bar {}", piece.bar));
            continue;
        };
        if bar.copies.is_some_and(|copies| piece.copy >= copies) {
            say(format!("there is no copy {} of bar {}", piece.copy, bar.id));
        }
        if !seen.insert((piece.bar, piece.copy)) {
            say(format!("copy {} of bar {} is used twice", piece.copy, bar.id));
        }
        if bar.bought {
            cents += (bar.price.clamp(0.0, 1e6) * 100.0).round() as i64;
        }
        for cut in &piece.cuts {
            match problem.demands.get(cut.part) {
                Some(demand) => {
                    placed[cut.part] += 1;
                    if at(cut.to) - at(cut.from) != outward(demand.length) {
                        say(format!("part {} is cut to the wrong length", demand.part));
                    }
                }
                None => say(format!("there is no part {}", cut.part)),
            }
        }
        check_piece(problem, piece, &mut say);
        loss += inward(bar.length) - taken(piece);
    }
    check_counts(problem, plan, &placed, &mut wrong);
    let unplaced: u64 = plan.unplaced.iter().map(|u| u64::from(u.count)).sum();
    let stated = &plan.objective;
    if u64::from(stated.unplaced) != unplaced {
        wrong.push(format!("{unplaced} parts are unplaced, not {}", stated.unplaced));
    }
    if (stated.money * 100.0).round() as i64 != cents {
        wrong.push(format!("what is bought costs {cents} cents, not {}", stated.money * 100.0));
    }
    if at(stated.loss) != loss {
        wrong.push(format!("the loss is {loss} µm, not {}", at(stated.loss)));
    }
    if stated.opened as usize != plan.pieces.len() {
        wrong.push(format!("{} pieces are opened, not {}", plan.pieces.len(), stated.opened));
    }
    check_bound(plan, &mut wrong);
    wrong
}

/// What is said about better plans agrees with what was found.
fn check_bound(plan: &Plan, wrong: &mut Vec<String>) {
    let order = plan.bound.compare(&plan.objective);
    if order.is_gt() {
        wrong.push("the bound is above the objective".to_owned());
    }
    let sound = match plan.status {
        Status::Proven => order.is_eq() && plan.objective.unplaced == 0,
        Status::Gap(gap) => order.is_lt() && gap > 0.0 && gap <= 1.0,
        Status::Infeasible => plan.bound.unplaced > 0,
        Status::Feasible => true,
    };
    if !sound {
        wrong.push(format!("the status {:?} does not follow from the bound", plan.status));
    }
}

/// Parts, rests and cuts of one piece: in order, apart, within the clear length, adding up.
fn check_piece(problem: &LinearProblem, piece: &CutPiece, say: &mut impl FnMut(String)) {
    let Some(bar) = problem.bars.get(piece.bar) else { return };
    let (kerf, trim) = (outward(problem.settings.kerf).max(0), outward(problem.settings.trim).max(0));
    let (start, end) = (trim, inward(bar.length) - outward(bar.tolerance).max(0) - trim);
    let parts = piece.cuts.iter().map(|c| (at(c.from), at(c.to), true));
    let rests = piece.remnants.iter().map(|r| (at(r.0), at(r.1), false));
    let mut spans: Vec<(i64, i64, bool)> = parts.chain(rests).collect();
    crate::order::sort_by(&mut spans, Ord::cmp);
    let defects = || bar.defects.iter().filter(|(from, to)| from < to).map(|(from, to)| (inward(*from), outward(*to)));
    for (from, to, part) in &spans {
        if from >= to || *from < start || *to > end {
            say(format!("{from}..{to} µm lies outside the usable {start}..{end}"));
        }
        if let Some((bad, _)) = defects().find(|(bad, good)| bad < to && from < good) {
            say(format!("{from}..{to} µm touches the defect at {bad}"));
        }
        if !part && to - from < outward(problem.settings.min_remnant) {
            say(format!("the rest {from}..{to} µm is too short to keep"));
        }
    }
    let mut cuts = 0;
    for pair in spans.windows(2) {
        // Two rests may lie on either side of a defect that is cut out; a part needs a cut before its neighbour.
        let gap = pair[1].0 - pair[0].1;
        if gap < kerf {
            say(format!("only {gap} µm lie between {} and {}", pair[0].1, pair[1].0));
        }
        cuts += kerf;
    }
    let waste = inward(bar.length) - taken(piece) - cuts;
    if waste < 0 || at(piece.loss) != waste + cuts {
        say(format!("parts, cuts, rests and waste do not add up to the stock: the loss is {}", waste + cuts));
    }
    if piece.cuts.is_empty() {
        say("nothing is cut from it".to_owned());
    }
}

/// Every part is placed or reported, once.
fn check_counts(problem: &LinearProblem, plan: &Plan, placed: &[u64], wrong: &mut Vec<String>) {
    let mut balance: BTreeMap<&str, i128> = BTreeMap::new();
    for (demand, placed) in problem.demands.iter().zip(placed) {
        *balance.entry(&demand.part).or_default() += i128::from(demand.count) - i128::from(*placed);
        if *placed > u64::from(demand.count) {
            wrong.push(format!("part {} is cut {placed} times, not {}", demand.part, demand.count));
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

/// Length of parts and rests (µm).
fn taken(piece: &CutPiece) -> i64 {
    let parts: i64 = piece.cuts.iter().map(|c| at(c.to) - at(c.from)).sum();
    parts + piece.remnants.iter().map(|r| at(r.1) - at(r.0)).sum::<i64>()
}

/// Nearest micrometre.
fn at(metres: f64) -> i64 {
    (metres * 1e6).round() as i64
}

/// Ten micrometres at a time, rounded down, with a nanometre's grace.
fn inward(metres: f64) -> i64 {
    (metres * 1e5 + 5e-5).floor() as i64 * 10
}

/// Ten micrometres at a time, rounded up, with a nanometre's grace.
fn outward(metres: f64) -> i64 {
    (metres * 1e5 - 5e-5).ceil() as i64 * 10
}
