//! Everyday things to take apart: found by any of their names, with the pieces that they give.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::text::{t, t_count, t_with};
use super::actions::Scrap;
use super::cell::summary;
use super::details::confidence_text;
use crate::app::fetch;
use crate::app::live::live;
use crate::stock::{Materials, ScrapObject, StockPiece, parse_objects, scrap_objects, search_objects};

/// Most objects added at once.
const MOST: u32 = 100;
/// Most objects listed at once.
const LISTED: usize = 40;
/// The catalogue, kept beside the app.
const CATALOGUE: &str = "data/scrap.csv";

/// What there is to choose from.
#[derive(Clone, Default, PartialEq)]
enum Catalogue {
    /// Not asked for yet.
    #[default]
    Unasked,
    /// On its way.
    Coming,
    /// Here.
    Here(Arc<Vec<ScrapObject>>),
    /// It did not come: only what the app brings along.
    Failed(Arc<Vec<ScrapObject>>),
}

impl Catalogue {
    fn objects(&self) -> Option<&Arc<Vec<ScrapObject>>> {
        match self {
            Self::Here(objects) | Self::Failed(objects) => Some(objects),
            _ => None,
        }
    }
}

/// Fetches the catalogue, once; again where it failed before.
fn ask(catalogue: RwSignal<Catalogue>) {
    if matches!(catalogue.get_untracked(), Catalogue::Coming | Catalogue::Here(_)) {
        return;
    }
    catalogue.set(Catalogue::Coming);
    spawn_local(async move {
        let objects = fetch::text(CATALOGUE).await.map(|text| parse_objects(&text).0).filter(|all| !all.is_empty());
        let next = match objects {
            Some(objects) => Catalogue::Here(Arc::new(objects)),
            None => Catalogue::Failed(Arc::new(scrap_objects().to_vec())),
        };
        drop(catalogue.try_set(next));
    });
}

/// Objects; `shown` says whether somebody looks, so that the catalogue is fetched when it is first needed.
#[component]
pub(super) fn FromObject(shown: Signal<bool>) -> impl IntoView {
    let scrap = expect_context::<Scrap>();
    let catalogue = RwSignal::new(Catalogue::default());
    Effect::new(move |_| {
        if shown.get() {
            ask(catalogue);
        }
    });
    let query = super::draft::draft("scrap-object");
    let chosen = RwSignal::new(None::<String>);
    let count = RwSignal::new("1".to_owned());
    let added = RwSignal::new(String::new());
    let number = move || count.with(|c| c.trim().parse::<u32>().ok().filter(|n| (1..=MOST).contains(n)));
    let found = Memo::new(move |_| {
        catalogue.with(|c| {
            let objects = c.objects()?;
            let names: Vec<String> =
                query.with(|q| search_objects(objects, q).into_iter().map(|o| o.name.clone()).collect());
            Some(names)
        })
    });
    let object = move || {
        let name = chosen.get()?;
        catalogue.with(|c| c.objects()?.iter().find(|o| o.name == name).cloned())
    };
    let add = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        match (untrack(object), untrack(number)) {
            (Some(object), Some(n)) => {
                scrap.add(object.pieces_of(n));
                added.set(t_with("scrap.object.added", &[("n", &n.to_string()), ("name", &object.name)]));
            }
            // Enter in the search takes the best that was found.
            (None, _) => chosen.set(found.with_untracked(|f| f.as_ref().and_then(|names| names.first().cloned()))),
            _ => {}
        }
    };
    let turn = move |by: i64| {
        let now = i64::from(untrack(number).unwrap_or(1));
        count.set((now + by).clamp(1, i64::from(MOST)).to_string());
        added.set(String::new());
    };
    let option = move |name: String| {
        let (own, now, label) = (name.clone(), name.clone(), name.clone());
        view! {
            <button
                type="button"
                aria-pressed=Signal::derive(move || chosen.with(|c| c.as_ref() == Some(&now)).to_string())
                on:click=move |_| {
                    chosen.set(Some(own.clone()));
                    added.set(String::new());
                }
            >
                {label}
            </button>
        }
    };
    view! {
        <form class="scrap-object" on:submit=add>
            <input
                id="object-find"
                type="search"
                autocomplete="off"
                spellcheck="false"
                placeholder=t("lists.object.find")
                aria-label=t("lists.object.find")
                aria-controls="object-list"
                prop:value=query
                on:input:target=move |ev| {
                    query.set(ev.target().value());
                    chosen.set(None);
                    added.set(String::new());
                }
            />
            {live(move || match catalogue.get() {
                Catalogue::Failed(_) => {
                    view! {
                        <p class="bad" role="alert">
                            {t("lists.object.failed")} " "
                            <button type="button" class="quiet link" on:click=move |_| ask(catalogue)>{t("lists.object.retry")}</button>
                        </p>
                    }
                        .into_any()
                }
                Catalogue::Coming => view! { <p class="soft" role="status">{t("lists.object.coming")}</p> }.into_any(),
                _ => ().into_any(),
            })}
            <div id="object-list" class="object-list" role="group" aria-label=t("scrap.object.label")>
                {live(move || {
                    let Some(names) = found.get() else { return ().into_any() };
                    let all = names.len();
                    let more = (all > LISTED).then(|| t_with("lists.object.more", &[("n", &(all - LISTED).to_string())]));
                    view! {
                        <p class="soft" role="status">{t_count("lists.object.one", "lists.object.many", all)}</p>
                        {names.into_iter().take(LISTED).map(option).collect_view()}
                        {more.map(|text| view! { <p class="soft">{text}</p> })}
                    }
                        .into_any()
                })}
            </div>
            {live(move || {
                let object = object()?;
                let pieces = object.pieces_of(number().unwrap_or(1));
                let system = scrap.app.system.get();
                Some(view! {
                    <section class="object-gives" aria-labelledby="object-title">
                        <h3 id="object-title">{object.name.clone()}</h3>
                        <ul>{pieces.iter().map(|p| preview(p, system)).collect_view()}</ul>
                    </section>
                })
            })}
            <div class="scrap-line object-count" hidden=move || chosen.with(Option::is_none)>
                <button type="button" aria-label=t("lists.object.fewer") on:click=move |_| turn(-1)>"−"</button>
                <input
                    id="object-count"
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    aria-label=t("scrap.object.count")
                    aria-invalid=Signal::derive(move || number().is_none().to_string())
                    aria-describedby="object-echo"
                    prop:value=count
                    on:input:target=move |ev| {
                        count.set(ev.target().value());
                        added.set(String::new());
                    }
                />
                <button type="button" aria-label=t("lists.object.more-of-it") on:click=move |_| turn(1)>"+"</button>
                <button id="object-add" type="submit" class="main">{t("lists.object.add")}</button>
            </div>
            <output id="object-echo" class="scrap-echo">
                {live(move || match number() {
                    None => view! { <span class="bad">{t("scrap.object.bad")}</span> }.into_any(),
                    Some(_) if added.with(String::is_empty) => ().into_any(),
                    Some(_) => view! { <span class="good">"✓ " {added.get()}</span> }.into_any(),
                })}
            </output>
        </form>
    }
}

/// One piece that an object gives: sizes, how sure they are, and what is dangerous about it.
fn preview(piece: &StockPiece, system: crate::quantity::System) -> impl IntoView + use<> {
    let confidence = piece.attributes.get("confidence").map(|how| confidence_text(how));
    let hazard = piece.hazard.trim().to_owned();
    view! {
        <li>
            <b>{piece.name.clone()}</b>
            <span>{summary(piece, system, &Materials::default())}</span>
            {confidence.map(|text| view! { <small class="tag measure">{text}</small> })}
            {(!hazard.is_empty()).then(|| view! { <small class="tag hazard">"⚠ " {hazard}</small> })}
        </li>
    }
}
