//! Meshes from grids of points and from flat faces with holes: what every solid is put together from.

use earcut::Earcut;

use super::mesh::place;
use super::{Mesh, Vec3};

/// A sheet of points, ring after ring; its outside is where rings turn counter-clockwise seen from the last ring.
pub(super) struct Grid<'a> {
    /// The points of the first ring, then of the second, …
    pub points: &'a [Vec3],
    /// Points in a ring; the last one is joined to the first.
    pub around: usize,
    /// Whether the last ring is joined to the first.
    pub is_ring: bool,
    /// Whether the surface has an edge at a point of each ring, going from ring to ring.
    pub sharp: &'a dyn Fn(usize) -> bool,
    /// Whether the surface has an edge along a whole ring.
    pub crease: &'a dyn Fn(usize) -> bool,
    /// Sides of the rings that are left out.
    pub open: &'a dyn Fn(usize) -> bool,
}

/// No corner yet.
const NONE: u32 = u32::MAX;

impl Mesh {
    /// Adds the surface of a grid. Corners are shared where it is smooth; cells without area are left out.
    pub(super) fn add_grid(&mut self, grid: &Grid<'_>) {
        let around = grid.around;
        if around < 3 || grid.points.len() < 2 * around {
            return;
        }
        let rings = grid.points.len() / around;
        let cells = if grid.is_ring { rings } else { rings - 1 };
        // No index here goes round more than once.
        let wrapped = |k: usize, count: usize| if k < count { k } else { k - count };
        let at = |ring: usize, k: usize| grid.points[wrapped(ring, rings) * around + wrapped(k, around)];
        self.positions.reserve(rings * around);
        self.normals.reserve(rings * around);
        self.triangles.reserve(2 * cells * around);
        let mut faces = Vec::with_capacity(cells * around);
        for ring in 0..cells {
            for k in 0..around {
                let (across, along) = (at(ring + 1, k + 1) - at(ring, k), at(ring + 1, k) - at(ring, k + 1));
                faces.push(across.cross(along));
            }
        }
        // A corner is known by its point and by which side of the edges through that point it lies on.
        let mut corners = vec![NONE; rings * around * 4];
        let sharp: Vec<bool> = (0..around).map(grid.sharp).collect();
        let open: Vec<bool> = (0..around).map(grid.open).collect();
        let creases: Vec<bool> =
            (0..rings).map(|r| (!grid.is_ring && (r == 0 || r + 1 == rings)) || (grid.crease)(r)).collect();
        for ring in 0..cells {
            for k in (0..around).filter(|k| !open[*k]) {
                let quad = [(0, 0), (0, 1), (1, 1), (1, 0)].map(|(up, on)| {
                    let (r, c) = (wrapped(ring + up, rings), wrapped(k + on, around));
                    let class = usize::from(sharp[c] && on == 1) + 2 * usize::from(creases[r] && up == 1);
                    let slot = (r * around + c) * 4 + class;
                    if corners[slot] == NONE {
                        // The faces around the point that no edge cuts off from this one.
                        let mut normal = Vec3::default();
                        for other_up in 0..2 {
                            for other_on in 0..2 {
                                let apart = (sharp[c] && other_on != on) || (creases[r] && other_up != up);
                                let (row, side) = (r + cells - other_up, wrapped(c + around - other_on, around));
                                let is_there = grid.is_ring || (r >= other_up && r - other_up < cells);
                                if !apart && is_there && !open[side] {
                                    normal = normal + faces[wrapped(row, cells) * around + side];
                                }
                            }
                        }
                        let Some(normal) = normal.unit() else { return NONE };
                        corners[slot] = self.add_corner(at(r, c), normal);
                    }
                    corners[slot]
                });
                self.add_cell(quad, (ring + k) % 2 == 1);
                let [a, b, c, d] = quad;
                if sharp[k] && a != NONE && d != NONE {
                    self.edges.push([a, d]);
                }
                if creases[ring] && a != NONE && b != NONE {
                    self.edges.push([a, b]);
                }
                if !grid.is_ring && ring + 1 == cells && c != NONE && d != NONE {
                    self.edges.push([d, c]);
                }
            }
        }
    }

    /// Two triangles; one or none where corners fall together. The way that the cell is cut changes from cell to cell,
    /// so that what twisted cells lose beside one another they gain again.
    fn add_cell(&mut self, [a, b, c, d]: [u32; 4], is_odd: bool) {
        let pair = if is_odd { [[b, c, d], [b, d, a]] } else { [[a, b, c], [a, c, d]] };
        for triangle in pair {
            let [p, q, r] = triangle.map(|k| self.positions.get(k as usize).copied());
            if let (Some(p), Some(q), Some(r)) = (p, q, r)
                && !has_no_area([p, q, r])
            {
                self.triangles.push(triangle);
            }
        }
    }

    pub(super) fn add_corner(&mut self, position: Vec3, normal: Vec3) -> u32 {
        self.positions.push(position);
        self.normals.push(normal);
        self.positions.len() as u32 - 1
    }

    /// Adds a flat face of triangles between points; `turn` looks at it from the other side.
    /// Its edges are drawn by what stands beside it.
    pub(super) fn add_flat(&mut self, points: &[Vec3], triangles: &[[u32; 3]], normal: Vec3, turn: bool) {
        let first = self.positions.len() as u32;
        self.positions.extend_from_slice(points);
        self.normals.extend(std::iter::repeat_n(if turn { -normal } else { normal }, points.len()));
        let order = if turn { [0, 2, 1] } else { [0, 1, 2] };
        self.triangles.extend(triangles.iter().map(|t| order.map(|k| first + t[k])));
    }

    /// Adds all of another mesh, moved.
    pub(super) fn add_mesh(&mut self, other: &Self, place: impl Fn(Vec3) -> Vec3) {
        let first = self.positions.len() as u32;
        self.positions.extend(other.positions.iter().map(|p| place(*p)));
        self.normals.extend_from_slice(&other.normals);
        self.triangles.extend(other.triangles.iter().map(|t| t.map(|k| first + k)));
        self.edges.extend(other.edges.iter().map(|e| e.map(|k| first + k)));
    }
}

/// Whether two corners of a triangle fall together, as [`Mesh::is_watertight`] looks at them.
pub(super) fn has_no_area([a, b, c]: [Vec3; 3]) -> bool {
    let same = |p: Vec3, q: Vec3| {
        let d = p - q;
        d.x.abs() < 1e-7 && d.y.abs() < 1e-7 && d.z.abs() < 1e-7 && place(p) == place(q)
    };
    same(a, b) || same(b, c) || same(c, a)
}

/// Triangles of a flat face, counter-clockwise: its outer line, counter-clockwise, then those of its holes, clockwise.
/// `ends` counts the points up to the end of each line.
pub(super) fn triangles(points: &[[f64; 2]], ends: &[usize]) -> Vec<[u32; 3]> {
    if let [count] = ends
        && is_convex(points)
    {
        return (1..*count as u32 - 1).map(|k| [0, k, k + 1]).collect();
    }
    let holes: Vec<u32> = ends.iter().take(ends.len().saturating_sub(1)).map(|end| *end as u32).collect();
    // Points in line, such as those of a row of holes, would be left out of some triangles and not of their neighbours.
    // Each is therefore moved by less than can be seen, and always the same way.
    let most = points.iter().flatten().map(|c| c.abs()).fold(0.0, f64::max) * 1e-11;
    let moved = |(k, [x, y]): (usize, &[f64; 2])| {
        let off = |by: f64| (k as f64 * by - libm::floor(k as f64 * by) - 0.5) * most;
        [x + off(0.618_033_988_749_894_9), y + off(0.414_213_562_373_095)]
    };
    let points: Vec<[f64; 2]> = points.iter().enumerate().map(moved).collect();
    let mut found: Vec<u32> = Vec::new();
    Earcut::new().earcut(points.iter().copied(), &holes, &mut found);
    let turned = |t: &[u32]| {
        let [a, b, c] = [t[0], t[1], t[2]].map(|k| points[k as usize]);
        let is_left = (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0]);
        if is_left { [t[0], t[1], t[2]] } else { [t[0], t[2], t[1]] }
    };
    found.chunks_exact(3).map(turned).collect()
}

/// Whether a counter-clockwise line bulges outwards everywhere, going round once.
fn is_convex(points: &[[f64; 2]]) -> bool {
    let count = points.len();
    let (mut turns, mut before) = (0, false);
    let bulges = (0..count).all(|k| {
        let [a, b, c] = [0, 1, 2].map(|on| points[(k + on) % count]);
        let rises = b[0] > a[0] || (b[0] == a[0] && b[1] > a[1]);
        turns += usize::from(k > 0 && rises != before);
        before = rises;
        (b[0] - a[0]) * (c[1] - b[1]) > (b[1] - a[1]) * (c[0] - b[0])
    });
    count >= 3 && bulges && turns <= 2
}

/// Sides of the polygon that stands for a circle in pictures; sizes and masses are those of the circle.
pub(super) const SIDES: usize = 32;

/// A point of the unit circle, `k` sides on from its first axis; the same bits for every turn.
pub(super) fn turn(k: usize, sides: usize) -> [f64; 2] {
    let angle = std::f64::consts::TAU * (k % sides) as f64 / sides as f64;
    [libm::cos(angle), libm::sin(angle)]
}

/// A circle, counter-clockwise.
pub(super) fn circle([x, y]: [f64; 2], radius: f64) -> Vec<[f64; 2]> {
    // The first quarter gives the others.
    let quarter: [[f64; 2]; SIDES / 4] = std::array::from_fn(|k| turn(k, SIDES));
    let point = |k: usize| match (k / (SIDES / 4), quarter[k % (SIDES / 4)]) {
        (0, [c, s]) => [c, s],
        (1, [c, s]) => [-s, c],
        (2, [c, s]) => [-c, -s],
        (_, [c, s]) => [s, -c],
    };
    (0..SIDES).map(point).map(|[c, s]| [x + radius * c, y + radius * s]).collect()
}

/// Twice the area of a polygon, positive counter-clockwise.
pub(super) fn twice_area(points: &[[f64; 2]]) -> f64 {
    let cross = |a: &[f64; 2], b: &[f64; 2]| a[0] * b[1] - a[1] * b[0];
    let open: f64 = points.windows(2).map(|pair| cross(&pair[0], &pair[1])).sum();
    open + points.last().zip(points.first()).map_or(0.0, |(a, b)| cross(a, b))
}
