//! What no plan can beat: bounds from room and from the longest clear length.

use super::LinearProblem;
use super::model::Model;

/// A bound that is cheap to compute and never wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bound {
    /// Placing everything costs at least this (EUR).
    pub money: f64,
    /// Whether some part surely has no place.
    pub unplaced: bool,
}

/// Bounds the money that placing everything takes; see [`Bound`].
pub fn money_bound(problem: &LinearProblem) -> Bound {
    let model = Model::new(problem);
    let unplaced = unplaced_bound(&model) > 0;
    Bound { money: if unplaced { 0.0 } else { cents_bound(&model) as f64 / 100.0 }, unplaced }
}

fn longest(model: &Model, free_only: bool) -> i64 {
    let stocks = model.stocks.iter().filter(|s| !free_only || s.cents == 0);
    stocks.flat_map(|s| &s.clear).map(|(from, to)| to - from).max().unwrap_or(0)
}

/// So many parts have no place at least: those longer than any clear zone, and those beyond all room.
pub(super) fn unplaced_bound(model: &Model) -> u32 {
    let longest = longest(model, false);
    let refused: u32 = model.refused.iter().fold(0, |sum, r| sum.saturating_add(r.1));
    let rooms = model.stocks.iter().map(|s| model.room(s).saturating_mul(i64::from(s.copies)));
    let mut room = rooms.fold(0, i64::saturating_add);
    let mut missing = refused;
    for (k, kind) in model.kinds.iter().enumerate().rev() {
        let fit = if kind.length > longest { 0 } else { (room / model.taken(k)).min(i64::from(kind.count)) };
        room -= fit * model.taken(k);
        missing = missing.saturating_add(kind.count - fit as u32);
    }
    missing
}

/// Placing everything costs at least this many cents: what has no room in what is there is bought at the
/// best price for room, and so is whatever is longer than any clear zone there.
pub(super) fn cents_bound(model: &Model) -> i64 {
    let free = model.stocks.iter().filter(|s| s.cents == 0);
    let free_room = free.map(|s| model.room(s).saturating_mul(i64::from(s.copies))).fold(0, i64::saturating_add);
    let free_longest = longest(model, true);
    let (mut need, mut long, mut longest_part) = (0i64, 0i64, 0);
    for (k, kind) in model.kinds.iter().enumerate() {
        let taken = model.taken(k).saturating_mul(i64::from(kind.count));
        need = need.saturating_add(taken);
        if kind.length > free_longest {
            long = long.saturating_add(taken);
            longest_part = longest_part.max(kind.length);
        }
    }
    let bought_room = (need - free_room).max(long);
    if bought_room <= 0 {
        return 0;
    }
    let bought = || model.stocks.iter().filter(|s| s.cents > 0);
    let mut offers: Vec<Offer> = bought().map(|s| (s.cents, model.room(s).max(1), i64::from(s.copies))).collect();
    // Best price for room first.
    crate::order::sort_by(&mut offers, |a, b| {
        (i128::from(a.0) * i128::from(b.1)).cmp(&(i128::from(b.0) * i128::from(a.1)))
    });
    let by_room = cover(&offers, bought_room);
    let holds = |s: &&super::model::Stock| s.clear.iter().any(|(from, to)| to - from >= longest_part);
    let one = bought().filter(holds).map(|s| s.cents).min().unwrap_or(0);
    by_room.max(one)
}

/// Cents, room and number of what can be bought.
type Offer = (i64, i64, i64);

/// Least money for that much room in whole pieces, or a little less where that takes too many tries.
fn cover(offers: &[Offer], room: i64) -> i64 {
    let (mut best, mut tries) = (i64::MAX, 2_000);
    cover_from(offers, room, 0, &mut best, &mut tries);
    if tries > 0 && best < i64::MAX { best } else { offers.first().map_or(0, |offer| share(*offer, room)) }
}

/// Money for a share of a piece, rounded up.
fn share((cents, whole, _): Offer, room: i64) -> i64 {
    ((i128::from(room) * i128::from(cents) + i128::from(whole) - 1) / i128::from(whole)) as i64
}

fn cover_from(offers: &[Offer], room: i64, spent: i64, best: &mut i64, tries: &mut u32) {
    if room <= 0 {
        *best = (*best).min(spent);
        return;
    }
    let Some((first, rest)) = offers.split_first() else { return };
    let most = ((room + first.1 - 1) / first.1).min(first.2);
    for n in (0..=most).rev() {
        let (left, spent) = (room - n * first.1, spent + n * first.0);
        // What is left costs at least the best price of the rest.
        let least = if left > 0 { rest.first().map_or(i64::MAX - spent, |offer| share(*offer, left)) } else { 0 };
        if spent.saturating_add(least) >= *best {
            // Fewer of the best offer cost more, unless this was more than enough.
            if left > 0 { break } else { continue }
        }
        *tries = tries.saturating_sub(1);
        if *tries == 0 {
            return;
        }
        cover_from(rest, left, spent, best, tries);
    }
}

/// So many parts of the model have no place at least.
pub(super) fn own_unplaced(model: &Model) -> u32 {
    let refused = model.refused.iter().fold(0u32, |sum, r| sum.saturating_add(r.1));
    unplaced_bound(model).saturating_sub(refused)
}

/// Every sum of prices is a multiple of this many cents.
pub(super) fn cents_unit(model: &Model) -> i64 {
    model.stocks.iter().fold(0, |unit, s| gcd(unit, s.cents)).max(1)
}

/// Every length that is opened and not kept is a multiple of this.
pub(super) fn length_unit(model: &Model) -> i64 {
    let stocks = model
        .stocks
        .iter()
        .fold(0, |unit, s| s.clear.iter().fold(gcd(unit, s.length), |unit, (from, to)| gcd(unit, to - from)));
    let kinds = (0..model.kinds.len()).fold(stocks, |unit, k| gcd(gcd(unit, model.taken(k)), model.kinds[k].length));
    kinds.max(1)
}

fn gcd(mut a: i64, mut b: i64) -> i64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.abs()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_choice_of_pieces_is_cheaper(mut offers in prop::collection::vec((1i64..300, 1i64..300, 0i64..4), 0..4), room in 1i64..600) {
            offers.sort_by(|a, b| (a.0 * b.1).cmp(&(b.0 * a.1)));
            let mut ways = vec![(0, 0)];
            for (cents, size, copies) in &offers {
                ways = ways.iter().flat_map(|(c, r)| (0..=*copies).map(move |n| (c + n * cents, r + n * size))).collect();
            }
            let best = ways.into_iter().filter(|(_, r)| *r >= room).map(|(c, _)| c).min();
            let bound = cover(&offers, room);
            prop_assert!(best.is_none_or(|best| bound == best), "{bound} {best:?}");
        }
    }
}
