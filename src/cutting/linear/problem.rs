//! What to cut, out of what, and how: one section of linear stock.

use serde::{Deserialize, Serialize};

/// How the saw works and what is worth keeping.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Width of a cut (m).
    pub kerf: f64,
    /// Cut off at each end of every piece (m).
    pub trim: f64,
    /// Shortest rest worth keeping (m).
    pub min_remnant: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { kerf: 0.003, trim: 0.005, min_remnant: 0.3 }
    }
}

/// Parts of one length.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Demand {
    /// Id of the part.
    pub part: String,
    /// Length (m).
    pub length: f64,
    /// How many.
    pub count: u32,
}

/// A piece of linear stock, or several alike.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// Id of the stock piece.
    pub id: String,
    /// How many there are; nothing means as many as wanted.
    pub copies: Option<u32>,
    /// Length (m).
    pub length: f64,
    /// It may be this much shorter (m).
    pub tolerance: f64,
    /// Unusable zones: from and to along its length (m).
    pub defects: Vec<(f64, f64)>,
    /// Money for each (EUR), charged only when it is bought.
    pub price: f64,
    /// Whether using one means buying it.
    pub bought: bool,
}

/// What to cut out of what. Lengths count on a grid of 0.01 mm: stock is rounded down, parts, kerf, trim
/// and tolerance up, defects outwards. A defect narrower than the kerf counts as wide as the kerf.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LinearProblem {
    /// How the saw works.
    pub settings: Settings,
    /// The parts.
    pub demands: Vec<Demand>,
    /// The stock.
    pub bars: Vec<Bar>,
}
