//! `{name}` insertions in the texts of steps: parameters, values, `part.quantity`, `part.length`.

use super::build::Build;
use super::model::Design;
use crate::quantity::{System, format};

/// Names between braces, and the byte where each starts.
pub(super) fn insertions(text: &str) -> Vec<(&str, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('{') {
        let start = at + open + 1;
        let Some(length) = text[start..].find('}') else { break };
        found.push((&text[start..start + length], start));
        at = start + length + 1;
    }
    found
}

/// Whether an insertion names something.
pub(super) fn is_known(design: &Design, name: &str) -> bool {
    let part = name.strip_suffix(".quantity").or_else(|| name.strip_suffix(".length"));
    part.is_some_and(|p| design.parts.iter().any(|r| r.id == p))
        || design.parameters.iter().any(|p| p.name == name)
        || design.values.iter().any(|v| v.name == name)
        || design.hardware.iter().any(|h| h.id == name)
}

/// Everything that may be inserted.
pub(super) fn names(design: &Design) -> Vec<String> {
    let parts = design.parts.iter().flat_map(|p| [format!("{}.quantity", p.id), format!("{}.length", p.id)]);
    let parameters = design.parameters.iter().map(|p| p.name.clone());
    let values = design.values.iter().map(|v| v.name.clone());
    parts.chain(parameters).chain(values).chain(design.hardware.iter().map(|h| h.id.clone())).collect()
}

/// The text with everything filled in from a build; what is not known stays as written.
pub(super) fn fill(text: &str, design: &Design, build: &Build, values: &[f64], system: System) -> String {
    let mut out = String::new();
    let mut at = 0;
    for (name, start) in insertions(text) {
        out.push_str(&text[at..start - 1]);
        match value_of(name, design, build, values, system) {
            Some(value) => out.push_str(&value),
            None => out.push_str(&text[start - 1..start + name.len() + 1]),
        }
        at = start + name.len() + 1;
    }
    out.push_str(&text[at..]);
    out
}

fn value_of(name: &str, design: &Design, build: &Build, values: &[f64], system: System) -> Option<String> {
    if let Some(part) = name.strip_suffix(".quantity") {
        let count: usize = build.parts.iter().filter(|p| p.rule_id == part).map(|p| p.placements.len()).sum();
        return Some(count.to_string());
    }
    if let Some(part) = name.strip_suffix(".length") {
        let mut lengths: Vec<String> =
            build.parts.iter().filter(|p| p.rule_id == part).map(|p| format(p.facts.length, "mm", 0, system)).collect();
        lengths.dedup();
        return Some(lengths.join(" / "));
    }
    if let Some(k) = design.parameters.iter().position(|p| p.name == name) {
        let (p, value) = (&design.parameters[k], build.parameters[k]);
        if !p.picks.is_empty() {
            return p.picks.get(value as usize).map(|pick| pick.label.clone());
        }
        return Some(format(value, &p.unit.symbol, 1, system));
    }
    if let Some(h) = build.consumables.iter().find(|h| h.id == name) {
        return Some(h.quantity.to_string());
    }
    let value = design.values.iter().find(|v| v.name == name)?;
    Some(format(value.reg.read(values, &[]), value.unit, 1, system))
}
