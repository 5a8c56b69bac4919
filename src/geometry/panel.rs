//! A flat plate cut out of a sheet.

use earcut::Earcut;

use super::{Facts, Mesh, Vec3};
use crate::stock::{Outline, Polygon};

/// A plate: its outline in x and y, half of its thickness below and above them.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// What is cut out of the sheet, metres; straight from corner to corner.
    pub outline: Outline,
    /// Of the sheet, metres.
    pub thickness: f64,
}

impl Panel {
    /// A rectangle from the middle of one of its short sides along x, as a board lies.
    pub fn rectangle(length: f64, width: f64, thickness: f64) -> Self {
        let y = width / 2.0;
        let outer = vec![[0.0, -y], [length, -y], [length, y], [0.0, y]];
        Self { outline: Outline { outer, holes: Vec::new() }, thickness }
    }

    /// Whether it can be made: the outline does not cross itself, holes lie inside and apart, there is a thickness.
    pub fn is_sound(&self) -> bool {
        let mut corners = self.lines().flatten();
        let is_finite = corners.all(|corner| corner.iter().all(|c| c.is_finite()));
        is_finite && self.thickness.is_finite() && self.thickness > 0.0 && self.outline.problem().is_none()
    }

    /// Whether it is a rectangle along its axes, which a saw cuts from edge to edge.
    pub fn is_rectangle(&self) -> bool {
        let (length, width) = self.outline.extent();
        let box_area = length * width;
        self.outline.holes.is_empty() && self.outline.outer.len() == 4 && self.outline.area() > box_area * (1.0 - 1e-9)
    }

    /// Size of the box around it and volume, exact.
    pub fn facts(&self) -> Facts {
        let (length, width) = self.outline.extent();
        let volume = self.outline.area() * self.thickness;
        Facts { length, width, height: None, thickness: Some(self.thickness), volume }
    }

    /// Its surface.
    pub fn mesh(&self) -> Mesh {
        let z = self.thickness / 2.0;
        // The outer edge counter-clockwise and the holes clockwise, so that the material lies on the left of every side.
        let lines: Vec<Polygon> = self.lines().enumerate().map(|(k, line)| turned(line, k == 0)).collect();
        let corners = lines.concat();
        let ends: Vec<u32> =
            lines.iter().scan(0, |at, line| Some(std::mem::replace(at, *at + line.len() as u32))).collect();
        let mut triangles: Vec<u32> = Vec::new();
        Earcut::new().earcut(corners.iter().copied(), ends.get(1..).unwrap_or_default(), &mut triangles);
        let mut mesh = Mesh::default();
        for height in [z, -z] {
            let first = mesh.positions.len() as u32;
            mesh.positions.extend(corners.iter().map(|[x, y]| Vec3::new(*x, *y, height)));
            mesh.normals.extend(corners.iter().map(|_| Vec3::new(0.0, 0.0, height.signum())));
            for triangle in triangles.chunks_exact(3) {
                let [a, b, c] = [triangle[0], triangle[1], triangle[2]].map(|k| corners[k as usize]);
                let is_left = (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0]);
                let order = if is_left == (height > 0.0) { [0, 1, 2] } else { [0, 2, 1] };
                mesh.triangles.push(order.map(|k| first + triangle[k]));
            }
            for (line, start) in lines.iter().zip(&ends) {
                let count = line.len() as u32;
                mesh.edges.extend((0..count).map(|k| [k, (k + 1) % count].map(|k| first + start + k)));
            }
        }
        for line in &lines {
            for (k, [x, y]) in line.iter().enumerate() {
                let [far_x, far_y] = line[(k + 1) % line.len()];
                let side = [(*x, *y, -z), (far_x, far_y, -z), (far_x, far_y, z), (*x, *y, z)];
                mesh.add_face(&side.map(|(x, y, z)| Vec3::new(x, y, z)));
            }
        }
        mesh
    }

    fn lines(&self) -> impl Iterator<Item = &Polygon> {
        std::iter::once(&self.outline.outer).chain(&self.outline.holes)
    }
}

/// A polygon in one turning direction, without corners on a straight line, which the triangles would leave out.
fn turned(polygon: &Polygon, counter_clockwise: bool) -> Polygon {
    let count = polygon.len();
    let cross = |a: [f64; 2], b: [f64; 2], c: [f64; 2]| (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]);
    let is_corner =
        |k: &usize| cross(polygon[(k + count - 1) % count], polygon[*k], polygon[(k + 1) % count]).abs() > 1e-12;
    let mut out: Polygon = (0..count).filter(is_corner).map(|k| polygon[k]).collect();
    let sides = out.iter().zip(out.iter().cycle().skip(1));
    let twice_area: f64 = sides.map(|(a, b)| a[0] * b[1] - a[1] * b[0]).sum();
    if (twice_area > 0.0) != counter_clockwise {
        out.reverse();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_plate_is_closed_and_its_mesh_agrees_with_its_facts(
            reach in proptest::collection::vec(0.1..1.0, 3..24),
            hole in proptest::option::of(0.01..0.06),
            thickness in 0.001..0.05,
        ) {
            // A star around the origin with a hole in its middle.
            let corner = |k: usize, count: usize, reach: f64| {
                let angle = std::f64::consts::TAU * k as f64 / count as f64;
                [reach * libm::cos(angle), reach * libm::sin(angle)]
            };
            let star = |reach: &[f64]| reach.iter().enumerate().map(|(k, r)| corner(k, reach.len(), *r)).collect();
            let holes = hole.map(|r| star(&[r; 5])).into_iter().collect();
            let panel = Panel { outline: Outline { outer: star(&reach), holes }, thickness };
            prop_assume!(panel.is_sound());
            let mesh = panel.mesh();
            prop_assert!(mesh.is_watertight());
            prop_assert!((mesh.volume() - panel.facts().volume).abs() < 1e-9);
            let size = mesh.bounds().unwrap().size();
            prop_assert!((size.x - panel.facts().length).abs() < 1e-9 && (size.y - panel.facts().width).abs() < 1e-9);
        }
    }

    #[test]
    fn a_rectangle_lies_as_a_board_does() {
        let panel = Panel::rectangle(0.8, 0.3, 0.018);
        let board =
            super::super::Bar { length: 0.8, profile: super::super::Profile::Board([0.3, 0.018]), ends: [0.0; 2] };
        assert!(panel.is_sound() && panel.is_rectangle());
        assert_eq!(panel.mesh().bounds(), board.mesh().bounds());
        let cut = Panel {
            outline: Outline { outer: vec![[0.0, 0.0], [0.8, 0.0], [0.8, 0.2], [0.0, 0.3]], holes: vec![] },
            ..panel
        };
        assert!(cut.is_sound() && !cut.is_rectangle());
        assert!(!Panel { thickness: f64::NAN, ..cut }.is_sound());
    }
}
