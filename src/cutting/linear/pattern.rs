//! Patterns: all ways to cut parts out of one piece of stock.

use std::collections::BTreeMap;

use super::model::{Model, Use};

/// One way to cut a piece: how many of each kind, and its cost.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    /// Parts of each kind.
    pub counts: Vec<u32>,
    /// Packed cost.
    pub cost: u128,
    /// Where the parts are.
    pub piece: Use,
}

/// Steps that making one set of parts counts for; it takes longer than so many moves, but few are made in vain.
const STEPS: u64 = 8;

/// All patterns of a stock with at least one part; for each set of parts the cheapest one. Nothing if
/// there are more than `most`, or making them takes more than `steps`, which are counted down.
pub(super) fn patterns(model: &Model, stock: usize, most: usize, steps: &mut u64) -> Option<Vec<Pattern>> {
    let kinds = model.kinds.len();
    let zones = &model.stocks[stock].clear;
    let mut all: BTreeMap<Vec<u32>, Vec<Vec<u32>>> = BTreeMap::from([(vec![0; kinds], Vec::new())]);
    for zone in zones {
        let affordable = usize::try_from(*steps / STEPS).unwrap_or(usize::MAX);
        let ways = fillings(model, zone.1 - zone.0 + model.kerf, most.min(affordable))?;
        let mut next: BTreeMap<Vec<u32>, Vec<Vec<u32>>> = BTreeMap::new();
        if all.len().saturating_mul(ways.len()) > most.saturating_mul(8) {
            return None;
        }
        *steps = steps.checked_sub((ways.len() + all.len() * ways.len()) as u64 * STEPS)?;
        for (counts, split) in &all {
            for way in &ways {
                let sum: Vec<u32> = counts.iter().zip(way).map(|(a, b)| a + b).collect();
                if sum.iter().zip(&model.kinds).any(|(n, kind)| *n > kind.count) {
                    continue;
                }
                let mut longer = split.clone();
                longer.push(way.clone());
                // Parts and stock are the same, so the one that keeps more is the better one.
                match next.get(&sum) {
                    Some(old) if kept(model, stock, old) >= kept(model, stock, &longer) => {}
                    _ => {
                        next.insert(sum, longer);
                    }
                }
            }
        }
        if next.len() > most {
            return None;
        }
        all = next;
    }
    let pattern = |(counts, split): (Vec<u32>, Vec<Vec<u32>>)| {
        let piece = Use { stock, split };
        Pattern { counts, cost: model.cost(&piece), piece }
    };
    Some(all.into_iter().filter(|(counts, _)| counts.iter().any(|n| *n > 0)).map(pattern).collect())
}

fn kept(model: &Model, stock: usize, split: &[Vec<u32>]) -> i64 {
    model.stocks[stock].clear.iter().zip(split).map(|(zone, counts)| model.kept(*zone, counts)).sum()
}

/// All sets of parts that fit into that much room, the empty one included.
fn fillings(model: &Model, room: i64, most: usize) -> Option<Vec<Vec<u32>>> {
    let mut found = Vec::new();
    let mut counts = vec![0; model.kinds.len()];
    extend(model, 0, room, &mut counts, &mut found, most).then_some(found)
}

fn extend(
    model: &Model,
    kind: usize,
    room: i64,
    counts: &mut Vec<u32>,
    found: &mut Vec<Vec<u32>>,
    most: usize,
) -> bool {
    // Nothing shorter fits either: kinds are sorted, the last is the shortest.
    let none_fits = model.kinds.last().is_none_or(|_| model.taken(model.kinds.len() - 1) > room);
    if kind == model.kinds.len() || none_fits {
        found.push(counts.clone());
        return found.len() <= most;
    }
    let mut left = room;
    for n in 0..=model.kinds[kind].count {
        counts[kind] = n;
        if left < 0 {
            break;
        }
        if !extend(model, kind + 1, left, counts, found, most) {
            return false;
        }
        left -= model.taken(kind);
    }
    counts[kind] = 0;
    true
}
