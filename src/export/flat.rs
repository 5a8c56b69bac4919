//! Flat patterns laid out for cutters: each by itself, or all below each other with their names.

use super::page::{Anchor, Page, Pen};
use super::scene::material;
use crate::design::{Build, Part};
use crate::geometry::Pattern;
use crate::quantity::format_plain;

/// Room around and between patterns, mm.
const GAP: f64 = 10.0;
/// Size of type, mm.
const TYPE: f64 = 5.0;

/// A pattern and what it is of.
#[derive(Clone, Debug)]
pub(super) struct Flat<'a> {
    /// The part.
    pub part: &'a Part,
    /// What of it this is, where it has several; for names of files.
    pub of: String,
    /// What it is, how many and of what, for people.
    pub label: String,
    /// Its lines, metres.
    pub pattern: Pattern,
}

/// All flat patterns of the parts that stand somewhere.
pub(super) fn flats(build: &Build) -> Vec<Flat<'_>> {
    let mut out = Vec::new();
    for part in build.parts.iter().filter(|part| !part.placements.is_empty()) {
        let patterns = part.solid.patterns();
        let is_one = patterns.len() == 1;
        for (k, pattern) in patterns.into_iter().enumerate() {
            let of = if is_one { part.id.clone() } else { format!("{}-{}", part.id, k + 1) };
            let thickness = part.facts.thickness.map(|t| format!(", {} mm", format_plain(t * 1000.0, 2)));
            let own = if pattern.name.is_empty() { String::new() } else { format!(", {}", pattern.name) };
            let label = format!(
                "{}{own}: {} of {}{}",
                part.name,
                part.placements.len(),
                material(build, part),
                thickness.unwrap_or_default()
            );
            out.push(Flat { part, of, label, pattern });
        }
    }
    out
}

impl Flat<'_> {
    /// Width and height, mm.
    pub fn size(&self) -> [f64; 2] {
        let [low, high] = self.pattern.bounds();
        [0, 1].map(|c| (high[c] - low[c]) * 1000.0)
    }

    /// Draws it with the lower left corner of the box around it at a place, mm.
    pub fn draw(&self, page: &mut Page, at: [f64; 2]) {
        let [low, _] = self.pattern.bounds();
        let by = [0, 1].map(|c| at[c] - low[c] * 1000.0);
        let strokes = self.pattern.strokes.iter().map(|s| (Pen::Does(s.operation), s.placed(by, 1000.0)));
        page.strokes.extend(strokes);
    }
}

/// One pattern by itself, nothing but its lines, with a margin of 10 mm.
pub(super) fn alone(flat: &Flat<'_>) -> Page {
    let mut page = Page::new(flat.size().map(|v| v + 2.0 * GAP));
    flat.draw(&mut page, [GAP; 2]);
    page
}

/// All patterns below each other, each under its name.
pub(super) fn together(flats: &[Flat<'_>]) -> Page {
    let sizes: Vec<[f64; 2]> = flats.iter().map(Flat::size).collect();
    let wide = sizes.iter().map(|s| s[0]).fold(100.0, f64::max);
    let high: f64 = sizes.iter().map(|s| s[1] + TYPE + 2.0 * GAP).sum();
    let mut page = Page::new([wide + 2.0 * GAP, high + GAP]);
    let mut top = page.size[1] - GAP;
    for (flat, [_, height]) in flats.iter().zip(sizes) {
        page.text([GAP, top - TYPE], TYPE, Anchor::Start, &flat.label);
        flat.draw(&mut page, [GAP, top - TYPE - GAP / 2.0 - height]);
        top -= height + TYPE + 2.0 * GAP;
    }
    page
}
