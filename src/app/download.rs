//! Hands a file to the person.

use wasm_bindgen::{JsCast, JsValue};

/// Saves a text as a file through the browser's own download.
pub fn download(name: &str, kind: &str, text: &str) {
    // Where the browser refuses (no Blob, no document) there is nothing to fall back to; the page stays as it is.
    let _ = try_download(name, kind, text);
}

/// The same of what the browser made.
pub fn download_blob(name: &str, blob: &web_sys::Blob) {
    let _ = hand_out(name, blob);
}

fn try_download(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let parts = js_sys::Array::of1(&text.into());
    hand_out(name, &web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)?)
}

fn hand_out(name: &str, blob: &web_sys::Blob) -> Result<(), JsValue> {
    let url = web_sys::Url::create_object_url_with_blob(blob)?;
    let document = leptos::prelude::document();
    let anchor: web_sys::HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    gloo::timers::callback::Timeout::new(10_000, move || drop(web_sys::Url::revoke_object_url(&url))).forget();
    Ok(())
}
