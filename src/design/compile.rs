//! Compiles every block of a document onto one tape, collecting all problems in one pass.

use std::collections::BTreeMap;

use super::fill::properties;
use super::model::*;
use super::reader::{Block, Reader, Text};
use super::requirements::display_unit;
use crate::diagnostic::{Span, suggest};
use crate::expr::{
    Compiler, Expr, ExprError, Interval, Kind, MAX_INSTRUCTIONS, MAX_NAME, MAX_VALUES, Reg, Typed, Value, is_reserved,
    parse,
};
use crate::quantity::{Dimension, Unit};
use crate::stock::{Form, Material};

/// A document on its way to a design.
pub(super) struct Compilation {
    pub design: Design,
}

/// Blocks that a document may have.
const ROOT: [&str; 10] =
    ["format", "design", "params", "slots", "values", "parts", "hardware", "checks", "metrics", "steps"];

/// Reads all blocks of a document.
pub(super) fn compile(reader: &mut Reader<'_>, root: &Block<'_, '_>) -> Compilation {
    let mut work = Work { reader, compiler: Compiler::default(), design: Design::default(), failed: Vec::new() };
    work.reader.known_keys(root, &ROOT);
    if !work.size_is_sane(root) {
        return Compilation { design: work.design };
    }
    work.header(root);
    work.parameters(root);
    work.slots(root);
    work.values(root);
    work.shown_dimensions(root);
    work.parts(root);
    work.hardware(root);
    work.checks(root);
    work.metrics(root);
    work.steps(root);
    if work.compiler.builder.is_over_limit() {
        let message = format!("the formulas need more than {MAX_INSTRUCTIONS} instructions");
        work.reader.error("too-large", "values", root.span, message, "split the design");
    }
    let Work { compiler, mut design, .. } = work;
    design.tape = compiler.builder.finish();
    Compilation { design }
}

pub(super) struct Work<'r, 's> {
    pub reader: &'r mut Reader<'s>,
    pub compiler: Compiler,
    pub design: Design,
    /// Names whose definition was refused already; uses of them are not complained about again.
    failed: Vec<String>,
}

impl Work<'_, '_> {
    fn size_is_sane(&mut self, root: &Block<'_, '_>) -> bool {
        let count: usize =
            root.table.values().map(|v| v.as_table().map_or(0, |t| t.len()) + v.as_array().map_or(0, Vec::len)).sum();
        if count > MAX_VALUES {
            let message = format!("a design may name {MAX_VALUES} things, this one names {count}");
            self.reader.error("too-large", "", root.span, message, "split the design");
        }
        count <= MAX_VALUES
    }

    // ---- expressions -------------------------------------------------------------------------

    pub(super) fn complain(&mut self, text: &Text, error: ExprError) {
        if error.code == "unknown-name" && self.failed.iter().any(|n| error.message.contains(&format!("“{n}”"))) {
            return;
        }
        let span = error.span.shifted(text.span.start);
        let is_check = text.key.starts_with("checks.");
        if is_check && error.code == "chained-comparison" {
            let hint = "two limits are two checks: write one for each";
            return self.reader.error(error.code, &text.key, span, error.message, hint);
        }
        self.reader.error(error.code, &text.key, span, error.message, error.hint.unwrap_or_default());
    }

    pub(super) fn parsed(&mut self, text: &Text) -> Option<Expr> {
        parse(&text.text).map_err(|e| self.complain(text, e)).ok()
    }

    pub(super) fn typed(&mut self, text: &Text) -> Option<Typed> {
        let expr = self.parsed(text)?;
        self.compiler.scalar(&expr).map_err(|e| self.complain(text, e)).ok()
    }

    /// A quantity that must fit `unit`.
    fn quantity(&mut self, text: &Text, unit: &str) -> Option<Reg> {
        self.quantity_or_hint(text, unit, "")
    }

    /// A quantity that must fit `unit`; `advice` is given where it does not and nothing better is known.
    fn quantity_or_hint(&mut self, text: &Text, unit: &str, advice: &str) -> Option<Reg> {
        let wanted = Unit::parse(unit).map_or(Dimension::NONE, |u| u.dimension);
        match self.typed(text)? {
            Typed { reg, kind: Kind::Number(d) } if d.is_compatible(wanted) => Some(reg),
            Typed { reg, .. } if text.text.trim() == "0" => Some(reg),
            Typed { kind, .. } => {
                let message = format!("{wanted} is needed here, this is {kind}");
                let hint = if kind == Kind::Number(Dimension::NONE) && text.text.trim().parse::<f64>().is_ok() {
                    format!("write the unit: “{} {unit}”", text.text.trim())
                } else {
                    advice.to_owned()
                };
                let span = Span::new(text.span.start, text.span.start + text.text.len());
                self.reader.error("wrong-dimension", &text.key, span, message, hint);
                None
            }
        }
    }

    /// A quantity known before anything is chosen.
    fn constant(&mut self, text: &Text, unit: &str) -> Option<f64> {
        let advice = if unit.is_empty() { "no unit is given for it: add a line such as  unit = \"mm\"" } else { "" };
        let advice = if text.key.starts_with("params.") { advice } else { "" };
        let reg = self.quantity_or_hint(text, unit, advice)?;
        let value = self.compiler.builder.known_constant(reg).filter(|v| v.is_finite());
        if value.is_none() {
            let message = "a fixed value is needed here, not one that depends on others";
            self.reader.error("not-constant", &text.key, text.span, message, "write a number with its unit");
        }
        value
    }

    fn constant_or(&mut self, block: &Block<'_, '_>, name: &str, unit: &str, default: f64) -> f64 {
        self.reader.text(block, name).and_then(|t| self.constant(&t, unit)).unwrap_or(default)
    }

    fn fixed(&mut self, value: f64) -> Reg {
        self.compiler.builder.constant(value)
    }

    /// Three expressions, or one of the words `+x` … `-z` for a direction.
    fn vector(&mut self, texts: &[Text], block: &Block<'_, '_>, name: &str, unit: &str) -> [Reg; 3] {
        if let [one] = texts {
            let sign = if one.text.starts_with('-') { -1.0 } else { 1.0 };
            let place = ["x", "y", "z"].iter().position(|a| one.text.trim_start_matches(['+', '-']) == *a);
            if let Some(place) = place.filter(|_| unit.is_empty()) {
                return [0, 1, 2].map(|k| self.fixed(if k == place { sign } else { 0.0 }));
            }
        }
        if texts.len() != 3 {
            let key = format!("{}.{name}", block.key);
            let hint = if unit.is_empty() {
                "write “+x”, or three expressions"
            } else {
                "write [\"…\", \"…\", \"…\"]"
            };
            let span = block.table.get(name).map_or(block.span, super::reader::span_of);
            self.reader.error("not-a-vector", &key, span, format!("“{name}” needs three coordinates x, y, z"), hint);
            return [self.fixed(0.0); 3];
        }
        let advice =
            if unit.is_empty() { "a direction has no unit: write “+x”, or three plain numbers" } else { "" };
        let mut out = [0, 1, 2].map(|k| self.quantity_or_hint(&texts[k], unit, advice));
        let zero = self.fixed(0.0);
        std::array::from_fn(|k| out[k].take().unwrap_or(zero))
    }

    fn is_name(&mut self, name: &str, key: &str, span: Span) -> bool {
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
                "names are letters, digits and _, at most 40, starting with a letter",
            );
        } else if self.compiler.lookup(name).is_some() {
            self.reader.error(
                "double-name",
                key,
                span,
                format!("“{name}” is defined twice"),
                "give one of them another name",
            );
            return false;
        }
        ok
    }

    // ---- blocks ------------------------------------------------------------------------------

    fn header(&mut self, root: &Block<'_, '_>) {
        let Some(value) = root.table.get("design") else {
            self.reader.error(
                "missing-key",
                "design",
                root.span,
                "the block [design] is missing",
                "a design starts with [design], id, title, version and licence",
            );
            return;
        };
        let Some(block) = self.reader.block("design", value) else { return };
        self.reader.known_keys(
            &block,
            &["id", "title", "version", "licence", "authors", "based_on", "summary", "function", "hazards", "tools"],
        );
        let id = self.reader.required(&block, "id");
        if !id.text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
            self.reader.error(
                "bad-name",
                &id.key,
                id.span,
                "an id is lower-case letters, digits and -",
                slug_hint(&id.text),
            );
        }
        self.design.id = id.text;
        self.design.title = self.reader.required(&block, "title").text;
        self.design.version = self.reader.required(&block, "version").text;
        self.design.licence = self.reader.required(&block, "licence").text;
        self.design.based_on = self.reader.text(&block, "based_on").map(|t| t.text);
        self.design.summary = self.reader.optional(&block, "summary");
        self.design.function = self.reader.optional(&block, "function");
        let list = |texts: Vec<Text>| texts.into_iter().map(|t| t.text).collect();
        self.design.authors = list(self.reader.texts(&block, "authors"));
        self.design.hazards = list(self.reader.texts(&block, "hazards"));
        self.design.tools = list(self.reader.texts(&block, "tools"));
    }

    fn parameters(&mut self, root: &Block<'_, '_>) {
        const KEYS: [&str; 11] =
            ["ask", "help", "unit", "range", "default", "step", "whole", "level", "fixed", "wish", "shows"];
        for (name, block) in self.reader.blocks(root, "params") {
            self.reader.known_keys(&block, &KEYS);
            if !self.is_name(&name, &block.key, block.span) {
                continue;
            }
            let unit_text = self.reader.text(&block, "unit").unwrap_or_default();
            let Some(unit) = Unit::parse(&unit_text.text) else {
                self.unknown_unit(&unit_text);
                self.failed.push(name);
                continue;
            };
            let symbol = unit.symbol.clone();
            let range = self.range(&block, &symbol);
            let (low, high) = range.unwrap_or_default();
            let default_text = self.reader.text(&block, "default");
            let set = default_text.as_ref().and_then(|t| self.constant(t, &symbol));
            let default = set.unwrap_or(low);
            if let (Some(text), true, true) = (&default_text, range.is_some(), set.is_some())
                && !(low..=high).contains(&default)
            {
                let message = "the default lies outside the range";
                self.reader.error(
                    "out-of-range",
                    &text.key,
                    text.span,
                    message,
                    "widen the range, or move the default",
                );
            }
            let whole = self.reader.flag(&block, "whole");
            let level = match self.reader.optional(&block, "level").as_str() {
                "more" => Level::More,
                "expert" => Level::Expert,
                _ => Level::Basic,
            };
            let step = self.constant_or(&block, "step", &symbol, if whole { 1.0 } else { (high - low) / 100.0 });
            let ask = self.reader.required(&block, "ask").text;
            let help = self.reader.optional(&block, "help");
            let fixed = self.reader.flag(&block, "fixed");
            let wish = self.constant_or(&block, "wish", "", 1.0).max(0.0);
            if range.is_none() {
                self.failed.push(name);
                continue;
            }
            let within = Interval::new(low, high);
            let reg = self.compiler.builder.input_within(self.design.parameters.len(), within);
            self.compiler.define(name.clone(), Typed { reg, kind: Kind::Number(unit.dimension) });
            self.design.parameters.push(Parameter {
                name,
                ask,
                help,
                unit,
                low,
                high,
                default: default.clamp(low.min(high), high.max(low)),
                step,
                whole,
                level,
                fixed,
                wish,
                shows: None,
            });
        }
    }

    /// `"600 mm .. 2400 mm"`.
    fn range(&mut self, block: &Block<'_, '_>, unit: &str) -> Option<(f64, f64)> {
        let range = self.reader.required(block, "range");
        if range.text.is_empty() {
            return None;
        }
        let Some((low, high)) = range.text.split_once("..") else {
            let hint = "write two dots between the smallest and the largest value";
            self.reader.error("bad-range", &range.key, range.span, "a range looks like “600 mm .. 2400 mm”", hint);
            return None;
        };
        let start = range.span.start;
        let end = |text: &str, offset: usize| Text {
            text: text.to_owned(),
            span: Span::new(start + offset, start + offset + text.len()),
            key: range.key.clone(),
        };
        let (low, high) = (end(low, 0), end(high, low.len() + 2));
        let (low, high) = (self.constant(&low, unit)?, self.constant(&high, unit)?);
        if low > high {
            self.reader.error(
                "bad-range",
                &range.key,
                range.span,
                "the range is the wrong way round",
                "write the smaller value first",
            );
        }
        Some((low.min(high), high.max(low)))
    }

    pub(super) fn unknown_unit(&mut self, text: &Text) {
        let hint = match suggest(&text.text, Unit::names()) {
            Some(near) => format!("did you mean “{near}”?"),
            None => "units are written such as mm, kg, kN, N/mm2".to_owned(),
        };
        self.reader.error("unknown-unit", &text.key, text.span, format!("unknown unit “{}”", text.text), hint);
    }

    fn slots(&mut self, root: &Block<'_, '_>) {
        for (name, block) in self.reader.blocks(root, "slots") {
            self.reader.known_keys(&block, &["ask", "form", "materials", "need", "buy"]);
            if !self.is_name(&name, &block.key, block.span) {
                continue;
            }
            let form_text = self.reader.required(&block, "form");
            let form = Form::parse(&form_text.text).unwrap_or_else(|hint| {
                let message = format!("“{}” is no form of stock", form_text.text);
                self.reader.error("unknown-form", &form_text.key, form_text.span, message, hint);
                Form::Board
            });
            if form != Form::Board {
                self.reader.error(
                    "form-not-ready",
                    &form_text.key,
                    form_text.span,
                    "only boards can be cut in this version",
                    "use  form = \"board\"  for now",
                );
            }
            let first_input = self.design.input_count();
            for (k, (property, unit)) in properties(form).iter().enumerate() {
                let reg = self.compiler.builder.input(first_input + k);
                let dimension = Unit::parse(unit).map_or(Dimension::NONE, |u| u.dimension);
                self.compiler.define(format!("{name}.{property}"), Typed { reg, kind: Kind::Number(dimension) });
            }
            let need_text = self.reader.text(&block, "need").unwrap_or_default();
            let need = if need_text.text.is_empty() { None } else { self.truth(&need_text) };
            let materials = self.reader.texts(&block, "materials").into_iter().map(|t| t.text).collect();
            let buy = self.buy(&block);
            let ask = self.reader.required(&block, "ask").text;
            self.design.slots.push(Slot {
                name,
                ask,
                form,
                materials,
                need,
                need_text: need_text.text,
                first_input,
                buy,
            });
        }
    }

    fn truth(&mut self, text: &Text) -> Option<Reg> {
        let expr = self.parsed(text)?;
        self.compiler.truth(&expr).map_err(|e| self.complain(text, e)).ok()
    }

    fn buy(&mut self, slot: &Block<'_, '_>) -> Buy {
        let key = format!("{}.buy", slot.key);
        let Some(value) = slot.table.get("buy") else {
            self.reader.error("missing-key", &slot.key, slot.span, "“buy” is missing: what to buy where no scrap fits", "buy = { name = \"…\", material = \"…\", width = \"…\", thickness = \"…\", lengths = [\"…\"], price = \"… EUR/m\" }");
            return Buy::default();
        };
        let Some(block) = self.reader.block(&key, value) else { return Buy::default() };
        self.reader.known_keys(&block, &["name", "material", "width", "thickness", "lengths", "price"]);
        let material = self.reader.required(&block, "material");
        if !material.text.is_empty() && Material::find(&material.text).is_none() {
            let hint = match suggest(&material.text, Material::all().iter().map(|m| m.id.as_str())) {
                Some(near) => format!("did you mean “{near}”?"),
                None => "assets/data/materials.csv lists all materials".to_owned(),
            };
            self.reader.error(
                "unknown-material",
                &material.key,
                material.span,
                format!("the material “{}” is not known", material.text),
                hint,
            );
        }
        let lengths = self.reader.texts(&block, "lengths");
        let lengths: Vec<f64> = lengths.iter().filter_map(|t| self.constant(t, "m")).filter(|l| *l > 0.0).collect();
        if lengths.is_empty() {
            self.reader.error(
                "missing-key",
                &key,
                block.span,
                "“lengths” must name at least one length it is sold in",
                "write  lengths = [\"2.4 m\", \"3 m\"]",
            );
        }
        Buy {
            name: self.reader.required(&block, "name").text,
            material: material.text,
            width: self.constant_or(&block, "width", "m", 0.0),
            thickness: self.constant_or(&block, "thickness", "m", 0.0),
            lengths,
            price_per_metre: self.constant_or(&block, "price", "EUR/m", 0.0).max(0.0),
        }
    }

    /// `[values]`: order free; compiled in an order in which each finds what it uses.
    fn values(&mut self, root: &Block<'_, '_>) {
        let Some(value) = root.table.get("values") else { return };
        let Some(block) = self.reader.block("values", value) else { return };
        let mut waiting: BTreeMap<String, (Text, Expr)> = BTreeMap::new();
        let mut order = Vec::new();
        for (name, _) in super::reader::in_order(block.table) {
            let name = name.to_owned();
            let Some(text) = self.reader.text(&block, &name) else { continue };
            if !self.is_name(&name, &text.key, text.span) {
                continue;
            }
            match self.parsed(&text) {
                Some(expr) => {
                    order.push(name.clone());
                    waiting.insert(name, (text, expr));
                }
                None => self.failed.push(name),
            }
        }
        for name in order {
            self.value_with_its_needs(name, &mut waiting);
        }
    }

    /// Depth-first without recursion: a chain of two thousand values must not exhaust the stack.
    fn value_with_its_needs(&mut self, name: String, waiting: &mut BTreeMap<String, (Text, Expr)>) {
        let mut path = vec![name];
        while let Some(name) = path.last().cloned() {
            let Some((text, expr)) = waiting.get(&name) else {
                path.pop();
                continue;
            };
            let mut need = None;
            expr.names(&mut |n, _| {
                if need.is_none() && waiting.contains_key(n) {
                    need = Some(n.to_owned());
                }
            });
            match need {
                Some(need) => match path.iter().position(|n| *n == need) {
                    None => path.push(need),
                    Some(start) => {
                        let round = path[start..].join(" → ");
                        let (text, message) = (text.clone(), format!("“{need}” depends on itself: {round} → {need}"));
                        self.reader.error(
                            "cycle",
                            &text.key,
                            text.span,
                            message,
                            "one of them must be set by a parameter instead",
                        );
                        for name in path.drain(start..) {
                            waiting.remove(&name);
                            self.failed.push(name);
                        }
                    }
                },
                None => {
                    let (text, expr) = (text.clone(), expr.clone());
                    waiting.remove(&name);
                    path.pop();
                    match self.compiler.compile(&expr) {
                        Ok(value) => {
                            // Vectors and lists only serve other formulas; there is no one number to show.
                            if let Value::One(typed) = value {
                                let unit = display_unit(typed.kind);
                                self.design.values.push(NamedValue { name: name.clone(), reg: typed.reg, unit });
                            }
                            self.compiler.define(name, value);
                        }
                        Err(error) => {
                            self.complain(&text, error);
                            self.failed.push(name);
                        }
                    }
                }
            }
        }
    }

    /// Dimension lines of parameters; they may use values, so they are read after them.
    fn shown_dimensions(&mut self, root: &Block<'_, '_>) {
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

    fn parts(&mut self, root: &Block<'_, '_>) {
        const KEYS: [&str; 10] = ["id", "name", "slot", "solid", "length", "ends", "each", "at", "axis", "flat"];
        for block in self.reader.list(root, "parts") {
            let known: Vec<&str> = KEYS.into_iter().chain(["when"]).collect();
            self.reader.known_keys(&block, &known);
            let id = self.reader.required(&block, "id");
            if self.design.parts.iter().any(|p| p.id == id.text) {
                self.reader.error(
                    "double-name",
                    &id.key,
                    id.span,
                    format!("two parts are called “{}”", id.text),
                    "give one of them another id",
                );
            }
            let slot_name = self.reader.required(&block, "slot");
            let Some(slot) = self.design.slots.iter().position(|s| s.name == slot_name.text) else {
                let known: Vec<&str> = self.design.slots.iter().map(|s| s.name.as_str()).collect();
                let hint = near_or_all(&slot_name.text, &known, "slots");
                self.reader.error(
                    "unknown-slot",
                    &slot_name.key,
                    slot_name.span,
                    format!("there is no slot “{}”", slot_name.text),
                    hint,
                );
                continue;
            };
            let solid = self.reader.text(&block, "solid").unwrap_or_default();
            if !matches!(solid.text.as_str(), "" | "bar") {
                self.reader.error(
                    "unknown-solid",
                    &solid.key,
                    solid.span,
                    format!("“{}” is no solid known here", solid.text),
                    "solids: bar",
                );
            }
            let when = self.reader.text(&block, "when").and_then(|t| self.truth(&t));
            let (names, each) = self.repetitions(&block);
            let segment = self.compiler.builder.open_segment();
            for (k, name) in names.iter().enumerate() {
                let reg = self.compiler.builder.index(k);
                self.compiler.define(name.clone(), Typed { reg, kind: Kind::Number(Dimension::NONE) });
            }
            let length_text = self.reader.required(&block, "length");
            let length = self.quantity(&length_text, "m").unwrap_or_else(|| self.fixed(0.0));
            let ends_text = self.reader.texts(&block, "ends");
            let ends = match &ends_text[..] {
                [] => [self.fixed(0.0); 2],
                [a, b] => [a, b].map(|t| self.quantity(t, "deg").unwrap_or_else(|| self.fixed(0.0))),
                _ => {
                    let key = format!("{}.ends", block.key);
                    self.reader.error(
                        "not-two-ends",
                        &key,
                        block.table.get("ends").map_or(block.span, super::reader::span_of),
                        "“ends” needs two angles",
                        "ends = [\"45 deg\", \"45 deg\"]",
                    );
                    [self.fixed(0.0); 2]
                }
            };
            let texts = ["at", "axis", "flat"].map(|k| self.reader.texts(&block, k));
            let at = self.vector(&texts[0], &block, "at", "m");
            let axis = self.vector(&texts[1], &block, "axis", "");
            let flat = self.vector(&texts[2], &block, "flat", "");
            self.compiler.builder.close_segment();
            names.iter().for_each(|name| self.compiler.forget(name));
            let name = self.reader.required(&block, "name").text;
            self.design.parts.push(PartRule {
                id: id.text,
                name,
                slot,
                length,
                ends,
                each,
                segment,
                at,
                axis,
                flat,
                when,
            });
        }
    }

    /// `each = { i = "planks", j = "2" }`: index names and how often each runs.
    fn repetitions(&mut self, block: &Block<'_, '_>) -> (Vec<String>, Vec<Reg>) {
        let Some(value) = block.table.get("each") else { return (Vec::new(), Vec::new()) };
        let Some(each) = self.reader.block(&format!("{}.each", block.key), value) else {
            return (Vec::new(), Vec::new());
        };
        let mut found = (Vec::new(), Vec::new());
        for (name, _) in super::reader::in_order(each.table) {
            let Some(text) = self.reader.text(&each, name) else { continue };
            if self.is_name(name, &text.key, text.span)
                && let Some(reg) = self.quantity_or_hint(
                    &text,
                    "",
                    "it counts copies: divide by a distance, such as “length / 200 mm”",
                )
            {
                found.0.push(name.to_owned());
                found.1.push(reg);
            }
        }
        if found.0.len() > 3 {
            self.reader.error("too-deep", &each.key, each.span, "at most three repetition indices", "");
            found.0.truncate(3);
            found.1.truncate(3);
        }
        found
    }

    fn hardware(&mut self, root: &Block<'_, '_>) {
        for block in self.reader.list(root, "hardware") {
            self.reader.known_keys(&block, &["id", "name", "section", "quantity", "price"]);
            let quantity = self.reader.required(&block, "quantity");
            let rule = HardwareRule {
                id: self.reader.required(&block, "id").text,
                name: self.reader.required(&block, "name").text,
                section: self.reader.optional(&block, "section"),
                quantity: self.quantity(&quantity, "").unwrap_or_else(|| self.fixed(0.0)),
                price: self.constant_or(&block, "price", "EUR", 0.0).max(0.0),
            };
            self.design.hardware.push(rule);
        }
    }

    fn steps(&mut self, root: &Block<'_, '_>) {
        for block in self.reader.list(root, "steps") {
            self.reader.known_keys(&block, &["id", "title", "text", "uses", "hazard", "time"]);
            let mut uses = Vec::new();
            for name in self.reader.texts(&block, "uses") {
                match self.design.parts.iter().position(|p| p.id == name.text) {
                    Some(part) => uses.push(part),
                    None => self.reader.error(
                        "unknown-part",
                        &name.key,
                        name.span,
                        format!("there is no part “{}”", name.text),
                        near_or_all(
                            &name.text,
                            &self.design.parts.iter().map(|p| p.id.as_str()).collect::<Vec<_>>(),
                            "parts",
                        ),
                    ),
                }
            }
            let text = self.reader.required(&block, "text");
            for (name, offset) in super::template::insertions(&text.text) {
                if !super::template::is_known(&self.design, name) {
                    let span = Span::new(text.span.start + offset, text.span.start + offset + name.len());
                    self.reader.error(
                        "unknown-name",
                        &text.key,
                        span,
                        format!("nothing is called “{name}”"),
                        "insert a parameter, a value, or part.quantity and part.length",
                    );
                }
            }
            let step = StepRule {
                title: self.reader.required(&block, "title").text,
                text: text.text,
                uses,
                hazard: self.reader.optional(&block, "hazard"),
                minutes: self.reader.text(&block, "time").and_then(|t| self.quantity(&t, "min")),
            };
            self.design.steps.push(step);
        }
    }
}

/// The nearest known name, or all of them.
fn near_or_all(word: &str, known: &[&str], what: &str) -> String {
    match suggest(word, known.iter().copied()) {
        Some(near) => format!("did you mean “{near}”?"),
        None => format!("{what}: {}", known.join(", ")),
    }
}

/// An id like the one typed that would do.
fn slug_hint(typed: &str) -> String {
    let words = typed.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    let slug = words.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    if slug.is_empty() { String::new() } else { format!("“{slug}” would do") }
}
