//! What no point of a box can beat: requirements that fail everywhere, and the least money for the shortest parts.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::memory::Memory;
use crate::cutting::{
    Bar, Demand, LinearProblem, Settings, Sheet, SheetCuts, SheetPart, SheetProblem, SheetSettings, sheet_bound,
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

/// The stock of a combination, ready for bounding. Where not all slots have theirs yet, it stands for all combinations
/// that begin so.
pub(super) struct Binding {
    /// Families of the first slots.
    families: Vec<usize>,
    /// Each parameter's place among the inputs and the results of the formulas.
    pub inputs: Vec<(usize, usize)>,
    /// Fills at their means, for geometry, and at both ends of what was measured; of a slot without stock anything that
    /// it may get. What holds at the worst end holds at each of these.
    pub cases: [Vec<Option<Fill>>; 3],
    /// Stock of each family in use.
    stock: BTreeMap<usize, Arc<Stock>>,
}

/// At the mean and at both ends of what was measured.
pub(super) const CASES: [fn(Interval) -> f64; 3] = [Interval::middle, |v| v.low, |v| v.high];

/// A fill in one of the cases.
pub(super) fn at(fill: &Fill, case: fn(Interval) -> f64) -> Fill {
    Fill { values: fill.values.iter().map(|v| Interval::point(case(*v))).collect(), ..fill.clone() }
}

/// The stock of a family.
pub(super) enum Stock {
    Bars(Vec<Bar>),
    Sheets(Vec<Sheet>),
    /// Sheets of which some have an outline.
    Odd,
}

impl Stock {
    /// Gathers it.
    pub fn new(supply: &Supply, family: usize) -> Self {
        let family = &supply.families[family];
        let pieces = || family.pieces.iter().map(|k| &supply.inventory.pieces[*k]);
        match family.form {
            Form::Sheet if pieces().any(|piece| !piece.outline.trim().is_empty()) => Self::Odd,
            Form::Sheet => Self::Sheets(pieces().map(|piece| sheet(piece, supply.spare)).collect()),
            // Names tell nothing here, and copying them for every box takes time.
            _ => Self::Bars(
                bars(supply, &family.pieces).into_iter().map(|bar| Bar { id: String::new(), ..bar }).collect(),
            ),
        }
    }
}

impl Binding {
    /// Gathers what families give the first slots; `any` says what each slot may get.
    pub fn new(
        families: Vec<usize>,
        any: &[[Option<Fill>; 3]],
        inputs: &[(usize, usize)],
        stock: &BTreeMap<usize, Arc<Stock>>,
        supply: &Supply,
    ) -> Self {
        let case = |number: usize| {
            let fill = |(slot, any): (usize, &[Option<Fill>; 3])| match families.get(slot) {
                Some(family) => supply.fills[slot][*family].as_ref().map(|fill| at(fill, CASES[number])),
                None => any[number].clone(),
            };
            any.iter().enumerate().map(fill).collect()
        };
        let cases = [case(0), case(1), case(2)];
        let stock = families.iter().filter_map(|k| Some((*k, stock.get(k)?.clone()))).collect();
        Self { families, inputs: inputs.to_vec(), cases, stock }
    }

    /// Fills at their means.
    pub fn means(&self) -> &[Option<Fill>] {
        &self.cases[0]
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
}

/// Results of the main list over a box of parameters for a binding, at the mean sizes as geometry has them.
///
/// # Errors
/// The requirement that fails everywhere in it. One that holds at the worst end of what was measured holds here, too.
pub(super) fn look(design: &Design, binding: &Binding, at: &[Interval]) -> Result<Vec<Interval>, Reason> {
    let values = judge(design, at, binding.means()).values;
    for (k, rule) in design.checks.iter().enumerate().filter(|(_, c)| c.must) {
        let (left, right) = (rule.left.read(&values, &[]), rule.right.read(&values, &[]));
        let (value, limit) = match rule.compare {
            Compare::AtMost => (left.low, right.high),
            Compare::AtLeast => (left.high, right.low),
        };
        if !value.is_nan() && !limit.is_nan() && !rule.allows(value, limit) {
            return Err(Reason::Check(k));
        }
    }
    Ok(values)
}

/// Bounds from the smallest and fewest parts that the results over a box allow.
///
/// # Errors
/// The slot whose parts cannot be had.
pub(super) fn bound(
    design: &Design,
    binding: &Binding,
    values: &[Interval],
    settings: Settings,
    budget: u64,
    memory: &mut Memory,
) -> Result<Bounds, Reason> {
    let mut wanted: BTreeMap<usize, Wanted> = BTreeMap::new();
    for rule in &design.parts {
        // Copies that a condition may leave out are not counted: fewer parts only lower the bound.
        if rule.only.is_some() || rule.when.is_some_and(|r| r.read(values, &[]).low == 0.0) {
            continue;
        }
        let counts: Vec<u32> = rule.each.iter().map(|r| least_count(r.read(values, &[]))).collect();
        let count = counts.iter().fold(1u32, |n, c| n.saturating_mul(*c)).min(10_000);
        if count == 0 {
            continue;
        }
        let mut local = Vec::new();
        let indices: Vec<Interval> = counts.iter().map(|c| Interval::new(0.0, f64::from(*c - 1))).collect();
        design.tape.run_segment(rule.segment, &indices, values, &mut local);
        let read = |r: Reg| r.read(values, &local);
        // Stock that is not chosen yet may be free.
        let Some(family) = binding.families.get(rule.slot) else { continue };
        let entry = wanted.entry(*family).or_insert_with(|| Wanted::new(rule.slot));
        let (part, slot) = (String::new, rule.slot);
        match &rule.shape {
            Shape::Bar { length, cuts, holes, notches, section } => {
                let width = width(design, slot, binding);
                // What other cuts add is not looked at: smaller parts only lower the bound.
                let mitres = cuts.iter().filter(|_| section.is_empty()).filter_map(|cut| match cut {
                    CutRule::Plane(angle, None) => Some(mitre(read(*angle), width)),
                    _ => None,
                });
                let length = read(*length).low - GIVEN_AWAY;
                // Whatever is taken away leaves less in the part. Mitres leave as much, where a section is symmetrical.
                let is_plain = |cut: &CutRule| matches!(cut, CutRule::Plane(_, None));
                let is_square =
                    |cut: &CutRule| matches!(cut, CutRule::Plane(a, None) if read(*a) == Interval::point(0.0));
                let is_even =
                    cuts.iter().all(is_square) || (design.slots[slot].form != Form::Angle && cuts.iter().all(is_plain));
                if is_even && holes.is_empty() && notches.is_empty() && section.is_empty() {
                    entry.matter += length.max(0.0) * f64::from(count);
                }
                entry.lengths.push(Demand { part: part(), length: length + mitres.sum::<f64>(), count });
            }
            Shape::Block(..) | Shape::Round(..) => {
                entry.matter += WHOLE * f64::from(count);
                entry.lengths.push(Demand { part: part(), length: WHOLE, count });
            }
            Shape::Panel { edge: Edge::Rectangle(sizes), grain, holes, bevels } => {
                let [length, width] = sizes.map(|r| read(r).low - GIVEN_AWAY);
                if holes.is_empty() && bevels.is_empty() {
                    entry.matter += length.max(0.0) * width.max(0.0) * f64::from(count);
                }
                entry.plates.push(SheetPart { part: part(), length, width, count, grain: *grain });
            }
            Shape::Panel { .. } | Shape::Bent { .. } => entry.is_odd = true,
            Shape::Strip { .. } | Shape::Loft { .. } | Shape::Turned(_) | Shape::Swept(..) | Shape::Coil(_) => {}
        }
    }
    let mut bounds = Bounds::default();
    for (family, Wanted { slot, mut lengths, mut plates, matter, is_odd }) in wanted {
        lengths.retain(|demand| demand.length > 0.0);
        plates.retain(|plate| plate.length > 0.0 && plate.width > 0.0);
        let settings = settings_for(design.slots[slot].form, settings);
        if settings.kerf > 0.0 {
            bounds.cuts += lengths.iter().map(|d| u64::from(d.count)).sum::<u64>()
                + opened(binding, family, &lengths, settings.kerf);
        }
        bounds.new_grams += new_grams(design, binding, slot, family, matter);
        bounds.cents += match binding.stock.get(&family).map(AsRef::as_ref) {
            Some(Stock::Bars(bars)) => {
                memory.least(family, &LinearProblem { settings, demands: lengths, bars: bars.clone() }, budget)
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
    Ok(bounds)
}

/// How many bars must be opened at least: each that is cut costs a cut at its first end. So many as the longest must be
/// to hold all of it, and to hold the parts from each length on, were all of them that short.
fn opened(binding: &Binding, family: usize, lengths: &[Demand], kerf: f64) -> u64 {
    let Some(Stock::Bars(bars)) = binding.stock.get(&family).map(AsRef::as_ref) else { return 0 };
    // A bar gives as if it and every part were longer by a cut.
    let longer = |length: f64| length + kerf;
    let mut there: Vec<(f64, u32)> =
        bars.iter().map(|bar| (longer(bar.length) + GIVEN_AWAY, bar.copies.unwrap_or(u32::MAX))).collect();
    crate::order::sort_by(&mut there, |a, b| b.0.total_cmp(&a.0));
    let mut wanted: Vec<(f64, u32)> = lengths.iter().map(|d| (longer(d.length), d.count)).collect();
    crate::order::sort_by(&mut wanted, |a, b| b.0.total_cmp(&a.0));
    let mut least = fewest(&there, wanted.iter().map(|(length, n)| length * f64::from(*n)).sum(), |bar| bar);
    let mut parts = 0.0;
    for (shortest, n) in wanted {
        parts += f64::from(n);
        least = least.max(fewest(&there, parts, |bar| libm::floor(bar / shortest)));
    }
    least
}

/// How many of the first bars, each so long and so often there, together give so much; all, where they do not.
fn fewest(bars: &[(f64, u32)], mut wanted: f64, gives: impl Fn(f64) -> f64) -> u64 {
    let mut least = 0.0;
    for (length, copies) in bars {
        let one = gives(*length);
        if wanted <= 0.0 || one <= 0.0 {
            break;
        }
        let whole = libm::ceil(wanted / one).min(f64::from(*copies));
        wanted -= whole * one;
        least += whole;
    }
    least as u64
}

/// Grams of what is wanted that even all the scrap of its family together does not give.
fn new_grams(design: &Design, binding: &Binding, slot: usize, family: usize, wanted: f64) -> u64 {
    let mass = binding.means()[slot].as_ref().and_then(|fill| unit_mass(&design.slots[slot], fill)).unwrap_or(0.0);
    let there = match binding.stock.get(&family).map(AsRef::as_ref) {
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
    /// Length or area of the finished parts at least (m or m²).
    matter: f64,
    /// Whether parts of any outline are wanted, too.
    is_odd: bool,
}

impl Wanted {
    fn new(slot: usize) -> Self {
        Self { slot, lengths: Vec::new(), plates: Vec::new(), matter: 0.0, is_odd: false }
    }
}

/// Least money in cents for rectangles out of sheets; nothing where they cannot be had.
fn plates_cost(problem: &SheetProblem) -> Option<u64> {
    let bound = sheet_bound(problem);
    (bound.unplaced == 0).then(|| libm::round(bound.money * 100.0) as u64)
}

fn least_count(count: Interval) -> u32 {
    if count.low.is_finite() { libm::round(count.low).clamp(0.0, 1e4) as u32 } else { 0 }
}

fn width(design: &Design, slot: usize, binding: &Binding) -> f64 {
    let k = design.slots[slot].properties.iter().position(|(n, _)| matches!(n.as_str(), "w" | "od" | "d"));
    let value = k.and_then(|k| binding.means()[slot].as_ref()?.values.get(k));
    value.map_or(0.0, |v| v.low)
}

/// How much a mitre adds to the cut length at least.
fn mitre(angle: Interval, width: f64) -> f64 {
    let least = if angle.contains(0.0) { 0.0 } else { angle.low.abs().min(angle.high.abs()) };
    if least < 1.4 { libm::tan(least) * width / 2.0 } else { 0.0 }
}
