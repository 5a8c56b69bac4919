//! Expressions of a document: what each place needs, and where it is wrong.

use std::fmt::Display;

use super::Work;
use crate::design::reader::{Block, Text, span_of};
use crate::diagnostic::Span;
use crate::expr::{Expr, ExprError, Kind, MAX_NAME, Reg, Typed, is_reserved, parse};
use crate::quantity::{Dimension, Unit};

impl Work<'_, '_> {
    pub(super) fn complain(&mut self, text: &Text<'_>, error: ExprError) {
        if error.code == "unknown-name" && self.failed.iter().any(|n| error.message.contains(&format!("“{n}”"))) {
            return;
        }
        let span = error.span.shifted(text.span.start);
        if error.code == "unknown-name"
            && matches!(&*text.key.name, "range" | "when")
            && text.key.block.starts_with("params.")
        {
            let hint = "limits and “when” may use parameters that stand above, no slots and no values";
            return self.reader.error(
                error.code,
                &text.key,
                span,
                error.message,
                error.hint.filter(|h| h.starts_with("did")).unwrap_or_else(|| hint.to_owned()),
            );
        }
        let is_check = text.key.block.starts_with("checks.");
        if is_check && error.code == "chained-comparison" {
            let hint = "two limits are two checks: write one for each";
            return self.reader.error(error.code, &text.key, span, error.message, hint);
        }
        let hint = error.hint.unwrap_or_else(|| {
            match error.code {
                "expected-operand" => "something must stand on both sides of an operator",
                "expected" => "count the brackets: each that opens must close",
                "wrong-count" => "the manual says what each function takes",
                "empty-list" => "for a list of n things write [… for i in 0..n]",
                _ => "see “Expressions” in the manual",
            }
            .to_owned()
        });
        self.reader.error(error.code, &text.key, span, error.message, hint);
    }

    pub(super) fn parsed<'t>(&mut self, text: &'t Text<'_>) -> Option<Expr<'t>> {
        parse(&text.text).map_err(|e| self.complain(text, e)).ok()
    }

    pub(super) fn typed(&mut self, text: &Text<'_>) -> Option<Typed> {
        let expr = self.parsed(text)?;
        self.compiler.scalar(&expr).map_err(|e| self.complain(text, e)).ok()
    }

    /// A quantity that must fit `unit`.
    pub(super) fn quantity(&mut self, text: &Text<'_>, unit: &str) -> Option<Reg> {
        self.quantity_or_hint(text, unit, "")
    }

    /// A quantity that must fit `unit`; `advice` is given where it does not and nothing better is known.
    pub(super) fn quantity_or_hint(&mut self, text: &Text<'_>, unit: &str, advice: &str) -> Option<Reg> {
        let wanted = Unit::shared(unit).map_or(Dimension::NONE, |u| u.dimension);
        match self.typed(text)? {
            Typed { reg, kind: Kind::Number(d) } if d.is_compatible(wanted) => Some(reg),
            Typed { reg, .. } if text.text.trim() == "0" => Some(reg),
            Typed { kind, .. } => {
                let message = format!("{wanted} is needed here, this is {kind}");
                let hint = if kind == Kind::Number(Dimension::NONE) && text.text.trim().parse::<f64>().is_ok() {
                    format!("write the unit: “{} {unit}”", text.text.trim())
                } else if !advice.is_empty() {
                    advice.to_owned()
                } else if unit.is_empty() {
                    "divide by a unit, such as “/ 1 mm”".to_owned()
                } else {
                    format!("it must come out in {unit} or a unit like it")
                };
                let span = Span::new(text.span.start, text.span.start + text.text.len());
                self.reader.error("wrong-dimension", &text.key, span, message, hint);
                None
            }
        }
    }

    /// A quantity known before anything is chosen.
    pub(super) fn constant(&mut self, text: &Text<'_>, unit: &str) -> Option<f64> {
        let advice = if unit.is_empty() { "no unit is given for it: add a line such as  unit = \"mm\"" } else { "" };
        let advice = if text.key.block.starts_with("params.") { advice } else { "" };
        let reg = self.quantity_or_hint(text, unit, advice)?;
        let value = self.compiler.builder.known_constant(reg).filter(|v| v.is_finite());
        if value.is_none() {
            let message = "a fixed value is needed here, not one that depends on others";
            self.reader.error("not-constant", &text.key, text.span, message, "write a number with its unit");
        }
        value
    }

    pub(super) fn constant_or(&mut self, block: &Block<'_, '_>, name: &str, unit: &str, default: f64) -> f64 {
        self.reader.text(block, name).and_then(|t| self.constant(&t, unit)).unwrap_or(default)
    }

    pub(super) fn fixed(&mut self, value: f64) -> Reg {
        self.compiler.builder.constant(value)
    }

    /// Three expressions, or one of the words `+x` … `-z` for a direction.
    pub(super) fn vector(&mut self, texts: &[Text<'_>], block: &Block<'_, '_>, name: &str, unit: &str) -> [Reg; 3] {
        if let [one] = texts {
            let sign = if one.text.starts_with('-') { -1.0 } else { 1.0 };
            let place = ["x", "y", "z"].iter().position(|a| one.text.trim_start_matches(['+', '-']) == *a);
            if let Some(place) = place.filter(|_| unit.is_empty()) {
                return [0, 1, 2].map(|k| self.fixed(if k == place { sign } else { 0.0 }));
            }
            return self.whole_vector(one, unit).unwrap_or_else(|| [self.fixed(0.0); 3]);
        }
        if texts.len() != 3 {
            let key = format!("{}.{name}", block.key);
            let hint = if unit.is_empty() {
                "write “+x”, or three expressions"
            } else {
                "write [\"…\", \"…\", \"…\"]"
            };
            let span = block.table.get(name).map_or(block.span, span_of);
            self.reader.error("not-a-vector", &key, span, format!("“{name}” needs three coordinates x, y, z"), hint);
            return [self.fixed(0.0); 3];
        }
        let advice =
            if unit.is_empty() { "a direction has no unit: write “+x”, or three plain numbers" } else { "" };
        let mut out = [0, 1, 2].map(|k| self.quantity_or_hint(&texts[k], unit, advice));
        let zero = self.fixed(0.0);
        std::array::from_fn(|k| out[k].take().unwrap_or(zero))
    }

    /// A vector written as one expression, such as `corner + vec(0 mm, 0 mm, i*pitch)`.
    fn whole_vector(&mut self, text: &Text<'_>, unit: &str) -> Option<[Reg; 3]> {
        let expr = self.parsed(text)?;
        let (regs, dimension) = self.compiler.vector(&expr).map_err(|e| self.complain(text, e)).ok()?;
        let wanted = Unit::shared(unit).map_or(Dimension::NONE, |u| u.dimension);
        if dimension.is_compatible(wanted) {
            return Some(regs);
        }
        let message = format!("a vector of {wanted} is needed here, this is one of {dimension}");
        let hint = if unit.is_empty() {
            "a direction has no unit: write “+x”, or three plain numbers"
        } else {
            "write [\"…\", \"…\", \"…\"], each with its unit"
        };
        self.reader.error("wrong-dimension", &text.key, text.span, message, hint);
        None
    }

    /// Whether something may be called so; complains where not.
    pub(super) fn is_word(&mut self, name: &str, key: &dyn Display, span: Span) -> bool {
        let ok = name.len() <= MAX_NAME
            && name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !is_reserved(name);
        if !ok {
            let message = format!("“{}” cannot be used as a name", name.chars().take(60).collect::<String>());
            self.reader.error(
                "bad-name",
                key,
                span,
                message,
                match is_reserved(name) {
                    true => "it means something in formulas; choose another word",
                    false => "names are letters, digits and _, at most 40, starting with a letter",
                },
            );
        }
        ok
    }

    /// Whether something that formulas use may be called so: no name stands for two things.
    pub(super) fn is_name(&mut self, name: &str, key: &dyn Display, span: Span) -> bool {
        let mut ok = self.is_word(name, key, span);
        if ok && self.compiler.lookup(name).is_some() {
            self.reader.error(
                "double-name",
                key,
                span,
                format!("“{name}” is defined twice"),
                "give one of them another name",
            );
            ok = false;
        }
        ok
    }

    pub(super) fn truth(&mut self, text: &Text<'_>) -> Option<Reg> {
        let expr = self.parsed(text)?;
        self.compiler.truth(&expr).map_err(|e| self.complain(text, e)).ok()
    }
}
