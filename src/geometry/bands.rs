//! Flat shapes cut into parallel bands, so that they can be bent around a line without a gap.

use super::grid::{Grid, has_no_area, triangles};
use super::region::Lines;
use super::{Mesh, Vec3};

/// Nearer than this to the border of a band counts as on it, in the unit of the coordinates.
const SAME: f64 = 1e-9;

/// A flat shape whose lines have a point wherever they cross a border, and its triangles, none of which does.
pub(super) struct Banded {
    pub lines: Lines,
    pub triangles: Vec<[[f64; 2]; 3]>,
}

/// Cuts a shape at some values of its first coordinate, in rising order.
pub(super) fn banded(lines: &Lines, borders: &[f64]) -> Banded {
    let mut out = Lines::default();
    for range in lines.ranges() {
        let points = &lines.points[range.clone()];
        let mut line: Vec<([f64; 2], bool)> = Vec::with_capacity(points.len());
        for (k, a) in points.iter().enumerate() {
            let b = points[(k + 1) % points.len()];
            line.push((snapped(*a, borders), lines.smooth[range.start + k]));
            let (low, high) = (a[0].min(b[0]), a[0].max(b[0]));
            let from = borders.partition_point(|border| *border <= low + SAME);
            let to = borders.partition_point(|border| *border < high - SAME);
            let crossed = borders.get(from..to).unwrap_or_default();
            let at = |border: &f64| (crossing(*a, b, *border), true);
            if b[0] > a[0] {
                line.extend(crossed.iter().map(at));
            } else {
                line.extend(crossed.iter().rev().map(at));
            }
        }
        out.add(line);
    }
    // The faces know nothing of those points: what ends on a border is put into all that borders on it further below.
    let points: Vec<[f64; 2]> = lines.points.iter().map(|p| snapped(*p, borders)).collect();
    let mut pieces = Vec::with_capacity(points.len() * 2);
    for triangle in triangles(&points, &lines.ends) {
        split(triangle.map(|k| points[k as usize]), borders, &mut pieces);
    }
    // What lies on each border: first the points of the lines, then those of the pieces that are not among them.
    let mut ends: Vec<Vec<(f64, bool)>> = borders.iter().map(|_| Vec::new()).collect();
    for (points, is_edge) in [(&out.points, true), (&pieces.concat(), false)] {
        for [u, v] in points {
            if let Some(k) = border_of(*u, borders) {
                ends[k].push((*v, is_edge));
            }
        }
    }
    let ends: Vec<Vec<f64>> = ends.into_iter().map(told_apart).collect();
    let mut triangles = Vec::with_capacity(pieces.len() * 2);
    for mut piece in pieces {
        for p in &mut piece {
            if let Some(border) = border_of(p[0], borders) {
                let near = ends[border].partition_point(|v| *v < p[1] - SAME);
                p[1] = ends[border].get(near).copied().filter(|v| (v - p[1]).abs() <= SAME).unwrap_or(p[1]);
            }
        }
        piece.dedup();
        if piece.first() == piece.last() {
            piece.pop();
        }
        if piece.len() > 2 {
            triangulate(&joined(&piece, borders, &ends), borders, &mut triangles);
        }
    }
    Banded { lines: out, triangles }
}

/// Places along a border in order, those of the edge before those that fall together with them.
fn told_apart(mut all: Vec<(f64, bool)>) -> Vec<f64> {
    crate::order::sort_by(&mut all, |a, b| a.0.total_cmp(&b.0));
    let mut out: Vec<(f64, bool)> = Vec::with_capacity(all.len());
    for (v, is_edge) in all {
        match out.last_mut() {
            Some(last) if v - last.0 <= SAME => {
                if is_edge && !last.1 {
                    *last = (v, true);
                }
            }
            _ => out.push((v, is_edge)),
        }
    }
    out.into_iter().map(|(v, _)| v).collect()
}

/// Which border a value is, to the last bit.
fn border_of(u: f64, borders: &[f64]) -> Option<usize> {
    let k = borders.partition_point(|border| *border < u);
    (borders.get(k) == Some(&u)).then_some(k)
}

/// A piece with a point wherever another one ends on its side along a border.
fn joined(piece: &[[f64; 2]], borders: &[f64], ends: &[Vec<f64>]) -> Vec<[f64; 2]> {
    let mut out = Vec::with_capacity(piece.len() + 2);
    for (k, a) in piece.iter().enumerate() {
        let b = piece[(k + 1) % piece.len()];
        out.push(*a);
        if a[0] == b[0]
            && let Some(border) = border_of(a[0], borders)
        {
            let (low, high) = (a[1].min(b[1]) + SAME, a[1].max(b[1]) - SAME);
            let within = ends[border].iter().filter(|v| (low..high).contains(v)).map(|v| [a[0], *v]);
            if b[1] > a[1] {
                out.extend(within);
            } else {
                out.extend(within.rev());
            }
        }
    }
    out
}

/// Triangles of a convex piece of one band, none of them flat although points lie in line along its borders.
fn triangulate(piece: &[[f64; 2]], borders: &[f64], out: &mut Vec<[[f64; 2]; 3]>) {
    let count = piece.len();
    if let Some(apex) = piece.iter().position(|p| border_of(p[0], borders).is_none()) {
        out.extend((1..count - 1).map(|k| [0, k, k + 1].map(|on| piece[(apex + on) % count])));
        return;
    }
    // All points lie on two borders: up the right one, down the left one.
    let right = piece.iter().map(|p| p[0]).fold(f64::NEG_INFINITY, f64::max);
    let is_first = |k: &usize| piece[*k][0] == right && piece[(k + count - 1) % count][0] != right;
    let Some(first) = (0..count).find(is_first) else { return };
    let on = |k: usize| piece[(first + k) % count];
    let rights = (0..count).take_while(|k| on(*k)[0] == right).count();
    out.extend((1..rights).map(|k| [on(count - 1), on(k - 1), on(k)]));
    out.extend((rights + 1..count).map(|k| [on(rights - 1), on(k - 1), on(k)]));
}

/// A point moved onto the border that it lies on but for rounding.
fn snapped([u, v]: [f64; 2], borders: &[f64]) -> [f64; 2] {
    let near = borders.partition_point(|border| *border < u - SAME);
    [borders.get(near).copied().filter(|border| (border - u).abs() <= SAME).unwrap_or(u), v]
}

/// Where a side crosses a border; the same bits from either end.
fn crossing(a: [f64; 2], b: [f64; 2], border: f64) -> [f64; 2] {
    let (a, b) = if a[0] < b[0] { (a, b) } else { (b, a) };
    [border, a[1] + (b[1] - a[1]) * ((border - a[0]) / (b[0] - a[0]))]
}

/// Cuts a triangle at the borders that it crosses.
fn split(triangle: [[f64; 2]; 3], borders: &[f64], out: &mut Vec<Vec<[f64; 2]>>) {
    let low = triangle.iter().map(|p| p[0]).fold(f64::INFINITY, f64::min);
    let high = triangle.iter().map(|p| p[0]).fold(f64::NEG_INFINITY, f64::max);
    let from = borders.partition_point(|border| *border <= low + SAME);
    let to = borders.partition_point(|border| *border < high - SAME);
    let mut rest = triangle.to_vec();
    for border in borders.get(from..to).unwrap_or_default() {
        let (mut before, mut after) = (Vec::with_capacity(5), Vec::with_capacity(5));
        for (k, a) in rest.iter().enumerate() {
            let b = rest[(k + 1) % rest.len()];
            if a[0] <= *border {
                before.push(*a);
            }
            if a[0] >= *border {
                after.push(*a);
            }
            if (a[0] < *border && b[0] > *border) || (a[0] > *border && b[0] < *border) {
                let at = crossing(*a, b, *border);
                before.push(at);
                after.push(at);
            }
        }
        out.push(before);
        rest = after;
    }
    out.push(rest);
}

impl Banded {
    /// Area between two values of the first coordinate, both of them borders.
    pub fn area(&self, from: f64, to: f64) -> f64 {
        let twice = |[a, b, c]: &[[f64; 2]; 3]| (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
        let middle = |t: &[[f64; 2]; 3]| (t[0][0] + t[1][0] + t[2][0]) / 3.0;
        let within = self.triangles.iter().filter(|t| (from..to).contains(&middle(t)));
        within.map(twice).sum::<f64>() / 2.0
    }

    /// Adds one face, bent by `place`, which also says where it faces.
    pub fn add_face(&self, mesh: &mut Mesh, turn: bool, place: impl Fn([f64; 2]) -> (Vec3, Vec3)) {
        let order = if turn { [0, 2, 1] } else { [0, 1, 2] };
        for triangle in &self.triangles {
            let corners = order.map(|k| place(triangle[k]));
            let points = corners.map(|(p, _)| p);
            // Slivers of no area would only stand in each other's way; they close no gap.
            if has_no_area(points) {
                continue;
            }
            let first = mesh.positions.len() as u32;
            corners.into_iter().for_each(|(p, normal)| {
                mesh.add_corner(p, if turn { -normal } else { normal });
            });
            mesh.triangles.push([first, first + 1, first + 2]);
        }
    }

    /// Adds the walls between both bent faces.
    pub fn add_walls(&self, mesh: &mut Mesh, low: impl Fn([f64; 2]) -> Vec3, high: impl Fn([f64; 2]) -> Vec3) {
        for range in self.lines.ranges() {
            let points = &self.lines.points[range.clone()];
            let both: Vec<Vec3> = points.iter().map(|p| low(*p)).chain(points.iter().map(|p| high(*p))).collect();
            let sharp = |k: usize| !self.lines.smooth[range.start + k];
            let no = |_| false;
            mesh.add_grid(&Grid {
                points: &both,
                around: points.len(),
                is_ring: false,
                sharp: &sharp,
                crease: &no,
                open: &no,
            });
        }
    }
}
