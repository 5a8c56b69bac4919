//! The yard as a file for other programs.

use leptos::prelude::*;

use super::super::text::{t, t_count};
use super::actions::Scrap;
use crate::app::download::download;
use crate::app::live::live;
use crate::stock::{Format, write_as};

/// A name of its own for each program's file.
fn file_name(format: Format) -> &'static str {
    match format {
        Format::Own => "my-scrap.csv",
        Format::CutListOptimizer => "my-scrap-cutlist-optimizer.csv",
        Format::OpenCutList => "my-scrap-opencutlist.csv",
        Format::OptiCutterLinear => "my-scrap-opticutter-bars.csv",
        Format::OptiCutterSheet => "my-scrap-opticutter-sheets.csv",
    }
}

/// Another program's table, and what it has no place for.
#[component]
pub(super) fn Export() -> impl IntoView {
    let scrap = expect_context::<Scrap>();
    let left = RwSignal::new(Vec::<String>::new());
    let save = move |format: Format| {
        let (text, problems) = scrap.app.inventory.with_untracked(|i| write_as(i, format));
        download(file_name(format), "text/csv;charset=utf-8", &text);
        left.set(problems.into_iter().map(|p| p.message).collect());
    };
    let button = move |format: Format| {
        let id = file_name(format).trim_start_matches("my-scrap-").trim_end_matches(".csv");
        view! { <li><button id=format!("export-{id}") type="button" on:click=move |_| save(format)>{format.name()}</button></li> }
    };
    view! {
        <details class="export">
            <summary id="export-more">{t("lists.export")}</summary>
            <ul>{Format::ALL.into_iter().skip(1).map(button).collect_view()}</ul>
            {live(move || {
                let left = left.get();
                (!left.is_empty()).then(|| view! {
                    <div role="status" class="export-left">
                        <p>{t_count("lists.export.left.one", "lists.export.left.many", left.len())}</p>
                        <ul>{left.into_iter().take(50).map(|text| view! { <li>{text}</li> }).collect_view()}</ul>
                    </div>
                })
            })}
        </details>
    }
}
