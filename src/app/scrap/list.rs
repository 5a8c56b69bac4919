//! The yard, grouped by form.

use leptos::prelude::*;

use super::super::text::t;
use super::actions::Scrap;
use super::row::Row;
use super::section::extent;
use crate::stock::Form;

/// The groups' headings.
fn heading(form: Form) -> &'static str {
    t(match form {
        Form::Board => "scrap.form.board",
        Form::Rod => "scrap.form.rod",
        Form::Pipe => "scrap.form.pipe",
        Form::Box => "scrap.form.box",
        Form::Angle => "scrap.form.angle",
        Form::Sheet => "scrap.form.sheet",
        Form::Spool => "scrap.form.spool",
        Form::Bulk => "scrap.form.bulk",
        Form::Item => "scrap.form.item",
    })
}

/// The text of a size's label.
pub(super) fn size_label(size: &str) -> &'static str {
    t(match size {
        "length" => "scrap.field.length",
        "width" => "scrap.field.width",
        "thickness" => "scrap.field.thickness",
        "height" => "scrap.field.height",
        "diameter" => "scrap.field.diameter",
        _ => "scrap.field.wall",
    })
}

#[component]
pub(super) fn List() -> impl IntoView {
    let scrap = expect_context::<Scrap>();
    let forms = Memo::new(move |_| {
        scrap
            .app
            .inventory
            .with(|i| Form::ALL.into_iter().filter(|form| i.pieces.iter().any(|p| p.form == *form)).collect::<Vec<_>>())
    });
    view! {
        <div class="scrap-list">
            <For each=move || forms.get() key=|form| *form let:form>
                <Group form />
            </For>
            <Show when=move || forms.with(Vec::is_empty)>
                <p class="scrap-none">{t("scrap.none")}</p>
            </Show>
        </div>
    }
}

#[component]
fn Group(form: Form) -> impl IntoView {
    let scrap = expect_context::<Scrap>();
    let ids = Memo::new(move |_| {
        scrap
            .app
            .inventory
            .with(|i| i.pieces.iter().filter(|p| p.form == form).map(|p| p.id.clone()).collect::<Vec<_>>())
    });
    // One scale for the group, so that drawings can be compared.
    let largest = Memo::new(move |_| {
        scrap.app.inventory.with(|i| {
            let all = i.pieces.iter().filter(|p| p.form == form).map(extent);
            all.fold((0.0_f64, 0.0_f64), |a, b| (a.0.max(b.0), a.1.max(b.1)))
        })
    });
    let id = format!("scrap-{form}");
    let sizes = form.needs();
    let title = id.clone();
    view! {
        <section class="scrap-group" class:plain=sizes.is_empty() aria-labelledby=title style=format!("--sizes: {}", sizes.len())>
            <h2 id=id>{heading(form)} <span class="soft">{move || ids.with(Vec::len)}</span></h2>
            <div class="stock-header" aria-hidden="true">
                <span></span>
                <span>{t("scrap.field.name")}</span>
                <span class="end">{t("scrap.field.quantity")}</span>
                {sizes.iter().map(|size| view! { <span class="end">{size_label(size)}</span> }).collect_view()}
                {(!sizes.is_empty()).then(|| view! { <span class="end">{t("scrap.field.tolerance")}</span> })}
                <span>{t("scrap.field.material")}</span>
                <span>{t("scrap.field.grade")}</span>
                <span></span>
            </div>
            <ul>
                <For each=move || ids.get() key=|id| id.clone() let:id>
                    <Row id form largest />
                </For>
            </ul>
        </section>
    }
}
