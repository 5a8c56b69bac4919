//! Text that is still being typed: kept for the visit, so that neither a reload nor a look elsewhere loses it.

use leptos::prelude::*;

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

/// A text that starts with what was typed before under the same name, and is kept from now on. Without a store it
/// lasts as long as the view.
pub(super) fn draft(name: &'static str) -> RwSignal<String> {
    let kept = storage().and_then(|store| store.get_item(name).ok().flatten()).unwrap_or_default();
    let text = RwSignal::new(kept);
    Effect::new(move |_| {
        text.with(|text| {
            // A full store keeps what it has; the text stays on the page all the same.
            let _ = storage().map(|store| store.set_item(name, text));
        });
    });
    text
}
