//! What of the yard is shown, and in which order: words, form, material, owner or place.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use super::super::text::{t, t_with};
use super::actions::Scrap;
use super::list::{Lists, heading, label};
use crate::app::live::live;
use crate::stock::{Choice, Form, Inventory, Sift};

/// Columns to sort by, in the list for narrow screens.
const ORDERS: [&str; 11] =
    ["name", "quantity", "length", "width", "thickness", "diameter", "material", "grade", "owner", "place", "distance"];

/// In a yard of more pieces the choices wait until it has rested for so long (ms).
const LARGE: usize = 1_000;
const PAUSE: u32 = 150;

/// One thing that the list may be narrowed down to.
#[derive(Clone, Copy)]
struct Pick {
    id: &'static str,
    /// What it says while nothing is chosen.
    text: &'static str,
    now: fn(&Sift) -> String,
    take: fn(&mut Sift, String),
}

impl Pick {
    /// The list of options, where there are at least `least` or one is chosen.
    fn view(self, lists: Lists, mut options: Vec<(String, String)>, least: usize) -> AnyView {
        let now = lists.sift.with_untracked(self.now);
        // What is chosen stays in sight, even where the last such piece is gone.
        if !now.is_empty() && options.iter().all(|(value, _)| *value != now) {
            options.push((now.clone(), now.clone()));
        } else if options.len() < least {
            return ().into_any();
        }
        let option = |(value, name): (String, String)| {
            let selected = value == now;
            view! { <option value=value selected=selected>{name}</option> }
        };
        let all = std::iter::once((String::new(), self.text.to_owned())).chain(options);
        view! {
            <select
                id=self.id
                aria-label=self.text
                on:change:target=move |ev| {
                    let value = ev.target().value();
                    lists.sift_by(|s| (self.take)(s, value));
                }
            >
                {all.map(option).collect_view()}
            </select>
        }
        .into_any()
    }
}

/// What the list shows, and in which order.
#[component]
pub(super) fn Sieve(shown: Signal<usize>) -> impl IntoView {
    let scrap = expect_context::<Scrap>();
    let lists = expect_context::<Lists>();
    let sift = lists.sift;
    // What one can choose from follows a large yard a moment later: no keystroke waits for it.
    let choice = RwSignal::new((Choice::default(), 0));
    let timer = StoredValue::new_local(None::<Timeout>);
    Effect::new(move |_| {
        let look = |i: &Inventory| (Choice::of(i), i.pieces.iter().filter(|p| p.needs_measuring()).count());
        let show = move |next| {
            if choice.try_with_untracked(|now| *now != next) == Some(true) {
                choice.set(next);
            }
        };
        let later = move || Timeout::new(PAUSE, move || show(scrap.app.inventory.with_untracked(look)));
        let is_large = scrap.app.inventory.with(|i| i.pieces.len() > LARGE);
        timer.set_value(is_large.then(later));
        if !is_large {
            show(scrap.app.inventory.with_untracked(look));
        }
    });
    let told = move || {
        let n = shown.get();
        let all = scrap.app.inventory.with(|i| i.pieces.len());
        if n == all {
            String::new()
        } else {
            t_with("lists.shown", &[("n", &n.to_string()), ("all", &all.to_string())])
        }
    };
    let same = |all: &Vec<String>| all.iter().map(|s| (s.clone(), s.clone())).collect::<Vec<_>>();
    let form = |form: &Form| (form.word().to_owned(), heading(*form).to_owned());
    let material = move |id: &String| (id.clone(), scrap.app.materials.with(|known| known.name_of(id).to_owned()));
    let by_form = Pick {
        id: "list-form",
        text: t("lists.all.forms"),
        now: |s| s.form.map(|form| form.word().to_owned()).unwrap_or_default(),
        take: |s, value| s.form = Form::parse(&value).ok(),
    };
    let by_material = Pick {
        id: "list-material",
        text: t("lists.all.materials"),
        now: |s| s.material.clone(),
        take: |s, value| s.material = value,
    };
    let by_whose = Pick {
        id: "list-whose",
        text: t("lists.all.whose"),
        now: |s| s.whose.clone(),
        take: |s, value| s.whose = value,
    };
    view! {
        <div class="sieve" role="search" aria-label=t("lists.find")>
            <input
                id="list-find"
                type="search"
                autocomplete="off"
                spellcheck="false"
                placeholder=t("lists.find")
                aria-label=t("lists.find")
                on:input:target=move |ev| lists.sift_by(|s| s.words = ev.target().value())
            />
            {live(move || by_form.view(lists, choice.with(|(c, _)| c.forms.iter().map(form).collect()), 2))}
            {live(move || by_material.view(lists, choice.with(|(c, _)| c.materials.iter().map(material).collect()), 2))}
            {live(move || by_whose.view(lists, choice.with(|(c, _)| same(&c.whose)), 1))}
            <select
                id="list-order"
                aria-label=t("lists.order")
                on:change:target=move |ev| {
                    let value = ev.target().value();
                    let (column, descending) = match value.strip_prefix('-') {
                        Some(column) => (column, true),
                        None => (value.as_str(), false),
                    };
                    let column = ORDERS.into_iter().find(|known| *known == column);
                    lists.sift_by(|s| s.order = column.map(|column| (column, descending)));
                }
            >
                {live(move || {
                    let now = sift.with(|s| s.order);
                    let option = |order: Option<(&'static str, bool)>| {
                        let (value, text) = match order {
                            None => (String::new(), t("lists.order.listed").to_owned()),
                            Some((c, false)) => (c.to_owned(), format!("{} ↑", label(c))),
                            Some((c, true)) => (format!("-{c}"), format!("{} ↓", label(c))),
                        };
                        view! { <option value=value selected=order == now>{text}</option> }
                    };
                    let all = ORDERS.into_iter().flat_map(|c| [Some((c, false)), Some((c, true))]);
                    std::iter::once(None).chain(all).map(option).collect_view()
                })}
            </select>
            {live(move || {
                let n = choice.with(|(_, n)| *n);
                (n > 0 || sift.with(|s| s.unmeasured)).then(|| view! {
                    <label class="sieve-check">
                        <input
                            id="list-unmeasured"
                            type="checkbox"
                            prop:checked=move || sift.with(|s| s.unmeasured)
                            on:change:target=move |ev| lists.sift_by(|s| s.unmeasured = ev.target().checked())
                        />
                        {t_with("lists.unmeasured.only", &[("n", &n.to_string())])}
                    </label>
                })
            })}
            <output id="list-shown">{told}</output>
        </div>
    }
}
