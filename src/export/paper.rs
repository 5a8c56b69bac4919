//! Sheets of paper, and what stands on every one: frame, title block, dimensions.

use super::Imprint;
use super::page::{Anchor, Page, Pen};

/// A size of paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8½ × 11 inches.
    Letter,
}

impl Paper {
    /// The names that the command line uses.
    pub const NAMES: [(&'static str, Self); 2] = [("a4", Self::A4), ("letter", Self::Letter)];

    /// Width and height upright, mm.
    pub fn size(self) -> [f64; 2] {
        match self {
            Self::A4 => [210.0, 297.0],
            Self::Letter => [215.9, 279.4],
        }
    }
}

/// Margin that every printer leaves, mm.
pub(super) const MARGIN: f64 = 12.0;
/// Height of the title block, mm.
const BLOCK: f64 = 22.0;

/// A sheet across, with frame and title block; the room for the drawing: lower left and upper right corner.
pub(super) fn sheet(paper: Paper, title: &str, facts: &[String], imprint: &Imprint) -> (Page, [[f64; 2]; 2]) {
    let [height, width] = paper.size();
    let mut page = Page::new([width, height]);
    let (left, right, low, top) = (MARGIN, width - MARGIN, MARGIN, height - MARGIN);
    page.rectangle(Pen::Thin, [left, low], [right, top]);
    page.line(Pen::Thin, [left, low + BLOCK], [right, low + BLOCK]);
    page.text([left + 3.0, low + BLOCK - 7.0], 5.0, Anchor::Start, title);
    for (k, fact) in facts.iter().take(2).enumerate() {
        page.text([left + 3.0, low + 8.5 - 5.0 * k as f64], 3.2, Anchor::Start, fact);
    }
    let own = [imprint.what(), imprint.whose(), "Made with Scrapwright".to_owned()];
    for (k, line) in own.into_iter().enumerate() {
        page.text([right - 3.0, low + BLOCK - 6.0 - 5.5 * k as f64], 3.0, Anchor::End, line);
    }
    (page, [[left + 3.0, low + BLOCK + 3.0], [right - 3.0, top - 3.0]])
}

impl Page {
    /// A dimension line from point to point, its text at the middle; `off` is how far it stands aside, to the left
    /// of the way from `a` to `b`.
    pub(super) fn dimension(&mut self, a: [f64; 2], b: [f64; 2], off: f64, text: String) {
        let way = [b[0] - a[0], b[1] - a[1]];
        let length = libm::hypot(way[0], way[1]);
        if length < 1e-9 {
            return;
        }
        let along = way.map(|v| v / length);
        let aside = [-along[1], along[0]];
        let at = |p: [f64; 2], on: f64, out: f64| [0, 1].map(|c| p[c] + along[c] * on + aside[c] * out);
        let beyond = off + 1.5 * off.signum();
        self.line(Pen::Thin, at(a, 0.0, off.signum()), at(a, 0.0, beyond));
        self.line(Pen::Thin, at(b, 0.0, off.signum()), at(b, 0.0, beyond));
        // Short dimensions have their arrows outside.
        let inside = length > 8.0;
        let reach = if inside { 0.0 } else { 5.0 };
        self.line(Pen::Thin, at(a, -reach, off), at(b, reach, off));
        let head = if inside { 2.2 } else { -2.2 };
        for (p, head) in [(a, head), (b, -head)] {
            self.polygon(Pen::Arrow, [at(p, 0.0, off), at(p, head, off + 0.45), at(p, head, off - 0.45)]);
        }
        let middle = [0, 1].map(|c| (a[c] + b[c]) / 2.0 + aside[c] * off);
        let is_high = along[1].abs() > along[0].abs();
        let upright = is_high && length > 2.0 * text.chars().count() as f64;
        let (at, anchor) = match (is_high, upright) {
            (true, true) => ([middle[0] - 0.8, middle[1]], Anchor::Middle),
            (true, false) => ([middle[0] - 1.2, middle[1] - 1.0], Anchor::End),
            (false, _) => ([middle[0], middle[1] + 0.8], Anchor::Middle),
        };
        let label = super::page::Label { at, size: 3.0, anchor, upright, text };
        self.labels.push(label);
    }
}
