//! Brings back what was kept when the page opens. What cannot be read is set aside under a key of its own, never lost.

use std::cell::RefCell;

use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use super::database::{self, Value, words};
use super::{PROJECT, snapshot, sync, yard_key};
use crate::app::state::App;
use crate::app::text::t_with;
use crate::app::undo;
use crate::kept::{KeptYard, Project, Stored, Unread, YardText, from_version_1, parse, read_yard, text};
use crate::quantity::System;
use crate::stock::{Inventory, read_materials};

/// What came of loading: a project with its yard, as it is kept and with its pieces read; or nothing yet.
type Loaded = Option<Found>;

/// How long the page waits for what is kept before it shows itself without (ms): a store may never answer.
const PATIENCE: u32 = 2_000;

thread_local! {
    /// What was found before there was a page.
    static FOUND: RefCell<Option<Found>> = const { RefCell::new(None) };
    /// What shows the page, until it has.
    static SHOW: RefCell<Option<fn()>> = const { RefCell::new(None) };
}

/// A project and its yard, as they are kept.
type Found = (Stored<Project>, Stored<KeptYard>, Inventory);

/// Reads what is kept and then shows the page; not inlined, like all that a first visit does not need at once.
#[inline(never)]
pub fn look_first(show: fn()) {
    SHOW.set(Some(show));
    let show = || SHOW.take().into_iter().for_each(|show| show());
    Timeout::new(PATIENCE, show).forget();
    // Leptos can spawn only when there is a page.
    wasm_bindgen_futures::spawn_local(async move {
        let found = found().await;
        FOUND.set(found);
        show();
    });
}

/// What is kept, where it has today's form and nothing needs to be said about it.
async fn found() -> Option<Found> {
    let project = parse(&read(PROJECT).await.ok()??).ok()?;
    let raw = read(&yard_key(&project.content.yard)).await.ok()??;
    let (yard, inventory, is_whole) = read_yard(&raw).ok()?;
    is_whole.then_some((project, yard, inventory))
}

/// Brings back what [`look_first`] found; false where that is nothing, or more has to be done than that.
pub fn restore_at_once(app: App) -> bool {
    let Some((project, yard, inventory)) = FOUND.take() else { return false };
    apply(app, project.content.clone(), &yard.content, inventory);
    sync::begin(app, project, yard);
    undo::meet(app);
    true
}

/// Brings back what was kept; problems go to the notice.
pub async fn restore(app: App) {
    let loaded = load(app).await;
    let (project, yard) = match loaded {
        Ok(Some((project, yard, inventory))) => {
            apply(app, project.content.clone(), &yard.content, inventory);
            (project, yard)
        }
        // Nothing is there, or nothing can be read now. Then what is shown now is what later changes are compared with,
        // so that they can still come together with what turns out to be there.
        Ok(None) => fresh(app),
        Err(why) => {
            app.unsaved.set(Some(t_with("kept.closed", &[("why", &why)])));
            fresh(app)
        }
    };
    sync::begin(app, project, yard);
    undo::meet(app);
}

fn fresh(app: App) -> (Stored<Project>, Stored<KeptYard>) {
    let project = Stored { content: snapshot::project(app), ..Stored::default() };
    let yard = Stored::of(String::new(), snapshot::yard(app));
    (project, yard)
}

async fn load(app: App) -> Result<Loaded, String> {
    let Some(raw) = read(PROJECT).await? else { return Ok(None) };
    let project = match parse(&raw) {
        Ok(project) => project,
        Err(why) => {
            return match from_version_1(&raw) {
                Some((project, yard)) => bring_up(app, &raw, project, yard).await.map(Some),
                None => aside(app, &raw, Some(PROJECT), why).await.map(|()| None),
            };
        }
    };
    let key = yard_key(&project.content.yard);
    let (yard, inventory) = match read(&key).await?.map(|raw| (read_yard(&raw), raw)) {
        Some((Ok((yard, inventory, is_whole)), raw)) => {
            keep_unread_rows(app, is_whole, &raw).await?;
            (yard, inventory)
        }
        Some((Err(why), raw)) => {
            aside(app, &raw, Some(&key), why).await?;
            Default::default()
        }
        None => Default::default(),
    };
    Ok(Some((project, yard, inventory)))
}

async fn read(key: &str) -> Result<Option<Vec<u8>>, String> {
    database::read(key).await.map_err(|e| words(&e))
}

/// Writes what version 1 kept as today's records.
async fn bring_up(
    app: App,
    raw: &[u8],
    project: Project,
    yard: YardText,
) -> Result<(Stored<Project>, Stored<KeptYard>, Inventory), String> {
    let (yard, is_whole) = yard.kept();
    keep_unread_rows(app, is_whole, raw).await?;
    let revision = sync::revision("");
    let (project_text, record) = (Value::Text(text(&project, &revision)), Value::Bytes(yard.record(&revision)));
    let mut is_done = false;
    let key = yard_key(&project.yard);
    let mut decide = |found: Vec<Option<Vec<u8>>>| {
        // Another tab may have been quicker.
        is_done = found.first().and_then(Option::as_deref) == Some(raw);
        match is_done {
            true => vec![(PROJECT.to_owned(), project_text.clone()), (key.clone(), record.clone())],
            false => Vec::new(),
        }
    };
    database::exchange(&[(PROJECT, "")], &mut decide).await.map_err(|e| words(&e))?;
    let revision = if is_done { revision } else { String::new() };
    let inventory = yard.inventory();
    Ok((
        Stored { revision: revision.clone(), content: project, ..Stored::default() },
        Stored::of(revision, yard),
        inventory,
    ))
}

async fn aside(app: App, raw: &[u8], key: Option<&str>, why: Unread) -> Result<(), String> {
    let to = database::set_aside(raw, key).await.map_err(|e| words(&e))?;
    let message = if why == Unread::Newer { "scrap.storage.newer" } else { "scrap.storage.broken" };
    app.notice.set(t_with(message, &[("key", &to)]));
    Ok(())
}

/// Where rows cannot be read they would be lost by saving again: the whole record is set aside, too.
async fn keep_unread_rows(app: App, is_whole: bool, raw: &[u8]) -> Result<(), String> {
    if !is_whole {
        let to = database::set_aside(raw, None).await.map_err(|e| words(&e))?;
        app.notice.set(t_with("scrap.storage.rows", &[("key", &to)]));
    }
    Ok(())
}

/// Not inlined: a first visit has nothing to bring back and loads this after its picture.
#[inline(never)]
fn apply(app: App, mut project: Project, yard: &KeptYard, inventory: Inventory) {
    snapshot::show_pieces(app, yard, inventory);
    app.yards.set(project.yards);
    app.yard.set(project.yard);
    app.reach.set(project.reach);
    app.materials.set(read_materials(&project.materials_csv).materials);
    app.system.set(if project.inches { System::Inches } else { System::Metric });
    app.draft.set(project.draft);
    if !project.language.is_empty() && project.language != app.language.get_untracked() {
        app.speak(project.language);
    }
    if let Some(text) = project.design_source
        && !app.open_design(&text)
    {
        // Read well once, but not by this version: its text goes to the workbench, its choices are kept.
        app.draft.update(|draft| *draft = draft.take().or(Some(text)));
    }
    let in_hand = project.chosen.remove(&app.design.with_untracked(|d| d.0.id.clone()));
    app.laid_aside.set(project.chosen);
    app.alternatives.set(project.alternatives);
    if let Some(told) = in_hand.and_then(|choices| app.take(choices)) {
        app.notice.set(told);
    }
}
