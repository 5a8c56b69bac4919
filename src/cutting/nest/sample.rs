//! Looks for a better place of one part: tries many, then walks downhill from the best few.

use std::rc::Rc;

use super::form::Form;
use super::layout::{Layout, Pose, Probe, Scene, Table, Trial};
use crate::cutting::random::Random;

/// Places tried near where a part lies, on all sheets together, and how many of them are made better.
const NEAR: usize = 25;
const ANYWHERE: usize = 50;
const KEPT: usize = 3;

/// A place and its loss.
#[derive(Clone, Debug)]
struct Found {
    pose: Pose,
    form: Rc<Form>,
    loss: f32,
}

/// What the loss of a place depends on.
pub(super) struct Sampler<'a> {
    pub scene: &'a mut Scene,
    pub layout: &'a Layout,
    pub weights: &'a Table,
    pub probe: &'a mut Probe,
    pub random: &'a mut Random,
}

impl Sampler<'_> {
    /// The place with the least weighted loss that is found, where that is below a limit; the search of Gardeyn, Vanden
    /// Berghe and Wauters (2025): samples everywhere and nearby, then coordinate descent.
    pub fn best(&mut self, unit: usize, limit: f32) -> Option<(Pose, Rc<Form>)> {
        let kind = self.scene.model.units[unit];
        let boards: Vec<(usize, f32)> = self.boards(kind);
        let all: f32 = boards.iter().map(|(_, size)| size).sum();
        let mut best: Vec<Found> = Vec::with_capacity(KEPT + 1);
        if let Some(pose) = self.layout.poses[unit] {
            for _ in 0..NEAR {
                if let Some(found) = self.sample(unit, pose.board, Some(&pose), worst(&best)) {
                    keep(&mut best, found);
                }
            }
        }
        for _ in 0..ANYWHERE {
            let mut at = self.random.unit() * all;
            let board = boards.iter().find(|(_, size)| {
                at -= size;
                at < 0.0
            });
            let Some((board, _)) = board.or(boards.last()) else { break };
            if let Some(found) = self.sample(unit, *board, None, worst(&best)) {
                keep(&mut best, found);
            }
        }
        for found in &mut best {
            self.descend(unit, found, 0.25, 0.02);
        }
        let mut found = best.into_iter().min_by(|a, b| a.loss.total_cmp(&b.loss))?;
        self.descend(unit, &mut found, 0.01, 0.001);
        (found.loss < limit).then_some((found.pose, found.form))
    }

    /// Opened sheets on which a kind of part may lie, with their areas.
    fn boards(&self, kind: usize) -> Vec<(usize, f32)> {
        let open = self.layout.boards.iter().enumerate();
        let may = open.filter(|(_, board)| !self.scene.model.stocks[board.stock].ways[kind].is_empty());
        may.map(|(k, board)| (k, self.scene.grounds[board.stock].as_ref().map_or(0.0, |g| g.edge.area()))).collect()
    }

    fn sample(&mut self, unit: usize, board: usize, near: Option<&Pose>, limit: f32) -> Option<Found> {
        let (scene, random) = (&mut *self.scene, &mut *self.random);
        let (kind, stock) = (scene.model.units[unit], self.layout.boards[board].stock);
        let ways = &scene.model.stocks[stock].ways[kind];
        let way = *ways.get(random.below(ways.len()))?;
        let form = scene.forms.get(&scene.model, kind, way, true)?;
        let (bounds, own) = (scene.grounds[stock].as_ref()?.bounds, form.shape.bbox());
        let mut x = (bounds.x_min - own.x_min, bounds.x_max - own.x_max);
        let mut y = (bounds.y_min - own.y_min, bounds.y_max - own.y_max);
        if x.0 > x.1 || y.0 > y.1 {
            return None;
        }
        if let Some(near) = near {
            let (wide, high) = ((own.x_max - own.x_min) / 2.0, (own.y_max - own.y_min) / 2.0);
            let clip = |at: f32, by: f32, (low, high): (f32, f32)| {
                let at = at.clamp(low, high);
                ((at - by).max(low), (at + by).min(high))
            };
            (x, y) = (clip(near.x, wide, x), clip(near.y, high, y));
        }
        let pose = Pose { board, way, x: random.between(x.0, x.1), y: random.between(y.0, y.1) };
        let loss = self.loss(unit, &form, &pose, limit);
        (loss < limit).then_some(Found { pose, form, loss })
    }

    fn loss(&mut self, unit: usize, form: &Form, pose: &Pose, limit: f32) -> f32 {
        self.layout.loss(self.scene, self.probe, Trial { unit, form, pose }, self.weights, limit, &mut |_, _| {})
    }

    /// Steps along and across or aslant, from so much of the part's size down to so much.
    fn descend(&mut self, unit: usize, found: &mut Found, from: f32, to: f32) {
        let form = found.form.clone();
        let own = form.shape.bbox();
        let size = (own.x_max - own.x_min).min(own.y_max - own.y_min);
        let (mut step, least) = ([from * size; 2], to * size);
        while (step[0] > least || step[1] > least) && found.loss > 0.0 {
            let (dx, dy) = match self.random.below(4) {
                0 => (step[0], 0.0),
                1 => (0.0, step[1]),
                2 => (step[0], step[1]),
                _ => (step[0], -step[1]),
            };
            let mut is_better = false;
            for sign in [1.0, -1.0] {
                let pose = Pose { x: found.pose.x + sign * dx, y: found.pose.y + sign * dy, ..found.pose };
                let loss = self.loss(unit, &form, &pose, found.loss);
                if loss < found.loss {
                    (found.pose, found.loss, is_better) = (pose, loss, true);
                    break;
                }
            }
            let factor = if is_better { 1.1 } else { 0.5 };
            let both = if dx != 0.0 && dy != 0.0 { f32::sqrt(factor) } else { factor };
            step[0] *= if dx != 0.0 { both } else { 1.0 };
            step[1] *= if dy != 0.0 { both } else { 1.0 };
        }
    }
}

fn worst(best: &[Found]) -> f32 {
    if best.len() < KEPT { f32::MAX } else { best[best.len() - 1].loss }
}

/// Keeps the best few, apart from each other.
fn keep(best: &mut Vec<Found>, found: Found) {
    let own = found.form.shape.bbox();
    let near = 0.05 * (own.x_max - own.x_min).min(own.y_max - own.y_min);
    let is_same = |other: &Found| {
        let (a, b) = (&other.pose, &found.pose);
        a.board == b.board && a.way == b.way && (a.x - b.x).abs() < near && (a.y - b.y).abs() < near
    };
    if let Some(same) = best.iter().position(is_same) {
        if best[same].loss <= found.loss {
            return;
        }
        best.remove(same);
    }
    let at = best.partition_point(|other| other.loss <= found.loss);
    best.insert(at, found);
    best.truncate(KEPT);
}
