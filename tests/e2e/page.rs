//! The page as such: it loads wherever it lies and asks for nothing that is not there.

use crate::browser::{Browser, Options};
use crate::dist;
use crate::server::Server;

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
    // Software rendering remarks on its own speed; that is neither ours nor wrong.
    let is_ours = |line: &String| !line.contains("GL Driver Message (OpenGL, Performance");
    let console: Vec<String> = browser.console().await.into_iter().filter(is_ours).collect();
    assert_eq!(console, Vec::<String>::new());
}

#[tokio::test]
async fn a_download_arrives() {
    let server = Server::start(&dist(), "");
    let browser = Browser::start(Options::default()).await;
    browser.open(&server.url).await;
    let link = "Object.assign(document.createElement('a'), \
        { href: URL.createObjectURL(new Blob(['saw'])), download: 'plan.txt' }).click()";
    browser.eval(link).await;
    assert_eq!(browser.downloaded("plan.txt", 10).await, b"saw");
}
