//! The bill of materials: every line sourced have, cut or buy, read from the build and its plan alone.

mod bill;
mod line;

pub use bill::bill;
pub use line::{Bom, From, Line, Source, Totals};
