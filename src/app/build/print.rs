//! The lists of the design in hand for the printed sheet; made only while printing.

use leptos::prelude::*;

use super::checks::ChecksTab;
use super::cut::CutTab;
use super::get::GetTab;
use super::guide::GuideTab;
use super::parts::PartsTab;
use crate::app::planning::settle;
use crate::app::state::app;
use crate::app::text::t;

/// All lists under one another.
#[component]
pub fn PrintLists() -> impl IntoView {
    let (app, printing) = (app(), RwSignal::new(false));
    for (name, value) in [("beforeprint", true), ("afterprint", false)] {
        // The sheet lives as long as the page.
        let listen = move |_: &web_sys::Event| {
            if value {
                settle(app);
            }
            printing.set(value);
        };
        gloo::events::EventListener::new(&window(), name, listen).forget();
    }
    view! {
        <Show when=move || printing.get()>
            <h2>{t("tab.parts")}</h2><PartsTab />
            <h2>{t("tab.get")}</h2><GetTab />
            <h2>{t("tab.cut")}</h2><CutTab />
            <h2>{t("tab.checks")}</h2><ChecksTab />
            <h2>{t("tab.guide")}</h2><GuideTab />
        </Show>
    }
}
