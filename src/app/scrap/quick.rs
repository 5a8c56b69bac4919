//! One line, understood as it is typed.

use leptos::prelude::*;

use crate::app::live::live;

use super::super::text::{t, t_with};
use super::actions::Scrap;
use crate::stock::{Understood, quick};

#[component]
pub(super) fn Measure() -> impl IntoView {
    let scrap = expect_context::<Scrap>();
    let line = RwSignal::new(String::new());
    let asked = RwSignal::new(false);
    let added = RwSignal::new(String::new());
    let input = NodeRef::<leptos::html::Input>::new();
    let understood = Memo::new(move |_| {
        let known = scrap.app.materials.get();
        line.with(|text| (!text.trim().is_empty()).then(|| quick(text, &known)))
    });
    let missing = Memo::new(move |_| understood.with(|u| u.as_ref().and_then(|u| u.missing.clone())));
    let blocked = move || asked.get() && missing.with(Option::is_some);
    let add = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        match understood.get_untracked() {
            Some(Understood { piece, missing: None, .. }) => {
                added.set(t_with("scrap.quick.added", &[("name", &piece.name)]));
                scrap.add(vec![piece]);
                line.set(String::new());
                asked.set(false);
            }
            _ => asked.set(true),
        }
        if let Some(input) = input.get_untracked() {
            let _ = input.focus();
        }
    };
    view! {
        <form class="scrap-quick" on:submit=add>
            <div class="scrap-line">
                <input
                    id="quick"
                    node_ref=input
                    type="text"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    maxlength="200"
                    aria-label=t("scrap.quick.label")
                    aria-describedby="quick-echo"
                    aria-invalid=Signal::derive(move || blocked().to_string())
                    placeholder=t("scrap.quick.placeholder")
                    prop:value=line
                    on:input:target=move |ev| {
                        line.set(ev.target().value());
                        asked.set(false);
                        added.set(String::new());
                    }
                />
                <button id="quick-add" type="submit" class="main">{t("scrap.quick.add")}</button>
            </div>
            <output id="quick-echo" class="scrap-echo" for="quick">
                {live(move || match understood.get() {
                    None if added.with(String::is_empty) => {
                        view! { <span class="soft">{t("scrap.quick.hint")}</span> }.into_any()
                    }
                    None => view! { <span class="good">"✓ " {added.get()}</span> }.into_any(),
                    Some(Understood { assumed, said, missing, .. }) => {
                        let said = said.into_iter().map(|said| said.text).filter(|text| !text.is_empty());
                        let words: Vec<String> = assumed.into_iter().chain(said).collect();
                        let ready = missing.is_none();
                        view! {
                            <span class="words">
                                {words.into_iter().map(|w| view! { <span class="word">{w}</span> }).collect_view()}
                            </span>
                            {missing.map(|m| view! { <span class="missing" class:bad=blocked>{m}"."</span> })}
                            {ready.then(|| view! { <span class="good">{t("scrap.quick.ready")}</span> })}
                        }
                            .into_any()
                    }
                })}
            </output>
        </form>
    }
}
