//! Cutting plans on paper: every opened piece with the parts that come out of it.

use super::drawings::Pad;
use super::page::{Anchor, Page, Pen};
use super::paper::sheet;
use crate::cutting::{BandKind, FlatDiagram, RegionKind, diagram};
use crate::geometry::{Operation, Stroke};
use crate::project::{Cutting, GroupPlan, Outcome};
use crate::quantity::format;

/// Height of a bar, mm.
const BAR: f64 = 9.0;
/// Most height of a sheet of stock, mm.
const SHEET: f64 = 62.0;
/// Most pages.
const MAX_PAGES: usize = 200;

/// Draws something with its lower left corner at a place.
type Draw<'a> = Box<dyn Fn(&mut Page, [f64; 2]) + 'a>;

/// A piece as it is drawn: what it is, and height and drawing.
struct Drawn<'a> {
    title: String,
    height: f64,
    draw: Draw<'a>,
}

/// The pages; none where nothing is cut.
pub(super) fn plans(outcome: &Outcome, pad: &Pad<'_>) -> Vec<Page> {
    let width = pad.paper.size()[1];
    let mut pages: Vec<Page> = Vec::new();
    for group in &outcome.plan.groups {
        let family = outcome.supply.families.get(group.family);
        let title = format!("Cutting plan: {}", family.map_or("", |family| family.name.as_str()));
        let mut y = 0.0;
        for piece in pieces(outcome, group, width - 36.0, pad) {
            if (y < 40.0 + piece.height + 8.0 || pages.is_empty()) && pages.len() < MAX_PAGES {
                let facts = [format!(
                    "Sizes in {}; cut widths are counted in",
                    if pad.system == crate::quantity::System::Metric { "millimetres" } else { "inches" }
                )];
                let (page, [_, high]) = sheet(pad.paper, &title, &facts, pad.imprint);
                y = high[1] - 2.0;
                pages.push(page);
            }
            let Some(page) = pages.last_mut() else { continue };
            page.text([18.0, y - 3.0], 3.2, Anchor::Start, &piece.title);
            (piece.draw)(page, [18.0, y - 5.0 - piece.height]);
            y -= piece.height + 11.0;
        }
    }
    pages
}

fn pieces<'a>(outcome: &'a Outcome, group: &'a GroupPlan, room: f64, pad: &'a Pad<'a>) -> Vec<Drawn<'a>> {
    let size = |metres: f64| format(metres, "mm", 1, pad.system);
    let name = move |part: usize| {
        let part = group.parts.get(part).and_then(|k| outcome.build.parts.get(*k));
        part.map_or("", |part| part.name.as_str())
    };
    let piece = |k: usize, copy: u32| {
        let piece = group.pieces.get(k).and_then(|k| outcome.supply.inventory.pieces.get(*k));
        piece.map_or_else(String::new, |piece| format!("{} #{}", piece.id, copy + 1))
    };
    match &group.cutting {
        Cutting::Lengths(problem, plan) => {
            let used = || plan.pieces.iter().filter_map(|cut| problem.bars.get(cut.bar).map(|bar| (cut, bar)));
            let longest = used().map(|(_, bar)| bar.length).fold(0.01, f64::max);
            let scale = room / longest;
            used()
                .filter(|(cut, _)| !cut.cuts.is_empty())
                .map(|(cut, bar)| Drawn {
                    title: format!("{}, {}", piece(cut.bar, cut.copy), size(bar.length)),
                    height: BAR,
                    draw: Box::new(move |page, [x, y]| {
                        for band in diagram(problem, cut) {
                            let (from, to) = (x + band.from * scale, x + band.to * scale);
                            let pen = if matches!(band.kind, BandKind::Part(_)) { Pen::Fill } else { Pen::Rest };
                            page.rectangle(pen, [from, y], [to, y + BAR]);
                            let text = match band.kind {
                                BandKind::Part(part) => name(part),
                                BandKind::Remnant => "keep",
                                _ => continue,
                            };
                            let length = format(band.to - band.from, "mm", 1, pad.system);
                            let middle = (from + to) / 2.0;
                            page.text([middle, y + 5.2], fitting(text, to - from), Anchor::Middle, text);
                            page.text([middle, y + 1.8], fitting(&length, to - from), Anchor::Middle, length);
                        }
                    }),
                })
                .collect()
        }
        cutting => {
            let copies = group.opened();
            let drawn = cutting.flat_diagrams().into_iter().enumerate();
            drawn
                .map(|(k, flat)| {
                    let (_, [length, width]) = flat.frame();
                    let scale = (room / length.max(0.01)).min(SHEET / width.max(0.01));
                    let opened =
                        copies.get(k).and_then(|o| outcome.supply.inventory.pieces.get(o.piece).map(|p| (p, o.copy)));
                    let own = opened.map_or_else(String::new, |(p, copy)| format!("{} #{}", p.id, copy + 1));
                    Drawn {
                        title: format!("{own}, {} × {}", size(length), size(width)),
                        height: width * scale,
                        draw: Box::new(move |page, at| sheet_of(page, at, scale, &flat, &name)),
                    }
                })
                .collect()
        }
    }
}

/// One sheet of stock.
fn sheet_of<'a>(page: &mut Page, at: [f64; 2], scale: f64, flat: &FlatDiagram, name: &dyn Fn(usize) -> &'a str) {
    let (low, _) = flat.frame();
    let place = |p: &[f64; 2]| [0, 1].map(|c| at[c] + (p[c] - low[c]) * scale);
    let line = |pen: Pen, page: &mut Page, points: &[[f64; 2]]| page.polygon(pen, points.iter().map(place));
    line(Pen::Rest, page, &flat.sheet.outer);
    for region in &flat.regions {
        let pen = if matches!(region.kind, RegionKind::Part(_)) { Pen::Fill } else { Pen::Rest };
        line(pen, page, &region.outline.outer);
        for hole in &region.outline.holes {
            line(Pen::Edge, page, hole);
        }
        let points: Vec<[f64; 2]> = region.outline.outer.iter().map(place).collect();
        let stroke = Stroke::polygon(Operation::Mark, points.iter().copied());
        let xs = stroke.vertices.iter().map(|v| v.at[0]);
        let wide = xs.clone().fold(f64::NEG_INFINITY, f64::max) - xs.fold(f64::INFINITY, f64::min);
        let count = points.len().max(1) as f64;
        let middle = [0, 1].map(|c| points.iter().map(|p| p[c]).sum::<f64>() / count);
        let text = match region.kind {
            RegionKind::Part(part) => name(part),
            RegionKind::Remnant => "keep",
            RegionKind::Defect => "not usable",
        };
        page.text([middle[0], middle[1] - 1.0], fitting(text, wide), Anchor::Middle, text);
    }
}

/// Size of type at which a text fits into a width, mm: at most 2.8.
fn fitting(text: &str, width: f64) -> f64 {
    (width / (0.55 * text.chars().count().max(1) as f64)).clamp(0.6, 2.8)
}
