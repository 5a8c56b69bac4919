//! The syntax tree of an expression; every node knows where it stands.

use std::borrow::Cow;
use std::sync::Arc;

use crate::diagnostic::Span;
use crate::quantity::Unit;

/// A piece of an expression and where it stands in the text. Its words are those of the text it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr<'a> {
    /// What it is.
    pub node: Node<'a>,
    /// Bytes of the expression's own text.
    pub span: Span,
}

/// What a piece of an expression can be.
#[derive(Clone, Debug, PartialEq)]
pub enum Node<'a> {
    /// A number with the unit right behind it.
    Number(f64, Arc<Unit>),
    /// `yes` or `no`.
    Truth(bool),
    /// A parameter, value or property: `width`, `top.t`.
    Name(Cow<'a, str>),
    /// A function: `min(a, b)`.
    Call(Cow<'a, str>, Vec<Expr<'a>>),
    /// A sign or `not`.
    Unary(Unary, Box<Expr<'a>>),
    /// Two operands.
    Binary(Binary, Box<Expr<'a>>, Box<Expr<'a>>),
    /// A whole power.
    Power(Box<Expr<'a>>, i32),
    /// `condition ? then : otherwise`.
    Choose(Box<Expr<'a>>, Box<Expr<'a>>, Box<Expr<'a>>),
    /// `"round"`: an option of a choice.
    Text(Cow<'a, str>),
    /// `[a, b, c]`.
    List(Vec<Expr<'a>>),
    /// `[body for name in source]`, also as the only value of a function.
    For(Box<Expr<'a>>, Cow<'a, str>, Box<Source<'a>>),
    /// `list[position]`, counted from 0.
    Index(Box<Expr<'a>>, Box<Expr<'a>>),
    /// `vector.x`
    Member(Box<Expr<'a>>, Cow<'a, str>),
}

/// What a repetition runs over.
#[derive(Clone, Debug, PartialEq)]
pub enum Source<'a> {
    /// `from..to`: whole numbers from the first up to, and without, the second.
    Range(Expr<'a>, Expr<'a>),
    /// The items of a list.
    Items(Expr<'a>),
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

impl Expr<'_> {
    /// The same expression with words of its own.
    pub fn into_owned(self) -> Expr<'static> {
        let boxed = |e: Box<Expr<'_>>| Box::new(e.into_owned());
        let own = |word: Cow<'_, str>| Cow::Owned(word.into_owned());
        let all = |items: Vec<Expr<'_>>| items.into_iter().map(Expr::into_owned).collect();
        let node = match self.node {
            Node::Number(value, unit) => Node::Number(value, unit),
            Node::Truth(value) => Node::Truth(value),
            Node::Name(name) => Node::Name(own(name)),
            Node::Call(name, args) => Node::Call(own(name), all(args)),
            Node::Unary(op, a) => Node::Unary(op, boxed(a)),
            Node::Binary(op, a, b) => Node::Binary(op, boxed(a), boxed(b)),
            Node::Power(a, exponent) => Node::Power(boxed(a), exponent),
            Node::Choose(a, b, c) => Node::Choose(boxed(a), boxed(b), boxed(c)),
            Node::Text(text) => Node::Text(own(text)),
            Node::List(items) => Node::List(all(items)),
            Node::For(body, name, source) => {
                let source = match *source {
                    Source::Range(from, to) => Source::Range(from.into_owned(), to.into_owned()),
                    Source::Items(list) => Source::Items(list.into_owned()),
                };
                Node::For(boxed(body), own(name), Box::new(source))
            }
            Node::Index(a, b) => Node::Index(boxed(a), boxed(b)),
            Node::Member(a, name) => Node::Member(boxed(a), own(name)),
        };
        Expr { node, span: self.span }
    }

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
    let (vector, last) = name.split_at_checked(name.len().checked_sub(2)?)?;
    axis(last.strip_prefix('.')?).map(|axis| (vector, axis))
}

/// The position of the coordinate `x`, `y` or `z`.
pub(super) fn axis(name: &str) -> Option<usize> {
    ["x", "y", "z"].iter().position(|axis| *axis == name)
}

/// Words of the language, which name nothing else.
pub fn is_reserved(word: &str) -> bool {
    matches!(word, "and" | "or" | "not" | "yes" | "no" | "pi" | "for" | "in")
}
