//! What materials cost near the person, in their own money: a list and a form.

use leptos::prelude::*;

use super::{Typed, complaint, field, read_typed};
use crate::app::live::live;
use crate::app::state::app;
use crate::app::text::{t, t_with};
use crate::stock::{LocalPrice, Per};

/// Column and label of each text of the form.
const FIELDS: [(&str, &str); 5] = [
    ("price", "materials.price.amount"),
    ("currency", "materials.price.currency"),
    ("shop", "materials.price.shop"),
    ("date", "materials.price.date"),
    ("note", "materials.field.note"),
];

fn per_text(per: Per) -> &'static str {
    t(match per {
        Per::Piece => "materials.price.per.piece",
        Per::Metre => "materials.price.per.m",
        Per::Kilogram => "materials.price.per.kg",
        Per::SquareMetre => "materials.price.per.m2",
    })
}

#[component]
pub(super) fn Prices(told: RwSignal<String>) -> impl IntoView {
    let app = app();
    let typed = Typed::new(Default::default());
    let problem = RwSignal::new(String::new());
    let cell = move |column: &str| typed.with(|typed| typed.get(column).cloned().unwrap_or_default());
    let set = move |column: &'static str, text: String| typed.update(|typed| drop(typed.insert(column, text)));
    let save = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let mut row = typed.get_untracked();
        let first = app.materials.with_untracked(|known| known.all().next().map(|m| m.id.clone()));
        if row.get("id").is_none_or(String::is_empty) {
            row.insert("id", first.unwrap_or_default());
        }
        row.entry("price").or_default();
        let read = read_typed(&row);
        match (complaint(&read), read.materials.prices().first()) {
            (None, Some(price)) => {
                let name = app.materials.with_untracked(|known| known.name_of(&price.material).to_owned());
                app.materials.update(|known| known.add_price(price.clone()));
                told.set(t_with("materials.saved", &[("name", &name)]));
                // The next price is likely of the same shop and money.
                typed.update(|typed| drop((typed.remove("price"), typed.remove("note"))));
                problem.set(String::new());
            }
            (why, _) => problem.set(why.unwrap_or_else(|| t("materials.price.amount").to_owned() + "?")),
        }
    };
    let remove = move |at: usize, name: &str| {
        if let Some(price) = app.materials.try_update(|known| known.remove_price(at)).flatten() {
            let columns = FIELDS.iter().map(|(column, _)| *column).chain(["id", "per"]);
            typed.set(columns.map(|column| (column, price.typed(column))).collect());
            told.set(t_with("materials.price.removed", &[("name", name)]));
        }
    };
    let list = move || {
        app.materials.with(|known| {
            if known.prices().is_empty() {
                return view! { <p class="soft">{t("materials.prices.none")}</p> }.into_any();
            }
            let line = |(at, price): (usize, &LocalPrice)| {
                let name = known.name_of(&price.material).to_owned();
                let amount = price.typed("price");
                let values = [("amount", &amount[..]), ("currency", &price.currency), ("per", per_text(price.per))];
                let said = [&price.shop, &price.date, &price.note].into_iter().filter(|text| !text.is_empty());
                let said = said.map(String::as_str).collect::<Vec<_>>().join(" · ");
                let away = t_with("materials.price.remove", &[("name", &name)]);
                let shown = name.clone();
                view! {
                    <li>
                        <span>
                            <b>{shown}</b> " " {t_with("materials.price.line", &values)} " "
                            <span class="soft">{said}</span>
                        </span>
                        <button type="button" class="quiet" aria-label=away on:click=move |_| remove(at, &name)>
                            {t("materials.remove.short")}
                        </button>
                    </li>
                }
            };
            let lines = known.prices().iter().enumerate().map(line).collect_view();
            view! { <ul class="lines" id="local-prices">{lines}</ul> }.into_any()
        })
    };
    let materials = move || {
        app.materials.with(|known| {
            let now = cell("id");
            let option = |m: &crate::stock::Material| {
                view! { <option value=m.id.clone() selected=m.id == now>{m.name.clone()}</option> }
            };
            known.all().map(option).collect_view()
        })
    };
    let pers = move || {
        let now = cell("per");
        let option = |per: Per| view! { <option value=per.word() selected=per.word() == now>{per_text(per)}</option> };
        Per::ALL.map(option).collect_view()
    };
    view! {
        <section>
            <h3>{t("materials.prices")}</h3>
            <p class="soft">{t("materials.prices.lead")}</p>
            {live(list)}
            <form id="price-form" on:submit=save>
                <h4>{t("materials.price.add")}</h4>
                <div class="fields">
                    <label class="typed">
                        <span>{t("materials.price.material")}</span>
                        <select id="price-id" on:change:target=move |ev| set("id", ev.target().value())>
                            {live(materials)}
                        </select>
                    </label>
                    {FIELDS.map(|(column, label)| field(typed, "price", column, label)).collect_view()}
                    <label class="typed">
                        <span>{t("materials.price.per")}</span>
                        <select id="price-per" on:change:target=move |ev| set("per", ev.target().value())>
                            {live(pers)}
                        </select>
                    </label>
                </div>
                <p class="bad" role="alert">{problem}</p>
                <div class="files">
                    <button id="price-save" type="submit" class="main">{t("materials.save")}</button>
                </div>
            </form>
        </section>
    }
}
