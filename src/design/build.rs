//! A design evaluated at chosen parameters and slots.

use std::sync::Arc;

use super::fill::Fill;
use super::rules::Compare;
use crate::cutting::Grain;
use crate::diagnostic::Diagnostic;
use crate::geometry::{Body, Facts, Frame, Mesh, Solid, Vec3};

/// Everything that follows from the choices: the one model that view, tables and exports read.
#[derive(Clone, Debug, Default)]
pub struct Build {
    /// Values of the parameters, SI, in the order of the design.
    pub parameters: Vec<f64>,
    /// Least and greatest value of each parameter at the values of the others, SI.
    pub limits: Vec<[f64; 2]>,
    /// Whether each parameter is asked for.
    pub visible: Vec<bool>,
    /// What fills each slot, in the order of the design.
    pub slots: Vec<SlotState>,
    /// Groups of parts, each after the one it is in.
    pub assemblies: Vec<Assembly>,
    /// The parts; their quantity is the number of placements.
    pub parts: Vec<Part>,
    /// Things needed by the piece.
    pub consumables: Vec<Consumable>,
    /// Requirements, with their margins.
    pub checks: Vec<CheckResult>,
    /// Figures that a maker cares about.
    pub metrics: Vec<MetricResult>,
    /// Instructions, filled in.
    pub steps: Vec<StepText>,
    /// A line in the picture for each parameter that has one.
    pub dimensions: Vec<DimensionLine>,
    /// What could not be worked out.
    pub problems: Vec<Diagnostic>,
}

/// What fills a slot.
#[derive(Clone, Debug)]
pub struct SlotState {
    /// Name in the design.
    pub name: String,
    /// The stock, or nothing where none is known.
    pub fill: Option<Fill>,
}

/// Parts that stand, move and come apart together.
#[derive(Clone, Debug)]
pub struct Assembly {
    /// Name in the design.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Index of the assembly that it is in.
    pub parent: Option<usize>,
    /// Its frame in the built thing; the placements of its parts are in it already.
    pub frame: Frame,
    /// Which way it leaves in an exploded picture; zero where it stays.
    pub explode: Vec3,
    /// How it moves.
    pub motion: Option<Movement>,
}

/// How an assembly moves, in the coordinates of the built thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Movement {
    /// Whether it turns about the axis; else it slides along it.
    pub turns: bool,
    /// The direction.
    pub axis: Vec3,
    /// A point of the axis, metres.
    pub about: Vec3,
    /// From and to: radians, or metres where it slides.
    pub range: [f64; 2],
}

/// Equal pieces of the built thing.
#[derive(Clone, Debug)]
pub struct Part {
    /// Name, unique in the build: the rule's, with a number where one rule gives several sizes.
    pub id: String,
    /// The rule it came from.
    pub rule_id: String,
    /// Index of the rule.
    pub rule: usize,
    /// Name for people.
    pub name: String,
    /// Index of the slot.
    pub slot: usize,
    /// Index of the assembly that it belongs to.
    pub assembly: Option<usize>,
    /// Shape.
    pub solid: Solid,
    /// Sizes to cut, and volume.
    pub facts: Facts,
    /// How it lies to the grain of its sheet.
    pub grain: Grain,
    /// Surface.
    pub mesh: Arc<Mesh>,
    /// Mass of one, kg.
    pub mass: f64,
    /// Where the copies stand.
    pub placements: Vec<Frame>,
}

/// Things needed by the piece.
#[derive(Clone, Debug)]
pub struct Consumable {
    /// Name in the design.
    pub id: String,
    /// Name on a list.
    pub name: String,
    /// Section text that stock items carry.
    pub section: String,
    /// How many pieces or packs.
    pub quantity: u32,
    /// Price of one, EUR.
    pub price: f64,
}

/// How a requirement came out, judged at the worst end of what was measured.
#[derive(Clone, Debug)]
pub struct CheckResult {
    /// Name in the design.
    pub id: String,
    /// Name for people.
    pub title: String,
    /// Whether failing it makes the build no solution.
    pub must: bool,
    /// Whether it holds.
    pub holds: bool,
    /// The value at its worst end, SI.
    pub value: f64,
    /// The limit at its worst end, SI.
    pub limit: f64,
    /// Which side may be larger.
    pub compare: Compare,
    /// Share of the limit in use: 1 is just met, less is better, infinite where it cannot be told.
    pub utilisation: f64,
    /// Unit to show both in.
    pub unit: String,
    /// As written.
    pub formula: String,
    /// Plain words.
    pub why: String,
    /// What to do when it fails.
    pub advice: String,
    /// Standard or book.
    pub source: String,
}

/// A figure that a maker cares about.
#[derive(Clone, Debug)]
pub struct MetricResult {
    /// Name in the design.
    pub id: String,
    /// Name for people.
    pub title: String,
    /// Value, SI.
    pub value: f64,
    /// Unit to show it in.
    pub unit: String,
    /// Whether more is better.
    pub higher_is_better: bool,
}

/// One instruction of the build guide.
#[derive(Clone, Debug)]
pub struct StepText {
    /// Headline.
    pub title: String,
    /// Instruction with the sizes of this build.
    pub text: String,
    /// Indices of the rules whose parts it puts in place.
    pub uses: Vec<usize>,
    /// Danger to know at this step.
    pub hazard: String,
    /// How long it takes, seconds.
    pub seconds: Option<f64>,
}

/// Where a parameter shows in the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct DimensionLine {
    /// Index of the parameter.
    pub parameter: usize,
    /// One end, metres.
    pub from: Vec3,
    /// Other end, metres.
    pub to: Vec3,
}

impl Part {
    /// Mass, centre and inertia in its own frame; its mass counts as spread evenly.
    pub fn body(&self) -> Option<Body> {
        self.mesh.body(self.mass)
    }
}

impl Build {
    /// Mass of all parts, kg.
    pub fn mass(&self) -> f64 {
        self.parts.iter().map(|p| p.mass * p.placements.len() as f64).sum()
    }

    /// Number of pieces.
    pub fn piece_count(&self) -> usize {
        self.parts.iter().map(|p| p.placements.len()).sum()
    }

    /// Requirements that make it no solution.
    pub fn failed(&self) -> impl Iterator<Item = &CheckResult> {
        self.checks.iter().filter(|c| c.must && !c.holds)
    }
}
