//! Parts lying on sheets, perhaps over each other, and what it costs to put one somewhere.

use std::sync::Arc;

use jagua_rs::collision_detection::CDEngine;
use jagua_rs::collision_detection::hazards::collector::BasicHazardCollector;
use jagua_rs::collision_detection::hazards::filter::HazardFilter;
use jagua_rs::collision_detection::hazards::{HazKey, Hazard};
use jagua_rs::geometry::Transformation;
use jagua_rs::geometry::geo_traits::TransformableFrom;
use jagua_rs::geometry::primitives::{Circle, Point, SPolygon};

use super::form::{Form, Forms};
use super::ground::{Ground, Obstacle};
use super::model::Model;

/// The problem as the collision engine takes it.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    pub model: Model,
    pub forms: Forms,
    /// For each kind of sheet, where room is left within its margin.
    pub grounds: Vec<Option<Ground>>,
}

impl Scene {
    pub fn new(model: Model) -> Self {
        let grounds = model.stocks.iter().map(|stock| Ground::new(&model, stock)).collect();
        Self { model, forms: Forms::default(), grounds }
    }
}

/// Where a part lies: the middle of the box around it, in the engine's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pose {
    /// Index of the opened sheet.
    pub board: usize,
    /// Index of the way it lies among those of its kind.
    pub way: usize,
    pub x: f32,
    pub y: f32,
}

/// An opened sheet.
#[derive(Clone, Debug)]
pub(super) struct Board {
    pub stock: usize,
    engine: CDEngine<Obstacle>,
}

/// Opened sheets and the parts on them.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    pub boards: Vec<Board>,
    pub poses: Vec<Option<Pose>>,
    /// The circles of each part where it lies, its diameter and its size.
    fillings: Vec<(Discs, f32, f32)>,
}

/// How much each overlap counts: of two parts, and of a part with edge, holes and defects.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub parts: usize,
    pub pair: Vec<f32>,
    pub own: Vec<f32>,
}

impl Table {
    pub fn new(parts: usize, value: f32) -> Self {
        Self { parts, pair: vec![value; parts * parts], own: vec![value; parts] }
    }

    pub fn set(&mut self, a: usize, b: usize, value: f32) {
        self.pair[a * self.parts + b] = value;
        self.pair[b * self.parts + a] = value;
    }

    /// The overlaps of one part together.
    pub fn of(&self, part: usize) -> f32 {
        self.own[part] + self.pair[part * self.parts..(part + 1) * self.parts].iter().sum::<f32>()
    }
}

/// What a search needs again and again, and the count of its steps.
#[derive(Clone, Debug, Default)]
pub(super) struct Probe {
    shape: Option<SPolygon>,
    found: BasicHazardCollector<Obstacle>,
    /// Places tried so far.
    pub steps: u64,
}

impl Probe {
    /// The outline of a form where it would lie.
    fn put(&mut self, form: &Form, x: f32, y: f32) -> &SPolygon {
        self.steps += 1;
        if self.shape.as_ref().is_none_or(|shape| shape.n_vertices() != form.shape.n_vertices()) {
            self.shape = None;
        }
        let shape = self.shape.get_or_insert_with(|| form.shape.clone());
        shape.transform_from(&form.shape, &Transformation::from_translation((x, y)))
    }
}

/// A part, turned and where it would lie.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trial<'a> {
    pub unit: usize,
    pub form: &'a Form,
    pub pose: &'a Pose,
}

/// Leaves out the part that is being moved.
struct Others(usize);

impl HazardFilter<Obstacle> for Others {
    fn is_irrelevant(&self, _: HazKey, obstacle: &Obstacle) -> bool {
        matches!(obstacle, Obstacle::Part(unit) if usize::from(*unit) == self.0)
    }
}

impl Layout {
    pub fn new(parts: usize) -> Self {
        Self { boards: vec![], poses: vec![None; parts], fillings: vec![(Discs::default(), 0.0, 0.0); parts] }
    }

    /// Opens a sheet; gives nothing where it has no room.
    pub fn open(&mut self, scene: &Scene, stock: usize) -> Option<usize> {
        let engine = scene.grounds[stock].as_ref()?.engine.clone();
        self.boards.push(Board { stock, engine });
        Some(self.boards.len() - 1)
    }

    /// Puts a part somewhere, from where it lies now.
    pub fn put(&mut self, unit: usize, form: &Form, pose: Pose) {
        self.take(unit);
        let mut shape = form.shape.clone();
        shape.transform_from(&form.shape, &Transformation::from_translation((pose.x, pose.y)));
        self.boards[pose.board].engine.register_hazard(Hazard::new(Obstacle::Part(unit as u16), Arc::new(shape)));
        self.poses[unit] = Some(pose);
        let discs = discs(&form.circles, Point(pose.x, pose.y));
        self.fillings[unit] = (discs, form.shape.diameter(), form.size);
    }

    pub fn take(&mut self, unit: usize) {
        if let Some(pose) = self.poses[unit].take() {
            self.boards[pose.board].engine.deregister_hazard_by_entity(Obstacle::Part(unit as u16));
        }
    }

    /// The far corners of the boxes around the parts on a sheet.
    pub fn ends(&self, board: usize) -> Vec<[f32; 2]> {
        let hazards = self.boards[board].engine.hazards().filter(|hazard| matches!(hazard.entity, Obstacle::Part(_)));
        hazards.map(|hazard| hazard.shape.bbox()).map(|bounds| [bounds.x_max, bounds.y_max]).collect()
    }

    /// Whether a part would lie over anything.
    pub fn is_free(&self, probe: &mut Probe, unit: usize, form: &Form, pose: &Pose) -> bool {
        let shape = probe.put(form, pose.x, pose.y);
        !self.boards[pose.board].engine.detect_poly_collision(shape, &Others(unit))
    }

    /// The weighted overlaps of a part that would lie there, told exactly where they stay below a limit. What each
    /// overlap is goes to `note`.
    pub fn loss(
        &self,
        scene: &Scene,
        probe: &mut Probe,
        Trial { unit, form, pose }: Trial,
        weights: &Table,
        limit: f32,
        note: &mut impl FnMut(Obstacle, f32),
    ) -> f32 {
        let mut sum = 0.0;
        let board = &self.boards[pose.board];
        let Some(ground) = &scene.grounds[board.stock] else { return f32::MAX };
        probe.put(form, pose.x, pose.y);
        let Some(shape) = &probe.shape else { return f32::MAX };
        probe.found.clear();
        let (at, diameter) = (Point(pose.x, pose.y), form.shape.diameter());
        let size = form.size;
        let mut add = |obstacle: Obstacle| {
            let (loss, weight) = match obstacle {
                Obstacle::Part(other) => {
                    let other = usize::from(other);
                    let (circles, widest, there) = &self.fillings[other];
                    let loss =
                        overlap(&form.circles, at, circles, diameter.max(*widest) * SOFT) * (size * there).sqrt();
                    (loss, weights.pair[unit * weights.parts + other])
                }
                Obstacle::Zone(k) => {
                    let (circles, there) = &ground.zones[usize::from(k)];
                    (overlap(&form.circles, at, circles, diameter * SOFT) * (size * there).sqrt(), weights.own[unit])
                }
                Obstacle::Edge => (beyond(&form.circles, at, ground, diameter * SOFT) * size, weights.own[unit]),
            };
            note(obstacle, loss);
            sum += loss * weight;
            sum >= limit
        };
        let _ = board.engine.collect_poly_collisions_until(shape, &Others(unit), &mut probe.found, &mut add);
        sum
    }
}

/// Share of a part's diameter within which an overlap fades out instead of vanishing.
const SOFT: f32 = 0.01;

/// Circles in fours, so that the processor takes four at a time: x, y and radius, which is 0 for those that fill up.
pub(super) type Discs = Vec<[[f32; 4]; 3]>;

/// Circles at a place, in fours.
pub(super) fn discs(circles: &[Circle], at: Point) -> Discs {
    let four = |chunk: &[Circle]| {
        let mut out = [[0.0; 4]; 3];
        for (k, c) in chunk.iter().enumerate() {
            (out[0][k], out[1][k], out[2][k]) = (c.center.0 + at.0, c.center.1 + at.1, c.radius);
        }
        out
    };
    circles.chunks(4).map(four).collect()
}

/// How deep circles at a place lie in other circles: the root of a stand-in for the area that both cover (Gardeyn,
/// Vanden Berghe, Wauters: An open-source heuristic to reboot 2D nesting research, 2025).
fn overlap(circles: &[Circle], at: Point, others: &Discs, soft: f32) -> f32 {
    let mut sum = [0.0f32; 4];
    for a in circles {
        let (x, y, radius) = (a.center.0 + at.0, a.center.1 + at.1, a.radius);
        for [bx, by, br] in others {
            for k in 0..4 {
                let (dx, dy) = (bx[k] - x, by[k] - y);
                let depth = radius + br[k] - (dx * dx + dy * dy).sqrt();
                sum[k] += faded(depth, soft) * radius.min(br[k]);
            }
        }
    }
    ((sum[0] + sum[1] + sum[2] + sum[3]) * std::f32::consts::PI + soft * soft).sqrt()
}

/// The same for what lies beyond the edge of a sheet.
fn beyond(circles: &[Circle], at: Point, ground: &Ground, soft: f32) -> f32 {
    let moved = |c: &Circle| Circle { center: Point(c.center.0 + at.0, c.center.1 + at.1), radius: c.radius };
    let sum: f32 = circles.iter().map(|c| faded(ground.outside(&moved(c)), soft) * c.radius).sum();
    (sum * std::f32::consts::PI + soft * soft).sqrt()
}

/// A depth that falls slowly to nothing once it is no depth any more.
fn faded(depth: f32, soft: f32) -> f32 {
    // Both branches are worked out, without a jump; the divisor is never below `soft`.
    let tail = soft * soft / (2.0 * soft - depth).max(soft);
    if depth >= soft { depth } else { tail }
}
