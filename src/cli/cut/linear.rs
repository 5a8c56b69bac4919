//! `cut --mode linear`: lengths out of bars.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Planned, how_good, sound, told};
use crate::cli::reply::Failure;
use crate::cli::table::{millimetres, money, table};
use crate::cutting::{Demand, LinearProblem, Objective, Plan, Search, Settings, Unplaced, check_plan};
use crate::project::bar;
use crate::stock::{Inventory, StockPiece};

/// Steps of the search between two looks at the clock.
const PORTION: u64 = 2_000_000;

/// All parts and pieces of one section.
#[derive(Serialize)]
pub(super) struct Group {
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

/// One problem for each section that a part wants.
pub(super) fn problems(
    inventory: &Inventory,
    parts: &[StockPiece],
    settings: Settings,
) -> Vec<(String, LinearProblem)> {
    let mut sections: BTreeMap<String, LinearProblem> = BTreeMap::new();
    for part in parts {
        let problem = sections.entry(part.section_key(&inventory.materials)).or_default();
        problem.settings = settings;
        let (length, count) = (part.length.unwrap_or(0.0), part.quantity.unwrap_or(1));
        problem.demands.push(Demand { part: part.id.clone(), length, count });
    }
    for piece in &inventory.pieces {
        if let Some(problem) = sections.get_mut(&piece.section_key(&inventory.materials)) {
            problem.bars.push(bar(piece, 0.0));
        }
    }
    sections.into_iter().collect()
}

/// Plans one section for as long as there is time.
///
/// # Errors
/// Where the plan does not pass its check.
pub(super) fn planned(section: &str, problem: &LinearProblem, is_time: &dyn Fn() -> bool) -> Result<Group, Failure> {
    let mut search = Search::new(problem);
    while search.advance(PORTION) && is_time() {}
    sound(section, check_plan(problem, search.best()))?;
    Ok(Group::new(section, problem, &search))
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
        let (status, gap) = told(status);
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
}

impl Planned for Group {
    fn is_partial(&self) -> bool {
        self.objective.unplaced > 0
    }

    fn write(&self, out: &mut String) {
        *out += &format!("{}: {}\n", self.section, how_good(self.status, self.gap));
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
