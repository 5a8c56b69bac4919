//! Wire, rope and bent pipe: a round section drawn along a path, and coils.

use super::fault::{Fault, holds, is_place, is_size};
use super::grid::{Grid, SIDES, turn};
use super::{Facts, Mesh, Profile, Vec3};
use crate::expr::{MAX_SECTIONS, MAX_TURNS};
use std::f64::consts::TAU;

/// A rod, wire, rope or pipe along a path.
#[derive(Clone, Debug, PartialEq)]
pub struct Swept {
    /// Its section: a rod or a pipe.
    pub profile: Profile,
    /// Where its centre runs.
    pub path: Path,
}

/// A way through space, metres.
#[derive(Clone, Debug, PartialEq)]
pub enum Path {
    /// Straight from corner to corner, each rounded to a radius of the centre line.
    Corners(Vec<Vec3>, f64),
    /// Windings around x, from the origin on.
    Coil {
        /// Of the centre line of the innermost layer, across the coil.
        diameter: f64,
        /// Length of the straight sides of a coil that is longer than wide; 0 where it is round.
        straight: f64,
        /// How far a turn moves along x.
        pitch: f64,
        /// Turns of one layer.
        turns: f64,
        /// Layers over each other, each as far out as the wire is thick.
        layers: usize,
    },
}

/// Steps of a turn of a coil, by how many turns it has.
const FEW: f64 = 40.0;

impl Swept {
    /// Whether it can be made: bends no tighter than the section, corners far enough apart, windings side by side.
    pub fn check(&self) -> Result<(), Fault> {
        holds(self.profile.is_sound() && self.profile.is_round(), Fault::Size)?;
        let thick = self.profile.width();
        match &self.path {
            Path::Corners(points, radius) => {
                holds(points.len() <= MAX_SECTIONS, Fault::Many)?;
                let sound = points.iter().all(|p| p.array().iter().all(|c| is_place(*c)));
                holds(sound && points.len() >= 2, Fault::Size)?;
                holds(points.len() == 2 || (is_size(*radius) && *radius >= thick / 2.0), Fault::Bend)?;
                let taken: Vec<f64> =
                    (0..points.len()).map(|k| bend(points, k, *radius).map_or(0.0, |b| b.taken)).collect();
                holds(taken.iter().all(|t| t.is_finite()), Fault::Bend)?;
                let fits = |k: usize| {
                    let far = (points[k + 1] - points[k]).length();
                    far > 1e-6 && taken[k] + taken[k + 1] <= far + 1e-9
                };
                holds((0..points.len() - 1).all(fits), Fault::Bend)
            }
            Path::Coil { diameter, straight, pitch, turns, layers } => {
                holds(is_size(*diameter) && (0.0..1e3).contains(straight), Fault::Size)?;
                holds(*turns > 0.0 && (1..=MAX_TURNS).contains(layers), Fault::Size)?;
                holds(turns * *layers as f64 <= MAX_TURNS as f64, Fault::Many)?;
                holds(*diameter > thick && is_place(*pitch), Fault::Bend)?;
                holds(*pitch >= thick * (1.0 - 1e-9) || *turns <= 1.0, Fault::Bend)
            }
        }
    }

    /// Length of the centre line, which is what is cut off; diameter, wall and volume (Pappus's theorem).
    pub fn facts(&self) -> Facts {
        let length = match &self.path {
            Path::Corners(points, radius) => {
                let straight: f64 = points.windows(2).map(|pair| (pair[1] - pair[0]).length()).sum();
                let bends = (0..points.len()).filter_map(|k| bend(points, k, *radius));
                straight + bends.map(|b| radius * b.angle - 2.0 * b.taken).sum::<f64>()
            }
            Path::Coil { diameter, straight, pitch, turns, layers } => {
                let layer = |k: usize| {
                    let around =
                        std::f64::consts::PI * (diameter + 2.0 * k as f64 * self.profile.width()) + 2.0 * straight;
                    turns * libm::hypot(around, *pitch)
                };
                (0..*layers).map(layer).sum()
            }
        };
        let volume = self.profile.area() * length;
        Facts { length, width: self.profile.width(), height: None, thickness: self.profile.thickness(), volume }
    }

    /// Its surface; layers of a coil are drawn apart from each other.
    pub fn mesh(&self) -> Mesh {
        let mut mesh = Mesh::default();
        match &self.path {
            Path::Corners(points, radius) => self.add(&mut mesh, &rounded(points, *radius)),
            Path::Coil { diameter, straight, pitch, turns, layers } => {
                let many = turns * *layers as f64 > FEW;
                for k in 0..*layers {
                    let wide = diameter + 2.0 * k as f64 * self.profile.width();
                    self.add(&mut mesh, &wound(wide, *straight, *pitch, *turns, if many { 12 } else { 32 }));
                }
            }
        }
        mesh
    }

    /// Draws the section along points. Its frame is carried on without twist by reflecting it twice.
    ///
    /// Source: Wang, Jüttler, Zheng, Liu, “Computation of Rotation Minimizing Frames”, ACM Transactions on Graphics
    /// 27 (2008), the double reflection method.
    fn add(&self, mesh: &mut Mesh, path: &[Vec3]) {
        if path.len() < 2 {
            return;
        }
        // The longer the path, the coarser its section: never more than 200 000 triangles.
        let sides = match path.len() {
            0..60 => SIDES,
            60..300 => 12,
            300..3_000 => 8,
            3_000..10_000 => 5,
            _ => 4,
        };
        let tangent = |k: usize| {
            let (a, b) = (path[k.saturating_sub(1)], path[(k + 1).min(path.len() - 1)]);
            let through = match (k > 0, k + 1 < path.len()) {
                (true, true) => (path[k] - a).unit().zip((b - path[k]).unit()).map(|(a, b)| a + b),
                _ => Some(b - a),
            };
            through.and_then(Vec3::unit).unwrap_or(Vec3::new(1.0, 0.0, 0.0))
        };
        let mut t = tangent(0);
        let least = if t.z.abs() < 0.9 { Vec3::new(0.0, 0.0, 1.0) } else { Vec3::new(0.0, 1.0, 0.0) };
        let mut u = (least - t * t.dot(least)).unit().unwrap_or(least);
        let walls = match self.profile {
            Profile::Pipe([diameter, wall]) => vec![diameter / 2.0, diameter / 2.0 - wall],
            _ => vec![self.profile.width() / 2.0],
        };
        let circle: Vec<[f64; 2]> = (0..sides).map(|k| turn(k, sides)).collect();
        let mut rings: Vec<Vec<Vec3>> = walls.iter().map(|_| Vec::with_capacity(path.len() * sides)).collect();
        for (k, at) in path.iter().enumerate() {
            if k > 0 {
                let step = *at - path[k - 1];
                let reflect = |v: Vec3, by: Vec3| v - by * (2.0 * by.dot(v) / by.dot(by).max(1e-30));
                let (on, side) = (reflect(t, step), reflect(u, step));
                t = tangent(k);
                let moved = reflect(side, t - on);
                // What rounding adds up along a long path is taken out again.
                u = (moved - t * t.dot(moved)).unit().unwrap_or(u);
            }
            let v = t.cross(u);
            for (ring, radius) in rings.iter_mut().zip(&walls) {
                ring.extend(circle.iter().map(|[c, s]| *at + (u * *c + v * *s) * *radius));
            }
        }
        let no = |_| false;
        let last = (path.len() - 1) * sides;
        for (k, points) in rings.iter().enumerate() {
            let turned: Vec<Vec3> = match k {
                0 => points.clone(),
                _ => points.chunks(sides).flat_map(|ring| ring.iter().rev().copied()).collect(),
            };
            mesh.add_grid(&Grid { points: &turned, around: sides, is_ring: false, sharp: &no, crease: &no, open: &no });
        }
        let (begin, end) = ((path[1] - path[0]).unit().unwrap_or(t), t);
        if let [outer, inner] = &rings[..] {
            for (from, to) in [(&inner[..sides], &outer[..sides]), (&outer[last..], &inner[last..])] {
                let drawn = mesh.edges.len();
                let points = [from, to].concat();
                mesh.add_grid(&Grid {
                    points: &points,
                    around: sides,
                    is_ring: false,
                    sharp: &no,
                    crease: &no,
                    open: &no,
                });
                mesh.edges.truncate(drawn);
            }
        } else if let [outer] = &rings[..] {
            let fan: Vec<[u32; 3]> = (1..sides as u32 - 1).map(|k| [0, k, k + 1]).collect();
            mesh.add_flat(&outer[..sides], &fan, begin, true);
            mesh.add_flat(&outer[last..], &fan, end, false);
        }
    }
}

/// A corner of a path, rounded.
struct Bend {
    /// How far it turns, radians.
    angle: f64,
    /// What the rounding takes of either side, metres.
    taken: f64,
    /// Directions towards it and away from it.
    ways: [Vec3; 2],
}

/// The bend at an inner point of a path; nothing where it goes straight on.
fn bend(points: &[Vec3], k: usize, radius: f64) -> Option<Bend> {
    if k == 0 || k + 1 >= points.len() {
        return None;
    }
    let (before, after) = ((points[k] - points[k - 1]).unit()?, (points[k + 1] - points[k]).unit()?);
    let angle = libm::atan2(before.cross(after).length(), before.dot(after));
    // Back the same way there is no arc that would do.
    let taken = if angle < 3.1 { radius * libm::tan(angle / 2.0) } else { f64::INFINITY };
    (angle > 1e-6).then_some(Bend { angle, taken, ways: [before, after] })
}

/// The points of a path with rounded corners.
fn rounded(points: &[Vec3], radius: f64) -> Vec<Vec3> {
    let mut out: Vec<Vec3> = Vec::with_capacity(points.len() * 8);
    let mut push = |p: Vec3| {
        if out.last().is_none_or(|last| (*last - p).length() > 1e-9) {
            out.push(p);
        }
    };
    for (k, corner) in points.iter().enumerate() {
        let Some(Bend { angle, taken, ways: [before, after] }) =
            bend(points, k, radius).filter(|b| b.taken.is_finite())
        else {
            push(*corner);
            continue;
        };
        let start = *corner - before * taken;
        let Some(inwards) = (after - before * before.dot(after)).unit() else { continue };
        let steps = libm::ceil(angle / (TAU / 32.0)).clamp(1.0, 32.0) as usize;
        for step in 0..=steps {
            let a = angle * step as f64 / steps as f64;
            push(start + before * (radius * libm::sin(a)) + inwards * (radius * (1.0 - libm::cos(a))));
        }
    }
    out
}

/// The points of one layer of a coil.
fn wound(diameter: f64, straight: f64, pitch: f64, turns: f64, steps: usize) -> Vec<Vec3> {
    let half = steps / 2;
    let count = libm::ceil(turns * steps as f64).clamp(1.0, (MAX_TURNS * steps) as f64) as usize;
    let arc = std::f64::consts::PI * diameter / 2.0;
    let around = 2.0 * (arc + straight);
    (0..=count)
        .map(|k| {
            // Evenly in the steps of each half turn, the last of them along the straight side.
            let on = (k as f64 / steps as f64).min(turns);
            let within = (on - libm::floor(on)) * steps as f64;
            let side = usize::from(within >= half as f64);
            let step = within - (side * half) as f64;
            let arcs = if straight > 0.0 { half as f64 - 1.0 } else { half as f64 };
            let angle = std::f64::consts::PI * (step / arcs).min(1.0);
            let along = straight * ((step - arcs).max(0.0) - 0.5);
            let sign = if side == 0 { 1.0 } else { -1.0 };
            let (y, z) = (diameter / 2.0 * libm::cos(angle), diameter / 2.0 * libm::sin(angle) + straight / 2.0);
            let z = if step > arcs { -along } else { z };
            let reached =
                side as f64 * (arc + straight) + (step / arcs).min(1.0) * arc + straight * (step - arcs).max(0.0);
            let x = pitch * (libm::floor(on) + reached / around);
            Vec3::new(x, sign * y, sign * z)
        })
        .collect()
}
