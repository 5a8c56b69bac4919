//! All bodies merged into a few flat lists, ready for the graphics card: the cost of a scene is its corners, not its parts.

use super::scene::Placed;
use super::shade::{EDGE_TINT, INK};
use crate::geometry::Vec3;

/// Corners, triangles and edges of the whole scene in its own coordinates.
#[derive(Default)]
pub(super) struct Batch {
    pub positions: Vec<[f32; 3]>,
    pub normals: Vec<[f32; 3]>,
    /// Linear red, green, blue and the part's number.
    pub colours: Vec<[f32; 4]>,
    pub triangles: Vec<u32>,
    pub edge_from: Vec<[f32; 3]>,
    pub edge_to: Vec<[f32; 3]>,
    /// As for the corners.
    pub edge_colours: Vec<[f32; 4]>,
    /// Mean length of the edges, metres.
    pub edge_length: f64,
}

impl Batch {
    /// Merges the bodies. Triangles and edges that name a missing corner are left out.
    pub fn new(placed: &Placed) -> Self {
        let mut batch = Self::default();
        let mut total = 0.0;
        for body in &placed.bodies {
            let first = batch.positions.len();
            let count = body.mesh.positions.len().min(body.mesh.normals.len());
            batch.positions.extend(body.mesh.positions.iter().take(count).map(|p| single(body.frame.point(*p))));
            batch.normals.extend(body.mesh.normals.iter().take(count).map(|n| single(body.frame.direction(*n))));
            batch.colours.extend(std::iter::repeat_n(with_part(body.tint.linear(), body.part), count));
            let sound = |corners: &[u32]| corners.iter().all(|k| (*k as usize) < count);
            for triangle in body.mesh.triangles.iter().filter(|t| sound(*t)) {
                batch.triangles.extend(triangle.map(|k| first as u32 + k));
            }
            let tone = with_part(INK.towards(body.tint, EDGE_TINT).linear(), body.part);
            for edge in body.mesh.edges.iter().filter(|e| sound(*e)) {
                let [from, to] = edge.map(|k| batch.positions[first + k as usize]);
                total += f64::from(libm::hypotf(libm::hypotf(to[0] - from[0], to[1] - from[1]), to[2] - from[2]));
                batch.edge_from.push(from);
                batch.edge_to.push(to);
                batch.edge_colours.push(tone);
            }
        }
        batch.edge_length = total / batch.edge_from.len().max(1) as f64;
        batch
    }
}

/// A point or direction as the card takes it.
pub(super) fn single(v: Vec3) -> [f32; 3] {
    [v.x as f32, v.y as f32, v.z as f32]
}

fn with_part([r, g, b]: [f64; 3], part: usize) -> [f32; 4] {
    [r as f32, g as f32, b as f32, part as f32]
}
