//! A straight bar of any section: ends cut at angles or to fit a pipe, holes through it, notches in it.

use super::fault::{Fault, holds, is_size};
use super::notch::Notch;
use super::prism::{Drill, Prism};
use super::region::Lines;
use super::{Cut, Facts, Mesh, Profile, Region, Vec3};
use crate::expr::MAX_HOLES;

/// A bar along x from its origin, the box around its section centred on the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Length of the centre line, metres.
    pub length: f64,
    /// The section of the stock.
    pub profile: Profile,
    /// What is planed or ripped out of that section, y and z; nothing where all of it is kept.
    pub section: Option<Region>,
    /// How the start and the end are cut.
    pub cuts: [Cut; 2],
    /// Holes across it.
    pub drills: Vec<Drill>,
    /// Notches in a board, all from its edges or all from its flat sides.
    pub notches: Vec<Notch>,
}

impl Bar {
    /// A bar with square ends.
    pub fn straight(length: f64, profile: Profile) -> Self {
        Self { length, profile, section: None, cuts: [Cut::SQUARE; 2], drills: Vec::new(), notches: Vec::new() }
    }

    /// A bar with mitred ends: how far the start and the end cut lean away from square, radians, turning from y
    /// towards x. Equal angles give a parallelogram (a brace), opposite ones a picture frame's trapezium.
    pub fn mitred(length: f64, profile: Profile, [a, b]: [f64; 2]) -> Self {
        let cuts = [a, b].map(|mitre| Cut::Plane { mitre, bevel: 0.0 });
        Self { cuts, ..Self::straight(length, profile) }
    }

    /// Whether it can be made: a sound section, ends that do not cross, holes and notches that leave edges.
    pub fn check(&self) -> Result<(), Fault> {
        holds(self.profile.is_sound() && is_size(self.length), Fault::Size)?;
        holds(self.drills.len() <= MAX_HOLES && self.notches.len() <= MAX_HOLES, Fault::Many)?;
        for cut in &self.cuts {
            cut.check()?;
            let copes = matches!(cut, Cut::Cope { .. });
            holds(!copes || matches!(self.profile, Profile::Pipe(_)), Fault::End)?;
        }
        if let Some(section) = &self.section {
            section.check()?;
            let room = [
                self.profile.width(),
                self.profile.height().or(self.profile.thickness()).unwrap_or(self.profile.width()),
            ];
            let fits = |at: [f64; 2]| (0..2).all(|k| at[k].abs() <= room[k] / 2.0 + 1e-9);
            holds(section.outline().outer.into_iter().all(fits), Fault::Stock)?;
            holds(matches!(self.profile, Profile::Board(_)), Fault::Outline)?;
        }
        let lines = self.lines();
        let runs = lines.points.iter().all(|p| match self.fibre(*p) {
            Some([from, to]) => to > from,
            None => false,
        });
        holds(runs, Fault::End)?;
        if self.notches.is_empty() {
            return self.drilled(&lines).map(|_| ());
        }
        let notched = self.notched()?;
        notched.prism().drilled(&notched.drills).map(|_| ())
    }

    /// Where a fibre at y and z begins and ends.
    pub(super) fn fibre(&self, at: [f64; 2]) -> Option<[f64; 2]> {
        Some([self.cuts[0].reach(at, true)?, self.length + self.cuts[1].reach(at, false)?])
    }

    pub(super) fn lines(&self) -> Lines {
        self.section.as_ref().map_or_else(|| self.profile.lines(), Region::lines)
    }

    pub(super) fn prism<'a>(&self, lines: &'a Lines) -> Prism<'a> {
        let end = |k: usize| {
            let point = |p: &[f64; 2]| Vec3::new(self.fibre(*p).unwrap_or_default()[k], p[0], p[1]);
            lines.points.iter().map(point).collect()
        };
        Prism { lines, ends: [end(0), end(1)] }
    }

    /// Volume that the drills take.
    fn drilled(&self, lines: &Lines) -> Result<f64, Fault> {
        match self.is_round() {
            true => self.round_holes().map(|holes| holes.iter().map(|hole| hole.volume).sum()),
            false if self.drills.is_empty() => Ok(0.0),
            false => self.prism(lines).drilled(&self.drills),
        }
    }

    pub(super) fn is_round(&self) -> bool {
        self.section.is_none() && self.profile.is_round()
    }

    /// Area and its centre.
    fn area(&self) -> (f64, [f64; 2]) {
        let Some(section) = &self.section else { return (self.profile.area(), self.profile.centre()) };
        let lines = section.lines();
        let (mut area, mut moment) = (0.0, [0.0; 2]);
        for range in lines.ranges() {
            let points = &lines.points[range];
            for (a, b) in points.iter().zip(points.iter().cycle().skip(1)) {
                let cross = a[0] * b[1] - a[1] * b[0];
                area += cross / 2.0;
                moment = [0, 1].map(|k| moment[k] + cross * (a[k] + b[k]) / 6.0);
            }
        }
        (section.area(), moment.map(|m| m / area))
    }

    /// Volume before drilling, m³. Under plane cuts the mean fibre is the one through the centre of the area.
    fn sawn(&self) -> f64 {
        let long = |at: [f64; 2]| self.fibre(at).map_or(0.0, |[from, to]| to - from);
        if self.cuts.iter().all(|cut| matches!(cut, Cut::Plane { .. })) {
            let (area, centre) = self.area();
            return area * long(centre);
        }
        let Profile::Pipe([diameter, wall]) = self.profile else { return 0.0 };
        // Gauss's four points across the wall, the midpoint rule around it: exact to rounding for smooth saddles.
        const GAUSS: [(f64, f64); 4] = [
            (-0.861_136_311_594_052_6, 0.347_854_845_137_453_85),
            (-0.339_981_043_584_856_26, 0.652_145_154_862_546_1),
            (0.339_981_043_584_856_26, 0.652_145_154_862_546_1),
            (0.861_136_311_594_052_6, 0.347_854_845_137_453_85),
        ];
        let mut volume = 0.0;
        for (place, weight) in GAUSS {
            let radius = diameter / 2.0 - wall / 2.0 * (1.0 + place);
            for k in 0..STEPS {
                let [c, s] = super::grid::turn(k, STEPS);
                volume += weight * wall / 2.0 * radius * std::f64::consts::TAU / STEPS as f64
                    * long([radius * c, radius * s]);
            }
        }
        volume
    }

    /// How far it reaches along x, from long point to long point.
    fn extent(&self) -> f64 {
        let is_sawn = self.cuts.iter().all(|cut| matches!(cut, Cut::Plane { .. }));
        let points = match self.is_round() {
            true if is_sawn => Vec::new(), // told below
            // Around the outside, twice as finely as a hundredth of a millimetre asks for.
            true => (0..STEPS).map(|k| super::grid::turn(k, STEPS).map(|c| c * self.profile.width() / 2.0)).collect(),
            false => self.lines().points,
        };
        let mut reach = points
            .iter()
            .filter_map(|p| self.fibre(*p))
            .fold([f64::INFINITY, f64::NEG_INFINITY], |all, own| [all[0].min(own[0]), all[1].max(own[1])]);
        if self.is_round() {
            // A plane cut reaches farthest at the angle that it leans to, between the points looked at.
            for (k, cut) in self.cuts.iter().enumerate() {
                if let Cut::Plane { mitre, bevel } = cut {
                    let far = self.profile.width() / 2.0 * libm::hypot(libm::tan(*mitre), libm::tan(*bevel));
                    reach[k] = if k == 0 { -far } else { self.length + far };
                }
            }
        }
        reach[1] - reach[0]
    }

    /// Cut length, section and volume.
    pub fn facts(&self) -> Facts {
        let notched = if self.notches.is_empty() { None } else { self.notched().ok() };
        let volume = match &notched {
            Some(notched) => notched.volume(),
            None if self.drills.is_empty() => self.sawn(),
            None => self.sawn() - self.drilled(&self.lines()).unwrap_or(0.0),
        };
        Facts {
            length: self.extent(),
            width: self.profile.width(),
            height: self.profile.height(),
            thickness: self.profile.thickness(),
            volume,
        }
    }

    /// Its surface.
    pub fn mesh(&self) -> Mesh {
        if !self.notches.is_empty()
            && let Ok(notched) = self.notched()
        {
            return notched.prism().mesh(&notched.drills);
        }
        if self.is_round()
            && !self.drills.is_empty()
            && let Ok(holes) = self.round_holes()
        {
            return self.round_mesh(&holes);
        }
        let lines = self.lines();
        self.prism(&lines).mesh(&self.drills)
    }
}

/// Steps around a circle for what is worked out by sums.
const STEPS: usize = 256;
