//! What the drawing board holds: the drawing, its steps back and forth, the selected point, the part that is seen.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::frame::Frame;
use crate::quantity::System;
use crate::stock::{Corner, Ring, Sketch};

/// Steps that can be taken back.
const MOST_STEPS: usize = 200;
/// How far an arrow moves a point, alone and with Shift (m).
const NUDGE: f64 = 0.001;
const BIG_NUDGE: f64 = 0.01;
/// Each press of plus or minus.
const ZOOM: f64 = 1.4;

/// The state of the drawing board.
#[derive(Clone, Copy)]
pub(super) struct Editor {
    pub(super) sketch: RwSignal<Sketch>,
    pub(super) selected: RwSignal<Option<Corner>>,
    /// Drawings before and after this one.
    pub(super) past: RwSignal<Vec<Sketch>>,
    pub(super) future: RwSignal<Vec<Sketch>>,
    /// Whether a dragged point falls in line with others.
    pub(super) snap: RwSignal<bool>,
    /// Whether it began with what was drawn last time.
    pub(super) is_draft: RwSignal<bool>,
    pub(super) frame: RwSignal<Frame>,
    /// Units that lengths are shown in.
    pub(super) system: RwSignal<System>,
}

impl Editor {
    pub(super) fn new(system: RwSignal<System>) -> Self {
        Self {
            sketch: RwSignal::new(Sketch::rectangle(0.8, 0.6)),
            selected: RwSignal::new(None),
            past: RwSignal::new(Vec::new()),
            future: RwSignal::new(Vec::new()),
            snap: RwSignal::new(true),
            is_draft: RwSignal::new(false),
            frame: RwSignal::new(Frame::default()),
            system,
        }
    }

    /// Begins anew; a draft can be taken back to the drawing.
    pub(super) fn start(self, sketch: Sketch, draft: Option<Sketch>) {
        self.selected.set(None);
        self.future.set(Vec::new());
        self.is_draft.set(draft.is_some());
        self.past.set(draft.iter().map(|_| sketch.clone()).collect());
        self.sketch.set(draft.unwrap_or(sketch));
        self.show_all();
    }

    /// The selected point, where it is still there.
    pub(super) fn selection(self) -> Option<Corner> {
        self.selected.get().filter(|corner| self.sketch.with(|sketch| sketch.point(*corner).is_some()))
    }

    /// The selected point outside views.
    fn selection_now(self) -> Option<Corner> {
        untrack(move || self.selection())
    }

    /// Takes a step that can be taken back.
    pub(super) fn step(self, next: Sketch) {
        let before = self.sketch.get_untracked();
        self.sketch.set(next);
        self.stepped_from(before);
    }

    /// Notes a step that is already in the drawing.
    pub(super) fn stepped_from(self, before: Sketch) {
        if self.sketch.with_untracked(|sketch| *sketch == before) {
            return;
        }
        self.past.update(|past| {
            past.push(before);
            if past.len() > MOST_STEPS {
                past.remove(0);
            }
        });
        self.future.update(Vec::clear);
        self.settle();
    }

    /// Changes the selected point or its edge.
    pub(super) fn change(self, change: impl FnOnce(&Sketch, Corner) -> Sketch) {
        if let Some(corner) = self.selection_now() {
            self.step(self.sketch.with_untracked(|sketch| change(sketch, corner)));
        }
    }

    pub(super) fn undo(self) {
        self.swap(self.past, self.future);
    }

    pub(super) fn redo(self) {
        self.swap(self.future, self.past);
    }

    fn swap(self, from: RwSignal<Vec<Sketch>>, to: RwSignal<Vec<Sketch>>) {
        if let Some(sketch) = from.try_update(Vec::pop).flatten() {
            to.update(|steps| steps.push(self.sketch.get_untracked()));
            self.sketch.set(sketch);
            self.settle();
        }
    }

    /// Selects the point so many further in the order of the drawing.
    pub(super) fn step_selection(self, by: isize) {
        let all: Vec<Corner> = self.sketch.with_untracked(|sketch| sketch.corners().collect());
        let now = self.selection_now().and_then(|corner| all.iter().position(|other| *other == corner));
        let next = match now {
            Some(k) => (k as isize + by).rem_euclid(all.len() as isize) as usize,
            None if by < 0 => all.len() - 1,
            None => 0,
        };
        self.selected.set(all.get(next).copied());
    }

    /// Adds a point in the middle of the edge after the selected one, and selects it.
    pub(super) fn add_point(self) {
        let Some(corner) = self.selection_now() else { return };
        let before = self.sketch.get_untracked();
        if let Some((a, b)) = before.point(corner).zip(before.point(before.along(corner, 1))) {
            let middle = [0, 1].map(|k| (a[k] + b[k]) / 2.0);
            self.step(before.inserted(corner, middle));
            self.selected.set(Some(Corner { at: corner.at + 1, ..corner }));
        }
    }

    /// Removes the selected point, and selects the one before it.
    pub(super) fn remove_point(self) {
        self.change(Sketch::removed);
        let back = |corner: Corner| Corner { at: corner.at.saturating_sub(1), ..corner };
        self.selected.update(|selected| *selected = selected.map(back));
    }

    /// Adds a hole or an unusable zone, and selects its first point.
    pub(super) fn add_ring(self, add: fn(&Sketch) -> (Sketch, Ring)) {
        let (next, ring) = self.sketch.with_untracked(add);
        self.step(next);
        self.selected.set(Some(Corner { ring, at: 0 }));
    }

    /// Shows all of the drawing.
    pub(super) fn show_all(self) {
        let frame = self.frame.get_untracked();
        self.frame.set(self.sketch.with_untracked(|sketch| frame.fitted(sketch)));
    }

    pub(super) fn zoom(self, by: f64) {
        let point = self.selection_now().and_then(|corner| self.sketch.with_untracked(|sketch| sketch.point(corner)));
        self.frame.update(|frame| {
            let at = point.map_or((frame.size.0 / 2.0, frame.size.1 / 2.0), |point| frame.to_px(point));
            *frame = frame.zoomed(by, at);
        });
    }

    pub(super) fn zoom_in(self) {
        self.zoom(ZOOM);
    }

    pub(super) fn zoom_out(self) {
        self.zoom(1.0 / ZOOM);
    }

    /// After a step: shows all again where the drawing has outgrown the picture or shrunk in it.
    fn settle(self) {
        let frame = self.frame.get_untracked();
        if self.sketch.with_untracked(|sketch| !frame.suits(sketch)) {
            self.show_all();
        }
    }

    /// Keys on the picture: arrows move the selected point, [ ] or P N select another, Delete removes it, A or
    /// Insert adds one after it, + and − zoom, 0 or Home shows all.
    pub(super) fn press(self, ev: &KeyboardEvent) {
        if ev.ctrl_key() || ev.meta_key() || ev.alt_key() {
            return;
        }
        let by = if ev.shift_key() { BIG_NUDGE } else { NUDGE };
        let nudge = |x: f64, y: f64| {
            self.change(|sketch, corner| {
                let [px, py] = sketch.point(corner).unwrap_or_default();
                sketch.moved(corner, [px + x * by, py + y * by])
            });
        };
        match ev.key().as_str() {
            "ArrowLeft" => nudge(-1.0, 0.0),
            "ArrowRight" => nudge(1.0, 0.0),
            "ArrowUp" => nudge(0.0, 1.0),
            "ArrowDown" => nudge(0.0, -1.0),
            "]" | "n" | "N" | "PageDown" => self.step_selection(1),
            "[" | "p" | "P" | "PageUp" => self.step_selection(-1),
            "Delete" | "Backspace" => self.remove_point(),
            "Insert" | "a" | "A" => self.add_point(),
            "+" | "=" => self.zoom_in(),
            "-" | "_" | "−" => self.zoom_out(),
            "Home" | "0" => self.show_all(),
            _ => return,
        }
        ev.prevent_default();
    }

    /// Ctrl Z and Ctrl Shift Z (or Ctrl Y) anywhere in the dialog but in a field that is being typed in.
    pub(super) fn shortcut(self, ev: &KeyboardEvent) {
        if !(ev.ctrl_key() || ev.meta_key()) {
            return;
        }
        let in_field = ev
            .target()
            .is_some_and(|target| wasm_bindgen::JsCast::dyn_ref::<web_sys::HtmlInputElement>(&target).is_some());
        match ev.key().as_str() {
            _ if in_field => {}
            "z" if !ev.shift_key() => self.undo(),
            "z" | "Z" | "y" => self.redo(),
            _ => return,
        }
        // The page behind has an undo of its own.
        ev.stop_propagation();
        if !in_field {
            ev.prevent_default();
        }
    }
}
