//! Rectangles out of sheets: panels, plywood, plates, and boards ripped to width.

mod beam;
mod bound;
mod columns;
mod fill;
mod goal;
mod layout;
mod model;
mod plan;
mod problem;
mod repack;
mod saw;
mod search;
mod simplex;
mod solution;
mod space;
mod strips;

#[cfg(test)]
mod tests;

pub use bound::sheet_bound;
pub use plan::{CutSheet, PlacedPart, SawCut, SheetObjective, SheetPlan};
pub use problem::{Area, Axis, Grain, Sheet, SheetCuts, SheetPart, SheetProblem, SheetSettings};
pub use search::{SheetSearch, plan_sheets};
