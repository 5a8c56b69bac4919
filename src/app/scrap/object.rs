//! Everyday things to take apart.

use leptos::prelude::*;

use super::super::text::{t, t_with};
use super::actions::Scrap;
use crate::stock::scrap_objects;

/// Most objects added at once.
const MOST: u32 = 100;

#[component]
pub(super) fn FromObject() -> impl IntoView {
    let scrap = expect_context::<Scrap>();
    let chosen = RwSignal::new(0_usize);
    let count = RwSignal::new("1".to_owned());
    let added = RwSignal::new(String::new());
    let number = move || count.with(|c| c.trim().parse::<u32>().ok().filter(|n| (1..=MOST).contains(n)));
    let object = move || scrap_objects().get(chosen.get());
    let add = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        if let (Some(object), Some(n)) = (untrack(object), untrack(number)) {
            scrap.add(object.pieces_of(n));
            added.set(t_with("scrap.object.added", &[("n", &n.to_string()), ("name", &object.name)]));
        }
    };
    let options = scrap_objects().iter().enumerate();
    let gives = move || {
        let pieces = object().map(|o| o.pieces.as_slice()).unwrap_or_default();
        let line = |p: &crate::stock::StockPiece| format!("{} × {}", p.quantity.unwrap_or(1), p.name);
        t_with("scrap.object.gives", &[("pieces", &pieces.iter().map(line).collect::<Vec<_>>().join(" · "))])
    };
    view! {
        <form class="scrap-object" on:submit=add>
            <div class="scrap-line">
                <input
                    id="object-count"
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    aria-label=t("scrap.object.count")
                    aria-invalid=move || number().is_none().to_string()
                    aria-describedby="object-echo"
                    prop:value=count
                    on:input:target=move |ev| {
                        count.set(ev.target().value());
                        added.set(String::new());
                    }
                />
                <span class="times" aria-hidden="true">"×"</span>
                <select
                    id="object"
                    aria-label=t("scrap.object.label")
                    on:change:target=move |ev| {
                        chosen.set(ev.target().value().parse().unwrap_or(0));
                        added.set(String::new());
                    }
                >
                    {options.map(|(k, o)| view! { <option value=k.to_string()>{o.name.as_str()}</option> }).collect_view()}
                </select>
                <button id="object-add" type="submit" class="main">{t("scrap.quick.add")}</button>
            </div>
            <output id="object-echo" class="scrap-echo">
                {move || match number() {
                    None => view! { <span class="bad">{t("scrap.object.bad")}</span> }.into_any(),
                    Some(_) if added.with(String::is_empty) => view! { <span class="soft">{gives()}</span> }.into_any(),
                    Some(_) => view! { <span class="good">"✓ " {added.get()}</span> }.into_any(),
                }}
            </output>
        </form>
    }
}
