//! Where a point that is dragged wants to lie: in line with others, at a right angle, on whole half centimetres.

use super::{Corner, Sketch};

/// Grid that points fall on (m).
const GRID: f64 = 0.005;
/// Edges shorter than this have no direction to be square to (m).
const SHORTEST: f64 = 1e-4;

impl Sketch {
    /// A place for a point near `to` (m), within `reach` (m) where others attract it: x and y of other points
    /// first, then the lines on which it is at a right angle to the edge before or after the next point; whatever
    /// remains free falls on a grid of 5 mm.
    pub fn snapped(&self, corner: Corner, to: [f64; 2], reach: f64) -> [f64; 2] {
        let near = |axis: usize| self.nearest(corner, axis, to[axis]).filter(|v| (v - to[axis]).abs() <= reach);
        let on_grid = |value: f64| libm::round(value / GRID) * GRID;
        match (near(0), near(1)) {
            (None, None) => self.square(corner, to, reach).unwrap_or(to.map(on_grid)),
            (x, y) => [x.unwrap_or_else(|| on_grid(to[0])), y.unwrap_or_else(|| on_grid(to[1]))],
        }
    }

    /// The coordinate of another point that is nearest to `value`.
    fn nearest(&self, corner: Corner, axis: usize, value: f64) -> Option<f64> {
        let others = self.corners().filter(|other| *other != corner).filter_map(|other| self.point(other));
        others.map(|point| point[axis]).min_by(|a, b| (a - value).abs().total_cmp(&(b - value).abs()))
    }

    /// The place within reach where the edge to a neighbour is square to the neighbour's other edge.
    fn square(&self, corner: Corner, to: [f64; 2], reach: f64) -> Option<[f64; 2]> {
        let beside = |step: isize| {
            let a = self.point(self.along(corner, step))?;
            let b = self.point(self.along(corner, 2 * step))?;
            let (dx, dy) = (a[0] - b[0], a[1] - b[1]);
            let length = libm::hypot(dx, dy);
            if length < SHORTEST {
                return None;
            }
            // How far `to` lies beyond the line through `a` square to the edge from `b`.
            let off = ((to[0] - a[0]) * dx + (to[1] - a[1]) * dy) / length;
            (off.abs() <= reach).then(|| [to[0] - off * dx / length, to[1] - off * dy / length])
        };
        beside(-1).or_else(|| beside(1))
    }
}
