//! Pricing: the best way to cut each stock at given prices of the parts, in whole numbers.
//!
//! Lists of states that no lighter state beats (Nemhauser and Ullmann 1969) serve all clear zones at once.

use std::collections::BTreeMap;

use super::column::Column;
use super::model::Model;

/// Most states of one list, and most links between them.
const MAX_STATES: usize = 60_000;
const MAX_LINKS: usize = 3_000_000;

/// What parts, rests and pieces are worth; whole numbers, in a share of the level's unit.
#[derive(Clone, Debug, Default)]
pub(super) struct Prices {
    /// For each kind.
    pub kinds: Vec<i64>,
    /// For each 0.01 mm that is kept.
    pub kept: i64,
    /// Whether what is kept counts at all.
    pub keeps: bool,
    /// What a piece of each stock costs if nothing is kept.
    pub base: Vec<i64>,
}

impl Prices {
    /// What a column is worth beyond its cost.
    pub fn gain(&self, column: &Column) -> i64 {
        let parts: i64 = column.counts.iter().map(|(k, n)| self.kinds[usize::from(*k)] * i64::from(*n)).sum();
        parts + self.kept * column.kept - self.base[column.stock]
    }
}

#[derive(Clone, Copy)]
struct State {
    weight: i64,
    value: i64,
    link: u32,
}

/// The lists: for all kinds, and which of them is best where a rest is kept.
struct List {
    states: Vec<State>,
    /// Best state up to each where what is not taken counts at the price of what is kept.
    keeping: Vec<u32>,
}

impl List {
    fn new(states: Vec<State>, kept: i64) -> Self {
        let mut keeping: Vec<u32> = Vec::with_capacity(states.len());
        let worth = |s: &State| s.value - kept * s.weight;
        for (k, state) in states.iter().enumerate() {
            let best = keeping.last().copied().filter(|b| worth(&states[*b as usize]) >= worth(state));
            keeping.push(best.unwrap_or(k as u32));
        }
        Self { states, keeping }
    }

    /// The best state for a zone of which so much is taken already, and its value with the rest.
    fn best(&self, model: &Model, clear: i64, kept: i64) -> (i64, usize) {
        let upto = |most: i64| self.states.partition_point(|s| s.weight <= most);
        let full = upto(clear + model.kerf).saturating_sub(1);
        let mut best = (self.states[full].value, full);
        if kept > 0 {
            let keeping = upto(clear - model.min_remnant);
            if let Some(k) = keeping.checked_sub(1).and_then(|k| self.keeping.get(k)) {
                let state = self.states[*k as usize];
                let value = state.value + kept * (clear - state.weight);
                if value > best.0 {
                    best = (value, *k as usize);
                }
            }
        }
        best
    }
}

/// Joins a list with itself once more by one item of so much weight and value.
fn join(list: &[State], weight: i64, value: i64, cap: i64, mut link: impl FnMut(u32) -> u32) -> Vec<State> {
    let mut out: Vec<State> = Vec::with_capacity(list.len() * 2);
    let (mut old, mut new) = (0, 0);
    let mut best = -1;
    loop {
        let shifted = list.get(new).filter(|s| s.weight + weight <= cap);
        let plain = list.get(old);
        let (state, is_new) = match (plain, shifted) {
            (Some(p), Some(s)) if (p.weight, -p.value) <= (s.weight + weight, -(s.value + value)) => (*p, false),
            (_, Some(s)) => (State { weight: s.weight + weight, value: s.value + value, link: s.link }, true),
            (Some(p), None) => (*p, false),
            (None, None) => break,
        };
        if is_new {
            new += 1
        } else {
            old += 1
        }
        if state.value > best {
            best = state.value;
            out.push(if is_new { State { link: link(state.link), ..state } } else { state });
        }
    }
    out
}

fn longest_room(model: &Model, supply: &[u32]) -> i64 {
    let there = model.stocks.iter().zip(supply).filter(|(_, n)| **n > 0);
    there.flat_map(|(s, _)| &s.clear).map(|(from, to)| to - from + model.kerf).max().unwrap_or(0)
}

/// The best column of each stock that is there: how much it gains beyond its cost, and the column; and how much work
/// that was. A kind may be counted in each zone, so what it gains is never too small. Nothing if it takes too much.
pub(super) fn price(
    model: &Model,
    prices: &Prices,
    demand: &[u32],
    supply: &[u32],
    work: &mut u64,
) -> Option<Vec<Option<(i64, Column)>>> {
    let cap = longest_room(model, supply);
    let mut links: Vec<(u32, u16, u32)> = vec![(0, 0, 0)];
    let mut list = vec![State { weight: 0, value: 0, link: 0 }];
    for (kind, wanted) in demand.iter().enumerate() {
        let (weight, value) = (model.taken(kind), prices.kinds[kind]);
        let mut most = i64::from(*wanted).min(if weight > 0 { cap / weight } else { 0 });
        let mut bundle = 1;
        while most > 0 && value > 0 {
            let n = bundle.min(most);
            list = join(&list, weight * n, value * n, cap, |from| {
                links.push((from, kind as u16, n as u32));
                (links.len() - 1) as u32
            });
            *work += list.len() as u64;
            if list.len() > MAX_STATES || links.len() > MAX_LINKS {
                return None;
            }
            most -= n;
            bundle *= 2;
        }
    }
    let list = List::new(list, prices.kept);
    let column = |stock: usize| {
        let (mut gain, mut parts) = (-prices.base[stock], Vec::new());
        for (z, (from, to)) in model.stocks[stock].clear.iter().enumerate() {
            let (value, state) = list.best(model, to - from, prices.kept);
            gain += value;
            let mut counts: BTreeMap<u16, u32> = BTreeMap::new();
            let mut link = list.states[state].link;
            while link != 0 {
                let (from, kind, n) = links[link as usize];
                *counts.entry(kind).or_default() += n;
                link = from;
            }
            parts.extend(counts.into_iter().map(|(kind, n)| (z as u16, kind, n)));
        }
        (gain, Column::new(model, stock, parts))
    };
    Some((0..supply.len()).map(|stock| (supply[stock] > 0).then(|| column(stock))).collect())
}

/// All columns that gain more than `least` of their stock, but for those that hold one part less than another at the
/// same cost; nothing if there are more than `most` or it takes more than `tries`, which are counted down.
pub(super) fn enumerate(
    model: &Model,
    prices: &Prices,
    demand: &[u32],
    least: &[Option<i64>],
    most: usize,
    tries: &mut u64,
) -> Option<Vec<Column>> {
    let supply: Vec<u32> = least.iter().map(|l| u32::from(l.is_some())).collect();
    let cap = longest_room(model, &supply);
    // What the kinds from each on may add.
    let mut list = vec![State { weight: 0, value: 0, link: 0 }];
    let mut lists = vec![List::new(list.clone(), prices.kept)];
    for (kind, wanted) in demand.iter().enumerate().rev() {
        let (weight, value) = (model.taken(kind), prices.kinds[kind]);
        let mut left = i64::from(*wanted).min(cap / weight.max(1));
        let mut bundle = 1;
        while left > 0 && value > 0 {
            let n = bundle.min(left);
            list = join(&list, weight * n, value * n, cap, |_| 0);
            *tries = tries.checked_sub(list.len() as u64 / 8)?;
            if list.len() > MAX_STATES {
                return None;
            }
            left -= n;
            bundle *= 2;
        }
        lists.push(List::new(list.clone(), prices.kept));
    }
    lists.reverse();
    let mut walk =
        Walk { model, prices, lists, tries, most, left: demand.to_vec(), parts: Vec::new(), found: Vec::new() };
    for (stock, least) in least.iter().enumerate() {
        let Some(least) = least else { continue };
        let zones: Vec<i64> = model.stocks[stock].clear.iter().map(|(from, to)| to - from).collect();
        // What the zones behind each may be worth.
        let mut behind = vec![0; zones.len()];
        for z in (1..zones.len()).rev() {
            behind[z - 1] = behind[z] + walk.lists[0].best(model, zones[z], prices.kept).0;
        }
        let from = walk.found.len();
        walk.zone(&Piece { stock, zones, behind, least: least.saturating_add(prices.base[stock]) }, 0, 0)?;
        if model.stocks[stock].clear.len() > 1 {
            thin_out(&mut walk.found, from);
        }
    }
    Some(walk.found)
}

/// Of columns with the same parts, the one that keeps most is enough.
fn thin_out(found: &mut Vec<Column>, from: usize) {
    let mut best: BTreeMap<Vec<(u16, u32)>, Column> = BTreeMap::new();
    for column in found.drain(from..) {
        match best.get(&column.counts) {
            Some(old) if old.kept >= column.kept => {}
            _ => {
                best.insert(column.counts.clone(), column);
            }
        }
    }
    found.extend(best.into_values());
}

struct Piece {
    stock: usize,
    zones: Vec<i64>,
    behind: Vec<i64>,
    least: i64,
}

struct Walk<'a> {
    model: &'a Model,
    prices: &'a Prices,
    lists: Vec<List>,
    tries: &'a mut u64,
    most: usize,
    left: Vec<u32>,
    parts: Vec<(u16, u16, u32)>,
    found: Vec<Column>,
}

impl Walk<'_> {
    fn zone(&mut self, piece: &Piece, z: usize, value: i64) -> Option<()> {
        match piece.zones.get(z) {
            Some(clear) => self.kind(piece, z, 0, *clear, value),
            None if value > piece.least && !self.parts.is_empty() => {
                self.found.push(Column::new(self.model, piece.stock, self.parts.clone()));
                (self.found.len() <= self.most).then_some(())
            }
            None => Some(()),
        }
    }

    /// Kinds from `kind` on into what is clear of a zone; `value` counts everything before.
    fn kind(&mut self, piece: &Piece, z: usize, kind: usize, clear: i64, value: i64) -> Option<()> {
        *self.tries = self.tries.checked_sub(1)?;
        let model = self.model;
        let more = self.lists[kind].best(model, clear, self.prices.kept).0;
        if value + more + piece.behind[z] <= piece.least {
            return Some(());
        }
        let fits = |k: &usize| self.left[*k] > 0 && model.taken(*k) <= clear + model.kerf;
        let Some(next) = (kind..self.left.len()).find(fits) else {
            let keeps = clear >= model.min_remnant;
            let kept = if keeps { clear * self.prices.kept } else { 0 };
            // Where nothing is lost by it, a column with one more part does as well.
            let room = |k: usize| self.left[k] > 0 && model.taken(k) <= clear + model.kerf;
            let nothing_lost = !(keeps && self.prices.keeps) && z + 1 == piece.zones.len();
            if nothing_lost && (0..self.left.len()).any(room) {
                return Some(());
            }
            return self.zone(piece, z + 1, value + kept);
        };
        let taken = model.taken(next);
        let most = u32::try_from((clear + model.kerf) / taken.max(1)).unwrap_or(u32::MAX).min(self.left[next]);
        for n in (0..=most).rev() {
            if n > 0 {
                self.left[next] -= n;
                self.parts.push((z as u16, next as u16, n));
            }
            let (rest, value) = (clear - i64::from(n) * taken, value + i64::from(n) * self.prices.kinds[next]);
            let done = self.kind(piece, z, next + 1, rest, value);
            if n > 0 {
                self.left[next] += n;
                self.parts.pop();
            }
            done?;
        }
        Some(())
    }
}
