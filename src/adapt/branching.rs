//! Which parameter to split: the one whose splits raised the bound most so far.
//!
//! Pseudo-costs (Bénichou and others 1971), kept for the first two levels of the key. Until an axis was split a few
//! times, width decides, so that all of them are tried.

use super::goal::LEVELS;
use super::grid::{Axis, Steps, widest};

/// Splits of an axis before its gains count.
const TRIED: u32 = 4;

/// What splits brought, for each axis.
#[derive(Clone, Debug)]
pub(super) struct Gains(Vec<Gain>);

#[derive(Clone, Copy, Debug, Default)]
struct Gain {
    splits: u32,
    sums: [f64; LEVELS],
}

impl Gains {
    /// Nothing known of so many axes.
    pub fn new(axes: usize) -> Self {
        Self(vec![Gain::default(); axes])
    }

    /// Notes by how much a split raised each level of the bound; a half that is gone counts as raised to the best.
    pub fn note(&mut self, axis: usize, raised: [f64; LEVELS]) {
        let Some(gain) = self.0.get_mut(axis) else { return };
        gain.splits += 1;
        gain.sums.iter_mut().zip(raised).for_each(|(sum, more)| *sum += if more.is_finite() { more } else { 0.0 });
    }

    /// The axis to split; nothing where the box is a point.
    pub fn choose(&self, axes: &[Axis], steps: &Steps) -> Option<usize> {
        let open = |k: &usize| steps[*k].0 < steps[*k].1;
        let untried: Steps = steps
            .iter()
            .zip(&self.0)
            .map(|(range, gain)| if gain.splits < TRIED { *range } else { (range.0, range.0) })
            .collect();
        if let Some(axis) = widest(axes, &untried) {
            return Some(axis);
        }
        let mean = |k: usize, level: usize| self.0[k].sums[level] / f64::from(self.0[k].splits.max(1));
        for level in 0..2 {
            let best = (0..steps.len())
                .filter(open)
                .max_by(|a, b| mean(*a, level).total_cmp(&mean(*b, level)).then(b.cmp(a)))?;
            if mean(best, level) > 0.0 {
                return Some(best);
            }
        }
        widest(axes, steps)
    }
}
