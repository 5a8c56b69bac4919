//! Everything in one file, and where the data lives.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::download::download;
use crate::app::live::live;
use crate::app::state::{App, app};
use crate::app::storage;
use crate::app::text::{t, t_with};
use crate::app::upload::{self, Unread};
use crate::kept::{MAX_BYTES, read_everything};
use crate::quantity::format_number;

/// Hands everything to the person as one file.
pub(super) fn save(app: App) {
    spawn_local(async move {
        let text = storage::all(app).await;
        download("scrapwright-everything.json", "application/json", &text);
    });
}

#[component]
pub(super) fn EverythingFile() -> impl IntoView {
    let app = app();
    let reading = StoredValue::new_local(None);
    let used = RwSignal::new(None::<(Option<f64>, bool)>);
    spawn_local(async move { _ = used.try_set(Some(storage::used().await)) });
    let on_file = move |ev: leptos::ev::Targeted<leptos::ev::Event, web_sys::HtmlInputElement>| {
        let Some(file) = upload::chosen(&ev.target()) else { return };
        upload::read(file, MAX_BYTES as u64, reading, move |text| match text {
            Ok(text) => match read_everything(&text) {
                Ok(all) => storage::import(app, all),
                Err(why) => app.notice.set(t_with("all.unread", &[("why", &why.to_string())])),
            },
            Err(Unread::Large) => app.notice.set(t("all.large").to_owned()),
            Err(Unread::Failed(why)) => app.notice.set(t_with("scrap.file.unread", &[("why", &why)])),
        });
    };
    view! {
        <details id="everything">
            <summary>{t("all.title")}</summary>
            <p>{t("all.where")}</p>
            {live(move || used.get().map(|(bytes, persisted)| {
                let size = bytes.map(|b| t_with("all.used", &[("size", &format_number((b / 1e6).max(0.1), 1))]));
                let kept = t(if persisted { "all.persisted" } else { "all.not-persisted" });
                view! { <p class="hint">{size} " " {kept}</p> }
            }))}
            <p class="yard-line">
                <button id="everything-save" type="button" on:click=move |_| save(app)>{t("all.save")}</button>
            </p>
            <label for="everything-file">{t("all.file")}</label>
            <input id="everything-file" type="file" accept=".json,application/json" on:change:target=on_file />
            <p class="hint">{t("all.file-hint")}</p>
        </details>
    }
}
