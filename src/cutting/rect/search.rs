//! The search for good plans of sheets, in portions: a first plan at once, better ones as it goes on.

use super::columns::{Columns, Progress};
use super::goal::Goal;
use super::layout::lay_out;
use super::model::{Cost, Model};
use super::repack::Packer;
use super::solution::{Rank, Solution};
use super::{SheetCuts, SheetObjective, SheetPlan, SheetProblem, bound};
use crate::cutting::{Status, check_sheets};

/// Steps of the quick plan.
const QUICK: u64 = 1_000_000;
/// Tries without success before the search returns to the best solution.
const PATIENCE: u32 = 3_000;
/// How much worse than the best a solution may be that the search goes on from.
const DEVIATION: f64 = 0.01;
/// Ways in which sheets from columns are completed.
const FINISHES: usize = 10;

/// A search that can be stopped and continued. The same portions give the same plans.
#[derive(Clone, Debug)]
pub struct SheetSearch {
    problem: SheetProblem,
    model: Model,
    packer: Packer,
    columns: Option<Columns>,
    goal: Goal,
    /// Where the search is, and the best that it has seen.
    now: Solution,
    best: Solution,
    best_rank: Option<Rank>,
    bound: SheetObjective,
    plan: SheetPlan,
    /// Steps spent on new constructions, on improving, and on cheaper sheets.
    spent: [u64; 3],
    /// Tries since the best solution was found or returned to.
    stalled: u32,
}

impl SheetSearch {
    /// Reads the problem and makes a first plan.
    pub fn new(problem: &SheetProblem) -> Self {
        let model = Model::new(problem);
        let mut packer = Packer::new(&model);
        let first = packer.construct(&model, 1);
        let mut search = Self {
            problem: problem.clone(),
            bound: bound::bound(&model),
            best_rank: None,
            now: first.clone(),
            best: first,
            plan: SheetPlan::default(),
            spent: [packer.filler.steps, 0, 0],
            packer,
            columns: Columns::new(&model),
            goal: Goal::default(),
            stalled: 0,
            model,
        };
        search.best_rank = Some(search.best.rank(&search.model));
        search.publish();
        search
    }

    /// The best plan so far.
    pub fn best(&self) -> &SheetPlan {
        &self.plan
    }

    /// Searches on for about so many steps (a step looks at one part in one place). Says whether there is more
    /// to do.
    pub fn advance(&mut self, steps: u64) -> bool {
        if self.is_done() {
            return false;
        }
        let steps = self.advance_columns(steps);
        if steps == 0 {
            return !self.is_done();
        }
        let end = self.packer.filler.steps.saturating_add(steps);
        let mut idle = 0u32;
        let mut better = false;
        while self.packer.filler.steps < end && idle < 1000 {
            let before = self.packer.filler.steps;
            let aim = self.next_aim();
            match aim {
                0 => {
                    let built = self.packer.construct(&self.model, 2);
                    if built.rank(&self.model).levels() <= self.now.rank(&self.model).levels() {
                        self.now = built;
                    }
                }
                1 => {
                    let slack = self.slack();
                    self.packer.repack(&self.model, &mut self.now, slack);
                    self.stalled += 1;
                    if self.stalled > PATIENCE {
                        (self.now, self.stalled) = (self.best.clone(), 0);
                    }
                }
                _ => {
                    let cents = libm::round(self.bound.money * 100.0) as i64;
                    if let Some(found) = self.goal.step(&self.model, &mut self.packer, &self.best, cents) {
                        self.now = found;
                    }
                }
            }
            let used = self.packer.filler.steps - before;
            self.spent[aim] += used.max(1);
            idle = if used == 0 { idle + 1 } else { 0 };
            let rank = self.now.rank(&self.model);
            if self.best_rank.is_none_or(|best| (rank.levels(), rank.spread) < (best.levels(), best.spread)) {
                let won = self.best_rank.is_none_or(|best| rank.levels() < best.levels());
                self.best = self.now.clone();
                self.stalled = 0;
                self.best_rank = Some(rank);
                better = true;
                if won {
                    self.publish();
                    better = false;
                    if self.is_done() {
                        break;
                    }
                }
            }
        }
        if better {
            self.publish();
        }
        idle < 1000 && !self.is_done()
    }

    /// What to do next: construct anew, improve, or fill cheaper sheets; which goes by the steps spent on each.
    fn next_aim(&self) -> usize {
        let [built, improved, chased] = self.spent;
        let complete = self.best_rank.is_some_and(|best| best.missing.0 == 0);
        if built * 6 <= improved + chased {
            0
        } else if complete && chased <= improved {
            2
        } else {
            1
        }
    }

    /// Works on the columns, where they suit the problem; gives the steps that are left.
    fn advance_columns(&mut self, steps: u64) -> u64 {
        let Some(columns) = &mut self.columns else { return steps };
        let before = columns.steps;
        let progress = columns.advance(&self.model, before.saturating_add(steps));
        let left = steps.saturating_sub(columns.steps - before);
        let two = matches!(self.model.cuts, SheetCuts::EdgeToEdge { stages: Some(2), .. });
        if two && self.model.stocks.iter().all(|s| s.cents > 0) && self.model.refused.is_empty() {
            let cents = libm::ceil(columns.bound * (1.0 - 1e-9) - 1e-6);
            self.bound.money = self.bound.money.max(cents / 100.0);
            self.plan.bound = self.bound;
            self.plan.status = status(&self.plan.objective, &self.bound);
        }
        let Progress::Done(sheets, rest, worth) = progress else { return 0 };
        self.columns = None;
        let value = std::mem::replace(&mut self.packer.value, worth);
        for _ in 0..FINISHES {
            let solution =
                self.packer.complete(&self.model, 4, Solution { sheets: sheets.clone(), rest: rest.clone() });
            if solution.rank(&self.model).levels() < self.now.rank(&self.model).levels() {
                self.now = solution;
            }
        }
        self.packer.value = value;
        left.max(1)
    }

    /// How much more than now a solution may cost: so much that it stays within a hundredth of the best
    /// (record-to-record travel, Dueck 1993).
    fn slack(&mut self) -> Cost {
        let Some(best) = self.best_rank else { return Cost::default() };
        let now = self.now.rank(&self.model);
        let share = self.packer.chance();
        let most = |best: i64| best + (best as f64 * DEVIATION * share * share) as i64;
        let cents = (most(best.cost.cents) - now.cost.cents).max(0);
        Cost { cents, scrap: (most(best.cost.scrap) - now.cost.scrap).max(0), opened: 0 }
    }

    /// Whether nothing better can be found.
    fn is_done(&self) -> bool {
        self.model.kinds.is_empty() || self.plan.objective.levels() <= self.bound.levels()
    }

    /// Lays the best solution out, and keeps it if it is the best plan.
    fn publish(&mut self) {
        let mut plan = lay_out(&self.problem, &self.model, &self.best);
        if self.plan != SheetPlan::default() && plan.objective.compare(&self.plan.objective).is_ge() {
            return;
        }
        let wrong = check_sheets(&self.problem, &plan);
        debug_assert!(wrong.is_empty(), "{wrong:?}");
        if !wrong.is_empty() {
            // A fault of ours: rather no plan than one that ruins a sheet.
            if self.plan == SheetPlan::default() {
                let rest = self.model.kinds.iter().map(|k| k.count).collect();
                self.plan = lay_out(&self.problem, &self.model, &Solution { sheets: Vec::new(), rest });
            }
            return;
        }
        plan.bound = self.bound;
        plan.status = status(&plan.objective, &plan.bound);
        self.plan = plan;
    }
}

fn status(found: &SheetObjective, bound: &SheetObjective) -> Status {
    if bound.unplaced > 0 {
        return Status::Infeasible;
    }
    if found.levels() <= bound.levels() {
        return Status::Proven;
    }
    let levels = [
        (f64::from(found.unplaced), f64::from(bound.unplaced)),
        (found.money, bound.money),
        (found.scrap, bound.scrap),
        (f64::from(found.opened), f64::from(bound.opened)),
    ];
    match levels.into_iter().find(|(found, bound)| found > bound) {
        Some((found, bound)) if bound > 0.0 => Status::Gap((found - bound) / found),
        _ => Status::Feasible,
    }
}

/// A plan that is found quickly: fewest parts unplaced, then least money, then least scrap opened, then fewest
/// sheets, then the largest rest in one piece. Equal problems get equal plans.
pub fn plan_sheets(problem: &SheetProblem) -> SheetPlan {
    let mut search = SheetSearch::new(problem);
    search.advance(QUICK);
    search.plan
}
