//! Undo and redo: watches yard and choices, names each change by what differs, and takes it back when asked.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::live::live;
use super::state::{App, app};
use super::storage::{self, Removed};
use super::text::{t, t_count, t_with};
use crate::history::{Change, History};
use crate::project::Choices;
use crate::stock::{Diff, Materials, Neighbour, StockPiece, differing};

/// Most steps kept, and most pieces held by all of them together (about a kilobyte each).
const MOST: usize = 200;
const HEAVIEST: usize = 30_000;
/// After so long (ms) a further change of the same value is a step of its own.
const PAUSE: u32 = 1_500;

/// What changed in one step.
#[derive(Clone, Debug, Default)]
struct Done {
    pieces: Diff,
    is_example: (bool, bool),
    /// Of which design, before and after.
    choices: Option<(String, Choices, Choices)>,
    neighbours: Option<(Vec<Neighbour>, Vec<Neighbour>)>,
    /// Own materials and prices, before and after.
    materials: Option<(Materials, Materials)>,
    /// Builds put aside, before and after.
    aside: Option<(Aside, Aside)>,
    /// A yard that was removed; nothing else then.
    removed: Option<Removed>,
}

impl Change for Done {
    fn join(&mut self, later: Self) {
        for (_, after) in later.pieces.changed {
            match self.pieces.changed.iter_mut().find(|(_, now)| now.id == after.id) {
                Some(pair) => pair.1 = after,
                None => continue,
            }
        }
        if let (Some(own), Some(later)) = (&mut self.choices, later.choices) {
            own.2 = later.2;
        }
        self.is_example.1 = later.is_example.1;
    }

    fn weight(&self) -> usize {
        let all = |list: &[Neighbour]| list.iter().map(|n| n.stock.pieces.len()).sum::<usize>();
        let own = |known: &Materials| known.own().len() + known.prices().len();
        self.pieces.len()
            + self.neighbours.as_ref().map_or(0, |(a, b)| all(a) + all(b))
            + self.materials.as_ref().map_or(0, |(a, b)| own(a) + own(b))
    }
}

/// Builds put aside, by design.
type Aside = BTreeMap<String, Vec<Choices>>;

/// What the last look saw.
#[derive(Clone, Default)]
struct Seen {
    pieces: Vec<StockPiece>,
    is_example: bool,
    design_id: String,
    choices: Choices,
    neighbours: Vec<Neighbour>,
    materials: Materials,
    aside: Aside,
}

/// What the next change is called, and what it is about.
type Name = (String, &'static str);

thread_local! {
    static SEEN: RefCell<Option<Seen>> = const { RefCell::new(None) };
    static HISTORY: RefCell<History<Done>> = RefCell::new(History::new(MOST, HEAVIEST));
    static NAME: RefCell<Option<Name>> = const { RefCell::new(None) };
    static TIMER: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// Names the change that is about to be made. Changes with the same topic, one after the other, are one step.
pub fn name(label: String, topic: &'static str) {
    NAME.with(|name| *name.borrow_mut() = Some((label, topic)));
}

/// Makes a step of each change and lets the keys work, from the first [`meet`] on.
pub fn follow(app: App) {
    Effect::new(move |_| {
        app.inventory.track();
        app.is_example.track();
        app.design.track();
        app.choices.track();
        app.neighbours.track();
        app.materials.track();
        app.alternatives.track();
        look(app);
    });
    EventListener::new(&window(), "keydown", move |event| {
        let Some(event) = event.dyn_ref::<web_sys::KeyboardEvent>() else { return };
        if !(event.ctrl_key() || event.meta_key()) || event.alt_key() || is_typing(event) {
            return;
        }
        match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
            ("z", false) => undo(app),
            ("z", true) | ("y", false) => redo(app),
            _ => return,
        }
        event.prevent_default();
    })
    .forget(); // the app lives as long as the page
}

/// In a field for text these keys belong to the text.
fn is_typing(event: &web_sys::KeyboardEvent) -> bool {
    const TEXT: &str = "textarea, [contenteditable], input:not([type]), input:is([type=text], [type=search], [type=number], [type=url])";
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|element| element.matches(TEXT).unwrap_or(false))
}

/// Takes the state as it is for seen: what came from elsewhere is no step.
pub fn meet(app: App) {
    let seen = untrack(|| Seen {
        pieces: app.inventory.with(|i| i.pieces.clone()),
        is_example: app.is_example.get(),
        design_id: app.design.with(|d| d.0.id.clone()),
        choices: app.choices.get(),
        neighbours: app.neighbours.get(),
        materials: app.materials.get(),
        aside: app.alternatives.get(),
    });
    SEEN.with(|s| *s.borrow_mut() = Some(seen));
    NAME.with(|name| name.borrow_mut().take());
}

/// Notes as a step what changed since the last look.
pub fn look(app: App) {
    let Some(mut seen) = SEEN.with(|s| s.borrow_mut().take()) else { return };
    let step = untrack(|| compare(app, &mut seen));
    SEEN.with(|s| *s.borrow_mut() = Some(seen));
    let name = NAME.with(|name| name.borrow_mut().take());
    let Some((label, topic, done)) = step else { return };
    let (label, topic) = name.map_or((label, topic), |(label, topic)| (label, topic.to_owned()));
    HISTORY.with(|h| h.borrow_mut().record(label, topic, done));
    TIMER.with(|timer| {
        let seal = || HISTORY.with(|h| h.borrow_mut().seal());
        *timer.borrow_mut() = Some(Timeout::new(PAUSE, seal));
    });
    show(app);
}

/// What differs from what was seen, with its label and topic; and sees it.
fn compare(app: App, seen: &mut Seen) -> Option<(String, String, Done)> {
    let design_id = app.design.with(|d| d.0.id.clone());
    if design_id != seen.design_id {
        // Another design has choices of its own; those of the last one rest with it.
        seen.design_id = design_id;
        seen.choices = app.choices.get();
        let here = &seen.design_id;
        HISTORY.with(|h| h.borrow_mut().retain(|done| done.choices.as_ref().is_none_or(|(of, ..)| of == here)));
        show(app);
    }
    let mut done = Done {
        pieces: app.inventory.with(|i| Diff::between(&seen.pieces, &i.pieces)),
        is_example: (seen.is_example, app.is_example.get()),
        ..Done::default()
    };
    done.pieces.apply(&mut seen.pieces, false);
    seen.is_example = done.is_example.1;
    if app.choices.with(|now| *now != seen.choices) {
        let before = std::mem::replace(&mut seen.choices, app.choices.get());
        done.choices = Some((seen.design_id.clone(), before, seen.choices.clone()));
    }
    if app.neighbours.with(|now| *now != seen.neighbours) {
        let before = std::mem::replace(&mut seen.neighbours, app.neighbours.get());
        done.neighbours = Some((before, seen.neighbours.clone()));
    }
    if app.materials.with(|now| *now != seen.materials) {
        let before = std::mem::replace(&mut seen.materials, app.materials.get());
        done.materials = Some((before, seen.materials.clone()));
    }
    if app.alternatives.with(|now| *now != seen.aside) {
        let before = std::mem::replace(&mut seen.aside, app.alternatives.get());
        done.aside = Some((before, seen.aside.clone()));
    }
    let (label, topic) = if !done.pieces.is_empty() {
        of_pieces(&done.pieces)
    } else if done.neighbours.is_some() {
        (t("undo.neighbours").to_owned(), String::new())
    } else if done.materials.is_some() {
        (t("undo.materials").to_owned(), String::new())
    } else if done.aside.is_some() {
        (t("undo.aside").to_owned(), String::new())
    } else {
        let (_, before, after) = done.choices.as_ref()?;
        of_choices(app, before, after)
    };
    Some((label, topic, done))
}

fn of_pieces(diff: &Diff) -> (String, String) {
    let named = |key, piece: &StockPiece| (t_with(key, &[("name", &piece.name)]), String::new());
    match (diff.gone.as_slice(), diff.come.as_slice(), diff.changed.as_slice()) {
        ([], [], [(before, after)]) => {
            let columns = differing(before, after).join(" ");
            let label = t_with("undo.edit", &[("name", &before.name), ("what", &columns)]);
            (label, format!("{} {columns}", after.id))
        }
        ([], [(_, piece)], []) => named("undo.add", piece),
        ([(_, piece)], [], []) => named("undo.remove", piece),
        ([], come, []) => (t_count("undo.add", "undo.add-many", come.len()), String::new()),
        (gone, [], []) => (t_count("undo.remove", "undo.remove-many", gone.len()), String::new()),
        (gone, come, changed) => {
            let count = gone.len().max(come.len()) + changed.len();
            (t_count("undo.change-many", "undo.change-many", count), String::new())
        }
    }
}

fn of_choices(app: App, before: &Choices, after: &Choices) -> (String, String) {
    let ask = |name: &str| {
        app.design.with_untracked(|d| {
            let parameter = d.0.parameter(name).map(|p| p.ask.clone());
            parameter.or_else(|| d.0.slots.iter().find(|s| s.name == name).map(|s| s.ask.clone()))
        })
    };
    let label = |key, name: &str| t_with(key, &[("name", ask(name).as_deref().unwrap_or(name))]);
    let locks: Vec<&String> = before.locks.symmetric_difference(&after.locks).collect();
    if let [name] = locks.as_slice() {
        let key = if after.is_locked(name) { "undo.lock" } else { "undo.unlock" };
        return (label(key, name), String::new());
    }
    let values: BTreeSet<&String> = before.values.keys().chain(after.values.keys()).collect();
    let values: Vec<&String> = values.into_iter().filter(|k| before.values.get(*k) != after.values.get(*k)).collect();
    let stock: BTreeSet<&String> = before.bindings.keys().chain(after.bindings.keys()).collect();
    let stock: Vec<&String> = stock.into_iter().filter(|k| before.bindings.get(*k) != after.bindings.get(*k)).collect();
    match (values.as_slice(), stock.as_slice()) {
        ([name], []) => (label("undo.value", name), format!("value {name}")),
        ([], [name]) => (label("undo.stock", name), String::new()),
        _ => (t("undo.choices").to_owned(), String::new()),
    }
}

/// Takes the last step back.
pub fn undo(app: App) {
    look(app);
    let step = HISTORY.with(|h| h.borrow_mut().undo().cloned());
    go(app, step.map(|s| (s.label, s.change)), true);
}

/// Does again what was taken back.
pub fn redo(app: App) {
    look(app);
    let step = HISTORY.with(|h| h.borrow_mut().redo().cloned());
    go(app, step.map(|s| (s.label, s.change)), false);
}

fn go(app: App, step: Option<(String, Done)>, back: bool) {
    let Some((label, done)) = step else {
        app.notice.set(t(if back { "undo.nothing" } else { "redo.nothing" }).to_owned());
        return;
    };
    if let Some(removed) = done.removed {
        if back { storage::put_back(app, removed) } else { storage::remove_again(app, removed) }
    }
    if !done.pieces.is_empty() {
        app.inventory.update(|i| done.pieces.apply(&mut i.pieces, back));
        app.is_example.set(if back { done.is_example.0 } else { done.is_example.1 });
    }
    if let Some((design, before, after)) = done.choices
        && app.design.with_untracked(|d| d.0.id == design)
    {
        app.choices.set(if back { before } else { after });
    }
    if let Some((before, after)) = done.neighbours {
        app.neighbours.set(if back { before } else { after });
    }
    if let Some((before, after)) = done.materials {
        app.materials.set(if back { before } else { after });
    }
    if let Some((before, after)) = done.aside {
        app.alternatives.set(if back { before } else { after });
    }
    meet(app);
    show(app);
    app.notice.set(t_with(if back { "undo.done" } else { "redo.done" }, &[("what", &label)]));
}

/// Notes that a yard was removed.
pub fn record_removed_yard(app: App, label: String, removed: Removed) {
    let done = Done { removed: Some(removed), ..Done::default() };
    HISTORY.with(|h| h.borrow_mut().record(label, String::new(), done));
    show(app);
}

/// Another yard is in hand: steps of the last one's pieces cannot be taken back here.
pub fn forget_pieces(app: App) {
    HISTORY.with(|h| h.borrow_mut().retain(|done| done.pieces.is_empty() && done.neighbours.is_none()));
    show(app);
}

fn show(app: App) {
    let label = |step: Option<&crate::history::Step<Done>>| step.map(|s| s.label.clone());
    let steps = HISTORY.with(|h| (label(h.borrow().to_undo()), label(h.borrow().to_redo())));
    if app.steps.with_untracked(|now| *now != steps) {
        app.steps.set(steps);
    }
}

/// Both buttons; their titles say what they do.
#[component]
pub fn UndoButtons() -> impl IntoView {
    let app = app();
    let button = move |id: &'static str, is_undo: bool, path: &'static str| {
        let step = move || app.steps.with(|(back, forth)| if is_undo { back.clone() } else { forth.clone() });
        let title = move || match step() {
            Some(what) => t_with(if is_undo { "undo.title" } else { "redo.title" }, &[("what", &what)]),
            None => t(if is_undo { "undo.nothing" } else { "redo.nothing" }).to_owned(),
        };
        view! {
            <button
                id=id
                class="step"
                title=Signal::derive(title)
                aria-label=Signal::derive(title)
                aria-disabled=Signal::derive(move || step().is_none().to_string())
                on:click=move |_| if is_undo { undo(app) } else { redo(app) }
            >
                <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d=path /></svg>
            </button>
        }
        .into_any()
    };
    live(move || {
        (
            button("step-back", true, "M6 3L2.5 6.5 6 10M3 6.5h6.5a3.5 3.5 0 0 1 0 7H7"),
            button("step-forth", false, "M10 3l3.5 3.5L10 10M13 6.5H6.5a3.5 3.5 0 0 0 0 7H9"),
        )
    })
}
