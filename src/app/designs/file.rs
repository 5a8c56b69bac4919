//! A design from a file: chosen, and put in hand if it can be read.

use leptos::prelude::*;

use crate::app::state::app;
use crate::app::text::{t, t_with};
use crate::app::upload::{self, Unread};
use crate::expr::MAX_DOCUMENT;

#[component]
pub(super) fn FromFile() -> impl IntoView {
    let app = app();
    let reading = StoredValue::new_local(None);
    let on_file = move |ev: leptos::ev::Targeted<leptos::ev::Event, web_sys::HtmlInputElement>| {
        let Some(file) = upload::chosen(&ev.target()) else { return };
        let name = file.name();
        upload::read(file, MAX_DOCUMENT as u64, reading, move |text| match text {
            // What cannot be used goes to the workbench, where each problem is shown at its place.
            Ok(text) if !app.open_design(&text) => app.draft.set(Some(text)),
            Ok(_) => app.notice.set(t_with("designs.opened", &[("name", &name)])),
            Err(Unread::Large) => {
                let most = (MAX_DOCUMENT / 1024).to_string();
                app.notice.set(t_with("designs.large", &[("name", &name), ("most", &most)]));
            }
            Err(Unread::Failed(why)) => app.notice.set(t_with("scrap.file.unread", &[("why", &why)])),
        });
    };
    view! {
        <p class="design-file">
            <label for="design-file">{t("designs.file")}</label>
            <input id="design-file" type="file" accept=".toml,text/plain" on:change:target=on_file />
        </p>
    }
}
