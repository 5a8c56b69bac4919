//! The ways to add: measured, from a file, from an object, from a photo.

use leptos::prelude::*;

use super::super::text::t;
use super::{import::Import, object::FromObject, quick::Measure, trace::FromPhoto};
use crate::app::live::live;

#[derive(Clone, Copy, PartialEq)]
enum Way {
    Measure,
    File,
    Object,
    Photo,
}

const WAYS: [(Way, &str, &str); 4] = [
    (Way::Measure, "add-measure", "scrap.add.measure"),
    (Way::File, "add-file", "scrap.add.file"),
    (Way::Object, "add-object", "scrap.add.object"),
    (Way::Photo, "add-photo", "scrap.add.photo"),
];

#[component]
pub(super) fn Add() -> impl IntoView {
    let way = RwSignal::new(Way::Measure);
    let tab = move |(this, id, text): (Way, &'static str, &'static str)| {
        view! {
            <button
                id=id
                type="button"
                aria-pressed=Signal::derive(move || (way.get() == this).to_string())
                on:click=move |_| way.set(this)
            >
                {t(text)}
            </button>
        }
    };
    let other = move |this: Way, made: fn(Signal<bool>) -> AnyView| {
        let shown = Signal::derive(move || way.get() == this);
        // Made when it is first wanted; then it stays, so that nothing typed is lost by a look at another.
        let is_wanted = Memo::new(move |was: Option<&bool>| was.is_some_and(|was| *was) || shown.get());
        view! { <div hidden=move || !shown.get()>{live(move || is_wanted.get().then(|| made(shown)))}</div> }
    };
    view! {
        <section class="scrap-add" aria-labelledby="scrap-add-title">
            <div class="scrap-ways">
                <h2 id="scrap-add-title">{t("scrap.add")}</h2>
                <div class="segments" role="group" aria-labelledby="scrap-add-title">
                    {WAYS.map(tab)}
                </div>
            </div>
            <div hidden=move || way.get() != Way::Measure><Measure /></div>
            {other(Way::File, |_| view! { <Import /> }.into_any())}
            {other(Way::Object, |shown| view! { <FromObject shown /> }.into_any())}
            {other(Way::Photo, |_| view! { <FromPhoto /> }.into_any())}
        </section>
    }
}
