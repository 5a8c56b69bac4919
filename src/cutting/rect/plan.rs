//! A plan of cut sheets, how good it is, and how good any plan could be.

use std::cmp::{Ordering, Reverse};

use serde::Serialize;

use super::{Area, Axis};
use crate::cutting::{Status, Unplaced};

/// Where every part lies, how to saw it out, what is left, and what could not be placed.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SheetPlan {
    /// The sheets that are cut.
    pub sheets: Vec<CutSheet>,
    /// Parts without a place.
    pub unplaced: Vec<Unplaced>,
    /// How good this plan is.
    pub objective: SheetObjective,
    /// No plan is better than this; of the remnant it says nothing.
    pub bound: SheetObjective,
    /// What is known about better plans, the remnant left aside.
    pub status: Status,
}

/// One sheet with what is cut out of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CutSheet {
    /// Index of the sheet in the problem.
    pub sheet: usize,
    /// Which of its copies, counted from 0.
    pub copy: u32,
    /// The parts.
    pub parts: Vec<PlacedPart>,
    /// The cuts from edge to edge in the order of sawing; none where the layout needs other cuts.
    pub cuts: Vec<SawCut>,
    /// Rests worth keeping, largest first; they do not overlap.
    pub remnants: Vec<Area>,
}

/// One part in a sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct PlacedPart {
    /// Index of the part in the problem.
    pub part: usize,
    /// Where it lies.
    pub area: Area,
    /// Whether its length lies along the width of the sheet.
    pub turned: bool,
}

/// A straight cut through a panel from edge to edge. It removes the width of the saw above `at`; at an edge it
/// may shave off less.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct SawCut {
    /// Along which axis it runs.
    pub axis: Axis,
    /// Where the saw enters the material: y of a cut along the length, x of one along the width (m).
    pub at: f64,
    /// Where it starts and ends on its own axis (m).
    pub from: f64,
    /// See `from`.
    pub to: f64,
    /// Stage, counted from 1: it rises by one whenever the direction changes.
    pub stage: u32,
    /// Distance of `at` from the edge of the panel that this row of cuts began with (m): all cuts of a row are
    /// marked from there with the rule left in place.
    pub mark: f64,
}

/// How good a plan is: the levels count in this order; less is better, but for the remnant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct SheetObjective {
    /// Parts without a place.
    pub unplaced: u32,
    /// Money for what is bought (EUR, whole cents).
    pub money: f64,
    /// Area of the opened sheets that were there already (m²).
    pub scrap: f64,
    /// Sheets opened.
    pub opened: u32,
    /// Area of the largest rest worth keeping (m²); more is better.
    pub remnant: f64,
}

impl SheetObjective {
    /// All but the remnant: money to the cent, scrap to 0.01 mm².
    pub fn levels(&self) -> (u32, i64, i64, u32) {
        (self.unplaced, libm::round(self.money * 1e2) as i64, libm::round(self.scrap * 1e8) as i64, self.opened)
    }

    /// Level by level, the remnant last.
    pub fn compare(&self, other: &Self) -> Ordering {
        let whole = |o: &Self| (o.levels(), Reverse(libm::round(o.remnant * 1e8) as i64));
        whole(self).cmp(&whole(other))
    }
}
