//! Flat patterns: the lines that are cut, drilled, bent or marked on flat or unrolled material, with true arcs.

use super::region::vertices;
use super::{Bar, Bent, Bounds, Corner, Drill, Hole, Loft, Region, Solid, Vec3};
use std::f64::consts::{PI, TAU};

/// What is done along a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operation {
    /// Sawn or milled through.
    Cut,
    /// Drilled through.
    Drill,
    /// Bent along it.
    Bend,
    /// Only drawn on.
    Mark,
}

/// A point of a line, and how the stretch from it to the next one bulges.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Vertex {
    /// Where, metres.
    pub at: [f64; 2],
    /// The tangent of a quarter of the arc's angle, positive where it turns counter-clockwise; 0 is straight.
    pub bulge: f64,
}

/// A line with true arcs.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    /// What is done along it.
    pub operation: Operation,
    /// Its points.
    pub vertices: Vec<Vertex>,
    /// Whether the last point is joined to the first.
    pub closed: bool,
}

/// What is drawn on flat material for one part, or for one section of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// What it is of the part, where that is not all of it.
    pub name: String,
    /// The lines, the edge first, x along the part.
    pub strokes: Vec<Stroke>,
    /// Outside diameter of the pipe that it is wrapped around, metres; y = 0 lies where z of the part points to.
    pub around: Option<f64>,
}

/// Stretches around a pipe in the unrolled line of its end: 2°.
const AROUND: usize = 180;
/// Points of an unrolled hole.
const HOLE: usize = 64;
/// Largest stretch of an arc that is drawn straight, radians.
const FLAT: f64 = 0.05;

impl Stroke {
    /// A closed line of straight sides.
    pub fn polygon(operation: Operation, points: impl IntoIterator<Item = [f64; 2]>) -> Self {
        let vertices = points.into_iter().map(|at| Vertex { at, bulge: 0.0 }).collect();
        Self { operation, vertices, closed: true }
    }

    /// A straight line.
    pub fn line(operation: Operation, ends: [[f64; 2]; 2]) -> Self {
        Self { closed: false, ..Self::polygon(operation, ends) }
    }

    /// A circle: two halves.
    pub fn circle(operation: Operation, [x, y]: [f64; 2], diameter: f64) -> Self {
        let r = diameter / 2.0;
        let vertices = [[x - r, y], [x + r, y]].map(|at| Vertex { at, bulge: 1.0 }).to_vec();
        Self { operation, vertices, closed: true }
    }

    /// Centre and diameter, where it is a circle.
    pub fn as_circle(&self) -> Option<([f64; 2], f64)> {
        let [a, b] = self.vertices[..] else { return None };
        let is_round = self.closed && [a, b].iter().all(|v| (v.bulge.abs() - 1.0).abs() < 1e-12);
        let middle = [0, 1].map(|c| (a.at[c] + b.at[c]) / 2.0);
        is_round.then(|| (middle, libm::hypot(a.at[0] - b.at[0], a.at[1] - b.at[1])))
    }

    /// Each stretch: its first point and the next one.
    pub fn stretches(&self) -> impl Iterator<Item = (Vertex, Vertex)> + '_ {
        let count = if self.closed { self.vertices.len() } else { self.vertices.len().saturating_sub(1) };
        self.vertices.iter().copied().zip(self.vertices.iter().copied().cycle().skip(1)).take(count)
    }

    /// Its points with arcs as short straight stretches; the first one comes again at the end of a closed line.
    pub fn points(&self) -> Vec<[f64; 2]> {
        let mut out: Vec<[f64; 2]> = self.vertices.first().map(|v| v.at).into_iter().collect();
        for (a, b) in self.stretches() {
            if let Some((centre, radius, from, sweep)) = a.arc(&b) {
                let steps = libm::ceil(sweep.abs() / FLAT).clamp(1.0, 200.0) as usize;
                out.extend((1..steps).map(|k| {
                    let angle = from + sweep * k as f64 / steps as f64;
                    [centre[0] + radius * libm::cos(angle), centre[1] + radius * libm::sin(angle)]
                }));
            }
            out.push(b.at);
        }
        out
    }

    /// Area that it encloses, m², exact for its arcs; positive where it turns counter-clockwise.
    pub fn area(&self) -> f64 {
        let stretch = |(a, b): (Vertex, Vertex)| {
            let chord = (a.at[0] * b.at[1] - a.at[1] * b.at[0]) / 2.0;
            chord + a.arc(&b).map_or(0.0, |(_, radius, _, sweep)| radius * radius / 2.0 * (sweep - libm::sin(sweep)))
        };
        if self.closed { self.stretches().map(stretch).sum() } else { 0.0 }
    }

    /// The same line elsewhere: moved after it was scaled, without turning.
    #[must_use]
    pub fn placed(&self, by: [f64; 2], scale: f64) -> Self {
        let vertex = |v: &Vertex| Vertex { at: [0, 1].map(|c| v.at[c] * scale + by[c]), ..*v };
        Self { vertices: self.vertices.iter().map(vertex).collect(), ..self.clone() }
    }
}

impl Vertex {
    /// Centre, radius, angle at which it starts and sweep of the arc to the next point; nothing where it is straight.
    pub fn arc(&self, next: &Self) -> Option<([f64; 2], f64, f64, f64)> {
        let chord = [0, 1].map(|c| next.at[c] - self.at[c]);
        let length = libm::hypot(chord[0], chord[1]);
        if self.bulge == 0.0 || length == 0.0 {
            return None;
        }
        // The centre lies across the chord from its middle.
        let off = (1.0 - self.bulge * self.bulge) / (4.0 * self.bulge);
        let centre =
            [(self.at[0] + next.at[0]) / 2.0 - chord[1] * off, (self.at[1] + next.at[1]) / 2.0 + chord[0] * off];
        let radius = length * (1.0 + self.bulge * self.bulge) / (4.0 * self.bulge.abs());
        let from = libm::atan2(self.at[1] - centre[1], self.at[0] - centre[0]);
        Some((centre, radius, from, 4.0 * libm::atan(self.bulge)))
    }
}

impl Pattern {
    fn new(strokes: Vec<Stroke>) -> Self {
        Self { name: String::new(), strokes, around: None }
    }

    /// The box around its lines: least and greatest x and y, metres.
    pub fn bounds(&self) -> [[f64; 2]; 2] {
        let points = self.strokes.iter().flat_map(Stroke::points).map(|[x, y]| Vec3::new(x, y, 0.0));
        let bounds = Bounds::around(points);
        bounds.map_or([[0.0; 2]; 2], |b| [[b.low.x, b.low.y], [b.high.x, b.high.y]])
    }

    /// Area of the material inside its edge and outside its holes, m².
    pub fn area(&self) -> f64 {
        let through = |s: &&Stroke| matches!(s.operation, Operation::Cut | Operation::Drill);
        let mut areas = self.strokes.iter().filter(through).map(|s| s.area().abs());
        areas.next().unwrap_or(0.0) - areas.sum::<f64>()
    }
}

impl Region {
    /// Its lines with true arcs: the edge, then the holes.
    pub(super) fn strokes(&self) -> Vec<Stroke> {
        let cut = |corners: &[Corner]| Stroke { operation: Operation::Cut, vertices: vertices(corners), closed: true };
        let hole = |hole: &Hole| match hole {
            Hole::Round(at, diameter) => Stroke::circle(Operation::Drill, *at, *diameter),
            Hole::Cut(corners) => cut(corners),
        };
        std::iter::once(cut(&self.corners)).chain(self.holes.iter().map(hole)).collect()
    }
}

impl Solid {
    /// What is drawn on flat or unrolled material to make it: of a plate its shape, of a bent sheet the flat sheet
    /// with its bends, of pipes their unrolled outside where anything is cut there, of a carved body its sections.
    pub fn patterns(&self) -> Vec<Pattern> {
        match self {
            Self::Panel(panel) => vec![Pattern::new(panel.strokes())],
            Self::Bent(bent) => vec![bent.flat_pattern()],
            Self::Strip(strip) => {
                vec![Pattern { around: Some(strip.pipe[0]), ..Pattern::new(strip.region.strokes()) }]
            }
            Self::Bar(bar) => bar.unrolled().into_iter().collect(),
            Self::Loft(loft) => loft.stations(),
            Self::Turned(_) | Self::Swept(_) | Self::Bought(_) => Vec::new(),
        }
    }
}

impl Bent {
    fn flat_pattern(&self) -> Pattern {
        let half = self.width / 2.0;
        let bends = self.bend_lines().into_iter().map(|x| Stroke::line(Operation::Bend, [[x, -half], [x, half]]));
        Pattern::new(self.pattern().strokes().into_iter().chain(bends).collect())
    }
}

impl Loft {
    fn stations(&self) -> Vec<Pattern> {
        let station = |(k, (x, outline)): (usize, &(f64, Vec<[f64; 2]>))| Pattern {
            name: format!("station {} at {} mm", k + 1, crate::quantity::format_plain(x * 1000.0, 1)),
            ..Pattern::new(vec![Stroke::polygon(Operation::Cut, outline.iter().copied())])
        };
        self.sections.iter().enumerate().map(station).collect()
    }
}

impl Bar {
    /// The unrolled outside of a pipe or rod, where more is done to it than sawing it off square.
    fn unrolled(&self) -> Option<Pattern> {
        let is_plain = self.cuts == [super::Cut::SQUARE; 2] && self.drills.is_empty();
        if !self.is_round() || is_plain {
            return None;
        }
        let diameter = self.profile.width();
        let radius = diameter / 2.0;
        let end = |k: usize, side: usize| {
            let angle = (k as f64 / AROUND as f64 - 0.5) * TAU;
            let [from, to] = self.fibre([-radius * libm::sin(angle), radius * libm::cos(angle)])?;
            Some([[from, to][side], radius * angle])
        };
        let start = (0..=AROUND).rev().map(|k| end(k, 0));
        let outline: Option<Vec<[f64; 2]>> = (0..=AROUND).map(|k| end(k, 1)).chain(start).collect();
        let mut strokes = vec![Stroke::polygon(Operation::Cut, outline?)];
        for drill in &self.drills {
            strokes.extend([false, true].into_iter().filter_map(|far| drill.unrolled(radius, far)));
        }
        let top = [end(AROUND / 2, 0)?, end(AROUND / 2, 1)?];
        strokes.push(Stroke::line(Operation::Mark, top));
        Some(Pattern { around: Some(diameter), ..Pattern::new(strokes) })
    }
}

impl Drill {
    /// Its hole in the outside of a pipe, unrolled; `far` is the side with negative coordinates.
    fn unrolled(&self, radius: f64, far: bool) -> Option<Stroke> {
        let [x, across] = self.at;
        // Where a point this far across lies around the pipe, from where z points to.
        let around = |across: f64| {
            let share = across / radius;
            let angle = match (self.through_flat, far) {
                (true, false) => -libm::asin(share),
                (true, true) => PI + libm::asin(share),
                (false, false) => -libm::acos(share),
                (false, true) => libm::acos(share),
            };
            radius * if angle > PI { angle - TAU } else { angle }
        };
        let middle = around(across);
        let point = |k: usize| {
            let angle = k as f64 / HOLE as f64 * TAU;
            let r = self.diameter / 2.0;
            let y = around(across + r * libm::sin(angle));
            // A hole on the seam stays in one piece.
            let y = y - libm::round((y - middle) / (TAU * radius)) * TAU * radius;
            y.is_finite().then(|| [x + r * libm::cos(angle), y])
        };
        let points: Option<Vec<[f64; 2]>> = (0..HOLE).map(point).collect();
        points.map(|points| Stroke::polygon(Operation::Drill, points))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{Cut, Profile, Strip};

    #[test]
    fn arcs_keep_their_areas_and_circles_are_known() {
        let mut region = Region::rectangle(0.4, 0.2);
        region.corners[0].radius = 0.03;
        let slot = [[0.1, -0.03], [0.2, -0.03], [0.2, 0.03], [0.1, 0.03]];
        region.holes =
            vec![Hole::Round([0.3, 0.0], 0.05), Hole::Cut(slot.map(|at| Corner { at, radius: -0.004 }).to_vec())];
        region.check().unwrap();
        for region in [region, Region::disc(0.3)] {
            let pattern = Pattern::new(region.strokes());
            assert!((pattern.area() - region.area()).abs() < 1e-12, "{} {}", pattern.area(), region.area());
        }
        let circle = Stroke::circle(Operation::Drill, [0.1, 0.2], 0.05);
        let (centre, diameter) = circle.as_circle().unwrap();
        assert!((diameter - 0.05).abs() < 1e-12 && (centre[1] - 0.2).abs() < 1e-12);
        assert!(circle.points().iter().all(|p| (libm::hypot(p[0] - 0.1, p[1] - 0.2) - 0.025).abs() < 1e-12));
    }

    #[test]
    fn a_pipe_unrolls_to_its_outside() {
        let mut bar = Bar::mitred(1.0, Profile::Pipe([0.06, 0.003]), [0.5, -0.3]);
        bar.drills.push(Drill { through_flat: true, at: [0.5, 0.0], diameter: 0.01 });
        bar.cuts[1] = Cut::Cope { diameter: 0.08, mitre: 0.1, turn: 0.3 };
        let [pattern] = &Solid::Bar(bar.clone()).patterns()[..] else { panic!("one pattern") };
        // A hole on the seam reaches beyond the edge.
        let [low, high] = Pattern::new(pattern.strokes[..1].to_vec()).bounds();
        assert!((high[1] - low[1] - PI * 0.06).abs() < 1e-12);
        assert!((high[0] - low[0] - bar.facts().length).abs() < 2e-4, "{:?} {}", [low, high], bar.facts().length);
        assert_eq!(pattern.strokes.iter().filter(|s| s.operation == Operation::Drill).count(), 2);
        assert!(Solid::Bar(Bar::straight(1.0, bar.profile)).patterns().is_empty());
        // A strip weighs what its pattern says, but for the wall that is narrower inside.
        let strip = Strip { region: Region::rectangle(0.5, 0.1), pipe: [0.16, 0.004] };
        let facts = strip.facts();
        let [pattern] = &Solid::Strip(strip).patterns()[..] else { panic!("one pattern") };
        assert!((pattern.area() * 0.004 * (1.0 - 0.004 / 0.16) / facts.volume - 1.0).abs() < 1e-12);
    }
}
