//! Finds cuts from edge to edge that take a layout apart.
//!
//! Cutting at every line that meets no part never does harm: whatever takes a panel apart also takes apart the
//! pieces of it. So the first direction is all that has to be tried.

use super::model::Rect;
use super::{Axis, SheetCuts};

/// A cut in the grown sheet: the saw removes one kerf below `at`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Line {
    pub axis: Axis,
    pub at: i32,
    pub from: i32,
    pub to: i32,
    pub stage: u32,
    /// Low edge of the panel that this row of cuts began with.
    pub edge: i32,
}

/// The cuts in order and the rests that fall off.
#[derive(Clone, Debug, Default)]
pub(super) struct Sawing {
    pub lines: Vec<Line>,
    pub rests: Vec<Rect>,
}

impl Sawing {
    fn clear(&mut self) -> &mut Self {
        self.lines.clear();
        self.rests.clear();
        self
    }
}

/// How a sheet is taken apart into these grown parts; nothing where these kinds of cuts do not do it. Free
/// layouts may use any number of stages.
pub(super) fn saw(sheet: Rect, parts: &[Rect], cuts: SheetCuts) -> Option<Sawing> {
    let (stages, first) = match cuts {
        SheetCuts::Free => (None, None),
        SheetCuts::EdgeToEdge { stages, first } => (stages.map(|s| u32::from(s.max(1))), first),
    };
    let ways = first.map_or(vec![Axis::Length, Axis::Width], |axis| vec![axis]);
    let largest = |sawing: &Sawing| sawing.rests.iter().map(Rect::area).max().unwrap_or(0);
    let mut best: Option<Sawing> = None;
    for axis in ways {
        let mut sawing = Sawing::default();
        let found = split(sheet, parts.to_vec(), axis, 1, stages, &mut sawing)
            // Where the first direction is given but cuts nothing, the first stage is left out.
            || (first.is_some() && split(sheet, parts.to_vec(), axis.other(), 2, stages, sawing.clear()));
        if found && best.as_ref().is_none_or(|b| largest(&sawing) > largest(b)) {
            best = Some(sawing);
        }
    }
    best
}

/// Cuts a panel along an axis, then each piece along the other one.
fn split(panel: Rect, mut parts: Vec<Rect>, axis: Axis, stage: u32, stages: Option<u32>, out: &mut Sawing) -> bool {
    match parts.as_slice() {
        [] => {
            out.rests.push(panel);
            return true;
        }
        [part] if *part == panel => return true,
        _ => {}
    }
    // The last stage only trims a single part.
    if stages.is_some_and(|most| stage > most && parts.len() > 1) {
        return false;
    }
    let span = |r: &Rect| if axis == Axis::Length { (r.y0, r.y1) } else { (r.x0, r.x1) };
    let piece = |from: i32, to: i32| match axis {
        Axis::Length => Rect { y0: from, y1: to, ..panel },
        Axis::Width => Rect { x0: from, x1: to, ..panel },
    };
    let (low, high) = span(&panel);
    let (from, to) = if axis == Axis::Length { (panel.x0, panel.x1) } else { (panel.y0, panel.y1) };
    crate::order::sort_by_key(&mut parts, |r| span(r));
    // Groups of parts that overlap when seen along the cuts.
    let mut groups: Vec<(i32, i32, Vec<Rect>)> = Vec::new();
    for part in parts {
        let (start, end) = span(&part);
        match groups.last_mut() {
            Some(group) if start < group.1 => {
                group.1 = group.1.max(end);
                group.2.push(part);
            }
            _ => groups.push((start, end, vec![part])),
        }
    }
    if groups.len() == 1 && groups[0].0 == low && groups[0].1 == high {
        return false;
    }
    let mut pieces: Vec<(i32, i32, Vec<Rect>)> = Vec::new();
    let mut at = low;
    for group in groups {
        if group.0 > at {
            pieces.push((at, group.0, Vec::new()));
        }
        at = group.1;
        pieces.push(group);
    }
    if at < high {
        pieces.push((at, high, Vec::new()));
    }
    let ends = pieces.iter().map(|p| p.1).filter(|end| *end < high);
    out.lines.extend(ends.map(|at| Line { axis, at, from, to, stage, edge: low }));
    pieces.into_iter().all(|(start, end, parts)| split(piece(start, end), parts, axis.other(), stage + 1, stages, out))
}
