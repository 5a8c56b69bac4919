//! The cut list: every piece that is opened, as a bar with its parts, drawn to scale.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use crate::app::live::live;

use super::flat::FlatSheet;
use crate::app::state::app;
use crate::app::text::{t, t_with};
use crate::cutting::{BandKind, CutPiece, LinearProblem, Plan, diagram};
use crate::project::{Cutting, GroupPlan, Worth};
use crate::quantity::{System, format};

/// All opened pieces, by family.
#[component]
pub fn CutTab() -> impl IntoView {
    let app = app();
    let settings = move || {
        let s = app.settings.get();
        let mm = |v: f64| format(v, "mm", 1, app.system.get());
        t_with("cut.settings", &[("kerf", &mm(s.kerf)), ("trim", &mm(s.trim)), ("rest", &mm(s.min_remnant))])
    };
    view! {
        <p class="hint">{settings}</p>
        {live(move || {
            let count = app.outcome.get().0.plan.groups.len();
            (0..count).map(|k| view! { <Group index=k /> }).collect_view()
        })}
        <p class="legend">
            <span class="swatch part"></span>{t("cut.part")}
            <span class="swatch keep"></span>{t("cut.keep")}
            <span class="swatch waste"></span>{t("cut.waste")}
        </p>
        <super::book::Book />
    }
}

#[component]
fn Group(index: usize) -> impl IntoView {
    let app = app();
    let outcome = app.outcome.get_untracked();
    let group = outcome.0.plan.groups.get(index).filter(|group| !group.is_whole(&outcome.0.supply));
    let Some(group) = group else { return ().into_any() };
    let name = outcome.0.supply.families[group.family].name.clone();
    let unplaced = group.cutting.unplaced().iter().map(|u| {
        view! {
            <p class="problem-line">{u.count} " × " {u.part.clone()} ": " {u.reason.clone()}</p>
        }
    });
    let pieces = match &group.cutting {
        Cutting::Lengths(problem, plan) => lengths(group, problem, plan),
        _ => sheets(group),
    };
    view! {
        <h3>{name}</h3>
        {unplaced.collect_view()}
        {pieces}
        {group.is_hurried.then(|| view! { <p class="hint" role="status">{t("cut.hurried")}</p> })}
        {one_more(index)}
    }
    .into_any()
}

/// How long everything has to rest before it is tried what one more piece would be worth (ms).
const REST: u32 = 500;

/// What one more piece would be worth; it follows a moment later, so that no slider waits for it.
fn one_more(index: usize) -> AnyView {
    let app = app();
    let found = RwSignal::new(Vec::<String>::new());
    let look = move || {
        let outcome = app.outcome.get_untracked();
        let worth = outcome.0.plan.groups.get(index).map(GroupPlan::one_more).unwrap_or_default();
        let line = |worth: Worth| {
            let name = outcome.0.supply.inventory.pieces.get(worth.piece).map(|p| p.name.clone()).unwrap_or_default();
            match worth.parts {
                0 => t_with(
                    "cut.one-more",
                    &[("name", &name), ("money", &format(worth.money, "EUR", 2, System::Metric))],
                ),
                n => t_with("cut.one-more-fits", &[("name", &name), ("n", &n.to_string())]),
            }
        };
        drop(found.try_set(worth.into_iter().take(3).map(line).collect()));
    };
    // Gone with the list, so that only the last one looks.
    StoredValue::new_local(Timeout::new(REST, look));
    let lines = move || found.get().into_iter().map(|line| view! { <p class="one-more">{line}</p> }).collect_view();
    live(lines)
}

/// Bars with what is cut from each.
fn lengths(group: &GroupPlan, problem: &LinearProblem, plan: &Plan) -> AnyView {
    let longest = plan.pieces.iter().map(|p| problem.bars[p.bar].length).fold(0.0, f64::max);
    let system = app().system.get_untracked();
    let bars = plan.pieces.iter().map(|piece| {
        let bar = &problem.bars[piece.bar];
        let title = title(group.pieces[piece.bar], piece.copy, &format(bar.length, "mm", 0, system));
        view! { <figure class="bar">{caption(title, bar.bought)} {bands(group, problem, piece, longest)} {marks(piece)}</figure> }
    });
    bars.collect_view().into_any()
}

/// Where to mark a piece, all from one end, so that no measuring error adds to another.
fn marks(piece: &CutPiece) -> Option<AnyView> {
    let system = app().system.get_untracked();
    let start = piece.cuts.first().map(|cut| cut.from).filter(|from| *from > 0.0);
    let marks = start.into_iter().chain(piece.cuts.iter().map(|cut| cut.to));
    let marks: Vec<String> =
        marks.map(|at| format(at, "mm", 0, system).trim_end_matches("\u{a0}mm").to_owned()).collect();
    let words = || t_with("cut.marks", &[("marks", &marks.join(" · "))]);
    (!marks.is_empty()).then(|| view! { <small class="marks-line">{words()}</small> }.into_any())
}

/// Sheets with what is cut from each.
fn sheets(group: &GroupPlan) -> AnyView {
    let drawn = group.cutting.flat_diagrams();
    let system = app().system.get_untracked();
    let size = |value: f64| format(value, "mm", 0, system);
    let largest = drawn.iter().map(|d| d.frame().1[0]).fold(0.0, f64::max);
    let sheets = group.opened().into_iter().zip(drawn).map(|(opened, drawn)| {
        let [length, width] = drawn.frame().1;
        let sizes = format!("{} × {}", size(length).trim_end_matches("\u{a0}mm"), size(width));
        let title = title(opened.piece, opened.copy, &sizes);
        let parts = group.parts.clone();
        view! { <figure class="bar">{caption(title, group.price(opened.piece).0)} <FlatSheet drawn parts largest /></figure> }
    });
    sheets.collect_view().into_any()
}

/// A piece of the supply, which of its copies, and its size.
fn title(piece: usize, copy: u32, size: &str) -> String {
    let outcome = app().outcome.get_untracked();
    let name = outcome.0.supply.inventory.pieces.get(piece).map(|p| p.name.clone()).unwrap_or_default();
    format!("{name} · {} {} · {size}", t("cut.number"), copy + 1)
}

fn caption(title: String, bought: bool) -> impl IntoView {
    view! { <figcaption>{title} {bought.then(|| view! { <span class="chip b">{t("chip.buy")}</span> })}</figcaption> }
}

/// One piece as SVG, to scale with the longest of its family; the words stand beside the drawing for readers.
fn bands(group: &GroupPlan, problem: &LinearProblem, piece: &CutPiece, longest: f64) -> impl IntoView + use<> {
    let app = app();
    let outcome = app.outcome.get_untracked();
    let length = problem.bars[piece.bar].length;
    let width = 1000.0 * length / longest.max(1e-9);
    let scale = width / length.max(1e-9);
    let mut words = Vec::new();
    let mut shapes = Vec::new();
    for band in diagram(problem, piece) {
        let (x, w) = (band.from * scale, (band.to - band.from) * scale);
        let size = format(band.to - band.from, "mm", 0, app.system.get_untracked());
        let (class, text, part) = match band.kind {
            BandKind::Part(k) => {
                let part = &outcome.0.build.parts[group.parts[k]];
                words.push(format!("{} {size}", part.name));
                ("part", format!("{} {}", size.trim_end_matches("\u{a0}mm"), part.name), Some(group.parts[k]))
            }
            BandKind::Remnant => {
                words.push(t_with("cut.keep-size", &[("size", &size)]));
                ("keep", t_with("cut.keep-size", &[("size", &size)]), None)
            }
            BandKind::Defect => ("defect", String::new(), None),
            BandKind::Kerf => ("kerf", String::new(), None),
            _ => ("waste", String::new(), None),
        };
        let fits = (w / 12.5) as usize;
        let label = if text.chars().count() <= fits {
            text.clone()
        } else {
            text.chars().take_while(|c| *c != ' ').take(fits).collect()
        };
        let is_selected = move || part.is_some() && app.selected.get() == part;
        shapes.push(view! {
            <g class=class class:sel=is_selected on:click=move |_| if part.is_some() { app.selected.set(part) }>
                <rect x=x y="1" width=w height="54" />
                {(w > 40.0 && !label.is_empty()).then(|| view! { <text x=x + w / 2.0 y="36">{label}</text> })}
                <title>{text}</title>
            </g>
        });
    }
    view! {
        <svg class="bands" viewBox="0 0 1000 56" role="img" aria-label=words.join(", ")>{shapes}</svg>
    }
}
