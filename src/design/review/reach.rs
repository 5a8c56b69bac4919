//! How far the inputs of a design reach: parameters within their limits, stock as far as slots allow it.

use crate::design::model::Design;
use crate::expr::{Interval, Reg};
use crate::stock::Form;

/// Everything that stock can be, wider than any material or size in use; from soft foam to tungsten carbide.
fn any(unit: &str, property: &str) -> Interval {
    match (unit, property) {
        ("m", _) => Interval::new(1e-4, 20.0),
        ("kg/m3", _) => Interval::new(1.0, 25_000.0),
        (_, "E") => Interval::new(1e5, 1e12),
        _ => Interval::new(1e3, 1e11),
    }
}

/// Halvings when a bound is sought: a hundredth of a micrometre of 20 m is near enough.
const HALVINGS: usize = 31;

/// The range of every input of the tape.
pub(super) fn ranges(design: &Design) -> Vec<Interval> {
    let mut all: Vec<Interval> = design.parameters.iter().map(|p| Interval::new(p.low, p.high)).collect();
    for slot in &design.slots {
        all.extend(slot.properties.iter().map(|(property, unit)| match slot.form {
            Form::Item => Interval::ALL,
            _ => any(unit, property),
        }));
    }
    for slot in &design.slots {
        let Some(need) = slot.need else { continue };
        for k in slot.first_input..slot.first_input + slot.properties.len() {
            narrow(design, need, k, &mut all);
        }
    }
    all
}

/// Cuts off both ends of a range where the need of a slot is sure to say no.
fn narrow(design: &Design, need: Reg, k: usize, ranges: &mut [Interval]) {
    let whole = ranges[k];
    let mut results = Vec::new();
    let mut refuses = |from: f64, to: f64, ranges: &mut [Interval]| {
        ranges[k] = Interval::new(from, to);
        design.tape.run(ranges, &mut results);
        need.read(&results, &[]).high < 1.0
    };
    let (mut low, mut high) = (whole.low, whole.high);
    let (mut refused, mut open) = (whole.low, whole.high);
    for _ in 0..HALVINGS {
        let middle = refused + (open - refused) / 2.0;
        if refuses(whole.low, middle, ranges) {
            (refused, low) = (middle, middle);
        } else {
            open = middle;
        }
    }
    let (mut refused, mut open) = (whole.high, low);
    for _ in 0..HALVINGS {
        let middle = open + (refused - open) / 2.0;
        if refuses(middle, whole.high, ranges) {
            (refused, high) = (middle, middle);
        } else {
            open = middle;
        }
    }
    ranges[k] = if low <= high { Interval::new(low, high) } else { whole };
}
