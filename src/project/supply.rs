//! All stock that may serve a design: what is there, what shops sell, and what the design says to buy.

use crate::design::Slot;
use crate::design::{Design, Fill, judge};
use crate::expr::Interval;
use crate::fold::lower;
use crate::stock::{Family, Inventory, StockPiece, families};

/// Pieces and their families; family indices are what bindings and plans refer to.
#[derive(Clone, Debug, Default)]
pub struct Supply {
    /// Scrap, shops' stock, and the design's own shopping hints.
    pub inventory: Inventory,
    /// Groups of equal section.
    pub families: Vec<Family>,
    /// What each family gives each slot; nothing where it does not have what the slot's formulas read.
    pub fills: Vec<Vec<Option<Fill>>>,
    /// Share of every piece that is left spare; see [`Choices::spare`](super::Choices).
    pub spare: f64,
}

impl Supply {
    /// Gathers the stock for a design.
    pub fn new(design: &Design, inventory: &Inventory) -> Self {
        let mut all = inventory.clone();
        for slot in &design.slots {
            for (k, offer) in slot.buy.offers.iter().enumerate() {
                let mut piece = StockPiece {
                    id: format!("buy-{}-{}", slot.name, k + 1),
                    name: slot.buy.name.clone(),
                    form: slot.form,
                    material: slot.buy.material.clone(),
                    quantity: None,
                    length: offer.length,
                    width: offer.width,
                    attributes: slot.buy.attributes.iter().cloned().collect(),
                    tolerance: 0.001,
                    grade: "new".to_owned(),
                    price: Some(offer.price),
                    ..StockPiece::default()
                };
                for (name, size) in &slot.buy.sizes {
                    *piece.size_mut(name) = Some(*size);
                }
                all.pieces.push(piece);
            }
        }
        let families = families(&all);
        let fills_of = |slot| families.iter().map(|family| Fill::new(slot, family, &all)).collect();
        let fills = design.slots.iter().map(fills_of).collect();
        Self { inventory: all, families, fills, spare: 0.0 }
    }

    /// The same stock, of which every piece keeps a share spare.
    #[must_use]
    pub fn leaving(self, spare: f64) -> Self {
        Self { spare, ..self }
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
/// A slot that the design does not have fits nothing.
pub fn candidates(design: &Design, slot: usize, supply: &Supply) -> Vec<usize> {
    let Some(role) = design.slots.get(slot) else { return Vec::new() };
    let fits = |k: usize| -> bool {
        let family = &supply.families[k];
        let Some(fill) = supply.fills.get(slot).and_then(|fills| fills[k].as_ref()) else { return false };
        let wanted =
            role.materials.is_empty() || role.materials.iter().any(|m| family.material.starts_with(m.as_str()));
        wanted && is_named(role, family, supply) && meets_need(design, slot, fill)
    };
    (0..supply.families.len()).filter(|k| fits(*k)).collect()
}

/// Whether an item is called as a slot asks. What the design says to buy for it always is.
fn is_named(role: &Slot, family: &Family, supply: &Supply) -> bool {
    let mut pieces = family.pieces.iter().map(|k| &supply.inventory.pieces[*k]);
    let called = |piece: &StockPiece| {
        let words = lower(&format!("{} {}", piece.name, piece.section));
        role.named.iter().any(|word| words.contains(&lower(word)))
    };
    role.named.is_empty() || pieces.any(|piece| piece.id == format!("buy-{}-1", role.name) || called(piece))
}

fn meets_need(design: &Design, slot: usize, fill: &Fill) -> bool {
    let Some(need) = design.slots[slot].need else { return true };
    let parameters: Vec<Interval> = design.parameters.iter().map(|p| Interval::new(p.low, p.high)).collect();
    let mut fills: Vec<Option<Fill>> = design.slots.iter().map(|_| None).collect();
    // The mean decides: a board nominally at the limit is not refused for the tape measure's tolerance.
    let means = fill.values.iter().map(|v| Interval::point(v.middle())).collect();
    fills[slot] = Some(Fill { values: means, ..fill.clone() });
    judge(design, &parameters, &fills).values.get(need.main_index()).is_some_and(|v| v.low > 0.0)
}
