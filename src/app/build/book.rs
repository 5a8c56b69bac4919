//! “I have cut this”: shows what leaves and what comes back, and books it.

use leptos::prelude::*;

use crate::app::live::live;
use crate::app::planning::settle;
use crate::app::state::{App, app};
use crate::app::text::{t, t_with};
use crate::app::undo;
use crate::project::{Booking, book};
use crate::quantity::format;

/// The button under the cut list, and what it would do.
#[component]
pub fn Book() -> impl IntoView {
    let app = app();
    let is_open = RwSignal::new(false);
    let has_cuts = move || app.outcome.get().0.plan.groups.iter().any(|g| !g.opened().is_empty());
    view! {
        <Show when=has_cuts>
            <section class="book">
                <Show when=move || is_open.get() fallback=move || view! {
                    <button id="book" type="button" on:click=move |_| { settle(app); is_open.set(true); }>{t("book.open")}</button>
                }>
                    {live(move || preview(app, is_open))}
                </Show>
            </section>
        </Show>
    }
}

fn booking(app: App) -> Booking {
    let out = app.outcome.get().0;
    app.inventory.with(|own| app.neighbours.with(|n| book(&out.plan, &out.bom, &out.supply, own, n)))
}

fn preview(app: App, is_open: RwSignal<bool>) -> AnyView {
    let booked = booking(app);
    let size = |length: Option<f64>| length.map(|l| format(l, "mm", 0, app.system.get())).unwrap_or_default();
    let gone = booked.gone.iter().map(|gone| {
        let key = if gone.is_bought { "book.bought" } else { "book.gone" };
        let values =
            [("n", &*gone.count.to_string()), ("name", &*gone.piece.name), ("size", &*size(gone.piece.length))];
        view! { <li>{t_with(key, &values)}</li> }
    });
    let come = booked.come.iter().map(|come| {
        let count = come.piece.quantity.unwrap_or(1).to_string();
        let values = [("n", &*count), ("name", &*come.piece.name), ("size", &*size(come.piece.length))];
        view! { <li>{t_with("book.come", &values)}</li> }
    });
    let missing = app.outcome.get().0.bom.totals.missing;
    let problems = booked.problems.iter().map(|p| view! { <li class="problem-line">{p.message.clone()}</li> });
    view! {
        <h3 id="book-title">{t("book.title")}</h3>
        {(missing > 0).then(|| view! { <p class="problem-line">{t_with("book.missing", &[("n", &missing.to_string())])}</p> })}
        <ul id="book-list" aria-labelledby="book-title">{gone.collect_view()} {come.collect_view()} {problems.collect_view()}</ul>
        <button id="book-yes" type="button" class="main" on:click=move |_| {
            is_open.set(false);
            take(app);
        }>{t("book.yes")}</button>
        " "
        <button id="book-no" type="button" on:click=move |_| is_open.set(false)>{t("book.no")}</button>
    }
    .into_any()
}

fn take(app: App) {
    settle(app);
    let booked = untrack(|| booking(app));
    let title = app.design.with_untracked(|d| d.0.title.clone());
    let (gone, come) = (booked.gone.len().to_string(), booked.come.len().to_string());
    undo::name(t_with("undo.book", &[("name", &title)]), "");
    app.inventory.set(booked.own);
    if app.neighbours.with_untracked(|now| *now != booked.neighbours) {
        app.neighbours.set(booked.neighbours);
    }
    app.is_example.set(false);
    let told = booked.problems.into_iter().map(|p| p.message);
    let said = t_with("book.done", &[("gone", &gone), ("come", &come)]);
    app.notice.set(std::iter::once(said).chain(told).collect::<Vec<_>>().join(" "));
}
