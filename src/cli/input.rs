//! Reads what the commands work on: designs, stock files, choices.

use super::{Arguments, Usage};
use crate::design::Design;
use crate::diagnostic::{Diagnostic, suggest};
use crate::project::Choices;
use crate::quantity::read;
use crate::stock::{Inventory, read_csv};

/// Largest file looked at, bytes.
const MAX_FILE: u64 = 16 * 1024 * 1024;

/// A design and the work in hand.
pub(super) struct Work {
    pub design: Design,
    pub inventory: Inventory,
    pub choices: Choices,
    /// Problems of design and stock files, as lines.
    pub problems: Vec<String>,
    /// Whether the design is fit for use.
    pub is_sound: bool,
}

/// The text of a file; bytes that are no UTF-8 are replaced, so that the reader can complain about the place.
pub(super) fn text_of(path: &str) -> Result<String, Usage> {
    let wrong = |e: std::io::Error| Usage(format!("{path}: {e}"));
    let size = std::fs::metadata(path).map_err(wrong)?.len();
    if size > MAX_FILE {
        return Err(Usage(format!("{path} is larger than {} MB", MAX_FILE / 1024 / 1024)));
    }
    Ok(String::from_utf8_lossy(&std::fs::read(path).map_err(wrong)?).into_owned())
}

/// Problems as lines that name the file.
pub(super) fn lines(path: &str, problems: &[Diagnostic]) -> Vec<String> {
    problems.iter().map(|p| format!("{path}: {p}")).collect()
}

/// Reads everything that build, adapt and bom share.
pub(super) fn work(arguments: &Arguments) -> Result<Work, Usage> {
    let [path] = &arguments.files[..] else {
        return Err(Usage(format!("one design is needed, not {}", arguments.files.len())));
    };
    let (design, found) = crate::design::read(&text_of(path)?);
    let is_sound = !found.iter().any(Diagnostic::is_error);
    let mut problems = lines(path, &found);
    let mut inventory = Inventory::default();
    for path in &arguments.stock {
        let read = read_csv(&text_of(path)?);
        problems.extend(lines(path, &read.problems));
        for row in &read.rejected {
            problems.push(format!("{path}: row {} was left out: {}", row.row, row.reason));
        }
        inventory.pieces.extend(read.inventory.pieces);
    }
    let choices = if is_sound { choices(arguments, &design)? } else { Choices::default() };
    Ok(Work { design, inventory, choices, problems, is_sound })
}

fn choices(arguments: &Arguments, design: &Design) -> Result<Choices, Usage> {
    let mut choices = match &arguments.choices {
        None => Choices::default(),
        Some(path) => serde_json::from_str(&text_of(path)?).map_err(|e| Usage(format!("{path}: {e}")))?,
    };
    for (name, text) in &arguments.set {
        let Some(p) = design.parameter(name) else {
            let known = design.parameters.iter().map(|p| p.name.as_str());
            return Err(unknown("parameter", name, known));
        };
        let value = read(text, &p.unit).map_err(|e| Usage(format!("--set {name}: {e}")))?.value;
        if !(p.low..=p.high).contains(&value) {
            let message = format!(
                "--set {name}: {text} is outside {} to {} {}",
                p.low / p.unit.factor,
                p.high / p.unit.factor,
                p.unit.symbol
            );
            return Err(Usage(message.trim_end().to_owned()));
        }
        choices.values.insert(name.clone(), value);
        choices.locks.insert(name.clone());
    }
    for (slot, key) in &arguments.bind {
        if !design.slots.iter().any(|s| s.name == *slot) {
            return Err(unknown("slot", slot, design.slots.iter().map(|s| s.name.as_str())));
        }
        choices.bindings.insert(slot.clone(), key.clone());
        choices.locks.insert(slot.clone());
    }
    Ok(choices)
}

fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Usage {
    Usage(match suggest(name, known.clone()) {
        Some(near) => format!("there is no {what} “{name}”; did you mean “{near}”?"),
        None => format!("there is no {what} “{name}”; there are: {}", known.collect::<Vec<_>>().join(", ")),
    })
}
