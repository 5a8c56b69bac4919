//! The drawing board for odd sheets: a dialog in which an outline, its holes and unusable zones are drawn.

mod canvas;
mod editor;
mod field;
mod frame;
mod panel;

use std::collections::BTreeMap;

use leptos::{html, prelude::*};

use crate::app::live::live;

use self::editor::Editor;
use super::super::text::{t, t_with};
use super::actions::Scrap;
use super::cell::Edited;
use super::draft::draft;
use crate::stock::Sketch;

/// What is being drawn, and who wants it.
#[derive(Clone)]
struct Request {
    /// Names the sheet: what was drawn and not used is there again when the same one is opened.
    key: String,
    title: String,
    /// What it was when it was opened.
    before: Sketch,
    done: Callback<Sketch>,
}

/// Opens the drawing board; a context of the page.
#[derive(Clone, Copy)]
pub(super) struct OutlineBoard {
    request: RwSignal<Option<Request>>,
    editor: Editor,
    /// What was drawn and not used, as JSON: see [`Drafts`].
    drafts: RwSignal<String>,
}

/// Drawings that are not used yet: by the sheet, what it was and what was drawn.
type Drafts = BTreeMap<String, (Sketch, Sketch)>;

impl OutlineBoard {
    /// Makes the context; [`OutlineDialog`] shows it.
    pub(super) fn provide(scrap: Scrap) {
        let request = RwSignal::new(None);
        let board = Self { request, editor: Editor::new(scrap.app.system), drafts: draft("scrap-outlines") };
        provide_context(board);
        // Each step is kept at once, so that neither a reload nor Escape loses it.
        Effect::new(move |_| {
            let sketch = board.editor.sketch.get();
            if let Some(Request { key, before, .. }) = board.request.get_untracked() {
                let drawn = (sketch != before).then_some((before, sketch));
                board.keep(key, drawn);
            }
        });
    }

    fn drafts(self) -> Drafts {
        self.drafts.with_untracked(|text| serde_json::from_str(text).unwrap_or_default())
    }

    fn keep(self, key: String, drawn: Option<(Sketch, Sketch)>) {
        let mut all = self.drafts();
        match drawn {
            Some(drawn) => drop(all.insert(key, drawn)),
            None => drop(all.remove(&key)),
        }
        self.drafts.set(serde_json::to_string(&all).unwrap_or_default());
    }

    /// Shows a drawing for editing. `key` names what it is of, `title` is what people call it; `done` gets the
    /// drawing when the person uses it, which is only offered where it has no problem.
    pub(super) fn open(
        self,
        key: String,
        title: String,
        sketch: Sketch,
        done: impl Fn(Sketch) + Send + Sync + 'static,
    ) {
        let draft = self.drafts().remove(&key);
        let draft = draft.filter(|(before, _)| *before == sketch).map(|(_, draft)| draft);
        self.editor.start(sketch.clone(), draft);
        self.request.set(Some(Request { key, title, before: sketch, done: Callback::new(done) }));
    }

    /// Gives the drawing to who wanted it.
    fn finish(self) {
        let sketch = self.editor.sketch.get_untracked();
        if let Some(request) = self.request.get_untracked().filter(|_| sketch.problems().is_empty()) {
            self.request.set(None);
            self.keep(request.key, None);
            request.done.run(sketch);
        }
    }

    /// Closes and forgets what was drawn.
    fn discard(self) {
        if let Some(request) = self.request.get_untracked() {
            self.request.set(None);
            self.keep(request.key, None);
        }
    }

    /// Closed by the browser, as by Escape: what was drawn stays as a draft.
    fn closed(self) {
        if self.request.with_untracked(Option::is_some) {
            self.request.set(None);
        }
    }
}

/// The button beside the fields of a sheet.
#[inline(never)]
pub(super) fn edit_button(edited: Edited) -> AnyView {
    let (board, scrap) = (expect_context::<OutlineBoard>(), expect_context::<Scrap>());
    let piece = edited.piece;
    let open = move |_| {
        let now = piece.get_untracked();
        let use_it = move |sketch: Sketch| edited.put(scrap, sketch.put(piece.get_untracked()));
        match Sketch::of(&now) {
            Ok(sketch) => board.open(now.id.clone(), now.name.clone(), sketch, use_it),
            Err(why) => scrap.app.notice.set(t_with("outline.unread", &[("why", &why)])),
        }
    };
    view! {
        <button
            type="button"
            class="outline-open"
            aria-haspopup="dialog"
            aria-label=Signal::derive(move || piece.with(|p| t_with("outline.open.of", &[("name", &p.name)])))
            on:click=open
        >
            {t("outline.open")}
        </button>
    }
    .into_any()
}

/// The dialog; empty until it is opened.
#[inline(never)]
pub(super) fn outline_dialog() -> AnyView {
    let board = expect_context::<OutlineBoard>();
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let is_wanted = board.request.with(Option::is_some);
        let Some(dialog) = node.get() else { return };
        if !is_wanted {
            dialog.close(); // the browser gives the focus back to the button
            return;
        }
        // Shown once its content is there, so that the focus finds its place.
        request_animation_frame(move || {
            if !dialog.open() && dialog.show_modal().is_ok() {
                canvas::shown(board.editor);
            }
        });
    });
    view! {
        <dialog
            class="outline-board"
            aria-labelledby="outline-title"
            node_ref=node
            on:close=move |_| board.closed()
            on:keydown=move |ev| board.editor.shortcut(&ev)
        >
            {live(move || board.request.get().map(|request| content(board, request.title)))}
        </dialog>
    }
    .into_any()
}

fn content(board: OutlineBoard, title: String) -> impl IntoView {
    let editor = board.editor;
    let faulty = Memo::new(move |_| editor.sketch.with(|sketch| !sketch.problems().is_empty()));
    view! {
        <header>
            <h2 id="outline-title">{title}</h2>
            <Show when=move || editor.is_draft.get()>
                <p class="soft">{t("outline.draft")}</p>
            </Show>
        </header>
        {canvas::canvas(editor)}
        {panel::panel(editor)}
        <footer>
            <button
                id="outline-use"
                type="button"
                class="main"
                disabled=faulty
                aria-describedby="outline-facts"
                on:click=move |_| board.finish()
            >
                {t("outline.use")}
            </button>
            <button id="outline-cancel" type="button" on:click=move |_| board.discard()>{t("outline.cancel")}</button>
        </footer>
    }
}
