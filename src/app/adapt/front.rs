//! The trade-off between two goals: a picture of all that none beats in both, each point to be taken.

use leptos::prelude::*;

use super::goal::goal_field;
use super::panel::pause_button;
use super::words::reached;
use super::{Adapting, FrontStage, finish};
use crate::adapt::{Found, FrontProgress, Goal};
use crate::app::live::live;
use crate::app::text::{t, t_with};
use crate::app::worker::start_front;

/// The folded block below the answer.
pub(super) fn trade_off(adapting: Adapting) -> AnyView {
    let same = move || adapting.goal.get() == adapting.against.get();
    let is_running = move || adapting.front.with(|front| matches!(front, FrontStage::Running(_)));
    let press = move |_| if is_running() { stop(adapting) } else { begin(adapting) };
    view! {
        <details class="trade-off">
            <summary>{t("front.title")}</summary>
            <p class="hint">{t("front.intro")}</p>
            {goal_field("against", t("front.against"), adapting.against, Goal::Wishes)}
            <button type="button" id="front" disabled=same on:click=press>
                {live(move || if is_running() { t("front.stop") } else { t("front.go") })}
            </button>
            {live(move || is_running().then(|| pause_button("front-pause", adapting.front_paused, move || adapting.pause_front())))}
            {live(move || same().then(|| view! { <p class="hint">{t("front.same")}</p> }))}
            {live(move || found(adapting))}
        </details>
    }
    .into_any()
}

fn begin(adapting: Adapting) {
    adapting.front_paused.set(false);
    adapting.front.set(FrontStage::Running(FrontProgress::default()));
    let hear = move |answer: Result<FrontProgress, String>| match answer {
        Ok(progress) if progress.done => {
            adapting.front.set(FrontStage::Done(progress));
            finish(adapting.front_running);
        }
        Ok(progress) => adapting.front.set(FrontStage::Running(progress)),
        Err(error) => {
            adapting.front.set(FrontStage::Failed(error));
            finish(adapting.front_running);
        }
    };
    let goals = [adapting.goal.get_untracked(), adapting.against.get_untracked()];
    match start_front(adapting.app, goals, hear) {
        Ok(worker) => adapting.front_running.set_value(Some(worker)),
        Err(error) => adapting.front.set(FrontStage::Failed(error)),
    }
}

fn stop(adapting: Adapting) {
    adapting.front_running.update_value(|running| drop(running.take()));
    adapting.front.update(|front| {
        if let FrontStage::Running(progress) = front {
            *front = FrontStage::Done(std::mem::take(progress));
        }
    });
}

/// Picture and list, as far as the search has come.
fn found(adapting: Adapting) -> AnyView {
    let (progress, is_done) = match adapting.front.get() {
        FrontStage::Idle => return ().into_any(),
        FrontStage::Failed(error) => {
            return view! { <p class="problem-line">{t_with("adapt.failed", &[("error", &error)])}</p> }.into_any();
        }
        FrontStage::Running(progress) => (progress, false),
        FrontStage::Done(progress) => (progress, true),
    };
    let count = progress.points.len();
    let state = match (is_done, progress.complete, count) {
        (false, ..) => t_with("front.looking", &[("n", &count.to_string())]),
        (true, true, 0) => t("front.none").to_owned(),
        (true, true, 1) => t("front.one").to_owned(),
        (true, true, _) => t_with("front.complete", &[("n", &count.to_string())]),
        (true, false, _) => t_with("front.partial", &[("n", &count.to_string())]),
    };
    let is_now = move |found: &Found| {
        adapting.app.choices.with(|now| now.values == found.choices.values && now.bindings == found.choices.bindings)
    };
    let line = |found: Found| {
        let words: Vec<String> = found.reached.iter().take(2).map(|one| reached(adapting.app, one, &found)).collect();
        let same = found.clone();
        let pressed = Signal::derive(move || is_now(&same).to_string());
        view! {
            <li><button type="button" class="point" aria-pressed=pressed on:click=move |_| adapting.take(found.choices.clone())>{words.join(" · ")}</button></li>
        }
    };
    view! {
        {chart(adapting, &progress.points)}
        <p class="hint" role="status" data-front=if is_done { "done" } else { "running" }>{state}</p>
        <ol class="points">{progress.points.into_iter().map(line).collect_view()}</ol>
    }
    .into_any()
}

/// Size of the picture, and room at its edges (px).
const SIZE: [f64; 2] = [320.0, 170.0];
const ROOM: [f64; 4] = [14.0, 14.0, 14.0, 14.0];

/// The points in a field of both goals. The list below says the same in words.
fn chart(adapting: Adapting, points: &[Found]) -> Option<AnyView> {
    let both = |found: &Found| Some([found.reached.first()?.value, found.reached.get(1)?.value]);
    let places: Vec<[f64; 2]> = points.iter().filter_map(both).collect();
    if places.len() < 2 {
        return None;
    }
    let ends = |axis: usize| {
        let values = places.iter().map(|place| place[axis]);
        values.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], v| [low.min(v), high.max(v)])
    };
    let [[left, right], [low, high]] = [ends(0), ends(1)];
    let [top, end, bottom, start] = ROOM;
    let share = |value: f64, from: f64, to: f64| if to > from { (value - from) / (to - from) } else { 0.5 };
    let x = |value: f64| start + share(value, left, right) * (SIZE[0] - start - end);
    let y = |value: f64| SIZE[1] - bottom - share(value, low, high) * (SIZE[1] - top - bottom);
    let path: Vec<String> = places.iter().map(|place| format!("{:.1},{:.1}", x(place[0]), y(place[1]))).collect();
    let dot = |(found, place): (&Found, &[f64; 2])| {
        let found = found.clone();
        let is_now = {
            let own = found.choices.clone();
            move || adapting.app.choices.with(|now| now.values == own.values && now.bindings == own.bindings)
        };
        let (cx, cy) = (x(place[0]), y(place[1]));
        view! {
            <g class="dot" class:now=is_now on:click=move |_| adapting.take(found.choices.clone())>
                <circle class="reach" cx=cx cy=cy r="16" />
                <circle cx=cx cy=cy r="5" />
            </g>
        }
    };
    let words = |found: &Found| {
        let both = found.reached.iter().take(2).map(|one| reached(adapting.app, one, found));
        both.collect::<Vec<_>>().join(" · ")
    };
    let dots = points.iter().zip(&places).map(dot).collect_view();
    // The first point is best by the first goal; which end of the axis that is depends on what is better.
    let mut ends = [points.first(), points.last()].map(|found| found.map(words).unwrap_or_default());
    if places[0][0] > places[places.len() - 1][0] {
        ends.reverse();
    }
    let [start_words, end_words] = ends;
    Some(
        view! {
            <svg class="front" viewBox=format!("0 0 {} {}", SIZE[0], SIZE[1]) aria-hidden="true">
                <polyline points=path.join(" ") />
                {dots}
            </svg>
            <p class="front-ends" aria-hidden="true"><span>{start_words}</span><span>{end_words}</span></p>
        }
        .into_any(),
    )
}
