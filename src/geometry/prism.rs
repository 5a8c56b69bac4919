//! A shape drawn through space: walls between two flat ends, with holes drilled through walls.

use super::fault::{Fault, holds, is_place, is_size};
use super::grid::{Grid, circle, triangles};
use super::mesh::normal_of;
use super::region::Lines;
use super::{Mesh, Vec3};

/// A hole drilled across a bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drill {
    /// Whether it runs along z, through the flat sides; else along y, through the edges.
    pub through_flat: bool,
    /// Its centre: along x from the start of the bar, and across it from the middle, metres.
    pub at: [f64; 2],
    /// Diameter, metres.
    pub diameter: f64,
}

impl Drill {
    fn direction(&self) -> Vec3 {
        if self.through_flat { Vec3::new(0.0, 0.0, 1.0) } else { Vec3::new(0.0, 1.0, 0.0) }
    }

    /// Coordinates along the bar and across the drill, and along the drill.
    fn flat(&self, p: Vec3) -> ([f64; 2], f64) {
        if self.through_flat { ([p.x, p.y], p.z) } else { ([p.x, p.z], p.y) }
    }

    /// The point with these coordinates.
    pub(super) fn point(&self, [x, across]: [f64; 2], along: f64) -> Vec3 {
        if self.through_flat { Vec3::new(x, across, along) } else { Vec3::new(x, along, across) }
    }

    pub(super) fn check(&self) -> Result<(), Fault> {
        holds(is_size(self.diameter) && self.at.iter().all(|c| is_place(*c)), Fault::Size)
    }
}

/// A prism between two flat ends.
pub(super) struct Prism<'a> {
    /// The lines of its section, turning counter-clockwise seen from the high end.
    pub lines: &'a Lines,
    /// Where their points lie at the low end and at the high end.
    pub ends: [Vec<Vec3>; 2],
}

/// Where a drill goes through material: along its direction, from and to, metres.
type Stretch = [f64; 2];

/// The stretches between the walls that a drill goes through.
fn stretches(walls: &[(usize, f64)]) -> Vec<Stretch> {
    walls.chunks_exact(2).map(|pair| [pair[0].1, pair[1].1]).collect()
}

impl Prism<'_> {
    /// The walls, four corners each, in the order of the points of the lines.
    fn walls(&self) -> impl Iterator<Item = [Vec3; 4]> + '_ {
        let [low, high] = &self.ends;
        self.lines.ranges().flat_map(move |range| {
            let (from, count) = (range.start, range.len());
            range.map(move |k| {
                let next = from + (k - from + 1) % count;
                [low[k], low[next], high[next], high[k]]
            })
        })
    }

    /// The walls that a drill goes through, with where along it: into material and out of it in turn.
    fn pierced(&self, drill: &Drill) -> Result<Vec<(usize, f64)>, Fault> {
        drill.check()?;
        let (direction, radius) = (drill.direction(), drill.diameter / 2.0);
        let mut met: Vec<(usize, f64, bool)> = Vec::new();
        for (k, wall) in self.walls().enumerate() {
            let Some(normal) = normal_of(&wall) else { continue };
            let facing = normal.dot(direction);
            if facing.abs() < 1.0 - 1e-9 {
                continue;
            }
            // How far the centre lies inside of the nearest side of the wall, seen along the drill.
            let sign = if (facing > 0.0) == drill.through_flat { 1.0 } else { -1.0 };
            let corners = wall.map(|p| drill.flat(p).0);
            let inside = (0..4).map(|k| {
                let [a, b] = [corners[k], corners[(k + 1) % 4]];
                let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
                let length = libm::hypot(dx, dy);
                let cross = dx * (drill.at[1] - a[1]) - dy * (drill.at[0] - a[0]);
                if length > 1e-12 { sign * cross / length } else { f64::INFINITY }
            });
            let inside = inside.fold(f64::INFINITY, f64::min);
            if inside >= radius {
                met.push((k, drill.flat(wall[0]).1, facing > 0.0));
            } else {
                holds(inside <= -radius, Fault::Hole)?;
            }
        }
        crate::order::sort_by(&mut met, |a, b| a.1.total_cmp(&b.1));
        let in_turn = met.iter().enumerate().all(|(k, m)| m.2 == (k % 2 == 1));
        holds(!met.is_empty() && met.len().is_multiple_of(2) && in_turn, Fault::Hole)?;
        Ok(met.into_iter().map(|(wall, along, _)| (wall, along)).collect())
    }

    /// Volume that the drills take, m³; or why they cannot be drilled.
    pub fn drilled(&self, drills: &[Drill]) -> Result<f64, Fault> {
        let mut all: Vec<(&Drill, Vec<Stretch>)> = Vec::with_capacity(drills.len());
        for drill in drills {
            let own = stretches(&self.pierced(drill)?);
            for (other, its) in &all {
                holds(!meet((drill, &own), (other, its)), Fault::Hole)?;
            }
            all.push((drill, own));
        }
        let volume = |(drill, own): &(&Drill, Vec<Stretch>)| {
            let area = std::f64::consts::PI / 4.0 * drill.diameter * drill.diameter;
            own.iter().map(|[from, to]| area * (to - from)).sum::<f64>()
        };
        Ok(all.iter().map(volume).sum())
    }

    /// Its surface.
    pub fn mesh(&self, drills: &[Drill]) -> Mesh {
        let mut mesh = Mesh::default();
        let [low, high] = &self.ends;
        let mut holes: Vec<(usize, Vec<(usize, f64)>)> = Vec::new();
        for (k, drill) in drills.iter().enumerate() {
            if let Ok(walls) = self.pierced(drill) {
                let ring = circle(drill.at, drill.diameter / 2.0);
                for stretch in stretches(&walls) {
                    // Turning clockwise seen along the drill: the wall of a hole looks inwards.
                    let along = |end: f64| ring.iter().map(move |p| drill.point(*p, end));
                    let points: Vec<Vec3> = match drill.through_flat {
                        true => stretch.into_iter().flat_map(|end| along(end).rev()).collect(),
                        false => stretch.into_iter().flat_map(along).collect(),
                    };
                    let no = |_| false;
                    let around = ring.len();
                    mesh.add_grid(&Grid {
                        points: &points,
                        around,
                        is_ring: false,
                        sharp: &no,
                        crease: &no,
                        open: &no,
                    });
                }
                holes.push((k, walls));
            }
        }
        let is_open = |wall: usize| holes.iter().any(|(_, walls)| walls.iter().any(|(k, _)| *k == wall));
        for range in self.lines.ranges() {
            let points = [&low[range.clone()], &high[range.clone()]].concat();
            let from = range.start;
            mesh.add_grid(&Grid {
                points: &points,
                around: range.len(),
                is_ring: false,
                sharp: &|k| !self.lines.smooth[from + k],
                crease: &|_| false,
                open: &|k| is_open(from + k),
            });
        }
        for (wall, corners) in self.walls().enumerate().filter(|(wall, _)| is_open(*wall)) {
            let through = |(k, walls): &(usize, Vec<(usize, f64)>)| {
                walls.iter().find(|(at, _)| *at == wall).map(|(_, along)| (&drills[*k], *along))
            };
            add_pierced(&mut mesh, corners, &holes.iter().filter_map(through).collect::<Vec<_>>());
        }
        self.add_ends(&mut mesh);
        mesh
    }

    /// Adds the faces at both ends.
    pub fn add_ends(&self, mesh: &mut Mesh) {
        for (points, is_low) in self.ends.iter().zip([true, false]) {
            self.add_end(mesh, points, is_low);
        }
    }

    /// A face at an end; the walls draw its edges.
    fn add_end(&self, mesh: &mut Mesh, points: &[Vec3], is_low: bool) {
        let (outer, inner) = points.split_at(self.lines.ends.first().copied().unwrap_or(0));
        if self.lines.is_ring {
            let inner = inner.iter().rev();
            let points: Vec<Vec3> = match is_low {
                true => inner.chain(outer).copied().collect(),
                false => outer.iter().chain(inner).copied().collect(),
            };
            let drawn = mesh.edges.len();
            let no = |_| false;
            let around = outer.len();
            mesh.add_grid(&Grid { points: &points, around, is_ring: false, sharp: &no, crease: &no, open: &no });
            mesh.edges.truncate(drawn);
        } else if let Some(normal) = normal_of(outer) {
            let flat = flattened(points, normal);
            mesh.add_flat(points, &triangles(&flat, &self.lines.ends), normal, is_low);
        }
    }
}

/// Points of a plane as seen from where its normal points.
fn flattened(points: &[Vec3], normal: Vec3) -> Vec<[f64; 2]> {
    let [x, y, z] = normal.array().map(f64::abs);
    // Leaving out the coordinate that the normal leans to most keeps all others apart.
    let seen = |p: &Vec3| match () {
        () if x >= y && x >= z => ([p.y, p.z], normal.x),
        () if y >= z => ([p.z, p.x], normal.y),
        () => ([p.x, p.y], normal.z),
    };
    let turned = |([a, b], towards): ([f64; 2], f64)| if towards < 0.0 { [b, a] } else { [a, b] };
    points.iter().map(|p| turned(seen(p))).collect()
}

/// A flat wall with holes.
fn add_pierced(mesh: &mut Mesh, wall: [Vec3; 4], holes: &[(&Drill, f64)]) {
    let Some(normal) = normal_of(&wall) else { return };
    let mut points = wall.to_vec();
    let mut ends = vec![4];
    for (drill, along) in holes {
        points.extend(circle(drill.at, drill.diameter / 2.0).into_iter().map(|p| drill.point(p, *along)));
        ends.push(points.len());
    }
    let flat = flattened(&points, normal);
    let first = mesh.positions.len() as u32;
    mesh.add_flat(&points, &triangles(&flat, &ends), normal, false);
    mesh.edges.extend((0..4).map(|k| [first + k, first + (k + 1) % 4]));
}

/// Whether two drills meet inside of the material.
fn meet((a, own): (&Drill, &[Stretch]), (b, its): (&Drill, &[Stretch])) -> bool {
    let near = (a.diameter + b.diameter) / 2.0;
    if a.through_flat == b.through_flat {
        return libm::hypot(a.at[0] - b.at[0], a.at[1] - b.at[1]) <= near;
    }
    let over = |stretches: &[Stretch], other: &Drill| {
        let (low, high) = (other.at[1] - other.diameter / 2.0, other.at[1] + other.diameter / 2.0);
        stretches.iter().any(|[from, to]| *from <= high && *to >= low)
    };
    (a.at[0] - b.at[0]).abs() <= near && over(own, b) && over(its, a)
}
