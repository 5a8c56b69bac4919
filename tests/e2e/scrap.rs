//! Every way into the yard, as people go it: a line, an object, files of many kinds, a paste, each form's fields.

use std::path::{Path, PathBuf};

use fantoccini::Locator;
use fantoccini::actions::{InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::key::Key;
use serde_json::Value;

use crate::acts::{click, set, text, value};
use crate::browser::{Browser, Options, fresh_folder};
use crate::dist;
use crate::server::Server;

/// The most taps and lines that twenty mixed pieces may cost on a phone.
const MOST_INTERACTIONS: u32 = 40;

/// The scrap page, empty; the server lives as long as the test.
async fn yard(size: (u32, u32)) -> (Server, Browser) {
    let server = Server::start(&dist(), "");
    let browser = Browser::start(Options { size, ..Options::default() }).await;
    browser.open(&format!("{}#scrap", server.url)).await;
    click(&browser, "#start-empty").await;
    rows(&browser, 0).await;
    (server, browser)
}

async fn line(browser: &Browser, text: &str) {
    let input = browser.client.find(Locator::Css("#quick")).await.expect("the line");
    input.send_keys(&format!("{text}{}", char::from(Key::Enter))).await.expect("keys can be typed");
}

async fn rows(browser: &Browser, count: usize) {
    browser.wait_for(&format!("document.querySelectorAll('.stock-row').length === {count}"), 20).await;
}

fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let path = fresh_folder("scrap").join(name);
    std::fs::write(&path, bytes).expect("it can be written");
    path
}

async fn choose(browser: &Browser, path: &Path) {
    click(browser, "#add-file").await;
    let input = browser.client.find(Locator::Css("#csv-file")).await.expect("a file input");
    input.send_keys(&path.to_string_lossy()).await.expect("a file can be chosen");
}

#[tokio::test]
async fn a_line_is_echoed_added_repeated_and_taken_back() {
    let (_server, browser) = yard((390, 844)).await;
    let input = browser.client.find(Locator::Css("#quick")).await.expect("the line");
    input.send_keys("3x board 1200x95x22 pi").await.expect("keys can be typed");
    browser.wait_for("document.querySelector('#quick-echo').textContent.includes('3 ×')", 10).await;
    // What is typed outlives a look elsewhere and a reload.
    browser.eval("location.hash = '#designs'").await;
    browser.wait_for_css("main .designs", 20).await;
    browser.eval("location.hash = '#scrap'").await;
    browser.wait_for("document.querySelector('#quick')?.value === '3x board 1200x95x22 pi'", 20).await;
    browser.client.refresh().await.expect("the page loads again");
    browser.wait_for("document.querySelector('#quick')?.value === '3x board 1200x95x22 pi'", 60).await;
    line(&browser, "ne").await;
    rows(&browser, 1).await;
    assert_eq!(value(&browser, "#quick").await, "");
    line(&browser, &char::from(Key::Up).to_string()).await;
    rows(&browser, 2).await;
    click(&browser, "#quick-undo").await;
    rows(&browser, 1).await;
    assert_eq!(value(&browser, "#quick").await, "3x board 1200x95x22 pine");
    // Every target is large enough for a thumb.
    let small = browser
        .eval("[...document.querySelectorAll('.scrap-quick button, .scrap-quick input')].filter((it) => it.offsetHeight && it.offsetHeight < 48).map((it) => it.id)")
        .await;
    assert_eq!(small, Value::Array(Vec::new()));
}

#[tokio::test]
async fn objects_are_found_in_any_language_and_say_what_to_measure() {
    let (_server, browser) = yard((1280, 800)).await;
    click(&browser, "#add-object").await;
    set(&browser, "#object-find", "waschmaschine").await;
    browser.wait_for("/washing machine/.test(document.querySelector('#object-list button')?.textContent)", 20).await;
    click(&browser, "#object-list button").await;
    set(&browser, "#object-count", "2").await;
    browser.wait_for("document.querySelectorAll('.object-gives li .tag').length > 0", 10).await;
    let kinds = browser.eval("document.querySelectorAll('.object-gives li').length").await.as_u64().unwrap_or(0);
    click(&browser, "#object-add").await;
    rows(&browser, kinds as usize).await;
    let marks = "document.querySelectorAll('.stock-row .tag.measure').length";
    assert_eq!(browser.eval(marks).await.as_u64(), Some(kinds));
    click(&browser, ".stock-row .open-row").await;
    click(&browser, "#panel-confirm").await;
    browser.wait_for(&format!("{marks} === {}", kinds - 1), 10).await;
    click(&browser, "#panel-close").await;
    assert_eq!(browser.eval("document.activeElement.className").await, "open-row");
}

#[tokio::test]
async fn without_the_catalogue_the_built_in_things_take_over() {
    let (_server, browser) = yard((1280, 800)).await;
    // The file is asked for when it is first needed: now it cannot be had.
    browser.eval("window.fetch = () => Promise.reject(new TypeError('no network'))").await;
    click(&browser, "#add-object").await;
    browser.wait_for_css("#object-list button", 20).await;
    browser.wait_for("document.body.textContent.includes('The catalogue could not be loaded')", 10).await;
    let many = "document.querySelectorAll('#object-list button').length";
    let few = browser.eval(many).await.as_u64().unwrap_or(0);
    set(&browser, "#object-find", "pallet").await;
    browser.wait_for("/pallet/i.test(document.querySelector('#object-list button')?.textContent)", 10).await;
    click(&browser, "#object-list button").await;
    click(&browser, "#object-add").await;
    browser.wait_for("document.querySelectorAll('.stock-row').length > 0", 10).await;
    assert!(few > 0);
}

#[tokio::test]
async fn a_panel_over_the_page_keeps_the_focus_in_it() {
    let (_server, browser) = yard((390, 844)).await;
    line(&browser, "3x board 1200x95x22 pine").await;
    click(&browser, ".stock-row .open-row").await;
    browser.wait_for("document.activeElement?.id === 'panel-close'", 10).await;
    assert_eq!(browser.eval("document.querySelector('.piece-panel').ariaModal").await, "true");
    let go = |keys: Vec<char>| {
        let all = keys.into_iter().map(|value| (KeyAction::Down { value }, KeyAction::Up { value }));
        all.fold(KeyActions::new("keyboard".to_owned()), |gesture, (down, up)| gesture.then(down).then(up))
    };
    let tab = char::from(Key::Tab);
    let all = "document.querySelectorAll('.piece-panel :is(button, input, select, textarea)').length";
    let count = browser.eval(all).await.as_u64().unwrap_or(0) as usize;
    for _ in 0..count + 2 {
        browser.client.perform_actions(go(vec![tab])).await.expect("the keyboard works");
        assert_eq!(browser.eval("Boolean(document.activeElement.closest('.piece-panel'))").await, true);
    }
    browser.client.perform_actions(go(vec![char::from(Key::Escape)])).await.expect("the keyboard works");
    browser.wait_for("document.activeElement?.className === 'open-row'", 10).await;
}

#[tokio::test]
async fn an_odd_file_is_looked_at_before_it_is_taken_and_bad_cells_are_kept() {
    let (_server, browser) = yard((1280, 800)).await;
    let table = "Bezeichnung;Anzahl;L [cm];Breite;Stärke;Besitzer;Egal\r\n\
                 Dachlatte;12;240,5;95,5;45;Ada;x\r\nBrett;3;lang;145;28;Bob;y\r\n";
    let wide = [0xff, 0xfe].into_iter().chain(table.encode_utf16().flat_map(u16::to_le_bytes));
    choose(&browser, &file("scrap.csv", &wide.collect::<Vec<u8>>())).await;
    browser.wait_for_css("#import-take", 20).await;
    assert_eq!(value(&browser, "#map-delimiter").await, ";");
    assert!(text(&browser, "#import-count").await.contains("1 of 2"));
    // “Egal” means nothing to us; its owner says that it is the place.
    set(&browser, "#map-column-6", "place").await;
    browser.wait_for("document.querySelector('#map-column-6')?.value === 'place'", 10).await;
    click(&browser, "#import-take").await;
    rows(&browser, 1).await;
    let report = text(&browser, ".import-report").await;
    assert!(report.contains("Row 3") && report.contains("lang"), "{report}");
    assert!(value(&browser, "#csv-paste").await.contains("Brett"));
    click(&browser, ".stock-row .open-row").await;
    let (length, width) =
        (value(&browser, ".panel-fields .length input").await, value(&browser, ".panel-fields .width input").await);
    assert!(length.starts_with("2405") || length.starts_with("2\u{202f}405") || length.contains("405"), "{length}");
    assert!(width.starts_with("95.5"), "{width}");
    assert_eq!(value(&browser, ".panel-fields .place input").await, "x");
    assert_eq!(value(&browser, ".panel-fields .owner input").await, "Ada");
    click(&browser, "#panel-close").await;
    // Corrected, the row is taken too.
    let rest = value(&browser, "#csv-paste").await.replace("lang", "300");
    set(&browser, "#csv-paste", &rest).await;
    click(&browser, "#csv-read").await;
    click(&browser, "#import-take").await;
    rows(&browser, 2).await;
}

#[tokio::test]
async fn a_pasted_table_may_be_read_another_way_afterwards() {
    let (_server, browser) = yard((1280, 800)).await;
    click(&browser, "#add-file").await;
    set(&browser, "#csv-paste", "form\tname\tlength\twidth\tthickness\tquantity\nboard\tlath\t120\t9\t2\t4\n").await;
    click(&browser, "#csv-read").await;
    rows(&browser, 1).await;
    click(&browser, "#import-again").await;
    set(&browser, "#map-unit", "cm").await;
    browser.wait_for("document.querySelector('#map-unit')?.value === 'cm'", 10).await;
    click(&browser, "#import-take").await;
    browser
        .wait_for("document.querySelector('.stock-row .length input')?.value.replace(/[^0-9]/g, '') === '1200'", 10)
        .await;
    rows(&browser, 1).await;
}

#[tokio::test]
async fn hostile_files_end_with_a_reason() {
    let (_server, browser) = yard((1280, 800)).await;
    let long = format!("form,name\n{}", "board,x\n".repeat(30_000));
    for (bytes, reason) in [
        (b"PK\x03\x04rubbish".to_vec(), "xlsx"),
        (vec![0; 64], "no text"),
        (vec![b'x'; 9_000_000], "larger than 8 MB"),
        (long.into_bytes(), "more than 20000 rows"),
        (format!("form,name\n{}", ",".repeat(500)).into_bytes(), "more than 200 columns"),
    ] {
        choose(&browser, &file("hostile.csv", &bytes)).await;
        browser
            .wait_for(&format!("document.querySelector('.import-report')?.textContent.includes('{reason}')"), 30)
            .await;
        rows(&browser, 0).await;
    }
}

#[tokio::test]
async fn every_form_is_described_by_its_own_fields() {
    let (_server, browser) = yard((390, 844)).await;
    let sizes: [(&str, &[(&str, &str)]); 9] = [
        ("board", &[("length", "1200"), ("width", "95"), ("thickness", "22"), ("defects", "200..250")]),
        ("rod", &[("length", "900"), ("diameter", "12")]),
        ("pipe", &[("length", "1.4 m"), ("diameter", "110"), ("wall", "3.2")]),
        ("box", &[("length", "2000"), ("width", "40"), ("height", "20"), ("wall", "2")]),
        ("angle", &[("length", "1900"), ("width", "38"), ("height", "38"), ("thickness", "3")]),
        ("sheet", &[("thickness", "18"), ("outline", "0 0, 800 0, 800 400, 300 600, 0 600")]),
        ("spool", &[("name", "rope"), ("length", "25 m")]),
        ("bulk", &[("name", "wood glue")]),
        ("item", &[("name", "motor"), ("section", "motor 12 V")]),
    ];
    for (k, (form, fields)) in sizes.into_iter().enumerate() {
        click(&browser, "#new-piece").await;
        set(&browser, "#panel-form", form).await;
        for (field, typed) in fields.iter().copied().chain([
            ("owner", "Ada"),
            ("place", "shed"),
            ("price", "2.50"),
            ("distance", "3"),
            ("notes", "dry"),
        ]) {
            let css = format!(".panel-fields .{field} :is(input, textarea)");
            set(&browser, &css, typed).await;
        }
        if form == "item" {
            set(&browser, "#attribute-name", "shaft").await;
            set(&browser, "#attribute-value", "12 mm").await;
            click(&browser, "#attribute-add").await;
        }
        click(&browser, "#panel-add").await;
        let shown = "document.querySelector('.stock-header') ? [...document.querySelectorAll('.stock-header h2 .soft')].reduce((n, it) => n + Number(it.textContent), 0) : 0";
        browser.wait_for(&format!("{shown} === {}", k + 1), 10).await;
    }
    browser.wait_for("document.documentElement.dataset.saved > 0", 20).await;
    browser.client.refresh().await.expect("the page loads again");
    set(&browser, "#list-find", "motor").await;
    rows(&browser, 1).await;
    click(&browser, ".stock-row .open-row").await;
    assert_eq!(value(&browser, ".attribute:not(.new) input").await, "12 mm");
    assert_eq!(value(&browser, ".panel-fields .owner input").await, "Ada");
}

#[tokio::test]
async fn ten_thousand_rows_stay_few_in_the_page() {
    let (_server, browser) = yard((1280, 800)).await;
    let owners = ["Ada", "Bob", "Cy"];
    let row = |k: usize| {
        format!(
            "board,plank {k},softwood_pallet,{},{},{},22,{}\n",
            k % 9 + 1,
            500 + k % 2000,
            60 + k % 90,
            owners[k % 3]
        )
    };
    let table: String = (0..10_000).map(row).collect();
    let table = format!("form,name,material,quantity,length,width,thickness,owner\n{table}");
    choose(&browser, &file("large.csv", table.as_bytes())).await;
    browser.wait_for("document.querySelector('.stock-header h2')?.textContent.includes('10000')", 120).await;
    let drawn = browser.eval("document.querySelectorAll('.stock-row').length").await.as_u64().unwrap_or(0);
    assert!((5..100).contains(&drawn), "{drawn} rows are drawn");
    assert_eq!(browser.eval("document.querySelector('.stock-row').ariaSetSize ?? document.querySelector('.stock-row').getAttribute('aria-setsize')").await, "10001");
    browser.eval("document.querySelector('main').scrollTo(0, 1e9)").await;
    browser
        .wait_for(
            "[...document.querySelectorAll('.stock-row .name input')].some((it) => it.value === 'plank 9999')",
            10,
        )
        .await;
    set(&browser, "#list-find", "plank 7777").await;
    rows(&browser, 1).await;
    set(&browser, ".stock-row .length input", "1234").await;
    browser
        .wait_for("document.querySelector('.stock-row .length input').value.replace(/[^0-9]/g, '') === '1234'", 10)
        .await;
    set(&browser, "#list-find", "").await;
    set(&browser, "#list-whose", "Bob").await;
    browser.wait_for("document.querySelector('#list-shown').textContent.includes('3333 of 10000')", 10).await;
    set(&browser, "#list-order", "-length").await;
    browser.eval("document.querySelector('main').scrollTo(0, 0)").await;
    browser
        .wait_for("document.querySelector('.stock-row .length input').value.replace(/[^0-9]/g, '') === '2499'", 10)
        .await;
}

#[tokio::test]
async fn another_programs_table_says_what_it_has_no_place_for() {
    let (_server, browser) = yard((1280, 800)).await;
    line(&browser, "3x board 1200x95x22 pine").await;
    line(&browser, "pipe 110/3.2 1.4m pvc").await;
    rows(&browser, 2).await;
    click(&browser, "#export-more").await;
    click(&browser, "#export-cutlist-optimizer").await;
    let table = browser.downloaded("my-scrap-cutlist-optimizer.csv", 20).await;
    let table = String::from_utf8_lossy(&table).into_owned();
    assert!(table.starts_with("Length,Width,Qty") && table.contains("1200,95,3"), "{table}");
    assert!(text(&browser, ".export-left").await.contains("1 kind"));
}

/// Where a sheet of 800 × 600 mm lies on the drawing board: its first corner, and CSS pixels to the millimetre.
struct Sheet {
    origin: (f64, f64),
    scale: f64,
}

impl Sheet {
    async fn of(browser: &Browser) -> Self {
        let dots = "[...document.querySelectorAll('#outline-canvas .dot')].slice(0, 2).map((dot) => {
            const box = dot.getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];
        })";
        let dots: [(f64, f64); 2] = serde_json::from_value(browser.eval(dots).await).expect("two points");
        Self { origin: dots[0], scale: (dots[1].0 - dots[0].0) / 800.0 }
    }

    /// Drags from one place to another (mm); a tap where both are the same.
    async fn drag(&self, browser: &Browser, from: (f64, f64), to: (f64, f64)) {
        let go = |(x, y): (f64, f64)| {
            let (x, y) = (self.origin.0 + x * self.scale, self.origin.1 - y * self.scale);
            PointerAction::MoveTo { duration: None, x: x.round(), y: y.round() }
        };
        let gesture = MouseActions::new("finger".to_owned())
            .then(go(from))
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(go(((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0)))
            .then(go(to))
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        browser.client.perform_actions(gesture).await.expect("the pointer works");
    }
}

/// Twenty mixed pieces on a phone, from nothing: lines, an object, an odd sheet. Counts taps, and typed texts as one
/// interaction each; prints both.
#[tokio::test]
async fn a_newcomer_enters_twenty_mixed_pieces_on_a_phone() {
    let (_server, browser) = yard((390, 844)).await;
    let (mut taps, mut typed, mut letters) = (2, 0, 0); // the page and “Start empty”
    // What tells of the example's removal lies over the foot of the page: close it.
    let told = ".scrap-undo.shown button.quiet";
    if browser.eval(&format!("Boolean(document.querySelector('{told}'))")).await == true {
        click(&browser, told).await;
        taps += 1;
    }
    let lines = [
        "3x board 1200x95x22 pine",
        "board 2400x145x28 pine",
        "2x board 900x45x20 oak",
        "pipe 110/3.2 1.4m pvc",
        "2x pipe 2400x48.3x4 steel",
        "rod 900x12 steel",
        "4x rod 600x8 steel",
        "box 2000x40x20x2 steel",
        "2x angle 1900x38x38x3 steel",
        "2 sheets ply 18 600x400",
        "sheet mdf 12 800x300",
        "spool rope 25 m",
        "bulk wood glue",
        "40 pcs screws 5x70",
        "8 pcs bolts m8x40",
    ];
    taps += 1; // into the line; Enter leaves the cursor there
    for entry in lines {
        line(&browser, entry).await;
        typed += 1;
        letters += entry.len();
        browser
            .wait_for(
                "document.querySelector('#quick').value === '' && document.querySelector('#quick-echo .good')",
                10,
            )
            .await;
    }
    // An object: way, search, choice, add.
    click(&browser, "#add-object").await;
    set(&browser, "#object-find", "europalette").await;
    letters += "europalette".len();
    click(&browser, "#object-list button").await;
    click(&browser, "#object-add").await;
    (taps, typed) = (taps + 4, typed + 1);
    // One odd sheet, 800 × 600 mm with a corner sawn off: its form, name and thickness; then drawn by a tap on an edge,
    // which gives a point there, and by dragging a corner.
    click(&browser, "#add-measure").await;
    click(&browser, "#new-piece").await;
    set(&browser, "#panel-form", "sheet").await;
    for (field, entry) in [("name", "odd plywood"), ("thickness", "18")] {
        set(&browser, &format!(".panel-fields .{field} :is(input, textarea)"), entry).await;
        letters += entry.len();
    }
    click(&browser, ".outline-open").await;
    browser.wait_for("document.activeElement?.id === 'outline-canvas'", 10).await;
    let sheet = Sheet::of(&browser).await;
    sheet.drag(&browser, (300.0, 600.0), (300.0, 600.0)).await;
    browser.wait_for("document.querySelectorAll('#outline-canvas .dot').length === 5", 10).await;
    sheet.drag(&browser, (800.0, 600.0), (800.0, 400.0)).await;
    browser.screenshot("newcomer-sheet").await;
    click(&browser, "#outline-use").await;
    browser.wait_for("!document.querySelector('dialog').open", 10).await;
    click(&browser, "#panel-add").await;
    // Two buttons, two for the form, two fields, the drawing board, a tap and a drag in it, done, add.
    (taps, typed) = (taps + 11, typed + 2);
    let count =
        "[...document.querySelectorAll('.stock-header h2 .soft')].reduce((n, it) => n + Number(it.textContent), 0)";
    browser.wait_for(&format!("{count} >= 4"), 20).await;
    let lead = text(&browser, ".scrap-lead").await;
    let kinds: u32 = lead.split_whitespace().next().and_then(|n| n.parse().ok()).unwrap_or(0);
    println!("{kinds} kinds of pieces: {taps} taps, {typed} texts of {letters} letters");
    click(&browser, "#scrap-csv").await;
    let file = String::from_utf8(browser.downloaded("my-scrap.csv", 20).await).expect("text");
    let pieces = scrapwright::stock::read_csv(&file).inventory.pieces;
    let shape = pieces.iter().find(|p| p.name == "odd plywood").and_then(|p| p.shape()).expect("the odd sheet");
    for truth in [[0.0, 0.0], [0.8, 0.0], [0.8, 0.4], [0.3, 0.6], [0.0, 0.6]] {
        let near = |p: &&[f64; 2]| (p[0] - truth[0]).hypot(p[1] - truth[1]) < 0.01;
        assert!(shape.outer.iter().find(near).is_some(), "{truth:?} is not in {shape:?}");
    }
    assert!(kinds >= 20, "{lead}");
    assert!(taps + typed <= MOST_INTERACTIONS, "{taps} taps and {typed} texts");
}
