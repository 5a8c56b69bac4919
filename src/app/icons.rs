//! The few icons, drawn here.

use leptos::prelude::*;

/// The mark of the product: a roof, or a mitre.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 24 24" fill="none" stroke="var(--accent)" stroke-width="2.2" aria-hidden="true">
            <path d="M3 19 14 4l7 9M8 12l9 7" />
        </svg>
    }
}

/// A padlock.
#[component]
pub fn Lock(#[prop(into)] closed: Signal<bool>) -> impl IntoView {
    view! {
        <svg viewBox="0 0 20 20" width="18" fill="none" stroke="currentColor" stroke-width="1.6" aria-hidden="true">
            <rect x="4" y="9" width="12" height="8" rx="2" />
            <path d=move || if closed.get() { "M7 9V6a3 3 0 0 1 6 0v3" } else { "M7 9V5a3 3 0 0 1 5.6-1.5" } />
        </svg>
    }
}

/// A tick or a cross, for requirements.
#[component]
pub fn Verdict(holds: bool) -> impl IntoView {
    let path = if holds { "m4 11 4 4 8-10" } else { "M5 5l10 10M15 5 5 15" };
    view! {
        <svg viewBox="0 0 20 20" width="18" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">
            <path d=path />
        </svg>
    }
}
