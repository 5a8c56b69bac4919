//! Checks plans against their problems. The checkers share nothing with the solvers but the public types,
//! so that they cannot repeat the solvers' mistakes.

mod linear;
mod rect;

pub use linear::check_plan;
pub use rect::check_sheets;
