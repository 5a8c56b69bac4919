//! How an end of a bar is cut: by a plane, or to fit around a pipe.

use super::Vec3;
use super::fault::{Fault, holds, is_size};

/// An end cut. The bar lies along x; its length is that of the centre line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cut {
    /// A straight cut.
    Plane {
        /// How far it leans away from square as seen on the flat side, radians, turning from y towards x.
        mitre: f64,
        /// How far it leans away from square as seen on the edge, radians, turning from z towards x.
        bevel: f64,
    },
    /// A saddle that fits around a pipe, which the centre line meets.
    Cope {
        /// Outside diameter of that pipe, metres.
        diameter: f64,
        /// How far that pipe leans away from square, radians, turning from its direction towards x.
        mitre: f64,
        /// Its direction: turned from y towards z, radians.
        turn: f64,
    },
}

impl Cut {
    /// Square to the bar.
    pub const SQUARE: Self = Self::Plane { mitre: 0.0, bevel: 0.0 };

    /// Steepest lean, radians: at 80° a cut is six times as long as the bar is wide.
    pub(super) const STEEPEST: f64 = 1.4;

    /// How far a fibre at y and z reaches beyond the end of the centre line, along x; at the start it counts the
    /// same way. Where the fibre misses the pipe of a cope there is no answer.
    pub fn reach(&self, [y, z]: [f64; 2], is_start: bool) -> Option<f64> {
        match *self {
            Self::Plane { mitre, bevel } => Some(libm::tan(mitre) * y + libm::tan(bevel) * z),
            Self::Cope { diameter, mitre, turn } => {
                // The distance of the point p from the line through the origin along d is the radius; solve for p.x,
                // on the side that the bar comes from. The origin is then moved so that the centre line ends at 0.
                let radius = diameter / 2.0;
                let d =
                    Vec3::new(libm::sin(mitre), libm::cos(mitre) * libm::cos(turn), libm::cos(mitre) * libm::sin(turn));
                let along = y * d.y + z * d.z;
                let across = 1.0 - d.x * d.x;
                let root = d.x * along * d.x * along - across * (y * y + z * z - along * along - radius * radius);
                let sign = if is_start { 1.0 } else { -1.0 };
                let at = (d.x * along + sign * libm::sqrt(root.max(0.0))) / across;
                (root >= 0.0).then_some(at - sign * radius / libm::sqrt(across))
            }
        }
    }

    /// Lean and second lean, as drawings and lists say them.
    // Not inlined: LLVM 22 then reads the lean before it is known that there is a cut, at a place that only a cut has,
    // and a bill of materials with a carved part ends the program.
    #[inline(never)]
    pub fn angles(&self) -> [f64; 2] {
        match *self {
            Self::Plane { mitre, bevel } => [mitre, bevel],
            Self::Cope { mitre, .. } => [mitre, 0.0],
        }
    }

    pub(super) fn check(&self) -> Result<(), Fault> {
        let steepest = self.angles().into_iter().map(f64::abs).fold(0.0, f64::max);
        holds(self.angles().iter().all(|a| a.is_finite()) && steepest < Self::STEEPEST, Fault::End)?;
        match self {
            Self::Plane { .. } => Ok(()),
            Self::Cope { diameter, turn, .. } => holds(is_size(*diameter) && turn.abs() < 100.0, Fault::End),
        }
    }
}
