//! One line of the list: a piece with its quick values, its drawing and its marks, or the heading of a form.

use leptos::prelude::*;

use super::super::text::{t, t_with};
use super::actions::Scrap;
use super::cell::{Cell, Edited, summary};
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

/// A piece; `at` is its line and `of` the number of lines.
#[component]
pub(super) fn Row(id: String, hint: usize, form: Form, at: usize, of: Signal<usize>) -> impl IntoView {
    let scrap = expect_context::<Scrap>();
    let lists = expect_context::<Lists>();
    let piece = piece_of(scrap, id.clone(), hint);
    let edited = Edited { piece, draft: None, place: "row" };
    let sizes = form.needs();
    let (key, opened) = (id.clone(), id.clone());
    let is_open = move || lists.open.with(|open| *open == Some(Opened::Piece(key.clone())));
    let becomes = Memo::new({
        let id = id.clone();
        move |_| scrap.cuts.with(|cuts| cuts.get(&id).map(becomes_text))
    });
    let open_id = edited.id("open");
    view! {
        <div
            class="stock-row"
            role="listitem"
            aria-setsize=move || of.get().to_string()
            aria-posinset=(at + 1).to_string()
            data-line=at.to_string()
            style=format!("--sizes: {}; inset-block-start: calc(var(--row) * {at})", sizes.len().max(1))
            class:open=is_open
        >
            {live(move || {
                let largest = lists.largest.with(|all| all.get(form as usize).copied());
                piece.with(|p| drawing(p, largest.unwrap_or_default()))
            })}
            <Cell edited column="name" />
            <Cell edited column="quantity" />
            {if sizes.is_empty() {
                view! { <span class="no-size"></span> }.into_any()
            } else {
                sizes.iter().map(|size| view! { <Cell edited column=size /> }).collect_view().into_any()
            }}
            <Cell edited column="tolerance" />
            <Cell edited column="material" />
            <Cell edited column="grade" />
            <span class="marks">
                {live(move || {
                    piece
                        .with(StockPiece::needs_measuring)
                        .then(|| view! { <span class="tag measure" title=t("lists.measure.mark")>"±?"</span> })
                })}
                {live(move || {
                    let hazard = piece.with(|p| p.hazard.trim().to_owned());
                    let text = t_with("lists.hazard", &[("text", &hazard)]);
                    (!hazard.is_empty()).then(|| view! { <span class="tag hazard" role="img" aria-label=text.clone() title=text>"⚠"</span> })
                })}
                {live(move || {
                    becomes.get().map(|text| view! { <span class="tag becomes" role="img" aria-label=text.clone() title=text>"✂"</span> })
                })}
            </span>
            <button
                id=open_id
                type="button"
                class="open-row"
                aria-haspopup="dialog"
                on:click=move |_| lists.open.set(Some(Opened::Piece(opened.clone())))
            >
                <span class="row-name">{live(move || piece.with(|p| p.name.clone()))}</span>
                <span class="row-line">{live(move || piece.with(|p| summary(p, scrap.app.system.get())))}</span>
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
