//! The picture and its tools: what they change is seen in the picture itself.

use fantoccini::Locator;
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};

use crate::acts::{click, set, text, touch};
use crate::browser::{Browser, Options, fresh_folder};
use crate::dist;
use crate::server::Server;

/// A number for the pixels that are shown.
const PIXELS: &str = "(() => {
    const canvas = document.querySelector('canvas.viewer-canvas');
    let sum = 0;
    for (const letter of canvas.toDataURL()) sum = (sum * 31 + letter.charCodeAt(0)) % 1000000007;
    return sum;
})()";

async fn opened(server: &Server) -> (Browser, std::path::PathBuf) {
    let downloads = fresh_folder("viewer-downloads");
    let browser = Browser::start(Options { downloads: Some(downloads.clone()), ..Options::default() }).await;
    browser.open(&server.url).await;
    browser.wait_for("Number(document.querySelector('canvas')?.dataset.frames ?? 0) > 0", 60).await;
    browser.wait_for_css(".viewer-more", 60).await;
    touch(&browser, ".viewer-more summary").await;
    (browser, downloads)
}

/// Whether the picture is drawn finely: while it moves on a slow machine it is coarse.
const FINE: &str = "(({ width, clientWidth }) => width === Math.round(clientWidth * devicePixelRatio))
    (document.querySelector('canvas.viewer-canvas'))";

/// The picture, once it is another one than before.
async fn changed(browser: &Browser, before: &serde_json::Value) -> serde_json::Value {
    browser.wait_for(&format!("{FINE} && {PIXELS} !== {before}"), 20).await;
    browser.eval(PIXELS).await
}

#[tokio::test]
async fn each_tool_of_the_picture_changes_what_is_seen() {
    let server = Server::start(&dist(), "");
    let (browser, _) = opened(&server).await;
    let usual = browser.eval(PIXELS).await;

    // Colours mean what the legend says.
    set(&browser, "#view-colours", "slot").await;
    let by_role = changed(&browser, &usual).await;
    assert_eq!(browser.eval("document.querySelectorAll('.legend li').length").await, 3);
    assert!(text(&browser, ".legend").await.contains("Top planks"));
    set(&browser, "#view-colours", "use").await;
    let by_use = changed(&browser, &by_role).await;
    assert!(text(&browser, ".legend").await.contains('%'));
    set(&browser, "#view-colours", "source").await;
    assert_eq!(changed(&browser, &by_use).await, usual, "back to what it was");

    // Step by step.
    set(&browser, "#view-step", "3").await;
    let built = changed(&browser, &usual).await;
    browser.wait_for("document.querySelector('.viewer-panel').textContent.includes('Step 4 of')", 10).await;
    set(&browser, "#view-step", "99").await;
    assert_eq!(changed(&browser, &built).await, usual);
    touch(&browser, "#tab-guide").await;
    touch(&browser, ".guide li:nth-child(4) .show-step").await;
    assert_eq!(changed(&browser, &usual).await, built, "the guide shows the same");
    touch(&browser, ".guide li:nth-child(4) .show-step").await;
    changed(&browser, &built).await;

    // Cut open, and all of it again.
    set(&browser, "#section-axis", "1").await;
    let cut = changed(&browser, &usual).await;
    set(&browser, "#section-share", "0.9").await;
    let less = changed(&browser, &cut).await;
    set(&browser, "#section-axis", "").await;
    assert_eq!(changed(&browser, &less).await, usual, "nothing is cut away");

    // A row under the pointer shows its part.
    touch(&browser, "#tab-parts").await;
    browser.wait_for_css("tr[data-part='leg-long'], tr[data-part]", 10).await;
    browser.eval("document.querySelector('tr[data-part]').dispatchEvent(new PointerEvent('pointerenter'))").await;
    let pointed = changed(&browser, &usual).await;
    browser.eval("document.querySelector('tr[data-part]').dispatchEvent(new PointerEvent('pointerleave'))").await;
    assert_eq!(changed(&browser, &pointed).await, usual);

    touch(&browser, "#view-flat").await;
    changed(&browser, &usual).await;
    let console = browser.console().await;
    assert!(console.iter().all(|line| !line.starts_with("SEVERE")), "{console:?}");
}

/// The top corners of the picture, a little inside: CSS pixels from the middle of the canvas.
const TOP_CORNERS: &str = "(() => {
    const canvas = document.querySelector('canvas.viewer-canvas');
    const copy = document.createElement('canvas');
    [copy.width, copy.height] = [canvas.width, canvas.height];
    const context = copy.getContext('2d');
    context.drawImage(canvas, 0, 0);
    const { data } = context.getImageData(0, 0, copy.width, copy.height);
    const scale = canvas.clientWidth / canvas.width;
    for (let y = 0; y < copy.height; y++) {
        const row = [];
        for (let x = 0; x < copy.width; x++) if (data[(y * copy.width + x) * 4 + 3] > 250) row.push(x);
        if (row.length > 50) {
            const at = (x) => [(x - copy.width / 2) * scale, (y + 4 - copy.height / 2) * scale];
            return [at(row[0] + 4), at(row[row.length - 1] - 4)];
        }
    }
})()";

#[tokio::test]
async fn corners_are_measured_sizes_are_pressed_and_the_picture_is_saved() {
    let server = Server::start(&dist(), "");
    let (browser, downloads) = opened(&server).await;
    let home = browser.eval(PIXELS).await;
    touch(&browser, ".viewer-views button:nth-child(2)").await;
    changed(&browser, &home).await;
    touch(&browser, "#view-measure").await;
    touch(&browser, ".viewer-more summary").await;
    let corners: Vec<[f64; 2]> = serde_json::from_value(browser.eval(TOP_CORNERS).await).expect("two corners");
    let canvas = browser.client.find(Locator::Css("canvas.viewer-canvas")).await.expect("a canvas");
    for [x, y] in corners {
        let press = MouseActions::new("mouse".to_owned())
            .then(PointerAction::MoveToElement { element: canvas.clone(), duration: None, x, y })
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        browser.client.perform_actions(press).await.expect("the mouse works");
    }
    // From the front the top is as wide as the table is long.
    let length = browser.eval("document.querySelector('#param-length').value").await;
    let measured = "document.querySelector('span.viewer-dimension.strong')?.textContent ?? ''";
    browser.wait_for(&format!("{measured} === {length}"), 20).await;
    touch(&browser, ".viewer-more summary").await;
    browser.wait_for(&format!("document.querySelector('.viewer-panel').textContent.includes({length})"), 10).await;
    touch(&browser, "#view-measure").await;

    // A dimension opens its field.
    touch(&browser, ".viewer-more summary").await;
    touch(&browser, "#tab-checks").await;
    click(&browser, "button.viewer-dimension").await;
    browser
        .wait_for("document.activeElement.id === 'param-length' || document.activeElement.id === 'param-height'", 10)
        .await;

    browser.wait_for(FINE, 10).await;
    touch(&browser, "#save-picture").await;
    let png = browser.downloaded("plank-table-0.2.0.png", 20).await;
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n", "{}", downloads.display());
    let [width, height] = [16, 20].map(|at| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes")));
    assert!(width > 300 && height > 300 && png.len() > 8_000, "{width}×{height}, {} bytes", png.len());
}

#[tokio::test]
async fn what_moves_has_a_slider_and_what_is_painted_is_saved_too() {
    let server = Server::start(&dist(), "");
    let (browser, _) = opened(&server).await;
    let usual = browser.eval(PIXELS).await;
    browser.eval("location.hash = '#designs'").await;
    touch(&browser, "#design-text-open").await;
    browser.wait_for_css("#design-source", 20).await;
    let source = "document.getElementById('design-source')";
    let hinged = "value.replace('explode = \"+z\"', 'explode = \"+z\"\\nmotion = { turns = \"+x\", \
        about = [\"0 mm\", \"0 mm\", \"700 mm\"], from = \"0 deg\", to = \"60 deg\" }')";
    let type_it = format!(
        "(() => {{ {source}.value = {source}.{hinged}; {source}.dispatchEvent(new Event('input', {{ bubbles: true }})); }})()"
    );
    browser.eval(&type_it).await;
    browser.wait_for("document.getElementById('design-take').disabled === false", 20).await;
    touch(&browser, "#design-take").await;
    browser.eval("location.hash = '#build'").await;
    browser.wait_for_css(".viewer-more", 20).await;
    browser.wait_for_css("[id^='move-']", 20).await;
    browser.wait_for("Number(document.querySelector('canvas')?.dataset.frames ?? 0) > 0", 20).await;
    let rest = browser.eval(PIXELS).await;
    assert_ne!(rest, serde_json::Value::Null);
    set(&browser, "[id^='move-']", "0.8").await;
    let open = changed(&browser, &rest).await;
    assert_ne!(open, usual);
    browser.wait_for("document.querySelector('.viewer-panel').textContent.includes('46°')", 10).await;
    // It moves by itself, and stands still again.
    touch(&browser, ".play").await;
    // On a slow machine it is coarse for as long as it moves.
    browser.wait_for(&format!("{PIXELS} !== {open}"), 20).await;
    touch(&browser, ".play").await;
    set(&browser, "[id^='move-']", "0").await;
    browser.wait_for(&format!("{PIXELS} === {rest}"), 20).await;

    browser.open(&format!("{}?nowebgl", server.url)).await;
    browser.wait_for_css(".viewer-more", 60).await;
    touch(&browser, "#save-picture").await;
    let svg = browser.downloaded("plank-table-0.2.0.svg", 20).await;
    let svg = String::from_utf8(svg).expect("a text");
    assert!(svg.starts_with("<svg") && svg.matches("<path").count() > 20 && svg.contains("CERN-OHL"));
}
