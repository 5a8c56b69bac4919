//! What to cut, out of which sheets, and how.

use serde::{Deserialize, Serialize};

/// A direction in a sheet: its grain, if it has one, runs along its length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Axis {
    /// Along the length (x).
    #[default]
    Length,
    /// Along the width (y).
    Width,
}

impl Axis {
    /// The other one.
    pub fn other(self) -> Self {
        if self == Self::Length { Self::Width } else { Self::Length }
    }
}

/// What kind of cuts are possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SheetCuts {
    /// Any: jigsaw, router, laser.
    Free,
    /// From edge to edge only: table saw, track saw, guillotine.
    EdgeToEdge {
        /// How many times the direction of the cuts may change, plus one; a part may always be trimmed once
        /// more to its size. Nothing means without limit.
        stages: Option<u8>,
        /// Along which axis the first cuts run; nothing means either.
        first: Option<Axis>,
    },
}

/// How the saw works and what is worth keeping.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SheetSettings {
    /// Width of a cut (m).
    pub kerf: f64,
    /// Cut off at each edge of every sheet (m).
    pub trim: f64,
    /// Least length and width of a rest worth keeping, either way round (m).
    pub min_remnant: (f64, f64),
    /// What kind of cuts are possible.
    pub cuts: SheetCuts,
}

impl Default for SheetSettings {
    fn default() -> Self {
        let cuts = SheetCuts::EdgeToEdge { stages: Some(3), first: None };
        Self { kerf: 0.003, trim: 0.005, min_remnant: (0.1, 0.3), cuts }
    }
}

/// How a part lies to the grain of its sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grain {
    /// Either way; it may be turned by 90°.
    #[default]
    Any,
    /// Its length lies along the length of the sheet.
    Along,
    /// Its length lies along the width of the sheet.
    Across,
}

/// Parts of one size.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SheetPart {
    /// Id of the part.
    pub part: String,
    /// Length (m).
    pub length: f64,
    /// Width (m).
    pub width: f64,
    /// How many.
    pub count: u32,
    /// How it lies to the grain.
    pub grain: Grain,
}

/// A rectangle in a sheet: its low corner and its size (m).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// Where it begins along the length.
    pub x: f64,
    /// Where it begins along the width.
    pub y: f64,
    /// Size along the length.
    pub length: f64,
    /// Size along the width.
    pub width: f64,
}

/// A sheet, or several alike.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// Id of the stock piece.
    pub id: String,
    /// How many there are; nothing means as many as wanted.
    pub copies: Option<u32>,
    /// Length, along the grain (m).
    pub length: f64,
    /// Width (m).
    pub width: f64,
    /// It may be this much shorter and narrower (m).
    pub tolerance: f64,
    /// Unusable places.
    pub defects: Vec<Area>,
    /// Money for each (EUR), charged only when it is bought.
    pub price: f64,
    /// Whether using one means buying it.
    pub bought: bool,
}

/// What to cut out of what. Lengths count on a grid of 0.01 mm: sheets are rounded down, parts, kerf, trim
/// and tolerance up, defects outwards; more than 100 m counts as 100 m. No part touches a defect; cuts may run through one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SheetProblem {
    /// How the saw works.
    pub settings: SheetSettings,
    /// The parts.
    pub parts: Vec<SheetPart>,
    /// The stock.
    pub sheets: Vec<Sheet>,
}
