//! The program of the page and of its worker.

#[cfg(target_arch = "wasm32")]
fn main() {
    scrapwright::app::main();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("this is the program of the page; build it with `cargo xtask build`, or use `scrapwright` here");
}
