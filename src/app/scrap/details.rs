//! All that is known of one piece: a panel beside the list, a sheet over it on phones. It also describes new pieces.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::super::text::{t, t_with};
use super::actions::Scrap;
use super::cell::{Cell, Edited};
use super::list::{Lists, Opened, heading};
use super::outline::edit_button;
use super::row::{becomes_text, piece_of};
use super::section::{drawing, extent};
use crate::app::live::live;
use crate::stock::{Choice, Form, StockPiece, unusable};

/// Attributes that have a place of their own in the panel.
const MEASURE: &str = "measure";

/// The panel, while it is open.
#[component]
pub(super) fn Details() -> impl IntoView {
    let scrap = expect_context::<Scrap>();
    let lists = expect_context::<Lists>();
    let there = Memo::new(move |_| {
        lists.open.get().filter(|open| match open {
            Opened::Piece(id) => scrap.app.inventory.with(|i| i.pieces.iter().any(|p| p.id == *id)),
            Opened::New => true,
        })
    });
    live(move || there.get().map(panel))
}

fn close(lists: Lists) {
    let row = match lists.open.get_untracked() {
        Some(Opened::Piece(id)) => format!("row-open-{}", id.replace(char::is_whitespace, "-")),
        _ => "new-piece".to_owned(),
    };
    lists.open.set(None);
    focus(&row);
}

fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id).and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Whether the panel lies over the whole page, as the styles have it on a phone.
fn covers_page() -> bool {
    window().match_media("(max-width: 43.75em)").ok().flatten().is_some_and(|narrow| narrow.matches())
}

/// Behind the last control comes the first, and before the first the last: what lies under the panel is not reached.
fn go_round(ev: &web_sys::KeyboardEvent) {
    const CONTROLS: [&str; 4] = ["button", "input", "select", "textarea"];
    let Some(panel) = ev.current_target().and_then(|it| it.dyn_into::<web_sys::Element>().ok()) else { return };
    let all = panel.get_elements_by_tag_name("*");
    let can_take = |it: &web_sys::HtmlElement| {
        CONTROLS.contains(&it.local_name().as_str()) && !it.has_attribute("disabled") && it.offset_height() > 0
    };
    let controls: Vec<web_sys::HtmlElement> =
        (0..all.length()).filter_map(|k| all.item(k)?.dyn_into().ok()).filter(can_take).collect();
    let (Some(first), Some(last)) = (controls.first(), controls.last()) else { return };
    let (end, other) = if ev.shift_key() { (first, last) } else { (last, first) };
    if document().active_element().as_ref() == Some(end) {
        ev.prevent_default();
        let _ = other.focus();
    }
}

fn panel(open: Opened) -> AnyView {
    let scrap = expect_context::<Scrap>();
    let lists = expect_context::<Lists>();
    let edited = match &open {
        Opened::Piece(id) => {
            let hint = scrap.app.inventory.with_untracked(|i| i.pieces.iter().position(|p| p.id == *id));
            Edited { piece: piece_of(scrap, id.clone(), hint.unwrap_or(0)), draft: None }
        }
        Opened::New => Edited { piece: lists.draft.into(), draft: Some(lists.draft) },
    };
    let piece = edited.piece;
    let is_new = open == Opened::New;
    let form = Memo::new(move |_| piece.with(|p| p.form));
    let title = move || if is_new { t("lists.new.title").to_owned() } else { piece.with(|p| p.name.clone()) };
    request_animation_frame(|| focus("panel-close"));
    view! {
        <aside
            class="piece-panel"
            role="dialog"
            aria-labelledby="panel-title"
            aria-modal=covers_page().then_some("true")
            on:keydown=move |ev| match ev.key().as_str() {
                "Escape" => close(lists),
                "Tab" if covers_page() => go_round(&ev),
                _ => {}
            }
        >
            <header>
                {live(move || piece.with(|p| drawing(p, extent(p))))}
                <h2 id="panel-title">{title}</h2>
                <button id="panel-close" type="button" class="quiet" aria-label=t("lists.close") on:click=move |_| close(lists)>
                    "×"
                </button>
            </header>
            {live(move || {
                piece
                    .with(StockPiece::needs_measuring)
                    .then(|| {
                        view! {
                            <div class="panel-measure" role="note">
                                <p>{t("lists.measure.first")}</p>
                                <button
                                    id="panel-confirm"
                                    type="button"
                                    class="main"
                                    on:click=move |_| {
                                        let mut piece = piece.get_untracked();
                                        piece.confirm_measured();
                                        edited.put(scrap, piece);
                                    }
                                >
                                    {t("lists.measure.confirm")}
                                </button>
                            </div>
                        }
                    })
            })}
            {(!is_new).then(|| marks(scrap, piece))}
            <div class="panel-fields">
                <FormField edited form />
                {live(move || {
                    let fields = form.get().fields().iter().filter(|field| **field != "attributes");
                    fields.map(|field| view! { <Cell edited column=field /> }).collect_view()
                })}
            </div>
            {live(move || (form.get() == Form::Sheet).then(|| edit_button(edited)))}
            <Attributes edited />
            {if is_new { add(scrap, lists).into_any() } else { tools(scrap, lists, piece).into_any() }}
            <datalist id="known-whose">
                {scrap
                    .app
                    .inventory
                    .with_untracked(Choice::of)
                    .whose
                    .into_iter()
                    .map(|whose| view! { <option value=whose></option> })
                    .collect_view()}
            </datalist>
        </aside>
    }
    .into_any()
}

/// What becomes of it, and what it weighs.
fn marks(scrap: Scrap, piece: Signal<StockPiece>) -> impl IntoView {
    live(move || {
        let becomes = piece.with(|p| scrap.cuts.with(|cuts| cuts.get(&p.id).map(becomes_text)));
        let confidence = piece.with(|p| p.attributes.get("confidence").cloned());
        let confidence = confidence.map(|how| confidence_text(&how));
        let weight = piece.with(|p| p.mass(&scrap.app.materials.read())).map(|kg| {
            t_with("lists.weighs", &[("kg", &crate::quantity::format(kg, "kg", 2, crate::quantity::System::Metric))])
        });
        let lines: Vec<String> = [becomes, weight, confidence].into_iter().flatten().collect();
        (!lines.is_empty()).then(|| view! { <p class="panel-facts">{lines.join(" · ")}</p> })
    })
}

/// How sure the sizes of a thing are.
pub(super) fn confidence_text(how: &str) -> String {
    match how {
        "read" => t("lists.confidence.read").to_owned(),
        "standard" => t("lists.confidence.standard").to_owned(),
        "typical" => t("lists.confidence.typical").to_owned(),
        other => other.to_owned(),
    }
}

#[component]
fn FormField(edited: Edited, form: Memo<Form>) -> impl IntoView {
    let scrap = expect_context::<Scrap>();
    let refused = RwSignal::new(String::new());
    view! {
        <label class="field form">
            <span class="label">{t("lists.column.form")}</span>
            <select
                id="panel-form"
                on:change:target=move |ev| {
                    let typed = ev.target().value();
                    let piece = edited.piece.get_untracked();
                    let changed = if edited.draft.is_some() {
                        let form = Form::parse(&typed).unwrap_or_default();
                        Ok(StockPiece { form, ..piece })
                    } else {
                        piece.edited("form", &typed)
                    };
                    match changed {
                        Ok(piece) => {
                            refused.set(String::new());
                            edited.put(scrap, piece);
                        }
                        Err(why) => refused.set(why),
                    }
                }
            >
                {live(move || {
                    let now = form.get();
                    Form::ALL
                        .map(|f| view! { <option value=f.word() selected=f == now>{heading(f)}</option> })
                        .collect_view()
                })}
            </select>
            <span class="why" role="alert">{refused}</span>
        </label>
    }
}

/// Free properties: a name and a value each.
#[component]
fn Attributes(edited: Edited) -> impl IntoView {
    let scrap = expect_context::<Scrap>();
    let piece = edited.piece;
    let names = Memo::new(move |_| {
        piece.with(|p| p.attributes.keys().filter(|name| *name != MEASURE).cloned().collect::<Vec<_>>())
    });
    let name = RwSignal::new(String::new());
    let value = RwSignal::new(String::new());
    let change = move |by: &dyn Fn(&mut StockPiece)| {
        let mut changed = piece.get_untracked();
        by(&mut changed);
        edited.put(scrap, changed);
    };
    let add = move || {
        let (key, text) = (name.get_untracked().trim().to_owned(), value.get_untracked().trim().to_owned());
        if !key.is_empty() {
            change(&|p| drop(p.attributes.insert(key.clone(), text.clone())));
            name.set(String::new());
            value.set(String::new());
            focus("attribute-name");
        }
    };
    let row = move |key: String| {
        let (shown, taken, gone) = (key.clone(), key.clone(), key.clone());
        view! {
            <div class="attribute">
                <span>{key.clone()}</span>
                <input
                    type="text"
                    autocomplete="off"
                    aria-label=key.clone()
                    prop:value=move || piece.with(|p| p.attributes.get(&shown).cloned().unwrap_or_default())
                    on:change:target=move |ev| {
                        let text = ev.target().value().trim().to_owned();
                        change(&|p| drop(p.attributes.insert(taken.clone(), text.clone())));
                    }
                />
                <button
                    type="button"
                    class="quiet"
                    aria-label=t_with("scrap.remove", &[("name", &key)])
                    on:click=move |_| change(&|p| drop(p.attributes.remove(&gone)))
                >
                    "×"
                </button>
            </div>
        }
    };
    let enter = move |ev: web_sys::KeyboardEvent| {
        if ev.key() == "Enter" {
            ev.prevent_default();
            add();
        }
    };
    let new = move |id: &'static str, text: &'static str, typed: RwSignal<String>| {
        view! {
            <input
                id=id
                type="text"
                autocomplete="off"
                placeholder=t(text)
                aria-label=t(text)
                prop:value=typed
                on:input:target=move |ev| typed.set(ev.target().value())
                on:keydown=enter
            />
        }
    };
    view! {
        <fieldset class="attributes">
            <legend>{t("lists.attributes")}</legend>
            <For each=move || names.get() key=Clone::clone let:key>{row(key)}</For>
            <div class="attribute new">
                {new("attribute-name", "lists.attribute.name", name)}
                {new("attribute-value", "lists.attribute.value", value)}
                <button id="attribute-add" type="button" on:click=move |_| add()>{t("lists.attribute.add")}</button>
            </div>
        </fieldset>
    }
}

/// What can be done with a piece of the yard.
fn tools(scrap: Scrap, lists: Lists, piece: Signal<StockPiece>) -> impl IntoView {
    let again = move |_| {
        scrap.add(vec![StockPiece { id: String::new(), ..piece.get_untracked() }]);
        let id = scrap.app.inventory.with_untracked(|i| i.pieces.last().map(|p| p.id.clone()));
        lists.open.set(id.map(Opened::Piece));
    };
    let remove = move |_| {
        let id = piece.with_untracked(|p| p.id.clone());
        lists.open.set(None);
        scrap.remove(&id);
    };
    view! {
        <footer class="scrap-tools">
            <button id="panel-done" type="button" class="main" on:click=move |_| close(lists)>{t("lists.done")}</button>
            <button id="panel-again" type="button" on:click=again>{t("lists.again")}</button>
            <button id="panel-remove" type="button" class="quiet" on:click=remove>{t("lists.remove")}</button>
        </footer>
    }
}

/// Takes the described piece into the yard.
fn add(scrap: Scrap, lists: Lists) -> impl IntoView {
    let asked = RwSignal::new(false);
    let missing = Memo::new(move |_| lists.draft.with(unusable));
    let add = move |_| {
        if missing.with_untracked(Option::is_some) {
            asked.set(true);
            return;
        }
        let mut piece = lists.draft.get_untracked();
        // An outline tells the sizes of its sheet.
        if let Some((x, y)) = piece.shape().map(|shape| shape.extent()) {
            piece.length.get_or_insert(x);
            piece.width.get_or_insert(y);
        }
        if piece.name.trim().is_empty() {
            let known = scrap.app.materials.read_untracked();
            piece.name = [known.name_of(&piece.material), piece.form.word()].join(" ").trim().to_owned();
        }
        let form = piece.form;
        scrap.add(vec![piece]);
        asked.set(false);
        lists.draft.set(StockPiece { quantity: Some(1), form, ..StockPiece::default() });
        close(lists);
    };
    view! {
        <footer class="scrap-tools">
            <button id="panel-add" type="button" class="main" on:click=add>{t("scrap.quick.add")}</button>
            <button type="button" on:click=move |_| close(lists)>{t("lists.later")}</button>
            <output class="bad">{move || missing.get().filter(|_| asked.get())}</output>
        </footer>
    }
}
