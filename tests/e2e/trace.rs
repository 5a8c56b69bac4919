//! An odd sheet from a photo: a camera computed here photographs a piece of known size, the page draws that photo,
//! and the marks are pressed as a person would press them.

use fantoccini::Locator;
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use serde_json::json;

use crate::acts::touch;
use crate::browser::{Browser, Options};
use crate::dist;
use crate::server::Server;

/// An odd pentagon (m).
const PIECE: [[f64; 2]; 5] = [[-0.28, -0.18], [0.25, -0.21], [0.32, 0.07], [0.07, 0.21], [-0.29, 0.14]];
/// A sheet of A4 lying on it (m).
const PAPER: [[f64; 2]; 4] = [[-0.15, -0.10], [0.147, -0.10], [0.147, 0.11], [-0.15, 0.11]];
const SIZE: [f64; 2] = [3000.0, 2000.0];

/// Where a pinhole camera that is tilted by 45°, and stands a little to the side, sees a point of the plane (px).
fn see([x, y]: [f64; 2]) -> [f64; 2] {
    let (sin, cos) = 0.3_f64.sin_cos();
    let (x, y) = (x * cos - y * sin, x * sin + y * cos);
    let (focal, distance) = (2400.0, 0.96);
    let slant = std::f64::consts::FRAC_1_SQRT_2;
    let ahead = distance - y * slant;
    [x / ahead * focal + SIZE[0] / 2.0, y * slant / ahead * focal + SIZE[1] / 2.0]
}

/// How the photo lies in its file.
#[derive(Clone, Copy, PartialEq)]
enum Stored {
    /// As it is seen.
    Upright,
    /// As a phone held upright stores it: a JPEG lying on its side, with a note (EXIF orientation 6) to turn it.
    OnItsSide,
}

/// Draws the photo and hands it to the file input, as a person's choice would.
async fn hand_over_photo(browser: &Browser, stored: Stored) {
    let (size, kind) = match stored {
        Stored::Upright => (SIZE, "png"),
        Stored::OnItsSide => ([SIZE[1], SIZE[0]], "jpeg"),
    };
    // Turned to the right by a quarter, what is stored at y, width − x is seen at x, y.
    let at = |p: [f64; 2]| match (stored, see(p)) {
        (Stored::Upright, seen) => seen,
        (Stored::OnItsSide, [x, y]) => [y, SIZE[0] - x],
    };
    let polygons = json!([PIECE.map(at).to_vec(), PAPER.map(at).to_vec()]);
    let script = format!(
        "(async () => {{
            const canvas = Object.assign(document.createElement('canvas'), {{ width: {}, height: {} }});
            const ink = canvas.getContext('2d');
            ink.fillStyle = '#5c6b4f'; ink.fillRect(0, 0, canvas.width, canvas.height);
            {polygons}.forEach((points, k) => {{
                ink.beginPath(); points.forEach(([x, y]) => ink.lineTo(x, y)); ink.closePath();
                ink.fillStyle = ['#c79a62', '#f4f4f0'][k]; ink.fill();
            }});
            const blob = await new Promise(done => canvas.toBlob(done, 'image/{kind}', 0.95));
            const note = [0xff, 0xe1, 0, 34, 69, 120, 105, 102, 0, 0, 73, 73, 42, 0, 8, 0, 0, 0, 1, 0,
                0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0];
            const parts = '{kind}' === 'jpeg' ? [blob.slice(0, 2), new Uint8Array(note), blob.slice(2)] : [blob];
            const choice = new DataTransfer();
            choice.items.add(new File(parts, 'sheet.{kind}', {{ type: 'image/{kind}' }}));
            const input = document.querySelector('#trace-file');
            input.files = choice.files;
            input.dispatchEvent(new Event('change', {{ bubbles: true }}));
        }})()",
        size[0], size[1]
    );
    browser.eval(&script).await;
    browser
        .wait_for("document.querySelector('#trace-next') && !document.querySelector('#trace-stage.waiting')", 20)
        .await;
}

/// Presses the photo where it shows these of its pixels.
async fn press(browser: &Browser, points: &[[f64; 2]]) {
    browser.eval("document.querySelector('#trace-stage').scrollIntoView({ block: 'center' })").await;
    let frame = "(() => { const f = document.querySelector('#trace-stage').getBoundingClientRect(); return [f.x, f.y, f.width, f.height]; })()";
    let frame: Vec<f64> = serde_json::from_value(browser.eval(frame).await).expect("a frame");
    let mut mouse = MouseActions::new("mouse".to_owned());
    for [x, y] in points {
        let (x, y) = (frame[0] + x / SIZE[0] * frame[2], frame[1] + y / SIZE[1] * frame[3]);
        mouse = mouse
            .then(PointerAction::MoveTo { duration: None, x: x.round(), y: y.round() })
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
    }
    browser.client.perform_actions(mouse).await.expect("the mouse moves");
    tokio::time::sleep(std::time::Duration::from_millis(100)).await; // a frame, for the keyboard to be given
}

/// Brings each mark to its pixel by the arrow keys, one event a press.
async fn settle(browser: &Browser, points: &[[f64; 2]]) {
    for (k, [x, y]) in points.iter().enumerate() {
        let script = format!(
            "(async () => {{
                const mark = document.querySelector('#trace-mark-{k}');
                const at = () => mark.getAttribute('aria-label').match(/-?\\d+/g).slice(1).map(Number);
                const frame = () => new Promise(done => requestAnimationFrame(done));
                mark.focus();
                for (let n = 0; n < 200; n++) {{
                    const [dx, dy] = [{x:.0} - at()[0], {y:.0} - at()[1]];
                    if (!dx && !dy) return n;
                    const far = Math.abs(dx) > Math.abs(dy) ? dx : dy;
                    const key = far === dx ? (dx > 0 ? 'ArrowRight' : 'ArrowLeft') : (dy > 0 ? 'ArrowDown' : 'ArrowUp');
                    mark.dispatchEvent(new KeyboardEvent('keydown', {{ key, shiftKey: Math.abs(far) >= 10, bubbles: true, cancelable: true }}));
                    await frame();
                }}
                return -1;
            }})()"
        );
        let presses = browser.eval(&script).await.as_i64().unwrap_or(-1);
        assert!((0..60).contains(&presses), "mark {k} came {presses} presses near to its place");
    }
}

fn lengths(polygon: &[[f64; 2]]) -> Vec<f64> {
    let next = |k: usize| polygon[(k + 1) % polygon.len()];
    polygon.iter().enumerate().map(|(k, p)| (next(k)[0] - p[0]).hypot(next(k)[1] - p[1])).collect()
}

async fn traced(size: (u32, u32), stored: Stored, name: &str) {
    let server = Server::start(&dist(), "");
    let browser = Browser::start(Options { size, ..Options::default() }).await;
    browser.open(&format!("{}#scrap", server.url)).await;
    touch(&browser, "#start-empty").await;
    touch(&browser, "#add-photo").await;
    hand_over_photo(&browser, stored).await;

    let paper = PAPER.map(see);
    press(&browser, &paper).await;
    browser.wait_for("document.querySelectorAll('.trace-mark').length === 4", 10).await;
    settle(&browser, &paper).await;
    // The corners go to the paper's edges, which the person sees and may undo.
    let found = "document.querySelector('#trace-edges-found').textContent.includes('pixels from your marks')";
    browser.wait_for(found, 10).await;
    touch(&browser, "#trace-edges").await;
    browser.wait_for(&format!("!{found}"), 10).await;
    touch(&browser, "#trace-edges").await;
    browser.wait_for(found, 10).await;
    browser.screenshot(&format!("trace-paper-{name}")).await;
    let asked = server.requests().len();
    touch(&browser, "#trace-next").await;

    let piece = PIECE.map(see);
    press(&browser, &piece).await;
    browser.wait_for("document.querySelectorAll('.trace-mark').length === 5", 10).await;
    settle(&browser, &piece).await;
    browser.screenshot(&format!("trace-outline-{name}")).await;
    // The first corner again closes the outline.
    press(&browser, &piece[..1]).await;
    browser.wait_for_css("#trace-drawing", 10).await;
    let wide = browser.eval("document.scrollingElement.scrollWidth - innerWidth").await;
    assert!(wide.as_f64().is_some_and(|by| by <= 1.0), "{wide} px too wide");

    // Without a thickness it is told what is missing.
    touch(&browser, "#trace-add-piece").await;
    browser.wait_for("document.querySelector('#trace-why').textContent", 10).await;
    let thickness = browser.client.find(Locator::Css("#trace-thickness")).await.expect("a field");
    thickness.send_keys("18").await.expect("it can be typed");
    browser.eval("document.querySelector('#trace-drawing').scrollIntoView({ block: 'center' })").await;
    browser.screenshot(&format!("trace-result-{name}")).await;
    touch(&browser, "#trace-add-piece").await;
    browser.wait_for("document.querySelectorAll('.stock-row').length === 1", 10).await;
    // Nothing was sent anywhere.
    assert_eq!(server.requests().len(), asked);

    touch(&browser, "#scrap-csv").await;
    let file = String::from_utf8(browser.downloaded("my-scrap.csv", 20).await).expect("text");
    let piece = scrapwright::stock::read_csv(&file).inventory.pieces.remove(0);
    let outline = piece.shape().expect("an outline").outer;
    for (truth, seen) in lengths(&PIECE).into_iter().zip(lengths(&outline)) {
        assert!((seen / truth - 1.0).abs() < 0.01, "{seen} m instead of {truth} m: {file}");
    }
    assert!(piece.needs_measuring() && piece.tolerance > 0.0 && piece.tolerance < 0.01, "{file}");
    assert_eq!(piece.thickness, Some(0.018));
}

#[tokio::test]
async fn a_sheet_is_traced_from_a_tilted_photo() {
    traced((1280, 800), Stored::Upright, "desk").await;
}

#[tokio::test]
async fn a_sheet_is_traced_from_a_tilted_photo_on_a_phone() {
    traced((390, 844), Stored::Upright, "phone").await;
}

#[tokio::test]
async fn a_photo_that_a_phone_stored_on_its_side_comes_upright() {
    traced((1280, 800), Stored::OnItsSide, "turned").await;
}
