//! Numbers with dimensions: reading what makers type, and writing it back in their units.

mod dimension;
mod format;
mod read;
mod unit;

pub use dimension::Dimension;
pub use format::{System, format, format_exact, format_marked, format_number, format_plain};
pub use read::{Quantity, ReadError, read};
pub use unit::Unit;
