//! One thing in the inventory, and the inventory.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Form, Materials, Sizes, section_key};

/// One row of a stock file. Sizes in metres, money in EUR; see “Stock file” in the documentation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StockPiece {
    /// Names the piece within its inventory.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What kind of piece it is.
    pub form: Form,
    /// Section as typed; may be empty. Parts are cut only from stock of their section.
    pub section: String,
    /// Material as typed: an id or another name in the table of materials.
    pub material: String,
    /// How many; nothing means as many as wanted (a shop's).
    pub quantity: Option<u32>,
    /// Length along the grain or axis (m).
    pub length: Option<f64>,
    /// Width across (m).
    pub width: Option<f64>,
    /// Thickness of a board, sheet or leg (m).
    pub thickness: Option<f64>,
    /// Height of a box or of the second leg of an angle (m).
    pub height: Option<f64>,
    /// Outside diameter (m).
    pub diameter: Option<f64>,
    /// Wall thickness (m).
    pub wall: Option<f64>,
    /// Outline of an odd sheet as typed: `x y, x y, …`, holes after `|`.
    pub outline: String,
    /// Unusable zones of a linear piece: from and to along its length (m).
    pub defects: Vec<(f64, f64)>,
    /// Unusable zones of a sheet as typed: polygons in outline syntax, separated by `;`.
    pub defect_outlines: String,
    /// ± on every size (m).
    pub tolerance: f64,
    /// Condition; see [`super::grade_factor`].
    pub grade: String,
    /// Price of one (EUR).
    pub price: Option<f64>,
    /// Whose it is.
    pub owner: String,
    /// Where it lies.
    pub place: String,
    /// How far away it lies (m).
    pub distance: Option<f64>,
    /// What it comes from, or who says so.
    pub source: String,
    /// What is dangerous about it.
    pub hazard: String,
    /// Anything else.
    pub notes: String,
    /// Further properties as typed, such as `shaft` = `12 mm`.
    pub attributes: BTreeMap<String, String>,
}

impl StockPiece {
    /// The typed section, or one derived from form, sizes and material: `board 145×22 softwood_pallet`.
    /// Equal sizes of equal material give equal keys.
    pub fn section_key(&self, materials: &Materials) -> String {
        match (self.section.trim(), self.form) {
            ("", Form::Item | Form::Bulk) => format!("{} {}", self.form, crate::fold::lower(self.name.trim())),
            ("", form) => section_key(form, materials.id_of(&self.material), &self.sizes()),
            (typed, _) => typed.to_owned(),
        }
    }

    /// Whether it lies around already (a known number of them) rather than being a shop's.
    pub fn is_scrap(&self) -> bool {
        self.quantity.is_some()
    }

    /// The size of a name as [`Form::needs`] gives it (m); a name that is none of them is taken for `wall`.
    pub fn size_mut(&mut self, name: &str) -> &mut Option<f64> {
        match name {
            "length" => &mut self.length,
            "width" => &mut self.width,
            "thickness" => &mut self.thickness,
            "height" => &mut self.height,
            "diameter" => &mut self.diameter,
            _ => &mut self.wall,
        }
    }

    /// The sizes that the section is made of.
    pub fn sizes(&self) -> Sizes {
        Sizes {
            width: self.width,
            thickness: self.thickness,
            height: self.height,
            diameter: self.diameter,
            wall: self.wall,
        }
    }
}

/// All stock pieces of somebody.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Inventory {
    /// The pieces, in the order they were listed.
    pub pieces: Vec<StockPiece>,
    /// What they may be made of beside the built-in materials; written as a table of its own.
    #[serde(skip)]
    pub materials: Materials,
}

impl From<Vec<StockPiece>> for Inventory {
    fn from(pieces: Vec<StockPiece>) -> Self {
        Self { pieces, ..Self::default() }
    }
}

impl Inventory {
    /// The same pieces, with own materials to look up; nothing is copied where there are none.
    pub fn knowing(&self, own: &Materials) -> Cow<'_, Self> {
        if self.materials == *own {
            return Cow::Borrowed(self);
        }
        Cow::Owned(Self { pieces: self.pieces.clone(), materials: own.clone() })
    }

    /// How many pieces of material lie in the yard; screws and other items do not count, nor does a shop's stock.
    pub fn piece_count(&self) -> u32 {
        let pieces = self.pieces.iter().filter(|p| p.form != Form::Item);
        pieces.filter_map(|p| p.quantity).fold(0, u32::saturating_add)
    }
}

/// An id that is not taken yet, and is from now on: `s` and a number.
pub fn free_id(taken: &mut BTreeSet<String>) -> String {
    let first = taken.len() + 1;
    let id = (first..).map(|n| format!("s{n}")).find(|id| !taken.contains(id)).unwrap_or_default();
    taken.insert(id.clone());
    id
}
