//! The build guide: steps with the sizes of this very build.

use leptos::prelude::*;

use crate::app::state::app;
use crate::app::text::{t, t_with};

/// All steps; choosing one selects its first part in the picture.
#[component]
pub fn GuideTab() -> impl IntoView {
    let app = app();
    let steps = move || {
        let outcome = app.outcome.get();
        let build = &outcome.0.build;
        build
            .steps
            .iter()
            .map(|s| {
                let part = build.parts.iter().position(|p| s.uses.contains(&p.rule));
                let minutes = s.seconds.map(|s| t_with("guide.minutes", &[("n", &format!("{:.0}", s / 60.0))]));
                let hazard = s.hazard.clone();
                view! {
                    <li class:can=part.is_some() on:click=move |_| if part.is_some() { app.selected.set(part) }>
                        <strong>{s.title.clone()}</strong> {minutes.map(|m| view! { <small>{m}</small> })}
                        <p>{s.text.clone()}</p>
                        {(!hazard.is_empty()).then(|| view! { <p class="hazard"><b>{t("guide.danger")}</b> " " {hazard}</p> })}
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <ol class="guide">{steps}</ol>
        <p class="hint">{move || {
            let design = app.design.get();
            t_with("guide.licence", &[
                ("title", &design.0.title), ("version", &design.0.version), ("licence", &design.0.licence),
                ("authors", &design.0.authors.join(", ")),
            ])
        }}</p>
        <p class="hint">{t("guide.promise")}</p>
    }
}
