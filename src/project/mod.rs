//! The design in hand: choices, the stock that may serve it, and everything that follows from both.

mod book;
mod choices;
mod first;
mod materials;
mod migrate;
mod outcome;
mod supply;

#[cfg(test)]
mod mixed_tests;

pub use book::{Booking, Come, Gone, book};
pub use choices::Choices;
pub use first::first_choices;
pub use materials::{
    CopySource, GroupPlan, GroupProblem, MaterialPlan, WHOLE, bar, bars, plan_materials, problems, settings_for,
};
pub use migrate::migrate;
pub use outcome::{Outcome, evaluate};
pub use supply::{Supply, candidates};
