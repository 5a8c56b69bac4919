//! Turns the outcome into what the picture shows.

use super::look::{Look, painted, steps_of};
use crate::app::state::App;
use crate::app::text::{t, t_with};
use crate::app::viewer::{Body, Dimension, Group, Scene, Tint, ViewerTexts};
use crate::design::Build;
use crate::project::{CopySource, Outcome};
use crate::quantity::format;
use leptos::prelude::*;

/// Wood by slot, so that parts of one role look alike; bought pieces are yellower, missing ones red.
pub(super) const SCRAP: [Tint; 4] =
    [Tint([0xdc, 0xc0, 0x92]), Tint([0xc6, 0xa0, 0x6e]), Tint([0xb4, 0x8c, 0x5c]), Tint([0xa8, 0x9a, 0x7c])];
pub(super) const BOUGHT: Tint = Tint([0xe9, 0xc0, 0x55]);
pub(super) const MISSING: Tint = Tint([0xd0, 0x5a, 0x48]);

/// The picture of the design in hand.
pub(super) fn scene(app: App, look: Look) -> Scene {
    let outcome = app.outcome.get();
    let design = app.design.get();
    let build = &outcome.0.build;
    let hovered = app.hovered.get();
    let system = app.system.get();
    let line = |line: &crate::design::DimensionLine| Dimension {
        key: Some(line.parameter),
        from: line.from,
        to: line.to,
        text: format(build.parameters[line.parameter], &design.0.parameters[line.parameter].unit.symbol, 0, system),
        strong: hovered == Some(line.parameter),
    };
    let dimensions = build.dimensions.iter().map(line).collect();
    let mut bodies = bodies(&outcome.0);
    if !look.is_usual() {
        looked(app, look, &outcome.0, &mut bodies);
    }
    let groups = build.assemblies.iter().map(|a| Group { parent: a.parent, leaves: a.explode }).collect();
    Scene { bodies, groups, dimensions, label: label(&design.0.title, build, app) }
}

/// Colours, leaves out and moves the bodies as they are looked at.
#[inline(never)]
fn looked(app: App, look: Look, outcome: &Outcome, bodies: &mut Vec<Body>) {
    let build = &outcome.build;
    if let Some(painted) = painted(app, outcome, look.colours.get()) {
        bodies.iter_mut().for_each(|body| body.tint = painted.parts[body.part]);
    }
    if let Some(step) = look.step.get() {
        let steps = steps_of(build);
        // As long as nothing stands, all that is to come is there, pale.
        if steps.iter().any(|own| *own <= step) {
            bodies.retain(|body| steps[body.part] <= step);
        }
        let other = bodies.iter_mut().filter(|body| steps[body.part] != step);
        other.for_each(|body| body.tint = body.tint.paler());
    }
    let frames = look.moves.with(|moves| build.pose(|k| moves.get(&k).copied()));
    for body in bodies.iter_mut() {
        if let Some(frame) = body.group.and_then(|k| frames.get(k)) {
            body.frame = frame.of(&body.frame);
        }
    }
}

/// The copies of all parts of a build, coloured by where they come from.
pub fn bodies(outcome: &Outcome) -> Vec<Body> {
    let build = &outcome.build;
    let mut bodies = Vec::with_capacity(build.piece_count());
    for (index, part) in build.parts.iter().enumerate() {
        for (copy, frame) in part.placements.iter().enumerate() {
            let tint = match outcome.sources[index][copy] {
                CopySource::Scrap => SCRAP[part.slot % SCRAP.len()],
                CopySource::Bought => BOUGHT,
                CopySource::Missing => MISSING,
            };
            let (mesh, group) = (part.mesh.clone(), part.assembly);
            bodies.push(Body { part: index, copy, mesh, frame: *frame, tint, group });
        }
    }
    bodies
}

/// The picture in words.
fn label(title: &str, build: &Build, app: App) -> String {
    let design = app.design.get();
    let system = app.system.get();
    let sizes: Vec<String> = build
        .dimensions
        .iter()
        .map(|d| {
            let p = &design.0.parameters[d.parameter];
            format!("{} {}", p.name, format(build.parameters[d.parameter], &p.unit.symbol, 0, system))
        })
        .collect();
    t_with("view.label", &[("title", title), ("sizes", &sizes.join(", ")), ("n", &build.piece_count().to_string())])
}

/// All words of the viewer.
pub(super) fn viewer_texts() -> ViewerTexts {
    ViewerTexts {
        home: t("view.home").to_owned(),
        front: t("view.front").to_owned(),
        side: t("view.side").to_owned(),
        top: t("view.top").to_owned(),
        explode: t("view.explode").to_owned(),
        more: t("view.more").to_owned(),
        change: t("view.change").to_owned(),
        no_webgl: t("view.no-webgl").to_owned(),
        lost: t("view.lost").to_owned(),
        restored: t("view.restored").to_owned(),
        canvas_help: t("view.help").to_owned(),
    }
}
