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
    let share = |s: &super::model::Stock| {
        let cents = i128::from(bought_room) * i128::from(s.cents);
        let room = i128::from(model.room(s).max(1));
        ((cents + room - 1) / room) as i64
    };
    let by_room = bought().map(share).min().unwrap_or(0);
    let holds = |s: &&super::model::Stock| s.clear.iter().any(|(from, to)| to - from >= longest_part);
    let one = bought().filter(holds).map(|s| s.cents).min().unwrap_or(0);
    by_room.max(one)
}
