//! What the columns of a table mean: shown with its first rows, and changed by hand before anything is taken.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::text::{t, t_count, t_with};
use super::import::{Table, problems};
use super::list::heading;
use super::reading::Found;
use crate::stock::{COLUMNS, Decimal, Form, Format, Mapping};

/// Units that bare lengths may have.
const UNITS: [&str; 5] = ["mm", "cm", "m", "in", "ft"];
/// Columns whose numbers are lengths.
const LENGTHS: [&str; 8] = ["length", "width", "thickness", "height", "diameter", "wall", "tolerance", "outline"];
const DELIMITERS: [(char, &str); 3] = [(',', "lists.map.comma"), (';', "lists.map.semicolon"), ('\t', "lists.map.tab")];
const DECIMALS: [(Decimal, &str); 3] = [
    (Decimal::Either, "lists.map.either"),
    (Decimal::Point, "lists.map.point"),
    (Decimal::Comma, "lists.map.decimal-comma"),
];

/// One choice: a label, what can be chosen, and what happens then.
fn choice(
    id: String,
    label: &str,
    options: Vec<(String, String)>,
    now: &str,
    take: impl Fn(String) + 'static,
) -> AnyView {
    let option = |(value, text): (String, String)| {
        let selected = value == now;
        view! { <option value=value selected=selected>{text}</option> }
    };
    let take: Box<dyn Fn(String)> = Box::new(take);
    view! {
        <label class="map-choice">
            <span>{label.to_owned()}</span>
            <select
                id=id
                on:change:target=move |ev| {
                    take(ev.target().value());
                }
            >
                {options.into_iter().map(option).collect_view()}
            </select>
        </label>
    }
    .into_any()
}

#[component]
pub(super) fn Columns(found: Arc<Found>) -> impl IntoView {
    let table = expect_context::<Table>();
    let Some(mapping) = found.mapping.clone() else { return ().into_any() };
    let change = {
        let mapping = mapping.clone();
        move |by: &dyn Fn(&mut Mapping)| {
            let mut mapping = mapping.clone();
            by(&mut mapping);
            table.read(Some(mapping));
        }
    };
    let (count, bad) = (found.pieces.len(), found.rejected);
    let summary = if bad == 0 {
        t_count("lists.map.all.one", "lists.map.all.many", count)
    } else {
        t_with("lists.map.some", &[("n", &count.to_string()), ("all", &(count + bad).to_string())])
    };
    let taken = found.clone();
    view! {
        <section class="import-map" aria-labelledby="import-map-title">
            <h3 id="import-map-title">{t("lists.map.title")}</h3>
            <div class="map-choices">{dialect(&mapping, table, change.clone())}</div>
            <div class="map-table" tabindex="0" role="region" aria-label=t("lists.map.table")>
                <table>
                    <thead>{header(&mapping, &change)}</thead>
                    <tbody>{body(&found, mapping.header_row > 0)}</tbody>
                </table>
            </div>
            <div class="scrap-tools">
                <button
                    id="import-take"
                    type="button"
                    class="main"
                    disabled=count == 0
                    on:click=move |_| table.take(taken.clone())
                >
                    {t_count("lists.map.take.one", "lists.map.take.many", count)}
                </button>
                <button id="import-leave" type="button" on:click=move |_| table.leave()>{t("lists.cancel")}</button>
                <output id="import-count" class:bad=bad != 0>{summary}</output>
            </div>
            <div class="import-report">{problems(&found)}</div>
        </section>
    }
    .into_any()
}

/// Whose table it is, and how its cells and numbers are written.
fn dialect(mapping: &Mapping, table: Table, change: impl Fn(&dyn Fn(&mut Mapping)) + Clone + 'static) -> AnyView {
    let name = |format: Format| if format == Format::Own { t("lists.map.other") } else { format.name() };
    let formats = Format::ALL.map(|f| (f.name().to_owned(), name(f).to_owned())).to_vec();
    let units = UNITS.map(|unit| (unit.to_owned(), unit.to_owned())).to_vec();
    let delimiters = DELIMITERS.map(|(c, key)| (c.to_string(), t(key).to_owned())).to_vec();
    let decimals = DECIMALS.iter().enumerate().map(|(k, (_, key))| (k.to_string(), t(key).to_owned())).collect();
    let decimal = DECIMALS.iter().position(|(d, _)| *d == mapping.decimal).unwrap_or(0).to_string();
    let rows = (0..=5).map(|row: usize| {
        let text = if row == 0 { t("lists.map.no-header").to_owned() } else { row.to_string() };
        (row.to_string(), text)
    });
    let forms = std::iter::once((String::new(), t("lists.map.form.none").to_owned()))
        .chain(Form::ALL.map(|form| (form.word().to_owned(), heading(form).to_owned())));
    let form = mapping.defaults.get("form").cloned().unwrap_or_default();
    let (by_format, by_decimal, by_unit, by_row, by_form) =
        (change.clone(), change.clone(), change.clone(), change.clone(), change);
    view! {
        {choice("map-format".into(), t("lists.map.format"), formats, mapping.format.name(), move |value| {
            by_format(&|m| m.format = Format::ALL.into_iter().find(|f| f.name() == value).unwrap_or_default());
        })}
        {choice("map-delimiter".into(), t("lists.map.delimiter"), delimiters, &mapping.delimiter.to_string(), move |value| {
            let delimiter = value.chars().next().unwrap_or(',');
            table.read(Some(Mapping::guess_with(&table.text.get_value(), delimiter)));
        })}
        {choice("map-decimal".into(), t("lists.map.decimal"), decimals, &decimal, move |value| {
            let decimal = value.parse().ok().and_then(|k: usize| DECIMALS.get(k)).map_or(Decimal::Either, |d| d.0);
            by_decimal(&|m| m.decimal = decimal);
        })}
        {choice("map-unit".into(), t("lists.map.unit"), units, &mapping.unit, move |value| {
            by_unit(&|m| m.unit.clone_from(&value));
        })}
        {choice("map-row".into(), t("lists.map.header"), rows.collect(), &mapping.header_row.to_string(), move |value| {
            by_row(&|m| m.header_row = value.parse().unwrap_or(1));
        })}
        {(!mapping.has("form")).then(|| choice("map-form".into(), t("lists.map.form"), forms.collect(), &form, move |value| {
            by_form(&|m| m.set_default("form", &value));
        }))}
    }
    .into_any()
}

/// A column's name for people.
fn column_name(column: &str) -> String {
    match COLUMNS.iter().position(|name| *name == column) {
        Some(_) if column == "attributes" => t("lists.column.attributes").to_owned(),
        Some(_) => super::list::label(column).to_owned(),
        None => column.to_owned(),
    }
}

fn header(mapping: &Mapping, change: &(impl Fn(&dyn Fn(&mut Mapping)) + Clone + 'static)) -> AnyView {
    let meanings: Vec<(String, String)> = std::iter::once((String::new(), t("lists.map.leave").to_owned()))
        .chain(COLUMNS.map(|name| (name.to_owned(), column_name(name))))
        .chain([("enabled".to_owned(), t("lists.map.enabled").to_owned())])
        .collect();
    let units: Vec<(String, String)> = std::iter::once((String::new(), t("lists.map.unit.same").to_owned()))
        .chain(UNITS.map(|unit| (unit.to_owned(), unit.to_owned())))
        .collect();
    let cells = mapping.columns.iter().enumerate().map(|(k, column)| {
        let (means, unit) = (change.clone(), change.clone());
        let title = if column.header.is_empty() {
            t_with("lists.map.column", &[("n", &(k + 1).to_string())])
        } else {
            column.header.clone()
        };
        let is_length = column.column.is_some_and(|name| LENGTHS.contains(&name));
        view! {
            <th scope="col" class:out=column.column.is_none()>
                {choice(format!("map-column-{k}"), &title, meanings.clone(), column.column.unwrap_or(""), move |value| {
                    means(&|m| m.set(k, Some(value.as_str()).filter(|v| !v.is_empty())));
                })}
                {is_length.then(|| choice(
                    format!("map-unit-{k}"),
                    t("lists.map.unit.short"),
                    units.clone(),
                    column.unit.as_deref().unwrap_or(""),
                    move |value| unit(&|m| m.columns[k].unit = Some(value.clone()).filter(|v| !v.is_empty())),
                ))}
                <small>{column.reason.clone()}</small>
            </th>
        }
    });
    view! { <tr>{cells.collect_view()}</tr> }.into_any()
}

fn body(found: &Found, has_header: bool) -> AnyView {
    let width = found.mapping.as_ref().map_or(0, |m| m.columns.len());
    let row = |cells: &Vec<String>| {
        // A long cell is cut for the eye only.
        let cell = |k: usize| cells.get(k).map(|c| c.chars().take(60).collect::<String>()).unwrap_or_default();
        view! { <tr>{(0..width).map(|k| view! { <td>{cell(k)}</td> }).collect_view()}</tr> }
    };
    found.rows.iter().skip(usize::from(has_header)).map(row).collect_view().into_any()
}
