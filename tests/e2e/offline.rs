//! The app without network, after one visit.

use crate::browser::{Browser, Options};
use crate::dist;
use crate::server::Server;

const KEPT: &str =
    "navigator.serviceWorker.register('./sw.js').then(() => navigator.serviceWorker.ready).then(Boolean)";

#[tokio::test]
async fn the_page_opens_when_its_server_is_gone() {
    let server = Server::start(&dist(), "some/place");
    let url = server.url.clone();
    let browser = Browser::start(Options::default()).await;
    browser.open(&url).await;
    assert_eq!(browser.eval(KEPT).await, true);
    browser.wait_for("navigator.serviceWorker.controller", 30).await;
    drop(server);
    browser.open(&format!("{url}?from=home#designs")).await;
    browser.wait_for_css("body > main", 30).await;
    assert_eq!(browser.eval("fetch('worker.js').then((answer) => answer.status)").await, 200);
}

#[tokio::test]
async fn every_built_file_is_kept() {
    let server = Server::start(&dist(), "");
    let browser = Browser::start(Options::default()).await;
    browser.open(&server.url).await;
    assert_eq!(browser.eval(KEPT).await, true);
    let kept = "caches.keys().then(async ([name]) => (await (await caches.open(name)).keys())\
        .map((request) => new URL(request.url).pathname.slice(1) || 'index.html'))";
    let kept: Vec<String> = serde_json::from_value(browser.eval(kept).await).expect("a list of paths");
    let mut built = Vec::new();
    let mut folders = vec![dist()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("it is built") {
            let path = entry.expect("it is built").path();
            match path.is_dir() {
                true => folders.push(path),
                false => built.push(path),
            }
        }
    }
    for file in built {
        let path = file.strip_prefix(dist()).expect("it is inside").to_string_lossy().replace('\\', "/");
        let is_left_out = path == "sw.js" || path.ends_with(".gitkeep");
        assert_eq!(kept.contains(&path), !is_left_out, "{path}");
    }
}
