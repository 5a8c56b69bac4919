//! A card for every design that is here: the built-in ones, and an opened one while it is in hand.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::live::live;
use crate::app::route::Route;
use crate::app::state::{App, app};
use crate::app::text::{t, t_with};
use crate::commons::catalogue;

#[component]
pub(super) fn Cards() -> impl IntoView {
    let app = app();
    let in_hand = Memo::new(move |_| app.design.with(|d| d.0.id.clone()));
    let opened = move || {
        let design = app.design.get().0;
        let about = format!("{} · {} · {}", design.version, design.licence, design.authors.join(", "));
        let is_ours = catalogue::BUILT_IN.iter().any(|entry| entry.id == design.id);
        (!is_ours).then(|| card(app, in_hand, &design.id, &design.title, &design.summary, &about))
    };
    view! {
        <ul class="cards">
            {catalogue::BUILT_IN
                .iter()
                .map(|entry| card(app, in_hand, entry.id, entry.title, entry.summary, entry.about))
                .collect_view()}
            {live(opened)}
        </ul>
    }
}

fn card(app: App, in_hand: Memo<String>, id: &str, title: &str, summary: &str, about: &str) -> AnyView {
    let is_in_hand = {
        let id = id.to_owned();
        move || in_hand.with(|now| *now == id)
    };
    let label = {
        let is_in_hand = is_in_hand.clone();
        live(move || if is_in_hand() { t("designs.back") } else { t("designs.open") })
    };
    let class = format!("card card-{id}");
    let id = id.to_owned();
    let open = move |_| {
        if in_hand.with_untracked(|now| *now == id) {
            app.route.set(Route::Build);
        } else {
            let id = id.clone();
            spawn_local(async move { open_built_in(app, &id).await });
        }
    };
    view! {
        <li class=class>
            <h2>{title.to_owned()}</h2>
            <p>{summary.to_owned()}</p>
            <p class="hint">{about.to_owned()}</p>
            <a class="button" href="#build" on:click=open>{label}</a>
        </li>
    }
    .into_any()
}

/// Fetches a built-in design and puts it in hand; the service worker keeps them all.
pub async fn open_built_in(app: App, id: &str) {
    let text = crate::app::fetch::text(&catalogue::path(id)).await;
    let problem = match text {
        Some(text) if app.open_design(&text) => None,
        Some(_) => Some(t_with("designs.broken", &[("id", id)])),
        None => Some(t_with("designs.unfetched", &[("id", id)])),
    };
    if let Some(problem) = problem {
        app.notice.set(problem);
    }
}
