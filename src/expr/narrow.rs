//! Backwards through a tape: what is known of results narrows what they were computed from.
//!
//! The backward sweep of HC4-revise (Benhamou, Goualard, Granvilliers and Puget 1999). Every rule only takes away
//! operands with which the result cannot lie where it must; where an operation may have no result (a root of a
//! negative number, a division by zero) its operands are left alone.

use super::Interval;
use super::tape::{Code, Op, Reg, Step, Tape};

impl Tape {
    /// Narrows all results of the main list to what is possible where each result of `known` lies in its interval.
    /// `values` are the results over a box of inputs, as [`Tape::run`] gives them. Gives whether anything is possible.
    pub fn narrow(&self, known: &[(Reg, Interval)], values: &mut [Interval]) -> bool {
        for (reg, interval) in known.iter().filter(|(reg, _)| !reg.is_local()) {
            if !cut(values, reg.main_index(), *interval) {
                return false;
            }
        }
        let code = &self.main;
        let mut end = code.steps.len();
        for (k, (op, _)) in code.runs.iter().enumerate().rev() {
            let start = if k == 0 { 0 } else { code.runs[k - 1].1 as usize };
            for step in code.steps[start..end].iter().rev() {
                if !back(code, *op, step, values) {
                    return false;
                }
            }
            end = start;
        }
        true
    }

    /// Results over a box of inputs, and which of the main list is each input; see [`Tape::narrow`].
    pub fn input_places(&self) -> impl Iterator<Item = (usize, usize)> {
        let mut start = 0;
        let runs = self.main.runs.iter().map(move |(op, end)| {
            let from = std::mem::replace(&mut start, *end as usize);
            (*op, from..*end as usize)
        });
        let inputs = runs.filter(|(op, _)| *op == Op::Input).flat_map(|(_, range)| &self.main.steps[range]);
        inputs.map(|step| (step.c as usize, step.out as usize))
    }
}

/// Takes away what does not lie in `keep`; whether anything is left.
fn cut(values: &mut [Interval], place: usize, keep: Interval) -> bool {
    let Some(value) = values.get_mut(place) else { return true };
    // Comparisons with what is no number change nothing.
    if keep.low > value.low {
        value.low = keep.low;
    }
    if keep.high < value.high {
        value.high = keep.high;
    }
    value.low <= value.high || value.low.is_nan() || value.high.is_nan()
}

/// Widened by what a computed result may differ from the true one.
fn wide(z: Interval) -> Interval {
    let slack = |end: f64| end.abs() * 1e-14 + f64::MIN_POSITIVE;
    Interval::new(z.low - slack(z.low), z.high + slack(z.high))
}

fn back(code: &Code, op: Op, step: &Step, v: &mut [Interval]) -> bool {
    let [out, a, b] = [step.out, step.a, step.b].map(|k| k as usize);
    let exact = v[out];
    let z = wide(exact);
    if z.low.is_nan() || z.high.is_nan() {
        return true;
    }
    let yes = exact.low > 0.5;
    let no = exact.high < 0.5;
    let below = |high: f64| Interval::new(f64::NEG_INFINITY, high);
    let above = |low: f64| Interval::new(low, f64::INFINITY);
    match op {
        Op::Add => {
            let (x, y) = (v[a], v[b]);
            cut(v, a, wide(z.add(y.negate()))) && cut(v, b, wide(z.add(x.negate())))
        }
        Op::Subtract => {
            let (x, y) = (v[a], v[b]);
            cut(v, a, wide(z.add(y))) && cut(v, b, wide(x.add(z.negate())))
        }
        Op::Multiply => {
            let (x, y) = (v[a], v[b]);
            (y.contains(0.0) || cut(v, a, wide(z.divide(y)))) && (x.contains(0.0) || cut(v, b, wide(z.divide(x))))
        }
        Op::Divide => {
            let (x, y) = (v[a], v[b]);
            if y.contains(0.0) {
                return true;
            }
            cut(v, a, wide(z.multiply(y))) && (z.contains(0.0) || cut(v, b, wide(x.divide(z))))
        }
        Op::Negate => cut(v, a, exact.negate()),
        Op::Not => (!yes || cut(v, a, below(0.5))) && (!no || cut(v, a, above(0.5))),
        Op::Absolute => {
            let x = v[a];
            cut(v, a, Interval::new(-z.high, z.high))
                && (x.low < 0.0 || cut(v, a, above(z.low)))
                && (x.high > 0.0 || cut(v, a, below(-z.low)))
        }
        Op::Square => {
            let (x, most) = (v[a], libm::sqrt(z.high.max(0.0)));
            let least = libm::sqrt(z.low.max(0.0));
            cut(v, a, wide(Interval::new(-most, most)))
                && (x.low < 0.0 || cut(v, a, wide(above(least))))
                && (x.high > 0.0 || cut(v, a, wide(below(-least))))
        }
        Op::Root if v[a].low >= 0.0 => {
            let least = z.low.max(0.0);
            cut(v, a, wide(Interval::new(least * least, z.high * z.high.abs())))
        }
        Op::Floor => cut(v, a, Interval::new(exact.low, exact.high + 1.0)),
        Op::Ceil => cut(v, a, Interval::new(exact.low - 1.0, exact.high)),
        Op::Round => cut(v, a, Interval::new(exact.low - 0.5, exact.high + 0.5)),
        Op::Least => {
            let (x, y) = (v[a], v[b]);
            cut(v, a, above(exact.low))
                && cut(v, b, above(exact.low))
                && (y.low <= exact.high || cut(v, a, below(exact.high)))
                && (x.low <= exact.high || cut(v, b, below(exact.high)))
        }
        Op::Greatest => {
            let (x, y) = (v[a], v[b]);
            cut(v, a, below(exact.high))
                && cut(v, b, below(exact.high))
                && (y.high >= exact.low || cut(v, a, above(exact.low)))
                && (x.high >= exact.low || cut(v, b, above(exact.low)))
        }
        Op::Less | Op::LessEqual if yes => {
            let (x, y) = (v[a], v[b]);
            cut(v, a, below(y.high)) && cut(v, b, above(x.low))
        }
        Op::Less | Op::LessEqual if no => {
            let (x, y) = (v[a], v[b]);
            cut(v, a, above(y.low)) && cut(v, b, below(x.high))
        }
        Op::Equal if yes => {
            let (x, y) = (v[a], v[b]);
            cut(v, a, y) && cut(v, b, x)
        }
        Op::And if yes => cut(v, a, above(0.5)) && cut(v, b, above(0.5)),
        Op::Or if no => cut(v, a, below(0.5)) && cut(v, b, below(0.5)),
        Op::Choose => {
            let condition = v[step.c as usize];
            let is_sure = |yes: bool| if yes { condition.low > 0.5 } else { condition.high < 0.5 };
            (!is_sure(true) || cut(v, a, exact)) && (!is_sure(false) || cut(v, b, exact))
        }
        Op::Pick => {
            let at = v[a];
            let list = &code.lists[step.c as usize];
            let place = (at.low == at.high && at.low >= 0.0).then(|| libm::round(at.low) as usize);
            match place.and_then(|place| list.get(place)) {
                Some(item) => cut(v, *item as usize, exact),
                None => true,
            }
        }
        _ => true,
    }
}
