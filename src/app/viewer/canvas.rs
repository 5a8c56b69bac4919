//! The canvas of the graphics card: one frame for each change, none at rest, and all again after a lost context.

use std::time::Duration;

use gloo::timers::callback::Timeout;
use leptos::html;
use leptos::prelude::*;
use web_sys::HtmlCanvasElement;

use super::renderer::{Renderer, Shot};
use super::stage::{Condition, Stage};

/// How long the status tells that the picture is back.
const NOTICE: Duration = Duration::from_secs(5);

/// A frame that takes longer until the next could be drawn (ms) is slow.
const SLOW: f64 = 70.0;
/// So many slow frames in a row make the picture coarse, until nothing has moved for so long (ms).
const PATIENCE: u32 = 3;
const REST: u32 = 450;
/// Pixels of a coarse picture along each side.
const COARSE: f64 = 0.5;

/// What the canvas owns outside of signals.
#[derive(Default)]
struct Card {
    renderer: Option<Renderer>,
    /// Whether a frame has been asked for and not yet drawn.
    asked: bool,
    /// Frames drawn so far.
    frames: u32,
    /// How many came slowly one after the other.
    slow: u32,
    /// Draws a coarse picture once more, finely, as soon as it rests.
    refine: Option<Timeout>,
}

/// The picture on a canvas. Sets the stage's condition where the card is missing, lost or back.
#[component]
pub(super) fn Canvas(stage: Stage, help: String) -> impl IntoView {
    let node = NodeRef::<html::Canvas>::new();
    let card = StoredValue::new_local(Card::default());

    Effect::new(move || {
        let Some(canvas) = node.get() else { return };
        let renderer = Renderer::new(&canvas);
        if renderer.is_none() {
            stage.condition.set(Condition::Missing);
        }
        card.update_value(|card| card.renderer = renderer);
        ask(card, node, stage);
    });
    Effect::new(move || {
        stage.placed.track();
        stage.orbit.track();
        stage.size.track();
        stage.selected.track();
        stage.hovered.track();
        stage.dark.track();
        stage.section.track();
        stage.condition.track();
        ask(card, node, stage);
    });

    let lost = move |ev: web_sys::Event| {
        ev.prevent_default(); // else the browser never gives it back
        card.update_value(|card| card.renderer = None);
        stage.condition.set(Condition::Lost);
    };
    let restored = move |_: web_sys::Event| {
        let renderer = node.get_untracked().and_then(|canvas| Renderer::new(&canvas));
        let condition = if renderer.is_some() { Condition::Restored } else { Condition::Missing };
        card.update_value(|card| card.renderer = renderer);
        stage.condition.set(condition);
        set_timeout(move || settle(stage), NOTICE);
    };
    view! {
        <canvas
            node_ref=node
            class="viewer-canvas"
            class:viewer-over=Signal::derive(move || stage.hovered.get().is_some())
            role="img"
            tabindex="0"
            aria-label=Signal::derive(move || stage.scene.with(|scene| scene.label.clone()))
            aria-describedby=help
            data-frames="0"
            on:webglcontextlost=lost
            on:webglcontextrestored=restored
        ></canvas>
    }
}

/// Ends the notice, where the viewer is still there and nothing else has happened.
fn settle(stage: Stage) {
    if stage.condition.try_get_untracked() == Some(Condition::Restored) {
        stage.condition.set(Condition::Fine);
    }
}

/// Asks the browser for one frame, unless one is on its way.
fn ask(card: StoredValue<Card, LocalStorage>, node: NodeRef<html::Canvas>, stage: Stage) {
    let cards = card;
    let asked = card.try_update_value(|card| std::mem::replace(&mut card.asked, true));
    if asked == Some(false) {
        request_animation_frame(move || {
            // After the viewer has gone there is nothing left to draw on.
            card.try_update_value(|card| {
                card.asked = false;
                let Some(canvas) = node.get_untracked() else { return };
                let is_coarse = card.slow > PATIENCE;
                draw(card, &canvas, stage, if is_coarse { COARSE } else { 1.0 });
                let refine = move || {
                    cards.try_update_value(|card| card.slow = 0);
                    ask(cards, node, stage);
                };
                card.refine = is_coarse.then(|| Timeout::new(REST, refine));
                if !is_coarse {
                    watch(cards);
                }
            });
        });
    }
}

/// Notes how long it takes until the next frame could be drawn.
fn watch(cards: StoredValue<Card, LocalStorage>) {
    let start = js_sys::Date::now();
    request_animation_frame(move || {
        let is_slow = js_sys::Date::now() - start > SLOW;
        cards.try_update_value(|card| card.slow = if is_slow { card.slow + 1 } else { 0 });
    });
}

/// Draws a frame of so many of its pixels along each side, and counts it; nothing where there is no picture to draw on.
fn draw(card: &mut Card, canvas: &HtmlCanvasElement, stage: Stage, fineness: f64) -> Option<()> {
    let view = untrack(|| stage.view())?;
    let density = stage.size.get_untracked().density * fineness;
    let pixels = |side: f64| (side * density).round().max(1.0) as u32;
    if canvas.width() != pixels(view.width) {
        canvas.set_width(pixels(view.width));
    }
    if canvas.height() != pixels(view.height) {
        canvas.set_height(pixels(view.height));
    }
    let shot = Shot {
        view,
        density,
        chosen: stage.selected.get_untracked(),
        hovered: stage.hovered.get_untracked(),
        dark: stage.dark.get_untracked(),
        section: untrack(|| stage.plane()),
    };
    let placed = stage.placed.get_untracked();
    if !card.renderer.as_mut()?.draw(&placed, &shot) {
        return None;
    }
    card.frames += 1;
    // Only tests read the number; a refusal would hurt nobody.
    let _ = canvas.set_attribute("data-frames", &card.frames.to_string());
    Some(())
}
