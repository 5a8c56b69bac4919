//! What goes to the graphics card: each surface once, and for each of its copies where it stands and how it looks.

use std::sync::Arc;

use super::scene::{Body, Placed};
use super::shade::{EDGE_TINT, INK};
use crate::geometry::{Mesh, Vec3};

/// Corners that draw an edge: two triangles.
pub(super) const EDGE_CORNERS: usize = 6;

/// A surface in its own coordinates.
#[derive(Default)]
pub(super) struct Surface {
    pub positions: Vec<[f32; 3]>,
    pub normals: Vec<[f32; 3]>,
    pub triangles: Vec<u32>,
    /// Both ends of each edge, as often as it has corners.
    pub edge_from: Vec<[f32; 3]>,
    pub edge_to: Vec<[f32; 3]>,
}

impl Surface {
    /// Triangles and edges that name a missing corner are left out.
    pub fn new(mesh: &Mesh) -> Self {
        let count = mesh.positions.len().min(mesh.normals.len());
        let sound = |corners: &[u32]| corners.iter().all(|k| (*k as usize) < count);
        let mut surface = Self {
            positions: mesh.positions.iter().take(count).map(|p| single(*p)).collect(),
            normals: mesh.normals.iter().take(count).map(|n| single(*n)).collect(),
            triangles: mesh.triangles.iter().filter(|t| sound(*t)).flatten().copied().collect(),
            ..Self::default()
        };
        for edge in mesh.edges.iter().filter(|e| sound(*e)) {
            let [from, to] = edge.map(|k| surface.positions[k as usize]);
            surface.edge_from.extend([from; EDGE_CORNERS]);
            surface.edge_to.extend([to; EDGE_CORNERS]);
        }
        surface
    }
}

/// Where copies of one surface stand, and their colours.
#[derive(Default)]
pub(super) struct Copies {
    pub origin: Vec<[f32; 3]>,
    pub x: Vec<[f32; 3]>,
    pub y: Vec<[f32; 3]>,
    /// Linear red, green, blue and the part's number.
    pub colour: Vec<[f32; 4]>,
    pub edge_colour: Vec<[f32; 4]>,
}

impl Copies {
    fn add(&mut self, body: &Body) {
        self.origin.push(single(body.frame.origin));
        self.x.push(single(body.frame.x));
        self.y.push(single(body.frame.y));
        self.colour.push(with_part(body.tint.linear(), body.part));
        self.edge_colour.push(with_part(INK.towards(body.tint, EDGE_TINT).linear(), body.part));
    }
}

/// All surfaces with their copies, in the order in which they first appear.
pub(super) fn batches(placed: &Placed) -> Vec<(Arc<Mesh>, Copies)> {
    let mut all: Vec<(Arc<Mesh>, Copies)> = Vec::new();
    for body in placed.bodies.iter().filter(|body| !body.mesh.triangles.is_empty()) {
        // Copies of a part stand one behind the other.
        let known = all.iter().rposition(|(mesh, _)| Arc::ptr_eq(mesh, &body.mesh));
        let place = known.unwrap_or_else(|| {
            all.push((body.mesh.clone(), Copies::default()));
            all.len() - 1
        });
        all[place].1.add(body);
    }
    all
}

/// Mean length of the edges of all copies, metres.
pub(super) fn mean_edge(batches: &[(Arc<Mesh>, Copies)]) -> f64 {
    let (mut total, mut count) = (0.0, 0.0);
    for (mesh, copies) in batches {
        let times = copies.origin.len() as f64;
        for [a, b] in &mesh.edges {
            if let (Some(a), Some(b)) = (mesh.positions.get(*a as usize), mesh.positions.get(*b as usize)) {
                total += (*b - *a).length() * times;
                count += times;
            }
        }
    }
    if count > 0.0 { total / count } else { 0.0 }
}

/// A point or direction as the card takes it.
pub(super) fn single(v: Vec3) -> [f32; 3] {
    [v.x as f32, v.y as f32, v.z as f32]
}

fn with_part([r, g, b]: [f64; 3], part: usize) -> [f32; 4] {
    [r as f32, g as f32, b as f32, part as f32]
}
