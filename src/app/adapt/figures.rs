//! Three figures that say it all: money to spend, share from scrap, weight.

use leptos::prelude::*;

use crate::app::live::live;

use crate::app::state::app;
use crate::app::text::t;
use crate::quantity::{System, format};

/// Money, reuse and weight of the build in hand.
#[component]
pub fn Figures() -> impl IntoView {
    let app = app();
    let totals = Memo::new(move |_| app.outcome.get().0.bom.totals);
    let money = move || format(totals.get().cost, "EUR", 2, System::Metric);
    let reuse = move || format!("{:.0}\u{a0}%", totals.get().reuse * 100.0);
    let mass = move || format(totals.get().mass, "kg", 0, app.system.get());
    view! {
        <dl class="figures">
            <div><dt>{t("figure.spend")}</dt><dd id="figure-spend">{money}</dd></div>
            <div><dt>{t("figure.scrap")}</dt><dd id="figure-scrap">{reuse}</dd></div>
            <div><dt>{t("figure.weight")}</dt><dd id="figure-weight">{mass}</dd></div>
        </dl>
        <Show when=move || totals.get().missing != 0>
            <p class="problem-line" role="status">{live(move || crate::app::text::t_count("figure.missing.one", "figure.missing.many", totals.get().missing as usize))}</p>
        </Show>
    }
}
