//! A cut sheet as regions, for drawing: rectangles and nested outlines alike.

use super::{Area, Axis, CutSheet, NestProblem, NestedSheet, SawCut, SheetProblem};
use crate::stock::{Outline, Polygon};

/// What there is to draw of one opened sheet, x along its length and y across (m).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FlatDiagram {
    /// The sheet with its holes.
    pub sheet: Outline,
    /// What lies in it, no part over another.
    pub regions: Vec<Region>,
    /// The cuts from edge to edge in the order of sawing, each as a line.
    pub cuts: Vec<CutLine>,
    /// What is cut off every edge before (m).
    pub trim: f64,
}

/// An outline in a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// What it is.
    pub kind: RegionKind,
    /// Where it lies (m).
    pub outline: Outline,
}

/// What a region is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegionKind {
    /// A part: its index in the problem.
    Part(usize),
    /// A rest worth keeping.
    Remnant,
    /// An unusable zone.
    Defect,
}

/// Where a saw runs (m), and how it is marked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CutLine {
    /// Where it begins and ends.
    pub ends: [[f64; 2]; 2],
    /// Along which axis it runs, and how far from the edge it is marked.
    pub cut: SawCut,
}

impl FlatDiagram {
    /// Of a sheet cut into rectangles.
    pub fn of_rectangles(problem: &SheetProblem, cut: &CutSheet) -> Self {
        let Some(sheet) = problem.sheets.get(cut.sheet) else { return Self::default() };
        let region = |kind: RegionKind, area: &Area| Region { kind, outline: rectangle(area) };
        let whole = Area { x: 0.0, y: 0.0, length: sheet.length, width: sheet.width };
        let parts = cut.parts.iter().map(|part| region(RegionKind::Part(part.part), &part.area));
        let rests = cut.remnants.iter().map(|area| region(RegionKind::Remnant, area));
        let defects = sheet.defects.iter().map(|area| region(RegionKind::Defect, area));
        let line = |cut: &SawCut| {
            let ends = match cut.axis {
                Axis::Length => [[cut.from, cut.at], [cut.to, cut.at]],
                Axis::Width => [[cut.at, cut.from], [cut.at, cut.to]],
            };
            CutLine { ends, cut: *cut }
        };
        Self {
            sheet: rectangle(&whole),
            regions: rests.chain(defects).chain(parts).collect(),
            cuts: cut.cuts.iter().map(line).collect(),
            trim: problem.settings.trim,
        }
    }

    /// Of an odd sheet, or one with odd parts; `least` are the least sizes of a rest (m).
    pub fn of_outlines(problem: &NestProblem, cut: &NestedSheet, least: (f64, f64)) -> Self {
        let Some(sheet) = problem.sheets.get(cut.sheet) else { return Self::default() };
        let defect = |polygon: &Polygon| Region { kind: RegionKind::Defect, outline: alone(polygon.clone()) };
        let parts = cut.parts.iter().filter_map(|placed| {
            let part = problem.parts.get(placed.part)?;
            Some(Region { kind: RegionKind::Part(placed.part), outline: placed.placed(&part.outline) })
        });
        let rest = cut.rest(problem, least).map(|area| Region { kind: RegionKind::Remnant, outline: rectangle(&area) });
        let regions = rest.into_iter().chain(sheet.defects.iter().map(defect)).chain(parts).collect();
        Self { sheet: sheet.outline.clone(), regions, ..Self::default() }
    }

    /// Low corner and size of the box around the sheet (m).
    pub fn frame(&self) -> ([f64; 2], [f64; 2]) {
        let least = |axis: usize| self.sheet.outer.iter().map(|c| c[axis]).reduce(f64::min).unwrap_or(0.0);
        let (length, width) = if self.sheet.outer.is_empty() { (0.0, 0.0) } else { self.sheet.extent() };
        ([least(0), least(1)], [length, width])
    }
}

fn rectangle(area: &Area) -> Outline {
    let (x, y, far_x, far_y) = (area.x, area.y, area.x + area.length, area.y + area.width);
    alone(vec![[x, y], [far_x, y], [far_x, far_y], [x, far_y]])
}

fn alone(outer: Polygon) -> Outline {
    Outline { outer, holes: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cutting::{Sheet, SheetPart, plan_sheets};

    #[test]
    fn parts_rests_and_cuts_lie_in_the_sheet() {
        let part = |part: &str, length, width, count| SheetPart {
            part: part.to_owned(),
            length,
            width,
            count,
            ..SheetPart::default()
        };
        let problem = SheetProblem {
            parts: vec![part("a", 0.4, 0.2, 3), part("b", 0.25, 0.15, 2)],
            sheets: vec![Sheet { id: "s".to_owned(), copies: Some(1), length: 1.2, width: 0.6, ..Sheet::default() }],
            ..SheetProblem::default()
        };
        let plan = plan_sheets(&problem);
        let drawn = FlatDiagram::of_rectangles(&problem, &plan.sheets[0]);
        assert_eq!(drawn.frame(), ([0.0, 0.0], [1.2, 0.6]));
        let is_part = |region: &&Region| matches!(region.kind, RegionKind::Part(_));
        assert_eq!(drawn.regions.iter().filter(is_part).count(), 5);
        let area: f64 = drawn.regions.iter().map(|region| region.outline.area()).sum();
        assert!(area <= 0.72 && area > 5.0 * 0.25 * 0.15);
        let inside = |[x, y]: [f64; 2]| (-1e-9..=1.2 + 1e-9).contains(&x) && (-1e-9..=0.6 + 1e-9).contains(&y);
        assert!(drawn.cuts.iter().flat_map(|line| line.ends).all(inside) && !drawn.cuts.is_empty());
    }
}
