//! The picture without a graphics card: flat faces painted from the farthest to the nearest as SVG.

use std::fmt::Write;

use leptos::prelude::*;

use super::scene::{Body, Placed, Scene, StandardView};
use super::shade::{CHOSEN, EDGE_TINT, HOVER, INK, light};
use super::stage::Stage;
use super::{Tint, scene};
use crate::geometry::{Margins, Mesh, Orbit, Vec3, View, paint_order};

/// The painted picture. It takes the same gestures and keys as the canvas.
#[component]
pub(super) fn Drawing(stage: Stage, help: String) -> impl IntoView {
    let markup = move || {
        let Some(view) = stage.view() else {
            return String::new();
        };
        let marks = Marks { chosen: stage.selected.get(), hovered: stage.hovered.get() };
        stage.placed.with(|placed| paint(placed, &view, marks))
    };
    view! {
        <svg
            class="viewer-canvas"
            class:viewer-over=Signal::derive(move || stage.hovered.get().is_some())
            role="img"
            tabindex="0"
            aria-label=Signal::derive(move || stage.scene.with(|scene| scene.label.clone()))
            aria-describedby=help
            inner_html=markup
        ></svg>
    }
}

/// A scene as SVG paths in a picture of this width and height, from the front right, with everything in it.
pub fn thumbnail(scene: &Scene, [width, height]: [f64; 2]) -> String {
    let placed = Placed::new(scene, 0.0);
    let Some(bounds) = placed.shown else { return String::new() };
    let (yaw, pitch) = StandardView::Home.angles();
    let view = View { orbit: Orbit::new(bounds.centre(), bounds.size().length(), yaw, pitch), width, height };
    let orbit = view.fitted(bounds, Margins { top: 0.06, bottom: 0.06, sides: 0.06 });
    paint(&placed, &View { orbit, ..view }, Marks { chosen: None, hovered: None })
}

/// Parts that stand out.
#[derive(Clone, Copy)]
struct Marks {
    chosen: Option<usize>,
    hovered: Option<usize>,
}

/// The scene as SVG paths.
fn paint(placed: &Placed, view: &View, marks: Marks) -> String {
    let mut svg = String::new();
    if view.orbit.pitch > 0.0 {
        paint_ground(&mut svg, placed, view);
    }
    let solids: Vec<_> = placed.bodies.iter().map(|b| (b.mesh.as_ref(), b.frame)).collect();
    for k in paint_order(&solids, view) {
        if let Some(body) = placed.bodies.get(k) {
            paint_body(&mut svg, body, view, marks);
        }
    }
    svg
}

/// A soft disc under everything.
fn paint_ground(svg: &mut String, placed: &Placed, view: &View) {
    let Some(bounds) = placed.shown else { return };
    let (centre, size) = (bounds.centre(), bounds.size());
    let disc = (0..48).map(|k| {
        let angle = f64::from(k) / 48.0 * std::f64::consts::TAU;
        let x = centre.x + libm::cos(angle) * size.x * 0.56;
        let y = centre.y + libm::sin(angle) * size.y * 0.56;
        Vec3::new(x, y, bounds.low.z)
    });
    let Some(path) = outline(disc, view) else { return };
    let blur = size.x.max(size.y) * 0.05 / view.scale();
    let fill = INK.css();
    push(svg, format_args!("<path d=\"{path}\" fill=\"{fill}\" opacity=\".16\" style=\"filter:blur({blur:.0}px)\"/>"));
}

/// The faces that look at the eye, each with its sharp edges.
fn paint_body(svg: &mut String, body: &Body, view: &View, marks: Marks) {
    let eye = view.orbit.eye();
    let points: Vec<Vec3> = body.mesh.positions.iter().map(|p| body.frame.point(*p)).collect();
    let (tint, edge) = colours(body, marks);
    let mut faces: Vec<(f64, Vec<u32>, Vec3)> = Vec::new();
    for face in faces_of(&body.mesh) {
        let corner = face.first().and_then(|k| points.get(*k as usize));
        let normal = face.first().and_then(|k| body.mesh.normals.get(*k as usize));
        let (Some(corner), Some(normal)) = (corner, normal) else {
            continue;
        };
        let normal = body.frame.direction(*normal);
        if normal.dot(eye - *corner) > 0.0 {
            faces.push(((*corner - eye).length(), face, normal));
        }
    }
    crate::order::sort_by(&mut faces, |a, b| b.0.total_cmp(&a.0));
    for (_, face, normal) in faces {
        let corners = face.iter().filter_map(|k| points.get(*k as usize).copied());
        let Some(path) = outline(corners, view) else {
            continue;
        };
        let fill = tint.lit(light(normal)).css();
        // The hairline in the face's own colour closes the seams between neighbours.
        push(svg, format_args!("<path d=\"{path}\" fill=\"{fill}\" stroke=\"{fill}\" stroke-width=\".4\"/>"));
        let mut lines = String::new();
        for [a, b] in body.mesh.edges.iter().filter(|edge| edge.iter().all(|k| face.contains(k))) {
            let ends = [a, b].map(|k| points.get(*k as usize).and_then(|p| view.project(*p)));
            if let [Some(a), Some(b)] = ends {
                push(&mut lines, format_args!("M{:.1} {:.1}L{:.1} {:.1}", a.x, a.y, b.x, b.y));
            }
        }
        push(svg, format_args!("<path d=\"{lines}\" stroke=\"{edge}\"/>"));
    }
}

/// Colour of a body's faces and of its edges.
fn colours(body: &Body, marks: Marks) -> (Tint, String) {
    let chosen = marks.chosen == Some(body.part);
    let base = if chosen { CHOSEN } else { body.tint };
    let hovered = marks.hovered == Some(body.part);
    let shown = if hovered { base.towards(scene::Tint([255; 3]), HOVER) } else { base };
    let edge = if chosen { CHOSEN.lit(0.2) } else { INK.towards(body.tint, EDGE_TINT) };
    (shown, edge.css())
}

/// Triangles joined again into the fans that [`Mesh::add_face`] made of flat faces.
fn faces_of(mesh: &Mesh) -> Vec<Vec<u32>> {
    let mut faces: Vec<Vec<u32>> = Vec::new();
    for [a, b, c] in &mesh.triangles {
        match faces.last_mut() {
            Some(face) if face.first() == Some(a) && face.last() == Some(b) => face.push(*c),
            _ => faces.push(vec![*a, *b, *c]),
        }
    }
    faces
}

/// A closed path; nothing where a corner lies behind the eye.
fn outline(corners: impl Iterator<Item = Vec3>, view: &View) -> Option<String> {
    let mut path = String::new();
    for corner in corners {
        let at = view.project(corner)?;
        let step = if path.is_empty() { 'M' } else { 'L' };
        push(&mut path, format_args!("{step}{:.1} {:.1}", at.x, at.y));
    }
    path.push('Z');
    Some(path)
}

/// Writing to a string cannot fail.
fn push(text: &mut String, more: std::fmt::Arguments) {
    let _ = text.write_fmt(more);
}
