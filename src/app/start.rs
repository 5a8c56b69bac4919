//! What happens when the page opens: address, stored work, shared links, offline copy.

use leptos::prelude::*;

use super::designs::open_built_in;
use super::planning;
use super::route::Route;
use super::state::App;
use super::storage;
use super::text::t_with;
use super::undo;
use crate::commons::catalogue::BUILT_IN;
use crate::project::first_choices;

/// Follows the address, restores what was kept, and keeps what changes.
pub fn begin(app: App) {
    // The first visit shows the job done: the example yard, already adapted.
    app.choices.set(first_choices());
    let hash = window().location().hash().unwrap_or_default();
    if let Some(route) = Route::parse(&hash) {
        app.route.set(route);
    }
    let follow = gloo::events::EventListener::new(&window(), "hashchange", move |_| {
        let hash = window().location().hash().unwrap_or_default();
        match Route::parse(&hash) {
            Some(route) => app.route.set(route),
            None => open_link(app, &hash),
        }
    });
    follow.forget(); // the app lives as long as the page
    let is_restored = app.whole.get_untracked() && storage::restore_at_once(app);
    Effect::new(move |_| {
        if app.whole.get() {
            go_on(app, hash.clone(), is_restored);
        }
    });
}

/// What waits for the whole app; not inlined, so that the build can load it after the first picture.
#[inline(never)]
fn go_on(app: App, hash: String, is_restored: bool) {
    storage::keep_saved(app); // waits by itself until everything kept is restored
    undo::follow(app);
    planning::follow(app);
    leptos::task::spawn_local(async move {
        if !is_restored {
            storage::restore(app).await;
        }
        open_link(app, &hash);
    });
    register_offline_copy();
}

/// Opens a shared link, if the address is one.
fn open_link(app: App, hash: &str) {
    let fragment = hash.trim_start_matches('#');
    if fragment.starts_with(|c: char| c.is_ascii_digit()) {
        follow_link(app, fragment);
    }
}

/// Not inlined: a first visit without a link then loads this, and all that reads links, after its picture.
#[inline(never)]
fn follow_link(app: App, fragment: &str) {
    let shared = match crate::commons::link::read(fragment) {
        Ok(shared) => shared,
        Err(error) => return app.notice.set(error.to_string()),
    };
    leptos::task::spawn_local(async move {
        let is_in_hand = || app.design.with_untracked(|d| d.0.id == shared.design_id);
        if !is_in_hand() && BUILT_IN.iter().any(|entry| entry.id == shared.design_id) {
            open_built_in(app, &shared.design_id).await;
        }
        if is_in_hand() {
            if let Some(told) = app.take(shared.choices) {
                app.notice.set(told);
            }
            app.route.set(Route::Build);
        } else if app.notice.with_untracked(String::is_empty) {
            app.notice.set(t_with("link.other-design", &[("id", &shared.design_id)]));
        }
    });
}

/// Lets the service worker keep a copy of the app for work without a network.
fn register_offline_copy() {
    let navigator = window().navigator();
    // Without a secure context there is none; the app works all the same.
    if js_sys::Reflect::has(&navigator, &"serviceWorker".into()).unwrap_or(false) {
        drop(navigator.service_worker().register("./sw.js"));
    }
}
