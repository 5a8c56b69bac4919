//! Every screen as every reader sees it: pictures to look at, and nothing wider than the window.

use serde_json::json;

use crate::browser::{Browser, Options};
use crate::dist;
use crate::server::Server;

const SIZES: [(&str, u32, u32); 2] = [("desk", 1280, 800), ("phone", 390, 844)];

const TABS: [&str; 6] = ["adapt", "parts", "cut", "get", "checks", "guide"];

/// The first visible thing that stands out of the window to the side, and by how much; nothing where none does.
const TOO_WIDE: &str = "(() => {
    const root = document.scrollingElement;
    if (root.scrollWidth <= innerWidth + 1 && root.scrollLeft === 0) return null;
    const out = (it) => { const { left, right, width } = it.getBoundingClientRect(); return width && (left < -1 || right > innerWidth + 1); };
    const first = [...document.querySelectorAll('body *')].find(out);
    return `${root.scrollWidth} px: ${first?.outerHTML.slice(0, 200)}`;
})()";

async fn look(browser: &Browser, name: &str, faults: &mut Vec<String>) {
    tokio::time::sleep(std::time::Duration::from_millis(150)).await; // a frame or two to draw
    browser.screenshot(name).await;
    if let Some(fault) = browser.eval(TOO_WIDE).await.as_str() {
        faults.push(format!("{name}: {fault}"));
    }
}

async fn walk(browser: &Browser, look_name: &str, faults: &mut Vec<String>) {
    for tab in TABS {
        browser.eval(&format!("document.getElementById('tab-{tab}').click()")).await;
        look(browser, &format!("{look_name}-build-{tab}"), faults).await;
    }
    for (place, css) in [("scrap", ".scrap-page"), ("designs", ".designs"), ("build", ".build")] {
        browser.eval(&format!("location.hash = '#{place}'")).await;
        browser.wait_for_css(&format!("main {css}"), 20).await;
        if place != "build" {
            look(browser, &format!("{look_name}-{place}"), faults).await;
        }
    }
}

/// Looks at all screens in both sizes; the name tells in what way.
async fn all(browser: &Browser, way: &str, faults: &mut Vec<String>) {
    for (name, width, height) in SIZES {
        browser.resize(width, height).await;
        walk(browser, &format!("{name}{way}"), faults).await;
    }
}

async fn opened(server: &Server, flags: &[&str]) -> Browser {
    let flags = flags.iter().map(ToString::to_string).collect();
    let browser = Browser::start(Options { flags, ..Options::default() }).await;
    browser.open(&server.url).await;
    browser.wait_for_css(".figures", 60).await;
    browser
}

#[tokio::test]
async fn nothing_is_wider_than_the_window() {
    let server = Server::start(&dist(), "");
    let browser = opened(&server, &[]).await;
    let mut faults = Vec::new();
    all(&browser, "", &mut faults).await;
    browser.eval("document.documentElement.dir = 'rtl'").await;
    all(&browser, "-rtl", &mut faults).await;
    browser.eval("document.documentElement.dir = 'ltr'").await;
    let dark = json!({ "features": [{ "name": "prefers-color-scheme", "value": "dark" }] });
    browser.devtools("Emulation.setEmulatedMedia", dark).await;
    all(&browser, "-dark", &mut faults).await;
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[tokio::test]
async fn text_of_double_size_still_fits() {
    let server = Server::start(&dist(), "");
    let browser = opened(&server, &["--blink-settings=defaultFontSize=32"]).await;
    let mut faults = Vec::new();
    all(&browser, "-large", &mut faults).await;
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
