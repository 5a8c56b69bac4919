//! A design of panels: sheets in the cut list, cut from edge to edge or nested, and booked.

use fantoccini::Locator;
use fantoccini::key::Key;

use crate::browser::{Browser, Options};
use crate::dist;
use crate::server::Server;

#[tokio::test]
async fn panels_are_cut_from_sheets_and_rests_come_back() {
    let server = Server::start(&dist(), "");
    let browser = Browser::start(Options::default()).await;
    browser.open(&format!("{}#scrap", server.url)).await;
    browser.wait_for_css("#start-empty", 60).await;
    browser.eval("document.getElementById('start-empty').click()").await;
    browser.wait_for_css("#quick", 20).await;
    for (k, piece) in ["2 sheets ply 15 1250x600", "4x board 900x45x22 pine"].into_iter().enumerate() {
        let input = browser.client.find(Locator::Css("#quick")).await.expect("the line");
        input.send_keys(&format!("{piece}{}", char::from(Key::Enter))).await.expect("keys can be typed");
        browser.wait_for(&format!("document.querySelectorAll('.stock-row').length === {}", k + 1), 20).await;
    }
    browser.eval("location.hash = '#designs'").await;
    browser.wait_for_css(".card-panel-crate .button", 20).await;
    browser.eval("document.querySelector('.card-panel-crate .button').click()").await;
    browser.wait_for_css("#param-stack", 20).await;
    browser.eval("document.getElementById('adapt').click()").await;
    let is_scrap = "document.getElementById('figure-scrap').textContent.startsWith('100')";
    browser.wait_for(is_scrap, 60).await;

    // Rectangles: to scale, with the order of the cuts, and one selection with the parts.
    browser.eval("document.querySelector('#tab-cut').click()").await;
    browser.wait_for_css("svg.flat", 20).await;
    let parts = "document.querySelectorAll('svg.flat .part').length";
    assert_eq!(browser.eval(parts).await, 5);
    assert!(browser.eval("document.querySelectorAll('.order li').length").await.as_u64() >= Some(5));
    browser
        .eval("document.querySelector('svg.flat .part').dispatchEvent(new MouseEvent('click', { bubbles: true }))")
        .await;
    browser.wait_for("document.querySelector('svg.flat .part.sel')", 10).await;

    // With triangles everything is nested.
    browser.eval(&stack(1)).await;
    browser.wait_for(&format!("{parts} === 9"), 20).await;
    assert_eq!(browser.eval("document.querySelectorAll('.order li').length").await, 0);
    assert_eq!(browser.eval("document.querySelectorAll('.problem-line').length").await, 0);
    browser.eval(&stack(0)).await;
    browser.wait_for(&format!("{parts} === 5"), 20).await;

    // What is cut leaves, what is left of the sheets comes back as sheets.
    browser.eval("document.getElementById('book').click()").await;
    browser.wait_for_css("#book-yes", 10).await;
    browser.eval("document.getElementById('book-yes').click()").await;
    browser.eval("location.hash = '#scrap'").await;
    browser.wait_for("document.querySelectorAll('.stock-row').length > 2", 20).await;
}

/// A script that says whether crates stand on one another.
fn stack(option: usize) -> String {
    format!(
        "(() => {{
            const it = document.getElementById('param-stack');
            it.value = it.options[{option}].value;
            it.dispatchEvent(new Event('change', {{ bubbles: true }}));
        }})()"
    )
}
