//! The yard, grouped by form: sifted, sorted, and in the page only as far as it is seen.

use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::super::text::t;
use super::actions::Scrap;
use super::draft::draft;
use super::row::{Heading, Row};
use super::section::extent;
use super::sieve::Sieve;
use crate::app::live::live;
use crate::stock::{Form, Inventory, Sift, StockPiece};

/// Lines drawn beyond what is seen, on either side.
const BEYOND: usize = 6;
/// The window moves in steps of so many lines.
const STEP: usize = 6;
/// The headings of forms.
pub(super) fn heading(form: Form) -> &'static str {
    t(match form {
        Form::Board => "scrap.form.board",
        Form::Rod => "scrap.form.rod",
        Form::Pipe => "scrap.form.pipe",
        Form::Box => "scrap.form.box",
        Form::Angle => "scrap.form.angle",
        Form::Sheet => "scrap.form.sheet",
        Form::Spool => "scrap.form.spool",
        Form::Bulk => "scrap.form.bulk",
        Form::Item => "scrap.form.item",
    })
}

/// The name of a column for people.
pub(super) fn label(column: &str) -> &'static str {
    t(match column {
        "id" => "lists.column.id",
        "name" => "scrap.field.name",
        "form" => "lists.column.form",
        "section" => "lists.column.section",
        "material" => "scrap.field.material",
        "quantity" => "scrap.field.quantity",
        "length" => "scrap.field.length",
        "width" => "scrap.field.width",
        "thickness" => "scrap.field.thickness",
        "height" => "scrap.field.height",
        "diameter" => "scrap.field.diameter",
        "wall" => "scrap.field.wall",
        "outline" => "lists.column.outline",
        "defects" => "lists.column.defects",
        "tolerance" => "scrap.field.tolerance",
        "grade" => "scrap.field.grade",
        "price" => "lists.column.price",
        "owner" => "scrap.note.owner",
        "place" => "scrap.note.place",
        "distance" => "lists.column.distance",
        "source" => "scrap.note.source",
        "hazard" => "scrap.note.hazard",
        "notes" => "scrap.note.notes",
        _ => "lists.column.attributes",
    })
}

/// What the panel shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Opened {
    /// The piece of an id.
    Piece(String),
    /// A piece that is still being described.
    New,
}

/// What is looked at; a context for the parts of the page.
#[derive(Clone, Copy)]
pub(super) struct Lists {
    pub(super) sift: RwSignal<Sift>,
    /// What the panel shows, if it is open.
    pub(super) open: RwSignal<Option<Opened>>,
    /// The piece that is being described.
    pub(super) draft: RwSignal<StockPiece>,
    /// The largest extent of each form (m), in the order of the forms: drawings of one form share a scale.
    pub(super) largest: Memo<Vec<(f64, f64)>>,
}

impl Lists {
    pub(super) fn new(inventory: RwSignal<Inventory>) -> Self {
        let largest = Memo::new(move |_| {
            let mut all = vec![(0.0_f64, 0.0_f64); Form::ALL.len()];
            inventory.with(|i| {
                for piece in &i.pieces {
                    let (size, most) = (extent(piece), &mut all[piece.form as usize]);
                    *most = (most.0.max(size.0), most.1.max(size.1));
                }
            });
            all
        });
        Self { largest, sift: RwSignal::new(Sift::default()), open: RwSignal::new(None), draft: piece_draft() }
    }

    /// Sorts by a column: upwards, then downwards, then as listed.
    pub(super) fn sort_by(self, column: &'static str) {
        self.sift.update(|sift| {
            sift.order = match sift.order {
                Some((by, false)) if by == column => Some((column, true)),
                Some((by, true)) if by == column => None,
                _ => Some((column, false)),
            };
        });
    }
}

/// A piece that is still being described, kept for the visit as typed texts are.
fn piece_draft() -> RwSignal<StockPiece> {
    let text = draft("scrap-new");
    let blank = || StockPiece { quantity: Some(1), form: Form::Board, ..StockPiece::default() };
    let piece = RwSignal::new(text.with_untracked(|t| serde_json::from_str(t).ok()).unwrap_or_else(blank));
    Effect::new(move |_| text.set(piece.with(|p| serde_json::to_string(p).unwrap_or_default())));
    piece
}

/// One line of the list.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Line {
    /// A form and how many kinds of pieces follow.
    Heading(Form, usize),
    /// Index of a piece, and its form.
    Piece(usize, Form),
}

/// The lines, and the sift that gave them.
#[derive(Clone, Debug, Default, PartialEq)]
struct Lines {
    sift: Sift,
    lines: Vec<Line>,
    pieces: usize,
}

impl Lines {
    fn of(inventory: &Inventory, sift: Sift, old: Option<&Self>) -> Self {
        let found = sift.of(inventory);
        // While the same pieces are shown, an edit moves none of them away under the hand.
        let form = |k: &usize| inventory.pieces[*k].form;
        if let Some(old) = old.filter(|old| old.sift == sift && old.pieces == found.len()) {
            let mut there = vec![None; inventory.pieces.len()];
            found.iter().for_each(|k| there[*k] = Some(form(k)));
            let stays = |line: &Line| match line {
                Line::Heading(..) => true,
                Line::Piece(k, form) => there.get(*k).copied().flatten() == Some(*form),
            };
            if old.lines.iter().all(stays) {
                return old.clone();
            }
        }
        let mut lines = Vec::with_capacity(found.len() + Form::ALL.len());
        for heading in Form::ALL {
            let start = lines.len();
            lines.push(Line::Heading(heading, 0));
            lines.extend(found.iter().filter(|k| form(k) == heading).map(|k| Line::Piece(*k, heading)));
            let count = lines.len() - start - 1;
            if count == 0 {
                lines.pop();
            } else {
                lines[start] = Line::Heading(heading, count);
            }
        }
        Self { sift, lines, pieces: found.len() }
    }
}

#[component]
pub(super) fn List() -> impl IntoView {
    let scrap = expect_context::<Scrap>();
    let lists = expect_context::<Lists>();
    let inventory = scrap.app.inventory;
    let lines = Memo::new(move |old: Option<&Lines>| inventory.with(|i| Lines::of(i, lists.sift.get(), old)));
    let count = Memo::new(move |_| lines.with(|l| l.lines.len()));
    let seen = RwSignal::new((0, 40));
    let pinned = RwSignal::new(None::<usize>);
    let list = NodeRef::<leptos::html::Div>::new();
    let ruler = NodeRef::<leptos::html::I>::new();
    let look = move || {
        let (Some(list), Some(ruler)) = (list.try_get_untracked().flatten(), ruler.try_get_untracked().flatten())
        else {
            return;
        };
        let row = f64::from(ruler.offset_height()).max(16.0);
        let top = (-list.get_bounding_client_rect().top() / row).max(0.0) as usize;
        let tall = window().inner_height().ok().and_then(|h| h.as_f64()).unwrap_or(800.0);
        let first = (top / STEP * STEP).saturating_sub(BEYOND);
        let last = (top + (tall / row) as usize) / STEP * STEP + STEP + BEYOND;
        if seen.get_untracked() != (first, last) {
            seen.set((first, last));
        }
    };
    let passive = EventListenerOptions { phase: gloo::events::EventListenerPhase::Capture, passive: true };
    let on_scroll = EventListener::new_with_options(&document(), "scroll", passive, move |_| look());
    let on_resize = EventListener::new(&window(), "resize", move |_| look());
    let listeners = StoredValue::new_local(Some((on_scroll, on_resize)));
    on_cleanup(move || listeners.set_value(None));
    Effect::new(move |_| {
        count.track();
        lists.open.track();
        request_animation_frame(look);
    });
    // The line with the focus stays in the page, so that nothing typed is lost by scrolling.
    let line_of = |target: Option<web_sys::EventTarget>| {
        let element = target?.dyn_into::<web_sys::Element>().ok()?.closest("[data-line]").ok()??;
        element.get_attribute("data-line")?.parse::<usize>().ok()
    };
    let visible = Memo::new(move |_| {
        let (first, last) = seen.get();
        let pinned = pinned.get();
        lines.with(|l| {
            let end = last.min(l.lines.len());
            let start = first.min(end);
            let far = pinned.filter(|k| *k < l.lines.len() && !(start..end).contains(k));
            let line = |k: usize| {
                let id = match l.lines[k] {
                    Line::Piece(index, _) => inventory.with_untracked(|i| i.pieces.get(index).map(|p| p.id.clone())),
                    Line::Heading(..) => None,
                };
                (k, l.lines[k], id.unwrap_or_default())
            };
            (start..end).chain(far).map(line).collect::<Vec<_>>()
        })
    });
    let of = Signal::derive(move || count.get());
    let any = Memo::new(move |_| inventory.with(|i| !i.pieces.is_empty()));
    view! {
        <div class="scrap-list">
            <Show when=move || any.get()><Sieve shown=Signal::derive(move || lines.with(|l| l.pieces)) /></Show>
            <i class="row-ruler" node_ref=ruler></i>
            <div
                class="stock-lines"
                role="list"
                aria-label=t("lists.list")
                node_ref=list
                style=move || format!("block-size: calc(var(--row) * {})", count.get())
                on:focusin=move |ev| pinned.set(line_of(ev.target()))
                on:focusout=move |_| pinned.set(None)
                on:keydown=move |ev| step(&ev)
            >
                <For
                    each=move || visible.get()
                    key=|(at, line, id)| (*at, id.clone(), match line { Line::Heading(form, n) => (*form, *n), Line::Piece(k, form) => (*form, *k) })
                    let:item
                >
                    {match item.1 {
                        Line::Heading(form, n) => view! { <Heading form count=n at=item.0 of /> }.into_any(),
                        Line::Piece(hint, form) => view! { <Row id=item.2 hint form at=item.0 of /> }.into_any(),
                    }}
                </For>
            </div>
            {live(move || match (any.get(), count.get()) {
                (false, _) => Some(view! { <p class="scrap-none">{t("scrap.none")}</p> }),
                (true, 0) => Some(view! { <p class="scrap-none">{t("lists.nothing")}</p> }),
                _ => None,
            })}
        </div>
    }
}

/// Up and down go to the same value of the piece above or below.
fn step(ev: &web_sys::KeyboardEvent) {
    let by: i64 = match ev.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        _ => return,
    };
    let go = || -> Option<web_sys::HtmlElement> {
        let input = ev.target()?.dyn_into::<web_sys::HtmlElement>().ok()?;
        if input.tag_name() == "SELECT" {
            return None;
        }
        let row = input.closest("[data-line]").ok()??;
        let line: i64 = row.get_attribute("data-line")?.parse().ok()?;
        // A heading may lie between.
        let next = (1..=2)
            .find_map(|n| document().query_selector(&format!("[data-line='{}']", line + n * by)).ok().flatten())?;
        let own = if input.tag_name() == "BUTTON" {
            "button.open-row".to_owned()
        } else {
            let field = input.closest(".field").ok()??;
            format!(".{} input", field.class_name().split_whitespace().nth(1)?)
        };
        next.query_selector(&own).ok().flatten()?.dyn_into().ok()
    };
    if let Some(target) = go() {
        ev.prevent_default();
        let _ = target.focus();
    }
}
