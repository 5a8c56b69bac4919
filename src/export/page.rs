//! A page: lines and short texts in millimetres, y upwards from the lower left corner; SVG and PDF show the same pages.

use crate::geometry::{Operation, Stroke, Vertex};

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pen {
    /// What is done to material.
    Does(Operation),
    /// A part filled lightly, with an edge.
    Fill,
    /// What is left over, filled grey.
    Rest,
    /// An edge that is seen.
    Edge,
    /// Dimensions, frames and notes.
    Thin,
    /// A centre line or an overlap.
    Dashed,
    /// An arrow head, filled.
    Arrow,
}

impl Pen {
    /// Name, which is that of its group or layer.
    pub fn name(self) -> &'static str {
        match self {
            Self::Does(operation) => layer(operation),
            Self::Fill => "PART",
            Self::Rest => "REST",
            Self::Edge => "EDGE",
            Self::Thin => "NOTE",
            Self::Dashed => "CENTRE",
            Self::Arrow => "ARROW",
        }
    }

    /// What is filled lies below all lines.
    pub fn depth(self) -> u8 {
        u8::from(!matches!(self, Self::Fill | Self::Rest))
    }

    /// Width, mm.
    pub fn width(self) -> f64 {
        match self {
            Self::Does(Operation::Bend | Operation::Mark) | Self::Thin | Self::Dashed => 0.18,
            Self::Arrow => 0.05,
            Self::Fill | Self::Rest => 0.25,
            _ => 0.35,
        }
    }

    /// Dash and gap, mm.
    pub fn dash(self) -> Option<[f64; 2]> {
        match self {
            Self::Does(Operation::Bend) | Self::Dashed => Some([3.0, 1.5]),
            _ => None,
        }
    }

    /// Colour of the line: red, green, blue.
    pub fn colour(self) -> [u8; 3] {
        match self {
            Self::Does(Operation::Drill) => [0, 90, 200],
            Self::Does(Operation::Bend) => [0, 130, 60],
            Self::Does(Operation::Mark) => [120, 120, 120],
            _ => [0, 0, 0],
        }
    }

    /// Colour inside.
    pub fn inside(self) -> Option<[u8; 3]> {
        match self {
            Self::Fill => Some([232, 240, 250]),
            Self::Rest => Some([236, 236, 236]),
            Self::Arrow => Some([0, 0, 0]),
            _ => None,
        }
    }
}

/// The layer of an operation, as laser cutters and routers are told.
pub(super) const fn layer(operation: Operation) -> &'static str {
    match operation {
        Operation::Cut => "CUT",
        Operation::Drill => "DRILL",
        Operation::Bend => "BEND",
        Operation::Mark => "MARK",
    }
}

/// Where a text stands about its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// A short text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Label {
    /// Foot of its letters, mm.
    pub at: [f64; 2],
    /// Size of its type, mm.
    pub size: f64,
    /// Where it stands about its place.
    pub anchor: Anchor,
    /// Whether it runs upwards.
    pub upright: bool,
    /// What it says.
    pub text: String,
}

/// A page in millimetres.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Page {
    /// Width and height, mm.
    pub size: [f64; 2],
    /// Its lines, mm.
    pub strokes: Vec<(Pen, Stroke)>,
    /// Its texts.
    pub labels: Vec<Label>,
}

impl Page {
    /// An empty page.
    pub fn new(size: [f64; 2]) -> Self {
        Self { size, ..Self::default() }
    }

    /// Adds a straight line.
    pub fn line(&mut self, pen: Pen, a: [f64; 2], b: [f64; 2]) {
        self.strokes.push((pen, Stroke::line(Operation::Mark, [a, b])));
    }

    /// Adds a closed line.
    pub fn polygon(&mut self, pen: Pen, points: impl IntoIterator<Item = [f64; 2]>) {
        self.strokes.push((pen, Stroke::polygon(Operation::Mark, points)));
    }

    /// Adds a rectangle between two corners.
    pub fn rectangle(&mut self, pen: Pen, [x, y]: [f64; 2], [u, v]: [f64; 2]) {
        self.polygon(pen, [[x, y], [u, y], [u, v], [x, v]]);
    }

    /// Adds a text.
    pub fn text(&mut self, at: [f64; 2], size: f64, anchor: Anchor, text: impl Into<String>) {
        self.labels.push(Label { at, size, anchor, upright: false, text: text.into() });
    }

    /// Adds what lies within a box of another drawing, moved; arcs become short straight stretches.
    pub fn window(&mut self, pen: Pen, stroke: &Stroke, [low, high]: [[f64; 2]; 2], to: [f64; 2]) {
        let moved = |p: [f64; 2]| [0, 1].map(|c| p[c] - low[c] + to[c]);
        let mut run: Vec<Vertex> = Vec::new();
        let mut runs = Vec::new();
        for pair in stroke.points().windows(2) {
            let Some([a, b]) = clipped([pair[0], pair[1]], low, high) else { continue };
            let [a, b] = [a, b].map(|p| Vertex { at: moved(p), bulge: 0.0 });
            if run.last().is_none_or(|last| last.at != a.at) {
                runs.push(std::mem::replace(&mut run, vec![a]));
            }
            run.push(b);
        }
        runs.push(run);
        for vertices in runs.into_iter().filter(|run| run.len() > 1) {
            self.strokes.push((pen, Stroke { operation: stroke.operation, vertices, closed: false }));
        }
    }
}

/// What of a straight line lies in a box.
///
/// Source: Liang and Barsky, A New Concept and Method for Line Clipping, ACM Trans. Graphics 3(1), 1984.
pub(super) fn clipped([a, b]: [[f64; 2]; 2], low: [f64; 2], high: [f64; 2]) -> Option<[[f64; 2]; 2]> {
    let (mut from, mut to) = (0.0_f64, 1.0_f64);
    for c in 0..2 {
        let along = b[c] - a[c];
        for (far, room) in [(-along, a[c] - low[c]), (along, high[c] - a[c])] {
            if far == 0.0 {
                if room < 0.0 {
                    return None;
                }
            } else if far < 0.0 {
                from = from.max(room / far);
            } else {
                to = to.min(room / far);
            }
        }
    }
    let at = |share: f64| match share {
        0.0 => a,
        1.0 => b,
        share => [0, 1].map(|c| a[c] + (b[c] - a[c]) * share),
    };
    (from < to).then(|| [at(from), at(to)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn tiles_hold_all_of_a_line_and_none_of_it_twice(a in [-5.0..25.0, -5.0..15.0], b in [-5.0..25.0, -5.0..15.0]) {
            let length = |[a, b]: [[f64; 2]; 2]| libm::hypot(b[0] - a[0], b[1] - a[1]);
            let whole = clipped([a, b], [0.0, 0.0], [20.0, 10.0]).map_or(0.0, length);
            let tiles = (0..4).map(|k| (f64::from(k % 2) * 10.0, f64::from(k / 2) * 5.0));
            let parts: f64 = tiles
                .filter_map(|(x, y)| clipped([a, b], [x, y], [x + 10.0, y + 5.0]))
                .map(length)
                .sum();
            prop_assert!((whole - parts).abs() < 1e-9, "{whole} {parts}");
        }
    }
}
