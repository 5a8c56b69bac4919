//! The program of the page and of its worker.

#[cfg(target_arch = "wasm32")]
#[path = "mod.rs"]
mod app;

#[cfg(target_arch = "wasm32")]
pub use scrapwright::*;

#[cfg(target_arch = "wasm32")]
fn main() {
    app::main();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("this is the program of the page; build it with `cargo xtask build`, or use `scrapwright` here");
}
