//! The sheet of paper that gives a photograph its scale: its size, its corners in order, and which way it lies.

use super::homography::{Homography, Quad};
use crate::diagnostic::{Diagnostic, Place};

/// A sheet of paper of known size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// ISO 216 A4, 210 × 297 mm.
    #[default]
    A4,
    /// ANSI A “Letter”, 8.5 × 11 in.
    Letter,
}

impl Paper {
    /// Short and long side (m).
    pub fn sides(self) -> [f64; 2] {
        match self {
            Self::A4 => [0.210, 0.297],
            Self::Letter => [0.2159, 0.2794],
        }
    }

    /// Its corners (m), around from the origin; the first side is the long one where asked.
    pub(super) fn corners(self, long_first: bool) -> Quad {
        let [short, long] = self.sides();
        let [x, y] = if long_first { [long, short] } else { [short, long] };
        [[0.0, 0.0], [x, 0.0], [x, y], [0.0, y]]
    }
}

/// Shortest side of the paper in a photo that is of any use (px).
const SHORTEST: f64 = 20.0;
/// Sine of the least angle at a corner; below that three corners lie nearly in line.
const FLATTEST: f64 = 0.08;

/// Puts four corners in order around, clockwise as one sees them, so that the first side points to the right as
/// much as any. The error says which corner is wrong, counted as marked from 1.
pub(super) fn ordered(corners: &[[f64; 2]]) -> Result<Quad, Box<Diagnostic>> {
    let error =
        |place: Place, message: String, hint: &str| Box::new(Diagnostic::error("bad-paper", place, message).hint(hint));
    let whole = || Place::whole("the paper");
    let quad: Quad = corners.try_into().map_err(|_| {
        error(whole(), format!("{} of the paper's 4 corners are marked", corners.len()), "mark all four corners")
    })?;
    if quad.as_flattened().iter().any(|v| !v.is_finite() || v.abs() > 1e6) {
        return Err(error(whole(), "a corner lies nowhere in the photo".to_owned(), "mark the four corners again"));
    }
    let middle = [0, 1].map(|k| quad.iter().map(|p| p[k]).sum::<f64>() / 4.0);
    let mut order = vec![0, 1, 2, 3];
    crate::order::sort_by(&mut order, |a, b| {
        let angle = |k: usize| libm::atan2(quad[k][1] - middle[1], quad[k][0] - middle[0]);
        angle(*a).total_cmp(&angle(*b))
    });
    let side = |k: usize| {
        let (p, q) = (quad[order[k % 4]], quad[order[(k + 1) % 4]]);
        [q[0] - p[0], q[1] - p[1]]
    };
    let length = |k: usize| libm::hypot(side(k)[0], side(k)[1]);
    for k in 0..4 {
        if length(k) < SHORTEST {
            let (a, b) = (order[k] + 1, order[(k + 1) % 4] + 1);
            let message = format!("corners {a} and {b} of the paper are only {:.0} px apart", length(k));
            let hint = "drag them apart; if the paper is that small, take the photo from nearer";
            return Err(error(Place::whole(format!("paper corner {b}")), message, hint));
        }
        let (into, out) = (side(k), side(k + 1));
        let sine = (into[0] * out[1] - into[1] * out[0]) / (length(k) * length(k + 1));
        if sine < FLATTEST {
            let corner = order[(k + 1) % 4] + 1;
            let message = format!("corner {corner} of the paper lies in line with its neighbours, or between them");
            let hint = "mark the four outer corners of the paper; take the photo from higher up if they lie in line";
            return Err(error(Place::whole(format!("paper corner {corner}")), message, hint));
        }
    }
    // Of all four sides the one that points most to the right comes first.
    let right = |k: usize| side(k)[0] / length(k);
    let first = (1..4).fold(0, |best, k| if right(k) > right(best) { k } else { best });
    Ok([0, 1, 2, 3].map(|k| quad[order[(first + k) % 4]]))
}

/// How much more likely one way must be than the other before it is called sure.
const SURE: f64 = 0.05;

/// Whether the first side is the long one, and whether that is sure: the way that agrees better with a camera of
/// square pixels whose axis goes through the middle of the photo. Its focal length is not known; usual ones are a
/// little likelier. (Conditions on the columns of a plane's homography: Hartley & Zisserman, 2nd ed., section 8.5;
/// Zhang, *A Flexible New Technique for Camera Calibration*, 2000, section 2.3.) A cropped photo may mislead it.
pub(super) fn long_first(quad: &Quad, paper: Paper, size: [f64; 2]) -> (bool, bool) {
    let cost = |long_first| {
        let Some(map) = Homography::between(&paper.corners(long_first), quad) else { return f64::INFINITY };
        let axes = map.axes().map(|[x, y, w]| [x - w * size[0] / 2.0, y - w * size[1] / 2.0, w]);
        let diagonal = libm::hypot(size[0], size[1]);
        // Focal lengths from 0.35 to 2.8 diagonals: 15 mm to 120 mm on film.
        let tries = (0..=36).map(|k| 0.35 * libm::exp2(f64::from(k) / 12.0));
        let fit = |tried: f64| {
            let f = tried * diagonal;
            let [a, b] = axes.map(|[x, y, w]| [x / f, y / f, w]);
            let dot = |p: [f64; 3], q: [f64; 3]| p[0] * q[0] + p[1] * q[1] + p[2] * q[2];
            let [aa, bb] = [dot(a, a), dot(b, b)];
            let cosine = dot(a, b) / libm::sqrt(aa * bb);
            let ratio = libm::log(aa / bb) / 2.0;
            let odd = libm::log2(tried / 0.7);
            cosine * cosine + ratio * ratio + 0.03 * odd * odd
        };
        tries.map(fit).fold(f64::INFINITY, f64::min)
    };
    let (long, short) = (cost(true), cost(false));
    (long < short, (long - short).abs() > SURE)
}
