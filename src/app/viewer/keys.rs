//! The keyboard on the focused picture.

use web_sys::KeyboardEvent;

use super::StandardView;
use super::stage::Stage;

/// Radians and CSS pixels for each press of an arrow.
const TURN: f64 = 0.12;
const PAN: f64 = 32.0;
/// Each press of plus or minus.
const ZOOM: f64 = 1.18;

/// Arrows turn (with Shift they shift), + and − zoom, Home or 0 fits, [ ] or P N step through the parts, Escape clears.
pub(super) fn press(ev: &KeyboardEvent, stage: &Stage) {
    if ev.ctrl_key() || ev.meta_key() || ev.alt_key() {
        return;
    }
    let shift = ev.shift_key();
    let arrow = |x: f64, y: f64| {
        if shift { stage.pan(x * PAN, y * PAN) } else { stage.turn(-x * TURN, y * TURN) }
    };
    match ev.key().as_str() {
        "ArrowLeft" => arrow(-1.0, 0.0),
        "ArrowRight" => arrow(1.0, 0.0),
        "ArrowUp" => arrow(0.0, -1.0),
        "ArrowDown" => arrow(0.0, 1.0),
        "+" | "=" => stage.zoom(1.0 / ZOOM, None),
        "-" | "_" | "−" => stage.zoom(ZOOM, None),
        "Home" | "0" => stage.show(StandardView::Home),
        "]" | "n" | "N" => stage.step_selection(1),
        "[" | "p" | "P" => stage.step_selection(-1),
        "Escape" if stage.clear_selection() => {}
        _ => return,
    }
    ev.prevent_default();
}
