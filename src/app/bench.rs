//! Speed in the browser, for the console, as in `(await import(js)).measure(200)`: milliseconds of what is done so often.

use wasm_bindgen::prelude::wasm_bindgen;

use super::viewer::Scene;
use crate::cutting::{Settings, Trial};
use crate::order::sort_by;
use crate::project::{Change, Choices, Outcome, evaluate, evaluate_after, first_choices, surfaces};
use crate::quantity::System;
use crate::stock::example_inventory;

/// Mean milliseconds to read a design.
#[wasm_bindgen]
pub fn measure_reading(text: &str, times: u32) -> f64 {
    mean(times, |_| crate::design::read(text).0.values.len() as f64)
}

/// Mean milliseconds from a changed parameter to build, meshes, checks, cutting plans and bill of materials.
#[wasm_bindgen]
pub fn measure(times: u32) -> f64 {
    let (design, _) = crate::design::read(super::state::FIRST_DESIGN);
    let stock = example_inventory();
    let mut choices = first_choices();
    mean(times, |k| {
        choices.values.insert("length".into(), 0.9 + f64::from(k % 100) * 0.002);
        evaluate(&design, &choices, &stock, Settings::default(), System::Metric).bom.totals.mass
    })
}

/// Mean milliseconds from a changed parameter of a design to its outcome, and from there to what the graphics card gets;
/// as text, with the number of pieces. The parameter moves by a step a time, SI.
#[wasm_bindgen]
pub fn measure_picture(text: &str, parameter: &str, from: f64, step: f64, times: u32) -> String {
    let (design, _) = crate::design::read(text);
    let stock = example_inventory();
    let mut choices = Choices::default();
    let mut outcome = Outcome::default();
    let (mut known, mut drawn) = (0.0, 0.0);
    for k in 0..times {
        choices.values.insert(parameter.to_owned(), from + f64::from(k) * step);
        let start = now();
        outcome = evaluate_after(&design, &choices, &stock, Settings::default(), System::Metric, &outcome, &[]);
        let middle = now();
        let bodies = super::build::bodies(&outcome);
        super::viewer::measure_work(&Scene { bodies, ..Scene::default() });
        known += middle - start;
        drawn += now() - middle;
    }
    let mean = |sum: f64| sum / f64::from(times.max(1));
    format!("{:.3} {:.3} {}", mean(known), mean(drawn), outcome.build.piece_count())
}

/// Milliseconds of the page's finest clock.
fn now() -> f64 {
    let clock = js_sys::Reflect::get(&js_sys::global(), &"performance".into()).ok();
    let now = clock.as_ref().and_then(|clock| js_sys::Reflect::get(clock, &"now".into()).ok());
    let time = now.zip(clock).and_then(|(now, clock)| js_sys::Function::from(now).call0(&clock).ok());
    time.and_then(|time| time.as_f64()).unwrap_or_default()
}

/// A length changed again and again, from some millimetres on: milliseconds of a build with all of its surfaces, the
/// median of eleven runs, each the mean of so many; then what there is at 1.2 m: surfaces, triangles, volume (cm³).
#[wasm_bindgen]
#[inline(never)]
pub fn measure_change(text: &str, parameter: &str, from: f64, times: u32) -> String {
    let Some(mut change) = Change::new(text, parameter) else { return String::new() };
    let mut runs: Vec<f64> = Vec::new();
    for _ in 0..11 {
        runs.push(mean(times, |k| change.to((from + f64::from(k % 409 * 173 % 409)) * 1e-3).mass()));
    }
    sort_by(&mut runs, f64::total_cmp);
    let (count, triangles, volume) = surfaces(&change.to(1.2));
    format!("{} {count} {triangles} {}", runs[5], volume * 1e6)
}

/// Milliseconds of so many steps of a cutting search, and the digest of the plan; a bench does the same natively.
#[wasm_bindgen]
pub fn measure_cutting(kind: &str, text: &str, steps: u32) -> String {
    let start = js_sys::Date::now();
    match Trial::new(kind, text) {
        Ok(mut trial) => {
            trial.advance(u64::from(steps));
            format!("{} {}", js_sys::Date::now() - start, trial.digest())
        }
        Err(why) => why,
    }
}

/// Mean milliseconds of some work; what it gives is looked at, so that none of it can be left out.
fn mean(times: u32, work: impl FnMut(u32) -> f64) -> f64 {
    let start = js_sys::Date::now();
    let sum: f64 = (0..times).map(work).sum();
    let took = js_sys::Date::now() - start;
    if sum.is_finite() { took / f64::from(times.max(1)) } else { f64::NAN }
}
