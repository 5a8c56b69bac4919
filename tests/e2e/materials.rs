//! Materials of one's own: looked up, added, understood in a quick line, used by the worker, and still there afterwards.

use crate::acts::{set, touch};
use crate::browser::{Browser, Options};
use crate::dist;
use crate::server::Server;

#[tokio::test]
async fn an_own_material_is_added_used_and_kept() {
    let server = Server::start(&dist(), "");
    let browser = Browser::start(Options::default()).await;
    browser.open(&format!("{}#scrap", server.url)).await;
    touch(&browser, "#materials > summary").await;

    // The built-in ones are found in other languages, with figures and sources.
    browser.wait_for_css("#material-search", 20).await;
    set(&browser, "#material-search", "contrachapado").await;
    browser
        .wait_for("document.querySelector('#found-materials li')?.textContent.includes('softwood plywood')", 10)
        .await;
    set(&browser, "#material-search", "C24").await;
    let licence = "document.querySelector('#found-materials dl')?.textContent.includes('Open Government Licence')";
    browser.wait_for(licence, 10).await;

    // What cannot be read is told, and nothing that was typed goes.
    for (field, value) in [("name", "larch"), ("density_kg_m3", "heavy"), ("E_GPa", "12"), ("strength_MPa", "24")] {
        set(&browser, &format!("#material-{field}"), value).await;
    }
    set(&browser, "#material-family", "1").await;
    touch(&browser, "#material-save").await;
    browser.wait_for("document.querySelector('#material-form .bad').textContent.includes('heavy')", 10).await;
    set(&browser, "#material-density_kg_m3", "590").await;
    touch(&browser, "#material-save").await;
    browser.wait_for("document.querySelector('#own-materials')?.textContent.includes('590 kg/m³')", 10).await;

    // Both can be taken back.
    browser.wait_for("document.querySelector('#step-back').title.includes('keep the material “larch”')", 10).await;
    touch(&browser, "#step-back").await;
    browser.wait_for("!document.querySelector('#own-materials')?.textContent.includes('590')", 10).await;
    touch(&browser, "#step-forth").await;
    browser.wait_for("document.querySelector('#own-materials')?.textContent.includes('590 kg/m³')", 10).await;

    // A price in any money.
    set(&browser, "#price-id", "softwood_larch").await;
    set(&browser, "#price-price", "4,50").await;
    set(&browser, "#price-currency", "CHF").await;
    touch(&browser, "#price-save").await;
    browser.wait_for("document.querySelector('#local-prices')?.textContent.includes('4.5 CHF')", 10).await;

    // A yard of nothing but this material: page and worker see the same.
    touch(&browser, "#start-empty").await;
    set(&browser, "#quick", "40 boards 2m 145x28 larch new").await;
    browser.wait_for("document.querySelector('#quick-echo').textContent.includes('larch')", 10).await;
    touch(&browser, "#quick-add").await;
    browser.wait_for("document.querySelectorAll('.stock-row').length === 1", 10).await;
    touch(&browser, "nav a[href='#build']").await;
    touch(&browser, "#adapt").await;
    browser.wait_for("['done', 'failed'].includes(document.querySelector('.proof').dataset.stage)", 60).await;
    browser.wait_for("document.querySelector('#figure-scrap').textContent.startsWith('100')", 20).await;

    // And all of it is there the next time.
    browser.wait_for("Number(document.documentElement.dataset.saved) > 0", 10).await;
    let saved = browser.eval("Number(document.documentElement.dataset.saved)").await;
    assert!(saved.as_u64().is_some_and(|n| n > 0), "{saved}");
    browser.eval("new Promise(done => setTimeout(done, 800))").await;
    browser.open(&format!("{}#scrap", server.url)).await;
    touch(&browser, "#materials > summary").await;
    browser.wait_for("document.querySelector('#own-materials')?.textContent.includes('larch')", 20).await;
    browser.wait_for("document.querySelector('#local-prices')?.textContent.includes('CHF')", 10).await;
}
