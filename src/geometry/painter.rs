//! In which order solids must be painted so that nearer ones cover farther ones, without a depth buffer.

use super::{Frame, Mesh, Vec3};

/// Above this many solids the exact order costs too much and distance alone decides.
const EXACT_UP_TO: usize = 160;
/// Solids may sink this far into each other's face planes, metres.
const TOLERANCE: f64 = 1e-4;

/// A solid as the painter sees it.
struct Shape {
    points: Vec<Vec3>,
    /// Normal and offset of the faces that have all of the solid behind them.
    planes: Vec<(Vec3, f64)>,
    distance: f64,
}

/// Indices of the solids from the farthest to the nearest as seen from `eye`.
/// Exact for solids that a face plane of one of them tells apart; else by distance.
pub fn paint_order(solids: &[(&Mesh, Frame)], eye: Vec3) -> Vec<usize> {
    let shapes: Vec<Shape> = solids.iter().map(|(mesh, frame)| shape(mesh, frame, eye)).collect();
    let mut order: Vec<usize> = (0..shapes.len()).collect();
    order.sort_by(|&a, &b| shapes[b].distance.total_cmp(&shapes[a].distance));
    if shapes.len() > EXACT_UP_TO {
        return order;
    }
    let mut waiting = order;
    let mut painted = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        // The farthest that covers none of the others still waiting; in a knot of three, simply the farthest.
        let free = |&k: &usize| waiting.iter().all(|&other| other == k || !covers(&shapes[k], &shapes[other], eye));
        let next = waiting.iter().position(free).unwrap_or(0);
        painted.push(waiting.remove(next));
    }
    painted
}

fn shape(mesh: &Mesh, frame: &Frame, eye: Vec3) -> Shape {
    let points: Vec<Vec3> = mesh.positions.iter().map(|p| frame.point(*p)).collect();
    let mut planes: Vec<(Vec3, f64)> = Vec::new();
    for (p, normal) in points.iter().zip(&mesh.normals) {
        let normal = frame.direction(*normal);
        let plane = (normal, normal.dot(*p));
        let known = |(n, o): &(Vec3, f64)| (*n - normal).length() < 1e-6 && (o - plane.1).abs() < 1e-9;
        if !planes.iter().any(known) && points.iter().all(|q| normal.dot(*q) <= plane.1 + TOLERANCE) {
            planes.push(plane);
        }
    }
    let middle = points.iter().fold(Vec3::default(), |sum, p| sum + *p) * (1.0 / points.len().max(1) as f64);
    Shape { points, planes, distance: (middle - eye).length() }
}

/// Whether `near` may hide some of `far`: no face plane shows that it cannot.
fn covers(near: &Shape, far: &Shape, eye: Vec3) -> bool {
    let beyond = |points: &[Vec3], (n, o): &(Vec3, f64)| points.iter().all(|p| n.dot(*p) >= o - TOLERANCE);
    // A face of `near` with all of `far` before it, the eye before it too: `near` lies behind.
    let behind = near.planes.iter().any(|plane| plane.0.dot(eye) > plane.1 && beyond(&far.points, plane));
    // A face of `far` with all of `near` before it, the eye behind it: `far` lies on the eye's side.
    let other = far.planes.iter().any(|plane| plane.0.dot(eye) <= plane.1 && beyond(&near.points, plane));
    !(behind || other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{Bar, Ray, nearest_hit};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn along_any_ray_the_nearest_is_painted_last(yaw in 0.0..6.3, pitch in -0.5..1.5, dx in -0.4..0.4, dz in -0.4..0.4) {
            let upright = |x: f64, y: f64| Frame {
                origin: Vec3::new(x, y, 0.0),
                x: Vec3::new(0.0, 0.0, 1.0),
                y: Vec3::new(1.0, 0.0, 0.0),
                z: Vec3::new(0.0, 1.0, 0.0),
            };
            let lying = |y: f64| Frame {
                origin: Vec3::new(-0.6, y, 0.72),
                x: Vec3::new(1.0, 0.0, 0.0),
                y: Vec3::new(0.0, 1.0, 0.0),
                z: Vec3::new(0.0, 0.0, 1.0),
            };
            let leg = Bar { length: 0.7, width: 0.09, thickness: 0.04, ends: [0.0, 0.0] }.mesh();
            let plank = Bar { length: 1.2, width: 0.14, thickness: 0.04, ends: [0.0, 0.0] }.mesh();
            let mut solids: Vec<(&Mesh, Frame)> = (0..4).map(|k| (&plank, lying(f64::from(k) * 0.15 - 0.2))).collect();
            solids.extend([(-0.5, -0.2), (0.5, -0.2), (-0.5, 0.2), (0.5, 0.2)].map(|(x, y)| (&leg, upright(x, y))));
            let eye = Vec3::new(
                4.0 * libm::cos(pitch) * libm::sin(yaw), -4.0 * libm::cos(pitch) * libm::cos(yaw), 0.4 + 4.0 * libm::sin(pitch),
            );
            let order = paint_order(&solids, eye);
            let place = |k: usize| order.iter().position(|o| *o == k).unwrap();
            let direction = (Vec3::new(dx, dz, 0.4 + dz) - eye).unit().unwrap();
            let ray = Ray { origin: eye, direction };
            let Some(first) = nearest_hit(solids.iter().copied(), &ray) else { return Ok(()) };
            for (k, (mesh, frame)) in solids.iter().enumerate() {
                if k != first.index && mesh.hit_distance(&frame.ray_into(&ray)).is_some_and(|d| d > first.distance + 1e-6) {
                    prop_assert!(place(k) < place(first.index), "{k} hides {}", first.index);
                }
            }
        }
    }
}
