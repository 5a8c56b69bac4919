//! The design in hand: choices, the stock that may serve it, and everything that follows from both.

mod book;
mod change;
mod choices;
mod first;
mod materials;
mod migrate;
mod outcome;
mod planning;
mod problem;
mod stock;
mod supply;
mod worth;

#[cfg(test)]
mod mixed_tests;
#[cfg(test)]
mod sheet_tests;
#[cfg(test)]
mod spare_tests;

pub use book::{Booking, Come, Gone, book};
pub use change::{Change, surfaces};
pub use choices::{Choices, MOST_SPARE};
pub use first::first_choices;
pub use materials::{CopySource, Cutting, GroupPlan, Loss, MaterialPlan, Opened, Rest};
pub use migrate::migrate;
pub use outcome::{Outcome, evaluate, evaluate_after};
pub use planning::{Planning, plan_materials};
pub use problem::{GroupProblem, Problem, problems, sheet_settings};
pub use stock::{WHOLE, bar, bars, flat_shape, odd_sheet, settings_for, sheet};
pub use supply::{Supply, candidates};
pub use worth::Worth;
