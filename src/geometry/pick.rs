//! Which solid a ray meets first.

use super::{Frame, Mesh, Ray, Vec3};

/// Where a ray meets a solid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Which of the solids, counted from 0.
    pub index: usize,
    /// How far along the ray, metres.
    pub distance: f64,
}

/// The nearest of some solids that a ray meets, in front of its origin.
pub fn nearest_hit<'a>(solids: impl IntoIterator<Item = (&'a Mesh, Frame)>, ray: &Ray) -> Option<Hit> {
    let hits = solids.into_iter().enumerate().filter_map(|(index, (mesh, frame))| {
        let local = frame.ray_into(ray);
        mesh.hit_distance(&local).map(|distance| Hit { index, distance })
    });
    hits.min_by(|a, b| a.distance.total_cmp(&b.distance))
}

impl Frame {
    /// A ray of the built thing, in the coordinates of the part.
    pub fn ray_into(&self, ray: &Ray) -> Ray {
        let inward = |d: Vec3| Vec3::new(self.x.dot(d), self.y.dot(d), self.z.dot(d));
        Ray { origin: inward(ray.origin - self.origin), direction: inward(ray.direction) }
    }
}

impl Mesh {
    /// How far along a ray its surface is first met.
    pub fn hit_distance(&self, ray: &Ray) -> Option<f64> {
        let corners = self.triangles.iter().filter_map(|t| {
            let [a, b, c] = t.map(|k| self.positions.get(k as usize).copied());
            Some([a?, b?, c?])
        });
        corners.filter_map(|triangle| triangle_distance(triangle, ray)).min_by(f64::total_cmp)
    }
}

/// Möller and Trumbore's test, for both sides of the triangle.
fn triangle_distance([a, b, c]: [Vec3; 3], ray: &Ray) -> Option<f64> {
    let (ab, ac) = (b - a, c - a);
    let p = ray.direction.cross(ac);
    let determinant = ab.dot(p);
    if determinant.abs() < 1e-14 {
        return None;
    }
    let from_a = ray.origin - a;
    let u = from_a.dot(p) / determinant;
    let q = from_a.cross(ab);
    let v = ray.direction.dot(q) / determinant;
    let distance = ac.dot(q) / determinant;
    (u >= 0.0 && v >= 0.0 && u + v <= 1.0 && distance > 1e-9).then_some(distance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{Bar, Profile};
    use proptest::prelude::*;

    /// First meeting with an axis-aligned box by its three slabs.
    fn slabs(low: Vec3, high: Vec3, ray: &Ray) -> Option<f64> {
        let axes = [|v: Vec3| v.x, |v: Vec3| v.y, |v: Vec3| v.z];
        let (mut enter, mut leave) = (f64::NEG_INFINITY, f64::INFINITY);
        for of in axes {
            let a = (of(low) - of(ray.origin)) / of(ray.direction);
            let b = (of(high) - of(ray.origin)) / of(ray.direction);
            enter = enter.max(a.min(b));
            leave = leave.min(a.max(b));
        }
        (enter <= leave && leave > 0.0).then_some(if enter > 0.0 { enter } else { leave })
    }

    proptest! {
        #[test]
        fn a_ray_meets_a_box_where_its_slabs_say(
            from in prop::array::uniform3(-3.0..3.0), to in prop::array::uniform3(-0.6..0.6), size in prop::array::uniform3(0.1..1.0),
        ) {
            let [length, width, thickness] = size;
            let bar = Bar::straight(length, Profile::Board([width, thickness]));
            let origin = Vec3::new(from[0], from[1], from[2]);
            let Some(direction) = (Vec3::new(to[0], to[1], to[2]) - origin).unit() else { return Ok(()) };
            let ray = Ray { origin, direction };
            let corner = Vec3::new(length, width / 2.0, thickness / 2.0);
            let expected = slabs(Vec3::new(0.0, -corner.y, -corner.z), corner, &ray);
            match (bar.mesh().hit_distance(&ray), expected) {
                (Some(found), Some(expected)) => prop_assert!((found - expected).abs() < 1e-9),
                (found, expected) => prop_assert_eq!(found.is_some(), expected.is_some()),
            }
        }

        #[test]
        fn turning_solid_and_ray_together_changes_nothing(
            x in prop::array::uniform3(-1.0..1.0), flat in prop::array::uniform3(-1.0..1.0), y in -0.1..0.1, z in -0.1..0.1,
        ) {
            let axis = |v: [f64; 3]| Vec3::new(v[0], v[1], v[2]);
            let Some(frame) = Frame::facing(axis(flat) * 3.0, axis(x), axis(flat)) else { return Ok(()) };
            let mesh = Bar::straight(1.0, Profile::Board([0.15, 0.12])).mesh();
            let local = Ray { origin: Vec3::new(-2.0, y, z), direction: Vec3::new(1.0, 0.0, 0.0) };
            let world = Ray { origin: frame.point(local.origin), direction: frame.direction(local.direction) };
            let expected = mesh.hit_distance(&local);
            let hit = nearest_hit([(&mesh, frame)], &world);
            prop_assert_eq!(hit.is_some(), expected.is_some());
            if let (Some(hit), Some(expected)) = (hit, expected) {
                prop_assert!((hit.distance - expected).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn the_nearer_of_two_boxes_is_picked() {
        let mesh = Bar::straight(1.0, Profile::Board([1.0, 1.0])).mesh();
        let at = |x: f64| Frame {
            origin: Vec3::new(x, 0.0, 0.0),
            x: Vec3::new(1.0, 0.0, 0.0),
            y: Vec3::new(0.0, 1.0, 0.0),
            z: Vec3::new(0.0, 0.0, 1.0),
        };
        let ray = Ray { origin: Vec3::new(9.0, 0.1, 0.1), direction: Vec3::new(-1.0, 0.0, 0.0) };
        let hit = nearest_hit([(&mesh, at(0.0)), (&mesh, at(3.0)), (&mesh, at(-3.0))], &ray).unwrap();
        assert_eq!(hit.index, 1);
        assert!((hit.distance - 5.0).abs() < 1e-12);
    }
}
