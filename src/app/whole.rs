//! Whether all of the app has come: the first picture does not wait for the form, the lists and the print sheet.

use gloo::events::EventListener;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::later;

/// Set by the page's script while the app's second module is on its way; a build in one module has none.
const PENDING: &str = "restPending";
/// The event that tells that it has come.
const WHOLE: &str = "whole";

/// The page's function that loads it at once.
const LOAD_NOW: &str = "restNow";

/// Whether a part of the app is still on its way.
pub fn is_pending() -> bool {
    js_sys::Reflect::get(&window(), &PENDING.into()).is_ok_and(|value| value.is_truthy())
}

/// A signal that becomes true when everything is there.
pub fn whole() -> RwSignal<bool> {
    let is_pending = is_pending();
    let whole = RwSignal::new(!is_pending);
    if is_pending {
        let come = move |_: &web_sys::Event| {
            add_styles();
            whole.set(true);
        };
        EventListener::once(&window(), WHOLE, come).forget(); // the app lives as long as the page
    } else {
        add_styles();
    }
    whole
}

/// The styles of what the first picture does not show.
#[inline(never)]
fn add_styles() {
    for styles in [
        later!("../../assets/scrap.css"),
        later!("../../assets/lists.css"),
        later!("../../assets/materials.css"),
        later!("../../assets/kept.css"),
        later!("../../assets/outline.css"),
        later!("../../assets/trace.css"),
    ] {
        let Ok(style) = document().create_element("style") else { return };
        style.set_text_content(Some(styles));
        if let Some(head) = document().head() {
            drop(head.append_child(&style));
        }
    }
}

/// Loads it at once and waits for it.
pub fn load_now() {
    let load =
        js_sys::Reflect::get(&window(), &LOAD_NOW.into()).ok().and_then(|it| it.dyn_into::<js_sys::Function>().ok());
    if let Some(load) = load {
        drop(load.call0(&window())); // where it fails, the page says so
    }
}
