//! One line of the list: a piece with its quick values, its drawing and its marks, or the heading of a form.

use leptos::prelude::*;

use super::super::text::{t, t_with};
use super::actions::Scrap;
use super::line::{Said, show};
use super::list::{Lists, Opened, Refused, heading, label};
use crate::seats::Seat;
use crate::stock::{Form, Inventory, StockPiece};

/// The piece of an id, and `hint`, the index where it probably stands.
pub(super) fn piece_of(scrap: Scrap, id: String, hint: usize) -> Signal<StockPiece> {
    let piece = Memo::new(move |old: Option<&StockPiece>| {
        let found = scrap.app.inventory.with(|i| find(i, &id, hint).cloned());
        found.or_else(|| old.cloned()).unwrap_or_default()
    });
    piece.into()
}

fn find<'a>(inventory: &'a Inventory, id: &str, hint: usize) -> Option<&'a StockPiece> {
    let there = inventory.pieces.get(hint).filter(|p| p.id == id);
    there.or_else(|| inventory.pieces.iter().find(|p| p.id == id))
}

/// Where a piece stands: its line, its id, and the index where it probably is in the yard.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    pub(super) at: usize,
    pub(super) hint: usize,
    pub(super) id: String,
}

/// All that a row shows.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Shown {
    /// Nothing is shown, until there are more lines again.
    pub(super) is_spare: bool,
    pub(super) at: usize,
    pub(super) piece: StockPiece,
    pub(super) largest: (f64, f64),
    pub(super) becomes: Option<String>,
    pub(super) refused: Refused,
    /// Whether its lists are filled.
    pub(super) is_whole: bool,
    pub(super) is_open: bool,
}

/// The row of a number. Its elements have no signals or listeners: one effect puts them right, and the list hears what
/// is done in them.
pub(super) fn row(number: usize, key: String, seats: Memo<Vec<Seat<Place>>>, of: Signal<usize>) -> AnyView {
    let scrap = expect_context::<Scrap>();
    let lists = expect_context::<Lists>();
    let shown = Memo::new(move |old: Option<&Shown>| {
        let old = || old.cloned().unwrap_or_default();
        let place = seats.with(|all| all.iter().find(|seat| seat.row == number).and_then(|seat| seat.line.clone()));
        let Some(Place { at, hint, id }) = place else { return Shown { is_spare: true, is_open: false, ..old() } };
        let piece = scrap.app.inventory.with(|i| find(i, &id, hint).cloned());
        let piece = piece.unwrap_or_else(|| old().piece);
        Shown {
            is_spare: false,
            at,
            largest: lists.largest.with(|all| all.get(piece.form as usize).copied()).unwrap_or_default(),
            becomes: scrap.cuts.with(|cuts| cuts.get(&id).map(becomes_text)),
            refused: lists.refused.with(|all| all.get(&id).cloned()).unwrap_or_default(),
            is_whole: lists.visited.with(|visited| *visited == id),
            is_open: lists.open.with(|open| matches!(open, Some(Opened::Piece(open)) if *open == id)),
            piece,
        }
    });
    let node = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |said: Option<Said>| {
        let mut said = said.unwrap_or_default();
        if let Some(row) = node.get() {
            let (known, system) = (scrap.app.materials.read(), scrap.app.system.get());
            shown.with(|shown| show(&row, shown, of.get(), &known, system, &mut said));
        }
        said
    });
    view! { <div role="listitem" data-key=key node_ref=node></div> }.into_any()
}

/// `Becomes 2 × Leg, 1 × Rail`
pub(super) fn becomes_text(parts: &std::collections::BTreeMap<String, usize>) -> String {
    let list = parts.iter().map(|(name, n)| format!("{n} × {name}")).collect::<Vec<_>>().join(", ");
    t_with("scrap.becomes", &[("parts", &list)])
}

/// The heading of a form, which names the columns below it; each sorts by a press. `place` is how many pieces there are,
/// and the line.
#[component]
pub(super) fn Heading(form: Form, key: String, place: Memo<(usize, usize)>, of: Signal<usize>) -> impl IntoView {
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
            data-key=key
            aria-setsize=move || of.get().to_string()
            aria-posinset=move || (place.get().1 + 1).to_string()
            style=move || {
                format!("--sizes: {}; inset-block-start: calc(var(--row) * {})", sizes.len().max(1), place.get().1)
            }
        >
            <h2>{heading(form)} <span class="soft">{move || place.get().0}</span></h2>
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
