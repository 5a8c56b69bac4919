//! End-to-end tests: the release build in a real browser. `cargo xtask test --only e2e` runs them.
//!
//! Each test starts its own server and browser, both gone when the test ends.
#![cfg(not(target_arch = "wasm32"))]

mod acts;
mod adapt;
mod browser;
mod designs;
mod journey;
mod kept;
mod materials;
mod offline;
mod outline;
mod page;
mod panels;
mod scrap;
mod screens;
mod server;
mod split;
mod trace;
mod viewer;
mod ways;
mod worker;

use std::path::PathBuf;

/// The folder of the release build.
fn dist() -> PathBuf {
    given("SCRAPWRIGHT_DIST")
}

/// What `cargo xtask test` hands over in a variable.
fn given(variable: &str) -> PathBuf {
    match std::env::var_os(variable) {
        Some(path) => path.into(),
        None => panic!("{variable} is not set: run these tests by `cargo xtask test --only e2e`"),
    }
}
