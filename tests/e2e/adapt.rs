//! Adapting as people use it: a lock that re-solves, what would help, the trade-off, comparing, spare, pause; and a yard
//! made of objects alone, with the command line's answer beside it.

use std::process::Command;

use serde_json::Value;

use crate::acts::{click, set, text};
use crate::browser::{Browser, Options, fresh_folder};
use crate::server::Server;
use crate::{dist, given};

const DESIGN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/designs/plank-table/design.toml");

async fn toggle_lock(browser: &Browser, id: &str) {
    browser
        .eval(&format!("document.getElementById('{id}').closest('.row').querySelector('button.lock').click()"))
        .await;
}

async fn adapted(browser: &Browser) {
    browser.wait_for("['done', 'failed'].includes(document.querySelector('.proof').dataset.stage)", 120).await;
}

/// What the command line finds for the same.
fn command_line(arguments: &[&str]) -> Value {
    let answer = Command::new(given("SCRAPWRIGHT_CLI")).args(arguments).output().expect("the command line runs");
    serde_json::from_slice(&answer.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&answer.stderr)))
}

/// Money as the page shows it, as a number.
async fn spent(browser: &Browser) -> f64 {
    let shown = text(browser, "#figure-spend").await;
    shown.trim_end_matches(['€', '\u{a0}']).parse().unwrap_or_else(|_| panic!("{shown}"))
}

async fn table() -> (Server, Browser) {
    table_with(Options::default()).await
}

async fn table_with(options: Options) -> (Server, Browser) {
    let server = Server::start(&dist(), "");
    let browser = Browser::start(options).await;
    browser.open(&server.url).await;
    browser.wait_for_css("#param-length", 60).await;
    browser.wait_for_css("#spare", 20).await;
    (server, browser)
}

#[tokio::test]
async fn a_lock_changes_the_answer_as_the_command_line_says() {
    let (_server, browser) = table().await;
    // A long table, of the example yard, has to be bought for.
    set(&browser, "#param-length", "2200 mm").await;
    toggle_lock(&browser, "param-length").await;
    click(&browser, "#adapt").await;
    adapted(&browser).await;
    let proof = text(&browser, ".proof").await;
    assert!(proof.starts_with("Proven best"), "{proof}");
    let stock = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/data/example-stock.csv");
    let own = command_line(&["adapt", DESIGN, "--stock", stock, "--set", "length=2200mm", "--json"]);
    assert_eq!(own["proof"]["status"], "proven");
    assert_eq!(Some(spent(&browser).await), own["best"]["money"].as_f64());
    let width = own["best"]["choices"]["values"]["width"].as_f64().expect("a width") * 1000.0;
    let shown = browser.eval("document.getElementById('param-width-slider').value * 1000").await.as_f64();
    assert!(shown.is_some_and(|shown| (shown - width).abs() < 0.01), "{shown:?} {width}");

    // The lock is what costs the money, and the page says so; what was wished stands beside what was found.
    browser.wait_for("document.querySelector('.ways-out .take')", 60).await;
    let words = text(&browser, ".ways-out").await;
    assert!(words.contains("Unlock") && words.contains("saves"), "{words}");
    browser.wait_for("document.querySelectorAll('.moved button').length > 0", 10).await;
    // Without it, the answer is worked out anew at once, and costs nothing.
    toggle_lock(&browser, "param-length").await;
    browser.wait_for("document.getElementById('figure-spend').textContent.startsWith('0')", 60).await;
    adapted(&browser).await;
    assert_eq!(spent(&browser).await, 0.0);
}

#[tokio::test]
async fn builds_are_put_beside_one_another() {
    let (_server, browser) = table().await;
    click(&browser, "#put-aside").await;
    set(&browser, "#param-height", "900 mm").await;
    click(&browser, "#compare").await;
    browser.wait_for("document.querySelectorAll('dialog.compare thead th').length === 2", 20).await;
    browser
        .wait_for(
            "[...document.querySelectorAll('dialog.compare thead svg')].every((it) => it.querySelector('path'))",
            10,
        )
        .await;
    let rows = "[...document.querySelectorAll('dialog.compare tbody tr')].map((row) => row.innerText)";
    let rows = browser.eval(rows).await;
    let rows: Vec<&str> = rows.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    assert!(rows.iter().any(|row| row.contains("900") && row.contains("740")), "{rows:?}");
    // Only what differs.
    assert!(!rows.iter().any(|row| row.starts_with("How long")), "{rows:?}");
    click(&browser, "dialog.compare .take").await;
    browser.wait_for("document.getElementById('param-height').value.startsWith('740')", 10).await;
    // It is there after a reload.
    browser.wait_for("document.documentElement.dataset.saved > 0", 20).await;
    browser.client.refresh().await.expect("the page loads again");
    browser.wait_for_css("#compare", 60).await;
}

#[tokio::test]
async fn the_trade_off_is_a_picture_to_press() {
    let (_server, browser) = table().await;
    set(&browser, "#param-length", "2000 mm").await;
    for id in ["param-length", "param-height", "param-bearers"] {
        toggle_lock(&browser, id).await;
    }
    browser.eval("document.querySelector('.trade-off').open = true").await;
    click(&browser, "#front").await;
    browser.wait_for("document.querySelector('[data-front=done]')", 240).await;
    let state = text(&browser, "[data-front]").await;
    assert!(state.starts_with("Complete"), "{state}");
    let points = browser.eval("document.querySelectorAll('.front .dot').length").await.as_u64();
    assert!(points >= Some(2), "{points:?}");
    click(&browser, ".points li:last-child button").await;
    browser
        .wait_for("document.querySelector('.points li:last-child button').getAttribute('aria-pressed') === 'true'", 10)
        .await;
    let most = spent(&browser).await;
    browser.eval("document.querySelector('.front .dot').dispatchEvent(new Event('click', { bubbles: true }))").await;
    browser.wait_for("document.querySelector('.points button').getAttribute('aria-pressed') === 'true'", 10).await;
    assert!(spent(&browser).await < most);
}

#[tokio::test]
async fn a_search_goes_on_elsewhere_and_leaves_spare() {
    let (_server, browser) = table().await;
    click(&browser, "#spare").await;
    set(&browser, "#param-length", "2300 mm").await;
    click(&browser, "#adapt").await;
    browser.eval("location.hash = '#designs'").await;
    browser.wait_for_css("main .designs", 20).await;
    browser.eval("location.hash = '#build'").await;
    browser.wait_for_css(".proof", 20).await;
    adapted(&browser).await;
    let proof = text(&browser, ".proof").await;
    assert!(proof.starts_with("Proven best"), "{proof}");
    // The cut list keeps the last share of every piece free of parts.
    click(&browser, "#tab-cut").await;
    browser.wait_for("document.querySelectorAll('.bands').length > 0", 20).await;
    let free = "[...document.querySelectorAll('.bands')].every((bands) => {
        const end = Math.max(...[...bands.querySelectorAll('g.part rect')].map((it) => +it.getAttribute('x') + +it.getAttribute('width')));
        const all = Math.max(...[...bands.querySelectorAll('rect')].map((it) => +it.getAttribute('x') + +it.getAttribute('width')));
        return end <= all * 0.9501;
    })";
    assert_eq!(browser.eval(free).await, true);
}

#[tokio::test]
async fn objects_alone_give_a_table_and_the_command_line_the_same() {
    let downloads = fresh_folder("adapt-downloads");
    let options = Options { downloads: Some(downloads), ..Options::default() };
    let (_server, browser) = table_with(options).await;
    click(&browser, "nav a[href='#scrap']").await;
    click(&browser, "#start-empty").await;
    for (word, count) in [("pallet", 3), ("bed", 1), ("scaffold board", 1)] {
        click(&browser, "#add-object").await;
        set(&browser, "#object-find", word).await;
        browser
            .wait_for(&format!("/{word}/i.test(document.querySelector('#object-list button')?.textContent)"), 20)
            .await;
        click(&browser, "#object-list button").await;
        set(&browser, "#object-count", &count.to_string()).await;
        click(&browser, "#object-add").await;
    }
    browser.wait_for("document.querySelectorAll('.stock-row').length >= 3", 20).await;
    click(&browser, "#scrap-csv").await;
    let stock = browser.downloaded("my-scrap.csv", 20).await;
    let file = fresh_folder("adapt-objects").join("stock.csv");
    std::fs::write(&file, stock).expect("it can be written");
    click(&browser, "nav a[href='#build']").await;
    // What the first visit shows was found for another yard: these are the author's sizes.
    let wishes = [("length", "1400 mm"), ("bearers", "1")];
    for (name, value) in wishes {
        set(&browser, &format!("#param-{name}"), value).await;
    }
    click(&browser, "#adapt").await;
    adapted(&browser).await;
    let proof = text(&browser, ".proof").await;
    assert!(proof.starts_with("Proven best"), "{proof}");
    assert_eq!(browser.eval("!document.querySelector('.adapt-panel .problem-line')").await, true);
    let own = command_line(&["adapt", DESIGN, "--stock", &file.to_string_lossy(), "--json"]);
    assert_eq!(Some(spent(&browser).await), own["build"]["totals"]["cost"].as_f64());
    for (name, value) in own["best"]["choices"]["values"].as_object().expect("values") {
        let slider = format!("document.getElementById('param-{name}-slider')?.value");
        if let Some(shown) = browser.eval(&slider).await.as_str().and_then(|shown| shown.parse::<f64>().ok()) {
            assert!((shown - value.as_f64().unwrap_or(f64::NAN)).abs() < 1e-6, "{name}: {shown} {value}");
        }
    }
}
