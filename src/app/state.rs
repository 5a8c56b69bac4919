//! What the app knows: a few signals, and everything else derived from them.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;

use super::route::Route;
use crate::cutting::Settings;
use crate::design::Design;
use crate::diagnostic::Diagnostic;
use crate::kept::YardName;
use crate::project::{Choices, GroupPlan, Outcome, evaluate_after, migrate};
use crate::quantity::System;
use crate::stock::{Inventory, Materials, Neighbour, Reach, example_inventory, pool};

/// A shared value that counts as changed only when it is another one.
pub struct Shared<T>(pub Arc<T>);

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The built-in design that the first visit shows.
pub const FIRST_DESIGN: &str = include_str!("../../assets/designs/plank-table/design.toml");

/// That design as it is read, with its problems.
pub fn first_design() -> &'static (Design, Vec<Diagnostic>) {
    static DESIGN: OnceLock<(Design, Vec<Diagnostic>)> = OnceLock::new();
    DESIGN.get_or_init(|| crate::design::read(FIRST_DESIGN))
}

/// Does what is the same for everybody. `cargo xtask build` calls this and keeps the memory that it leaves, so that no
/// visit does it again; without that, each is done when it is needed. Nothing of the browser may be used here.
#[wasm_bindgen]
pub fn prepare() {
    first_design();
    example_inventory();
}

/// All signals of the app; provided as context, cheap to copy.
#[derive(Clone, Copy)]
pub struct App {
    /// Where the person is.
    pub route: RwSignal<Route>,
    /// The design in hand.
    pub design: RwSignal<Shared<Design>>,
    /// What is wrong with the design in hand.
    pub design_problems: RwSignal<Vec<Diagnostic>>,
    /// What the person chose.
    pub choices: RwSignal<Choices>,
    /// What was chosen for designs that are not in hand now, by their ids.
    pub laid_aside: RwSignal<BTreeMap<String, Choices>>,
    /// What was put aside to be compared, by the id of the design.
    pub alternatives: RwSignal<BTreeMap<String, Vec<Choices>>>,
    /// The text of a design at work, where it is not that of the design in hand.
    pub draft: RwSignal<Option<String>>,
    /// What lies in the yard.
    pub inventory: RwSignal<Inventory>,
    /// Materials and local prices of the person's own.
    pub materials: RwSignal<Materials>,
    /// Whether the inventory is still the example.
    pub is_example: RwSignal<bool>,
    /// All yards there are; the one in hand among them.
    pub yards: RwSignal<Vec<YardName>>,
    /// Id of the yard in hand.
    pub yard: RwSignal<String>,
    /// What neighbours have, beside the yard in hand.
    pub neighbours: RwSignal<Vec<Neighbour>>,
    /// Whose stock a fit takes, and from how far.
    pub reach: RwSignal<Reach>,
    /// Why the last changes could not be saved, while that is so.
    pub unsaved: RwSignal<Option<String>>,
    /// What can be taken back, and what can be done again.
    pub steps: RwSignal<(Option<String>, Option<String>)>,
    /// How the saw works.
    pub settings: RwSignal<Settings>,
    /// The language wanted for a design's texts, as a tag such as `de`; a design without it speaks its author's.
    pub language: RwSignal<String>,
    /// Millimetres or inches.
    pub system: RwSignal<System>,
    /// The part selected in picture and lists: index in the build.
    pub selected: RwSignal<Option<usize>>,
    /// The part under the pointer, in the picture or in a list: index in the build.
    pub pointed: RwSignal<Option<usize>>,
    /// The parameter whose dimension is shown strongly: index in the design.
    pub hovered: RwSignal<Option<usize>>,
    /// Whether all of the app is there; until then only what the first picture needs may be shown.
    pub whole: RwSignal<bool>,
    /// A line for the person, announced politely.
    pub notice: RwSignal<String>,
    /// Cutting plans that were worked out since the last change; the outcome takes them over.
    pub planned: RwSignal<Shared<Vec<GroupPlan>>>,
    /// Everything that follows.
    pub outcome: Memo<Shared<Outcome>>,
}

impl App {
    /// A fresh app that shows the first design with the example yard.
    pub fn new() -> Self {
        let (design, problems) = first_design().clone();
        let language = window().navigator().language().unwrap_or_default();
        let design = RwSignal::new(Shared(Arc::new(design.in_language(&language))));
        let choices = RwSignal::new(Choices::default());
        let inventory = RwSignal::new(example_inventory());
        let materials = RwSignal::new(Materials::default());
        let settings = RwSignal::new(Settings::default());
        let system = RwSignal::new(System::Metric);
        let neighbours = RwSignal::new(Vec::new());
        let reach = RwSignal::new(Reach::default());
        let planned = RwSignal::new(Shared(Arc::new(Vec::new())));
        let outcome = Memo::new(move |before: Option<&Shared<Outcome>>| {
            let nothing = Outcome::default();
            let before = before.map_or(&nothing, |before| &before.0);
            let planned = planned.get();
            let design = design.get();
            let (settings, system) = (settings.get(), system.get());
            let out = inventory.with(|own| {
                let own = materials.with(|materials| own.knowing(materials));
                let (stock, too_far) = neighbours.with(|others| pool(&own, others, reach.get()));
                let mut out =
                    choices.with(|c| evaluate_after(&design.0, c, &stock, settings, system, before, &planned.0));
                out.problems.extend(too_far);
                out
            });
            Shared(Arc::new(out))
        });
        Self {
            route: RwSignal::new(Route::default()),
            design,
            design_problems: RwSignal::new(problems),
            choices,
            laid_aside: RwSignal::new(BTreeMap::new()),
            alternatives: RwSignal::new(BTreeMap::new()),
            draft: RwSignal::new(None),
            inventory,
            materials,
            is_example: RwSignal::new(true),
            language: RwSignal::new(language),
            yards: RwSignal::new(vec![YardName { id: "y1".to_owned(), name: String::new() }]),
            yard: RwSignal::new("y1".to_owned()),
            neighbours,
            reach,
            unsaved: RwSignal::new(None),
            steps: RwSignal::new((None, None)),
            settings,
            system,
            selected: RwSignal::new(None),
            pointed: RwSignal::new(None),
            hovered: RwSignal::new(None),
            whole: super::whole::whole(),
            notice: RwSignal::new(String::new()),
            planned,
            outcome,
        }
    }

    /// All stock for a fit, as the outcome takes it.
    pub fn stock(self) -> Inventory {
        let reach = self.reach.get_untracked();
        self.inventory
            .with_untracked(|own| self.neighbours.with_untracked(|others| pool(own, others, reach).0.into_owned()))
    }

    /// The same with the person's own materials and prices.
    pub fn known_stock(self) -> Inventory {
        self.materials.with(|materials| self.stock().knowing(materials).into_owned())
    }

    /// Puts the design of a text in hand, with what was chosen for it before; tells whether it can be used.
    pub fn open_design(self, text: &str) -> bool {
        let (design, problems) = crate::design::read(text);
        if problems.iter().any(Diagnostic::is_error) {
            return false;
        }
        let old = self.design.with_untracked(|d| d.0.id.clone());
        let chosen = self.choices.get_untracked();
        let choices = if old == design.id {
            chosen
        } else {
            let id = design.id.clone();
            let kept = self.laid_aside.try_update(|all| {
                all.insert(old, chosen);
                all.remove(&id)
            });
            kept.flatten().unwrap_or_default()
        };
        self.selected.set(None);
        self.hovered.set(None);
        self.pointed.set(None);
        self.design_problems.set(problems);
        self.design.set(Shared(Arc::new(design.in_language(&self.language.get_untracked()))));
        if let Some(told) = self.take(choices) {
            self.notice.set(told);
        }
        true
    }

    /// Shows the texts of designs in another language, from now on.
    pub fn speak(self, language: String) {
        let (design, _) = self.design.with_untracked(|d| crate::design::read(&d.0.source));
        self.design.set(Shared(Arc::new(design.in_language(&language))));
        self.language.set(language);
    }

    /// Takes choices from a link or from the device, brought to the design in hand. Gives what changed by that.
    pub fn take(self, choices: Choices) -> Option<String> {
        let (choices, told) = self.design.with_untracked(|d| migrate(choices, &d.0));
        self.choices.set(choices);
        let told: Vec<String> = told.into_iter().map(|t| t.message).collect();
        (!told.is_empty()).then(|| told.join("; "))
    }
}

impl Default for App {
    fn default() -> Self {
        Self::new()
    }
}

/// The app's signals, from any component.
pub fn app() -> App {
    expect_context::<App>()
}
