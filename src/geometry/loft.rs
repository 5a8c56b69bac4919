//! A body through sections, such as a carved blade.

use super::fault::{Fault, holds, is_place, is_size};
use super::grid::{Grid, triangles, twice_area};
use super::{Facts, Mesh, Vec3};
use crate::expr::MAX_SECTIONS;
use crate::stock::{Outline, Polygon};

/// A body between closed outlines across x, joined by straight lines from point to point.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loft {
    /// Where each section stands along x, and its corners in y and z; all have equally many.
    pub sections: Vec<(f64, Polygon)>,
    /// What it is carved from: width along y and thickness along z, metres.
    pub stock: [f64; 2],
}

impl Loft {
    /// A profile of chord 1 at a station: scaled to a chord, turned from y towards z about its origin, then moved.
    pub fn placed(profile: &[[f64; 2]], chord: f64, twist: f64, [y, z]: [f64; 2]) -> Polygon {
        let (c, s) = (chord * libm::cos(twist), chord * libm::sin(twist));
        profile.iter().map(|[a, b]| [y + a * c - b * s, z + a * s + b * c]).collect()
    }

    /// Whether it can be carved: sections one after the other, none crossing itself, all within the stock.
    pub fn check(&self) -> Result<(), Fault> {
        holds(self.sections.len() <= MAX_SECTIONS, Fault::Many)?;
        holds(self.sections.len() >= 2 && self.sections.iter().all(|(x, _)| is_place(*x)), Fault::Size)?;
        holds(self.sections.windows(2).all(|pair| is_size(pair[1].0 - pair[0].0)), Fault::Size)?;
        let count = self.sections[0].1.len();
        holds(count <= MAX_SECTIONS, Fault::Many)?;
        let way = twice_area(&self.sections[0].1) > 0.0;
        for (_, outline) in &self.sections {
            holds(outline.iter().flatten().all(|c| is_place(*c)), Fault::Size)?;
            holds(outline.len() == count && (twice_area(outline) > 0.0) == way, Fault::Outline)?;
            let fits =
                |[y, z]: &[f64; 2]| y.abs() <= self.stock[0] / 2.0 + 1e-9 && z.abs() <= self.stock[1] / 2.0 + 1e-9;
            holds(outline.iter().all(fits), Fault::Stock)?;
        }
        // Sections that are the first one scaled and turned cross themselves where it does.
        let first = &self.sections[0].1;
        let others = self.sections[1..].iter().map(|(_, outline)| outline).filter(|outline| !is_like(first, outline));
        for outline in std::iter::once(first).chain(others) {
            let polygon = Outline { outer: outline.clone(), holes: Vec::new() };
            holds(polygon.problem().is_none(), Fault::Outline)?;
        }
        Ok(())
    }

    /// Length and the stock that it comes from; volume of the body between straight lines.
    pub fn facts(&self) -> Facts {
        let length = match (self.sections.first(), self.sections.last()) {
            (Some((from, _)), Some((to, _))) => to - from,
            _ => 0.0,
        };
        // Between two sections every point moves in a straight line, so the area is of second degree in x.
        let slice = |pair: &[(f64, Polygon)]| {
            let [(from, a), (to, b)] = pair else { return 0.0 };
            let middle: Polygon = a.iter().zip(b).map(|(p, q)| [0, 1].map(|k| (p[k] + q[k]) / 2.0)).collect();
            let area = |p: &[[f64; 2]]| twice_area(p).abs() / 2.0;
            (to - from) / 6.0 * (area(a) + 4.0 * area(&middle) + area(b))
        };
        let volume = self.sections.windows(2).map(slice).sum();
        Facts { length, width: self.stock[0], height: None, thickness: Some(self.stock[1]), volume }
    }

    /// Its surface.
    pub fn mesh(&self) -> Mesh {
        let mut mesh = Mesh::default();
        let (Some((_, first)), Some((_, last))) = (self.sections.first(), self.sections.last()) else { return mesh };
        let around = first.len();
        let forwards = twice_area(first) > 0.0;
        let ring = |x: f64, outline: &Polygon| {
            let mut points: Vec<Vec3> = outline.iter().map(|[y, z]| Vec3::new(x, *y, *z)).collect();
            if !forwards {
                points.reverse();
            }
            points
        };
        let points: Vec<Vec3> = self.sections.iter().flat_map(|(x, outline)| ring(*x, outline)).collect();
        let flat = |outline: &Polygon| if forwards { outline.clone() } else { outline.iter().rev().copied().collect() };
        let profile = flat(first);
        let sharp: Vec<bool> = (0..around).map(|k| is_sharp(&profile, k)).collect();
        let no = |_| false;
        mesh.add_grid(&Grid { points: &points, around, is_ring: false, sharp: &|k| sharp[k], crease: &no, open: &no });
        let way = Vec3::new(1.0, 0.0, 0.0);
        let ends = [(&points[..around], first, true), (&points[points.len() - around..], last, false)];
        for (end, outline, is_start) in ends {
            mesh.add_flat(end, &triangles(&flat(outline), &[around]), way, is_start);
        }
        mesh
    }
}

/// Whether a line is another one scaled by a tenth to ten, turned and moved.
fn is_like(one: &[[f64; 2]], other: &[[f64; 2]]) -> bool {
    let ([a, b, ..], [c, d, ..]) = (one, other) else { return false };
    let off = |from: &[f64; 2], to: &[f64; 2]| [to[0] - from[0], to[1] - from[1]];
    let (side, its) = (off(a, b), off(c, d));
    let square = side[0] * side[0] + side[1] * side[1];
    // Scale and turn as one complex number, the quotient of both first sides.
    let turn = [(its[0] * side[0] + its[1] * side[1]) / square, (its[1] * side[0] - its[0] * side[1]) / square];
    let scale = libm::hypot(turn[0], turn[1]);
    let is_placed = |(p, q): (&[f64; 2], &[f64; 2])| {
        let (p, q) = (off(a, p), off(c, q));
        (turn[0] * p[0] - turn[1] * p[1] - q[0]).abs() < 1e-11 && (turn[1] * p[0] + turn[0] * p[1] - q[1]).abs() < 1e-11
    };
    (0.1..=10.0).contains(&scale) && one.iter().zip(other).all(is_placed)
}

/// Whether a line turns by more than 30° at a point: an edge, not a piece of a curve.
pub(super) fn is_sharp(line: &[[f64; 2]], k: usize) -> bool {
    let count = line.len();
    let [a, b, c] = [k + count - 1, k, k + 1].map(|k| line[k % count]);
    let (back, on) = ([b[0] - a[0], b[1] - a[1]], [c[0] - b[0], c[1] - b[1]]);
    let dot = back[0] * on[0] + back[1] * on[1];
    dot < 0.866 * libm::hypot(back[0], back[1]) * libm::hypot(on[0], on[1])
}
