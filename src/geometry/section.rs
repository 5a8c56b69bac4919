//! A plane that cuts a picture open: what lies before it is left out.

use super::{Bounds, Ray, Vec3};

/// A cut square to one of the directions of space.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Section {
    /// 0 for along x (left to right), 1 for along y (front to back), 2 for along z (upwards).
    pub axis: usize,
    /// How much is kept, 0 to 1 of the size along the axis.
    pub share: f64,
}

impl Section {
    /// Direction and distance of the plane in what is shown: what lies farther is left out. From the front it is cut
    /// from the front, so along y the near side goes.
    pub fn plane(self, shown: Bounds) -> (Vec3, f64) {
        let pick = |v: Vec3| [v.x, v.y, v.z][self.axis.min(2)];
        let (low, high) = (pick(shown.low), pick(shown.high));
        // A hair beyond the end keeps what lies just there, as exactly as a graphics card counts.
        let hair = 1e-4 * shown.size().length();
        match self.axis {
            0 => (Vec3::new(1.0, 0.0, 0.0), low + (high - low) * self.share + hair),
            1 => (Vec3::new(0.0, -1.0, 0.0), -(high - (high - low) * self.share) + hair),
            _ => (Vec3::new(0.0, 0.0, 1.0), low + (high - low) * self.share + hair),
        }
    }
}

impl Ray {
    /// What a plane leaves of it, given by its direction and distance (m): where it begins, and how far it goes at most
    /// (m). Nothing where all of it is cut away.
    pub fn kept(&self, plane: Option<(Vec3, f64)>) -> Option<(Self, f64)> {
        let Some((direction, most)) = plane else { return Some((*self, f64::INFINITY)) };
        let (start, way) = (direction.dot(self.origin) - most, direction.dot(self.direction));
        let crossing = -start / way;
        match (start > 0.0, way < 0.0) {
            (true, true) => Some((Self { origin: self.origin + self.direction * crossing, ..*self }, f64::INFINITY)),
            (true, false) => None,
            (false, true) => Some((*self, f64::INFINITY)),
            (false, false) => Some((*self, if crossing.is_finite() { crossing } else { f64::INFINITY })),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: Bounds = Bounds { low: Vec3::new(-1.0, 0.0, 0.0), high: Vec3::new(1.0, 4.0, 2.0) };

    #[test]
    fn all_is_kept_at_one_and_almost_nothing_at_zero() {
        for axis in 0..3 {
            let is_kept = |share: f64, p: Vec3| {
                let (direction, most) = Section { axis, share }.plane(BOX);
                direction.dot(p) <= most
            };
            assert!(BOX.corners().iter().all(|p| is_kept(1.0, *p)));
            let kept = BOX.corners().iter().filter(|p| is_kept(0.0, **p)).count();
            assert_eq!(kept, 4, "the far face stays");
        }
    }

    #[test]
    fn a_ray_goes_on_only_where_something_is_left() {
        let ray = |y: f64, way: f64| Ray { origin: Vec3::new(0.0, y, 1.0), direction: Vec3::new(0.0, way, 0.0) };
        let plane = Some(Section { axis: 1, share: 0.5 }.plane(BOX));
        let (from_front, most) = ray(-5.0, 1.0).kept(plane).unwrap();
        assert!((from_front.origin.y - 2.0).abs() < 1e-3 && most.is_infinite());
        assert!(ray(-5.0, -1.0).kept(plane).is_none());
        let (_, most) = ray(9.0, -1.0).kept(plane).unwrap();
        assert!((most - 7.0).abs() < 1e-3);
    }
}
