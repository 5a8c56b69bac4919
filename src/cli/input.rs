//! What a command works on: the design, the stock and the choices that its words name.

use std::collections::BTreeSet;

use super::args::{Arguments, unknown};
use super::reply::{Failure, Reply};
use crate::design::{self, Design};
use crate::diagnostic::{Diagnostic, Place};
use crate::project::{Choices, MOST_SPARE, Supply, candidates, migrate};
use crate::quantity;
use crate::stock::{Inventory, Materials, read_csv_knowing, read_materials};

/// Everything that a build needs.
pub(super) struct Input {
    pub design: Design,
    pub inventory: Inventory,
    pub choices: Choices,
    /// What was odd in the files, each behind the name of its file.
    pub problems: Vec<(String, Diagnostic)>,
}

/// Largest file read, bytes; the readers have tighter limits of their own.
const MAX_FILE: u64 = 16 * 1024 * 1024;

/// The bytes of a file.
pub(super) fn bytes(path: &str) -> Result<Vec<u8>, Failure> {
    let failure = |error: std::io::Error| Failure(format!("cannot read {path}: {error}"));
    let facts = std::fs::metadata(path).map_err(failure)?;
    if facts.is_dir() {
        return Err(Failure(format!("cannot read {path}: it is a folder, not a file")));
    }
    if facts.len() > MAX_FILE {
        return Err(Failure(format!("cannot read {path}: it is larger than {} MB", MAX_FILE / 1024 / 1024)));
    }
    std::fs::read(path).map_err(failure)
}

/// How a design is read: with or without what only its author wants to know.
pub(super) type Reader = fn(&str) -> (Design, Vec<Diagnostic>);

/// Reads a design file.
pub(super) fn design(path: &str, read: Reader) -> Result<(Design, Vec<Diagnostic>), Failure> {
    Ok(match String::from_utf8(bytes(path)?) {
        Ok(text) => read(&text),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..at].iter().filter(|b| **b == b'\n').count() + 1;
            let message = format!("line {line} is not UTF-8 text");
            let problem = Diagnostic::error("bad-encoding", Place::whole("design"), message);
            (Design::default(), vec![problem.hint("save the file as UTF-8")])
        }
    })
}

impl Input {
    /// Reads everything that the words name. A design with errors cannot be built: the reply says why.
    pub fn read(arguments: &Arguments) -> Result<Result<Self, Reply>, Failure> {
        let path = match &arguments.files[..] {
            [path] => path,
            [] => return Err(Failure("name a design file, such as design.toml".to_owned())),
            [_, second, ..] => {
                return Err(Failure(format!("one design at a time; what is “{second}”? Stock goes behind --stock")));
            }
        };
        let (mut design, found) = design(path, design::read)?;
        if found.iter().any(Diagnostic::is_error) {
            return Ok(Err(super::check::refusal(path, &design, found, arguments.has("--json"))));
        }
        let named = |path: &str, found: Vec<Diagnostic>| found.into_iter().map(|p| (path.to_owned(), p)).collect();
        let mut problems: Vec<(String, Diagnostic)> = named(path, found);
        let mut inventory = Inventory::default();
        for path in arguments.all("--materials") {
            let read = read_materials(&String::from_utf8_lossy(&bytes(path)?));
            problems.extend(named(path, read.problems));
            inventory.materials.merge(read.materials);
        }
        for path in arguments.all("--stock") {
            let read = stock(path, &inventory.materials)?;
            problems.extend(named(path, read.problems));
            inventory.pieces.extend(read.inventory.pieces);
        }
        for path in arguments.all("--prices") {
            let read = stock(path, &inventory.materials)?;
            problems.extend(named(path, read.problems).into_iter().filter(|(_, p)| p.code != "no-quantity"));
            for mut piece in read.inventory.pieces {
                if piece.price.is_none() {
                    let message = format!("“{}” has no price; it was left out", piece.id);
                    let problem = Diagnostic::warning("no-price", Place::whole(&piece.id), message);
                    problems.push((path.to_owned(), problem.hint("write what one costs, or 0 if it is free")));
                    continue;
                }
                piece.quantity = None; // a shop's stock never runs out
                inventory.pieces.push(piece);
            }
        }
        tell_apart(&mut inventory, &mut problems);
        if let Some(language) = arguments.one("--language")? {
            if language != design.language && !design.texts.contains_key(language) {
                let known = design.texts.keys().chain([&design.language]).map(String::as_str);
                return Err(unknown("language of this design called", language, known));
            }
            design = design.in_language(language);
        }
        let (mut choices, told) = choices(arguments, &design)?;
        problems.extend(named(path, told));
        if let Some(id) = arguments.one("--preset")? {
            let known = design.presets.iter().map(|p| p.id.as_str());
            let preset = design.preset(id).ok_or_else(|| unknown("preset", id, known))?;
            choices = choices.with_preset(&design, preset);
        }
        if let Some(typed) = arguments.one("--spare")? {
            choices.spare = spare(typed)?;
        }
        for setting in arguments.all("--set") {
            set(&design, setting, &mut choices)?;
        }
        within_limits(&design, &choices)?;
        for binding in arguments.all("--bind") {
            bind(&design, &inventory, binding, &mut choices)?;
        }
        Ok(Ok(Self { design, inventory, choices, problems }))
    }

    /// Puts the problems of the files into a reply.
    pub fn note(&self, reply: &mut Reply) {
        for (path, problem) in &self.problems {
            reply.notes += &format!("{path}: ");
            reply.note(problem);
        }
    }
}

/// Reads a stock file; letters that are not UTF-8 are replaced, as the page does it, and the reader warns.
pub(super) fn stock(path: &str, materials: &Materials) -> Result<crate::stock::CsvRead, Failure> {
    Ok(read_csv_knowing(&String::from_utf8_lossy(&bytes(path)?), materials))
}

/// Pieces of several files may have the same id: later ones get a number.
pub(super) fn tell_apart(inventory: &mut Inventory, problems: &mut Vec<(String, Diagnostic)>) {
    let mut taken: BTreeSet<String> = inventory.pieces.iter().map(|p| p.id.clone()).collect();
    let mut seen = BTreeSet::new();
    for piece in &mut inventory.pieces {
        if seen.insert(piece.id.clone()) {
            continue;
        }
        let free = (2..).map(|n| format!("{}-{n}", piece.id)).find(|id| !taken.contains(id)).unwrap_or_default();
        let message = format!("two files name “{}”; the second one is now “{free}”", piece.id);
        problems.push((
            "stock".to_owned(),
            Diagnostic::warning("double-id", Place::whole(&piece.id), message).hint("give each piece its own id"),
        ));
        taken.insert(free.clone());
        seen.insert(free.clone());
        piece.id = free;
    }
}

/// Choices of a file, brought to this version of the design.
fn choices(arguments: &Arguments, design: &Design) -> Result<(Choices, Vec<Diagnostic>), Failure> {
    let Some(path) = arguments.one("--choices")? else { return Ok(Default::default()) };
    let choices: Choices = serde_json::from_slice(&bytes(path)?)
        .map_err(|error| Failure(format!("{path} does not hold choices: {error}")))?;
    Ok(migrate(choices, design))
}

fn parameter<'a>(design: &'a Design, name: &str) -> Result<&'a design::Parameter, Failure> {
    let known = design.parameters.iter().map(|p| p.name.as_str());
    design.parameter(name).ok_or_else(|| unknown("parameter", name, known))
}

fn slot(design: &Design, name: &str) -> Result<usize, Failure> {
    let known = design.slots.iter().map(|s| s.name.as_str());
    design.slots.iter().position(|s| s.name == name).ok_or_else(|| unknown("slot", name, known))
}

/// `--set name=value`.
fn set(design: &Design, setting: &str, choices: &mut Choices) -> Result<(), Failure> {
    let (name, typed) = setting
        .split_once('=')
        .ok_or_else(|| Failure(format!("“{setting}” sets nothing; write --set name=value, such as length=1.2m")))?;
    let (name, typed) = (name.trim(), typed.trim());
    let parameter = parameter(design, name)?;
    if !parameter.picks.is_empty() {
        let known = parameter.picks.iter().map(|p| p.name.as_str());
        let place = parameter.picks.iter().position(|p| p.name == typed);
        let place = place.ok_or_else(|| unknown(&format!("choice for {name} called"), typed, known))?;
        choices.values.insert(name.to_owned(), place as f64);
        choices.locks.insert(name.to_owned());
        return Ok(());
    }
    let value =
        quantity::read(typed, &parameter.unit).map_err(|error| Failure(format!("--set {name}: {error}")))?.value;
    let unit = &parameter.unit.symbol;
    let shown = |value| super::table::quantity(value, unit);
    // What was typed in another unit may miss the end of the range by the last bit.
    let slack = 1e-9 * (parameter.high - parameter.low);
    if value < parameter.low - slack || value > parameter.high + slack {
        let (low, high) = (shown(parameter.low), shown(parameter.high));
        return Err(Failure(format!("--set {name}: {} is outside of {low} to {high}", shown(value))));
    }
    if parameter.whole && libm::round(value) != value {
        return Err(Failure(format!("--set {name}: “{typed}” is not a whole number, and this is counted")));
    }
    choices.values.insert(name.to_owned(), value);
    choices.locks.insert(name.to_owned());
    Ok(())
}

/// `--spare 5%`.
fn spare(typed: &str) -> Result<f64, Failure> {
    let percent = quantity::Unit::parse("%").unwrap_or_else(quantity::Unit::none);
    let share = quantity::read(typed, &percent).map_err(|error| Failure(format!("--spare: {error}")))?.value;
    if !(0.0..=MOST_SPARE).contains(&share) {
        return Err(Failure(format!("--spare: “{typed}” is not between 0 and {} %", MOST_SPARE * 100.0)));
    }
    Ok(share)
}

/// Limits may depend on other parameters, so they are looked at once all are set.
fn within_limits(design: &Design, choices: &Choices) -> Result<(), Failure> {
    let set =
        design.parameters.iter().map(|p| choices.values.get(&p.name).copied().unwrap_or(p.default)).collect::<Vec<_>>();
    let settled = design::settle(design, &set);
    for (k, p) in design.parameters.iter().enumerate().filter(|(_, p)| choices.is_locked(&p.name)) {
        let shown = |value| super::table::quantity(value, &p.unit.symbol);
        if !settled.visible[k] {
            return Err(Failure(format!("--set {}: this is not asked at the other values, and has no effect", p.name)));
        }
        if (settled.values[k] - set[k]).abs() > 1e-9 * (p.high - p.low) {
            let [low, high] = settled.limits[k];
            return Err(Failure(format!(
                "--set {}: {} is outside of {} to {} at the other values",
                p.name,
                shown(set[k]),
                shown(low),
                shown(high)
            )));
        }
    }
    Ok(())
}

/// `--bind slot=family`.
fn bind(design: &Design, inventory: &Inventory, binding: &str, choices: &mut Choices) -> Result<(), Failure> {
    let (name, key) = binding
        .split_once('=')
        .ok_or_else(|| Failure(format!("“{binding}” binds nothing; write --bind slot=family")))?;
    let (name, key) = (name.trim(), key.trim());
    let slot = slot(design, name)?;
    let supply = Supply::new(design, inventory);
    let fitting = candidates(design, slot, &supply);
    if !fitting.iter().any(|k| supply.families[*k].key == key) {
        let known = fitting.iter().map(|k| supply.families[*k].key.as_str());
        return Err(unknown(&format!("stock for the slot {name} called"), key, known));
    }
    choices.bindings.insert(name.to_owned(), key.to_owned());
    choices.locks.insert(name.to_owned());
    Ok(())
}
