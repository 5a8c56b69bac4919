//! Choices that were made for an earlier version of a design, brought to the one in hand.

use super::Choices;
use crate::design::{Design, settle};
use crate::diagnostic::{Diagnostic, Place};
use crate::quantity::{System, format};

/// Brings choices to a design: renamed things keep what was chosen, values are moved into today's limits, and what is
/// not there any more is left out. Each change that somebody would miss is told.
pub fn migrate(choices: Choices, design: &Design) -> (Choices, Vec<Diagnostic>) {
    let mut told = Vec::new();
    let mut out = Choices { spare: choices.spare, ..Choices::default() };
    for (old, value) in choices.values {
        match now(design, &old) {
            Some(Now::Parameter(name)) if value.is_finite() => {
                // Where an old and a new name both hold a value, the new one was set later.
                if name == old || !out.values.contains_key(name) {
                    out.values.insert(name.to_owned(), value);
                }
            }
            Some(Now::Parameter(_)) => {}
            _ => told.push(gone(&old)),
        }
    }
    for (old, wish) in choices.wishes {
        if let Some(Now::Parameter(name)) = now(design, &old)
            && wish.is_finite()
        {
            out.wishes.insert(name.to_owned(), wish);
        }
    }
    for (old, family) in choices.bindings {
        match now(design, &old) {
            Some(Now::Slot(name)) if name == old || !out.bindings.contains_key(name) => {
                out.bindings.insert(name.to_owned(), family);
            }
            Some(Now::Slot(_)) => {}
            _ => told.push(gone(&old)),
        }
    }
    // A lock on what is gone says nothing that the value or the binding has not said.
    let locks = choices.locks.iter().filter_map(|old| now(design, old));
    out.locks = locks.map(|(Now::Parameter(name) | Now::Slot(name))| name.to_owned()).collect();
    keep_in_limits(&mut out, design, &mut told);
    (out, told)
}

enum Now<'a> {
    Parameter(&'a str),
    Slot(&'a str),
}

/// What a name of an earlier version is called now; through several versions where need be.
fn now<'a>(design: &'a Design, old: &str) -> Option<Now<'a>> {
    let mut name = old;
    // Renames that run in a circle end nowhere.
    for _ in 0..=design.renames.len() {
        if let Some(p) = design.parameter(name) {
            return Some(Now::Parameter(&p.name));
        }
        if let Some(slot) = design.slots.iter().find(|s| s.name == name) {
            return Some(Now::Slot(&slot.name));
        }
        name = design.renames.get(name)?;
    }
    None
}

fn gone(name: &str) -> Diagnostic {
    let message =
        format!("“{name}” is not in this version of the design any more; what was chosen for it was left out");
    Diagnostic::warning("choice-gone", Place::whole(name), message).hint("look whether the rest still is what you want")
}

fn keep_in_limits(choices: &mut Choices, design: &Design, told: &mut Vec<Diagnostic>) {
    let wanted: Vec<f64> =
        design.parameters.iter().map(|p| choices.values.get(&p.name).copied().unwrap_or(p.default)).collect();
    let settled = settle(design, &wanted);
    for (k, p) in design.parameters.iter().enumerate() {
        let Some(value) = choices.values.get_mut(&p.name) else { continue };
        let nearest = settled.values[k];
        // The last bit of a limit that was typed in another unit is nobody's loss.
        if !settled.visible[k] || (nearest - *value).abs() <= 1e-9 * value.abs() {
            continue;
        }
        let shown = |value: f64| match p.picks.get(value as usize) {
            Some(pick) => pick.label.clone(),
            None => format(value, &p.unit.symbol, 2, System::Metric),
        };
        let message = format!("“{}” was {}; this version of the design takes {}", p.ask, shown(*value), shown(nearest));
        told.push(
            Diagnostic::warning("choice-moved", Place::whole(&p.name), message)
                .hint("set it anew if that does not suit you"),
        );
        *value = nearest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::read;
    use proptest::prelude::*;

    const DESIGN: &str = r#"
format = 1

[design]
id = "rack"
title = "Rack"
version = "2.0"
licence = "MIT"

[params.length]
ask = "How long?"
unit = "mm"
range = "300 mm .. 900 mm"
default = "600 mm"

[params.depth]
ask = "How deep?"
unit = "mm"
range = "100 mm .. length/2"
default = "200 mm"

[slots.plank]
ask = "Planks"
form = "board"
buy = { name = "plank", material = "softwood_C24", width = "145 mm", thickness = "28 mm", lengths = ["3 m"], price = "2 EUR/m" }

[renames]
size = "span"
span = "length"
board = "plank"
"#;

    fn design() -> Design {
        let (design, problems) = read(DESIGN);
        assert!(problems.is_empty(), "{problems:?}");
        design
    }

    fn choices(values: &[(&str, f64)], bindings: &[(&str, &str)], locks: &[&str]) -> Choices {
        Choices {
            values: values.iter().map(|(k, v)| ((*k).to_owned(), *v)).collect(),
            bindings: bindings.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
            locks: locks.iter().map(|k| (*k).to_owned()).collect(),
            ..Choices::default()
        }
    }

    #[test]
    fn renamed_things_keep_what_was_chosen() {
        let old = choices(&[("size", 0.7)], &[("board", "pallet")], &["size", "board"]);
        let (new, told) = migrate(old, &design());
        assert_eq!(new, choices(&[("length", 0.7)], &[("plank", "pallet")], &["length", "plank"]));
        assert!(told.is_empty(), "{told:?}");
    }

    #[test]
    fn what_is_gone_or_moved_is_told() {
        let old = choices(&[("length", 0.5), ("depth", 0.4), ("colour", 3.0)], &[("cloth", "linen")], &["colour"]);
        let (new, told) = migrate(old, &design());
        assert_eq!(new.values.get("depth"), Some(&0.25));
        assert!(new.bindings.is_empty() && new.locks.is_empty());
        let codes: Vec<&str> = told.iter().map(|t| t.code).collect();
        assert_eq!(codes, ["choice-gone", "choice-gone", "choice-moved"]);
    }

    #[test]
    fn renames_in_a_circle_end() {
        let (design, _) = read(&DESIGN.replace("span = \"length\"", "span = \"size\""));
        assert!(migrate(choices(&[("size", 0.7)], &[], &[]), &design).0.values.is_empty());
    }

    proptest! {
        #[test]
        fn choices_of_this_version_stay_and_twice_is_once(length in 0.3..0.9f64, share in 0.0..1.0f64, odd in -2.0..2.0f64) {
            let design = design();
            let depth = 0.1 + share * (length / 2.0 - 0.1);
            let sound = choices(&[("length", length), ("depth", depth)], &[], &["depth"]);
            prop_assert_eq!(migrate(sound.clone(), &design), (sound, Vec::new()));
            let (once, _) = migrate(choices(&[("size", odd), ("depth", -odd), ("x", odd)], &[], &["x"]), &design);
            prop_assert_eq!(migrate(once.clone(), &design), (once, Vec::new()));
        }
    }
}
