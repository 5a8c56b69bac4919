//! Speed in the browser, for the console: `(await import(js)).measure(200)` gives milliseconds a change.

use wasm_bindgen::prelude::wasm_bindgen;

use super::start::first_choices;
use crate::cutting::Settings;
use crate::project::evaluate;
use crate::quantity::System;
use crate::stock::example_inventory;

/// Mean milliseconds from a changed parameter to build, meshes, checks, cutting plans and bill of materials.
#[wasm_bindgen]
pub fn measure(times: u32) -> f64 {
    let (design, _) = crate::design::read(super::state::FIRST_DESIGN);
    let stock = example_inventory();
    let mut choices = first_choices().clone();
    let start = js_sys::Date::now();
    let mut sum = 0.0;
    for k in 0..times {
        choices.values.insert("length".into(), 0.9 + f64::from(k % 100) * 0.002);
        sum += evaluate(&design, &choices, &stock, Settings::default(), System::Metric).bom.totals.mass;
    }
    let took = js_sys::Date::now() - start;
    if sum.is_finite() { took / f64::from(times.max(1)) } else { f64::NAN }
}
