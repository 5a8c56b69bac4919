//! The sheet for the printer: bill of materials, cut list, checks and steps, black on white.

use leptos::prelude::*;

use super::build::PrintLists;
use super::state::app;
use super::text::t_with;

/// Shown on paper only.
#[component]
pub fn PrintSheet() -> impl IntoView {
    let app = app();
    let footer = move || {
        let design = app.design.get();
        t_with(
            "print.footer",
            &[("title", &design.0.title), ("version", &design.0.version), ("licence", &design.0.licence)],
        )
    };
    view! {
        <div class="print-sheet" aria-hidden="true">
            <h1>{move || app.design.get().0.title.clone()}</h1>
            <PrintLists />
            <footer>{footer}</footer>
        </div>
    }
}
