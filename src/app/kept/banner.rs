//! Says at once that nothing is saved, why, and how to keep the work all the same.

use leptos::prelude::*;

use super::everything::save;
use crate::app::state::app;
use crate::app::storage;
use crate::app::text::t;

/// Shown while the store fails.
#[component]
pub fn Unsaved() -> impl IntoView {
    let app = app();
    view! {
        <Show when=move || app.unsaved.with(Option::is_some)>
            <div class="unsaved" role="alert">
                <p>{move || app.unsaved.get()}</p>
                <button id="unsaved-export" type="button" class="main" on:click=move |_| save(app)>{t("all.save")}</button>
                <button id="unsaved-retry" type="button" on:click=move |_| storage::retry(app)>{t("kept.retry")}</button>
            </div>
        </Show>
    }
}
