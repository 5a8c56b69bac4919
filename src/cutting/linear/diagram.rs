//! One cut piece as bands from its start to its end, for drawing.

use serde::Serialize;

use super::{CutPiece, LinearProblem};

/// A band along a piece.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Band {
    /// Start (m).
    pub from: f64,
    /// End (m).
    pub to: f64,
    /// What it is.
    pub kind: BandKind,
}

/// What a band is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum BandKind {
    /// A part: index of its demand.
    Part(usize),
    /// The width of a cut.
    Kerf,
    /// A rest worth keeping.
    Remnant,
    /// A rest too short to keep.
    Waste,
    /// An unusable zone.
    Defect,
    /// An unusable end.
    Trim,
}

/// The bands of a piece of a plan for `problem`; they follow one another from 0 to the length of the bar.
pub fn diagram(problem: &LinearProblem, piece: &CutPiece) -> Vec<Band> {
    let Some(bar) = problem.bars.get(piece.bar) else { return Vec::new() };
    let length = if bar.length.is_finite() { bar.length.max(0.0) } else { 0.0 };
    let (kerf, trim) = (problem.settings.kerf.max(0.0), problem.settings.trim.max(0.0));
    // First come, first served: what stands earlier in this list covers what stands later.
    let mut layers: Vec<Band> = Vec::new();
    let mut add = |from: f64, to: f64, kind| layers.push(Band { from: from.max(0.0), to: to.min(length), kind });
    piece.cuts.iter().for_each(|c| add(c.from, c.to, BandKind::Part(c.part)));
    piece.remnants.iter().for_each(|r| add(r.0, r.1, BandKind::Remnant));
    bar.defects.iter().for_each(|d| add(d.0, d.1, BandKind::Defect));
    add(0.0, trim, BandKind::Trim);
    add(length - bar.tolerance.max(0.0) - trim, length, BandKind::Trim);
    piece.cuts.iter().for_each(|c| add(c.to, c.to + kerf, BandKind::Kerf));
    let mut ends: Vec<f64> = layers.iter().flat_map(|band| [band.from, band.to]).chain([0.0, length]).collect();
    ends.retain(|end| (0.0..=length).contains(end));
    crate::order::sort_by(&mut ends, f64::total_cmp);
    let mut bands: Vec<Band> = Vec::new();
    for pair in ends.windows(2).filter(|pair| pair[1] - pair[0] > 1e-7) {
        let middle = f64::midpoint(pair[0], pair[1]);
        let kind =
            layers.iter().find(|band| band.from < middle && middle < band.to).map_or(BandKind::Waste, |b| b.kind);
        match bands.last_mut() {
            // Two equal parts side by side (without kerf) stay two.
            Some(last) if last.kind == kind && !piece.cuts.iter().any(|c| c.from == pair[0]) => last.to = pair[1],
            Some(last) => {
                let from = last.to;
                bands.push(Band { from, to: pair[1], kind });
            }
            None => bands.push(Band { from: 0.0, to: pair[1], kind }),
        }
    }
    bands
}
