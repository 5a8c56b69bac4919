//! The shopping list: what must be bought, in sold units.

use leptos::prelude::*;

use super::parts::sizes;
use crate::app::state::app;
use crate::app::text::t;
use crate::bom::Source;
use crate::quantity::{System, format};

/// What must be bought; a calm line where nothing must.
#[component]
pub fn GetTab() -> impl IntoView {
    let app = app();
    let lines = move || {
        let outcome = app.outcome.get();
        outcome.0.bom.lines.iter().filter(|l| l.source == Source::Buy && l.part.is_none()).cloned().collect::<Vec<_>>()
    };
    let total = move || format(app.outcome.get().0.bom.totals.cost, "EUR", 2, System::Metric);
    view! {
        <Show when=move || !lines().is_empty() fallback=|| view! { <p class="calm">{t("get.nothing")}</p> }>
            <table class="parts">
                <thead><tr><th class="n">{t("parts.quantity")}</th><th>{t("get.what")}</th><th class="n">{t("get.cost")}</th></tr></thead>
                <tbody>
                    {move || lines().into_iter().map(|l| view! {
                        <tr>
                            <td class="n">{l.quantity}</td>
                            <td>{l.name.clone()}<small>{sizes(&l, app.system.get())}</small></td>
                            <td class="n">{format(l.cost, "EUR", 2, System::Metric)}</td>
                        </tr>
                    }).collect_view()}
                </tbody>
            </table>
            <dl class="total"><dt><b>{t("totals.spend")}</b></dt><dd><b>{total}</b></dd></dl>
            <p class="hint">{t("get.prices")}</p>
        </Show>
        <h3>{t("get.tools")}</h3>
        <ul class="tools">
            {move || app.design.get().0.tools.iter().map(|tool| view! { <li>{tool.clone()}</li> }).collect_view()}
        </ul>
    }
}
