//! A flat shape as people draw it: corners that may be rounded or relieved, round and cut holes.

use super::Vertex;
use super::fault::{Fault, holds, is_place, is_size};
use super::grid::{SIDES, circle, twice_area};
use crate::expr::MAX_HOLES;
use crate::stock::{Outline, Polygon};

/// A corner of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Corner {
    /// Where its sides would meet, metres.
    pub at: [f64; 2],
    /// Radius to which it is rounded, metres. Negative: an inside corner that a mill of this radius bores free
    /// (a dog-bone), so that a square piece fits.
    pub radius: f64,
}

/// What is cut out of a shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Hole {
    /// Drilled: where and the diameter, metres.
    Round([f64; 2], f64),
    /// Sawn or milled: its corners.
    Cut(Vec<Corner>),
}

/// A flat shape with holes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Region {
    /// Corners of its edge, in order, either way round.
    pub corners: Vec<Corner>,
    /// What is cut out of it.
    pub holes: Vec<Hole>,
}

/// The lines of a shape as points: the edge counter-clockwise, then the holes clockwise.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    pub points: Vec<[f64; 2]>,
    /// Whether the line bends at this point only because it stands for an arc.
    pub smooth: Vec<bool>,
    /// How many points there are up to the end of each line.
    pub ends: Vec<usize>,
    /// Whether the hole follows the edge, point by point from the last, as in pipes.
    pub is_ring: bool,
}

impl Lines {
    pub fn add(&mut self, points: impl IntoIterator<Item = ([f64; 2], bool)>) {
        for (point, smooth) in points {
            self.points.push(point);
            self.smooth.push(smooth);
        }
        self.ends.push(self.points.len());
    }

    /// Where each line begins and ends.
    pub fn ranges(&self) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
        self.ends.iter().scan(0, |from, end| Some(std::mem::replace(from, *end)..*end))
    }
}

impl Region {
    /// A shape with sharp corners and no holes.
    pub fn polygon(corners: impl IntoIterator<Item = [f64; 2]>) -> Self {
        let corners = corners.into_iter().map(|at| Corner { at, radius: 0.0 }).collect();
        Self { corners, holes: Vec::new() }
    }

    /// A rectangle from the middle of one of its short sides along x, as a board lies.
    pub fn rectangle(length: f64, width: f64) -> Self {
        let y = width / 2.0;
        Self::polygon([[0.0, -y], [length, -y], [length, y], [0.0, y]])
    }

    /// A disc around the origin.
    pub fn disc(diameter: f64) -> Self {
        let r = diameter / 2.0;
        let corners = [[-r, -r], [r, -r], [r, r], [-r, r]].map(|at| Corner { at, radius: r });
        Self { corners: corners.to_vec(), holes: Vec::new() }
    }

    /// Area, exact, m².
    pub fn area(&self) -> f64 {
        let holes = self.holes.iter().map(|hole| match hole {
            Hole::Round(_, diameter) => std::f64::consts::PI / 4.0 * diameter * diameter,
            Hole::Cut(corners) => area(corners),
        });
        area(&self.corners) - holes.sum::<f64>()
    }

    /// Its lines as polygons; circles and arcs as sides of a regular polygon of 32.
    pub fn outline(&self) -> Outline {
        let lines = self.lines();
        let mut polygons = lines.ranges().map(|range| lines.points[range].to_vec());
        Outline { outer: polygons.next().unwrap_or_default(), holes: polygons.collect() }
    }

    /// Whether its edge is a rectangle along its axes, whatever is cut out of it.
    pub fn is_rectangle(&self) -> bool {
        let outer: Polygon = self.corners.iter().map(|c| c.at).collect();
        let (length, width) = Outline { outer, holes: Vec::new() }.extent();
        self.corners.len() == 4
            && self.corners.iter().all(|c| c.radius == 0.0)
            && area(&self.corners) > length * width * (1.0 - 1e-9)
    }

    pub(super) fn lines(&self) -> Lines {
        let mut lines = Lines::default();
        lines.add(line(&self.corners, true));
        for hole in &self.holes {
            match hole {
                Hole::Round(at, diameter) => {
                    lines.add(circle(*at, diameter / 2.0).into_iter().rev().map(|point| (point, true)));
                }
                Hole::Cut(corners) => lines.add(line(corners, false)),
            }
        }
        lines
    }

    /// Whether it can be cut: no line crosses itself, holes lie inside and apart, roundings fit.
    pub fn check(&self) -> Result<(), Fault> {
        holds(self.holes.len() <= MAX_HOLES, Fault::Many)?;
        check_line(&self.corners, true)?;
        let lines = self.lines();
        let ranges: Vec<_> = lines.ranges().collect();
        let edge = &lines.points[ranges.first().cloned().unwrap_or_default()];
        for (k, hole) in self.holes.iter().enumerate() {
            match hole {
                Hole::Round(at, diameter) => {
                    holds(is_size(*diameter) && at.iter().all(|c| is_place(*c)), Fault::Size)?;
                    holds(is_inside(*at, edge) && distance(*at, edge) >= diameter / 2.0, Fault::Hole)?;
                }
                Hole::Cut(corners) => {
                    check_line(corners, false)?;
                    let own = &lines.points[ranges[k + 1].clone()];
                    let both = Outline { outer: edge.to_vec(), holes: vec![own.to_vec()] };
                    holds(both.problem().is_none(), Fault::Hole)?;
                }
            }
            for (j, other) in self.holes[..k].iter().enumerate() {
                let [own, its] = [k, j].map(|k| &lines.points[ranges[k + 1].clone()]);
                let apart = match (hole, other) {
                    (Hole::Round(a, d), Hole::Round(b, e)) => libm::hypot(a[0] - b[0], a[1] - b[1]) > (d + e) / 2.0,
                    (Hole::Round(at, d), _) => !is_inside(*at, its) && distance(*at, its) > d / 2.0,
                    (_, Hole::Round(at, d)) => !is_inside(*at, own) && distance(*at, own) > d / 2.0,
                    _ => {
                        let both = Outline { outer: edge.to_vec(), holes: vec![own.to_vec(), its.to_vec()] };
                        both.problem().is_none()
                    }
                };
                holds(apart, Fault::Hole)?;
            }
        }
        Ok(())
    }
}

/// A part of a circle, turning counter-clockwise where the sweep is positive.
struct Arc {
    from: [f64; 2],
    to: [f64; 2],
    centre: [f64; 2],
    /// Radians.
    sweep: f64,
}

/// A corner seen from both its sides.
struct Bend {
    /// Unit vectors to the corner before and to the one after.
    back: [f64; 2],
    on: [f64; 2],
    /// The angle between the sides, up to half a turn, radians.
    angle: f64,
    /// Whether the shape bulges there.
    is_convex: bool,
}

impl Bend {
    fn new(before: [f64; 2], at: [f64; 2], after: [f64; 2], counter_clockwise: bool) -> Option<Self> {
        let towards = |to: [f64; 2]| {
            let length = libm::hypot(to[0] - at[0], to[1] - at[1]);
            (length > 1e-9).then(|| [(to[0] - at[0]) / length, (to[1] - at[1]) / length])
        };
        let (back, on) = (towards(before)?, towards(after)?);
        let cross = on[0] * back[1] - on[1] * back[0];
        let angle = libm::atan2(cross.abs(), on[0] * back[0] + on[1] * back[1]);
        Some(Self { back, on, angle, is_convex: (cross > 0.0) == counter_clockwise })
    }

    /// How much of each side a rounding or relief takes.
    fn taken(&self, radius: f64) -> f64 {
        let half = self.angle / 2.0;
        if radius < 0.0 { -2.0 * radius * libm::cos(half) } else { radius / libm::tan(half) }
    }

    /// The arc that rounds or relieves the corner.
    fn arc(&self, at: [f64; 2], radius: f64) -> Arc {
        let place = |direction: [f64; 2], far: f64| [at[0] + direction[0] * far, at[1] + direction[1] * far];
        let middle = [self.back[0] + self.on[0], self.back[1] + self.on[1]];
        let scale = 1.0 / libm::hypot(middle[0], middle[1]).max(1e-12);
        let reach = if radius < 0.0 { -radius } else { radius / libm::sin(self.angle / 2.0) };
        let taken = self.taken(radius);
        // A rounding runs past the corner's near side, a relief through the corner itself.
        let turn = std::f64::consts::PI - self.angle;
        let sweep = if radius < 0.0 { 2.0 * turn } else { turn };
        let cross = self.on[0] * self.back[1] - self.on[1] * self.back[0];
        Arc {
            from: place(self.back, taken),
            to: place(self.on, taken),
            centre: place(middle.map(|c| c * scale), reach),
            sweep: sweep * cross.signum(),
        }
    }

    /// What it adds to the area of the shape, m².
    fn added(&self, radius: f64) -> f64 {
        let turn = std::f64::consts::PI - self.angle;
        let size = match radius < 0.0 {
            true => turn - libm::sin(turn),
            false => turn / 2.0 - 1.0 / libm::tan(self.angle / 2.0),
        };
        radius * radius * if self.is_convex { size } else { -size }
    }
}

/// Each corner with the two sides that meet there; corners on a straight line are left out.
fn bends(corners: &[Corner]) -> Vec<(Corner, Bend)> {
    let count = corners.len();
    let places: Vec<[f64; 2]> = corners.iter().map(|c| c.at).collect();
    let counter_clockwise = twice_area(&places) > 0.0;
    let bend = |k: usize| {
        Some((
            corners[k],
            Bend::new(places[(k + count - 1) % count], places[k], places[(k + 1) % count], counter_clockwise)?,
        ))
    };
    (0..count).filter_map(bend).filter(|(_, bend)| bend.angle < std::f64::consts::PI - 1e-9).collect()
}

/// Exact area inside a line, m².
fn area(corners: &[Corner]) -> f64 {
    let places: Vec<[f64; 2]> = corners.iter().map(|c| c.at).collect();
    let is_rounded = corners.iter().any(|c| c.radius != 0.0);
    let added = if is_rounded { bends(corners).iter().map(|(c, bend)| bend.added(c.radius)).sum() } else { 0.0 };
    twice_area(&places).abs() / 2.0 + added
}

/// The points of a line in one turning direction, and whether each is one of an arc.
fn line(corners: &[Corner], counter_clockwise: bool) -> Vec<([f64; 2], bool)> {
    let mut out: Vec<([f64; 2], bool)> = Vec::with_capacity(corners.len());
    for (Corner { at, radius }, bend) in bends(corners) {
        if radius == 0.0 {
            out.push((at, false));
            continue;
        }
        let Arc { from, to, centre, sweep } = bend.arc(at, radius);
        let angle = |p: [f64; 2]| libm::atan2(p[1] - centre[1], p[0] - centre[0]);
        let steps =
            libm::ceil(sweep.abs() / std::f64::consts::TAU * SIDES as f64 - 1e-9).clamp(2.0, SIDES as f64) as usize;
        let start = angle(from);
        for k in 0..=steps {
            let point = match k {
                0 => from,
                k if k == steps => to,
                k => {
                    let a = start + sweep * k as f64 / steps as f64;
                    [centre[0] + radius.abs() * libm::cos(a), centre[1] + radius.abs() * libm::sin(a)]
                }
            };
            let is_same = out.last().is_some_and(|(p, _)| libm::hypot(p[0] - point[0], p[1] - point[1]) < 1e-9);
            if !is_same {
                out.push((point, radius > 0.0 || (k > 0 && k < steps)));
            }
        }
    }
    if let (Some((first, _)), Some((last, _))) = (out.first(), out.last())
        && out.len() > 1
        && libm::hypot(first[0] - last[0], first[1] - last[1]) < 1e-9
    {
        out.pop();
    }
    let points: Vec<[f64; 2]> = out.iter().map(|(p, _)| *p).collect();
    if (twice_area(&points) > 0.0) != counter_clockwise {
        out.reverse();
    }
    out
}

/// A closed line with its arcs kept: each point with the bulge of the stretch to the next one.
pub(super) fn vertices(corners: &[Corner]) -> Vec<Vertex> {
    let mut out: Vec<Vertex> = Vec::with_capacity(corners.len());
    let is_same = |a: &Vertex, b: &Vertex| libm::hypot(a.at[0] - b.at[0], a.at[1] - b.at[1]) < 1e-9;
    let mut add = |vertex: Vertex| {
        if out.last().is_some_and(|last| is_same(last, &vertex)) {
            out.pop(); // nothing lies between them
        }
        out.push(vertex);
    };
    for (Corner { at, radius }, bend) in bends(corners) {
        if radius == 0.0 {
            add(Vertex { at, bulge: 0.0 });
        } else {
            let arc = bend.arc(at, radius);
            add(Vertex { at: arc.from, bulge: libm::tan(arc.sweep / 4.0) });
            add(Vertex { at: arc.to, bulge: 0.0 });
        }
    }
    if out.len() > 1 && is_same(&out[0], &out[out.len() - 1]) {
        out.pop();
    }
    out
}

fn check_line(corners: &[Corner], is_edge: bool) -> Result<(), Fault> {
    let sound = |c: &Corner| c.at.iter().all(|v| is_place(*v)) && is_place(c.radius);
    holds(corners.iter().all(sound), Fault::Size)?;
    let outer: Polygon = corners.iter().map(|c| c.at).collect();
    holds(Outline { outer, holes: Vec::new() }.problem().is_none(), Fault::Outline)?;
    if corners.iter().all(|c| c.radius == 0.0) {
        return Ok(());
    }
    let bends = bends(corners);
    for (k, (corner, bend)) in bends.iter().enumerate() {
        let (next, following) = &bends[(k + 1) % bends.len()];
        let side = libm::hypot(next.at[0] - corner.at[0], next.at[1] - corner.at[1]);
        let taken = bend.taken(corner.radius) + following.taken(next.radius);
        holds(taken <= side + 1e-9, Fault::Bend)?;
        // A relief eats material: it needs an inside corner.
        holds(corner.radius >= 0.0 || bend.is_convex != is_edge, Fault::Bend)?;
    }
    Ok(())
}

/// Distance of a point from the nearest side of a polygon, metres.
fn distance([x, y]: [f64; 2], polygon: &[[f64; 2]]) -> f64 {
    let next = polygon.iter().cycle().skip(1);
    let to_side = |(a, b): (&[f64; 2], &[f64; 2])| {
        let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
        let along = ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy).max(1e-30);
        let along = along.clamp(0.0, 1.0);
        libm::hypot(x - a[0] - along * dx, y - a[1] - along * dy)
    };
    polygon.iter().zip(next).map(to_side).fold(f64::INFINITY, f64::min)
}

/// Whether a point lies in a polygon, by how often a ray from it crosses the sides.
fn is_inside([x, y]: [f64; 2], polygon: &[[f64; 2]]) -> bool {
    let next = polygon.iter().cycle().skip(1);
    let crossed = |(a, b): &(&[f64; 2], &[f64; 2])| {
        (a[1] > y) != (b[1] > y) && x < a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1])
    };
    polygon.iter().zip(next).filter(crossed).count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::PI;

    fn drawn_area(region: &Region) -> f64 {
        region.outline().area()
    }

    #[test]
    fn roundings_and_reliefs_have_their_exact_areas() {
        let disc = Region::disc(0.2);
        assert!((disc.area() - PI * 0.01).abs() < 1e-12 && disc.check().is_ok());
        assert_eq!(disc.lines().points.len(), SIDES);
        let mut plate = Region::rectangle(0.4, 0.3);
        let corners = |radius: f64| {
            [[0.1, -0.05], [0.2, -0.05], [0.2, 0.05], [0.1, 0.05]].map(|at| Corner { at, radius }).to_vec()
        };
        plate.holes.push(Hole::Cut(corners(-0.003)));
        plate.check().unwrap();
        assert!((plate.area() - (0.12 - 0.01 - 4.0 * 9e-6 * (PI / 2.0 - 1.0))).abs() < 1e-12);
        assert!((drawn_area(&plate) - plate.area()).abs() < 1e-6);
        plate.holes[0] = Hole::Cut(corners(0.01));
        assert!((plate.area() - (0.12 - 0.01 + 1e-4 * (4.0 - PI))).abs() < 1e-12);
        assert!((drawn_area(&plate) - plate.area()).abs() < 1e-5);
        // An L whose inside corner is rounded has more material, one that is relieved has less.
        let l = |radius: f64| {
            let mut l = Region::polygon([[0.0, 0.0], [0.2, 0.0], [0.2, 0.1], [0.1, 0.1], [0.1, 0.2], [0.0, 0.2]]);
            l.corners[3].radius = radius;
            l
        };
        assert!((l(0.02).area() - (0.03 + 4e-4 * (1.0 - PI / 4.0))).abs() < 1e-12);
        assert!((l(-0.02).area() - (0.03 - 4e-4 * (PI / 2.0 - 1.0))).abs() < 1e-12);
        for radius in [0.02, -0.02] {
            l(radius).check().unwrap();
            assert!((drawn_area(&l(radius)) - l(radius).area()).abs() < 1e-5, "{radius}");
        }
    }

    #[test]
    fn what_cannot_be_cut_is_told() {
        let with = |hole: Hole| Region { holes: vec![hole], ..Region::rectangle(0.4, 0.1) }.check();
        assert_eq!(with(Hole::Round([0.1, 0.0], 0.05)), Ok(()));
        assert_eq!(with(Hole::Round([0.1, 0.03], 0.05)), Err(Fault::Hole));
        assert_eq!(with(Hole::Round([0.5, 0.0], 0.05)), Err(Fault::Hole));
        assert_eq!(with(Hole::Round([0.1, 0.0], f64::NAN)), Err(Fault::Size));
        let mut two = Region::rectangle(0.4, 0.1);
        two.holes = vec![Hole::Round([0.1, 0.0], 0.05), Hole::Round([0.14, 0.0], 0.05)];
        assert_eq!(two.check(), Err(Fault::Hole));
        two.holes = vec![Hole::Round([0.1, 0.0], 0.001); MAX_HOLES + 1];
        assert_eq!(two.check(), Err(Fault::Many));
        let bow = Region::polygon([[0.0, 0.0], [1.0, 1.0], [1.0, 0.0], [0.0, 1.0]]);
        assert_eq!(bow.check(), Err(Fault::Outline));
        let mut tight = Region::rectangle(0.4, 0.1);
        tight.corners[0].radius = 0.2;
        assert_eq!(tight.check(), Err(Fault::Bend));
        tight.corners[0].radius = -0.002;
        assert_eq!(tight.check(), Err(Fault::Bend));
    }
}
