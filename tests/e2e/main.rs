//! End-to-end tests: the release build in a real browser. `cargo xtask test --only e2e` runs them.
//!
//! Each test starts its own server and browser, both gone when the test ends.
#![cfg(not(target_arch = "wasm32"))]

mod browser;
mod server;

use browser::{Browser, Options};
use server::Server;
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

#[tokio::test]
async fn the_page_loads_in_a_sub_folder() {
    let server = Server::start(&dist(), "some/place");
    let browser = Browser::start(Options::default()).await;
    browser.open(&server.url).await;
    browser.wait_for("document.readyState === 'complete'", 30).await;
    assert_eq!(browser.title().await, "Scrapwright");
}

#[tokio::test]
async fn the_page_asks_only_for_files_that_are_there() {
    let server = Server::start(&dist(), "");
    let browser = Browser::start(Options::default()).await;
    browser.open(&server.url).await;
    browser.wait_for("document.readyState === 'complete'", 30).await;
    let missing: Vec<String> = server.requests().into_iter().filter(|request| !request.ends_with(" 200")).collect();
    assert_eq!(missing, Vec::<String>::new());
    assert_eq!(browser.console().await, Vec::<String>::new());
}
