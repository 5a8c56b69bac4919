//! What is kept on this device: the yard and the choices, saved by themselves a moment after each change.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use idb::builder::{DatabaseBuilder, ObjectStoreBuilder};
use idb::{Database, TransactionMode};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use super::state::{App, FIRST_DESIGN};
use super::text::t_with;
use crate::project::Choices;
use crate::quantity::System;
use crate::stock::{read_csv, read_materials, write_csv, write_materials};

const DATABASE: &str = "scrapwright";
const STORE: &str = "kept";
const KEY: &str = "project";
/// Where content goes that could not be read, numbered from 1.
const BROKEN: &str = "project-broken-";
/// The form of [`Saved`] written; also the only one read.
const VERSION: u32 = 1;
/// How long to wait for further changes before saving (ms).
const PAUSE: u32 = 300;

/// Everything that is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    /// Form of this record: 1.
    pub version: u32,
    /// The yard as a stock file.
    pub inventory_csv: String,
    /// Own materials and local prices as their table; empty where there are none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub materials_csv: String,
    /// Whether it is still the example.
    pub is_example: bool,
    /// What the person chose.
    pub choices: Choices,
    /// The design that the choices are for.
    pub design_id: String,
    /// Whether lengths are shown in inches.
    pub inches: bool,
    /// The text of that design, where it is not the first one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub design_source: Option<String>,
    /// What was chosen for other designs, by their ids.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub laid_aside: BTreeMap<String, Choices>,
    /// The language wanted for texts of designs; empty is the browser's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// The text of a design at work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<String>,
}

/// What came of loading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loaded {
    /// What was kept, where there is something and it can be read.
    pub saved: Option<Saved>,
    /// What went wrong and what to do, for the person.
    pub problem: Option<String>,
    /// Whether saving now would overwrite something that was not read and lies nowhere else.
    pub must_not_save: bool,
}

thread_local! {
    static OPEN: RefCell<Option<Rc<Database>>> = const { RefCell::new(None) };
    static RESTORED: Cell<bool> = const { Cell::new(false) };
    static COUNTER: Cell<u32> = const { Cell::new(0) };
    static TIMER: RefCell<Option<Timeout>> = const { RefCell::new(None) };
    static LAST: RefCell<Option<Saved>> = const { RefCell::new(None) };
}

async fn database() -> Result<Rc<Database>, idb::Error> {
    if let Some(open) = OPEN.with(|o| o.borrow().clone()) {
        return Ok(open);
    }
    let store = ObjectStoreBuilder::new(STORE);
    let open = Rc::new(DatabaseBuilder::new(DATABASE).version(1).add_object_store(store).build().await?);
    OPEN.with(|o| *o.borrow_mut() = Some(open.clone()));
    Ok(open)
}

async fn get() -> Result<Option<String>, idb::Error> {
    let database = database().await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadOnly)?;
    let found = transaction.object_store(STORE)?.get(JsValue::from_str(KEY))?.await?;
    Ok(found.map(|value| value.as_string().unwrap_or_else(|| format!("{value:?}"))))
}

async fn put(json: &str) -> Result<(), idb::Error> {
    let database = database().await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadWrite)?;
    let request = transaction.object_store(STORE)?.put(&JsValue::from_str(json), Some(&JsValue::from_str(KEY)))?;
    // Committed before anything is awaited, so that it also holds when the page is being left.
    let committed = transaction.commit()?;
    request.await?;
    committed.await?;
    Ok(())
}

/// Moves what could not be read to a key of its own, and says which.
async fn set_aside(raw: &str) -> Result<String, idb::Error> {
    let database = database().await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadWrite)?;
    let store = transaction.object_store(STORE)?;
    let taken: Vec<String> = store.get_all_keys(None, None)?.await?.iter().filter_map(JsValue::as_string).collect();
    let free = (1..).map(|n: u32| format!("{BROKEN}{n}")).find(|key| !taken.contains(key)).unwrap_or_default();
    store.put(&JsValue::from_str(raw), Some(&JsValue::from_str(&free)))?.await?;
    store.delete(JsValue::from_str(KEY))?.await?;
    transaction.commit()?.await?;
    Ok(free)
}

/// Loads what was kept. Content that cannot be read is set aside under a key of its own, never lost.
pub async fn load() -> Loaded {
    let raw = match get().await {
        Ok(Some(raw)) => raw,
        Ok(None) => return Loaded::default(),
        Err(error) => {
            let problem = t_with("scrap.storage.closed", &[("why", &error.to_string())]);
            return Loaded { problem: Some(problem), must_not_save: true, ..Loaded::default() };
        }
    };
    let newer = match serde_json::from_str::<Saved>(&raw) {
        Ok(saved) if saved.version == VERSION => return Loaded { saved: Some(saved), ..Loaded::default() },
        _ => serde_json::from_str::<serde_json::Value>(&raw)
            .is_ok_and(|value| value.get("version").and_then(|v| v.as_u64()).is_some_and(|v| v > VERSION.into())),
    };
    match set_aside(&raw).await {
        Ok(key) => {
            let message = if newer { "scrap.storage.newer" } else { "scrap.storage.broken" };
            Loaded { problem: Some(t_with(message, &[("key", &key)])), ..Loaded::default() }
        }
        Err(error) => {
            let problem = t_with("scrap.storage.closed", &[("why", &error.to_string())]);
            Loaded { problem: Some(problem), must_not_save: true, ..Loaded::default() }
        }
    }
}

/// Keeps a record in place of the last one; the error is the browser's reason.
pub async fn save(saved: &Saved) -> Result<(), String> {
    let json = serde_json::to_string(saved).map_err(|e| e.to_string())?;
    if put(&json).await.is_ok() {
        return Ok(());
    }
    // The browser may have closed the database behind our back: open it anew, once.
    OPEN.with(|o| *o.borrow_mut() = None);
    put(&json).await.map_err(|e| e.to_string())
}

fn snapshot(app: App) -> Saved {
    untrack(|| Saved {
        version: VERSION,
        inventory_csv: app.inventory.with(write_csv),
        materials_csv: app.materials.with(|own| if own.is_empty() { String::new() } else { write_materials(own) }),
        is_example: app.is_example.get(),
        choices: app.choices.get(),
        design_id: app.design.with(|d| d.0.id.clone()),
        inches: app.system.get() == System::Inches,
        design_source: app.design.with(|d| (d.0.source != FIRST_DESIGN).then(|| d.0.source.clone())),
        laid_aside: app.laid_aside.get(),
        language: app.language.get(),
        draft: app.draft.get(),
    })
}

/// Saves now, if anything differs from what was saved last.
fn save_now(app: App) {
    TIMER.with(|timer| timer.borrow_mut().take());
    if !RESTORED.with(Cell::get) {
        return;
    }
    let saved = snapshot(app);
    if LAST.with(|last| last.borrow().as_ref() == Some(&saved)) {
        return;
    }
    LAST.with(|last| *last.borrow_mut() = Some(saved.clone()));
    spawn_local(async move {
        match save(&saved).await {
            Ok(()) => {
                let count = COUNTER.with(|c| c.replace(c.get() + 1)) + 1;
                if let Some(root) = document().document_element() {
                    let _ = root.set_attribute("data-saved", &count.to_string());
                }
            }
            Err(why) => {
                LAST.with(|last| *last.borrow_mut() = None);
                app.notice.set(t_with("scrap.storage.unsaved", &[("why", &why)]));
            }
        }
    });
}

/// From now on saves each change of yard, choices, design or units: a moment after the last one, and at
/// once when the page is hidden or left. Nothing is saved before [`restore`] is done.
pub fn keep_saved(app: App) {
    Effect::new(move |_| {
        watch(app);
        TIMER.with(|timer| *timer.borrow_mut() = Some(Timeout::new(PAUSE, move || save_now(app))));
    });
    EventListener::new(&document(), "visibilitychange", move |_| {
        if document().visibility_state() == web_sys::VisibilityState::Hidden {
            save_now(app);
        }
    })
    .forget();
    EventListener::new(&window(), "pagehide", move |_| save_now(app)).forget();
}

/// Watches everything that is saved, without writing it out yet.
fn watch(app: App) {
    app.inventory.track();
    app.materials.track();
    app.choices.track();
    app.design.track();
    app.system.track();
    app.is_example.track();
    app.laid_aside.track();
    app.draft.track();
    app.language.track();
}

/// Brings back what was kept; problems go to the notice.
pub async fn restore(app: App) {
    let Loaded { saved, problem, must_not_save } = load().await;
    if let Some(problem) = problem {
        app.notice.set(problem);
    }
    if let Some(saved) = saved {
        if let Some(rows) = unread_rows(&saved) {
            match set_aside(&rows).await {
                Ok(key) => app.notice.set(t_with("scrap.storage.rows", &[("key", &key)])),
                Err(error) => {
                    app.notice.set(t_with("scrap.storage.closed", &[("why", &error.to_string())]));
                    return;
                }
            }
        }
        apply(app, saved);
    }
    if must_not_save {
        return;
    }
    LAST.with(|last| *last.borrow_mut() = Some(snapshot(app)));
    RESTORED.with(|r| r.set(true));
}

/// The whole record, where its stock has rows that cannot be read and that would be lost by saving again.
fn unread_rows(saved: &Saved) -> Option<String> {
    let read = read_csv(&saved.inventory_csv);
    let is_whole = read.rejected.is_empty() && !read.problems.iter().any(crate::diagnostic::Diagnostic::is_error);
    (!is_whole).then(|| serde_json::to_string(saved).unwrap_or_default())
}

/// Not inlined: a first visit has nothing to bring back and loads this after its picture.
#[inline(never)]
fn apply(app: App, saved: Saved) {
    app.inventory.set(read_csv(&saved.inventory_csv).inventory);
    if !saved.materials_csv.is_empty() {
        app.materials.set(read_materials(&saved.materials_csv).materials);
    }
    app.is_example.set(saved.is_example);
    app.system.set(if saved.inches { System::Inches } else { System::Metric });
    app.draft.set(saved.draft);
    if !saved.language.is_empty() && saved.language != app.language.get_untracked() {
        app.speak(saved.language);
    }
    if let Some(text) = saved.design_source
        && !app.open_design(&text)
    {
        // Read well once, but not by this version: its text goes to the workbench, its choices are kept.
        app.draft.update(|draft| *draft = draft.take().or(Some(text)));
    }
    app.laid_aside.set(saved.laid_aside);
    if app.design.with_untracked(|d| d.0.id == saved.design_id) {
        if let Some(told) = app.take(saved.choices) {
            app.notice.set(told);
        }
    } else {
        app.laid_aside.update(|all| drop(all.insert(saved.design_id, saved.choices)));
    }
}
