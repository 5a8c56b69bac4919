//! Plans in the making: the first one at once, better ones in portions small enough for a page that stays awake.

use super::materials::{Cutting, GroupPlan, MaterialPlan};
use super::problem::{GroupProblem, Problem, problems};
use super::{Outcome, Supply};
use crate::cutting::{
    Begun, LinearProblem, NestProblem, NestSearch, Search, Settings, SheetProblem, SheetSearch, begin, next_portion,
};
use crate::design::Build;
use crate::stock::Form;

/// Portions and steps of each, of sheets and of odd parts.
const SHEETS: (u32, u64) = (20, 50_000);
const ODD: (u32, u64) = (10, 2_000);

/// A cutting plan in the making. However it is interrupted, it comes to the same plan.
pub(super) enum Making {
    Settled(Box<Cutting>),
    Lengths(LinearProblem, Box<Search>, u32),
    Sheets(SheetProblem, Box<SheetSearch>, u32),
    Odd(NestProblem, Box<NestSearch>, u32),
}

impl Problem {
    /// A plan that is found quickly.
    pub fn solve(self) -> Cutting {
        let mut making = self.begin();
        while making.step() {}
        making.cutting()
    }

    #[inline(never)]
    pub(super) fn begin(self) -> Making {
        match self {
            Self::Lengths(problem) => match begin(&problem) {
                Begun::Settled(plan) => Making::Settled(Box::new(Cutting::Lengths(problem, plan))),
                Begun::Open(search, portions) => Making::Lengths(problem, search, portions),
            },
            Self::Sheets(problem) => {
                let search = Box::new(SheetSearch::new(&problem));
                Making::Sheets(problem, search, SHEETS.0)
            }
            Self::Odd(problem) => {
                let search = Box::new(NestSearch::new(&problem));
                Making::Odd(problem, search, ODD.0)
            }
        }
    }
}

impl Making {
    /// Does a portion; whether there is more to do.
    #[inline(never)]
    pub fn step(&mut self) -> bool {
        let (left, goes_on) = match self {
            Self::Settled(_) => return false,
            Self::Lengths(_, search, left) => {
                next_portion(search);
                (left, true)
            }
            Self::Sheets(_, search, left) => (left, search.advance(SHEETS.1)),
            Self::Odd(_, search, left) => (left, search.advance(ODD.1)),
        };
        *left = if goes_on { left.saturating_sub(1) } else { 0 };
        *left > 0
    }

    /// Whether there is more to do.
    pub fn is_hurried(&self) -> bool {
        match self {
            Self::Settled(_) => false,
            Self::Lengths(_, _, left) | Self::Sheets(_, _, left) | Self::Odd(_, _, left) => *left > 0,
        }
    }

    /// The best so far.
    pub fn cutting(self) -> Cutting {
        match self {
            Self::Settled(cutting) => *cutting,
            Self::Lengths(problem, search, _) => Cutting::Lengths(problem, search.best().clone()),
            Self::Sheets(problem, search, _) => Cutting::Sheets(problem, search.best().clone()),
            Self::Odd(problem, search, _) => Cutting::Odd(problem, search.best().clone()),
        }
    }
}

impl GroupProblem {
    /// The problem with a plan that is found quickly.
    pub fn solved(self, supply: &Supply) -> GroupPlan {
        let mut making = self.problem.begin();
        while making.step() {}
        finished(self.family, self.parts, self.pieces, making, supply)
    }

    /// The problem with the plan that is there at once, or one that is known already.
    fn glanced(self, supply: &Supply, known: [&[GroupPlan]; 2]) -> GroupPlan {
        let same = known.into_iter().flatten().find(|plan| !plan.is_hurried && plan.cutting.is_of(&self.problem));
        match same {
            Some(GroupPlan { cutting, .. }) => GroupPlan {
                family: self.family,
                parts: self.parts,
                pieces: self.pieces,
                cutting: cutting.clone(),
                is_hurried: false,
            },
            None => self.begun(supply),
        }
    }

    /// With its first plan.
    fn begun(self, supply: &Supply) -> GroupPlan {
        let Self { family, parts, pieces, problem } = self;
        // The short way of a first visit: it need not carry the others.
        if let Problem::Lengths(problem) = problem {
            return match begin(&problem) {
                Begun::Settled(plan) => told(family, parts, pieces, Cutting::Lengths(problem, plan), supply, false),
                Begun::Open(search, portions) => {
                    opened(family, parts, pieces, Making::Lengths(problem, search, portions), supply)
                }
            };
        }
        opened(family, parts, pieces, problem.begin(), supply)
    }
}

#[inline(never)]
fn opened(family: usize, parts: Vec<usize>, pieces: Vec<usize>, making: Making, supply: &Supply) -> GroupPlan {
    finished(family, parts, pieces, making, supply)
}

fn finished(family: usize, parts: Vec<usize>, pieces: Vec<usize>, making: Making, supply: &Supply) -> GroupPlan {
    let is_hurried = making.is_hurried();
    told(family, parts, pieces, making.cutting(), supply, is_hurried)
}

fn told(
    family: usize,
    parts: Vec<usize>,
    pieces: Vec<usize>,
    mut cutting: Cutting,
    supply: &Supply,
    is_hurried: bool,
) -> GroupPlan {
    if let Cutting::Lengths(_, plan) = &mut cutting
        && supply.families[family].form == Form::Item
    {
        let told = plan.unplaced.iter_mut();
        told.for_each(|unplaced| unplaced.reason = "there are not enough of them".to_owned());
    }
    GroupPlan { family, parts, pieces, cutting, is_hurried }
}

/// Plans everything.
pub fn plan_materials(build: &Build, supply: &Supply, settings: Settings) -> MaterialPlan {
    let (problems, unbound) = problems(build, supply, settings);
    MaterialPlan { groups: problems.into_iter().map(|group| group.solved(supply)).collect(), unbound }
}

/// The first plans, which are there at once; those that are known already are taken over. [`Planning`] makes the others
/// what [`plan_materials`] gives.
pub(super) fn plan_at_once(
    build: &Build,
    supply: &Supply,
    settings: Settings,
    known: [&[GroupPlan]; 2],
) -> MaterialPlan {
    let (problems, unbound) = problems(build, supply, settings);
    MaterialPlan { groups: problems.into_iter().map(|group| group.glanced(supply, known)).collect(), unbound }
}

/// Works on plans that were made at once.
pub struct Planning {
    open: Vec<(GroupPlan, Making)>,
    done: Vec<GroupPlan>,
}

impl Planning {
    /// What is still to be done of an outcome; nothing where all is settled.
    #[inline(never)]
    pub fn new(outcome: &Outcome) -> Option<Self> {
        let hurried = outcome.plan.groups.iter().filter(|group| group.is_hurried);
        let open: Vec<_> = hurried.map(|group| (group.clone(), group.cutting.problem().begin())).collect();
        (!open.is_empty()).then_some(Self { open, done: Vec::new() })
    }

    /// Does a portion; whether there is more to do.
    pub fn step(&mut self) -> bool {
        if let Some((_, making)) = self.open.last_mut()
            && !making.step()
            && let Some((group, making)) = self.open.pop()
        {
            self.done.push(GroupPlan { cutting: making.cutting(), is_hurried: false, ..group });
        }
        !self.open.is_empty()
    }

    /// The plans that are settled by now; [`super::evaluate_after`] takes them over.
    pub fn settled(self) -> Vec<GroupPlan> {
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{Choices, evaluate, evaluate_after};
    use crate::quantity::System;
    use crate::stock::example_inventory;

    const MANY: &str = include_str!("../../benches/data/picture/three-hundred.toml");

    #[test]
    fn what_is_made_at_once_comes_to_the_same_plan() {
        let (design, _) = crate::design::read(MANY);
        let (stock, settings) = (example_inventory(), Settings::default());
        let mut choices = Choices::default();
        choices.values.insert("rows".to_owned(), 12.0);
        let whole = evaluate(&design, &choices, &stock, settings, System::Metric);
        let again = |before: &Outcome, known: &[GroupPlan]| {
            evaluate_after(&design, &choices, &stock, settings, System::Metric, before, known)
        };
        let quick = again(&Outcome::default(), &[]);
        assert!(quick.plan.groups.iter().any(|group| group.is_hurried), "nothing takes long here");
        for group in &quick.plan.groups {
            assert_eq!(group.cutting.faults(), Vec::<String>::new());
        }
        assert!(quick.plan.money() >= whole.plan.money() - 1e-9);
        let mut planning = Planning::new(&quick).unwrap();
        while planning.step() {}
        let settled = again(&quick, &planning.settled());
        assert!(Planning::new(&settled).is_none());
        assert_eq!(format!("{:?}", settled.plan), format!("{:?}", whole.plan));
        assert_eq!(format!("{:?}", settled.bom), format!("{:?}", whole.bom));
        // Surfaces stay the same ones, and plans that are known are not made again.
        let shared =
            |a: &Build, b: &Build| a.parts.iter().zip(&b.parts).all(|(a, b)| std::sync::Arc::ptr_eq(&a.mesh, &b.mesh));
        assert!(shared(&quick.build, &settled.build));
        let same = again(&settled, &[]);
        assert!(same.plan.groups.iter().all(|group| !group.is_hurried));
    }
}
