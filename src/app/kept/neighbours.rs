//! Neighbours: their stock beside one's own, switched on and off, and how far is too far.

use leptos::prelude::*;

use crate::app::live::live;
use crate::app::state::{App, app};
use crate::app::text::{t, t_count, t_with};
use crate::app::undo;
use crate::app::upload::{self, Unread};
use crate::kept::read_everything;
use crate::quantity::{System, Unit, format, read};
use crate::stock::{Inventory, MAX_NEIGHBOURS, Neighbour, read_csv};

/// Largest file read (bytes), as in the reader of stock files.
const MAX_BYTES: u64 = 8_000_000;

/// A distance as typed, in km where no unit is named (m); nothing where nothing is typed.
fn distance(text: &str) -> Result<Option<f64>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let km = Unit::named("km").cloned().unwrap_or_else(Unit::none);
    let metres = read(text, &km).map(|q| q.value).map_err(|e| e.to_string())?;
    if metres >= 0.0 { Ok(Some(metres)) } else { Err(t("pool.bad-distance").to_owned()) }
}

/// The pieces of a neighbour's file: a stock file, or all own yards of a file of everything.
fn pieces(text: &str) -> Result<Inventory, String> {
    if text.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
        let all = read_everything(text).map_err(|e| e.to_string())?;
        let yards = all.yards.into_iter().filter(|y| !y.yard.is_example);
        let mut pieces = Vec::new();
        for (k, yard) in yards.enumerate() {
            for mut piece in yard.yard.kept().0.inventory().pieces {
                if k > 0 {
                    piece.id = format!("{k}-{}", piece.id);
                }
                pieces.push(piece);
            }
        }
        return Ok(Inventory::from(pieces));
    }
    let read = read_csv(text);
    match read.problems.iter().find(|p| p.is_error()) {
        Some(problem) if read.inventory.pieces.is_empty() => Err(problem.to_string()),
        _ => Ok(read.inventory),
    }
}

fn add(app: App, name: &str, far: Option<f64>, text: &str) -> Result<String, String> {
    if app.neighbours.with_untracked(Vec::len) >= MAX_NEIGHBOURS {
        return Err(t_with("pool.many", &[("n", &MAX_NEIGHBOURS.to_string())]));
    }
    let stock = pieces(text)?;
    if stock.pieces.is_empty() {
        return Err(t("pool.empty").to_owned());
    }
    let count = stock.pieces.len();
    undo::name(t_with("undo.neighbour", &[("name", name)]), "");
    app.neighbours.update(|all| {
        let opened = Neighbour::open(all, name, far, stock);
        all.push(opened);
    });
    Ok(t_with("pool.opened", &[("name", name), ("n", &count.to_string())]))
}

#[component]
pub(super) fn Neighbours() -> impl IntoView {
    let app = app();
    let name = RwSignal::new(String::new());
    let far = RwSignal::new(String::new());
    let answer = RwSignal::new(String::new());
    let reading = StoredValue::new_local(None);
    let on_file = move |ev: leptos::ev::Targeted<leptos::ev::Event, web_sys::HtmlInputElement>| {
        let Some(file) = upload::chosen(&ev.target()) else { return };
        let typed = name.get_untracked().trim().to_owned();
        let called = if typed.is_empty() { file.name() } else { typed };
        let far = match distance(&far.get_untracked()) {
            Ok(far) => far,
            Err(why) => return answer.set(why),
        };
        upload::read(file, MAX_BYTES, reading, move |text| {
            answer.set(match text {
                Ok(text) => add(app, &called, far, &text).unwrap_or_else(|why| why),
                Err(Unread::Large) => t("pool.large").to_owned(),
                Err(Unread::Failed(why)) => t_with("scrap.file.unread", &[("why", &why)]),
            });
        });
    };
    let ids = Memo::new(move |_| app.neighbours.with(|all| all.iter().map(|n| n.id.clone()).collect::<Vec<_>>()));
    view! {
        <details id="neighbours">
            <summary>{t("pool.title")} " " {live(move || match ids.with(Vec::len) {
                0 => String::new(),
                n => format!("({n})"),
            })}</summary>
            <p>{t("pool.intro")}</p>
            <ul>{live(move || ids.get().into_iter().map(|id| one(app, id)).collect_view())}</ul>
            <div class="yard-line">
                <label>{t("pool.name")} <input id="neighbour-name" type="text" autocomplete="off" prop:value=name
                    on:input:target=move |ev| name.set(ev.target().value()) /></label>
                <label>{t("pool.distance")} <input id="neighbour-distance" type="text" autocomplete="off" placeholder="2 km"
                    prop:value=far on:input:target=move |ev| far.set(ev.target().value()) /></label>
            </div>
            <label for="neighbour-file">{t("pool.file")}</label>
            <input id="neighbour-file" type="file" accept=".csv,.tsv,.txt,.json" on:change:target=on_file />
            <p role="status">{answer}</p>
            <Limits />
        </details>
    }
}

/// A neighbour: whether the pieces count, and away with them.
fn one(app: App, id: String) -> AnyView {
    let found = app.neighbours.with_untracked(|all| all.iter().find(|n| n.id == id).cloned());
    let Some(neighbour) = found else { return ().into_any() };
    let title = format!(
        "{} · {}",
        neighbour.name,
        t_count("scrap.lines.one", "scrap.lines.many", neighbour.stock.pieces.len())
    );
    let is_on = {
        let id = id.clone();
        move || app.neighbours.with(|all| all.iter().any(|n| n.id == id && n.is_on))
    };
    let turn = {
        let id = id.clone();
        move |on: bool| {
            app.neighbours.update(|all| {
                if let Some(n) = all.iter_mut().find(|n| n.id == id) {
                    n.is_on = on;
                }
            });
        }
    };
    let name = neighbour.name.clone();
    let away = move |_| {
        undo::name(t_with("undo.neighbour-away", &[("name", &name)]), "");
        app.neighbours.update(|all| all.retain(|n| n.id != id));
    };
    view! {
        <li>
            <label class="tick">
                <input type="checkbox" prop:checked=is_on on:change:target=move |ev| turn(ev.target().checked()) />
                {title}
            </label>
            <button type="button" class="quiet" on:click=away aria-label=t_with("pool.away", &[("name", &neighbour.name)])>
                {t("pool.away-short")}
            </button>
        </li>
    }
    .into_any()
}

/// Whose pieces first, and from how far.
#[component]
fn Limits() -> impl IntoView {
    let app = app();
    let wrong = RwSignal::new(String::new());
    let shown = move || app.reach.with(|r| r.farthest.map(|m| format(m, "km", 1, System::Metric)).unwrap_or_default());
    let set = move |text: String| match distance(&text) {
        Ok(farthest) => {
            wrong.set(String::new());
            app.reach.update(|r| r.farthest = farthest);
        }
        Err(why) => wrong.set(why),
    };
    view! {
        <div class="yard-line">
            <label class="tick">
                <input
                    id="prefer-own"
                    type="checkbox"
                    prop:checked=move || app.reach.with(|r| r.prefer_own)
                    on:change:target=move |ev| app.reach.update(|r| r.prefer_own = ev.target().checked())
                />
                {t("pool.prefer-own")}
            </label>
            <label>{t("pool.farthest")} <input id="farthest" type="text" autocomplete="off" placeholder=t("pool.no-limit")
                aria-invalid=Signal::derive(move || (!wrong.with(String::is_empty)).to_string())
                prop:value=shown on:change:target=move |ev| set(ev.target().value()) /></label>
        </div>
        <p class="problem-line" role="alert">{wrong}</p>
    }
}
