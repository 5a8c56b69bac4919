//! A camera that orbits a point: pure numbers, no screen and no graphics library.

use super::{Bounds, Vec3};

/// The lens of a natural look, and one so long that parallel edges stay parallel; see [`Orbit::lens`].
const LENSES: [f64; 2] = [0.16, 0.012];
/// How far the camera may tip: from straight above to a little below the ground.
const PITCH: [f64; 2] = [-0.6, std::f64::consts::FRAC_PI_2];

/// Where the camera stands and what it looks at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Orbit {
    /// The point in the middle of the picture, metres.
    pub target: Vec3,
    /// From the eye to the target, metres.
    pub distance: f64,
    /// Turn about the vertical, radians: 0 looks at the front (from −y), π/2 at the right side (from +x).
    pub yaw: f64,
    /// Height of the eye over the horizon, radians.
    pub pitch: f64,
    /// Tangent of half the angle seen across the shorter side of the picture.
    pub lens: f64,
}

/// The parts of a picture's sides to keep free, as fractions of its width and height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Margins {
    /// Above what is shown.
    pub top: f64,
    /// Below it.
    pub bottom: f64,
    /// To either side.
    pub sides: f64,
}

/// A half-line from the eye.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ray {
    /// Where it starts, metres.
    pub origin: Vec3,
    /// Unit direction.
    pub direction: Vec3,
}

/// A point of the picture, y downwards, with its depth along the view in metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Projected {
    /// From the left, in the unit of the picture's width.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// Distance from the eye along the view direction, metres.
    pub depth: f64,
}

impl Orbit {
    /// A camera with a natural lens.
    pub fn new(target: Vec3, distance: f64, yaw: f64, pitch: f64) -> Self {
        Self { target, distance, yaw, pitch, lens: LENSES[0] }
    }

    /// The same picture at the target through a natural or a long lens.
    pub fn through_lens(self, long: bool) -> Self {
        let lens = LENSES[usize::from(long)];
        Self { distance: self.distance * self.lens / lens, lens, ..self }
    }

    /// How much farther away this lens stands than the natural one.
    pub fn stretch(&self) -> f64 {
        LENSES[0] / self.lens
    }

    /// Right, up and forward of the picture: unit directions square to each other.
    pub fn basis(&self) -> [Vec3; 3] {
        let (sy, cy) = (libm::sin(self.yaw), libm::cos(self.yaw));
        let (sp, cp) = (libm::sin(self.pitch), libm::cos(self.pitch));
        let right = Vec3::new(cy, sy, 0.0);
        let forward = Vec3::new(-sy * cp, cy * cp, -sp);
        [right, right.cross(forward), forward]
    }

    /// Where the eye is.
    pub fn eye(&self) -> Vec3 {
        self.target - self.basis()[2] * self.distance
    }

    /// Turned about a point that keeps its place in the picture.
    pub fn turned(self, pivot: Vec3, yaw: f64, pitch: f64) -> Self {
        let offset = self.basis().map(|axis| axis.dot(self.target - pivot));
        let pitch = (self.pitch + pitch).clamp(PITCH[0], PITCH[1]);
        let turned = Self { yaw: (self.yaw + yaw) % std::f64::consts::TAU, pitch, ..self };
        let [right, up, forward] = turned.basis();
        Self { target: pivot + right * offset[0] + up * offset[1] + forward * offset[2], ..turned }
    }
}

/// An orbit seen through a picture of some size: turns points into places and places into rays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// Where the camera stands.
    pub orbit: Orbit,
    /// Width of the picture, in any unit (pixels).
    pub width: f64,
    /// Height of the picture, in the same unit.
    pub height: f64,
}

impl View {
    /// Tangents of the half angles across and down.
    fn tangents(&self) -> [f64; 2] {
        let aspect = (self.width / self.height).clamp(0.05, 20.0);
        [aspect.max(1.0), (1.0 / aspect).max(1.0)].map(|side| side * self.orbit.lens)
    }

    /// Where a point appears; nothing where it lies behind the eye.
    pub fn project(&self, p: Vec3) -> Option<Projected> {
        let [right, up, forward] = self.orbit.basis();
        let from_eye = p - self.orbit.eye();
        let depth = from_eye.dot(forward);
        let [tx, ty] = self.tangents();
        (depth > 1e-9).then(|| Projected {
            x: (1.0 + from_eye.dot(right) / (depth * tx)) * self.width / 2.0,
            y: (1.0 - from_eye.dot(up) / (depth * ty)) * self.height / 2.0,
            depth,
        })
    }

    /// The point of a straight edge that is nearest in the picture to a place; nothing where an end is behind the eye.
    pub fn nearest_on(&self, edge: &[Vec3; 2], x: f64, y: f64) -> Option<Vec3> {
        let [a, b] = [self.project(edge[0])?, self.project(edge[1])?];
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let along = ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy).max(1e-12);
        let along = along.clamp(0.0, 1.0);
        // Even steps in the picture are not even in space: nearer halves look longer.
        let share = along * a.depth / (b.depth + (a.depth - b.depth) * along).max(1e-12);
        Some(edge[0] + (edge[1] - edge[0]) * share)
    }

    /// The ray through a place of the picture.
    pub fn ray(&self, x: f64, y: f64) -> Ray {
        let [right, up, forward] = self.orbit.basis();
        let [tx, ty] = self.tangents();
        let across = right * ((2.0 * x / self.width - 1.0) * tx);
        let along = forward + across + up * ((1.0 - 2.0 * y / self.height) * ty);
        Ray { origin: self.orbit.eye(), direction: along.unit().unwrap_or(forward) }
    }

    /// Metres that one unit of the picture covers at the target.
    pub fn scale(&self) -> f64 {
        2.0 * self.orbit.distance * self.tangents()[1] / self.height
    }

    /// The camera moved so that what is shown shifts by this much in the picture.
    pub fn panned(&self, dx: f64, dy: f64) -> Orbit {
        let [right, up, _] = self.orbit.basis();
        let shift = right * (-dx * self.scale()) + up * (dy * self.scale());
        Orbit { target: self.orbit.target + shift, ..self.orbit }
    }

    /// The camera moved nearer (factor below 1) or farther, what lies under a place staying there.
    pub fn zoomed(&self, factor: f64, x: f64, y: f64, limits: [f64; 2]) -> Orbit {
        let distance = (self.orbit.distance * factor).clamp(limits[0], limits[1]);
        let kept = 1.0 - distance / self.orbit.distance;
        let Ray { origin, direction } = self.ray(x, y);
        let forward = self.orbit.basis()[2];
        let under = origin + direction * (self.orbit.distance / direction.dot(forward).max(1e-6));
        Orbit { target: self.orbit.target + (under - self.orbit.target) * kept, distance, ..self.orbit }
    }

    /// The nearest camera with this view's directions from which a box fills the picture inside the margins.
    pub fn fitted(&self, bounds: Bounds, margins: Margins) -> Orbit {
        let basis = self.orbit.basis();
        let centre = bounds.centre();
        let corners = bounds.corners().map(|c| basis.map(|axis| axis.dot(c - centre)));
        let [tx, ty] = self.tangents();
        let across = span(&corners, 0, [-tx * (1.0 - 2.0 * margins.sides), tx * (1.0 - 2.0 * margins.sides)]);
        let down = span(&corners, 1, [-ty * (1.0 - 2.0 * margins.bottom), ty * (1.0 - 2.0 * margins.top)]);
        let nearest = corners.iter().map(|c| -c[2]).fold(0.0, f64::max);
        let distance = across.distance.max(down.distance).max(nearest * 1.05).max(1e-3);
        let shift = basis[0] * across.middle(distance) + basis[1] * down.middle(distance);
        Orbit { target: centre + shift, distance, ..self.orbit }
    }

    /// Column-major matrix from space to the clip cube of a graphics card.
    pub fn clip_matrix(&self, near: f64, far: f64) -> [[f64; 4]; 4] {
        let [right, up, forward] = self.orbit.basis();
        let eye = self.orbit.eye();
        let [tx, ty] = self.tangents();
        let (a, b) = ((far + near) / (far - near), -2.0 * far * near / (far - near));
        let rows = [
            (right * (1.0 / tx), -right.dot(eye) / tx),
            (up * (1.0 / ty), -up.dot(eye) / ty),
            (forward * a, -forward.dot(eye) * a + b),
            (forward, -forward.dot(eye)),
        ];
        let column = |of: fn(Vec3) -> f64| rows.map(|(row, _)| of(row));
        [column(|v| v.x), column(|v| v.y), column(|v| v.z), rows.map(|(_, w)| w)]
    }
}

/// What one direction of the picture asks of the camera: a least distance, and between which shifts it may stand.
struct Span {
    distance: f64,
    low: f64,
    high: f64,
    tangents: [f64; 2],
}

impl Span {
    fn middle(&self, distance: f64) -> f64 {
        (self.high - distance * self.tangents[1] + self.low - distance * self.tangents[0]) / 2.0
    }
}

/// Every corner must satisfy `t₀·(d + depth) ≤ place − shift ≤ t₁·(d + depth)`.
fn span(corners: &[[f64; 3]; 8], axis: usize, tangents: [f64; 2]) -> Span {
    let high = corners.iter().map(|c| c[axis] - c[2] * tangents[1]).fold(f64::NEG_INFINITY, f64::max);
    let low = corners.iter().map(|c| c[axis] - c[2] * tangents[0]).fold(f64::INFINITY, f64::min);
    Span { distance: (high - low) / (tangents[1] - tangents[0]), low, high, tangents }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn point(range: std::ops::Range<f64>) -> impl Strategy<Value = Vec3> {
        (range.clone(), range.clone(), range).prop_map(|(x, y, z)| Vec3::new(x, y, z))
    }

    fn view() -> impl Strategy<Value = View> {
        (point(-2.0..2.0), 0.5..9.0, -3.0..3.0, -0.6..1.57, 200.0..2000.0, 200.0..2000.0).prop_map(
            |(target, distance, yaw, pitch, width, height)| View {
                orbit: Orbit::new(target, distance, yaw, pitch),
                width,
                height,
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_pressed_on_an_edge_is_found_in_space(
            view in view(), a in point(-2.0..2.0), b in point(-2.0..2.0), share in 0.0..=1.0f64,
        ) {
            let point = a + (b - a) * share;
            let (Some(from), Some(to), Some(at)) = (view.project(a), view.project(b), view.project(point)) else {
                return Ok(());
            };
            prop_assume!(from.depth.min(to.depth) > 1e-2);
            prop_assume!((from.x - to.x).hypot(from.y - to.y) > 1.0);
            let found = view.nearest_on(&[a, b], at.x, at.y).unwrap();
            prop_assert!((found - point).length() < 1e-5, "{found:?} {point:?}");
        }

        #[test]
        fn the_ray_through_a_projected_point_meets_it(view in view(), p in point(-2.0..2.0)) {
            let Some(place) = view.project(p) else { return Ok(()) };
            prop_assume!(place.depth > 1e-3);
            let ray = view.ray(place.x, place.y);
            let along = (p - ray.origin).dot(ray.direction);
            prop_assert!((ray.origin + ray.direction * along - p).length() < 1e-7);
        }

        #[test]
        fn the_clip_matrix_agrees_with_the_projection(view in view(), p in point(-2.0..2.0)) {
            let Some(place) = view.project(p) else { return Ok(()) };
            prop_assume!(place.depth > 0.01);
            let m = view.clip_matrix(0.01, 100.0);
            let clip: Vec<f64> = (0..4).map(|r| m[0][r] * p.x + m[1][r] * p.y + m[2][r] * p.z + m[3][r]).collect();
            prop_assert!((clip[3] - place.depth).abs() < 1e-9);
            prop_assert!(((clip[0] / clip[3] + 1.0) * view.width / 2.0 - place.x).abs() < 1e-5 * (1.0 + place.x.abs()));
            prop_assert!(((1.0 - clip[1] / clip[3]) * view.height / 2.0 - place.y).abs() < 1e-5 * (1.0 + place.y.abs()));
        }

        #[test]
        fn a_fitted_box_lies_inside_the_margins_and_touches_one(
            view in view(), low in point(-3.0..0.0), size in point(0.05..4.0),
            top in 0.02..0.2, bottom in 0.02..0.2, sides in 0.02..0.2,
        ) {
            let bounds = Bounds { low, high: low + size };
            let margins = Margins { top, bottom, sides };
            let fitted = View { orbit: view.fitted(bounds, margins), ..view };
            let mut least = f64::INFINITY;
            for corner in bounds.corners() {
                let at = fitted.project(corner).unwrap();
                let (x, y) = (at.x / view.width, at.y / view.height);
                for room in [x - sides, 1.0 - sides - x, y - top, 1.0 - bottom - y] {
                    prop_assert!(room > -1e-9, "{room}");
                    least = least.min(room);
                }
            }
            prop_assert!(least < 1e-6 || fitted.orbit.distance <= 1.06 * size.length());
        }

        #[test]
        fn another_lens_keeps_what_lies_in_the_plane_of_the_target(view in view(), right in -1.0..1.0, up in -1.0..1.0) {
            let [r, u, _] = view.orbit.basis();
            let p = view.orbit.target + r * right + u * up;
            let (before, after) = (view.project(p), View { orbit: view.orbit.through_lens(true), ..view }.project(p));
            let (Some(before), Some(after)) = (before, after) else { return Ok(()) };
            prop_assert!((before.x - after.x).abs() < 1e-6 * (1.0 + before.x.abs()));
            prop_assert!((before.y - after.y).abs() < 1e-6 * (1.0 + before.y.abs()));
        }

        #[test]
        fn a_pivot_keeps_its_place_while_turning(view in view(), pivot in point(-1.0..1.0), yaw in -2.0..2.0, pitch in -1.0..1.0) {
            let Some(before) = view.project(pivot) else { return Ok(()) };
            prop_assume!(before.depth > 0.1);
            let after = View { orbit: view.orbit.turned(pivot, yaw, pitch), ..view }.project(pivot).unwrap();
            prop_assert!((before.x - after.x).abs() < 1e-5 && (before.y - after.y).abs() < 1e-5);
        }

        #[test]
        fn zooming_keeps_what_lies_under_the_pointer(view in view(), x in 0.0..200.0, y in 0.0..200.0, factor in 0.3..3.0) {
            let on_plane = |view: &View| {
                let ray = view.ray(x, y);
                ray.origin + ray.direction * (view.orbit.distance / ray.direction.dot(view.orbit.basis()[2]))
            };
            let before = on_plane(&view);
            let after = on_plane(&View { orbit: view.zoomed(factor, x, y, [1e-3, 1e3]), ..view });
            prop_assert!((before - after).length() < 1e-7);
        }
    }
}
