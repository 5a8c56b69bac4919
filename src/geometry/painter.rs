//! In which order solids must be painted so that nearer ones cover farther ones, without a depth buffer.

use super::{Frame, Mesh, Vec3, View};

/// Above this many solids the exact order costs too much and distance alone decides.
const EXACT_UP_TO: usize = 160;
/// Solids may sink this far into each other's face planes, metres.
const TOLERANCE: f64 = 1e-4;

/// A solid as the painter sees it.
struct Shape {
    points: Vec<Vec3>,
    /// Normal and offset of the faces that have all of the solid behind them.
    planes: Vec<(Vec3, f64)>,
    /// Left, right, top and bottom in the picture; everything where part of it lies behind the eye.
    outline: [f64; 4],
    distance: f64,
}

/// Indices of the solids from the farthest to the nearest in a view.
/// Exact for solids that a face plane of one of them tells apart; else by distance.
pub fn paint_order(solids: &[(&Mesh, Frame)], view: &View) -> Vec<usize> {
    let shapes: Vec<Shape> = solids.iter().map(|(mesh, frame)| shape(mesh, frame, view)).collect();
    let mut waiting: Vec<usize> = (0..shapes.len()).collect();
    crate::order::sort_by(&mut waiting, |&a, &b| shapes[b].distance.total_cmp(&shapes[a].distance));
    if shapes.len() > EXACT_UP_TO {
        return waiting;
    }
    let eye = view.orbit.eye();
    let mut painted = Vec::with_capacity(waiting.len());
    while let Some(&farthest) = waiting.first() {
        let behind =
            |k: usize| waiting.iter().copied().find(|&far| far != k && comes_after(&shapes[k], &shapes[far], eye));
        // Nothing behind it is waiting; where every one has another behind it, they lie in a knot.
        let free = waiting.iter().copied().find(|&k| behind(k).is_none());
        let next = free.unwrap_or_else(|| end_of_knot(farthest, &waiting, behind));
        waiting.retain(|&k| k != next);
        painted.push(next);
    }
    painted
}

/// Walks backwards until the way runs in a circle, and cuts that at its farthest.
fn end_of_knot(start: usize, waiting: &[usize], behind: impl Fn(usize) -> Option<usize>) -> usize {
    let mut way = vec![start];
    loop {
        let Some(next) = way.last().and_then(|&k| behind(k)) else { return start };
        if let Some(first) = way.iter().position(|&k| k == next) {
            let circle = &way[first..];
            return waiting.iter().copied().find(|k| circle.contains(k)).unwrap_or(start);
        }
        way.push(next);
    }
}

fn shape(mesh: &Mesh, frame: &Frame, view: &View) -> Shape {
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
    let places: Option<Vec<_>> = points.iter().map(|p| view.project(*p)).collect();
    let outline = places.map_or([f64::NEG_INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::INFINITY], |places| {
        places.iter().fold([f64::INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::NEG_INFINITY], |[l, r, t, b], p| {
            [l.min(p.x), r.max(p.x), t.min(p.y), b.max(p.y)]
        })
    });
    let middle = points.iter().fold(Vec3::default(), |sum, p| sum + *p) * (1.0 / points.len().max(1) as f64);
    Shape { points, planes, outline, distance: (middle - view.orbit.eye()).length() }
}

/// Whether `near` must be painted after `far`: it may hide some of it, and is the nearer where both may.
fn comes_after(near: &Shape, far: &Shape, eye: Vec3) -> bool {
    let [l, r, t, b] = near.outline;
    let [left, right, top, bottom] = far.outline;
    let apart = r < left || right < l || b < top || bottom < t;
    !apart && may_hide(near, far, eye) && (near.distance < far.distance || !may_hide(far, near, eye))
}

/// Whether no face plane shows that `near` cannot hide any of `far`.
fn may_hide(near: &Shape, far: &Shape, eye: Vec3) -> bool {
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
    use crate::geometry::{Bar, Orbit, Profile, nearest_hit};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn along_any_ray_the_nearest_is_painted_last(yaw in 0.0..6.3, pitch in -0.5..1.5, x in 0.0..400.0, y in 0.0..300.0) {
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
            let leg = Bar::straight(0.7, Profile::Board([0.09, 0.04])).mesh();
            let plank = Bar::straight(1.2, Profile::Board([0.14, 0.04])).mesh();
            let mut solids: Vec<(&Mesh, Frame)> = (0..4).map(|k| (&plank, lying(f64::from(k) * 0.15 - 0.2))).collect();
            solids.extend([(-0.5, -0.2), (0.5, -0.2), (-0.5, 0.2), (0.5, 0.2)].map(|(x, y)| (&leg, upright(x, y))));
            let orbit = Orbit::new(Vec3::new(0.0, 0.0, 0.4), 4.0, yaw, pitch);
            let view = View { orbit, width: 400.0, height: 300.0 };
            let order = paint_order(&solids, &view);
            let place = |k: usize| order.iter().position(|o| *o == k).unwrap();
            let ray = view.ray(x, y);
            let Some(first) = nearest_hit(solids.iter().copied(), &ray) else { return Ok(()) };
            for (k, (mesh, frame)) in solids.iter().enumerate() {
                if k != first.index && mesh.hit_distance(&frame.ray_into(&ray)).is_some_and(|d| d > first.distance + 1e-6) {
                    prop_assert!(place(k) < place(first.index), "{k} hides {}", first.index);
                }
            }
        }
    }
}
