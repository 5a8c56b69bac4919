//! The corners of the paper by its edges in the photo: finer than anybody can mark them.

use super::Marks;
use super::paper::ordered;
use crate::diagnostic::{Diagnostic, Place};

/// What the edges in a photo say about the corners of the paper.
#[derive(Clone, Debug, PartialEq)]
pub struct Edges {
    /// The corners (px), in the order in which they were marked.
    pub corners: Vec<[f64; 2]>,
    /// How far each may still be off along each axis (px).
    pub slip: f64,
    /// How far the farthest of them lies from its mark (px).
    pub moved: f64,
}

/// How bright a pixel of the photo is, by its column and row: 0 is black, 255 white, sRGB. Nothing where there is none.
pub type Look<'a> = dyn FnMut(usize, usize) -> Option<u8> + 'a;

/// An edge is looked for so far from the marked one: this share of the photo's longer side, within limits (px).
const REACH: f64 = 1.0 / 250.0;
const REACH_LIMITS: [f64; 2] = [5.0, 16.0];
/// An edge found is looked for again within this (px), along lines that now run across it truly.
const NEAR: f64 = 3.0;
/// Steps across an edge (px).
const STEP: f64 = 0.5;
/// Half the width of what counts as the edge itself (px).
const HALF: f64 = 2.5;
/// How often a line is fitted anew to the places that it leaves.
const ROUNDS: usize = 8;
/// Least and most places along an edge at which it is looked for.
const PLACES: [usize; 2] = [16, 240];
/// How much darker the other side of an edge must be, as a share of the brighter side.
const FAINTEST: f64 = 0.05;
/// A line whose ends are less sure than this is none (px).
const UNSURE: f64 = 0.3;
/// Bounds of [`Edges::slip`] (px): no photo is finer, and no mark worse.
const SLIPS: [f64; 2] = [0.1, super::SLIP];

/// Finds where the four edges of the paper meet near its marked corners. Across each edge the light is looked at in
/// many places; the straight line along which it changes most is the edge, and all that does not lie on it (a finger, a
/// knot, a fold) is left out.
///
/// The place of an edge is the middle of its change of light, taken in true light, not in the steps of the file
/// (IEC 61966-2-1), so that a blurred edge stays where it is; lines are fitted by least squares, places farther off than
/// three standard deviations (by the median of all) being dropped. (Subpixel edges by moments of the gradient: Fisher &
/// Naidu, *A Comparison of Algorithms for Subpixel Peak Detection*, 1996; rejection by the median: Rousseeuw & Leroy,
/// *Robust Regression and Outlier Detection*, 1987.)
///
/// # Errors
/// Why the marks had better stay as they are: the paper is too small, an edge can hardly be seen or is not straight, or
/// lies too far from the mark.
pub fn find_edges(marks: &Marks, look: &mut Look<'_>) -> Result<Edges, Box<Diagnostic>> {
    let quad = ordered(&marks.corners)?;
    let number = |p: [f64; 2]| marks.corners.iter().position(|mark| *mark == p).unwrap_or(0) + 1;
    let reach = (marks.size[0].max(marks.size[1]) * REACH).clamp(REACH_LIMITS[0], REACH_LIMITS[1]);
    let reach = if reach.is_finite() { reach } else { REACH_LIMITS[0] };
    let light = light();
    let mut see = |x: f64, y: f64| seen(x, y, &light, look);
    let (mut found, mut unsure) = (quad, 0.0);
    for within in [reach, NEAR] {
        let mut lines = Vec::new();
        for k in 0..4 {
            let (from, to) = (found[k], found[(k + 1) % 4]);
            let line = Side::between(from, to).and_then(|side| side.line(within.min(side.length / 12.0), &mut see));
            lines.push(line.map_err(|why| why.told(number(quad[k]), number(quad[(k + 1) % 4])))?);
        }
        unsure = 0.0;
        for k in 0..4 {
            let (before, after) = (&lines[(k + 3) % 4], &lines[k]);
            let sine = cross(before.along, after.along);
            found[k] = before.meets(after).ok_or_else(|| Why::Faint.told(number(quad[k]), number(quad[k])))?;
            unsure = f64::max(unsure, before.unsure.max(after.unsure) / sine.abs().max(1e-3));
        }
    }
    let far = |k: usize| libm::hypot(found[k][0] - quad[k][0], found[k][1] - quad[k][1]);
    let moved = (0..4).map(far).fold(0.0, f64::max);
    if let Some(k) = (0..4).find(|k| far(*k) > 1.5 * reach) {
        return Err(Why::Far(far(k)).told(number(quad[k]), number(quad[k])));
    }
    let place = |mark: &[f64; 2]| quad.iter().position(|p| p == mark).map_or(*mark, |k| found[k]);
    let slip = (3.0 * unsure).clamp(SLIPS[0], SLIPS[1]);
    Ok(Edges { corners: marks.corners.iter().map(place).collect(), slip, moved })
}

/// Why there is no line.
enum Why {
    Short(f64),
    Faint,
    Far(f64),
}

impl Why {
    /// Said of the edge between two corners, or of one corner.
    fn told(self, a: usize, b: usize) -> Box<Diagnostic> {
        let place = if a == b { format!("paper corner {a}") } else { format!("paper edge {a}–{b}") };
        let (message, hint) = match self {
            Self::Short(length) => (
                format!("the edge is only {length:.0} px long"),
                "take the photo from nearer, or mark as finely as you can",
            ),
            Self::Faint => (
                "no straight edge can be told from what lies beside it".to_owned(),
                "lay the paper flat on something darker, or mark as finely as you can",
            ),
            Self::Far(by) => {
                (format!("the edges meet {by:.0} px from the mark"), "move the mark to the corner, in the magnifier")
            }
        };
        Box::new(Diagnostic::warning("paper-edges", Place::whole(place), message).hint(hint))
    }
}

/// True light of each step of a file (IEC 61966-2-1).
fn light() -> [f64; 256] {
    let mut all = [0.0; 256];
    for (value, light) in (0_u32..).zip(&mut all) {
        let value = f64::from(value) / 255.0;
        *light = if value <= 0.04045 { value / 12.92 } else { libm::pow((value + 0.055) / 1.055, 2.4) };
    }
    all
}

/// The light at a place (px), between the middles of four pixels.
fn seen(x: f64, y: f64, light: &[f64; 256], look: &mut Look<'_>) -> Option<f64> {
    let (x, y) = (x - 0.5, y - 0.5);
    if !(0.0..1e6).contains(&x) || !(0.0..1e6).contains(&y) {
        return None;
    }
    let (left, top) = (libm::floor(x), libm::floor(y));
    let (u, v) = (x - left, y - top);
    let (left, top) = (left as usize, top as usize);
    let mut at = |x: usize, y: usize| look(x, y).map(|value| light[usize::from(value)]);
    let above = at(left, top)? * (1.0 - u) + at(left + 1, top)? * u;
    let below = at(left, top + 1)? * (1.0 - u) + at(left + 1, top + 1)? * u;
    Some(above * (1.0 - v) + below * v)
}

fn cross(a: [f64; 2], b: [f64; 2]) -> f64 {
    a[0] * b[1] - a[1] * b[0]
}

/// A straight line in the photo.
struct Line {
    at: [f64; 2],
    along: [f64; 2],
    /// Standard deviation of its ends (px).
    unsure: f64,
}

impl Line {
    fn meets(&self, other: &Self) -> Option<[f64; 2]> {
        let between = [other.at[0] - self.at[0], other.at[1] - self.at[1]];
        let far = cross(between, other.along) / cross(self.along, other.along);
        far.is_finite().then(|| [0, 1].map(|k| self.at[k] + far * self.along[k]))
    }
}

/// One side of the paper as it is known so far.
struct Side {
    from: [f64; 2],
    along: [f64; 2],
    /// In pixels.
    length: f64,
}

/// The light across a side: how it changes at each step, in light for a step.
struct Profile {
    /// How far along the side (px).
    at: f64,
    changes: Vec<f64>,
    brightest: f64,
}

impl Side {
    fn between(from: [f64; 2], to: [f64; 2]) -> Result<Self, Why> {
        let [x, y] = [to[0] - from[0], to[1] - from[1]];
        let length = libm::hypot(x, y);
        // Room at either end for the other edges, and enough between.
        if !(length >= 4.0 * PLACES[0] as f64 && length < 1e6) {
            return Err(Why::Short(length));
        }
        Ok(Self { from, along: [x / length, y / length], length })
    }

    /// A place so far along the side and across it.
    fn point(&self, along: f64, across: f64) -> [f64; 2] {
        let [x, y] = self.along;
        [self.from[0] + x * along - y * across, self.from[1] + y * along + x * across]
    }

    /// The straight edge within a reach of the side (px).
    fn line(&self, reach: f64, see: &mut dyn FnMut(f64, f64) -> Option<f64>) -> Result<Line, Why> {
        let steps = libm::ceil((reach + HALF + 1.0) / STEP);
        let profiles = self.profiles(steps, reach, see);
        if profiles.len() < PLACES[0] {
            return Err(Why::Faint);
        }
        let strongest = self.strongest(&profiles, steps, reach);
        let (ends, unsure) = self.settled(&profiles, steps, strongest).ok_or(Why::Faint)?;
        if unsure > UNSURE || ends.iter().any(|end| end.abs() > reach + HALF) {
            return Err(Why::Faint);
        }
        let [from, to] = [self.point(0.0, ends[0]), self.point(self.length, ends[1])];
        let far = libm::hypot(to[0] - from[0], to[1] - from[1]);
        Ok(Line { at: from, along: [0, 1].map(|k| (to[k] - from[k]) / far), unsure })
    }

    /// The line on which the places settle that start from a line, by its offsets at both ends, and how unsure these
    /// are; nothing where there are too few, or too faint ones. `sign` is the way in which the light changes.
    fn settled(&self, profiles: &[Profile], steps: f64, (mut ends, sign): ([f64; 2], f64)) -> Option<([f64; 2], f64)> {
        let brightest = median(profiles.iter().map(|p| p.brightest).collect());
        let (mut unsure, mut widest) = (f64::INFINITY, HALF / 2.0);
        for _ in 0..ROUNDS {
            let on = |at: f64| ends[0] + (ends[1] - ends[0]) * at / self.length;
            let sums: Vec<(f64, f64)> = profiles.iter().map(|p| p.sums(on(p.at), steps)).collect();
            let usual = median(sums.iter().map(|(strength, _)| strength * sign).collect());
            if usual <= FAINTEST * brightest || brightest <= 0.0 {
                return None;
            }
            // Divided by the usual strength and not by the place's own, which noise may bring near to nothing.
            let place = |(p, (strength, moment)): (&Profile, &(f64, f64))| {
                let off = moment * sign / usual;
                (strength * sign > 0.4 * usual && off.abs() <= widest).then(|| (p.at, on(p.at) + off))
            };
            let places: Vec<(f64, f64)> = profiles.iter().zip(&sums).filter_map(place).collect();
            if places.len() < PLACES[0].max(profiles.len() / 2) {
                return None;
            }
            (ends, unsure, widest) = fitted(&places, self.length);
        }
        Some((ends, unsure))
    }

    fn profiles(&self, steps: f64, reach: f64, see: &mut dyn FnMut(f64, f64) -> Option<f64>) -> Vec<Profile> {
        let margin = (reach + 2.0 * HALF).max(0.06 * self.length);
        let inner = self.length - 2.0 * margin;
        let count = (inner as usize).clamp(PLACES[0], PLACES[1]);
        let steps = steps as i32;
        let profile = |k: usize| {
            let at = margin + inner * (k as f64 + 0.5) / count as f64;
            let mut light = |step: i32| {
                let [x, y] = self.point(at, f64::from(step) * STEP);
                see(x, y)
            };
            // Two steps more on either side, for the changes.
            let all: Vec<f64> = (-steps - 2..=steps + 2).map(&mut light).collect::<Option<_>>()?;
            // Along a few steps, so that a single pixel's noise counts little; all changes together give six times
            // the whole step from one side to the other.
            let changes = all.windows(5).map(|w| (w[4] + w[3] - w[1] - w[0]) / 6.0).collect();
            Some(Profile { at, changes, brightest: all.iter().copied().fold(0.0, f64::max) })
        };
        (0..count).filter_map(profile).collect()
    }

    /// Of all straight lines that stay within reach the one along which the light changes most, by its offsets at both
    /// ends; and whether it grows lighter (1) or darker (-1) across.
    fn strongest(&self, profiles: &[Profile], steps: f64, reach: f64) -> ([f64; 2], f64) {
        // Whole pixels are fine enough to start from.
        let most = libm::floor(reach) as i32;
        let mut best = ([0.0; 2], 0.0_f64);
        for a in -most..=most {
            for b in -most..=most {
                let [start, end] = [f64::from(a), f64::from(b)];
                let change = |p: &Profile| {
                    let across = start + (end - start) * p.at / self.length;
                    p.changes.get((across / STEP + steps + 0.5) as usize).copied().unwrap_or(0.0)
                };
                let all: f64 = profiles.iter().map(change).sum();
                if all.abs() > best.1.abs() {
                    best = ([start, end], all);
                }
            }
        }
        (best.0, if best.1 < 0.0 { -1.0 } else { 1.0 })
    }
}

impl Profile {
    /// How much the light changes near a place across the side, and the first moment of that about it. What lies farther
    /// away counts less, so that nothing jumps while the place settles.
    fn sums(&self, near: f64, steps: f64) -> (f64, f64) {
        let (mut strength, mut moment) = (0.0, 0.0);
        for (k, change) in self.changes.iter().enumerate() {
            let off = (k as f64 - steps) * STEP - near;
            let far = off / HALF;
            if far.abs() < 1.0 {
                let weight = (1.0 - far * far) * (1.0 - far * far) * change;
                strength += weight;
                moment += weight * off;
            }
        }
        (strength, moment)
    }
}

/// The middle value; 0 of none.
fn median(mut all: Vec<f64>) -> f64 {
    crate::order::sort_by(&mut all, |a, b| a.total_cmp(b));
    all.get(all.len() / 2).copied().unwrap_or(0.0)
}

/// The line through places along and across a side (px): its offsets at both ends, how unsure these are, and how far a
/// place may lie from it next time.
fn fitted(places: &[(f64, f64)], length: f64) -> ([f64; 2], f64, f64) {
    let n = places.len() as f64;
    let mean = |value: &dyn Fn(&(f64, f64)) -> f64| places.iter().map(value).sum::<f64>() / n;
    let (along, across) = (mean(&|p| p.0), mean(&|p| p.1));
    let spread: f64 = places.iter().map(|p| (p.0 - along) * (p.0 - along)).sum();
    let slope = places.iter().map(|p| (p.0 - along) * (p.1 - across)).sum::<f64>() / spread.max(1e-9);
    let on = |at: f64| across + slope * (at - along);
    let off: Vec<f64> = places.iter().map(|p| (p.1 - on(p.0)).abs()).collect();
    let deviation = libm::sqrt(off.iter().map(|v| v * v).sum::<f64>() / (n - 2.0).max(1.0));
    // Neighbours share pixels, so they count half.
    let end = f64::max(along, length - along);
    let unsure = deviation * libm::sqrt(2.0 * (1.0 / n + end * end / spread.max(1e-9)));
    let widest = (3.0 * 1.4826 * median(off)).clamp(0.1, HALF / 2.0);
    ([on(0.0), on(length)], unsure, widest)
}
