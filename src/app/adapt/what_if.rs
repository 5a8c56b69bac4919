//! What giving up one lock or requirement would bring, each to be taken where it is the maker's own.

use leptos::prelude::*;

use super::words::{reached, what_of};
use super::{Adapting, Stage};
use crate::adapt::{Found, Goal, Relaxation, Way};
use crate::app::text::{t, t_with};
use crate::quantity::{System, format, format_number};

/// The list; nothing where nothing helps, or where what is shown is not what was found.
pub(super) fn what_if(adapting: Adapting) -> Option<AnyView> {
    let Stage::Done(progress) = adapting.stage.get() else { return None };
    if !adapting.is_shown(&progress) {
        return None;
    }
    let best = progress.best;
    let line = |relaxation: Relaxation| {
        let text = match (&best, relaxation.better) {
            (Some(best), Some(level)) => better(adapting, &relaxation, best, level),
            _ => way_out(adapting, &relaxation),
        };
        let Relaxation { way, found, .. } = relaxation;
        let take = move |_| {
            adapting.put(found.choices.clone());
            adapting.forget();
        };
        // A requirement is nothing to give up with one press.
        let button = (!matches!(way, Way::Check(_)))
            .then(|| view! { <button type="button" class="take" on:click=take>{t("adapt.take")}</button> });
        view! { <li>{text} " " {button}</li> }
    };
    let title = best.is_some().then(|| view! { <h3 class="what-if">{t("adapt.what-if")}</h3> });
    let lines: Vec<_> = progress.relaxations.into_iter().map(line).collect();
    (!lines.is_empty()).then(|| view! { {title} <ul class="ways-out">{lines}</ul> }.into_any())
}

/// Where nothing holds.
fn way_out(adapting: Adapting, relaxation: &Relaxation) -> String {
    let found = &relaxation.found;
    let money = format(found.money, "EUR", 2, System::Metric);
    match &relaxation.way {
        Way::Lock(name) => {
            let (ask, value) = what_of(adapting.app, name, &found.choices);
            t_with("adapt.unlock", &[("ask", &ask), ("value", &value), ("money", &money)])
        }
        Way::Locks => t_with("adapt.unlock-all", &[("money", &money)]),
        Way::Check(id) => t_with("adapt.drop-check", &[("check", &check_title(adapting, id)), ("money", &money)]),
    }
}

/// Where there is a solution, and this is a better one.
fn better(adapting: Adapting, relaxation: &Relaxation, best: &Found, level: usize) -> String {
    let found = &relaxation.found;
    let gain = gain(adapting, found, best, level);
    match &relaxation.way {
        Way::Lock(name) => {
            let (ask, value) = what_of(adapting.app, name, &found.choices);
            t_with("adapt.unlock-gain", &[("ask", &ask), ("value", &value), ("gain", &gain)])
        }
        Way::Locks => t_with("adapt.unlock-all-gain", &[("gain", &gain)]),
        Way::Check(id) => {
            let sizes = relaxation.allowed.as_ref().map(|allowed| {
                let system = adapting.app.system.get();
                let size = |value: f64| match allowed.unit.as_str() {
                    "" => format_number(value, 2),
                    unit => format(value, unit, 1, system),
                };
                (size(allowed.value), size(allowed.limit))
            });
            let (value, limit) = sizes.unwrap_or_default();
            let check = check_title(adapting, id);
            t_with("adapt.drop-check-gain", &[("check", &check), ("value", &value), ("limit", &limit), ("gain", &gain)])
        }
    }
}

/// How much better the goal that comes out better is.
fn gain(adapting: Adapting, found: &Found, best: &Found, level: usize) -> String {
    let Some((new, old)) = found.reached.get(level).zip(best.reached.get(level)) else { return String::new() };
    let less = old.value - new.value;
    match &new.goal {
        Goal::Spend => t_with("adapt.gain.spend", &[("money", &format(less, "EUR", 2, System::Metric))]),
        Goal::Scrap => t_with("adapt.gain.scrap", &[("mass", &format(less, "kg", 1, adapting.app.system.get()))]),
        Goal::Cuts => t_with("adapt.gain.cuts", &[("n", &format_number(less, 0))]),
        Goal::Wishes => t("adapt.gain.wishes").to_owned(),
        Goal::Best(_) => {
            let [new, old] = [new, old].map(|one| reached(adapting.app, one, best));
            t_with("adapt.gain.best", &[("new", &new), ("old", &old)])
        }
    }
}

fn check_title(adapting: Adapting, id: &str) -> String {
    let title = adapting.app.design.with(|d| d.0.checks.iter().find(|c| c.id == id).map(|c| c.title.clone()));
    title.unwrap_or_default()
}
