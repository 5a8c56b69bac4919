//! The syntax tree of an expression; every node knows where it stands.

use std::sync::Arc;

use crate::diagnostic::Span;
use crate::quantity::Unit;

/// A piece of an expression and where it stands in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub node: Node,
    /// Bytes of the expression's own text.
    pub span: Span,
}

/// What a piece of an expression can be.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A number with the unit right behind it.
    Number(f64, Arc<Unit>),
    /// `yes` or `no`.
    Truth(bool),
    /// A parameter, value or property: `width`, `top.t`.
    Name(String),
    /// A function: `min(a, b)`.
    Call(String, Vec<Expr>),
    /// A sign or `not`.
    Unary(Unary, Box<Expr>),
    /// Two operands.
    Binary(Binary, Box<Expr>, Box<Expr>),
    /// A whole power.
    Power(Box<Expr>, i32),
    /// `condition ? then : otherwise`.
    Choose(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `"round"`: an option of a choice.
    Text(String),
    /// `[a, b, c]`.
    List(Vec<Expr>),
    /// `[body for name in source]`, also as the only value of a function.
    For(Box<Expr>, String, Box<Source>),
    /// `list[position]`, counted from 0.
    Index(Box<Expr>, Box<Expr>),
    /// `vector.x`
    Member(Box<Expr>, String),
}

/// What a repetition runs over.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// `from..to`: whole numbers from the first up to, and without, the second.
    Range(Expr, Expr),
    /// The items of a list.
    Items(Expr),
}

/// Operators before an operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unary {
    /// `-`
    Negate,
    /// `not`
    Not,
}

/// Operators between operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names say it
pub enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Equal,
    NotEqual,
    And,
    Or,
}

impl Binary {
    /// How it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::And => "and",
            Self::Or => "or",
        }
    }

    /// Whether it compares two numbers.
    pub fn is_comparison(self) -> bool {
        !matches!(self, Self::Add | Self::Subtract | Self::Multiply | Self::Divide | Self::And | Self::Or)
    }
}

impl Expr {
    /// Calls `visit` with every name used, and where. A coordinate `place.x` is told as both `place.x` and `place`;
    /// the name of a repetition is not told.
    pub fn names(&self, visit: &mut dyn FnMut(&str, Span)) {
        match &self.node {
            Node::Number(..) | Node::Truth(_) | Node::Text(_) => {}
            Node::Name(name) => {
                visit(name, self.span);
                if let Some((vector, _)) = coordinate(name) {
                    visit(vector, self.span);
                }
            }
            Node::Call(_, args) | Node::List(args) => args.iter().for_each(|a| a.names(visit)),
            Node::Unary(_, a) | Node::Power(a, _) | Node::Member(a, _) => a.names(visit),
            Node::For(body, bound, source) => {
                match source.as_ref() {
                    Source::Range(from, to) => {
                        from.names(visit);
                        to.names(visit);
                    }
                    Source::Items(list) => list.names(visit),
                }
                body.names(&mut |name, span| {
                    if name != bound && coordinate(name).is_none_or(|(vector, _)| vector != bound) {
                        visit(name, span);
                    }
                });
            }
            Node::Binary(_, a, b) | Node::Index(a, b) => {
                a.names(visit);
                b.names(visit);
            }
            Node::Choose(a, b, c) => {
                a.names(visit);
                b.names(visit);
                c.names(visit);
            }
        }
    }

    /// Calls `visit` with every piece of it, itself first.
    pub fn each(&self, visit: &mut dyn FnMut(&Node)) {
        visit(&self.node);
        match &self.node {
            Node::Number(..) | Node::Truth(_) | Node::Text(_) | Node::Name(_) => {}
            Node::Call(_, args) | Node::List(args) => args.iter().for_each(|a| a.each(visit)),
            Node::Unary(_, a) | Node::Power(a, _) | Node::Member(a, _) => a.each(visit),
            Node::Binary(_, a, b) | Node::Index(a, b) => [a, b].into_iter().for_each(|x| x.each(visit)),
            Node::Choose(a, b, c) => [a, b, c].into_iter().for_each(|x| x.each(visit)),
            Node::For(body, _, source) => {
                body.each(visit);
                match source.as_ref() {
                    Source::Range(from, to) => [from, to].into_iter().for_each(|x| x.each(visit)),
                    Source::Items(list) => list.each(visit),
                }
            }
        }
    }

    /// Whether it is a bare `0`, which may stand beside any quantity.
    pub fn is_bare_zero(&self) -> bool {
        matches!(&self.node, Node::Number(v, unit) if *v == 0.0 && unit.symbol.is_empty())
    }
}

/// Splits `place.x` into the name of a vector and the coordinate meant.
pub(super) fn coordinate(name: &str) -> Option<(&str, usize)> {
    let (vector, last) = name.rsplit_once('.')?;
    axis(last).map(|axis| (vector, axis))
}

/// The position of the coordinate `x`, `y` or `z`.
pub(super) fn axis(name: &str) -> Option<usize> {
    ["x", "y", "z"].iter().position(|axis| *axis == name)
}

/// Words of the language, which name nothing else.
pub fn is_reserved(word: &str) -> bool {
    matches!(word, "and" | "or" | "not" | "yes" | "no" | "pi" | "for" | "in")
}
