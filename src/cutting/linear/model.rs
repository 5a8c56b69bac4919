//! The problem in whole hundredths of a millimetre and cents, with equal parts and equal bars merged.

use std::collections::BTreeMap;

use super::LinearProblem;

/// Most parts planned at once.
pub(super) const MAX_PARTS: u32 = 10_000;
/// Steps of 0.01 mm in a metre.
pub(super) const GRID: f64 = 1e5;

/// Parts of one length.
#[derive(Clone, Debug)]
pub(super) struct Kind {
    pub length: i64,
    pub count: u32,
    /// Indices of the demands and how many each wants.
    pub demands: Vec<(usize, u32)>,
}

/// Bars that are alike in every respect.
#[derive(Clone, Debug)]
pub(super) struct Stock {
    pub length: i64,
    /// Clear zones between trims and defects.
    pub clear: Vec<(i64, i64)>,
    pub cents: i64,
    /// Copies, at most as many as there are parts.
    pub copies: u32,
    /// Indices of the bars and how many copies each has.
    pub bars: Vec<(usize, u32)>,
}

/// What makes bars alike: cents, length, clear zones.
type Likeness = (i64, i64, Vec<(i64, i64)>);

/// The whole problem.
#[derive(Clone, Debug)]
pub(super) struct Model {
    pub kerf: i64,
    pub min_remnant: i64,
    /// Longest first.
    pub kinds: Vec<Kind>,
    /// What is there already first, then what is bought.
    pub stocks: Vec<Stock>,
    /// Demands that cannot be planned at all: index, count, why.
    pub refused: Vec<(usize, u32, &'static str)>,
}

/// One piece in use: which stock, and how many of each kind in each of its clear zones.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Use {
    pub stock: usize,
    pub split: Vec<Vec<u32>>,
}

/// Rounded to 0.01 mm, downwards or upwards; what is within a nanometre of the grid counts as on it.
fn down(metres: f64) -> i64 {
    nanometres(metres).div_euclid(10_000)
}

fn up(metres: f64) -> i64 {
    -((-nanometres(metres)).div_euclid(10_000))
}

fn nanometres(metres: f64) -> i64 {
    let metres = if metres.is_finite() { metres.clamp(-1e6, 1e6) } else { 0.0 };
    libm::round(metres * 1e9) as i64
}

impl Model {
    pub fn new(problem: &LinearProblem) -> Self {
        let kerf = up(problem.settings.kerf).max(0);
        let trim = up(problem.settings.trim).max(0);
        let mut refused = Vec::new();
        let mut lengths: BTreeMap<i64, Vec<(usize, u32)>> = BTreeMap::new();
        let mut room = MAX_PARTS;
        for (index, demand) in problem.demands.iter().enumerate() {
            let length = up(demand.length);
            if !demand.length.is_finite() || length <= 0 {
                refused.push((index, demand.count, "has no length; give it one of more than 0 mm"));
                continue;
            }
            let count = demand.count.min(room);
            room -= count;
            if count < demand.count {
                refused.push((
                    index,
                    demand.count - count,
                    "more than 10 000 parts in one plan; plan them in portions",
                ));
            }
            if count > 0 {
                lengths.entry(length).or_default().push((index, count));
            }
        }
        let kinds: Vec<Kind> = lengths
            .into_iter()
            .rev()
            .map(|(length, demands)| Kind { length, count: demands.iter().map(|d| d.1).sum(), demands })
            .collect();
        let total: u32 = kinds.iter().map(|k| k.count).sum();
        let mut alike: BTreeMap<Likeness, Stock> = BTreeMap::new();
        for (index, bar) in problem.bars.iter().enumerate() {
            let cents = if bar.bought { nanometres(bar.price.clamp(0.0, 1e6)) / 10_000_000 } else { 0 };
            let clear = clear_zones(bar, trim, kerf);
            let length = down(bar.length).max(0);
            let copies = bar.copies.unwrap_or(u32::MAX).min(total);
            let key = (cents, length, clear.clone());
            let stock = alike.entry(key).or_insert(Stock { length, clear, cents, copies: 0, bars: Vec::new() });
            stock.copies = stock.copies.saturating_add(copies).min(total);
            stock.bars.push((index, copies));
        }
        let stocks = alike.into_values().filter(|s| s.copies > 0 && !s.clear.is_empty()).collect();
        let min_remnant = up(problem.settings.min_remnant).max(1);
        Self { kerf, min_remnant, kinds, stocks, refused }
    }

    pub fn total(&self) -> u32 {
        self.kinds.iter().map(|k| k.count).sum()
    }

    /// Room of a stock: parts fit only if the sum of their lengths, each with a kerf, is at most this.
    pub fn room(&self, stock: &Stock) -> i64 {
        stock.clear.iter().map(|(from, to)| to - from + self.kerf).sum()
    }

    /// What a part takes of the room.
    pub fn taken(&self, kind: usize) -> i64 {
        self.kinds[kind].length + self.kerf
    }

    /// Rest of a clear zone that is kept when these parts are cut in it.
    pub fn kept(&self, zone: (i64, i64), counts: &[u32]) -> i64 {
        let used: i64 = counts.iter().enumerate().map(|(k, n)| i64::from(*n) * self.taken(k)).sum();
        let rest = zone.1 - zone.0 - used;
        if rest >= self.min_remnant { rest } else { 0 }
    }

    /// Money, loss and pieces opened of one use, in one number that adds up and compares level by level.
    pub fn cost(&self, piece: &Use) -> u128 {
        let stock = &self.stocks[piece.stock];
        let mut loss = stock.length;
        for (zone, counts) in stock.clear.iter().zip(&piece.split) {
            loss -= self.kept(*zone, counts);
            loss -= counts.iter().zip(&self.kinds).map(|(n, k)| i64::from(*n) * k.length).sum::<i64>();
        }
        pack(stock.cents, loss)
    }

    /// Parts without a place, and the cost: less is better.
    pub fn value(&self, uses: &[Use]) -> (u32, u128) {
        let placed: u32 = uses.iter().flat_map(|u| u.split.iter().flatten()).sum();
        (self.total().saturating_sub(placed), uses.iter().map(|u| self.cost(u)).sum())
    }
}

/// One opened piece in one number: cents, then loss, then the piece itself.
pub(super) fn pack(cents: i64, loss: i64) -> u128 {
    (u128::from(cents.max(0).unsigned_abs()) << 80) | (u128::from(loss.max(0).unsigned_abs()) << 16) | 1
}

/// Cents, loss and pieces of a packed sum.
pub(super) fn unpack(cost: u128) -> (i64, i64, u32) {
    ((cost >> 80) as i64, ((cost >> 16) & u128::from(u64::MAX)) as i64, (cost & 0xffff) as u32)
}

/// What is left of a bar between its trims and defects, shortened by its tolerance.
fn clear_zones(bar: &super::Bar, trim: i64, kerf: i64) -> Vec<(i64, i64)> {
    let (start, end) = (trim, down(bar.length) - up(bar.tolerance).max(0) - trim);
    let wide = |(from, to): &(f64, f64)| (down(*from), up(*to).max(down(*from) + kerf));
    let mut defects: Vec<(i64, i64)> = bar.defects.iter().filter(|(from, to)| from < to).map(wide).collect();
    crate::order::sort_by(&mut defects, Ord::cmp);
    let (mut zones, mut at) = (Vec::new(), start);
    for (from, to) in defects {
        if from.min(end) > at {
            zones.push((at, from.min(end)));
        }
        at = at.max(to);
    }
    if end > at {
        zones.push((at, end));
    }
    zones
}
