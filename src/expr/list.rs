//! Lists, unrolled while compiling.
//!
//! Every list has at most [`MAX_LIST`] items, so unrolling is bounded; the bounds that the builder knows for each
//! result say how long a list can become. Where its length depends on an input, the list is unrolled to the most it
//! can be and carries a register with its length: what lies beyond is masked wherever the list is used. The evaluator
//! then needs no loops, intervals stay safe, and equal pieces of different items are computed once.

use super::ast::{Expr, Source};
use super::compile::Compiler;
use super::limits::MAX_LIST;
use super::tape::{Op, Reg};
use super::value::{ExprError, Kind, List, Typed, Value};
use crate::diagnostic::Span;
use crate::quantity::Dimension;

/// What becomes of the items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fold {
    Sum,
    Least,
    Greatest,
    Any,
    All,
}

impl Fold {
    /// How two items become one.
    pub fn op(self) -> Op {
        match self {
            Self::Sum => Op::Add,
            Self::Least => Op::Least,
            Self::Greatest => Op::Greatest,
            Self::Any => Op::Or,
            Self::All => Op::And,
        }
    }

    /// What an item that is not there counts as.
    fn neutral(self) -> f64 {
        match self {
            Self::Sum | Self::Any => 0.0,
            Self::Least => f64::INFINITY,
            Self::Greatest => f64::NEG_INFINITY,
            Self::All => 1.0,
        }
    }
}

impl Compiler {
    /// `[a, b, c]`: items that measure the same.
    pub(super) fn list(&mut self, items: &[Expr<'_>], span: Span) -> Result<Value, ExprError> {
        let Some((first, rest)) = items.split_first() else {
            return Err(ExprError::new("empty-list", span, "a list needs at least one item"));
        };
        if items.len() > MAX_LIST {
            return Err(ExprError::new("too-large", span, format!("a list may have {MAX_LIST} items")));
        }
        let head = self.compile(first)?;
        let kind = item_kind(&head, first.span)?;
        let mut values = vec![head];
        for item in rest {
            let value = self.compile(item)?;
            match (kind, item_kind(&value, item.span)?) {
                (Kind::Number(a), Kind::Number(b)) | (Kind::Vector(a), Kind::Vector(b)) => {
                    self.same(first, a, item, b, "put into one list", item.span)?;
                }
                (a, b) if a == b => {}
                (a, b) => {
                    let message = format!("a list holds things of one kind; this is {b}, the first item is {a}");
                    return Err(ExprError::new("mixed-kinds", item.span, message));
                }
            }
            values.push(value);
        }
        Ok(Value::List(List { items: values, count: None, kind }))
    }

    /// `[body for name in source]`.
    pub(super) fn repeat(
        &mut self,
        body: &Expr<'_>,
        name: &str,
        source: &Source<'_>,
        span: Span,
    ) -> Result<Value, ExprError> {
        let List { items: sources, count, kind } = match source {
            Source::Items(list) => self.items(list)?,
            Source::Range(from, to) => self.range(from, to)?,
        };
        let outer = self.names.take(name);
        let mut items = Vec::with_capacity(sources.len());
        let mut body_kind = None;
        let mut failed = None;
        if sources.is_empty() {
            body_kind = self.kind_of_nothing(body, name, kind);
        }
        for (k, item) in sources.into_iter().enumerate() {
            self.define(name, item);
            let there = self.is_there(k, count);
            let value = match there {
                Some(there) => self.under(there, false, |s| s.compile(body)),
                None => self.compile(body),
            };
            match value.and_then(|v| item_kind(&v, body.span).map(|kind| (v, kind))) {
                Ok((value, kind)) => {
                    body_kind = Some(kind);
                    items.push(value);
                }
                Err(error) => {
                    failed = Some(error);
                    break;
                }
            }
        }
        match outer {
            Some(outer) => self.names.put_back(name, outer),
            None => self.forget(name),
        }
        match failed {
            Some(error) => Err(ExprError { span: if span.end >= error.span.end { error.span } else { span }, ..error }),
            None => Ok(Value::List(List { items, count, kind: body_kind.unwrap_or(kind) })),
        }
    }

    /// What the items of an empty list would be, so that a sum of no lengths still is a length. They are looked at
    /// with zeros for the names; where that fails nothing is known.
    fn kind_of_nothing(&mut self, body: &Expr<'_>, name: &str, kind: Kind) -> Option<Kind> {
        let zero = self.builder.constant(0.0);
        let value = match kind {
            Kind::Vector(d) => Value::Vector([zero; 3], d),
            kind => Value::One(Typed { reg: zero, kind }),
        };
        self.define(name, value);
        item_kind(&self.compile(body).ok()?, body.span).ok()
    }

    /// The whole numbers from the first up to, and without, the second; both are rounded.
    fn range(&mut self, from: &Expr<'_>, to: &Expr<'_>) -> Result<List, ExprError> {
        let [from_reg, to_reg] = [from, to].map(|end| {
            let (reg, d) = self.number(end)?;
            if !d.is_plain() {
                let message = format!("a range counts with plain numbers, this is {d}");
                return Err(
                    ExprError::new("not-plain", end.span, message).hint("divide by a step: “0..length/(200 mm)”")
                );
            }
            Ok(self.builder.one(Op::Round, reg))
        });
        let (from_reg, to_reg) = (from_reg?, to_reg?);
        let count = self.builder.two(Op::Subtract, to_reg, from_reg);
        let bounds = self.builder.bounds(count);
        // A function that is only being checked knows nothing of its inputs; one item shows what there is to see.
        let (least, most) = if self.is_trial { (0.0, bounds.high.min(1.0)) } else { (bounds.low, bounds.high) };
        if most.is_nan() || most >= MAX_LIST as f64 + 0.5 {
            let message = if most.is_finite() {
                format!("this may repeat {} times; at most {MAX_LIST} are possible", libm::round(most))
            } else {
                "how often this repeats is not bounded".to_owned()
            };
            let span = Span::new(from.span.start, to.span.end);
            let hint = "bound it by the range of a parameter, or write “0..min(n, 100)”";
            return Err(ExprError::new("too-large", span, message).hint(hint));
        }
        let most = libm::round(most).max(0.0) as usize;
        let mut items = Vec::with_capacity(most);
        for k in 0..most {
            let k = self.builder.constant(k as f64);
            items.push(Value::number(self.builder.two(Op::Add, from_reg, k), Dimension::NONE));
        }
        let count = (libm::round(least) < most as f64).then_some(count);
        Ok(List { items, count, kind: Kind::Number(Dimension::NONE) })
    }

    /// An expression that must give a list.
    fn items(&mut self, expr: &Expr<'_>) -> Result<List, ExprError> {
        match self.compile(expr)? {
            Value::List(list) => Ok(list),
            other => {
                let message = format!("a list is needed here, this is {}", other.kind());
                Err(ExprError::new("not-a-list", expr.span, message).hint("write [a, b, c] or [2*i for i in 0..n]"))
            }
        }
    }

    /// Whether an item is there; nothing where it always is.
    fn is_there(&mut self, k: usize, count: Option<Reg>) -> Option<Reg> {
        let count = count?;
        if self.builder.bounds(count).low >= k as f64 + 0.5 {
            return None;
        }
        let k = self.builder.constant(k as f64);
        Some(self.builder.two(Op::Less, k, count))
    }

    /// `len(list)`.
    pub(super) fn count(&mut self, list: &Expr<'_>) -> Result<Value, ExprError> {
        let List { items, count, .. } = self.items(list)?;
        let zero = self.builder.constant(0.0);
        let reg = match count {
            Some(count) => self.builder.two(Op::Greatest, zero, count),
            None => self.builder.constant(items.len() as f64),
        };
        Ok(Value::number(reg, Dimension::NONE))
    }

    /// All items of a list made into one. A single value counts as a list of one.
    pub(super) fn fold(&mut self, fold: Fold, list: &Expr<'_>) -> Result<Value, ExprError> {
        let List { items, count, kind } = match self.compile(list)? {
            Value::List(list) => list,
            one @ Value::One(Typed { kind: Kind::Number(_), .. }) if matches!(fold, Fold::Least | Fold::Greatest) => {
                return Ok(one);
            }
            other => {
                let message = format!("a list is needed here, this is {}", other.kind());
                let hint = "write [a, b, c] or [2*i for i in 0..n]";
                return Err(ExprError::new("not-a-list", list.span, message).hint(hint));
            }
        };
        let fits = match fold {
            Fold::Sum => matches!(kind, Kind::Number(_) | Kind::Vector(_)),
            Fold::Least | Fold::Greatest => matches!(kind, Kind::Number(_)),
            Fold::Any | Fold::All => kind == Kind::Truth,
        };
        if !fits {
            let wanted = if matches!(fold, Fold::Any | Fold::All) { "of yes or no" } else { "of quantities" };
            let message = format!("a list {wanted} is needed here; the items of this one are {kind}");
            return Err(ExprError::new("mixed-kinds", list.span, message));
        }
        if let (Fold::Sum, Kind::Number(d) | Kind::Vector(d)) = (fold, kind) {
            super::compile::scalable(d, list.span)?;
        }
        let neutral = self.builder.constant(fold.neutral());
        let mut total: Option<Vec<Reg>> = None;
        for (k, item) in items.iter().enumerate() {
            let there = self.is_there(k, count);
            let regs: Vec<Reg> = registers(item);
            let regs = regs.into_iter().map(|reg| match there {
                Some(there) => self.builder.choose(there, reg, neutral),
                None => reg,
            });
            let regs: Vec<Reg> = regs.collect();
            total = Some(match total {
                None => regs,
                Some(total) => total.iter().zip(regs).map(|(a, b)| self.builder.two(fold.op(), *a, b)).collect(),
            });
        }
        let total = total.unwrap_or_else(|| vec![neutral; 3]);
        Ok(match kind {
            Kind::Vector(d) => Value::Vector(std::array::from_fn(|k| total.get(k).copied().unwrap_or(neutral)), d),
            kind => Value::One(Typed { reg: total.first().copied().unwrap_or(neutral), kind }),
        })
    }

    /// `list[position]`, counted from 0. Where there is no item the result is undefined.
    pub(super) fn index(&mut self, list: &Expr<'_>, position: &Expr<'_>) -> Result<Value, ExprError> {
        let List { items, count, kind } = self.items(list)?;
        let (at, d) = self.number(position)?;
        if !d.is_plain() {
            let message = format!("a position is a plain number, this is {d}");
            return Err(ExprError::new("not-plain", position.span, message));
        }
        let at = self.builder.one(Op::Round, at);
        let bounds = self.builder.bounds(at);
        if bounds.high < 0.0 || bounds.low >= items.len() as f64 {
            let message =
                format!("the list has {} items; the first is [0], the last [{}]", items.len(), items.len().max(1) - 1);
            return Err(ExprError::new("out-of-range", position.span, message));
        }
        let count_of = if let Value::Vector(..) = items[0] { 3 } else { 1 };
        let mut found = Vec::with_capacity(count_of);
        for part in 0..count_of {
            let regs: Vec<Reg> = items.iter().filter_map(|item| registers(item).get(part).copied()).collect();
            let mut reg = self.builder.pick(at, &regs);
            if let Some(count) = count {
                let there = self.builder.two(Op::Less, at, count);
                let nothing = self.builder.constant(f64::NAN);
                reg = self.builder.choose(there, reg, nothing);
            }
            found.push(reg);
        }
        Ok(match (kind, &found[..]) {
            (Kind::Vector(d), [x, y, z]) => Value::Vector([*x, *y, *z], d),
            (kind, regs) => Value::One(Typed { reg: regs[0], kind }),
        })
    }
}

/// The results that an item consists of.
fn registers(item: &Value) -> Vec<Reg> {
    match item {
        Value::One(typed) => vec![typed.reg],
        Value::Vector(regs, _) => regs.to_vec(),
        Value::List(_) | Value::Text(_) => Vec::new(),
    }
}

fn item_kind(value: &Value, span: Span) -> Result<Kind, ExprError> {
    match value {
        Value::One(_) | Value::Vector(..) => Ok(value.kind()),
        Value::List(_) => Err(ExprError::new("nested-list", span, "a list cannot hold lists")
            .hint("give each list a name, or keep places in it as vectors")),
        Value::Text(_) => Err(ExprError::new("mixed-kinds", span, "a list cannot hold texts")),
    }
}
