//! Dimension lines over the picture: a line with end ticks and a label in its middle, placed anew with each move.

use leptos::prelude::*;

use super::Dimension;
use super::stage::{Stage, TOGETHER};
use crate::geometry::View;

/// Half the length of an end tick, CSS pixels.
const TICK: f64 = 5.0;
/// A shorter line has no room for ticks and is left out with its label.
const SHORTEST: f64 = 14.0;

/// A dimension in the picture, CSS pixels.
struct Line {
    from: (f64, f64),
    to: (f64, f64),
    text: String,
    strong: bool,
}

/// The dimension lines; none while the parts are moved apart, as they would measure nothing.
#[component]
pub(super) fn Overlay(stage: Stage) -> impl IntoView {
    let lines = move || {
        let together = stage.explode.get() < TOGETHER;
        let view = stage.view().filter(|_| together);
        let Some(view) = view else { return Vec::new() };
        stage.scene.with(|scene| scene.dimensions.iter().filter_map(|d| Line::new(d, &view)).collect())
    };
    let drawn = move || {
        let lines: Vec<Line> = lines();
        let labels: Vec<_> = lines.iter().filter_map(|line| line.label(stage)).collect();
        let strokes: Vec<_> = lines.iter().map(Line::stroke).collect();
        view! { <svg aria-hidden="true">{strokes}</svg> {labels} }
    };
    view! { <div class="viewer-overlay">{drawn}</div> }
}

impl Line {
    /// Where the dimension appears; nothing where it is out of sight or seen end on.
    fn new(dimension: &Dimension, view: &View) -> Option<Self> {
        let [from, to] = [view.project(dimension.from)?, view.project(dimension.to)?].map(|p| (p.x, p.y));
        let length = libm::hypot(to.0 - from.0, to.1 - from.1);
        (length >= SHORTEST).then(|| Self { from, to, text: dimension.text.clone(), strong: dimension.strong })
    }

    fn stroke(&self) -> impl IntoView + use<> {
        let ((ax, ay), (bx, by)) = (self.from, self.to);
        let length = libm::hypot(bx - ax, by - ay).max(1.0);
        let (nx, ny) = ((by - ay) / length * TICK, (ax - bx) / length * TICK);
        let tick = |x: f64, y: f64| format!("M{:.1} {:.1}L{:.1} {:.1}", x - nx, y - ny, x + nx, y + ny);
        let path = format!("M{ax:.1} {ay:.1}L{bx:.1} {by:.1}{}{}", tick(ax, ay), tick(bx, by));
        view! { <path d=path class:strong=self.strong /> }
    }

    /// The label stands in the middle of what is seen of the line, and stays inside the picture.
    fn label(&self, stage: Stage) -> Option<impl IntoView + use<>> {
        let size = stage.size.get_untracked();
        let (x, y) = self.middle_in(size.width, size.height)?;
        let inside = |v: f64, room: f64, edge: f64| v.clamp(edge.min(room / 2.0), (room - edge).max(room / 2.0));
        let (x, y) = (inside(x, size.width, 44.0), inside(y, size.height, 18.0));
        let place = format!("translate({x:.1}px, {y:.1}px) translate(-50%, -50%)");
        let text = self.text.clone();
        Some(view! { <span class="viewer-dimension" class:strong=self.strong style:transform=place>{text}</span> })
    }

    /// The middle of the part inside a picture of this size; nothing where the line passes beside it.
    fn middle_in(&self, width: f64, height: f64) -> Option<(f64, f64)> {
        let (start, way) = (self.from, (self.to.0 - self.from.0, self.to.1 - self.from.1));
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (from, step, room) in [(start.0, way.0, width), (start.1, way.1, height)] {
            if step.abs() < 1e-9 {
                if !(0.0..=room).contains(&from) {
                    return None;
                }
                continue;
            }
            let (a, b) = (-from / step, (room - from) / step);
            enter = enter.max(a.min(b));
            leave = leave.min(a.max(b));
        }
        let middle = (enter + leave) / 2.0;
        (enter < leave).then_some((start.0 + way.0 * middle, start.1 + way.1 * middle))
    }
}
