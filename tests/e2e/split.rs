//! The app in two modules: the first visit needs one, and whatever comes too early for the other waits for it.

use std::path::PathBuf;

use crate::browser::{Browser, Options, fresh_folder};
use crate::dist;
use crate::server::Server;

/// A copy of the built app with each file changed, or left out, by its name.
fn changed(name: &str, change: impl Fn(&str, Vec<u8>) -> Option<Vec<u8>>) -> PathBuf {
    let folder = fresh_folder(name);
    for entry in std::fs::read_dir(dist()).expect("it is built") {
        let path = entry.expect("it is built").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() || name == "sw.js" {
            continue; // no offline copy, so that every request reaches the server
        }
        if let Some(bytes) = change(&name, std::fs::read(&path).expect("it is built")) {
            std::fs::write(folder.join(name), bytes).expect("it can be written");
        }
    }
    folder
}

/// How the name of the second module ends.
const REST: &str = "_rest.wasm";

const PICTURE: &str = "Number(document.querySelector('canvas')?.dataset.frames ?? 0) > 0";

#[tokio::test]
async fn the_first_visit_does_without_the_second_module() {
    let folder = changed("split-alone", |name, bytes| (!name.ends_with(REST)).then_some(bytes));
    let server = Server::start(&folder, "");
    let browser = Browser::start(Options::default()).await;
    browser.open(&server.url).await;
    browser.wait_for_css(".figures", 60).await;
    browser.wait_for(PICTURE, 30).await;
    // What is not there is said, in words.
    browser.wait_for("!document.getElementById('half').hidden", 10).await;
}

#[tokio::test]
async fn what_comes_too_early_waits_for_the_second_module() {
    let folder = changed("split-early", |name, bytes| {
        let is_script = name.starts_with("app-") && name.ends_with(".js");
        // Without this event the second module is never loaded ahead of need.
        let late = |bytes| String::from_utf8_lossy(bytes).replace("TrunkApplicationStarted", "never").into_bytes();
        Some(if is_script { late(&bytes) } else { bytes })
    });
    let server = Server::start(&folder, "");
    let browser = Browser::start(Options::default()).await;
    browser.open(&server.url).await;
    browser.wait_for(PICTURE, 60).await;
    let loaded = |server: &Server| server.requests().iter().filter(|line| line.contains(REST)).count();
    assert_eq!(loaded(&server), 0);
    browser.eval("location.hash = '#scrap'").await;
    browser.wait_for_css("main[data-place=scrap] .scrap-page", 10).await;
    assert_eq!(loaded(&server), 1);
}

#[tokio::test]
async fn the_second_module_follows_the_first_picture_by_itself() {
    let server = Server::start(&dist(), "");
    let browser = Browser::start(Options::default()).await;
    browser.open(&server.url).await;
    browser.wait_for_css(".build-lists .parts", 60).await;
    browser.wait_for("performance.getEntriesByType('resource').some((it) => it.name.endsWith('_rest.wasm'))", 60).await;
    assert_eq!(browser.eval("document.getElementById('half').hidden").await, true);
}
