//! The search as a whole: a first plan at once, then better ones for as long as somebody waits.

use super::choice::{Choice, Choices};
use super::first::{Taste, first};
use super::layout::{Layout, Pose, Probe, Scene};
use super::model::Model;
use super::separate::{Progress, Separation, disturb, put};
use super::{NestPlan, NestProblem, outcome};
use crate::cutting::random::Random;
use crate::cutting::{Status, check_nest_plan};

/// Steps of [`nest_plan`], and of one attempt for each part, more with every further attempt.
const QUICK: u64 = 200_000;
const ATTEMPT: u64 = 3_000;
/// Attempts to place one more part before other sheets are tried.
const INSERTIONS: u32 = 12;
/// Most parts whose overlaps are minimised; with more the first plan is the last.
const MOST: usize = 400;

/// A search for the best plan, step by step. Equal problems and equal portions of steps give equal plans.
#[derive(Clone, Debug)]
pub struct NestSearch {
    problem: NestProblem,
    scene: Scene,
    best: NestPlan,
    layout: Layout,
    choices: Choices,
    tastes: Vec<Taste>,
    job: Option<Job>,
    attempts: u32,
    random: Random,
    probe: Probe,
    is_done: bool,
}

/// An attempt to place parts on other sheets, or one more part.
#[derive(Clone, Debug)]
struct Job {
    separation: Separation,
    end: u64,
}

/// The best plan found within a fixed number of steps, for pages that cannot wait.
pub fn nest_plan(problem: &NestProblem) -> NestPlan {
    let mut search = NestSearch::new(problem);
    search.advance(QUICK);
    search.best
}

impl NestSearch {
    /// Makes a first plan at once.
    pub fn new(problem: &NestProblem) -> Self {
        let mut search = Self {
            problem: problem.clone(),
            scene: Scene::new(Model::new(problem)),
            best: NestPlan::default(),
            layout: Layout::default(),
            choices: Choices::default(),
            tastes: vec![Taste::Exact, Taste::Small],
            job: None,
            attempts: 0,
            random: Random(1),
            probe: Probe::default(),
            is_done: false,
        };
        search.layout = Layout::new(search.scene.model.units.len());
        search.best = outcome::plan(problem, &mut search.scene, &search.layout);
        let layout = first(&mut search.scene, Taste::Large, &mut search.random, &mut search.probe);
        search.accept(layout);
        search
    }

    /// The best plan so far, with its bound and status.
    pub fn best(&self) -> &NestPlan {
        &self.best
    }

    /// Places tried so far.
    pub fn steps(&self) -> u64 {
        self.probe.steps
    }

    /// Works on for about so many steps (places tried) and says whether there is more to do.
    pub fn advance(&mut self, steps: u64) -> bool {
        let end = self.probe.steps.saturating_add(steps);
        while !self.is_done && self.probe.steps < end {
            self.probe.steps += 1;
            self.work();
        }
        !self.is_done
    }

    fn work(&mut self) {
        let parts = self.scene.model.units.len();
        if parts == 0 || self.best.status == Status::Proven || self.best.objective == self.best.bound {
            self.is_done = true;
        } else if let Some(taste) = self.tastes.pop() {
            let layout = first(&mut self.scene, taste, &mut self.random, &mut self.probe);
            self.accept(layout);
        } else if let Some(mut job) = self.job.take() {
            match job.separation.round(&mut self.scene, &mut self.probe, &mut self.random) {
                Progress::Free => self.accept(job.separation.layout),
                Progress::Working if self.probe.steps < job.end => self.job = Some(job),
                _ => {}
            }
        } else {
            self.job = if parts <= MOST { self.next_job() } else { None };
            self.is_done = self.job.is_none();
        }
    }

    /// Takes a layout over if its plan is better and passes the checker, which shares no code with what made it.
    fn accept(&mut self, layout: Layout) {
        let plan = outcome::plan(&self.problem, &mut self.scene, &layout);
        if plan.objective.compare(&self.best.objective).is_lt() && check_nest_plan(&self.problem, &plan).is_empty() {
            self.best = plan;
            self.layout = layout;
            self.attempts = 0;
            let now = self.choice();
            self.choices.around(&self.scene.model, &now);
        }
    }

    /// The sheets that hold parts now.
    fn choice(&self) -> Choice {
        let mut out = vec![0; self.scene.model.stocks.len()];
        for (board, opened) in self.layout.boards.iter().enumerate() {
            let is_used = self.layout.poses.iter().flatten().any(|pose| pose.board == board);
            out[opened.stock] += u16::from(is_used);
        }
        out
    }

    fn next_job(&mut self) -> Option<Job> {
        let parts = self.layout.poses.len();
        let open: Vec<usize> = (0..parts).rev().filter(|unit| self.layout.poses[*unit].is_none()).collect();
        let (choice, tries, goal) = if open.is_empty() || self.attempts >= INSERTIONS {
            let (choice, tries) = self.choices.next()?;
            (choice, tries, None)
        } else {
            // One more part, the smallest first, and two more sheets of each kind.
            let stocks = self.choice().into_iter().zip(&self.scene.model.stocks);
            let more = stocks.map(|(count, stock)| (usize::from(count) + 2).min(stock.copies) as u16).collect();
            let tries = self.attempts;
            self.attempts += 1;
            (more, tries, Some(open[tries as usize % open.len()]))
        };
        let (mut layout, homeless) = self.moved(&choice)?;
        for _ in 0..tries.min(4) {
            disturb(&mut layout, &mut self.scene, &mut self.random);
        }
        let mut separation = Separation::new(&mut self.scene, layout, &mut self.probe);
        for unit in homeless.into_iter().chain(goal) {
            separation.relocate(unit, &mut self.scene, &mut self.probe, &mut self.random);
        }
        let end = self.probe.steps + ATTEMPT * parts as u64 * u64::from(tries + 1);
        Some(Job { separation, end })
    }

    /// The best layout on other sheets: parts stay on sheets that stay; the others are told.
    fn moved(&mut self, choice: &Choice) -> Option<(Layout, Vec<usize>)> {
        let mut out = Layout::new(self.layout.poses.len());
        let mut left = choice.clone();
        // Fuller sheets stay before emptier ones of the same kind.
        let mut boards: Vec<(usize, usize)> = (0..self.layout.boards.len())
            .map(|board| (self.layout.poses.iter().flatten().filter(|pose| pose.board == board).count(), board))
            .filter(|(count, _)| *count > 0)
            .collect();
        crate::order::sort_by_key(&mut boards, |(count, board)| (std::cmp::Reverse(*count), *board));
        let mut to = vec![None; self.layout.boards.len()];
        for (_, board) in boards {
            let stock = self.layout.boards[board].stock;
            if left[stock] > 0 {
                left[stock] -= 1;
                to[board] = Some(out.open(&self.scene, stock)?);
            }
        }
        for (stock, count) in left.iter().enumerate() {
            for _ in 0..*count {
                out.open(&self.scene, stock);
            }
        }
        let mut homeless = Vec::new();
        for unit in 0..self.layout.poses.len() {
            if let Some(pose) = self.layout.poses[unit] {
                match to[pose.board] {
                    Some(board) => put(&mut out, &mut self.scene, unit, Pose { board, ..pose }),
                    None => homeless.push(unit),
                }
            }
        }
        Some((out, homeless))
    }
}
