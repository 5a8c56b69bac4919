//! What fills a slot: measured sizes and the properties of the material.

use crate::expr::Interval;
use crate::stock::{Family, Form, Materials};

/// Properties of a slot that formulas may use, by form, with a unit that each fits.
pub fn properties(form: Form) -> &'static [(&'static str, &'static str)] {
    match form {
        Form::Board => &[("t", "m"), ("w", "m"), ("E", "Pa"), ("rho", "kg/m3"), ("fm", "Pa")],
        Form::Rod => &[("d", "m"), ("E", "Pa"), ("rho", "kg/m3"), ("fm", "Pa")],
        Form::Pipe => &[("od", "m"), ("t", "m"), ("E", "Pa"), ("rho", "kg/m3"), ("fm", "Pa")],
        Form::Box | Form::Angle => &[("w", "m"), ("h", "m"), ("t", "m"), ("E", "Pa"), ("rho", "kg/m3"), ("fm", "Pa")],
        Form::Sheet => &[("t", "m"), ("w", "m"), ("l", "m"), ("E", "Pa"), ("rho", "kg/m3"), ("fm", "Pa")],
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
    /// Properties in the order of [`properties`], each from the least to the greatest measured.
    pub values: Vec<Interval>,
}

impl Fill {
    /// The fill that a family of stock gives, or nothing where a size or a figure of the material is not known.
    pub fn of_family(family: &Family, materials: &Materials) -> Option<Self> {
        let material = materials.find(&family.material)?;
        let value = |name: &str| {
            Some(match name {
                "E" => Interval::point(material.elasticity?),
                "rho" => Interval::point(material.density?),
                // The worst piece of the family decides: a grade knocks down what may be used of the strength.
                "fm" => Interval::point(material.strength? * family.strength_factor),
                size => family.sizes.get(size).map(|(low, high)| Interval::new(*low, *high))?,
            })
        };
        let values = properties(family.form).iter().map(|(name, _)| value(name)).collect::<Option<_>>()?;
        Some(Self { key: family.key.clone(), name: family.name.clone(), material: family.material.clone(), values })
    }
}
