//! The one obvious button: adapt to my scrap; progress, stop, and how good the answer is.

use leptos::prelude::*;

use super::figures::Figures;
use super::goal::goal_field;
use super::words::sentence;
use super::{Adapting, Stage, adapting};
use crate::adapt::Goal;
use crate::app::live::live;
use crate::app::route::Route;
use crate::app::text::t;

/// The panel above the parameters.
#[component]
pub fn AdaptPanel() -> impl IntoView {
    let adapting = adapting();
    let app = adapting.app;
    // An answer that is not shown any more says nothing.
    let stage = Memo::new(move |_| match adapting.stage.get() {
        Stage::Done(progress) if !adapting.is_shown(&progress) => Stage::Idle,
        stage => stage,
    });
    view! {
        <div class="adapt-panel">
            <Show when=move || app.is_example.get()>
                <p class="example">
                    {t("adapt.example")} " "
                    <a class="example-own" href="#scrap" on:click=move |_| app.route.set(Route::Scrap)>{t("adapt.own")}</a>
                </p>
            </Show>
            <Show
                when=move || adapting.is_running()
                fallback=move || view! { <button id="adapt" class="main-action" on:click=move |_| adapting.begin(false)>{t("adapt.go")}</button> }
            >
                {while_running(adapting)}
            </Show>
            {goal_field("goal", t("adapt.goal"), adapting.goal, Goal::default())}
            {live(move || app.whole.get().then(|| spare(adapting)))}
            <Figures />
            <p class="proof" class:bad=move || is_none(&stage.get()) role="status" data-stage=move || word(&stage.get())>{live(move || sentence(adapting, &stage.get()))}</p>
            {live(move || app.whole.get().then(|| more(adapting)))}
        </div>
    }
}

// What the first picture does not show; not inlined, so that the build can load it afterwards.

#[inline(never)]
fn while_running(adapting: Adapting) -> AnyView {
    view! {
        <div class="running">
            <button id="adapt-stop" class="main-action stop" on:click=move |_| adapting.stop()>{t("adapt.stop")}</button>
            {pause_button("adapt-pause", adapting.paused, move || adapting.pause())}
        </div>
    }
    .into_any()
}

/// The button that lets a search rest and go on.
pub(super) fn pause_button(id: &'static str, paused: RwSignal<bool>, press: impl Fn() + Send + 'static) -> AnyView {
    let press: Box<dyn Fn() + Send> = Box::new(press);
    view! {
        <button type="button" id=id on:click=move |_| press()>
            {live(move || if paused.get() { t("adapt.go-on") } else { t("adapt.pause") })}
        </button>
    }
    .into_any()
}

/// The share that is left spare where that is wished.
const SPARE: f64 = 0.05;

#[inline(never)]
fn spare(adapting: Adapting) -> AnyView {
    let app = adapting.app;
    let is_on = move || app.choices.with(|choices| choices.spare > 0.0);
    let set = move |on: bool| app.choices.update(|choices| choices.spare = if on { SPARE } else { 0.0 });
    view! {
        <label class="spare" title=t("adapt.spare-why")>
            <input id="spare" type="checkbox" prop:checked=is_on on:change:target=move |ev| set(ev.target().checked()) />
            <span>{t("adapt.spare")}</span>
        </label>
    }
    .into_any()
}

#[inline(never)]
fn more(adapting: Adapting) -> AnyView {
    view! {
        {live(move || super::what_if::what_if(adapting))}
        {super::compare::cards(adapting)}
        {super::front::trade_off(adapting)}
    }
    .into_any()
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
