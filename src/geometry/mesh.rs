//! Triangle meshes with the sharp edges that make a part readable.

use std::collections::HashMap;

use super::{Bounds, Vec3};

/// A closed surface in metres, counter-clockwise triangles seen from outside, flat-shaded:
/// vertices are shared within a flat face and repeated along sharp edges.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mesh {
    /// Corner points, metres.
    pub positions: Vec<Vec3>,
    /// Outward unit normal of each corner.
    pub normals: Vec<Vec3>,
    /// Corners of each triangle.
    pub triangles: Vec<[u32; 3]>,
    /// Sharp edges, as pairs of corners, for drawing outlines.
    pub edges: Vec<[u32; 2]>,
}

impl Mesh {
    /// Adds a flat convex face given counter-clockwise seen from outside; faces without area are left out.
    pub fn add_face(&mut self, corners: &[Vec3]) {
        self.add_face_with(corners, |_| true);
    }

    /// As [`Mesh::add_face`]; `is_sharp` tells whether the edge from a corner to the next one is drawn.
    pub fn add_face_with(&mut self, corners: &[Vec3], is_sharp: impl Fn(usize) -> bool) {
        let Some(normal) = normal_of(corners) else { return };
        let first = self.positions.len() as u32;
        let count = corners.len() as u32;
        self.positions.extend_from_slice(corners);
        self.normals.extend(std::iter::repeat_n(normal, corners.len()));
        self.triangles.extend((1..count - 1).map(|k| [first, first + k, first + k + 1]));
        let sharp = (0..count).filter(|k| is_sharp(*k as usize));
        self.edges.extend(sharp.map(|k| [first + k, first + (k + 1) % count]));
    }

    /// Enclosed volume in m³ by the divergence theorem; positive when the faces look outward.
    pub fn volume(&self) -> f64 {
        let signed: f64 = self
            .triangles
            .iter()
            .map(|t| {
                let [a, b, c] = t.map(|k| self.positions[k as usize]);
                a.dot(b.cross(c))
            })
            .sum();
        signed / 6.0
    }

    /// The box around it.
    pub fn bounds(&self) -> Option<Bounds> {
        Bounds::around(self.positions.iter().copied())
    }

    /// Whether every directed edge is met exactly once by its reverse: the surface has no hole. Points within a tenth
    /// of a micrometre count as one.
    pub fn is_watertight(&self) -> bool {
        let key = |k: u32| place(self.positions[k as usize]);
        let mut edges: HashMap<_, i32> = HashMap::new();
        for t in &self.triangles {
            for (a, b) in [(t[0], t[1]), (t[1], t[2]), (t[2], t[0])] {
                *edges.entry((key(a), key(b))).or_default() += 1;
            }
        }
        edges.iter().all(|(&(a, b), &n)| n == 1 && edges.get(&(b, a)) == Some(&1))
    }
}

/// Where a point lies, to a tenth of a micrometre.
pub(super) fn place(p: Vec3) -> [i64; 3] {
    p.array().map(|v| libm::round(v * 1e7) as i64)
}

/// Unit normal of a planar polygon by Newell's sum, or nothing where it has no area.
pub(super) fn normal_of(corners: &[Vec3]) -> Option<Vec3> {
    let pairs = corners.iter().zip(corners.iter().cycle().skip(1));
    pairs.fold(Vec3::default(), |sum, (a, b)| sum + a.cross(*b)).unit()
}
