//! A build as it is shown: one model for the text and for the JSON.

use serde::Serialize;

use super::reply::Reply;
use super::table::{millimetres, money, quantity, table};
use crate::bom::{Source, Totals};
use crate::design::{Compare, Consumable, Design};
use crate::diagnostic::Diagnostic;
use crate::project::{CopySource, Outcome, candidates};
use crate::quantity::format_plain;

/// A build. All quantities are SI, money is EUR; what cannot be told is null.
#[derive(Serialize)]
pub(super) struct Shown {
    design: Identity,
    parameters: Vec<Parameter>,
    slots: Vec<Slot>,
    parts: Vec<Part>,
    hardware: Vec<Hardware>,
    checks: Vec<Check>,
    metrics: Vec<Metric>,
    totals: Totals,
    problems: Vec<Diagnostic>,
}

#[derive(Serialize)]
struct Identity {
    id: String,
    title: String,
    version: String,
    licence: String,
}

#[derive(Serialize)]
struct Parameter {
    name: String,
    ask: String,
    value: f64,
    default: f64,
    low: f64,
    high: f64,
    unit: String,
    /// Name of what is chosen, where it is a choice.
    #[serde(skip_serializing_if = "Option::is_none")]
    choice: Option<String>,
}

#[derive(Serialize)]
struct Slot {
    name: String,
    ask: String,
    /// What fills it.
    family: Option<String>,
    stock: Option<String>,
    /// Keys of all families that fit.
    fitting: Vec<String>,
}

#[derive(Serialize)]
struct Part {
    id: String,
    name: String,
    slot: String,
    quantity: usize,
    from_scrap: usize,
    bought: usize,
    missing: usize,
    length: f64,
    /// Or outside diameter.
    width: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<f64>,
    /// Or wall.
    #[serde(skip_serializing_if = "Option::is_none")]
    thickness: Option<f64>,
    /// Radians.
    ends: [f64; 2],
    /// Of one.
    mass: f64,
}

#[derive(Serialize)]
struct Hardware {
    id: String,
    name: String,
    quantity: u32,
    have: u32,
    buy: u32,
}

#[derive(Serialize)]
struct Check {
    id: String,
    title: String,
    must: bool,
    holds: bool,
    value: f64,
    compare: &'static str,
    limit: f64,
    unit: String,
    utilisation: f64,
    formula: String,
    why: String,
    advice: String,
    source: String,
}

#[derive(Serialize)]
struct Metric {
    id: String,
    title: String,
    value: f64,
    unit: String,
    better: &'static str,
}

impl Shown {
    /// Collects what is shown of an outcome.
    pub fn new(design: &Design, outcome: &Outcome) -> Self {
        let build = &outcome.build;
        let slot = |(k, state): (usize, &crate::design::SlotState)| Slot {
            name: state.name.clone(),
            ask: design.slots[k].ask.clone(),
            family: state.fill.as_ref().map(|f| f.key.clone()),
            stock: state.fill.as_ref().map(|f| f.name.clone()),
            fitting: candidates(design, k, &outcome.supply)
                .into_iter()
                .map(|family| outcome.supply.families[family].key.clone())
                .collect(),
        };
        let part = |(part, sources): (&crate::design::Part, &Vec<CopySource>)| {
            let count = |wanted| sources.iter().filter(|s| **s == wanted).count();
            Part {
                id: part.id.clone(),
                name: part.name.clone(),
                slot: design.slots[part.slot].name.clone(),
                quantity: part.placements.len(),
                from_scrap: count(CopySource::Scrap),
                bought: count(CopySource::Bought),
                missing: count(CopySource::Missing),
                length: part.facts.length,
                width: part.facts.width,
                height: part.facts.height,
                thickness: part.facts.thickness,
                ends: part.solid.ends(),
                mass: part.mass,
            }
        };
        let hardware = |h: &Consumable| {
            let own = outcome.bom.lines.iter().filter(|l| l.part.is_none() && l.id == h.id);
            let count = |source| own.clone().filter(|l| l.source == source).map(|l| l.quantity).sum();
            let (have, buy) = (count(Source::Have), count(Source::Buy));
            Hardware { id: h.id.clone(), name: h.name.clone(), quantity: h.quantity, have, buy }
        };
        Self {
            design: Identity {
                id: design.id.clone(),
                title: design.title.clone(),
                version: design.version.clone(),
                licence: design.licence.clone(),
            },
            parameters: design
                .parameters
                .iter()
                .enumerate()
                .filter(|(k, _)| build.visible[*k])
                .map(|(k, p)| Parameter {
                    name: p.name.clone(),
                    ask: p.ask.clone(),
                    value: build.parameters[k],
                    default: p.default,
                    low: build.limits[k][0],
                    high: build.limits[k][1],
                    unit: p.unit.symbol.clone(),
                    choice: p.picks.get(build.parameters[k] as usize).map(|pick| pick.name.clone()),
                })
                .collect(),
            slots: build.slots.iter().enumerate().map(slot).collect(),
            parts: build.parts.iter().zip(&outcome.sources).map(part).collect(),
            hardware: build.consumables.iter().map(hardware).collect(),
            checks: build
                .checks
                .iter()
                .map(|c| Check {
                    id: c.id.clone(),
                    title: c.title.clone(),
                    must: c.must,
                    holds: c.holds,
                    value: c.value,
                    compare: if c.compare == Compare::AtMost { "at_most" } else { "at_least" },
                    limit: c.limit,
                    unit: c.unit.clone(),
                    utilisation: c.utilisation,
                    formula: c.formula.clone(),
                    why: c.why.clone(),
                    advice: c.advice.clone(),
                    source: c.source.clone(),
                })
                .collect(),
            metrics: build
                .metrics
                .iter()
                .map(|m| Metric {
                    id: m.id.clone(),
                    title: m.title.clone(),
                    value: m.value,
                    unit: m.unit.clone(),
                    better: if m.higher_is_better { "higher" } else { "lower" },
                })
                .collect(),
            totals: outcome.bom.totals,
            problems: outcome.problems.clone(),
        }
    }

    /// Puts problems, failed requirements and missing parts into a reply.
    pub fn note(&self, reply: &mut Reply) {
        self.problems.iter().for_each(|problem| reply.note(problem));
        for check in self.checks.iter().filter(|c| !c.holds) {
            let (kind, need) = if check.must { ("error", "must") } else { ("warning", "should") };
            let (title, why, advice) = (&check.title, &check.why, &check.advice);
            reply.notes += &format!("{kind}: “{title}” fails and {need} hold: {why}\n  hint: {advice}\n");
            reply.worsen(check.must);
        }
        if self.totals.missing > 0 {
            let missing = self.totals.missing;
            reply.notes +=
                &format!("error: nothing gives {missing} of the parts\n  hint: add stock, or let adapt choose\n");
            reply.worsen(true);
        }
    }

    /// Everything as text.
    pub fn text(&self) -> String {
        self.text_and(Vec::new())
    }

    /// Everything as text, and which families fit each slot where there is more than what to buy.
    pub fn text_with_fitting(&self) -> String {
        self.text_and(self.slots.iter().filter(|s| s.fitting.len() > 1).flat_map(fitting_rows).collect())
    }

    fn text_and(&self, fitting: Vec<Vec<String>>) -> String {
        let d = &self.design;
        let mut out = format!("{} {} ({}, {})\n", d.title, d.version, d.id, d.licence);
        let mut section = |title: &str, rows: Vec<Vec<String>>, right: &[usize]| {
            if !rows.is_empty() {
                out += &format!("\n{title}\n{}", table(&rows, right));
            }
        };
        section("Parameters", self.parameters.iter().map(parameter_row).collect(), &[1]);
        section("Stock", self.slots.iter().map(slot_row).collect(), &[]);
        section("Stock that fits, for --bind", fitting, &[]);
        let hardware = self.hardware.iter().map(hardware_row);
        section("Parts", self.parts.iter().map(part_row).chain(hardware).collect(), &[0]);
        section("Checks", self.checks.iter().map(check_row).collect(), &[]);
        section(
            "Figures",
            self.metrics.iter().map(|m| vec![m.title.clone(), quantity(m.value, &m.unit)]).collect(),
            &[1],
        );
        section("Material and money", self.total_rows(), &[1]);
        out
    }

    fn total_rows(&self) -> Vec<Vec<String>> {
        let t = &self.totals;
        let mut rows = vec![
            vec!["to spend".to_owned(), money(t.cost)],
            vec!["mass of all parts".to_owned(), quantity(t.mass, "kg")],
            vec!["from scrap, by mass".to_owned(), format!("{} %", format_plain(100.0 * t.reuse, 0))],
            vec!["lost as sawdust and short ends".to_owned(), of_both(t.waste, t.waste_area)],
            vec![format!("rests worth keeping: {}, together", t.remnants), of_both(t.remnant_length, t.remnant_area)],
        ];
        if t.missing > 0 {
            rows.push(vec!["parts that nothing gives".to_owned(), t.missing.to_string()]);
        }
        rows
    }
}

/// Of linear stock and, where there are any, of sheets.
fn of_both(length: f64, area: f64) -> String {
    let length = quantity(length, "m");
    if area > 0.0 { format!("{length} and {}", quantity(area, "m2")) } else { length }
}

fn parameter_row(p: &Parameter) -> Vec<String> {
    let (value, range) = match &p.choice {
        Some(choice) => (choice.clone(), String::new()),
        None => (quantity(p.value, &p.unit), format!("{} to {}", quantity(p.low, &p.unit), quantity(p.high, &p.unit))),
    };
    vec![p.name.clone(), value, range, p.ask.clone()]
}

fn slot_row(s: &Slot) -> Vec<String> {
    let stock = s.stock.clone().unwrap_or_else(|| "nothing is chosen".to_owned());
    vec![s.name.clone(), stock, s.ask.clone()]
}

fn fitting_rows(s: &Slot) -> impl Iterator<Item = Vec<String>> {
    s.fitting.iter().map(|key| {
        let mark = if s.family.as_ref() == Some(key) { "in use" } else { "" };
        vec![s.name.clone(), key.clone(), mark.to_owned()]
    })
}

fn part_row(p: &Part) -> Vec<String> {
    let sizes = [Some(p.length), Some(p.width), p.height, p.thickness].into_iter().flatten();
    let size: Vec<String> = sizes.map(|s| millimetres(s).trim_end_matches(" mm").to_owned()).collect();
    let sources = sources(&[(p.from_scrap, "from scrap"), (p.bought, "from new stock"), (p.missing, "missing")]);
    vec![p.quantity.to_string(), p.name.clone(), format!("{} mm", size.join(" × ")), p.slot.clone(), sources]
}

fn hardware_row(h: &Hardware) -> Vec<String> {
    let sources = sources(&[(h.have as usize, "there"), (h.buy as usize, "to buy")]);
    vec![h.quantity.to_string(), h.name.clone(), String::new(), String::new(), sources]
}

fn sources(counted: &[(usize, &str)]) -> String {
    let named = counted.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}"));
    named.collect::<Vec<_>>().join(", ")
}

fn check_row(c: &Check) -> Vec<String> {
    let state = match (c.holds, c.must) {
        (true, _) => "ok",
        (false, true) => "FAILS",
        (false, false) => "warns",
    };
    let side = if c.compare == "at_most" { "at most" } else { "at least" };
    let margin = match c.utilisation {
        u if u.is_finite() => format!("margin {} %", format_plain(100.0 * (1.0 - u), 0)),
        _ => "margin cannot be told".to_owned(),
    };
    let (value, limit) = (quantity(c.value, &c.unit), quantity(c.limit, &c.unit));
    vec![state.to_owned(), c.title.clone(), value, format!("{side} {limit}"), margin]
}
