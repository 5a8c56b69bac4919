//! The yard, grouped by form: sifted, sorted, and in the page only as far as it is seen.

use std::collections::BTreeMap;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::super::text::t;
use super::actions::Scrap;
use super::draft::draft;
use super::row::{Heading, Place, row};
use super::section::extent;
use super::sieve::Sieve;
use crate::app::live::live;
use crate::seats::{Seat, seat, stay};
use crate::stock::{COLUMNS, Form, Inventory, Sift, StockPiece};

/// Lines drawn beyond what is seen, on either side.
const BEYOND: usize = 6;
/// The window moves in steps of so many lines.
const STEP: usize = 6;
/// How long they have to rest before lines are drawn beyond what is seen (ms): the frame in which much changes draws no
/// more than it must.
const PAUSE: u32 = 100;
/// How long the lines have to rest before their elements are put in order (ms): each that moves is laid out anew, which
/// takes too long while one scrolls.
const REST: u32 = 300;

/// Lines drawn before it is known how many are seen; and where there are no more than these, all of them at once.
const FIRST: usize = 8;
const FEW: usize = 40;

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

/// What was typed and could not be taken, with the reason: by column.
pub(super) type Refused = BTreeMap<&'static str, (String, String)>;

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
    inventory: RwSignal<Inventory>,
    /// What is shown; [`Lists::sift_by`] changes it.
    pub(super) sift: RwSignal<Sift>,
    /// The lines that are seen, first and end, and the lines drawn: those and some beyond.
    seen: StoredValue<(usize, usize)>,
    drawn: RwSignal<(usize, usize)>,
    /// What the panel shows, if it is open.
    pub(super) open: RwSignal<Option<Opened>>,
    /// The piece that is being described.
    pub(super) draft: RwSignal<StockPiece>,
    /// The largest extent of each form (m), in the order of the forms: drawings of one form share a scale.
    pub(super) largest: Memo<Vec<(f64, f64)>>,
    /// What was typed and could not be taken, by the piece's id: it stays while one looks elsewhere.
    pub(super) refused: RwSignal<BTreeMap<String, Refused>>,
    /// Id of the piece whose row was visited last: its lists of materials and grades are filled.
    pub(super) visited: RwSignal<String>,
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
        let is_short = inventory.with_untracked(|i| i.pieces.len() <= FEW);
        Self {
            largest,
            sift: RwSignal::new(Sift::default()),
            inventory,
            seen: StoredValue::new((0, FIRST)),
            drawn: RwSignal::new((0, if is_short { FEW + Form::ALL.len() } else { FIRST })),
            open: RwSignal::new(None),
            draft: piece_draft(),
            refused: RwSignal::default(),
            visited: RwSignal::default(),
        }
    }

    /// Shows something else, or in another order. What lies beyond what is seen is drawn a moment later.
    pub(super) fn sift_by(self, change: impl FnOnce(&mut Sift)) {
        if self.inventory.with_untracked(|i| i.pieces.len() > FEW) {
            self.drawn.set(self.seen.get_value());
        }
        self.sift.update(change);
    }

    /// Sorts by a column: upwards, then downwards, then as listed.
    pub(super) fn sort_by(self, column: &'static str) {
        self.sift_by(|sift| {
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

/// What stands in the page: a heading, or the row of a number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Key {
    Heading(Form),
    Row(usize),
}

impl Key {
    /// Tells its element among those of the list.
    fn name(self) -> String {
        match self {
            Self::Heading(form) => form.word().to_owned(),
            Self::Row(number) => number.to_string(),
        }
    }
}

/// Puts the elements of the list in the order of the lines, for the keyboard and for what is read aloud; what one sees
/// does not depend on it. As few as can move: a moved element loses the focus, and is laid out anew.
fn put_in_order(list: &web_sys::Element, keys: &[Key]) {
    let ranks: BTreeMap<String, usize> = keys.iter().enumerate().map(|(rank, key)| (key.name(), rank)).collect();
    let children = list.children();
    let known = |child: web_sys::Element| Some((*ranks.get(&child.get_attribute("data-key")?)?, child));
    let mut there: Vec<(usize, web_sys::Element)> =
        (0..children.length()).filter_map(|k| known(children.item(k)?)).collect();
    let order: Vec<usize> = there.iter().map(|(rank, _)| *rank).collect();
    let stays: BTreeMap<usize, bool> = order.iter().copied().zip(stay(&order)).collect();
    crate::order::sort_by_key(&mut there, |(rank, _)| *rank);
    let mut next: Option<&web_sys::Element> = None;
    for (rank, child) in there.iter().rev() {
        if stays.get(rank) == Some(&false) {
            drop(list.insert_before(child, next.map(AsRef::as_ref)));
        }
        next = Some(child);
    }
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
    let Lists { seen, drawn, .. } = lists;
    let pinned = RwSignal::new(None::<usize>);
    let list = NodeRef::<leptos::html::Div>::new();
    let ruler = NodeRef::<leptos::html::I>::new();
    let pausing = StoredValue::new_local(None::<Timeout>);
    let waking = StoredValue::new_local(None::<Timeout>);
    let look = move || {
        let (Some(list), Some(ruler)) = (list.try_get_untracked().flatten(), ruler.try_get_untracked().flatten())
        else {
            return;
        };
        let row = f64::from(ruler.offset_height()).max(16.0);
        let above = -list.get_bounding_client_rect().top() / row;
        let tall = window().inner_height().ok().and_then(|h| h.as_f64()).unwrap_or(800.0) / row;
        let (first, end) = (above.max(0.0) as usize, (above + tall).max(0.0) as usize + 1);
        seen.set_value((first, end));
        let wide =
            ((first / STEP * STEP).saturating_sub(BEYOND), (first + tall as usize) / STEP * STEP + STEP + BEYOND);
        let (from, to) = drawn.get_untracked();
        if from <= first && end.min(count.get_untracked()) <= to {
            // All that is seen is drawn.
            let widen = move || _ = drawn.try_set(wide);
            pausing.set_value(((from, to) != wide).then(|| Timeout::new(PAUSE, widen)));
        } else if from < end && first < to {
            pausing.set_value(None);
            drawn.set(wide);
        } else {
            drawn.set((first, end));
            pausing.set_value(Some(Timeout::new(PAUSE, move || _ = drawn.try_set(wide))));
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
        lists.sift.track();
        request_animation_frame(look);
        // Nothing is painted in a tab that is not seen.
        waking.set_value(Some(Timeout::new(PAUSE, look)));
    });
    // The line with the focus stays in the page, so that nothing typed is lost by scrolling.
    let visible = Memo::new(move |_| {
        let (first, last) = drawn.get();
        let pinned = pinned.get();
        lines.with(|l| {
            let end = last.min(l.lines.len());
            let start = first.min(end);
            let far = pinned.filter(|k| *k < l.lines.len() && !(start..end).contains(k));
            let mut all: Vec<(usize, Line)> = (start..end).chain(far).map(|k| (k, l.lines[k])).collect();
            crate::order::sort_by_key(&mut all, |(at, _)| *at);
            all
        })
    });
    let seats = Memo::new(move |old: Option<&Vec<Seat<Place>>>| {
        let place = |(at, line): &(usize, Line)| match line {
            Line::Piece(hint, _) => {
                let id = inventory.with_untracked(|i| i.pieces.get(*hint).map(|p| p.id.clone()))?;
                Some(Place { at: *at, hint: *hint, id })
            }
            Line::Heading(..) => None,
        };
        let places = visible.with(|all| all.iter().filter_map(place).collect());
        seat(old.map_or(&[], Vec::as_slice), places, |a, b| a.id == b.id)
    });
    let keys = Memo::new(move |_| {
        let row = |s: &Seat<Place>| (s.line.as_ref().map_or(usize::MAX, |place| place.at), Key::Row(s.row));
        let mut keys: Vec<(usize, Key)> = seats.with(|all| all.iter().map(row).collect());
        let heading = |(at, line): &(usize, Line)| match line {
            Line::Heading(form, _) => Some((*at, Key::Heading(*form))),
            Line::Piece(..) => None,
        };
        visible.with(|all| keys.extend(all.iter().filter_map(heading)));
        crate::order::sort_by_key(&mut keys, |(at, _)| *at);
        keys.into_iter().map(|(_, key)| key).collect::<Vec<_>>()
    });
    let resting = StoredValue::new_local(None::<Timeout>);
    Effect::new(move |_| {
        keys.track();
        let order = move || {
            if let (Some(list), Some(keys)) = (list.try_get_untracked().flatten(), keys.try_get_untracked()) {
                put_in_order(&list, &keys);
            }
        };
        resting.set_value(Some(Timeout::new(REST, order)));
    });
    // As they were made: rows are put in order by `put_in_order`, which moves the fewest.
    let made = Memo::new(move |_| {
        let mut made = keys.get();
        crate::order::sort_by_key(&mut made, |key| *key);
        made
    });
    // How many pieces of a form there are, and at which line it starts.
    let start_of = move |form: Form| {
        let found = move |(at, line): &(usize, Line)| match line {
            Line::Heading(this, count) if *this == form => Some((*count, *at)),
            _ => None,
        };
        visible.with(|all| all.iter().find_map(found)).unwrap_or_default()
    };
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
                on:focusin=move |ev| {
                    let row = row_of(ev.target());
                    pinned.set(row.as_ref().and_then(|row| row.get_attribute("data-line")?.parse().ok()));
                    if let Some(id) = row.and_then(|row| row.get_attribute("data-id")) {
                        lists.visited.set(id);
                    }
                }
                on:focusout=move |_| pinned.set(None)
                on:keydown=move |ev| step(&ev)
                on:change=move |ev| edit(scrap, lists, &ev)
                on:click=move |ev| press(scrap, lists, &ev)
            >
                <For each=move || made.get() key=|key| *key let:key>
                    {match key {
                        Key::Heading(form) => {
                            let place = Memo::new(move |_| start_of(form));
                            view! { <Heading form key=key.name() place of /> }.into_any()
                        }
                        Key::Row(number) => row(number, key.name(), seats, of),
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

/// The row in which something happened.
fn row_of(target: Option<web_sys::EventTarget>) -> Option<web_sys::Element> {
    target?.dyn_into::<web_sys::Element>().ok()?.closest("[data-line]").ok()?
}

/// Takes a changed value of a row, or keeps it as typed with the reason why not.
fn edit(scrap: Scrap, lists: Lists, ev: &web_sys::Event) {
    let Some((column, typed, control)) = changed(ev) else { return };
    let Some(id) = row_of(ev.target()).and_then(|row| row.get_attribute("data-id")) else { return };
    let Some(old) = scrap.app.inventory.with_untracked(|i| i.pieces.iter().find(|p| p.id == id).cloned()) else {
        return;
    };
    let shown = |p: &StockPiece| p.shown(column, scrap.app.system.get_untracked());
    let result = if typed.trim() == shown(&old).trim() { Ok(None) } else { old.edited(column, &typed).map(Some) };
    match result {
        Ok(new) => {
            if lists.refused.with_untracked(|all| all.contains_key(&id)) {
                lists.refused.update(|all| drop(all.get_mut(&id).and_then(|of_piece| of_piece.remove(column))));
            }
            // `1.2 m` is shown as 1 200 mm even where the value did not change.
            if let Some(input) = control.dyn_ref::<web_sys::HtmlInputElement>() {
                input.set_value(&shown(new.as_ref().unwrap_or(&old)));
            }
            if let Some(new) = new {
                scrap.replace(new);
            }
        }
        Err(why) => lists.refused.update(|all| drop(all.entry(id).or_default().insert(column, (typed, why)))),
    }
}

/// The column that a change is about, what the control holds now, and the control.
fn changed(ev: &web_sys::Event) -> Option<(&'static str, String, web_sys::Element)> {
    let control = ev.target()?.dyn_into::<web_sys::Element>().ok()?;
    let name = control.get_attribute("data-column")?;
    let column = COLUMNS.into_iter().find(|column| *column == name)?;
    let text = match control.dyn_ref::<web_sys::HtmlInputElement>() {
        Some(input) => input.value(),
        None => control.dyn_ref::<web_sys::HtmlSelectElement>()?.value(),
    };
    Some((column, text, control))
}

/// Opens the panel of a row, or removes its piece.
fn press(scrap: Scrap, lists: Lists, ev: &web_sys::MouseEvent) {
    let button = || {
        let button = ev.target()?.dyn_into::<web_sys::Element>().ok()?.closest("button").ok()??;
        Some((row_of(ev.target())?.get_attribute("data-id")?, button.class_list()))
    };
    match button() {
        Some((id, classes)) if classes.contains("open-row") => lists.open.set(Some(Opened::Piece(id))),
        Some((id, classes)) if classes.contains("remove") => scrap.remove(&id),
        _ => {}
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
