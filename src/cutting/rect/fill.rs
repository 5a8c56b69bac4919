//! Fills one sheet with parts, quickly and in many ways.

use super::model::{Model, Rect};
use super::space::Spaces;
use super::{Axis, SheetCuts};

/// One part in a sheet, grown by the kerf.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    pub kind: usize,
    pub rect: Rect,
}

/// A sheet and the parts in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Filling {
    pub stock: usize,
    pub places: Vec<Place>,
    /// Grown area of the parts.
    pub area: i64,
}

/// Pseudo-random numbers (SplitMix64, Steele, Lea and Flood 2014).
#[derive(Clone, Debug)]
pub(super) struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        (((self.next() >> 32) * end as u64) >> 32) as usize
    }

    /// From 0 up to 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// Size of a strip that takes up all of its panel.
pub(super) const WHOLE: i32 = i32::MAX / 2;

/// How a sheet is filled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    /// Goes through the parts and finds the best place of each; else through the places.
    pub by_part: bool,
    /// Which place is best: least short side left, least long side, least area, lowest, leftmost.
    pub place: u8,
    /// Cuts from edge to edge even where that is not asked for.
    pub sawn: bool,
    /// How the first cuts run where that is open.
    pub axis: Axis,
    /// How much chance changes the values of the parts: 0 nothing.
    pub noise: f64,
}

impl Rule {
    pub const FIRST: Self = Self { by_part: true, place: 0, sawn: false, axis: Axis::Length, noise: 0.0 };

    pub fn random(dice: &mut Dice) -> Self {
        let axis = if dice.below(2) == 0 { Axis::Length } else { Axis::Width };
        let noise = [0.1, 0.3, 0.6, 1.0][dice.below(4)];
        Self { by_part: dice.below(3) > 0, place: dice.below(5) as u8, sawn: dice.below(4) == 0, axis, noise }
    }
}

/// Working memory for filling sheets.
#[derive(Clone, Debug, Default)]
pub(super) struct Filler {
    spaces: Spaces,
    /// Kinds that are left, most wanted first, and how much they are wanted.
    order: Vec<(f64, usize)>,
    /// Tries so far.
    pub steps: u64,
}

impl Filler {
    /// Fills a sheet out of a pool of parts (counts of each kind), which it takes from. `value` says how much
    /// a part of each kind is wanted.
    pub fn fill(
        &mut self,
        model: &Model,
        stock: usize,
        pool: &mut [u32],
        value: &[f64],
        rule: Rule,
        dice: &mut Dice,
    ) -> Filling {
        let sheet = &model.stocks[stock];
        self.order.clear();
        for (kind, count) in pool.iter().enumerate() {
            if *count > 0 && sheet.takes(&model.kinds[kind]) {
                let chance = if rule.noise > 0.0 { 1.0 + rule.noise * (dice.share() - 0.5) } else { 1.0 };
                self.order.push((value[kind] * chance, kind));
            }
        }
        self.order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let sawn = SheetCuts::EdgeToEdge { stages: None, first: None };
        let cuts = if rule.sawn && model.cuts == SheetCuts::Free { sawn } else { model.cuts };
        self.spaces.reset(sheet, cuts, rule.axis);
        let mut filling = Filling { stock, ..Filling::default() };
        if rule.by_part {
            self.by_part(model, pool, rule, dice, &mut filling);
        } else {
            self.by_space(model, pool, rule, dice, &mut filling);
        }
        filling
    }

    fn by_part(&mut self, model: &Model, pool: &mut [u32], rule: Rule, dice: &mut Dice, filling: &mut Filling) {
        for at in 0..self.order.len() {
            let kind = self.order[at].1;
            while pool[kind] > 0 {
                let Some((index, rect)) = self.best_place(model, filling.stock, kind, rule) else { break };
                self.put(model, kind, index, rect, rule, dice, pool, filling);
            }
        }
    }

    /// The best place of a part.
    fn best_place(&mut self, model: &Model, stock: usize, kind: usize, rule: Rule) -> Option<(usize, Rect)> {
        let defects = &model.stocks[stock].defects;
        let mut best: Option<((i64, i64), usize, Rect)> = None;
        for (index, space) in self.spaces.open.iter().enumerate() {
            for (w, h, _) in model.kinds[kind].lies() {
                self.steps += 1;
                let Some((x0, y0)) = space.fit(w, h, defects, model.kerf) else { continue };
                let (dx, dy) = (i64::from(space.w() - w), i64::from(space.h() - h));
                let shift = i64::from(x0 - space.rect.x0 + y0 - space.rect.y0);
                let score = match rule.place {
                    0 => (dx.min(dy) + shift, dx.max(dy)),
                    1 => (dx.max(dy) + shift, dx.min(dy)),
                    2 => (space.rect.area(), dx.min(dy) + shift),
                    3 => (i64::from(y0 + h), i64::from(x0)),
                    _ => (i64::from(x0 + w), i64::from(y0)),
                };
                if best.is_none_or(|(least, ..)| score < least) {
                    best = Some((score, index, Rect { x0, y0, x1: x0 + w, y1: y0 + h }));
                }
            }
        }
        best.map(|(_, index, rect)| (index, rect))
    }

    fn by_space(&mut self, model: &Model, pool: &mut [u32], rule: Rule, dice: &mut Dice, filling: &mut Filling) {
        let defects = &model.stocks[filling.stock].defects;
        while !self.spaces.open.is_empty() && !self.order.is_empty() {
            let rank = |s: &super::space::Space| match rule.place {
                0 | 1 => s.rect.area(),
                2 => (i64::from(s.rect.x0) + i64::from(s.rect.y0)) << 16,
                3 => (i64::from(s.rect.y0) << 32) + i64::from(s.rect.x0),
                _ => (i64::from(s.rect.x0) << 32) + i64::from(s.rect.y0),
            };
            let open = self.spaces.open.iter().enumerate();
            let Some(index) = open.min_by_key(|(_, space)| rank(space)).map(|(index, _)| index) else { break };
            let space = self.spaces.open[index];
            let mut best: Option<(f64, usize, Rect)> = None;
            for (value, kind) in &self.order {
                for (w, h, _) in model.kinds[*kind].lies() {
                    self.steps += 1;
                    let Some((x0, y0)) = space.fit(w, h, defects, model.kerf) else { continue };
                    let exact = |left: i32| if left == 0 { 1.5 } else { 1.0 };
                    let score = value * exact(space.w() - w) * exact(space.h() - h);
                    if best.is_none_or(|(most, ..)| score > most) {
                        best = Some((score, *kind, Rect { x0, y0, x1: x0 + w, y1: y0 + h }));
                    }
                }
            }
            let Some((_, kind, rect)) = best else {
                self.spaces.open.swap_remove(index);
                continue;
            };
            self.put(model, kind, index, rect, rule, dice, pool, filling);
            if pool[kind] == 0 {
                self.order.retain(|(_, other)| *other != kind);
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the state of one filling, split so that it can be borrowed")]
    fn put(
        &mut self,
        model: &Model,
        kind: usize,
        index: usize,
        rect: Rect,
        rule: Rule,
        dice: &mut Dice,
        pool: &mut [u32],
        filling: &mut Filling,
    ) {
        let space = self.spaces.open[index];
        let (dx, dy) = (space.rect.x1 - rect.x1, space.rect.y1 - rect.y1);
        let mut index = index;
        if rule.noise > 0.0
            && self.order.len() > 1
            && dice.below(4) == 0
            && (rect.x0, rect.y0) == (space.rect.x0, space.rect.y0)
        {
            // A strip as wide as two parts, for a stack of them, or as the whole panel.
            let beside = self.order[dice.below(self.order.len())].1;
            if let Some((w, h, _)) = model.kinds[beside].lies().nth(0) {
                let size = space.across(rect.x1 - rect.x0 + w, rect.y1 - rect.y0 + h);
                let size = if dice.below(3) == 0 { WHOLE } else { size };
                if self.spaces.open_strip(index, size) {
                    index = self.spaces.open.len() - 1;
                }
            }
        }
        // The longer rest stays whole.
        let axis = if (dx > dy) == (rule.noise < 1.0) { Axis::Width } else { Axis::Length };
        self.spaces.take(index, &rect, axis);
        pool[kind] -= 1;
        filling.area += model.kinds[kind].area;
        filling.places.push(Place { kind, rect });
    }
}
