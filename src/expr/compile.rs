//! Checks kinds and dimensions, and turns syntax trees into tape instructions.

use std::collections::BTreeMap;

use super::ast::{Binary, Expr, Node, Unary};
use super::library;
use super::parse;
use super::tape::{Builder, Op1, Op2, Reg};
use crate::diagnostic::{Span, suggest};
use crate::quantity::Dimension;

/// What an expression gives: a quantity of some dimension, or a truth value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A quantity.
    Number(Dimension),
    /// Yes or no.
    Truth,
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(d) => write!(f, "{d}"),
            Self::Truth => f.write_str("yes or no"),
        }
    }
}

/// A compiled expression: where its result lies and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typed {
    /// Where.
    pub reg: Reg,
    /// What.
    pub kind: Kind,
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

/// Compiles expressions against the names known so far.
#[derive(Debug, Default)]
pub struct Compiler {
    /// The tape being built.
    pub builder: Builder,
    names: BTreeMap<String, Typed>,
    depth: usize,
}

impl Compiler {
    /// Makes a name known; a later definition replaces an earlier one.
    pub fn define(&mut self, name: impl Into<String>, typed: Typed) {
        self.names.insert(name.into(), typed);
    }

    /// Forgets a name, such as a repetition index behind its part.
    pub fn forget(&mut self, name: &str) {
        self.names.remove(name);
    }

    /// What a name stands for.
    pub fn lookup(&self, name: &str) -> Option<Typed> {
        self.names.get(name).copied()
    }

    /// Compiles an expression.
    ///
    /// # Errors
    /// The first name, kind or dimension that does not fit.
    pub fn compile(&mut self, expr: &Expr) -> Result<Typed, ExprError> {
        match &expr.node {
            Node::Number(value, unit) => {
                Ok(Typed { reg: self.builder.constant(value * unit.factor), kind: Kind::Number(unit.dimension) })
            }
            Node::Truth(value) => {
                Ok(Typed { reg: self.builder.constant(f64::from(u8::from(*value))), kind: Kind::Truth })
            }
            Node::Name(name) => self.name(name, expr.span),
            Node::Unary(Unary::Negate, inner) => {
                let (reg, d) = self.number(inner)?;
                Ok(Typed { reg: self.builder.one(Op1::Negate, reg), kind: Kind::Number(d) })
            }
            Node::Unary(Unary::Not, inner) => {
                let reg = self.truth(inner)?;
                Ok(Typed { reg: self.not(reg), kind: Kind::Truth })
            }
            Node::Power(base, exponent) => self.power(base, *exponent, expr.span),
            Node::Binary(op, a, b) => self.binary(*op, a, b, expr.span),
            Node::Choose(condition, a, b) => {
                let c = self.truth(condition)?;
                let (ta, tb) = (self.compile(a)?, self.compile(b)?);
                let kind = match (ta.kind, tb.kind) {
                    (Kind::Truth, Kind::Truth) => Kind::Truth,
                    (Kind::Number(da), Kind::Number(db)) => {
                        Kind::Number(self.same(a, da, b, db, "choose between", expr.span)?)
                    }
                    (ka, kb) => {
                        let message = format!("both sides of “:” must be alike; these are {ka} and {kb}");
                        return Err(ExprError::new("mixed-kinds", expr.span, message));
                    }
                };
                Ok(Typed { reg: self.builder.choose(c, ta.reg, tb.reg), kind })
            }
            Node::Call(name, args) => self.call(name, args, expr.span),
        }
    }

    /// Compiles an expression that must give a quantity.
    ///
    /// # Errors
    /// As [`Compiler::compile`], and for truth values.
    pub fn number(&mut self, expr: &Expr) -> Result<(Reg, Dimension), ExprError> {
        match self.compile(expr)? {
            Typed { reg, kind: Kind::Number(d) } => Ok((reg, d)),
            _ => Err(ExprError::new("not-a-number", expr.span, "a quantity is needed here, this is yes or no")),
        }
    }

    /// Compiles an expression that must give yes or no.
    ///
    /// # Errors
    /// As [`Compiler::compile`], and for quantities.
    pub fn truth(&mut self, expr: &Expr) -> Result<Reg, ExprError> {
        match self.compile(expr)? {
            Typed { reg, kind: Kind::Truth } => Ok(reg),
            Typed { kind, .. } => {
                Err(ExprError::new("not-a-truth", expr.span, format!("yes or no is needed here, this is {kind}"))
                    .hint("compare it with something: “… >= 20 mm”"))
            }
        }
    }

    fn name(&self, name: &str, span: Span) -> Result<Typed, ExprError> {
        if let Some(typed) = self.names.get(name) {
            return Ok(*typed);
        }
        if name == "pi" {
            return Err(ExprError::new("unknown-name", span, "“pi” is written pi()"));
        }
        let error = ExprError::new("unknown-name", span, format!("unknown name “{name}”"));
        // One letter is near to every other one, so all properties of the slot are named instead.
        if let Some((slot, property)) = name.split_once('.') {
            let prefix = format!("{slot}.");
            let known: Vec<&str> = self.names.keys().filter_map(|n| n.strip_prefix(&prefix)).collect();
            if !known.is_empty() && property.len() < 2 {
                return Err(error.hint(format!("“{slot}” has {}", known.join(", "))));
            }
        }
        Err(match suggest(name, self.names.keys().map(String::as_str)) {
            Some(near) => error.hint(format!("did you mean “{near}”?")),
            None => error.hint("names are defined under [params], [slots] and [values]"),
        })
    }

    fn not(&mut self, reg: Reg) -> Reg {
        let one = self.builder.constant(1.0);
        self.builder.two(Op2::Subtract, one, reg)
    }

    fn power(&mut self, base: &Expr, exponent: i32, span: Span) -> Result<Typed, ExprError> {
        let (reg, d) = self.number(base)?;
        let dimension = d
            .power(exponent as i16, 1)
            .ok_or_else(|| ExprError::new("bad-exponent", span, format!("{d} cannot be raised that far")))?;
        // Repeated products give the same bits on every machine; a platform's own power function need not.
        let mut value = None;
        let mut square = reg;
        let mut rest = exponent.unsigned_abs();
        while rest > 0 {
            if rest & 1 == 1 {
                value = Some(value.map_or(square, |v| self.builder.two(Op2::Multiply, v, square)));
            }
            rest >>= 1;
            if rest > 0 {
                square = self.builder.one(Op1::Square, square);
            }
        }
        let one = self.builder.constant(1.0);
        let value = value.unwrap_or(one);
        let reg = if exponent < 0 { self.builder.two(Op2::Divide, one, value) } else { value };
        Ok(Typed { reg, kind: Kind::Number(dimension) })
    }

    fn binary(&mut self, op: Binary, a: &Expr, b: &Expr, span: Span) -> Result<Typed, ExprError> {
        if matches!(op, Binary::And | Binary::Or) {
            let (a, b) = (self.truth(a)?, self.truth(b)?);
            let op = if op == Binary::And { Op2::Least } else { Op2::Greatest };
            return Ok(Typed { reg: self.builder.two(op, a, b), kind: Kind::Truth });
        }
        let ((ra, da), (rb, db)) = (self.number(a)?, self.number(b)?);
        let negated = op == Binary::NotEqual;
        let overflow = || ExprError::new("bad-exponent", span, "this product leaves every known dimension");
        let number = |d| Kind::Number(d);
        let (op, kind, swap) = match op {
            Binary::Add => (Op2::Add, number(self.same(a, da, b, db, "add", span)?), false),
            Binary::Subtract => (Op2::Subtract, number(self.same(a, da, b, db, "subtract", span)?), false),
            Binary::Multiply => (Op2::Multiply, number(da.times(db).ok_or_else(overflow)?), false),
            Binary::Divide => {
                let inverse = db.power(-1, 1).and_then(|i| da.times(i)).ok_or_else(overflow)?;
                (Op2::Divide, number(inverse), false)
            }
            comparison => {
                self.same(a, da, b, db, "compare", span)?;
                let (op, swap) = match comparison {
                    Binary::Less => (Op2::Less, false),
                    Binary::LessEqual => (Op2::LessEqual, false),
                    Binary::Greater => (Op2::Less, true),
                    Binary::GreaterEqual => (Op2::LessEqual, true),
                    _ => (Op2::Equal, false),
                };
                (op, Kind::Truth, swap)
            }
        };
        let reg = if swap { self.builder.two(op, rb, ra) } else { self.builder.two(op, ra, rb) };
        Ok(Typed { reg: if negated { self.not(reg) } else { reg }, kind })
    }

    /// The common dimension of two operands, or why there is none. A bare `0` fits everything.
    fn same(
        &self,
        a: &Expr,
        da: Dimension,
        b: &Expr,
        db: Dimension,
        verb: &str,
        span: Span,
    ) -> Result<Dimension, ExprError> {
        if da.is_compatible(db) {
            return Ok(if a.is_bare_zero() { db } else { da });
        }
        if a.is_bare_zero() {
            return Ok(db);
        }
        if b.is_bare_zero() {
            return Ok(da);
        }
        let error = ExprError::new("mixed-dimensions", span, format!("cannot {verb} {da} and {db}"));
        Err(if da.is_plain() || db.is_plain() {
            let bare = if da.is_plain() { a } else { b };
            match &bare.node {
                Node::Number(..) => error.hint("give the number a unit, such as “5 mm”"),
                _ => error.hint("one side has no unit; multiply or divide by what is missing"),
            }
        } else {
            error.hint(format!("the left side is {da}, the right side is {db}; both must measure the same"))
        })
    }

    fn call(&mut self, name: &str, args: &[Expr], span: Span) -> Result<Typed, ExprError> {
        let arity = |wanted: usize| {
            if args.len() == wanted {
                return Ok(());
            }
            let message =
                format!("{name}() takes {wanted} value{}, not {}", if wanted == 1 { "" } else { "s" }, args.len());
            Err(ExprError::new("wrong-count", span, message))
        };
        match name {
            "pi" => {
                arity(0)?;
                Ok(Typed { reg: self.builder.constant(std::f64::consts::PI), kind: Kind::Number(Dimension::NONE) })
            }
            "min" | "max" => self.fold(name, args, span),
            "clamp" => {
                arity(3)?;
                let low = self.fold("max", &args[..2], span)?;
                let (high, d) = self.number(&args[2])?;
                let Kind::Number(dl) = low.kind else { return Ok(low) };
                let d = self.same(&args[0], dl, &args[2], d, "compare", span)?;
                Ok(Typed { reg: self.builder.two(Op2::Least, low.reg, high), kind: Kind::Number(d) })
            }
            "sqrt" => {
                arity(1)?;
                let (reg, d) = self.number(&args[0])?;
                let half = d
                    .power(1, 2)
                    .ok_or_else(|| ExprError::new("bad-exponent", span, format!("{d} has no square root here")))?;
                Ok(Typed { reg: self.builder.one(Op1::Root, reg), kind: Kind::Number(half) })
            }
            "abs" => {
                arity(1)?;
                let (reg, d) = self.number(&args[0])?;
                Ok(Typed { reg: self.builder.one(Op1::Absolute, reg), kind: Kind::Number(d) })
            }
            _ => match plain_function(name) {
                Some((op, result)) => {
                    arity(1)?;
                    let (reg, d) = self.number(&args[0])?;
                    if !d.is_plain() {
                        let error = ExprError::new(
                            "not-plain",
                            args[0].span,
                            format!("{name}() takes a plain number, this is {d}"),
                        );
                        return Err(error.hint("divide by a unit first, such as “/ 1 mm”"));
                    }
                    Ok(Typed { reg: self.builder.one(op, reg), kind: Kind::Number(result) })
                }
                None => self.formula(name, args, span),
            },
        }
    }

    fn fold(&mut self, name: &str, args: &[Expr], span: Span) -> Result<Typed, ExprError> {
        let Some((first, rest)) = args.split_first() else {
            return Err(ExprError::new("wrong-count", span, format!("{name}() takes at least one value")));
        };
        let op = if name == "min" { Op2::Least } else { Op2::Greatest };
        let (mut reg, mut dimension) = self.number(first)?;
        for arg in rest {
            let (r, d) = self.number(arg)?;
            dimension = self.same(first, dimension, arg, d, "compare", arg.span)?;
            reg = self.builder.two(op, reg, r);
        }
        Ok(Typed { reg, kind: Kind::Number(dimension) })
    }

    /// A formula of the engineering library: its body is compiled in place, with its own names only.
    fn formula(&mut self, name: &str, args: &[Expr], span: Span) -> Result<Typed, ExprError> {
        let Some(formula) = library::find(name) else {
            let known = library::formulas().into_iter().map(|f| f.name).chain(BUILT_IN);
            let error = ExprError::new("unknown-function", span, format!("unknown function “{name}”"));
            return Err(match suggest(name, known) {
                Some(near) => error.hint(format!("did you mean “{near}”?")),
                None => error.hint("the manual lists all functions"),
            });
        };
        if args.len() != formula.inputs.len() {
            let inputs: Vec<&str> = formula.inputs.iter().map(|(n, _)| *n).collect();
            let message = format!("{name}({}) takes {} values, not {}", inputs.join(", "), inputs.len(), args.len());
            return Err(ExprError::new("wrong-count", span, message));
        }
        let mut inner = BTreeMap::new();
        for (arg, (input, unit)) in args.iter().zip(formula.inputs) {
            let (reg, d) = self.number(arg)?;
            let wanted = library::dimension(unit);
            if !d.is_compatible(wanted) && !arg.is_bare_zero() {
                let message = format!("{name}(): “{input}” must be {wanted}, this is {d}");
                let force = library::dimension("N");
                let hint = match () {
                    () if wanted == force && d == Dimension::MASS => "multiply the mass by 9.81 N/kg",
                    () => formula.about,
                };
                return Err(ExprError::new("mixed-dimensions", arg.span, message).hint(hint));
            }
            inner.insert((*input).to_owned(), Typed { reg, kind: Kind::Number(wanted) });
        }
        let body = parse(formula.body)?;
        let outer = std::mem::replace(&mut self.names, inner);
        self.depth += 1;
        let result = if self.depth > 8 {
            Err(ExprError::new("too-deep", span, "formulas call one another too deeply"))
        } else {
            self.compile(&body)
        };
        self.depth -= 1;
        self.names = outer;
        result.map_err(|e| ExprError { span, ..e })
    }
}

/// Functions of plain numbers, and what they give.
fn plain_function(name: &str) -> Option<(Op1, Dimension)> {
    Some(match name {
        "floor" => (Op1::Floor, Dimension::NONE),
        "ceil" => (Op1::Ceil, Dimension::NONE),
        "round" => (Op1::Round, Dimension::NONE),
        "sin" => (Op1::Sine, Dimension::NONE),
        "cos" => (Op1::Cosine, Dimension::NONE),
        "tan" => (Op1::Tangent, Dimension::NONE),
        "asin" => (Op1::ArcSine, Dimension::ANGLE),
        "acos" => (Op1::ArcCosine, Dimension::ANGLE),
        "atan" => (Op1::ArcTangent, Dimension::ANGLE),
        "exp" => (Op1::Exponential, Dimension::NONE),
        "log" => (Op1::Logarithm, Dimension::NONE),
        _ => return None,
    })
}

const BUILT_IN: [&str; 17] = [
    "pi", "min", "max", "clamp", "sqrt", "abs", "floor", "ceil", "round", "sin", "cos", "tan", "asin", "acos", "atan",
    "exp", "log",
];
