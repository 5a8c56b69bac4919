//! `cut --mode free` and `cut --mode guillotine`: rectangles out of sheets, and boards ripped to width.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Planned, Wanted, flat_section, how_good, sound, told};
use crate::cli::reply::Failure;
use crate::cli::table::{millimetres, money, table};
use crate::cutting::{
    Area, Axis, CutSheet, Grain, SawCut, SheetObjective, SheetPart, SheetProblem, SheetSearch, SheetSettings, Turns,
    Unplaced, check_sheets,
};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::project::sheet;
use crate::stock::StockPiece;

/// Steps of the search between two looks at the clock.
const PORTION: u64 = 200_000;

/// All parts and sheets of one section.
#[derive(Serialize)]
pub(super) struct Group {
    section: String,
    objective: SheetObjective,
    bound: SheetObjective,
    /// `proven`, `gap`, `feasible` or `infeasible`.
    status: &'static str,
    /// At most this share of the first open level can be saved.
    gap: Option<f64>,
    sheets: Vec<Used>,
    unplaced: Vec<Unplaced>,
}

#[derive(Serialize)]
struct Used {
    id: String,
    /// Which of several, from 1.
    copy: u32,
    length: f64,
    width: f64,
    parts: Vec<Placed>,
    /// In the order of sawing.
    cuts: Vec<SawCut>,
    remnants: Vec<Area>,
}

#[derive(Serialize)]
struct Placed {
    part: String,
    #[serde(flatten)]
    area: Area,
    turned: bool,
}

/// One problem for each section that a part wants.
pub(super) fn problems(
    wanted: &Wanted,
    settings: SheetSettings,
    tell: &mut dyn FnMut(Diagnostic),
) -> Vec<(String, SheetProblem)> {
    let mut sections: BTreeMap<String, SheetProblem> = BTreeMap::new();
    let left_out = |piece: &StockPiece, what: &str, hint: &str| {
        let problem = Diagnostic::error("left-out", Place::whole(&piece.id), format!("“{}” {what}", piece.id));
        problem.hint(hint.to_owned())
    };
    for part in &wanted.parts {
        let Some(section) = flat_section(part, &wanted.inventory) else {
            tell(left_out(part, "is neither a sheet nor a board", "its form must be sheet or board in this mode"));
            continue;
        };
        if !part.outline.trim().is_empty() {
            tell(left_out(part, "has an outline of its own", "--mode irregular nests outlines"));
            continue;
        }
        let wish = wanted.wishes.get(&part.id).cloned().unwrap_or_default();
        let grain = if wish.grain == Grain::Any && wish.turns == Turns::Fixed { Grain::Along } else { wish.grain };
        let problem = sections.entry(section).or_default();
        problem.settings = settings;
        problem.parts.push(SheetPart {
            part: part.id.clone(),
            length: part.length.unwrap_or(0.0),
            width: part.width.unwrap_or(0.0),
            count: part.quantity.unwrap_or(1),
            grain,
        });
    }
    for piece in &wanted.inventory.pieces {
        let problem = flat_section(piece, &wanted.inventory).and_then(|section| sections.get_mut(&section));
        let Some(problem) = problem else { continue };
        if !piece.outline.trim().is_empty() {
            // Nothing is lost but a choice.
            let told = left_out(piece, "has an odd outline and was left out", "--mode irregular cuts odd sheets");
            tell(Diagnostic { severity: Severity::Warning, ..told });
            continue;
        }
        problem.sheets.push(sheet(piece, 0.0));
    }
    sections.into_iter().collect()
}

/// Plans one section for as long as there is time.
///
/// # Errors
/// Where the plan does not pass its check.
pub(super) fn planned(section: &str, problem: &SheetProblem, is_time: &dyn Fn() -> bool) -> Result<Group, Failure> {
    let mut search = SheetSearch::new(problem);
    while search.advance(PORTION) && is_time() {}
    let plan = search.best().clone();
    sound(section, check_sheets(problem, &plan))?;
    let (status, gap) = told(plan.status);
    let used = |used: &CutSheet| {
        let sheet = &problem.sheets[used.sheet];
        let placed = used.parts.iter().map(|placed| Placed {
            part: problem.parts[placed.part].part.clone(),
            area: placed.area,
            turned: placed.turned,
        });
        Used {
            id: sheet.id.clone(),
            copy: used.copy + 1,
            length: sheet.length,
            width: sheet.width,
            parts: placed.collect(),
            cuts: used.cuts.clone(),
            remnants: used.remnants.clone(),
        }
    };
    Ok(Group {
        section: section.to_owned(),
        objective: plan.objective,
        bound: plan.bound,
        status,
        gap,
        sheets: plan.sheets.iter().map(used).collect(),
        unplaced: plan.unplaced,
    })
}

impl Planned for Group {
    fn is_partial(&self) -> bool {
        self.objective.unplaced > 0
    }

    fn write(&self, out: &mut String) {
        *out += &format!("{}: {}\n", self.section, how_good(self.status, self.gap));
        let line = |name: &str, o: &SheetObjective| {
            let scrap = format!("{:.4} m²", o.scrap);
            [name.to_owned(), o.unplaced.to_string(), money(o.money), scrap, o.opened.to_string()].to_vec()
        };
        let head = ["", "unplaced", "money", "scrap", "opened"].map(str::to_owned).to_vec();
        *out += &table(&[head, line("plan", &self.objective), line("no better than", &self.bound)], &[1, 2, 3, 4]);
        for (k, used) in self.sheets.iter().enumerate() {
            let size = format!("{} × {}", millimetres(used.length), millimetres(used.width));
            *out += &format!("\n{}. {}, copy {}, {size}; parts from the corner at 0, 0\n", k + 1, used.id, used.copy);
            let row = |placed: &Placed| {
                let Area { x, y, length, width } = placed.area;
                let mut row = vec![placed.part.clone()];
                row.extend([x, y, length, width].map(millimetres));
                row
            };
            *out += &table(&used.parts.iter().map(row).collect::<Vec<_>>(), &[1, 2, 3, 4]);
            let saw = |(k, cut): (usize, &SawCut)| {
                let along = if cut.axis == Axis::Length { "along the length" } else { "across" };
                let ends = format!("from {} to {}", millimetres(cut.from), millimetres(cut.to));
                vec![format!("cut {}.", k + 1), along.to_owned(), format!("at {}", millimetres(cut.at)), ends]
            };
            *out += &table(&used.cuts.iter().enumerate().map(saw).collect::<Vec<_>>(), &[]);
            for rest in &used.remnants {
                *out += &format!("  keep {} × {}\n", millimetres(rest.length), millimetres(rest.width));
            }
        }
        for part in &self.unplaced {
            *out += &format!("\nno place for {} × {}: {}\n", part.count, part.part, part.reason);
        }
        out.push('\n');
    }
}
