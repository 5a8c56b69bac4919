//! The viewer as one component: picture, dimension lines, status and tools.

use std::sync::atomic::{AtomicU32, Ordering};

use gloo::events::{EventListener, EventListenerOptions};
use leptos::html;
use leptos::prelude::*;

use crate::app::live::live;
use wasm_bindgen::JsCast;

use super::canvas::Canvas;
use super::drawing::Drawing;
use super::gesture::{Gesture, hover, wheel};
use super::observe::Watch;
use super::overlay::Overlay;
use super::stage::{Condition, Stage};
use super::toolbar::Toolbar;
use super::{Scene, ViewerTexts, keys};

/// Tells the help texts of several viewers on one page apart.
static VIEWERS: AtomicU32 = AtomicU32::new(0);

/// The 3D picture of a scene, with its tools.
#[component]
pub fn Viewer(
    /// What is shown; may change many times a second.
    #[prop(into)]
    scene: Signal<Scene>,
    /// The selected part: set by a click on a body or by the keys, cleared by a click on the ground.
    selected: RwSignal<Option<usize>>,
    /// Whether the page is dark.
    #[prop(into)]
    dark: Signal<bool>,
    /// Every word.
    #[prop(into)]
    texts: Signal<ViewerTexts>,
    /// The part under the pointer, here or elsewhere.
    hovered: RwSignal<Option<usize>>,
    /// The key of a dimension whose label was pressed.
    pressed: RwSignal<Option<usize>>,
    /// Says a length in metres.
    length: fn(f64) -> String,
    /// Further tools, as soon as they can be made.
    #[prop(into)]
    tools: Signal<Option<fn() -> AnyView>>,
) -> impl IntoView {
    // Asked for once for each change, however many look at it.
    let scene = Memo::new_with_compare(move |_| scene.get(), |_, _| true).into();
    let stage = Stage::new(scene, [selected, hovered, pressed], RwSignal::new(0.0), dark, length);
    if without_webgl() {
        stage.condition.set(Condition::Missing);
    }
    let surface = NodeRef::<html::Div>::new();
    watch_surface(surface, stage);

    let gesture = StoredValue::new(Gesture::default());
    let help = format!("viewer-help-{}", VIEWERS.fetch_add(1, Ordering::Relaxed));
    let painted = Memo::new(move |_| stage.condition.get() == Condition::Missing);
    let (help_of_drawing, help_of_canvas) = (help.clone(), help.clone());
    let picture = move || {
        if painted.get() {
            view! { <Drawing stage help=help_of_drawing.clone() /> }.into_any()
        } else {
            view! { <Canvas stage help=help_of_canvas.clone() /> }.into_any()
        }
    };
    let status = move || {
        texts.with(|t| match stage.condition.get() {
            Condition::Fine => String::new(),
            Condition::Missing => t.no_webgl.clone(),
            Condition::Lost => t.lost.clone(),
            Condition::Restored => t.restored.clone(),
        })
    };
    view! {
        <div class="viewer" class:viewer-dark=move || dark.get()>
            <div
                node_ref=surface
                class="viewer-surface"
                on:pointerdown=move |ev| gesture.update_value(|g| g.down(&ev))
                on:pointermove=move |ev| gesture.update_value(|g| g.moved(&ev, &stage))
                on:pointerup=move |ev| gesture.update_value(|g| g.up(&ev, &stage))
                on:pointercancel=move |ev| gesture.update_value(|g| g.cancel(&ev))
                on:pointerleave=move |_| hover(&stage, None)
                on:mousedown=move |ev| {
                    // The middle button would start the browser's own scrolling.
                    if ev.button() == 1 {
                        ev.prevent_default();
                    }
                }
                on:contextmenu=move |ev| ev.prevent_default()
                on:keydown=move |ev| keys::press(&ev, &stage)
            >
                {picture}
            </div>
            <Overlay stage texts />
            <p class="viewer-status" role="status">{status}</p>
            <p class="viewer-help" id=help>{live(move || texts.with(|t| t.canvas_help.clone()))}</p>
            <Toolbar stage texts tools />
        </div>
    }
}

/// Follows the picture's size, and listens to the wheel in a way that may keep the page from scrolling.
fn watch_surface(surface: NodeRef<html::Div>, stage: Stage) {
    let held = StoredValue::new_local(None::<(Option<Watch>, EventListener)>);
    Effect::new(move || {
        let Some(element) = surface.get() else { return };
        let watch = Watch::new(element.clone().into(), move |size| stage.size.set(size));
        let listen =
            EventListener::new_with_options(&element, "wheel", EventListenerOptions::enable_prevent_default(), {
                move |ev| {
                    if let Some(ev) = ev.dyn_ref() {
                        wheel(ev, &stage);
                    }
                }
            });
        held.set_value(Some((watch, listen)));
    });
}

/// Whether the address asks for the painted picture: `?nowebgl`.
fn without_webgl() -> bool {
    let search = web_sys::window().and_then(|window| window.location().search().ok());
    search.is_some_and(|search| search.contains("nowebgl"))
}
