//! The quick values of a row: plain controls without signals of their own; the row hears of their changes.

use std::collections::BTreeMap;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::super::text::t;
use super::list::label;
use crate::quantity::System;
use crate::stock::{COLUMNS, Grade, Materials, StockPiece};

/// What was typed and could not be taken, with the reason: by column.
pub(super) type Refused = BTreeMap<&'static str, (String, String)>;

/// The values of a piece that are edited in its row; `whole` says whether lists are filled.
pub(super) fn cells(piece: &StockPiece, known: &Materials, system: System, refused: &Refused, whole: bool) -> AnyView {
    let typed = |column: &'static str| typed(piece, column, system, refused.get(column));
    let sizes: Vec<AnyView> = piece.form.needs().iter().map(|size| typed(size)).collect();
    let gap = sizes.is_empty().then(|| view! { <span class="no-size"></span> });
    (
        typed("name"),
        typed("quantity"),
        gap,
        sizes,
        typed("tolerance"),
        listed(piece, known, "material", whole),
        listed(piece, known, "grade", whole),
    )
        .into_any()
}

fn typed(piece: &StockPiece, column: &'static str, system: System, refused: Option<&(String, String)>) -> AnyView {
    let name = label(column);
    let is_number = column != "name";
    let empty = if is_number && !matches!(column, "quantity" | "tolerance") { t("lists.unmeasured") } else { "" };
    let wrong = if refused.is_some() { " wrong" } else { "" };
    let size = if is_number { " size" } else { "" };
    let why = refused.map(|(_, why)| view! { <span class="why" role="alert">{why.clone()}</span> });
    view! {
        <label class=format!("field {column}{size}{wrong}")>
            <span class="label">{name}</span>
            <input
                type="text"
                autocomplete="off"
                spellcheck="false"
                data-column=column
                class=if is_number { "end" } else { "" }
                placeholder=empty
                aria-label=format!("{name}, {}", piece.name)
                aria-invalid=refused.is_some().to_string()
                prop:value=refused.map_or_else(|| piece.shown(column, system), |(text, _)| text.clone())
            />
            {why}
        </label>
    }
    .into_any()
}

/// A value out of a list; what is not in it stays as it is, until another is chosen.
fn listed(piece: &StockPiece, materials: &Materials, column: &'static str, whole: bool) -> AnyView {
    let is_material = column == "material";
    let now = match is_material {
        true => materials.id_of(&piece.material).to_owned(),
        false => crate::fold::lower(piece.grade.trim()),
    };
    let known: Vec<(&str, &str)> = match (whole, is_material) {
        (false, true) => materials.find(&now).map(|m| (m.id.as_str(), m.name.as_str())).into_iter().collect(),
        (false, false) => Vec::new(),
        (true, true) => materials.all().map(|m| (m.id.as_str(), m.name.as_str())).collect(),
        (true, false) => Grade::all().iter().map(|g| (g.id.as_str(), g.id.as_str())).collect(),
    };
    let odd = (!now.is_empty() && known.iter().all(|(id, _)| *id != now)).then_some((now.as_str(), now.as_str()));
    let none = t(if is_material { "scrap.material.unknown" } else { "scrap.grade.none" });
    let option =
        |(id, name): (&str, &str)| view! { <option value=id.to_owned() prop:selected=id == now>{name.to_owned()}</option> };
    let options = std::iter::once(("", none)).chain(odd).chain(known).map(option).collect_view();
    let name = label(column);
    view! {
        <label class=format!("field {column}")>
            <span class="label">{name}</span>
            <select data-column=column aria-label=format!("{name}, {}", piece.name)>{options}</select>
        </label>
    }
    .into_any()
}

/// The column that a change is about, what the control holds now, and the control.
pub(super) fn changed(ev: &web_sys::Event) -> Option<(&'static str, String, web_sys::Element)> {
    let control = ev.target()?.dyn_into::<web_sys::Element>().ok()?;
    let name = control.get_attribute("data-column")?;
    let column = COLUMNS.into_iter().find(|column| *column == name)?;
    let text = match control.dyn_ref::<web_sys::HtmlInputElement>() {
        Some(input) => input.value(),
        None => control.dyn_ref::<web_sys::HtmlSelectElement>()?.value(),
    };
    Some((column, text, control))
}
