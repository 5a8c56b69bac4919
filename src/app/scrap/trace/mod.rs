//! An odd sheet from a photo: choose it, mark the paper, go round the piece. The photo stays on the device.

mod loupe;
mod photo;
mod pixels;
mod result;
mod view;

use gloo::file::{Blob, ObjectUrl};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use crate::app::live::live;
use crate::app::text::{t, t_with};
use crate::app::upload;
use crate::diagnostic::Diagnostic;
use crate::stock::{Marks, Paper, Traced, find_edges, trace};

use view::View;

/// Largest photo read (bytes).
const MAX_BYTES: f64 = 40e6;
/// A photo with a side shorter than this is of no use (px).
const SMALLEST: f64 = 200.0;
/// A paper has so many corners.
const CORNERS: usize = 4;
/// How long the corners have to rest before the paper's edges are looked for (ms).
const REST: u32 = 200;
/// Most points of all lines together, as many as an outline may have.
const MOST_POINTS: usize = 500;

#[derive(Clone, Copy, PartialEq)]
enum Step {
    Photo,
    Paper,
    Outline,
    Result,
}

/// State of the tracing; a context for its parts.
#[derive(Clone, Copy)]
struct Tracing {
    step: RwSignal<Step>,
    /// Address of the photo within this page; empty where there is none.
    url: RwSignal<String>,
    held: StoredValue<Option<ObjectUrl>, LocalStorage>,
    marks: RwSignal<Marks>,
    /// The mark in hand: its number in the list of the step.
    selected: RwSignal<Option<usize>>,
    view: RwSignal<View>,
    /// The photo, once it is there.
    image: StoredValue<Option<web_sys::HtmlImageElement>, LocalStorage>,
    /// Whether the corners go to the paper's edges by themselves, and why they could not.
    follows: RwSignal<bool>,
    why_not: RwSignal<Option<Diagnostic>>,
    /// What went wrong, or right.
    told: RwSignal<(bool, &'static str)>,
    traced: Memo<Traced>,
}

impl Tracing {
    fn new() -> Self {
        let marks = RwSignal::new(Marks::default());
        Self {
            step: RwSignal::new(Step::Photo),
            url: RwSignal::new(String::new()),
            held: StoredValue::new_local(None),
            marks,
            selected: RwSignal::new(None),
            view: RwSignal::new(View::WHOLE),
            image: StoredValue::new_local(None),
            follows: RwSignal::new(true),
            why_not: RwSignal::new(None),
            told: RwSignal::new((false, "")),
            traced: Memo::new(move |_| marks.with(trace)),
        }
    }

    /// The marks that the step is about: the paper's corners, or the line drawn last.
    fn current(self, marks: &Marks) -> Vec<[f64; 2]> {
        match self.step.get() {
            Step::Paper => marks.corners.clone(),
            Step::Outline => marks.rings.last().cloned().unwrap_or_default(),
            Step::Photo | Step::Result => Vec::new(),
        }
    }

    fn current_is_empty(self) -> bool {
        self.marks.with(|marks| self.current(marks).is_empty())
    }

    fn change(self, mut change: impl FnMut(&mut Vec<[f64; 2]>)) {
        let step = self.step.get_untracked();
        self.marks.update(|marks| match step {
            Step::Paper => change(&mut marks.corners),
            Step::Outline => {
                if marks.rings.is_empty() {
                    marks.rings.push(Vec::new());
                }
                marks.rings.last_mut().into_iter().for_each(change);
            }
            Step::Photo | Step::Result => {}
        });
    }

    /// A new mark at a place of the photo (px), where there may be one more.
    fn add(self, at: [f64; 2]) -> bool {
        let marks = self.marks.get_untracked();
        let room = match self.step.get_untracked() {
            Step::Paper => marks.corners.len() < CORNERS,
            Step::Outline => marks.rings.iter().map(Vec::len).sum::<usize>() < MOST_POINTS,
            Step::Photo | Step::Result => false,
        };
        if room {
            let size = marks.size;
            self.change(|list| list.push([0, 1].map(|k| at[k].clamp(0.0, size[k]))));
            self.selected.set(Some(untrack(|| self.current(&self.marks.get())).len() - 1));
        }
        room
    }

    /// Moves the mark in hand (px).
    fn shift(self, by: [f64; 2]) {
        let size = self.marks.with_untracked(|m| m.size);
        if let Some(at) = self.selected.get_untracked() {
            self.change(|list| {
                if let Some(p) = list.get_mut(at) {
                    *p = [0, 1].map(|k| (p[k] + by[k]).clamp(0.0, size[k]));
                }
            });
        }
    }

    /// From now on looks for the paper's edges when its corners have rested.
    fn follow_edges(self) {
        let corners = Memo::new(move |_| self.marks.with(|m| m.corners.clone()));
        let timer = StoredValue::new_local(None::<Timeout>);
        Effect::new(move |_| {
            let is_due = corners.with(Vec::len) == CORNERS && self.follows.get();
            self.why_not.set(None);
            if self.marks.with_untracked(|m| m.edges.is_some()) {
                self.marks.update(|m| m.edges = None);
            }
            timer.set_value(is_due.then(|| Timeout::new(REST, move || self.find_edges())));
        });
    }

    fn find_edges(self) {
        let image = self.image.try_with_value(Clone::clone).flatten();
        let Some(mut pixels) = image.and_then(pixels::Pixels::of) else { return };
        match self.marks.with_untracked(|marks| find_edges(marks, &mut |x, y| pixels.look(x, y))) {
            Ok(edges) => self.marks.update(|marks| marks.edges = Some(edges)),
            Err(why) => self.why_not.set(Some(*why)),
        }
    }

    fn take_back(self) {
        self.change(|list| list.truncate(list.len().saturating_sub(1)));
        self.selected.set(None);
    }

    fn go(self, step: Step) {
        self.selected.set(None);
        self.step.set(step);
    }

    /// The line in hand is whole. A hole of fewer than three points goes.
    fn done(self) {
        self.marks.update(|marks| {
            if marks.rings.len() > 1 {
                marks.rings.retain(|ring| ring.len() > 2);
            }
        });
        self.go(Step::Result);
    }

    /// Forgets the photo and all marks.
    fn reset(self) {
        let paper = self.marks.with_untracked(|m| m.paper);
        self.go(Step::Photo);
        self.url.set(String::new());
        self.held.set_value(None);
        self.image.set_value(None);
        self.marks.set(Marks { paper, ..Marks::default() });
        self.view.set(View::WHOLE);
    }

    fn refuse(self, why: &'static str) {
        self.reset();
        self.told.set((true, why));
    }

    fn open(self, file: web_sys::File) {
        self.reset();
        self.told.set((false, ""));
        let kind = file.type_();
        if file.size() > MAX_BYTES {
            return self.refuse(t("trace.large"));
        }
        if !kind.is_empty() && !kind.starts_with("image/") {
            return self.refuse(t("trace.no-image"));
        }
        let url = ObjectUrl::from(Blob::from(web_sys::Blob::from(file)));
        self.url.set(url.to_string());
        self.held.set_value(Some(url));
    }

    /// The browser has the photo and knows its size (px), turned upright as it shows it.
    fn seen(self, image: web_sys::HtmlImageElement) {
        let size = [f64::from(image.natural_width()), f64::from(image.natural_height())];
        if size.iter().any(|v| *v < SMALLEST) {
            return self.refuse(t("trace.small"));
        }
        self.image.set_value(Some(image));
        self.marks.update(|marks| marks.size = size);
        self.step.set(Step::Paper);
    }
}

#[component]
pub(super) fn FromPhoto() -> impl IntoView {
    let tracing = Tracing::new();
    provide_context(tracing);
    tracing.follow_edges();
    let on_file = move |ev: leptos::ev::Targeted<leptos::ev::Event, web_sys::HtmlInputElement>| {
        if let Some(file) = upload::chosen(&ev.target()) {
            tracing.open(file);
        }
    };
    let at = Memo::new(move |_| tracing.step.get());
    view! {
        <div class="trace">
            <div class="scrap-drop">
                <label for="trace-file">{t("trace.file")}</label>
                <input id="trace-file" type="file" accept="image/*" on:change:target=on_file />
                <span class="soft">{t("trace.private")}</span>
            </div>
            <p role="status" class:bad=move || tracing.told.get().0 class:good=move || !tracing.told.get().0>
                {move || tracing.told.get().1}
            </p>
            {live(move || (at.get() == Step::Photo).then(|| view! {
                <ul class="trace-tips">
                    {["trace.tip.flat", "trace.tip.thick", "trace.tip.above", "trace.tip.lens"]
                        .map(|tip| view! { <li>{t(tip)}</li> })}
                </ul>
            }))}
            {live(move || match at.get() {
                Step::Photo => ().into_any(),
                Step::Paper => view! { <PaperStep /> }.into_any(),
                Step::Outline => view! { <OutlineStep /> }.into_any(),
                Step::Result => view! { <result::Result /> }.into_any(),
            })}
            <photo::Stage />
        </div>
    }
}

#[component]
fn PaperStep() -> impl IntoView {
    let tracing = expect_context::<Tracing>();
    let count = Memo::new(move |_| tracing.marks.with(|m| m.corners.len()));
    let papers = [(Paper::A4, "trace.a4"), (Paper::Letter, "trace.letter")];
    let option = move |(paper, text): (Paper, &'static str)| {
        view! {
            <button
                type="button"
                aria-pressed=Signal::derive(move || tracing.marks.with(|m| m.paper == paper).to_string())
                on:click=move |_| tracing.marks.update(|m| m.paper = paper)
            >
                {t(text)}
            </button>
        }
    };
    let turn = move |_| {
        let now = tracing.traced.with_untracked(|t| t.long_first);
        tracing.marks.update(|m| m.long_first = Some(!now));
    };
    let bad = Memo::new(move |_| tracing.traced.with(|t| t.paper.is_empty()));
    view! {
        <p class="trace-step"><b>"1. "</b>{t("trace.paper")}</p>
        <div class="trace-tools">
            <div class="segments" role="group" aria-label=t("trace.which-paper")>{papers.map(option)}</div>
            <Tools />
            <button id="trace-turn" type="button" disabled=bad on:click=turn>{t("trace.turn")}</button>
            <button
                id="trace-next"
                type="button"
                class="main"
                disabled=bad
                on:click=move |_| tracing.go(Step::Outline)
            >
                {t("trace.next")}
            </button>
        </div>
        {live(move || (count.get() == CORNERS).then(|| view! { <Edges /> <result::Problems about_paper=true /> }))}
    }
}

/// Whether the corners follow the paper's edges, and what came of it.
#[component]
fn Edges() -> impl IntoView {
    let tracing = expect_context::<Tracing>();
    let moved = Memo::new(move |_| tracing.marks.with(|m| m.edges.as_ref().map(|edges| format!("{:.1}", edges.moved))));
    let found = move || moved.get().map(|px| t_with("trace.edges.found", &[("px", &px)]));
    view! {
        <label class="trace-edges">
            <input
                id="trace-edges"
                type="checkbox"
                prop:checked=tracing.follows
                on:change:target=move |ev| tracing.follows.set(ev.target().checked())
            />
            {t("trace.edges")}
        </label>
        <p id="trace-edges-found" class="soft" role="status">{found}</p>
        {live(move || tracing.why_not.get().map(|why| view! {
            <ul class="trace-problems" role="status">{result::line(&why)}</ul>
        }))}
    }
}

#[component]
fn OutlineStep() -> impl IntoView {
    let tracing = expect_context::<Tracing>();
    let few = Memo::new(move |_| tracing.marks.with(|m| m.rings.last().is_none_or(|r| r.len() < 3)));
    let is_hole = Memo::new(move |_| tracing.marks.with(|m| m.rings.len() > 1));
    view! {
        <p class="trace-step">
            <b>"2. "</b>
            {move || if is_hole.get() { t("trace.hole.step") } else { t("trace.outline") }}
        </p>
        <div class="trace-tools">
            <button type="button" on:click=move |_| tracing.go(Step::Paper)>{t("trace.back-paper")}</button>
            <Tools />
            <button id="trace-done" type="button" class="main" disabled=few on:click=move |_| tracing.done()>
                {t("trace.done")}
            </button>
        </div>
    }
}

/// What both steps of marking offer.
#[component]
fn Tools() -> impl IntoView {
    let tracing = expect_context::<Tracing>();
    let none = Memo::new(move |_| tracing.current_is_empty());
    let zoom = move |factor: f64| {
        // Around the mark in hand, else around the middle.
        let marks = tracing.marks.get_untracked();
        let chosen = tracing.selected.get_untracked().and_then(|k| untrack(|| tracing.current(&marks)).get(k).copied());
        let view = tracing.view.get_untracked();
        let still = chosen.map_or([0.5, 0.5], |p| view.stage([p[0] / marks.size[0], p[1] / marks.size[1]]));
        tracing.view.set(view.zoomed(factor, still.map(|v| v.clamp(0.0, 1.0))));
    };
    let middle = move |_| {
        let size = tracing.marks.with_untracked(|m| m.size);
        let at = tracing.view.get_untracked().photo([0.5, 0.5]);
        if tracing.add([at[0] * size[0], at[1] * size[1]]) {
            photo::focus_selected(tracing);
        }
    };
    view! {
        <div class="segments" role="group" aria-label=t("trace.zoom")>
            <button type="button" aria-label=t("trace.nearer") on:click=move |_| zoom(1.6)>"+"</button>
            <button type="button" aria-label=t("trace.farther") on:click=move |_| zoom(1.0 / 1.6)>"−"</button>
        </div>
        <button id="trace-add" type="button" on:click=middle>{t("trace.add")}</button>
        <button id="trace-undo" type="button" disabled=none on:click=move |_| tracing.take_back()>{t("trace.undo")}</button>
    }
}
