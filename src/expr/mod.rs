//! The expression language: total, dimension-checked, compiled to one flat tape.

mod ast;
mod builder;
mod call;
mod compile;
mod curve;
mod function;
mod interval;
mod library;
mod limits;
mod list;
mod names;
mod narrow;
mod number;
mod parse;
mod tape;
mod token;
mod value;
mod vector;

#[cfg(test)]
mod tests;

pub use ast::{Binary, Expr, Node, Source, Unary, is_reserved};
pub use builder::Builder;
pub use compile::Compiler;
pub use curve::Curve;
pub use interval::Interval;
pub use library::{Formula, formulas};
pub use limits::*;
pub use number::Number;
pub use parse::parse;
pub use tape::{Inputs, Part, Reg, TableUse, Tape};
pub use value::{ExprError, Kind, List, Options, Typed, Value};
