//! `build`: a design at chosen parameters: parts, checks, metrics.

use serde::Serialize;

use super::input::{Work, work};
use super::{Answer, Arguments, Usage};
use crate::cutting::Settings;
use crate::project::{Outcome, evaluate};
use crate::quantity::{System, format};

#[derive(Serialize)]
struct Report {
    format: &'static str,
    design: String,
    parameters: Vec<Value>,
    slots: Vec<Slot>,
    parts: Vec<Part>,
    checks: Vec<Check>,
    metrics: Vec<Value>,
    problems: Vec<String>,
}

/// A figure in SI units, and the unit a maker reads it in.
#[derive(Serialize)]
struct Value {
    name: String,
    value: f64,
    unit: String,
}

#[derive(Serialize)]
struct Slot {
    name: String,
    stock: Option<String>,
}

#[derive(Serialize)]
struct Part {
    id: String,
    name: String,
    quantity: usize,
    cut_length: f64,
    width: f64,
    thickness: f64,
    mass: f64,
}

#[derive(Serialize)]
struct Check {
    id: String,
    must: bool,
    holds: bool,
    value: f64,
    limit: f64,
    utilisation: Option<f64>,
    unit: String,
}

pub(super) fn run(arguments: Arguments) -> Result<Answer, Usage> {
    let work = work(&arguments)?;
    if !work.is_sound {
        return Ok(Answer { text: work.problems.join("\n"), problems: true });
    }
    let outcome = evaluate(&work.design, &work.choices, &work.inventory, Settings::default(), System::Metric);
    let problems = !outcome.problems.is_empty() || outcome.build.failed().next().is_some();
    let text = if arguments.json { json(&work, &outcome) } else { human(&work, &outcome) };
    Ok(Answer { text, problems })
}

fn json(work: &Work, outcome: &Outcome) -> String {
    let build = &outcome.build;
    let parameters = work.design.parameters.iter().zip(&build.parameters);
    let report = Report {
        format: "scrapwright-build/1",
        design: work.design.id.clone(),
        parameters: parameters
            .map(|(p, v)| Value { name: p.name.clone(), value: *v, unit: p.unit.symbol.clone() })
            .collect(),
        slots: build
            .slots
            .iter()
            .map(|s| Slot { name: s.name.clone(), stock: s.fill.as_ref().map(|f| f.key.clone()) })
            .collect(),
        parts: build
            .parts
            .iter()
            .map(|p| Part {
                id: p.id.clone(),
                name: p.name.clone(),
                quantity: p.placements.len(),
                cut_length: p.facts.cut_length,
                width: p.bar.width,
                thickness: p.bar.thickness,
                mass: p.mass,
            })
            .collect(),
        checks: build
            .checks
            .iter()
            .map(|c| Check {
                id: c.id.clone(),
                must: c.must,
                holds: c.holds,
                value: c.value,
                limit: c.limit,
                utilisation: Some(c.utilisation).filter(|u| u.is_finite()),
                unit: c.unit.clone(),
            })
            .collect(),
        metrics: build
            .metrics
            .iter()
            .map(|m| Value { name: m.id.clone(), value: m.value, unit: m.unit.clone() })
            .collect(),
        problems: work.problems.iter().cloned().chain(outcome.problems.iter().map(ToString::to_string)).collect(),
    };
    serde_json::to_string_pretty(&report).unwrap_or_default()
}

/// The build as aligned text.
pub(super) fn human(work: &Work, outcome: &Outcome) -> String {
    let build = &outcome.build;
    let mut out = work.problems.clone();
    out.extend(outcome.problems.iter().map(ToString::to_string));
    out.push(format!("{} {}\n", work.design.title, work.design.version));
    for (p, v) in work.design.parameters.iter().zip(&build.parameters) {
        out.push(format!("  {:<12} {:>12}   {}", p.name, format(*v, &p.unit.symbol, 2, System::Metric), p.ask));
    }
    out.push("\nStock".to_owned());
    for s in &build.slots {
        out.push(format!("  {:<12} {}", s.name, s.fill.as_ref().map_or("none", |f| f.name.as_str())));
    }
    out.push("\nParts".to_owned());
    for p in &build.parts {
        let mm = |v: f64| format(v, "mm", 0, System::Metric);
        out.push(format!(
            "  {:>3} × {:<24} {} × {} × {}",
            p.placements.len(),
            p.name,
            mm(p.facts.cut_length),
            mm(p.bar.width),
            mm(p.bar.thickness)
        ));
    }
    out.push("\nChecks".to_owned());
    for c in &build.checks {
        let word = match (c.holds, c.must) {
            (true, _) => "holds",
            (false, true) => "FAILS",
            (false, false) => "better not",
        };
        let show = |v: f64| format(v, &c.unit, 2, System::Metric);
        out.push(format!("  {word:<10} {:<28} {} against {}", c.title, show(c.value), show(c.limit)));
        if !c.holds && !c.advice.is_empty() {
            out.push(format!("             {}", c.advice));
        }
    }
    let totals = outcome.bom.totals;
    out.push(format!(
        "\nTo spend {}; {:.0} % of the mass from scrap; {}",
        format(totals.cost, "EUR", 2, System::Metric),
        totals.reuse * 100.0,
        format(totals.mass, "kg", 1, System::Metric),
    ));
    out.join("\n")
}
