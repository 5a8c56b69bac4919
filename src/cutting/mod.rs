//! Cutting plans: which part is cut out of which piece, and where.

mod assign;
mod check;
mod flat;
mod linear;
mod nest;
mod random;
mod rect;
mod trial;

pub use assign::{AssignEffort, AssignProblem, Assignment, assign};
pub use check::{check_nest_plan, check_plan, check_sheets};
pub use flat::{CutLine, FlatDiagram, Region, RegionKind};
pub use linear::{
    Band, BandKind, Bar, Begun, Bound, Cut, CutPiece, Demand, LinearProblem, Objective, Oracle, Plan, Search, Settings,
    Status, Unplaced, begin, diagram, feasible_money, money_bound, next_portion, plan,
};
pub use nest::{
    NestObjective, NestPart, NestPlan, NestProblem, NestSearch, NestSettings, NestSheet, NestedPart, NestedSheet,
    RefusedSheet, StripSearch, Turns, nest_plan,
};
pub use rect::{
    Area, Axis, CutSheet, Grain, PlacedPart, SawCut, Sheet, SheetCuts, SheetObjective, SheetPart, SheetPlan,
    SheetProblem, SheetSearch, SheetSettings, plan_sheets, sheet_bound,
};
pub use trial::{TRIAL_KINDS, Trial};
