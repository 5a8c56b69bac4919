//! The photo with its marks: pressed, dragged, moved by arrow keys; two fingers or the wheel with Ctrl zoom.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlImageElement, PointerEvent, WheelEvent};

use crate::app::live::live;
use crate::app::text::{t, t_with};
use crate::quantity::format;
use crate::stock::Marks;

use super::super::actions::Scrap;
use super::loupe::Loupe;
use super::{Step, Tracing};

/// How near to a mark a press takes it (CSS px): with a finger, and with a mouse or pen.
const NEAR: [f64; 2] = [22.0, 12.0];
/// A pointer that moves less than this is a press (CSS px).
const STILL: f64 = 4.0;

/// The pointers that are down, and what the first one does.
#[derive(Default)]
struct Hands {
    /// Each with its place on the stage (CSS px).
    down: Vec<(i32, [f64; 2])>,
    start: [f64; 2],
    /// From the pointer to the mark that it drags (CSS px).
    grip: [f64; 2],
    /// Whether that mark was made by this press.
    fresh: bool,
    moved: bool,
}

/// The event's place in the stage and the stage's size (CSS px).
fn place(ev: &web_sys::MouseEvent) -> Option<(Element, [f64; 2], [f64; 2])> {
    let stage: Element = ev.current_target()?.dyn_into().ok()?;
    let frame = stage.get_bounding_client_rect();
    let at = [f64::from(ev.client_x()) - frame.left(), f64::from(ev.client_y()) - frame.top()];
    Some((stage, at, [frame.width().max(1.0), frame.height().max(1.0)]))
}

fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    libm::hypot(a[0] - b[0], a[1] - b[1])
}

fn divided(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    [a[0] / b[0], a[1] / b[1]]
}

impl Tracing {
    /// Where a point of the photo (px) is seen, as a fraction of the stage.
    fn seen_at(self, point: [f64; 2], size: [f64; 2]) -> [f64; 2] {
        self.view.get().stage(divided(point, size))
    }

    fn photo_point(self, at: [f64; 2], frame: [f64; 2]) -> [f64; 2] {
        let (size, [x, y]) = untrack(|| (self.marks.with(|m| m.size), self.view.get().photo(divided(at, frame))));
        [x * size[0], y * size[1]]
    }

    fn press(self, hands: &mut Hands, ev: &PointerEvent) {
        let Some((stage, at, frame)) = place(ev) else { return };
        if ev.button() != 0 {
            return;
        }
        let _ = stage.set_pointer_capture(ev.pointer_id());
        hands.down.retain(|(id, _)| *id != ev.pointer_id());
        hands.down.push((ev.pointer_id(), at));
        if hands.down.len() > 1 {
            // A second finger means zooming: the mark that the first one made was not meant.
            if hands.fresh {
                hands.fresh = false;
                self.take_back();
            }
            self.selected.set(None);
            return;
        }
        let near = NEAR[usize::from(ev.pointer_type() != "touch")];
        let marks = self.marks.get_untracked();
        let on_stage = |p: [f64; 2]| {
            let [x, y] = untrack(|| self.seen_at(p, marks.size));
            [x * frame[0], y * frame[1]]
        };
        let places: Vec<[f64; 2]> = untrack(|| self.current(&marks)).into_iter().map(on_stage).collect();
        let nearest = (0..places.len()).min_by(|a, b| distance(places[*a], at).total_cmp(&distance(places[*b], at)));
        let taken = nearest.filter(|k| distance(places[*k], at) <= near);
        hands.moved = false;
        hands.start = at;
        hands.fresh = taken.is_none() && self.add(self.photo_point(at, frame));
        hands.grip = taken.map_or([0.0, 0.0], |k| [places[k][0] - at[0], places[k][1] - at[1]]);
        if let Some(k) = taken {
            self.selected.set(Some(k));
        } else if !hands.fresh {
            self.selected.set(None);
        }
    }

    fn drag(self, hands: &mut Hands, ev: &PointerEvent) {
        let Some((_, at, frame)) = place(ev) else { return };
        let before = hands.down.clone();
        let Some(pointer) = hands.down.iter_mut().find(|(id, _)| *id == ev.pointer_id()) else { return };
        pointer.1 = at;
        if let ([(_, a), (_, b)], [(_, c), (_, d)]) = (&before[..], &hands.down[..]) {
            let middle = |a: [f64; 2], b: [f64; 2]| [(a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0];
            let (old, new) = (middle(*a, *b), middle(*c, *d));
            let factor = distance(*c, *d).max(1.0) / distance(*a, *b).max(1.0);
            let by = divided([new[0] - old[0], new[1] - old[1]], frame);
            self.view.update(|view| *view = view.moved(by).zoomed(factor, divided(new, frame)));
            return;
        }
        hands.moved |= distance(hands.start, at) >= STILL;
        let Some(k) = self.selected.get_untracked().filter(|_| hands.moved && before.len() == 1) else {
            // Nothing in hand: the photo itself is dragged.
            if hands.moved && before.len() == 1 {
                let by = divided([at[0] - before[0].1[0], at[1] - before[0].1[1]], frame);
                self.view.update(|view| *view = view.moved(by));
            }
            return;
        };
        let size = self.marks.with_untracked(|m| m.size);
        let to = self.photo_point([at[0] + hands.grip[0], at[1] + hands.grip[1]], frame);
        self.change(|list| {
            if let Some(p) = list.get_mut(k) {
                *p = [0, 1].map(|axis| to[axis].clamp(0.0, size[axis]));
            }
        });
    }

    fn release(self, hands: &mut Hands, ev: &PointerEvent) {
        let alone = hands.down.len() == 1;
        hands.down.retain(|(id, _)| *id != ev.pointer_id());
        if !alone {
            return;
        }
        let first = self.selected.get_untracked() == Some(0) && !hands.fresh && !hands.moved;
        let whole = self.marks.with_untracked(|m| m.rings.last().is_some_and(|ring| ring.len() > 2));
        hands.fresh = false;
        if first && whole && self.step.get_untracked() == Step::Outline {
            self.done();
        } else {
            focus_selected(self);
        }
    }
}

/// Gives the keyboard to the mark in hand.
pub(super) fn focus_selected(tracing: Tracing) {
    let Some(k) = tracing.selected.get_untracked() else { return };
    request_animation_frame(move || {
        let mark = document().get_element_by_id(&format!("trace-mark-{k}"));
        if let Some(mark) = mark.and_then(|mark| mark.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = mark.focus();
        }
    });
}

#[component]
pub(super) fn Stage() -> impl IntoView {
    let tracing = expect_context::<Tracing>();
    let hands = StoredValue::new_local(Hands::default());
    let hand = move |act: fn(Tracing, &mut Hands, &PointerEvent)| {
        move |ev: PointerEvent| {
            hands.try_update_value(|hands| act(tracing, hands, &ev));
        }
    };
    let gone = move |ev: PointerEvent| {
        hands.try_update_value(|hands| hands.down.retain(|(id, _)| *id != ev.pointer_id()));
    };
    let wheel = move |ev: WheelEvent| {
        if let (true, Some((_, at, frame))) = (ev.ctrl_key(), place(&ev)) {
            ev.prevent_default();
            let factor = libm::exp((-ev.delta_y() * 0.01).clamp(-0.5, 0.5));
            tracing.view.update(|view| *view = view.zoomed(factor, divided(at, frame)));
        }
    };
    let loaded = move |ev: leptos::ev::Targeted<leptos::ev::Event, HtmlImageElement>| {
        tracing.seen(ev.target());
    };
    let size = Memo::new(move |_| tracing.marks.with(|m| m.size));
    let aspect = move || size.with(|[w, h]| format!("--aspect: {}", if *h > 0.0 { w / h } else { 1.5 }));
    let spread = move || {
        let (zoom, [x, y]) = { (tracing.view.get().zoom, tracing.view.get().at) };
        let percent = |v: f64| format!("{:.4}%", v * 100.0);
        let (side, left, top) = (percent(zoom), percent(-x * zoom), percent(-y * zoom));
        format!("inline-size: {side}; block-size: {side}; left: {left}; top: {top}")
    };
    view! {
        <Show when=move || tracing.url.with(|url| !url.is_empty())>
            <div
                id="trace-stage"
                class="trace-stage"
                class:waiting=move || tracing.step.get() == Step::Photo
                hidden=move || tracing.step.get() == Step::Result
                style=aspect
                role="group"
                aria-label=t("trace.stage")
                on:pointerdown=hand(Tracing::press)
                on:pointermove=hand(Tracing::drag)
                on:pointerup=hand(Tracing::release)
                on:pointercancel=gone
                on:wheel=wheel
            >
                <img
                    src=move || tracing.url.get()
                    style=spread
                    alt=""
                    draggable="false"
                    on:load:target=loaded
                    on:error=move |_| tracing.refuse(t("trace.no-image"))
                />
                {live(move || tracing.marks.with(|marks| lines(tracing, marks)))}
                {live(move || tracing.marks.with(|marks| sides(tracing, marks)))}
                <Dots />
            </div>
            <div class="trace-near" hidden=move || tracing.current_is_empty()><Loupe /></div>
        </Show>
    }
}

/// The marks of the step as buttons, so that a keyboard reaches them.
#[component]
fn Dots() -> impl IntoView {
    let tracing = expect_context::<Tracing>();
    let count = Memo::new(move |_| tracing.marks.with(|m| tracing.current(m).len()));
    let key = move |ev: web_sys::KeyboardEvent| {
        let step = if ev.shift_key() { 10.0 } else { 1.0 };
        let by = match ev.key().as_str() {
            "ArrowLeft" => [-step, 0.0],
            "ArrowRight" => [step, 0.0],
            "ArrowUp" => [0.0, -step],
            "ArrowDown" => [0.0, step],
            _ => return,
        };
        ev.prevent_default();
        tracing.shift(by);
    };
    let dot = move |k: usize| {
        let at = move || {
            let [x, y] = tracing.marks.with(|m| {
                let point = tracing.current(m).get(k).copied().unwrap_or_default();
                tracing.seen_at(point, m.size)
            });
            format!("left: {:.4}%; top: {:.4}%", x * 100.0, y * 100.0)
        };
        let name = move || {
            let at = tracing.marks.with(|m| tracing.current(m).get(k).copied().unwrap_or_default());
            let [x, y] = at.map(|v| format!("{v:.0}"));
            t_with("trace.mark", &[("n", &(k + 1).to_string()), ("x", &x), ("y", &y)])
        };
        view! {
            <button
                id=format!("trace-mark-{k}")
                type="button"
                class="trace-mark"
                class:chosen=move || tracing.selected.get() == Some(k)
                style=at
                aria-label=name
                on:focus=move |_| tracing.selected.set(Some(k))
                on:keydown=key
            ></button>
        }
    };
    live(move || {
        tracing.step.track();
        (0..count.get()).map(dot).collect_view()
    })
}

/// The paper and the lines so far, in pixels of the photo.
fn lines(tracing: Tracing, marks: &Marks) -> impl IntoView + use<> {
    let view = tracing.view.get();
    let [w, h] = marks.size;
    let seen = format!("{} {} {} {}", view.at[0] * w, view.at[1] * h, w / view.zoom, h / view.zoom);
    let path = |points: &[[f64; 2]], close: bool| {
        let points: Vec<String> = points.iter().map(|[x, y]| format!("{x:.1} {y:.1}")).collect();
        if points.is_empty() { String::new() } else { format!("M{}{}", points.join("L"), if close { "z" } else { "" }) }
    };
    let paper = tracing.traced.with(|traced| path(&traced.paper, true));
    let last = marks.rings.len().saturating_sub(1);
    let ring = |(k, ring): (usize, &Vec<[f64; 2]>)| path(ring, k < last || ring.len() > 2);
    let rings: String = marks.rings.iter().enumerate().map(ring).collect();
    view! {
        <svg viewBox=seen preserveAspectRatio="none" aria-hidden="true">
            <path class="paper" d=paper />
            <path class="ring" d=rings fill-rule="evenodd" />
        </svg>
    }
}

/// What the paper's sides are taken for, written at them.
fn sides(tracing: Tracing, marks: &Marks) -> impl IntoView + use<> {
    let system = expect_context::<Scrap>().app.system.get();
    let size = marks.size;
    let (paper, long_first) = tracing.traced.with(|t| (t.paper.clone(), t.long_first));
    let [short, long] = marks.paper.sides();
    let paper = if tracing.step.get() == Step::Paper { paper } else { Vec::new() };
    let label = |k: usize| {
        let (p, q) = (paper[k], paper[(k + 1) % paper.len()]);
        let [x, y] = tracing.seen_at([(p[0] + q[0]) / 2.0, (p[1] + q[1]) / 2.0], size);
        let length = if k.is_multiple_of(2) == long_first { long } else { short };
        let at = format!("left: {:.3}%; top: {:.3}%", x * 100.0, y * 100.0);
        view! { <span class="trace-side" style=at>{format(length, "mm", 0, system)}</span> }
    };
    (0..paper.len()).map(label).collect_view()
}
