//! Looks materials up by any of their names; each with its figures and where they come from.

use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::app::live::live;
use crate::app::state::app;
use crate::app::text::{t, t_with};
use crate::stock::{Material, MaterialSource};

/// Most materials shown at once.
const SHOWN: usize = 8;
/// Where the table of sources lies.
const SOURCES: &str = "data/material-sources.csv";

type Sources = RwSignal<Vec<MaterialSource>>;

/// The figures of a material in a line.
pub(super) fn brief(material: &Material) -> String {
    let figures = figures(material).into_iter().filter_map(|(_, figure)| figure);
    figures.collect::<Vec<_>>().join(" · ")
}

/// Each figure with its unit, where it is known.
fn figures(m: &Material) -> [(&'static str, Option<String>); 4] {
    let with = |column: &str, unit: &str| {
        let figure = m.typed(column);
        (!figure.is_empty()).then(|| format!("{figure} {unit}").trim().to_owned())
    };
    let carbon = m.carbon.map(|(low, high)| {
        let key = if low < high { "materials.figure.range" } else { "materials.figure.one" };
        t_with(key, &[("low", &m.typed("carbon_low")), ("high", &m.typed("carbon_high"))])
    });
    let strength = with("strength_MPa", &format!("MPa ({})", m.strength_kind)).map(|text| text.replace(" ()", ""));
    [
        ("materials.figure.density", with("density_kg_m3", "kg/m³")),
        ("materials.figure.elasticity", with("E_GPa", "GPa")),
        ("materials.figure.strength", strength),
        ("materials.figure.carbon", carbon),
    ]
}

/// Titles and licences of the sources that the keys name; words that are no keys stay as they are.
fn sources_of(keys: &str, sources: &[MaterialSource]) -> String {
    let found: Vec<String> = keys
        .split_whitespace()
        .filter_map(|key| sources.iter().find(|source| source.key == key))
        .map(|source| format!("{} ({})", source.title, source.licence))
        .collect();
    if found.is_empty() { keys.to_owned() } else { found.join("; ") }
}

#[component]
pub(super) fn Search() -> impl IntoView {
    let app = app();
    let words = RwSignal::new(String::new());
    let sources = Sources::new(Vec::new());
    leptos::task::spawn_local(async move {
        let fetched = async {
            let answer = JsFuture::from(window().fetch_with_str(SOURCES)).await?;
            let answer: web_sys::Response = wasm_bindgen::JsCast::unchecked_into(answer);
            JsFuture::from(answer.text()?).await
        };
        // Without them the keys of the sources are shown.
        if let Some(text) = fetched.await.ok().and_then(|text| text.as_string()) {
            sources.set(MaterialSource::table(&text));
        }
    });
    let found = move || {
        app.materials.with(|known| {
            let found = words.with(|words| known.search(words));
            let more = found.len().saturating_sub(SHOWN);
            let shown = sources.with(|sources| found.iter().take(SHOWN).map(|m| card(m, sources)).collect_view());
            let line = match (found.len(), more) {
                (0, _) => t("materials.search.none").to_owned(),
                (_, 0) => String::new(),
                (_, n) => t_with("materials.search.more", &[("n", &n.to_string())]),
            };
            view! {
                <ul class="found" id="found-materials">{shown}</ul>
                <p class="soft" role="status">{line}</p>
            }
        })
    };
    view! {
        <section>
            <label class="typed">
                <span>{t("materials.search")}</span>
                <input
                    id="material-search"
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=t("materials.search.hint")
                    on:input:target=move |ev| words.set(ev.target().value())
                />
            </label>
            {live(found)}
        </section>
    }
}

/// A material, folded to its name and figures.
fn card(m: &Material, sources: &[MaterialSource]) -> AnyView {
    let figures =
        figures(m).map(|(label, figure)| (label, figure.unwrap_or_else(|| t("materials.unknown").to_owned())));
    let told = [
        ("materials.figure.source", sources_of(&m.source, sources)),
        ("materials.figure.carbon.source", sources_of(&m.carbon_source, sources)),
        ("materials.figure.note", m.note.clone()),
        ("materials.figure.names", m.aliases.join(", ")),
    ];
    let told = told.into_iter().filter(|(_, text)| !text.is_empty());
    let lines = figures.into_iter().chain(told).map(|(label, text)| view! { <dt>{t(label)}</dt><dd>{text}</dd> });
    view! {
        <li>
            <details>
                <summary><b>{m.name.clone()}</b> " " <span class="soft">{brief(m)}</span></summary>
                <dl>{lines.collect_view()}</dl>
            </details>
        </li>
    }
    .into_any()
}
