//! The program of the page: mounts the app.

#[cfg(target_arch = "wasm32")]
fn main() {
    use leptos::prelude::*;
    console_error_panic_hook::set_once();
    if let Some(boot) = leptos::tachys::dom::document().get_element_by_id("boot") {
        boot.remove();
        mount_to_body(|| view! { <main>"Scrapwright"</main> });
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
