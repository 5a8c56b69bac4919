//! Tests that run in a browser, compiled to WebAssembly: `cargo xtask test --only wasm`.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn runs_in_a_browser() {
    let window: wasm_bindgen::JsValue = js_sys::global().into();
    let document = js_sys::Reflect::get(&window, &"document".into());
    assert!(document.is_ok_and(|document| document.is_object()));
}

#[wasm_bindgen_test]
fn the_first_bill_of_materials_is_the_same_in_the_browser() {
    use scrapwright::{cutting::Settings, project::evaluate, quantity::System};
    let (design, _) = scrapwright::design::read(include_str!("../assets/designs/plank-table/design.toml"));
    let choices = serde_json::from_str(include_str!("../assets/data/first-choices.json")).expect("choices");
    let stock = scrapwright::stock::example_inventory();
    let outcome = evaluate(&design, &choices, &stock, Settings::default(), System::Metric);
    let json = scrapwright::export::bom_json(&design, &choices, &outcome.bom);
    assert_eq!(json, include_str!("expected/first-bom.json").trim_end());
}

#[wasm_bindgen_test]
fn a_search_in_the_browser_takes_the_native_path() {
    use scrapwright::adapt::{Request, Search};
    let (design, _) = scrapwright::design::read(include_str!("../assets/designs/plank-table/design.toml"));
    let mut search = Search::new(&design, &scrapwright::stock::example_inventory(), Request::default());
    let progress = search.step(150);
    assert_eq!(serde_json::to_string(&progress).expect("json"), include_str!("expected/first-steps.json").trim_end());
}
