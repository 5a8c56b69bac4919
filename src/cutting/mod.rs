//! Cutting plans: which part is cut out of which piece, and where.

mod check;
mod linear;
mod rect;

pub use check::{check_plan, check_sheets};
pub use linear::{
    Band, BandKind, Bar, Bound, Cut, CutPiece, Demand, LinearProblem, Objective, Oracle, Plan, Search, Settings,
    Status, Unplaced, diagram, feasible_money, money_bound, plan,
};
pub use rect::{
    Area, Axis, CutSheet, Grain, PlacedPart, SawCut, Sheet, SheetCuts, SheetObjective, SheetPart, SheetPlan,
    SheetProblem, SheetSearch, SheetSettings, plan_sheets,
};
