//! The picture as a file: PNG from the canvas, SVG where it is painted.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::app::download::{download, download_blob};

/// How long until a coarse picture is drawn finely (ms).
const FINE: u64 = 700;

/// Space around the caption, in shares of the picture's height.
const MARGIN: f64 = 0.02;

/// Saves the picture that is shown in `viewer`, with a caption that says what it is; the name goes without an ending.
pub fn save(viewer: &web_sys::Element, name: &str, caption: &str) {
    let canvas = viewer.query_selector("canvas.viewer-canvas").ok().flatten();
    if let Some(canvas) = canvas.and_then(|canvas| canvas.dyn_into::<HtmlCanvasElement>().ok()) {
        let (viewer, name, caption) = (viewer.clone(), format!("{name}.png"), caption.to_owned());
        // While it moves on a slow machine the picture is coarse.
        let wait = if i64::from(canvas.width()) < i64::from(canvas.client_width()) { FINE } else { 0 };
        // Where the browser refuses, there is nothing to hand out.
        let save = move || drop(save_canvas(&viewer, &canvas, name, &caption));
        set_timeout(save, std::time::Duration::from_millis(wait));
    } else if let Some(svg) = viewer.query_selector("svg.viewer-canvas").ok().flatten() {
        let (width, height) = (svg.client_width(), svg.client_height());
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" fill=\"none\" \
             stroke-linejoin=\"round\" stroke-width=\"1.1\"><title>{}</title>{}</svg>",
            caption.replace('&', "&amp;").replace('<', "&lt;"),
            svg.inner_html()
        );
        download(&format!("{name}.svg"), "image/svg+xml", &text);
    }
}

fn save_canvas(
    viewer: &web_sys::Element,
    canvas: &HtmlCanvasElement,
    name: String,
    caption: &str,
) -> Result<(), JsValue> {
    let (width, height) = (canvas.width(), canvas.height());
    let page: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    page.set_width(width);
    page.set_height(height);
    let context = page.get_context("2d")?.ok_or(JsValue::NULL)?.unchecked_into::<CanvasRenderingContext2d>();
    let is_dark = viewer.class_list().contains("viewer-dark");
    let (ground, ink) = if is_dark { ("#1a1815", "#e8e2d8") } else { ("#faf8f2", "#2a1d10") };
    let (wide, high) = (f64::from(width), f64::from(height));
    context.set_fill_style_str(ground);
    context.fill_rect(0.0, 0.0, wide, high);
    context.draw_image_with_html_canvas_element(canvas, 0.0, 0.0)?;
    context.set_fill_style_str(ink);
    context.set_font(&format!("{:.0}px system-ui, sans-serif", (high * 0.02).max(11.0)));
    context.fill_text_with_max_width(caption, high * MARGIN, high * (1.0 - MARGIN), wide - 2.0 * high * MARGIN)?;
    let done = Closure::once_into_js(move |blob: Option<web_sys::Blob>| {
        if let Some(blob) = blob {
            download_blob(&name, &blob);
        }
    });
    page.to_blob(done.unchecked_ref())
}
