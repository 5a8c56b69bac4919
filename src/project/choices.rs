//! What a maker chose: values, locks, and which stock fills which slot.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::design::{Design, Preset, settle};

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
    /// Values of all parameters in the design's order, SI; settled, so within their limits.
    pub fn parameters(&self, design: &Design) -> Vec<f64> {
        let set = |p: &crate::design::Parameter| self.values.get(&p.name).copied().unwrap_or(p.default);
        let set: Vec<f64> = design.parameters.iter().map(set).collect();
        settle(design, &set).values
    }

    /// The same choices with the values of a preset; what it does not set goes back to the design's default.
    /// Locked parameters keep what is set.
    #[must_use]
    pub fn with_preset(mut self, design: &Design, preset: &Preset) -> Self {
        self.values.retain(|name, _| self.locks.contains(name));
        for (k, value) in &preset.values {
            self.values.entry(design.parameters[*k].name.clone()).or_insert(*value);
        }
        self
    }

    /// Whether the search must leave a parameter or slot alone.
    pub fn is_locked(&self, name: &str) -> bool {
        self.locks.contains(name)
    }
}
