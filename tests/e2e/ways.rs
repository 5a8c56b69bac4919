//! Adapt for a goal, and ways out where nothing holds.

use crate::acts::set;
use crate::browser::{Browser, Options};
use crate::dist;
use crate::server::Server;

#[tokio::test]
async fn where_nothing_holds_a_way_out_is_offered_and_taken() {
    let server = Server::start(&dist(), "");
    let browser = Browser::start(Options::default()).await;
    browser.open(&server.url).await;
    browser.wait_for_css("#param-length", 60).await;
    // Every figure of the design is a goal.
    browser.wait_for("document.querySelectorAll('#goal option').length > 4", 20).await;
    set(&browser, "#goal", "cuts").await;

    // A table as long as can be, of the boards that its top has now.
    set(&browser, "#param-length", "2600 mm").await;
    browser.wait_for("document.getElementById('param-length').value.startsWith('2')", 10).await;
    for id in ["param-length", "slot-top"] {
        let lock = format!(
            "(() => {{
                const lock = document.getElementById('{id}').closest('.row').querySelector('button.lock');
                if (lock.getAttribute('aria-pressed') !== 'true') lock.click();
            }})()"
        );
        browser.eval(&lock).await;
    }
    browser.eval("document.getElementById('adapt').click()").await;
    browser.wait_for("document.querySelector('.proof.bad') && document.querySelector('.ways-out .take')", 90).await;
    browser.wait_for("document.querySelector('.proof').dataset.stage === 'done'", 90).await;
    browser.eval("document.querySelector('.ways-out .take').click()").await;
    browser.wait_for("!document.querySelector('.ways-out') && !document.querySelector('.chip.p')", 20).await;
}
