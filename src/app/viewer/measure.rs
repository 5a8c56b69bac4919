//! Measuring between two points of the picture: corners and edges are caught, else the surface counts.

use leptos::prelude::*;

use super::Dimension;
use super::scene::Body;
use super::stage::Stage;
use crate::geometry::Vec3;

/// How near in the picture a corner or an edge is caught, CSS pixels.
const CORNER: f64 = 14.0;
const EDGE: f64 = 8.0;

/// Puts the next point where the pointer is; a third one begins anew. Does nothing beside the bodies.
#[inline(never)]
pub(super) fn press(stage: &Stage, x: f64, y: f64) {
    let Some(point) = caught(stage, x, y) else { return };
    stage.measure.update(|measure| {
        if let Some(points) = measure {
            if points.len() >= 2 {
                points.clear();
            }
            points.push(point);
        }
    });
}

/// The point of the built thing that is meant at a place of the picture.
fn caught(stage: &Stage, x: f64, y: f64) -> Option<Vec3> {
    let view = untrack(|| stage.view())?;
    let (body, surface) = stage.hit(x, y)?;
    let place = |p: &Vec3| view.project(*p).map(|at| libm::hypot(at.x - x, at.y - y));
    let near = |points: &mut dyn Iterator<Item = Vec3>, most: f64| {
        let all = points.filter_map(|p| Some((place(&p)?, p))).filter(|(far, _)| *far < most);
        all.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, p)| p)
    };
    let edges = edges(&body);
    let corner = near(&mut edges.iter().flatten().copied(), CORNER);
    corner.or_else(|| near(&mut edges.iter().filter_map(|edge| view.nearest_on(edge, x, y)), EDGE)).or(Some(surface))
}

/// Both ends of each edge of a body where it is shown.
fn edges(body: &Body) -> Vec<[Vec3; 2]> {
    let at = |k: u32| body.mesh.positions.get(k as usize).map(|p| body.frame.point(*p));
    body.mesh.edges.iter().filter_map(|[a, b]| Some([at(*a)?, at(*b)?])).collect()
}

/// The line between both points.
pub(super) fn line(stage: &Stage) -> Option<Dimension> {
    let points = stage.measure.get()?;
    let (from, to) = (*points.first()?, *points.get(1)?);
    let text = stage.length_text((to - from).length());
    Some(Dimension { key: None, from, to, text, strong: true })
}

/// The way from one point to the other along the three directions.
pub(super) fn parts(stage: &Stage) -> Option<[String; 3]> {
    let points = stage.measure.get()?;
    let way = *points.get(1)? - *points.first()?;
    Some([way.x, way.y, way.z].map(|v| stage.length_text(v.abs())))
}
