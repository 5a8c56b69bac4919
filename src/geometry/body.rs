//! What a scale and a balance would say of a solid: mass, centre, resistance to turning.

use super::{Bounds, Mesh, Vec3};

/// A body of even density.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Body {
    /// Mass, kg.
    pub mass: f64,
    /// Centre of mass, metres.
    pub centre: Vec3,
    /// Inertia tensor about the centre of mass, kg·m², rows along x, y and z.
    pub inertia: [[f64; 3]; 3],
}

impl Mesh {
    /// The body that fills this surface and has this mass. Centre and inertia are sums over the tetrahedra from the
    /// origin to each triangle (divergence theorem): exact for flat faces; a circle of 32 sides is off by 0.6 %.
    ///
    /// Source: Tonon, “Explicit exact formulas for the 3-D tetrahedron inertia tensor in terms of its vertex
    /// coordinates”, Journal of Mathematics and Statistics 1 (2005).
    pub fn body(&self, mass: f64) -> Option<Body> {
        let middle = self.bounds().map(Bounds::centre)?;
        let mut volume = 0.0;
        let mut first = [0.0; 3];
        let mut second = [[0.0; 3]; 3];
        for t in &self.triangles {
            let [a, b, c] = t.map(|k| self.positions[k as usize] - middle);
            let v = a.dot(b.cross(c)) / 6.0;
            let sum = (a + b + c).array();
            let [a, b, c] = [a, b, c].map(Vec3::array);
            volume += v;
            for i in 0..3 {
                first[i] += v * sum[i] / 4.0;
                for j in i..3 {
                    second[i][j] += v / 20.0 * (a[i] * a[j] + b[i] * b[j] + c[i] * c[j] + sum[i] * sum[j]);
                }
            }
        }
        if volume.is_nan() || volume <= 0.0 {
            return None;
        }
        let centre = first.map(|f| f / volume);
        let about = |i: usize, j: usize| second[i.min(j)][i.max(j)] / volume - centre[i] * centre[j];
        let trace = (0..3).map(|i| about(i, i)).sum::<f64>();
        let inertia = std::array::from_fn(|i| {
            std::array::from_fn(|j| mass * (if i == j { trace - about(i, j) } else { -about(i, j) }))
        });
        Some(Body { mass, centre: middle + Vec3::from(centre), inertia })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{Bar, Profile};

    #[test]
    fn a_block_has_the_inertia_of_the_handbook() {
        let (l, w, t) = (0.6, 0.2, 0.05);
        let body = Bar::straight(l, Profile::Board([w, t])).mesh().body(3.0).unwrap();
        assert!((body.centre - Vec3::new(l / 2.0, 0.0, 0.0)).length() < 1e-12);
        let squares = [w * w + t * t, l * l + t * t, l * l + w * w];
        for (i, square) in squares.into_iter().enumerate() {
            for j in 0..3 {
                let wanted = if i == j { 3.0 / 12.0 * square } else { 0.0 };
                assert!((body.inertia[i][j] - wanted).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn nothing_has_no_body() {
        assert_eq!(Mesh::default().body(1.0), None);
    }
}
