//! The picture of a drawing: points are dragged, edges pressed for new points, empty space shifts what is seen.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent, SvgElement, WheelEvent};

use crate::app::live::live;

use super::super::super::text::t;
use super::editor::Editor;
use super::frame::{Frame, distance};
use crate::quantity::{System, format};
use crate::stock::{Corner, Faulty, Ring, Sketch};

/// The picture's id in the page.
const ID: &str = "outline-canvas";
/// A point is taken within this of it: a target of 44 px (CSS px).
const POINT_REACH: f64 = 22.0;
/// An edge is taken within this of it, by mouse and by finger (CSS px).
const EDGE_REACH: (f64, f64) = (10.0, 18.0);
/// A pointer that moves less than this does not drag (CSS px).
const STILL: f64 = 4.0;
/// Others attract a dragged point within this (CSS px).
const SNAP_REACH: f64 = 9.0;
/// Edges shorter than this have no room for their length (CSS px).
const LABEL_ROOM: f64 = 76.0;

/// A pointer that is down.
#[derive(Clone)]
struct Drag {
    pointer: i32,
    /// The point that it holds; nothing where it shifts what is seen.
    corner: Option<Corner>,
    start: (f64, f64),
    last: (f64, f64),
    is_moving: bool,
    /// The drawing when it came down.
    before: Sketch,
}

/// Once the picture is on the screen: takes its size and gives it the focus.
pub(super) fn shown(editor: Editor) {
    measure(editor);
    if let Some(canvas) = document().get_element_by_id(ID) {
        drop(canvas.unchecked_into::<SvgElement>().focus());
    }
}

/// The picture.
pub(super) fn canvas(editor: Editor) -> impl IntoView {
    let drag = StoredValue::new(None::<Drag>);
    let resized = window_event_listener(leptos::ev::resize, move |_| measure(editor));
    on_cleanup(move || resized.remove());
    let view_box = move || editor.frame.with(|frame| format!("0 0 {} {}", frame.size.0, frame.size.1));
    view! {
        <div class="outline-picture">
            <svg
                id=ID
                tabindex="0"
                role="application"
                aria-label=t("outline.canvas")
                aria-describedby="outline-keys outline-place"
                viewBox=view_box
                on:pointerdown=move |ev| down(editor, drag, &ev)
                on:pointermove=move |ev| moved(editor, drag, &ev)
                on:pointerup=move |ev| up(editor, drag, &ev)
                on:pointercancel=move |ev| cancel(editor, drag, &ev)
                on:wheel=move |ev| wheel(editor, &ev)
                on:keydown=move |ev| editor.press(&ev)
            >
                {live(move || {
                    let frame = editor.frame.get();
                    ground(frame, editor.system.get())
                })}
                {live(move || {
                    let (frame, system) = (editor.frame.get(), editor.system.get());
                    let selected = editor.selection();
                    editor.sketch.with(|sketch| lines(sketch, frame, system, selected))
                })}
            </svg>
            <p id="outline-keys" class="soft">{t("outline.hint")}" "<span class="keys">{t("outline.keys")}</span></p>
        </div>
    }
}

/// Grid and scale.
fn ground(frame: Frame, system: System) -> impl IntoView {
    let step = frame.grid(system);
    let (w, h) = (step * frame.scale, frame.size.1 - 12.0);
    view! {
        <path class="grid" d=frame.grid_path(step) />
        <path class="scale" d=format!("M12 {:.1}v6h{w:.1}v-6", h - 6.0) />
        <text class="length" x=18.0 + w y=h>{format(step, "mm", 1, system)}</text>
    }
}

/// The lines, the lengths of edges, the points.
fn lines(sketch: &Sketch, frame: Frame, system: System, selected: Option<Corner>) -> impl IntoView + use<> {
    let path = |polygon: &[[f64; 2]]| {
        let at = |p: &[f64; 2]| {
            let (x, y) = frame.to_px(*p);
            format!("{x:.1} {y:.1}")
        };
        format!("M{}z", polygon.iter().map(at).collect::<Vec<_>>().join("L"))
    };
    let of = |keep: fn(Ring) -> bool| -> String {
        sketch.rings().filter(|(ring, _)| keep(*ring)).map(|(_, polygon)| path(polygon)).collect()
    };
    let label = |edge: Corner| {
        let (a, b) = (sketch.point(edge)?, sketch.point(sketch.along(edge, 1))?);
        let (a, b) = (frame.to_px(a), frame.to_px(b));
        let length = sketch.edge_length(edge).filter(|_| distance(a, b) >= LABEL_ROOM)?;
        let (x, y) = ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0 + 4.0);
        Some(view! { <text class="length middle" x=x y=y>{format(length, "mm", 1, system)}</text> })
    };
    let edge = selected.and_then(|corner| {
        let ends = [sketch.along(corner, -1), corner, sketch.along(corner, 1)];
        let points: Option<Vec<_>> = ends.into_iter().map(|end| sketch.point(end)).collect();
        points.map(|points| path(&points).replace('z', ""))
    });
    let dot = |corner: Corner| {
        let (x, y) = frame.to_px(sketch.point(corner).unwrap_or_default());
        let is_selected = selected == Some(corner);
        let class = match corner.ring {
            Ring::Defect(_) => "dot zone",
            _ => "dot",
        };
        view! { <circle class=class class:on=is_selected cx=x cy=y r=if is_selected { 9.0 } else { 6.0 } /> }
    };
    view! {
        <path class="sheet" fill-rule="evenodd" d=of(|ring| !matches!(ring, Ring::Defect(_))) />
        <path class="zones" d=of(|ring| matches!(ring, Ring::Defect(_))) />
        {edge.map(|d| view! { <path class="beside" d=d /> })}
        {sketch.problems().iter().map(|problem| fault(sketch, frame, problem)).collect_view()}
        {sketch.corners().filter_map(label).collect_view()}
        {sketch.corners().map(dot).collect_view()}
    }
}

/// What cannot be cut, at its place: the edges drawn strongly, and a sign where the first two of them meet or cross.
fn fault(sketch: &Sketch, frame: Frame, problem: &Faulty) -> AnyView {
    let ends = |edge: &Corner| {
        let (a, b) = (sketch.point(*edge)?, sketch.point(sketch.along(*edge, 1))?);
        Some((frame.to_px(a), frame.to_px(b)))
    };
    let edges: Vec<_> = problem.edges.iter().filter_map(ends).collect();
    let path = |((ax, ay), (bx, by)): &Line| format!("M{ax:.1} {ay:.1}L{bx:.1} {by:.1}");
    let Some((a, b)) = edges.first() else { return ().into_any() };
    let middle = ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
    let (x, y) = match edges.as_slice() {
        [one, other] => crossing(*one, *other).unwrap_or(middle),
        _ => middle,
    };
    let d: String = edges.iter().map(path).collect();
    view! {
        <path class="fault" d=d />
        <g class="fault-sign">
            <title>{problem.why.clone()}</title>
            <circle cx=x cy=y r=11.0 />
            <text x=x y=y + 5.0>"!"</text>
        </g>
    }
    .into_any()
}

type Line = ((f64, f64), (f64, f64));

/// Where two lines cross (CSS px); nothing where they are parallel.
fn crossing((a, b): Line, (c, d): Line) -> Option<(f64, f64)> {
    let (u, v) = ((b.0 - a.0, b.1 - a.1), (d.0 - c.0, d.1 - c.1));
    let turn = u.0 * v.1 - u.1 * v.0;
    let along = ((c.0 - a.0) * v.1 - (c.1 - a.1) * v.0) / turn;
    along.is_finite().then_some((a.0 + along * u.0, a.1 + along * u.1))
}

/// Takes the picture's size from the page.
fn measure(editor: Editor) {
    let Some(canvas) = document().get_element_by_id(ID) else { return };
    let rect = canvas.get_bounding_client_rect();
    let size = (rect.width(), rect.height());
    if size.0 > 0.0 && size.1 > 0.0 && editor.frame.with_untracked(|frame| frame.size != size) {
        editor.frame.update(|frame| frame.size = size);
        editor.show_all();
    }
}

/// A pointer's place in the picture (CSS px).
fn place(ev: &web_sys::MouseEvent) -> Option<(Element, (f64, f64))> {
    let surface: Element = ev.current_target()?.dyn_into().ok()?;
    let rect = surface.get_bounding_client_rect();
    Some((surface, (f64::from(ev.client_x()) - rect.left(), f64::from(ev.client_y()) - rect.top())))
}

fn down(editor: Editor, drag: StoredValue<Option<Drag>>, ev: &PointerEvent) {
    let Some((surface, at)) = place(ev).filter(|_| ev.button() == 0 && drag.with_value(Option::is_none)) else {
        return;
    };
    // A pointer that has gone meanwhile cannot be captured; its moves inside the picture still arrive.
    let _ = surface.set_pointer_capture(ev.pointer_id());
    let (frame, before) = (editor.frame.get_untracked(), editor.sketch.get_untracked());
    let reach = if ev.pointer_type() == "mouse" { EDGE_REACH.0 } else { EDGE_REACH.1 };
    let corner = frame.point_at(&before, at, POINT_REACH).or_else(|| {
        let edge = frame.edge_at(&before, at, reach)?;
        let next = before.inserted(edge, frame.to_m(at));
        let is_new = next != before;
        editor.sketch.set(next);
        is_new.then_some(Corner { at: edge.at + 1, ..edge })
    });
    editor.selected.set(corner);
    let pointer = ev.pointer_id();
    drag.set_value(Some(Drag { pointer, corner, start: at, last: at, is_moving: false, before }));
}

fn moved(editor: Editor, drag: StoredValue<Option<Drag>>, ev: &PointerEvent) {
    let Some((_, at)) = place(ev) else { return };
    let Some(mut now) = drag.get_value().filter(|now| now.pointer == ev.pointer_id()) else { return };
    now.is_moving |= distance(now.start, at) >= STILL;
    if !now.is_moving {
        return;
    }
    let frame = editor.frame.get_untracked();
    match now.corner {
        Some(corner) => {
            let to = frame.to_m(at);
            let reach = SNAP_REACH / frame.scale;
            let snap = editor.snap.get_untracked();
            editor.sketch.update(|sketch| {
                let to = if snap { sketch.snapped(corner, to, reach) } else { to };
                *sketch = sketch.moved(corner, to);
            });
        }
        None => editor.frame.set(frame.panned(at.0 - now.last.0, at.1 - now.last.1)),
    }
    now.last = at;
    drag.set_value(Some(now));
}

fn up(editor: Editor, drag: StoredValue<Option<Drag>>, ev: &PointerEvent) {
    if let Some(now) = drag.get_value().filter(|now| now.pointer == ev.pointer_id()) {
        drag.set_value(None);
        editor.stepped_from(now.before);
    }
}

fn cancel(editor: Editor, drag: StoredValue<Option<Drag>>, ev: &PointerEvent) {
    if let Some(now) = drag.get_value().filter(|now| now.pointer == ev.pointer_id()) {
        drag.set_value(None);
        editor.sketch.set(now.before);
    }
}

fn wheel(editor: Editor, ev: &WheelEvent) {
    ev.prevent_default();
    if let Some((_, at)) = place(ev) {
        let by = libm::exp(-(ev.delta_y() * 0.002).clamp(-0.3, 0.3));
        editor.frame.update(|frame| *frame = frame.zoomed(by, at));
    }
}
