//! Properties of cross-sections.

use crate::expr::Formula;

/// Formulas for sections.
pub(super) const FORMULAS: &[Formula] = &[
    Formula {
        name: "section.inertia_rectangle",
        inputs: &[("width", "m"), ("depth", "m")],
        unit: "m4",
        body: "width*depth^3/12",
        about: "Second moment of area of a rectangle; depth is measured in the direction of the load.",
        source: "Roark's Formulas for Stress and Strain, 7th ed., table A.1 case 2",
    },
    Formula {
        name: "section.modulus_rectangle",
        inputs: &[("width", "m"), ("depth", "m")],
        unit: "m3",
        body: "width*depth^2/6",
        about: "Elastic section modulus of a rectangle; depth is measured in the direction of the load.",
        source: "Roark's Formulas for Stress and Strain, 7th ed., table A.1 case 2",
    },
];
