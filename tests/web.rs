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
