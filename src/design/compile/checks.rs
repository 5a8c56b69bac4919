//! Compiles checks and metrics: what must hold, and the figures that a maker cares about.

use super::Work;
use crate::design::reader::{Block, Text};
use crate::design::rules::{CheckRule, Compare, MetricRule};
use crate::expr::{Binary, Expr, Kind, Node, Reg};
use crate::quantity::{Dimension, Unit};

impl Work<'_, '_> {
    pub(super) fn checks(&mut self, root: &Block<'_, '_>) {
        for block in self.reader.list(root, "checks") {
            self.reader.known_keys(&block, &["id", "title", "must", "should", "unit", "why", "advice", "source"]);
            let must = self.reader.text(&block, "must");
            let is_must = must.is_some();
            let Some(text) = must.or_else(|| self.reader.text(&block, "should")) else {
                self.reader.error(
                    "missing-key",
                    &block.key,
                    block.span,
                    "a check needs “must” or “should”",
                    "add a line such as  must = \"sag <= span/200\"",
                );
                continue;
            };
            let Some(expr) = self.parsed(&text) else { continue };
            let Some((left, right, compare, dimension)) = self.comparison(&text, &expr) else { continue };
            let id = self.reader.required(&block, "id");
            let taken: Vec<String> = self.design.checks.iter().map(|c| c.id.clone()).collect();
            self.is_new(&id, "checks", taken.iter().map(String::as_str));
            let rule = CheckRule {
                id: id.text.into_owned(),
                title: self.reader.required(&block, "title").text.into_owned(),
                must: is_must,
                left,
                right,
                compare,
                ease: 0.0,
                formula: text.text.to_string(),
                unit: self.unit_for(&block, dimension),
                why: self.reader.required(&block, "why").text.into_owned(),
                advice: self.reader.optional(&block, "advice"),
                source: self.reader.optional(&block, "source"),
            };
            self.design.checks.push(rule);
        }
    }

    /// A check keeps both sides of its comparison, so that the margin can be shown.
    fn comparison(&mut self, text: &Text<'_>, expr: &Expr<'_>) -> Option<(Reg, Reg, Compare, Dimension)> {
        let (compare, left, right) = match &expr.node {
            Node::Binary(Binary::Less | Binary::LessEqual, a, b) => (Compare::AtMost, a, b),
            Node::Binary(Binary::Greater | Binary::GreaterEqual, a, b) => (Compare::AtLeast, a, b),
            _ => {
                let message = "a check compares a value with its limit";
                self.reader.error(
                    "not-a-comparison",
                    &text.key,
                    text.span,
                    message,
                    "write “sag <= span/200”; two limits are two checks",
                );
                return None;
            }
        };
        // Compiling the whole comparison first checks that both sides agree.
        self.compiler.truth(expr).map_err(|e| self.complain(text, e)).ok()?;
        let (left, dimension) = self.compiler.number(left).ok()?;
        let (right, _) = self.compiler.number(right).ok()?;
        Some((left, right, compare, dimension))
    }

    fn unit_for(&mut self, block: &Block<'_, '_>, dimension: Dimension) -> String {
        let text = self.reader.text(block, "unit").unwrap_or_default();
        if text.text.is_empty() {
            return display_unit(Kind::Number(dimension)).to_owned();
        }
        let Some(unit) = self.unit(&text) else { return String::new() };
        if unit.dimension.is_compatible(dimension) {
            return text.text.into_owned();
        }
        let message = format!("the value is {dimension}, this unit measures {}", unit.dimension);
        let hint = match display_unit(Kind::Number(dimension)) {
            "" => "leave the line out: it is a plain number".to_owned(),
            unit => format!("such as {unit}"),
        };
        self.reader.error("wrong-dimension", &text.key, text.span, message, hint);
        String::new()
    }

    pub(super) fn metrics(&mut self, root: &Block<'_, '_>) {
        for block in self.reader.list(root, "metrics") {
            self.reader.known_keys(&block, &["id", "title", "value", "unit", "better"]);
            let text = self.reader.required(&block, "value");
            let Some(typed) = self.typed(&text) else { continue };
            let Kind::Number(dimension) = typed.kind else {
                self.reader.error(
                    "not-a-number",
                    &text.key,
                    text.span,
                    "a metric is a quantity, this is yes or no",
                    "count it: … ? 1 : 0",
                );
                continue;
            };
            let rule = MetricRule {
                id: self.reader.required(&block, "id").text.into_owned(),
                title: self.reader.required(&block, "title").text.into_owned(),
                value: typed.reg,
                unit: self.unit_for(&block, dimension),
                higher_is_better: self.reader.optional(&block, "better") != "lower",
            };
            self.design.metrics.push(rule);
        }
    }
}

/// The unit in which a quantity is shown where the design names none.
pub(super) fn display_unit(kind: Kind) -> &'static str {
    let Kind::Number(dimension) = kind else { return "" };
    if dimension.is_angle() {
        return "deg";
    }
    let shown = Unit::usual().iter().find(|u| !dimension.is_plain() && u.dimension.is_compatible(dimension));
    shown.map_or("", |u| &u.symbol)
}
