//! A design as read: its parameters, slots, rules and the tape they compiled to.

use std::collections::BTreeMap;

use super::rules::*;
use crate::expr::{Reg, Tape};
use crate::quantity::Unit;
use crate::stock::Form;

/// A parametric open-hardware design.
#[derive(Clone, Debug, Default)]
pub struct Design {
    /// Short name used in addresses.
    pub id: String,
    /// Name for people.
    pub title: String,
    /// Version of the design.
    pub version: String,
    /// Licence (SPDX).
    pub licence: String,
    /// Who made it.
    pub authors: Vec<String>,
    /// Hash of the design it was derived from.
    pub based_on: Option<String>,
    /// One or two sentences.
    pub summary: String,
    /// Language of its own texts, a tag such as `en`.
    pub language: String,
    /// What it is for.
    pub function: String,
    /// Dangers to know before starting.
    pub hazards: Vec<String>,
    /// Tools needed.
    pub tools: Vec<String>,
    /// What a maker may set, in the order of the document.
    pub parameters: Vec<Parameter>,
    /// Sets of values with a name.
    pub presets: Vec<Preset>,
    /// Material roles.
    pub slots: Vec<Slot>,
    /// Named intermediate results.
    pub values: Vec<NamedValue>,
    /// Groups of parts, each after the one it is in.
    pub assemblies: Vec<AssemblyRule>,
    /// Rules that give parts.
    pub parts: Vec<PartRule>,
    /// Screws, glue and other things by the piece.
    pub hardware: Vec<HardwareRule>,
    /// Requirements.
    pub checks: Vec<CheckRule>,
    /// Figures a maker cares about.
    pub metrics: Vec<MetricRule>,
    /// Instructions.
    pub steps: Vec<StepRule>,
    /// Translations: language, key of the text, text.
    pub texts: BTreeMap<String, BTreeMap<String, String>>,
    /// Names of earlier versions, and what they are called now.
    pub renames: BTreeMap<String, String>,
    /// The compiled formulas.
    pub tape: Tape,
    /// The document itself.
    pub source: String,
}

/// How early a parameter is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// At once.
    #[default]
    Basic,
    /// Behind “more”.
    More,
    /// For people who know.
    Expert,
}

/// A value that a maker may set.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Where its texts stand: `params.length`, or `groups.shelf.params.gap` for each instance of a group.
    pub text_key: String,
    /// Number of the instance of a group, from 1.
    pub number: Option<usize>,
    /// Name in formulas.
    pub name: String,
    /// The question, in a maker's words.
    pub ask: String,
    /// What it means, one sentence.
    pub help: String,
    /// Unit it is shown in.
    pub unit: Unit,
    /// Least value, SI; where the limits depend on others, the least that they can ever be.
    pub low: f64,
    /// Greatest value, SI; where the limits depend on others, the greatest that they can ever be.
    pub high: f64,
    /// Value without a choice, SI.
    pub default: f64,
    /// Step of the arrow keys, SI; any value in the range is kept as typed.
    pub step: f64,
    /// Whether only whole numbers make sense.
    pub whole: bool,
    /// Limits that depend on other parameters.
    pub limits: Option<[Reg; 2]>,
    /// What may be chosen, where it is a choice; its value is a place in this list, from 0.
    pub picks: Vec<Pick>,
    /// Hidden where this is no; then formulas see its default.
    pub when: Option<Reg>,
    /// What formulas see: the value kept within its limits.
    pub value: Reg,
    /// How early it is shown.
    pub level: Level,
    /// A requirement that the search never trades away.
    pub fixed: bool,
    /// How much it matters to stay near what was set; 1 is usual.
    pub wish: f64,
    /// Ends of the dimension line that shows it in the picture.
    pub shows: Option<[[Reg; 3]; 2]>,
}

/// One thing that may be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// Name in the design.
    pub name: String,
    /// Name for people.
    pub label: String,
}

/// Values with a name, such as a workbench.
#[derive(Clone, Debug)]
pub struct Preset {
    /// Name in the design.
    pub id: String,
    /// Name for people.
    pub title: String,
    /// Index of each parameter that it sets, and its value, SI; with those of the presets that it extends.
    pub values: Vec<(usize, f64)>,
}

/// A material role that stock fills. Its inputs on the tape start at `first_input`, in the order of its properties.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Name in formulas.
    pub name: String,
    /// The question, in a maker's words.
    pub ask: String,
    /// Kind of piece that fits.
    pub form: Form,
    /// What formulas may use of it, with a unit that each fits: sizes and material, or the attributes of items.
    pub properties: Vec<(String, String)>,
    /// Of items, words of which the name or section must hold one; empty means any.
    pub named: Vec<String>,
    /// Beginnings of material names that fit; empty means any.
    pub materials: Vec<String>,
    /// Predicate over its own properties.
    pub need: Option<Reg>,
    /// The predicate as written.
    pub need_text: String,
    /// Index of its first property among the inputs.
    pub first_input: usize,
    /// What to buy where no stock fits.
    pub buy: Buy,
}

/// New stock that can always be bought.
#[derive(Clone, Debug, Default)]
pub struct Buy {
    /// Name on a shopping list.
    pub name: String,
    /// Material.
    pub material: String,
    /// Sizes across, by the names that [`Form::needs`] gives them, metres.
    pub sizes: Vec<(&'static str, f64)>,
    /// Attributes of an item, as written.
    pub attributes: Vec<(String, String)>,
    /// How it is sold.
    pub offers: Vec<Offer>,
}

/// One thing as a shop sells it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Offer {
    /// Length, metres; nothing for items.
    pub length: Option<f64>,
    /// Width of a sheet, metres.
    pub width: Option<f64>,
    /// Price of one, EUR.
    pub price: f64,
}

/// A named intermediate result.
#[derive(Clone, Debug)]
pub struct NamedValue {
    /// Name in formulas.
    pub name: String,
    /// Where it lies.
    pub reg: Reg,
    /// Unit to show it in.
    pub unit: &'static str,
}

impl Design {
    /// How many inputs the tape reads.
    pub fn input_count(&self) -> usize {
        let slots: usize = self.slots.iter().map(|s| s.properties.len()).sum();
        self.parameters.len() + slots
    }

    /// Finds a parameter by name.
    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|p| p.name == name)
    }

    /// Finds a preset by its id.
    pub fn preset(&self, id: &str) -> Option<&Preset> {
        self.presets.iter().find(|p| p.id == id)
    }
}
