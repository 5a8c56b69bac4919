//! What can never happen, and what goes wrong somewhere, within the limits of the parameters and slots.

use crate::design::model::Design;
use crate::design::rules::{Compare, PartRule};
use crate::diagnostic::{Diagnostic, Place};
use crate::expr::{Inputs, Interval, Reg};
use crate::quantity::{System, format};

fn evaluated(design: &Design, ranges: &[Interval]) -> Vec<Interval> {
    let mut results = Vec::new();
    design.tape.run(ranges, &mut results);
    results
}

/// Parameters and parts that are never there.
pub(super) fn conditions(design: &Design, ranges: &[Interval], found: &mut Vec<Diagnostic>) {
    let results = evaluated(design, ranges);
    let mut tell = |place: String, what: String, when: Option<crate::expr::Reg>| {
        if when.is_some_and(|r| r.read(&results, &[]).high < 1.0) {
            let problem = Diagnostic::warning(
                "never-there",
                Place::whole(place),
                format!("{what} is never there: its “when” is never yes"),
            );
            found.push(problem.hint("look at the limits of what it depends on, or delete it"));
        }
    };
    for p in design.parameters.iter().filter(|p| p.number.is_none_or(|n| n == 1)) {
        tell(p.text_key.clone(), format!("the parameter “{}”", p.name), p.when);
    }
    for rule in &design.parts {
        tell(format!("parts.{}", rule.id), format!("the part “{}”", rule.name), rule.when);
    }
}

/// Checks that hold everywhere or nowhere.
pub(super) fn checks(design: &Design, ranges: &[Interval], found: &mut Vec<Diagnostic>) {
    let results = evaluated(design, ranges);
    for rule in &design.checks {
        let (mut left, mut right) = (rule.left.read(&results, &[]), rule.right.read(&results, &[]));
        if rule.compare == Compare::AtLeast {
            std::mem::swap(&mut left, &mut right);
        }
        let (code, message, hint) = match () {
            () if left.high <= right.low => (
                "check-never-fails",
                format!("the check “{}” holds at every value within the limits", rule.title),
                "it tells nobody anything: delete it, or look whether it compares the right things",
            ),
            () if left.low > right.high => (
                "check-never-passes",
                format!("the check “{}” fails at every value within the limits", rule.title),
                "look at its formula, or widen the limits of what it depends on",
            ),
            () => continue,
        };
        found.push(Diagnostic::warning(code, Place::whole(format!("checks.{}", rule.id)), message).hint(hint));
    }
}

/// Parts of which a size is zero or less somewhere within the limits.
pub(super) fn parts(design: &Design, ranges: &[Interval], found: &mut Vec<Diagnostic>) {
    let results = evaluated(design, ranges);
    for rule in &design.parts {
        for (size, name) in rule.shape.sizes() {
            if !size.is_local() && size.read(&results, &[]).low > 0.0 {
                continue; // sure to be positive
            }
            let needs = match size.is_local() {
                true => design.tape.segment_needs(rule.segment),
                false => design.tape.needs(size),
            };
            let (least, at) = smallest(design, rule, size, needs, ranges);
            if least > 0.0 || !least.is_finite() {
                continue;
            }
            let least = plain(least, "mm");
            let what = match name {
                "length" => "long",
                "width" => "wide",
                "thickness" => "thick",
                _ => "in diameter",
            };
            let message = format!("“{}” can come out {least} {what}, at {}", rule.name, where_(design, needs, &at));
            let hint = "narrow a range, whose ends may depend on other parameters, or the need of a slot";
            let place = Place::whole(format!("parts.{}.{name}", rule.id));
            found.push(Diagnostic::warning("part-vanishes", place, message).hint(hint));
        }
    }
}

/// The least size found by moving one input after the other to either end, and where that is. Sizes mostly rise or
/// fall with each input, so this finds the true least in most designs; it never tells of one that is not there.
fn smallest(design: &Design, rule: &PartRule, size: Reg, needs: Inputs, ranges: &[Interval]) -> (f64, Vec<f64>) {
    let mut at: Vec<f64> = design.parameters.iter().map(|p| p.default).collect();
    at.extend(ranges[at.len()..].iter().map(|r| r.middle()));
    let mut results = Vec::new();
    let mut least = size_at(design, rule, size, &at, &mut results);
    for _ in 0..2 {
        for k in (0..at.len()).filter(|k| needs.meets(Inputs::one(*k))) {
            for end in [ranges[k].low, ranges[k].high] {
                let before = std::mem::replace(&mut at[k], end);
                let found = size_at(design, rule, size, &at, &mut results);
                if found < least {
                    least = found;
                } else {
                    at[k] = before;
                }
            }
        }
    }
    (least, at)
}

/// The least size among the first and the last copy, or infinity where there is none.
fn size_at(design: &Design, rule: &PartRule, size: Reg, at: &[f64], results: &mut Vec<f64>) -> f64 {
    design.tape.run(at, results);
    if rule.when.is_some_and(|r| r.read(results, &[]) != 1.0) {
        return f64::INFINITY;
    }
    let counts: Vec<f64> = rule.each.iter().map(|r| libm::round(r.read(results, &[]))).collect();
    if !counts.iter().all(|count| *count >= 1.0) {
        return f64::INFINITY;
    }
    let mut local = Vec::new();
    let mut copy = |indices: &[f64]| {
        design.tape.run_segment(rule.segment, indices, results, &mut local);
        let is_there = rule.only.is_none_or(|r| r.read(results, &local) == 1.0);
        if is_there { size.read(results, &local) } else { f64::INFINITY }
    };
    let last: Vec<f64> = counts.iter().map(|count| count - 1.0).collect();
    copy(&vec![0.0; counts.len()]).min(copy(&last))
}

/// The inputs that matter, such as `width = 400 mm, leg.t = 60 mm`.
fn where_(design: &Design, needs: Inputs, at: &[f64]) -> String {
    let mut words = Vec::new();
    for (k, p) in design.parameters.iter().enumerate().filter(|(k, _)| needs.meets(Inputs::one(*k))) {
        words.push(match p.picks.get(at[k] as usize) {
            Some(pick) => format!("{} = {}", p.name, pick.name),
            None => format!("{} = {}", p.name, plain(at[k], &p.unit.symbol)),
        });
    }
    for slot in &design.slots {
        for (k, (property, unit)) in slot.properties.iter().enumerate() {
            let input = slot.first_input + k;
            if needs.meets(Inputs::one(input)) {
                let unit = if unit == "m" { "mm" } else { unit };
                words.push(format!("{}.{property} = {}", slot.name, plain(at[input], unit)));
            }
        }
    }
    words.join(", ")
}

fn plain(value: f64, unit: &str) -> String {
    format(value, unit, 1, System::Metric).replace(['\u{202f}', '\u{a0}'], " ")
}
