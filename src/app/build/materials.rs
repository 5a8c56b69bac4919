//! One row for each material role: the chosen stock, and all that would fit.

use leptos::prelude::*;

use crate::app::live::live;

use crate::app::adapt::adapting;
use crate::app::icons::Lock;
use crate::app::state::{Shared, app};
use crate::app::text::{t, t_count, t_with};
use crate::project::{Outcome, candidates};
use crate::stock::Inventory;

/// All material roles.
#[component]
pub fn MaterialList() -> impl IntoView {
    let app = app();
    let pieces = move || app.inventory.with(Inventory::piece_count);
    view! {
        <h2>
            <span>{t("build.material")}</span>
            <a href="#scrap" class="aside">{live(move || t_count("build.yard.one", "build.yard.many", pieces() as usize))}</a>
        </h2>
        {live(move || {
            let count = app.design.with(|d| d.0.slots.len());
            (0..count).map(|index| view! { <Role index /> }).collect_view()
        })}
    }
}

/// A choice in the list of stock.
#[derive(Clone, PartialEq)]
struct Choice {
    key: String,
    label: String,
}

#[component]
fn Role(index: usize) -> impl IntoView {
    let slot = index;
    let (app, adapting) = (app(), adapting());
    let ask = app.design.with_untracked(|d| d.0.slots[slot].ask.clone());
    let name = app.design.with_untracked(|d| d.0.slots[slot].name.clone());
    let id = format!("slot-{name}");
    let options = Memo::new(move |_| {
        let design = app.design.get();
        let outcome = app.outcome.get();
        let option = |k: usize| {
            let family = &outcome.0.supply.families[k];
            let pieces: u32 = family.pieces.iter().filter_map(|p| outcome.0.supply.inventory.pieces[*p].quantity).sum();
            let from = if pieces == 0 {
                t("build.to-buy").to_owned()
            } else {
                t_count("build.pieces.one", "build.pieces.many", pieces as usize)
            };
            Choice { key: family.key.clone(), label: format!("{} · {from}", family.name) }
        };
        candidates(&design.0, slot, &outcome.0.supply).into_iter().map(option).collect::<Vec<_>>()
    });
    let chosen = Memo::new(move |_| app.outcome.get().0.build.slots.get(slot).and_then(|s| s.fill.clone()));
    let chosen_key = move || chosen.get().map(|f| f.key).unwrap_or_default();
    let bought = move || source_of(&app.outcome.get(), slot);
    let locked = {
        let name = name.clone();
        Signal::derive(move || app.choices.with(|c| c.is_locked(&name)))
    };
    let toggle = {
        let name = name.clone();
        move |_| {
            // Read before: what is chosen may have to be worked out from the choices.
            let fill = chosen.get_untracked();
            app.choices.update(|c| {
                if !c.locks.remove(&name) {
                    c.locks.insert(name.clone());
                    if let Some(fill) = fill {
                        c.bindings.insert(name.clone(), fill.key);
                    }
                }
            });
            adapting.relocked();
        }
    };
    let choose = move |key: String| app.choices.update(|c| drop(c.bindings.insert(name.clone(), key)));
    let lock_label = t_with("build.lock", &[("ask", &ask)]);
    view! {
        <div class="row mat">
            <SectionDrawing index=slot />
            <div>
                <label for=id.clone()>{ask}</label>
                <select id=id on:change:target=move |ev| choose(ev.target().value())>
                    <For each=move || options.get() key=|o| format!("{}{}", o.key, o.label) let:option>
                        {
                            let key = option.key.clone();
                            view! { <option value=option.key.clone() selected=move || chosen_key() == key>{option.label.clone()}</option> }
                        }
                    </For>
                </select>
            </div>
            <span class="chip" class:b=move || bought() == "buy" class:p=move || bought() == "missing">{live(move || match bought() {
                "buy" => t("chip.buy"),
                "both" => t("chip.both"),
                "missing" => t("chip.missing"),
                _ => t("chip.scrap"),
            })}</span>
            <button
                class="lock"
                class:on=Signal::derive(move || locked.get())
                aria-pressed=Signal::derive(move || locked.get().to_string())
                aria-label=lock_label
                title=t("build.lock-title")
                on:click=toggle
            ><Lock closed=locked /></button>
        </div>
    }
}

/// Where the parts of a slot come from, over all their copies.
fn source_of(outcome: &Shared<Outcome>, slot: usize) -> &'static str {
    use crate::project::CopySource;
    let parts = outcome.0.build.parts.iter().zip(&outcome.0.sources).filter(|(p, _)| p.slot == slot);
    let all: Vec<CopySource> = parts.flat_map(|(_, s)| s.iter().copied()).collect();
    match (all.contains(&CopySource::Scrap), all.contains(&CopySource::Bought), all.contains(&CopySource::Missing)) {
        (_, _, true) => "missing",
        (true, true, _) => "both",
        (false, true, _) => "buy",
        _ => "scrap",
    }
}

/// The section of the chosen stock, drawn to scale against a 240 mm wide frame.
#[component]
fn SectionDrawing(index: usize) -> impl IntoView {
    let app = app();
    let sizes = move || {
        let outcome = app.outcome.get();
        let fill = outcome.0.build.slots.get(index)?.fill.clone()?;
        Some((fill.values.get(1)?.middle(), fill.values.first()?.middle()))
    };
    view! {
        <svg class="sec" viewBox="0 0 40 30" aria-hidden="true">
            {live(move || sizes().map(|(w, t)| {
                let scale = 38.0 / 0.24_f64.max(w);
                let (w, h) = (w * scale, (t * scale).max(2.0));
                view! { <rect x=20.0 - w / 2.0 y=15.0 - h / 2.0 width=w height=h rx="0.8" /> }
            }))}
        </svg>
    }
}
