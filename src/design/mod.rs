//! The design document: reading it, checking it, and evaluating it to a build.

mod build;
mod compile;
mod document;
mod evaluate;
mod fill;
mod model;
mod reader;
mod requirements;
mod template;

#[cfg(test)]
mod tests;

pub use build::{Build, CheckResult, Consumable, DimensionLine, MetricResult, Part, SlotState, StepText};
pub use document::read;
pub use evaluate::{Judged, evaluate, judge};
pub use fill::{Fill, properties};
pub use model::*;
