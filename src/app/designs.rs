//! The catalogue: the designs that are here.

use leptos::prelude::*;

use super::route::Route;
use super::state::app;
use super::text::t;

/// All built-in designs.
#[component]
pub fn DesignsPage() -> impl IntoView {
    let app = app();
    let design = move || app.design.get();
    view! {
        <div class="page designs">
            <h1>{t("designs.title")}</h1>
            <p>{t("designs.intro")}</p>
            <ul class="cards">
                <li class="card">
                    <h2>{move || design().0.title.clone()}</h2>
                    <p>{move || design().0.summary.clone()}</p>
                    <p class="hint">{move || format!("{} · {} · {}", design().0.version, design().0.licence, design().0.authors.join(", "))}</p>
                    <a class="button" href="#build" on:click=move |_| app.route.set(Route::Build)>{t("designs.open")}</a>
                </li>
            </ul>
            <p class="hint">{t("designs.more")}</p>
        </div>
    }
}
