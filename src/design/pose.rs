//! Where moving assemblies stand: the rotor turned, the lid open.

use super::build::{Build, Movement};
use crate::geometry::{Frame, Vec3};

impl Movement {
    /// Its rest, as built: 0, or the end of its range nearest to that. Radians, or metres where it slides.
    pub fn rest(&self) -> f64 {
        self.clamped(0.0)
    }

    /// A value kept in its range.
    pub fn clamped(&self, value: f64) -> f64 {
        let [a, b] = self.range;
        // Ends that are no numbers bound nothing and move nothing.
        if a.is_finite() && b.is_finite() { value.clamp(a.min(b), a.max(b)) } else { 0.0 }
    }

    /// Whether it comes round to where it began, so that it may turn on and on.
    pub fn is_endless(&self) -> bool {
        let [a, b] = self.range;
        self.turns && (b - a).abs() >= std::f64::consts::TAU - 1e-6
    }

    /// What takes the built thing at rest to where it stands at this value.
    pub fn frame(&self, value: f64) -> Frame {
        let Some(axis) = self.axis.unit().filter(|_| value.is_finite() && self.about.is_finite()) else {
            return Frame::ORIGIN;
        };
        if !self.turns {
            return Frame { origin: axis * value, ..Frame::ORIGIN };
        }
        let (sin, cos) = (libm::sin(value), libm::cos(value));
        // Rodrigues' rotation formula.
        let turned = |v: Vec3| v * cos + axis.cross(v) * sin + axis * (axis.dot(v) * (1.0 - cos));
        let Frame { x, y, z, .. } = Frame::ORIGIN;
        Frame { origin: self.about - turned(self.about), x: turned(x), y: turned(y), z: turned(z) }
    }
}

impl Build {
    /// What takes each assembly, and all that is in it, to where it stands; `at` gives the value of each assembly's
    /// motion by its index, radians or metres. One without a value stays at rest.
    pub fn pose(&self, at: impl Fn(usize) -> Option<f64>) -> Vec<Frame> {
        let mut frames: Vec<Frame> = Vec::with_capacity(self.assemblies.len());
        for (k, assembly) in self.assemblies.iter().enumerate() {
            let outer = assembly.parent.and_then(|parent| frames.get(parent).copied()).unwrap_or(Frame::ORIGIN);
            let own = assembly.motion.as_ref().map(|motion| motion.frame(motion.clamped(at(k).unwrap_or(0.0))));
            frames.push(own.map_or(outer, |own| outer.of(&own)));
        }
        frames
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::Assembly;

    fn turning(axis: [f64; 3], about: [f64; 3], range: [f64; 2]) -> Movement {
        let [axis, about] = [axis, about].map(|[x, y, z]| Vec3::new(x, y, z));
        Movement { turns: true, axis, about, range }
    }

    fn assembly(parent: Option<usize>, motion: Option<Movement>) -> Assembly {
        let (id, name) = (String::new(), String::new());
        Assembly { id, name, parent, frame: Frame::ORIGIN, explode: Vec3::default(), motion }
    }

    fn near(a: Vec3, b: Vec3) {
        assert!((a - b).length() < 1e-12, "{a:?} {b:?}");
    }

    #[test]
    fn points_of_the_axis_stay_and_lengths_are_kept() {
        let motion = turning([1.0, 2.0, -0.5], [0.3, -0.2, 1.0], [0.0, 3.0]);
        let along = motion.about + motion.axis * 0.7;
        let (a, b) = (Vec3::new(0.1, 0.2, 0.3), Vec3::new(-1.0, 0.4, 0.0));
        for k in 0..30 {
            let frame = motion.frame(f64::from(k) * 0.1);
            near(frame.point(along), along);
            let kept = (frame.point(a) - frame.point(b)).length() - (a - b).length();
            assert!(kept.abs() < 1e-12);
            near(frame.x.cross(frame.y), frame.z);
        }
        near(motion.frame(0.0).point(a), a);
    }

    #[test]
    fn what_is_carried_moves_with_what_carries_it() {
        let quarter = std::f64::consts::FRAC_PI_2;
        let slide =
            Movement { turns: false, axis: Vec3::new(1.0, 0.0, 0.0), about: Vec3::default(), range: [0.0, 2.0] };
        let turn = turning([0.0, 0.0, 1.0], [0.0; 3], [0.0, quarter]);
        let build = Build {
            assemblies: vec![assembly(None, Some(turn)), assembly(Some(0), Some(slide)), assembly(Some(1), None)],
            ..Build::default()
        };
        let frames = build.pose(|k| [Some(quarter), Some(1.0), None][k]);
        // Slid by one along x, then turned onto y.
        near(frames[1].point(Vec3::default()), Vec3::new(0.0, 1.0, 0.0));
        assert_eq!(frames[1], frames[2]);
        let rest = build.pose(|_| None);
        assert!(rest.iter().all(|frame| *frame == Frame::ORIGIN));
    }

    #[test]
    fn nonsense_moves_nothing() {
        for motion in [
            turning([0.0; 3], [0.0; 3], [0.0, 1.0]),
            turning([1.0, 0.0, 0.0], [f64::NAN; 3], [0.0, 1.0]),
            turning([1.0, 0.0, 0.0], [0.0; 3], [f64::NAN, 1.0]),
        ] {
            let frame = motion.frame(motion.clamped(0.7));
            near(frame.point(Vec3::new(1.0, 2.0, 3.0)), Vec3::new(1.0, 2.0, 3.0));
        }
        assert!((turning([1.0, 0.0, 0.0], [0.0; 3], [-1.0, -0.2]).rest() + 0.2).abs() < 1e-15);
        assert!(turning([1.0, 0.0, 0.0], [0.0; 3], [0.0, std::f64::consts::TAU]).is_endless());
    }
}
