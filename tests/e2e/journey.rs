//! The main job, as a newcomer does it: from an empty profile to a bill of materials, and again without a network.

use std::process::Command;

use fantoccini::Locator;
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};

use crate::acts::{click, text};
use crate::browser::{Browser, Options, fresh_folder};
use crate::server::Server;
use crate::{dist, given};

/// A yard as people write it: one row cannot be read and must not stop the others.
const YARD: &str = "\
name;form;material;quantity;length;width;thickness
roof batten;board;softwood_C16;12;2,4 m;95;45
floor board;board;softwood_C24;8;3000;145;28
broken;board;softwood_C24;2;as long as my arm;145;28
";

#[tokio::test]
async fn a_maker_leaves_with_a_bill_of_materials() {
    let server = Server::start(&dist(), "yard");
    let url = server.url.clone();
    let downloads = fresh_folder("journey-downloads");
    let browser = Browser::start(Options { downloads: Some(downloads), ..Options::default() }).await;

    // The first visit shows the job done.
    browser.open(&url).await;
    browser.wait_for_css(".figures", 60).await;
    browser.wait_for("Number(document.querySelector('canvas')?.dataset.frames ?? 0) > 0", 30).await;
    assert_eq!(text(&browser, "#figure-spend").await, "0\u{a0}€");
    assert_eq!(text(&browser, "#figure-scrap").await, "100\u{a0}%");
    browser.wait_for("document.querySelectorAll('tr[data-part]').length > 5", 10).await;

    // Their own yard, from a file with one bad row.
    let folder = fresh_folder("journey-yard");
    let file = folder.join("yard.csv");
    std::fs::write(&file, YARD).expect("it can be written");
    click(&browser, "nav a[href='#scrap']").await;
    click(&browser, "#start-empty").await;
    browser.wait_for("document.querySelectorAll('.stock-row').length === 0", 10).await;
    click(&browser, "#add-file").await;
    browser.wait_for_css("#csv-file", 10).await;
    let input = browser.client.find(Locator::Css("#csv-file")).await.expect("a file input");
    input.send_keys(&file.to_string_lossy()).await.expect("a file can be chosen");
    browser.wait_for("document.querySelectorAll('.stock-row').length === 2", 20).await;
    let report = text(&browser, ".import-report").await;
    assert!(report.contains("as long as my arm") && report.contains('4'), "{report}");

    // Adapt, in the worker.
    click(&browser, "nav a[href='#build']").await;
    click(&browser, "#adapt").await;
    browser.wait_for("['done', 'failed'].includes(document.querySelector('.proof').dataset.stage)", 60).await;
    let proof = text(&browser, ".proof").await;
    assert!(proof.starts_with("Proven best for the 20 pieces"), "{proof}");

    // A slider moves, and everything follows.
    let weight = text(&browser, "#figure-weight").await;
    browser
        .eval("(() => { const s = document.querySelector('#param-height-slider'); s.value = '0.9'; s.dispatchEvent(new Event('input', { bubbles: true })); })()")
        .await;
    browser.wait_for("document.querySelector('#param-height').value.startsWith('900')", 10).await;
    browser.wait_for(&format!("document.querySelector('#figure-weight').textContent !== '{weight}'"), 10).await;

    // The bill of materials is the command line's for the same input, to the byte.
    click(&browser, "#bom-csv").await;
    let bom = browser.downloaded("plank-table-bom.csv", 20).await;
    click(&browser, "#choices-json").await;
    let choices = browser.downloaded("choices.json", 20).await;
    click(&browser, "nav a[href='#scrap']").await;
    click(&browser, "#scrap-csv").await;
    let stock = browser.downloaded("my-scrap.csv", 20).await;
    std::fs::write(folder.join("choices.json"), choices).expect("it can be written");
    std::fs::write(folder.join("stock.csv"), stock).expect("it can be written");
    let design = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/designs/plank-table/design.toml");
    let answer = Command::new(given("SCRAPWRIGHT_CLI"))
        .current_dir(&folder)
        .args(["bom", design, "--stock", "stock.csv", "--choices", "choices.json", "--format", "csv"])
        .output()
        .expect("the command line runs");
    let own = String::from_utf8_lossy(&answer.stdout);
    assert_eq!(String::from_utf8_lossy(&bom), own, "{}", String::from_utf8_lossy(&answer.stderr));
    assert!(own.lines().count() > 8 && own.contains("Top plank"), "{own}");

    // Offline, with the server gone, the work is still there.
    browser.wait_for("document.documentElement.dataset.saved > 0", 20).await;
    browser.wait_for("navigator.serviceWorker.controller || navigator.serviceWorker.ready.then(() => true)", 30).await;
    click(&browser, "nav a[href='#build']").await;
    let kept = text(&browser, "#figure-weight").await;
    browser.wait_for("caches.keys().then((names) => names.length > 0)", 30).await;
    drop(server);
    browser.open(&format!("{url}?again")).await;
    browser.wait_for("document.querySelector('#param-height')?.value.startsWith('900')", 60).await;
    assert_eq!(text(&browser, "#figure-weight").await, kept);
    click(&browser, "nav a[href='#scrap']").await;
    browser.wait_for("document.querySelectorAll('.stock-row').length === 2", 20).await;
}

#[tokio::test]
async fn picture_and_list_are_one_selection() {
    let server = Server::start(&dist(), "");
    let browser = Browser::start(Options::default()).await;
    browser.open(&server.url).await;
    browser.wait_for("Number(document.querySelector('canvas')?.dataset.frames ?? 0) > 0", 60).await;
    let canvas = browser.client.find(Locator::Css("canvas")).await.expect("a canvas");
    let (_, _, _, height) = canvas.rectangle().await.expect("it has a size");
    // Above the middle lies the table's top; the middle itself looks through between the legs.
    let on_top = PointerAction::MoveToElement { element: canvas, duration: None, x: 0.0, y: -0.2 * height };
    let click_there = MouseActions::new("mouse".to_owned())
        .then(on_top)
        .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
        .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
    browser.client.perform_actions(click_there).await.expect("the mouse works");
    browser.wait_for_css("tr.sel", 10).await;
    click(&browser, "tr[data-part='rail'] button").await;
    browser.wait_for("document.querySelector('tr.sel').dataset.part === 'rail'", 10).await;
    // A coarse picture, as slow machines draw it while it moves, is drawn once more.
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    let frames = browser.eval("document.querySelector('canvas').dataset.frames").await;
    tokio::time::sleep(std::time::Duration::from_millis(700)).await;
    assert_eq!(browser.eval("document.querySelector('canvas').dataset.frames").await, frames, "it draws at rest");
}

#[tokio::test]
async fn without_webgl_it_stays_usable_and_says_so() {
    let server = Server::start(&dist(), "");
    let browser = Browser::start(Options::default()).await;
    browser.open(&format!("{}?nowebgl", server.url)).await;
    browser.wait_for_css("svg.viewer-canvas polygon, .viewer svg polygon, .viewer svg path", 60).await;
    assert!(text(&browser, ".viewer-status").await.contains("WebGL2"));
    click(&browser, "#adapt").await;
    browser.wait_for("document.querySelector('.proof').dataset.stage === 'done'", 60).await;
}

#[tokio::test]
async fn a_lost_picture_comes_back() {
    let server = Server::start(&dist(), "");
    let browser = Browser::start(Options::default()).await;
    browser.open(&server.url).await;
    browser.wait_for("Number(document.querySelector('canvas')?.dataset.frames ?? 0) > 0", 60).await;
    browser.eval("(() => { const gl = document.querySelector('canvas').getContext('webgl2'); window.lose = gl.getExtension('WEBGL_lose_context'); window.lose.loseContext(); })()").await;
    browser.wait_for("document.querySelector('.viewer-status').textContent.includes('lost')", 20).await;
    let before = browser.eval("Number(document.querySelector('canvas').dataset.frames)").await.as_f64().unwrap_or(0.0);
    browser.eval("window.lose.restoreContext()").await;
    browser.wait_for(&format!("Number(document.querySelector('canvas').dataset.frames) > {before}"), 20).await;
}

#[tokio::test]
async fn a_shared_link_opens_the_same_build_and_a_broken_one_says_so() {
    let server = Server::start(&dist(), "");
    let browser = Browser::start(Options::default()).await;
    browser.open(&server.url).await;
    browser.wait_for_css("#share", 60).await;
    browser.wait_for_css("#param-length-slider", 30).await;
    browser
        .eval("(() => { const s = document.querySelector('#param-length-slider'); s.value = '0.8'; s.dispatchEvent(new Event('input', { bubbles: true })); })()")
        .await;
    click(&browser, "#share").await;
    browser.wait_for_css("#share-link", 10).await;
    let link = browser.eval("document.querySelector('#share-link').value").await.as_str().unwrap_or("").to_owned();
    let other = Browser::start(Options::default()).await;
    other.open(&link).await;
    other.wait_for("document.querySelector('#param-length')?.value.startsWith('800')", 60).await;
    let third = Browser::start(Options::default()).await;
    third.open(&format!("{}#1.thisisnolink", server.url)).await;
    third.wait_for("document.querySelector('.notice.shown')?.textContent.length > 20", 60).await;
    assert_eq!(text(&third, "#figure-spend").await, "0\u{a0}€");
}
