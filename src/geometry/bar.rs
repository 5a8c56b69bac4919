//! A straight bar of any section whose ends may be cut at an angle.

use super::{Facts, Mesh, Profile, Vec3};

/// A bar along x from its origin, the box around its section centred on the axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// Length of the centre line, metres.
    pub length: f64,
    /// Its section.
    pub profile: Profile,
    /// How far the start and the end cut lean away from square, radians, turning from y towards x.
    /// Equal angles give a parallelogram (a brace), opposite ones a picture frame's trapezium.
    pub ends: [f64; 2],
}

impl Bar {
    /// Whether it can be made: a sound section, and ends that do not cross.
    pub fn is_sound(&self) -> bool {
        self.profile.is_sound()
            && self.length.is_finite()
            && self.ends.iter().all(|a| a.abs() < 1.4)
            && self.length > (self.shift(1) - self.shift(0)).abs()
    }

    /// How far a cut moves along x at the edge `y = width/2`.
    fn shift(&self, end: usize) -> f64 {
        libm::tan(self.ends[end]) * self.profile.width() / 2.0
    }

    /// Cut length, section and volume.
    pub fn facts(&self) -> Facts {
        let (start, end) = (self.shift(0), self.shift(1));
        // A fibre at y is longer by what the mitres add there, so what counts is the length at the centre of the area.
        let fibre = self.length + (end - start) * self.profile.centre() / (self.profile.width() / 2.0);
        Facts {
            length: self.length + start.abs() + end.abs(),
            width: self.profile.width(),
            height: self.profile.height(),
            thickness: self.profile.thickness(),
            volume: self.profile.area() * fibre,
        }
    }

    /// Its surface.
    pub fn mesh(&self) -> Mesh {
        let outlines = self.profile.outlines();
        let edge = self.profile.width() / 2.0;
        let (start, end) = (self.shift(0), self.shift(1));
        let at = |x: f64, shift: f64, [y, z]: [f64; 2]| Vec3::new(x + shift * y / edge, y, z);
        let first = |p| at(0.0, start, p);
        let last = |p| at(self.length, end, p);
        let mut mesh = Mesh::default();
        for piece in self.profile.face() {
            // An edge of a piece is one of the section where it runs along an outline.
            let sharp =
                |(a, i): (usize, usize), (b, j): (usize, usize)| a == b && next(&outlines[a], i.min(j), i.max(j));
            let corner = |(outline, k): (usize, usize)| outlines[outline][k];
            let ring: Vec<_> = piece.iter().map(|k| last(corner(*k))).collect();
            mesh.add_face_with(&ring, |k| sharp(piece[k], piece[(k + 1) % piece.len()]));
            let back: Vec<_> = piece.iter().rev().copied().collect();
            let ring: Vec<_> = back.iter().map(|k| first(corner(*k))).collect();
            mesh.add_face_with(&ring, |k| sharp(back[k], back[(k + 1) % back.len()]));
        }
        for (number, outline) in outlines.iter().enumerate() {
            for k in 0..outline.len() {
                let (mut a, mut b) = (outline[k], outline[(k + 1) % outline.len()]);
                if number > 0 {
                    std::mem::swap(&mut a, &mut b); // the wall of a hole looks inwards
                }
                let side = [first(a), first(b), last(b), last(a)];
                mesh.add_face_with(&side, |k| k % 2 == 0 || self.profile.is_edged());
            }
        }
        mesh
    }
}

/// Whether two corners of an outline follow one another.
fn next(outline: &[[f64; 2]], low: usize, high: usize) -> bool {
    high - low == 1 || (low == 0 && high + 1 == outline.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn profile() -> impl Strategy<Value = Profile> {
        let size = || 0.01..0.4;
        prop_oneof![
            (size(), size()).prop_map(|(a, b)| Profile::Board([a, b])),
            size().prop_map(Profile::Rod),
            (size(), 0.001..0.1).prop_map(|(a, t)| Profile::Pipe([a, t])),
            (size(), size(), 0.001..0.1).prop_map(|(a, b, t)| Profile::Box([a, b, t])),
            (size(), size(), 0.001..0.1).prop_map(|(a, b, t)| Profile::Angle([a, b, t])),
        ]
    }

    proptest! {
        #[test]
        fn every_sound_bar_is_closed_and_its_mesh_agrees_with_its_facts(
            length in 0.05..6.0, profile in profile(), a in -1.0..1.0, b in -1.0..1.0,
        ) {
            let bar = Bar { length, profile, ends: [a, b] };
            prop_assume!(bar.is_sound());
            let mesh = bar.mesh();
            let size = mesh.bounds().unwrap().size();
            let facts = bar.facts();
            prop_assert!(mesh.is_watertight());
            // A circle of n sides holds sin(2π/n)·n/2π of its area: for 32 sides 0.994.
            let round = if profile.is_edged() { 1.0 } else { (libm::sin(std::f64::consts::TAU / 32.0)) * 32.0 / std::f64::consts::TAU };
            prop_assert!((mesh.volume() - facts.volume * round).abs() < 1e-9, "{} {}", mesh.volume(), facts.volume);
            prop_assert!((size.x - facts.length).abs() < 1e-9);
            prop_assert!((size.y - profile.width()).abs() < 1e-9);
        }
    }

    #[test]
    fn an_angle_without_mitres_weighs_what_its_legs_weigh() {
        let bar = Bar { length: 2.0, profile: Profile::Angle([0.05, 0.03, 0.004]), ends: [0.0, 0.0] };
        assert!((bar.facts().volume - 2.0 * 0.004 * (0.05 + 0.026)).abs() < 1e-12);
    }
}
