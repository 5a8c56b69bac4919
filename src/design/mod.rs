//! The design document: reading it, checking it, and evaluating it to a build.

mod build;
mod compile;
mod document;
mod evaluate;
mod fill;
mod model;
mod placements;
mod pose;
mod reader;
mod review;
mod rules;
mod settle;
mod shape;
mod template;
mod texts;
mod utilisation;

#[cfg(test)]
mod block_tests;
#[cfg(test)]
mod tests;

pub use build::{
    Assembly, Build, CheckResult, Consumable, DimensionLine, MetricResult, Movement, Part, SlotState, StepText,
};
pub use document::{check, read};
pub use evaluate::{Judged, evaluate, evaluate_after, judge, requirements_hold};
pub use fill::{Fill, properties};
pub use model::*;
pub use placements::unit_mass;
pub use rules::*;
pub use settle::{Settled, settle};
pub use utilisation::slot_utilisation;
