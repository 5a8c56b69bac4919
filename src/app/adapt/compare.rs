//! Builds put aside, and beside one another: picture, and only what differs.

use leptos::{html, prelude::*};

use super::Adapting;
use crate::app::build::bodies;
use crate::app::live::live;
use crate::app::state::App;
use crate::app::text::{t, t_with};
use crate::app::viewer::{Scene, thumbnail};
use crate::bom::Source;
use crate::design::Design;
use crate::project::{Choices, Outcome, evaluate};
use crate::quantity::{System, format, format_number};

/// Most builds that are put aside for one design.
const MOST: usize = 3;
/// Size of a picture (px).
const PICTURE: [f64; 2] = [220.0, 160.0];

/// The buttons below the answer: put this build aside, look at all of them.
pub(super) fn cards(adapting: Adapting) -> AnyView {
    let app = adapting.app;
    let dialog = NodeRef::<html::Dialog>::new();
    let is_open = RwSignal::new(false);
    let aside = move || app.alternatives.with(|all| all.get(&id(app)).cloned()).unwrap_or_default();
    let is_there = move || app.choices.with(|now| aside().contains(now));
    let is_full = move || aside().len() >= MOST;
    let keep = move |_| {
        let now = app.choices.get_untracked();
        app.alternatives.update(|all| all.entry(id(app)).or_default().push(now));
    };
    let open = move |_| {
        is_open.set(true);
        if let Some(dialog) = dialog.get_untracked() {
            drop(dialog.show_modal());
        }
    };
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    view! {
        <p class="compare-bar">
            <button type="button" id="put-aside" disabled=move || is_there() || is_full() on:click=keep>{t("compare.keep")}</button>
            {live(move || match aside().len() {
                0 => None,
                n => Some(view! { <button type="button" id="compare" on:click=open>{t_with("compare.open", &[("n", &n.to_string())])}</button> }),
            })}
        </p>
        <dialog class="compare" node_ref=dialog aria-label=t("compare.title") on:close=move |_| is_open.set(false)>
            <header>
                <h2>{t("compare.title")}</h2>
                <button type="button" class="plain" aria-label=t("compare.close") on:click=move |_| close()>"×"</button>
            </header>
            {live(move || is_open.get().then(|| table(adapting, aside(), close)))}
        </dialog>
    }
    .into_any()
}

fn id(app: App) -> String {
    app.design.with(|d| d.0.id.clone())
}

/// A build in a column.
struct Column {
    choices: Choices,
    outcome: Outcome,
}

fn table(adapting: Adapting, aside: Vec<Choices>, close: impl Fn() + Copy + 'static) -> AnyView {
    let app = adapting.app;
    let design = app.design.get().0;
    let (stock, settings, system) = (app.known_stock(), app.settings.get(), app.system.get());
    let now = app.choices.get();
    let others = aside.iter().filter(|choices| **choices != now).cloned();
    let column = |choices: Choices| Column { outcome: evaluate(&design, &choices, &stock, settings, system), choices };
    let columns: Vec<Column> = std::iter::once(now.clone()).chain(others).map(column).collect();
    let heads =
        columns.iter().enumerate().map(|(k, column)| head(adapting, column, k, aside.contains(&column.choices), close));
    let rows = rows(&design, &columns, system).into_iter().map(|(title, cells)| {
        view! { <tr><th scope="row">{title}</th>{cells.into_iter().map(|cell| view! { <td>{cell}</td> }).collect_view()}</tr> }
    });
    view! {
        <div class="compare-table">
            <table>
                <thead><tr><td></td>{heads.collect_view()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        <p class="hint">{t("compare.hint")}</p>
    }
    .into_any()
}

/// Picture, name and buttons of a column.
fn head(
    adapting: Adapting,
    column: &Column,
    place: usize,
    is_kept: bool,
    close: impl Fn() + Copy + 'static,
) -> AnyView {
    let app = adapting.app;
    let scene = Scene { bodies: bodies(&column.outcome), ..Scene::default() };
    let picture = thumbnail(&scene, PICTURE);
    let name =
        if place == 0 { t("compare.now").to_owned() } else { t_with("compare.number", &[("n", &place.to_string())]) };
    let (own, gone) = (column.choices.clone(), column.choices.clone());
    let take = move |_| {
        adapting.put(own.clone());
        close();
    };
    let remove = move |_| {
        app.alternatives.update(|all| {
            if let Some(list) = all.get_mut(&id(app)) {
                list.retain(|choices| *choices != gone);
            }
        });
    };
    view! {
        <th scope="col">
            <svg viewBox=format!("0 0 {} {}", PICTURE[0], PICTURE[1]) aria-hidden="true" inner_html=picture></svg>
            <span>{name}</span>
            <span class="compare-buttons">
                {(place > 0).then(|| view! { <button type="button" class="take" on:click=take>{t("adapt.take")}</button> })}
                {is_kept.then(|| view! { <button type="button" class="plain" on:click=remove>{t("compare.remove")}</button> })}
            </span>
        </th>
    }
    .into_any()
}

type Rows = Vec<(String, Vec<String>)>;

/// What differs, from money to requirements; with one column alone everything.
fn rows(design: &Design, columns: &[Column], system: System) -> Rows {
    let mut rows: Rows = Vec::new();
    let mut row = |title: String, cell: &dyn Fn(&Column) -> String| {
        let cells: Vec<String> = columns.iter().map(cell).collect();
        if columns.len() == 1 || cells.iter().any(|other| *other != cells[0]) {
            rows.push((title, cells));
        }
    };
    let totals = |c: &Column| c.outcome.bom.totals;
    row(t("figure.spend").to_owned(), &|c| format(totals(c).cost, "EUR", 2, System::Metric));
    row(t("figure.scrap").to_owned(), &|c| format!("{:.0}\u{a0}%", totals(c).reuse * 100.0));
    row(t("figure.weight").to_owned(), &|c| format(totals(c).mass, "kg", 1, system));
    row(t("compare.carbon").to_owned(), &|c| carbon(c, system));
    row(t("compare.missing").to_owned(), &|c| totals(c).missing.to_string());
    row(t("compare.cuts").to_owned(), &|c| c.outcome.plan.cuts().to_string());
    for (k, metric) in design.metrics.iter().enumerate() {
        row(metric.title.clone(), &|c| {
            let value = c.outcome.build.metrics.get(k).map_or(f64::NAN, |m| m.value);
            format(value, &metric.unit, if value.abs() < 10.0 { 2 } else { 0 }, system)
        });
    }
    for (k, p) in design.parameters.iter().enumerate() {
        row(p.ask.clone(), &|c| {
            let value = c.outcome.build.parameters.get(k).copied().unwrap_or(p.default);
            match p.picks.get(value as usize) {
                Some(pick) => pick.label.clone(),
                None => format(value, &p.unit.symbol, 1, system),
            }
        });
    }
    for (k, slot) in design.slots.iter().enumerate() {
        row(slot.ask.clone(), &|c| {
            let fill = c.outcome.build.slots.get(k).and_then(|slot| slot.fill.as_ref());
            let family = fill.and_then(|fill| c.outcome.supply.find(&fill.key));
            family.map(|k| c.outcome.supply.families[k].name.clone()).unwrap_or_default()
        });
    }
    row(t("compare.buy").to_owned(), &|c| {
        let lines = c.outcome.bom.lines.iter().filter(|line| line.source == Source::Buy);
        let line = |line: &crate::bom::Line| match line.length {
            Some(length) => format!("{} × {} {}", line.quantity, line.name, format(length, "mm", 0, system)),
            None => format!("{} × {}", line.quantity, line.name),
        };
        lines.map(line).collect::<Vec<_>>().join(", ")
    });
    for (k, check) in design.checks.iter().enumerate() {
        row(check.title.clone(), &|c| {
            let Some(result) = c.outcome.build.checks.get(k) else { return String::new() };
            let used = (result.utilisation * 100.0).min(999.0);
            let state = if result.holds { t("checks.holds") } else { t("checks.fails") };
            format!("{state}, {}", t_with("checks.used", &[("share", &format_number(used, 0))]))
        });
    }
    rows
}

/// Embodied carbon of what is bought, from low to high.
fn carbon(column: &Column, system: System) -> String {
    let totals = column.outcome.bom.totals;
    let [low, high] = totals.carbon.map(|mass| format_number(mass, 1));
    let known = if low == high { low } else { format!("{low}–{high}") };
    let unknown = format(totals.carbon_unknown, "kg", 1, system);
    match totals.carbon_unknown > 0.05 {
        true => t_with("compare.carbon-partly", &[("known", &known), ("unknown", &unknown)]),
        false => t_with("compare.carbon-known", &[("known", &known)]),
    }
}
