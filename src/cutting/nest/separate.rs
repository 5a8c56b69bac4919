//! Frees parts that lie over each other: moves them one by one to where they overlap least, while overlaps that stay
//! count more and more, so that the search does not settle (guided local search; Gardeyn, Vanden Berghe, Wauters: An
//! open-source heuristic to reboot 2D nesting research, 2025).

use super::ground::Obstacle;
use super::layout::{Layout, Pose, Probe, Scene, Table, Trial};
use super::sample::Sampler;
use crate::cutting::random::Random;

/// Rounds without a better layout before it goes back to the best one, and how often it does so.
const PATIENCE: u32 = 100;
const RETURNS: u32 = 3;
/// How fast the weights of overlaps that stay grow, and how the others fall back.
const GROWTH: (f32, f32) = (1.2, 2.0);
const DECAY: f32 = 0.95;

/// How it stands after a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// Nothing lies over anything.
    Free,
    /// Overlaps are left.
    Working,
    /// It has gone back to its best layout often enough.
    Stuck,
}

/// A layout whose overlaps are to go.
#[derive(Clone, Debug)]
pub(super) struct Separation {
    pub layout: Layout,
    losses: Table,
    weights: Table,
    /// The least loss so far, and where the parts lay.
    best: (f32, Vec<Option<Pose>>),
    idle: u32,
    returns: u32,
}

impl Separation {
    /// Of parts that all have a place.
    pub fn new(scene: &mut Scene, layout: Layout, probe: &mut Probe) -> Self {
        let parts = layout.poses.len();
        let best = (f32::MAX, layout.poses.clone());
        let mut out =
            Self { layout, losses: Table::new(parts, 0.0), weights: Table::new(parts, 1.0), best, idle: 0, returns: 0 };
        out.measure(scene, probe);
        out.best.0 = out.loss();
        out
    }

    /// All overlaps together, unweighted.
    pub fn loss(&self) -> f32 {
        (0..self.losses.parts).map(|part| self.losses.own[part] + self.losses.of(part)).sum::<f32>() / 2.0
    }

    /// Moves every part that lies over something once.
    pub fn round(&mut self, scene: &mut Scene, probe: &mut Probe, random: &mut Random) -> Progress {
        let mut order: Vec<usize> = (0..self.losses.parts).filter(|part| self.losses.of(*part) > 0.0).collect();
        random.shuffle(&mut order);
        for unit in order {
            if self.losses.of(unit) > 0.0 {
                self.relocate(unit, scene, probe, random);
            }
        }
        let loss = self.loss();
        if loss <= 0.0 {
            self.best = (0.0, self.layout.poses.clone());
            return Progress::Free;
        }
        self.reweigh();
        if loss < self.best.0 {
            self.idle = if loss < 0.98 * self.best.0 { 0 } else { self.idle + 1 };
            self.best = (loss, self.layout.poses.clone());
        } else {
            self.idle += 1;
        }
        if self.idle < PATIENCE {
            return Progress::Working;
        }
        self.idle = 0;
        self.returns += 1;
        if self.returns > RETURNS {
            return Progress::Stuck;
        }
        for (unit, pose) in self.best.1.clone().into_iter().enumerate() {
            if let Some(pose) = pose {
                put(&mut self.layout, scene, unit, pose);
            }
        }
        self.measure(scene, probe);
        Progress::Working
    }

    /// Moves one part to a better place, if one is found.
    pub fn relocate(&mut self, unit: usize, scene: &mut Scene, probe: &mut Probe, random: &mut Random) {
        let now = self.weighted(unit);
        let mut sampler = Sampler { scene, layout: &self.layout, weights: &self.weights, probe, random };
        if let Some((pose, form)) = sampler.best(unit, now) {
            self.layout.put(unit, &form, pose);
            self.measure_one(unit, scene, probe);
        }
    }

    fn weighted(&self, unit: usize) -> f32 {
        if self.layout.poses[unit].is_none() {
            return f32::MAX;
        }
        let row = unit * self.losses.parts..(unit + 1) * self.losses.parts;
        let pairs = self.losses.pair[row.clone()].iter().zip(&self.weights.pair[row]);
        self.losses.own[unit] * self.weights.own[unit] + pairs.map(|(loss, weight)| loss * weight).sum::<f32>()
    }

    /// Overlaps anew.
    pub fn measure(&mut self, scene: &mut Scene, probe: &mut Probe) {
        for unit in 0..self.losses.parts {
            self.measure_one(unit, scene, probe);
        }
    }

    fn measure_one(&mut self, unit: usize, scene: &mut Scene, probe: &mut Probe) {
        let Some(pose) = self.layout.poses[unit] else { return };
        let kind = scene.model.units[unit];
        let Some(form) = scene.forms.get(&scene.model, kind, pose.way, true) else { return };
        for other in 0..self.losses.parts {
            self.losses.set(unit, other, 0.0);
        }
        self.losses.own[unit] = 0.0;
        let (layout, weights, losses) = (&self.layout, &self.weights, &mut self.losses);
        let mut note = |obstacle, loss| match obstacle {
            Obstacle::Part(other) => losses.set(unit, usize::from(other), loss),
            _ => losses.own[unit] += loss,
        };
        let trial = Trial { unit, form: &form, pose: &pose };
        let _ = layout.loss(scene, probe, trial, weights, f32::MAX, &mut note);
    }

    fn reweigh(&mut self) {
        let worst = self.losses.pair.iter().chain(&self.losses.own).fold(0.0, |a: f32, b| a.max(*b));
        let next = |weight: &mut f32, loss: f32| {
            let factor = if loss > 0.0 { GROWTH.0 + (GROWTH.1 - GROWTH.0) * loss / worst } else { DECAY };
            *weight = (*weight * factor).clamp(1.0, 1e9);
        };
        self.weights.pair.iter_mut().zip(&self.losses.pair).for_each(|(weight, loss)| next(weight, *loss));
        self.weights.own.iter_mut().zip(&self.losses.own).for_each(|(weight, loss)| next(weight, *loss));
    }
}

/// Puts a part, filled with its circles.
pub(super) fn put(layout: &mut Layout, scene: &mut Scene, unit: usize, pose: Pose) {
    let kind = scene.model.units[unit];
    if let Some(form) = scene.forms.get(&scene.model, kind, pose.way, true) {
        layout.put(unit, &form, pose);
    }
}

/// Swaps two large parts of different kinds, so that a search does not end as the last one did.
pub(super) fn disturb(layout: &mut Layout, scene: &mut Scene, random: &mut Random) {
    let units = &scene.model.units;
    let large = units.len() / 2;
    let (a, b) = (random.below(large), random.below(large));
    let (Some(Some(pa)), Some(Some(pb))) = (layout.poses.get(a).copied(), layout.poses.get(b).copied()) else { return };
    let ways = |pose: &Pose, unit: usize| &scene.model.stocks[layout.boards[pose.board].stock].ways[units[unit]];
    if units[a] != units[b] && ways(&pb, a).contains(&pa.way) && ways(&pa, b).contains(&pb.way) {
        put(layout, scene, a, Pose { way: pa.way, ..pb });
        put(layout, scene, b, Pose { way: pb.way, ..pa });
    }
}
