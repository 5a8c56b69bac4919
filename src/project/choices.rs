//! What a maker chose: values, locks, and which stock fills which slot.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::design::Design;

/// Choices for one design. What is absent takes the design's default.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// Values by parameter name, SI.
    pub values: BTreeMap<String, f64>,
    /// Names of parameters and slots that the search must not touch.
    pub locks: BTreeSet<String>,
    /// Key of the family of stock by slot name.
    pub bindings: BTreeMap<String, String>,
}

impl Choices {
    /// Values of all parameters in the design's order, SI; kept within their ranges.
    pub fn parameters(&self, design: &Design) -> Vec<f64> {
        let value = |p: &crate::design::Parameter| {
            let set = self.values.get(&p.name).copied().filter(|v| v.is_finite()).unwrap_or(p.default);
            if p.whole { libm::round(set).clamp(p.low, p.high) } else { set.clamp(p.low, p.high) }
        };
        design.parameters.iter().map(value).collect()
    }

    /// Whether the search must leave a parameter or slot alone.
    pub fn is_locked(&self, name: &str) -> bool {
        self.locks.contains(name)
    }
}
