//! Makes a plan better: takes two pieces out of it and plans their parts anew, exactly.

use super::exact;
use super::model::{Kind, Model, Stock, Use};

/// Steps for one try.
const TRY: u64 = 30_000;

/// Tries pairs of pieces until none gets better or the steps are used up.
pub(super) fn improve(model: &Model, mut uses: Vec<Use>, mut steps: u64) -> Vec<Use> {
    let mut again = true;
    while again {
        again = false;
        let (mut first, mut second) = (0, 1);
        while second < uses.len() {
            let Some(rest) = steps.checked_sub(TRY / 10 + 10 * uses.len() as u64) else { return uses };
            steps = rest;
            if let Some(better) = replan(model, &uses, [first, second], &mut steps) {
                uses = better;
                again = true;
            }
            first += 1;
            if first >= second {
                (first, second) = (0, second + 1);
            }
        }
    }
    uses
}

/// The plan with two pieces planned anew along with what is not placed, where that is better.
fn replan(model: &Model, uses: &[Use], out: [usize; 2], steps: &mut u64) -> Option<Vec<Use>> {
    let mut left: Vec<u32> = model.kinds.iter().map(|k| k.count).collect();
    let mut copies: Vec<u32> = model.stocks.iter().map(|s| s.copies).collect();
    for piece in uses.iter().enumerate().filter(|(k, _)| !out.contains(k)).map(|(_, u)| u) {
        copies[piece.stock] = copies[piece.stock].saturating_sub(1);
        for counts in &piece.split {
            left.iter_mut().zip(counts).for_each(|(rest, n)| *rest = rest.saturating_sub(*n));
        }
    }
    // Only the kinds that are left count, or there would be too many.
    let kinds: Vec<usize> = (0..left.len()).filter(|k| left[*k] > 0).collect();
    let total: u32 = left.iter().sum();
    let part = Model {
        kinds: kinds.iter().map(|k| Kind { count: left[*k], ..model.kinds[*k].clone() }).collect(),
        stocks: model.stocks.iter().zip(copies).map(|(s, n)| Stock { copies: n.min(total), ..s.clone() }).collect(),
        refused: Vec::new(),
        ..*model
    };
    let old: Vec<Use> = out.iter().filter_map(|k| uses.get(*k)).cloned().collect();
    let value = model.value(&old);
    let placed_now: u32 = old.iter().flat_map(|u| u.split.iter().flatten()).sum();
    let value = (total - placed_now, value.1);
    let mut budget = TRY.min(*steps);
    let before = budget;
    let found = exact::best(&part, (value.0 == 0).then_some(value.1), &mut budget);
    *steps -= before - found.as_ref().map_or(0, |_| budget);
    let found = found.filter(|found| part.value(found) < value)?;
    let mut better: Vec<Use> =
        uses.iter().enumerate().filter(|(k, _)| !out.contains(k)).map(|(_, u)| u.clone()).collect();
    for piece in found {
        let widen = |counts: &Vec<u32>| {
            let mut wide = vec![0; left.len()];
            kinds.iter().zip(counts).for_each(|(k, n)| wide[*k] = *n);
            wide
        };
        better.push(Use { stock: piece.stock, split: piece.split.iter().map(widen).collect() });
    }
    Some(better)
}
