//! A mesh with one point for each place, as most files want it.

use std::collections::HashMap;

use super::mesh::place;
use super::{Frame, Mesh, Vec3};

/// A closed surface whose triangles share their points.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Welded {
    /// The points, metres, in the order in which the mesh first names them.
    pub points: Vec<Vec3>,
    /// Corners of each triangle, counter-clockwise seen from outside; none has two corners at one place.
    pub triangles: Vec<[u32; 3]>,
    /// The point of each corner of the mesh.
    pub of_corner: Vec<u32>,
}

impl Mesh {
    /// The same surface with points that lie within a tenth of a micrometre made one.
    pub fn welded(&self) -> Welded {
        let mut known = HashMap::new();
        let mut out = Welded::default();
        for p in &self.positions {
            let index = *known.entry(place(*p)).or_insert(out.points.len() as u32);
            if index as usize == out.points.len() {
                out.points.push(*p);
            }
            out.of_corner.push(index);
        }
        let corners = self.triangles.iter().map(|t| t.map(|k| out.of_corner[k as usize]));
        out.triangles = corners.filter(|[a, b, c]| a != b && b != c && c != a).collect();
        out
    }
}

impl Welded {
    /// Its points where a copy stands.
    pub fn placed(&self, frame: &Frame) -> Vec<Vec3> {
        self.points.iter().map(|p| frame.point(*p)).collect()
    }
}
