//! One editable value of a piece. What cannot be read stays as typed, with the reason under it.

use leptos::prelude::*;

use super::super::text::t;
use super::actions::Scrap;
use crate::quantity::{System, Unit, format, read};
use crate::stock::{StockPiece, unusable};

/// Which value of a piece.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Field {
    Name,
    Quantity,
    Tolerance,
    Size(&'static str),
}

impl Field {
    fn class(self) -> &'static str {
        match self {
            Self::Name => "field name",
            Self::Quantity => "field quantity",
            Self::Tolerance => "field tolerance",
            Self::Size(_) => "field size",
        }
    }

    /// The value as text.
    fn show(self, piece: &StockPiece, system: System) -> String {
        let length = |value: f64| format(value, "mm", 2, system);
        match self {
            Self::Name => piece.name.clone(),
            Self::Quantity => piece.quantity.map(|n| n.to_string()).unwrap_or_default(),
            Self::Tolerance if piece.tolerance > 0.0 => length(piece.tolerance),
            Self::Tolerance => String::new(),
            Self::Size(size) => piece.clone().size_mut(size).map(length).unwrap_or_default(),
        }
    }

    /// The piece with what was typed, or why not.
    fn apply(self, mut piece: StockPiece, text: &str) -> Result<StockPiece, String> {
        let text = text.trim();
        let length = || {
            let mm = Unit::named("mm").cloned().unwrap_or_else(Unit::none);
            read(text.trim_start_matches('±'), &mm).map(|q| q.value).map_err(|e| e.to_string())
        };
        match self {
            Self::Name => piece.name = text.to_owned(),
            Self::Quantity if text.is_empty() && piece.quantity.is_some() => {
                return Err(t("scrap.bad.quantity").to_owned());
            }
            Self::Quantity if text.is_empty() => {}
            Self::Quantity => piece.quantity = Some(text.parse().map_err(|_| t("scrap.bad.quantity").to_owned())?),
            Self::Tolerance => piece.tolerance = if text.is_empty() { 0.0 } else { length()? },
            Self::Size(size) => *piece.size_mut(size) = if text.is_empty() { None } else { Some(length()?) },
        }
        if piece.tolerance < 0.0 {
            return Err(t("scrap.bad.tolerance").to_owned());
        }
        match unusable(&piece) {
            Some(reason) => Err(reason),
            None => Ok(piece),
        }
    }
}

/// The value with its label.
#[component]
pub(super) fn Cell(piece: Memo<StockPiece>, field: Field, label: &'static str) -> impl IntoView {
    let scrap = expect_context::<Scrap>();
    let typed = RwSignal::new(None::<(String, String)>);
    let shown = Memo::new(move |_| piece.with(|p| field.show(p, scrap.app.system.get())));
    let value = move || typed.with(|t| t.as_ref().map(|(text, _)| text.clone())).unwrap_or_else(|| shown.get());
    let problem = move || typed.with(|t| t.as_ref().map(|(_, reason)| reason.clone()));
    let number = field != Field::Name;
    let problem_id = piece.with_untracked(|p| format!("why-{}-{}", p.id.replace(' ', "-"), label.replace(' ', "-")));
    let described = problem_id.clone();
    let change = move |ev: leptos::ev::Targeted<leptos::ev::Event, web_sys::HtmlInputElement>| {
        let text = ev.target().value();
        if text.trim() == shown.get_untracked().trim() {
            typed.set(None);
            return;
        }
        match field.apply(piece.get_untracked(), &text) {
            Ok(changed) => {
                typed.set(None);
                scrap.replace(changed);
                // `1.2 m` is shown as 1 200 mm even where the value did not change.
                ev.target().set_value(&shown.get_untracked());
            }
            Err(reason) => typed.set(Some((text, reason))),
        }
    };
    view! {
        <label class=field.class() class:wrong=move || typed.with(Option::is_some)>
            <span class="label">{label}</span>
            <input
                type="text"
                inputmode=if number { "text" } else { "" }
                autocomplete="off"
                spellcheck="false"
                class:end=number
                aria-label=Signal::derive(move || piece.with(|p| format!("{label}, {}", p.name)))
                aria-invalid=Signal::derive(move || typed.with(Option::is_some).to_string())
                aria-describedby=described
                prop:value=value
                on:change:target=change
            />
            <span class="why" id=problem_id role="alert">{problem}</span>
        </label>
    }
}
