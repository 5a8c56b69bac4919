//! Outlines of odd sheets: polygons with holes, as text and as points, checked for what cannot be cut.

use serde::{Deserialize, Serialize};

use super::cell::{read_length, write_length};
use crate::quantity::Unit;

/// Most corners of an outline with its holes.
const MAX_CORNERS: usize = 500;
/// Farthest corner from the origin (m).
pub(super) const FARTHEST: f64 = 100.0;

/// Corners in order (m); the last is joined to the first.
pub type Polygon = Vec<[f64; 2]>;

/// The shape of a sheet: not crossing itself, holes inside and apart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outline {
    /// The outer edge.
    pub outer: Polygon,
    /// Holes in it.
    pub holes: Vec<Polygon>,
}

impl Outline {
    /// Reads `x y, x y, …`; holes follow after `|`. Bare numbers have the unit given. A first corner that is
    /// repeated at the end counts once. The error says what is wrong and what to do.
    pub fn parse(text: &str, unit: &Unit) -> Result<Self, String> {
        let mut polygons = Vec::new();
        let mut corners = 0;
        for part in text.split('|') {
            let polygon = read_polygon(part, unit)?;
            corners += polygon.len();
            if corners > MAX_CORNERS {
                return Err(format!("an outline may have at most {MAX_CORNERS} corners; leave some out"));
            }
            polygons.push(polygon);
        }
        let outer = polygons.remove(0);
        let out = Self { outer, holes: polygons };
        out.check().map_err(|fault| fault.why)?;
        Ok(out)
    }

    /// The text that reads back the same, in bare millimetres.
    pub fn write(&self) -> String {
        let corner = |[x, y]: &[f64; 2]| format!("{} {}", signed(*x), signed(*y));
        let polygon = |p: &Polygon| p.iter().map(corner).collect::<Vec<_>>().join(", ");
        std::iter::once(&self.outer).chain(&self.holes).map(polygon).collect::<Vec<_>>().join(" | ")
    }

    /// Area without the holes (m²).
    pub fn area(&self) -> f64 {
        area(&self.outer) - self.holes.iter().map(area).sum::<f64>()
    }

    /// Size along x and along y (m).
    pub fn extent(&self) -> (f64, f64) {
        let along = |axis: usize| {
            let values = || self.outer.iter().map(|corner| corner[axis]);
            values().fold(f64::NEG_INFINITY, f64::max) - values().fold(f64::INFINITY, f64::min)
        };
        (along(0), along(1))
    }

    /// Why such points are no shape, as [`Self::parse`] says it; nothing where they are.
    pub(crate) fn problem(&self) -> Option<Fault> {
        let mut polygons = std::iter::once(&self.outer).chain(&self.holes).enumerate();
        let alone = |(k, polygon): (usize, &Polygon)| {
            let (why, at) = check_polygon(polygon).err()?;
            Some(Fault { why, sides: at.map_or_else(|| all_sides(k, polygon), |at| vec![(k, at)]) })
        };
        polygons.find_map(alone).or_else(|| self.check().err())
    }

    fn check(&self) -> Result<(), Fault> {
        let all: Vec<Vec<[i64; 2]>> = std::iter::once(&self.outer).chain(&self.holes).map(|p| grid(p)).collect();
        for (k, polygon) in all.iter().enumerate() {
            let what = if k == 0 { "the outline".to_owned() } else { format!("hole {k}") };
            if let Some((a, b)) = crossing(polygon) {
                let why =
                    format!("{what} crosses itself at its sides {} and {}; order its corners around", a + 1, b + 1);
                return Err(Fault { why, sides: vec![(k, a), (k, b)] });
            }
        }
        for (k, hole) in all.iter().enumerate().skip(1) {
            if edges(hole).any(|h| edges(&all[0]).any(|o| meet(h, o))) || !inside(hole[0], &all[0]) {
                let why = format!("hole {k} is not inside the outline; move it, or draw it as part of the outline");
                return Err(Fault { why, sides: all_sides(k, hole) });
            }
            for (j, other) in all.iter().enumerate().take(k).skip(1) {
                let touch = edges(hole).any(|h| edges(other).any(|o| meet(h, o)));
                if touch || inside(hole[0], other) || inside(other[0], hole) {
                    let sides = [all_sides(j, other), all_sides(k, hole)].concat();
                    return Err(Fault { why: format!("holes {j} and {k} overlap; draw them as one"), sides });
                }
            }
        }
        Ok(())
    }
}

/// Why points are no shape, and the sides that it is about: the number of the line (0 for the edge, then the holes) and
/// of the side.
pub(crate) struct Fault {
    pub(crate) why: String,
    pub(crate) sides: Vec<(usize, usize)>,
}

fn all_sides<T>(line: usize, polygon: &[T]) -> Vec<(usize, usize)> {
    (0..polygon.len()).map(|side| (line, side)).collect()
}

/// Reads polygons separated by `;`: the defects of a sheet, which may lie anywhere.
pub fn parse_polygons(text: &str, unit: &Unit) -> Result<Vec<Polygon>, String> {
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
    let read = |part: &str| {
        Outline::parse(part, unit).and_then(|o| {
            if o.holes.is_empty() {
                Ok(o.outer)
            } else {
                Err("a defect has no holes; separate defects by ;".to_owned())
            }
        })
    };
    parts.map(read).collect()
}

fn signed(value: f64) -> String {
    let text = write_length(value.abs());
    if value < 0.0 && text != "0" { format!("-{text}") } else { text }
}

fn read_polygon(text: &str, unit: &Unit) -> Result<Polygon, String> {
    let mut out: Polygon = Vec::new();
    for corner in text.split(',').map(str::trim).filter(|corner| !corner.is_empty()) {
        let numbers: Vec<&str> = corner.split_whitespace().collect();
        let [x, y] = numbers[..] else {
            return Err(format!("“{corner}” is no corner; write x and y with a space between, such as 0 600"));
        };
        let read = |word: &str| match word.strip_prefix(['-', '−']) {
            Some(rest) => read_length(rest, unit, FARTHEST).map(|value| -value),
            None => read_length(word, unit, FARTHEST),
        };
        out.push([read(x)?, read(y)?]);
        if out.len() > MAX_CORNERS {
            return Err(format!("an outline may have at most {MAX_CORNERS} corners; leave some out"));
        }
    }
    if out.len() > 1 && out.first() == out.last() {
        out.pop();
    }
    check_polygon(&out).map_err(|(why, _)| why)?;
    Ok(out)
}

/// Whether the corners alone can be a polygon; else why not, and the side that it is about unless all are.
fn check_polygon(polygon: &Polygon) -> Result<(), (String, Option<usize>)> {
    if polygon.len() < 3 {
        return Err(("an outline needs three corners or more, such as 0 0, 800 0, 0 600".to_owned(), None));
    }
    let points = grid(polygon);
    if let Some(k) = (0..points.len()).find(|k| points[*k] == points[(k + 1) % points.len()]) {
        return Err((format!("corner {} stands twice in a row; leave one out", k + 1), Some(k)));
    }
    if area(polygon) < 1e-9 {
        return Err(("the outline crosses itself or encloses nothing; order its corners around".to_owned(), None));
    }
    Ok(())
}

/// Area (m²) of a polygon, whichever way round.
fn area(polygon: &Polygon) -> f64 {
    let next = |k: usize| polygon[(k + 1) % polygon.len()];
    let twice: f64 = polygon.iter().enumerate().map(|(k, [x, y])| x * next(k)[1] - next(k)[0] * y).sum();
    twice.abs() / 2.0
}

/// Whole nanometres, so that what follows is exact.
fn grid(polygon: &[[f64; 2]]) -> Vec<[i64; 2]> {
    polygon.iter().map(|corner| corner.map(|v| libm::round(v * 1e9) as i64)).collect()
}

type Edge = ([i64; 2], [i64; 2]);

fn edges(polygon: &[[i64; 2]]) -> impl Iterator<Item = Edge> + '_ {
    (0..polygon.len()).map(|k| (polygon[k], polygon[(k + 1) % polygon.len()]))
}

/// On which side of an edge a point lies: 1 left, −1 right, 0 in line.
fn side((a, b): Edge, p: [i64; 2]) -> i128 {
    let d = |k: usize, from: [i64; 2], to: [i64; 2]| i128::from(to[k]) - i128::from(from[k]);
    (d(0, a, b) * d(1, a, p) - d(1, a, b) * d(0, a, p)).signum()
}

/// Whether two edges have a point in common.
fn meet(e: Edge, f: Edge) -> bool {
    // Most pairs are told apart by the boxes around them.
    let beyond = |k: usize, e: Edge, f: Edge| e.0[k].max(e.1[k]) < f.0[k].min(f.1[k]);
    if (0..2).any(|k| beyond(k, e, f) || beyond(k, f, e)) {
        return false;
    }
    let (a, b, c, d) = (side(e, f.0), side(e, f.1), side(f, e.0), side(f, e.1));
    let within = |(p, q): Edge, r: [i64; 2]| (0..2).all(|k| (p[k].min(q[k])..=p[k].max(q[k])).contains(&r[k]));
    (a * b < 0 && c * d < 0)
        || (a == 0 && within(e, f.0))
        || (b == 0 && within(e, f.1))
        || (c == 0 && within(f, e.0))
        || (d == 0 && within(f, e.1))
}

/// Two sides of a polygon that cross or touch where they should not.
fn crossing(polygon: &[[i64; 2]]) -> Option<(usize, usize)> {
    let all: Vec<Edge> = edges(polygon).collect();
    let n = all.len();
    for i in 0..n {
        for j in i + 1..n {
            // Neighbours share a corner; they must not fold back on each other.
            let folded = |corner: Edge, next: Edge| {
                let back = side(corner, next.1) == 0;
                let d = |e: Edge, k: usize| i128::from(e.1[k]) - i128::from(e.0[k]);
                back && d(corner, 0) * d(next, 0) + d(corner, 1) * d(next, 1) < 0
            };
            let bad = if j == i + 1 {
                folded(all[i], all[j])
            } else if i == 0 && j == n - 1 {
                folded(all[j], all[i])
            } else {
                meet(all[i], all[j])
            };
            if bad {
                return Some((i, j));
            }
        }
    }
    None
}

/// Whether a point lies inside a polygon that it does not touch.
fn inside(p: [i64; 2], polygon: &[[i64; 2]]) -> bool {
    let crossed = |(a, b): &Edge| {
        let (low, high) = if a[1] <= b[1] { (*a, *b) } else { (*b, *a) };
        low[1] <= p[1] && p[1] < high[1] && side((low, high), p) > 0
    };
    edges(polygon).filter(crossed).count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stock::columns::length;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<Outline, String> {
        Outline::parse(text, &length("mm", 0.001))
    }

    #[test]
    fn shapes_that_cannot_be_are_refused_with_a_reason() {
        for (text, word) in [
            ("", "three corners"),
            ("0 0, 1 0", "three corners"),
            ("0 0, 100, 0 100", "no corner"),
            ("0 0, 100 100, 100 0, 0 100", "crosses itself"),
            ("0 0, 100 0, 50 0, 50 100", "crosses itself"),
            ("0 0, 100 0, 100 0, 0 100", "twice"),
            ("0 0, 50 0, 100 0", "nothing"),
            ("0 0, 100 0, 100 100, 0 100 | 90 90, 110 90, 110 110, 90 110", "not inside"),
            ("0 0, 100 0, 100 100, 0 100 | 200 200, 210 200, 210 210", "not inside"),
            ("0 0, 100 0, 100 100, 0 100 | 10 10, 50 10, 50 50, 10 50 | 20 20, 30 20, 30 30", "overlap"),
            ("0 0, 100 0, 100 wide", "no number"),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.contains(word), "{text}: {error}");
        }
    }

    #[test]
    fn closed_and_open_lists_are_the_same() {
        assert_eq!(read("0 0, 80cm 0, 0 600, 0 0"), read("0 0, 800 0, 0 0.6m"));
        let holed = read("0 0, 100 0, 100 100, 0 100 | 10 10, 20 10, 20 20, 10 20").unwrap();
        assert!((holed.area() - 0.0099).abs() < 1e-12);
        assert_eq!(holed.extent(), (0.1, 0.1));
        assert_eq!(parse_polygons("0 0, 1 0, 0 1; 5 5, 6 5, 6 6;", &length("mm", 0.001)).unwrap().len(), 2);
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(radii in prop::collection::vec(1_000i32..900_000, 3..20), hole in any::<bool>()) {
            // Corners around the origin at whole micrometres never cross.
            let n = radii.len() as f64;
            let corner = |(k, r): (usize, &i32)| {
                let angle = k as f64 / n * std::f64::consts::TAU;
                [libm::cos(angle), libm::sin(angle)].map(|c| libm::round(c * f64::from(*r)) / 1e6)
            };
            let outer: Polygon = radii.iter().enumerate().map(corner).collect();
            let holes = if hole { vec![outer.iter().map(|c| c.map(|v| libm::round(v * 5e5) / 1e6)).collect()] } else { vec![] };
            let outline = Outline { outer, holes };
            if let Ok(read) = read(&outline.write()) {
                prop_assert!(read.area() > 0.0);
                prop_assert_eq!(read, outline);
            } else {
                prop_assert!(hole || radii.len() < 5, "{}", outline.write());
            }
        }

        #[test]
        fn never_panics(text in "[0-9 ,.|;m-]{0,60}") {
            let _ = read(&text);
            let _ = parse_polygons(&text, &length("mm", 0.001));
        }
    }
}
