//! What fills a slot: measured sizes and the properties of the material.

use super::model::Slot;
use crate::expr::Interval;
use crate::quantity::{Unit, read};
use crate::stock::{Family, Form, Inventory, Materials};

/// Properties of stock of a form that formulas may use, with a unit that each fits. What formulas may use of items,
/// each slot says itself.
pub fn properties(form: Form) -> &'static [(&'static str, &'static str)] {
    match form {
        Form::Board => &[("t", "m"), ("w", "m"), ("E", "Pa"), ("rho", "kg/m3"), ("fm", "Pa")],
        Form::Rod => &[("d", "m"), ("E", "Pa"), ("rho", "kg/m3"), ("fm", "Pa")],
        Form::Pipe => &[("od", "m"), ("t", "m"), ("E", "Pa"), ("rho", "kg/m3"), ("fm", "Pa")],
        Form::Box | Form::Angle => &[("w", "m"), ("h", "m"), ("t", "m"), ("E", "Pa"), ("rho", "kg/m3"), ("fm", "Pa")],
        // What is cut out of sheets decides how large they must be.
        Form::Sheet => &[("t", "m"), ("E", "Pa"), ("rho", "kg/m3"), ("fm", "Pa")],
        Form::Spool => &[("d", "m"), ("E", "Pa"), ("rho", "kg/m3"), ("fm", "Pa")],
        Form::Bulk | Form::Item => &[],
    }
}

/// The stock chosen for a slot, as the formulas see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fill {
    /// Key of the family.
    pub key: String,
    /// Name for people.
    pub name: String,
    /// Material.
    pub material: String,
    /// Properties in the order of the slot's, each from the least to the greatest measured.
    pub values: Vec<Interval>,
}

impl Fill {
    /// What a family of stock gives a slot, or nothing where it has another form, or where a size, an attribute or a
    /// figure of the material is not known.
    pub fn new(slot: &Slot, family: &Family, inventory: &Inventory) -> Option<Self> {
        if family.form != slot.form {
            return None;
        }
        let value = |(name, unit): &(String, String)| match slot.form {
            Form::Item => attribute(name, &Unit::parse(unit)?, family, inventory),
            _ => size_or_figure(name, family, &inventory.materials),
        };
        let values = slot.properties.iter().map(value).collect::<Option<_>>()?;
        Some(Self { key: family.key.clone(), name: family.name.clone(), material: family.material.clone(), values })
    }
}

fn size_or_figure(name: &str, family: &Family, materials: &Materials) -> Option<Interval> {
    if let Some((low, high)) = family.sizes.get(name) {
        return Some(Interval::new(*low, *high));
    }
    let material = materials.find(&family.material)?;
    Some(Interval::point(match name {
        "E" => material.elasticity?,
        "rho" => material.density?,
        // The worst piece of the family decides: a grade knocks down what may be used of the strength.
        "fm" => material.strength? * family.strength_factor,
        _ => return None,
    }))
}

/// From the least to the greatest that any of the items has.
fn attribute(name: &str, unit: &Unit, family: &Family, inventory: &Inventory) -> Option<Interval> {
    let typed = family.pieces.iter().map(|k| inventory.pieces[*k].attributes.get(name));
    let values = typed.map(|text| Some(read(text?, unit).ok()?.value)).collect::<Option<Vec<f64>>>()?;
    let ends = (values.iter().copied().reduce(f64::min)?, values.iter().copied().reduce(f64::max)?);
    Some(Interval::new(ends.0, ends.1))
}
