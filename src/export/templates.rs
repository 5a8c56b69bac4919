//! Templates at true size: flat and unrolled patterns tiled over sheets of paper, to be glued together and laid on.

use super::Imprint;
use super::flat::Flat;
use super::page::{Anchor, Page, Pen};
use super::paper::{MARGIN, Paper};
use crate::geometry::Stroke;
use crate::quantity::format_plain;

/// Height of the foot with square, ruler, map and texts, mm.
const FOOT: f64 = 56.0;
/// How far sheets lie over each other, mm.
const OVERLAP: f64 = 10.0;
/// Most sheets for one pattern.
pub(super) const MAX_SHEETS: usize = 300;

/// How a pattern lies on sheets.
struct Tiling {
    page: [f64; 2],
    /// What of the pattern one sheet shows, mm.
    window: [f64; 2],
    count: [usize; 2],
}

impl Tiling {
    fn new(size: [f64; 2], paper: Paper) -> Self {
        let [width, height] = paper.size();
        let of = |page: [f64; 2]| {
            let window = [page[0] - 2.0 * MARGIN, page[1] - 2.0 * MARGIN - FOOT];
            let count = [0, 1].map(|c| {
                let step = window[c] - OVERLAP;
                libm::ceil((size[c] - OVERLAP - 1e-9).max(1.0) / step).clamp(1.0, 1e4) as usize
            });
            Self { page, window, count }
        };
        let [upright, across] = [of([width, height]), of([height, width])];
        if across.count[0] * across.count[1] < upright.count[0] * upright.count[1] { across } else { upright }
    }

    /// What of the pattern a sheet shows.
    fn part(&self, [column, row]: [usize; 2]) -> [[f64; 2]; 2] {
        let low = [0, 1].map(|c| [column, row][c] as f64 * (self.window[c] - OVERLAP));
        [low, [low[0] + self.window[0], low[1] + self.window[1]]]
    }
}

/// The sheets of a pattern; nothing where there would be too many.
pub(super) fn templates(flat: &Flat<'_>, paper: Paper, imprint: &Imprint) -> Option<Vec<Page>> {
    let (low, size) = (flat.pattern.bounds()[0], flat.size());
    let strokes: Vec<Stroke> =
        flat.pattern.strokes.iter().map(|s| s.placed(low.map(|v| -v * 1000.0), 1000.0)).collect();
    let tiling = Tiling::new(size, paper);
    let [columns, rows] = tiling.count;
    if columns * rows > MAX_SHEETS {
        return None;
    }
    let mut sheets = Vec::new();
    // The first sheet is the upper left one.
    for tile in (0..rows).rev().flat_map(|row| (0..columns).map(move |column| [column, row])) {
        let part = tiling.part(tile);
        let mut page = Page::new(tiling.page);
        for stroke in &strokes {
            page.window(Pen::Does(stroke.operation), stroke, part, [MARGIN, MARGIN + FOOT]);
        }
        if says_something(&page, flat.pattern.around.is_some()) {
            sheets.push((tile, page));
        }
    }
    let shown: Vec<[usize; 2]> = sheets.iter().map(|(tile, _)| *tile).collect();
    let finish = |(tile, mut page): ([usize; 2], Page)| {
        frame(&mut page, &tiling, tile, &shown);
        foot(&mut page, flat, &tiling, tile, &shown, imprint);
        page
    };
    Some(sheets.into_iter().map(finish).collect())
}

/// Whether a sheet is needed: lines that run straight along a pipe only join the ends.
fn says_something(page: &Page, is_pipe: bool) -> bool {
    let is_level = |stroke: &Stroke| stroke.stretches().all(|(a, b)| (a.at[1] - b.at[1]).abs() < 1e-6);
    page.strokes.iter().any(|(_, stroke)| !is_pipe || !is_level(stroke))
}

/// Name of a sheet: column as letters, row from above.
fn name(tiling: &Tiling, [column, row]: [usize; 2]) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.insert(0, char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{}", tiling.count[1] - row)
}

/// The edge of the window, and where the next sheets lie over this one.
fn frame(page: &mut Page, tiling: &Tiling, tile: [usize; 2], shown: &[[usize; 2]]) {
    let (low, high) = ([MARGIN, MARGIN + FOOT], [MARGIN + tiling.window[0], MARGIN + FOOT + tiling.window[1]]);
    page.rectangle(Pen::Thin, low, high);
    let near = |c: usize, up: bool| {
        let mut near = tile;
        near[c] = if up { near[c] + 1 } else { near[c].checked_sub(1)? };
        shown.contains(&near).then(|| name(tiling, near))
    };
    for (c, up) in [(0, false), (0, true), (1, false), (1, true)] {
        let Some(next) = near(c, up) else { continue };
        let at = if up { high[c] - OVERLAP } else { low[c] + OVERLAP };
        let ends = [low, high].map(|end| if c == 0 { [at, end[1]] } else { [end[0], at] });
        page.line(Pen::Dashed, ends[0], ends[1]);
        // Crosses that lie over each other on both sheets: in the middle of the overlap.
        let across = 1 - c;
        for share in [0.25, 0.75] {
            let mut cross = [if up { high[c] } else { low[c] }; 2];
            cross[c] += if up { -OVERLAP / 2.0 } else { OVERLAP / 2.0 };
            cross[across] = low[across] + (high[across] - low[across]) * share;
            for arm in [0, 1] {
                let [mut a, mut b] = [cross; 2];
                a[arm] -= 3.0;
                b[arm] += 3.0;
                page.line(Pen::Thin, a, b);
            }
        }
        let middle = [0, 1].map(|k| if k == c { at + if up { 4.0 } else { -6.0 } } else { (low[k] + high[k]) / 2.0 });
        let label = super::page::Label {
            at: middle,
            size: 3.0,
            anchor: Anchor::Middle,
            upright: c == 0,
            text: format!("{next} joins here: cut one sheet at the dashed line, lay cross on cross"),
        };
        page.labels.push(label);
    }
}

/// Square, ruler, map and texts.
fn foot(page: &mut Page, flat: &Flat<'_>, tiling: &Tiling, tile: [usize; 2], shown: &[[usize; 2]], imprint: &Imprint) {
    let (x, y) = (MARGIN, MARGIN);
    page.rectangle(Pen::Edge, [x, y], [x + 50.0, y + 50.0]);
    page.text([x + 25.0, y + 30.0], 4.0, Anchor::Middle, "50 mm × 50 mm");
    page.text([x + 25.0, y + 23.0], 3.0, Anchor::Middle, "measure this first:");
    page.text([x + 25.0, y + 18.5], 3.0, Anchor::Middle, "print at 100 %, not “fit”");
    let ruler = x + 56.0;
    page.line(Pen::Edge, [ruler, y], [ruler + 100.0, y]);
    for mm in 0..=100 {
        let high = if mm % 10 == 0 {
            5.0
        } else if mm % 5 == 0 {
            3.5
        } else {
            2.0
        };
        page.line(Pen::Thin, [ruler + f64::from(mm), y], [ruler + f64::from(mm), y + high]);
        if mm % 20 == 0 {
            let text = if mm == 100 { "100 mm".to_owned() } else { mm.to_string() };
            page.text([ruler + f64::from(mm), y + 6.0], 2.8, Anchor::Middle, text);
        }
    }
    let [low, high] = tiling.part(tile);
    let number = |mm: f64| format_plain(mm, 0);
    let around = flat
        .pattern
        .around
        .map(|d| format!("wrap around the pipe of {} mm outside; the long sides meet", format_plain(d * 1000.0, 1)));
    let own = shown.iter().position(|t| *t == tile).unwrap_or_default() + 1;
    let lines = [
        (4.5, flat.label.clone()),
        (3.5, format!("sheet {} ({own} of {}), 1:1", name(tiling, tile), shown.len())),
        (
            3.0,
            format!(
                "shows x {} to {}, y {} to {} mm",
                number(low[0]),
                number(high[0]),
                number(low[1]),
                number(high[1])
            ),
        ),
        (3.0, around.unwrap_or_default()),
        (2.8, imprint.what()),
        (2.8, imprint.whose()),
    ];
    let mut at = y + 46.0;
    for (size, text) in lines.into_iter().filter(|(_, text)| !text.is_empty()) {
        page.text([ruler, at], size, Anchor::Start, text);
        at -= size + 1.8;
    }
    // The map: all sheets, this one marked.
    let [columns, rows] = tiling.count.map(|n| n as f64);
    let room = [page.size[0] - MARGIN - ruler - 108.0, 26.0];
    let cell = (room[0] / columns).min(room[1] / rows).clamp(0.3, 5.0);
    let right = page.size[0] - MARGIN;
    for each in (0..tiling.count[1]).flat_map(|row| (0..tiling.count[0]).map(move |column| [column, row])) {
        let corner = [right - (columns - each[0] as f64) * cell, y + each[1] as f64 * cell];
        let pen = if each == tile {
            Pen::Arrow
        } else if shown.contains(&each) {
            Pen::Thin
        } else {
            Pen::Rest
        };
        page.rectangle(pen, corner, corner.map(|v| v + cell));
    }
}
