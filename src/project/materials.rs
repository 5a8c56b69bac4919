//! Cutting plans for all slots of a build, one for each family of stock in use.

use super::Supply;
use super::problem::Problem;
use crate::cutting::{
    Area, CutSheet, FlatDiagram, LinearProblem, NestPlan, NestProblem, NestSearch, NestedSheet, Plan, SheetPlan,
    SheetProblem, SheetSearch, SheetSettings, Status, Unplaced, check_nest_plan, check_plan, check_sheets,
};
use crate::design::Build;
use crate::stock::{Form, StockPiece};

/// Where one copy of a part comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopySource {
    /// From something that is there.
    Scrap,
    /// From something that is to be bought.
    Bought,
    /// Nothing gives it yet.
    Missing,
}

/// The plan of one family.
#[derive(Clone, Debug)]
pub struct GroupPlan {
    /// Index of the family.
    pub family: usize,
    /// Index of the build's part for each part of the problem.
    pub parts: Vec<usize>,
    /// Index of the supply's piece for each piece of stock of the problem.
    pub pieces: Vec<usize>,
    /// What was asked, and the answer.
    pub cutting: Cutting,
    /// Whether it was made at once, so that better ones may follow; see [`super::Planning`].
    pub is_hurried: bool,
}

/// A cutting problem and its plan.
#[derive(Clone, Debug)]
pub enum Cutting {
    /// Lengths out of linear stock, or things that are used whole.
    Lengths(LinearProblem, Plan),
    /// Rectangles out of rectangular sheets.
    Sheets(SheetProblem, SheetPlan),
    /// Odd parts, or odd sheets.
    Odd(NestProblem, NestPlan),
}

/// One piece of stock that is opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// Index of the piece in the supply.
    pub piece: usize,
    /// Which of its copies, counted from 0.
    pub copy: u32,
    /// Index of the build's part for each part that is cut from it.
    pub parts: Vec<usize>,
    /// What is left of it and worth keeping.
    pub rests: Vec<Rest>,
}

/// What is left of a piece and worth keeping (m).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rest {
    /// Length.
    pub length: f64,
    /// Width of a rest of a sheet.
    pub width: Option<f64>,
}

/// What is neither part nor rest.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Loss {
    /// Of linear stock (m).
    pub length: f64,
    /// Of sheets (m²).
    pub area: f64,
}

/// The plans of a build.
#[derive(Clone, Debug, Default)]
pub struct MaterialPlan {
    /// One for each family in use, in the order of the families.
    pub groups: Vec<GroupPlan>,
    /// Parts whose slot has no stock at all.
    pub unbound: Vec<usize>,
}

/// Steps of a plan that one of very many wants.
const GLANCE: u64 = 20_000;

impl Problem {
    /// The first plan, and little more: for a search that looks at very many problems.
    pub fn glance(self) -> Cutting {
        match self {
            Self::Sheets(problem) => {
                let mut search = SheetSearch::new(&problem);
                search.advance(GLANCE);
                let plan = search.best().clone();
                Cutting::Sheets(problem, plan)
            }
            Self::Odd(problem) => {
                let plan = NestSearch::new(&problem).best().clone();
                Cutting::Odd(problem, plan)
            }
            Self::Lengths(_) => self.solve(),
        }
    }
}

impl Cutting {
    /// What was asked.
    pub fn problem(&self) -> Problem {
        match self {
            Self::Lengths(problem, _) => Problem::Lengths(problem.clone()),
            Self::Sheets(problem, _) => Problem::Sheets(problem.clone()),
            Self::Odd(problem, _) => Problem::Odd(problem.clone()),
        }
    }

    /// Whether it answers just this.
    pub fn is_of(&self, problem: &Problem) -> bool {
        match (self, problem) {
            (Self::Lengths(own, _), Problem::Lengths(other)) => own == other,
            _ => self.is_flat_of(problem),
        }
    }

    #[inline(never)]
    fn is_flat_of(&self, problem: &Problem) -> bool {
        match (self, problem) {
            (Self::Sheets(own, _), Problem::Sheets(other)) => own == other,
            (Self::Odd(own, _), Problem::Odd(other)) => own == other,
            _ => false,
        }
    }

    /// Each opened sheet as a drawing, in the order of the plan; nothing for linear stock.
    pub fn flat_diagrams(&self) -> Vec<FlatDiagram> {
        match self {
            Self::Lengths(..) => Vec::new(),
            Self::Sheets(problem, plan) => {
                plan.sheets.iter().map(|sheet| FlatDiagram::of_rectangles(problem, sheet)).collect()
            }
            Self::Odd(problem, plan) => {
                let drawn = |sheet| FlatDiagram::of_outlines(problem, sheet, least_rest());
                plan.sheets.iter().map(drawn).collect()
            }
        }
    }

    /// What is known about better plans.
    pub fn status(&self) -> Status {
        match self {
            Self::Lengths(_, plan) => plan.status,
            Self::Sheets(_, plan) => plan.status,
            Self::Odd(_, plan) => plan.status,
        }
    }

    /// Parts without a place, and why.
    pub fn unplaced(&self) -> &[Unplaced] {
        match self {
            Self::Lengths(_, plan) => &plan.unplaced,
            Self::Sheets(_, plan) => &plan.unplaced,
            Self::Odd(_, plan) => &plan.unplaced,
        }
    }

    /// Money for what is bought (EUR), and what any plan costs at least.
    pub fn money(&self) -> [f64; 2] {
        match self {
            Self::Lengths(_, plan) => [plan.objective.money, plan.bound.money],
            Self::Sheets(_, plan) => [plan.objective.money, plan.bound.money],
            Self::Odd(_, plan) => [plan.objective.money, plan.bound.money],
        }
    }

    /// Whether using a piece means buying it, and its price (EUR).
    pub fn price(&self, piece: usize) -> (bool, f64) {
        let found = match self {
            Self::Lengths(problem, _) => problem.bars.get(piece).map(|bar| (bar.bought, bar.price)),
            Self::Sheets(problem, _) => problem.sheets.get(piece).map(|sheet| (sheet.bought, sheet.price)),
            Self::Odd(problem, _) => problem.sheets.get(piece).map(|sheet| (sheet.bought, sheet.price)),
        };
        found.unwrap_or_default()
    }

    /// The pieces that are opened: index of the piece and of its copy, and the parts cut from it by their indices.
    fn opened(&self) -> Vec<(usize, u32, Vec<usize>, Vec<Rest>)> {
        match self {
            Self::Lengths(_, plan) => {
                let rest = |(from, to): &(f64, f64)| Rest { length: to - from, width: None };
                let pieces = plan.pieces.iter();
                let opened = pieces.map(|p| {
                    (p.bar, p.copy, p.cuts.iter().map(|c| c.part).collect(), p.remnants.iter().map(rest).collect())
                });
                opened.collect()
            }
            Self::Sheets(_, plan) => {
                let rest = |area: &Area| Rest { length: area.length, width: Some(area.width) };
                let sheets = plan.sheets.iter();
                let opened = sheets.map(|s| {
                    (s.sheet, s.copy, s.parts.iter().map(|p| p.part).collect(), s.remnants.iter().map(rest).collect())
                });
                opened.collect()
            }
            Self::Odd(problem, plan) => {
                let rest = |area: Area| Rest { length: area.length, width: Some(area.width) };
                let rests = |s: &NestedSheet| s.rest(problem, least_rest()).map(rest).into_iter().collect();
                let sheets = plan.sheets.iter();
                sheets.map(|s| (s.sheet, s.copy, s.parts.iter().map(|p| p.part).collect(), rests(s))).collect()
            }
        }
    }

    /// What is wrong with the plan, by the checker of its kind; nothing if it is sound.
    pub fn faults(&self) -> Vec<String> {
        match self {
            Self::Lengths(problem, plan) => check_plan(problem, plan),
            Self::Sheets(problem, plan) => check_sheets(problem, plan),
            Self::Odd(problem, plan) => check_nest_plan(problem, plan),
        }
    }

    /// What is neither part nor rest.
    pub fn loss(&self) -> Loss {
        match self {
            Self::Lengths(_, plan) => Loss { length: plan.objective.loss, area: 0.0 },
            Self::Sheets(problem, plan) => {
                let used = |sheet: &CutSheet| {
                    let whole = problem.sheets.get(sheet.sheet).map_or(0.0, |s| s.length * s.width);
                    let areas = sheet.parts.iter().map(|p| &p.area).chain(&sheet.remnants);
                    whole - areas.map(|area| area.length * area.width).sum::<f64>()
                };
                Loss { length: 0.0, area: plan.sheets.iter().map(used).sum() }
            }
            Self::Odd(problem, plan) => {
                let used = |sheet: &NestedSheet| {
                    let whole = problem.sheets.get(sheet.sheet).map_or(0.0, |s| s.outline.area());
                    let parts = sheet.parts.iter().filter_map(|p| problem.parts.get(p.part));
                    let rest = sheet.rest(problem, least_rest()).map_or(0.0, |area| area.length * area.width);
                    whole - rest - parts.map(|part| part.outline.area()).sum::<f64>()
                };
                Loss { length: 0.0, area: plan.sheets.iter().map(used).sum() }
            }
        }
    }
}

/// Least sizes of a rest of a sheet with odd parts (m).
fn least_rest() -> (f64, f64) {
    SheetSettings::default().min_remnant
}

impl GroupPlan {
    /// Whether its things are used whole, so that there is nothing to cut.
    pub fn is_whole(&self, supply: &Supply) -> bool {
        supply.families[self.family].form == Form::Item
    }

    /// The pieces that are opened, in the order of the plan.
    pub fn opened(&self) -> Vec<Opened> {
        let named = |(piece, copy, parts, rests): (usize, u32, Vec<usize>, Vec<Rest>)| Opened {
            piece: self.pieces[piece],
            copy,
            parts: parts.into_iter().map(|part| self.parts[part]).collect(),
            rests,
        };
        self.cutting.opened().into_iter().map(named).collect()
    }

    /// Whether using a piece of the supply means buying it, and its price (EUR).
    pub fn price(&self, piece: usize) -> (bool, f64) {
        self.pieces.iter().position(|k| *k == piece).map(|k| self.cutting.price(k)).unwrap_or_default()
    }
}

impl MaterialPlan {
    /// Money for everything that is bought, EUR.
    pub fn money(&self) -> f64 {
        self.groups.iter().map(|g| g.cutting.money()[0]).sum()
    }

    /// What is lost as sawdust and short ends.
    pub fn loss(&self) -> Loss {
        let add = |sum: Loss, one: Loss| Loss { length: sum.length + one.length, area: sum.area + one.area };
        self.groups.iter().map(|g| g.cutting.loss()).fold(Loss::default(), add)
    }

    /// Cuts of a saw: of a bar one behind each part and one at its first end, of a sheet those of its plan, of an odd
    /// sheet one around each part.
    pub fn cuts(&self) -> usize {
        let of_group = |group: &GroupPlan| match &group.cutting {
            Cutting::Lengths(problem, plan) if problem.settings.kerf > 0.0 => {
                plan.pieces.iter().map(|piece| piece.cuts.len() + 1).sum()
            }
            Cutting::Lengths(..) => 0,
            Cutting::Sheets(_, plan) => plan.sheets.iter().map(|sheet| sheet.cuts.len()).sum::<usize>(),
            Cutting::Odd(_, plan) => plan.sheets.iter().map(|sheet| sheet.parts.len()).sum(),
        };
        self.groups.iter().map(of_group).sum()
    }

    /// Parts that nothing gives.
    pub fn missing(&self, build: &Build) -> usize {
        let unbound: usize = self.unbound.iter().map(|k| build.parts[*k].placements.len()).sum();
        let unplaced: u32 = self.groups.iter().flat_map(|g| g.cutting.unplaced()).map(|u| u.count).sum();
        unbound + unplaced as usize
    }

    /// Whether every plan is proven best.
    pub fn is_proven(&self) -> bool {
        self.groups.iter().all(|g| g.cutting.status() == Status::Proven)
    }

    /// Where each copy of each part comes from, in the order of the build's parts and placements;
    /// copies are handed out scrap first.
    pub fn sources(&self, build: &Build, supply: &Supply) -> Vec<Vec<CopySource>> {
        let mut out: Vec<Vec<CopySource>> =
            build.parts.iter().map(|p| Vec::with_capacity(p.placements.len())).collect();
        let opened: Vec<Opened> = self.groups.iter().flat_map(GroupPlan::opened).collect();
        let source = |piece: &StockPiece| if piece.is_scrap() { CopySource::Scrap } else { CopySource::Bought };
        for wanted in [CopySource::Scrap, CopySource::Bought] {
            for opened in opened.iter().filter(|o| source(&supply.inventory.pieces[o.piece]) == wanted) {
                opened.parts.iter().for_each(|part| out[*part].push(wanted));
            }
        }
        for (sources, part) in out.iter_mut().zip(&build.parts) {
            sources.resize(part.placements.len(), CopySource::Missing);
        }
        out
    }
}
