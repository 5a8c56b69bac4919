//! The magnifier: the pixels around the mark in hand. Dragging in it moves the mark by parts of a pixel.

use leptos::prelude::*;
use web_sys::PointerEvent;

use crate::app::live::live;
use crate::app::text::t;

use super::{Step, Tracing};

/// Width and height of the loupe (CSS px), as in the styles.
const ROOM: f64 = 132.0;
/// CSS pixels for one of the photo.
const MAGNIFIED: f64 = 3.0;

#[component]
pub(super) fn Loupe() -> impl IntoView {
    let tracing = expect_context::<Tracing>();
    let last = StoredValue::new(None::<(i32, [f64; 2])>);
    let at = |ev: &PointerEvent| [f64::from(ev.client_x()), f64::from(ev.client_y())];
    let down = move |ev: PointerEvent| {
        // The stage below must not take it for a new mark, and the mark must keep the keyboard.
        ev.stop_propagation();
        ev.prevent_default();
        last.set_value(Some((ev.pointer_id(), at(&ev))));
        if let Some(stage) =
            ev.current_target().and_then(|it| wasm_bindgen::JsCast::dyn_into::<web_sys::Element>(it).ok())
        {
            let _ = stage.set_pointer_capture(ev.pointer_id());
        }
    };
    let drag = move |ev: PointerEvent| {
        ev.stop_propagation();
        if let Some((id, from)) = last.get_value().filter(|(id, _)| *id == ev.pointer_id()) {
            let to = at(&ev);
            // The photo goes with the finger, so the mark goes the other way.
            tracing.shift([0, 1].map(|k| (from[k] - to[k]) / MAGNIFIED));
            last.set_value(Some((id, to)));
        }
    };
    let up = move |ev: PointerEvent| {
        ev.stop_propagation();
        last.set_value(None);
    };
    let point = Memo::new(move |_| {
        let at = tracing.selected.get()?;
        tracing.marks.with(|m| tracing.current(m).get(at).map(|p| (*p, m.size)))
    });
    let place = move || {
        let ([x, y], [w, h]) = point.get().unwrap_or_default();
        let offset = |v: f64| ROOM / 2.0 - v * MAGNIFIED;
        format!(
            "inline-size: {:.1}px; block-size: {:.1}px; left: {:.2}px; top: {:.2}px",
            w * MAGNIFIED,
            h * MAGNIFIED,
            offset(x),
            offset(y)
        )
    };
    // Where the paper's edges meet, seen from the mark in hand (CSS px).
    let found = move || {
        let (at, is_paper) = (tracing.selected.get()?, tracing.step.get() == Step::Paper);
        tracing.marks.with(|m| {
            let corner = m.edges.as_ref().filter(|_| is_paper)?.corners.get(at)?;
            let by = [0, 1].map(|k| ROOM / 2.0 + (corner[k] - m.corners[at][k]) * MAGNIFIED);
            Some(format!("left: {:.1}px; top: {:.1}px", by[0], by[1]))
        })
    };
    let shown = Memo::new(move |_| point.with(Option::is_some));
    live(move || {
        shown.get().then(|| {
            view! {
                <div
                    class="trace-loupe"
                    aria-hidden="true"
                    on:pointerdown=down
                    on:pointermove=drag
                    on:pointerup=up
                    on:pointercancel=up
                >
                    <img src=move || tracing.url.get() style=place alt="" draggable="false" />
                    {live(move || found().map(|style| view! { <i class="trace-found" style=style></i> }))}
                </div>
                <span class="soft">{t("trace.loupe")}</span>
            }
        })
    })
}
