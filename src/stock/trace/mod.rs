//! True-size outlines from photographs: the perspective is undone by a sheet of paper that lies on the piece.
//!
//! Works for what lies in the paper's plane, seen through a lens that keeps straight lines straight.

mod edges;
mod homography;
mod paper;
#[cfg(test)]
mod photo_tests;
#[cfg(test)]
mod tests;

pub use edges::{Edges, Look, find_edges};
pub use paper::Paper;

use homography::Homography;

use super::columns::length;
use super::{Outline, Polygon};
use crate::diagnostic::{Diagnostic, Place};

/// How far a mark may be off along each axis (px).
const SLIP: f64 = 1.5;
/// Share of the longest side from which on an error is warned of.
const COARSE: f64 = 0.01;

/// What a person marked in a photo. All points in pixels of the photo, x to the right and y downwards.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    /// Width and height of the photo (px).
    pub size: [f64; 2],
    /// The paper's corners, in any order.
    pub corners: Vec<[f64; 2]>,
    /// What the edges in the photo say about them, where that is known and wanted: it counts in their place.
    pub edges: Option<Edges>,
    /// Which paper it is.
    pub paper: Paper,
    /// Whether the side of the paper that points most to the right is a long one; nothing to have that worked out.
    pub long_first: Option<bool>,
    /// The outline of the piece, and after it those of its holes.
    pub rings: Vec<Vec<[f64; 2]>>,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traced {
    /// The true outline as one sees it in the photo (m, y upwards): its longest side along x, its least x and y 0.
    pub outline: Option<Outline>,
    /// What a length is off by (m) where every mark is off by 1.5 px, and corners by [`Edges`] by what these say: the
    /// largest over all sides, length and width.
    pub error: f64,
    /// The paper's corners in order around (px); empty where they cannot be.
    pub paper: Vec<[f64; 2]>,
    /// Whether the first side of `paper` is a long one.
    pub long_first: bool,
    /// What is wrong, or doubtful.
    pub problems: Vec<Diagnostic>,
}

/// Undoes the perspective of a photo. What is missing is told in `problems`.
pub fn trace(marks: &Marks) -> Traced {
    let mut out = Traced::default();
    match outline(marks, &mut out) {
        Ok(outline) => out.outline = Some(outline),
        Err(problem) => out.problems.push(*problem),
    }
    out
}

fn outline(marks: &Marks, out: &mut Traced) -> Result<Outline, Box<Diagnostic>> {
    let quad = paper::ordered(marks.edges.as_ref().map_or(&marks.corners, |edges| &edges.corners))?;
    let (guess, sure) = paper::long_first(&quad, marks.paper, marks.size);
    out.paper = quad.to_vec();
    out.long_first = marks.long_first.unwrap_or(guess);
    if !sure && marks.long_first.is_none() {
        let place = Place::whole("the paper");
        let hint =
            "compare the lengths written at the paper's sides with the real paper, and turn it if they are wrong";
        let message = "which side of the paper is the long one cannot be told for sure from this view";
        out.problems.push(Diagnostic::warning("paper-turned", place, message).hint(hint));
    }
    let target = marks.paper.corners(out.long_first);
    let lost =
        |message: String, place: Place, hint: &str| Box::new(Diagnostic::error("bad-trace", place, message).hint(hint));
    let flat = || lost("the paper has no area".to_owned(), Place::whole("the paper"), "mark its four corners again");
    let map = Homography::between(&quad, &target).ok_or_else(flat)?;
    let mut rings: Vec<Polygon> = Vec::new();
    for (r, ring) in marks.rings.iter().enumerate() {
        let mut polygon = Polygon::new();
        for (k, click) in ring.iter().enumerate() {
            let point = map.apply(*click).filter(|p| p.iter().all(|v| v.abs() < 50.0));
            polygon.push(point.ok_or_else(|| {
                let hint = "mark only what lies in the paper's plane, nearer than 50 m";
                lost("this point lies at the horizon or beyond".to_owned(), point_place(r, k), hint)
            })?);
        }
        rings.push(polygon);
    }
    let Some(outer) = rings.first_mut().filter(|outer| outer.len() > 2) else {
        let n = marks.rings.first().map_or(0, Vec::len);
        let hint = "press each corner of the piece, going round it once";
        return Err(lost(format!("the outline has {n} points; it needs 3 or more"), Place::whole("the outline"), hint));
    };
    let turn = longest(outer);
    // From y downwards to y upwards, as outlines are drawn.
    let upright = |p: [f64; 2]| {
        let [x, y] = turned(p, turn);
        [x, -y]
    };
    rings.iter_mut().flatten().for_each(|p| *p = upright(*p));
    let least = [0, 1].map(|k| rings[0].iter().map(|p| p[k]).fold(f64::INFINITY, f64::min));
    rings.iter_mut().flatten().for_each(|p| *p = [p[0] - least[0], p[1] - least[1]]);
    let outer = rings.remove(0);
    let drawn = Outline { outer, holes: rings };
    // As it is kept: in text, checked for what cannot be cut.
    let read = Outline::parse(&drawn.write(), &length("mm", 0.001));
    let hint = "press undo until it is right, and go round the piece once";
    let outline = read.map_err(|why| lost(why, Place::whole("the outline"), hint))?;
    out.error = error(marks, &quad, &target, turn).unwrap_or(f64::INFINITY);
    let extent = outline.extent();
    if out.error > COARSE * extent.0.max(extent.1) {
        let message = format!("a length may be off by {:.1} mm, more than 1 % of the piece", out.error * 1e3);
        let hint = "photograph it from higher up and nearer, with the paper large in the picture and on the piece";
        out.problems.push(Diagnostic::warning("coarse-trace", Place::whole("the photo"), message).hint(hint));
    }
    Ok(outline)
}

fn point_place(ring: usize, point: usize) -> Place {
    Place::whole(match ring {
        0 => format!("point {} of the outline", point + 1),
        hole => format!("point {} of hole {hole}", point + 1),
    })
}

/// Cosine and sine of the turn that lays the longest side along x, by a quarter at most.
fn longest(polygon: &Polygon) -> [f64; 2] {
    let mut best = ([1.0, 0.0], 0.0);
    for (p, q) in sides(polygon) {
        let [x, y] = [q[0] - p[0], q[1] - p[1]];
        let length = libm::hypot(x, y);
        if length > best.1 * (1.0 + 1e-9) {
            let sign = if x < 0.0 { -1.0 } else { 1.0 };
            best = ([sign * x / length, sign * y / length], length);
        }
    }
    best.0
}

fn turned([x, y]: [f64; 2], [cos, sin]: [f64; 2]) -> [f64; 2] {
    [x * cos + y * sin, y * cos - x * sin]
}

fn sides(polygon: &Polygon) -> impl Iterator<Item = ([f64; 2], [f64; 2])> + '_ {
    polygon.iter().enumerate().map(|(k, p)| (*p, polygon[(k + 1) % polygon.len()]))
}

/// The largest error of a length (m): each mark is moved by its slip along each axis, and what that changes in a
/// length is added up in squares, as for errors that know nothing of each other. (Propagation of covariance to first
/// order: Hartley & Zisserman, 2nd ed., section 5.2.)
fn error(marks: &Marks, quad: &homography::Quad, target: &homography::Quad, turn: [f64; 2]) -> Option<f64> {
    let shifts = |slip: f64| [[slip, 0.0], [0.0, slip]];
    let moved = |p: [f64; 2], d: [f64; 2]| [p[0] + d[0], p[1] + d[1]];
    let seen = |map: &Homography, p: [f64; 2]| Some(turned(map.apply(p)?, turn));
    let base = Homography::between(quad, target)?;
    let mut maps = Vec::new();
    for k in 0..4 {
        for shift in shifts(marks.edges.as_ref().map_or(SLIP, |edges| edges.slip)) {
            let mut quad = *quad;
            quad[k] = moved(quad[k], shift);
            maps.push(Homography::between(&quad, target)?);
        }
    }
    // Pairs of marks whose distance counts: the ends of every side, and the farthest apart along x and along y.
    let mut worst = 0.0_f64;
    for ring in &marks.rings {
        let polygon: Polygon = ring.iter().map(|p| seen(&base, *p)).collect::<Option<_>>()?;
        let end = |axis: usize, sign: f64| {
            let values = polygon.iter().map(|p| sign * p[axis]).enumerate();
            values.fold((0, f64::NEG_INFINITY), |best, next| if next.1 > best.1 { next } else { best }).0
        };
        let extents = [(end(0, -1.0), end(0, 1.0)), (end(1, -1.0), end(1, 1.0))];
        let pairs = (0..ring.len()).map(|k| (k, (k + 1) % ring.len())).chain(extents);
        for (a, b) in pairs {
            let distance = |p: [f64; 2], q: [f64; 2]| libm::hypot(p[0] - q[0], p[1] - q[1]);
            let length = distance(polygon[a], polygon[b]);
            let mut squares = 0.0;
            for map in &maps {
                let change = distance(seen(map, ring[a])?, seen(map, ring[b])?) - length;
                squares += change * change;
            }
            for shift in shifts(SLIP) {
                for (slipped, fixed) in [(a, b), (b, a)] {
                    let change = distance(seen(&base, moved(ring[slipped], shift))?, polygon[fixed]) - length;
                    squares += change * change;
                }
            }
            worst = worst.max(libm::sqrt(squares));
        }
    }
    Some(worst)
}
