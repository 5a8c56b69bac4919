//! What a person does on a page and sees there, for all tests.

use fantoccini::Locator;
use serde_json::Value;

use crate::browser::Browser;

/// Presses an element as the mouse does: it must be seen, with nothing above it.
pub async fn click(browser: &Browser, css: &str) {
    browser.wait_for_css(css, 20).await;
    let element = browser.client.find(Locator::Css(css)).await.expect(css);
    element.click().await.unwrap_or_else(|error| panic!("{css}: {error}"));
}

/// Presses an element by script, wherever it is.
pub async fn touch(browser: &Browser, css: &str) {
    browser.wait_for_css(css, 20).await;
    browser.eval(&format!("document.querySelector({}).click()", Value::from(css))).await;
}

/// Types a text in place of what a control holds, or chooses in it, and leaves it.
pub async fn set(browser: &Browser, css: &str, text: &str) {
    browser.wait_for_css(css, 20).await;
    let (css, text) = (Value::from(css), Value::from(text));
    browser
        .eval(&format!(
            "(() => {{ const it = document.querySelector({css}); it.focus(); it.value = {text};
            for (const what of ['input', 'change']) it.dispatchEvent(new Event(what, {{ bubbles: true }})); }})()"
        ))
        .await;
}

/// The text of an element; empty where there is none.
pub async fn text(browser: &Browser, css: &str) -> String {
    read(browser, css, "textContent").await
}

/// What a control holds; empty where there is none.
pub async fn value(browser: &Browser, css: &str) -> String {
    read(browser, css, "value").await
}

async fn read(browser: &Browser, css: &str, property: &str) -> String {
    let css = Value::from(css);
    browser.eval(&format!("document.querySelector({css})?.{property} ?? ''")).await.as_str().unwrap_or("").to_owned()
}
