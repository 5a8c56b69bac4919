//! Watches an element's size and the screen's pixel density.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, MediaQueryList, ResizeObserver};

use super::stage::Size;

/// More device pixels than this for each CSS pixel cost time and show nothing.
const MOST: f64 = 2.0;

/// Calls back with the element's size until it is dropped.
pub(super) struct Watch {
    observer: ResizeObserver,
    density: Rc<Density>,
    _resized: Closure<dyn FnMut(Array)>,
}

/// The media query that holds at the present density, and what to do when it no longer does.
struct Density {
    query: RefCell<Option<MediaQueryList>>,
    changed: RefCell<Option<Closure<dyn FnMut()>>>,
}

impl Watch {
    /// Starts to watch; the first call comes with the first layout.
    pub fn new(element: Element, report: impl Fn(Size) + 'static) -> Option<Self> {
        let observed = element.clone();
        let report = Rc::new(move || report(measure(&element)));
        let watched = report.clone();
        let resized = Closure::<dyn FnMut(Array)>::new(move |_| watched());
        let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok()?;
        let density = Rc::new(Density { query: RefCell::default(), changed: RefCell::default() });
        let weak = Rc::downgrade(&density);
        let changed = Closure::<dyn FnMut()>::new(move || {
            report();
            if let Some(density) = weak.upgrade() {
                density.arm();
            }
        });
        density.changed.replace(Some(changed));
        density.arm();
        observer.observe(&observed);
        Some(Self { observer, density, _resized: resized })
    }
}

impl Density {
    /// Asks to be told once the density is no longer what it is now.
    fn arm(&self) {
        let query = format!("(resolution: {}dppx)", density());
        let list = web_sys::window().and_then(|window| window.match_media(&query).ok().flatten());
        if let (Some(list), Some(changed)) = (&list, self.changed.borrow().as_ref()) {
            list.set_onchange(Some(changed.as_ref().unchecked_ref()));
        }
        if let Some(before) = self.query.replace(list) {
            before.set_onchange(None);
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
        if let Some(query) = self.density.query.take() {
            query.set_onchange(None);
        }
    }
}

fn density() -> f64 {
    web_sys::window().map_or(1.0, |window| window.device_pixel_ratio())
}

fn measure(element: &Element) -> Size {
    let (width, height) = (f64::from(element.client_width()), f64::from(element.client_height()));
    Size { width, height, density: density().clamp(0.5, MOST) }
}
