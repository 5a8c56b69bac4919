//! Checks kinds and dimensions, and turns syntax trees into tape instructions.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::ast::{Binary, Expr, Node, Unary, axis, coordinate};
use super::function::{Function, Table};
use super::limits::{MAX_NESTED, MAX_OPTIONS, MAX_WORK};
use super::names::Names;
use super::tape::{Op, Reg};
use super::value::{ExprError, Kind, Options, Typed, Value};
use super::{Builder, library};
use crate::diagnostic::{Span, suggest};
use crate::known::Set;
use crate::quantity::Dimension;

/// Compiles expressions against the names known so far.
#[derive(Debug, Default)]
pub struct Compiler {
    /// The tape being built.
    pub builder: Builder,
    pub(super) names: Names,
    /// Functions that were called, written `name()`, and options that were asked for, written `'name'`.
    pub(super) used: Set<String>,
    pub(super) functions: BTreeMap<String, Rc<Function>>,
    pub(super) formulas: BTreeMap<&'static str, Rc<Function>>,
    pub(super) tables: BTreeMap<String, Table>,
    options: Vec<Vec<String>>,
    /// Functions being compiled, the innermost last.
    pub(super) calls: Vec<String>,
    /// What must be yes for the expression at hand to count: a register, and whether it is negated.
    pub(super) conditions: Vec<(Reg, bool)>,
    /// Whether a function is only being checked, so that nothing is known about its inputs.
    pub(super) is_trial: bool,
    nesting: usize,
    work: usize,
}

impl Compiler {
    /// Makes a name known; a later definition replaces an earlier one.
    pub fn define(&mut self, name: impl Into<String>, value: impl Into<Value>) {
        self.names.define(name.into(), value.into());
    }

    /// Makes a choice known: `reg` holds the position of one of the options, counted from 0. Formulas compare it
    /// with texts: `shape == "round"`.
    pub fn define_choice(&mut self, name: impl Into<String>, reg: Reg, options: Vec<String>) -> Typed {
        let typed = Typed { reg, kind: Kind::Choice(self.intern(options)) };
        self.define(name, typed);
        typed
    }

    /// The options of a choice, in the order of their positions.
    pub fn options(&self, options: Options) -> &[String] {
        &self.options[options.0 as usize]
    }

    pub(super) fn intern(&mut self, options: Vec<String>) -> Options {
        let known = self.options.iter().position(|o| *o == options);
        let at = known.unwrap_or_else(|| {
            self.options.push(options);
            self.options.len() - 1
        });
        Options(at as u32)
    }

    /// Forgets a name, such as a repetition index behind its part.
    pub fn forget(&mut self, name: &str) {
        self.names.take(name);
    }

    /// What a name stands for.
    pub fn lookup(&self, name: &str) -> Option<&Value> {
        self.names.get(name)
    }

    /// Whether a formula has used a name since it was last defined.
    pub fn is_used(&self, name: &str) -> bool {
        self.names.is_used(name)
    }

    /// The functions that formulas called, written `name()`, and the options that they asked for, written `'name'`.
    pub fn asked_for(&self) -> impl Iterator<Item = &str> {
        self.used.iter().map(String::as_str)
    }

    /// Compiles an expression.
    ///
    /// # Errors
    /// The first name, kind or dimension that does not fit.
    pub fn compile(&mut self, expr: &Expr<'_>) -> Result<Value, ExprError> {
        self.work += 1;
        if self.work > MAX_WORK {
            let error = ExprError::new(
                "too-large",
                expr.span,
                "the repetitions and functions of this design unfold to too much",
            );
            return Err(error.hint("shorten its lists, or let functions call fewer others"));
        }
        if self.nesting >= MAX_NESTED {
            return Err(ExprError::new("too-deep", expr.span, "functions nest too deeply here"));
        }
        self.nesting += 1;
        let value = self.node(expr);
        self.nesting -= 1;
        value
    }

    fn node(&mut self, expr: &Expr<'_>) -> Result<Value, ExprError> {
        match &expr.node {
            Node::Number(value, unit) => {
                let reg = self.builder.constant(unit.to_si(*value));
                Ok(Value::number(reg, unit.dimension))
            }
            Node::Truth(value) => Ok(Value::truth(self.builder.constant(f64::from(u8::from(*value))))),
            Node::Text(text) => {
                self.used.insert(format!("'{text}'"));
                Ok(Value::Text(text.to_string()))
            }
            Node::Name(name) => self.name(name, expr.span),
            Node::Unary(Unary::Negate, inner) => self.negate(inner),
            Node::Unary(Unary::Not, inner) => {
                let reg = self.truth(inner)?;
                Ok(Value::truth(self.not(reg)))
            }
            Node::Power(base, exponent) => self.power(base, *exponent, expr.span),
            Node::Binary(op, a, b) => self.binary(*op, a, b, expr.span),
            Node::Choose(condition, a, b) => {
                let c = self.truth(condition)?;
                let va = self.under(c, false, |s| s.compile(a))?;
                let vb = self.under(c, true, |s| s.compile(b))?;
                self.choose(c, (a, va), (b, vb), expr.span)
            }
            Node::Call(name, args) => self.call(name, args, expr.span),
            Node::List(items) => self.list(items, expr.span),
            Node::For(body, name, source) => self.repeat(body, name, source, expr.span),
            Node::Index(list, position) => self.index(list, position),
            Node::Member(vector, name) => {
                let value = self.compile(vector)?;
                let Value::Vector(regs, d) = value else {
                    let message = format!("a vector is needed before “.{name}”, this is {}", value.kind());
                    return Err(ExprError::new("not-a-vector", vector.span, message));
                };
                match axis(name) {
                    Some(k) => Ok(Value::number(regs[k], d)),
                    None => Err(ExprError::new("unknown-name", expr.span, format!("a vector has no “{name}”"))
                        .hint("its coordinates are .x, .y and .z")),
                }
            }
        }
    }

    /// Compiles something that only counts where a truth is yes, or no where negated.
    pub(super) fn under<T>(&mut self, truth: Reg, negated: bool, work: impl FnOnce(&mut Self) -> T) -> T {
        self.conditions.push((truth, negated));
        let out = work(self);
        self.conditions.pop();
        out
    }

    /// All conditions at hand in one register; nothing where it always counts.
    pub(super) fn condition(&mut self) -> Option<Reg> {
        let mut all = None;
        for (reg, negated) in self.conditions.clone() {
            let reg = if negated { self.not(reg) } else { reg };
            all = Some(all.map_or(reg, |other| self.builder.two(Op::And, other, reg)));
        }
        all
    }

    /// Compiles an expression that must give a single result: a quantity, a truth or a choice.
    ///
    /// # Errors
    /// As [`Compiler::compile`], and for vectors, lists and texts.
    pub fn scalar(&mut self, expr: &Expr<'_>) -> Result<Typed, ExprError> {
        match self.compile(expr)? {
            Value::One(typed) => Ok(typed),
            other => {
                let message = format!("a single value is needed here, this is {}", other.kind());
                let error = ExprError::new("not-a-number", expr.span, message);
                Err(match other {
                    Value::List(_) => error.hint("pick one, such as list[0], or use sum(), min(), max() or len()"),
                    Value::Vector(..) => error.hint("take .x, .y or .z of it, or norm() for its length"),
                    _ => error.hint("texts only compare with choices, such as shape == \"round\""),
                })
            }
        }
    }

    /// Compiles an expression that must give a quantity.
    ///
    /// # Errors
    /// As [`Compiler::scalar`], and for truths and choices.
    pub fn number(&mut self, expr: &Expr<'_>) -> Result<(Reg, Dimension), ExprError> {
        let Typed { reg, kind } = self.scalar(expr)?;
        match kind {
            Kind::Number(d) => Ok((reg, d)),
            kind => {
                let message = format!("a quantity is needed here, this is {kind}");
                Err(ExprError::new("not-a-number", expr.span, message))
            }
        }
    }

    /// Compiles an expression that must give yes or no.
    ///
    /// # Errors
    /// As [`Compiler::scalar`], and for quantities and choices.
    pub fn truth(&mut self, expr: &Expr<'_>) -> Result<Reg, ExprError> {
        let Typed { reg, kind } = self.scalar(expr)?;
        if kind == Kind::Truth {
            return Ok(reg);
        }
        let error = ExprError::new("not-a-truth", expr.span, format!("yes or no is needed here, this is {kind}"));
        Err(match kind {
            Kind::Choice(_) => error.hint("compare it with an option: … == \"…\""),
            _ => error.hint("compare it with something: “… >= 20 mm”"),
        })
    }

    /// Compiles an expression that must give a vector.
    ///
    /// # Errors
    /// As [`Compiler::compile`], and for everything but vectors.
    pub fn vector(&mut self, expr: &Expr<'_>) -> Result<([Reg; 3], Dimension), ExprError> {
        match self.compile(expr)? {
            Value::Vector(regs, d) => Ok((regs, d)),
            other => {
                let message = format!("a vector is needed here, this is {}", other.kind());
                Err(ExprError::new("not-a-vector", expr.span, message).hint("write vec(x, y, z)"))
            }
        }
    }

    fn name(&mut self, name: &str, span: Span) -> Result<Value, ExprError> {
        if let Some(value) = self.names.used(name) {
            return Ok(value.clone());
        }
        if let Some((vector, axis)) = coordinate(name)
            && let Some(Value::Vector(regs, d)) = self.names.used(vector)
        {
            return Ok(Value::number(regs[axis], *d));
        }
        if name == "pi" {
            return Err(ExprError::new("unknown-name", span, "“pi” is written pi()"));
        }
        let error = ExprError::new("unknown-name", span, format!("unknown name “{name}”"));
        if self.is_function(name) {
            return Err(error.hint(format!("{name} is a function: write {name}(…)")));
        }
        // One letter is near to every other one, so all properties of the slot are named instead.
        if let Some((slot, property)) = name.split_once('.') {
            let prefix = format!("{slot}.");
            let known: Vec<&str> = self.names.sorted().into_iter().filter_map(|n| n.strip_prefix(&prefix)).collect();
            if !known.is_empty() && property.len() < 2 {
                return Err(error.hint(format!("“{slot}” has {}", known.join(", "))));
            }
        }
        if let Some(inner) = self.calls.last() {
            let hint = format!("a function sees only its inputs: give it to {inner}() as one more");
            return Err(error.hint(hint));
        }
        Err(match suggest(name, self.names.sorted()) {
            Some(near) => error.hint(format!("did you mean “{near}”?")),
            None => error.hint("names are defined under [params], [slots] and [values]"),
        })
    }

    pub(super) fn not(&mut self, reg: Reg) -> Reg {
        self.builder.one(Op::Not, reg)
    }

    fn negate(&mut self, inner: &Expr<'_>) -> Result<Value, ExprError> {
        match self.compile(inner)? {
            Value::Vector(regs, d) => Ok(Value::Vector(regs.map(|r| self.builder.one(Op::Negate, r)), d)),
            Value::One(Typed { reg, kind: Kind::Number(d) }) => {
                // `-5 °C` is a place on the scale and not the opposite of one.
                if let (true, Node::Number(value, unit)) = (d.is_point(), &inner.node) {
                    return Ok(Value::number(self.builder.constant(unit.to_si(-value)), d));
                }
                scalable(d, inner.span)?;
                Ok(Value::number(self.builder.one(Op::Negate, reg), d))
            }
            other => {
                let message = format!("a quantity is needed here, this is {}", other.kind());
                Err(ExprError::new("not-a-number", inner.span, message))
            }
        }
    }

    fn power(&mut self, base: &Expr<'_>, exponent: i32, span: Span) -> Result<Value, ExprError> {
        let (reg, d) = self.number(base)?;
        scalable(d, base.span)?;
        let dimension = d
            .power(exponent as i16, 1)
            .ok_or_else(|| ExprError::new("bad-exponent", span, format!("{d} cannot be raised that far")))?;
        // Repeated products give the same bits on every machine; a platform's own power function need not.
        let mut value = None;
        let mut square = reg;
        let mut rest = exponent.unsigned_abs();
        while rest > 0 {
            if rest & 1 == 1 {
                value = Some(value.map_or(square, |v| self.builder.two(Op::Multiply, v, square)));
            }
            rest >>= 1;
            if rest > 0 {
                square = self.builder.one(Op::Square, square);
            }
        }
        let one = self.builder.constant(1.0);
        let value = value.unwrap_or(one);
        let reg = if exponent < 0 { self.builder.two(Op::Divide, one, value) } else { value };
        Ok(Value::number(reg, dimension))
    }

    fn binary(&mut self, op: Binary, a: &Expr<'_>, b: &Expr<'_>, span: Span) -> Result<Value, ExprError> {
        if matches!(op, Binary::And | Binary::Or) {
            let ra = self.truth(a)?;
            let rb = self.under(ra, op == Binary::Or, |s| s.truth(b))?;
            let op = if op == Binary::And { Op::And } else { Op::Or };
            return Ok(Value::truth(self.builder.two(op, ra, rb)));
        }
        let (va, vb) = (self.compile(a)?, self.compile(b)?);
        match (&va, &vb) {
            (
                Value::One(Typed { reg: ra, kind: Kind::Number(da) }),
                Value::One(Typed { reg: rb, kind: Kind::Number(db) }),
            ) => self.arithmetic(op, (a, *ra, *da), (b, *rb, *db), span),
            (Value::Vector(..), _) | (_, Value::Vector(..)) => self.vectors(op, (a, va), (b, vb), span),
            (Value::Text(_) | Value::One(Typed { kind: Kind::Choice(_), .. }), _)
            | (_, Value::Text(_) | Value::One(Typed { kind: Kind::Choice(_), .. })) => {
                self.same_option(op, (a, va), (b, vb), span)
            }
            _ => {
                let (side, kind) = match &va {
                    Value::One(Typed { kind: Kind::Number(_), .. }) => (b, vb.kind()),
                    _ => (a, va.kind()),
                };
                let error =
                    ExprError::new("not-a-number", side.span, format!("a quantity is needed here, this is {kind}"));
                Err(match kind {
                    Kind::List => error.hint("work on each item: [2*x for x in list]"),
                    _ => error,
                })
            }
        }
    }

    /// An operator between two quantities.
    pub(super) fn arithmetic(
        &mut self,
        op: Binary,
        (a, ra, da): (&Expr<'_>, Reg, Dimension),
        (b, rb, db): (&Expr<'_>, Reg, Dimension),
        span: Span,
    ) -> Result<Value, ExprError> {
        if matches!(op, Binary::Multiply | Binary::Divide) {
            scalable(da, a.span)?;
            scalable(db, b.span)?;
        }
        let dimension = match op {
            Binary::Add | Binary::Subtract if da.is_point() || db.is_point() => shifted(op, (a, da), (b, db), span)?,
            Binary::Add => self.same(a, da, b, db, "add", span)?,
            Binary::Subtract => self.same(a, da, b, db, "subtract", span)?,
            Binary::Multiply => product(da, Some(db), span)?,
            Binary::Divide => product(da, db.power(-1, 1), span)?,
            _ => self.same(a, da, b, db, "compare", span)?,
        };
        let (op, swap) = match op {
            Binary::Add => (Op::Add, false),
            Binary::Subtract => (Op::Subtract, false),
            Binary::Multiply => (Op::Multiply, false),
            Binary::Divide => (Op::Divide, false),
            Binary::Less => (Op::Less, false),
            Binary::LessEqual => (Op::LessEqual, false),
            Binary::Greater => (Op::Less, true),
            Binary::GreaterEqual => (Op::LessEqual, true),
            Binary::NotEqual => {
                let equal = self.builder.two(Op::Equal, ra, rb);
                return Ok(Value::truth(self.not(equal)));
            }
            _ => (Op::Equal, false),
        };
        let reg = if swap { self.builder.two(op, rb, ra) } else { self.builder.two(op, ra, rb) };
        let is_truth = matches!(op, Op::Less | Op::LessEqual | Op::Equal);
        Ok(if is_truth { Value::truth(reg) } else { Value::number(reg, dimension) })
    }

    /// The common dimension of two operands, or why there is none. A bare `0` fits everything.
    pub(super) fn same(
        &self,
        a: &Expr<'_>,
        da: Dimension,
        b: &Expr<'_>,
        db: Dimension,
        verb: &str,
        span: Span,
    ) -> Result<Dimension, ExprError> {
        if da.is_compatible(db) {
            return Ok(if a.is_bare_zero() { db } else { da });
        }
        // The dimension of one side may already be that of several; only where it is still plain is it that of a zero.
        if a.is_bare_zero() && da.is_plain() {
            return Ok(db);
        }
        if b.is_bare_zero() && db.is_plain() {
            return Ok(da);
        }
        let error = ExprError::new("mixed-dimensions", span, format!("cannot {verb} {da} and {db}"));
        Err(if da.is_plain() || db.is_plain() {
            let bare = if da.is_plain() { a } else { b };
            match &bare.node {
                Node::Number(..) => error.hint("give the number a unit, such as “5 mm”"),
                _ => error.hint("one side has no unit; multiply or divide by what is missing"),
            }
        } else if da.is_point() || db.is_point() {
            error.hint("K measures how far two temperatures lie apart, °C where one lies; write both in °C")
        } else if da.is_money() && db.is_money() {
            error.hint("set a rate, such as “0.92 EUR/USD”, and multiply by it")
        } else {
            error.hint(format!("the left side is {da}, the right side is {db}; both must measure the same"))
        })
    }

    /// Either of two values.
    pub(super) fn choose(
        &mut self,
        c: Reg,
        (a, va): (&Expr<'_>, Value),
        (b, vb): (&Expr<'_>, Value),
        span: Span,
    ) -> Result<Value, ExprError> {
        match (va, vb) {
            (Value::One(ta), Value::One(tb)) => {
                let kind = match (ta.kind, tb.kind) {
                    (Kind::Number(da), Kind::Number(db)) => {
                        Kind::Number(self.same(a, da, b, db, "choose between", span)?)
                    }
                    (ka, kb) if ka == kb => ka,
                    (ka, kb) => return Err(unlike(ka, kb, span)),
                };
                Ok(Value::One(Typed { reg: self.builder.choose(c, ta.reg, tb.reg), kind }))
            }
            (Value::Vector(ra, da), Value::Vector(rb, db)) => {
                let d = self.same(a, da, b, db, "choose between", span)?;
                let regs = [0, 1, 2].map(|k| self.builder.choose(c, ra[k], rb[k]));
                Ok(Value::Vector(regs, d))
            }
            (Value::Text(one), Value::Text(other)) if one == other => Ok(Value::Text(one)),
            (Value::Text(one), Value::Text(other)) => {
                let kind = Kind::Choice(self.intern(vec![one, other]));
                let (first, second) = (self.builder.constant(0.0), self.builder.constant(1.0));
                Ok(Value::One(Typed { reg: self.builder.choose(c, first, second), kind }))
            }
            (Value::One(Typed { reg, kind: Kind::Choice(options) }), Value::Text(text)) => {
                let (kind, known) = self.with_option(options, text, b.span)?;
                Ok(Value::One(Typed { reg: self.builder.choose(c, reg, known), kind }))
            }
            (Value::Text(text), Value::One(Typed { reg, kind: Kind::Choice(options) })) => {
                let (kind, known) = self.with_option(options, text, a.span)?;
                Ok(Value::One(Typed { reg: self.builder.choose(c, known, reg), kind }))
            }
            (va, vb) => Err(unlike(va.kind(), vb.kind(), span)),
        }
    }

    /// A choice with one more option, which takes the next position unless it is there already.
    fn with_option(&mut self, options: Options, text: String, span: Span) -> Result<(Kind, Reg), ExprError> {
        let mut all = self.options(options).to_vec();
        let at = all.iter().position(|o| *o == text).unwrap_or(all.len());
        if at == all.len() {
            if at >= MAX_OPTIONS {
                return Err(ExprError::new("too-large", span, format!("a choice may have {MAX_OPTIONS} options")));
            }
            all.push(text);
        }
        Ok((Kind::Choice(self.intern(all)), self.builder.constant(at as f64)))
    }

    /// `==` or `!=` between a choice and an option, or two choices among the same options.
    fn same_option(
        &mut self,
        op: Binary,
        (a, va): (&Expr<'_>, Value),
        (b, vb): (&Expr<'_>, Value),
        span: Span,
    ) -> Result<Value, ExprError> {
        if !matches!(op, Binary::Equal | Binary::NotEqual) {
            let error = ExprError::new("not-a-number", span, format!("options do not go with “{}”", op.symbol()));
            return Err(error.hint("compare them with “==” or “!=”"));
        }
        let (ra, rb) = match (va, vb) {
            (Value::One(Typed { reg, kind: Kind::Choice(options) }), Value::Text(text)) => {
                (reg, self.option(options, &text, b.span)?)
            }
            (Value::Text(text), Value::One(Typed { reg, kind: Kind::Choice(options) })) => {
                (self.option(options, &text, a.span)?, reg)
            }
            (Value::One(ta), Value::One(tb)) if ta.kind == tb.kind => (ta.reg, tb.reg),
            (Value::Text(one), Value::Text(other)) => {
                let same = self.builder.constant(f64::from(u8::from((one == other) == (op == Binary::Equal))));
                return Ok(Value::truth(same));
            }
            (va, vb) => {
                let message = format!("cannot compare {} and {}", va.kind(), vb.kind());
                let error = ExprError::new("mixed-kinds", span, message);
                return Err(error.hint("a choice compares with one of its options, or with a choice among the same"));
            }
        };
        let equal = self.builder.two(Op::Equal, ra, rb);
        Ok(Value::truth(if op == Binary::Equal { equal } else { self.not(equal) }))
    }

    /// The position of an option.
    fn option(&mut self, options: Options, text: &str, span: Span) -> Result<Reg, ExprError> {
        let known = self.options(options);
        if let Some(at) = known.iter().position(|o| o == text) {
            return Ok(self.builder.constant(at as f64));
        }
        let error = ExprError::new("unknown-option", span, format!("“{text}” is none of its options"));
        Err(match suggest(text, known.iter().map(String::as_str)) {
            Some(near) => error.hint(format!("did you mean “{near}”?")),
            None => error.hint(format!("options: {}", known.join(", "))),
        })
    }

    /// Whether this is a function that formulas may call: built in, of the library, or of the design.
    pub fn is_function(&self, name: &str) -> bool {
        super::call::is_built_in(name)
            || self.functions.contains_key(name)
            || self.tables.contains_key(name)
            || library::find(name).is_some()
    }
}

fn unlike(a: Kind, b: Kind, span: Span) -> ExprError {
    ExprError::new("mixed-kinds", span, format!("both sides of “:” must be alike; these are {a} and {b}"))
}

/// Temperatures in °C or °F are places on a scale: twice 20 °C means nothing.
pub(super) fn scalable(d: Dimension, span: Span) -> Result<(), ExprError> {
    if !d.is_point() {
        return Ok(());
    }
    let error = ExprError::new("not-scalable", span, "a temperature in °C cannot be multiplied, divided or negated");
    Err(error.hint("take how far it lies from another: “T - 0 °C” is a difference, in K"))
}

/// The dimension of a sum or difference in which a temperature in °C stands.
fn shifted(
    op: Binary,
    (a, da): (&Expr<'_>, Dimension),
    (b, db): (&Expr<'_>, Dimension),
    span: Span,
) -> Result<Dimension, ExprError> {
    let apart = da.without_point().is_compatible(db.without_point());
    let is_zero = (a.is_bare_zero(), b.is_bare_zero());
    match (op, da.is_point(), db.is_point()) {
        (Binary::Subtract, true, true) if apart => Ok(da.without_point()),
        (_, true, false) if apart || is_zero.1 => Ok(da),
        (Binary::Add, false, true) if apart || is_zero.0 => Ok(db),
        (Binary::Add, true, true) => {
            Err(ExprError::new("not-scalable", span, "two temperatures in °C cannot be added")
                .hint("write the difference in K: “20 °C + 5 K”"))
        }
        _ => {
            let verb = if op == Binary::Add { "add" } else { "subtract" };
            Err(ExprError::new("mixed-dimensions", span, format!("cannot {verb} {da} and {db}")))
        }
    }
}

/// The dimension of a product.
pub(super) fn product(a: Dimension, b: Option<Dimension>, span: Span) -> Result<Dimension, ExprError> {
    let product = b.and_then(|b| a.times(b));
    product.ok_or_else(|| ExprError::new("bad-exponent", span, "this product leaves every known dimension"))
}
