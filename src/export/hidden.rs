//! Lines of solids as a drawing shows them: sharp edges and outlines, without what lies behind.

use std::collections::BTreeMap;

use crate::geometry::{Bounds, Frame, Mesh, Vec3, Welded};

/// Which way one looks: right and up of the picture, unit directions square to each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    pub right: Vec3,
    pub up: Vec3,
}

impl Look {
    /// From the front (from −y).
    pub const FRONT: Self = Self { right: Vec3::new(1.0, 0.0, 0.0), up: Vec3::new(0.0, 0.0, 1.0) };
    /// From above.
    pub const TOP: Self = Self { right: Vec3::new(1.0, 0.0, 0.0), up: Vec3::new(0.0, 1.0, 0.0) };
    /// From the right (from +x).
    pub const SIDE: Self = Self { right: Vec3::new(0.0, 1.0, 0.0), up: Vec3::new(0.0, 0.0, 1.0) };

    /// From the front, right and above, all three axes equally short.
    pub fn isometric() -> Self {
        let (a, b) = (std::f64::consts::FRAC_1_SQRT_2, 1.0 / libm::sqrt(6.0));
        Self { right: Vec3::new(a, a, 0.0), up: Vec3::new(-b, b, 2.0 * b) }
    }

    /// Place in the picture, and how near it is.
    pub fn place(&self, p: Vec3) -> [f64; 3] {
        [self.right.dot(p), self.up.dot(p), self.right.cross(self.up).dot(p)]
    }
}

/// Most pairs of an edge and a triangle that are looked at; beyond, all edges are drawn.
const MAX_PAIRS: usize = 5_000_000;
/// Cells of the grid across and up.
const CELLS: usize = 96;
/// How far a triangle must lie in front to hide something, metres.
const IN_FRONT: f64 = 2e-5;

/// A triangle that faces the eye: its corners in the picture, counter-clockwise, with their nearness.
type Front = [[f64; 3]; 3];

/// The lines that are seen of solids where they stand, metres in the picture; and whether what is hidden was left out.
pub(super) fn seen(solids: &[(&Mesh, &Welded, Frame)], look: Look) -> (Vec<[[f64; 2]; 2]>, bool) {
    let (mut fronts, mut edges): (Vec<Front>, Vec<[[f64; 3]; 2]>) = Default::default();
    for (mesh, welded, frame) in solids {
        let points: Vec<[f64; 3]> = welded.placed(frame).into_iter().map(|p| look.place(p)).collect();
        // Which way each triangle faces, by its directed edges.
        let mut sides: BTreeMap<[u32; 2], bool> = BTreeMap::new();
        for corners in &welded.triangles {
            let [a, b, c] = corners.map(|k| points[k as usize]);
            let twice = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
            if twice > 1e-14 {
                fronts.push([a, b, c]);
            }
            for k in 0..3 {
                sides.insert([corners[k], corners[(k + 1) % 3]], twice > 1e-14);
            }
        }
        let mut drawn: BTreeMap<[u32; 2], ()> = BTreeMap::new();
        let sharp = mesh.edges.iter().map(|e| e.map(|k| welded.of_corner[k as usize]));
        let outline = sides.iter().filter(|([a, b], front)| **front && sides.get(&[*b, *a]) == Some(&false));
        for [a, b] in sharp.chain(outline.map(|(edge, _)| *edge)) {
            // An edge with both its faces turned away is hidden in any case.
            let faces = [sides.get(&[a, b]), sides.get(&[b, a])];
            if a != b && faces.contains(&Some(&true)) {
                drawn.insert([a.min(b), a.max(b)], ());
            }
        }
        edges.extend(drawn.keys().map(|e| e.map(|k| points[k as usize])));
    }
    let grid = Grid::new(&fronts);
    let flat = |[a, b]: [[f64; 3]; 2]| [[a[0], a[1]], [b[0], b[1]]];
    let long = |e: &[[f64; 3]; 2]| libm::hypot(e[1][0] - e[0][0], e[1][1] - e[0][1]) > 1e-7;
    edges.retain(long);
    let mut pairs = 0_usize;
    let mut out = Vec::new();
    let mut marks = vec![u32::MAX; fronts.len()];
    for (k, edge) in edges.iter().enumerate() {
        let mut hidden: Vec<[f64; 2]> = Vec::new();
        for front in grid.near(edge) {
            if std::mem::replace(&mut marks[front], k as u32) == k as u32 {
                continue;
            }
            pairs += 1;
            hidden.extend(behind(edge, &fronts[front]));
        }
        if pairs > MAX_PAIRS {
            return (edges.iter().map(|e| flat(*e)).collect(), false);
        }
        crate::order::sort_by(&mut hidden, |a, b| a[0].total_cmp(&b[0]));
        let at = |t: f64| [0, 1, 2].map(|c| edge[0][c] + (edge[1][c] - edge[0][c]) * t);
        let mut from = 0.0;
        for [a, b] in hidden.into_iter().chain([[1.0, 1.0]]) {
            if a - from > 1e-6 {
                out.push(flat([at(from), at(a)]));
            }
            from = b.max(from);
        }
    }
    (out, true)
}

/// From where to where, as shares of its length, an edge lies behind a triangle.
fn behind([a, b]: &[[f64; 3]; 2], front: &Front) -> Option<[f64; 2]> {
    let (mut from, mut to) = (0.0_f64, 1.0_f64);
    for k in 0..3 {
        let (p, q) = (front[k], front[(k + 1) % 3]);
        let side = |r: &[f64; 3]| (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
        cut(side(a), side(b), &mut from, &mut to)?;
    }
    // The nearness of its plane over the edge changes evenly, too.
    let [p, q, r] = front;
    let (u, v) = ([q[0] - p[0], q[1] - p[1], q[2] - p[2]], [r[0] - p[0], r[1] - p[1], r[2] - p[2]]);
    let normal = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
    let over = |e: &[f64; 3]| p[2] - (normal[0] * (e[0] - p[0]) + normal[1] * (e[1] - p[1])) / normal[2] - e[2];
    cut(over(a) - IN_FRONT, over(b) - IN_FRONT, &mut from, &mut to)?;
    (to - from > 1e-9).then_some([from, to])
}

/// Narrows a stretch to where a value that changes evenly from `a` to `b` is positive.
fn cut(a: f64, b: f64, from: &mut f64, to: &mut f64) -> Option<()> {
    match (a > 0.0, b > 0.0) {
        (false, false) => return None,
        (true, false) => *to = to.min(a / (a - b)),
        (false, true) => *from = from.max(a / (a - b)),
        (true, true) => {}
    }
    (from < to).then_some(())
}

/// Triangles by where they lie in the picture.
struct Grid {
    low: [f64; 2],
    size: [f64; 2],
    cells: Vec<Vec<u32>>,
}

impl Grid {
    fn new(fronts: &[Front]) -> Self {
        let points = fronts.iter().flatten().map(|[x, y, _]| Vec3::new(*x, *y, 0.0));
        let bounds = Bounds::around(points).unwrap_or(Bounds { low: Vec3::default(), high: Vec3::default() });
        let size = bounds.size();
        let mut grid = Self {
            low: [bounds.low.x, bounds.low.y],
            size: [size.x.max(1e-9), size.y.max(1e-9)],
            cells: vec![Vec::new(); CELLS * CELLS],
        };
        for (k, front) in fronts.iter().enumerate() {
            for cell in grid.cells(front) {
                grid.cells[cell].push(k as u32);
            }
        }
        grid
    }

    /// The cells that the box around some points touches.
    fn cells(&self, points: &[[f64; 3]]) -> impl Iterator<Item = usize> + use<> {
        let range = |c: usize| {
            let at = |v: f64| ((v - self.low[c]) / self.size[c] * CELLS as f64).clamp(0.0, CELLS as f64 - 1.0) as usize;
            let low = points.iter().map(|p| p[c]).fold(f64::INFINITY, f64::min);
            let high = points.iter().map(|p| p[c]).fold(f64::NEG_INFINITY, f64::max);
            at(low)..=at(high)
        };
        let (across, up) = (range(0), range(1));
        up.flat_map(move |row| across.clone().map(move |column| row * CELLS + column))
    }

    fn near(&self, edge: &[[f64; 3]; 2]) -> impl Iterator<Item = usize> + '_ {
        self.cells(edge).flat_map(|cell| self.cells[cell].iter().map(|k| *k as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{Bar, Profile};

    fn length(lines: &[[[f64; 2]; 2]]) -> f64 {
        lines.iter().map(|[a, b]| libm::hypot(b[0] - a[0], b[1] - a[1])).sum()
    }

    #[test]
    fn a_block_shows_three_faces_and_hides_what_is_behind() {
        let mesh = Bar::straight(1.0, Profile::Board([1.0, 1.0])).mesh();
        let welded = mesh.welded();
        let edge = libm::sqrt(2.0 / 3.0);
        let (lines, exact) = seen(&[(&mesh, &welded, Frame::ORIGIN)], Look::isometric());
        assert!(exact && (length(&lines) - 9.0 * edge).abs() < 1e-6, "{}", length(&lines));
        // One of half its size behind it is not seen at all, in front of it its front hides a part of nothing.
        let small = Bar::straight(0.1, Profile::Board([0.1, 0.1])).mesh();
        let own = small.welded();
        let at = |y: f64| Frame { origin: Vec3::new(0.4, y, 0.0), ..Frame::ORIGIN };
        let both = |y: f64| {
            let solids = [(&mesh, &welded, Frame::ORIGIN), (&small, &own, at(y))];
            length(&seen(&solids, Look::FRONT).0)
        };
        assert!((both(2.0) - 4.0).abs() < 1e-6, "{}", both(2.0));
        assert!((both(-2.0) - 4.4).abs() < 1e-6, "{}", both(-2.0));
    }
}
