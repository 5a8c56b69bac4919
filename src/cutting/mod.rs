//! Cutting plans: which part is cut out of which piece, and where.

mod check;
mod linear;
mod nest;

pub use check::{check_nest_plan, check_plan};
pub use linear::{
    Band, BandKind, Bar, Bound, Cut, CutPiece, Demand, LinearProblem, Objective, Oracle, Plan, Settings, Status,
    Unplaced, diagram, feasible_money, money_bound, plan,
};
pub use nest::{
    NestObjective, NestPart, NestPlan, NestProblem, NestSearch, NestSettings, NestSheet, NestedPart, NestedSheet,
    RefusedSheet, StripSearch, Turns, nest_plan,
};
