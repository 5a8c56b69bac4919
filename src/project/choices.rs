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
    /// What the person had set of parameters that the search has moved since, SI: it still counts as wished.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub wishes: BTreeMap<String, f64>,
    /// Share of each piece's length (of a sheet's shorter side, both ways) that no cutting plan uses, 0 to [`MOST_SPARE`].
    #[serde(skip_serializing_if = "is_nothing")]
    pub spare: f64,
}

/// The most that may be left spare: half of everything.
pub const MOST_SPARE: f64 = 0.5;

fn is_nothing(spare: &f64) -> bool {
    *spare == 0.0
}

impl Choices {
    /// Values of all parameters in the design's order, SI; settled, so within their limits.
    pub fn parameters(&self, design: &Design) -> Vec<f64> {
        let set = |p: &crate::design::Parameter| self.values.get(&p.name).copied().unwrap_or(p.default);
        let set: Vec<f64> = design.parameters.iter().map(set).collect();
        settle(design, &set).values
    }

    /// What is wished of all parameters in the design's order, SI: what a person set last.
    pub fn wished(&self, design: &Design) -> Vec<f64> {
        let wished = |p: &crate::design::Parameter| {
            let wish = self.wishes.get(&p.name).filter(|_| !self.is_locked(&p.name));
            wish.or_else(|| self.values.get(&p.name)).copied().unwrap_or(p.default)
        };
        settle(design, &design.parameters.iter().map(wished).collect::<Vec<_>>()).values
    }

    /// Sets a parameter as a person does: from now on that is what is wished.
    pub fn set(&mut self, name: &str, value: f64) {
        self.values.insert(name.to_owned(), value);
        self.wishes.remove(name);
    }

    /// The same choices with the values of a preset; what it does not set goes back to the design's default.
    /// Locked parameters keep what is set.
    #[must_use]
    pub fn with_preset(mut self, design: &Design, preset: &Preset) -> Self {
        self.values.retain(|name, _| self.locks.contains(name));
        self.wishes.clear();
        for (k, value) in &preset.values {
            self.values.entry(design.parameters[*k].name.clone()).or_insert(*value);
        }
        self
    }

    /// The share to leave spare, within what makes sense.
    pub fn spare(&self) -> f64 {
        if self.spare > 0.0 { self.spare.min(MOST_SPARE) } else { 0.0 }
    }

    /// Whether the search must leave a parameter or slot alone.
    pub fn is_locked(&self, name: &str) -> bool {
        self.locks.contains(name)
    }
}
