//! The language of the design in hand, where it speaks more than one.

use leptos::prelude::*;

use crate::app::live::live;
use crate::app::state::app;
use crate::app::text::t;

#[component]
pub(super) fn Language() -> impl IntoView {
    let app = app();
    let options = move || {
        let design = app.design.get().0;
        let wanted = app.language.get();
        let own = design.language.clone();
        let is_wanted = |tag: &str| wanted == tag || wanted.strip_prefix(tag).is_some_and(|rest| rest.starts_with('-'));
        let option = |tag: &String| {
            let name = name(tag);
            view! { <option value=tag.clone() selected=is_wanted(tag)>{name}</option> }
        };
        let all = std::iter::once(&own).chain(design.texts.keys()).map(option).collect_view();
        (!design.texts.is_empty()).then(|| view! {
            <p class="design-language">
                <label for="design-language">{t("designs.language")}</label>
                <select id="design-language" on:change:target=move |ev| app.speak(ev.target().value())>{all}</select>
            </p>
        })
    };
    live(options)
}

/// What a language calls itself; the tag where that is not known here.
fn name(tag: &str) -> String {
    let known = [
        ("ar", "العربية"),
        ("de", "Deutsch"),
        ("en", "English"),
        ("es", "Español"),
        ("fr", "Français"),
        ("hi", "हिन्दी"),
        ("id", "Bahasa Indonesia"),
        ("it", "Italiano"),
        ("pt", "Português"),
        ("ru", "Русский"),
        ("sw", "Kiswahili"),
        ("tr", "Türkçe"),
        ("zh", "中文"),
    ];
    known.iter().find(|(known, _)| *known == tag).map_or_else(|| tag.to_owned(), |(_, name)| (*name).to_owned())
}
