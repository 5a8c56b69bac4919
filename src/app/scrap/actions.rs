//! Everything that changes the yard, in one place: so that each change marks it as the person's own.

use std::collections::{BTreeMap, BTreeSet};

use gloo::file::{Blob, ObjectUrl};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::super::state::App;
use crate::stock::{StockPiece, write_csv};

/// What was removed last.
#[derive(Clone, Debug)]
pub(super) enum Undo {
    /// One piece and its place in the list.
    Piece(usize, Box<StockPiece>),
    /// All pieces, and whether they were the example.
    All(Vec<StockPiece>, bool),
}

/// State of the page; a context for its parts.
#[derive(Clone, Copy)]
pub(super) struct Scrap {
    pub(super) app: App,
    /// What can be taken back.
    pub(super) undo: RwSignal<Option<Undo>>,
    /// How often each part is cut from a piece in the design in hand: by the piece's id. It follows the yard a moment
    /// later, so that no keystroke waits for the plan of a large yard.
    pub(super) cuts: RwSignal<Cuts>,
}

/// How often each part is cut from each piece.
pub(super) type Cuts = BTreeMap<String, BTreeMap<String, usize>>;

/// How long the yard has to rest before the plan is looked at (ms).
const REST: u32 = 400;

/// What is cut from what in the design in hand.
fn cuts_of(app: App) -> Cuts {
    let outcome = app.outcome.get_untracked().0;
    let mut out = Cuts::new();
    for group in &outcome.plan.groups {
        for used in &group.plan.pieces {
            let piece = group.pieces.get(used.bar).and_then(|k| outcome.supply.inventory.pieces.get(*k));
            let Some(piece) = piece else { continue };
            let names = out.entry(piece.id.clone()).or_default();
            for cut in &used.cuts {
                let part = group.parts.get(cut.part).and_then(|k| outcome.build.parts.get(*k));
                *names.entry(part.map(|p| p.name.clone()).unwrap_or_default()).or_default() += 1;
            }
        }
    }
    out
}

impl Scrap {
    pub(super) fn new(app: App) -> Self {
        let cuts = RwSignal::new(Cuts::new());
        let timer = StoredValue::new_local(None::<Timeout>);
        Effect::new(move |_| {
            app.inventory.track();
            app.design.track();
            timer.set_value(Some(Timeout::new(REST, move || drop(cuts.try_set(cuts_of(app))))));
        });
        Self { app, undo: RwSignal::new(None), cuts }
    }

    /// Takes out pieces by their ids, such as those of a file that is to be read another way.
    pub(super) fn take_out(self, ids: &BTreeSet<String>) {
        self.app.inventory.update(|inventory| inventory.pieces.retain(|piece| !ids.contains(&piece.id)));
    }

    /// Adds pieces; each gets an id of its own.
    pub(super) fn add(self, pieces: Vec<StockPiece>) {
        if pieces.is_empty() {
            return;
        }
        self.app.inventory.update(|inventory| {
            let mut taken: BTreeSet<String> = inventory.pieces.iter().map(|p| p.id.clone()).collect();
            let mut next = inventory.pieces.len() + 1;
            for mut piece in pieces {
                if piece.id.is_empty() || taken.contains(&piece.id) {
                    while taken.contains(&format!("s{next}")) {
                        next += 1;
                    }
                    piece.id = format!("s{next}");
                }
                taken.insert(piece.id.clone());
                inventory.pieces.push(piece);
            }
        });
        self.app.is_example.set(false);
    }

    /// Puts a changed piece in place of the one with its id.
    pub(super) fn replace(self, piece: StockPiece) {
        self.app.inventory.update(|inventory| {
            if let Some(old) = inventory.pieces.iter_mut().find(|old| old.id == piece.id) {
                *old = piece;
            }
        });
        self.app.is_example.set(false);
    }

    /// Removes a piece; it can be taken back.
    pub(super) fn remove(self, id: &str) {
        let mut removed = None;
        self.app.inventory.update(|inventory| {
            if let Some(at) = inventory.pieces.iter().position(|p| p.id == id) {
                removed = Some(Undo::Piece(at, Box::new(inventory.pieces.remove(at))));
            }
        });
        self.app.is_example.set(false);
        self.undo.set(removed);
    }

    /// Removes everything; it can be taken back.
    pub(super) fn clear(self) {
        let mut old = Vec::new();
        self.app.inventory.update(|inventory| old = std::mem::take(&mut inventory.pieces));
        let was_example = self.app.is_example.get_untracked();
        self.app.is_example.set(false);
        self.undo.set(Some(Undo::All(old, was_example)));
    }

    /// Brings back what was removed last; what was added meanwhile stays.
    pub(super) fn take_back(self) {
        match self.undo.try_update(Option::take).flatten() {
            Some(Undo::Piece(at, piece)) => self.app.inventory.update(|inventory| {
                let at = at.min(inventory.pieces.len());
                inventory.pieces.insert(at, *piece);
            }),
            Some(Undo::All(pieces, was_example)) => {
                let added = self.app.inventory.with_untracked(|inventory| inventory.pieces.clone());
                let untouched = added.is_empty();
                self.app.inventory.update(|inventory| inventory.pieces = pieces);
                self.add(added);
                self.app.is_example.set(was_example && untouched);
            }
            None => {}
        }
    }

    /// Gives the whole yard as a file.
    pub(super) fn download(self) {
        let csv = self.app.inventory.with_untracked(write_csv);
        let url = ObjectUrl::from(Blob::new_with_options(csv.as_str(), Some("text/csv;charset=utf-8")));
        let anchor = document().create_element("a").ok().and_then(|a| a.dyn_into::<web_sys::HtmlAnchorElement>().ok());
        if let Some(anchor) = anchor {
            anchor.set_href(&url);
            anchor.set_download("my-scrap.csv");
            anchor.click();
        }
        // The browser fetches the address a moment later.
        Timeout::new(30_000, move || drop(url)).forget();
    }
}
