//! The parts list: what there is, how large, from where; a row and its part in the picture are one selection.

use leptos::prelude::*;

use crate::app::live::live;

use super::export::Downloads;
use crate::app::state::app;
use crate::app::text::{t, t_count, t_with};
use crate::bom::{Line, Source};
use crate::quantity::{System, format};

/// All parts and hardware, with totals pinned below.
#[component]
pub fn PartsTab() -> impl IntoView {
    let app = app();
    let lines = Memo::new(move |_| {
        let outcome = app.outcome.get();
        outcome.0.bom.lines.iter().filter(|l| l.part.is_some() || l.length.is_none()).cloned().collect::<Vec<Line>>()
    });
    view! {
        <table class="parts">
            <thead>
                <tr><th class="n">{t("parts.quantity")}</th><th>{t("parts.part")}</th><th class="n">{t("parts.from")}</th></tr>
            </thead>
            <tbody>
                {live(move || lines.get().into_iter().map(|line| view! { <PartRow line /> }).collect_view())}
            </tbody>
        </table>
        <Totals />
        <Downloads />
    }
}

/// Sizes of a line, such as `1 400 × 145 × 28`.
pub(super) fn sizes(line: &Line, system: System) -> String {
    let sizes: Vec<String> = [line.length, line.width, line.height, line.thickness]
        .into_iter()
        .flatten()
        .map(|v| format(v, "mm", 0, system).trim_end_matches("\u{a0}mm").to_owned())
        .collect();
    sizes.join(" × ")
}

/// Where a line comes from, in a few words.
pub(super) fn origin(line: &Line) -> String {
    let mut names: Vec<String> = Vec::new();
    for from in &line.from {
        if !names.contains(&from.name) {
            names.push(from.name.clone());
        }
    }
    names.join(", ")
}

#[component]
fn PartRow(line: Line) -> impl IntoView {
    let app = app();
    let part = line.part;
    let is_selected = move || part.is_some() && app.selected.get() == part;
    let is_pointed = move || part.is_some() && app.pointed.get() == part;
    let point = move |part: Option<usize>| app.pointed.set(part);
    let select = move || app.selected.set(if is_selected() { None } else { part });
    let note = match (&line.note, line.ends) {
        (note, _) if !note.is_empty() => note.clone(),
        (_, Some([a, b])) => {
            t_with("parts.ends", &[("a", &format!("{:.0}°", a.abs())), ("b", &format!("{:.0}°", b.abs()))])
        }
        _ => String::new(),
    };
    let (chip, class) = match line.source {
        Source::Have => (t("chip.have"), "chip"),
        Source::Cut if line.from.iter().all(|f| !f.bought) => (t("chip.scrap"), "chip"),
        Source::Cut => (t("chip.new"), "chip b"),
        Source::Buy if line.part.is_some() => (t("chip.missing"), "chip p"),
        Source::Buy => (t("chip.buy"), "chip b"),
    };
    let from = origin(&line);
    let size = sizes(&line, app.system.get_untracked());
    view! {
        <tr
            class:sel=is_selected
            class:hot=is_pointed
            class:can=part.is_some()
            data-part=line.id.clone()
            on:click=move |_| select()
            on:pointerenter=move |_| point(part)
            on:pointerleave=move |_| point(None)
        >
            <td class="n">{line.quantity}</td>
            <td>
                {if part.is_some() {
                    view! { <button class="plain" aria-pressed=move || is_selected().to_string() on:click=move |ev| { ev.stop_propagation(); select(); }>{line.name.clone()}</button> }.into_any()
                } else {
                    view! { {line.name.clone()} }.into_any()
                }}
                <small>{size}</small>
                {(!note.is_empty()).then(|| view! { <small class="note">{note}</small> })}
            </td>
            <td class="n"><span class=class>{chip}</span><small>{from}</small></td>
        </tr>
    }
}

#[component]
fn Totals() -> impl IntoView {
    let app = app();
    let totals = move || app.outcome.get().0.bom.totals;
    let rests = move || {
        let t = totals();
        let size = of_both(t.remnant_length, t.remnant_area, 1, app.system.get());
        format!("{}, {size}", t_count("totals.pieces.one", "totals.pieces.many", t.remnants as usize))
    };
    view! {
        <dl class="total">
            <dt><b>{t("totals.spend")}</b></dt>
            <dd><b>{live(move || format(totals().cost, "EUR", 2, System::Metric))}</b></dd>
            <dt>{t("totals.left")}</dt>
            <dd>{rests}</dd>
            <dt>{t("totals.waste")}</dt>
            <dd>{live(move || of_both(totals().waste, totals().waste_area, 2, app.system.get()))}</dd>
        </dl>
    }
}

/// Of linear stock and, where there are any, of sheets.
fn of_both(length: f64, area: f64, digits: usize, system: System) -> String {
    let lengths = format(length, "m", digits, system);
    match area > 0.0 {
        true => format!("{lengths}, {}", format(area, "m2", digits + 1, system)),
        false => lengths,
    }
}
