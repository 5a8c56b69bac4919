//! Rectangles in rectangular sheets to the micrometre: where parts fit without any room to spare, the collision engine
//! finds no place, since to it what touches collides.

use super::form::UNIT;
use super::layout::{Layout, Pose, Scene};
use super::ring::{Corner, extent, turned};

/// With more parts on a sheet no place is looked for: what is tried grows with their third power.
const MOST: usize = 50;

/// Least and greatest corner (µm).
type Bounds = [Corner; 2];

/// A sheet with the boxes around all that lies on it.
struct Floor {
    /// Where parts may lie.
    room: Bounds,
    /// What parts keep away from, and how far.
    taken: Vec<(Bounds, i64)>,
    /// The engine's origin in the sheet.
    middle: Corner,
}

impl Floor {
    /// Nothing for a sheet that is no rectangle along the axes.
    fn new(scene: &Scene, layout: &Layout, board: usize) -> Option<Self> {
        let stock = layout.boards[board].stock;
        let (stock, middle) = (&scene.model.stocks[stock], scene.grounds[stock].as_ref()?.middle);
        let margin = libm::ceil(stock.margin) as i64;
        let spacing = libm::ceil(2.0 * (scene.model.growth - scene.model.play) - 1e-6) as i64;
        let [low, high] = boxed(&stock.ring)?;
        let room = [low.map(|v| v + margin), high.map(|v| v - margin)];
        let mut taken: Vec<(Bounds, i64)> = stock.zones.iter().map(|zone| (extent(zone), margin)).collect();
        for (unit, pose) in layout.poses.iter().enumerate() {
            if let Some(pose) = pose.filter(|pose| pose.board == board) {
                let ring = lying(scene, unit, pose.way);
                let at = place(&pose, middle, super::form::middle(&ring));
                taken.push((extent(&ring).map(|c| [c[0] + at[0], c[1] + at[1]]), spacing));
            }
        }
        Some(Self { room, taken, middle })
    }

    /// Whether a box is in the room and far enough from all that lies there.
    fn is_free(&self, [low, high]: &Bounds) -> bool {
        let is_inside = (0..2).all(|axis| low[axis] >= self.room[0][axis] && high[axis] <= self.room[1][axis]);
        let apart = |(other, by): &(Bounds, i64)| {
            (0..2).any(|axis| low[axis] >= other[1][axis] + by || high[axis] + by <= other[0][axis])
        };
        is_inside && self.taken.iter().all(apart)
    }

    /// Where a box may begin along an axis without leaving a gap behind it.
    fn starts(&self, axis: usize) -> impl Iterator<Item = i64> {
        let ends = self.taken.iter().map(move |(other, by)| other[1][axis] + by);
        std::iter::once(self.room[0][axis]).chain(ends)
    }
}

/// The place without gaps that is nearest to the left and low, as the long side of the sheet runs.
pub(super) fn fitted(scene: &Scene, layout: &Layout, unit: usize, board: usize) -> Option<Pose> {
    let floor = Floor::new(scene, layout, board).filter(|floor| floor.taken.len() <= MOST)?;
    let ways = &scene.model.stocks[layout.boards[board].stock].ways[scene.model.units[unit]];
    let [low, high] = floor.room;
    let is_long = high[0] - low[0] >= high[1] - low[1];
    let mut best: Option<(i64, Pose)> = None;
    for way in ways.iter().copied() {
        let ring = lying(scene, unit, way);
        let Some([from, to]) = boxed(&ring) else { continue };
        for x in floor.starts(0) {
            for y in floor.starts(1) {
                let end = [x + to[0] - from[0], y + to[1] - from[1]];
                let score = if is_long { 10 * end[0] + end[1] } else { 10 * end[1] + end[0] };
                if best.is_none_or(|(least, _)| score < least) && floor.is_free(&[[x, y], end]) {
                    let at = [x - from[0], y - from[1]];
                    best = pose(board, way, at, floor.middle, &ring).map(|pose| (score, pose)).or(best);
                }
            }
        }
    }
    best.map(|(_, pose)| pose)
}

/// The outline of a part turned, around its origin.
fn lying(scene: &Scene, unit: usize, way: usize) -> Vec<Corner> {
    let kind = &scene.model.kinds[scene.model.units[unit]];
    turned(&kind.ring, kind.turns[way])
}

/// The box around an outline that is this box.
fn boxed(ring: &[Corner]) -> Option<Bounds> {
    let [low, high] = extent(ring);
    let is_box =
        ring.len() == 4 && ring.iter().all(|c| (0..2).all(|axis| c[axis] == low[axis] || c[axis] == high[axis]));
    is_box.then_some([low, high])
}

/// Where the origin of a turned part lies in the sheet, as the plan will tell it.
fn place(pose: &Pose, middle: Corner, own: Corner) -> Corner {
    let at = |v: f32, axis: usize| libm::round(f64::from(v) * UNIT) as i64 + middle[axis] - own[axis];
    [at(pose.x, 0), at(pose.y, 1)]
}

/// The pose of which the plan will tell that place; nothing where single precision has none.
fn pose(board: usize, way: usize, at: Corner, middle: Corner, ring: &[Corner]) -> Option<Pose> {
    let own = super::form::middle(ring);
    let [x, y] = [0, 1].map(|axis| ((at[axis] - middle[axis] + own[axis]) as f64 / UNIT) as f32);
    let pose = Pose { board, way, x, y };
    (place(&pose, middle, own) == at).then_some(pose)
}
