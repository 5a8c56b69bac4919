//! The expression language: total, dimension-checked, compiled to one flat tape.

mod ast;
mod compile;
mod interval;
mod library;
mod limits;
mod number;
mod parse;
mod tape;
mod token;

#[cfg(test)]
mod tests;

pub use ast::{Binary, Expr, Node, Unary};
pub use compile::{Compiler, ExprError, Kind, Typed};
pub use interval::Interval;
pub use library::{Formula, formulas};
pub use limits::*;
pub use number::Number;
pub use parse::parse;
pub use tape::{Builder, Reg, Tape};
