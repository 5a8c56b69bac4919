//! Vectors, taken apart into their coordinates while compiling.

use super::ast::{Binary, Expr};
use super::compile::Compiler;
use super::tape::{Op, Reg};
use super::value::{ExprError, Kind, Typed, Value};
use crate::diagnostic::Span;
use crate::quantity::Dimension;

impl Compiler {
    /// `vec(x, y, z)`: three quantities that measure the same.
    pub(super) fn vec(&mut self, args: &[Expr<'_>]) -> Result<Value, ExprError> {
        let mut regs = Vec::with_capacity(3);
        let mut dimension = None;
        for arg in args {
            let (reg, d) = self.number(arg)?;
            regs.push(reg);
            dimension = Some(match dimension {
                None => (arg, d),
                Some((first, known)) => (first, self.same(first, known, arg, d, "put together", arg.span)?),
            });
        }
        let zero = self.builder.constant(0.0);
        let regs = std::array::from_fn(|k| regs.get(k).copied().unwrap_or(zero));
        Ok(Value::Vector(regs, dimension.map_or(Dimension::NONE, |(_, d)| d)))
    }

    /// An operator of which at least one side is a vector: sums of two, and products and quotients with a quantity.
    pub(super) fn vectors(
        &mut self,
        op: Binary,
        (a, va): (&Expr<'_>, Value),
        (b, vb): (&Expr<'_>, Value),
        span: Span,
    ) -> Result<Value, ExprError> {
        let mut result = Dimension::NONE;
        let mut regs = [Reg(0); 3];
        for (k, reg) in regs.iter_mut().enumerate() {
            let sides = match (op, &va, &vb) {
                (Binary::Add | Binary::Subtract, Value::Vector(ra, da), Value::Vector(rb, db)) => {
                    Some(((ra[k], *da), (rb[k], *db)))
                }
                (
                    Binary::Multiply | Binary::Divide,
                    Value::Vector(ra, da),
                    Value::One(Typed { reg, kind: Kind::Number(d) }),
                ) => Some(((ra[k], *da), (*reg, *d))),
                (Binary::Multiply, Value::One(Typed { reg, kind: Kind::Number(d) }), Value::Vector(rb, db)) => {
                    Some(((*reg, *d), (rb[k], *db)))
                }
                _ => None,
            };
            let Some(((ra, da), (rb, db))) = sides else {
                let message = format!("“{}” does not go with {} and {}", op.symbol(), va.kind(), vb.kind());
                let error = ExprError::new("not-a-vector", span, message);
                return Err(match op {
                    Binary::Multiply => error.hint("write dot(a, b) or cross(a, b)"),
                    _ if op.is_comparison() => error.hint("compare coordinates, or lengths: norm(a) < norm(b)"),
                    _ => error.hint("vectors add to vectors; they are multiplied and divided by quantities"),
                });
            };
            if let Value::One(Typed { reg: r, kind: Kind::Number(d) }) =
                self.arithmetic(op, (a, ra, da), (b, rb, db), span)?
            {
                (*reg, result) = (r, d);
            }
        }
        Ok(Value::Vector(regs, result))
    }

    pub(super) fn dot(&mut self, a: [Reg; 3], b: [Reg; 3]) -> Reg {
        let [x, y, z] = [0, 1, 2].map(|k| self.builder.two(Op::Multiply, a[k], b[k]));
        let xy = self.builder.two(Op::Add, x, y);
        self.builder.two(Op::Add, xy, z)
    }

    pub(super) fn cross(&mut self, a: [Reg; 3], b: [Reg; 3]) -> [Reg; 3] {
        [(1, 2), (2, 0), (0, 1)].map(|(i, j)| {
            let (plus, minus) =
                (self.builder.two(Op::Multiply, a[i], b[j]), self.builder.two(Op::Multiply, a[j], b[i]));
            self.builder.two(Op::Subtract, plus, minus)
        })
    }
}
