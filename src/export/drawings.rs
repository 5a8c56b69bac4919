//! Drawings: a sheet for each part with its sizes, and the whole thing from four sides.

use super::flat::Flat;
use super::hidden::{Look, seen};
use super::page::{Anchor, Page, Pen};
use super::paper::{Paper, sheet};
use super::scene::material;
use super::{Imprint, Scene, SceneBody};
use crate::design::Build;
use crate::geometry::{Bounds, Cut, Frame, Hole, Solid, Vec3};
use crate::quantity::{System, format, format_plain};

/// Scales that rulers know.
const SCALES: [f64; 16] =
    [5.0, 2.0, 1.0, 0.5, 0.4, 0.2, 1.0 / 7.5, 0.1, 1.0 / 15.0, 0.05, 0.04, 0.02, 0.01, 0.005, 0.002, 0.001];
/// Room for dimensions beside and between views, mm.
const ROOM: f64 = 16.0;
/// Room at the left, where dimensions may be written, mm.
const LEFT: f64 = 24.0;
/// Width of the list beside the views, mm.
const LIST: f64 = 78.0;
/// Most lines of that list.
const MAX_LINES: usize = 26;

/// What a drawing is drawn with.
pub(super) struct Pad<'a> {
    pub paper: Paper,
    pub system: System,
    pub imprint: &'a Imprint,
}

impl Pad<'_> {
    fn size(&self, metres: f64) -> String {
        format(metres, "mm", 1, self.system)
    }

    fn units(&self) -> &'static str {
        if self.system == System::Metric { "millimetres" } else { "inches" }
    }
}

/// One view of solids: its lines and the box around them, metres.
struct Seen {
    lines: Vec<[[f64; 2]; 2]>,
    low: [f64; 2],
    size: [f64; 2],
}

fn view(solids: &[(&crate::geometry::Mesh, &crate::geometry::Welded, Frame)], look: Look) -> Seen {
    let (lines, _) = seen(solids, look);
    let bounds = Bounds::around(lines.iter().flatten().map(|[x, y]| Vec3::new(*x, *y, 0.0)));
    let bounds = bounds.unwrap_or(Bounds { low: Vec3::default(), high: Vec3::default() });
    let size = bounds.size();
    Seen { lines, low: [bounds.low.x, bounds.low.y], size: [size.x, size.y] }
}

impl Seen {
    /// Draws it with its lower left corner at a place, at a scale (mm on paper for a millimetre).
    fn draw(&self, page: &mut Page, at: [f64; 2], scale: f64) {
        let place = |p: [f64; 2]| [0, 1].map(|c| at[c] + (p[c] - self.low[c]) * 1000.0 * scale);
        for [a, b] in &self.lines {
            page.line(Pen::Edge, place(*a), place(*b));
        }
    }
}

/// The largest scale at which something of a size in metres fits into room in millimetres.
fn scale(size: [f64; 2], room: [f64; 2]) -> f64 {
    let fits = |s: &&f64| (0..2).all(|c| size[c] * 1000.0 * **s <= room[c]);
    SCALES.iter().find(fits).copied().unwrap_or(5e-4)
}

fn scale_text(scale: f64) -> String {
    let number = |v: f64| format_plain(v, 1);
    if scale >= 1.0 { format!("{}:1", number(scale)) } else { format!("1:{}", number(1.0 / scale)) }
}

/// The sheet of a part: front, top and side view with overall sizes, and a list of holes, cuts and bends.
pub(super) fn part(body: &SceneBody<'_>, build: &Build, flats: &[Flat<'_>], pad: &Pad<'_>) -> Page {
    let part = body.part;
    let solids = [(part.mesh.as_ref(), &body.welded, Frame::ORIGIN)];
    let [front, top, side] = [Look::FRONT, Look::TOP, Look::SIDE].map(|look| view(&solids, look));
    let mut lines = features(&part.solid, part.mesh.bounds(), pad);
    let pattern =
        flats.iter().find(|flat| flat.part.id == part.id && !matches!(part.solid, Solid::Panel(_) | Solid::Loft(_)));
    if let Some(flat) = pattern {
        let [long, wide] = flat.size().map(|mm| pad.size(mm / 1000.0));
        lines.push(format!("Flat or unrolled: {long} × {wide}, see the templates"));
    }
    let whole = [front.size[0] + side.size[0], front.size[1] + top.size[1]];
    let [width, height] = {
        let [w, h] = pad.paper.size();
        [h, w]
    };
    let room = [width - 2.0 * 15.0 - LIST - 3.0 * ROOM, height - 37.0 - 15.0 - 3.0 * ROOM];
    let s = scale(whole, room);
    let count = part.placements.len();
    let pieces = if count == 1 { "1 piece".to_owned() } else { format!("{count} pieces") };
    let facts = [
        format!("{pieces} of {}, {} each", material(build, part), format(part.mass, "kg", 2, pad.system)),
        format!(
            "Part {}; scale {}; sizes in {}; views: top over front, right side beside it",
            part.id,
            scale_text(s),
            pad.units()
        ),
    ];
    let (mut page, [low, high]) = sheet(pad.paper, &part.name, &facts, pad.imprint);
    let mm = |metres: f64| metres * 1000.0 * s;
    let at = [low[0] + LEFT, low[1] + ROOM];
    let over = [at[0], at[1] + mm(front.size[1]) + ROOM];
    let beside = [at[0] + mm(front.size[0]) + ROOM, at[1]];
    for (seen, place, name) in [(&front, at, "front"), (&top, over, "top"), (&side, beside, "right side")] {
        seen.draw(&mut page, place, s);
        page.text([place[0], place[1] - 4.0], 2.6, Anchor::Start, name);
    }
    // What is cut off is said exactly; a mesh stands for it with sides.
    let exact = match &part.solid {
        Solid::Bar(bar) => {
            [Some(part.facts.length), Some(bar.profile.width()), bar.profile.is_round().then(|| bar.profile.width())]
        }
        _ => [None; 3],
    };
    let text = |c: usize, drawn: f64| pad.size(exact[c].unwrap_or(drawn));
    let corner = [over[0], over[1] + mm(top.size[1])];
    page.dimension(corner, [corner[0] + mm(top.size[0]), corner[1]], 7.0, text(0, top.size[0]));
    page.dimension(over, [over[0], over[1] + mm(top.size[1])], 8.0, text(1, top.size[1]));
    page.dimension(at, [at[0], at[1] + mm(front.size[1])], 8.0, text(2, front.size[1]));
    marks(&mut page, &part.solid, &top, &front, [over, at], s);
    let left = high[0] - LIST + 4.0;
    page.line(Pen::Thin, [left - 4.0, low[1]], [left - 4.0, high[1]]);
    let mut y = high[1] - 4.0;
    let shown = if lines.len() > MAX_LINES { MAX_LINES - 1 } else { lines.len() };
    let rest = (lines.len() > shown).then(|| format!("and {} more: see the DXF file", lines.len() - shown));
    let more = lines.into_iter().take(shown).chain(rest);
    for line in more {
        page.text([left, y], 2.8, Anchor::Start, line);
        y -= 4.4;
    }
    page
}

/// A letter for a hole: A to Z, then numbers.
fn letter(k: usize) -> String {
    if k < 26 { char::from(b'A' + k as u8).to_string() } else { (k + 1).to_string() }
}

/// Centre lines and letters of the holes in the views that look through them.
fn marks(page: &mut Page, solid: &Solid, top: &Seen, front: &Seen, [over, at]: [[f64; 2]; 2], s: f64) {
    let mut mark = |k: usize, seen: &Seen, corner: [f64; 2], p: [f64; 2], radius: f64| {
        let place = [0, 1].map(|c| corner[c] + (p[c] - seen.low[c]) * 1000.0 * s);
        let arm = radius * 1000.0 * s + 1.5;
        page.line(Pen::Dashed, [place[0] - arm, place[1]], [place[0] + arm, place[1]]);
        page.line(Pen::Dashed, [place[0], place[1] - arm], [place[0], place[1] + arm]);
        page.text([place[0] + 0.7 * arm, place[1] + 0.7 * arm], 2.8, Anchor::Start, letter(k));
    };
    match solid {
        Solid::Bar(bar) => {
            for (k, drill) in bar.drills.iter().enumerate() {
                let (seen, corner) = if drill.through_flat { (top, over) } else { (front, at) };
                mark(k, seen, corner, drill.at, drill.diameter / 2.0);
            }
        }
        Solid::Panel(panel) => {
            for (k, hole) in panel.region.holes.iter().enumerate() {
                let (centre, size) = around(hole);
                mark(k, top, over, centre, size[0].max(size[1]) / 2.0);
            }
        }
        _ => {}
    }
}

/// Centre and size of the box around a hole, metres.
fn around(hole: &Hole) -> ([f64; 2], [f64; 2]) {
    match hole {
        Hole::Round(at, diameter) => (*at, [*diameter; 2]),
        Hole::Cut(corners) => {
            let points = corners.iter().map(|c| Vec3::new(c.at[0], c.at[1], 0.0));
            let bounds = Bounds::around(points).unwrap_or(Bounds { low: Vec3::default(), high: Vec3::default() });
            ([bounds.centre().x, bounds.centre().y], [bounds.size().x, bounds.size().y])
        }
    }
}

/// What is done to a part, line by line; places count from the lower left corner of the view.
fn features(solid: &Solid, bounds: Option<Bounds>, pad: &Pad<'_>) -> Vec<String> {
    let low = bounds.map_or(Vec3::default(), |b| b.low);
    let size = |v: f64| pad.size(v);
    let degrees = |radians: f64| format!("{}°", format_plain(radians.to_degrees().abs(), 1));
    let mut out = Vec::new();
    let holes = |out: &mut Vec<String>, holes: &[Hole], from: [f64; 2]| {
        if !holes.is_empty() {
            out.push("Holes: from the left end, from the lower edge".to_owned());
        }
        for (k, hole) in holes.iter().enumerate() {
            let (at, sizes) = around(hole);
            let [x, y] = [0, 1].map(|c| size(at[c] - from[c]));
            let what = match hole {
                Hole::Round(_, diameter) => format!("⌀ {}", size(*diameter)),
                Hole::Cut(_) => format!("cut {} × {}", size(sizes[0]), size(sizes[1])),
            };
            out.push(format!("{}  {what} at {x}, {y}", letter(k)));
        }
    };
    match solid {
        Solid::Bar(bar) => {
            for (name, cut) in ["Left end", "Right end"].iter().zip(&bar.cuts) {
                match *cut {
                    Cut::Plane { mitre: 0.0, bevel: 0.0 } => out.push(format!("{name}: square")),
                    Cut::Plane { mitre, bevel: 0.0 } => {
                        out.push(format!("{name}: {} off square, in the top view", degrees(mitre)))
                    }
                    Cut::Plane { mitre: 0.0, bevel } => {
                        out.push(format!("{name}: {} off square, in the front view", degrees(bevel)))
                    }
                    Cut::Plane { mitre, bevel } => {
                        out.push(format!("{name}: {} off square in the top view", degrees(mitre)));
                        out.push(format!("    and {} in the front view", degrees(bevel)));
                    }
                    Cut::Cope { diameter, mitre, turn } => {
                        out.push(format!("{name}: coped to a pipe of {}", size(diameter)));
                        out.push(format!("    leaning {}, turned {}", degrees(mitre), degrees(turn)));
                    }
                }
            }
            if !bar.drills.is_empty() {
                out.push("Holes: from the left end, from the lower edge".to_owned());
            }
            for (k, drill) in bar.drills.iter().enumerate() {
                let view = if drill.through_flat { "top" } else { "front" };
                let edge = if drill.through_flat { low.y } else { low.z };
                let (x, y) = (size(drill.at[0] - low.x), size(drill.at[1] - edge));
                out.push(format!("{}  ⌀ {} at {x}, {y} ({view} view)", letter(k), size(drill.diameter)));
            }
            for notch in &bar.notches {
                let [from, to] = notch.stretch.map(|x| size(x - low.x));
                let side = match (notch.into_flat, notch.from_top) {
                    (true, true) => "upper flat side",
                    (true, false) => "lower flat side",
                    (false, true) => "upper edge of the top view",
                    (false, false) => "lower edge of the top view",
                };
                out.push(format!("Notch {from} to {to}, {} deep", size(notch.depth)));
                out.push(format!("    into the {side}"));
            }
        }
        Solid::Panel(panel) => {
            out.push(format!("Sheet {} thick", size(panel.thickness)));
            for (k, lean) in panel.bevels.iter().enumerate().filter(|(_, lean)| **lean != 0.0) {
                out.push({
                    let way = if *lean > 0.0 { "in" } else { "out" };
                    format!("Side {} is cut leaning {way} by {}", k + 1, degrees(*lean))
                });
            }
            holes(&mut out, &panel.region.holes, [low.x, low.y]);
        }
        Solid::Bent(bent) => {
            out.push(format!(
                "Sheet {} thick, {} × {} flat",
                size(bent.thickness),
                size(bent.flat_length()),
                size(bent.width)
            ));
            for (fold, x) in bent.folds.iter().zip(bent.bend_lines()) {
                out.push(format!("Bend {} at {} of the flat sheet,", degrees(fold.angle), size(x)));
                out.push(format!("    inside radius {}", size(fold.radius)));
            }
            holes(&mut out, &bent.holes, [0.0, -bent.width / 2.0]);
        }
        Solid::Strip(strip) => {
            out.push(format!("From a pipe of {}, wall {}", size(strip.pipe[0]), size(strip.pipe[1])));
            let from = strip
                .region
                .outline()
                .outer
                .iter()
                .fold([f64::INFINITY; 2], |low, p| [low[0].min(p[0]), low[1].min(p[1])]);
            holes(&mut out, &strip.region.holes, from);
        }
        Solid::Loft(loft) => {
            out.push("Sections:".to_owned());
            let start = loft.sections.first().map_or(0.0, |s| s.0);
            for (k, (x, outline)) in loft.sections.iter().enumerate() {
                let points = outline.iter().map(|p| Vec3::new(p[0], p[1], 0.0));
                let extent = Bounds::around(points).map_or(Vec3::default(), |b| b.size());
                out.push(format!("{}  at {}: {} × {}", k + 1, size(x - start), size(extent.x), size(extent.y)));
            }
        }
        Solid::Turned(turned) => {
            out.push("Turned: along the axis, diameter".to_owned());
            out.extend(turned.outline.iter().map(|p| format!("    {}: ⌀ {}", size(p[0] - low.x), size(2.0 * p[1]))));
        }
        Solid::Swept(_) | Solid::Bought(_) => {}
    }
    out
}

/// The whole thing from the front, from above, from the right and from a corner.
pub(super) fn assembly(scene: &Scene<'_>, pad: &Pad<'_>) -> Page {
    let solids: Vec<_> = scene
        .bodies
        .iter()
        .flat_map(|body| body.part.placements.iter().map(|frame| (body.part.mesh.as_ref(), &body.welded, *frame)))
        .collect();
    let [front, top, side, corner] =
        [Look::FRONT, Look::TOP, Look::SIDE, Look::isometric()].map(|look| view(&solids, look));
    let [width, height] = {
        let [w, h] = pad.paper.size();
        [h, w]
    };
    let room = [width - 30.0 - 3.0 * ROOM, height - 37.0 - 15.0 - 3.0 * ROOM];
    let whole = [
        front.size[0] + side.size[0].max(corner.size[0]),
        front.size[1].max(side.size[1]) + top.size[1].max(corner.size[1]),
    ];
    let s = scale(whole, room);
    let copies = scene.copies();
    let facts = [
        format!("{copies} pieces, {} kinds", scene.bodies.len()),
        format!("Scale {}; sizes in {}; views: top over front, right side beside it", scale_text(s), pad.units()),
    ];
    let (mut page, [low, _]) = sheet(pad.paper, "Assembly", &facts, pad.imprint);
    let mm = |metres: f64| metres * 1000.0 * s;
    let at = [low[0] + LEFT, low[1] + ROOM];
    let over = [at[0], at[1] + mm(front.size[1].max(side.size[1])) + ROOM];
    let beside = [at[0] + mm(front.size[0]) + ROOM, at[1]];
    let last = [beside[0], over[1]];
    for (seen, place, name) in
        [(&front, at, "front"), (&top, over, "top"), (&side, beside, "right side"), (&corner, last, "isometric")]
    {
        seen.draw(&mut page, place, s);
        page.text([place[0], place[1] - 4.0], 2.6, Anchor::Start, name);
    }
    let up = [over[0], over[1] + mm(top.size[1])];
    page.dimension(up, [up[0] + mm(top.size[0]), up[1]], 7.0, pad.size(top.size[0]));
    page.dimension(over, up, 8.0, pad.size(top.size[1]));
    page.dimension(at, [at[0], at[1] + mm(front.size[1])], 8.0, pad.size(front.size[1]));
    page
}
