//! Materials and prices: what is built in, with its sources, and what the person adds.

mod own;
mod prices;
mod search;

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::app::download::download;
use crate::app::live::live;
use crate::app::state::app;
use crate::app::text::{t, t_with};
use crate::app::upload::{self, Unread};
use crate::stock::{Material, MaterialsRead, read_materials, write_materials, write_row};

/// Largest file read (bytes).
const MAX_BYTES: u64 = 1_000_000;

/// What is typed into a form, by the column of the table.
type Typed = RwSignal<BTreeMap<&'static str, String>>;

/// The folded section; what is in it is made when it is first opened.
#[component]
pub(super) fn MaterialsAndPrices() -> impl IntoView {
    let app = app();
    let open = RwSignal::new(false);
    let count = move || {
        app.materials.with(|known| {
            let [built, own, prices] = [Material::all().len(), known.own().len(), known.prices().len()];
            let values = [built, own, prices].map(|n| n.to_string());
            t_with("materials.count", &[("built", &values[0]), ("own", &values[1]), ("prices", &values[2])])
        })
    };
    let toggle = move |ev: web_sys::Event| {
        if event_target::<web_sys::HtmlDetailsElement>(&ev).open() {
            open.set(true);
        }
    };
    view! {
        <details class="materials" id="materials" on:toggle=toggle>
            <summary>
                <h2>{t("materials.title")}</h2>
                <span class="soft">{count}</span>
            </summary>
            {live(move || open.get().then(|| view! { <Inside /> }))}
        </details>
    }
}

#[component]
fn Inside() -> impl IntoView {
    let told = RwSignal::new(String::new());
    view! {
        <p class="soft">{t("materials.lead")}</p>
        <p class="told" role="status">{told}</p>
        <search::Search />
        <own::Own told />
        <prices::Prices told />
        <Files told />
    }
}

/// Download and reading of the own table.
#[component]
fn Files(told: RwSignal<String>) -> impl IntoView {
    let app = app();
    let reading = StoredValue::new_local(None);
    let take = move |text: String| {
        let MaterialsRead { materials, problems, rejected } = read_materials(&text);
        let [own, prices] = [materials.own().len(), materials.prices().len()].map(|n| n.to_string());
        let mut line = t_with("materials.csv.read", &[("own", &own), ("prices", &prices)]);
        let why: Vec<String> = problems.iter().take(5).map(ToString::to_string).collect();
        if !why.is_empty() {
            let n = rejected.len().to_string();
            line = format!("{line} {}", t_with("materials.csv.rejected", &[("n", &n), ("why", &why.join("; "))]));
        }
        told.set(line);
        app.materials.update(|known| known.merge(materials));
    };
    let choose = move |ev: leptos::ev::Targeted<leptos::ev::Event, web_sys::HtmlInputElement>| {
        let Some(file) = upload::chosen(&ev.target()) else { return };
        upload::read(file, MAX_BYTES, reading, move |text| match text {
            Ok(text) => take(text),
            Err(Unread::Large) => told.set(t("materials.csv.large").to_owned()),
            Err(Unread::Failed(why)) => told.set(t_with("materials.csv.unread", &[("why", &why)])),
        });
    };
    let export = move |_| download("my-materials.csv", "text/csv", &app.materials.with_untracked(write_materials));
    view! {
        <div class="files">
            <button
                id="materials-csv"
                type="button"
                disabled=move || app.materials.with(|known| known.is_empty())
                on:click=export
            >
                {t("materials.csv.export")}
            </button>
            <label>
                {t("materials.csv.import")}
                <input id="materials-file" type="file" accept=".csv,.tsv,.txt,text/csv,text/plain" on:change:target=choose />
            </label>
        </div>
    }
}

/// What was typed, read as one row of the table.
fn read_typed(typed: &BTreeMap<&'static str, String>) -> MaterialsRead {
    let mut text = String::new();
    write_row(&mut text, &typed.keys().collect::<Vec<_>>());
    write_row(&mut text, &typed.values().map(|cell| cell.replace(['\n', '\r'], " ")).collect::<Vec<_>>());
    read_materials(&text)
}

/// What is wrong with what was typed, in a sentence; nothing where all is well.
fn complaint(read: &MaterialsRead) -> Option<String> {
    let problem = read.problems.iter().find(|p| p.is_error())?;
    Some(match &problem.hint {
        Some(hint) => format!("{}; {hint}.", problem.message),
        None => format!("{}.", problem.message),
    })
}

/// One labelled text of a form.
fn field(typed: Typed, id: &'static str, column: &'static str, label: &'static str) -> AnyView {
    let value = move || typed.with(|typed| typed.get(column).cloned().unwrap_or_default());
    view! {
        <label class="typed">
            <span>{t(label)}</span>
            <input
                id=format!("{id}-{column}")
                type="text"
                autocomplete="off"
                spellcheck="false"
                maxlength="300"
                prop:value=value
                on:input:target=move |ev| {
                    let text = ev.target().value();
                    typed.update(|typed| drop(typed.insert(column, text)));
                }
            />
        </label>
    }
    .into_any()
}
