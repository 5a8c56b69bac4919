//! Evaluates a design at chosen parameters and fills: geometry at the mean sizes, checks at the worst.

use super::build::*;
use super::fill::Fill;
use super::model::Design;
use super::placements::{assemblies, parts};
use super::rules::{CheckRule, Compare};
use super::settle::{from_results, within_range};
use super::template;
use crate::diagnostic::{Diagnostic, Place};
use crate::expr::{Interval, Reg};
use crate::geometry::Vec3;
use crate::quantity::System;

/// The requirements and part lengths of a design over boxes of parameters; what the search looks at.
#[derive(Clone, Debug, Default)]
pub struct Judged {
    /// Results of the main list.
    pub values: Vec<Interval>,
}

/// Runs the formulas over intervals: parameters anywhere in `parameters`, slots as measured.
pub fn judge(design: &Design, parameters: &[Interval], fills: &[Option<Fill>]) -> Judged {
    let mut inputs = parameters.to_vec();
    inputs.extend(slot_inputs(design, fills));
    let mut values = Vec::with_capacity(design.tape.len());
    design.tape.run(&inputs, &mut values);
    Judged { values }
}

fn slot_inputs<'a>(design: &'a Design, fills: &'a [Option<Fill>]) -> impl Iterator<Item = Interval> + 'a {
    design.slots.iter().enumerate().flat_map(move |(k, slot)| {
        let values = fills.get(k).and_then(Option::as_ref).map(|f| f.values.clone());
        let count = slot.properties.len();
        values.filter(|v| v.len() == count).unwrap_or_else(|| vec![Interval::point(f64::NAN); count])
    })
}

/// Evaluates a design. `parameters` are SI values in the design's order, settled as [`super::settle`] says;
/// `fills` go to the slots in order.
pub fn evaluate(design: &Design, parameters: &[f64], fills: &[Option<Fill>], system: System) -> Build {
    evaluate_after(design, parameters, fills, system, &Build::default())
}

/// The same, taking over the surfaces of parts that a build before has in the same shape: the picture then knows them.
pub fn evaluate_after(
    design: &Design,
    parameters: &[f64],
    fills: &[Option<Fill>],
    system: System,
    before: &Build,
) -> Build {
    let mut build = Build::default();
    for (k, slot) in design.slots.iter().enumerate() {
        build.slots.push(SlotState { name: slot.name.clone(), fill: fills.get(k).cloned().flatten() });
    }
    let mut inputs = within_range(design, parameters);
    inputs.extend(slot_inputs(design, fills).map(Interval::middle));
    let mut values = Vec::with_capacity(design.tape.len());
    design.tape.run(&inputs, &mut values);
    let settled = from_results(design, &values);
    (build.parameters, build.limits, build.visible) = (settled.values, settled.limits, settled.visible);

    tell_table_ends(design, None, &values, &[], &mut build);
    assemblies(design, &values, &mut build);
    parts(design, &values, before, &mut build);
    for rule in &design.hardware {
        let quantity = rule.quantity.read(&values, &[]) / rule.pack;
        let quantity = if quantity.is_finite() { libm::ceil(quantity - 1e-9).clamp(0.0, 1e6) as u32 } else { 0 };
        build.consumables.push(Consumable {
            id: rule.id.clone(),
            name: rule.name.clone(),
            section: rule.section.clone(),
            quantity,
            price: rule.price,
        });
    }
    let points: Vec<Interval> = build.parameters.iter().map(|v| Interval::point(*v)).collect();
    let judged = judge(design, &points, fills);
    build.checks = design.checks.iter().map(|rule| check(rule, &judged.values, &values)).collect();
    for rule in &design.metrics {
        build.metrics.push(MetricResult {
            id: rule.id.clone(),
            title: rule.title.clone(),
            value: rule.value.read(&values, &[]),
            unit: rule.unit.clone(),
            higher_is_better: rule.higher_is_better,
        });
    }
    for (k, p) in design.parameters.iter().enumerate() {
        let Some([from, to]) = p.shows else { continue };
        let (from, to) = (point(from, &values, &[]), point(to, &values, &[]));
        if from.is_finite() && to.is_finite() {
            build.dimensions.push(DimensionLine { parameter: k, from, to });
        }
    }
    let steps = design.steps.iter().map(|s| StepText {
        title: s.title.clone(),
        text: template::fill(&s.text, design, &build, &values, system),
        uses: s.uses.clone(),
        hazard: s.hazard.clone(),
        seconds: s.minutes.map(|r| r.read(&values, &[])).filter(|v| v.is_finite()),
    });
    build.steps = steps.collect();
    build
}

/// Says where a table was read beyond its ends: in the main list, or in one copy of a segment.
pub(super) fn tell_table_ends(design: &Design, segment: Option<usize>, main: &[f64], local: &[f64], build: &mut Build) {
    let uses = design.tape.table_uses().iter().filter(|u| u.segment == segment && u.is_outside(main, local));
    for table in uses.map(|u| &u.table) {
        let message = format!("the table “{table}” is read beyond its ends; the value at its end is used");
        let problem = Diagnostic::warning("beyond-table", Place::whole(table), message);
        let problem = problem.hint("choose values that the table covers, or measure further");
        if !build.problems.contains(&problem) {
            build.problems.push(problem);
        }
    }
}

pub(super) fn point(regs: [Reg; 3], main: &[f64], local: &[f64]) -> Vec3 {
    let [x, y, z] = regs.map(|r| r.read(main, local));
    Vec3::new(x, y, z)
}

/// Whether every requirement holds at chosen parameters and fills: what [`evaluate`] says, at a fraction of its work.
pub fn requirements_hold(design: &Design, parameters: &[f64], fills: &[Option<Fill>]) -> bool {
    let mut inputs = within_range(design, parameters);
    inputs.extend(slot_inputs(design, fills).map(Interval::middle));
    let mut values = Vec::with_capacity(design.tape.len());
    design.tape.run(&inputs, &mut values);
    let points: Vec<Interval> = design.parameters.iter().map(|p| Interval::point(p.value.read(&values, &[]))).collect();
    let judged = judge(design, &points, fills).values;
    design.checks.iter().filter(|rule| rule.must).all(|rule| {
        let (value, limit) = worst(rule, &judged, &values);
        holds(rule, value, limit)
    })
}

/// Value and limit of a requirement at the worst end of what was measured.
fn worst(rule: &CheckRule, judged: &[Interval], values: &[f64]) -> (f64, f64) {
    let (left, right) = (rule.left.read(judged, &[]), rule.right.read(judged, &[]));
    // Where nothing was measured with tolerance the worst end is the value itself; outward rounding is not shown.
    let exact = (rule.left.read(values, &[]), rule.right.read(values, &[]));
    let snap = |worst: f64, exact: f64| if (worst - exact).abs() <= 1e-9 * exact.abs() { exact } else { worst };
    match rule.compare {
        Compare::AtMost => (snap(left.high, exact.0), snap(right.low, exact.1)),
        Compare::AtLeast => (snap(left.low, exact.0), snap(right.high, exact.1)),
    }
}

fn holds(rule: &CheckRule, value: f64, limit: f64) -> bool {
    value.is_finite() && limit.is_finite() && rule.allows(value, limit)
}

fn check(rule: &CheckRule, judged: &[Interval], values: &[f64]) -> CheckResult {
    let (value, limit) = worst(rule, judged, values);
    let known = value.is_finite() && limit.is_finite();
    let holds = holds(rule, value, limit);
    let ratio = match rule.compare {
        Compare::AtMost => value / limit,
        Compare::AtLeast => limit / value,
    };
    let utilisation = match () {
        () if !known => f64::INFINITY,
        () if ratio.is_finite() && ratio >= 0.0 => ratio,
        () if holds => 0.0,
        () => f64::INFINITY,
    };
    CheckResult {
        id: rule.id.clone(),
        title: rule.title.clone(),
        must: rule.must,
        holds,
        value,
        limit,
        compare: rule.compare,
        utilisation,
        unit: rule.unit.clone(),
        formula: rule.formula.clone(),
        why: rule.why.clone(),
        advice: rule.advice.clone(),
        source: rule.source.clone(),
    }
}
