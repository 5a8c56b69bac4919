//! A table of stock: chosen, dropped or pasted, looked at where anything about it had to be guessed, then taken.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::super::text::{t, t_count, t_with};
use super::actions::Scrap;
use super::columns::Columns;
use super::draft::draft;
use super::reading::{Found, News, Told, start, told};
use crate::app::download::download;
use crate::app::live::live;
use crate::app::upload::{self, Unread};
use crate::app::worker::Running;
use crate::stock::{Mapping, decode};

/// Largest file read (bytes): twice that of a table, as UTF-16 takes two bytes a letter.
const MAX_BYTES: u64 = 16_000_000;
/// Longest text shown for correction (characters); longer ones are handed over as a file.
const MAX_CORRECTED: usize = 200_000;

/// How far the table in hand has come.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Stage {
    /// There is none.
    #[default]
    Idle,
    /// It is being read: so many pieces of so many.
    Reading(usize, usize),
    /// It is read, and its columns are looked at.
    Looking(Arc<Found>),
    /// Its pieces are in the yard.
    Taken(Arc<Found>),
    /// It could not be read.
    Failed(String),
}

/// The table in hand; a context for its parts.
#[derive(Clone, Copy)]
pub(super) struct Table {
    scrap: Scrap,
    pub(super) stage: RwSignal<Stage>,
    /// Its text.
    pub(super) text: StoredValue<Arc<str>>,
    /// What was odd about its letters.
    letters: StoredValue<Vec<Told>>,
    /// The ids of the pieces that it gave to the yard.
    given: StoredValue<BTreeSet<String>>,
    running: StoredValue<Option<Running>, LocalStorage>,
    pasted: RwSignal<String>,
}

impl Table {
    /// Starts anew with a text.
    fn open(self, text: String, letters: Vec<Told>) {
        self.given.set_value(BTreeSet::new());
        self.text.set_value(text.into());
        self.letters.set_value(letters);
        self.read(None);
    }

    /// Reads it, by a mapping that somebody has looked at or by a guess.
    pub(super) fn read(self, mapping: Option<Mapping>) {
        let is_first = mapping.is_none();
        if is_first {
            self.stage.set(Stage::Reading(0, 0));
        }
        self.running.set_value(None);
        let own = self.scrap.app.materials.get_untracked();
        let running = start(&self.text.get_value(), mapping, &own, move |news| match news {
            News::Progress(come, all) if is_first => self.stage.set(Stage::Reading(come, all)),
            News::Progress(..) => {}
            News::Done(mut found) => {
                found.told.splice(0..0, self.letters.get_value());
                let sure = found.mapping.as_ref().is_some_and(Mapping::is_sure);
                let found = Arc::new(*found);
                let hopeless = found.pieces.is_empty() && found.rows.len() < 2;
                if is_first && (sure || hopeless) { self.take(found) } else { self.stage.set(Stage::Looking(found)) }
            }
            News::Failed(why) => self.stage.set(Stage::Failed(t_with("lists.file.failed", &[("why", &why)]))),
        });
        self.running.set_value(running);
    }

    /// Puts its good rows into the yard, in place of those that it gave before.
    pub(super) fn take(self, found: Arc<Found>) {
        let given = self.given.get_value();
        if !given.is_empty() {
            self.scrap.take_out(&given);
        }
        let yard = self.scrap.app.inventory;
        let before = yard.with_untracked(|i| i.pieces.len());
        self.scrap.add(found.pieces.clone());
        let ids = yard.with_untracked(|i| i.pieces.iter().skip(before).map(|p| p.id.clone()).collect());
        self.given.set_value(ids);
        self.pasted.set(if found.rejected_text.len() <= MAX_CORRECTED {
            found.rejected_text.clone()
        } else {
            String::new()
        });
        self.stage.set(Stage::Taken(found));
    }

    /// Leaves it.
    pub(super) fn leave(self) {
        self.running.set_value(None);
        self.stage.set(Stage::Idle);
    }
}

#[component]
pub(super) fn Import() -> impl IntoView {
    let table = Table {
        scrap: expect_context::<Scrap>(),
        stage: RwSignal::new(Stage::Idle),
        text: StoredValue::new("".into()),
        letters: StoredValue::new(Vec::new()),
        given: StoredValue::new(BTreeSet::new()),
        running: StoredValue::new_local(None),
        pasted: draft("scrap-pasted"),
    };
    provide_context(table);
    let over = RwSignal::new(false);
    let uploading = StoredValue::new_local(None);
    let read_file = move |file: web_sys::File| {
        table.stage.set(Stage::Reading(0, 0));
        upload::read_bytes(file, MAX_BYTES, uploading, move |bytes| match bytes {
            Ok(bytes) => {
                let (text, problems) = decode(&bytes);
                let letters: Vec<Told> = problems.iter().map(told).collect();
                if letters.iter().any(|problem| problem.bad) {
                    let found = Found { told: letters, ..Found::default() };
                    table.stage.set(Stage::Taken(Arc::new(found)));
                } else {
                    table.open(text, letters);
                }
            }
            Err(Unread::Large) => table.stage.set(Stage::Failed(t("lists.file.large").to_owned())),
            Err(Unread::Failed(why)) => table.stage.set(Stage::Failed(t_with("scrap.file.unread", &[("why", &why)]))),
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
                    table.open(text, Vec::new());
                }
            }
        }
    };
    let on_file = move |ev: leptos::ev::Targeted<leptos::ev::Event, web_sys::HtmlInputElement>| {
        if let Some(file) = upload::chosen(&ev.target()) {
            read_file(file);
        }
    };
    let pasted = table.pasted;
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
                <span class="soft">{t("lists.file.drop")}</span>
            </div>
            {live(move || stage_view(table))}
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
                on:click=move |_| table.open(pasted.get_untracked(), Vec::new())
            >
                {t("scrap.file.read")}
            </button>
        </div>
    }
}

fn stage_view(table: Table) -> AnyView {
    match table.stage.get() {
        Stage::Idle => ().into_any(),
        Stage::Reading(come, all) => {
            let text = if all == 0 {
                t("lists.file.reading").to_owned()
            } else {
                t_with("lists.file.progress", &[("n", &come.to_string()), ("all", &all.to_string())])
            };
            view! {
                <div class="import-progress" role="status">
                    <progress max=all.max(1).to_string() value=(all > 0).then(|| come.to_string())></progress>
                    <span>{text}</span>
                    <button id="import-cancel" type="button" on:click=move |_| table.leave()>{t("lists.cancel")}</button>
                </div>
            }
            .into_any()
        }
        Stage::Looking(found) => view! { <Columns found /> }.into_any(),
        Stage::Taken(found) => taken(table, &found).into_any(),
        Stage::Failed(why) => view! { <p class="import-report bad" role="alert">{why}</p> }.into_any(),
    }
}

fn taken(table: Table, found: &Arc<Found>) -> impl IntoView + use<> {
    let count = found.pieces.len();
    let how = found.mapping.as_ref().filter(|_| count > 0).map(|mapping| {
        let name = mapping.format.name();
        t_with("lists.file.how", &[("format", name), ("columns", &mapping.columns.len().to_string())])
    });
    let again = found.clone();
    let rejected = found.rejected_text.clone();
    let is_long = rejected.len() > MAX_CORRECTED;
    view! {
        <div class="import-report" role="status">
            <p>
                <b class:good=count != 0>{t_count("scrap.file.added.one", "scrap.file.added.many", count)}</b>
                {(found.rejected > 0)
                    .then(|| t_count("scrap.file.rejected.one", "scrap.file.rejected.many", found.rejected))}
            </p>
            {how
                .map(|how| {
                    view! {
                        <p class="soft">
                            {how} " "
                            <button
                                id="import-again"
                                type="button"
                                class="quiet link"
                                on:click=move |_| table.stage.set(Stage::Looking(again.clone()))
                            >
                                {t("lists.file.again")}
                            </button>
                        </p>
                    }
                })}
            {(found.rejected > 0)
                .then(|| {
                    view! {
                        <p>
                            {is_long.then(|| t("lists.file.rejected.long"))} " "
                            <button
                                id="import-rejected"
                                type="button"
                                on:click=move |_| download("not-taken.csv", "text/csv", &rejected)
                            >
                                {t("lists.file.rejected.save")}
                            </button>
                        </p>
                    }
                })}
            {problems(found)}
        </div>
    }
}

/// The list of what could not be read or may be meant otherwise.
pub(super) fn problems(found: &Found) -> impl IntoView + use<> {
    let line = |problem: &Told| {
        view! {
            <li class:bad=problem.bad>
                <span class="sign" aria-hidden="true">{if problem.bad { "✕" } else { "!" }}</span>
                <span><b>{problem.place.clone()}</b> " " {problem.message.clone()} " " <span class="soft">{problem.hint.clone()}</span></span>
            </li>
        }
    };
    view! {
        <ul>{found.told.iter().map(line).collect_view()}</ul>
        {(found.untold > 0)
            .then(|| {
                view! { <p class="soft">{t_count("scrap.file.more.one", "scrap.file.more.many", found.untold)}</p> }
            })}
    }
}
