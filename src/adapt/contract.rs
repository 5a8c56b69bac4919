//! What of a box no solution lies in: requirements, read backwards, leave less of each parameter's range.

use super::grid::{Axis, Steps, intervals};
use super::relax::Binding;
use crate::design::{Compare, Design, Judged, judge};
use crate::expr::{Interval, Reg};

/// Most sweeps over one box; one that takes away little is the last.
const SWEEPS: usize = 3;

/// What is known of a solution beside the requirements.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wanted {
    /// A value that must lie in an interval.
    pub value: Option<(Reg, Interval)>,
}

/// Takes away what no solution lies in; false where nothing is left.
pub(super) fn contract(design: &Design, binding: &Binding, axes: &[Axis], steps: &mut Steps, wanted: Wanted) -> bool {
    let places = &binding.inputs;
    for _ in 0..SWEEPS {
        let before = size(steps);
        // What is wanted of a value is wanted at the mean sizes.
        let wants = [wanted, Wanted::default(), Wanted::default()];
        for (fills, wanted) in binding.cases.iter().zip(wants) {
            let Judged { mut values } = judge(design, &intervals(axes, steps), fills);
            let known = known(design, &values, wanted);
            if !design.tape.narrow(&known, &mut values) {
                return false;
            }
            for (input, place) in places {
                let Some((axis, range)) = axes.get(*input).zip(steps.get_mut(*input)) else { continue };
                if range.0 < range.1 {
                    match axis.within(*range, values[*place]) {
                        Some(left) => *range = left,
                        None => return false,
                    }
                }
            }
        }
        if size(steps) > 0.8 * before {
            break;
        }
    }
    true
}

/// Both sides of each requirement at their friendliest: the limit reaches at least to the value.
fn known(design: &Design, values: &[Interval], wanted: Wanted) -> Vec<(Reg, Interval)> {
    let mut known: Vec<(Reg, Interval)> = wanted.value.into_iter().collect();
    for check in design.checks.iter().filter(|check| check.must) {
        let (less, more) = match check.compare {
            Compare::AtMost => (check.left, check.right),
            Compare::AtLeast => (check.right, check.left),
        };
        let (least, most) = (less.read(values, &[]), more.read(values, &[]));
        // What rounding hides is given away, as where a point is judged.
        let slack = |end: f64| (2e-9 + check.ease / (1.0 - check.ease)) * end.abs();
        known.push((less, Interval::new(f64::NEG_INFINITY, most.high + slack(most.high))));
        known.push((more, Interval::new(least.low - slack(least.low), f64::INFINITY)));
    }
    known
}

/// How many points, as far as numbers reach.
fn size(steps: &Steps) -> f64 {
    steps.iter().fold(1.0, |size, (low, high)| size * (high - low + 1) as f64)
}
