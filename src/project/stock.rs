//! Pieces of stock as the solvers of cutting plans want them.

use super::Supply;
use crate::cutting::{Area, Bar, NestSheet, Settings, Sheet};
use crate::stock::{Form, Outline, Polygon, StockPiece};

/// The length that stands for one item, which is used whole (m): so choosing among items is cutting without a saw.
pub const WHOLE: f64 = 1.0;

/// How stock of a form is cut: items are not.
pub fn settings_for(form: Form, settings: Settings) -> Settings {
    if form == Form::Item { Settings { kerf: 0.0, trim: 0.0, min_remnant: 2.0 * WHOLE } } else { settings }
}

/// Whether a piece costs money when it is used, and how much (EUR).
fn price(piece: &StockPiece) -> (bool, f64) {
    let price = piece.price.unwrap_or(0.0);
    (!piece.is_scrap() || price > 0.0, price)
}

/// Pieces of a family as bars; pieces without a length cannot be cut and come out with length 0.
pub fn bars(supply: &Supply, pieces: &[usize]) -> Vec<Bar> {
    pieces.iter().map(|k| bar(&supply.inventory.pieces[*k], supply.spare)).collect()
}

/// A piece of linear stock as a bar that keeps a share spare, as if it were measured that much too long; see [`bars`].
pub fn bar(piece: &StockPiece, spare: f64) -> Bar {
    let (bought, price) = price(piece);
    let is_whole = piece.form == Form::Item;
    Bar {
        id: piece.id.clone(),
        copies: piece.quantity,
        length: if is_whole { WHOLE } else { piece.length.unwrap_or(0.0) },
        tolerance: if is_whole { 0.0 } else { piece.tolerance + spare * piece.length.unwrap_or(0.0) },
        defects: piece.defects.clone(),
        price,
        bought,
    }
}

/// A rectangular sheet, or a board that is ripped to width, of which a share is kept spare; without sizes nothing can be
/// cut from it.
pub fn sheet(piece: &StockPiece, spare: f64) -> Sheet {
    let (bought, price) = price(piece);
    let width = piece.width.unwrap_or(0.0);
    let zones = piece.defects.iter().map(|(from, to)| Area { x: *from, y: 0.0, length: to - from, width });
    let spots = piece.defect_polygons().into_iter().map(|polygon| {
        let least = |axis: usize| polygon.iter().map(|p| p[axis]).fold(f64::INFINITY, f64::min);
        let most = |axis: usize| polygon.iter().map(|p| p[axis]).fold(f64::NEG_INFINITY, f64::max);
        Area { x: least(0), y: least(1), length: most(0) - least(0), width: most(1) - least(1) }
    });
    Sheet {
        id: piece.id.clone(),
        copies: piece.quantity,
        length: piece.length.unwrap_or(0.0),
        width,
        tolerance: piece.tolerance + spare * width.min(piece.length.unwrap_or(0.0)),
        defects: zones.chain(spots).collect(),
        price,
        bought,
    }
}

/// A sheet or board of any outline, of which a share is kept spare; nothing where neither outline nor sizes are known.
pub fn odd_sheet(piece: &StockPiece, spare: f64) -> Option<NestSheet> {
    let outline = flat_shape(piece)?;
    let (bought, price) = price(piece);
    let width = piece.width.unwrap_or(0.0);
    let zones = piece.defects.iter().map(|(from, to)| rectangle([*from, 0.0], [*to, width]));
    // Here the tolerance is taken off at both edges.
    let tolerance = piece.tolerance + 0.5 * spare * shorter_side(&outline.outer);
    Some(NestSheet {
        id: piece.id.clone(),
        outline,
        defects: zones.chain(piece.defect_polygons()).collect(),
        copies: piece.quantity,
        tolerance,
        grain: Some(0.0),
        price,
        bought,
    })
}

/// The outline of a sheet or board: as drawn, or the rectangle of its length and width.
pub fn flat_shape(piece: &StockPiece) -> Option<Outline> {
    piece.shape().or_else(|| {
        let (length, width) = piece.length.zip(piece.width)?;
        Some(Outline { outer: rectangle([0.0, 0.0], [length, width]), holes: Vec::new() })
    })
}

/// The shorter side of the rectangle around an outline (m).
fn shorter_side(outline: &Polygon) -> f64 {
    let side = |axis: usize| {
        let ends = outline
            .iter()
            .fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], p| [low.min(p[axis]), high.max(p[axis])]);
        (ends[1] - ends[0]).max(0.0)
    };
    side(0).min(side(1))
}

fn rectangle([x, y]: [f64; 2], [far_x, far_y]: [f64; 2]) -> Polygon {
    vec![[x, y], [far_x, y], [far_x, far_y], [x, far_y]]
}
