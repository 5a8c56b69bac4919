//! `{name}` insertions in the texts of steps: parameters, values, `part.quantity`, `part.length`, `part.width`, `slot.t`.

use super::build::Build;
use super::model::Design;
use crate::geometry::Facts;
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

/// What may be inserted of a part.
const OF_PARTS: [&str; 3] = ["quantity", "length", "width"];

/// Indices of the slot and of its property that a name such as `board.t` means.
fn slot_property(design: &Design, name: &str) -> Option<(usize, usize)> {
    let (slot, property) = name.split_once('.')?;
    let k = design.slots.iter().position(|s| s.name == slot)?;
    Some((k, design.slots[k].properties.iter().position(|(p, _)| p == property)?))
}

/// Whether an insertion names something.
pub(super) fn is_known(design: &Design, name: &str) -> bool {
    let part = OF_PARTS.iter().find_map(|what| name.strip_suffix(what)?.strip_suffix('.'));
    part.is_some_and(|p| design.parts.iter().any(|r| r.id == p))
        || slot_property(design, name).is_some()
        || design.parameters.iter().any(|p| p.name == name)
        || design.values.iter().any(|v| v.name == name)
        || design.hardware.iter().any(|h| h.id == name)
}

/// Everything that may be inserted.
pub(super) fn names(design: &Design) -> Vec<String> {
    let parts = design.parts.iter().flat_map(|p| OF_PARTS.map(|what| format!("{}.{what}", p.id)));
    let slots = design.slots.iter().flat_map(|s| s.properties.iter().map(|(p, _)| format!("{}.{p}", s.name)));
    let parameters = design.parameters.iter().map(|p| p.name.clone());
    let values = design.values.iter().map(|v| v.name.clone());
    parts.chain(slots).chain(parameters).chain(values).chain(design.hardware.iter().map(|h| h.id.clone())).collect()
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
    for (what, size) in [(".length", (|f| f.length) as fn(&Facts) -> f64), (".width", |f| f.width)] {
        let Some(part) = name.strip_suffix(what).filter(|part| design.parts.iter().any(|r| r.id == *part)) else {
            continue;
        };
        let parts = build.parts.iter().filter(|p| p.rule_id == part);
        let mut sizes: Vec<String> = parts.map(|p| format(size(&p.facts), "mm", 0, system)).collect();
        sizes.dedup();
        return Some(sizes.join(" / "));
    }
    if let Some((slot, property)) = slot_property(design, name) {
        let value = build.slots.get(slot)?.fill.as_ref()?.values.get(property)?.middle();
        let unit = &design.slots[slot].properties[property].1;
        return Some(format(value, if unit == "m" { "mm" } else { unit }, 1, system));
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
