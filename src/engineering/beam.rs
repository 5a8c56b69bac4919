//! Straight beams and struts of one material, small deflections.

use crate::expr::Formula;

/// Formulas for beams.
pub(super) const FORMULAS: &[Formula] = &[
    Formula {
        name: "beam.sag_centre_load",
        inputs: &[("load", "N"), ("span", "m"), ("E", "Pa"), ("I", "m4")],
        unit: "m",
        body: "load*span^3/(48*E*I)",
        about: "Deflection at mid-span of a simply supported beam with one load in the middle.",
        source: "Roark's Formulas for Stress and Strain, 7th ed., table 8.1 case 1e",
    },
    Formula {
        name: "beam.sag_uniform_load",
        inputs: &[("load", "N"), ("span", "m"), ("E", "Pa"), ("I", "m4")],
        unit: "m",
        body: "5*load*span^3/(384*E*I)",
        about: "Deflection at mid-span of a simply supported beam; the load is the total, spread evenly.",
        source: "Roark's Formulas for Stress and Strain, 7th ed., table 8.1 case 2e",
    },
    Formula {
        name: "beam.moment_centre_load",
        inputs: &[("load", "N"), ("span", "m")],
        unit: "Nm",
        body: "load*span/4",
        about: "Largest bending moment of a simply supported beam with one load in the middle.",
        source: "Roark's Formulas for Stress and Strain, 7th ed., table 8.1 case 1e",
    },
    Formula {
        name: "beam.moment_uniform_load",
        inputs: &[("load", "N"), ("span", "m")],
        unit: "Nm",
        body: "load*span/8",
        about: "Largest bending moment of a simply supported beam; the load is the total, spread evenly.",
        source: "Roark's Formulas for Stress and Strain, 7th ed., table 8.1 case 2e",
    },
    Formula {
        name: "beam.buckling_load",
        inputs: &[("length", "m"), ("E", "Pa"), ("I", "m4")],
        unit: "N",
        body: "pi()^2*E*I/length^2",
        about: "Euler load of a straight strut with both ends free to turn; real, bent wood carries less.",
        source: "Timoshenko and Gere, Theory of Elastic Stability, 2nd ed., section 2.1",
    },
];
