//! One line, understood as it is typed; made for a phone in a yard.

use leptos::prelude::*;

use super::super::text::{t, t_with};
use super::actions::Scrap;
use super::draft::draft;
use super::list::{Lists, Opened};
use crate::app::live::live;
use crate::stock::{Form, Said, SaidKind, Understood, quick};

/// The pattern of each form's line, and an example.
fn pattern(form: Form) -> (&'static str, &'static str) {
    match form {
        Form::Board => (t("lists.quick.board"), "board 1200x95x22 pine"),
        Form::Rod => (t("lists.quick.rod"), "rod 900x12 steel"),
        Form::Pipe => (t("lists.quick.pipe"), "pipe 110/3.2 1.4m pvc"),
        Form::Box => (t("lists.quick.box"), "box 2000x40x20x2 steel"),
        Form::Angle => (t("lists.quick.angle"), "angle 1900x38x38x3 steel"),
        Form::Sheet => (t("lists.quick.sheet"), "sheet ply 18 600x400"),
        Form::Spool => (t("lists.quick.spool"), "spool rope 25 m"),
        Form::Bulk => (t("lists.quick.bulk"), "bulk wood glue"),
        Form::Item => (t("lists.quick.item"), "40 pcs screws 5x70"),
    }
}

#[component]
pub(super) fn Measure() -> impl IntoView {
    let scrap = expect_context::<Scrap>();
    let lists = expect_context::<Lists>();
    let line = draft("scrap-quick");
    let last = draft("scrap-quick-last");
    let asked = RwSignal::new(false);
    // What was added last: its id and its name.
    let added = RwSignal::new(None::<(String, String)>);
    let form = RwSignal::new(None::<Form>);
    let input = NodeRef::<leptos::html::Input>::new();
    let understood = Memo::new(move |_| {
        let known = scrap.app.materials.get();
        line.with(|text| (!text.trim().is_empty()).then(|| quick(text, &known)))
    });
    let missing = Memo::new(move |_| understood.with(|u| u.as_ref().and_then(|u| u.missing.clone())));
    let blocked = move || asked.get() && missing.with(Option::is_some);
    let go_on = move || {
        if let Some(input) = input.get_untracked() {
            let _ = input.focus();
            let end = input.value().encode_utf16().count() as u32;
            let _ = input.set_selection_range(end, end);
        }
    };
    let say = move |text: String| {
        line.set(text);
        asked.set(false);
        added.set(None);
        request_animation_frame(go_on);
    };
    let add = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        match understood.get_untracked() {
            Some(Understood { piece, missing: None, .. }) => {
                let name = piece.name.clone();
                scrap.add(vec![piece]);
                let id = scrap.app.inventory.with_untracked(|i| i.pieces.last().map(|p| p.id.clone()));
                added.set(id.map(|id| (id, name)));
                last.set(line.get_untracked());
                line.set(String::new());
                asked.set(false);
                form.set(None);
            }
            _ => asked.set(true),
        }
        go_on();
    };
    let repeat = move || {
        if last.with_untracked(|text| !text.is_empty()) {
            say(last.get_untracked());
        }
    };
    let take_back = move |_| {
        if let Some((id, _)) = added.get_untracked() {
            scrap.remove(&id);
            // The line comes back too, to be corrected; what was removed needs no second way back.
            scrap.removed.set(None);
            say(last.get_untracked());
        }
    };
    let word = move |this: Form| {
        let name = this.word();
        view! {
            <button
                type="button"
                id=format!("quick-{name}")
                aria-pressed=Signal::derive(move || (form.get() == Some(this)).to_string())
                on:click=move |_| {
                    form.set(Some(this));
                    let text = line.get_untracked();
                    // The word takes the place of another form's; what else is there stays.
                    let rest = text.split_whitespace().filter(|w| Form::ALL.iter().all(|f| f.word() != *w));
                    let rest: Vec<&str> = rest.collect();
                    let counts = rest.first().is_some_and(|w| w.ends_with(['x', '×']) && w.len() < 5);
                    let (count, rest) = rest.split_at(usize::from(counts));
                    say([count, &[name], rest].concat().join(" ") + " ");
                }
            >
                {name}
            </button>
        }
    };
    view! {
        <form class="scrap-quick" on:submit=add>
            <div class="quick-forms" role="group" aria-label=t("lists.quick.forms")>{Form::ALL.map(word)}</div>
            <div class="scrap-line">
                <input
                    id="quick"
                    node_ref=input
                    type="text"
                    autocomplete="off"
                    autocapitalize="off"
                    enterkeyhint="done"
                    spellcheck="false"
                    maxlength="200"
                    aria-label=t("scrap.quick.label")
                    aria-describedby="quick-echo"
                    aria-keyshortcuts="ArrowUp"
                    aria-invalid=Signal::derive(move || blocked().to_string())
                    placeholder=t("scrap.quick.placeholder")
                    prop:value=line
                    on:input:target=move |ev| {
                        line.set(ev.target().value());
                        asked.set(false);
                        added.set(None);
                    }
                    on:keydown=move |ev| {
                        if ev.key() == "ArrowUp" && line.with_untracked(|text| text.trim().is_empty()) {
                            ev.prevent_default();
                            repeat();
                        }
                    }
                />
                <button id="quick-add" type="submit" class="main">{t("scrap.quick.add")}</button>
            </div>
            <output id="quick-echo" class="scrap-echo" for="quick">
                {live(move || match (understood.get(), added.get(), form.get()) {
                    (None, Some((_, name)), _) => {
                        view! { <span class="good">"✓ " {t_with("scrap.quick.added", &[("name", &name)])}</span> }.into_any()
                    }
                    (None, None, None) => view! { <span class="soft">{t("scrap.quick.hint")}</span> }.into_any(),
                    (None, None, Some(form)) => pattern_view(form),
                    (Some(Understood { assumed, said, missing, .. }), ..) => {
                        let typed = line.get();
                        let assumed = assumed.into_iter().map(|text| {
                            view! { <span class="word">{t_with("lists.quick.assumed", &[("text", &text)])}</span> }
                        });
                        let ready = missing.is_none();
                        let pattern = form.get().filter(|_| !ready).map(pattern_view);
                        view! {
                            <span class="words">
                                {said.iter().map(|said| word_view(&typed, said)).collect_view()}
                                {assumed.collect_view()}
                            </span>
                            {pattern}
                            {missing.map(|m| view! { <span class="missing" class:bad=blocked>{m}"."</span> })}
                            {ready.then(|| view! { <span class="good">{t("scrap.quick.ready")}</span> })}
                        }
                            .into_any()
                    }
                })}
            </output>
            <div class="quick-tools">
                <Show when=move || added.with(Option::is_some)>
                    <button id="quick-undo" type="button" on:click=take_back>{t("lists.quick.undo")}</button>
                </Show>
                <Show when=move || last.with(|text| !text.is_empty()) && line.with(|text| text.trim().is_empty())>
                    <button id="quick-repeat" type="button" on:click=move |_| repeat()>
                        {move || t_with("lists.quick.repeat", &[("line", &last.get())])}
                    </button>
                </Show>
                <button id="new-piece" type="button" class="quiet" on:click=move |_| lists.open.set(Some(Opened::New))>
                    {t("lists.new")}
                </button>
            </div>
        </form>
    }
}

fn pattern_view(form: Form) -> AnyView {
    let (sizes, example) = pattern(form);
    view! { <span class="soft">{sizes} " " {t_with("lists.quick.example", &[("line", example)])}</span> }.into_any()
}

/// A stretch of the line as it was typed, and under it what it was taken for.
fn word_view(line: &str, said: &Said) -> AnyView {
    let kind = match said.kind {
        SaidKind::Count | SaidKind::Form => "what",
        SaidKind::Size | SaidKind::Tolerance => "size",
        SaidKind::Material | SaidKind::Grade => "material",
        SaidKind::Filler => "filler",
        SaidKind::Unread => "unread",
        _ => "more",
    };
    let meaning = match (said.kind, said.text.as_str()) {
        (SaidKind::Unread, "") => "?",
        (_, "") => "–",
        (_, text) => text,
    };
    let typed = line.get(said.span.clone()).unwrap_or_default().to_owned();
    view! { <span class=format!("said {kind}")><span class="typed">{typed}</span> <span class="as">{meaning.to_owned()}</span></span> }
    .into_any()
}
