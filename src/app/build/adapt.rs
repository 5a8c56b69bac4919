//! The one obvious button: adapt to my scrap; progress, stop, and how good the answer is.

use leptos::prelude::*;

use crate::app::live::live;

use super::figures::Figures;
use crate::adapt::{Found, Goal, Progress, Proof, Relaxation, Way};
use crate::app::route::Route;
use crate::app::state::{App, app};
use crate::app::text::{t, t_with};
use crate::app::worker::{Running, start};
use crate::project::Choices;
use crate::quantity::{System, format, format_number};
use crate::stock::Inventory;

/// Where the search stands, as shown.
#[derive(Clone, PartialEq)]
enum Stage {
    Idle,
    Running(Progress),
    Done(Progress),
    Failed(String),
}

/// The panel above the parameters.
#[component]
pub fn AdaptPanel() -> impl IntoView {
    let app = app();
    let goal = RwSignal::new(Goal::default());
    let stage = RwSignal::new(Stage::Idle);
    let running = StoredValue::new_local(None::<Running>);
    on_cleanup(move || running.update_value(|r| drop(r.take())));

    let begin = move |_| {
        stage.set(Stage::Running(Progress::default()));
        let answer = move |result: Result<Progress, String>| match result {
            Ok(progress) => {
                if let Some(best) = &progress.best {
                    take(app, best.choices.clone());
                }
                let done = progress.done;
                stage.set(if done { Stage::Done(progress) } else { Stage::Running(progress) });
                if done {
                    finish(running);
                }
            }
            Err(error) => {
                stage.set(Stage::Failed(error));
                finish(running);
            }
        };
        match start(app, vec![goal.get_untracked()], answer) {
            Ok(worker) => running.set_value(Some(worker)),
            Err(error) => stage.set(Stage::Failed(error)),
        }
    };
    let stop = move |_| {
        running.update_value(|r| drop(r.take()));
        stage.update(|s| {
            if let Stage::Running(progress) = s {
                *s = Stage::Done(progress.clone());
            }
        });
    };
    let is_running = move || matches!(stage.get(), Stage::Running(_));
    view! {
        <div class="adapt-panel">
            <Show when=move || app.is_example.get()>
                <p class="example">
                    {t("adapt.example")} " "
                    <a class="example-own" href="#scrap" on:click=move |_| app.route.set(Route::Scrap)>{t("adapt.own")}</a>
                </p>
            </Show>
            <Show
                when=is_running
                fallback=move || view! { <button id="adapt" class="main-action" on:click=begin>{t("adapt.go")}</button> }
            >
                <button id="adapt-stop" class="main-action stop" on:click=stop>{t("adapt.stop")}</button>
            </Show>
            <label class="goal">
                <span>{t("adapt.goal")}</span>
                <select id="goal" on:change:target=move |ev| goal.set(Goal::from(ev.target().value()))>
                    {live(move || goals(app, goal))}
                </select>
            </label>
            <Figures />
            <p class="proof" class:bad=move || is_none(&stage.get()) role="status" data-stage=move || word(&stage.get())>{live(move || sentence(app, &stage.get()))}</p>
            {live(move || ways_out(app, stage))}
        </div>
    }
}

/// Lets the worker go after its message was handled, not while it is being handled.
fn finish(running: StoredValue<Option<Running>, LocalStorage>) {
    leptos::task::spawn_local(async move {
        leptos::task::tick().await;
        running.try_update_value(|r| drop(r.take()));
    });
}

/// Takes what the search found, keeping the locks as they are now.
fn take(app: App, found: Choices) {
    let same = app.choices.with_untracked(|now| now.values == found.values && now.bindings == found.bindings);
    if !same {
        // What a search finds in quick succession is one step.
        crate::app::undo::name(t("undo.adapt").to_owned(), "adapt");
        app.choices.update(|now| {
            now.values = found.values;
            now.bindings = found.bindings;
            now.wishes = found.wishes;
        });
    }
}

fn word(stage: &Stage) -> &'static str {
    match stage {
        Stage::Idle => "idle",
        Stage::Running(_) => "running",
        Stage::Done(_) => "done",
        Stage::Failed(_) => "failed",
    }
}

/// Whether the search ended without a solution.
fn is_none(stage: &Stage) -> bool {
    matches!(stage, Stage::Done(progress) if progress.best.is_none())
}

/// What is known, in a maker's words.
fn sentence(app: App, stage: &Stage) -> String {
    let pieces = app.inventory.with(Inventory::piece_count);
    let pieces = pieces.to_string();
    match stage {
        // The first visit's choices are the search's own answer for the example yard; a test holds them to it.
        Stage::Idle if is_first(app) => t_with("adapt.proven", &[("n", &pieces)]),
        Stage::Idle => t("adapt.idle").to_owned(),
        Stage::Failed(error) => t_with("adapt.failed", &[("error", error)]),
        Stage::Running(p) => match &p.best {
            None => t_with("adapt.looking", &[("n", &format_number(p.nodes as f64, 0))]),
            Some(best) => format!(
                "{} {}",
                t_with("adapt.looking", &[("n", &format_number(p.nodes as f64, 0))]),
                bound(app, best, &p.proof)
            ),
        },
        Stage::Done(p) => match (&p.best, &p.proof) {
            (Some(_), Proof::Proven) => t_with("adapt.proven", &[("n", &pieces)]),
            (Some(best), proof) => format!("{} {}", t("adapt.best-so-far"), bound(app, best, proof)),
            (None, Proof::Infeasible) => format!("{} {}", t("adapt.none"), p.reasons.join(" ")),
            (None, _) => format!("{} {}", t("adapt.none-found"), p.reasons.join(" ")),
        },
    }
}

/// Where nothing holds: what giving up one thing would bring, each to be taken.
fn ways_out(app: App, stage: RwSignal<Stage>) -> Option<AnyView> {
    let (Stage::Done(progress) | Stage::Running(progress)) = stage.get() else { return None };
    let line = |Relaxation { way, found }: Relaxation| {
        let money = format(found.money, "EUR", 2, System::Metric);
        let text = match &way {
            Way::Lock(name) => {
                let (ask, value) = what_of(app, name, &found.choices);
                t_with("adapt.unlock", &[("ask", &ask), ("value", &value), ("money", &money)])
            }
            Way::Locks => t_with("adapt.unlock-all", &[("money", &money)]),
            Way::Check(id) => {
                let title = app.design.with(|d| d.0.checks.iter().find(|c| c.id == *id).map(|c| c.title.clone()));
                t_with("adapt.drop-check", &[("check", &title.unwrap_or_default()), ("money", &money)])
            }
        };
        let take = move |_| {
            crate::app::undo::name(t("undo.adapt").to_owned(), "adapt");
            app.choices.set(found.choices.clone());
            stage.set(Stage::Idle);
        };
        // A requirement is nothing to give up with one press.
        let button = (!matches!(way, Way::Check(_)))
            .then(|| view! { <button type="button" class="take" on:click=take>{t("adapt.take")}</button> });
        view! { <li>{text} " " {button}</li> }
    };
    let lines: Vec<_> = progress.relaxations.into_iter().map(line).collect();
    (!lines.is_empty()).then(|| view! { <ul class="ways-out">{lines}</ul> }.into_any())
}

/// The question of a parameter or slot, and what choices answer.
fn what_of(app: App, name: &str, choices: &Choices) -> (String, String) {
    app.design.with(|d| match d.0.parameter(name) {
        Some(p) => {
            let value = choices.values.get(name).copied().unwrap_or(p.default);
            let shown = match p.picks.get(value as usize) {
                Some(pick) => pick.label.clone(),
                None => format(value, &p.unit.symbol, 1, app.system.get()),
            };
            (p.ask.clone(), shown)
        }
        None => {
            let ask = d.0.slots.iter().find(|s| s.name == name).map(|s| s.ask.clone()).unwrap_or_default();
            let key = choices.bindings.get(name).cloned().unwrap_or_default();
            let supply = &app.outcome.get().0.supply;
            let family = supply.find(&key).map(|k| supply.families[k].name.clone());
            (ask, family.unwrap_or(key))
        }
    })
}

/// Whether yard and choices are still those of the first visit.
fn is_first(app: App) -> bool {
    app.is_example.get()
        && app.choices.with(|now| *now == crate::project::first_choices())
        && app.settings.get() == crate::cutting::Settings::default()
}

/// All goals of the design; one that it does not have falls back to the first.
fn goals(app: App, goal: RwSignal<Goal>) -> AnyView {
    let design = app.design.get();
    let all = Goal::all(&design.0);
    if !all.contains(&goal.get_untracked()) {
        goal.set(Goal::default());
    }
    let option = |one: Goal| {
        let label = match &one {
            Goal::Spend => t("adapt.goal.spend").to_owned(),
            Goal::Wishes => t("adapt.goal.wishes").to_owned(),
            Goal::Scrap => t("adapt.goal.scrap").to_owned(),
            Goal::Cuts => t("adapt.goal.cuts").to_owned(),
            Goal::Best(id) => t_with("adapt.goal.best", &[("what", title(app, id).as_str())]),
        };
        let word = one.word();
        view! { <option value=word selected=move || goal.get() == one>{label}</option> }
    };
    all.into_iter().map(option).collect_view().into_any()
}

fn title(app: App, metric: &str) -> String {
    app.design.with(|d| d.0.metrics.iter().find(|m| m.id == metric).map(|m| m.title.clone()).unwrap_or_default())
}

/// How much better an answer could still be.
fn bound(app: App, best: &Found, proof: &Proof) -> String {
    let Proof::Within(open) = proof else { return String::new() };
    let value = open.value;
    let text = match &open.goal {
        Goal::Spend => format(value, "EUR", 2, System::Metric),
        Goal::Scrap => format(value, "kg", 1, app.system.get()),
        Goal::Cuts => t_with("adapt.cuts", &[("n", &format_number(value, 0))]),
        Goal::Wishes => return t("adapt.within-sizes").to_owned(),
        Goal::Best(id) => {
            let unit = app.design.with(|d| d.0.metrics.iter().find(|m| m.id == *id).map(|m| m.unit.clone()));
            let unit = unit.unwrap_or_default();
            let decimals = if best.reached.first().is_some_and(|r| r.value.abs() < 10.0) { 2 } else { 0 };
            format!("{} {}", title(app, id), format(value, &unit, decimals, app.system.get()))
        }
    };
    t_with("adapt.within", &[("value", &text)])
}
