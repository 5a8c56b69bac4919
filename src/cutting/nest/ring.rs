//! Polygons in whole micrometres, where every answer is exact.

use crate::stock::Polygon;

/// A corner (µm).
pub(super) type Corner = [i64; 2];
/// Corners in order (µm); the last is joined to the first.
pub(super) type Ring = Vec<Corner>;

/// Micrometres in a metre.
pub(super) const GRID: f64 = 1e6;

/// The nearest micrometres.
pub(super) fn ring(polygon: &Polygon) -> Ring {
    polygon.iter().map(|corner| corner.map(|v| libm::round(v * GRID) as i64)).collect()
}

/// Turned counterclockwise about the origin by hundredths of a degree; quarters of a turn are exact.
pub(super) fn turned(ring: &[Corner], turn: i32) -> Ring {
    let (sin, cos) = match turn {
        0 => (0.0, 1.0),
        9_000 => (1.0, 0.0),
        18_000 => (0.0, -1.0),
        27_000 => (-1.0, 0.0),
        _ => libm::sincos(f64::from(turn) / 18_000.0 * std::f64::consts::PI),
    };
    let place = |[x, y]: &Corner| {
        let (x, y) = (*x as f64, *y as f64);
        [libm::round(x * cos - y * sin) as i64, libm::round(x * sin + y * cos) as i64]
    };
    ring.iter().map(place).collect()
}

/// Twice the area (µm²), positive where the corners run counterclockwise.
pub(super) fn twice_area(ring: &[Corner]) -> i128 {
    edges(ring).map(|(a, b)| i128::from(a[0]) * i128::from(b[1]) - i128::from(b[0]) * i128::from(a[1])).sum()
}

/// Length all around (µm).
pub(super) fn perimeter(ring: &[Corner]) -> f64 {
    edges(ring).map(|(a, b)| libm::hypot((b[0] - a[0]) as f64, (b[1] - a[1]) as f64)).sum()
}

/// Least and greatest corner of the box around.
pub(super) fn extent(ring: &[Corner]) -> [Corner; 2] {
    let mut out = [[i64::MAX; 2], [i64::MIN; 2]];
    for corner in ring {
        for axis in 0..2 {
            out[0][axis] = out[0][axis].min(corner[axis]);
            out[1][axis] = out[1][axis].max(corner[axis]);
        }
    }
    out
}

/// Sides one after the other.
pub(super) fn edges(ring: &[Corner]) -> impl Iterator<Item = (Corner, Corner)> + '_ {
    (0..ring.len()).map(|k| (ring[k], ring[(k + 1) % ring.len()]))
}

/// Positive where three corners turn to the left.
pub(super) fn cross(a: Corner, b: Corner, c: Corner) -> i128 {
    let d = |from: i64, to: i64| i128::from(to) - i128::from(from);
    d(a[0], b[0]) * d(a[1], c[1]) - d(a[1], b[1]) * d(a[0], c[0])
}

/// The corners of the convex hull, counterclockwise (Andrew's monotone chain, 1979).
pub(super) fn hull(ring: &[Corner]) -> Ring {
    let mut corners = ring.to_vec();
    crate::order::sort_by_key(&mut corners, |c| *c);
    corners.dedup();
    let mut out: Ring = Vec::new();
    for back in [false, true] {
        let start = out.len();
        for k in 0..corners.len() {
            let corner = corners[if back { corners.len() - 1 - k } else { k }];
            while out.len() >= start + 2 && cross(out[out.len() - 2], out[out.len() - 1], corner) <= 0 {
                out.pop();
            }
            out.push(corner);
        }
        out.pop();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn turning_keeps_areas_and_quarters_come_round(
            ring in prop::collection::vec([-1_000_000i64..1_000_000, -1_000_000i64..1_000_000], 3..9), turn in 0i32..36_000,
        ) {
            let around = (0..4).fold(ring.clone(), |ring, _| turned(&ring, 9_000));
            prop_assert_eq!(&around, &ring);
            let off = (twice_area(&turned(&ring, turn)) - twice_area(&ring)).abs() as f64;
            prop_assert!(off <= 4.0 * perimeter(&ring) + 100.0, "{off}");
        }

        #[test]
        fn a_hull_is_convex_and_holds_all(ring in prop::collection::vec([-50i64..50, -50i64..50], 3..12)) {
            let hull = hull(&ring);
            if hull.len() > 2 {
                prop_assert!(edges(&hull).all(|(a, b)| ring.iter().all(|c| cross(a, b, *c) >= 0)));
            }
        }
    }
}
