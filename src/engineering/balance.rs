//! What stands, what tips, and what bolts bear.

use crate::expr::Formula;

/// Formulas for balance and joints.
pub(super) const FORMULAS: &[Formula] = &[
    Formula {
        name: "balance.share",
        inputs: &[("load", "N"), ("from", "m"), ("span", "m")],
        unit: "N",
        body: "load*(span - from)/span",
        about: "Part of a load that one of two supports carries; from is how far the load lies from that support. So for the nose of a trailer, or the legs of a table.",
        source: "Equilibrium of moments about the other support",
    },
    Formula {
        name: "balance.tipping_factor",
        inputs: &[("weight", "N"), ("base", "m"), ("load", "N"), ("reach", "m")],
        unit: "",
        body: "weight*base/(load*reach)",
        about: "How safe something stands: above 1 it does not tip. Weight acts base inside the line it would tip over, load acts reach outside of it.",
        source: "Equilibrium of moments about the line of tipping",
    },
    Formula {
        name: "joint.bolt_shear",
        inputs: &[("load", "N"), ("count", ""), ("diameter", "m")],
        unit: "Pa",
        body: "4*load/(count*pi()*diameter^2)",
        about: "Shear stress in bolts or pins that share a load evenly, each cut once.",
        source: "Shigley's Mechanical Engineering Design, 9th ed., section 8-12",
    },
    Formula {
        name: "joint.bolt_bearing",
        inputs: &[("load", "N"), ("count", ""), ("diameter", "m"), ("thickness", "m")],
        unit: "Pa",
        body: "load/(count*diameter*thickness)",
        about: "Pressure of bolts or pins on the edges of their holes, shared evenly.",
        source: "Shigley's Mechanical Engineering Design, 9th ed., section 8-12",
    },
];
