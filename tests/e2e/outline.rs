//! Odd sheets: an outline drawn by mouse and by keyboard, used, and still there after a reload.

use fantoccini::actions::{InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use serde_json::Value;

use crate::browser::{Browser, Options};
use crate::dist;
use crate::server::Server;

const TAB: char = '\u{e004}';
const ENTER: char = '\u{e007}';
const ESCAPE: char = '\u{e00c}';

/// A yard with one sheet of 600 × 400 mm.
async fn yard(server: &Server) -> Browser {
    let browser = Browser::start(Options::default()).await;
    browser.open(&format!("{}#scrap", server.url)).await;
    browser.wait_for_css("#scrap-clear", 60).await;
    browser.eval("document.getElementById('scrap-clear').click()").await;
    let add = "(() => {
        const line = document.getElementById('quick');
        line.value = '1 sheet 600x400x18 plywood';
        line.dispatchEvent(new Event('input', { bubbles: true }));
        setTimeout(() => line.form.requestSubmit(), 300);
    })()";
    browser.eval(add).await;
    panel(&browser).await;
    browser
}

/// Opens the panel of the sheet, where its drawing is opened.
async fn panel(browser: &Browser) {
    browser.wait_for_css(".stock-row .open-row", 60).await;
    browser.eval("document.querySelector('.stock-row .open-row').click()").await;
    browser.wait_for_css(".outline-open", 20).await;
}

async fn open(browser: &Browser) {
    browser.eval("document.querySelector('.outline-open').click()").await;
    browser.wait_for("document.activeElement?.id === 'outline-canvas'", 10).await;
}

/// Where points of the drawing lie on the screen: reckoned from the first two, at 0 0 and 600 0 when it was opened.
struct Screen {
    origin: (f64, f64),
    /// CSS pixels to the millimetre.
    scale: f64,
}

impl Screen {
    async fn of(browser: &Browser) -> Self {
        let dots = "[...document.querySelectorAll('#outline-canvas .dot')].slice(0, 2).map((dot) => {
            const box = dot.getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];
        })";
        let dots: [(f64, f64); 2] = serde_json::from_value(browser.eval(dots).await).expect("two points");
        Self { origin: dots[0], scale: (dots[1].0 - dots[0].0) / 600.0 }
    }

    /// Drags what lies at one place to another (mm).
    async fn drag(&self, browser: &Browser, from: (f64, f64), to: (f64, f64)) {
        let go = |(x, y): (f64, f64)| {
            let (x, y) = (self.origin.0 + x * self.scale, self.origin.1 - y * self.scale);
            PointerAction::MoveTo { duration: None, x: x.round(), y: y.round() }
        };
        let gesture = MouseActions::new("mouse".to_owned())
            .then(go(from))
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(go(((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0)))
            .then(go(to))
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        browser.client.perform_actions(gesture).await.expect("the mouse works");
    }
}

async fn press(browser: &Browser, keys: &[char]) {
    let mut gesture = KeyActions::new("keyboard".to_owned());
    for key in keys {
        gesture = gesture.then(KeyAction::Down { value: *key }).then(KeyAction::Up { value: *key });
    }
    browser.client.perform_actions(gesture).await.expect("the keyboard works");
}

async fn tab_to(browser: &Browser, condition: &str) {
    for _ in 0..60 {
        if browser.eval(&format!("Boolean({condition})")).await == true {
            return;
        }
        press(browser, &[TAB]).await;
    }
    panic!("Tab never reaches {condition}");
}

async fn type_into(browser: &Browser, field: &str, text: &str) {
    tab_to(browser, &format!("document.activeElement.id === '{field}'")).await;
    press(browser, &text.chars().chain([ENTER]).collect::<Vec<_>>()).await;
}

/// All points of the open drawing (mm) and its size, as the fields show them.
async fn drawing(browser: &Browser) -> (Vec<(i64, i64)>, String) {
    let count = browser.eval("document.querySelectorAll('#outline-canvas .dot').length").await;
    let mut points = Vec::new();
    for _ in 0..count.as_u64().unwrap_or_default() {
        browser.eval("document.getElementById('outline-next').click()").await;
        let read = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(
            ['x', 'y'].map((axis) => parseFloat(document.getElementById('outline-' + axis).value))))))";
        let at: (f64, f64) = serde_json::from_value(browser.eval(read).await).expect("two lengths");
        points.push((at.0.round() as i64, at.1.round() as i64));
    }
    let first = points.iter().enumerate().min_by_key(|(_, point)| *point != &(0, 0)).map_or(0, |(k, _)| k);
    points.rotate_left(first);
    let size = browser.eval("document.querySelector('.outline-size').textContent.replace(/\\s/g, ' ')").await;
    (points, size.as_str().unwrap_or_default().to_owned())
}

/// The panel shows the size; after a reload the drawing is the same.
async fn is_kept(browser: &Browser, server: &Server, expected: &[(i64, i64)], size: &str, row: [&str; 2]) {
    let cells = "['length', 'width'].map((size) => \
        document.querySelector(`[id^=panel-${size}-]`).value.replace(/\\s/g, ' '))";
    browser.wait_for("Number(document.documentElement.dataset.saved ?? 0) > 0", 20).await;
    browser.wait_for(&format!("({cells}).join() === '{}'", row.join(",")), 10).await;
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    browser.open(&format!("{}?again#scrap", server.url)).await;
    panel(browser).await;
    open(browser).await;
    assert_eq!(drawing(browser).await, (expected.to_vec(), size.to_owned()));
}

#[tokio::test]
async fn an_outline_is_drawn_by_mouse() {
    let server = Server::start(&dist(), "");
    let browser = yard(&server).await;
    open(&browser).await;
    let screen = Screen::of(&browser).await;

    // A corner falls in line with its neighbour and on whole 5 mm; an edge gives a new point.
    screen.drag(&browser, (600.0, 400.0), (450.0, 402.0)).await;
    screen.drag(&browser, (300.0, 0.0), (300.0, 100.0)).await;
    let points = [(0, 0), (300, 100), (600, 0), (450, 400), (0, 400)];
    let drawn = drawing(&browser).await;
    assert_eq!(drawn, (points.to_vec(), "600 mm × 400 mm, 0.18 m²".to_owned()));

    // What crosses itself cannot be used, and says why; undo takes it back.
    screen.drag(&browser, (0.0, 400.0), (580.0, 200.0)).await;
    browser.wait_for("document.querySelector('#outline-facts .bad')?.textContent.includes('crosses itself')", 10).await;
    assert_eq!(browser.eval("document.getElementById('outline-use').disabled").await, true);
    // It is marked in the picture, too.
    browser
        .wait_for("document.querySelector('#outline-canvas .fault-sign title')?.textContent.includes('crosses')", 10)
        .await;
    browser.screenshot("outline-crossed").await;
    browser.eval("document.getElementById('outline-undo').click()").await;
    browser.wait_for("!document.getElementById('outline-use').disabled", 10).await;

    browser.eval("document.getElementById('outline-use').click()").await;
    browser.wait_for("!document.querySelector('dialog').open", 10).await;
    is_kept(&browser, &server, &points, &drawn.1, ["600 mm", "400 mm"]).await;
}

#[tokio::test]
async fn an_outline_is_drawn_by_keyboard() {
    let server = Server::start(&dist(), "");
    let browser = yard(&server).await;
    browser.eval("document.getElementById('panel-close').focus()").await;
    tab_to(&browser, "document.activeElement.matches('.outline-open')").await;
    press(&browser, &[ENTER]).await;
    browser.wait_for("document.activeElement?.id === 'outline-canvas'", 10).await;

    // The third corner, 2 mm to the left and 1 mm down, then to typed places.
    let (left, down) = ('\u{e012}', '\u{e015}');
    press(&browser, &['n', 'n', 'n', left, left, down]).await;
    browser.wait_for("document.getElementById('outline-x').value.replace(/\\s/, ' ') === '598 mm'", 10).await;
    browser.wait_for("document.getElementById('outline-y').value.replace(/\\s/, ' ') === '399 mm'", 10).await;
    type_into(&browser, "outline-x", "50 cm").await;
    type_into(&browser, "outline-y", "300").await;
    // The upper left corner moves along the edge to it; then a point between them, lower.
    type_into(&browser, "outline-edge-after", "400").await;
    browser.wait_for("document.getElementById('outline-edge-after').value.replace(/\\s/, ' ') === '400 mm'", 10).await;
    tab_to(&browser, "document.activeElement.id === 'outline-add-point'").await;
    press(&browser, &[ENTER]).await;
    browser.wait_for("document.getElementById('outline-point').textContent.startsWith('Point 4 of 5')", 10).await;
    tab_to(&browser, "document.activeElement.id === 'outline-hole'").await;
    press(&browser, &[ENTER]).await;
    browser.wait_for("document.querySelectorAll('#outline-canvas .dot').length === 9", 10).await;

    // What is drawn outlives a reload.
    browser.client.refresh().await.expect("the page loads again");
    panel(&browser).await;
    browser.eval("document.querySelector('.outline-open').focus()").await;
    open(&browser).await;
    browser.wait_for("document.querySelectorAll('#outline-canvas .dot').length === 9", 10).await;

    // Escape keeps a draft and gives the focus back.
    press(&browser, &[ESCAPE]).await;
    browser.wait_for("document.activeElement.matches('.outline-open')", 10).await;
    press(&browser, &[ENTER]).await;
    browser.wait_for("document.querySelectorAll('#outline-canvas .dot').length === 9", 10).await;
    let (points, size) = drawing(&browser).await;
    tab_to(&browser, "document.activeElement.id === 'outline-use'").await;
    press(&browser, &[ENTER]).await;
    browser.wait_for("!document.querySelector('dialog').open", 10).await;
    assert_eq!(browser.eval("document.activeElement.matches('.outline-open')").await, Value::Bool(true));
    assert_eq!(points[..3], [(0, 0), (600, 0), (500, 300)]);

    let row = browser.eval("document.querySelector('[id^=panel-width-]').value").await;
    let height = points.iter().map(|(_, y)| *y).max().unwrap_or_default() as f64;
    let shown = row.as_str().and_then(|text| text.split('\u{a0}').next()).and_then(|text| text.parse::<f64>().ok());
    assert!(shown.is_some_and(|shown| (shown - height).abs() <= 0.5), "{row} {height}");
    let row = row.as_str().unwrap_or_default().replace('\u{a0}', " ");
    is_kept(&browser, &server, &points, &size, ["600 mm", &row]).await;
}
