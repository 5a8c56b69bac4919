//! Sheets bent along lines, and blades sawn out of a pipe's wall: flat shapes wrapped around.

use super::bands::{Banded, banded};
use super::fault::{Fault, holds, is_size};
use super::grid::{SIDES, turn};
use super::region::Lines;
use super::{Facts, Mesh, Region, Vec3};
use crate::expr::MAX_SECTIONS;
use std::f64::consts::{PI, TAU};

/// One bend of a sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fold {
    /// How far it turns, radians: positive towards the upper face.
    pub angle: f64,
    /// Inside radius, metres.
    pub radius: f64,
}

/// A sheet bent along lines across its length.
#[derive(Clone, Debug, PartialEq)]
pub struct Bent {
    /// Straight lengths, metres: before the first bend, between the bends, after the last.
    pub flats: Vec<f64>,
    /// One bend less than there are flats.
    pub folds: Vec<Fold>,
    /// Across, metres.
    pub width: f64,
    /// Of the sheet, metres.
    pub thickness: f64,
    /// Where in the sheet the fibre lies that keeps its length, as a share of the thickness from the inside.
    pub k_factor: f64,
    /// What is cut out while it is flat, in its coordinates: x from the start, y from the middle.
    pub holes: Vec<super::Hole>,
}

/// A stretch of a bent sheet.
struct Span {
    /// Where it begins in the flat sheet, metres.
    from: f64,
    /// Its length there.
    length: f64,
    /// The middle of the sheet where it begins: x and z.
    origin: [f64; 2],
    /// Its direction there, radians from x towards z.
    heading: f64,
    /// How far it turns, and the radius of the middle of the sheet, with the sign of the turn.
    bend: Option<(f64, f64)>,
}

impl Bent {
    /// What the bend takes of the flat sheet, metres: the arc of the neutral fibre.
    ///
    /// Source: DIN 6935; Machinery's Handbook, 29th ed., “Bending Sheet Metal”.
    fn allowance(&self, fold: &Fold) -> f64 {
        fold.angle.abs() * (fold.radius + self.k_factor * self.thickness)
    }

    /// Length of the flat sheet, metres.
    pub fn flat_length(&self) -> f64 {
        self.flats.iter().sum::<f64>() + self.folds.iter().map(|fold| self.allowance(fold)).sum::<f64>()
    }

    /// The flat pattern.
    pub fn pattern(&self) -> Region {
        Region { holes: self.holes.clone(), ..Region::rectangle(self.flat_length(), self.width) }
    }

    /// Where the bends lie on the flat pattern: the middle of each, metres from the start.
    pub fn bend_lines(&self) -> Vec<f64> {
        self.spans().iter().filter(|span| span.bend.is_some()).map(|span| span.from + span.length / 2.0).collect()
    }

    /// Whether it can be made; whether it runs into itself is not looked at.
    pub fn check(&self) -> Result<(), Fault> {
        holds(is_size(self.width) && is_size(self.thickness) && self.flats.iter().all(|f| is_size(*f)), Fault::Size)?;
        holds(self.flats.len() == self.folds.len() + 1 && self.flats.len() <= MAX_SECTIONS, Fault::Many)?;
        let sound =
            |fold: &Fold| fold.angle.abs() > 1e-6 && fold.angle.abs() <= PI && (0.0..1e3).contains(&fold.radius);
        holds(self.folds.iter().all(sound) && (0.0..=1.0).contains(&self.k_factor), Fault::Bend)?;
        holds(self.folds.iter().all(|fold| fold.radius + self.k_factor * self.thickness > 1e-6), Fault::Bend)?;
        self.pattern().check()
    }

    fn spans(&self) -> Vec<Span> {
        let mut out = Vec::with_capacity(2 * self.flats.len());
        let (mut from, mut origin, mut heading) = (0.0, [0.0; 2], 0.0);
        for (k, flat) in self.flats.iter().enumerate() {
            out.push(Span { from, length: *flat, origin, heading, bend: None });
            let (c, s) = (libm::cos(heading), libm::sin(heading));
            origin = [origin[0] + flat * c, origin[1] + flat * s];
            from += flat;
            if let Some(fold) = self.folds.get(k) {
                let radius = (fold.radius + self.thickness / 2.0) * fold.angle.signum();
                let length = self.allowance(fold);
                out.push(Span { from, length, origin, heading, bend: Some((fold.angle, radius)) });
                let on = heading + fold.angle;
                origin[0] += radius * (libm::sin(on) - s);
                origin[1] += radius * (c - libm::cos(on));
                (from, heading) = (from + length, on);
            }
        }
        out
    }

    /// The pattern, cut where it bends.
    fn bands(&self, spans: &[Span]) -> Banded {
        let mut borders = Vec::new();
        for span in spans {
            if let Some((angle, _)) = span.bend {
                let steps = libm::ceil(angle.abs() / TAU * SIDES as f64).max(1.0) as usize;
                borders.extend((0..steps).map(|k| span.from + span.length * k as f64 / steps as f64));
                borders.push(span.from + span.length);
            }
        }
        borders.dedup();
        banded(&self.pattern().lines(), &borders)
    }

    /// Size of the flat pattern, and volume: in a bend a strip is as long as the middle of the sheet.
    pub fn facts(&self) -> Facts {
        let spans = self.spans();
        let bends: Vec<&Span> = spans.iter().filter(|span| span.bend.is_some()).collect();
        let mut volume = self.pattern().area() * self.thickness;
        if !bends.is_empty() {
            let bands = self.bands(&spans);
            for span in bends {
                let real = span.bend.map_or(0.0, |(angle, radius)| (angle * radius).abs());
                let area = if self.holes.is_empty() {
                    self.width * span.length
                } else {
                    bands.area(span.from, span.from + span.length)
                };
                volume += area * (real / span.length - 1.0) * self.thickness;
            }
        }
        let length = self.flat_length();
        Facts { length, width: self.width, height: None, thickness: Some(self.thickness), volume }
    }

    /// Its surface.
    pub fn mesh(&self) -> Mesh {
        let spans = self.spans();
        let place = |[u, v]: [f64; 2], z: f64| {
            let k = spans.partition_point(|span| span.from <= u).saturating_sub(1);
            let Some(span) = spans.get(k) else { return (Vec3::default(), Vec3::default()) };
            let on = u - span.from;
            let heading = span.heading + span.bend.map_or(0.0, |(angle, _)| angle * on / span.length);
            let (c, s) = (libm::cos(heading), libm::sin(heading));
            let [x, up] = match span.bend {
                None => [span.origin[0] + on * c - z * s, span.origin[1] + on * s + z * c],
                Some((_, radius)) => [
                    span.origin[0] - radius * libm::sin(span.heading) + (radius - z) * s,
                    span.origin[1] + radius * libm::cos(span.heading) - (radius - z) * c,
                ],
            };
            (Vec3::new(x, v, up), Vec3::new(-s, 0.0, c))
        };
        let half = self.thickness / 2.0;
        let bands = self.bands(&spans);
        let mut mesh = Mesh::default();
        bands.add_face(&mut mesh, true, |p| place(p, -half));
        bands.add_face(&mut mesh, false, |p| place(p, half));
        bands.add_walls(&mut mesh, |p| place(p, -half).0, |p| place(p, half).0);
        mesh
    }
}

/// A piece sawn out of the wall of a pipe, such as a blade: its shape is drawn on the unrolled outside of the pipe.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// Its shape: x along the pipe, y around its outside, 0 where z points to.
    pub region: Region,
    /// Outside diameter and wall of the pipe, metres.
    pub pipe: [f64; 2],
}

impl Strip {
    /// Whether it can be made: it does not reach around the pipe.
    pub fn check(&self) -> Result<(), Fault> {
        let [diameter, wall] = self.pipe;
        holds(is_size(diameter) && is_size(wall) && 2.0 * wall < diameter, Fault::Size)?;
        self.region.check()?;
        let outline = self.region.outline();
        let around = PI * diameter * (1.0 - 1e-6);
        let is_near = outline.outer.iter().all(|p| p[1].abs() <= around);
        holds(is_near && outline.extent().1 <= around, Fault::Stock)
    }

    /// The shape with the arc first, as the bands want it, still counter-clockwise.
    fn bands(&self) -> Banded {
        let mut lines = Lines::default();
        let own = self.region.lines();
        for range in own.ranges() {
            let points = own.points[range.clone()].iter().zip(&own.smooth[range]);
            lines.add(points.map(|([x, y], smooth)| ([-y, *x], *smooth)));
        }
        let step = PI * self.pipe[0] / SIDES as f64;
        let ends = |high: bool| {
            lines.points.iter().map(|p| p[0]).fold(0.0, |a: f64, v| if high { a.max(v) } else { a.min(v) })
        };
        let first = libm::floor(ends(false) / step).max(-(SIDES as f64)) as i64;
        let last = libm::ceil(ends(true) / step).min(SIDES as f64) as i64;
        let borders: Vec<f64> = (first..=last).map(|k| k as f64 * step).collect();
        banded(&lines, &borders)
    }

    /// What is sawn off the pipe: its length along it; its width around it. The wall is narrower inside.
    pub fn facts(&self) -> Facts {
        let [diameter, wall] = self.pipe;
        let (length, width) = self.region.outline().extent();
        let volume = self.region.area() * wall * (1.0 - wall / diameter);
        Facts { length, width, height: None, thickness: Some(wall), volume }
    }

    /// Its surface, around the axis of the pipe.
    pub fn mesh(&self) -> Mesh {
        let [diameter, wall] = self.pipe;
        let outside = diameter / 2.0;
        let step = PI * diameter / SIDES as f64;
        let place = |[u, x]: [f64; 2], radius: f64| {
            let whole = libm::round(u / step);
            let [c, s] = if (u / step - whole).abs() < 1e-9 {
                turn((whole as i64).rem_euclid(SIDES as i64) as usize, SIDES)
            } else {
                [libm::cos(u / outside), libm::sin(u / outside)]
            };
            (Vec3::new(x, -radius * s, radius * c), Vec3::new(0.0, -s, c))
        };
        let bands = self.bands();
        let mut mesh = Mesh::default();
        bands.add_face(&mut mesh, true, |p| place(p, outside - wall));
        bands.add_face(&mut mesh, false, |p| place(p, outside));
        bands.add_walls(&mut mesh, |p| place(p, outside - wall).0, |p| place(p, outside).0);
        mesh
    }
}
