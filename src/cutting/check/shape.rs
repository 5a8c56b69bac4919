//! Simple polygons in whole micrometres for the checker: whether their insides meet, and whether they are far enough apart.

use crate::stock::Polygon;

type Point = [i64; 2];
type Side = (Point, Point);

/// A polygon whose inside lies to the left of its sides: all within where they run counterclockwise, else all without.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    corners: Vec<Point>,
    low: Point,
    high: Point,
    is_inside_out: bool,
}

impl Shape {
    /// Corners at the nearest micrometre after turning (degrees) and moving (µm); nothing where they are not sound.
    pub fn new(polygon: &Polygon, turn: f64, place: Point) -> Option<Self> {
        if polygon.len() < 3 || !polygon.iter().flatten().all(|v| v.abs() <= 300.0) || !turn.is_finite() {
            return None;
        }
        let (sin, cos) = (libm::sin(turn.to_radians()), libm::cos(turn.to_radians()));
        let (sin, cos) = if turn % 90.0 == 0.0 { (sin.round(), cos.round()) } else { (sin, cos) };
        let turned = |corner: &[f64; 2]| {
            let [x, y] = corner.map(|v| (v * 1e6).round());
            [(x * cos - y * sin).round() as i64 + place[0], (x * sin + y * cos).round() as i64 + place[1]]
        };
        let corners: Vec<Point> = polygon.iter().map(turned).collect();
        let along = |axis: usize| corners.iter().map(move |corner| corner[axis]);
        let low = [along(0).min()?, along(1).min()?];
        let high = [along(0).max()?, along(1).max()?];
        let mut out = Self { corners, low, high, is_inside_out: false };
        if out.signed_area() < 0 {
            out.corners.reverse();
        }
        (out.signed_area() > 0).then_some(out)
    }

    /// The same sides with the inside where the outside was.
    pub fn inside_out(&self) -> Self {
        let mut out = self.clone();
        out.corners.reverse();
        out.is_inside_out = !self.is_inside_out;
        out
    }

    /// Twice the enclosed area (µm²).
    pub fn twice_area(&self) -> i128 {
        self.signed_area().abs()
    }

    /// Whether two of its sides cross or touch that are no neighbours.
    pub fn is_crossed(&self) -> bool {
        let n = self.corners.len();
        let sides: Vec<Side> = self.sides().collect();
        let are_neighbours = |i: usize, j: usize| j == i + 1 || (i == 0 && j == n - 1);
        (0..n).any(|i| (i + 1..n).any(|j| !are_neighbours(i, j) && touch(sides[i], sides[j])))
    }

    fn signed_area(&self) -> i128 {
        self.sides().map(|(a, b)| turn([0, 0], a, b)).sum()
    }

    fn sides(&self) -> impl Iterator<Item = Side> + '_ {
        (0..self.corners.len()).map(|k| self.side(k))
    }

    fn side(&self, k: usize) -> Side {
        (self.corners[k], self.corners[(k + 1) % self.corners.len()])
    }

    /// Whether a point lies inside and not on a side.
    fn holds(&self, p: Point) -> bool {
        let mut odd = false;
        for (a, b) in self.sides() {
            if on(p, (a, b)) {
                return false;
            }
            if (a[1] > p[1]) != (b[1] > p[1]) && (turn(a, b, p) > 0) == (b[1] > a[1]) {
                odd = !odd;
            }
        }
        odd != self.is_inside_out
    }

    /// Whether whoever leaves a point of the sides towards another point enters the inside at once.
    fn is_entered(&self, from: Point, to: Point) -> bool {
        (0..self.corners.len()).any(|k| {
            let (a, b) = self.side(k);
            if from == b {
                // A corner: the inside is the wedge between the next side and this one.
                let (_, next) = self.side((k + 1) % self.corners.len());
                let (after, before) = (turn(b, next, to) > 0, turn(a, b, to) > 0);
                if turn(a, b, next) >= 0 { after && before } else { after || before }
            } else {
                from != a && on(from, (a, b)) && turn(a, b, to) > 0
            }
        })
    }
}

/// Whether the insides have a point in common. Where no side enters the other shape and no stretch of both runs the
/// same way, they have none: every place where a side could enter is a crossing, a corner within, or a point that both
/// boundaries share and that is a corner of one of them.
pub(super) fn meet(a: &Shape, b: &Shape) -> bool {
    if far(a, b, 0) {
        return false;
    }
    if a.corners.iter().any(|p| b.holds(*p)) || b.corners.iter().any(|p| a.holds(*p)) {
        return true;
    }
    a.sides().any(|s| b.sides().any(|t| cross(s, t) || run_together(s, t))) || enters(a, b) || enters(b, a)
}

/// Whether a side of the first leads from a shared point into the second.
fn enters(a: &Shape, b: &Shape) -> bool {
    a.sides().any(|(p, q)| {
        let shared = b.corners.iter().filter(|c| on(**c, (p, q))).copied().chain([p, q]);
        shared.into_iter().any(|c| (c != q && b.is_entered(c, q)) || (c != p && b.is_entered(c, p)))
    })
}

/// Whether no two points of their sides are nearer than so many µm.
pub(super) fn apart(a: &Shape, b: &Shape, gap: i64) -> bool {
    gap <= 0 || far(a, b, gap) || !a.sides().any(|s| b.sides().any(|t| near(s, t, gap)))
}

/// Whether the boxes around are farther apart than so many µm.
fn far(a: &Shape, b: &Shape, gap: i64) -> bool {
    let clear = |axis: usize| a.low[axis] - b.high[axis] >= gap || b.low[axis] - a.high[axis] >= gap;
    !a.is_inside_out && !b.is_inside_out && (clear(0) || clear(1))
}

/// Positive where three points turn to the left.
fn turn(a: Point, b: Point, c: Point) -> i128 {
    let d = |p: Point, axis: usize| i128::from(p[axis]) - i128::from(a[axis]);
    d(b, 0) * d(c, 1) - d(b, 1) * d(c, 0)
}

/// Whether a point lies in front of a side's start, as seen along the side.
fn ahead(a: Point, b: Point, p: Point) -> bool {
    let d = |p: Point, axis: usize| i128::from(p[axis]) - i128::from(a[axis]);
    d(b, 0) * d(p, 0) + d(b, 1) * d(p, 1) > 0
}

/// Whether a point lies on a side.
fn on(p: Point, (a, b): Side) -> bool {
    let within = |axis: usize| (a[axis].min(b[axis])..=a[axis].max(b[axis])).contains(&p[axis]);
    within(0) && within(1) && turn(a, b, p) == 0
}

/// Whether two sides cross at a point that is an end of neither.
fn cross((a, b): Side, (c, d): Side) -> bool {
    turn(a, b, c).signum() * turn(a, b, d).signum() < 0 && turn(c, d, a).signum() * turn(c, d, b).signum() < 0
}

fn touch(s: Side, t: Side) -> bool {
    cross(s, t) || on(s.0, t) || on(s.1, t) || on(t.0, s) || on(t.1, s)
}

/// Whether two sides share a stretch and run the same way, so that both insides lie on the same side of it.
fn run_together((a, b): Side, (c, d): Side) -> bool {
    if turn(a, b, c) != 0 || turn(a, b, d) != 0 {
        return false;
    }
    let axis = usize::from(a[0] == b[0]);
    let (forward, along) = (b[axis] > a[axis], d[axis] > c[axis]);
    let start = a[axis].min(b[axis]).max(c[axis].min(d[axis]));
    let end = a[axis].max(b[axis]).min(c[axis].max(d[axis]));
    forward == along && start < end
}

/// Whether two sides come nearer to each other than so many µm.
fn near(s: Side, t: Side, gap: i64) -> bool {
    let clear = |axis: usize| {
        let (low, high) = (s.0[axis].min(s.1[axis]), s.0[axis].max(s.1[axis]));
        low - t.0[axis].max(t.1[axis]) >= gap || t.0[axis].min(t.1[axis]) - high >= gap
    };
    if clear(0) || clear(1) {
        return false;
    }
    touch(s, t) || close(s.0, t, gap) || close(s.1, t, gap) || close(t.0, s, gap) || close(t.1, s, gap)
}

/// Whether a point is nearer to a side than so many µm: by squares, so that nothing is rounded.
fn close(p: Point, (a, b): Side, gap: i64) -> bool {
    let square = |a: Point, b: Point| {
        let d = |axis: usize| i128::from(a[axis]) - i128::from(b[axis]);
        d(0) * d(0) + d(1) * d(1)
    };
    let gap = i128::from(gap) * i128::from(gap);
    if !ahead(a, b, p) {
        square(a, p) < gap
    } else if !ahead(b, a, p) {
        square(b, p) < gap
    } else {
        let off = turn(a, b, p);
        off * off < gap * square(a, b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shape(corners: &[[i64; 2]]) -> Option<Shape> {
        let shape = Shape::new(&corners.iter().map(|c| c.map(|v| v as f64 * 1e-6)).collect(), 0.0, [0, 0])?;
        (!shape.is_crossed()).then_some(shape)
    }

    /// Whether a point of a grid four times as fine lies inside both: none means no more than touching, mostly.
    fn share_a_point(a: &Shape, b: &Shape) -> bool {
        let grow = |s: &Shape| Shape { corners: s.corners.iter().map(|c| c.map(|v| v * 8)).collect(), ..s.clone() };
        let (a, b) = (grow(a), grow(b));
        (-1..66).any(|x| (-1..66).any(|y| a.holds([x, y]) && b.holds([x, y])))
    }

    #[test]
    fn shapes_that_only_touch_do_not_meet() {
        let square = shape(&[[0, 0], [4, 0], [4, 4], [0, 4]]).unwrap();
        for (corners, meets) in [
            (vec![[4, 0], [8, 0], [8, 4], [4, 4]], false),  // side to side
            (vec![[4, 4], [8, 4], [8, 8]], false),          // corner to corner
            (vec![[4, 2], [8, 0], [8, 4]], false),          // corner to side
            (vec![[0, 0], [4, 0], [4, 4], [0, 4]], true),   // the same
            (vec![[0, 0], [2, 0], [2, 2], [0, 2]], true),   // in a corner of it
            (vec![[0, 0], [4, 4], [0, 4]], true),           // half of it
            (vec![[0, 4], [2, 0], [4, 4]], true),           // all corners on its sides
            (vec![[-2, 2], [2, -2], [6, 2], [2, 6]], true), // corners of each on sides of the other
            (vec![[-1, -1], [5, -1], [5, 5], [4, 5], [4, 0], [-1, 0]], false), // around a corner
        ] {
            assert_eq!(meet(&square, &shape(&corners).unwrap()), meets, "{corners:?}");
        }
        let outside = square.inside_out();
        for (corners, meets) in [
            (vec![[0, 0], [4, 0], [4, 4], [0, 4]], false),
            (vec![[0, 0], [4, 0], [4, 4]], false),
            (vec![[1, 1], [3, 1], [2, 3]], false),
            (vec![[1, 1], [5, 1], [2, 3]], true),
            (vec![[5, 5], [7, 5], [6, 7]], true),
            (vec![[-1, -1], [5, -1], [5, 5], [-1, 5]], true),
        ] {
            assert_eq!(meet(&shape(&corners).unwrap(), &outside), meets, "{corners:?}");
        }
    }

    proptest! {
        #[test]
        fn points_agree_with_sides(
            a in prop::collection::vec([0i64..8, 0i64..8], 3..7), b in prop::collection::vec([0i64..8, 0i64..8], 3..7),
        ) {
            let (Some(a), Some(b)) = (shape(&a), shape(&b)) else { return Ok(()) };
            let (meets, back) = (meet(&a, &b), meet(&b, &a));
            prop_assert_eq!(meets, back);
            if share_a_point(&a, &b) {
                prop_assert!(meets);
            }
            // Both do not meet, or some point is in both, or one reaches outside the other: all cannot be false.
            let outside = b.inside_out();
            prop_assert!(meets || meet(&a, &outside));
        }
    }
}
