//! How bright the photo is where somebody looks: read in small squares, so that a large photo takes little memory.

use std::collections::BTreeMap;

use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement};

/// Side of a square (px).
const TILE: usize = 128;
/// Most squares kept: 16 MB.
const MOST: usize = 1_000;

/// A photo that is looked at.
pub(super) struct Pixels {
    image: HtmlImageElement,
    ink: CanvasRenderingContext2d,
    size: [usize; 2],
    tiles: BTreeMap<[usize; 2], Vec<u8>>,
}

impl Pixels {
    /// The pixels of a photo that is loaded, turned upright as the browser shows it.
    pub(super) fn of(image: HtmlImageElement) -> Option<Self> {
        let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
        canvas.set_width(TILE as u32);
        canvas.set_height(TILE as u32);
        let options = js_sys::Object::new();
        js_sys::Reflect::set(&options, &"willReadFrequently".into(), &JsValue::TRUE).ok()?;
        let ink = canvas.get_context_with_context_options("2d", &options).ok()??.dyn_into().ok()?;
        let size = [image.natural_width() as usize, image.natural_height() as usize];
        Some(Self { image, ink, size, tiles: BTreeMap::new() })
    }

    /// See [`crate::stock::Look`].
    pub(super) fn look(&mut self, x: usize, y: usize) -> Option<u8> {
        if x >= self.size[0] || y >= self.size[1] {
            return None;
        }
        let tile = [x / TILE, y / TILE];
        if !self.tiles.contains_key(&tile) {
            if self.tiles.len() >= MOST {
                self.tiles.clear();
            }
            self.tiles.insert(tile, self.read(tile)?);
        }
        self.tiles.get(&tile)?.get(y % TILE * TILE + x % TILE).copied()
    }

    fn read(&self, [column, row]: [usize; 2]) -> Option<Vec<u8>> {
        let side = TILE as f64;
        let (left, top) = (-side * column as f64, -side * row as f64);
        self.ink.draw_image_with_html_image_element(&self.image, left, top).ok()?;
        let data = self.ink.get_image_data(0.0, 0.0, side, side).ok()?.data();
        // Red, green and blue as they count for the eye (ITU-R BT.709), in parts of 256.
        let grey = |p: &[u8]| ((54 * u32::from(p[0]) + 183 * u32::from(p[1]) + 19 * u32::from(p[2])) / 256) as u8;
        Some(data.chunks_exact(4).map(grey).collect())
    }
}
