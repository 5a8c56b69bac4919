//! A stock file: chosen, dropped or pasted; what could not be taken comes back to be corrected.

use leptos::prelude::*;

use crate::app::live::live;
use crate::app::upload::{self, Unread};

use super::super::text::{t, t_count, t_with};
use super::actions::Scrap;
use crate::diagnostic::{Diagnostic, Place};
use crate::stock::{CsvRead, read_csv, rejected_csv};

/// Largest file read (bytes), as in the reader of stock files.
const MAX_BYTES: u64 = 2_000_000;
/// Most problems listed.
const MAX_LISTED: usize = 100;

#[component]
pub(super) fn Import() -> impl IntoView {
    let scrap = expect_context::<Scrap>();
    let pasted = RwSignal::new(String::new());
    let over = RwSignal::new(false);
    let reading = StoredValue::new_local(None);
    let read = move |text: String| {
        let found = read_csv(&text);
        pasted.set(rejected_csv(&text, &found));
        scrap.add(found.inventory.pieces.clone());
        scrap.report.set(Some(found));
    };
    let read_file = move |file: web_sys::File| {
        upload::read(file, MAX_BYTES, reading, move |text| match text {
            Ok(text) => read(text),
            Err(Unread::Large) => scrap.report.set(Some(refused(t("scrap.file.large")))),
            Err(Unread::Failed(why)) => {
                scrap.report.set(Some(refused(&t_with("scrap.file.unread", &[("why", &why)]))));
            }
        });
    };
    let on_drop = move |ev: leptos::ev::DragEvent| {
        ev.prevent_default();
        over.set(false);
        let Some(data) = ev.data_transfer() else { return };
        match data.files().and_then(|files| files.get(0)) {
            Some(file) => read_file(file),
            None => {
                if let Some(text) = data.get_data("text/plain").ok().filter(|text| !text.trim().is_empty()) {
                    read(text);
                }
            }
        }
    };
    let on_file = move |ev: leptos::ev::Targeted<leptos::ev::Event, web_sys::HtmlInputElement>| {
        if let Some(file) = upload::chosen(&ev.target()) {
            read_file(file);
        }
    };
    view! {
        <div class="scrap-import">
            <div
                class="scrap-drop"
                class:over=over
                on:dragover=move |ev| {
                    ev.prevent_default();
                    over.set(true);
                }
                on:dragleave=move |_| over.set(false)
                on:drop=on_drop
            >
                <label for="csv-file">{t("scrap.file.label")}</label>
                <input id="csv-file" type="file" accept=".csv,.tsv,.txt,text/csv,text/plain" on:change:target=on_file />
                <span class="soft">{t("scrap.file.drop")}</span>
            </div>
            <Show when=move || scrap.report.with(Option::is_some)>
                <div class="import-report" role="status">{live(move || scrap.report.with(|r| r.as_ref().map(report)))}</div>
            </Show>
            <label class="scrap-paste">
                <span>{t("scrap.file.paste")}</span>
                <textarea
                    id="csv-paste"
                    rows="4"
                    spellcheck="false"
                    autocomplete="off"
                    placeholder=t("scrap.file.sample")
                    prop:value=pasted
                    on:input:target=move |ev| pasted.set(ev.target().value())
                ></textarea>
            </label>
            <button
                id="csv-read"
                type="button"
                disabled=move || pasted.with(|text| text.trim().is_empty())
                on:click=move |_| read(pasted.get_untracked())
            >
                {t("scrap.file.read")}
            </button>
        </div>
    }
}

fn refused(message: &str) -> CsvRead {
    CsvRead { problems: vec![Diagnostic::error("bad-stock-file", Place::whole(""), message)], ..CsvRead::default() }
}

/// With a capital letter in front and a full stop at the end.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().map(|c| c.to_ascii_uppercase().to_string()).unwrap_or_default();
    let stop = if text.ends_with(['.', '?', '!', '…']) { "" } else { "." };
    format!("{first}{}{stop}", letters.as_str())
}

fn report(read: &CsvRead) -> impl IntoView + use<> {
    let taken = read.inventory.pieces.len();
    let line = |problem: &Diagnostic| {
        let place = match &problem.place {
            Place::Cell { row, column } if column.is_empty() => t_with("scrap.file.row", &[("row", &row.to_string())]),
            Place::Cell { row, column } => t_with("scrap.file.cell", &[("row", &row.to_string()), ("column", column)]),
            other => other.to_string(),
        };
        let hint = problem.hint.as_ref().map(|hint| sentence(hint));
        view! {
            <li class:bad=problem.is_error()>
                <span class="sign" aria-hidden="true">{if problem.is_error() { "✕" } else { "!" }}</span>
                <span><b>{place}</b> " " {sentence(&problem.message)} " " <span class="soft">{hint}</span></span>
            </li>
        }
    };
    let (bad, odd): (Vec<&Diagnostic>, Vec<&Diagnostic>) = read.problems.iter().partition(|p| p.is_error());
    let more = (bad.len() + odd.len()).saturating_sub(MAX_LISTED);
    view! {
        <p>
            <b class:good=taken != 0>{t_count("scrap.file.added.one", "scrap.file.added.many", taken)}</b>
            {(!read.rejected.is_empty())
                .then(|| t_count("scrap.file.rejected.one", "scrap.file.rejected.many", read.rejected.len()))}
        </p>
        <ul>{bad.into_iter().chain(odd).take(MAX_LISTED).map(line).collect_view()}</ul>
        {(more > 0).then(|| view! { <p class="soft">{t_count("scrap.file.more.one", "scrap.file.more.many", more)}</p> })}
    }
}
