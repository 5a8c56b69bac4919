//! What no point of a box can beat: requirements that fail everywhere, and the least money for the shortest parts.

use std::collections::BTreeMap;

use crate::cutting::{Bar, Demand, LinearProblem, Oracle, Settings, feasible_money, money_bound};
use crate::design::{Compare, Design, Fill, judge};
use crate::expr::{Interval, Reg};
use crate::project::{Supply, WHOLE, settings_for};
use crate::stock::Form;

/// Why no point of a box is a solution.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reason {
    /// A requirement fails everywhere: index of the check.
    Check(usize),
    /// The parts of a slot cannot be had from the family: index of the slot.
    Stock(usize),
}

/// The stock of one binding, ready for bounding.
pub(super) struct Binding {
    /// Family of each slot.
    pub families: Vec<usize>,
    /// Fills with measuring tolerance, for checks.
    pub measured: Vec<Option<Fill>>,
    /// Fills at their means, for geometry.
    pub means: Vec<Option<Fill>>,
    /// Bars of each family in use.
    bars: BTreeMap<usize, Vec<Bar>>,
}

impl Binding {
    /// Gathers what a choice of families gives.
    pub fn new(families: Vec<usize>, supply: &Supply) -> Self {
        let measured: Vec<Option<Fill>> =
            families.iter().enumerate().map(|(slot, k)| supply.fills[slot][*k].clone()).collect();
        let mean = |fill: &Option<Fill>| {
            fill.as_ref().map(|f| {
                let values = f.values.iter().map(|v| Interval::point(v.middle())).collect();
                Fill { values, ..f.clone() }
            })
        };
        let means = measured.iter().map(mean).collect();
        let bars = families.iter().map(|k| (*k, crate::project::bars(supply, &supply.families[*k].pieces))).collect();
        Self { families, measured, means, bars }
    }
}

/// Bounds a box of parameters for a binding.
///
/// # Errors
/// The reason why no point of it can be a solution.
pub(super) fn bound(
    design: &Design,
    binding: &Binding,
    at: &[Interval],
    settings: Settings,
    budget: u64,
) -> Result<u64, Reason> {
    let judged = judge(design, at, &binding.measured);
    for (k, rule) in design.checks.iter().enumerate().filter(|(_, c)| c.must) {
        let (left, right) = (rule.left.read(&judged.values, &[]), rule.right.read(&judged.values, &[]));
        // Checks are judged at the worst end of the measuring tolerance, but a box of parameters must be kept if any
        // of its points may hold; the tolerance only widens both sides, so comparing the friendly ends is valid.
        let impossible = match rule.compare {
            Compare::AtMost => left.low > right.high,
            Compare::AtLeast => left.high < right.low,
        };
        if impossible {
            return Err(Reason::Check(k));
        }
    }
    money(design, binding, at, settings, budget)
}

/// Least money for the shortest and fewest parts that the box allows; geometry is taken at the mean sizes.
fn money(design: &Design, binding: &Binding, at: &[Interval], settings: Settings, budget: u64) -> Result<u64, Reason> {
    let values = judge(design, at, &binding.means).values;
    let mut demands: BTreeMap<usize, (usize, Vec<Demand>)> = BTreeMap::new();
    for rule in &design.parts {
        // Copies that a condition may leave out are not counted: fewer parts only lower the bound.
        if rule.only.is_some() || rule.when.is_some_and(|r| r.read(&values, &[]).low == 0.0) {
            continue;
        }
        let counts: Vec<u32> = rule.each.iter().map(|r| least_count(r.read(&values, &[]))).collect();
        let count = counts.iter().fold(1u32, |n, c| n.saturating_mul(*c));
        if count == 0 {
            continue;
        }
        let mut local = Vec::new();
        let indices: Vec<Interval> = counts.iter().map(|c| Interval::new(0.0, f64::from(*c - 1))).collect();
        design.tape.run_segment(rule.segment, &indices, &values, &mut local);
        let low = |r: Reg| r.read(&values, &local);
        let mitres: f64 = rule.ends.iter().map(|r| mitre(low(*r), width(design, rule.slot, binding))).sum();
        // A hundredth of a millimetre is given away, so that rounding never makes the bound too tight.
        let is_whole = design.slots[rule.slot].form == Form::Item;
        let length = if is_whole { WHOLE } else { low(rule.length).low + mitres - 2e-5 };
        let family = binding.families[rule.slot];
        let entry = demands.entry(family).or_insert((rule.slot, Vec::new()));
        if length > 0.0 {
            entry.1.push(Demand { part: rule.id.clone(), length, count: count.min(10_000) });
        }
    }
    let mut cents = 0;
    for (family, (slot, demands)) in demands {
        let settings = settings_for(design.slots[slot].form, settings);
        let problem = LinearProblem { settings, demands, bars: binding.bars.get(&family).cloned().unwrap_or_default() };
        let cheap = money_bound(&problem);
        if cheap.unplaced {
            return Err(Reason::Stock(slot));
        }
        cents += match if budget > 0 { feasible_money(&problem, budget) } else { Oracle::Unknown } {
            Oracle::Exact(None) => return Err(Reason::Stock(slot)),
            Oracle::Exact(Some(c)) => c.max(0).unsigned_abs(),
            Oracle::Unknown => libm::round(cheap.money * 100.0) as u64,
        };
    }
    Ok(cents)
}

fn least_count(count: Interval) -> u32 {
    if count.low.is_finite() { libm::round(count.low).clamp(0.0, 1e4) as u32 } else { 0 }
}

fn width(design: &Design, slot: usize, binding: &Binding) -> f64 {
    let k = design.slots[slot].properties.iter().position(|(n, _)| matches!(n.as_str(), "w" | "od" | "d"));
    let value = k.and_then(|k| binding.means[slot].as_ref()?.values.get(k));
    value.map_or(0.0, |v| v.low)
}

/// How much a mitre adds to the cut length at least.
fn mitre(angle: Interval, width: f64) -> f64 {
    let least = if angle.contains(0.0) { 0.0 } else { angle.low.abs().min(angle.high.abs()) };
    if least < 1.4 { libm::tan(least) * width / 2.0 } else { 0.0 }
}
