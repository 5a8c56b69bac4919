//! What is left of a rectangular sheet beside all its odd parts.

use super::{NestProblem, NestedSheet};
use crate::cutting::Area;

impl NestedSheet {
    /// The larger of the strips behind all parts and above all parts, where the sheet is a rectangle without flaws and
    /// the strip is at least so long and wide, either way round (m). One straight cut takes it off.
    pub fn rest(&self, problem: &NestProblem, least: (f64, f64)) -> Option<Area> {
        let sheet = problem.sheets.get(self.sheet)?;
        let (length, width) = sheet.outline.extent();
        let is_rectangle = sheet.outline.outer.len() == 4 && sheet.outline.area() > length * width * (1.0 - 1e-9);
        if !is_rectangle || !sheet.outline.holes.is_empty() || !sheet.defects.is_empty() {
            return None;
        }
        let low = [0, 1].map(|axis| sheet.outline.outer.iter().map(|c| c[axis]).fold(f64::INFINITY, f64::min));
        // How far the parts reach along each axis, with the cut behind them.
        let mut reach = low;
        for placed in &self.parts {
            let outline = &problem.parts.get(placed.part)?.outline;
            for corner in placed.placed(outline).outer {
                reach = [0, 1].map(|axis| reach[axis].max(corner[axis] + problem.settings.spacing));
            }
        }
        // The far edge may be nearer than it was measured.
        let end = [low[0] + length - sheet.tolerance, low[1] + width - sheet.tolerance];
        let behind = Area { x: reach[0], y: low[1], length: end[0] - reach[0], width: end[1] - low[1] };
        let above = Area { x: low[0], y: reach[1], length: end[0] - low[0], width: end[1] - reach[1] };
        let is_kept = |area: &Area| {
            let (short, long) = (area.length.min(area.width), area.length.max(area.width));
            short >= least.0.min(least.1) && long >= least.0.max(least.1)
        };
        let size = |area: &Area| area.length * area.width;
        [behind, above].into_iter().filter(is_kept).reduce(|a, b| if size(&b) > size(&a) { b } else { a })
    }
}
