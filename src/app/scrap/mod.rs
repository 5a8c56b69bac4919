//! My scrap: the inventory, with four ways to add to it. Whatever is changed here is saved by itself.

mod actions;
mod add;
mod cell;
mod columns;
mod details;
mod draft;
mod export;
mod import;
mod line;
mod list;
mod materials;
mod object;
mod outline;
mod quick;
pub mod reading;
mod row;
mod section;
mod sieve;
mod trace;

use leptos::prelude::*;

use crate::app::live::{after_picture, live};

use self::actions::Scrap;
use super::kept::{YardBar, YardTools};
use super::state::app;
use super::text::{t, t_count};
use super::undo;

/// The inventory page.
#[component]
pub fn ScrapPage() -> impl IntoView {
    let app = app();
    let scrap = Scrap::new(app);
    let lists = list::Lists::new(app.inventory);
    provide_context(scrap);
    provide_context(lists);
    outline::OutlineBoard::provide(scrap);
    let count = Memo::new(move |_| app.inventory.with(|i| i.pieces.len()));
    view! {
        <section class="scrap-page" class:beside=move || lists.open.with(Option::is_some) aria-labelledby="scrap-title">
            <header class="scrap-head">
                <div>
                    <h1 id="scrap-title">{t("scrap.title")}</h1>
                    <p class="scrap-lead">
                        {live(move || match count.get() {
                            0 => t("scrap.lead.empty").to_owned(),
                            n => t_count("scrap.lead.one", "scrap.lead.many", n),
                        })}
                    </p>
                </div>
                <Show when=move || { count.get() > 0 }>
                    <div class="scrap-tools">
                        <button id="scrap-csv" type="button" on:click=move |_| scrap.download()>{t("scrap.download")}</button>
                        <export::Export />
                        <button id="scrap-clear" type="button" class="quiet" on:click=move |_| scrap.clear()>
                            {t("scrap.clear")}
                        </button>
                    </div>
                </Show>
            </header>
            <Show when=move || app.is_example.get() && count.get() != 0>
                <div class="scrap-example">
                    <p>{t("scrap.example")}</p>
                    <div class="scrap-tools">
                        <button id="start-empty" type="button" class="main" on:click=move |_| scrap.clear()>
                            {t("scrap.example.empty")}
                        </button>
                        <button id="keep-example" type="button" on:click=move |_| app.is_example.set(false)>
                            {t("scrap.example.keep")}
                        </button>
                    </div>
                </div>
            </Show>
            <YardBar />
            <add::Add />
            <list::List />
            {after_picture(|| view! {
                <YardTools />
                <materials::MaterialsAndPrices />
                <details::Details />
                <UndoBar />
                {outline::outline_dialog()}
            })}
        </section>
    }
}

/// What was just removed, and the way back, as long as that is the step to be taken back.
#[component]
fn UndoBar() -> impl IntoView {
    let scrap = expect_context::<Scrap>();
    let told = Memo::new(move |_| {
        let (told, label) = scrap.removed.get()?;
        scrap.app.steps.with(|(back, _)| back.as_ref() == Some(&label)).then_some(told)
    });
    let is_shown = move || told.with(Option::is_some);
    view! {
        <div class="scrap-undo" class:shown=is_shown>
            <span role="status">{told}</span>
            <Show when=is_shown>
                <button id="undo" type="button" on:click=move |_| undo::undo(scrap.app)>{t("scrap.undo")}</button>
                <button type="button" class="quiet" aria-label=t("scrap.dismiss") on:click=move |_| scrap.removed.set(None)>
                    "×"
                </button>
            </Show>
        </div>
    }
}
