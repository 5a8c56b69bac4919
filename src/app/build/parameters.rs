//! One row for each parameter: the question, a value typed freely, a slider, a lock.

use leptos::prelude::*;

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
        {move || rows(|level| level == Level::Basic)}
        <details class="more">
            <summary>{t("build.more")}</summary>
            {move || rows(|level| level != Level::Basic)}
        </details>
    }
}

/// A value as the maker reads it.
fn shown(p: &Parameter, value: f64, system: System) -> String {
    format(value, &p.unit.symbol, if p.unit.symbol == "mm" { 1 } else { 2 }, system)
}

#[component]
fn Row(index: usize, parameter: Parameter) -> impl IntoView {
    let app = app();
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
    let commit = move |text: String| match p.with_value(|p| accept(p, &text, app.system.get_untracked())) {
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
            app.choices.update(|c| {
                if !c.locks.remove(&p.name) {
                    c.locks.insert(p.name.clone());
                    c.values.insert(p.name.clone(), value.get_untracked());
                }
            });
        });
    };
    let (low, high, step, fixed) = p.with_value(|p| (p.low, p.high, p.step, p.fixed));
    let show_dimension = move |_| app.hovered.set(Some(index));
    let hide_dimension = move |_| app.hovered.set(None);
    let lock_label = t_with("build.lock", &[("ask", &ask)]);
    let slider_label = ask.clone();
    view! {
        <div class="row" on:mouseenter=show_dimension on:mouseleave=hide_dimension on:focusin=move |_| app.hovered.set(Some(index)) on:focusout=move |_| app.hovered.set(None)>
            <div class="q">
                <label for=id.clone()>{ask.clone()}</label>
                <input
                    id=id.clone()
                    type="text"
                    inputmode="text"
                    autocomplete="off"
                    enterkeyhint="done"
                    prop:value=text
                    aria-invalid=move || (!error.get().is_empty()).to_string()
                    aria-describedby=error_id.clone()
                    on:change:target=move |ev| commit(ev.target().value())
                />
                {if fixed {
                    view! { <span class="lock fixed" title=t("build.fixed")><Lock closed=true /></span> }.into_any()
                } else {
                    view! {
                        <button
                            class="lock"
                            class:on=locked
                            aria-pressed=move || locked().to_string()
                            aria-label=lock_label
                            title=t("build.lock-title")
                            on:click=toggle
                        ><Lock closed=Signal::derive(locked) /></button>
                    }.into_any()
                }}
            </div>
            <input
                id=format!("{id}-slider")
                type="range"
                aria-label=slider_label
                min=low.to_string()
                max=high.to_string()
                step=step.to_string()
                prop:value=move || value.get().to_string()
                aria-valuetext=move || p.with_value(|p| shown(p, value.get(), app.system.get()))
                on:input:target=move |ev| {
                    if let Ok(value) = ev.target().value().parse::<f64>() {
                        typed.set(None);
                        error.set(String::new());
                        set(app, p, value);
                    }
                }
            />
            {(!help.is_empty()).then(|| view! { <p class="hint">{help.clone()}</p> })}
            <p class="field-error" id=error_id aria-live="polite">{error}</p>
        </div>
    }
}

/// The value that a typed text stands for, or what is wrong with it.
fn accept(p: &Parameter, text: &str, system: System) -> Result<f64, String> {
    let default = match (system, p.unit.symbol.as_str()) {
        (System::Inches, "mm" | "cm" | "m") => crate::quantity::Unit::parse("in").unwrap_or_else(|| p.unit.clone()),
        _ => p.unit.clone(),
    };
    let value = read(text, &default).map_err(|e| e.to_string())?.value;
    if value < p.low - 1e-12 || value > p.high + 1e-12 {
        let (low, high) = (shown(p, p.low, system), shown(p, p.high, system));
        return Err(t_with("build.out-of-range", &[("low", &low), ("high", &high)]));
    }
    if p.whole && value.fract() != 0.0 {
        return Err(t("build.whole").to_owned());
    }
    Ok(value)
}

fn set(app: App, p: StoredValue<Parameter>, value: f64) {
    p.with_value(|p| {
        let snapped = libm::round(value * 1e6) / 1e6;
        app.choices.update(|c| _ = c.values.insert(p.name.clone(), snapped));
    });
}
