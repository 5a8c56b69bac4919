//! `cut --mode irregular`: odd parts out of odd sheets.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Planned, Wanted, flat_section, how_good, sound, told};
use crate::cli::reply::Failure;
use crate::cli::table::{millimetres, money, table};
use crate::cutting::{
    Grain, NestObjective, NestPart, NestProblem, NestSearch, NestSettings, NestedSheet, RefusedSheet, Unplaced,
    check_nest_plan,
};
use crate::diagnostic::{Diagnostic, Place};
use crate::project::{flat_shape, odd_sheet};

/// Steps of the search between two looks at the clock.
const PORTION: u64 = 50_000;

/// All parts and sheets of one section.
#[derive(Serialize)]
pub(super) struct Group {
    section: String,
    objective: NestObjective,
    bound: NestObjective,
    /// `proven`, `gap`, `feasible` or `infeasible`.
    status: &'static str,
    /// At most this share of the first open level can be saved.
    gap: Option<f64>,
    sheets: Vec<Used>,
    unplaced: Vec<Unplaced>,
    refused: Vec<RefusedSheet>,
}

#[derive(Serialize)]
struct Used {
    id: String,
    /// Which of several, from 1.
    copy: u32,
    parts: Vec<Placed>,
}

#[derive(Serialize)]
struct Placed {
    part: String,
    /// Degrees, counterclockwise.
    turn: f64,
    /// Where the origin of its outline lies.
    at: [f64; 2],
    /// Its outline where it lies, as in a stock file but in metres.
    outline: Vec<[f64; 2]>,
}

/// One problem for each section that a part wants.
pub(super) fn problems(
    wanted: &Wanted,
    settings: NestSettings,
    tell: &mut dyn FnMut(Diagnostic),
) -> Vec<(String, NestProblem)> {
    let mut sections: BTreeMap<String, NestProblem> = BTreeMap::new();
    for part in &wanted.parts {
        let Some((section, outline)) = flat_section(part, &wanted.inventory).zip(flat_shape(part)) else {
            let message = format!("“{}” is no flat part with an outline, or length and width", part.id);
            let problem = Diagnostic::error("left-out", Place::whole(&part.id), message);
            tell(problem.hint("its form must be sheet or board in this mode".to_owned()));
            continue;
        };
        let wish = wanted.wishes.get(&part.id).cloned().unwrap_or_default();
        let grain = match wish.grain {
            Grain::Any => None,
            Grain::Along => Some(0.0),
            Grain::Across => Some(90.0),
        };
        let problem = sections.entry(section).or_default();
        problem.settings = settings;
        let count = part.quantity.unwrap_or(1);
        problem.parts.push(NestPart { part: part.id.clone(), outline, count, turns: wish.turns, grain });
    }
    for piece in &wanted.inventory.pieces {
        let problem = flat_section(piece, &wanted.inventory).and_then(|section| sections.get_mut(&section));
        let Some((problem, sheet)) = problem.zip(odd_sheet(piece, 0.0)) else { continue };
        problem.sheets.push(sheet);
    }
    sections.into_iter().collect()
}

/// Plans one section for as long as there is time.
///
/// # Errors
/// Where the plan does not pass its check.
pub(super) fn planned(section: &str, problem: &NestProblem, is_time: &dyn Fn() -> bool) -> Result<Group, Failure> {
    let mut search = NestSearch::new(problem);
    while search.advance(PORTION) && is_time() {}
    let plan = search.best().clone();
    sound(section, check_nest_plan(problem, &plan))?;
    let (status, gap) = told(plan.status);
    let used = |used: &NestedSheet| {
        let placed = used.parts.iter().map(|placed| {
            let part = &problem.parts[placed.part];
            let outline = placed.placed(&part.outline).outer;
            Placed { part: part.part.clone(), turn: placed.turn, at: placed.at, outline }
        });
        Used { id: problem.sheets[used.sheet].id.clone(), copy: used.copy + 1, parts: placed.collect() }
    };
    Ok(Group {
        section: section.to_owned(),
        objective: plan.objective,
        bound: plan.bound,
        status,
        gap,
        sheets: plan.sheets.iter().map(used).collect(),
        unplaced: plan.unplaced,
        refused: plan.refused,
    })
}

impl Planned for Group {
    fn is_partial(&self) -> bool {
        self.objective.unplaced > 0
    }

    fn write(&self, out: &mut String) {
        *out += &format!("{}: {}\n", self.section, how_good(self.status, self.gap));
        let line = |name: &str, o: &NestObjective| {
            let area = format!("{:.4} m²", o.area);
            [name.to_owned(), o.unplaced.to_string(), money(o.money), area, o.opened.to_string()].to_vec()
        };
        let head = ["", "unplaced", "money", "scrap", "opened"].map(str::to_owned).to_vec();
        *out += &table(&[head, line("plan", &self.objective), line("no better than", &self.bound)], &[1, 2, 3, 4]);
        for (k, used) in self.sheets.iter().enumerate() {
            *out += &format!("\n{}. {}, copy {}; origin and turn of each part\n", k + 1, used.id, used.copy);
            let row = |placed: &Placed| {
                let [x, y] = placed.at.map(millimetres);
                vec![placed.part.clone(), x, y, format!("{}°", placed.turn)]
            };
            *out += &table(&used.parts.iter().map(row).collect::<Vec<_>>(), &[1, 2, 3]);
        }
        for refused in &self.refused {
            *out += &format!("\n{} is not used: {}\n", refused.sheet, refused.reason);
        }
        for part in &self.unplaced {
            *out += &format!("\nno place for {} × {}: {}\n", part.count, part.part, part.reason);
        }
        out.push('\n');
    }
}
