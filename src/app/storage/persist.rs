//! Asks the browser to keep what is saved even where room is short, and how much is used.

use std::cell::Cell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use crate::app::state::App;

thread_local! {
    static ASKED: Cell<bool> = const { Cell::new(false) };
}

/// The browser's keeper of rooms; there is none without a secure context.
fn manager() -> Option<web_sys::StorageManager> {
    let navigator = window().navigator();
    let storage = js_sys::Reflect::get(&navigator, &"storage".into()).ok()?;
    (!storage.is_undefined()).then(|| storage.unchecked_into())
}

/// Asks once, after the first piece of one's own was saved. Where the browser refuses, all goes on as before.
pub(super) fn ask(app: App) {
    let is_own = !app.is_example.get_untracked() && app.inventory.with_untracked(|i| !i.pieces.is_empty());
    if is_own && !ASKED.replace(true) {
        drop(manager().and_then(|manager| manager.persist().ok()));
    }
}

/// How many bytes are used, and whether the browser has promised to keep them; where it says so.
pub async fn used() -> (Option<f64>, bool) {
    let Some(manager) = manager() else { return (None, false) };
    let estimate = match manager.estimate() {
        Ok(promise) => JsFuture::from(promise).await.ok(),
        Err(_) => None,
    };
    let bytes = estimate.and_then(|e| js_sys::Reflect::get(&e, &"usage".into()).ok()).and_then(|u| u.as_f64());
    let persisted = match manager.persisted() {
        Ok(promise) => JsFuture::from(promise).await.is_ok_and(|value| value.is_truthy()),
        Err(_) => false,
    };
    (bytes, persisted)
}
