//! A board with nothing but straight cuts, by short ways: what most parts are, and all that a first visit shows.

use super::fault::{Fault, holds, is_size};
use super::{Bar, Cut, Facts, Mesh, Profile, Vec3};

/// A board along x, its section centred on the axis. Sizes in metres.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plank {
    length: f64,
    width: f64,
    thickness: f64,
    /// Mitre and bevel of the start and of the end, radians.
    cuts: [[f64; 2]; 2],
}

impl Bar {
    /// This bar as a plank, where it is one.
    pub(super) fn plank(&self) -> Option<Plank> {
        let Profile::Board([width, thickness]) = self.profile else { return None };
        let is_plain = self.section.is_none() && self.drills.is_empty() && self.notches.is_empty();
        let is_straight = self.cuts.iter().all(|cut| matches!(cut, Cut::Plane { .. }));
        let cuts = self.cuts.map(|cut| cut.angles());
        (is_plain && is_straight).then_some(Plank { length: self.length, width, thickness, cuts })
    }
}

impl Plank {
    /// As [`Bar::check`].
    pub fn check(&self) -> Result<(), Fault> {
        holds([self.length, self.width, self.thickness].into_iter().all(is_size), Fault::Size)?;
        let is_lean = |angle: &f64| angle.abs() < Cut::STEEPEST;
        holds(self.cuts.iter().flatten().all(is_lean), Fault::End)?;
        holds(self.fibres().iter().all(|[from, to]| to > from), Fault::End)
    }

    /// The corners of the section, counter-clockwise seen from +x.
    fn corners(&self) -> [[f64; 2]; 4] {
        let (y, z) = (self.width / 2.0, self.thickness / 2.0);
        [[-y, -z], [y, -z], [y, z], [-y, z]]
    }

    /// Where the edges begin and end along x.
    fn fibres(&self) -> [[f64; 2]; 4] {
        let lean = self.cuts.map(|cut| cut.map(libm::tan));
        let reach = |k: usize, [y, z]: [f64; 2]| lean[k][0] * y + lean[k][1] * z;
        self.corners().map(|at| [reach(0, at), self.length + reach(1, at)])
    }

    /// As [`Bar::facts`].
    pub fn facts(&self) -> Facts {
        let reach = self
            .fibres()
            .into_iter()
            .fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], [from, to]| [low.min(from), high.max(to)]);
        Facts {
            length: reach[1] - reach[0],
            width: self.width,
            height: None,
            thickness: Some(self.thickness),
            volume: self.width * self.thickness * self.length,
        }
    }

    /// As [`Bar::mesh`].
    pub fn mesh(&self) -> Mesh {
        let (corners, fibres) = (self.corners(), self.fibres());
        let point = |k: usize, end: usize| Vec3::new(fibres[k][end], corners[k][0], corners[k][1]);
        let mut mesh = Mesh::default();
        mesh.add_face(&[0, 1, 2, 3].map(|k| point(k, 1)));
        mesh.add_face(&[3, 2, 1, 0].map(|k| point(k, 0)));
        for k in 0..4 {
            let next = (k + 1) % 4;
            mesh.add_face(&[point(k, 0), point(next, 0), point(next, 1), point(k, 1)]);
        }
        mesh
    }

    /// Its sizes and angles, for telling solids apart.
    pub fn sizes(&self) -> [f64; 7] {
        let [[a, b], [c, d]] = self.cuts;
        [self.length, self.width, self.thickness, a, b, c, d]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{Drill, Solid};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_short_way_gives_what_the_long_way_gives(
            length in 0.05..3.0, width in 0.01..0.4, thickness in 0.005..0.1, a in -1.0..1.0, b in -1.0..1.0, c in -0.4..0.4,
        ) {
            let mut bar = Bar::mitred(length, Profile::Board([width, thickness]), [a, b]);
            bar.cuts[1] = Cut::Plane { mitre: b, bevel: c };
            let plank = bar.plank().expect("a plank");
            prop_assert_eq!(plank.check().is_ok(), bar.check().is_ok());
            if plank.check().is_err() {
                return Ok(());
            }
            let (short, long) = (plank.facts(), bar.facts());
            for (short, long) in [(short.length, long.length), (short.width, long.width), (short.volume, long.volume)] {
                prop_assert!((short - long).abs() <= 1e-12 * long);
            }
            prop_assert_eq!((short.height, short.thickness), (long.height, long.thickness));
            let mesh = plank.mesh();
            prop_assert!(mesh.is_watertight());
            prop_assert!((mesh.volume() - short.volume).abs() < 1e-9 * short.volume.max(1e-6));
            let box_of = |mesh: &Mesh| mesh.bounds().map(|b| (b.low.array(), b.high.array()));
            let ((low, high), (other_low, other_high)) = (box_of(&mesh).unwrap(), box_of(&bar.mesh()).unwrap());
            for k in 0..3 {
                prop_assert!((low[k] - other_low[k]).abs() < 1e-9 && (high[k] - other_high[k]).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn a_bored_board_is_no_plank() {
        let mut bar = Bar::straight(1.0, Profile::Board([0.1, 0.02]));
        assert!(bar.plank().is_some());
        bar.drills.push(Drill { through_flat: true, at: [0.5, 0.0], diameter: 0.01 });
        assert!(bar.plank().is_none());
        assert_ne!(Solid::Bar(bar.clone()).key(), Solid::Bar(Bar { drills: Vec::new(), ..bar }).key());
    }
}
