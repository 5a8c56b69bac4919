//! Adapting: choose stock for every slot and values for the free parameters, with a proof of how good it is.
//!
//! Parameters move in the steps that the design gives them (10 mm, one plank), so the search space is finite and
//! “proven best” means best in those steps; a locked value is kept as typed. The order of the search is in [`Search`].

mod answer;
mod bindings;
mod branching;
mod contract;
mod front;
mod goal;
mod grid;
mod memory;
mod node;
mod point;
mod relax;
mod relaxed;
mod report;
mod search;

#[cfg(test)]
mod front_tests;
#[cfg(test)]
mod tests;

pub use front::{Front, FrontProgress};
pub use goal::Goal;
pub use relaxed::{Allowed, Relaxation, Way, WhatIf};
pub use report::{Found, Progress, Proof, Reached};
pub use search::{Request, Search};
