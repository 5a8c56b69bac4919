//! What no point of a box can beat: requirements that fail everywhere, and the least money for the shortest parts.

use std::collections::BTreeMap;

use crate::cutting::{
    Bar, Demand, LinearProblem, Oracle, Settings, Sheet, SheetCuts, SheetPart, SheetProblem, SheetSettings,
    feasible_money, money_bound, sheet_bound,
};
use crate::design::{Compare, CutRule, Design, Edge, Fill, Shape, judge, unit_mass};
use crate::expr::{Interval, Reg};
use crate::project::{Supply, WHOLE, bars, settings_for, sheet, sheet_settings};
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
    /// Stock of each family in use.
    stock: BTreeMap<usize, Stock>,
}

/// The stock of a family.
enum Stock {
    Bars(Vec<Bar>),
    Sheets(Vec<Sheet>),
    /// Sheets of which some have an outline.
    Odd,
}

impl Stock {
    fn new(supply: &Supply, family: usize) -> Self {
        let family = &supply.families[family];
        let pieces = || family.pieces.iter().map(|k| &supply.inventory.pieces[*k]);
        match family.form {
            Form::Sheet if pieces().any(|piece| !piece.outline.trim().is_empty()) => Self::Odd,
            Form::Sheet => Self::Sheets(pieces().map(sheet).collect()),
            _ => Self::Bars(bars(supply, &family.pieces)),
        }
    }
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
        let stock = families.iter().map(|k| (*k, Stock::new(supply, *k))).collect();
        Self { families, measured, means, stock }
    }
}

/// What no point of a box can go below.
#[derive(Clone, Debug, Default)]
pub(super) struct Bounds {
    /// Money for stock, cents.
    pub cents: u64,
    /// Parts out of new stock, grams.
    pub new_grams: u64,
    /// Cuts.
    pub cuts: u64,
    /// Results of the main list at the mean sizes.
    pub values: Vec<Interval>,
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
) -> Result<Bounds, Reason> {
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

/// Least money for the smallest and fewest parts that the box allows; geometry is taken at the mean sizes.
fn money(
    design: &Design,
    binding: &Binding,
    at: &[Interval],
    settings: Settings,
    budget: u64,
) -> Result<Bounds, Reason> {
    let values = judge(design, at, &binding.means).values;
    let mut wanted: BTreeMap<usize, Wanted> = BTreeMap::new();
    for rule in &design.parts {
        // Copies that a condition may leave out are not counted: fewer parts only lower the bound.
        if rule.only.is_some() || rule.when.is_some_and(|r| r.read(&values, &[]).low == 0.0) {
            continue;
        }
        let counts: Vec<u32> = rule.each.iter().map(|r| least_count(r.read(&values, &[]))).collect();
        let count = counts.iter().fold(1u32, |n, c| n.saturating_mul(*c)).min(10_000);
        if count == 0 {
            continue;
        }
        let mut local = Vec::new();
        let indices: Vec<Interval> = counts.iter().map(|c| Interval::new(0.0, f64::from(*c - 1))).collect();
        design.tape.run_segment(rule.segment, &indices, &values, &mut local);
        let read = |r: Reg| r.read(&values, &local);
        let slot = rule.slot;
        let entry = wanted.entry(binding.families[slot]).or_insert_with(|| Wanted::new(slot));
        let part = || rule.id.clone();
        match &rule.shape {
            Shape::Bar { length, cuts, section, .. } => {
                let width = width(design, slot, binding);
                // What other cuts add is not looked at: smaller parts only lower the bound.
                let mitres = cuts.iter().filter(|_| section.is_empty()).filter_map(|cut| match cut {
                    CutRule::Plane(angle, None) => Some(mitre(read(*angle), width)),
                    _ => None,
                });
                let length = read(*length).low + mitres.sum::<f64>() - GIVEN_AWAY;
                entry.lengths.push(Demand { part: part(), length, count });
            }
            Shape::Block(..) | Shape::Round(..) => entry.lengths.push(Demand { part: part(), length: WHOLE, count }),
            Shape::Panel { edge: Edge::Rectangle(sizes), grain, .. } => {
                let [length, width] = sizes.map(|r| read(r).low - GIVEN_AWAY);
                entry.plates.push(SheetPart { part: part(), length, width, count, grain: *grain });
            }
            Shape::Panel { .. } | Shape::Bent { .. } => entry.is_odd = true,
            Shape::Strip { .. } | Shape::Loft { .. } | Shape::Turned(_) | Shape::Swept(..) | Shape::Coil(_) => {}
        }
    }
    let mut bounds = Bounds::default();
    for (family, Wanted { slot, mut lengths, mut plates, is_odd }) in wanted {
        lengths.retain(|demand| demand.length > 0.0);
        plates.retain(|plate| plate.length > 0.0 && plate.width > 0.0);
        bounds.cuts += lengths.iter().map(|d| u64::from(d.count)).sum::<u64>();
        bounds.new_grams += new_grams(design, binding, slot, family, &lengths, &plates);
        bounds.cents += match binding.stock.get(&family) {
            Some(Stock::Bars(bars)) => {
                let settings = settings_for(design.slots[slot].form, settings);
                lengths_cost(LinearProblem { settings, demands: lengths, bars: bars.clone() }, budget)
            }
            // Odd parts and sheets lie in ways that rectangles know nothing of.
            Some(Stock::Sheets(sheets)) if !is_odd => {
                let settings = SheetSettings { cuts: SheetCuts::Free, ..sheet_settings(settings) };
                plates_cost(&SheetProblem { settings, parts: plates, sheets: sheets.clone() })
            }
            _ => Some(0),
        }
        .ok_or(Reason::Stock(slot))?;
    }
    bounds.values = values;
    Ok(bounds)
}

/// Grams of what is wanted that even all the scrap of its family together does not give.
fn new_grams(
    design: &Design,
    binding: &Binding,
    slot: usize,
    family: usize,
    lengths: &[Demand],
    plates: &[SheetPart],
) -> u64 {
    let mass = binding.means[slot].as_ref().and_then(|fill| unit_mass(&design.slots[slot], fill)).unwrap_or(0.0);
    let wanted = lengths.iter().map(|d| d.length * f64::from(d.count)).sum::<f64>()
        + plates.iter().map(|p| p.length * p.width * f64::from(p.count)).sum::<f64>();
    let there = match binding.stock.get(&family) {
        Some(Stock::Bars(bars)) => {
            let scrap = bars.iter().filter_map(|bar| Some(bar.length * f64::from(bar.copies?)));
            scrap.sum::<f64>()
        }
        Some(Stock::Sheets(sheets)) => {
            let scrap = sheets.iter().filter_map(|s| Some(s.length * s.width * f64::from(s.copies?)));
            scrap.sum::<f64>()
        }
        _ => f64::INFINITY,
    };
    let grams = (wanted - there) * mass * 1e3;
    if grams.is_finite() && grams > 0.0 { libm::floor(grams * (1.0 - 1e-9)) as u64 } else { 0 }
}

/// Given away of every size (m), so that rounding never makes the bound too tight.
const GIVEN_AWAY: f64 = 2e-5;

/// What is wanted of one family.
struct Wanted {
    slot: usize,
    lengths: Vec<Demand>,
    plates: Vec<SheetPart>,
    /// Whether parts of any outline are wanted, too.
    is_odd: bool,
}

impl Wanted {
    fn new(slot: usize) -> Self {
        Self { slot, lengths: Vec::new(), plates: Vec::new(), is_odd: false }
    }
}

/// Least money in cents; nothing where it cannot be had.
fn lengths_cost(problem: LinearProblem, budget: u64) -> Option<u64> {
    let cheap = money_bound(&problem);
    if cheap.unplaced {
        return None;
    }
    match if budget > 0 { feasible_money(&problem, budget) } else { Oracle::Unknown } {
        Oracle::Exact(cents) => cents.map(|cents| cents.max(0).unsigned_abs()),
        Oracle::Unknown => Some(libm::round(cheap.money * 100.0) as u64),
    }
}

/// The same for rectangles out of sheets.
fn plates_cost(problem: &SheetProblem) -> Option<u64> {
    let bound = sheet_bound(problem);
    (bound.unplaced == 0).then(|| libm::round(bound.money * 100.0) as u64)
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
