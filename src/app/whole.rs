//! Whether all of the app has come: the first picture does not wait for the form, the lists and the print sheet.

use gloo::events::EventListener;
use leptos::prelude::*;

/// Set by the page's script while the app's second module is on its way; a build in one module has none.
const PENDING: &str = "restPending";
/// The event that tells that it has come.
const WHOLE: &str = "whole";

/// A signal that becomes true when everything is there.
pub fn whole() -> RwSignal<bool> {
    let is_pending = js_sys::Reflect::get(&window(), &PENDING.into()).is_ok_and(|value| value.is_truthy());
    let whole = RwSignal::new(!is_pending);
    if is_pending {
        EventListener::once(&window(), WHOLE, move |_| whole.set(true)).forget(); // the app lives as long as the page
    }
    whole
}
