//! My scrap: the inventory, with three ways to add to it. Whatever is changed here is saved by itself.

mod actions;
mod add;
mod cell;
mod import;
mod list;
mod object;
mod outline;
mod quick;
mod row;
mod section;

use leptos::prelude::*;

use crate::app::live::live;

use self::actions::Scrap;
use super::state::app;
use super::text::{t, t_count, t_with};

/// The inventory page.
#[component]
pub fn ScrapPage() -> impl IntoView {
    let app = app();
    let scrap = Scrap::new(app);
    provide_context(scrap);
    outline::OutlineBoard::provide(scrap);
    let count = Memo::new(move |_| app.inventory.with(|i| i.pieces.len()));
    view! {
        <section class="scrap-page" aria-labelledby="scrap-title">
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
            <add::Add />
            <list::List />
            <UndoBar />
            {outline::outline_dialog()}
        </section>
    }
}

/// What was just removed, and the way back.
#[component]
fn UndoBar() -> impl IntoView {
    let scrap = expect_context::<Scrap>();
    let text = move || {
        scrap.undo.with(|undo| match undo {
            Some(actions::Undo::Piece(_, piece)) => t_with("scrap.removed.piece", &[("name", &piece.name)]),
            Some(actions::Undo::All(pieces, _)) => t_count("scrap.removed.one", "scrap.removed.many", pieces.len()),
            None => String::new(),
        })
    };
    view! {
        <div class="scrap-undo" class:shown=move || scrap.undo.with(Option::is_some)>
            <span role="status">{text}</span>
            <Show when=move || scrap.undo.with(Option::is_some)>
                <button id="undo" type="button" on:click=move |_| scrap.take_back()>{t("scrap.undo")}</button>
                <button type="button" class="quiet" aria-label=t("scrap.dismiss") on:click=move |_| scrap.undo.set(None)>
                    "×"
                </button>
            </Show>
        </div>
    }
}
