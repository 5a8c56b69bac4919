//! One line of the list: a piece with its quick values, its drawing and its marks, or the heading of a form.

use leptos::prelude::*;

use super::super::text::{t, t_with};
use super::actions::Scrap;
use super::cell::summary;
use super::cells::{Refused, cells};
use super::list::{Lists, Opened, heading, label};
use super::section::drawing;
use crate::app::live::live;
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
struct Shown {
    /// Nothing is shown, until there are more lines again.
    is_spare: bool,
    at: usize,
    piece: StockPiece,
    largest: (f64, f64),
    becomes: Option<String>,
    refused: Refused,
    /// Whether its lists are filled.
    is_whole: bool,
    is_open: bool,
}

/// The row of a number. It is one view that is put right where something else is to be shown, with no signals or
/// listeners in it: so a whole window of rows changes within a frame. The list hears what is done in it.
pub(super) fn row(number: usize, seats: Memo<Vec<Seat<Place>>>, of: Signal<usize>) -> AnyView {
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
    live(move || shown.with(|s| line(s, of.get(), scrap)))
}

fn line(shown: &Shown, of: usize, scrap: Scrap) -> AnyView {
    let Shown { is_spare, at, piece, .. } = shown;
    let (system, known) = (scrap.app.system.get(), scrap.app.materials.read());
    let open = if shown.is_open { " open" } else { "" };
    let there = |text: String| (!is_spare).then_some(text);
    view! {
        <div
            class=if *is_spare { "spare-row".to_owned() } else { format!("stock-row{open}") }
            role="listitem"
            aria-setsize=there(of.to_string())
            aria-posinset=there((at + 1).to_string())
            data-line=there(at.to_string())
            data-id=there(piece.id.clone())
            style=format!("--sizes: {}; inset-block-start: calc(var(--row) * {at})", piece.form.needs().len().max(1))
        >
            {drawing(piece, shown.largest)}
            {cells(piece, &known, system, &shown.refused, shown.is_whole)}
            {marks(piece, shown.becomes.clone())}
            <button
                id=there(format!("row-open-{}", piece.id.replace(char::is_whitespace, "-")))
                type="button"
                class="open-row"
                aria-haspopup="dialog"
            >
                <span class="row-name">{piece.name.clone()}</span>
                <span class="row-line">{summary(piece, system, &known)}</span>
                <span class="row-more">{t("lists.details")}</span>
            </button>
            <button type="button" class="quiet remove" aria-label=t_with("scrap.remove", &[("name", &piece.name)])>
                <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8" /></svg>
            </button>
        </div>
    }
    .into_any()
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

/// The heading of a form, which names the columns below it; each sorts by a press. `place` is how many pieces there are,
/// and the line.
#[component]
pub(super) fn Heading(form: Form, place: Memo<(usize, usize)>, of: Signal<usize>) -> impl IntoView {
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
