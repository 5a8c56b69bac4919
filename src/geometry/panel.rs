//! A flat plate cut out of a sheet.

use super::fault::{Fault, holds, is_size};
use super::grid::twice_area;
use super::prism::Prism;
use super::{Facts, Hole, Mesh, Operation, Region, Stroke, Vec3};
use crate::stock::Outline;

/// A plate: its shape in x and y, half of its thickness below and above them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panel {
    /// What is cut out of the sheet.
    pub region: Region,
    /// Of the sheet, metres.
    pub thickness: f64,
    /// How far the cut along each side, from its corner to the next, leans inwards towards the upper face, radians;
    /// outwards where negative. Sides without an angle are cut square.
    pub bevels: Vec<f64>,
}

impl Panel {
    /// A rectangle from the middle of one of its short sides along x, as a board lies.
    pub fn rectangle(length: f64, width: f64, thickness: f64) -> Self {
        Self { region: Region::rectangle(length, width), thickness, bevels: Vec::new() }
    }

    /// Whether it can be made: the outline does not cross itself, holes lie inside and apart, there is a thickness.
    pub fn check(&self) -> Result<(), Fault> {
        holds(is_size(self.thickness), Fault::Size)?;
        self.region.check()?;
        if !self.is_bevelled() {
            return Ok(());
        }
        let is_sharp = self.region.corners.iter().all(|c| c.radius == 0.0);
        holds(is_sharp && self.bevels.len() <= self.region.corners.len(), Fault::Bend)?;
        holds(self.bevels.iter().all(|a| a.abs() < 1.4), Fault::End)?;
        for face in [0.0, 1.0] {
            let edge = self.face(face);
            // A side that a bevel eats up turns round.
            let count = edge.len();
            let keeps_way = |k: usize| {
                let along = |line: &[[f64; 2]]| [0, 1].map(|c| line[(k + 1) % count][c] - line[k][c]);
                let corners: Vec<[f64; 2]> = self.region.corners.iter().map(|c| c.at).collect();
                let (own, old) = (along(&edge), along(&corners));
                own[0] * old[0] + own[1] * old[1] > 0.0
            };
            holds((0..count).all(keeps_way), Fault::End)?;
            Region { holes: self.region.holes.clone(), ..Region::polygon(edge) }.check()?;
        }
        Ok(())
    }

    fn is_bevelled(&self) -> bool {
        self.bevels.iter().any(|a| *a != 0.0)
    }

    /// What is cut out of the sheet: of a bevelled plate what both faces need.
    pub fn outline(&self) -> Outline {
        let mut outline = self.region.outline();
        if self.is_bevelled() {
            outline.outer = self.needed();
        }
        outline
    }

    /// The edge of what both faces need: each side as far out as it is at either of them.
    fn needed(&self) -> Vec<[f64; 2]> {
        let bevels = self.bevels.iter().map(|lean| lean.min(0.0)).collect();
        Self { bevels, ..self.clone() }.face(1.0)
    }

    /// What is cut out of the sheet, with the edges of both faces marked where sides lean.
    pub(super) fn strokes(&self) -> Vec<Stroke> {
        let mut strokes = self.region.strokes();
        if self.is_bevelled() {
            let needed = self.needed();
            let faces = [0.0, 1.0].map(|height| self.face(height)).into_iter().filter(|face| *face != needed);
            strokes.extend(faces.map(|face| Stroke::polygon(Operation::Mark, face)));
            strokes[0] = Stroke::polygon(Operation::Cut, needed);
        }
        strokes
    }

    /// Its edge at a height between the lower face (0) and the upper one (1); the lower one is as drawn.
    fn face(&self, height: f64) -> Vec<[f64; 2]> {
        let corners: Vec<[f64; 2]> = self.region.corners.iter().map(|c| c.at).collect();
        let count = corners.len();
        let inwards = if twice_area(&corners) > 0.0 { 1.0 } else { -1.0 };
        // Each side moved inwards; a corner is where its two sides then meet.
        let side = |k: usize| {
            let (a, b) = (corners[k % count], corners[(k + 1) % count]);
            let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
            let length = libm::hypot(dx, dy).max(1e-12);
            let lean = self.bevels.get(k % count).copied().unwrap_or(0.0);
            let far = inwards * libm::tan(lean) * self.thickness * height;
            ([a[0] - dy / length * far, a[1] + dx / length * far], [dx / length, dy / length])
        };
        let corner = |k: usize| {
            let ((p, d), (q, e)) = (side(k + count - 1), side(k));
            let cross = d[0] * e[1] - d[1] * e[0];
            if cross.abs() < 1e-9 {
                return q;
            }
            let along = ((q[0] - p[0]) * e[1] - (q[1] - p[1]) * e[0]) / cross;
            [p[0] + d[0] * along, p[1] + d[1] * along]
        };
        (0..count).map(corner).collect()
    }

    /// Size of the box around it and volume, exact.
    pub fn facts(&self) -> Facts {
        let (length, width) = self.outline().extent();
        let mut volume = self.region.area() * self.thickness;
        if self.is_bevelled() {
            // The area changes with the square of the height, which Simpson's rule sums exactly.
            let area = |height: f64| twice_area(&self.face(height)).abs() / 2.0;
            let change = (4.0 * area(0.5) + area(1.0) - 5.0 * area(0.0)) / 6.0;
            volume += change * self.thickness;
        }
        Facts { length, width, height: None, thickness: Some(self.thickness), volume }
    }

    /// Its surface.
    pub fn mesh(&self) -> Mesh {
        let z = self.thickness / 2.0;
        let raised = |points: &[[f64; 2]], z: f64| points.iter().map(|[x, y]| Vec3::new(*x, *y, z)).collect();
        if !self.is_bevelled() {
            let lines = self.region.lines();
            let ends = [raised(&lines.points, -z), raised(&lines.points, z)];
            return Prism { lines: &lines, ends }.mesh(&[]);
        }
        let faces = [0.0, 1.0].map(|height| {
            let region = Region { holes: self.region.holes.clone(), ..Region::polygon(self.face(height)) };
            region.lines()
        });
        let ends = [raised(&faces[0].points, -z), raised(&faces[1].points, z)];
        Prism { lines: &faces[0], ends }.mesh(&[])
    }

    /// Round holes, where and how wide: what is drilled after sawing.
    pub fn bores(&self) -> impl Iterator<Item = ([f64; 2], f64)> + '_ {
        self.region.holes.iter().filter_map(|hole| match hole {
            Hole::Round(at, diameter) => Some((*at, *diameter)),
            Hole::Cut(_) => None,
        })
    }
}
