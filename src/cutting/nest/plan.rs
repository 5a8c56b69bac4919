//! Where every odd part lies, how good that is, and how good any plan could be.

use std::cmp::Ordering;

use serde::Serialize;

use super::ring::{GRID, ring, turned};
use crate::cutting::{Status, Unplaced};
use crate::stock::{Outline, Polygon};

/// Where every part lies, and what found no place.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct NestPlan {
    /// The sheets that are cut.
    pub sheets: Vec<NestedSheet>,
    /// Parts without a place.
    pub unplaced: Vec<Unplaced>,
    /// Sheets that cannot be used, and why.
    pub refused: Vec<RefusedSheet>,
    /// How good this plan is.
    pub objective: NestObjective,
    /// No plan is better than this.
    pub bound: NestObjective,
    /// What is known about better plans.
    pub status: Status,
}

/// One sheet and the parts in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct NestedSheet {
    /// Index of the sheet in the problem.
    pub sheet: usize,
    /// Which of its copies, counted from 0.
    pub copy: u32,
    /// The parts, from left to right.
    pub parts: Vec<NestedPart>,
}

/// One part in a sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct NestedPart {
    /// Index of the part in the problem.
    pub part: usize,
    /// How it is turned about the origin of its outline (degrees counterclockwise, from 0 to below 360).
    pub turn: f64,
    /// Where the origin of its outline then lies in the sheet (m, to the micrometre).
    pub at: [f64; 2],
}

impl NestedPart {
    /// The outline of the part where it lies in the sheet (m), to draw it.
    pub fn placed(&self, outline: &Outline) -> Outline {
        let turn = libm::round(self.turn * 100.0) as i32;
        let place = |corner: &[i64; 2]| [0, 1].map(|axis| corner[axis] as f64 / GRID + self.at[axis]);
        let polygon = |polygon: &Polygon| turned(&ring(polygon), turn).iter().map(place).collect();
        Outline { outer: polygon(&outline.outer), holes: outline.holes.iter().map(polygon).collect() }
    }
}

/// A sheet that cannot be used.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct RefusedSheet {
    /// Id of the sheet.
    pub sheet: String,
    /// Why, and what to do.
    pub reason: String,
}

/// How good a plan is: the levels count in this order, and less is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct NestObjective {
    /// Parts without a place.
    pub unplaced: u32,
    /// Money for what is bought (EUR, whole cents).
    pub money: f64,
    /// Area of the opened sheets that are not bought, less their holes (m², whole mm²).
    pub area: f64,
    /// Sheets opened.
    pub opened: u32,
}

impl NestObjective {
    /// Level by level; money counts to the cent and area to 1 mm².
    pub fn compare(&self, other: &Self) -> Ordering {
        self.whole().cmp(&other.whole())
    }

    /// The levels in whole cents and mm².
    pub(super) fn whole(&self) -> [i64; 4] {
        let cents = libm::round(self.money * 1e2) as i64;
        [i64::from(self.unplaced), cents, libm::round(self.area * 1e6) as i64, i64::from(self.opened)]
    }

    /// From whole cents and mm².
    pub(super) fn of([unplaced, cents, area, opened]: [i64; 4]) -> Self {
        let count = |n: i64| n.clamp(0, i64::from(u32::MAX)) as u32;
        Self { unplaced: count(unplaced), money: cents as f64 / 1e2, area: area as f64 / 1e6, opened: count(opened) }
    }
}
