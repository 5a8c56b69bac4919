//! Outlines grown or shrunk by a distance, so that shapes that keep their distance become shapes that do not meet.

use super::ring::{Corner, hull};

/// A point (µm).
pub(super) type Point = [f64; 2];

/// Most loops cut off from one outline.
const LOOPS: usize = 200;

/// Every side of a counterclockwise outline moved outwards (µm; inwards where negative). Corners that open are joined
/// by tangents to the arc that would be exact, so that the result lies outside of it. Loops that arise where
/// the outline is narrow are cut off, which closes narrow notches.
pub(super) fn offset(ring: &[Corner], distance: f64) -> Vec<Point> {
    let corners: Vec<Point> = ring.iter().map(|c| c.map(|v| v as f64)).collect();
    let n = corners.len();
    let mut out = Vec::with_capacity(2 * n);
    for k in 0..n {
        let (before, at, after) = (corners[(k + n - 1) % n], corners[k], corners[(k + 1) % n]);
        let (Some(u), Some(v)) = (direction(before, at), direction(at, after)) else { continue };
        let bend = libm::atan2(u[0] * v[1] - u[1] * v[0], u[0] * v[0] + u[1] * v[1]);
        if bend * distance >= 0.0 {
            // One tangent for each quarter of a turn.
            let pieces = libm::ceil(bend.abs() / std::f64::consts::FRAC_PI_2 - 1e-9).max(1.0);
            let step = bend / pieces;
            let reach = distance / libm::cos(step / 2.0);
            for piece in 0..pieces as usize {
                let (sin, cos) = libm::sincos((piece as f64 + 0.5) * step);
                // The outward normal of the side before, turned half a step at a time.
                let normal = [u[1], -u[0]];
                let turned = [normal[0] * cos - normal[1] * sin, normal[0] * sin + normal[1] * cos];
                out.push([at[0] + turned[0] * reach, at[1] + turned[1] * reach]);
            }
        } else {
            // A corner that closes: where the moved sides meet, or their ends where they hardly do.
            let reach = distance / libm::cos(bend / 2.0).max(0.05);
            let (sin, cos) = libm::sincos(bend / 2.0);
            let turned = [u[1] * cos + u[0] * sin, u[1] * sin - u[0] * cos];
            out.push([at[0] + turned[0] * reach, at[1] + turned[1] * reach]);
        }
    }
    cut_loops(out)
}

/// The convex hull grown by a distance: a last resort that is always simple.
pub(super) fn offset_hull(ring: &[Corner], distance: f64) -> Vec<Point> {
    offset(&hull(ring), distance)
}

fn direction(a: Point, b: Point) -> Option<Point> {
    let d = [b[0] - a[0], b[1] - a[1]];
    let length = libm::hypot(d[0], d[1]);
    (length > 0.5).then(|| [d[0] / length, d[1] / length])
}

/// Keeps the larger part of an outline at each crossing.
fn cut_loops(mut ring: Vec<Point>) -> Vec<Point> {
    for _ in 0..LOOPS {
        let Some((i, j, at)) = crossing(&ring) else { break };
        let mut inner = vec![at];
        inner.extend(&ring[i + 1..=j]);
        let mut outer = vec![at];
        outer.extend(&ring[j + 1..]);
        outer.extend(&ring[..=i]);
        ring = if area(&inner) > area(&outer) { inner } else { outer };
    }
    ring
}

fn crossing(ring: &[Point]) -> Option<(usize, usize, Point)> {
    let n = ring.len();
    let side = |k: usize| (ring[k], ring[(k + 1) % n]);
    (0..n).find_map(|i| {
        let last = if i == 0 { n.saturating_sub(1) } else { n };
        (i + 2..last).find_map(|j| meeting(side(i), side(j)).map(|at| (i, j, at)))
    })
}

fn meeting((a, b): (Point, Point), (c, d): (Point, Point)) -> Option<Point> {
    if (0..2).any(|k| a[k].max(b[k]) < c[k].min(d[k]) || c[k].max(d[k]) < a[k].min(b[k])) {
        return None;
    }
    let (u, v) = ([b[0] - a[0], b[1] - a[1]], [d[0] - c[0], d[1] - c[1]]);
    let all = u[0] * v[1] - u[1] * v[0];
    if all == 0.0 {
        return None;
    }
    let w = [c[0] - a[0], c[1] - a[1]];
    let (s, t) = ((w[0] * v[1] - w[1] * v[0]) / all, (w[0] * u[1] - w[1] * u[0]) / all);
    ((0.0..=1.0).contains(&s) && (0.0..=1.0).contains(&t)).then(|| [a[0] + s * u[0], a[1] + s * u[1]])
}

fn area(ring: &[Point]) -> f64 {
    let next = |k: usize| ring[(k + 1) % ring.len()];
    ring.iter().enumerate().map(|(k, p)| p[0] * next(k)[1] - next(k)[0] * p[1]).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_square_grows_and_shrinks_to_squares() {
        let square = [[0, 0], [1000, 0], [1000, 1000], [0, 1000]];
        let grown = offset(&square, 10.0);
        assert!((area(&grown) / 2.0 - 1020.0 * 1020.0).abs() < 1e-3, "{grown:?}");
        let shrunk = offset(&square, -10.0);
        assert!((area(&shrunk) / 2.0 - 980.0 * 980.0).abs() < 1e-3, "{shrunk:?}");
    }

    #[test]
    fn narrow_notches_close() {
        let comb = [[0, 0], [3000, 0], [3000, 1000], [1505, 1000], [1505, 100], [1495, 100], [1495, 1000], [0, 1000]];
        let grown = offset(&comb, 50.0);
        assert!(crossing(&grown).is_none());
        assert!((area(&grown) / 2.0 - 3100.0 * 1100.0).abs() < 10_000.0, "{grown:?}");
    }

    proptest! {
        #[test]
        fn no_corner_comes_nearer_than_the_distance(
            radii in prop::collection::vec(2_000.0..90_000.0f64, 3..14), distance in 1.0..3_000.0f64,
        ) {
            let corner = |(k, r): (usize, &f64)| {
                let (sin, cos) = libm::sincos(k as f64 / radii.len() as f64 * std::f64::consts::TAU);
                [libm::round(cos * r) as i64, libm::round(sin * r) as i64]
            };
            let ring: Vec<Corner> = radii.iter().enumerate().map(corner).collect();
            let grown = offset(&ring, distance);
            let next = |k: usize| grown[(k + 1) % grown.len()];
            for corner in &ring {
                let p = corner.map(|v| v as f64);
                for (k, a) in grown.iter().enumerate() {
                    let (u, w) = ([next(k)[0] - a[0], next(k)[1] - a[1]], [p[0] - a[0], p[1] - a[1]]);
                    let square = u[0] * u[0] + u[1] * u[1];
                    let t = if square > 0.0 { ((w[0] * u[0] + w[1] * u[1]) / square).clamp(0.0, 1.0) } else { 0.0 };
                    prop_assert!(libm::hypot(w[0] - t * u[0], w[1] - t * u[1]) > distance - 1.0);
                }
            }
        }
    }
}
