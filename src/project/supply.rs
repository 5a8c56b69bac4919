//! All stock that may serve a design: what is there, what shops sell, and what the design says to buy.

use crate::design::{Design, Fill, judge, properties};
use crate::expr::Interval;
use crate::stock::{Family, Inventory, StockPiece, families};

/// Pieces and their families; family indices are what bindings and plans refer to.
#[derive(Clone, Debug, Default)]
pub struct Supply {
    /// Scrap, shops' stock, and the design's own shopping hints.
    pub inventory: Inventory,
    /// Groups of equal section.
    pub families: Vec<Family>,
    /// What each family gives a slot; nothing where a size or the material is not known.
    pub fills: Vec<Option<Fill>>,
}

impl Supply {
    /// Gathers the stock for a design.
    pub fn new(design: &Design, inventory: &Inventory) -> Self {
        let mut all = inventory.clone();
        for slot in &design.slots {
            for (k, length) in slot.buy.lengths.iter().enumerate() {
                let mut piece = StockPiece {
                    id: format!("buy-{}-{}", slot.name, k + 1),
                    name: slot.buy.name.clone(),
                    form: slot.form,
                    material: slot.buy.material.clone(),
                    quantity: None,
                    length: Some(*length),
                    tolerance: 0.001,
                    grade: "new".to_owned(),
                    price: Some(slot.buy.price_per_metre * length),
                    ..StockPiece::default()
                };
                for (name, size) in &slot.buy.sizes {
                    *piece.size_mut(name) = Some(*size);
                }
                all.pieces.push(piece);
            }
        }
        let families = families(&all);
        let fills = families.iter().map(|family| Fill::of_family(family, &all.materials)).collect();
        Self { inventory: all, families, fills }
    }

    /// Index of a family by its key.
    pub fn find(&self, key: &str) -> Option<usize> {
        self.families.iter().position(|f| f.key == key)
    }

    /// Family of what the design says to buy for a slot.
    pub fn bought_for(&self, design: &Design, slot: usize) -> Option<usize> {
        let id = format!("buy-{}-1", design.slots[slot].name);
        let piece = self.inventory.pieces.iter().position(|p| p.id == id)?;
        self.families.iter().position(|f| f.pieces.contains(&piece))
    }
}

/// Families that fit a slot's form, materials and need, judged at the worst end of what was measured.
pub fn candidates(design: &Design, slot: usize, supply: &Supply) -> Vec<usize> {
    let role = &design.slots[slot];
    let fits = |k: usize| -> bool {
        let family = &supply.families[k];
        let Some(fill) = &supply.fills[k] else { return false };
        let wanted =
            role.materials.is_empty() || role.materials.iter().any(|m| family.material.starts_with(m.as_str()));
        family.form == role.form && wanted && meets_need(design, slot, fill)
    };
    (0..supply.families.len()).filter(|k| fits(*k)).collect()
}

fn meets_need(design: &Design, slot: usize, fill: &Fill) -> bool {
    let Some(need) = design.slots[slot].need else { return true };
    let parameters: Vec<Interval> = design.parameters.iter().map(|p| Interval::new(p.low, p.high)).collect();
    let mut fills: Vec<Option<Fill>> = design.slots.iter().map(|_| None).collect();
    // The mean decides: a board nominally at the limit is not refused for the tape measure's tolerance.
    let means = fill.values.iter().map(|v| Interval::point(v.middle())).collect();
    fills[slot] = Some(Fill { values: means, ..fill.clone() });
    debug_assert_eq!(fill.values.len(), properties(design.slots[slot].form).len());
    judge(design, &parameters, &fills).values.get(need.main_index()).is_some_and(|v| v.low > 0.0)
}
