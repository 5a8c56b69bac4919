//! Checks a plan of cut sheets against its problem, in whole micrometres.

use std::collections::{BTreeMap, BTreeSet};

use crate::cutting::{Area, Axis, CutSheet, Grain, Sheet, SheetCuts, SheetPlan, SheetProblem};

/// A rectangle in micrometres: starts and ends along x and along y.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    x: (i64, i64),
    y: (i64, i64),
}

impl Span {
    fn of(area: &Area) -> Self {
        let (x, y) = (at(area.x), at(area.y));
        Self { x: (x, at(area.x + area.length)), y: (y, at(area.y + area.width)) }
    }

    fn inside(&self, other: &Self) -> bool {
        let within = |a: (i64, i64), b: (i64, i64)| a.0 >= b.0 && a.1 <= b.1;
        within(self.x, other.x) && within(self.y, other.y)
    }

    /// Whether a gap of so much lies between them, in x or in y.
    fn apart(&self, other: &Self, gap: i64) -> bool {
        let clear = |a: (i64, i64), b: (i64, i64)| a.1 + gap <= b.0 || b.1 + gap <= a.0;
        clear(self.x, other.x) || clear(self.y, other.y)
    }

    fn area(&self) -> i128 {
        i128::from(self.x.1 - self.x.0) * i128::from(self.y.1 - self.y.0)
    }

    fn along(&self, axis: Axis) -> (i64, i64) {
        if axis == Axis::Length { self.x } else { self.y }
    }

    fn across(&self, axis: Axis) -> (i64, i64) {
        if axis == Axis::Length { self.y } else { self.x }
    }
}

/// Everything that is wrong with a plan of sheets; nothing if it is sound.
pub fn check_sheets(problem: &SheetProblem, plan: &SheetPlan) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    let mut placed = vec![0u64; problem.parts.len()];
    let (mut cents, mut scrap, mut largest) = (0i64, 0i128, 0i128);
    for (index, cut) in plan.sheets.iter().enumerate() {
        let mut say = |what: String| wrong.push(format!("sheet {index}: {what}"));
        let Some(sheet) = problem.sheets.get(cut.sheet) else {
            say(format!("there is no sheet {}", cut.sheet));
            continue;
        };
        if sheet.copies.is_some_and(|copies| cut.copy >= copies) {
            say(format!("there is no copy {} of {}", cut.copy, sheet.id));
        }
        if !seen.insert((cut.sheet, cut.copy)) {
            say(format!("copy {} of {} is used twice", cut.copy, sheet.id));
        }
        if sheet.bought {
            let price = if sheet.price.is_finite() { sheet.price.clamp(0.0, 1e6) } else { 0.0 };
            cents += (price * 100.0).round() as i64;
        } else {
            scrap += i128::from(inward(sheet.length)) * i128::from(inward(sheet.width));
        }
        for part in &cut.parts {
            match placed.get_mut(part.part) {
                Some(count) => *count += 1,
                None => say(format!("there is no part {}", part.part)),
            }
        }
        check_sheet(problem, sheet, cut, &mut say);
        largest = cut.remnants.iter().map(|r| Span::of(r).area()).fold(largest, i128::max);
    }
    check_counts(problem, plan, &placed, &mut wrong);
    let unplaced = plan.unplaced.iter().fold(0u32, |sum, u| sum.saturating_add(u.count));
    let stated = &plan.objective;
    let square = |metres: f64| (metres * 1e12).round() as i128;
    let close = |a: i128, b: i128| (a - b).abs() <= 1 + a.abs() / 1_000_000_000_000;
    if stated.unplaced != unplaced {
        wrong.push(format!("{unplaced} parts are unplaced, not {}", stated.unplaced));
    }
    if (stated.money * 100.0).round() as i64 != cents {
        wrong.push(format!("what is bought costs {cents} cents, not {}", stated.money * 100.0));
    }
    if !close(scrap, square(stated.scrap)) {
        wrong.push(format!("{scrap} µm² of scrap are opened, not {}", square(stated.scrap)));
    }
    if stated.opened as usize != plan.sheets.len() {
        wrong.push(format!("{} sheets are opened, not {}", plan.sheets.len(), stated.opened));
    }
    if !close(largest, square(stated.remnant)) {
        wrong.push(format!("the largest rest has {largest} µm², not {}", square(stated.remnant)));
    }
    wrong
}

/// Parts, rests and cuts of one sheet.
fn check_sheet(problem: &SheetProblem, sheet: &Sheet, cut: &CutSheet, say: &mut impl FnMut(String)) {
    let settings = &problem.settings;
    let (kerf, trim) = (outward(settings.kerf).max(0), outward(settings.trim).max(0));
    let lost = trim + outward(sheet.tolerance).max(0);
    let usable = Span { x: (trim, inward(sheet.length) - lost), y: (trim, inward(sheet.width) - lost) };
    let parts: Vec<Span> = cut.parts.iter().map(|p| Span::of(&p.area)).collect();
    let rests: Vec<Span> = cut.remnants.iter().map(Span::of).collect();
    let defects = sheet.defects.iter().filter(|d| d.length > 0.0 && d.width > 0.0).map(|d| {
        let span = |from: f64, size: f64| (inward(from), outward(from + size));
        Span { x: span(d.x, d.length), y: span(d.y, d.width) }
    });
    let defects: Vec<Span> = defects.collect();
    for (k, (part, place)) in parts.iter().zip(&cut.parts).enumerate() {
        if let Some(wanted) = problem.parts.get(place.part) {
            let (l, w) = (outward(wanted.length), outward(wanted.width));
            let size = if place.turned { (w, l) } else { (l, w) };
            if (part.x.1 - part.x.0, part.y.1 - part.y.0) != size {
                say(format!("part {} is cut to the wrong size", wanted.part));
            }
            if (wanted.grain == Grain::Along && place.turned) || (wanted.grain == Grain::Across && !place.turned) {
                say(format!("part {} lies across its grain", wanted.part));
            }
        }
        if let Some(other) = parts[..k].iter().position(|other| !other.apart(part, kerf)) {
            say(format!("parts {other} and {k} overlap, or leave no room for the saw"));
        }
    }
    for (k, rest) in rests.iter().enumerate() {
        if parts.iter().chain(&rests[..k]).any(|other| !other.apart(rest, kerf)) {
            say(format!("rest {k} overlaps a part or another rest, or leaves no room for the saw"));
        }
        let (a, b) = (rest.x.1 - rest.x.0, rest.y.1 - rest.y.0);
        let (p, q) = (outward(settings.min_remnant.0), outward(settings.min_remnant.1));
        if a.min(b) < p.min(q) || a.max(b) < p.max(q) {
            say(format!("rest {k} is too small to keep"));
        }
    }
    for (k, piece) in parts.iter().chain(&rests).enumerate() {
        if piece.x.0 >= piece.x.1 || piece.y.0 >= piece.y.1 || !piece.inside(&usable) {
            say(format!("piece {k} lies outside the usable sheet"));
        }
        if defects.iter().any(|d| !d.apart(piece, 0)) {
            say(format!("piece {k} touches a defect"));
        }
    }
    if parts.is_empty() {
        say("nothing is cut from it".to_owned());
    }
    if settings.cuts != SheetCuts::Free || !cut.cuts.is_empty() {
        replay(usable, kerf, settings.cuts, cut, &parts, &rests, say);
    }
}

/// A panel on the saw: the row of cuts that made it.
struct Panel {
    place: Span,
    row: Option<Axis>,
    stage: u32,
    /// Where the row began.
    edge: i64,
}

/// Makes the cuts one after the other; each must go through one panel from edge to edge, and in the end each
/// part must be a panel of its own.
fn replay(
    usable: Span,
    kerf: i64,
    cuts: SheetCuts,
    cut: &CutSheet,
    parts: &[Span],
    rests: &[Span],
    say: &mut impl FnMut(String),
) {
    let (limit, first) = match cuts {
        SheetCuts::Free => (None, None),
        SheetCuts::EdgeToEdge { stages, first } => (stages.map(|s| u32::from(s.max(1))), first),
    };
    let mut panels = vec![Panel { place: usable, row: None, stage: 0, edge: 0 }];
    let mut dust = 0i128;
    for (k, line) in cut.cuts.iter().enumerate() {
        let (at_, span) = (at(line.at), (at(line.from), at(line.to)));
        let goes_through = |p: &Panel| {
            let (low, high) = p.place.across(line.axis);
            p.place.along(line.axis) == span && low < at_ + kerf && at_ < high && (low < at_ || kerf > 0)
        };
        let Some(index) = panels.iter().position(goes_through) else {
            say(format!("cut {k} does not go through a panel from edge to edge"));
            return;
        };
        let panel = panels.swap_remove(index);
        let (low, high) = panel.place.across(line.axis);
        let same = panel.row == Some(line.axis);
        let skipped = panel.row.is_none() && first.is_some_and(|axis| axis != line.axis);
        let stage = panel.stage + u32::from(!same) + u32::from(skipped);
        let edge = if same { panel.edge } else { low };
        if line.stage != stage {
            say(format!("cut {k} belongs to stage {stage}, not {}", line.stage));
        }
        if at(line.mark) != at_ - edge {
            say(format!("cut {k} is marked at {}, not at {} µm", at(line.mark), at_ - edge));
        }
        let inside = parts.iter().filter(|p| p.inside(&panel.place)).count();
        if limit.is_some_and(|limit| stage > limit + 1 || (stage == limit + 1 && inside > 1)) {
            say(format!("cut {k} is one stage too many"));
        }
        let piece = |from: i64, to: i64| match line.axis {
            Axis::Length => Span { y: (from, to), ..panel.place },
            Axis::Width => Span { x: (from, to), ..panel.place },
        };
        let next = (at_ + kerf).min(high);
        dust += piece(at_.max(low), next).area();
        for (from, to) in [(low, at_), (next, high)] {
            if from < to {
                let place = piece(from, to);
                panels.push(Panel { place, row: Some(line.axis), stage, edge });
            }
        }
    }
    if panels.iter().map(|p| p.place.area()).sum::<i128>() + dust != usable.area() {
        say("pieces and saw dust do not add up to the sheet".to_owned());
    }
    let mut made = vec![false; panels.len()];
    for (k, part) in parts.iter().enumerate() {
        match panels.iter().position(|p| p.place == *part) {
            Some(index) => made[index] = true,
            None => say(format!("the cuts do not set part {k} free")),
        }
    }
    for (k, rest) in rests.iter().enumerate() {
        if !panels.iter().zip(&made).any(|(p, made)| !made && rest.inside(&p.place)) {
            say(format!("the cuts go through rest {k}"));
        }
    }
}

/// Every part is placed or reported, once.
fn check_counts(problem: &SheetProblem, plan: &SheetPlan, placed: &[u64], wrong: &mut Vec<String>) {
    let mut balance: BTreeMap<&str, i128> = BTreeMap::new();
    for (part, placed) in problem.parts.iter().zip(placed) {
        *balance.entry(&part.part).or_default() += i128::from(part.count) - i128::from(*placed);
        if *placed > u64::from(part.count) {
            wrong.push(format!("part {} is cut {placed} times, not {}", part.part, part.count));
        }
    }
    for unplaced in &plan.unplaced {
        *balance.entry(&unplaced.part).or_default() -= i128::from(unplaced.count);
        if unplaced.reason.is_empty() || unplaced.count == 0 {
            wrong.push(format!("part {} is unplaced without a reason", unplaced.part));
        }
    }
    for (part, missing) in balance.into_iter().filter(|(_, missing)| *missing != 0) {
        wrong.push(format!("{missing} of part {part} are neither placed nor reported"));
    }
}

/// Nearest micrometre.
fn at(metres: f64) -> i64 {
    (sane(metres) * 1e6).round() as i64
}

/// What is no number counts as 0, what is longer than 100 m as 100 m.
fn sane(metres: f64) -> f64 {
    if metres.is_finite() { metres.clamp(-100.0, 100.0) } else { 0.0 }
}

/// Ten micrometres at a time, rounded down, with a nanometre's grace.
fn inward(metres: f64) -> i64 {
    (sane(metres) * 1e5 + 5e-5).floor() as i64 * 10
}

/// Ten micrometres at a time, rounded up, with a nanometre's grace.
fn outward(metres: f64) -> i64 {
    (sane(metres) * 1e5 - 5e-5).ceil() as i64 * 10
}
