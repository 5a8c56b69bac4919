//! What the page adds to the tools of the picture: colours with their legend, steps of the build, motions, saving.

use leptos::prelude::*;

use super::look::{Colours, Look, painted, usual_legend};
use crate::app::live::live;
use crate::app::state::{App, app};
use crate::app::text::{t, t_with};
use crate::app::viewer::save_picture;
use crate::design::Movement;
use crate::quantity::{format, format_number};

const COLOURS: [(&str, &str, Colours); 4] = [
    ("source", "colours.source", Colours::Source),
    ("slot", "colours.slot", Colours::Slot),
    ("material", "colours.material", Colours::Material),
    ("use", "colours.use", Colours::Use),
];
/// A turn, or there and back, takes so long (ms).
const PERIOD: f64 = 4_000.0;

/// The tools, in the order of the panel.
#[inline(never)]
pub(super) fn tools() -> AnyView {
    let (app, look) = (app(), expect_context::<Look>());
    // Sliders are made anew only for another design, not while one of them moves.
    let moving = Memo::new(move |_| {
        app.outcome.with(|outcome| {
            let all = outcome.0.build.assemblies.iter().enumerate();
            let moving = all.filter_map(|(k, assembly)| Some((k, assembly.name.clone(), assembly.motion.clone()?)));
            moving.collect::<Vec<_>>()
        })
    });
    let count = Memo::new(move |_| app.outcome.with(|outcome| outcome.0.build.steps.len()));
    view! {
        {colours(app, look)}
        {live(move || (count.get() > 1).then(|| steps(app, look, count.get())))}
        {live(move || moving.get().into_iter().map(|(k, name, motion)| slider(app, look, k, name, motion)).collect_view())}
        <button type="button" id="save-picture" on:click=move |_| save(app)>{t("view.save")}</button>
    }
    .into_any()
}

fn colours(app: App, look: Look) -> AnyView {
    let now = move || COLOURS.iter().find(|(.., colours)| *colours == look.colours.get()).map_or("", |(word, ..)| word);
    let choose = move |word: String| {
        if let Some((.., colours)) = COLOURS.iter().find(|(other, ..)| *other == word) {
            look.colours.set(*colours);
        }
    };
    let legend = move || {
        let outcome = app.outcome.get();
        let painted = painted(app, &outcome.0, look.colours.get());
        let legend = painted.map_or_else(|| usual_legend(&outcome.0), |painted| painted.legend);
        legend
            .into_iter()
            .map(|(tint, words)| view! { <li><i style:background=tint.css()></i>{words}</li> })
            .collect_view()
    };
    view! {
        <div class="tool">
            <label for="view-colours">{t("colours.title")}</label>
            <select id="view-colours" prop:value=now on:change:target=move |ev| choose(ev.target().value())>
                {COLOURS.map(|(word, name, _)| view! { <option value=word>{t(name)}</option> })}
            </select>
        </div>
        <ul class="legend">{live(legend)}</ul>
    }
    .into_any()
}

fn steps(app: App, look: Look, count: usize) -> AnyView {
    // All the way to the right is the finished thing.
    let now = move || look.step.get().map_or(count, |step| step.min(count - 1)).to_string();
    let slide = move |value: String| {
        if let Ok(step) = value.parse::<usize>() {
            look.step.set((step < count).then_some(step));
        }
    };
    let told = move || match look.step.get() {
        None => t("view.steps-all").to_owned(),
        Some(step) => {
            let title = app.outcome.with(|o| o.0.build.steps.get(step).map(|s| s.title.clone())).unwrap_or_default();
            t_with("view.step", &[("k", &(step + 1).to_string()), ("n", &count.to_string()), ("title", &title)])
        }
    };
    view! {
        <div class="tool">
            <label for="view-step">{t("view.steps")}</label>
            <input
                id="view-step"
                type="range"
                min="0"
                max=count.to_string()
                step="1"
                prop:value=Signal::derive(now)
                aria-valuetext=Signal::derive(told)
                on:input:target=move |ev| slide(ev.target().value())
            />
            <small>{live(told)}</small>
        </div>
    }
    .into_any()
}

fn slider(app: App, look: Look, assembly: usize, name: String, motion: Movement) -> AnyView {
    let [from, to] = motion.range;
    let (low, high) = (from.min(to), from.max(to));
    let (rest, turns) = (motion.rest(), motion.turns);
    let now = move || look.moves.with(|moves| moves.get(&assembly).copied()).unwrap_or(rest);
    let told = move || match turns {
        true => format!("{}°", format_number(now().to_degrees(), 0)),
        false => format(now(), "mm", 0, app.system.get()),
    };
    let slide = move |value: String| {
        if let Ok(value) = value.parse::<f64>() {
            look.playing.set(None);
            look.moves.update(|moves| {
                moves.insert(assembly, value);
            });
        }
    };
    let is_playing = move || look.playing.get() == Some(assembly);
    let play = move |_| {
        if is_playing() {
            look.playing.set(None);
        } else {
            look.playing.set(Some(assembly));
            run(look, assembly, motion.clone(), js_sys::Date::now());
        }
    };
    let id = format!("move-{assembly}");
    view! {
        <div class="tool">
            <label for=id.clone()>{name}</label>
            <input
                id=id
                type="range"
                min=low.to_string()
                max=high.to_string()
                step="any"
                prop:value=Signal::derive(move || now().to_string())
                aria-valuetext=Signal::derive(told)
                on:input:target=move |ev| slide(ev.target().value())
            />
            <small>{live(told)}</small>
            <button type="button" class="play" on:click=play>
                {live(move || if is_playing() { t("view.stand") } else { t("view.play") })}
            </button>
        </div>
    }
    .into_any()
}

/// Moves an assembly for as long as it is the one that plays: on and on where it comes round, else there and back.
fn run(look: Look, assembly: usize, motion: Movement, start: f64) {
    request_animation_frame(move || {
        if look.playing.try_get_untracked().flatten() != Some(assembly) {
            return;
        }
        let time = (js_sys::Date::now() - start) / PERIOD;
        let there_and_back = (1.0 - libm::cos(time * std::f64::consts::TAU)) / 2.0;
        let share = if motion.is_endless() { time.fract() } else { there_and_back };
        let [from, to] = motion.range;
        look.moves.update(|moves| {
            moves.insert(assembly, from + (to - from) * share);
        });
        run(look, assembly, motion, start);
    });
}

fn save(app: App) {
    let design = app.design.get_untracked().0;
    let Some(viewer) = document().query_selector(".build-view .viewer").ok().flatten() else { return };
    let name = format!("{}-{}", design.id, design.version);
    let by = design.authors.join(", ");
    let caption = [design.title.as_str(), &design.version, &design.licence, &by, "Scrapwright"];
    let caption: Vec<&str> = caption.into_iter().filter(|word| !word.is_empty()).collect();
    save_picture(&viewer, &name, &caption.join(" · "));
}
