//! Cutting plans that take long: the page shows the first ones at once, and works on them while it rests.

use std::sync::Arc;

use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use super::state::{App, Shared};
use crate::project::Planning;

/// How long nothing has changed before the work begins (ms).
const REST: u32 = 120;
/// How long it works before the page may do something else (ms).
const TURN: f64 = 8.0;

/// Works on the plans of the outcome whenever it rests.
#[inline(never)]
pub fn follow(app: App) {
    let due = StoredValue::new_local(None::<Timeout>);
    Effect::new(move || {
        let is_hurried = app.outcome.with(|outcome| outcome.0.plan.groups.iter().any(|group| group.is_hurried));
        let begin = move || {
            if let Some(planning) = app.outcome.with_untracked(|outcome| Planning::new(&outcome.0)) {
                work(app, due, planning);
            }
        };
        // What was in the making for the outcome before is not wanted any more.
        due.set_value(is_hurried.then(|| Timeout::new(REST, begin)));
    });
}

fn work(app: App, due: StoredValue<Option<Timeout>, LocalStorage>, mut planning: Planning) {
    let end = js_sys::Date::now() + TURN;
    while planning.step() {
        if js_sys::Date::now() >= end {
            due.set_value(Some(Timeout::new(0, move || work(app, due, planning))));
            return;
        }
    }
    app.planned.set(Shared(Arc::new(planning.settled())));
}

/// Ends the work at once: what goes out of the page is what it comes to.
pub fn settle(app: App) {
    let planning = app.outcome.with_untracked(|outcome| Planning::new(&outcome.0));
    if let Some(mut planning) = planning {
        while planning.step() {}
        app.planned.set(Shared(Arc::new(planning.settled())));
    }
}
