//! Notches and half-laps: a board seen from its flat side or from its edge, drawn through the other way.

use super::fault::{Fault, holds, is_place, is_size};
use super::grid::{circle, twice_area};
use super::prism::{Drill, Prism};
use super::region::Lines;
use super::{Bar, Cut, Hole, Profile, Region, Vec3};

/// What is sawn out of one side of a board.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Notch {
    /// Whether it is cut into a flat side, along z; else into an edge, along y.
    pub into_flat: bool,
    /// Whether it is cut from the side with positive coordinates.
    pub from_top: bool,
    /// From and to along the bar, metres; it may reach beyond an end, and then is a lap.
    pub stretch: [f64; 2],
    /// How deep, metres.
    pub depth: f64,
}

/// A board as the prism that its notches make of it.
pub(super) struct Notched {
    lines: Lines,
    ends: [Vec<Vec3>; 2],
    /// Holes across the prism.
    pub drills: Vec<Drill>,
    /// Volume of the holes along it, which are among its lines, m³.
    bored: f64,
    /// How far it is drawn, metres.
    through: f64,
}

impl Notched {
    pub fn prism(&self) -> Prism<'_> {
        Prism { lines: &self.lines, ends: self.ends.clone() }
    }

    /// Volume without the holes, m³. Slanted ends make the outline change evenly from one face to the other, so its
    /// area is of second degree and Simpson's rule exact.
    pub fn volume(&self) -> f64 {
        let outer = self.lines.ends.first().copied().unwrap_or(0);
        let flat =
            |p: &Vec3| if (self.ends[0][0].z - self.ends[1][0].z).abs() > 1e-12 { [p.x, p.y] } else { [p.x, p.z] };
        let area = |points: &[Vec3]| twice_area(&points.iter().map(flat).collect::<Vec<_>>()).abs() / 2.0;
        let [low, high] = [&self.ends[0][..outer], &self.ends[1][..outer]];
        let middle: Vec<Vec3> = low.iter().zip(high).map(|(a, b)| (*a + *b) * 0.5).collect();
        let sawn = (area(low) + 4.0 * area(&middle) + area(high)) / 6.0 * self.through;
        sawn - self.bored - self.prism().drilled(&self.drills).unwrap_or(0.0)
    }
}

impl Bar {
    /// The board as its notches make it; or why they cannot be cut.
    pub(super) fn notched(&self) -> Result<Notched, Fault> {
        let (Profile::Board([width, thickness]), None) = (self.profile, &self.section) else {
            return Err(Fault::Notch);
        };
        let into_flat = self.notches.iter().any(|notch| notch.into_flat);
        holds(self.notches.iter().all(|notch| notch.into_flat == into_flat), Fault::Notch)?;
        holds(self.cuts.iter().all(|cut| matches!(cut, Cut::Plane { .. })), Fault::Notch)?;
        let (deep, through) = if into_flat { (thickness, width) } else { (width, thickness) };
        // Coordinates: x, the way of the notches, and the other way.
        let fibre = |deep: f64, other: f64| self.fibre(if into_flat { [other, deep] } else { [deep, other] });
        let mut chains = [self.chain(false, deep / 2.0)?, self.chain(true, deep / 2.0)?];
        let lowest = |x: [f64; 2]| {
            let under = self.notches.iter().filter(|n| n.stretch[0] < x[1] && n.stretch[1] > x[0]);
            under.fold([0.0; 2], |depth: [f64; 2], n| match n.from_top {
                true => [depth[0], n.depth.max(depth[1])],
                false => [n.depth.max(depth[0]), depth[1]],
            })
        };
        let meets = |n: &Notch| lowest(n.stretch).iter().sum::<f64>() >= deep - 1e-6;
        holds(!self.notches.iter().any(meets), Fault::Notch)?;
        chains[1].reverse();
        let outline = chains.concat();
        let mut ends = [Vec::new(), Vec::new()];
        // Holes the same way as the prism are lines of it, the others go through its walls.
        let (bores, drills): (Vec<Drill>, Vec<Drill>) =
            self.drills.iter().copied().partition(|d| d.through_flat != into_flat);
        for (side, end) in ends.iter_mut().enumerate() {
            let other = if side == 0 { -through / 2.0 } else { through / 2.0 };
            for corner in &outline {
                let [from, to] = fibre(corner.deep, other).ok_or(Fault::End)?;
                let x = match corner.along {
                    Along::Start => from,
                    Along::At(x) => x,
                    Along::End => to,
                };
                end.push([x, corner.deep, other]);
            }
            let holes = bores.iter().map(|d| Hole::Round(d.at, d.diameter)).collect();
            Region { holes, ..Region::polygon(end.iter().map(|[x, deep, _]| [*x, *deep])) }.check()?;
        }
        let mut lines = Lines::default();
        lines.add(outline.iter().map(|c| ([0.0, c.deep], false)));
        for bore in &bores {
            let ring = circle(bore.at, bore.diameter / 2.0);
            for (side, end) in ends.iter_mut().enumerate() {
                let other = if side == 0 { -through / 2.0 } else { through / 2.0 };
                end.extend(ring.iter().rev().map(|p| [p[0], p[1], other]));
            }
            lines.add(ring.into_iter().rev().map(|p| (p, true)));
        }
        // Seen along y, x and z turn the other way round.
        let point =
            |[x, deep, other]: [f64; 3]| if into_flat { Vec3::new(x, other, deep) } else { Vec3::new(x, deep, other) };
        let mut ends = ends.map(|end| end.into_iter().map(point).collect::<Vec<_>>());
        if into_flat {
            ends.swap(0, 1);
        }
        let bored = bores.iter().map(|d| std::f64::consts::PI / 4.0 * d.diameter * d.diameter * through).sum();
        Ok(Notched { lines, ends, drills, bored, through })
    }

    /// One side of the outline, from start to end.
    fn chain(&self, is_top: bool, half: f64) -> Result<Vec<Corner>, Fault> {
        let mut own: Vec<&Notch> = self.notches.iter().filter(|n| n.from_top == is_top).collect();
        crate::order::sort_by(&mut own, |a, b| a.stretch[0].total_cmp(&b.stretch[0]));
        let edge = if is_top { half } else { -half };
        let mut out = vec![Corner { along: Along::Start, deep: edge }];
        let mut reached = f64::NEG_INFINITY;
        let mut is_open = true;
        for notch in own {
            let [from, to] = notch.stretch;
            holds(is_place(from) && is_place(to) && from < to && is_size(notch.depth), Fault::Notch)?;
            holds(from > reached && is_open && notch.depth < 2.0 * half, Fault::Notch)?;
            let floor = if is_top { half - notch.depth } else { notch.depth - half };
            // Where the ends are at the top and at the floor of the notch, at their innermost.
            let at = |deep: f64| {
                if notch.into_flat {
                    [[-1.0, deep], [1.0, deep]].map(|[s, d]| [s * self.profile.width() / 2.0, d])
                } else {
                    [[deep, -1.0], [deep, 1.0]].map(|[d, s]| [d, s * self.profile.thickness().unwrap_or(0.0) / 2.0])
                }
            };
            let fibres = [edge, floor].map(at).concat();
            let fibres: Vec<[f64; 2]> = fibres.into_iter().filter_map(|p| self.fibre(p)).collect();
            let start =
                fibres.iter().map(|f| f[0]).fold([f64::INFINITY, f64::NEG_INFINITY], |a, v| [a[0].min(v), a[1].max(v)]);
            let end =
                fibres.iter().map(|f| f[1]).fold([f64::INFINITY, f64::NEG_INFINITY], |a, v| [a[0].min(v), a[1].max(v)]);
            holds(to > start[1] && from < end[0], Fault::Notch)?;
            if from <= start[0] + 1e-9 {
                out[0].deep = floor;
                holds(out.len() == 1, Fault::Notch)?;
            } else {
                holds(from > start[1], Fault::Notch)?;
                out.extend([
                    Corner { along: Along::At(from), deep: edge },
                    Corner { along: Along::At(from), deep: floor },
                ]);
            }
            if to >= end[1] - 1e-9 {
                out.push(Corner { along: Along::End, deep: floor });
                is_open = false;
            } else {
                holds(to < end[0], Fault::Notch)?;
                out.extend([Corner { along: Along::At(to), deep: floor }, Corner { along: Along::At(to), deep: edge }]);
            }
            reached = to;
        }
        if is_open {
            out.push(Corner { along: Along::End, deep: edge });
        }
        Ok(out)
    }
}

/// A corner of the outline.
#[derive(Clone, Copy)]
struct Corner {
    along: Along,
    deep: f64,
}

/// Where a corner lies along the bar.
#[derive(Clone, Copy)]
enum Along {
    Start,
    At(f64),
    End,
}
