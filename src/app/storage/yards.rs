//! Several yards: opened, made, copied, removed and put back; each has a record of its own.

use leptos::prelude::*;

use super::database::{self, Value, words};
use super::sync::{Known, enqueue, exchange, fresh_id, known, revision, set_known, written};
use super::{snapshot, yard_key};
use crate::app::state::App;
use crate::app::text::{t, t_with};
use crate::app::undo;
use crate::kept::{
    Everything, KeptYard, NamedYard, Stored, YardName, YardText, free_name, read_yard, write_everything,
};

/// A yard that was removed, whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Removed {
    name: YardName,
    yard: KeptYard,
}

/// Puts another yard in hand.
pub fn open(app: App, id: String) {
    enqueue(async move { _ = go_to(app, id, None).await });
}

/// Makes an empty yard and puts it in hand.
pub fn create(app: App) {
    let yard = KeptYard::new(&crate::stock::Inventory::default(), false, &[]);
    enqueue(async move { _ = add(app, t("yard.new-name"), yard).await });
}

/// Makes a copy of the yard in hand and puts it in hand.
pub fn duplicate(app: App) {
    enqueue(async move {
        let name = name_of(app, &app.yard.get_untracked());
        let name = t_with("yard.copy-name", &[("name", &name)]);
        add(app, &name, snapshot::yard(app)).await;
    });
}

/// What a yard is called.
pub fn name_of(app: App, id: &str) -> String {
    let name = app.yards.with_untracked(|all| all.iter().find(|y| y.id == id).map(|y| y.name.clone()));
    name.filter(|name| !name.is_empty()).unwrap_or_else(|| t("yard.unnamed").to_owned())
}

async fn add(app: App, name: &str, yard: KeptYard) -> bool {
    let taken: Vec<String> = app.yards.with_untracked(|all| all.iter().map(|y| y.name.clone()).collect());
    let name = YardName { id: fresh_id(), name: free_name(name, &taken) };
    let id = name.id.clone();
    app.yards.update(|all| all.push(name));
    let is_there = go_to(app, id.clone(), Some(yard)).await;
    if !is_there {
        app.yards.update(|all| all.retain(|y| y.id != id));
    }
    is_there
}

/// Saves the yard in hand, then shows another: one that is kept, or a new one. Where saving fails the yard in hand
/// stays, for its changes lie nowhere else.
async fn go_to(app: App, id: String, fresh: Option<KeptYard>) -> bool {
    if !exchange(app, false).await {
        app.notice.set(t("yard.stays").to_owned());
        return false;
    }
    match fetch(&id, fresh).await {
        Ok(yard) => {
            show(app, id, yard);
            exchange(app, false).await
        }
        Err(why) => {
            app.notice.set(t_with("yard.unread", &[("why", &why)]));
            false
        }
    }
}

fn show(app: App, id: String, yard: Stored<KeptYard>) {
    app.yard.set(id.clone());
    snapshot::show_yard(app, &yard.content);
    undo::forget_pieces(app);
    if let Some(known) = known() {
        set_known(Known { id, yard, gone: None, ..known });
    }
}

async fn fetch(id: &str, fresh: Option<KeptYard>) -> Result<Stored<KeptYard>, String> {
    let key = yard_key(id);
    if let Some(content) = fresh {
        let revision = revision("");
        let record = (key, Value::Bytes(content.record(&revision)));
        database::write(&[record]).await.map_err(|e| words(&e))?;
        return Ok(Stored::of(revision, content));
    }
    match database::read(&key).await.map_err(|e| words(&e))? {
        Some(raw) => read_yard(&raw).map(|(yard, ..)| yard).map_err(|_| t("kept.why.unread").to_owned()),
        None => Ok(Stored::default()),
    }
}

/// Removes the yard in hand; a step that can be taken back.
pub fn remove(app: App) {
    enqueue(async move {
        if let Some(removed) = take_away(app).await {
            let label = t_with("undo.yard", &[("name", &name_or(&removed.name.name))]);
            app.notice.set(t_with("yard.removed", &[("name", &name_or(&removed.name.name))]));
            undo::record_removed_yard(app, label, removed);
        }
    });
}

fn name_or(name: &str) -> String {
    if name.is_empty() { t("yard.unnamed").to_owned() } else { name.to_owned() }
}

async fn take_away(app: App) -> Option<Removed> {
    let id = app.yard.get_untracked();
    let name = app.yards.with_untracked(|all| all.iter().find(|y| y.id == id).cloned())?;
    let removed = Removed { name, yard: snapshot::yard(app) };
    let next = app.yards.with_untracked(|all| all.iter().map(|y| y.id.clone()).find(|other| *other != id));
    let has_moved = match next {
        Some(next) => go_to(app, next, None).await,
        None => add(app, "", KeptYard::new(&crate::stock::Inventory::default(), false, &[])).await,
    };
    if !has_moved {
        return None;
    }
    app.yards.update(|all| all.retain(|y| y.id != id));
    if let Err(error) = database::write(&[(yard_key(&id), Value::Gone)]).await {
        // It is out of the list; its record only takes room.
        leptos::logging::warn!("{}", words(&error));
    }
    exchange(app, false).await;
    Some(removed)
}

/// Brings a removed yard back and puts it in hand.
pub fn put_back(app: App, removed: Removed) {
    enqueue(async move {
        let id = removed.name.id.clone();
        app.yards.update(|all| all.push(removed.name));
        go_to(app, id, Some(removed.yard)).await;
    });
}

/// Removes a yard that was put back.
pub fn remove_again(app: App, removed: Removed) {
    enqueue(async move {
        if go_to(app, removed.name.id, None).await {
            take_away(app).await;
        }
    });
}

/// Everything as one file. Yards that cannot be read now are left out: they stay where they are.
pub async fn all(app: App) -> String {
    let project = snapshot::project(app);
    let mut yards = Vec::new();
    for YardName { id, .. } in &project.yards {
        let yard = if *id == project.yard {
            Some(snapshot::yard(app))
        } else {
            fetch(id, None).await.ok().map(|stored| stored.content)
        };
        yards.extend(yard.map(|yard| NamedYard { id: id.clone(), yard: YardText::of(&yard) }));
    }
    write_everything(project, yards)
}

/// Adds everything from a file beside what is here: yards under names that are free, choices for designs that have none
/// here, a design at work where there is none here. Nothing here is changed.
pub fn import(app: App, all: Everything) {
    enqueue(async move {
        let taken: Vec<String> = app.yards.with_untracked(|y| y.iter().map(|y| y.name.clone()).collect());
        let (mut added, mut left) = (0, 0);
        for (name, yard) in all.named(&taken) {
            if yard.is_example && yard.neighbours.is_empty() {
                continue;
            }
            if !add(app, &name, yard.kept().0).await {
                return;
            }
            added += 1;
        }
        for (id, choices) in all.project.chosen {
            let is_in_hand = app.design.with_untracked(|d| d.0.id == id);
            if is_in_hand && app.choices.with_untracked(|now| *now == crate::project::first_choices()) {
                app.take(choices);
            } else if is_in_hand || app.laid_aside.with_untracked(|a| a.contains_key(&id)) {
                left += 1;
            } else {
                app.laid_aside.update(|all| drop(all.insert(id, choices)));
            }
        }
        if let Some(draft) = all.project.draft {
            match app.draft.with_untracked(Option::is_none) {
                true => app.draft.set(Some(draft)),
                false => left += 1,
            }
        }
        exchange(app, false).await;
        written(app);
        let message = if left == 0 { "all.read" } else { "all.read-part" };
        app.notice.set(t_with(message, &[("n", &added.to_string())]));
    });
}
