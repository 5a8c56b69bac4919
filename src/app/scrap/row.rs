//! One piece: its values, its drawing, what becomes of it, and what is known about it.

use leptos::prelude::*;

use crate::app::live::live;

use super::super::text::{t, t_with};
use super::actions::Scrap;
use super::cell::{Cell, Field};
use super::list::size_label;
use super::section::drawing;
use crate::stock::{Form, Grade, Material, StockPiece};

#[component]
pub(super) fn Row(id: String, form: Form, largest: Memo<(f64, f64)>) -> impl IntoView {
    let scrap = expect_context::<Scrap>();
    let key = id.clone();
    let piece = Memo::new(move |old: Option<&StockPiece>| {
        let found = scrap.app.inventory.with(|i| i.pieces.iter().find(|p| p.id == key).cloned());
        found.or_else(|| old.cloned()).unwrap_or_default()
    });
    let of = id.clone();
    let becomes = Memo::new(move |_| {
        let parts = scrap.cuts.with(|cuts| cuts.get(&of).cloned())?;
        let list = parts.iter().map(|(name, n)| format!("{n} × {name}")).collect::<Vec<_>>().join(", ");
        Some(t_with("scrap.becomes", &[("parts", &list)]))
    });
    let remove = move |_| scrap.remove(&id);
    view! {
        <li class="stock-row">
            {live(move || piece.with(|p| drawing(p, largest.get())))}
            <Cell piece field=Field::Name label=t("scrap.field.name") />
            <Cell piece field=Field::Quantity label=t("scrap.field.quantity") />
            {form
                .needs()
                .iter()
                .map(|size| view! { <Cell piece field=Field::Size(size) label=size_label(size) /> })
                .collect_view()}
            {(!form.needs().is_empty())
                .then(|| view! { <Cell piece field=Field::Tolerance label=t("scrap.field.tolerance") /> })}
            <MaterialCell piece />
            <GradeCell piece />
            <button
                type="button"
                class="quiet remove"
                aria-label=Signal::derive(move || piece.with(|p| t_with("scrap.remove", &[("name", &p.name)])))
                on:click=remove
            >
                <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8" /></svg>
            </button>
            <div class="more">
                {(form == Form::Sheet).then(|| super::outline::edit_button(piece))}
                {live(move || becomes.get().map(|text| view! { <span class="becomes">{text}</span> }))}
                {live(move || piece.with(notes))}
            </div>
        </li>
    }
}

#[component]
fn MaterialCell(piece: Memo<StockPiece>) -> impl IntoView {
    let scrap = expect_context::<Scrap>();
    let current = Memo::new(move |_| {
        piece.with(|p| Material::find(&p.material).map_or_else(|| p.material.clone(), |m| m.id.clone()))
    });
    // What is not in the table stays as it is, until another is chosen.
    let options = move || {
        let now = current.get();
        let unknown = Material::find(&now).is_none().then(|| {
            let text = if now.is_empty() { t("scrap.material.unknown").to_owned() } else { now.clone() };
            (now.clone(), text)
        });
        let known = Material::all().iter().map(|m| (m.id.clone(), m.name.clone()));
        let option = |(id, name): (String, String)| {
            let selected = id == now;
            view! { <option value=id selected=selected>{name}</option> }
        };
        unknown.into_iter().chain(known).map(option).collect_view()
    };
    let change = move |ev: leptos::ev::Targeted<leptos::ev::Event, web_sys::HtmlSelectElement>| {
        scrap.replace(StockPiece { material: ev.target().value(), ..piece.get_untracked() });
    };
    view! {
        <label class="field material">
            <span class="label">{t("scrap.field.material")}</span>
            <select
                aria-label=Signal::derive(move || piece.with(|p| format!("{}, {}", t("scrap.field.material"), p.name)))
                on:change:target=change
            >
                {options}
            </select>
        </label>
    }
}

#[component]
fn GradeCell(piece: Memo<StockPiece>) -> impl IntoView {
    let scrap = expect_context::<Scrap>();
    let current = Memo::new(move |_| piece.with(|p| crate::fold::lower(p.grade.trim())));
    let options = move || {
        let now = current.get();
        let listed = |id: &str| Grade::all().iter().any(|g| g.id == id);
        let odd = (!now.is_empty() && !listed(&now)).then(|| (now.clone(), now.clone()));
        let blank = Some((String::new(), t("scrap.grade.none").to_owned()));
        let known = Grade::all().iter().map(|g| (g.id.clone(), g.id.clone()));
        let option = |(id, name): (String, String)| {
            let selected = id == now;
            view! { <option value=id selected=selected>{name}</option> }
        };
        blank.into_iter().chain(odd).chain(known).map(option).collect_view()
    };
    let change = move |ev: leptos::ev::Targeted<leptos::ev::Event, web_sys::HtmlSelectElement>| {
        scrap.replace(StockPiece { grade: ev.target().value(), ..piece.get_untracked() });
    };
    view! {
        <label class="field grade">
            <span class="label">{t("scrap.field.grade")}</span>
            <select
                title=move || current.with(|id| Grade::find(id).map(|g| g.meaning.clone()))
                aria-label=Signal::derive(move || piece.with(|p| format!("{}, {}", t("scrap.field.grade"), p.name)))
                on:change:target=change
            >
                {options}
            </select>
        </label>
    }
}

/// Hazard, notes and source, where there are any.
fn notes(piece: &StockPiece) -> Option<impl IntoView + use<>> {
    let lines = [
        ("scrap.note.hazard", &piece.hazard),
        ("scrap.note.notes", &piece.notes),
        ("scrap.note.source", &piece.source),
        ("scrap.note.place", &piece.place),
        ("scrap.note.owner", &piece.owner),
    ];
    let lines: Vec<_> = lines.into_iter().filter(|(_, text)| !text.trim().is_empty()).collect();
    if lines.is_empty() {
        return None;
    }
    let dangerous = !piece.hazard.trim().is_empty();
    let line = |(key, text): (&'static str, &String)| view! { <dt>{t(key)}</dt><dd>{text.clone()}</dd> };
    let summary = if dangerous { t("scrap.notes.hazard") } else { t("scrap.notes") };
    Some(view! {
        <details class:hazard=dangerous>
            <summary>{summary}</summary>
            <dl>{lines.into_iter().map(line).collect_view()}</dl>
        </details>
    })
}
