//! How the picture looks at the build: what the colours tell, how far it is built, how what moves stands.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::app::state::App;
use crate::app::text::t;
use crate::app::viewer::Tint;
use crate::design::{Build, slot_utilisation};
use crate::project::{CopySource, Outcome};
use crate::quantity::format_number;

/// What the colours tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colours {
    /// Scrap, bought or missing.
    #[default]
    Source,
    /// The role of the material.
    Slot,
    /// The material.
    Material,
    /// How hard it is used.
    Use,
}

/// How the picture looks at the build; provided as context, cheap to copy.
#[derive(Clone, Copy)]
pub struct Look {
    /// What the colours tell.
    pub colours: RwSignal<Colours>,
    /// Built up to this step, by its index; all of it where there is none.
    pub step: RwSignal<Option<usize>>,
    /// Where moving assemblies stand, by their index: radians, or metres where they slide.
    pub moves: RwSignal<BTreeMap<usize, f64>>,
    /// The assembly that moves by itself.
    pub playing: RwSignal<Option<usize>>,
}

impl Look {
    /// The usual one; another design begins with it again.
    pub fn new(app: App) -> Self {
        let look = Self {
            colours: RwSignal::new(Colours::default()),
            step: RwSignal::new(None),
            moves: RwSignal::new(BTreeMap::new()),
            playing: RwSignal::new(None),
        };
        let id = Memo::new(move |_| app.design.with(|design| design.0.id.clone()));
        let usual = move |_: &String, _: Option<&String>, _| {
            look.step.set(None);
            look.moves.update(BTreeMap::clear);
            look.playing.set(None);
        };
        Effect::watch(move || id.get(), usual, false);
        look
    }

    /// Whether it is the usual one, so that nothing of this is needed.
    pub fn is_usual(self) -> bool {
        self.colours.get() == Colours::Source && self.step.get().is_none() && self.moves.with(BTreeMap::is_empty)
    }
}

/// Colours that people of any sight tell apart (Okabe and Ito 2008), paler.
const MANY: [Tint; 7] = [
    Tint([0xe6, 0xb4, 0x4c]),
    Tint([0x7c, 0xbd, 0xe2]),
    Tint([0x54, 0xb0, 0x92]),
    Tint([0xec, 0xe2, 0x7a]),
    Tint([0x5c, 0x92, 0xc2]),
    Tint([0xdb, 0x8a, 0x58]),
    Tint([0xd0, 0x9c, 0xbc]),
];
const PLAIN: Tint = Tint([0xc4, 0xbe, 0xb4]);
/// From barely used to just holding, and failing.
const USE: [Tint; 4] =
    [Tint([0xd6, 0xdd, 0xd2]), Tint([0xa9, 0xc6, 0x9a]), Tint([0xe6, 0xb8, 0x5a]), Tint([0xd0, 0x5a, 0x48])];

/// Colours of the parts and what they mean, in words.
pub struct Painted {
    /// Of each part by its index.
    pub parts: Vec<Tint>,
    /// What each colour means.
    pub legend: Vec<(Tint, String)>,
}

/// The parts by one thing that they may share; nothing for where they come from, which differs from copy to copy.
#[inline(never)]
pub fn painted(app: App, outcome: &Outcome, colours: Colours) -> Option<Painted> {
    let design = app.design.get();
    let build = &outcome.build;
    match colours {
        Colours::Source => None,
        Colours::Slot => Some(by_name(build, |slot| design.0.slots[slot].ask.clone())),
        Colours::Material => {
            let stock = app.known_stock();
            let name = |id: &str| stock.materials.name_of(id).to_owned();
            let material = |slot: usize| build.slots[slot].fill.as_ref().map(|fill| name(&fill.material));
            Some(by_name(build, |slot| material(slot).unwrap_or_else(|| t("colours.none").to_owned())))
        }
        Colours::Use => {
            let shares = slot_utilisation(&design.0, build);
            let class = |share: f64| match share {
                s if s <= 0.5 => 0,
                s if s <= 0.8 => 1,
                s if s <= 1.0 => 2,
                _ => 3,
            };
            let tint = |slot: usize| shares.get(slot).copied().flatten().map_or(PLAIN, |share| USE[class(share)]);
            let mut legend = Vec::new();
            for (slot, share) in shares.iter().enumerate().filter(|(k, _)| build.parts.iter().any(|p| p.slot == *k)) {
                let share = share.map_or_else(
                    || t("colours.unused").to_owned(),
                    |share| {
                        if share.is_finite() {
                            format!("{} %", format_number(share * 100.0, 0))
                        } else {
                            "∞".to_owned()
                        }
                    },
                );
                legend.push((tint(slot), format!("{}: {share}", design.0.slots[slot].ask)));
            }
            Some(Painted { parts: build.parts.iter().map(|part| tint(part.slot)).collect(), legend })
        }
    }
}

/// A colour for each name, in the order of the parts.
fn by_name(build: &Build, name: impl Fn(usize) -> String) -> Painted {
    let mut legend: Vec<(Tint, String)> = Vec::new();
    let mut parts = Vec::with_capacity(build.parts.len());
    for part in &build.parts {
        let name = name(part.slot);
        let known = legend.iter().position(|(_, other)| *other == name);
        let place = known.unwrap_or_else(|| {
            legend.push((MANY[legend.len() % MANY.len()], name));
            legend.len() - 1
        });
        parts.push(legend[place].0);
    }
    Painted { parts, legend }
}

/// The step that puts each part in place, by the part's index; the last one for parts that no step names.
pub fn steps_of(build: &Build) -> Vec<usize> {
    let last = build.steps.len().saturating_sub(1);
    let first = |rule: usize| build.steps.iter().position(|step| step.uses.contains(&rule));
    build.parts.iter().map(|part| first(part.rule).unwrap_or(last)).collect()
}

/// What the usual colours mean.
pub fn usual_legend(outcome: &Outcome) -> Vec<(Tint, String)> {
    use super::scene::{BOUGHT, MISSING, SCRAP};
    let has = |source: CopySource| outcome.sources.iter().flatten().any(|own| *own == source);
    let all = [
        (CopySource::Scrap, SCRAP[0], t("chip.scrap")),
        (CopySource::Bought, BOUGHT, t("chip.new")),
        (CopySource::Missing, MISSING, t("chip.missing")),
    ];
    all.into_iter().filter(|(source, ..)| has(*source)).map(|(_, tint, name)| (tint, name.to_owned())).collect()
}
