//! The yard as a file for others, without what is private.

use leptos::prelude::*;

use crate::app::download::download;
use crate::app::state::app;
use crate::app::text::t;
use crate::stock::{Private, without, write_csv};

#[component]
pub(super) fn ShareCsv() -> impl IntoView {
    let app = app();
    let private = RwSignal::new(Private { owner: true, place: true, price: true, notes: true });
    let give = move |_| {
        let csv = app.inventory.with_untracked(|own| write_csv(&without(own, private.get_untracked())));
        download("scrap-to-share.csv", "text/csv;charset=utf-8", &csv);
    };
    let choice = move |id: &'static str, text: &'static str, field: fn(&mut Private) -> &mut bool| {
        let is_on = move || private.with(|p| *field(&mut p.clone()));
        view! {
            <label class="tick">
                <input
                    id=id
                    type="checkbox"
                    prop:checked=is_on
                    on:change:target=move |ev| private.update(|p| *field(p) = ev.target().checked())
                />
                {t(text)}
            </label>
        }
        .into_any()
    };
    view! {
        <details id="share-yard">
            <summary>{t("pool.share")}</summary>
            <fieldset>
                <legend>{t("pool.share-without")}</legend>
                {choice("without-owner", "pool.owner", |p| &mut p.owner)}
                {choice("without-place", "pool.place", |p| &mut p.place)}
                {choice("without-price", "pool.price", |p| &mut p.price)}
                {choice("without-notes", "pool.notes", |p| &mut p.notes)}
            </fieldset>
            <button id="share-csv" type="button" on:click=give>{t("pool.share-save")}</button>
        </details>
    }
}
