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
use crate::stock::{Sketch, StockPiece};

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
    /// What was drawn and not used: by the sheet, with what the sheet was then.
    drafts: StoredValue<BTreeMap<String, (Sketch, Sketch)>>,
}

impl OutlineBoard {
    /// Makes the context; [`OutlineDialog`] shows it.
    pub(super) fn provide(scrap: Scrap) {
        let request = RwSignal::new(None);
        provide_context(Self { request, editor: Editor::new(scrap.app.system), drafts: StoredValue::default() });
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
        let draft = self.drafts.with_value(|drafts| drafts.get(&key).cloned());
        let draft = draft.filter(|(before, _)| *before == sketch).map(|(_, draft)| draft);
        self.editor.start(sketch.clone(), draft);
        self.request.set(Some(Request { key, title, before: sketch, done: Callback::new(done) }));
    }

    /// Gives the drawing to who wanted it.
    fn finish(self) {
        let sketch = self.editor.sketch.get_untracked();
        if let Some(request) = self.request.get_untracked().filter(|_| sketch.problems().is_empty()) {
            self.request.set(None);
            self.drafts.update_value(|drafts| drop(drafts.remove(&request.key)));
            request.done.run(sketch);
        }
    }

    /// Closes and forgets what was drawn.
    fn discard(self) {
        if let Some(request) = self.request.get_untracked() {
            self.request.set(None);
            self.drafts.update_value(|drafts| drop(drafts.remove(&request.key)));
        }
    }

    /// Closed by the browser, as by Escape: what was drawn stays as a draft.
    fn closed(self) {
        let Some(request) = self.request.get_untracked() else { return };
        self.request.set(None);
        let sketch = self.editor.sketch.get_untracked();
        if sketch != request.before {
            self.drafts.update_value(|drafts| drop(drafts.insert(request.key, (request.before, sketch))));
        }
    }
}

/// The button on a sheet's row.
#[inline(never)]
pub(super) fn edit_button(piece: Memo<StockPiece>) -> AnyView {
    let (board, scrap) = (expect_context::<OutlineBoard>(), expect_context::<Scrap>());
    let open = move |_| {
        let now = piece.get_untracked();
        let use_it = move |sketch: Sketch| scrap.replace(sketch.put(piece.get_untracked()));
        board.open(now.id.clone(), now.name.clone(), Sketch::of(&now), use_it);
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
