//! Odd parts out of odd sheets: polygons with holes, at a distance from each other.
//!
//! What collides is found by the crate jagua-rs, in single precision and with a little play; a plan leaves only after the
//! checker has found it sound in whole micrometres. Rectangles in rectangular sheets need no play. Parts are not placed in
//! holes of other parts, nor turned over.

mod bound;
mod choice;
mod exact;
mod first;
mod form;
mod ground;
mod layout;
mod model;
mod offset;
mod outcome;
mod plan;
mod problem;
mod rest;
mod ring;
mod sample;
mod search;
mod separate;
mod strip;

#[cfg(test)]
mod tests;

pub use plan::{NestObjective, NestPlan, NestedPart, NestedSheet, RefusedSheet};
pub use problem::{NestPart, NestProblem, NestSettings, NestSheet, Turns};
pub use search::{NestSearch, nest_plan};
pub use strip::StripSearch;
