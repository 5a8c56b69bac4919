//! What a search found, in a maker's words.

use leptos::prelude::*;

use super::{Adapting, Stage};
use crate::adapt::{Found, Goal, Proof, Reached};
use crate::app::state::App;
use crate::app::text::{t, t_with};
use crate::project::Choices;
use crate::quantity::{System, format, format_number};
use crate::stock::Inventory;

/// What is known, as one or two sentences.
pub(super) fn sentence(adapting: Adapting, stage: &Stage) -> String {
    let app = adapting.app;
    let pieces = app.inventory.with(Inventory::piece_count);
    let pieces = pieces.to_string();
    match stage {
        // The first visit's choices are the search's own answer for the example yard; a test holds them to it.
        Stage::Idle if is_first(app) => t_with("adapt.proven", &[("n", &pieces)]),
        Stage::Idle => t("adapt.idle").to_owned(),
        Stage::Failed(error) => t_with("adapt.failed", &[("error", error)]),
        Stage::Running(p) => {
            let looking = t_with("adapt.looking", &[("n", &format_number(p.nodes as f64, 0))]);
            match &p.best {
                None => looking,
                Some(best) => format!("{looking} {}", bound(app, best, &p.proof)),
            }
        }
        Stage::Done(p) => match (&p.best, &p.proof) {
            (Some(_), Proof::Proven) => t_with("adapt.proven", &[("n", &pieces)]),
            (Some(best), proof) => format!("{} {}", t("adapt.best-so-far"), bound(app, best, proof)),
            (None, Proof::Infeasible) => format!("{} {}", t("adapt.none"), p.reasons.join(" ")),
            (None, _) => format!("{} {}", t("adapt.none-found"), p.reasons.join(" ")),
        },
    }
}

/// Whether yard and choices are still those of the first visit.
fn is_first(app: App) -> bool {
    app.is_example.get()
        && app.choices.with(|now| *now == crate::project::first_choices())
        && app.settings.get() == crate::cutting::Settings::default()
}

/// How much better an answer could still be.
fn bound(app: App, best: &Found, proof: &Proof) -> String {
    match proof {
        Proof::Within(open) if open.goal == Goal::Wishes => t("adapt.within-sizes").to_owned(),
        Proof::Within(open) => t_with("adapt.within", &[("value", &reached(app, open, best))]),
        _ => String::new(),
    }
}

/// A value of a goal; it has the decimals that the first value of the same answer deserves.
pub(super) fn reached(app: App, one: &Reached, of: &Found) -> String {
    let value = one.value;
    match &one.goal {
        Goal::Spend => format(value, "EUR", 2, System::Metric),
        Goal::Scrap => t_with("adapt.new-mass", &[("mass", &format(value, "kg", 1, app.system.get()))]),
        Goal::Cuts => t_with("adapt.cuts", &[("n", &format_number(value, 0))]),
        Goal::Wishes => t_with("adapt.far", &[("n", &format_number(100.0 * value, 0))]),
        Goal::Best(id) => {
            let unit = app.design.with(|d| d.0.metrics.iter().find(|m| m.id == *id).map(|m| m.unit.clone()));
            let unit = unit.unwrap_or_default();
            let own = of.reached.iter().find(|r| r.goal == one.goal).map_or(value, |r| r.value);
            let decimals = if own.abs() < 10.0 { 2 } else { 0 };
            format!("{} {}", title(app, id), format(value, &unit, decimals, app.system.get()))
        }
    }
}

/// The name of a metric.
pub(super) fn title(app: App, metric: &str) -> String {
    app.design.with(|d| d.0.metrics.iter().find(|m| m.id == metric).map(|m| m.title.clone()).unwrap_or_default())
}

/// The question of a parameter or slot, and what choices answer.
pub(super) fn what_of(app: App, name: &str, choices: &Choices) -> (String, String) {
    app.design.with(|d| match d.0.parameter(name) {
        Some(p) => {
            let value = choices.values.get(name).copied().unwrap_or(p.default);
            let shown = match p.picks.get(value as usize) {
                Some(pick) => pick.label.clone(),
                None => format(value, &p.unit.symbol, 1, app.system.get()),
            };
            (p.ask.clone(), shown)
        }
        None => {
            let ask = d.0.slots.iter().find(|s| s.name == name).map(|s| s.ask.clone()).unwrap_or_default();
            let key = choices.bindings.get(name).cloned().unwrap_or_default();
            let supply = &app.outcome.get().0.supply;
            let family = supply.find(&key).map(|k| supply.families[k].name.clone());
            (ask, family.unwrap_or(key))
        }
    })
}
