//! A design from a file: chosen, and put in hand if it can be read.

use gloo::file::Blob;
use gloo::file::callbacks::{FileReader, read_as_text};
use leptos::prelude::*;

use crate::app::state::app;
use crate::app::text::{t, t_with};
use crate::expr::MAX_DOCUMENT;

#[component]
pub(super) fn FromFile() -> impl IntoView {
    let app = app();
    let reader = StoredValue::new_local(None::<FileReader>);
    let on_file = move |ev: leptos::ev::Targeted<leptos::ev::Event, web_sys::HtmlInputElement>| {
        let Some(file) = ev.target().files().and_then(|files| files.get(0)) else { return };
        let name = file.name();
        let blob = Blob::from(web_sys::Blob::from(file));
        if blob.size() > MAX_DOCUMENT as u64 {
            let most = (MAX_DOCUMENT / 1024).to_string();
            app.notice.set(t_with("designs.large", &[("name", &name), ("most", &most)]));
            return;
        }
        let done = read_as_text(&blob, move |result| match result {
            // What cannot be used goes to the workbench, where each problem is shown at its place.
            Ok(text) if !app.open_design(&text) => app.draft.set(Some(text)),
            Ok(_) => app.notice.set(t_with("designs.opened", &[("name", &name)])),
            Err(error) => app.notice.set(t_with("scrap.file.unread", &[("why", &error.to_string())])),
        });
        // Dropping a reader stops it.
        reader.set_value(Some(done));
        // The same file may be chosen again once it is corrected.
        ev.target().set_value("");
    };
    view! {
        <p class="design-file">
            <label for="design-file">{t("designs.file")}</label>
            <input id="design-file" type="file" accept=".toml,text/plain" on:change:target=on_file />
        </p>
    }
}
