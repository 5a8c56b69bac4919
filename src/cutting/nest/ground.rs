//! Sheets as the collision engine takes them: the edge, holes and defects, and how deep a circle lies over the edge.

use std::sync::Arc;

use jagua_rs::collision_detection::hazards::{Hazard, HazardEntity};
use jagua_rs::collision_detection::{CDEConfig, CDEngine};
use jagua_rs::geometry::fail_fast::SPSurrogateConfig;
use jagua_rs::geometry::geo_enums::GeoPosition;
use jagua_rs::geometry::geo_traits::CollidesWith;
use jagua_rs::geometry::primitives::{Circle, Point, Rect, SPolygon};

use super::form::{Filling, grown, middle, polygon};
use super::layout::{Discs, discs};
use super::model::{Model, Stock};
use super::offset::offset;
use super::ring::{Corner, twice_area};

/// What a part can collide with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Obstacle {
    /// What lies around the sheet.
    Edge,
    /// A hole or a defect.
    Zone(u16),
    /// Another part, by its index among the units.
    Part(u16),
}

impl HazardEntity for Obstacle {
    fn scope(&self) -> GeoPosition {
        if *self == Self::Edge { GeoPosition::Exterior } else { GeoPosition::Interior }
    }

    fn is_dynamic(&self) -> bool {
        matches!(self, Self::Part(_))
    }
}

/// An empty sheet.
#[derive(Clone, Debug)]
pub(super) struct Ground {
    /// The engine with nothing but edge, holes and defects.
    pub engine: CDEngine<Obstacle>,
    /// The origin of the engine in the sheet (µm).
    pub middle: Corner,
    /// The shrunk outline (mm), and the box around it.
    pub edge: Arc<SPolygon>,
    pub bounds: Rect,
    /// The circles that fill each hole and defect, and its size.
    pub zones: Vec<(Discs, f32)>,
}

/// The quadtree's depth and leaf size, as in the paper of sparrow.
const ENGINE: CDEConfig = CDEConfig {
    quadtree_depth: 4,
    cd_threshold: 16,
    item_surrogate_config: SPSurrogateConfig { n_pole_limits: [(0, 0.0); 3], ff_pole_area_ratio: 0.0, n_ff_piers: 0 },
};

impl Ground {
    /// Nothing where no room is left within the margin.
    pub fn new(model: &Model, stock: &Stock) -> Option<Self> {
        // A grown part in an outline shrunk by this stays away from the edge as far as it must.
        let inset = stock.margin - model.growth + 2.0 * model.play;
        let middle = middle(&stock.ring);
        let points = offset(&stock.ring, -inset);
        let twice: f64 = (0..points.len())
            .map(|k| (points[k], points[(k + 1) % points.len()]))
            .map(|(a, b)| a[0] * b[1] - b[0] * a[1])
            .sum();
        if twice <= 0.0 || (inset > 0.0 && twice >= twice_area(&stock.ring) as f64) {
            return None;
        }
        let edge = Arc::new(polygon(&points, middle)?);
        let mut hazards = vec![Hazard::new(Obstacle::Edge, edge.clone())];
        let mut zones = Vec::new();
        for zone in &stock.zones {
            let shape = grown(zone, middle, inset.max(model.play))?;
            if !shape.bbox().collides_with(&edge.bbox()) {
                continue;
            }
            let filling = Filling::new(&shape);
            zones.push((discs(&filling.circles, Point(0.0, 0.0)), filling.size));
            hazards.push(Hazard::new(Obstacle::Zone(zones.len() as u16 - 1), Arc::new(shape)));
        }
        let bounds = edge.bbox();
        let engine = CDEngine::new(bounds.inflate_to_square(), hazards, ENGINE);
        Some(Self { engine, middle, edge, bounds, zones })
    }

    /// How far the farthest point of a circle lies outside (mm); negative where it is inside by so much.
    pub fn outside(&self, circle: &Circle) -> f32 {
        let (x, y) = (circle.center.0, circle.center.1);
        let (mut nearest, mut inside) = (f32::MAX, false);
        let corners = self.edge.vertices();
        let mut a = corners[corners.len() - 1];
        for b in corners {
            let (dx, dy, px, py) = (b.0 - a.0, b.1 - a.1, x - a.0, y - a.1);
            let t = ((px * dx + py * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
            let (ex, ey) = (px - t * dx, py - t * dy);
            nearest = nearest.min(ex * ex + ey * ey);
            if (a.1 > y) != (b.1 > y) && x < a.0 + py / dy * dx {
                inside = !inside;
            }
            a = *b;
        }
        let depth = nearest.sqrt();
        circle.radius + if inside { -depth } else { depth }
    }
}
