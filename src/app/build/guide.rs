//! The build guide: steps with the sizes of this very build.

use leptos::prelude::*;

use crate::app::live::live;

use super::look::Look;
use crate::app::state::app;
use crate::app::text::{t, t_with};

/// All steps; each can be shown in the picture, built so far.
#[component]
pub fn GuideTab() -> impl IntoView {
    let (app, look) = (app(), expect_context::<Look>());
    let steps = move || {
        let outcome = app.outcome.get();
        let build = &outcome.0.build;
        build
            .steps
            .iter()
            .enumerate()
            .map(|(k, s)| {
                let is_shown = move || look.step.get() == Some(k);
                let show = move |_| look.step.set(if is_shown() { None } else { Some(k) });
                let minutes = s.seconds.map(|s| t_with("guide.minutes", &[("n", &format!("{:.0}", s / 60.0))]));
                let hazard = s.hazard.clone();
                view! {
                    <li class:sel=is_shown>
                        <strong>{s.title.clone()}</strong> {minutes.map(|m| view! { <small>{m}</small> })}
                        <p>{s.text.clone()}</p>
                        <button type="button" class="plain show-step" aria-pressed=move || is_shown().to_string() on:click=show>{t("guide.show")}</button>
                        {(!hazard.is_empty()).then(|| view! { <p class="hazard"><b>{t("guide.danger")}</b> " " {hazard}</p> })}
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <ol class="guide">{steps}</ol>
        <p class="hint">{live(move || {
            let design = app.design.get();
            t_with("guide.licence", &[
                ("title", &design.0.title), ("version", &design.0.version), ("licence", &design.0.licence),
                ("authors", &design.0.authors.join(", ")),
            ])
        })}</p>
        <p class="hint">{t("guide.promise")}</p>
    }
}
