//! Small drawings to scale: of the section of bars, of the outline of sheets.

use leptos::prelude::*;

use crate::stock::{Form, StockPiece};

/// Room for a drawing (px).
const ROOM: (f64, f64) = (44.0, 30.0);

/// Width and height of a piece's drawing (m).
pub(super) fn extent(piece: &StockPiece) -> (f64, f64) {
    let s = |value: Option<f64>| value.unwrap_or(0.0);
    match piece.form {
        Form::Board => (s(piece.width), s(piece.thickness)),
        Form::Rod | Form::Pipe | Form::Spool => (s(piece.diameter), s(piece.diameter)),
        Form::Box | Form::Angle => (s(piece.width), s(piece.height)),
        Form::Sheet => (s(piece.length), s(piece.width)),
        Form::Bulk | Form::Item => (0.0, 0.0),
    }
}

/// Rings of an outline `x y, x y, … | hole` in millimetres, as metres; nothing where it reads otherwise.
fn rings(outline: &str) -> Option<Vec<Vec<(f64, f64)>>> {
    let number = |text: &str| text.parse::<f64>().ok().filter(|n| n.is_finite()).map(|n| n / 1e3);
    let point = |text: &str| {
        let mut numbers = text.split_whitespace().map(number);
        Some((numbers.next()??, numbers.next()??))
    };
    let ring = |text: &str| text.split(',').map(point).collect::<Option<Vec<_>>>().filter(|r| r.len() > 2);
    outline.split('|').map(ring).collect()
}

/// The drawing; `largest` is the largest extent that shares its scale (m).
pub(super) fn drawing(piece: &StockPiece, largest: (f64, f64)) -> impl IntoView + use<> {
    view! {
        <svg class="section" viewBox="0 0 44 30" width="44" height="30" aria-hidden="true">
            <path d=path(piece, largest) fill-rule="evenodd" />
        </svg>
    }
}

/// Its lines (px).
pub(super) fn path(piece: &StockPiece, largest: (f64, f64)) -> String {
    let (width, height) = extent(piece);
    let fit = |room: f64, size: f64| if size > 0.0 { (room - 4.0) / size } else { f64::INFINITY };
    let scale = fit(ROOM.0, largest.0).min(fit(ROOM.1, largest.1));
    let scale = if scale.is_finite() { scale } else { 0.0 };
    // Nothing gets too thin to be seen.
    let px = |metres: f64| (metres * scale).max(1.0);
    let (w, h) = (px(width), px(height));
    let (x, y) = ((ROOM.0 - w) / 2.0, (ROOM.1 - h) / 2.0);
    let rect = |x: f64, y: f64, w: f64, h: f64| format!("M{x:.2} {y:.2}h{w:.2}v{h:.2}h{:.2}z", -w);
    let circle = |r: f64| {
        let (cx, cy) = (ROOM.0 / 2.0, ROOM.1 / 2.0);
        format!("M{:.2} {cy:.2}a{r:.2} {r:.2} 0 1 0 {:.2} 0a{r:.2} {r:.2} 0 1 0 {:.2} 0z", cx - r, 2.0 * r, -2.0 * r)
    };
    let wall = px(piece.wall.unwrap_or(0.0));
    match piece.form {
        Form::Board => rect(x, y, w, h),
        Form::Rod | Form::Spool if width > 0.0 => circle(w / 2.0),
        Form::Pipe => circle(w / 2.0) + &circle((w / 2.0 - wall).max(0.0)),
        Form::Box => rect(x, y, w, h) + &rect(x + wall, y + wall, (w - 2.0 * wall).max(0.0), (h - 2.0 * wall).max(0.0)),
        Form::Angle => {
            let t = px(piece.thickness.unwrap_or(0.0)).min(w).min(h);
            let (dx, dy) = (w - t, h - t);
            format!("M{x:.2} {y:.2}v{h:.2}h{w:.2}v{:.2}h{:.2}v{:.2}z", -t, -dx, -dy)
        }
        Form::Sheet => match rings(&piece.outline) {
            Some(rings) => {
                let at = |(px, py): (f64, f64)| format!("{:.2} {:.2}", x + px * scale, y + h - py * scale);
                let ring = |r: Vec<(f64, f64)>| format!("M{}z", r.into_iter().map(at).collect::<Vec<_>>().join("L"));
                rings.into_iter().map(ring).collect()
            }
            None => rect(x, y, w, h),
        },
        Form::Rod | Form::Spool | Form::Bulk | Form::Item => circle(3.0),
    }
}
