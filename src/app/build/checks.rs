//! Every requirement with its value, its limit, how much of it is in use, and what would mend it.

use leptos::prelude::*;

use crate::app::icons::Verdict;
use crate::app::state::app;
use crate::app::text::{t, t_with};
use crate::design::{CheckResult, Compare};
use crate::quantity::{System, format};

/// All requirements; what fails stands first.
#[component]
pub fn ChecksTab() -> impl IntoView {
    let app = app();
    let checks = move || {
        let mut all = app.outcome.get().0.build.checks.clone();
        crate::order::sort_by_key(&mut all, |c| (c.holds, !c.must));
        all
    };
    let hazards = move || app.design.get().0.hazards.clone();
    view! {
        <p class="hint">{t("checks.intro")}</p>
        <ul class="checks">
            {move || checks().into_iter().map(|c| check(&c, app.system.get())).collect_view()}
        </ul>
        <h3>{t("checks.hazards")}</h3>
        <ul class="hazards">{move || hazards().into_iter().map(|h| view! { <li>{h}</li> }).collect_view()}</ul>
    }
}

fn check(c: &CheckResult, system: System) -> impl IntoView + use<> {
    let value = figure(c.value, &c.unit, system);
    let limit = figure(c.limit, &c.unit, system);
    let words = match c.compare {
        Compare::AtMost => t_with("checks.at-most", &[("value", &value), ("limit", &limit)]),
        Compare::AtLeast => t_with("checks.at-least", &[("value", &value), ("limit", &limit)]),
    };
    let used = if c.utilisation.is_finite() { (c.utilisation * 100.0).min(999.0) } else { 999.0 };
    let share = t_with("checks.used", &[("share", &format!("{used:.0}"))]);
    let class = match (c.holds, c.must) {
        (true, _) => "check",
        (false, true) => "check bad",
        (false, false) => "check soft",
    };
    let state = match (c.holds, c.must) {
        (true, _) => t("checks.holds"),
        (false, true) => t("checks.fails"),
        (false, false) => t("checks.should"),
    };
    view! {
        <li class=class data-check=c.id.clone()>
            <Verdict holds=c.holds />
            <div>
                <strong>{c.title.clone()}</strong> <span class="state">{state}</span>
                <p>{words}</p>
                <div class="margin" role="img" aria-label=share.clone() title=share><span style=format!("inline-size:{:.0}%", used.min(100.0))></span></div>
                {(!c.holds && !c.advice.is_empty()).then(|| view! { <p class="advice">{c.advice.clone()}</p> })}
                <details>
                    <summary>{t("checks.why")}</summary>
                    <p>{c.why.clone()}</p>
                    <p><code>{c.formula.clone()}</code></p>
                    {(!c.source.is_empty()).then(|| view! { <p class="hint">{c.source.clone()}</p> })}
                </details>
            </div>
        </li>
    }
}

/// About three figures: nobody needs hundredths of a newton.
fn figure(value: f64, unit: &str, system: System) -> String {
    let factor = crate::quantity::Unit::parse(unit).map_or(1.0, |u| u.factor);
    let decimals = match (value / factor).abs() {
        v if v >= 100.0 => 0,
        v if v >= 10.0 => 1,
        _ => 2,
    };
    format(value, unit, decimals, system)
}
