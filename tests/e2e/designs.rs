//! The place for designs: the text of one, changed, checked while typing, used, and still there after a reload.

use crate::browser::{Browser, Options};
use crate::dist;
use crate::server::Server;

/// Puts a text into the workbench as typing does.
async fn write(browser: &Browser, change: &str) {
    let script = format!(
        "(() => {{
            const area = document.getElementById('design-source');
            area.value = area.value{change};
            area.dispatchEvent(new Event('input', {{ bubbles: true }}));
        }})()"
    );
    browser.eval(&script).await;
}

#[tokio::test]
async fn a_design_is_changed_checked_and_used() {
    let server = Server::start(&dist(), "");
    let browser = Browser::start(Options::default()).await;
    browser.open(&format!("{}#designs", server.url)).await;
    browser.wait_for_css("#design-text-open", 60).await;
    browser.eval("document.getElementById('design-text-open').click()").await;
    browser.wait_for_css("#design-source", 20).await;

    // A fault is shown at its place, and the text cannot be used before it is mended.
    write(&browser, ".replace('default = \"740 mm\"', 'default = \"740 kg\"')").await;
    browser.wait_for("document.querySelector('.problem-list .error')", 10).await;
    assert_eq!(browser.eval("document.getElementById('design-take').disabled").await, true);
    browser.eval("document.querySelector('.problem-list .error .place').click()").await;
    let selected = "(({ value, selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd))\
        (document.getElementById('design-source'))";
    let selected = browser.eval(selected).await;
    assert!(selected.as_str().is_some_and(|text| text.contains("740 kg")), "{selected}");

    // Authors' warnings are told as on the command line, and do not stand in the way.
    write(&browser, ".replace('740 kg', '740 mm').replace('[values]', '[values]\\nidle = \"1 mm\"')").await;
    browser.wait_for("document.querySelector('.problem-list .warning')", 10).await;
    assert_eq!(browser.eval("document.getElementById('design-take').disabled").await, false);
    write(&browser, ".replace('740 mm', '740 kg').replace('\\nidle = \"1 mm\"', '')").await;

    // Mended, it can be used; it is a design of its own beside the built-in one.
    write(&browser, ".replace('740 kg', '750 mm').replace('id = \"plank-table\"', 'id = \"my-table\"')").await;
    browser.wait_for("!document.querySelector('.problem-list .error')", 10).await;
    browser.eval("document.getElementById('design-take').click()").await;
    browser.wait_for_css(".card-my-table", 10).await;
    browser.eval("location.hash = '#build'").await;
    let height = "document.querySelector('#param-height')?.value.startsWith('750')";
    browser.wait_for(height, 20).await;
    browser.wait_for("Number(document.documentElement.dataset.saved ?? 0) > 0", 20).await;

    // It is kept, and so is what was chosen for the first design.
    browser.open(&server.url).await;
    browser.wait_for(height, 60).await;
    browser.eval("location.hash = '#designs'").await;
    browser.wait_for_css(".card-plank-table .button", 20).await;
    browser.eval("document.querySelector('.card-plank-table .button').click()").await;
    browser.wait_for("document.querySelector('#param-height')?.value.startsWith('740')", 20).await;
}

#[tokio::test]
async fn a_design_speaks_the_readers_language_and_others() {
    let server = Server::start(&dist(), "");
    let browser = Browser::start(Options { flags: vec!["--lang=de".into()], ..Options::default() }).await;
    browser.devtools("Emulation.setLocaleOverride", serde_json::json!({ "locale": "de" })).await;
    browser.open(&format!("{}#designs", server.url)).await;
    browser.wait_for_css("#design-language", 60).await;
    let pick = |tag: &str| {
        format!(
            "(() => {{
                const list = document.getElementById('design-language');
                list.value = '{tag}';
                list.dispatchEvent(new Event('change', {{ bubbles: true }}));
                return list.value;
            }})()"
        )
    };
    let title = |words: &str| format!("document.querySelector('header .name b').textContent === '{words}'");
    for (tag, words) in [("de", "Brettertisch"), ("en", "Plank table"), ("de", "Brettertisch")] {
        assert_eq!(browser.eval(&pick(tag)).await, tag);
        browser.wait_for(&title(words), 10).await;
    }
}
