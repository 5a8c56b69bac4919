//! What no plan can beat: areas, seen through functions that count large parts for more.
//!
//! A superadditive function of lengths keeps a packing a packing (Fekete and Schepers 2004, conservative scales),
//! so with two of them, the sum over the parts of u(w)·v(h) is at most the sum over the opened sheets. The
//! families are the step functions of Carlier, Clautiaux and Moukrim 2007 and plain length.

use super::model::{Cost, Model};
use super::{SheetObjective, SheetProblem};

/// Most pairs of functions.
const MAX_FUNCTIONS: usize = 24;
/// Most steps for choosing sheets under one pair.
const MAX_COVER: u32 = 3_000;

/// A superadditive function on 0 ..= `whole`.
#[derive(Clone, Copy, Debug)]
enum Scale {
    Length,
    /// Counts whole multiples of a step below the middle, and what is above it from the other end.
    Steps {
        whole: i64,
        step: i64,
    },
    /// Longer than `whole - small` counts as the whole, shorter than `small` as nothing.
    Ends {
        whole: i64,
        small: i64,
    },
}

impl Scale {
    fn of(self, x: i64) -> i64 {
        match self {
            Self::Length => x,
            Self::Steps { whole, step } => match (2 * x).cmp(&whole) {
                std::cmp::Ordering::Less => 2 * (x / step),
                std::cmp::Ordering::Equal => whole / step,
                std::cmp::Ordering::Greater => 2 * (whole / step - (whole - x).max(0) / step),
            },
            Self::Ends { whole, small } => {
                if x > whole - small {
                    whole
                } else if x < small {
                    0
                } else {
                    x
                }
            }
        }
    }
}

/// No plan is better than this; found by areas alone, so that a search over many problems can afford it.
pub fn sheet_bound(problem: &SheetProblem) -> SheetObjective {
    bound_by(&Model::new(problem), |_, _| vec![Scale::Length])
}

/// No plan is better than this.
pub(super) fn bound(model: &Model) -> SheetObjective {
    bound_by(model, scales)
}

fn bound_by(model: &Model, scales: fn(&Model, i64) -> Vec<Scale>) -> SheetObjective {
    let refused: u32 = model.refused.iter().fold(0, |sum, r| sum.saturating_add(r.1));
    let homeless = |k: &&super::model::Kind| !model.stocks.iter().any(|s| s.takes(k));
    let mut unplaced = refused.saturating_add(model.kinds.iter().filter(homeless).map(|k| k.count).sum());
    let parts: Vec<_> = model.kinds.iter().filter(|k| !homeless(k)).collect();
    if parts.is_empty() {
        return SheetObjective { unplaced, ..SheetObjective::default() };
    }
    let whole = |size: fn(&super::model::Stock) -> i32| i64::from(model.stocks.iter().map(size).max().unwrap_or(1));
    let sides = [whole(|s| s.w), whole(|s| s.h)];
    let scales = sides.map(|whole| scales(model, whole));
    let mut best = Cost { opened: 1, ..Cost::default() };
    let mut short = 0;
    for u in &scales[0] {
        for v in &scales[1] {
            let size = |w: i32, h: i32| i128::from(u.of(i64::from(w))) * i128::from(v.of(i64::from(h)));
            let fits = |w: i32, h: i32| model.stocks.iter().any(|s| w <= s.w && h <= s.h);
            let least = |k: &super::model::Kind| k.lies().filter(|l| fits(l.0, l.1)).map(|l| size(l.0, l.1)).min();
            let needs: Vec<(i128, u32)> = parts.iter().map(|k| (least(k).unwrap_or(0), k.count)).collect();
            let need: i128 = needs.iter().map(|(size, count)| size * i128::from(*count)).sum();
            let offers: Vec<Offer> = model.stocks.iter().map(|s| (s.cost(), size(s.w, s.h), s.copies)).collect();
            let room: i128 = offers.iter().map(|(_, size, copies)| size * i128::from(*copies)).sum();
            if need > room {
                short = short.max(beyond(needs, room));
            } else if let Some(cost) = cover(&offers, need) {
                best = best.max(cost);
            }
        }
    }
    unplaced = unplaced.saturating_add(short);
    if unplaced > refused && short > 0 {
        best = Cost { opened: 1, ..Cost::default() };
    }
    SheetObjective {
        unplaced,
        money: best.cents as f64 / 100.0,
        scrap: best.scrap as f64 / 1e10,
        opened: best.opened,
        remnant: 0.0,
    }
}

/// Functions for one side.
fn scales(model: &Model, whole: i64) -> Vec<Scale> {
    let sides = model.kinds.iter().flat_map(|k| k.lies().flat_map(|l| [l.0, l.1])).map(i64::from);
    let mut steps: Vec<i64> = sides.filter(|side| *side <= whole).flat_map(|s| [s, whole - s + 1]).collect();
    steps.retain(|s| *s > 0 && 2 * s <= whole);
    crate::order::sort_by(&mut steps, Ord::cmp);
    steps.dedup();
    let each = (2 * steps.len()).div_ceil(MAX_FUNCTIONS - 1).max(1);
    let both = steps.iter().flat_map(|s| [Scale::Steps { whole, step: *s }, Scale::Ends { whole, small: *s }]);
    std::iter::once(Scale::Length).chain(both.step_by(each)).collect()
}

/// So many parts have no room at least.
fn beyond(mut needs: Vec<(i128, u32)>, mut room: i128) -> u32 {
    crate::order::sort_by_key(&mut needs, |n| n.0);
    let mut missing = 0;
    for (size, count) in needs {
        let fit = if size <= 0 { count } else { u32::try_from(room / size).unwrap_or(count).min(count) };
        room -= size * i128::from(fit);
        missing += count - fit;
    }
    missing
}

/// Cost, room and number of what can be opened.
type Offer = (Cost, i128, u32);

/// Least cost for that much room in whole sheets; nothing where that takes too many tries.
fn cover(offers: &[Offer], need: i128) -> Option<Cost> {
    let mut offers: Vec<Offer> = offers.iter().filter(|o| o.1 > 0 && o.2 > 0).copied().collect();
    let price = |o: &Offer| (o.0.cents as f64 / o.1 as f64, o.0.scrap as f64 / o.1 as f64, -o.1);
    crate::order::sort_by(&mut offers, |a, b| {
        let (a, b) = (price(a), price(b));
        a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2))
    });
    let (mut best, mut tries) = (None, MAX_COVER);
    cover_from(&offers, need, Cost::default(), &mut best, &mut tries);
    if tries > 0 {
        return best;
    }
    // Too many ways: the money alone, at the best price.
    let mut cents = 0.0;
    let mut left = need as f64;
    for (cost, size, copies) in &offers {
        let used = (*size as f64 * f64::from(*copies)).min(left);
        cents += cost.cents as f64 * used / *size as f64;
        left -= used;
    }
    let cents = libm::ceil(cents * (1.0 - 1e-9) - 1e-6) as i64;
    Some(Cost { cents, scrap: 0, opened: 1 })
}

fn cover_from(offers: &[Offer], need: i128, spent: Cost, best: &mut Option<Cost>, tries: &mut u32) {
    if need <= 0 {
        if best.is_none_or(|b| spent < b) {
            *best = Some(spent);
        }
        return;
    }
    let Some((first, rest)) = offers.split_first() else { return };
    let most = u32::try_from((need + first.1 - 1) / first.1).unwrap_or(u32::MAX).min(first.2);
    for n in (0..=most).rev() {
        if *tries == 0 {
            return;
        }
        *tries -= 1;
        let cost = Cost {
            cents: spent.cents + i64::from(n) * first.0.cents,
            scrap: spent.scrap + i64::from(n) * first.0.scrap,
            opened: spent.opened + n,
        };
        let left = need - i128::from(n) * first.1;
        let least = if left > 0 { least(rest, left, cost) } else { Some(cost) };
        if let (Some(least), Some(best)) = (least, *best) {
            if least.cents > best.cents && left > 0 {
                break; // fewer of the best offer cost more still
            }
            if least >= best {
                continue;
            }
        }
        if least.is_none() {
            break;
        }
        cover_from(rest, left, cost, best, tries);
    }
}

/// Covering the rest costs at least this, bought at the best price; nothing if it cannot be covered. Offers that
/// cost no money come first, so the scrap counts only as long as nothing more is bought.
fn least(rest: &[Offer], left: i128, spent: Cost) -> Option<Cost> {
    let offer = rest.first()?;
    let share = |whole: i64| ((left * i128::from(whole) + offer.1 - 1) / offer.1) as i64;
    Some(spent + Cost { cents: share(offer.0.cents), scrap: share(offer.0.scrap), opened: 1 })
}
