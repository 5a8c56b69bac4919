//! Tables of measured points, read off by straight lines between them.

use super::Interval;
use super::limits::MAX_POINTS;

/// A piecewise linear function through given points. Outside its points it keeps the value of the nearest one: a
/// measured table says nothing about what lies beyond, and a line drawn on would say it silently.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    points: Vec<[f64; 2]>,
    /// Largest magnitude of a value, which bounds the rounding error of an interpolation.
    scale: f64,
}

impl Curve {
    /// A curve through points `[x, y]`, in SI units.
    ///
    /// # Errors
    /// In plain words: fewer than two or too many points, one that is not finite, or `x` that does not rise.
    pub fn new(points: Vec<[f64; 2]>) -> Result<Self, String> {
        if !(2..=MAX_POINTS).contains(&points.len()) {
            return Err(format!("a table has 2 to {MAX_POINTS} points, this one has {}", points.len()));
        }
        if points.iter().flatten().any(|v| !v.is_finite()) {
            return Err("every value of a table must be a number".to_owned());
        }
        if let Some(k) = points.windows(2).position(|p| p[0][0] >= p[1][0]) {
            return Err(format!("the first column must rise; points {} and {} do not", k + 1, k + 2));
        }
        let scale = points.iter().fold(0.0, |most: f64, p| most.max(p[1].abs()));
        Ok(Self { points, scale })
    }

    /// Least and greatest `x` of its points.
    pub fn span(&self) -> Interval {
        let at = |p: Option<&[f64; 2]>| p.map_or(f64::NAN, |p| p[0]);
        Interval::new(at(self.points.first()), at(self.points.last()))
    }

    /// The value at `x`; that of the nearest point outside [`Curve::span`].
    pub fn at(&self, x: f64) -> f64 {
        let after = self.points.partition_point(|p| p[0] <= x);
        let (Some(b), false) = (self.points.get(after), x.is_nan()) else {
            return if x.is_nan() { x } else { self.points[after - 1][1] };
        };
        let Some(a) = after.checked_sub(1).map(|k| self.points[k]) else { return b[1] };
        let value = a[1] + (x - a[0]) / (b[0] - a[0]) * (b[1] - a[1]);
        value.clamp(a[1].min(b[1]), a[1].max(b[1]))
    }

    /// All values over an interval. Between two points the curve is monotone, so its ends and the points within
    /// decide.
    pub(super) fn within(&self, x: Interval) -> Interval {
        if x.low.is_nan() || x.high.is_nan() {
            return Interval::ALL;
        }
        let ends = Interval::point(self.at(x.low)).hull(Interval::point(self.at(x.high)));
        let first = self.points.partition_point(|p| p[0] <= x.low);
        let inside = self.points[first..].iter().take_while(|p| p[0] < x.high);
        let all = inside.fold(ends, |all, p| all.hull(Interval::point(p[1])));
        // Five roundings, each of at most half a unit in the last place of a number no larger than twice `scale`.
        let slack = 5.0 * f64::EPSILON * self.scale;
        Interval::new(all.low - slack, all.high + slack)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keeps_to_its_points_and_never_goes_beyond_them() {
        let curve = Curve::new(vec![[0.0, 1.0], [1.0, 3.0], [3.0, 2.0]]).unwrap();
        for (x, y) in [(-5.0, 1.0), (0.0, 1.0), (0.5, 2.0), (1.0, 3.0), (2.0, 2.5), (3.0, 2.0), (99.0, 2.0)] {
            assert_eq!(curve.at(x), y, "{x}");
        }
        assert!(curve.at(f64::NAN).is_nan());
        assert!(curve.within(Interval::new(0.5, 2.0)).contains(3.0));
    }

    #[test]
    fn refuses_what_is_no_table() {
        for points in [vec![], vec![[0.0, 1.0]], vec![[0.0, 1.0], [0.0, 2.0]], vec![[0.0, 1.0], [1.0, f64::NAN]]] {
            assert!(Curve::new(points).is_err());
        }
    }

    proptest! {
        #[test]
        fn intervals_hold_every_value(
            steps in proptest::collection::vec((1e-3..5.0f64, -1e3..1e3f64), 2..12), low in -5.0..60.0f64,
            width in 0.0..20.0f64, at in 0.0..1.0f64,
        ) {
            let mut x = 0.0;
            let points = steps.iter().map(|(step, y)| { x += step; [x, *y] }).collect();
            let curve = Curve::new(points).unwrap();
            let value = curve.at(low + width * at);
            prop_assert!(curve.within(Interval::new(low, low + width)).contains(value));
        }
    }
}
