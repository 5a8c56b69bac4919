//! The finite grid that parameters move on, and boxes of it.

use crate::design::{Design, Parameter};
use crate::expr::Interval;
use crate::project::Choices;

/// One parameter's grid: `origin + k · step` for whole `k` from `first` to `last`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axis {
    origin: f64,
    step: f64,
    pub last: i64,
    /// Where the maker would like it.
    pub wish: i64,
    /// Distance of one step from the wish, in millionths.
    pub weight: f64,
}

/// A box: for each axis the least and the greatest step.
pub(super) type Steps = Vec<(i64, i64)>;

/// Most steps on one axis; finer steps are made coarser.
const MAX_STEPS: f64 = 5_000.0;

impl Axis {
    fn new(p: &Parameter, set: f64, is_free: bool) -> Self {
        let fixed = Self { origin: set, step: 0.0, last: 0, wish: 0, weight: 0.0 };
        if !is_free || p.high <= p.low {
            return fixed;
        }
        let step = if p.whole { 1.0 } else { p.step.max((p.high - p.low) / MAX_STEPS) };
        let origin = libm::ceil(p.low / step - 1e-9) * step; // multiples of the step: makers like round numbers
        let last = libm::floor((p.high - origin) / step + 1e-9) as i64;
        if last < 0 {
            return fixed; // no multiple lies in the range
        }
        let wish = (libm::round((set - origin) / step) as i64).clamp(0, last);
        Self { origin, step, last, wish, weight: 1e6 * p.wish * step / (p.high - p.low) }
    }

    /// The value of a step, SI; rounded to a millionth, so that 1.23 m is the number nearest to 1.23.
    pub fn value(&self, k: i64) -> f64 {
        if self.step == 0.0 {
            return self.origin;
        }
        libm::round((self.origin + k as f64 * self.step) * 1e6) / 1e6
    }

    /// The step nearest to a value.
    pub fn step_at(&self, value: f64) -> i64 {
        if self.last == 0 { 0 } else { (libm::round((value - self.origin) / self.step) as i64).clamp(0, self.last) }
    }

    /// The steps of a range whose values lie in an interval; nothing where there is none.
    pub fn within(&self, (low, high): (i64, i64), keep: Interval) -> Option<(i64, i64)> {
        let step = |value: f64| if value.is_finite() { (value - self.origin) / self.step } else { value };
        // Values are rounded: a step more, where it still belongs.
        let mut from =
            if keep.low > self.value(low) { (libm::floor(step(keep.low)) as i64).clamp(low, high) } else { low };
        let mut to =
            if keep.high < self.value(high) { (libm::ceil(step(keep.high)) as i64).clamp(low, high) } else { high };
        while from <= high && self.value(from) < keep.low {
            from += 1;
        }
        while to >= low && self.value(to) > keep.high {
            to -= 1;
        }
        (from <= to).then_some((from, to))
    }

    /// Step nearest to the wish within a range.
    pub fn nearest(&self, range: (i64, i64)) -> i64 {
        self.wish.clamp(range.0, range.1)
    }

    /// Weighted distance of a step from the wish.
    fn distance(&self, k: i64) -> f64 {
        (k - self.wish).unsigned_abs() as f64 * self.weight
    }
}

/// The axes of a design; parameters that are fixed or locked have one step only.
pub(super) fn axes(design: &Design, choices: &Choices) -> Vec<Axis> {
    let set = choices.wished(design);
    let axis = |(p, set): (&Parameter, f64)| Axis::new(p, set, !p.fixed && !choices.is_locked(&p.name));
    design.parameters.iter().zip(set).map(axis).collect()
}

/// Values of one point.
pub(super) fn point(axes: &[Axis], steps: &[i64]) -> Vec<f64> {
    axes.iter().zip(steps).map(|(a, k)| a.value(*k)).collect()
}

/// The box as intervals of values.
pub(super) fn intervals(axes: &[Axis], steps: &Steps) -> Vec<Interval> {
    axes.iter().zip(steps).map(|(a, s)| Interval::new(a.value(s.0), a.value(s.1))).collect()
}

/// Least distance from the wishes within a box, in whole millionths.
pub(super) fn distance(axes: &[Axis], steps: &Steps) -> u64 {
    let total: f64 = axes.iter().zip(steps).map(|(a, s)| a.distance(a.nearest(*s))).sum();
    total as u64
}

/// Points that differ from one on a single axis: by one step, by some, and moved to the wish.
pub(super) fn neighbours(axes: &[Axis], steps: &[i64]) -> Vec<Vec<i64>> {
    let mut out = Vec::new();
    for (k, axis) in axes.iter().enumerate() {
        let (own, far) = (steps[k], (axis.last / 16).max(2));
        let mut others = vec![axis.wish, own - 1, own + 1, own - far, own + far];
        others.retain(|step| *step != own && (0..=axis.last).contains(step));
        others.dedup();
        out.extend(others.into_iter().map(|step| {
            let mut moved = steps.to_vec();
            moved[k] = step;
            moved
        }));
    }
    out
}

/// The axis to split: the one whose range still moves the distance most, then the widest.
pub(super) fn widest(axes: &[Axis], steps: &Steps) -> Option<usize> {
    let rank = |k: &usize| {
        let (low, high) = steps[*k];
        let span = (high - low) as f64;
        let of_all = span / axes[*k].last.max(1) as f64;
        (span > 0.0).then_some(of_all + span * axes[*k].weight / 1e6)
    };
    (0..axes.len())
        .filter(|k| rank(k).is_some())
        .max_by(|a, b| rank(a).partial_cmp(&rank(b)).unwrap_or(std::cmp::Ordering::Equal).then(b.cmp(a)))
}
