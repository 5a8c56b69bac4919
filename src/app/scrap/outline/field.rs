//! A length that can be typed. What cannot be read stays as typed, with the reason under it.

use leptos::prelude::*;

use super::editor::Editor;
use crate::quantity::{Unit, format, read};

/// A length (m) with its label; `value` is nothing where there is none to type.
pub(super) fn length_field(
    editor: Editor,
    id: &'static str,
    label: &'static str,
    value: Signal<Option<f64>>,
    change: Callback<f64>,
) -> AnyView {
    let unit = StoredValue::new(Unit::named("mm").cloned().unwrap_or_else(Unit::none));
    // What was typed and why it cannot be, and over which value: it goes when another is shown.
    let typed = RwSignal::new(None::<(Option<f64>, String, String)>);
    let shown = Memo::new(move |_| {
        let show = |value| format(value, "mm", 1, editor.system.get());
        value.get().map(show).unwrap_or_default()
    });
    let wrong = Memo::new(move |_| typed.get().filter(|(base, ..)| *base == value.get()));
    let text = move || wrong.get().map_or_else(|| shown.get(), |(_, text, _)| text);
    let on_change = move |ev: leptos::ev::Targeted<leptos::ev::Event, web_sys::HtmlInputElement>| {
        let input = ev.target();
        match unit.with_value(|unit| read(&input.value(), unit)) {
            Ok(length) => {
                typed.set(None);
                change.run(length.value);
                // `1.2 m` is shown as 1200 mm even where the value did not change.
                input.set_value(&shown.get_untracked());
            }
            Err(why) => typed.set(Some((value.get_untracked(), input.value(), why.to_string()))),
        }
    };
    let why = format!("{id}-why");
    view! {
        <label class="outline-field" class:wrong=move || wrong.with(Option::is_some)>
            <span>{label}</span>
            <input
                id=id
                type="text"
                inputmode="text"
                autocomplete="off"
                spellcheck="false"
                disabled=move || value.get().is_none()
                aria-invalid=Signal::derive(move || wrong.with(Option::is_some).to_string())
                aria-describedby=why.clone()
                prop:value=text
                on:change:target=on_change
            />
            <span class="why" id=why role="alert">{move || wrong.get().map(|(_, _, why)| why)}</span>
        </label>
    }
    .into_any()
}
