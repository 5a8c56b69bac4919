//! The functions that are built in.

use super::ast::{Expr, Node};
use super::compile::{Compiler, product, scalable};
use super::list::Fold;
use super::tape::Op;
use super::value::{ExprError, Kind, Typed, Value};
use crate::diagnostic::Span;
use crate::quantity::Dimension;

pub(super) const BUILT_IN: [&str; 26] = [
    "pi", "min", "max", "clamp", "sqrt", "abs", "floor", "ceil", "round", "sin", "cos", "tan", "asin", "acos", "atan",
    "exp", "log", "sum", "len", "any", "all", "vec", "dot", "cross", "norm", "length",
];

/// Whether a function is built in; no design defines one of its name.
pub(super) fn is_built_in(name: &str) -> bool {
    BUILT_IN.contains(&name)
}

impl Compiler {
    pub(super) fn call(&mut self, name: &str, args: &[Expr<'_>], span: Span) -> Result<Value, ExprError> {
        let arity = |wanted: usize| {
            if args.len() == wanted {
                return Ok(());
            }
            let plural = if wanted == 1 { "" } else { "s" };
            let message = format!("{name}() takes {wanted} value{plural}, not {}", args.len());
            Err(ExprError::new("wrong-count", span, message))
        };
        match name {
            "pi" => {
                arity(0)?;
                Ok(Value::number(self.builder.constant(std::f64::consts::PI), Dimension::NONE))
            }
            "min" | "max" => self.extreme(name, args, span),
            "sum" | "any" | "all" => {
                arity(1)?;
                let fold = match name {
                    "sum" => Fold::Sum,
                    "any" => Fold::Any,
                    _ => Fold::All,
                };
                self.fold(fold, &args[0])
            }
            "len" => {
                arity(1)?;
                self.count(&args[0])
            }
            "vec" => {
                arity(3)?;
                self.vec(args)
            }
            "dot" => {
                arity(2)?;
                let ((ra, da), (rb, db)) = (self.vector(&args[0])?, self.vector(&args[1])?);
                Ok(Value::number(self.dot(ra, rb), product(da, Some(db), span)?))
            }
            "cross" => {
                arity(2)?;
                let ((ra, da), (rb, db)) = (self.vector(&args[0])?, self.vector(&args[1])?);
                Ok(Value::Vector(self.cross(ra, rb), product(da, Some(db), span)?))
            }
            "norm" | "length" => {
                arity(1)?;
                let (regs, d) = self.vector(&args[0])?;
                let square = self.dot(regs, regs);
                Ok(Value::number(self.builder.one(Op::Root, square), d))
            }
            "clamp" => {
                arity(3)?;
                let low = self.extreme("max", &args[..2], span)?;
                let (high, d) = self.number(&args[2])?;
                let Value::One(Typed { reg, kind: Kind::Number(dl) }) = low else { return Ok(low) };
                let d = self.same(&args[0], dl, &args[2], d, "compare", span)?;
                Ok(Value::number(self.builder.two(Op::Least, reg, high), d))
            }
            "sqrt" => {
                arity(1)?;
                let (reg, d) = self.number(&args[0])?;
                scalable(d, args[0].span)?;
                let half = d
                    .power(1, 2)
                    .ok_or_else(|| ExprError::new("bad-exponent", span, format!("{d} has no square root here")))?;
                Ok(Value::number(self.builder.one(Op::Root, reg), half))
            }
            "abs" => {
                arity(1)?;
                let (reg, d) = self.number(&args[0])?;
                scalable(d, args[0].span)?;
                Ok(Value::number(self.builder.one(Op::Absolute, reg), d))
            }
            _ => match plain_function(name) {
                Some((op, result)) => {
                    arity(1)?;
                    let (reg, d) = self.number(&args[0])?;
                    if !d.is_plain() {
                        let message = format!("{name}() takes a plain number, this is {d}");
                        let error = ExprError::new("not-plain", args[0].span, message);
                        return Err(error.hint("divide by a unit first, such as “/ 1 mm”"));
                    }
                    Ok(Value::number(self.builder.one(op, reg), result))
                }
                None => self.defined(name, args, span),
            },
        }
    }

    /// `min` or `max` of several quantities, or of the items of one list.
    fn extreme(&mut self, name: &str, args: &[Expr<'_>], span: Span) -> Result<Value, ExprError> {
        let Some((first, rest)) = args.split_first() else {
            return Err(ExprError::new("wrong-count", span, format!("{name}() takes at least one value")));
        };
        let fold = if name == "min" { Fold::Least } else { Fold::Greatest };
        if rest.is_empty() && !matches!(first.node, Node::Number(..)) {
            return self.fold(fold, first);
        }
        let (mut reg, mut dimension) = self.number(first)?;
        for arg in rest {
            let (r, d) = self.number(arg)?;
            dimension = self.same(first, dimension, arg, d, "compare", arg.span)?;
            reg = self.builder.two(fold.op(), reg, r);
        }
        Ok(Value::number(reg, dimension))
    }
}

/// Functions of plain numbers, and what they give.
fn plain_function(name: &str) -> Option<(Op, Dimension)> {
    Some(match name {
        "floor" => (Op::Floor, Dimension::NONE),
        "ceil" => (Op::Ceil, Dimension::NONE),
        "round" => (Op::Round, Dimension::NONE),
        "sin" => (Op::Sine, Dimension::NONE),
        "cos" => (Op::Cosine, Dimension::NONE),
        "tan" => (Op::Tangent, Dimension::NONE),
        "asin" => (Op::ArcSine, Dimension::ANGLE),
        "acos" => (Op::ArcCosine, Dimension::ANGLE),
        "atan" => (Op::ArcTangent, Dimension::ANGLE),
        "exp" => (Op::Exponential, Dimension::NONE),
        "log" => (Op::Logarithm, Dimension::NONE),
        _ => return None,
    })
}
