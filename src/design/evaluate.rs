//! Evaluates a design at chosen parameters and fills: geometry at the mean sizes, checks at the worst.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::build::*;
use super::fill::Fill;
use super::model::{Compare, Design, PartRule};
use super::template;
use crate::diagnostic::{Diagnostic, Place};
use crate::expr::{Interval, MAX_PLACEMENTS, Reg};
use crate::geometry::{Bar, Frame, Vec3};
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
        let count = super::properties(slot.form).len();
        values.filter(|v| v.len() == count).unwrap_or_else(|| vec![Interval::point(f64::NAN); count])
    })
}

/// Evaluates a design. `parameters` are SI values in the design's order (missing ones take the default,
/// all are kept within their range); `fills` go to the slots in order.
pub fn evaluate(design: &Design, parameters: &[f64], fills: &[Option<Fill>], system: System) -> Build {
    let mut build = Build::default();
    for (k, p) in design.parameters.iter().enumerate() {
        let value = parameters.get(k).copied().filter(|v| v.is_finite()).unwrap_or(p.default);
        let value = if p.whole { libm::round(value) } else { value };
        build.parameters.push(value.clamp(p.low, p.high));
    }
    for (k, slot) in design.slots.iter().enumerate() {
        build.slots.push(SlotState { name: slot.name.clone(), fill: fills.get(k).cloned().flatten() });
    }
    let mut inputs = build.parameters.clone();
    inputs.extend(slot_inputs(design, fills).map(Interval::middle));
    let mut values = Vec::with_capacity(design.tape.len());
    design.tape.run(&inputs, &mut values);

    parts(design, &values, &mut build);
    for rule in &design.hardware {
        let quantity = rule.quantity.read(&values, &[]);
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

fn point(regs: [Reg; 3], main: &[f64], local: &[f64]) -> Vec3 {
    let [x, y, z] = regs.map(|r| r.read(main, local));
    Vec3::new(x, y, z)
}

fn parts(design: &Design, values: &[f64], build: &mut Build) {
    let mut total = 0;
    for (index, rule) in design.parts.iter().enumerate() {
        if rule.when.is_some_and(|r| r.read(values, &[]) != 1.0) {
            continue;
        }
        let counts: Vec<usize> = rule.each.iter().map(|r| count(r.read(values, &[]))).collect();
        let copies: usize = counts.iter().fold(1, |n, c| n.saturating_mul(*c));
        total = copies.saturating_add(total);
        if total > MAX_PLACEMENTS {
            let message = format!("more than {MAX_PLACEMENTS} parts; “{}” was left out", rule.name);
            build
                .problems
                .push(Diagnostic::error("too-many-parts", Place::whole(&rule.id), message).hint("lower the counts"));
            total -= copies;
            continue;
        }
        part_of_rule(design, index, rule, &counts, values, build);
    }
}

/// A repetition count from a formula: whole, never negative, bounded.
fn count(value: f64) -> usize {
    if value.is_finite() { libm::round(value).clamp(0.0, MAX_PLACEMENTS as f64 + 1.0) as usize } else { 0 }
}

fn part_of_rule(design: &Design, index: usize, rule: &PartRule, counts: &[usize], values: &[f64], build: &mut Build) {
    let Some(section) = section_of(design, rule, build) else {
        let problem =
            Diagnostic::error("no-stock", Place::whole(&rule.id), format!("nothing is chosen for “{}”", rule.name));
        build.problems.push(problem.hint("choose stock for it, or let Adapt do it"));
        return;
    };
    // Copies of one rule may differ in size; equal ones (to a hundredth of a millimetre) are one part.
    let mut sizes: BTreeMap<[i64; 3], (Bar, Vec<Frame>)> = BTreeMap::new();
    let mut local = Vec::new();
    let mut refused = 0;
    for_each_index(counts, |indices| {
        design.tape.run_segment(rule.segment, indices, values, &mut local);
        let at = |r: Reg| r.read(values, &local);
        let bar = Bar { length: at(rule.length), width: section.1, thickness: section.0, ends: rule.ends.map(at) };
        let frame = Frame::facing(
            point(rule.at, values, &local),
            point(rule.axis, values, &local),
            point(rule.flat, values, &local),
        );
        match frame.filter(|f| bar.is_sound() && f.origin.is_finite()) {
            Some(frame) => {
                let key = [bar.length * 1e5, bar.ends[0] * 1e5, bar.ends[1] * 1e5].map(|v| libm::round(v) as i64);
                sizes.entry(key).or_insert_with(|| (bar, Vec::new())).1.push(frame);
            }
            None => refused += 1,
        }
    });
    if refused > 0 {
        let message = format!("{refused} × “{}” cannot be made at these sizes", rule.name);
        build.problems.push(Diagnostic::error("no-solid", Place::whole(&rule.id), message).hint(
            "its length comes out as zero, negative or not a number: make the whole larger or choose thinner stock",
        ));
    }
    let several = sizes.len() > 1;
    let density = section.2;
    for (k, (bar, placements)) in sizes.into_values().enumerate() {
        let facts = bar.facts();
        build.parts.push(Part {
            id: if several { format!("{}-{}", rule.id, k + 1) } else { rule.id.clone() },
            rule_id: rule.id.clone(),
            rule: index,
            name: rule.name.clone(),
            slot: rule.slot,
            bar,
            facts,
            mesh: Arc::new(bar.mesh()),
            mass: facts.volume * density,
            placements,
        });
    }
}

/// Thickness, width and density of the stock in a rule's slot.
fn section_of(design: &Design, rule: &PartRule, build: &Build) -> Option<(f64, f64, f64)> {
    let fill = build.slots[rule.slot].fill.as_ref()?;
    let names = super::properties(design.slots[rule.slot].form);
    let value = |name: &str| {
        let k = names.iter().position(|(n, _)| *n == name)?;
        fill.values.get(k).map(|v| v.middle())
    };
    Some((value("t")?, value("w")?, value("rho")?))
}

/// Calls `visit` with every combination of indices.
fn for_each_index(counts: &[usize], mut visit: impl FnMut(&[f64])) {
    let total: usize = counts.iter().product();
    let mut indices = vec![0.0; counts.len()];
    for k in 0..total {
        let mut rest = k;
        for (index, count) in indices.iter_mut().zip(counts).rev() {
            *index = (rest % count) as f64;
            rest /= count;
        }
        visit(&indices);
    }
}

fn check(rule: &super::model::CheckRule, judged: &[Interval], values: &[f64]) -> CheckResult {
    let (left, right) = (rule.left.read(judged, &[]), rule.right.read(judged, &[]));
    // Where nothing was measured with tolerance the worst end is the value itself; outward rounding is not shown.
    let exact = (rule.left.read(values, &[]), rule.right.read(values, &[]));
    let snap = |worst: f64, exact: f64| if (worst - exact).abs() <= 1e-9 * exact.abs() { exact } else { worst };
    let (value, limit) = match rule.compare {
        Compare::AtMost => (snap(left.high, exact.0), snap(right.low, exact.1)),
        Compare::AtLeast => (snap(left.low, exact.0), snap(right.high, exact.1)),
    };
    let known = value.is_finite() && limit.is_finite();
    let holds = known
        && match rule.compare {
            Compare::AtMost => value <= limit,
            Compare::AtLeast => value >= limit,
        };
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
