//! One line of the list: a piece with its quick values, its drawing and its marks, or the heading of a form.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::super::text::{t, t_with};
use super::actions::Scrap;
use super::cell::summary;
use super::cells::{Refused, cells, changed};
use super::list::{Lists, Opened, heading, label};
use super::section::drawing;
use crate::app::live::live;
use crate::stock::{Form, StockPiece};

/// The piece of an id, and `hint`, the index where it probably stands.
pub(super) fn piece_of(scrap: Scrap, id: String, hint: usize) -> Signal<StockPiece> {
    let piece = Memo::new(move |old: Option<&StockPiece>| {
        let found = scrap.app.inventory.with(|i| {
            let there = i.pieces.get(hint).filter(|p| p.id == id);
            there.or_else(|| i.pieces.iter().find(|p| p.id == id)).cloned()
        });
        found.or_else(|| old.cloned()).unwrap_or_default()
    });
    piece.into()
}

/// A piece; `at` is its line and `of` the number of lines. What it shows hangs on few signals, and its controls tell
/// the row of a change: so dozens of rows are made within a frame.
#[component]
pub(super) fn Row(id: String, hint: usize, form: Form, at: usize, of: Signal<usize>) -> impl IntoView {
    let scrap = expect_context::<Scrap>();
    let lists = expect_context::<Lists>();
    let piece = piece_of(scrap, id.clone(), hint);
    let (key, opened) = (id.clone(), id.clone());
    let is_open = move || lists.open.with(|open| matches!(open, Some(Opened::Piece(id)) if *id == key));
    let open_id = format!("row-open-{}", id.replace(char::is_whitespace, "-"));
    let refused = RwSignal::new(Refused::new());
    // The lists of materials and grades come when somebody goes to the row.
    let whole = RwSignal::new(false);
    let of_piece = id.clone();
    let values = move || {
        let largest = lists.largest.with(|all| all.get(form as usize).copied()).unwrap_or_default();
        let becomes = scrap.cuts.with(|cuts| cuts.get(&of_piece).map(becomes_text));
        piece.with(|p| {
            let cells = refused
                .with(|refused| cells(p, &scrap.app.materials.read(), scrap.app.system.get(), refused, whole.get()));
            (drawing(p, largest), cells, marks(p, becomes))
        })
    };
    let change = move |ev: web_sys::Event| {
        let Some((column, typed, control)) = changed(&ev) else { return };
        let old = piece.get_untracked();
        let shown = |p: &StockPiece| p.shown(column, scrap.app.system.get_untracked());
        let result = if typed.trim() == shown(&old).trim() { Ok(None) } else { old.edited(column, &typed).map(Some) };
        match result {
            Ok(new) => {
                refused.update(|all| drop(all.remove(column)));
                // `1.2 m` is shown as 1 200 mm even where the value did not change.
                if let Some(input) = control.dyn_ref::<web_sys::HtmlInputElement>() {
                    input.set_value(&shown(new.as_ref().unwrap_or(&old)));
                }
                if let Some(new) = new {
                    scrap.replace(new);
                }
            }
            Err(why) => refused.update(|all| drop(all.insert(column, (typed, why)))),
        }
    };
    view! {
        <div
            class="stock-row"
            role="listitem"
            aria-setsize=move || of.get().to_string()
            aria-posinset=(at + 1).to_string()
            data-line=at.to_string()
            style=format!("--sizes: {}; inset-block-start: calc(var(--row) * {at})", form.needs().len().max(1))
            class:open=is_open
            on:change=change
            on:focusin=move |_| whole.set(true)
        >
            {live(values)}
            <button
                id=open_id
                type="button"
                class="open-row"
                aria-haspopup="dialog"
                on:click=move |_| lists.open.set(Some(Opened::Piece(opened.clone())))
            >
                {live(move || {
                    let (name, line) = piece.with(|p| (p.name.clone(), summary(p, scrap.app.system.get(), &scrap.app.materials.read())));
                    view! { <span class="row-name">{name}</span><span class="row-line">{line}</span> }
                })}
                <span class="row-more">{t("lists.details")}</span>
            </button>
            <button
                type="button"
                class="quiet remove"
                aria-label=Signal::derive(move || piece.with(|p| t_with("scrap.remove", &[("name", &p.name)])))
                on:click=move |_| scrap.remove(&id)
            >
                <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8" /></svg>
            </button>
        </div>
    }
}

/// What is to be known before the piece is used, as small signs.
fn marks(piece: &StockPiece, becomes: Option<String>) -> impl IntoView + use<> {
    let hazard = piece.hazard.trim();
    let hazard = (!hazard.is_empty()).then(|| t_with("lists.hazard", &[("text", hazard)]));
    let measure = piece.needs_measuring().then(|| t("lists.measure.mark").to_owned());
    let sign = |class: &'static str, sign: &'static str, text: Option<String>| {
        text.map(|text| view! { <span class=class role="img" aria-label=text.clone() title=text>{sign}</span> })
    };
    view! {
        <span class="marks">
            {sign("tag measure", "±?", measure)} {sign("tag hazard", "⚠", hazard)} {sign("tag becomes", "✂", becomes)}
        </span>
    }
}

/// `Becomes 2 × Leg, 1 × Rail`
pub(super) fn becomes_text(parts: &std::collections::BTreeMap<String, usize>) -> String {
    let list = parts.iter().map(|(name, n)| format!("{n} × {name}")).collect::<Vec<_>>().join(", ");
    t_with("scrap.becomes", &[("parts", &list)])
}

/// The heading of a form, which names the columns below it; each sorts by a press.
#[component]
pub(super) fn Heading(form: Form, count: usize, at: usize, of: Signal<usize>) -> impl IntoView {
    let lists = expect_context::<Lists>();
    let sizes = form.needs();
    let sort = move |column: &'static str| {
        let arrow = move || match lists.sift.with(|s| s.order) {
            Some((by, descending)) if by == column => {
                if descending {
                    " ↓"
                } else {
                    " ↑"
                }
            }
            _ => "",
        };
        view! {
            <button
                type="button"
                class="sort"
                class:end=column != "name" && column != "material" && column != "grade"
                title=t("lists.sort.by")
                on:click=move |_| lists.sort_by(column)
            >
                {label(column)}
                {arrow}
            </button>
        }
    };
    view! {
        <div
            class="stock-header"
            role="listitem"
            aria-setsize=move || of.get().to_string()
            aria-posinset=(at + 1).to_string()
            style=format!("--sizes: {}; inset-block-start: calc(var(--row) * {at})", sizes.len().max(1))
        >
            <h2>{heading(form)} <span class="soft">{count}</span></h2>
            <div class="sorts">
                {sort("quantity")}
                {if sizes.is_empty() {
                    view! { <span></span> }.into_any()
                } else {
                    sizes.iter().map(|size| sort(size)).collect_view().into_any()
                }}
                <span class="end">{label("tolerance")}</span>
                {sort("material")}
                {sort("grade")}
            </div>
        </div>
    }
}
