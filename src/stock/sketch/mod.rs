//! The drawing of a sheet as it is edited: outline, holes and unusable zones, each step giving a new drawing.

mod snap;
mod start;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::columns::length;
use super::outline::{FARTHEST, Fault};
use super::{Form, Outline, Polygon, StockPiece, parse_polygons};

/// Most points of a drawing, as many as an outline may have.
const MOST_POINTS: usize = 500;
/// Points lie on a grid of 0.1 mm: so many to the metre.
const FINENESS: f64 = 1e4;

/// Which of the closed lines of a drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ring {
    /// The edge of the sheet.
    Outer,
    /// A hole in it.
    Hole(usize),
    /// A zone that cannot be used.
    Defect(usize),
}

/// One point of a drawing; as an edge, the one from this point to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Corner {
    /// The line that it lies on.
    pub ring: Ring,
    /// Its number along the line, from 0.
    pub at: usize,
}

/// What cannot be cut in a drawing, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faulty {
    /// The reason with advice.
    pub why: String,
    /// The edges that it is about; none where it is about the whole.
    pub edges: Vec<Corner>,
}

/// The lines of a drawing: outline, holes, zones.
type Lines = (Polygon, Vec<Polygon>, Vec<Polygon>);

/// Outline, holes and unusable zones of a sheet. Points are in metres, on a grid of 0.1 mm, at most 100 m from the
/// origin. Every step gives a new drawing; a step that cannot be made gives the same one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Lines", into = "Lines")]
pub struct Sketch {
    outer: Polygon,
    holes: Vec<Polygon>,
    defects: Vec<Polygon>,
}

impl From<Sketch> for Lines {
    fn from(sketch: Sketch) -> Self {
        (sketch.outer, sketch.holes, sketch.defects)
    }
}

impl TryFrom<Lines> for Sketch {
    type Error = &'static str;

    fn try_from((outer, holes, defects): Lines) -> Result<Self, Self::Error> {
        Self::new(outer, holes, defects).ok_or("an outline needs three points or more")
    }
}

impl Sketch {
    /// A drawing of these lines, all of them. Holes and zones of fewer than three points go; nothing where the
    /// outline has fewer.
    pub fn new(outer: Polygon, holes: Vec<Polygon>, defects: Vec<Polygon>) -> Option<Self> {
        let tidy = |polygon: Polygon| -> Option<Polygon> {
            let points: Polygon = polygon.into_iter().filter_map(on_grid).collect();
            (points.len() > 2).then_some(points)
        };
        let all = |polygons: Vec<Polygon>| polygons.into_iter().filter_map(tidy).collect();
        Some(Self { outer: tidy(outer)?, holes: all(holes), defects: all(defects) })
    }

    /// The drawing of a sheet: its outline, else the rectangle of its sizes, else 800 × 600 mm; and its zones.
    ///
    /// # Errors
    /// What cannot be read in the outline or the zones as typed: a drawing without it would lose it.
    pub fn of(piece: &StockPiece) -> Result<Self, String> {
        let millimetres = length("mm", 0.001);
        let shape = match piece.outline.trim() {
            "" => None,
            typed => Some(Outline::parse(typed, &millimetres)?),
        };
        let zones = parse_polygons(&piece.defect_outlines, &millimetres)?;
        let rectangle = Self::rectangle(piece.length.unwrap_or(0.8), piece.width.unwrap_or(0.6));
        let (outer, holes) = shape.map_or((rectangle.outer.clone(), Vec::new()), |shape| (shape.outer, shape.holes));
        Ok(Self::new(outer, holes, zones).unwrap_or(rectangle))
    }

    /// The piece with this drawing: length (along x) and width (along y) are those of the box around it, whose
    /// corner becomes the origin. A plain rectangle needs no outline.
    pub fn put(&self, piece: StockPiece) -> StockPiece {
        let placed = self.at_origin();
        let (length, width) = placed.extent();
        let plain = placed.holes.is_empty() && placed.outer == Self::rectangle(length, width).outer;
        let text = |outer: &Polygon| Outline { outer: outer.clone(), holes: Vec::new() }.write();
        StockPiece {
            form: Form::Sheet,
            length: Some(length),
            width: Some(width),
            outline: if plain { String::new() } else { placed.outline().write() },
            defect_outlines: placed.defects.iter().map(text).collect::<Vec<_>>().join("; "),
            ..piece
        }
    }

    /// Every line with its name: the edge, then holes, then unusable zones.
    pub fn rings(&self) -> impl Iterator<Item = (Ring, &Polygon)> {
        let holes = self.holes.iter().enumerate().map(|(k, polygon)| (Ring::Hole(k), polygon));
        let defects = self.defects.iter().enumerate().map(|(k, polygon)| (Ring::Defect(k), polygon));
        std::iter::once((Ring::Outer, &self.outer)).chain(holes).chain(defects)
    }

    /// Every point, line by line.
    pub fn corners(&self) -> impl Iterator<Item = Corner> {
        self.rings().flat_map(|(ring, polygon)| (0..polygon.len()).map(move |at| Corner { ring, at }))
    }

    /// The points of a line; none where there is no such line.
    pub fn polygon(&self, ring: Ring) -> &[[f64; 2]] {
        match ring {
            Ring::Outer => &self.outer,
            Ring::Hole(k) => self.holes.get(k).map_or(&[], |polygon| polygon),
            Ring::Defect(k) => self.defects.get(k).map_or(&[], |polygon| polygon),
        }
    }

    /// Where a point lies (m).
    pub fn point(&self, corner: Corner) -> Option<[f64; 2]> {
        self.polygon(corner.ring).get(corner.at).copied()
    }

    /// The point so many further along its line, which is closed.
    pub fn along(&self, corner: Corner, steps: isize) -> Corner {
        let count = self.polygon(corner.ring).len().max(1) as isize;
        Corner { at: (corner.at as isize).wrapping_add(steps).rem_euclid(count) as usize, ..corner }
    }

    /// Length of the edge from a point to the next (m).
    pub fn edge_length(&self, edge: Corner) -> Option<f64> {
        let (a, b) = (self.point(edge)?, self.point(self.along(edge, 1))?);
        Some(libm::hypot(b[0] - a[0], b[1] - a[1]))
    }

    /// With a point elsewhere (m); the others stay.
    pub fn moved(&self, corner: Corner, to: [f64; 2]) -> Self {
        self.changed(corner.ring, |polygon| {
            if let (Some(point), Some(to)) = (polygon.get_mut(corner.at), on_grid(to)) {
                *point = to;
            }
        })
    }

    /// With a new point on an edge: it comes after the edge's first point.
    pub fn inserted(&self, edge: Corner, at: [f64; 2]) -> Self {
        let room = self.point(edge).is_some() && self.points_beside(edge.ring) < MOST_POINTS;
        let Some(point) = on_grid(at).filter(|_| room) else { return self.clone() };
        self.changed(edge.ring, |polygon| polygon.insert(edge.at + 1, point))
    }

    /// How many points count against the limit of a line: an outline and its holes have one limit, each zone its own.
    fn points_beside(&self, ring: Ring) -> usize {
        match ring {
            Ring::Defect(_) => self.polygon(ring).len(),
            _ => self.outer.len() + self.holes.iter().map(Vec::len).sum::<usize>(),
        }
    }

    /// Without a point; three always stay.
    pub fn removed(&self, corner: Corner) -> Self {
        self.changed(corner.ring, |polygon| {
            if polygon.len() > 3 && corner.at < polygon.len() {
                polygon.remove(corner.at);
            }
        })
    }

    /// With an edge of a length (m), to 0.1 mm: its end point moves along it. An edge without a direction stays.
    pub fn with_edge_length(&self, edge: Corner, length: f64) -> Self {
        let end = self.along(edge, 1);
        let (Some(a), Some(b), Some(now)) = (self.point(edge), self.point(end), self.edge_length(edge)) else {
            return self.clone();
        };
        if !(length >= 1.0 / FINENESS && now > 0.0) {
            return self.clone();
        }
        let to = [0, 1].map(|k| a[k] + (b[k] - a[k]) / now * length);
        if to.iter().any(|value| value.abs() > FARTHEST) {
            return self.clone(); // a point held at the limit would give another length
        }
        self.moved(end, to)
    }

    /// With a small square hole where there is room, and the hole's name.
    pub fn with_hole(&self) -> (Self, Ring) {
        let mut out = self.clone();
        let ring = Ring::Hole(out.holes.len());
        out.holes.extend(self.free_square());
        (out, ring)
    }

    /// With a small square unusable zone where there is room, and its name.
    pub fn with_defect(&self) -> (Self, Ring) {
        let mut out = self.clone();
        let ring = Ring::Defect(out.defects.len());
        out.defects.extend(self.free_square());
        (out, ring)
    }

    /// Without a hole or an unusable zone; the outline always stays.
    pub fn without(&self, ring: Ring) -> Self {
        let mut out = self.clone();
        match ring {
            Ring::Hole(k) if k < out.holes.len() => drop(out.holes.remove(k)),
            Ring::Defect(k) if k < out.defects.len() => drop(out.defects.remove(k)),
            _ => {}
        }
        out
    }

    /// Area without the holes (m²).
    pub fn area(&self) -> f64 {
        self.outline().area()
    }

    /// Size along x and along y (m).
    pub fn extent(&self) -> (f64, f64) {
        let (low, high) = self.bounds();
        (round(high[0] - low[0]), round(high[1] - low[1]))
    }

    /// The lowest and the highest x and y of the outline (m).
    pub fn bounds(&self) -> ([f64; 2], [f64; 2]) {
        bounds_of(&self.outer)
    }

    /// What cannot be cut like this, and what to do; nothing where all is well.
    pub fn problems(&self) -> Vec<Faulty> {
        let line = |k: usize| k.checked_sub(1).map_or(Ring::Outer, Ring::Hole);
        let of_outline = |fault: Fault| Faulty {
            why: fault.why,
            edges: fault.sides.into_iter().map(|(k, at)| Corner { ring: line(k), at }).collect(),
        };
        let mut found: Vec<Faulty> = self.outline().problem().into_iter().map(of_outline).collect();
        for (k, outer) in self.defects.iter().enumerate() {
            let zone = Outline { outer: outer.clone(), holes: Vec::new() };
            found.extend(zone.problem().map(|fault| Faulty {
                why: format!("unusable zone {}: {}", k + 1, fault.why),
                edges: fault.sides.into_iter().map(|(_, at)| Corner { ring: Ring::Defect(k), at }).collect(),
            }));
        }
        let (length, width) = self.extent();
        if length.max(width) > FARTHEST {
            let why = format!("a sheet is at most {FARTHEST} m long and wide; move the farthest corner");
            found.push(Faulty { why, edges: Vec::new() });
        }
        found
    }

    fn outline(&self) -> Outline {
        Outline { outer: self.outer.clone(), holes: self.holes.clone() }
    }

    /// The same drawing with the corner of the box around it at the origin.
    fn at_origin(&self) -> Self {
        let (low, _) = self.bounds();
        let shift = |polygon: &Polygon| polygon.iter().map(|p| [0, 1].map(|k| round(p[k] - low[k]))).collect();
        Self {
            outer: shift(&self.outer),
            holes: self.holes.iter().map(shift).collect(),
            defects: self.defects.iter().map(shift).collect(),
        }
    }

    fn changed(&self, ring: Ring, change: impl FnOnce(&mut Polygon)) -> Self {
        let mut out = self.clone();
        let polygon = match ring {
            Ring::Outer => Some(&mut out.outer),
            Ring::Hole(k) => out.holes.get_mut(k),
            Ring::Defect(k) => out.defects.get_mut(k),
        };
        if let Some(polygon) = polygon {
            change(polygon);
        }
        out
    }
}

/// The lowest and the highest x and y of a line.
fn bounds_of(polygon: &Polygon) -> ([f64; 2], [f64; 2]) {
    let along = |pick: fn(f64, f64) -> f64, from: f64| {
        [0, 1].map(|axis| polygon.iter().map(|point| point[axis]).fold(from, pick))
    };
    (along(f64::min, f64::INFINITY), along(f64::max, f64::NEG_INFINITY))
}

/// A length on the grid (m).
fn round(value: f64) -> f64 {
    libm::round(value * FINENESS) / FINENESS
}

/// A point on the grid and within the limits; nothing where it is no point.
fn on_grid(point: [f64; 2]) -> Option<[f64; 2]> {
    // Adding 0 takes the sign off a zero.
    let place = |value: f64| round(value.clamp(-FARTHEST, FARTHEST)) + 0.0;
    point.iter().all(|value| value.is_finite()).then(|| point.map(place))
}
