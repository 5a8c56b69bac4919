//! The list of goals.

use leptos::prelude::*;

use crate::adapt::Goal;
use crate::app::live::live;
use crate::app::state::{App, app};
use crate::app::text::{t, t_with};

/// A field for a goal of the design; where the design does not have it, it falls back to `fallback`.
pub(super) fn goal_field(id: &'static str, label: &'static str, goal: RwSignal<Goal>, fallback: Goal) -> AnyView {
    let app = app();
    view! {
        <label class="goal">
            <span>{label}</span>
            <select id=id on:change:target=move |ev| goal.set(Goal::from(ev.target().value()))>
                {live(move || options(app, goal, &fallback))}
            </select>
        </label>
    }
    .into_any()
}

fn options(app: App, goal: RwSignal<Goal>, fallback: &Goal) -> AnyView {
    let design = app.design.get();
    let all = Goal::all(&design.0);
    if !all.contains(&goal.get_untracked()) {
        goal.set(fallback.clone());
    }
    let option = |one: Goal| {
        let label = match &one {
            Goal::Spend => t("adapt.goal.spend").to_owned(),
            Goal::Wishes => t("adapt.goal.wishes").to_owned(),
            Goal::Scrap => t("adapt.goal.scrap").to_owned(),
            Goal::Cuts => t("adapt.goal.cuts").to_owned(),
            Goal::Best(id) => t_with("adapt.goal.best", &[("what", super::words::title(app, id).as_str())]),
        };
        let word = one.word();
        view! { <option value=word selected=move || goal.get() == one>{label}</option> }
    };
    all.into_iter().map(option).collect_view().into_any()
}
