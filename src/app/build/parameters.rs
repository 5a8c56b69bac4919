//! One row for each parameter: the question, a value typed freely, a slider, a lock.

use leptos::prelude::*;

use crate::app::live::live;

use crate::app::adapt::adapting;
use crate::app::icons::Lock;
use crate::app::state::{App, app};
use crate::app::text::{t, t_with};
use crate::design::{Level, Parameter};
use crate::quantity::{System, format, read};

/// All parameters; the less usual ones stand behind “more”.
#[component]
pub fn ParameterList() -> impl IntoView {
    let app = app();
    let rows = move |wanted: fn(Level) -> bool| {
        let design = app.design.get();
        let all = design.0.parameters.iter().enumerate().filter(|(_, p)| wanted(p.level));
        all.map(|(k, p)| view! { <Row index=k parameter=p.clone() /> }).collect_view()
    };
    view! {
        <h2>{t("build.size")}</h2>
        <Presets />
        {live(move || rows(|level| level == Level::Basic))}
        <details class="more">
            <summary>{t("build.more")}</summary>
            {live(move || rows(|level| level != Level::Basic))}
        </details>
    }
}

/// Sets of values with a name; locked parameters keep theirs.
#[component]
fn Presets() -> impl IntoView {
    let app = app();
    let buttons = move || {
        let design = app.design.get();
        let one = |k: usize| {
            let design = design.clone();
            let title = design.0.presets[k].title.clone();
            let take = move |_| {
                let label = t_with("undo.preset", &[("name", &design.0.presets[k].title)]);
                crate::app::undo::name(label, "");
                app.choices.update(|c| *c = std::mem::take(c).with_preset(&design.0, &design.0.presets[k]));
            };
            view! { <button on:click=take>{title}</button> }
        };
        (0..design.0.presets.len()).map(one).collect_view()
    };
    view! { <p class="presets" role="group" aria-label=t("build.presets")>{live(buttons)}</p> }
}

/// A value as the maker reads it.
fn shown(p: &Parameter, value: f64, system: System) -> String {
    format(value, &p.unit.symbol, if p.unit.symbol == "mm" { 1 } else { 2 }, system)
}

#[component]
fn Row(index: usize, parameter: Parameter) -> impl IntoView {
    let (app, adapting) = (app(), adapting());
    let p = StoredValue::new(parameter);
    let name = p.with_value(|p| p.name.clone());
    let ask = p.with_value(|p| p.ask.clone());
    let help = p.with_value(|p| p.help.clone());
    let id = format!("param-{name}");
    let error_id = format!("{id}-error");
    let value = Memo::new(move |_| app.outcome.get().0.build.parameters.get(index).copied().unwrap_or(0.0));
    let error = RwSignal::new(String::new());
    let typed = RwSignal::new(None::<String>);
    let text = move || typed.get().unwrap_or_else(|| p.with_value(|p| shown(p, value.get(), app.system.get())));
    let limits = Memo::new(move |_| {
        let fixed = p.with_value(|p| [p.low, p.high]);
        app.outcome.get().0.build.limits.get(index).copied().unwrap_or(fixed)
    });
    let commit = move |text: String| match p
        .with_value(|p| accept(p, limits.get_untracked(), &text, app.system.get_untracked()))
    {
        Ok(value) => {
            error.set(String::new());
            typed.set(None);
            set(app, p, value);
        }
        Err(message) => {
            typed.set(Some(text));
            error.set(message);
        }
    };
    let locked = move || p.with_value(|p| app.choices.with(|c| c.is_locked(&p.name)));
    let toggle = move |_| {
        p.with_value(|p| {
            let now = value.get_untracked(); // read before: it may have to be worked out from the choices
            app.choices.update(|c| {
                if !c.locks.remove(&p.name) {
                    c.locks.insert(p.name.clone());
                    c.values.insert(p.name.clone(), now);
                }
            });
        });
        adapting.relocked();
    };
    let (step, fixed) = p.with_value(|p| (p.step, p.fixed));
    let is_hidden = move || !app.outcome.get().0.build.visible.get(index).copied().unwrap_or(true);
    let picks = p.with_value(|p| p.picks.clone());
    let show_dimension = move |_| app.hovered.set(Some(index));
    let hide_dimension = move |_| app.hovered.set(None);
    let lock_label = t_with("build.lock", &[("ask", &ask)]);
    let slider_label = ask.clone();
    view! {
        <div class="row" hidden=is_hidden on:mouseenter=show_dimension on:mouseleave=hide_dimension on:focusin=move |_| app.hovered.set(Some(index)) on:focusout=move |_| app.hovered.set(None)>
            <div class="q">
                <label for=id.clone()>{ask.clone()}</label>
                {if picks.is_empty() {
                    view! {
                <input
                    id=id.clone()
                    type="text"
                    inputmode="text"
                    autocomplete="off"
                    enterkeyhint="done"
                    prop:value=text
                    aria-invalid=Signal::derive(move || (!error.get().is_empty()).to_string())
                    aria-describedby=error_id.clone()
                    on:change:target=move |ev| commit(ev.target().value())
                />
                    }.into_any()
                } else {
                    view! {
                        <select
                            id=id.clone()
                            on:change:target=move |ev| if let Ok(place) = ev.target().value().parse() { set(app, p, place) }
                        >
                            {picks.iter().enumerate().map(|(k, pick)| view! { <option value=k.to_string() prop:selected=Signal::derive(move || value.get() as usize == k)>{pick.label.clone()}</option> }).collect_view()}
                        </select>
                    }.into_any()
                }}
                {if fixed {
                    view! { <span class="lock fixed" title=t("build.fixed")><Lock closed=true /></span> }.into_any()
                } else {
                    view! {
                        <button
                            class="lock"
                            class:on=locked
                            aria-pressed=Signal::derive(move || locked().to_string())
                            aria-label=lock_label
                            title=t("build.lock-title")
                            on:click=toggle
                        ><Lock closed=Signal::derive(locked) /></button>
                    }.into_any()
                }}
            </div>
            {picks.is_empty().then(|| view! {
            <input
                id=format!("{id}-slider")
                type="range"
                aria-label=slider_label
                min=Signal::derive(move || limits.get()[0].to_string())
                max=Signal::derive(move || limits.get()[1].to_string())
                step=step.to_string()
                prop:value=Signal::derive(move || value.get().to_string())
                aria-valuetext=Signal::derive(move || p.with_value(|p| shown(p, value.get(), app.system.get())))
                on:input:target=move |ev| {
                    if let Ok(value) = ev.target().value().parse::<f64>() {
                        typed.set(None);
                        error.set(String::new());
                        set(app, p, value);
                    }
                }
            />
            })}
            {live(move || moved(app, p))}
            {(!help.is_empty()).then(|| view! { <p class="hint">{help.clone()}</p> })}
            <p class="field-error" id=error_id aria-live="polite">{error}</p>
        </div>
    }
}

/// The value that a typed text stands for, or what is wrong with it.
fn accept(p: &Parameter, [low, high]: [f64; 2], text: &str, system: System) -> Result<f64, String> {
    let default = match (system, p.unit.symbol.as_str()) {
        (System::Inches, "mm" | "cm" | "m") => crate::quantity::Unit::parse("in").unwrap_or_else(|| p.unit.clone()),
        _ => p.unit.clone(),
    };
    let value = read(text, &default).map_err(|e| e.to_string())?.value;
    if value < low - 1e-12 || value > high + 1e-12 {
        let (low, high) = (shown(p, low, system), shown(p, high, system));
        return Err(t_with("build.out-of-range", &[("low", &low), ("high", &high)]));
    }
    if p.whole && value.fract() != 0.0 {
        return Err(t("build.whole").to_owned());
    }
    Ok(value)
}

/// What the person had set before the search moved it, and the way back.
fn moved(app: App, p: StoredValue<Parameter>) -> Option<AnyView> {
    let wish = p.with_value(|p| app.choices.with(|c| c.wishes.get(&p.name).copied()))?;
    let text = p.with_value(|p| match p.picks.get(wish as usize) {
        Some(pick) => pick.label.clone(),
        None => shown(p, wish, app.system.get()),
    });
    let back = move |_| set(app, p, wish);
    let line = view! {
        <p class="moved">
            <span>{t_with("adapt.moved", &[("value", &text)])}</span>
            <button type="button" on:click=back>{t_with("adapt.moved-back", &[("value", &text)])}</button>
        </p>
    };
    Some(line.into_any())
}

fn set(app: App, p: StoredValue<Parameter>, value: f64) {
    p.with_value(|p| {
        let snapped = libm::round(value * 1e6) / 1e6;
        app.choices.update(|c| c.set(&p.name, snapped));
    });
}
