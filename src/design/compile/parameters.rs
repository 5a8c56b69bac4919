//! `[params.*]`: what a maker may set, its limits, and where its dimension line stands.

use std::fmt::Display;

use super::Work;
use crate::design::model::{Level, Parameter, Pick};
use crate::design::reader::{Block, Text, in_order, span_of};
use crate::diagnostic::Span;
use crate::expr::{Interval, Kind, MAX_OPTIONS, Reg, Typed};
use crate::quantity::{System, Unit, format};

pub(super) const KEYS: [&str; 13] =
    ["ask", "help", "unit", "range", "default", "step", "whole", "choices", "level", "when", "fixed", "wish", "shows"];

impl Work<'_, '_> {
    pub(super) fn parameters(&mut self, root: &Block<'_, '_>) {
        for (name, block) in self.reader.blocks(root, "params") {
            self.reader.known_keys(&block, &KEYS);
            if !self.is_name(&name, &block.key, block.span) {
                continue;
            }
            self.usage.defined.push(("parameter", name.clone(), block.span));
            let read = match block.table.get("choices") {
                Some(_) => self.choice(&name, &block, None),
                None => self.measure(&name, &block, false, None),
            };
            if read.is_none() {
                self.failed.push(name);
            }
        }
    }

    /// A parameter that is measured or counted.
    pub(super) fn measure(
        &mut self,
        name: &str,
        block: &Block<'_, '_>,
        is_count: bool,
        there: Option<&str>,
    ) -> Option<()> {
        let unit_text = self.reader.text(block, "unit").unwrap_or_default();
        let unit = self.unit(&unit_text)?;
        let symbol = unit.symbol.clone();
        let range = self.range(block, &symbol);
        let default_text = self.reader.text(block, "default");
        let set = default_text.as_ref().and_then(|t| self.constant(t, &symbol));
        let mut parameter = self.common(name, block);
        parameter.whole = is_count || self.reader.flag(block, "whole");
        parameter.step = self.constant_or(block, "step", &symbol, if parameter.whole { 1.0 } else { 0.0 });
        let [low, high] = range?;
        // Where the ends depend on other parameters, these are the outermost that they can ever be.
        let bounds = |reg| self.compiler.builder.bounds(reg);
        (parameter.low, parameter.high) = (tidy(bounds(low.0).low), tidy(bounds(high.0).high));
        let known = [low.0, high.0].map(|reg| self.compiler.builder.known_constant(reg));
        let range_span = block.table.get("range").map_or(block.span, span_of);
        if !(parameter.low.is_finite() && parameter.high.is_finite() && parameter.low <= parameter.high) {
            let (message, hint) = match known {
                [Some(_), Some(_)] => ("the range is the wrong way round", "write the smaller value first"),
                _ => (
                    "this range has no ends at some values of the parameters that it depends on",
                    "keep divisors away from zero, as in max(1, …); or use a range of fixed values and a check",
                ),
            };
            self.reader.error("bad-range", format!("{}.range", block.key), range_span, message, hint);
            return None;
        }
        let index = self.design.parameters.len();
        let range = Interval::new(parameter.low, parameter.high);
        let input = Typed { reg: self.compiler.builder.input_within(index, range), kind: Kind::Number(unit.dimension) };
        self.compiler.define(name, input);
        parameter.value = input.reg;
        parameter.default = set.unwrap_or(f64::NEG_INFINITY);
        let (key, span) =
            default_text.as_ref().map_or((block.key.clone(), block.span), |t| (t.key.to_string(), t.span));
        if let [None, _] | [_, None] = known {
            // Formulas see the value kept within its limits.
            let (low_text, high_text) = (&low.1.text, &high.1.text);
            let kept = match parameter.whole {
                false => format!("clamp({name}, {low_text}, {high_text})"),
                true => format!("clamp({name}, ceil({low_text}), floor({high_text}))"),
            };
            let kept = self.typed(&Text { text: kept.into(), ..low.1.clone() })?;
            self.compiler.define(name, kept);
            parameter.value = kept.reg;
            parameter.limits = Some([low.0, high.0]);
        }
        self.open_defaults.push((index, key, span));
        let default = default_text.map_or(low.1.text, |t| t.text);
        if parameter.step <= 0.0 {
            parameter.step = (parameter.high - parameter.low) / 100.0;
        }
        parameter.unit = unit;
        self.shown_when(name, block, &default, there, &mut parameter);
        self.design.parameters.push(parameter);
        Some(())
    }

    /// A parameter that is one of several named things; its value is the place of the chosen one, from 0.
    pub(super) fn choice(&mut self, name: &str, block: &Block<'_, '_>, there: Option<&str>) -> Option<()> {
        for unfit in ["unit", "range", "step", "whole"] {
            if let Some(value) = block.table.get(unfit) {
                let message = format!("“{unfit}” means nothing beside “choices”");
                let hint = "a parameter is either measured, with a range, or one of named choices";
                self.reader.error("unknown-key", format!("{}.{unfit}", block.key), span_of(value), message, hint);
            }
        }
        let value = block.table.get("choices")?;
        let choices = self.reader.block(&format!("{}.choices", block.key), value)?;
        let mut picks: Vec<Pick> = Vec::new();
        for (pick, value) in in_order(choices.table) {
            let key = choices.key_of(pick);
            if !self.is_word(pick, &key, span_of(value)) {
                continue;
            }
            let Some(text) = self.reader.as_text(value, key) else { continue };
            picks.push(Pick { name: pick.to_owned(), label: text.text.into_owned() });
        }
        if picks.len() < 2 {
            let hint = "choices = { bench = \"a bench\", table = \"a table\" }";
            self.reader.error("too-few-choices", &choices.key, choices.span, "a choice needs at least two", hint);
            return None;
        }
        if picks.len() > MAX_OPTIONS {
            let message = format!("a choice may have {MAX_OPTIONS} options, this one has {}", picks.len());
            let hint = "ask two questions, the second one with “when”";
            self.reader.error("too-large", &choices.key, choices.span, message, hint);
            return None;
        }
        let default_text = self.reader.text(block, "default").unwrap_or_default();
        let chosen = picks.iter().position(|p| p.name == default_text.text);
        if chosen.is_none() && !default_text.text.is_empty() {
            let hint = super::near_or_all(&default_text.text, picks.iter().map(|p| p.name.as_str()), "choices");
            let message = format!("“{}” is none of the choices", default_text.text);
            self.reader.error("unknown-choice", &default_text.key, default_text.span, message, hint);
        }
        let index = self.design.parameters.len();
        let mut parameter = self.common(name, block);
        let range = Interval::new(0.0, picks.len() as f64 - 1.0);
        let reg = self.compiler.builder.input_within(index, range);
        self.compiler.define_choice(name, reg, picks.iter().map(|p| p.name.clone()).collect());
        parameter.fixed = !block.table.contains_key("fixed") || parameter.fixed;
        parameter.whole = true;
        parameter.high = picks.len() as f64 - 1.0;
        parameter.default = chosen.unwrap_or(0) as f64;
        parameter.step = 1.0;
        parameter.picks = picks;
        parameter.value = reg;
        let default = format!("'{}'", parameter.picks[chosen.unwrap_or(0)].name);
        self.shown_when(name, block, &default, there, &mut parameter);
        self.design.parameters.push(parameter);
        Some(())
    }

    /// What every parameter has.
    fn common(&mut self, name: &str, block: &Block<'_, '_>) -> Parameter {
        let level = self.reader.text(block, "level").unwrap_or_default();
        let level = match &*level.text {
            "" | "basic" => Level::Basic,
            "more" => Level::More,
            "expert" => Level::Expert,
            other => {
                let hint = super::near_or_all(other, ["basic", "more", "expert"], "levels");
                self.reader.error("unknown-level", &level.key, level.span, format!("“{other}” is no level"), hint);
                Level::Basic
            }
        };
        Parameter {
            name: name.to_owned(),
            ask: self.reader.required(block, "ask").text.into_owned(),
            help: self.reader.optional(block, "help"),
            level,
            fixed: self.reader.flag(block, "fixed"),
            wish: self.constant_or(block, "wish", "", 1.0).max(0.0),
            text_key: block.key.clone(),
            number: None,
            unit: Unit::none(),
            low: 0.0,
            high: 0.0,
            limits: None,
            picks: Vec::new(),
            when: None,
            value: Reg::default(),
            default: 0.0,
            step: 0.0,
            whole: false,
            shows: None,
        }
    }

    /// `when`: formulas see the default where the parameter is hidden.
    /// `there` is one more condition, of a group.
    fn shown_when(
        &mut self,
        name: &str,
        block: &Block<'_, '_>,
        default: &str,
        there: Option<&str>,
        parameter: &mut Parameter,
    ) {
        let text = match (self.reader.text(block, "when"), there) {
            (None, None) => return,
            (Some(text), None) => text,
            (None, Some(there)) => Text { text: there.into(), span: block.span, key: block.key_of("") },
            (Some(text), Some(there)) => Text { text: format!("({}) and {there}", text.text).into(), ..text },
        };
        let itself = self.compiler.lookup(name).cloned();
        self.compiler.forget(name); // it cannot decide about itself
        parameter.when = self.truth(&text);
        if let Some(value) = itself {
            self.compiler.define(name, value);
        }
        if parameter.when.is_none() {
            return;
        }
        let seen = Text { text: format!("({}) ? {name} : ({default})", text.text).into(), ..text };
        if let Some(seen) = self.typed(&seen) {
            parameter.value = seen.reg;
            self.compiler.define(name, seen);
        }
    }

    /// `"600 mm .. width/2"`: each end compiled, and as written.
    fn range<'t>(&mut self, block: &'t Block<'_, '_>, unit: &str) -> Option<[(Reg, Text<'t>); 2]> {
        let range = self.reader.required(block, "range");
        if range.text.is_empty() {
            return None;
        }
        let Some((low, high)) = range.text.split_once("..") else {
            let hint = "write two dots between the smallest and the largest value";
            self.reader.error("bad-range", &range.key, range.span, "a range looks like “600 mm .. 2400 mm”", hint);
            return None;
        };
        let advice = if unit.is_empty() { "no unit is given for it: add a line such as  unit = \"mm\"" } else { "" };
        let mut end = |text: &str, offset: usize| {
            let start = range.span.start + offset;
            let text = Text {
                text: text.to_owned().into(),
                span: Span::new(start, start + text.len()),
                key: range.key.clone(),
            };
            Some((self.quantity_or_hint(&text, unit, advice)?, text))
        };
        Some([end(low, 0)?, end(high, low.len() + 2)?])
    }

    /// Complains where a value is not the nearest legal one.
    pub(super) fn outside(&mut self, key: &dyn Display, span: Span, value: f64, nearest: f64, unit: &str) {
        if (value - nearest).abs() <= 1e-9 * value.abs().max(nearest.abs()) {
            return;
        }
        let nearest = format(nearest, unit, 2, System::Metric).replace(['\u{202f}', '\u{a0}'], " ");
        let hint = format!("the nearest that does is {nearest}; or widen the range");
        self.reader.error("out-of-range", key, span, "this value does not lie in the range", hint);
    }

    /// Checks every default against the limits that hold at the defaults of the others.
    pub(super) fn close_defaults(&mut self) {
        let mut defaults: Vec<f64> = self.design.parameters.iter().map(|p| p.default).collect();
        defaults.resize(self.design.input_count(), f64::NAN);
        let mut values = Vec::new();
        self.design.tape.run(&defaults, &mut values);
        for (k, key, span) in std::mem::take(&mut self.open_defaults) {
            let p = &mut self.design.parameters[k];
            let [low, high] = p.limits.map_or([p.low, p.high], |ends| ends.map(|r| r.read(&values, &[])));
            let (wanted, unit) = (p.default, p.unit.symbol.clone());
            p.default = wanted.max(low).min(high).max(p.low).min(p.high);
            let nearest = p.default;
            if wanted.is_finite() {
                self.outside(&key, span, wanted, nearest, &unit);
            }
        }
    }

    /// Dimension lines of parameters; they may use values, so they are read after them.
    pub(super) fn shown_dimensions(&mut self, root: &Block<'_, '_>) {
        for (name, block) in self.reader.blocks(root, "params") {
            let Some(value) = block.table.get("shows") else { continue };
            let Some(shows) = self.reader.block(&format!("{}.shows", block.key), value) else { continue };
            self.reader.known_keys(&shows, &["from", "to"]);
            let (from, to) = (self.reader.texts(&shows, "from"), self.reader.texts(&shows, "to"));
            let ends = [self.vector(&from, &shows, "from", "m"), self.vector(&to, &shows, "to", "m")];
            if let Some(p) = self.design.parameters.iter_mut().find(|p| p.name == name) {
                p.shows = Some(ends);
            }
        }
    }
}

/// The bounds of a formula are rounded outward; that must not show in a form.
fn tidy(value: f64) -> f64 {
    let rounded = libm::round(value * 1e9) / 1e9;
    if (rounded - value).abs() <= 1e-12 * value.abs() { rounded } else { value }
}
