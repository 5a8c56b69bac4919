//! The problem in whole hundredths of a millimetre and cents, with equal parts and equal sheets merged.
//!
//! Parts and sheets are grown by the kerf at their high edges. Then parts that do not overlap keep the kerf
//! between them, and the rest of the solver knows no kerf.

use std::collections::BTreeMap;

use super::{Grain, Sheet, SheetCuts, SheetProblem};

/// Most parts planned at once.
pub(super) const MAX_PARTS: u32 = 10_000;
/// Most kinds of sheets looked at.
const MAX_STOCKS: usize = 2_000;
/// Most defects of one sheet; what is beyond makes the whole sheet unusable.
const MAX_DEFECTS: usize = 100;
/// Longest side (m): areas of all sheets together stay within 64 bits.
const MAX_SIDE: f64 = 100.0;
/// Steps of 0.01 mm in a metre.
const GRID: f64 = 1e5;

/// A rectangle from its low to its high corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rect {
    pub x0: i32,
    pub y0: i32,
    pub x1: i32,
    pub y1: i32,
}

impl Rect {
    pub fn area(&self) -> i64 {
        i64::from(self.x1 - self.x0) * i64::from(self.y1 - self.y0)
    }

    pub fn meets(&self, other: &Self) -> bool {
        self.x0 < other.x1 && other.x0 < self.x1 && self.y0 < other.y1 && other.y0 < self.y1
    }

    pub fn holds(&self, other: &Self) -> bool {
        self.x0 <= other.x0 && self.y0 <= other.y0 && self.x1 >= other.x1 && self.y1 >= other.y1
    }
}

/// Parts of one size that may lie in the same ways.
#[derive(Clone, Debug)]
pub(super) struct Kind {
    /// Sizes along x and y, grown by the kerf, as it may lie: unturned, turned.
    pub ways: [Option<(i32, i32)>; 2],
    pub count: u32,
    /// Grown area.
    pub area: i64,
    /// Indices of the parts and how many each wants.
    pub parts: Vec<(usize, u32)>,
}

impl Kind {
    /// Sizes of the ways in which it may lie, and whether that is turned.
    pub fn lies(&self) -> impl Iterator<Item = (i32, i32, bool)> + '_ {
        self.ways.iter().zip([false, true]).filter_map(|(way, turned)| way.map(|(w, h)| (w, h, turned)))
    }
}

/// Sheets that are alike in every respect.
#[derive(Clone, Debug, Default)]
pub(super) struct Stock {
    /// Size within the trims, grown by the kerf.
    pub w: i32,
    pub h: i32,
    /// What no grown part may meet.
    pub defects: Vec<Rect>,
    pub cents: i64,
    /// Area of the whole sheet where it was there already (0.01 mm squared).
    pub scrap: i64,
    /// Copies, at most as many as there are parts.
    pub copies: u32,
    /// Indices of the sheets and how many copies each has.
    pub sheets: Vec<(usize, u32)>,
}

impl Stock {
    pub fn area(&self) -> i64 {
        i64::from(self.w) * i64::from(self.h)
    }

    /// What opening one costs.
    pub fn cost(&self) -> Cost {
        Cost { cents: self.cents, scrap: self.scrap, opened: 1 }
    }

    pub fn takes(&self, kind: &Kind) -> bool {
        kind.lies().any(|(w, h, _)| w <= self.w && h <= self.h)
    }
}

/// Money, scrap and number of opened sheets; compared in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cost {
    pub cents: i64,
    pub scrap: i64,
    pub opened: u32,
}

impl std::ops::Add for Cost {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { cents: self.cents + other.cents, scrap: self.scrap + other.scrap, opened: self.opened + other.opened }
    }
}

impl std::iter::Sum for Cost {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, cost| sum + cost)
    }
}

/// The whole problem.
#[derive(Clone, Debug)]
pub(super) struct Model {
    pub kerf: i32,
    pub trim: i32,
    /// Shorter and longer side of a rest worth keeping.
    pub min_remnant: (i32, i32),
    pub cuts: SheetCuts,
    /// Largest first.
    pub kinds: Vec<Kind>,
    /// Cheapest first.
    pub stocks: Vec<Stock>,
    /// Parts that cannot be planned at all: index, count, why.
    pub refused: Vec<(usize, u32, &'static str)>,
}

/// Rounded to 0.01 mm, downwards or upwards; what is within a nanometre of the grid counts as on it.
fn down(metres: f64) -> i32 {
    nanometres(metres).div_euclid(10_000) as i32
}

pub(super) fn up(metres: f64) -> i32 {
    -((-nanometres(metres)).div_euclid(10_000)) as i32
}

fn nanometres(metres: f64) -> i64 {
    let metres = if metres.is_finite() { metres.clamp(-MAX_SIDE, MAX_SIDE) } else { 0.0 };
    libm::round(metres * 1e9) as i64
}

pub(super) fn metres(grid: i32) -> f64 {
    f64::from(grid) / GRID
}

/// What makes parts alike: area (downwards), the ways they may lie.
type Likeness = (std::cmp::Reverse<i64>, [Option<(i32, i32)>; 2]);

impl Model {
    pub fn new(problem: &SheetProblem) -> Self {
        let settings = &problem.settings;
        let (kerf, trim) = (up(settings.kerf).max(0), up(settings.trim).max(0));
        let mut refused = Vec::new();
        let mut alike: BTreeMap<Likeness, Kind> = BTreeMap::new();
        let mut room = MAX_PARTS;
        for (index, part) in problem.parts.iter().enumerate() {
            let sizes = [part.length, part.width];
            if !sizes.iter().all(|size| size.is_finite() && *size > 1e-9) {
                refused.push((index, part.count, "has no size; give it a length and a width of more than 0 mm"));
                continue;
            }
            if sizes.iter().any(|size| *size > MAX_SIDE / 2.0) {
                refused.push((index, part.count, "is longer than 50 m; check the unit of its size"));
                continue;
            }
            let count = part.count.min(room);
            room -= count;
            if count < part.count {
                let why = "more than 10 000 parts in one plan; plan them in portions";
                refused.push((index, part.count - count, why));
            }
            let (w, h) = (up(part.length) + kerf, up(part.width) + kerf);
            let ways = match part.grain {
                Grain::Along => [Some((w, h)), None],
                Grain::Across => [None, Some((h, w))],
                Grain::Any if w == h => [Some((w, h)), None],
                // Longer side first, so that a part and its turned twin are one kind.
                Grain::Any => [Some((w.max(h), w.min(h))), Some((w.min(h), w.max(h)))],
            };
            if count > 0 {
                let area = i64::from(w) * i64::from(h);
                let fresh = || Kind { ways, count: 0, area, parts: Vec::new() };
                let kind = alike.entry((std::cmp::Reverse(area), ways)).or_insert_with(fresh);
                kind.count += count;
                kind.parts.push((index, count));
            }
        }
        let kinds: Vec<Kind> = alike.into_values().collect();
        let total: u32 = kinds.iter().map(|k| k.count).sum();
        let min_remnant = [settings.min_remnant.0, settings.min_remnant.1].map(|side| up(side).max(1));
        Self {
            kerf,
            trim,
            min_remnant: (min_remnant[0].min(min_remnant[1]), min_remnant[0].max(min_remnant[1])),
            cuts: settings.cuts,
            stocks: stocks(problem, kerf, trim, total),
            kinds,
            refused,
        }
    }

    pub fn total(&self) -> u32 {
        self.kinds.iter().map(|k| k.count).sum()
    }

    /// Whether a rest of this size (not grown) is worth keeping.
    pub fn is_remnant(&self, w: i32, h: i32) -> bool {
        w.min(h) >= self.min_remnant.0 && w.max(h) >= self.min_remnant.1
    }
}

/// The kinds of sheets, cheapest first.
fn stocks(problem: &SheetProblem, kerf: i32, trim: i32, total: u32) -> Vec<Stock> {
    let mut alike: BTreeMap<(Cost, i32, i32, Vec<Rect>), Stock> = BTreeMap::new();
    for (index, sheet) in problem.sheets.iter().enumerate() {
        let copies = sheet.copies.unwrap_or(u32::MAX).min(total);
        let Some(mut stock) = stock(sheet, kerf, trim) else { continue };
        let key = (stock.cost(), stock.w, stock.h, stock.defects.clone());
        if alike.len() >= MAX_STOCKS && !alike.contains_key(&key) {
            continue;
        }
        stock.copies = 0;
        let stock = alike.entry(key).or_insert(stock);
        stock.copies = stock.copies.saturating_add(copies).min(total);
        stock.sheets.push((index, copies));
    }
    alike.into_values().filter(|s| s.copies > 0).collect()
}

fn stock(sheet: &Sheet, kerf: i32, trim: i32) -> Option<Stock> {
    let lost = up(sheet.tolerance).max(0) + 2 * trim.min(down(MAX_SIDE));
    let (length, width) = (down(sheet.length), down(sheet.width));
    let (w, h) = (length - lost.min(length), width - lost.min(width));
    if w <= 0 || h <= 0 || sheet.defects.len() > MAX_DEFECTS {
        return None;
    }
    let (w, h) = (w + kerf, h + kerf);
    let whole = Rect { x0: 0, y0: 0, x1: w, y1: h };
    let mut defects = Vec::new();
    for defect in &sheet.defects {
        if !(defect.length > 0.0 && defect.width > 0.0) {
            continue;
        }
        // A grown part may end a kerf inside a defect, but never lie over one that is narrower than a kerf.
        let span = |from: f64, size: f64| {
            let low = down(from) - trim + kerf;
            (low, (up(from + size) - trim).max(low + 1))
        };
        let ((x0, x1), (y0, y1)) = (span(defect.x, defect.length), span(defect.y, defect.width));
        let rect = Rect { x0, y0, x1, y1 };
        if rect.meets(&whole) {
            defects.push(rect);
        }
    }
    crate::order::sort_by(&mut defects, Ord::cmp);
    defects.dedup();
    let cents = if sheet.bought { whole_cents(sheet.price) } else { 0 };
    let scrap = if sheet.bought { 0 } else { i64::from(length) * i64::from(width) };
    Some(Stock { w, h, defects, cents, scrap, copies: 0, sheets: Vec::new() })
}

/// Money in cents.
fn whole_cents(euros: f64) -> i64 {
    if euros.is_finite() { libm::round(euros.clamp(0.0, 1e6) * 100.0) as i64 } else { 0 }
}
