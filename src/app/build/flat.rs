//! An opened sheet, drawn to scale with its parts, rests and cuts; the words stand beside it for readers.

use leptos::prelude::*;

use crate::app::state::app;
use crate::app::text::{t, t_with};
use crate::cutting::{Axis, FlatDiagram, Region, RegionKind};
use crate::quantity::format;
use crate::stock::Outline;

/// One sheet; `parts` are the indices of the build's parts, `largest` the longest side of all sheets beside it (m).
#[component]
pub(super) fn FlatSheet(drawn: FlatDiagram, parts: Vec<usize>, largest: f64) -> impl IntoView {
    let app = app();
    let outcome = app.outcome.get_untracked();
    let size = |value: f64| format(value, "mm", 0, app.system.get_untracked());
    let ([low_x, low_y], [length, width]) = drawn.frame();
    // Millimetres, y upwards as in a workshop drawing.
    let corner = move |[x, y]: [f64; 2]| [(x - low_x) * 1e3, (low_y + width - y) * 1e3];
    let letter = 1e3 * largest / 32.0;
    let mut words = Vec::new();
    let regions: Vec<AnyView> = drawn
        .regions
        .iter()
        .map(|region| {
            let part = match region.kind {
                RegionKind::Part(k) => parts.get(k).copied(),
                RegionKind::Remnant | RegionKind::Defect => None,
            };
            let found = part.and_then(|k| outcome.0.build.parts.get(k));
            // A part has the sizes of the parts list, however it lies.
            let (length, width) =
                found.map_or_else(|| region.outline.extent(), |part| (part.facts.length, part.facts.width));
            let sizes = format!("{} × {}", plain(&size(length)), plain(&size(width)));
            let (class, name) = match region.kind {
                RegionKind::Part(_) => ("part", found.map(|part| part.name.clone()).unwrap_or_default()),
                RegionKind::Remnant => ("keep", t("cut.keep").to_owned()),
                RegionKind::Defect => ("defect", String::new()),
            };
            if !name.is_empty() {
                words.push(format!("{name} {sizes}"));
            }
            let is_selected = move || part.is_some() && app.selected.get() == part;
            let middle = corner(middle(region));
            let room = inner_size(region);
            view! {
                <g class=class class:sel=is_selected on:click=move |_| if part.is_some() { app.selected.set(part) }>
                    <path d=path(&region.outline, corner) />
                    {label(&name, &sizes, middle, room, letter)}
                    <title>{format!("{name} {sizes}")}</title>
                </g>
            }
            .into_any()
        })
        .collect();
    let cuts = drawn.cuts.iter().map(|line| {
        let [[x1, y1], [x2, y2]] = line.ends.map(corner);
        view! { <line class="saw" x1=x1 y1=y1 x2=x2 y2=y2 /> }
    });
    let numbers = drawn.cuts.iter().enumerate().map(|(k, line)| {
        let [x, y] = corner(line.ends[0]);
        let (dx, dy) =
            if line.cut.axis == Axis::Length { (letter * 0.6, -letter * 0.15) } else { (letter * 0.45, -letter * 0.3) };
        view! { <text class="order" x=x + dx y=y + dy font-size=letter * 0.7>{k + 1}</text> }
    });
    let view_box =
        format!("{} {} {} {}", -letter * 0.1, -letter * 0.1, length * 1e3 + letter * 0.2, width * 1e3 + letter * 0.2);
    let share = format!("inline-size: {:.1}%", 100.0 * length / largest.max(1e-9));
    view! {
        <svg class="flat" viewBox=view_box style=share role="img" aria-label=words.join(", ")>
            <path class="sheet" d=path(&drawn.sheet, corner) />
            {regions}
            {cuts.collect_view()}
            {numbers.collect_view()}
        </svg>
        {(!drawn.cuts.is_empty()).then(|| order(&drawn))}
    }
}

/// The cuts in words, in the order of sawing.
fn order(drawn: &FlatDiagram) -> AnyView {
    let cuts = &drawn.cuts;
    let app = app();
    let size = |value: f64| format(value, "mm", 0, app.system.get_untracked());
    let lines = cuts.iter().map(|line| {
        let key = if line.cut.axis == Axis::Length { "flat.along" } else { "flat.across" };
        let long = (line.cut.to - line.cut.from).abs();
        let values = [("mark", &*size(line.cut.mark)), ("long", &*size(long))];
        view! { <li>{t_with(key, &values)}</li> }
    });
    let lines = lines.collect_view();
    view! {
        <details class="order">
            <summary>{t_with("flat.order", &[("n", &cuts.len().to_string())])}</summary>
            {(drawn.trim > 0.0).then(|| view! { <p>{t_with("flat.trim", &[("trim", &size(drawn.trim))])}</p> })}
            <ol>{lines}</ol>
        </details>
    }
    .into_any()
}

/// Without its unit, which stands once above.
fn plain(size: &str) -> String {
    size.trim_end_matches("\u{a0}mm").to_owned()
}

fn path(outline: &Outline, corner: impl Fn([f64; 2]) -> [f64; 2]) -> String {
    let line = |polygon: &Vec<[f64; 2]>| {
        let points = polygon.iter().map(|c| corner(*c)).map(|[x, y]| format!("{x:.2} {y:.2}"));
        format!("M{}Z", points.collect::<Vec<_>>().join("L"))
    };
    std::iter::once(&outline.outer).chain(&outline.holes).map(line).collect()
}

/// The middle of the area of a region without its holes (m).
fn middle(region: &Region) -> [f64; 2] {
    let corners = &region.outline.outer;
    let sides = || corners.iter().zip(corners.iter().cycle().skip(1));
    let twice: f64 = sides().map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum();
    [0, 1].map(|axis| {
        let sum: f64 = sides().map(|(a, b)| (a[axis] + b[axis]) * (a[0] * b[1] - b[0] * a[1])).sum();
        if twice.abs() > 1e-12 { sum / (3.0 * twice) } else { corners.first().map_or(0.0, |c| c[axis]) }
    })
}

/// Room for words in the middle of a region (mm): that of a rectangle of its area, not larger than the box around it.
fn inner_size(region: &Region) -> [f64; 2] {
    let (length, width) = region.outline.extent();
    let share = libm::sqrt(region.outline.area() / (length * width).max(1e-12));
    [length * share * 1e3, width * share * 1e3]
}

/// Name and size of a region, as far as there is room: along it, or upwards where it is narrow.
fn label(name: &str, sizes: &str, [x, y]: [f64; 2], [length, width]: [f64; 2], letter: f64) -> Option<AnyView> {
    let is_upright = width > length;
    let (long, short) = if is_upright { (width, length) } else { (length, width) };
    let wide = |text: &str| text.chars().count() as f64 * letter * 0.55;
    let lines: Vec<&str> = match () {
        () if name.is_empty() => return None,
        () if short > 2.3 * letter && long > wide(name).max(wide(sizes)) => vec![name, sizes],
        () if short > 1.1 * letter && long > wide(name) => vec![name],
        () if short > 1.1 * letter && long > wide(sizes) => vec![sizes],
        () => return None,
    };
    let turn = is_upright.then(|| format!("rotate(-90 {x:.1} {y:.1})"));
    let first = y + letter * (0.35 - 0.6 * (lines.len() as f64 - 1.0));
    let lines = lines.into_iter().enumerate().map(|(k, line)| {
        view! { <text x=x y=first + 1.2 * letter * k as f64 font-size=letter>{line.to_owned()}</text> }
    });
    let lines = lines.collect_view();
    Some(view! { <g transform=turn>{lines}</g> }.into_any())
}
