//! Lines and totals of a bill of materials.

use serde::Serialize;

/// Where a line comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// It lies there, ready for use.
    Have,
    /// It is cut from a piece of stock.
    Cut,
    /// It is to be bought.
    Buy,
}

impl Source {
    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Have => "have",
            Self::Cut => "cut",
            Self::Buy => "buy",
        }
    }
}

/// A piece of stock that gives parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct From {
    /// Id of the stock piece.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Which of its copies, counted from 1.
    pub copy: u32,
    /// Whether it must be bought first.
    pub bought: bool,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// Id of the part, of the hardware, or of the stock to buy.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Where it comes from.
    pub source: Source,
    /// How many.
    pub quantity: u32,
    /// Name of the material.
    pub material: String,
    /// Cut length or sold length, metres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<f64>,
    /// Width or outside diameter, metres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<f64>,
    /// Height, where it is another size than width and thickness, metres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<f64>,
    /// Thickness or wall, metres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thickness: Option<f64>,
    /// The pieces it is cut from.
    pub from: Vec<From>,
    /// Mass of all of them, kg.
    pub mass: f64,
    /// Money for all of them, EUR; cut lines cost nothing, the stock they are cut from does.
    pub cost: f64,
    /// Angles of the ends where they are not square, degrees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends: Option<[f64; 2]>,
    /// What else to know, such as why nothing gives it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Index of the build's part; nothing for hardware and purchases.
    #[serde(skip)]
    pub part: Option<usize>,
}

/// Sums over all lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Totals {
    /// Money to spend, EUR.
    pub cost: f64,
    /// Mass of all parts, kg.
    pub mass: f64,
    /// Share of the parts' mass that comes from scrap, 0 to 1.
    pub reuse: f64,
    /// Number of parts.
    pub parts: u32,
    /// Parts that nothing gives yet.
    pub missing: u32,
    /// Length lost as sawdust and short ends, metres.
    pub waste: f64,
    /// Area of sheets lost as sawdust and offcuts, m².
    pub waste_area: f64,
    /// Rests worth keeping.
    pub remnants: u32,
    /// Length of those of linear stock together, metres.
    pub remnant_length: f64,
    /// Area of those of sheets together, m².
    pub remnant_area: f64,
    /// Embodied carbon of the stock that is bought, whole pieces, from low to high, kg CO₂e.
    pub carbon: [f64; 2],
    /// Mass of stock that is bought and whose carbon is not known, kg.
    pub carbon_unknown: f64,
}

/// The bill of materials.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Bom {
    /// Parts first, in the order of the design, then hardware, then what is to be bought.
    pub lines: Vec<Line>,
    /// Sums.
    pub totals: Totals,
}
