//! `cut`: cutting plans for a list of parts, without a design.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde::Serialize;

use super::args::{Arguments, unknown};
use super::input::{bytes, stock, tell_apart};
use super::reply::{Failure, Reply};
use super::table::{millimetres, money, table};
use crate::cutting::{Demand, LinearProblem, Objective, Plan, Search, Settings, Status, Unplaced, check_plan};
use crate::diagnostic::{Diagnostic, Place};
use crate::project::bar;
use crate::quantity::{self, Unit};
use crate::stock::{Inventory, StockPiece, read_materials};

/// Steps of the search between two looks at the clock.
const PORTION: u64 = 2_000_000;

#[derive(Serialize)]
struct Document {
    format: &'static str,
    mode: &'static str,
    settings: Settings,
    groups: Vec<Group>,
}

/// All parts and pieces of one section.
#[derive(Serialize)]
struct Group {
    section: String,
    objective: Objective,
    bound: Objective,
    /// `proven`, `gap`, `feasible` or `infeasible`.
    status: &'static str,
    /// At most this share of the first open level can be saved.
    gap: Option<f64>,
    pieces: Vec<Piece>,
    unplaced: Vec<Unplaced>,
    savings: Vec<Saving>,
}

#[derive(Serialize)]
struct Piece {
    id: String,
    /// Which of several, from 1.
    copy: u32,
    length: f64,
    cuts: Vec<Mark>,
    remnants: Vec<(f64, f64)>,
    loss: f64,
}

/// A part; it ends at a mark, measured from one end of the whole piece.
#[derive(Serialize)]
struct Mark {
    order: usize,
    part: String,
    from: f64,
    to: f64,
}

/// What one more of a piece would save at most beside what the plan may still be above its bound.
#[derive(Serialize)]
struct Saving {
    id: String,
    money: f64,
    loss: f64,
}

/// Plans the cuts.
pub(super) fn run(arguments: &Arguments) -> Result<Reply, Failure> {
    if let Some(word) = arguments.files.first() {
        return Err(Failure(format!("what is “{word}”? Stock goes behind --stock, parts behind --parts")));
    }
    match arguments.one("--mode")?.unwrap_or("linear") {
        "linear" => {}
        later @ ("free" | "guillotine" | "irregular") => {
            return Err(Failure(format!("--mode {later} is not in this version yet; linear is")));
        }
        other => return Err(unknown("mode", other, ["linear", "free", "guillotine", "irregular"])),
    }
    let defaults = Settings::default();
    let settings = Settings {
        kerf: length(arguments, "--kerf", defaults.kerf)?,
        trim: length(arguments, "--trim", defaults.trim)?,
        min_remnant: length(arguments, "--min-remnant", defaults.min_remnant)?,
    };
    length(arguments, "--spacing", 0.0)?;
    let seconds = arguments.count("--seconds", 10)?;
    let mut reply = Reply::default();
    let (inventory, parts) = read(arguments, &mut reply)?;
    let problems = problems(&inventory, &parts, settings);
    let started = Instant::now();
    let mut groups = Vec::new();
    for (done, (section, problem)) in problems.iter().enumerate() {
        // Each section gets an equal share of the time that is left.
        let left = Duration::from_secs(seconds).saturating_sub(started.elapsed());
        let until = started.elapsed() + left / (problems.len() - done) as u32;
        let mut search = Search::new(problem);
        while search.advance(PORTION) && started.elapsed() < until {}
        let wrong = check_plan(problem, search.best());
        if let Some(first) = wrong.first() {
            return Err(Failure(format!("the plan for {section} did not pass its check, please report this: {first}")));
        }
        reply.worsen(search.best().objective.unplaced > 0);
        groups.push(Group::new(section, problem, &search));
    }
    if arguments.has("--json") {
        reply.out = Reply::json(&Document { format: "scrapwright-cut/1", mode: "linear", settings, groups }).out;
    } else {
        groups.iter().for_each(|group| group.write(&mut reply.out));
    }
    Ok(reply)
}

/// A length of zero or more behind an option.
fn length(arguments: &Arguments, name: &str, default: f64) -> Result<f64, Failure> {
    let Some(typed) = arguments.one(name)? else { return Ok(default) };
    let unit = Unit::parse("mm").ok_or_else(|| Failure(format!("{name} takes a length")))?;
    let value = quantity::read(typed, &unit).map_err(|error| Failure(format!("{name}: {error}")))?.value;
    if (0.0..=100.0).contains(&value) {
        return Ok(value);
    }
    Err(Failure(format!("{name} takes a length from 0 to 100 m, not “{typed}”")))
}

/// The stock and the parts, which are written as a stock file is.
fn read(arguments: &Arguments, reply: &mut Reply) -> Result<(Inventory, Vec<StockPiece>), Failure> {
    let mut note = |path: &str, problem: &Diagnostic| {
        reply.notes += &format!("{path}: ");
        reply.note(problem);
    };
    let mut inventory = Inventory::default();
    for path in arguments.all("--materials") {
        let read = read_materials(&String::from_utf8_lossy(&bytes(path)?));
        read.problems.iter().for_each(|problem| note(path, problem));
        inventory.materials.merge(read.materials);
    }
    if arguments.all("--stock").next().is_none() {
        return Err(Failure("name a stock file: --stock S.csv".to_owned()));
    }
    for path in arguments.all("--stock") {
        let read = stock(path, &inventory.materials)?;
        read.problems.iter().for_each(|problem| note(path, problem));
        inventory.pieces.extend(read.inventory.pieces);
    }
    let mut odd = Vec::new();
    tell_apart(&mut inventory, &mut odd);
    odd.iter().for_each(|(path, problem)| note(path, problem));
    let path = arguments.one("--parts")?.ok_or_else(|| Failure("name a file of parts: --parts P.csv".to_owned()))?;
    let read = stock(path, &inventory.materials)?;
    read.problems.iter().filter(|p| p.code != "no-quantity").for_each(|problem| note(path, problem));
    for part in read.inventory.pieces.iter().filter(|part| part.length.is_none()) {
        let problem = Diagnostic::error("no-length", Place::whole(&part.id), format!("“{}” has no length", part.id));
        note(path, &problem.hint("write its length, such as 420 mm"));
    }
    Ok((inventory, read.inventory.pieces))
}

/// One problem for each section that a part wants.
fn problems(inventory: &Inventory, parts: &[StockPiece], settings: Settings) -> Vec<(String, LinearProblem)> {
    let mut sections: BTreeMap<String, LinearProblem> = BTreeMap::new();
    for part in parts {
        let problem = sections.entry(part.section_key(&inventory.materials)).or_default();
        problem.settings = settings;
        let (length, count) = (part.length.unwrap_or(0.0), part.quantity.unwrap_or(1));
        problem.demands.push(Demand { part: part.id.clone(), length, count });
    }
    for piece in &inventory.pieces {
        if let Some(problem) = sections.get_mut(&piece.section_key(&inventory.materials)) {
            problem.bars.push(bar(piece));
        }
    }
    sections.into_iter().collect()
}

impl Group {
    fn new(section: &str, problem: &LinearProblem, search: &Search) -> Self {
        let Plan { pieces, unplaced, objective, bound, status } = search.best().clone();
        let piece = |piece: &crate::cutting::CutPiece| {
            let bar = &problem.bars[piece.bar];
            let mark = |(k, cut): (usize, &crate::cutting::Cut)| Mark {
                order: k + 1,
                part: problem.demands[cut.part].part.clone(),
                from: cut.from,
                to: cut.to,
            };
            Piece {
                id: bar.id.clone(),
                copy: piece.copy + 1,
                length: bar.length,
                cuts: piece.cuts.iter().enumerate().map(mark).collect(),
                remnants: piece.remnants.clone(),
                loss: piece.loss,
            }
        };
        let saving = |(bar, saved): &(usize, Objective)| Saving {
            id: problem.bars[*bar].id.clone(),
            money: saved.money,
            loss: saved.loss,
        };
        let (status, gap) = match status {
            Status::Proven => ("proven", None),
            Status::Gap(gap) => ("gap", Some(gap)),
            Status::Feasible => ("feasible", None),
            Status::Infeasible => ("infeasible", None),
        };
        Self {
            section: section.to_owned(),
            objective,
            bound,
            status,
            gap,
            pieces: pieces.iter().map(piece).collect(),
            unplaced,
            savings: search.savings().iter().map(saving).collect(),
        }
    }

    fn write(&self, out: &mut String) {
        let known = match (self.status, self.gap) {
            ("proven", _) => "proven best".to_owned(),
            ("infeasible", _) => "proven that not all parts find a place".to_owned(),
            (_, Some(gap)) => format!("at most {:.1} % above the best", gap * 100.0),
            _ => "how good this is, is not known".to_owned(),
        };
        *out += &format!("{}: {known}\n", self.section);
        let line = |name: &str, o: &Objective| {
            [name.to_owned(), o.unplaced.to_string(), money(o.money), millimetres(o.loss), o.opened.to_string()]
                .to_vec()
        };
        let head = ["", "unplaced", "money", "loss", "opened"].map(str::to_owned).to_vec();
        *out += &table(&[head, line("plan", &self.objective), line("no better than", &self.bound)], &[1, 2, 3, 4]);
        for (k, piece) in self.pieces.iter().enumerate() {
            let Piece { id, copy, length, .. } = piece;
            *out += &format!("\n{}. {id}, copy {copy}, {}; marks from one end\n", k + 1, millimetres(*length));
            let row = |mark: &Mark| {
                let long = millimetres(mark.to - mark.from);
                [format!("{}.", mark.order), millimetres(mark.from), millimetres(mark.to), mark.part.clone(), long]
                    .to_vec()
            };
            *out += &table(&piece.cuts.iter().map(row).collect::<Vec<_>>(), &[0, 1, 2, 4]);
            for (from, to) in &piece.remnants {
                *out += &format!("  keep {} from {}\n", millimetres(to - from), millimetres(*from));
            }
        }
        for part in &self.unplaced {
            *out += &format!("\nno place for {} × {}: {}\n", part.count, part.part, part.reason);
        }
        for saving in self.savings.iter().take(5) {
            let saved = if saving.money > 0.0 { money(saving.money) } else { millimetres(saving.loss) };
            *out += &format!("  one more {} would save about {saved} at most\n", saving.id);
        }
        out.push('\n');
    }
}
