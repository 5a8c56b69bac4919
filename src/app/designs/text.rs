//! The text of the design in hand, to read, to change and to take away; problems are shown while typing.

use leptos::html;
use leptos::prelude::*;

use super::problems;
use crate::app::download::download;
use crate::app::live::live;
use crate::app::state::app;
use crate::app::text::{t, t_count};
use crate::diagnostic::{Diagnostic, Span};

#[component]
pub(super) fn DesignText() -> impl IntoView {
    let app = app();
    let is_open = RwSignal::new(app.draft.with_untracked(Option::is_some));
    // A text that could not be opened is shown at once.
    Effect::new(move |_| {
        if app.draft.with(Option::is_some) {
            is_open.set(true);
        }
    });
    view! {
        <section class="design-text" aria-labelledby="design-text-title">
            <h2 id="design-text-title">{t("designs.text")}</h2>
            <p>{t("designs.text-intro")}</p>
            <Show when=move || is_open.get() fallback=move || view! {
                <button id="design-text-open" type="button" on:click=move |_| is_open.set(true)>{t("designs.text-open")}</button>
            }>
                <Editor />
            </Show>
        </section>
    }
}

#[component]
fn Editor() -> impl IntoView {
    let app = app();
    let area = NodeRef::<html::Textarea>::new();
    let text = Memo::new(move |_| app.draft.get().unwrap_or_else(|| app.design.with(|d| d.0.source.clone())));
    let found: Memo<Vec<Diagnostic>> = Memo::new(move |_| text.with(|text| crate::design::check(text).1));
    let errors = move || found.with(|all| all.iter().filter(|p| p.is_error()).count());
    let is_changed = move || app.draft.with(Option::is_some);
    let show = move |span: Span| {
        let Some(area) = area.get_untracked() else { return };
        let units = |bytes: usize| text.with_untracked(|text| utf16(text, bytes));
        let _ = area.focus();
        let _ = area.set_selection_range(units(span.start), units(span.end));
    };
    let take = move |_| {
        if app.open_design(&text.get_untracked()) {
            app.draft.set(None);
            app.notice.set(t("designs.taken").to_owned());
        }
    };
    let save = move |_| {
        let name = app.design.with_untracked(|d| d.0.id.clone());
        download(&format!("{name}.design.toml"), "text/plain", &text.get_untracked());
    };
    view! {
        <textarea
            node_ref=area
            id="design-source"
            rows="24"
            spellcheck="false"
            autocomplete="off"
            autocapitalize="off"
            wrap="off"
            aria-label=t("designs.text")
            aria-describedby="design-verdict"
            prop:value=text
            on:input:target=move |ev| app.draft.set(Some(ev.target().value()))
        ></textarea>
        <p id="design-verdict" role="status">
            {live(move || match (errors(), found.with(Vec::len)) {
                (0, 0) => t("designs.fine").to_owned(),
                (0, warnings) => t_count("designs.warnings.one", "designs.warnings.many", warnings),
                (errors, _) => t_count("designs.errors.one", "designs.errors.many", errors),
            })}
        </p>
        {live(move || found.with(|all| problems::list(all, show)))}
        <p class="design-buttons">
            <button
                id="design-take"
                type="button"
                class="go"
                disabled=Signal::derive(move || !is_changed() || errors() > 0)
                on:click=take
            >{t("designs.take")}</button>
            <button id="design-save" type="button" on:click=save>{t("designs.save")}</button>
            <button
                id="design-drop"
                type="button"
                disabled=Signal::derive(move || !is_changed())
                on:click=move |_| app.draft.set(None)
            >{t("designs.drop")}</button>
        </p>
    }
}

/// The place of a byte of a text as browsers count it, in units of UTF-16.
fn utf16(text: &str, byte: usize) -> u32 {
    text.char_indices().take_while(|(at, _)| *at < byte).map(|(_, c)| c.len_utf16() as u32).sum()
}
