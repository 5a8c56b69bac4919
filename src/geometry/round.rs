//! Holes drilled across rods and pipes: their walls unrolled, cut out, and rolled up again.

use super::bands::banded;
use super::fault::{Fault, holds};
use super::grid::{Grid, SIDES, turn};
use super::prism::Drill;
use super::region::Lines;
use super::{Bar, Mesh, Profile, Vec3};

/// What a drill takes out of a round bar.
pub(super) struct RoundHole {
    drill: Drill,
    /// Points of its edge, across the bar from its axis and along it, counter-clockwise seen along the drill.
    ring: Vec<[f64; 2]>,
    /// Volume that it takes, m³.
    pub volume: f64,
}

impl Bar {
    /// Outside radius, and the inside one of a pipe.
    fn radii(&self) -> (f64, Option<f64>) {
        match self.profile {
            Profile::Pipe([diameter, wall]) => (diameter / 2.0, Some(diameter / 2.0 - wall)),
            _ => (self.profile.width() / 2.0, None),
        }
    }

    /// The holes; or why they cannot be drilled.
    pub(super) fn round_holes(&self) -> Result<Vec<RoundHole>, Fault> {
        let (outside, inside) = self.radii();
        let mut holes: Vec<RoundHole> = Vec::with_capacity(self.drills.len());
        for drill in &self.drills {
            drill.check()?;
            let (radius, [x, off]) = (drill.diameter / 2.0, drill.at);
            // Nearer to the side of the wall than this, the edge of the hole is no clean line any more.
            holds(off.abs() + radius <= 0.98 * inside.unwrap_or(outside), Fault::Hole)?;
            let reaches = |point: [f64; 2]| self.fibre(point);
            for k in 0..SIDES {
                let across = off + radius * turn(k, SIDES)[0];
                for wall in [Some(outside), inside].into_iter().flatten() {
                    let deep = libm::sqrt((wall * wall - across * across).max(0.0));
                    for side in [deep, -deep] {
                        let at = if drill.through_flat { [across, side] } else { [side, across] };
                        let [from, to] = reaches(at).ok_or(Fault::End)?;
                        holds(x - radius > from && x + radius < to, Fault::Hole)?;
                    }
                }
            }
            for other in &holes {
                let near = (drill.diameter + other.drill.diameter) / 2.0;
                let apart = match drill.through_flat == other.drill.through_flat {
                    true => libm::hypot(x - other.drill.at[0], off - other.drill.at[1]) > near,
                    // Across each other they meet in a rod; in a pipe only where both graze the same wall.
                    false => {
                        (x - other.drill.at[0]).abs() > near
                            || inside.is_some_and(|r| {
                                let corner = |h: &Drill| h.at[1].abs() + h.diameter / 2.0;
                                libm::hypot(corner(drill), corner(&other.drill)) < r
                            })
                    }
                };
                holds(apart, Fault::Hole)?;
            }
            holes.push(RoundHole {
                drill: *drill,
                ring: ring(drill, [Some(outside), inside]),
                volume: taken(drill, outside, inside),
            });
        }
        Ok(holes)
    }

    /// Its surface with holes.
    pub(super) fn round_mesh(&self, holes: &[RoundHole]) -> Mesh {
        let (outside, inside) = self.radii();
        let mut mesh = Mesh::default();
        self.prism(&self.profile.lines()).add_ends(&mut mesh);
        for (radius, is_inner) in [(Some(outside), false), (inside, true)] {
            if let Some(radius) = radius {
                self.add_wall(&mut mesh, radius, is_inner, holes);
            }
        }
        for hole in holes {
            let far = |wall: f64, across: f64| libm::sqrt((wall * wall - across * across).max(0.0));
            let stretches: &[[(f64, f64); 2]] = match inside {
                None => &[[(-1.0, outside), (1.0, outside)]],
                Some(inside) => &[[(-1.0, outside), (-1.0, inside)], [(1.0, inside), (1.0, outside)]],
            };
            for stretch in stretches {
                let end = |(side, wall): (f64, f64)| {
                    let points = hole.ring.iter().map(move |[across, x]| (*x, *across, side * far(wall, *across)));
                    points.map(|(x, across, along)| hole.drill.point([x, across], along)).collect::<Vec<_>>()
                };
                let mut points = Vec::with_capacity(2 * hole.ring.len());
                for part in *stretch {
                    let mut ring = end(part);
                    // Clockwise seen along the drill: the wall of a hole looks inwards.
                    if !hole.drill.through_flat {
                        ring.reverse();
                    }
                    points.append(&mut ring);
                }
                let no = |_| false;
                let around = hole.ring.len();
                mesh.add_grid(&Grid { points: &points, around, is_ring: false, sharp: &no, crease: &no, open: &no });
            }
        }
        mesh
    }

    /// One wall with its holes, unrolled to the angle from y towards z and the place along x.
    fn add_wall(&self, mesh: &mut Mesh, radius: f64, is_inner: bool, holes: &[RoundHole]) {
        let step = std::f64::consts::TAU / SIDES as f64;
        let mut cut: Vec<Vec<[f64; 2]>> = Vec::with_capacity(2 * holes.len());
        for hole in holes {
            for side in [1.0, -1.0] {
                let angle = |across: f64| match hole.drill.through_flat {
                    true => side * libm::acos((across / radius).clamp(-1.0, 1.0)),
                    false if side > 0.0 => libm::asin((across / radius).clamp(-1.0, 1.0)),
                    false => std::f64::consts::PI - libm::asin((across / radius).clamp(-1.0, 1.0)),
                };
                cut.push(hole.ring.iter().map(|[across, x]| [angle(*across), *x]).collect());
            }
        }
        // The wall is opened along a line that no hole crosses.
        let free = |k: &usize| {
            cut.iter().all(|ring| {
                let low = ring.iter().map(|p| p[0]).fold(f64::INFINITY, f64::min);
                let high = ring.iter().map(|p| p[0]).fold(f64::NEG_INFINITY, f64::max);
                let seam = step * *k as f64;
                // Where the seam lies within one turn on from the low end of the hole.
                let on = (seam - low) / std::f64::consts::TAU;
                let on = (on - libm::floor(on)) * std::f64::consts::TAU;
                on > high - low + 1e-6 && on < std::f64::consts::TAU - 1e-6
            })
        };
        let seam = (0..SIDES).find(free).unwrap_or(0);
        let start = step * seam as f64;
        let borders: Vec<f64> = (0..=SIDES).map(|k| step * (seam + k) as f64).collect();
        let at = |k: usize| turn(seam + k, SIDES).map(|c| c * radius);
        let reach = |k: usize| self.fibre(at(k)).unwrap_or_default();
        let mut lines = Lines::default();
        let low = (0..=SIDES).map(|k| [borders[k], reach(k)[0]]);
        let high = (0..=SIDES).rev().map(|k| [borders[k], reach(k)[1]]);
        lines.add(low.chain(high).map(|p| (p, true)));
        for mut ring in cut {
            for p in &mut ring {
                let turns = libm::floor((p[0] - start) / std::f64::consts::TAU + 1e-9);
                p[0] -= turns * std::f64::consts::TAU;
            }
            lines.add(ring.into_iter().map(|p| (p, true)));
        }
        let place = |[angle, x]: [f64; 2]| {
            // On a border of bands the point is one of the ends' points, to the last bit.
            let whole = libm::round(angle / step);
            let on = if (angle / step - whole).abs() < 1e-9 {
                turn(whole.max(0.0) as usize, SIDES)
            } else {
                [libm::cos(angle), libm::sin(angle)]
            };
            (Vec3::new(x, on[0] * radius, on[1] * radius), Vec3::new(0.0, on[0], on[1]))
        };
        banded(&lines, &borders).add_face(mesh, is_inner, place);
    }
}

/// The edge of a hole, with a point wherever it crosses a border of the bands of either wall.
fn ring(drill: &Drill, walls: [Option<f64>; 2]) -> Vec<[f64; 2]> {
    let (radius, [x, off]) = (drill.diameter / 2.0, drill.at);
    let mut angles: Vec<f64> = Vec::new();
    for wall in walls.into_iter().flatten() {
        for k in 0..SIDES {
            let cos = (turn(k, SIDES)[0] * wall - off) / radius;
            if cos.abs() < 1.0 {
                angles.extend([libm::acos(cos), std::f64::consts::TAU - libm::acos(cos)]);
            }
        }
    }
    // Where a crossing is near, the even points are not needed.
    let even = (0..SIDES).map(|k| std::f64::consts::TAU * k as f64 / SIDES as f64);
    let even: Vec<f64> = even.filter(|a| angles.iter().all(|b| (a - b).abs() > 1e-3)).collect();
    angles.extend(even);
    crate::order::sort_by(&mut angles, f64::total_cmp);
    angles.dedup_by(|a, b| (*a - *b).abs() < 1e-9);
    angles.into_iter().map(|a| [off + radius * libm::cos(a), x + radius * libm::sin(a)]).collect()
}

/// Volume that a drill takes: depth over its disc, by the midpoint rule in the angle (m³).
fn taken(drill: &Drill, outside: f64, inside: Option<f64>) -> f64 {
    let (radius, off) = (drill.diameter / 2.0, drill.at[1]);
    const STEPS: usize = 256;
    let sum = (0..STEPS).map(|k| {
        let angle = std::f64::consts::PI * (k as f64 + 0.5) / STEPS as f64;
        let across = off + radius * libm::cos(angle);
        let depth = |wall: f64| 2.0 * libm::sqrt((wall * wall - across * across).max(0.0));
        let width = radius * libm::sin(angle);
        2.0 * width * width * (depth(outside) - inside.map_or(0.0, depth))
    });
    sum.sum::<f64>() * std::f64::consts::PI / STEPS as f64
}
