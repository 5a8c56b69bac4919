//! The elements of a row: made once for a form, then put right where something else is to be shown. Views would be made
//! anew, or set every attribute again; so a whole window of rows changes within a frame.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};

use super::super::text::{t, t_with};
use super::cell::{options, summary};
use super::list::label;
use super::row::Shown;
use super::section::path;
use crate::quantity::System;
use crate::stock::{Form, Materials};

/// What a row says now, text by text in a fixed order; and the form that its elements were made for.
#[derive(Default)]
pub(super) struct Said {
    form: Option<Form>,
    texts: Vec<String>,
}

/// Text as it stands between tags or in quotes.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// The columns of a form that are typed in its row.
fn typed(form: Form) -> impl Iterator<Item = &'static str> {
    ["name", "quantity"].into_iter().chain(form.needs().iter().copied()).chain(["tolerance"])
}

/// All that is the same in every row of a form.
fn skeleton(form: Form) -> String {
    let field = |column: &str, class: &str, control: &str| {
        let name = escaped(label(column));
        format!("<label class=\"field {column}{class}\"><span class=label>{name}</span>{control}</label>")
    };
    let input = |column: &'static str| {
        let is_number = column != "name";
        let is_size = is_number && !matches!(column, "quantity" | "tolerance");
        let empty = if is_size { escaped(t("lists.unmeasured")) } else { String::new() };
        let (class, end) = if is_number { (" size", "end") } else { ("", "") };
        let control = format!(
            "<input type=text autocomplete=off spellcheck=false class=\"{end}\" data-column={column} placeholder=\"{empty}\">"
        );
        // Where a form has no sizes, their column stays empty.
        let gap = if column == "tolerance" && form.needs().is_empty() { "<span class=no-size></span>" } else { "" };
        gap.to_owned() + &field(column, class, &control)
    };
    let inputs: String = typed(form).map(input).collect();
    let select = |column: &str| field(column, "", &format!("<select data-column={column}></select>"));
    format!(
        "<svg class=section viewBox=\"0 0 44 30\" width=44 height=30 aria-hidden=true><path fill-rule=evenodd /></svg>\
         {inputs}{}{}<span class=marks></span>\
         <button type=button class=open-row aria-haspopup=dialog><span class=row-name></span> <span class=row-line></span> \
         <span class=row-more>{}</span></button>\
         <button type=button class=\"quiet remove\"><svg viewBox=\"0 0 16 16\" width=16 height=16 aria-hidden=true>\
         <path d=\"M4 4l8 8M12 4l-8 8\" /></svg></button>",
        select("material"),
        select("grade"),
        escaped(t("lists.details")),
    )
}

/// Sets what another text is to be shown in.
struct Patch<'a> {
    row: &'a Element,
    texts: &'a mut Vec<String>,
    at: usize,
}

impl Patch<'_> {
    /// Sets a text of what is found in the row, or of the row itself, where it is another one than last time.
    fn put(&mut self, css: &str, text: String, set: &dyn Fn(&Element, &str)) {
        if self.texts.get(self.at) != Some(&text) {
            let own = || Some(self.row.clone());
            if let Some(found) = if css.is_empty() { own() } else { self.row.query_selector(css).ok().flatten() } {
                set(&found, &text);
            }
            match self.texts.get_mut(self.at) {
                Some(last) => *last = text,
                None => self.texts.push(text),
            }
        }
        self.at += 1;
    }

    /// Sets an attribute; without a text there is none.
    fn attribute(&mut self, css: &str, name: &str, text: String) {
        self.put(css, text, &|found, text| {
            let _ = if text.is_empty() { found.remove_attribute(name) } else { found.set_attribute(name, text) };
        });
    }

    fn text(&mut self, css: &str, text: String) {
        self.put(css, text, &|found, text| found.set_text_content(Some(text)));
    }
}

/// Shows something in a row; `of` is the number of lines.
pub(super) fn show(row: &Element, shown: &Shown, of: usize, known: &Materials, system: System, said: &mut Said) {
    let piece = &shown.piece;
    if said.form != Some(piece.form) {
        row.set_inner_html(&skeleton(piece.form));
        *said = Said { form: Some(piece.form), texts: Vec::new() };
    }
    let mut patch = Patch { row, texts: &mut said.texts, at: 0 };
    let there = |text: String| if shown.is_spare { String::new() } else { text };
    let class = |is: bool, class: &str| if is { format!(" {class}") } else { String::new() };
    let classes = class(shown.is_open, "open") + &class(!shown.refused.is_empty(), "odd");
    patch.attribute("", "class", if shown.is_spare { "spare-row".to_owned() } else { format!("stock-row{classes}") });
    let (sizes, at) = (piece.form.needs().len().max(1), shown.at);
    patch.attribute("", "style", format!("--sizes: {sizes}; inset-block-start: calc(var(--row) * {at})"));
    patch.attribute("", "aria-setsize", there(of.to_string()));
    patch.attribute("", "aria-posinset", there((at + 1).to_string()));
    patch.attribute("", "aria-label", there(piece.name.clone()));
    patch.attribute("", "data-line", there(at.to_string()));
    patch.attribute("", "data-id", there(piece.id.clone()));
    if shown.is_spare {
        return; // the rest comes when there is a piece again
    }
    patch.attribute(".section path", "d", path(piece, shown.largest));
    for column in typed(piece.form) {
        let refused = shown.refused.get(column);
        let css = format!("[data-column={column}]");
        patch.put(
            &css,
            refused.map_or_else(|| piece.shown(column, system), |(text, _)| text.clone()),
            &|found, text| {
                if let Some(input) = found.dyn_ref::<HtmlInputElement>() {
                    input.set_value(text);
                }
            },
        );
        patch.put(&css, refused.map(|(_, why)| why.clone()).unwrap_or_default(), &complain);
    }
    for column in ["material", "grade"] {
        let (now, all) = options(piece, known, column, shown.is_whole);
        let all: String = all
            .iter()
            .map(|(id, name)| format!("<option value=\"{}\">{}</option>", escaped(id), escaped(name)))
            .collect();
        // List and choice go together: a new list forgets what was chosen.
        patch.put(&format!("[data-column={column}]"), format!("{now}\n{all}"), &|found, _| {
            if let Some(select) = found.dyn_ref::<HtmlSelectElement>() {
                select.set_inner_html(&all);
                select.set_value(&now);
            }
        });
    }
    let hazard = piece.hazard.trim();
    let mark = |class: &str, sign: &str, text: &str| {
        let text = escaped(text);
        format!("<span class=\"tag {class}\" role=img aria-label=\"{text}\" title=\"{text}\">{sign}</span> ")
    };
    let mut marks = String::new();
    if piece.needs_measuring() {
        marks += &mark("measure", "±?", t("lists.measure.mark"));
    }
    if !hazard.is_empty() {
        marks += &mark("hazard", "⚠", &t_with("lists.hazard", &[("text", hazard)]));
    }
    if let Some(becomes) = &shown.becomes {
        marks += &mark("becomes", "✂", becomes);
    }
    patch.put(".marks", marks, &|found, marks| found.set_inner_html(marks));
    patch.attribute(".open-row", "id", format!("row-open-{}", piece.id.replace(char::is_whitespace, "-")));
    patch.text(".row-name", piece.name.clone());
    patch.text(".row-line", summary(piece, system, known));
    patch.attribute(".remove", "aria-label", t_with("scrap.remove", &[("name", &piece.name)]));
}

/// Says why what was typed in a control cannot be taken; without a reason all is well.
fn complain(control: &Element, why: &str) {
    let Ok(Some(field)) = control.closest(".field") else { return };
    let is_wrong = !why.is_empty();
    drop(field.class_list().toggle_with_force("wrong", is_wrong));
    drop(control.set_attribute("aria-invalid", if is_wrong { "true" } else { "false" }));
    if let Ok(Some(old)) = field.query_selector(".why") {
        old.remove();
    }
    if is_wrong && let Ok(said) = document().create_element("span") {
        said.set_class_name("why");
        drop(said.set_attribute("role", "alert"));
        said.set_text_content(Some(why));
        drop(field.append_child(&said));
    }
}
