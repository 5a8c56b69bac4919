//! Files that lie beside the app: fetched when they are first needed; the service worker keeps them all.

use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The text of a file at an address relative to the page; nothing where it cannot be had.
pub async fn text(address: &str) -> Option<String> {
    try_text(address).await.ok().and_then(|text| text.as_string())
}

async fn try_text(address: &str) -> Result<JsValue, JsValue> {
    let answer = JsFuture::from(window().fetch_with_str(address)).await?;
    let answer: web_sys::Response = answer.dyn_into()?;
    if !answer.ok() {
        return Err(JsValue::from_f64(answer.status().into()));
    }
    JsFuture::from(answer.text()?).await
}
