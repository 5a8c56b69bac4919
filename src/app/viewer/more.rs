//! Further tools of the picture, in a panel that folds away: lens, section, measuring, saving, and what the page adds.

use leptos::html;
use leptos::prelude::*;

use super::ViewerTexts;
use super::stage::Stage;
use crate::app::live::live;
use crate::app::text::{t, t_with};
use crate::geometry::Section;

/// Names of the directions in which one may cut.
const AXES: [(&str, &str); 4] =
    [("", "view.section-none"), ("0", "view.section-x"), ("1", "view.section-y"), ("2", "view.section-z")];

/// The button with its panel; `tools` come first in it.
#[inline(never)]
pub(super) fn more(stage: Stage, texts: Signal<ViewerTexts>, tools: fn() -> AnyView) -> AnyView {
    let details = NodeRef::<html::Details>::new();
    let close = move |ev: web_sys::KeyboardEvent| {
        if ev.key() == "Escape"
            && let Some(details) = details.get_untracked()
        {
            details.set_open(false);
            ev.stop_propagation();
        }
    };
    view! {
        <details class="viewer-more" node_ref=details on:keydown=close>
            <summary>{move || texts.with(|texts| texts.more.clone())}</summary>
            <div class="viewer-panel">
                {tools()}
                {section(stage)}
                {measure(stage)}
                <label class="check">
                    <input
                        id="view-flat"
                        type="checkbox"
                        prop:checked=move || stage.flat.get()
                        on:change:target=move |ev| stage.flatten(ev.target().checked())
                    />
                    <span>{t("view.flat")}</span>
                </label>
            </div>
        </details>
    }
    .into_any()
}

fn section(stage: Stage) -> AnyView {
    let axis = move || stage.section.get().map(|section| section.axis.to_string()).unwrap_or_default();
    let choose = move |value: String| {
        let share = stage.section.get_untracked().map_or(0.5, |section| section.share);
        stage.section.set(value.parse().ok().map(|axis| Section { axis, share }));
    };
    let slide = move |value: String| {
        if let Ok(share) = value.parse::<f64>() {
            stage.section.update(|section| {
                if let Some(section) = section {
                    section.share = share.clamp(0.0, 1.0);
                }
            });
        }
    };
    let share = move || stage.section.get().map_or(0.5, |section| section.share).to_string();
    let slider = move || {
        view! {
            <input
                id="section-share"
                type="range"
                min="0"
                max="1"
                step="0.01"
                aria-label=t("view.section-share")
                prop:value=Signal::derive(share)
                on:input:target=move |ev| slide(ev.target().value())
            />
        }
    };
    // Made anew only where there was none, so that the slider stays under the finger.
    let is_on = Memo::new(move |_| stage.section.with(Option::is_some));
    view! {
        <div class="tool">
            <label for="section-axis">{t("view.section")}</label>
            <select id="section-axis" prop:value=axis on:change:target=move |ev| choose(ev.target().value())>
                {AXES.map(|(value, name)| view! { <option value=value>{t(name)}</option> })}
            </select>
            {live(move || is_on.get().then(slider))}
        </div>
    }
    .into_any()
}

fn measure(stage: Stage) -> AnyView {
    let is_on = move || stage.measure.with(Option::is_some);
    let turn = move |on: bool| stage.measure.set(on.then(Vec::new));
    let told = move || {
        let points = stage.measure.with(|points| points.as_ref().map(Vec::len))?;
        let told = match (points, super::measure::parts(&stage)) {
            (0, _) => t("view.measure-first").to_owned(),
            (_, Some([x, y, z])) => t_with("view.measured", &[("x", &x), ("y", &y), ("z", &z)]),
            _ => t("view.measure-second").to_owned(),
        };
        Some(view! { <small role="status">{told}</small> })
    };
    view! {
        <label class="check">
            <input id="view-measure" type="checkbox" prop:checked=is_on on:change:target=move |ev| turn(ev.target().checked()) />
            <span>{t("view.measure")}</span>
        </label>
        {live(told)}
    }
    .into_any()
}
