//! The person's own materials: a list, and a form to add or change one.

use leptos::prelude::*;

use super::{Typed, complaint, field, read_typed};
use crate::app::live::live;
use crate::app::state::app;
use crate::app::text::{t, t_with};
use crate::app::undo;
use crate::stock::{Material, Materials};

/// Column and label of each text of the form; those from [`MORE`] on are folded.
const FIELDS: [(&str, &str); 11] = [
    ("name", "materials.field.name"),
    ("aliases", "materials.field.aliases"),
    ("density_kg_m3", "materials.field.density"),
    ("E_GPa", "materials.field.elasticity"),
    ("strength_MPa", "materials.field.strength"),
    ("strength_kind", "materials.field.kind"),
    ("source", "materials.field.source"),
    ("carbon_low", "materials.field.low"),
    ("carbon_high", "materials.field.high"),
    ("carbon_source", "materials.field.carbon"),
    ("note", "materials.field.note"),
];

/// The first of the texts that few people need.
const MORE: usize = 5;

/// What a material may count as: the start of its id, and the text.
const FAMILIES: [(&str, &str); 6] = [
    ("", "materials.family.none"),
    ("softwood", "materials.family.softwood"),
    ("hardwood", "materials.family.hardwood"),
    ("plywood", "materials.family.plywood"),
    ("steel", "materials.family.steel"),
    ("aluminium", "materials.family.aluminium"),
];

#[component]
pub(super) fn Own(told: RwSignal<String>) -> impl IntoView {
    let app = app();
    let typed = Typed::new(Default::default());
    let family = RwSignal::new(0_usize);
    // The material that is being changed: its id and name.
    let changing = RwSignal::new(None::<(String, String)>);
    let problem = RwSignal::new(String::new());
    let fill = move |material: &Material| {
        typed.set(FIELDS.iter().map(|(column, _)| (*column, material.typed(column))).collect());
        let of = |(start, _): &(&str, &str)| !start.is_empty() && material.id.starts_with(start);
        family.set(FAMILIES.iter().position(of).unwrap_or(0));
        problem.set(String::new());
    };
    let clear = move || {
        typed.set(Default::default());
        family.set(0);
        changing.set(None);
        problem.set(String::new());
    };
    let edit = move |id: &str| {
        let found = app.materials.with_untracked(|known| known.own().iter().find(|m| m.id == id).cloned());
        if let Some(material) = found {
            fill(&material);
            changing.set(Some((material.id, material.name)));
            if let Some(input) = document().get_element_by_id("material-name") {
                let _ = wasm_bindgen::JsCast::unchecked_into::<web_sys::HtmlElement>(input).focus();
            }
        }
    };
    let remove = move |id: &str| {
        let name = app.materials.with_untracked(|known| known.name_of(id).to_owned());
        undo::name(t_with("undo.material-away", &[("name", &name)]), "");
        if let Some(material) = app.materials.try_update(|known| known.remove(id)).flatten() {
            fill(&material);
            changing.set(None);
            told.set(t_with("materials.removed", &[("name", &material.name)]));
        }
    };
    let save = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let mut row = typed.get_untracked();
        let name = row.get("name").map(|name| name.trim().to_owned()).unwrap_or_default();
        if name.is_empty() {
            return problem.set(t("materials.nameless").to_owned());
        }
        let old = changing.get_untracked().map(|(id, _)| id);
        let is_new = old.is_none();
        let id = old.unwrap_or_else(|| Materials::id_for(FAMILIES[family.get_untracked()].0, &name));
        if is_new && app.materials.with_untracked(|known| known.own().iter().any(|m| m.id == id)) {
            return problem.set(t_with("materials.exists", &[("id", &id)]));
        }
        row.insert("id", id);
        let read = read_typed(&row);
        match (complaint(&read), read.materials.own().first()) {
            (None, Some(material)) => {
                undo::name(t_with("undo.material", &[("name", &material.name)]), "");
                app.materials.update(|known| known.put(material.clone()));
                told.set(t_with("materials.saved", &[("name", &material.name)]));
                clear();
            }
            (why, _) => problem.set(why.unwrap_or_else(|| t("materials.nameless").to_owned())),
        }
    };
    let list = move || {
        app.materials.with(|known| {
            if known.own().is_empty() {
                return view! { <p class="soft">{t("materials.own.none")}</p> }.into_any();
            }
            let line = |m: &Material| {
                let (editing, removing) = (m.id.clone(), m.id.clone());
                let [change, away] =
                    ["materials.edit", "materials.remove"].map(|key| t_with(key, &[("name", &m.name)]));
                view! {
                    <li>
                        <span><b>{m.name.clone()}</b> " " <span class="soft">{super::search::brief(m)}</span></span>
                        <button type="button" aria-label=change on:click=move |_| edit(&editing)>
                            {t("materials.edit.short")}
                        </button>
                        <button type="button" class="quiet" aria-label=away on:click=move |_| remove(&removing)>
                            {t("materials.remove.short")}
                        </button>
                    </li>
                }
            };
            view! { <ul class="lines" id="own-materials">{known.own().iter().map(line).collect_view()}</ul> }.into_any()
        })
    };
    let options = FAMILIES.iter().enumerate().map(move |(k, (_, label))| {
        view! { <option value=k.to_string() selected=move || family.get() == k>{t(label)}</option> }
    });
    let texts = move |which: std::ops::Range<usize>| {
        FIELDS[which].iter().map(|(column, label)| field(typed, "material", column, label)).collect_view()
    };
    view! {
        <section>
            <h3>{t("materials.own")}</h3>
            {live(list)}
            <form id="material-form" on:submit=save>
                <h4>
                    {live(move || match changing.get() {
                        Some((_, name)) => t_with("materials.change", &[("name", &name)]),
                        None => t("materials.add").to_owned(),
                    })}
                </h4>
                <div class="fields">
                    {texts(0..MORE)}
                    <label class="typed">
                        <span>{t("materials.field.family")}</span>
                        <select
                            id="material-family"
                            title=t("materials.family.hint")
                            disabled=move || changing.with(Option::is_some)
                            on:change:target=move |ev| family.set(ev.target().value().parse().unwrap_or(0))
                        >
                            {options.collect_view()}
                        </select>
                    </label>
                </div>
                <details>
                    <summary>{t("materials.more")}</summary>
                    <div class="fields">{texts(MORE..FIELDS.len())}</div>
                </details>
                <p class="bad" role="alert">{problem}</p>
                <div class="files">
                    <button id="material-save" type="submit" class="main">{t("materials.save")}</button>
                    {live(move || {
                        changing.with(Option::is_some).then(|| {
                            view! {
                                <button type="button" on:click=move |_| clear()>{t("materials.cancel")}</button>
                            }
                        })
                    })}
                </div>
            </form>
        </section>
    }
}
