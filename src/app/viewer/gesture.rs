//! Mouse, pen and fingers: orbit, pan, pinch, hover and click.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent, WheelEvent};

use super::stage::Stage;

/// A pointer that moves less than this is a click, CSS pixels.
const CLICK: f64 = 5.0;
/// Radians for each CSS pixel of a drag.
const TURN: f64 = 0.008;

/// The pointers that are down and what they have done since.
#[derive(Default)]
pub(super) struct Gesture {
    pointers: Vec<Pointer>,
    /// Whether it may still be a click.
    still: bool,
    pan: bool,
}

struct Pointer {
    id: i32,
    start: (f64, f64),
    at: (f64, f64),
}

impl Gesture {
    /// A pointer comes down.
    pub fn down(&mut self, ev: &PointerEvent) {
        let Some((surface, at)) = surface_and_place(ev) else {
            return;
        };
        // A pointer that has gone meanwhile cannot be captured; its moves inside the picture still arrive.
        let _ = surface.set_pointer_capture(ev.pointer_id());
        self.still = self.pointers.is_empty();
        self.pan = ev.button() != 0 || ev.shift_key();
        self.pointers.retain(|p| p.id != ev.pointer_id());
        self.pointers.push(Pointer { id: ev.pointer_id(), start: at, at });
    }

    /// A pointer moves, pressed or not.
    pub fn moved(&mut self, ev: &PointerEvent, stage: &Stage) {
        let Some((_, at)) = surface_and_place(ev) else {
            return;
        };
        let Some(k) = self.pointers.iter().position(|p| p.id == ev.pointer_id()) else {
            if self.pointers.is_empty() && ev.pointer_type() != "touch" {
                hover(stage, stage.part_at(at.0, at.1));
            }
            return;
        };
        if self.still && distance(self.pointers[k].start, at) < CLICK {
            return;
        }
        self.still = false;
        hover(stage, None);
        let before = self.pair();
        let last = std::mem::replace(&mut self.pointers[k].at, at);
        match (before, self.pair()) {
            (Some(before), Some(now)) => {
                stage.pan(now.middle.0 - before.middle.0, now.middle.1 - before.middle.1);
                stage.zoom(before.spread / now.spread.max(1.0), Some(now.middle));
            }
            _ if self.pan => stage.pan(at.0 - last.0, at.1 - last.1),
            _ => stage.turn((last.0 - at.0) * TURN, (at.1 - last.1) * TURN),
        }
    }

    /// A pointer goes up; a click selects what lies under it, or nothing, or measures.
    pub fn up(&mut self, ev: &PointerEvent, stage: &Stage) {
        let known = self.pointers.len();
        self.pointers.retain(|p| p.id != ev.pointer_id());
        let Some((_, (x, y))) = surface_and_place(ev) else {
            return;
        };
        if known == 1 && self.pointers.is_empty() && self.still && !self.pan {
            stage.press(x, y);
        }
        self.still = false;
    }

    /// The browser takes a pointer away.
    pub fn cancel(&mut self, ev: &PointerEvent) {
        self.pointers.retain(|p| p.id != ev.pointer_id());
        self.still = false;
    }

    fn pair(&self) -> Option<Pair> {
        let [a, b] = [self.pointers.first()?.at, self.pointers.get(1)?.at];
        Some(Pair { middle: ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0), spread: distance(a, b).max(1.0) })
    }
}

/// Two fingers.
struct Pair {
    middle: (f64, f64),
    spread: f64,
}

/// A wheel or a track pad's pinch zooms at the pointer.
pub(super) fn wheel(ev: &WheelEvent, stage: &Stage) {
    ev.prevent_default();
    let Some((_, place)) = surface_and_place(ev) else {
        return;
    };
    let unit = match ev.delta_mode() {
        WheelEvent::DOM_DELTA_LINE => 33.0,
        WheelEvent::DOM_DELTA_PAGE => 400.0,
        _ => 1.0,
    };
    // Browsers report a pinch as small steps with Ctrl held.
    let speed = if ev.ctrl_key() { 0.01 } else { 0.0015 };
    let amount = (ev.delta_y() * unit * speed).clamp(-0.5, 0.5);
    stage.zoom(libm::exp(amount), Some(place));
}

/// Marks a part as hovered, where it is not yet.
pub(super) fn hover(stage: &Stage, part: Option<usize>) {
    if stage.hovered.get_untracked() != part {
        stage.hovered.set(part);
    }
}

/// The element that listens, and the event's place in it.
fn surface_and_place(ev: &web_sys::MouseEvent) -> Option<(Element, (f64, f64))> {
    let surface: Element = ev.current_target()?.dyn_into().ok()?;
    let frame = surface.get_bounding_client_rect();
    let place = (f64::from(ev.client_x()) - frame.left(), f64::from(ev.client_y()) - frame.top());
    Some((surface, place))
}

fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    libm::hypot(a.0 - b.0, a.1 - b.1)
}
