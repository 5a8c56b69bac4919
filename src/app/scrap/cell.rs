//! One editable value of a piece in its panel. What cannot be read stays as typed, with the reason under it.

use leptos::prelude::*;

use super::super::text::{t, t_with};
use super::actions::Scrap;
use super::list::label;
use crate::stock::{Grade, Materials, StockPiece};

/// A piece that is shown, and where its changes go.
#[derive(Clone, Copy)]
pub(super) struct Edited {
    pub(super) piece: Signal<StockPiece>,
    /// A piece that is still being described; else the change goes to the yard.
    pub(super) draft: Option<RwSignal<StockPiece>>,
}

impl Edited {
    /// Takes what was typed, or says why not.
    fn take(self, scrap: Scrap, column: &str, typed: &str) -> Result<(), String> {
        let piece = self.piece.get_untracked();
        match self.draft {
            Some(draft) => draft.set(piece.drafted(column, typed)?),
            None => scrap.replace(piece.edited(column, typed)?),
        }
        Ok(())
    }

    /// Puts a changed piece in its place.
    pub(super) fn put(self, scrap: Scrap, piece: StockPiece) {
        match self.draft {
            Some(draft) => draft.set(piece),
            None => scrap.replace(piece),
        }
    }

    /// The id of the control of a column.
    pub(super) fn id(self, column: &str) -> String {
        let id = self.piece.with_untracked(|p| p.id.replace(char::is_whitespace, "-"));
        format!("panel-{column}-{id}")
    }
}

/// Columns whose text may be long.
const LONG: [&str; 5] = ["notes", "hazard", "outline", "defects", "source"];
/// Columns that hold numbers.
const NUMBERS: [&str; 10] =
    ["quantity", "length", "width", "thickness", "height", "diameter", "wall", "tolerance", "price", "distance"];

/// A value with its label: a text, a list of materials or a list of grades.
#[component]
pub(super) fn Cell(edited: Edited, column: &'static str) -> impl IntoView {
    match column {
        "material" | "grade" => listed(edited, column),
        _ => typed(edited, column),
    }
}

fn typed(edited: Edited, column: &'static str) -> AnyView {
    let scrap = expect_context::<Scrap>();
    let label = label(column);
    let refused = RwSignal::new(None::<(String, String)>);
    let shown = Memo::new(move |_| edited.piece.with(|p| p.shown(column, scrap.app.system.get())));
    let value = move || refused.with(|t| t.as_ref().map(|(text, _)| text.clone())).unwrap_or_else(|| shown.get());
    let problem = move || refused.with(|t| t.as_ref().map(|(_, reason)| reason.clone()));
    let number = NUMBERS.contains(&column);
    let id = edited.id(column);
    let why = format!("why-{id}");
    // Gives the text that the control is to show, where that is another one than typed.
    let take = move |text: String| -> Option<String> {
        if text.trim() == shown.get_untracked().trim() {
            refused.set(None);
            return None;
        }
        match edited.take(scrap, column, &text) {
            Ok(()) => {
                refused.set(None);
                // `1.2 m` is shown as 1 200 mm even where the value did not change.
                Some(shown.get_untracked())
            }
            Err(reason) => {
                refused.set(Some((text, reason)));
                None
            }
        }
    };
    let wrong = Signal::derive(move || refused.with(Option::is_some));
    let invalid = Signal::derive(move || wrong.get().to_string());
    let empty = match column {
        "length" | "width" | "thickness" | "height" | "diameter" | "wall" | "tolerance" => t("lists.unmeasured"),
        "price" | "distance" => t("lists.unknown"),
        _ => "",
    };
    let changed = move |ev: web_sys::Event| {
        let control = event_target::<web_sys::HtmlElement>(&ev);
        // Inputs and areas for text have a value alike.
        if let Some(text) = take(event_target_value(&ev)) {
            drop(js_sys::Reflect::set(&control, &"value".into(), &text.into()));
        }
    };
    let (described, is_long) = (why.clone(), LONG.contains(&column));
    let control = if is_long {
        view! {
            <textarea id=id rows="2" spellcheck="false" aria-invalid=invalid aria-describedby=described prop:value=value
                on:change=changed></textarea>
        }
        .into_any()
    } else {
        view! {
            <input id=id type="text" autocomplete="off" spellcheck="false" placeholder=empty
                list=matches!(column, "owner" | "place").then_some("known-whose")
                aria-invalid=invalid aria-describedby=described prop:value=value on:change=changed />
        }
        .into_any()
    };
    view! {
        <label class=format!("field {column}") class:size=number class:wrong=wrong>
            <span class="label">{label}</span>
            {control}
            <span class="why" id=why role="alert">{problem}</span>
        </label>
    }
    .into_any()
}

/// What a list of materials or grades holds, as value and name, and its value now. What is not in the table stays, until
/// another is chosen; unless `is_whole`, only what is chosen is listed.
pub(super) fn options(
    piece: &StockPiece,
    known: &Materials,
    column: &str,
    is_whole: bool,
) -> (String, Vec<(String, String)>) {
    let is_material = column == "material";
    let now = match is_material {
        true => known.id_of(&piece.material).to_owned(),
        false => crate::fold::lower(piece.grade.trim()),
    };
    let entry = |id: &str, name: &str| (id.to_owned(), name.to_owned());
    let listed: Vec<(String, String)> = match (is_material, is_whole) {
        (true, true) => known.all().map(|m| entry(&m.id, &m.name)).collect(),
        (true, false) => known.find(&now).map(|m| entry(&m.id, &m.name)).into_iter().collect(),
        (false, true) => Grade::all().iter().map(|g| entry(&g.id, &g.id)).collect(),
        (false, false) => Vec::new(),
    };
    let odd = (!now.is_empty() && listed.iter().all(|(id, _)| *id != now)).then(|| entry(&now, &now));
    let none = entry("", t(if is_material { "scrap.material.unknown" } else { "scrap.grade.none" }));
    (now, std::iter::once(none).chain(odd).chain(listed).collect())
}

/// A value out of a list.
fn listed(edited: Edited, column: &'static str) -> AnyView {
    let scrap = expect_context::<Scrap>();
    let is_material = column == "material";
    let all =
        Memo::new(move |_| edited.piece.with(|p| scrap.app.materials.with(|known| options(p, known, column, true))));
    let options = move || {
        let (now, all) = all.get();
        let option = |(id, name): (String, String)| {
            let selected = id == now;
            view! { <option value=id selected=selected>{name}</option> }
        };
        all.into_iter().map(option).collect_view()
    };
    let label = label(column);
    let meaning = move || all.with(|(now, _)| Grade::find(now).map(|g| g.meaning.clone())).filter(|_| !is_material);
    view! {
        <label class=format!("field {column}")>
            <span class="label">{label}</span>
            <select
                id=edited.id(column)
                title=meaning
                on:change:target=move |ev| {
                    let mut piece = edited.piece.get_untracked();
                    let value = ev.target().value();
                    if is_material { piece.material = value } else { piece.grade = value }
                    edited.put(scrap, piece);
                }
            >
                {crate::app::live::live(options)}
            </select>
        </label>
    }
    .into_any()
}

/// Sizes, material and condition in one line: `1 200 × 95 × 22 mm · pallet softwood`.
pub(super) fn summary(piece: &StockPiece, system: crate::quantity::System, known: &Materials) -> String {
    let sizes: Vec<String> =
        piece.form.needs().iter().map(|size| piece.shown(size, system)).filter(|text| !text.is_empty()).collect();
    // The unit stands once, behind the last size.
    let unit = sizes.last().and_then(|last| last.rsplit_once('\u{a0}')).map(|(_, unit)| format!("\u{a0}{unit}"));
    let bare = |text: &String| unit.as_deref().and_then(|u| text.strip_suffix(u)).unwrap_or(text).to_owned();
    let count = sizes.len();
    let sizes: Vec<String> =
        sizes.iter().enumerate().map(|(k, text)| if k + 1 < count { bare(text) } else { text.clone() }).collect();
    let material = known.name_of(&piece.material);
    let pieces = match piece.quantity {
        Some(n) => t_with("lists.row.pieces", &[("n", &n.to_string())]),
        None => t("lists.row.endless").to_owned(),
    };
    let words = [pieces, sizes.join(" × "), material.to_owned(), piece.grade.clone()];
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" · ")
}
