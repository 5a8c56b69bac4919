//! Which part of a drawing is seen: from metres with y up to CSS pixels with y down, and back.

use crate::quantity::System;
use crate::stock::{Corner, Sketch};

/// Room around a drawing (CSS px).
const MARGIN: f64 = 44.0;
/// Most pixels to the metre, and fewest.
const SCALES: (f64, f64) = (2.0, 60_000.0);
/// A drawing that fills less of the picture than this is shown larger after a step.
const FILLS: f64 = 0.45;
/// Lines of the grid are no nearer than this (CSS px).
const GRID: f64 = 28.0;

/// A size in CSS pixels, and how a drawing lies in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame {
    /// Width and height of the picture (CSS px).
    pub(super) size: (f64, f64),
    /// What lies at the lower left (m).
    low: [f64; 2],
    /// Pixels to the metre.
    pub(super) scale: f64,
    /// Whether the person chose what is seen.
    chosen: bool,
}

impl Default for Frame {
    fn default() -> Self {
        Self { size: (600.0, 400.0), low: [0.0; 2], scale: 500.0, chosen: false }
    }
}

impl Frame {
    /// Shows all of a drawing.
    pub(super) fn fitted(self, sketch: &Sketch) -> Self {
        let (low, high) = bounds(sketch);
        let room = |size: f64| (size - 2.0 * MARGIN).max(40.0);
        let fit = |axis: usize, size: f64| room(size) / (high[axis] - low[axis]).max(1e-3);
        let scale = fit(0, self.size.0).min(fit(1, self.size.1)).clamp(SCALES.0, SCALES.1);
        let start = |axis: usize, size: f64| (low[axis] + high[axis] - size / scale) / 2.0;
        Self { low: [start(0, self.size.0), start(1, self.size.1)], scale, chosen: false, ..self }
    }

    /// Whether a drawing can still be seen well.
    pub(super) fn suits(self, sketch: &Sketch) -> bool {
        let (low, high) = bounds(sketch);
        let ((left, bottom), (right, top)) = (self.to_px(low), self.to_px(high));
        let fits = left >= 10.0 && top >= 10.0 && right <= self.size.0 - 10.0 && bottom <= self.size.1 - 10.0;
        let fills = (right - left) / self.size.0 > FILLS || (bottom - top) / self.size.1 > FILLS;
        self.chosen || (fits && fills)
    }

    /// Larger by a factor, while what is at a place stays there (CSS px).
    pub(super) fn zoomed(self, by: f64, (x, y): (f64, f64)) -> Self {
        let scale = (self.scale * by).clamp(SCALES.0, SCALES.1);
        let at = self.to_m((x, y));
        Self { low: [at[0] - x / scale, at[1] - (self.size.1 - y) / scale], scale, chosen: true, ..self }
    }

    /// Shifted by so many pixels.
    pub(super) fn panned(self, dx: f64, dy: f64) -> Self {
        Self { low: [self.low[0] - dx / self.scale, self.low[1] + dy / self.scale], chosen: true, ..self }
    }

    pub(super) fn to_px(self, [x, y]: [f64; 2]) -> (f64, f64) {
        ((x - self.low[0]) * self.scale, self.size.1 - (y - self.low[1]) * self.scale)
    }

    pub(super) fn to_m(self, (x, y): (f64, f64)) -> [f64; 2] {
        [self.low[0] + x / self.scale, self.low[1] + (self.size.1 - y) / self.scale]
    }

    /// Distance between the lines of the grid (m): round in the person's units.
    pub(super) fn grid(self, system: System) -> f64 {
        let least = GRID / self.scale;
        let steps: &[f64] = match system {
            System::Metric => &[0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0],
            _ => &[0.001_587_5, 0.006_35, 0.0127, 0.0254, 0.0508, 0.1524, 0.3048, 0.6096, 1.2192, 3.048],
        };
        steps.iter().copied().find(|step| *step >= least).unwrap_or(10.0)
    }

    /// The lines of the grid as a path (CSS px).
    pub(super) fn grid_path(self, step: f64) -> String {
        let high = self.to_m((self.size.0, 0.0));
        let lines = |axis: usize| {
            let (from, to) = (libm::ceil(self.low[axis] / step) as i64, libm::floor(high[axis] / step) as i64);
            (from..=to.min(from + 400)).map(move |k| k as f64 * step)
        };
        let upright = lines(0).map(|x| format!("M{:.1} 0V{:.1}", self.to_px([x, 0.0]).0, self.size.1));
        let level = lines(1).map(|y| format!("M0 {:.1}H{:.1}", self.to_px([0.0, y]).1, self.size.0));
        upright.chain(level).collect()
    }

    /// The point that is nearest to a place within `reach` (CSS px).
    pub(super) fn point_at(self, sketch: &Sketch, place: (f64, f64), reach: f64) -> Option<Corner> {
        let near = |corner: Corner| sketch.point(corner).map(|at| (corner, distance(self.to_px(at), place)));
        nearest(sketch.corners().filter_map(near), reach)
    }

    /// The edge that is nearest to a place within `reach` (CSS px).
    pub(super) fn edge_at(self, sketch: &Sketch, place: (f64, f64), reach: f64) -> Option<Corner> {
        let near = |edge: Corner| {
            let (a, b) = (sketch.point(edge)?, sketch.point(sketch.along(edge, 1))?);
            let (a, b) = (self.to_px(a), self.to_px(b));
            let (dx, dy) = (b.0 - a.0, b.1 - a.1);
            let along = ((place.0 - a.0) * dx + (place.1 - a.1) * dy) / (dx * dx + dy * dy).max(1e-9);
            let along = along.clamp(0.0, 1.0);
            Some((edge, distance((a.0 + along * dx, a.1 + along * dy), place)))
        };
        nearest(sketch.corners().filter_map(near), reach)
    }
}

fn nearest(all: impl Iterator<Item = (Corner, f64)>, reach: f64) -> Option<Corner> {
    all.filter(|(_, d)| *d <= reach).min_by(|a, b| a.1.total_cmp(&b.1)).map(|(corner, _)| corner)
}

pub(super) fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    libm::hypot(a.0 - b.0, a.1 - b.1)
}

/// The box around all lines (m).
fn bounds(sketch: &Sketch) -> ([f64; 2], [f64; 2]) {
    let points = sketch.rings().flat_map(|(_, polygon)| polygon.iter());
    points.fold(sketch.bounds(), |(low, high), p| {
        ([low[0].min(p[0]), low[1].min(p[1])], [high[0].max(p[0]), high[1].max(p[1])])
    })
}
