//! Downloads of the bill of materials.

use leptos::prelude::*;

use crate::app::download::download;
use crate::app::planning::settle;
use crate::app::state::app;
use crate::app::text::t;
use crate::export::{bom_csv, bom_json};

/// Buttons for each format.
#[component]
pub fn Downloads() -> impl IntoView {
    let app = app();
    let name = move |end: &str| format!("{}-bom.{end}", app.design.with_untracked(|d| d.0.id.clone()));
    let csv = move |_| {
        settle(app);
        download(&name("csv"), "text/csv;charset=utf-8", &bom_csv(&app.outcome.get_untracked().0.bom));
    };
    let json = move |_| {
        settle(app);
        let design = app.design.get_untracked();
        let text = app.choices.with_untracked(|c| bom_json(&design.0, c, &app.outcome.get_untracked().0.bom));
        download(&name("json"), "application/json", &text);
    };
    let choices = move |_| {
        let text = app.choices.with_untracked(|c| serde_json::to_string_pretty(c).unwrap_or_default());
        download("choices.json", "application/json", &text);
    };
    view! {
        <div class="downloads">
            <span>{t("export.bom")}</span>
            <button id="bom-csv" on:click=csv>"CSV"</button>
            <button id="bom-json" on:click=json>"JSON"</button>
            <button id="choices-json" on:click=choices>{t("export.choices")}</button>
        </div>
    }
}
