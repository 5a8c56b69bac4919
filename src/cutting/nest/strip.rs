//! The shortest stretch of a roll: all parts on a rectangle of fixed width that becomes shorter and shorter.

use super::first::{Taste, first};
use super::ground::Ground;
use super::layout::{Layout, Pose, Probe, Scene};
use super::model::Model;
use super::ring::extent;
use super::separate::{Progress, Separation, disturb, put};
use super::{NestPlan, NestProblem, NestSheet, outcome};
use crate::cutting::check_nest_plan;
use crate::cutting::random::Random;
use crate::stock::Outline;

/// By how much the roll is shortened at a time: first, and in the end (shares of its length).
const SHRINK: (f64, f64) = (0.01, 0.000_05);
/// How much smaller the steps become after a failure.
const SLOWER: f64 = 0.6;
/// Attempts at one length, each after two parts were swapped, and how often it starts again with large steps.
const ATTEMPTS: u32 = 2;
const CYCLES: u32 = 20;
/// Rounds of one attempt.
const ROUNDS: u32 = 150;

/// A search for the shortest stretch of a roll.
#[derive(Clone, Debug)]
pub struct StripSearch {
    problem: NestProblem,
    scene: Scene,
    width: f64,
    /// The best layout, its length (m) and its plan.
    best: (Layout, f64, NestPlan),
    job: Option<(Separation, f64, u32)>,
    shrink: f64,
    failures: u32,
    cycles: u32,
    random: Random,
    probe: Probe,
}

impl StripSearch {
    /// All parts on one roll as wide as the first sheet is high; nothing where not all of them fit on that sheet.
    pub fn new(problem: &NestProblem) -> Option<Self> {
        let mut problem = problem.clone();
        problem.sheets.truncate(1);
        let (length, width) = problem.sheets.first()?.outline.extent();
        problem.sheets[0] = NestSheet { copies: Some(1), ..strip(&problem.sheets[0], length, width) };
        let mut random = Random(1);
        let mut probe = Probe::default();
        let mut scene = Scene::new(Model::new(&problem));
        let layout = first(&mut scene, Taste::Large, &mut random, &mut probe);
        let mut out = Self {
            problem,
            scene,
            width,
            best: (layout, length, NestPlan::default()),
            job: None,
            shrink: SHRINK.0,
            failures: 0,
            cycles: CYCLES,
            random,
            probe,
        };
        let used = out.used();
        let (layout, length) = out.shortened(&out.best.0.clone(), length, used, f32::MAX)?;
        out.accept(layout, length).then_some(out)
    }

    /// The shortest length so far (m).
    pub fn length(&self) -> f64 {
        self.best.1
    }

    /// The plan of that length.
    pub fn plan(&self) -> &NestPlan {
        &self.best.2
    }

    /// Works on for about so many steps and says whether there is more to do.
    pub fn advance(&mut self, steps: u64) -> bool {
        let end = self.probe.steps.saturating_add(steps);
        while self.shrink >= SHRINK.1 && self.probe.steps < end {
            self.probe.steps += 1;
            self.work();
        }
        self.shrink >= SHRINK.1
    }

    fn work(&mut self) {
        let Some((mut separation, length, rounds)) = self.job.take() else {
            let (layout, now) = (self.best.0.clone(), self.best.1);
            let at = self.random.unit();
            match self.shortened(&layout, now, now * (1.0 - self.shrink), at) {
                Some((layout, length)) => {
                    let separation = Separation::new(&mut self.scene, layout, &mut self.probe);
                    self.job = Some((separation, length, 0));
                }
                None => self.shrink *= SLOWER,
            }
            return;
        };
        match separation.round(&mut self.scene, &mut self.probe, &mut self.random) {
            Progress::Free => {
                if self.accept(separation.layout, length) {
                    self.failures = 0;
                } else {
                    self.shrink *= SLOWER;
                }
            }
            Progress::Working if rounds < ROUNDS => self.job = Some((separation, length, rounds + 1)),
            _ => {
                self.failures += 1;
                if self.failures.is_multiple_of(ATTEMPTS) {
                    self.shrink *= SLOWER;
                } else {
                    let mut layout = separation.layout;
                    disturb(&mut layout, &mut self.scene, &mut self.random);
                    let separation = Separation::new(&mut self.scene, layout, &mut self.probe);
                    self.job = Some((separation, length, 0));
                }
            }
        }
        if self.shrink < SHRINK.1 && self.cycles > 0 {
            (self.cycles, self.shrink) = (self.cycles - 1, SHRINK.0 / 4.0);
        }
    }

    /// How far the parts reach (m).
    fn used(&mut self) -> f64 {
        let plan = outcome::plan(&self.problem, &mut self.scene, &self.best.0);
        let mut far = 0.0f64;
        for nested in plan.sheets.iter().flat_map(|sheet| &sheet.parts) {
            let ring = super::ring::ring(&self.problem.parts[nested.part].outline.outer);
            let [_, high] = extent(&super::ring::turned(&ring, (nested.turn * 100.0).round() as i32));
            far = far.max(high[0] as f64 / 1e6 + nested.at[0]);
        }
        far + 1e-4 + self.problem.settings.margin
    }

    /// The layout on a shorter roll; what lies behind a place (a share of the length) moves up.
    fn shortened(&mut self, layout: &Layout, from: f64, to: f64, at: f32) -> Option<(Layout, f64)> {
        self.problem.sheets[0] = strip(&self.problem.sheets[0], to, self.width);
        self.scene.model.stocks[0].ring = super::ring::ring(&self.problem.sheets[0].outline.outer);
        self.scene.grounds[0] = Some(Ground::new(&self.scene.model, &self.scene.model.stocks[0])?);
        let mut out = Layout::new(layout.poses.len());
        out.open(&self.scene, 0)?;
        let less = ((from - to) * 1e3) as f32;
        let split = (at - 0.5) * (from * 1e3) as f32;
        for unit in 0..layout.poses.len() {
            let pose = layout.poses[unit]?;
            // The engine's origin is the middle of the sheet, which moves by half of what is taken away.
            let x = pose.x + if pose.x > split { -less / 2.0 } else { less / 2.0 };
            put(&mut out, &mut self.scene, unit, Pose { x, ..pose });
        }
        Some((out, to))
    }

    fn accept(&mut self, layout: Layout, length: f64) -> bool {
        let plan = outcome::plan(&self.problem, &mut self.scene, &layout);
        let is_sound = plan.objective.unplaced == 0 && check_nest_plan(&self.problem, &plan).is_empty();
        if is_sound {
            self.best = (layout, length, plan);
        }
        is_sound
    }
}

/// The same sheet as a rectangle that counts for nothing.
fn strip(sheet: &NestSheet, length: f64, width: f64) -> NestSheet {
    let outer = vec![[0.0, 0.0], [length, 0.0], [length, width], [0.0, width]];
    NestSheet { outline: Outline { outer, holes: vec![] }, bought: true, price: 0.0, ..sheet.clone() }
}
