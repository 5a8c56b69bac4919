//! Everything that changes the yard, in one place: so that each change marks it as the person's own.

use std::collections::{BTreeMap, BTreeSet};

use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use crate::app::download::download;
use crate::app::state::App;
use crate::app::text::{t, t_count, t_with};
use crate::app::undo;
use crate::stock::{StockPiece, free_id, write_csv};

/// Most kinds of pieces in a yard: what the reader of stock files takes, so that all that is kept reads back.
const MOST: usize = 20_000;

/// State of the page; a context for its parts.
#[derive(Clone, Copy)]
pub(super) struct Scrap {
    pub(super) app: App,
    /// What was removed last, in words, and the label of that step: until another is the one to be taken back.
    pub(super) removed: RwSignal<Option<(String, String)>>,
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
        for opened in group.opened() {
            let Some(piece) = outcome.supply.inventory.pieces.get(opened.piece) else { continue };
            let names = out.entry(piece.id.clone()).or_default();
            for part in opened.parts {
                let part = outcome.build.parts.get(part);
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
        Self { app, removed: RwSignal::new(None), cuts }
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
        let mut is_full = false;
        self.app.inventory.update(|inventory| {
            let mut taken: BTreeSet<String> = inventory.pieces.iter().map(|p| p.id.clone()).collect();
            let room = MOST.saturating_sub(inventory.pieces.len());
            is_full = pieces.len() > room;
            for mut piece in pieces.into_iter().take(room) {
                if piece.id.is_empty() || !taken.insert(piece.id.clone()) {
                    piece.id = free_id(&mut taken);
                }
                inventory.pieces.push(piece);
            }
        });
        self.app.is_example.set(false);
        if is_full {
            self.app.notice.set(t_with("yard.full", &[("n", &MOST.to_string())]));
        }
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
        let mut name = None;
        self.app.inventory.update(|inventory| {
            if let Some(at) = inventory.pieces.iter().position(|p| p.id == id) {
                name = Some(inventory.pieces.remove(at).name);
            }
        });
        self.app.is_example.set(false);
        let told = |key, name: &str| t_with(key, &[("name", name)]);
        self.removed.set(name.map(|name| (told("scrap.removed.piece", &name), told("undo.remove", &name))));
    }

    /// Removes everything; it can be taken back.
    pub(super) fn clear(self) {
        let count = self.app.inventory.with_untracked(|inventory| inventory.pieces.len());
        undo::name(t("undo.clear").to_owned(), "");
        self.app.inventory.update(|inventory| inventory.pieces.clear());
        self.app.is_example.set(false);
        let told = t_count("scrap.removed.one", "scrap.removed.many", count);
        self.removed.set(Some((told, t("undo.clear").to_owned())));
    }

    /// Gives the whole yard as a file.
    pub(super) fn download(self) {
        let csv = self.app.inventory.with_untracked(write_csv);
        download("my-scrap.csv", "text/csv;charset=utf-8", &csv);
    }
}
