//! Room left in a sheet while it is filled.
//!
//! Free layouts keep all maximal empty rectangles, which overlap (Jylänki 2010, "MaxRects"). Layouts for cuts
//! from edge to edge keep panels, which do not, each with the direction of its next cuts and the stages left.

use super::model::{Rect, Stock};
use super::{Axis, SheetCuts};

/// Stages where their number has no limit.
const UNLIMITED: u8 = u8::MAX;

/// An empty rectangle, or a panel that may hold defects.
#[derive(Clone, Copy, Debug)]
pub(super) struct Space {
    pub rect: Rect,
    /// Along which axis the next cuts run.
    axis: Axis,
    /// Stages left, this one included.
    left: u8,
}

/// All room that is left.
#[derive(Clone, Debug, Default)]
pub(super) struct Spaces {
    pub open: Vec<Space>,
    /// Rectangles may overlap and hold no defects.
    free: bool,
    fresh: Vec<Space>,
}

impl Space {
    pub fn w(&self) -> i32 {
        self.rect.x1 - self.rect.x0
    }

    pub fn h(&self) -> i32 {
        self.rect.y1 - self.rect.y0
    }

    /// Where a part of this size lies nearest to the low corner, past the defects. What is left before it is
    /// nothing, or wider than the kerf so that it can be sawn off.
    pub fn fit(&self, w: i32, h: i32, defects: &[Rect], kerf: i32) -> Option<(i32, i32)> {
        if w > self.w() || h > self.h() {
            return None;
        }
        let Rect { x0, y0, .. } = self.rect;
        if defects.is_empty() || self.left == 0 {
            return Some((x0, y0));
        }
        let along = self.past(w, h, defects, kerf, true);
        let across = self.past(w, h, defects, kerf, false);
        match (along, across) {
            (Some(x), Some(y)) if i64::from(x - x0) * i64::from(self.h()) > i64::from(y - y0) * i64::from(w) => {
                Some((x0, y))
            }
            (Some(x), _) => Some((x, y0)),
            (None, Some(y)) => Some((x0, y)),
            (None, None) => None,
        }
    }

    /// All of a sheet as one panel; `axis` says how the first cuts run where the kind of cuts leaves that open.
    pub fn whole(stock: &Stock, cuts: SheetCuts, axis: Axis) -> Self {
        let rect = Rect { x0: 0, y0: 0, x1: stock.w, y1: stock.h };
        match cuts {
            SheetCuts::Free => Self { rect, axis, left: 0 },
            SheetCuts::EdgeToEdge { stages, first } => {
                let left = stages.map_or(UNLIMITED, |s| s.clamp(1, UNLIMITED - 1));
                Self { rect, axis: first.unwrap_or(axis), left }
            }
        }
    }

    /// Whether its next cuts may run along either axis.
    pub fn is_unlimited(&self) -> bool {
        self.left == UNLIMITED
    }

    /// What is left of a panel beside a part. `axis` is how the first of the two cuts runs where that is open.
    pub fn rests(&self, part: &Rect, axis: Axis) -> [Option<Self>; 4] {
        let Self { rect, left, .. } = *self;
        let (axis, lower) = if left == UNLIMITED { (axis, left) } else { (self.axis, left.saturating_sub(1)) };
        let rest = |rect: Rect, axis: Axis, left: u8| {
            (rect.x1 > rect.x0 && rect.y1 > rect.y0 && left > 0).then_some(Self { rect, axis, left })
        };
        match axis {
            Axis::Width => [
                rest(Rect { x1: part.x0, ..rect }, axis, left),
                rest(Rect { x0: part.x1, ..rect }, axis, left),
                rest(Rect { x0: part.x0, x1: part.x1, y1: part.y0, ..rect }, Axis::Length, lower),
                rest(Rect { x0: part.x0, x1: part.x1, y0: part.y1, ..rect }, Axis::Length, lower),
            ],
            Axis::Length => [
                rest(Rect { y1: part.y0, ..rect }, axis, left),
                rest(Rect { y0: part.y1, ..rect }, axis, left),
                rest(Rect { y0: part.y0, y1: part.y1, x1: part.x0, ..rect }, Axis::Width, lower),
                rest(Rect { y0: part.y0, y1: part.y1, x0: part.x1, ..rect }, Axis::Width, lower),
            ],
        }
    }

    /// A panel cut into a strip of this size at its low edge and the rest, where stages are left to fill the
    /// strip with stacks. A strip as large as the panel leaves the stage out.
    pub fn strip(&self, size: i32) -> Option<(Self, Option<Self>)> {
        let Self { rect, axis, left } = *self;
        let room = if axis == Axis::Width { self.w() } else { self.h() };
        if left < 2 || left == UNLIMITED || (left == 2 && size < room) {
            return None;
        }
        let (mut strip, mut rest) = (rect, rect);
        match axis {
            Axis::Width => (strip.x1, rest.x0) = (rect.x0 + size.min(room), rect.x0 + size),
            Axis::Length => (strip.y1, rest.y0) = (rect.y0 + size.min(room), rect.y0 + size),
        }
        let rest = (size < room).then_some(Self { rect: rest, axis, left });
        Some((Self { rect: strip, axis: axis.other(), left: left - 1 }, rest))
    }

    /// Which of two sizes lies across the next cuts.
    pub fn across(&self, w: i32, h: i32) -> i32 {
        if self.axis == Axis::Width { w } else { h }
    }

    /// The first clear place along one edge of the space.
    fn past(&self, w: i32, h: i32, defects: &[Rect], kerf: i32, along: bool) -> Option<i32> {
        let Rect { mut x0, mut y0, x1, y1 } = self.rect;
        loop {
            let part = Rect { x0, y0, x1: x0 + w, y1: y0 + h };
            if part.x1 > x1 || part.y1 > y1 {
                return None;
            }
            let Some(hit) = defects.iter().find(|d| d.meets(&part)) else { return Some(if along { x0 } else { y0 }) };
            if along {
                x0 = hit.x1.max(self.rect.x0 + kerf + 1);
            } else {
                y0 = hit.y1.max(self.rect.y0 + kerf + 1);
            }
        }
    }
}

impl Spaces {
    /// All of a sheet. `axis` says how the first cuts run where the problem leaves that open.
    pub fn reset(&mut self, stock: &Stock, cuts: SheetCuts, axis: Axis) {
        self.open.clear();
        self.free = cuts == SheetCuts::Free;
        self.open.push(Space::whole(stock, cuts, axis));
        if self.free {
            stock.defects.iter().for_each(|defect| self.carve(defect));
        }
    }

    /// Takes a part out of the space it was fitted into. `axis` is how the first of the two cuts runs where
    /// that is open.
    pub fn take(&mut self, index: usize, part: &Rect, axis: Axis) {
        if self.free {
            self.carve(part);
            return;
        }
        let space = self.open.swap_remove(index);
        self.open.extend(space.rests(part, axis).into_iter().flatten());
    }

    /// Cuts a panel into a strip and the rest, as [`Space::strip`] does; says whether it did.
    pub fn open_strip(&mut self, index: usize, size: i32) -> bool {
        let Some((strip, rest)) = self.open[index].strip(size).filter(|_| !self.free) else { return false };
        self.open.swap_remove(index);
        self.open.extend(rest);
        self.open.push(strip);
        true
    }

    /// Keeps the maximal empty rectangles beside this one.
    pub fn carve(&mut self, hole: &Rect) {
        self.fresh.clear();
        let mut kept = 0;
        for k in 0..self.open.len() {
            let space = self.open[k];
            let rect = space.rect;
            if !rect.meets(hole) {
                self.open[kept] = space;
                kept += 1;
                continue;
            }
            let beside = [
                Rect { x1: hole.x0, ..rect },
                Rect { x0: hole.x1, ..rect },
                Rect { y1: hole.y0, ..rect },
                Rect { y0: hole.y1, ..rect },
            ];
            let sides = beside.into_iter().filter(|r| r.x1 > r.x0 && r.y1 > r.y0);
            self.fresh.extend(sides.map(|rect| Space { rect, ..space }));
        }
        self.open.truncate(kept);
        for k in 0..self.fresh.len() {
            let space = self.fresh[k];
            let inside = |other: &Space| other.rect.holds(&space.rect);
            let later = self.fresh[k + 1..].iter().any(inside);
            let earlier = self.fresh[..k].iter().any(|other| inside(other) && other.rect != space.rect);
            if !later && !earlier && !self.open[..kept].iter().any(inside) {
                self.open.push(space);
            }
        }
    }
}
