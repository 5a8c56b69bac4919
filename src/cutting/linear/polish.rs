//! Betters a plan a few pieces at a time: they are emptied and cut anew in the best way there is, together with some
//! that were not opened (large neighbourhood search, Shaw 1998; each neighbourhood by the exact method).

use super::exact;
use super::model::{Kind, Model, Stock, Use};
use crate::cutting::random::Random;

/// States that emptied pieces may lead to, one after the other, and steps for each set of pieces.
const STATES: [u64; 4] = [300, 1_200, 5_000, 16_000];
const STEPS: u64 = 1_500_000;
/// Pieces emptied, and pieces that were not opened beside them, at most.
const EMPTIED: usize = 7;
const SPARE: usize = 4;

/// Cuts some pieces of a plan anew; whether it is better now. As often as not a plan as good as before takes its
/// place, so that the next set of pieces starts from elsewhere.
pub(super) fn polish(model: &Model, plan: &mut Vec<Use>, random: &mut Random, work: &mut u64) -> bool {
    let most = STATES[random.below(STATES.len())];
    let mut order: Vec<usize> = (0..plan.len()).collect();
    random.shuffle(&mut order);
    // What has no place yet takes part.
    let mut counts: Vec<u32> = model.kinds.iter().map(|k| k.count).collect();
    plan.iter().for_each(|piece| subtract(&mut counts, piece));
    let mut emptied: Vec<usize> = Vec::new();
    for piece in order.into_iter().filter(|_| plan.len() > 1) {
        let mut more = counts.clone();
        plan[piece].split.iter().flatten().enumerate().for_each(|(k, n)| more[k % model.kinds.len()] += n);
        let states = more.iter().fold(1u64, |states, n| states.saturating_mul(u64::from(*n) + 1));
        if states <= most {
            (counts, _) = (more, emptied.push(piece));
        }
        if emptied.len() == EMPTIED {
            break;
        }
    }
    if emptied.is_empty() {
        return false;
    }
    let mut spare: Vec<usize> = (0..model.stocks.len()).flat_map(|s| vec![s; unused(model, plan, s)]).collect();
    random.shuffle(&mut spare);
    spare.truncate(random.below(SPARE + 1));
    spare.extend(emptied.iter().map(|piece| plan[*piece].stock));
    // Of plans as good as each other the exact method finds the one whose stock comes first.
    random.shuffle(&mut spare);
    let (part, kinds, stocks) = part_of(model, &counts, &spare);
    let old: Vec<Use> = emptied.iter().map(|piece| plan[*piece].clone()).collect();
    let before = model.value(&old);
    let all_placed = before.0 == model.total() - counts.iter().sum::<u32>();
    let mut steps = STEPS;
    let found = exact::best(&part, all_placed.then_some(before.1), &mut steps);
    *work += STEPS - steps;
    let Some(found) = found else { return false };
    let whole = |piece: &Use| {
        let widen = |few: &Vec<u32>| {
            let mut counts = vec![0; model.kinds.len()];
            kinds.iter().zip(few).for_each(|(k, n)| counts[*k] = *n);
            counts
        };
        Use { stock: stocks[piece.stock], split: piece.split.iter().map(widen).collect() }
    };
    let new: Vec<Use> = found.iter().map(whole).collect();
    let after = model.value(&new);
    if after > before {
        return false;
    }
    crate::order::sort_by(&mut emptied, |a, b| b.cmp(a));
    emptied.iter().for_each(|piece| drop(plan.swap_remove(*piece)));
    plan.extend(new);
    after < before
}

fn subtract(counts: &mut [u32], piece: &Use) {
    for split in &piece.split {
        counts.iter_mut().zip(split).for_each(|(left, n)| *left = left.saturating_sub(*n));
    }
}

/// How many pieces of a stock a plan leaves, up to a few.
fn unused(model: &Model, plan: &[Use], stock: usize) -> usize {
    let used = plan.iter().filter(|piece| piece.stock == stock).count();
    (model.stocks[stock].copies as usize).saturating_sub(used).min(SPARE)
}

/// The problem of so many parts and these pieces, and which kinds and stocks its own are.
fn part_of(model: &Model, counts: &[u32], pieces: &[usize]) -> (Model, Vec<usize>, Vec<usize>) {
    let kinds: Vec<usize> = (0..counts.len()).filter(|k| counts[*k] > 0).collect();
    let mut stocks: Vec<usize> = Vec::new();
    pieces.iter().for_each(|s| {
        if !stocks.contains(s) {
            stocks.push(*s)
        }
    });
    let copies = |stock: usize| pieces.iter().filter(|s| **s == stock).count() as u32;
    let kind = |k: &usize| Kind { length: model.kinds[*k].length, count: counts[*k], demands: Vec::new() };
    let stock = |s: &usize| Stock { copies: copies(*s), bars: Vec::new(), ..model.stocks[*s].clone() };
    let part = Model {
        kerf: model.kerf,
        min_remnant: model.min_remnant,
        kinds: kinds.iter().map(kind).collect(),
        stocks: stocks.iter().map(stock).collect(),
        refused: Vec::new(),
    };
    (part, kinds, stocks)
}
