//! A straight bar of rectangular section whose ends may be cut at an angle.

use super::{Mesh, Vec3};

/// A bar along x from its origin, the section centred on the axis: width along y, thickness along z.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// Length of the centre line, metres.
    pub length: f64,
    /// Size along y, metres.
    pub width: f64,
    /// Size along z, metres.
    pub thickness: f64,
    /// How far the start and the end cut lean away from square, radians, turning from y towards x.
    /// Equal angles give a parallelogram (a brace), opposite ones a picture frame's trapezium.
    pub ends: [f64; 2],
}

/// What the saw and the scale need to know of a bar; exact, not read off the mesh.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BarFacts {
    /// From the farthest point of the start to the farthest of the end, metres: what must be cut off the stock.
    pub cut_length: f64,
    /// Volume, m³.
    pub volume: f64,
}

impl Bar {
    /// Whether it can be made: positive sizes and ends that do not cross.
    pub fn is_sound(&self) -> bool {
        let sizes = [self.length, self.width, self.thickness];
        sizes.iter().all(|s| s.is_finite() && *s > 0.0)
            && self.ends.iter().all(|a| a.abs() < 1.4)
            && self.shift(0).is_finite()
            && self.shift(1).is_finite()
            && self.length > (self.shift(1) - self.shift(0)).abs()
    }

    /// How far a cut moves along x at the edge `y = width/2`.
    fn shift(&self, end: usize) -> f64 {
        libm::tan(self.ends[end]) * self.width / 2.0
    }

    /// Cut length and volume.
    pub fn facts(&self) -> BarFacts {
        let (start, end) = (self.shift(0), self.shift(1));
        BarFacts {
            cut_length: self.length + start.abs() + end.abs(),
            // The mitres are odd in y, so they move volume from one edge to the other without changing it.
            volume: self.length * self.width * self.thickness,
        }
    }

    /// Its surface.
    pub fn mesh(&self) -> Mesh {
        let (y, z) = (self.width / 2.0, self.thickness / 2.0);
        let ring =
            |x: f64, shift: f64| [(-y, -z), (y, -z), (y, z), (-y, z)].map(|(v, w)| Vec3::new(x + shift * v / y, v, w));
        let start = ring(0.0, self.shift(0));
        let end = ring(self.length, self.shift(1));
        let mut mesh = Mesh::default();
        mesh.add_face(&[start[3], start[2], start[1], start[0]]);
        mesh.add_face(&end);
        for k in 0..4 {
            let next = (k + 1) % 4;
            mesh.add_face(&[start[k], start[next], end[next], end[k]]);
        }
        mesh
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_sound_bar_is_closed_and_its_mesh_agrees_with_its_facts(
            length in 0.05..6.0, width in 0.01..0.4, thickness in 0.005..0.2, a in -1.0..1.0, b in -1.0..1.0,
        ) {
            let bar = Bar { length, width, thickness, ends: [a, b] };
            prop_assume!(bar.is_sound());
            let mesh = bar.mesh();
            let size = mesh.bounds().unwrap().size();
            prop_assert!(mesh.is_watertight());
            prop_assert!((mesh.volume() - bar.facts().volume).abs() < 1e-9);
            prop_assert!((size.x - bar.facts().cut_length).abs() < 1e-9);
        }
    }
}
