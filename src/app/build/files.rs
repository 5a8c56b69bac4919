//! Files for machines, other programs and paper, out of the build that is shown.

use leptos::prelude::*;

use crate::app::download::download_bytes;
use crate::app::live::live;
use crate::app::planning::settle;
use crate::app::state::{App, app};
use crate::app::text::{t, t_with};
use crate::export::{Format, Options, Paper, bundle, export};

/// Each format with its word, its type, and whether it has a file for each part, which then go out together.
const FILES: [(&str, Format, &str, bool); 9] = [
    ("pdf", Format::Pdf, "application/pdf", false),
    ("templates", Format::Templates, "application/pdf", false),
    ("drawings", Format::Drawings, "application/zip", true),
    ("dxf", Format::Dxf, "application/dxf", false),
    ("svg", Format::Svg, "image/svg+xml", false),
    ("step", Format::Step, "model/step", false),
    ("3mf", Format::ThreeMf, "model/3mf", false),
    ("stl", Format::Stl, "model/stl", false),
    ("glb", Format::Glb, "model/gltf-binary", false),
];
/// So that the page shows that it works before it does (ms).
const BREATH: std::time::Duration = std::time::Duration::from_millis(30);

/// A list of all formats, folded away.
#[component]
pub fn Files() -> impl IntoView {
    let app = app();
    let paper = RwSignal::new(Paper::default());
    let told = RwSignal::new(Vec::<String>::new());
    let busy = RwSignal::new(None::<&'static str>);
    let line = move |(word, format, kind, split): (&'static str, Format, &'static str, bool)| {
        let press = move |_| {
            busy.set(Some(word));
            let make = move || {
                told.set(make(app, format, kind, split, paper.get_untracked()));
                busy.set(None);
            };
            set_timeout(make, BREATH);
        };
        view! {
            <li>
                <button type="button" id=format!("file-{word}") disabled=move || busy.get().is_some() on:click=press>
                    {t(NAMES[place(word)].0)}
                </button>
                <small>{live(move || if busy.get() == Some(word) { t("files.busy") } else { t(NAMES[place(word)].1) })}</small>
            </li>
        }
    };
    view! {
        <details class="files">
            <summary>{t("files.title")}</summary>
            <label>
                {t("files.paper")}
                <select id="files-paper" on:change:target=move |ev| {
                    let chosen = Paper::NAMES.iter().find(|(word, _)| *word == ev.target().value());
                    paper.set(chosen.map(|(_, paper)| *paper).unwrap_or_default());
                }>
                    {Paper::NAMES.map(|(word, _)| view! { <option value=word>{if word == "a4" { "A4" } else { "Letter" }}</option> })}
                </select>
            </label>
            <ul>{FILES.map(line)}</ul>
            <div role="status">{live(move || told.get().into_iter().map(|line| view! { <p class="problem-line">{line}</p> }).collect_view())}</div>
            <p class="hint">{t("files.scale")}</p>
        </details>
    }
}

/// Keys of the name and of what it is for, in the order of [`FILES`].
const NAMES: [(&str, &str); 9] = [
    ("files.pdf", "files.pdf-for"),
    ("files.templates", "files.templates-for"),
    ("files.drawings", "files.drawings-for"),
    ("files.dxf", "files.dxf-for"),
    ("files.svg", "files.svg-for"),
    ("files.step", "files.step-for"),
    ("files.3mf", "files.3mf-for"),
    ("files.stl", "files.stl-for"),
    ("files.glb", "files.glb-for"),
];

fn place(word: &str) -> usize {
    FILES.iter().position(|(other, ..)| *other == word).unwrap_or(0)
}

/// Hands the files out; what is missing, in words.
#[inline(never)]
fn make(app: App, format: Format, kind: &str, split: bool, paper: Paper) -> Vec<String> {
    settle(app);
    let (design, outcome) = (app.design.get_untracked().0, app.outcome.get_untracked().0);
    let options = Options { split, paper, system: app.system.get_untracked() };
    let exported = export(format, options, &design, &outcome);
    match exported.files.as_slice() {
        [] => {}
        [file] if !split => download_bytes(&file.name, kind, &file.bytes),
        files => {
            let name = format!("{}-{}-drawings.zip", design.id, design.version);
            download_bytes(&name, kind, &bundle(files));
        }
    }
    let told = |problem: crate::diagnostic::Diagnostic| {
        let hint = problem.hint.unwrap_or_default();
        t_with("files.missing", &[("place", &problem.place.to_string()), ("what", &problem.message), ("hint", &hint)])
    };
    exported.problems.into_iter().map(told).collect()
}
