//! Dimension lines over the picture: a line with end ticks and a label in its middle, placed anew with each move.

use leptos::prelude::*;

use super::stage::{Stage, TOGETHER};
use super::{Dimension, ViewerTexts};
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
    key: Option<usize>,
}

/// The dimension lines; none while the parts are moved apart, as they would measure nothing.
#[component]
pub(super) fn Overlay(stage: Stage, texts: Signal<ViewerTexts>) -> impl IntoView {
    let lines = move || {
        let together = stage.explode.get() < TOGETHER;
        let view = stage.view().filter(|_| together);
        let Some(view) = view else { return Vec::new() };
        let mut lines: Vec<Line> =
            stage.scene.with(|scene| scene.dimensions.iter().filter_map(|d| Line::new(d, &view)).collect());
        lines.extend(super::measure::line(&stage).and_then(|measured| Line::new(&measured, &view)));
        lines
    };
    let drawn = move || {
        let lines: Vec<Line> = lines();
        let labels: Vec<_> = lines.iter().filter_map(|line| line.label(stage, texts)).collect();
        let strokes: Vec<_> = lines.iter().map(Line::stroke).collect();
        view! { <svg aria-hidden="true">{strokes} {start(stage)}</svg> {labels} }
    };
    view! { <div class="viewer-overlay">{drawn}</div> }
}

/// The first of two points that are measured, as long as the second is missing.
fn start(stage: Stage) -> Option<AnyView> {
    let first = stage.measure.get().filter(|points| points.len() == 1)?;
    let at = stage.view()?.project(first[0])?;
    Some(view! { <circle class="strong" cx=at.x cy=at.y r="5" /> }.into_any())
}

impl Line {
    /// Where the dimension appears; nothing where it is out of sight or seen end on.
    fn new(dimension: &Dimension, view: &View) -> Option<Self> {
        let [from, to] = [view.project(dimension.from)?, view.project(dimension.to)?].map(|p| (p.x, p.y));
        let length = libm::hypot(to.0 - from.0, to.1 - from.1);
        let Dimension { ref text, strong, key, .. } = *dimension;
        (length >= SHORTEST).then(|| Self { from, to, text: text.clone(), strong, key })
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
    fn label(&self, stage: Stage, texts: Signal<ViewerTexts>) -> Option<AnyView> {
        let size = stage.size.get_untracked();
        let (x, y) = self.middle_in(size.width, size.height)?;
        let inside = |v: f64, room: f64, edge: f64| v.clamp(edge.min(room / 2.0), (room - edge).max(room / 2.0));
        let (x, y) = (inside(x, size.width, 44.0), inside(y, size.height, 18.0));
        let place = format!("translate({x:.1}px, {y:.1}px) translate(-50%, -50%)");
        let text = self.text.clone();
        let Some(key) = self.key else {
            let label =
                view! { <span class="viewer-dimension" class:strong=self.strong style:transform=place>{text}</span> };
            return Some(label.into_any());
        };
        let title = texts.with_untracked(|texts| texts.change.clone());
        let label = view! {
            <button
                type="button"
                class="viewer-dimension"
                class:strong=self.strong
                style:transform=place
                title=title
                on:click=move |_| stage.pressed.set(Some(key))
            >
                {text}
            </button>
        };
        Some(label.into_any())
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
