//! Checks plans against their problems. The checkers share nothing with the solvers but the public types,
//! so that they cannot repeat the solvers' mistakes.

mod linear;
mod nest;
mod rect;
mod shape;

pub use linear::check_plan;
pub use nest::check_nest_plan;
pub use rect::check_sheets;
