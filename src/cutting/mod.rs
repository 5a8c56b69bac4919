//! Cutting plans: which part is cut out of which piece, and where.

mod check;
mod linear;

pub use check::check_plan;
pub use linear::{
    Band, BandKind, Bar, Bound, Cut, CutPiece, Demand, LinearProblem, Objective, Oracle, Plan, Search, Settings,
    Status, Unplaced, diagram, feasible_money, money_bound, plan,
};
