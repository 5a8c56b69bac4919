//! A body turned on a lathe.

use super::fault::{Fault, holds, is_place};
use super::grid::{Grid, SIDES, turn, twice_area};
use super::loft::is_sharp;
use super::{Facts, Mesh, Vec3};
use crate::stock::{Outline, Polygon};

/// An outline turned about x.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Turned {
    /// Its corners, metres: along x and away from it, never negative; it may run along x itself.
    pub outline: Polygon,
    /// Diameter of what it is turned from, metres.
    pub stock: f64,
}

impl Turned {
    /// A solid or bored cylinder from the origin along x.
    pub fn cylinder(length: f64, diameter: f64, bore: f64) -> Self {
        let (r, b) = (diameter / 2.0, bore / 2.0);
        Self { outline: vec![[0.0, b], [length, b], [length, r], [0.0, r]], stock: diameter }
    }

    /// Whether it can be turned.
    pub fn check(&self) -> Result<(), Fault> {
        holds(self.outline.iter().flatten().all(|c| is_place(*c)), Fault::Size)?;
        holds(self.outline.iter().all(|p| p[1] >= 0.0), Fault::Outline)?;
        holds(Outline { outer: self.outline.clone(), holes: Vec::new() }.problem().is_none(), Fault::Outline)?;
        holds(self.outline.iter().all(|p| p[1] <= self.stock / 2.0 + 1e-9), Fault::Stock)
    }

    /// Length, diameter of the stock, and volume as a sum of cones.
    pub fn facts(&self) -> Facts {
        let (length, _) = Outline { outer: self.outline.clone(), holes: Vec::new() }.extent();
        let next = self.outline.iter().cycle().skip(1);
        let cone = |(a, b): (&[f64; 2], &[f64; 2])| (b[0] - a[0]) * (a[1] * a[1] + a[1] * b[1] + b[1] * b[1]);
        let sum: f64 = self.outline.iter().zip(next).map(cone).sum();
        let volume = std::f64::consts::PI / 3.0 * sum.abs();
        Facts { length, width: self.stock, height: None, thickness: None, volume }
    }

    /// Its surface.
    pub fn mesh(&self) -> Mesh {
        let mut outline = self.outline.clone();
        if twice_area(&outline) < 0.0 {
            outline.reverse();
        }
        let count = outline.len();
        let ring = |k: usize| {
            let [c, s] = turn(k, SIDES);
            outline.iter().map(move |[x, r]| Vec3::new(*x, r * c, r * s))
        };
        let points: Vec<Vec3> = (0..SIDES).flat_map(ring).collect();
        let sharp: Vec<bool> = (0..count).map(|k| is_sharp(&outline, k) && outline[k][1] > 0.0).collect();
        let on_axis = |k: usize| outline[k][1] == 0.0 && outline[(k + 1) % count][1] == 0.0;
        let mut mesh = Mesh::default();
        mesh.add_grid(&Grid {
            points: &points,
            around: count,
            is_ring: true,
            sharp: &|k| sharp[k],
            crease: &|_| false,
            open: &on_axis,
        });
        mesh
    }
}
