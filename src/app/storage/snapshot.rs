//! The app's state as records, and records back to state.

use leptos::prelude::*;

use crate::app::state::{App, FIRST_DESIGN};
use crate::app::undo;
use crate::kept::{KeptYard, Project};
use crate::quantity::System;
use crate::stock::{Inventory, read_materials, write_materials};

/// Everything but the yard, as it is now.
pub(super) fn project(app: App) -> Project {
    untrack(|| {
        let design = app.design.get().0;
        let mut chosen = app.laid_aside.get();
        chosen.insert(design.id.clone(), app.choices.get());
        Project {
            yards: app.yards.get(),
            yard: app.yard.get(),
            chosen,
            alternatives: app.alternatives.get(),
            design_id: design.id.clone(),
            design_source: (design.source != FIRST_DESIGN).then(|| design.source.clone()),
            inches: app.system.get() == System::Inches,
            language: app.language.get(),
            draft: app.draft.get(),
            reach: app.reach.get(),
            materials_csv: app.materials.with(|own| if own.is_empty() { String::new() } else { write_materials(own) }),
        }
    })
}

/// The yard in hand, as it is now.
pub(super) fn yard(app: App) -> KeptYard {
    untrack(|| app.inventory.with(|own| app.neighbours.with(|others| KeptYard::new(own, app.is_example.get(), others))))
}

/// Watches everything that is saved, without writing it out yet.
pub(super) fn watch(app: App) {
    app.inventory.track();
    app.neighbours.track();
    app.is_example.track();
    app.yards.track();
    app.reach.track();
    app.choices.track();
    app.design.track();
    app.system.track();
    app.laid_aside.track();
    app.alternatives.track();
    app.draft.track();
    app.language.track();
    app.materials.track();
}

/// Shows a yard; no step that could be taken back.
pub(super) fn show_yard(app: App, yard: &KeptYard) {
    show_pieces(app, yard, yard.inventory());
}

/// The same where its pieces are read already.
pub(super) fn show_pieces(app: App, yard: &KeptYard, pieces: Inventory) {
    undo::look(app);
    app.inventory.set(pieces);
    app.neighbours.set(yard.neighbours());
    app.is_example.set(yard.is_example);
    undo::meet(app);
}

/// Takes what another tab changed in the project; the design and the yard in hand stay.
pub(super) fn adopt_project(app: App, mut project: Project) {
    undo::look(app);
    if let Some(choices) = project.chosen.remove(&app.design.with_untracked(|d| d.0.id.clone()))
        && app.choices.with_untracked(|now| *now != choices)
    {
        app.take(choices);
    }
    app.laid_aside.set(project.chosen);
    app.alternatives.set(project.alternatives);
    app.yards.set(project.yards);
    app.system.set(if project.inches { System::Inches } else { System::Metric });
    app.draft.set(project.draft);
    app.reach.set(project.reach);
    app.materials.set(read_materials(&project.materials_csv).materials);
    if project.language != app.language.get_untracked() {
        app.speak(project.language);
    }
    undo::meet(app);
}
