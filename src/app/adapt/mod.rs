//! Adapting in the page: the panel, and where the search stands while one looks at other places.

mod compare;
mod figures;
mod front;
mod goal;
mod panel;
mod what_if;
mod words;

pub use panel::AdaptPanel;

use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use super::state::App;
use super::text::t;
use super::worker::{Running, start};
use crate::adapt::{FrontProgress, Goal, Progress};
use crate::project::Choices;

/// How long everything has to rest before a search begins anew (ms).
const REST: u32 = 300;

/// Where the search stands, as shown.
#[derive(Clone, PartialEq)]
enum Stage {
    Idle,
    Running(Progress),
    Done(Progress),
    Failed(String),
}

/// Where the search for a trade-off stands.
#[derive(Clone, PartialEq)]
enum FrontStage {
    Idle,
    Running(FrontProgress),
    Done(FrontProgress),
    Failed(String),
}

/// The searches of the page; provided as context, cheap to copy.
#[derive(Clone, Copy)]
pub struct Adapting {
    app: App,
    goal: RwSignal<Goal>,
    stage: RwSignal<Stage>,
    paused: RwSignal<bool>,
    running: StoredValue<Option<Running>, LocalStorage>,
    /// A search that begins as soon as everything rests.
    due: StoredValue<Option<Timeout>, LocalStorage>,
    /// What was last taken over: any other choices are the person's own.
    taken: StoredValue<Option<Choices>>,
    /// The second goal of the trade-off, what was found, and its worker.
    against: RwSignal<Goal>,
    front: RwSignal<FrontStage>,
    front_running: StoredValue<Option<Running>, LocalStorage>,
    front_paused: RwSignal<bool>,
}

impl Adapting {
    /// No search yet; watches what a search rests on.
    pub fn new(app: App) -> Self {
        let this = Self {
            app,
            goal: RwSignal::new(Goal::default()),
            stage: RwSignal::new(Stage::Idle),
            paused: RwSignal::new(false),
            running: StoredValue::new_local(None),
            due: StoredValue::new_local(None),
            taken: StoredValue::new(None),
            against: RwSignal::new(Goal::Wishes),
            front: RwSignal::new(FrontStage::Idle),
            front_running: StoredValue::new_local(None),
            front_paused: RwSignal::new(false),
        };
        let inputs = move || {
            app.design.track();
            app.inventory.track();
            app.materials.track();
            app.neighbours.track();
            app.reach.track();
            app.settings.track();
        };
        Effect::watch(inputs, move |(), _, _| this.stock_changed(), false);
        Effect::watch(move || app.choices.track(), move |(), _, _| this.choices_changed(), false);
        this
    }

    fn is_running(self) -> bool {
        self.stage.with(|stage| matches!(stage, Stage::Running(_)))
    }

    /// Begins a search; `from_here` starts with what is chosen now, as an answer to begin with.
    fn begin(self, from_here: bool) {
        self.due.update_value(|due| drop(due.take()));
        self.running.update_value(|running| drop(running.take()));
        self.paused.set(false);
        self.taken.set_value(Some(self.app.choices.get_untracked()));
        self.stage.set(Stage::Running(Progress::default()));
        let goals = vec![self.goal.get_untracked()];
        match start(self.app, goals, from_here, move |answer| self.hear(answer)) {
            Ok(worker) => self.running.set_value(Some(worker)),
            Err(error) => self.stage.set(Stage::Failed(error)),
        }
    }

    /// Begins as soon as everything has rested for a moment.
    fn begin_soon(self, from_here: bool) {
        self.running.update_value(|running| drop(running.take()));
        let begin = Timeout::new(REST, move || self.begin(from_here));
        self.due.set_value(Some(begin));
    }

    fn hear(self, answer: Result<Progress, String>) {
        match answer {
            Ok(progress) => {
                if let Some(best) = &progress.best
                    && self.stage.with_untracked(|stage| matches!(stage, Stage::Running(_)))
                {
                    self.take(best.choices.clone());
                }
                let done = progress.done;
                self.stage.set(if progress.settled { Stage::Done(progress) } else { Stage::Running(progress) });
                if done {
                    finish(self.running);
                }
            }
            Err(error) => {
                self.stage.set(Stage::Failed(error));
                finish(self.running);
            }
        }
    }

    /// Ends the search with the best so far.
    fn stop(self) {
        self.due.update_value(|due| drop(due.take()));
        self.running.update_value(|running| drop(running.take()));
        self.stage.update(|stage| {
            if let Stage::Running(progress) = stage {
                *stage = Stage::Done(std::mem::take(progress));
            }
        });
    }

    /// Lets the search rest, or go on.
    fn pause(self) {
        rest(self.paused, self.running);
    }

    /// The same of the trade-off.
    fn pause_front(self) {
        rest(self.front_paused, self.front_running);
    }

    /// Takes what the search found, keeping the locks as they are now.
    fn take(self, found: Choices) {
        let mut choices = self.app.choices.get_untracked();
        if choices.values != found.values || choices.bindings != found.bindings {
            (choices.values, choices.bindings, choices.wishes) = (found.values, found.bindings, found.wishes);
            self.put(choices);
        }
    }

    /// Shows other choices as one step that can be taken back.
    fn put(self, choices: Choices) {
        // What a search finds in quick succession is one step.
        crate::app::undo::name(t("undo.adapt").to_owned(), "adapt");
        self.taken.set_value(Some(choices.clone()));
        self.app.choices.set(choices);
    }

    /// A lock was set or lifted: the answer is worked out anew from the last one, where there is one.
    pub fn relocked(self) {
        if self.stage.with_untracked(|stage| matches!(stage, Stage::Done(_))) {
            self.begin_soon(true);
        }
    }

    /// Another design, or other stock: the latest wins, and an answer of before says nothing any more.
    fn stock_changed(self) {
        self.front_running.update_value(|running| drop(running.take()));
        self.front.set(FrontStage::Idle);
        match self.stage.with_untracked(|stage| matches!(stage, Stage::Running(_))) {
            true => self.begin_soon(false),
            false => self.forget(),
        }
    }

    /// Forgets the answer, and what is still being found out about it.
    fn forget(self) {
        self.running.update_value(|running| drop(running.take()));
        self.stage.set(Stage::Idle);
    }

    /// Where a person changes something while the search runs, it begins anew with that.
    fn choices_changed(self) {
        let is_own = self.taken.with_value(|taken| taken.as_ref() != Some(&*self.app.choices.read_untracked()));
        if is_own && self.stage.with_untracked(|stage| matches!(stage, Stage::Running(_))) {
            self.begin_soon(false);
        }
    }

    /// Whether what is shown is what the search found.
    fn is_shown(self, progress: &Progress) -> bool {
        self.app.choices.with(|now| {
            let is_same = |best: &crate::adapt::Found| {
                best.choices.values == now.values
                    && best.choices.bindings == now.bindings
                    && best.choices.spare == now.spare
            };
            progress.best.as_ref().is_none_or(is_same)
        })
    }
}

/// Turns between resting and going on.
fn rest(paused: RwSignal<bool>, running: StoredValue<Option<Running>, LocalStorage>) {
    let now = !paused.get_untracked();
    paused.set(now);
    running.with_value(|running| running.iter().for_each(|worker| worker.pause(now)));
}

/// Lets the worker go after its message was handled, not while it is being handled.
fn finish(running: StoredValue<Option<Running>, LocalStorage>) {
    leptos::task::spawn_local(async move {
        leptos::task::tick().await;
        running.try_update_value(|r| drop(r.take()));
    });
}

/// The searches, from any component.
pub fn adapting() -> Adapting {
    expect_context::<Adapting>()
}
