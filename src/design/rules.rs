//! What a design lays down: parts and their assemblies, hardware, checks, metrics and steps.

pub use super::shape::{CornerRule, CutRule, Edge, HoleCut, HoleRule, NotchRule, SectionRule, Shape};
use crate::expr::Reg;

/// A rule that gives copies of a solid.
#[derive(Clone, Debug)]
pub struct PartRule {
    /// Name in the design.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Index of the slot it is cut from.
    pub slot: usize,
    /// What it is.
    pub shape: Shape,
    /// How often each repetition index runs.
    pub each: Vec<Reg>,
    /// The tape segment that reads the indices.
    pub segment: usize,
    /// Middle of the start end; of an outline, where its corners are counted from.
    pub at: [Reg; 3],
    /// Direction of the length.
    pub axis: [Reg; 3],
    /// Direction that the flat side faces.
    pub flat: [Reg; 3],
    /// Left out as a whole where this is no.
    pub when: Option<Reg>,
    /// Reads the indices: single copies are left out where it is no.
    pub only: Option<Reg>,
    /// Index of the assembly whose frame it stands in; none is the built thing itself.
    pub assembly: Option<usize>,
}

/// Parts that stand, move and come apart together.
#[derive(Clone, Debug)]
pub struct AssemblyRule {
    /// Name in the design.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Index of the assembly that it is in; always a smaller one than its own.
    pub parent: Option<usize>,
    /// Where its origin stands in the frame of its parent.
    pub at: [Reg; 3],
    /// Direction of its x.
    pub axis: [Reg; 3],
    /// Direction of its z, made square to the axis.
    pub flat: [Reg; 3],
    /// Which way it leaves in an exploded picture; zero where it stays.
    pub explode: [Reg; 3],
    /// How it moves.
    pub motion: Option<Motion>,
}

/// How an assembly moves in the frame of its parent. Declared, not yet played.
#[derive(Clone, Debug)]
pub struct Motion {
    /// Whether it turns about the axis; else it slides along it.
    pub turns: bool,
    /// The direction.
    pub axis: [Reg; 3],
    /// A point of the axis it turns about.
    pub about: [Reg; 3],
    /// From and to: angles, or lengths where it slides.
    pub range: [Reg; 2],
}

/// A thing needed by the piece or the pack.
#[derive(Clone, Debug)]
pub struct HardwareRule {
    /// Name in the design.
    pub id: String,
    /// Name on a list.
    pub name: String,
    /// Section text that stock items of it carry.
    pub section: String,
    /// How many, or how much where it comes in packs.
    pub quantity: Reg,
    /// What a pack holds, SI; 1 for single pieces.
    pub pack: f64,
    /// Price of a piece or a pack, EUR.
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
    /// Share of the limit by which it may be missed: 0, but where one asks what missing it would bring.
    pub ease: f64,
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

impl CheckRule {
    /// Whether a value keeps to a limit, as far as it must.
    pub fn allows(&self, value: f64, limit: f64) -> bool {
        let more = self.ease * limit.abs();
        match self.compare {
            Compare::AtMost => value <= limit + more,
            Compare::AtLeast => value >= limit - more,
        }
    }
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
    /// Name in the design: as written, else its number.
    pub id: String,
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
