//! Saves what changed here and takes up what changed in other tabs: one exchange does both.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;

use super::database::{self, Record, Value, words};
use super::{PROJECT, persist, snapshot, yard_key};
use crate::app::state::App;
use crate::app::text::{t, t_with};
use crate::kept::{
    KeptYard, Project, Stored, Unread, YardName, head, merge_project, merge_yard, parse, read_yard, text, yard_head,
};

/// How long to wait for further changes before saving (ms).
const PAUSE: u32 = 150;
/// Name of the channel on which tabs tell one another that something was saved.
const CHANNEL: &str = "scrapwright-kept";

/// What the database holds, as this tab last saw it.
#[derive(Clone)]
pub(super) struct Known {
    pub(super) project: Stored<Project>,
    /// Id of the yard in hand.
    pub(super) id: String,
    pub(super) yard: Stored<KeptYard>,
    /// What that yard is called, where another tab has deleted it: it comes back only with a change made here.
    pub(super) gone: Option<YardName>,
}

type Job = Pin<Box<dyn Future<Output = ()>>>;

thread_local! {
    static KNOWN: RefCell<Option<Known>> = const { RefCell::new(None) };
    static JOBS: RefCell<VecDeque<Job>> = const { RefCell::new(VecDeque::new()) };
    static IS_BUSY: Cell<bool> = const { Cell::new(false) };
    static TIMER: RefCell<Option<Timeout>> = const { RefCell::new(None) };
    static TELL: RefCell<Option<web_sys::BroadcastChannel>> = const { RefCell::new(None) };
    static SAVES: Cell<u32> = const { Cell::new(0) };
    /// Tells this tab's revisions from those of others.
    static TAB: u32 = (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
}

/// Does jobs that touch the database one after the other.
pub(super) fn enqueue(job: impl Future<Output = ()> + 'static) {
    JOBS.with(|jobs| jobs.borrow_mut().push_back(Box::pin(job)));
    if IS_BUSY.replace(true) {
        return;
    }
    spawn_local(async {
        while let Some(job) = JOBS.with(|jobs| jobs.borrow_mut().pop_front()) {
            job.await;
        }
        IS_BUSY.set(false);
    });
}

/// A revision that no record has had.
pub(super) fn revision(before: &str) -> String {
    let count: u64 = before.split('-').next().and_then(|n| n.parse().ok()).unwrap_or(0);
    format!("{}-{:08x}", count + 1, TAB.with(|tab| *tab))
}

/// Something new for others to tell apart by, such as the id of a yard.
pub(super) fn fresh_id() -> String {
    format!("y{:x}", (js_sys::Math::random() * 1e15) as u64)
}

pub(super) fn known() -> Option<Known> {
    KNOWN.with(|known| known.borrow().clone())
}

pub(super) fn set_known(known: Known) {
    KNOWN.with(|k| *k.borrow_mut() = Some(known));
}

/// From now on changes are saved; these are what the database holds. A record of an earlier form is brought up.
pub(super) fn begin(app: App, project: Stored<Project>, yard: Stored<KeptYard>) {
    let is_old = yard.is_old();
    set_known(Known { project, id: app.yard.get_untracked(), yard, gone: None });
    if is_old { save(app, true) } else { soon(app) }
}

/// Saves after a moment without changes.
fn soon(app: App) {
    TIMER.with(|timer| *timer.borrow_mut() = Some(Timeout::new(PAUSE, move || save(app, false))));
}

/// Saves what differs from what the database is known to hold, or looks what it holds if others told of a change.
fn save(app: App, was_told: bool) {
    TIMER.with(|timer| timer.borrow_mut().take());
    enqueue(async move { _ = exchange(app, was_told).await });
}

/// Tries again after a failure.
pub fn retry(app: App) {
    save(app, true);
}

/// Both records as they are now. A yard that another tab deleted is in the list again, once it is changed here.
fn now(app: App, known: &Known) -> (Project, KeptYard) {
    let yard = snapshot::yard(app);
    let is_listed = |id: &str| app.yards.with_untracked(|all| all.iter().any(|y| y.id == id));
    if let Some(gone) = known.gone.clone().filter(|gone| yard != known.yard.content && !is_listed(&gone.id)) {
        app.yards.update(|all| all.push(gone));
    }
    (snapshot::project(app), yard)
}

/// Both records after an exchange, and what was told on the way.
struct Settled {
    known: Known,
    told: Vec<String>,
    has_written: bool,
}

/// Saves and takes up; false where the store failed, which the person is told.
pub(super) async fn exchange(app: App, was_told: bool) -> bool {
    let Some(known) = known() else { return app.unsaved.with_untracked(Option::is_none) };
    let (project, yard) = now(app, &known);
    if !was_told && project == known.project.content && yard == known.yard.content {
        return app.unsaved.with_untracked(Option::is_none);
    }
    let yard_key = yard_key(&known.id);
    let mut settled = Err(String::new());
    let mut decide = |found: Vec<Option<Vec<u8>>>| {
        let mut records = Vec::new();
        settled = settle(&known, &project, &yard, &found, &mut records);
        if settled.is_ok() { records } else { Vec::new() }
    };
    let heads = (head(&known.project.revision), yard_head(&known.yard.revision));
    let ask = [(PROJECT, heads.0.as_str()), (yard_key.as_str(), heads.1.as_str())];
    let done = database::exchange(&ask, &mut decide).await.map_err(|error| words(&error));
    match done.and(settled) {
        Ok(Settled { known: now, told, has_written }) => {
            take_up(app, &project, &yard, &now);
            set_known(now);
            app.unsaved.set(None);
            if !told.is_empty() {
                app.notice.set(told.join("; "));
            }
            if has_written {
                written(app);
            }
            true
        }
        Err(why) => {
            app.unsaved.set(Some(t_with("kept.unsaved", &[("why", &why)])));
            false
        }
    }
}

/// What the database holds: the record known, where what was found begins as that does, else what that says.
fn theirs<'a, T: Clone>(
    known: &'a Stored<T>,
    head: &str,
    found: Option<&Option<Vec<u8>>>,
    read: impl Fn(&[u8]) -> Result<Stored<T>, Unread>,
) -> Result<Option<Cow<'a, Stored<T>>>, String> {
    match found.and_then(Option::as_deref) {
        None => Ok(None),
        Some(record) if record.starts_with(head.as_bytes()) => Ok(Some(Cow::Borrowed(known))),
        Some(record) => read(record).map(Cow::Owned).map(Some).map_err(|_| t("kept.why.unread").to_owned()),
    }
}

/// What both records become, and what is to be written for that.
fn settle(
    known: &Known,
    project: &Project,
    yard: &KeptYard,
    found: &[Option<Vec<u8>>],
    records: &mut Vec<Record>,
) -> Result<Settled, String> {
    let base = &known.project.content;
    let mut now = known.clone();
    let mut told = Vec::new();
    let theirs = theirs(&known.project, &head(&known.project.revision), found.first(), parse)?;
    now.project.content = match &theirs {
        Some(theirs) if theirs.revision != known.project.revision => merge_project(base, project, &theirs.content),
        _ => project.clone(),
    };
    let read = |record: &[u8]| read_yard(record).map(|(yard, ..)| yard);
    let theirs_yard = self::theirs(&known.yard, &yard_head(&known.yard.revision), found.get(1), read)?;
    let lists = |all: &Project| all.yards.iter().find(|y| y.id == known.id).cloned();
    // Deleted in another tab, whose list may follow a moment later: that is told, and stands unless something is
    // changed here.
    if theirs_yard.is_none() && theirs.is_some() && known.gone.is_none() && !known.yard.revision.is_empty() {
        let unnamed = || YardName { id: known.id.clone(), name: String::new() };
        now.gone = Some(lists(base).unwrap_or_else(unnamed));
    }
    if let Some(gone) = now.gone.clone() {
        let has_changed = *yard != known.yard.content;
        let name = if gone.name.is_empty() { t("yard.unnamed") } else { &gone.name };
        match (has_changed, theirs_yard.is_some()) {
            (true, false) => told.push(t_with("yard.kept", &[("name", name)])),
            (false, false) if known.gone.is_none() => told.push(t_with("yard.gone", &[("name", name)])),
            _ => {}
        }
        if has_changed && lists(&now.project.content).is_none() {
            now.project.content.yards.push(gone);
        }
        if has_changed || theirs_yard.is_some() {
            now.gone = None;
        }
    }
    // What is in hand is each tab's own: it is written when it changes here, and never because another tab's differs.
    let is_ours = |theirs: &Project| now.project.content.is_but_for_hand(theirs) && project.has_in_hand(base);
    now.project.revision = match theirs {
        Some(theirs) if is_ours(&theirs.content) => theirs.revision.clone(),
        theirs => {
            let revision = revision(theirs.as_ref().map_or("", |t| &t.revision));
            records.push((PROJECT.to_owned(), Value::Text(text(&now.project.content, &revision))));
            revision
        }
    };
    let theirs = theirs_yard;
    let content = match &theirs {
        Some(theirs) if theirs.revision != known.yard.revision => {
            let (merged, problems) = merge_yard(&known.yard.content, yard, &theirs.content);
            told.extend(problems.into_iter().map(|p| p.message));
            merged
        }
        _ => yard.clone(),
    };
    let revision = match theirs {
        Some(theirs) if theirs.content == content && !theirs.is_old() => theirs.revision.clone(),
        None if now.gone.is_some() => known.yard.revision.clone(),
        theirs => {
            let revision = revision(theirs.as_ref().map_or("", |t| &t.revision));
            records.push((yard_key(&known.id), Value::Bytes(content.record(&revision))));
            revision
        }
    };
    now.yard = Stored::of(revision, content);
    let has_written = !records.is_empty();
    Ok(Settled { known: now, told, has_written })
}

/// Shows what others changed, beside what was changed here while the database was at work.
fn take_up(app: App, project: &Project, yard: &KeptYard, now: &Known) {
    if now.yard.content != *yard {
        let (merged, _) = merge_yard(yard, &snapshot::yard(app), &now.yard.content);
        snapshot::show_yard(app, &merged);
    }
    if now.project.content != *project {
        snapshot::adopt_project(app, merge_project(project, &snapshot::project(app), &now.project.content));
    }
}

/// After each save: other tabs are told, tests can see it, and the browser is asked to keep it.
pub(super) fn written(app: App) {
    let count = SAVES.get() + 1;
    SAVES.set(count);
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-saved", &count.to_string());
    }
    TELL.with(|tell| tell.borrow().as_ref().map(|tell| tell.post_message(&JsValue::from_str("saved"))));
    persist::ask(app);
}

/// From now on saves each change: a moment after the last one, and at once when the page is hidden or left. Nothing is
/// saved before [`super::restore`] is done.
pub fn keep_saved(app: App) {
    Effect::new(move |_| {
        snapshot::watch(app);
        soon(app);
    });
    EventListener::new(&document(), "visibilitychange", move |_| {
        save(app, document().visibility_state() == web_sys::VisibilityState::Visible);
    })
    .forget();
    EventListener::new(&window(), "pagehide", move |_| leave(app)).forget();
    if let Ok(channel) = web_sys::BroadcastChannel::new(CHANNEL) {
        EventListener::new(&channel, "message", move |_| save(app, true)).forget();
        TELL.with(|tell| *tell.borrow_mut() = Some(channel));
    }
}

/// Saves when the page is being left: there is no time to look first. What others saved was taken up when they told.
fn leave(app: App) {
    let Some(known) = known() else { return };
    let (project, yard) = now(app, &known);
    let mut records = Vec::new();
    if project != known.project.content {
        records.push((PROJECT.to_owned(), Value::Text(text(&project, &revision(&known.project.revision)))));
    }
    if yard != known.yard.content {
        records.push((yard_key(&known.id), Value::Bytes(yard.record(&revision(&known.yard.revision)))));
    }
    if !records.is_empty() {
        spawn_local(async move { drop(database::write(&records).await) });
    }
}
