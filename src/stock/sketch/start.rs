//! Shapes to start a drawing from, by their sizes.

use super::{MOST_POINTS, Sketch, bounds_of, round};
use crate::stock::outline::FARTHEST;
use crate::stock::{Outline, Polygon};

/// Sides of the polygon that stands for a disc: what is cut from it lies in the disc, which is 1 % larger.
const DISC_SIDES: usize = 24;
/// A new hole is this part of the sheet's smaller size.
const HOLE: f64 = 0.15;
/// Places along each axis that are tried for a new hole; few, since each is checked against the whole outline.
const PLACES: i32 = 5;

impl Sketch {
    /// A rectangle (m).
    pub fn rectangle(length: f64, width: f64) -> Self {
        let (l, w) = (size(length), size(width));
        Self::only(vec![[0.0, 0.0], [l, 0.0], [l, w], [0.0, w]])
    }

    /// A rectangle without its upper right corner, of `cut_length` × `cut_width` (m).
    pub fn l_shape(length: f64, width: f64, cut_length: f64, cut_width: f64) -> Self {
        let (l, w) = (size(length), size(width));
        let inner = |whole: f64, cut: f64| round((whole - size(cut)).max(whole / 10.0));
        let (x, y) = (inner(l, cut_length), inner(w, cut_width));
        Self::only(vec![[0.0, 0.0], [l, 0.0], [l, y], [x, y], [x, w], [0.0, w]])
    }

    /// A triangle with a right angle at the origin (m), such as half a rectangle.
    pub fn triangle(length: f64, width: f64) -> Self {
        Self::only(vec![[0.0, 0.0], [size(length), 0.0], [0.0, size(width)]])
    }

    /// A disc (m) as a polygon whose corners lie on it.
    pub fn disc(diameter: f64) -> Self {
        let radius = size(diameter) / 2.0;
        let corner = |k: usize| {
            let angle = k as f64 / DISC_SIDES as f64 * std::f64::consts::TAU;
            [libm::cos(angle), libm::sin(angle)].map(|c| round(radius + radius * c))
        };
        Self::only((0..DISC_SIDES).map(corner).collect())
    }

    /// A square for a new hole: as near to the middle as it lies inside and apart from the others; in the middle
    /// where there is no such place, and nothing where there are points enough.
    pub(super) fn free_square(&self) -> Option<Polygon> {
        if self.points_beside(super::Ring::Outer) + 4 > MOST_POINTS {
            return None;
        }
        let ((low, _), (l, w)) = (self.bounds(), self.extent());
        let half = (l.min(w) * HOLE / 2.0).max(0.001);
        let square = |(i, j): (i32, i32)| -> Polygon {
            let middle = |from: f64, size: f64, k: i32| from + size * (0.5 + f64::from(k) / f64::from(PLACES + 1));
            let (x, y) = (middle(low[0], l, i), middle(low[1], w, j));
            [(-half, -half), (half, -half), (half, half), (-half, half)]
                .map(|(a, b)| [round(x + a), round(y + b)])
                .into()
        };
        let reach = PLACES / 2;
        let mut places: Vec<(i32, i32)> =
            (-reach..=reach).flat_map(|i| (-reach..=reach).map(move |j| (i, j))).collect();
        crate::order::sort_by_key(&mut places, |(i, j)| i * i + j * j);
        let taken: Vec<_> = self.holes.iter().chain(&self.defects).map(bounds_of).collect();
        let free = |hole: &Polygon| {
            let ((low, high), meets) = (bounds_of(hole), |a: f64, b: f64, c: f64, d: f64| a <= d && c <= b);
            let apart = |(l, h): &([f64; 2], [f64; 2])| (0..2).any(|k| !meets(low[k], high[k], l[k], h[k]));
            let inside = || Outline { outer: self.outer.clone(), holes: vec![hole.clone()] }.problem().is_none();
            taken.iter().all(apart) && inside()
        };
        places.iter().map(|place| square(*place)).find(free).or_else(|| Some(square((0, 0))))
    }

    fn only(outer: Polygon) -> Self {
        Self { outer, holes: Vec::new(), defects: Vec::new() }
    }
}

/// A size that a sheet can have (m): 1 mm to 100 m.
fn size(metres: f64) -> f64 {
    round(if metres.is_nan() { FARTHEST } else { metres.clamp(0.001, FARTHEST) })
}
