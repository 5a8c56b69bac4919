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
    let control = if LONG.contains(&column) {
        view! {
            <textarea
                id=id
                rows="2"
                spellcheck="false"
                aria-invalid=invalid
                aria-describedby=why.clone()
                prop:value=value
                on:change:target=move |ev| {
                    if let Some(text) = take(ev.target().value()) {
                        ev.target().set_value(&text);
                    }
                }
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                id=id
                type="text"
                autocomplete="off"
                spellcheck="false"
                placeholder=empty
                list=matches!(column, "owner" | "place").then_some("known-whose")
                aria-invalid=invalid
                aria-describedby=why.clone()
                prop:value=value
                on:change:target=move |ev| {
                    if let Some(text) = take(ev.target().value()) {
                        ev.target().set_value(&text);
                    }
                }
            />
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

/// A value out of a list; what is not in it stays as it is, until another is chosen.
fn listed(edited: Edited, column: &'static str) -> AnyView {
    let scrap = expect_context::<Scrap>();
    let is_material = column == "material";
    let own = scrap.app.materials;
    let current = Memo::new(move |_| {
        edited.piece.with(|p| match is_material {
            true => own.with(|known| known.id_of(&p.material).to_owned()),
            false => crate::fold::lower(p.grade.trim()),
        })
    });
    let options = move || {
        let now = current.get();
        let known: Vec<(String, String)> = match is_material {
            true => own.with(|known| known.all().map(|m| (m.id.clone(), m.name.clone())).collect()),
            false => Grade::all().iter().map(|g| (g.id.clone(), g.id.clone())).collect(),
        };
        // What is not in the list stays as it is, until another is chosen.
        let is_odd = !now.is_empty() && known.iter().all(|(id, _)| *id != now);
        let odd = is_odd.then(|| (now.clone(), now.clone()));
        let option = |(id, name): (String, String)| {
            let selected = id == now;
            view! { <option value=id selected=selected>{name}</option> }
        };
        let none = t(if is_material { "scrap.material.unknown" } else { "scrap.grade.none" });
        let none = view! { <option value="" selected=now.is_empty()>{none}</option> };
        (none, odd.into_iter().chain(known).map(option).collect_view())
    };
    let label = label(column);
    view! {
        <label class=format!("field {column}")>
            <span class="label">{label}</span>
            <select
                id=edited.id(column)
                title=move || (!is_material).then(|| current.with(|id| Grade::find(id).map(|g| g.meaning.clone()))).flatten()
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
