//! What to cut, out of what, and how: odd parts out of odd sheets of one section.

use serde::{Deserialize, Serialize};

use crate::stock::{Outline, Polygon};

/// Clearances.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NestSettings {
    /// Least distance between two parts: the width of the cut and what holds the sheet together (m).
    pub spacing: f64,
    /// Least distance of a part from the edge of a sheet, its holes and its defects (m).
    pub margin: f64,
}

/// How a part may be turned from the way its outline is drawn, counterclockwise.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Turns {
    /// Not at all.
    Fixed,
    /// By half a turn.
    Half,
    /// By quarters of a turn.
    #[default]
    Quarter,
    /// By any angle. Plans use multiples of 5°, and those along the grain.
    Any,
    /// By one of these angles (degrees).
    List(Vec<f64>),
}

/// Odd parts that are alike.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NestPart {
    /// Id of the part.
    pub part: String,
    /// Its shape (m). What is cut out of its holes is lost: no part is placed in another's hole.
    pub outline: Outline,
    /// How many.
    pub count: u32,
    /// How it may be turned.
    pub turns: Turns,
    /// Direction in which the grain must run through the part (degrees from its x axis); nothing where it does not matter.
    pub grain: Option<f64>,
}

/// An odd sheet, or several alike.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NestSheet {
    /// Id of the stock piece.
    pub id: String,
    /// Its shape with its holes (m).
    pub outline: Outline,
    /// Unusable zones (m), anywhere.
    pub defects: Vec<Polygon>,
    /// How many there are; nothing means as many as wanted.
    pub copies: Option<u32>,
    /// Every edge, hole and defect may be off by this much (m).
    pub tolerance: f64,
    /// Direction of its grain (degrees from its x axis); nothing where it has none, so that no part minds.
    pub grain: Option<f64>,
    /// Money for each (EUR), charged only when it is bought.
    pub price: f64,
    /// Whether using one means buying it.
    pub bought: bool,
}

/// What to cut out of what. Corners count to the nearest micrometre, clearances are rounded up to 0.01 mm. A turned
/// part has its corners at the nearest micrometre, too.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NestProblem {
    /// Clearances.
    pub settings: NestSettings,
    /// The parts.
    pub parts: Vec<NestPart>,
    /// The stock.
    pub sheets: Vec<NestSheet>,
}
