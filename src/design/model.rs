//! A design as read: its parameters, slots, rules and the tape they compiled to.

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
    /// What it is for.
    pub function: String,
    /// Dangers to know before starting.
    pub hazards: Vec<String>,
    /// Tools needed.
    pub tools: Vec<String>,
    /// What a maker may set, in the order of the document.
    pub parameters: Vec<Parameter>,
    /// Material roles.
    pub slots: Vec<Slot>,
    /// Named intermediate results.
    pub values: Vec<NamedValue>,
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
    /// Name in formulas.
    pub name: String,
    /// The question, in a maker's words.
    pub ask: String,
    /// What it means, one sentence.
    pub help: String,
    /// Unit it is shown in.
    pub unit: Unit,
    /// Least value, SI.
    pub low: f64,
    /// Greatest value, SI.
    pub high: f64,
    /// Value without a choice, SI.
    pub default: f64,
    /// Step of the arrow keys, SI; any value in the range is kept as typed.
    pub step: f64,
    /// Whether only whole numbers make sense.
    pub whole: bool,
    /// How early it is shown.
    pub level: Level,
    /// A requirement that the search never trades away.
    pub fixed: bool,
    /// How much it matters to stay near what was set; 1 is usual.
    pub wish: f64,
    /// Ends of the dimension line that shows it in the picture.
    pub shows: Option<[[Reg; 3]; 2]>,
}

/// A material role that stock fills. Its inputs on the tape start at `first_input`,
/// in the order of [`super::properties`].
#[derive(Clone, Debug)]
pub struct Slot {
    /// Name in formulas.
    pub name: String,
    /// The question, in a maker's words.
    pub ask: String,
    /// Kind of piece that fits.
    pub form: Form,
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
    /// Width, metres.
    pub width: f64,
    /// Thickness, metres.
    pub thickness: f64,
    /// Lengths it is sold in, metres.
    pub lengths: Vec<f64>,
    /// Price of a metre, EUR.
    pub price_per_metre: f64,
}

/// A named intermediate result.
#[derive(Clone, Debug)]
pub struct NamedValue {
    /// Name in formulas.
    pub name: String,
    /// Where it lies.
    pub reg: Reg,
    /// Unit to show it in.
    pub unit: String,
}

/// A rule that gives copies of a bar.
#[derive(Clone, Debug)]
pub struct PartRule {
    /// Name in the design.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Index of the slot it is cut from.
    pub slot: usize,
    /// Length of the centre line.
    pub length: Reg,
    /// Angles of the ends.
    pub ends: [Reg; 2],
    /// How often each repetition index runs.
    pub each: Vec<Reg>,
    /// The tape segment that reads the indices.
    pub segment: usize,
    /// Middle of the start end.
    pub at: [Reg; 3],
    /// Direction of the length.
    pub axis: [Reg; 3],
    /// Direction that the flat side faces.
    pub flat: [Reg; 3],
    /// Left out where this is no.
    pub when: Option<Reg>,
}

/// A thing needed by the piece.
#[derive(Clone, Debug)]
pub struct HardwareRule {
    /// Name in the design.
    pub id: String,
    /// Name on a list.
    pub name: String,
    /// Section text that stock items of it carry.
    pub section: String,
    /// How many.
    pub quantity: Reg,
    /// Price of one, EUR.
    pub price: f64,
}

/// Direction of a requirement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// The value may be as large as the limit.
    AtMost,
    /// The value may be as small as the limit.
    AtLeast,
}

/// An engineering or fit requirement.
#[derive(Clone, Debug)]
pub struct CheckRule {
    /// Name in the design.
    pub id: String,
    /// Name for people.
    pub title: String,
    /// Whether a build that fails it is no solution.
    pub must: bool,
    /// The value.
    pub left: Reg,
    /// Its limit.
    pub right: Reg,
    /// Which side may be larger.
    pub compare: Compare,
    /// As written.
    pub formula: String,
    /// Unit to show it in.
    pub unit: String,
    /// Plain words.
    pub why: String,
    /// What to do when it fails.
    pub advice: String,
    /// Standard or book.
    pub source: String,
}

/// A figure that a maker cares about.
#[derive(Clone, Debug)]
pub struct MetricRule {
    /// Name in the design.
    pub id: String,
    /// Name for people.
    pub title: String,
    /// Where it lies.
    pub value: Reg,
    /// Unit to show it in.
    pub unit: String,
    /// Whether more is better.
    pub higher_is_better: bool,
}

/// An instruction of the build guide; texts may hold `{name}` insertions.
#[derive(Clone, Debug)]
pub struct StepRule {
    /// Headline.
    pub title: String,
    /// Instruction.
    pub text: String,
    /// Indices of the part rules it puts in place.
    pub uses: Vec<usize>,
    /// Danger to know at this step.
    pub hazard: String,
    /// Minutes.
    pub minutes: Option<Reg>,
}

impl Design {
    /// How many inputs the tape reads.
    pub fn input_count(&self) -> usize {
        let slots: usize = self.slots.iter().map(|s| super::properties(s.form).len()).sum();
        self.parameters.len() + slots
    }

    /// Finds a parameter by name.
    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|p| p.name == name)
    }
}
