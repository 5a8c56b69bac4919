//! Lengths out of bars: boards, rods, pipes, boxes and angles cut across.

mod bound;
mod branch;
mod buy;
mod close;
mod column;
mod diagram;
mod exact;
mod greedy;
mod knapsack;
mod layout;
mod lp;
mod master;
mod model;
mod oracle;
mod pattern;
mod plan;
mod polish;
mod problem;
mod search;
mod solve;

#[cfg(test)]
mod tests;

pub use bound::{Bound, money_bound};
pub use diagram::{Band, BandKind, diagram};
pub use oracle::{Oracle, feasible_money};
pub use plan::{Cut, CutPiece, Objective, Plan, Status, Unplaced};
pub use problem::{Bar, Demand, LinearProblem, Settings};
pub use search::Search;
pub use solve::{Begun, begin, next_portion, plan};
