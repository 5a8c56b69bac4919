//! Finds the formulas of the engineering library by name.

use crate::engineering;
use crate::quantity::{Dimension, Unit};

/// A function that designs may call: a formula in the design language itself, so that numbers and
/// intervals, dimensions and limits all hold for it as for anything a maker writes.
#[derive(Clone, Copy, Debug)]
pub struct Formula {
    /// How it is called, such as `beam.sag_centre_load`.
    pub name: &'static str,
    /// Names of its values and a unit that each must fit.
    pub inputs: &'static [(&'static str, &'static str)],
    /// A unit that the result fits.
    pub unit: &'static str,
    /// The formula.
    pub body: &'static str,
    /// What it gives, in plain words, with its assumptions.
    pub about: &'static str,
    /// Where it comes from.
    pub source: &'static str,
}

/// All formulas, by area.
pub fn formulas() -> Vec<&'static Formula> {
    engineering::AREAS.iter().flat_map(|area| area.iter()).collect()
}

pub(super) fn find(name: &str) -> Option<&'static Formula> {
    engineering::AREAS.iter().flat_map(|area| area.iter()).find(|f| f.name == name)
}

pub(super) fn dimension(unit: &str) -> Dimension {
    Unit::parse(unit).map_or(Dimension::NONE, |u| u.dimension)
}
