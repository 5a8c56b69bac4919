//! What came of the marks: the true-size drawing, how sure it is, and the piece that it becomes.

use leptos::prelude::*;

use crate::app::live::live;
use crate::app::text::{t, t_with};
use crate::diagnostic::Diagnostic;
use crate::quantity::{System, Unit, format, read};
use crate::stock::{Form, Material, Outline, StockPiece, unusable};

use super::super::actions::Scrap;
use super::{Step, Tracing};

/// Tolerances are written to this (m).
const FINENESS: f64 = 1e-4;

#[component]
pub(super) fn Result() -> impl IntoView {
    let (tracing, scrap) = (expect_context::<Tracing>(), expect_context::<Scrap>());
    let name = RwSignal::new(t("trace.name.default").to_owned());
    let thickness = RwSignal::new(String::new());
    let material = RwSignal::new(String::new());
    let why = RwSignal::new(None::<String>);
    let sound = Memo::new(move |_| tracing.traced.with(|t| t.outline.is_some()));
    let piece = move || -> std::result::Result<StockPiece, String> {
        let (outline, error) = tracing.traced.with_untracked(|t| (t.outline.clone(), t.error));
        let outline = outline.ok_or_else(|| t("trace.none").to_owned())?;
        let mm = Unit::named("mm").cloned().unwrap_or_else(Unit::none);
        let thick = read(&thickness.get_untracked(), &mm).map_err(|_| t("trace.bad-thickness").to_owned())?.value;
        let (length, width) = outline.extent();
        let piece = StockPiece {
            name: name.get_untracked().trim().to_owned(),
            form: Form::Sheet,
            material: material.get_untracked(),
            quantity: Some(1),
            length: Some(length),
            width: Some(width),
            thickness: Some(thick),
            outline: outline.write(),
            tolerance: libm::ceil(error / FINENESS) * FINENESS,
            attributes: [("measure".to_owned(), t("trace.measure").to_owned())].into(),
            ..StockPiece::default()
        };
        match unusable(&piece) {
            Some(reason) => Err(reason),
            None => Ok(piece),
        }
    };
    let add = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        match piece() {
            Ok(piece) => {
                scrap.add(vec![piece]);
                tracing.reset();
                tracing.told.set((false, t("trace.added")));
            }
            Err(reason) => why.set(Some(reason)),
        }
    };
    let another = move |_| {
        tracing.marks.update(|marks| marks.rings.push(Vec::new()));
        tracing.go(Step::Outline);
    };
    let again = move |_| {
        tracing.marks.update(|marks| marks.rings.clear());
        tracing.go(Step::Outline);
    };
    let options = std::iter::once((String::new(), t("scrap.material.unknown").to_owned()))
        .chain(Material::all().iter().map(|m| (m.id.clone(), m.name.clone())))
        .map(|(id, name)| view! { <option value=id>{name}</option> })
        .collect_view();
    view! {
        <p class="trace-step"><b>"3. "</b>{t("trace.result")}</p>
        <div class="trace-tools">
            <button type="button" on:click=move |_| tracing.go(Step::Paper)>{t("trace.back-paper")}</button>
            <button id="trace-back" type="button" on:click=move |_| tracing.go(Step::Outline)>
                {t("trace.back-outline")}
            </button>
            <button type="button" on:click=again>{t("trace.again")}</button>
            <button id="trace-hole" type="button" disabled=move || !sound.get() on:click=another>{t("trace.hole")}</button>
        </div>
        <Problems about_paper=false />
        {live(move || {
            let system = scrap.app.system.get();
            tracing.traced.with(|t| t.outline.as_ref().map(|outline| drawing(outline, t.error, system)))
        })}
        <form class="trace-form" on:submit=add>
            <label>
                <span>{t("scrap.field.name")}</span>
                <input
                    id="trace-name"
                    type="text"
                    autocomplete="off"
                    prop:value=name
                    on:input:target=move |ev| name.set(ev.target().value())
                />
            </label>
            <label>
                <span>{t("scrap.field.thickness")}</span>
                <input
                    id="trace-thickness"
                    type="text"
                    autocomplete="off"
                    placeholder="18 mm"
                    aria-invalid=Signal::derive(move || why.with(Option::is_some).to_string())
                    aria-describedby="trace-why"
                    prop:value=thickness
                    on:input:target=move |ev| {
                        thickness.set(ev.target().value());
                        why.set(None);
                    }
                />
            </label>
            <label>
                <span>{t("scrap.field.material")}</span>
                <select id="trace-material" on:change:target=move |ev| material.set(ev.target().value())>{options}</select>
            </label>
            <button id="trace-add-piece" type="submit" class="main" disabled=move || !sound.get()>{t("trace.add-piece")}</button>
            <p id="trace-why" class="bad" role="alert">{move || why.get()}</p>
        </form>
    }
}

/// What is wrong or doubtful: of the paper alone, or of all.
#[component]
pub(super) fn Problems(about_paper: bool) -> impl IntoView {
    let tracing = expect_context::<Tracing>();
    live(move || {
        let about = |p: &&Diagnostic| !about_paper || matches!(p.code, "bad-paper" | "paper-turned");
        tracing.traced.with(|traced| {
            let lines = traced.problems.iter().filter(about).map(line).collect_view();
            view! { <ul class="trace-problems" role="status">{lines}</ul> }
        })
    })
}

/// A problem as an entry of a list.
pub(super) fn line(p: &Diagnostic) -> impl IntoView + use<> {
    let sign = if p.is_error() { "✕" } else { "!" };
    view! {
        <li class:bad=p.is_error()>
            <span aria-hidden="true">{sign}</span>
            <span>
                <b>{p.place.to_string()} ": "</b>
                {p.message.clone()} ". "
                <span class="soft">{p.hint.clone()}"."</span>
            </span>
        </li>
    }
}

/// The true-size outline with the lengths of its sides, and how sure they are.
fn drawing(outline: &Outline, error: f64, system: System) -> impl IntoView + use<> {
    let (width, height) = outline.extent();
    let larger = width.max(height).max(1e-3);
    // In thousandths of the larger side, y downwards.
    let at = |p: [f64; 2]| [p[0] / larger * 1e3, (height - p[1]) / larger * 1e3];
    let rings = || std::iter::once(&outline.outer).chain(&outline.holes);
    let path: String = rings()
        .map(|ring| {
            let points = ring.iter().map(|p| at(*p)).map(|[x, y]| format!("{x:.1} {y:.1}"));
            format!("M{}z", points.collect::<Vec<_>>().join("L"))
        })
        .collect();
    let middle = [width / 2.0, height / 2.0];
    let label = |p: [f64; 2], q: [f64; 2]| {
        let length = libm::hypot(q[0] - p[0], q[1] - p[1]);
        let between = [(p[0] + q[0]) / 2.0, (p[1] + q[1]) / 2.0];
        // Across the side, away from the middle of the piece.
        let (mut nx, mut ny) = ((q[1] - p[1]) / length.max(1e-9), (p[0] - q[0]) / length.max(1e-9));
        if nx * (between[0] - middle[0]) + ny * (between[1] - middle[1]) < 0.0 {
            (nx, ny) = (-nx, -ny);
        }
        let [x, y] = at(between);
        view! {
            <text x=format!("{:.1}", x + 130.0 * nx) y=format!("{:.1}", y - 45.0 * ny)>{format(length, "mm", 0, system)}</text>
        }
    };
    let labels =
        rings().flat_map(|ring| (0..ring.len()).map(|k| label(ring[k], ring[(k + 1) % ring.len()]))).collect_view();
    let room = format!("-230 -90 {:.0} {:.0}", width / larger * 1e3 + 460.0, height / larger * 1e3 + 180.0);
    let mm = |v: f64| format(v, "mm", 0, system);
    let values = [("length", mm(width)), ("width", mm(height)), ("error", format(error, "mm", 1, system))];
    let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
    view! {
        <svg id="trace-drawing" class="trace-drawing" viewBox=room role="img" aria-label=t("trace.drawing")>
            <path d=path fill-rule="evenodd" />
            {labels}
        </svg>
        <p id="trace-size"><b>{t_with("trace.size", &values)}</b></p>
        <p class="soft">{t("trace.error")}</p>
    }
}
