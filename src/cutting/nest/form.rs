//! Turned and grown outlines as the collision engine takes them, and the circles that fill them.

use std::collections::BTreeMap;
use std::rc::Rc;

use jagua_rs::geometry::fail_fast::SPSurrogateConfig;
use jagua_rs::geometry::primitives::{Circle, Point, SPolygon};

use super::model::Model;
use super::offset::{offset, offset_hull};
use super::ring::{Corner, extent, turned, twice_area};

/// Corners nearer to each other than this (µm) are one.
const SAME: f64 = 2.0;
/// Micrometres in the engine's unit.
pub(super) const UNIT: f64 = 1000.0;

/// How many circles fill a shape: at most 64, fewer where 16 cover 80 % or 8 cover 90 %, as in the paper of sparrow.
const FILL: SPSurrogateConfig =
    SPSurrogateConfig { n_pole_limits: [(64, 0.0), (16, 0.8), (8, 0.9)], ff_pole_area_ratio: 0.0, n_ff_piers: 0 };

/// A part turned one way, around its own middle.
#[derive(Debug)]
pub(super) struct Form {
    /// The grown outline (mm).
    pub shape: SPolygon,
    /// Circles within it (mm); none until somebody asks.
    pub circles: Vec<Circle>,
    /// Root of the area of its convex hull (mm), told with the circles.
    pub size: f32,
    /// Where its middle lies from the turned origin of the part (µm).
    pub middle: Corner,
}

/// Circles that fill a shape, and the root of the area of its convex hull (mm).
#[derive(Clone, Debug)]
pub(super) struct Filling {
    pub circles: Vec<Circle>,
    pub size: f32,
}

impl Filling {
    /// Of a shape; one circle where no more fit.
    pub fn new(shape: &SPolygon) -> Self {
        let mut shape = shape.clone();
        if shape.generate_surrogate(FILL).is_err() {
            return Self { circles: vec![shape.poi()], size: shape.area().sqrt() };
        }
        let surrogate = shape.surrogate();
        Self { circles: surrogate.poles.clone(), size: surrogate.convex_hull_area.max(shape.area()).sqrt() }
    }
}

/// All forms made so far: those of parts that may be turned by any angle are many.
#[derive(Clone, Debug, Default)]
pub(super) struct Forms {
    made: BTreeMap<(usize, usize), Option<Rc<Form>>>,
    fillings: Vec<Option<Rc<Filling>>>,
}

impl Forms {
    /// A kind of part turned in one of its ways, with or without circles; nothing where the engine cannot take it.
    pub fn get(&mut self, model: &Model, kind: usize, way: usize, filled: bool) -> Option<Rc<Form>> {
        if let Some(Some(form)) = self.made.get(&(kind, way))
            && (!filled || !form.circles.is_empty())
        {
            return Some(form.clone());
        }
        if let Some(None) = self.made.get(&(kind, way)) {
            return None;
        }
        let form = self.make(model, kind, way, filled).map(Rc::new);
        self.made.insert((kind, way), form.clone());
        form
    }

    /// What fills a kind of part that is not turned.
    pub fn filling(&mut self, model: &Model, kind: usize) -> Option<Rc<Filling>> {
        if self.fillings.len() <= kind {
            self.fillings.resize(kind + 1, None);
        }
        if self.fillings[kind].is_none() {
            let ring = &model.kinds[kind].ring;
            self.fillings[kind] = Some(Rc::new(Filling::new(&grown(ring, middle(ring), model.growth)?)));
        }
        self.fillings[kind].clone()
    }

    fn make(&mut self, model: &Model, kind: usize, way: usize, filled: bool) -> Option<Form> {
        let (ring, turn) = (&model.kinds[kind].ring, model.kinds[kind].turns[way]);
        let now = turned(ring, turn);
        let to = middle(&now);
        let shape = grown(&now, to, model.growth)?;
        let (circles, size) = if filled {
            let from = middle(ring);
            let (sin, cos) = libm::sincos(f64::from(turn) / 18_000.0 * std::f64::consts::PI);
            let place = |c: &Circle| {
                let x = f64::from(c.center.0) + from[0] as f64 / UNIT;
                let y = f64::from(c.center.1) + from[1] as f64 / UNIT;
                let at = [x * cos - y * sin - to[0] as f64 / UNIT, x * sin + y * cos - to[1] as f64 / UNIT];
                Circle { center: Point(at[0] as f32, at[1] as f32), radius: c.radius }
            };
            let filling = self.filling(model, kind)?;
            (filling.circles.iter().map(place).collect(), filling.size)
        } else {
            (vec![], 0.0)
        };
        Some(Form { shape, circles, size, middle: to })
    }
}

/// The middle of the box around.
pub(super) fn middle(ring: &[Corner]) -> Corner {
    let [low, high] = extent(ring);
    [0, 1].map(|axis| low[axis] + (high[axis] - low[axis]) / 2)
}

/// A part's outline grown by a distance (µm), around a point.
pub(super) fn grown(ring: &[Corner], about: Corner, distance: f64) -> Option<SPolygon> {
    polygon(&offset(ring, distance), about)
        .filter(|shape| f64::from(shape.area()) * UNIT * UNIT * 2.0 >= twice_area(ring) as f64)
        .or_else(|| polygon(&offset_hull(ring, distance), about))
}

/// A simple polygon of the engine, in its unit around a point.
pub(super) fn polygon(ring: &[[f64; 2]], about: Corner) -> Option<SPolygon> {
    let mut points: Vec<[f64; 2]> = Vec::with_capacity(ring.len());
    let near = |a: &[f64; 2], b: &[f64; 2]| libm::hypot(a[0] - b[0], a[1] - b[1]) < SAME;
    for point in ring {
        if points.last().is_none_or(|last| !near(last, point)) {
            points.push(*point);
        }
    }
    while points.len() > 1 && near(&points[0], &points[points.len() - 1]) {
        points.pop();
    }
    let place =
        |p: &[f64; 2]| Point(((p[0] - about[0] as f64) / UNIT) as f32, ((p[1] - about[1] as f64) / UNIT) as f32);
    // The engine fails on shapes without extent instead of refusing them.
    let [low, high] = extent(&points.iter().map(|p| p.map(|v| v as i64)).collect::<Vec<_>>());
    let has_extent = points.len() > 2 && (0..2).all(|axis| high[axis] - low[axis] > 50);
    if !has_extent {
        return None;
    }
    SPolygon::new(points.iter().map(place).collect()).ok()
}
