//! What an expression gives while a design is compiled, and what can be wrong with it.
//!
//! Only quantities, truths and choices exist on the tape. Vectors, lists and texts are taken apart here, so the
//! evaluator stays one loop over plain results, for numbers and for intervals alike.

use super::tape::Reg;
use crate::diagnostic::Span;
use crate::quantity::Dimension;

/// What an expression gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A quantity.
    Number(Dimension),
    /// Yes or no.
    Truth,
    /// One of several named options; on the tape its position among them, counted from 0.
    Choice(Options),
    /// Three quantities of one dimension: a place, or a direction where plain.
    Vector(Dimension),
    /// Several values of one kind.
    List,
    /// A text; it only compares with choices and names an option.
    Text,
}

/// Names the options of a choice: see [`Compiler::options`](super::Compiler::options).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options(pub(super) u32);

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(d) => write!(f, "{d}"),
            Self::Truth => f.write_str("yes or no"),
            Self::Choice(_) => f.write_str("one of several options"),
            Self::Vector(d) => write!(f, "a vector of {d}"),
            Self::List => f.write_str("a list"),
            Self::Text => f.write_str("a text"),
        }
    }
}

/// A single result on the tape: where it lies and what it is (a quantity, a truth or a choice).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typed {
    /// Where.
    pub reg: Reg,
    /// What.
    pub kind: Kind,
}

/// All that an expression can give.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// One result on the tape.
    One(Typed),
    /// Coordinates x, y, z.
    Vector([Reg; 3], Dimension),
    /// Several values.
    List(List),
    /// A text.
    Text(String),
}

/// Several values of one kind. Where their number depends on an input, it is unrolled to the most it can be, and
/// the first `count` of the items are there.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// The items, none of them a list.
    pub items: Vec<Value>,
    /// How many of them are there, where that is not known before an evaluation.
    pub count: Option<Reg>,
    /// What each item is.
    pub kind: Kind,
}

impl Value {
    /// What it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::One(typed) => typed.kind,
            Self::Vector(_, d) => Kind::Vector(*d),
            Self::List(_) => Kind::List,
            Self::Text(_) => Kind::Text,
        }
    }

    /// A quantity.
    pub(super) fn number(reg: Reg, dimension: Dimension) -> Self {
        Self::One(Typed { reg, kind: Kind::Number(dimension) })
    }

    /// A truth.
    pub(super) fn truth(reg: Reg) -> Self {
        Self::One(Typed { reg, kind: Kind::Truth })
    }
}

impl From<Typed> for Value {
    fn from(typed: Typed) -> Self {
        Self::One(typed)
    }
}

/// What is wrong with an expression; the span counts bytes of the expression's own text.
#[derive(Clone, Debug, PartialEq)]
pub struct ExprError {
    /// A stable word for programs.
    pub code: &'static str,
    /// Where.
    pub span: Span,
    /// What.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

impl ExprError {
    pub(crate) fn new(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self { code, span, message: message.into(), hint: None }
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}
