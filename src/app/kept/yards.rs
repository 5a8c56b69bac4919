//! Which yard is in hand; make, name, copy and remove yards.

use leptos::prelude::*;

use crate::app::live::live;
use crate::app::state::app;
use crate::app::storage;
use crate::app::text::t;
use crate::kept::{YardName, free_name};

#[component]
pub fn YardBar() -> impl IntoView {
    let app = app();
    let shown = |yard: &YardName| if yard.name.is_empty() { t("yard.unnamed").to_owned() } else { yard.name.clone() };
    let options = move || {
        let now = app.yard.get();
        let option = |yard: &YardName| {
            view! { <option value=yard.id.clone() selected=yard.id == now>{shown(yard)}</option> }
        };
        // One that another tab has deleted is still shown here.
        let gone = app.yards.with(|all| all.iter().all(|y| y.id != now)).then(|| {
            view! { <option value=now.clone() selected=true>{t("yard.gone-name")}</option> }
        });
        (gone, app.yards.with(|all| all.iter().map(option).collect_view()))
    };
    let name = move || {
        let now = app.yard.get();
        app.yards.with(|all| all.iter().find(|y| y.id == now).map(shown).unwrap_or_default())
    };
    let rename = move |ev: leptos::ev::Targeted<leptos::ev::Event, web_sys::HtmlInputElement>| {
        let now = app.yard.get_untracked();
        let typed: String = ev.target().value().trim().chars().take(60).collect();
        app.yards.update(|all| {
            let others: Vec<String> = all.iter().filter(|y| y.id != now).map(|y| y.name.clone()).collect();
            if let Some(yard) = all.iter_mut().find(|y| y.id == now) {
                yard.name = if typed.is_empty() { typed } else { free_name(&typed, &others) };
            }
        });
        ev.target().set_value(&untrack(name));
    };
    view! {
        <details class="yard-bar" id="yards">
            <summary>{t("yard.title")} " " <b>{live(name)}</b></summary>
            <div class="yard-line">
                <label>{t("yard.in-hand")} <select
                    id="yard"
                    on:change:target=move |ev| storage::open(app, ev.target().value())
                >{live(options)}</select></label>
                <label>{t("yard.name")} <input id="yard-name" type="text" autocomplete="off" maxlength="60"
                    prop:value=name on:change:target=rename /></label>
            </div>
            <div class="yard-line">
                <button id="yard-new" type="button" on:click=move |_| storage::create(app)>{t("yard.new")}</button>
                <button id="yard-copy" type="button" on:click=move |_| storage::duplicate(app)>{t("yard.copy")}</button>
                <button id="yard-remove" type="button" class="quiet" on:click=move |_| storage::remove(app)>
                    {t("yard.remove")}
                </button>
            </div>
        </details>
    }
}
