//! What is kept: reloads, two tabs, undo, several yards, one file for everything, neighbours, booking, a full store.

use std::path::{Path, PathBuf};

use fantoccini::Locator;

use crate::acts::touch;
use crate::browser::{Browser, Options, fresh_folder};
use crate::dist;
use crate::server::Server;

const ROWS: &str = "document.querySelectorAll('.stock-row').length";

async fn start(server: &Server, downloads: Option<PathBuf>) -> Browser {
    let browser = Browser::start(Options { downloads, ..Options::default() }).await;
    browser.open(&format!("{}#scrap", server.url)).await;
    browser.wait_for_css(".stock-row", 60).await;
    browser
}

async fn value(browser: &Browser, expression: &str) -> String {
    browser.eval(expression).await.to_string()
}

async fn rows(browser: &Browser, count: usize) {
    browser.wait_for(&format!("{ROWS} === {count}"), 20).await;
}

/// Sets a field as typing and leaving it does.
async fn fill(browser: &Browser, css: &str, text: &str) {
    browser.wait_for_css(css, 20).await;
    let text = serde_json::Value::from(text);
    browser
        .eval(&format!(
            "(() => {{ const e = document.querySelector(\"{css}\"); e.value = {text}; \
             for (const kind of ['input', 'change']) e.dispatchEvent(new Event(kind, {{ bubbles: true }})); }})()"
        ))
        .await;
}

async fn add(browser: &Browser, line: &str) {
    fill(browser, "#quick", line).await;
    touch(browser, "#quick-add").await;
}

async fn choose(browser: &Browser, css: &str, file: &Path) {
    browser.wait_for(&format!("document.querySelector('{css}')"), 10).await;
    let input = browser.client.find(Locator::Css(css)).await.expect("a file input");
    input.send_keys(&file.to_string_lossy()).await.expect("a file can be chosen");
}

async fn open(browser: &Browser, details: &str) {
    browser.wait_for_css(details, 20).await;
    browser.eval(&format!("document.querySelector('{details}').open = true")).await;
}

/// Waits until all is saved that was changed so far.
async fn saved(browser: &Browser) {
    browser.wait_for("Number(document.documentElement.dataset.saved) > 0", 20).await;
    tokio::time::sleep(std::time::Duration::from_millis(700)).await;
}

async fn press(browser: &Browser, key: &str, shift: bool) {
    browser
        .eval(&format!(
            "document.body.dispatchEvent(new KeyboardEvent('keydown', \
             {{ key: '{key}', ctrlKey: true, shiftKey: {shift}, bubbles: true, cancelable: true }}))"
        ))
        .await;
}

fn file(name: &str, text: &[u8]) -> PathBuf {
    let path = fresh_folder("kept-files").join(name);
    std::fs::write(&path, text).expect("it can be written");
    path
}

const NEIGHBOUR: &str =
    "id,form,name,material,quantity,length,width,thickness\na,board,barn board,softwood_C16,9,3000,145,28\n";

#[tokio::test]
async fn a_reload_keeps_every_edit_and_steps_go_back_and_forth_by_keys() {
    let server = Server::start(&dist(), "");
    let browser = start(&server, None).await;
    let before = browser.eval(ROWS).await.as_u64().expect("a number") as usize;
    // The browser is asked to keep it all, once, after the first own piece.
    browser.wait_for_css("#step-back", 20).await;
    browser
        .eval("(() => { window.asked = 0; navigator.storage.persist = () => { window.asked += 1; return Promise.resolve(true); }; })()")
        .await;
    add(&browser, "3x board 1200x95x22 pine").await;
    rows(&browser, before + 1).await;
    browser.wait_for("window.asked === 1", 10).await;
    fill(&browser, ".stock-row .name input", "my best board").await;
    browser.wait_for("document.querySelector('#step-back').title.includes('change name of')", 10).await;
    press(&browser, "z", false).await;
    browser.wait_for("document.querySelector('.stock-row .name input').value !== 'my best board'", 10).await;
    press(&browser, "z", false).await;
    rows(&browser, before).await;
    assert!(value(&browser, "document.querySelector('.notice').textContent").await.contains("Undone: add"));
    press(&browser, "Z", true).await;
    press(&browser, "y", false).await;
    browser.wait_for("document.querySelector('.stock-row .name input').value === 'my best board'", 10).await;
    rows(&browser, before + 1).await;
    // Deleted at once, and back at once, in the same order.
    let names = "[...document.querySelectorAll('.stock-row')].sort((a, b) => a.dataset.line - b.dataset.line)\
        .map((row) => row.querySelector('.name input').value).join()";
    let list = value(&browser, names).await;
    touch(&browser, "#scrap-clear").await;
    rows(&browser, 0).await;
    browser.wait_for("document.querySelector('#step-back').title === 'Undo: delete everything'", 10).await;
    touch(&browser, "#undo").await;
    browser.wait_for(&format!("{names} === {list}"), 10).await;
    rows(&browser, before + 1).await;
    saved(&browser).await;
    browser.open(&format!("{}?again#scrap", server.url)).await;
    browser.wait_for(&format!("{names} === {list}"), 20).await;
    rows(&browser, before + 1).await;
    // An edit a moment before the page is left is kept, too.
    fill(&browser, ".stock-row .name input", "the very last word").await;
    browser.open(&format!("{}?at-once#scrap", server.url)).await;
    browser.wait_for("document.querySelector('.stock-row .name input')?.value === 'the very last word'", 30).await;
    // In a field for text the keys are the text's.
    browser.eval("document.querySelector('#quick').dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true }))").await;
    rows(&browser, before + 1).await;
}

#[tokio::test]
async fn choices_are_steps_too_and_a_moved_slider_is_one() {
    let server = Server::start(&dist(), "");
    let browser = start(&server, None).await;
    touch(&browser, "nav a[href='#build']").await;
    browser.wait_for_css("#param-height-slider", 20).await;
    let first = value(&browser, "document.querySelector('#param-height').value").await;
    for height in ["0.8", "0.85", "0.9"] {
        fill(&browser, "#param-height-slider", height).await;
    }
    browser.wait_for("document.querySelector('#param-height').value.startsWith('900')", 10).await;
    browser.wait_for("document.querySelector('#step-back').title.startsWith('Undo: set')", 10).await;
    touch(&browser, "#step-back").await;
    browser.wait_for(&format!("document.querySelector('#param-height').value === {first}"), 10).await;
    touch(&browser, "#step-forth").await;
    browser.wait_for("document.querySelector('#param-height').value.startsWith('900')", 10).await;
}

#[tokio::test]
async fn two_tabs_lose_nothing() {
    let server = Server::start(&dist(), "");
    let browser = start(&server, None).await;
    let before = browser.eval(ROWS).await.as_u64().expect("a number") as usize;
    let first = browser.client.window().await.expect("a window");
    let second = browser.client.new_window(true).await.expect("a tab").handle;
    browser.client.switch_to_window(second.clone()).await.expect("it switches");
    browser.open(&format!("{}#scrap", server.url)).await;
    rows(&browser, before).await;
    browser.wait_for_css("#step-back", 20).await;
    add(&browser, "2x board 900x95x22 pine").await;
    rows(&browser, before + 1).await;
    saved(&browser).await;
    // The other tab has taken it up, and what it adds comes back here.
    browser.client.switch_to_window(first.clone()).await.expect("it switches");
    rows(&browser, before + 1).await;
    add(&browser, "4x board 700x95x22 pine").await;
    fill(&browser, ".stock-row .name input", "renamed there").await;
    saved(&browser).await;
    browser.client.switch_to_window(second).await.expect("it switches");
    rows(&browser, before + 2).await;
    browser.wait_for("document.querySelector('.stock-row .name input').value === 'renamed there'", 10).await;
    // Taking back here takes back what was done here, not what came from there.
    press(&browser, "z", false).await;
    rows(&browser, before + 1).await;
    browser.wait_for("document.querySelector('.stock-row .name input').value === 'renamed there'", 10).await;
    saved(&browser).await;
    browser.open(&format!("{}?again#scrap", server.url)).await;
    rows(&browser, before + 1).await;
}

#[tokio::test]
async fn a_yard_deleted_in_another_tab_comes_back_only_with_a_change() {
    let server = Server::start(&dist(), "");
    let browser = start(&server, None).await;
    let before = browser.eval(ROWS).await.as_u64().expect("a number") as usize;
    browser.wait_for_css("#step-back", 20).await;
    touch(&browser, "#yard-new").await;
    rows(&browser, 0).await;
    fill(&browser, "#yard-name", "Garage").await;
    add(&browser, "3x board 1200x95x22 pine").await;
    rows(&browser, 1).await;
    saved(&browser).await;
    let first = browser.client.window().await.expect("a window");
    let second = browser.client.new_window(true).await.expect("a tab").handle;
    browser.client.switch_to_window(second.clone()).await.expect("it switches");
    browser.open(&format!("{}#scrap", server.url)).await;
    rows(&browser, 1).await;
    browser.wait_for_css("#step-back", 20).await;
    browser.client.switch_to_window(first.clone()).await.expect("it switches");
    touch(&browser, "#yard-remove").await;
    rows(&browser, before).await;
    saved(&browser).await;
    // Here it is told; nothing is lost, and nothing comes back by itself.
    browser.client.switch_to_window(second).await.expect("it switches");
    let told = "document.body.textContent.includes('was deleted in another tab')";
    browser.wait_for(told, 10).await;
    rows(&browser, 1).await;
    tokio::time::sleep(std::time::Duration::from_millis(700)).await;
    browser.client.switch_to_window(first.clone()).await.expect("it switches");
    assert_eq!(browser.eval("document.querySelectorAll('#yard option').length").await, 1);
    // A change keeps it, in both tabs.
    let all = browser.client.windows().await.expect("windows");
    let other = all.into_iter().find(|w| *w != first).expect("the second");
    browser.client.switch_to_window(other).await.expect("it switches");
    add(&browser, "2x board 900x95x22 pine").await;
    rows(&browser, 2).await;
    browser.wait_for("document.body.textContent.includes('your change keeps it')", 10).await;
    browser.wait_for("document.querySelector('#yard-name').value === 'Garage'", 10).await;
    browser.client.switch_to_window(first).await.expect("it switches");
    browser.wait_for("document.querySelectorAll('#yard option').length === 2", 10).await;
}

#[tokio::test]
async fn several_yards_and_everything_in_one_file() {
    let server = Server::start(&dist(), "");
    let downloads = fresh_folder("kept-downloads");
    let browser = start(&server, Some(downloads)).await;
    let before = browser.eval(ROWS).await.as_u64().expect("a number") as usize;
    open(&browser, "#yards").await;
    touch(&browser, "#yard-new").await;
    rows(&browser, 0).await;
    fill(&browser, "#yard-name", "Garage").await;
    add(&browser, "3x board 1200x95x22 pine").await;
    rows(&browser, 1).await;
    touch(&browser, "#yard-copy").await;
    browser.wait_for("document.querySelector('#yard-name').value === 'Garage (copy)'", 10).await;
    rows(&browser, 1).await;
    touch(&browser, "#yard-remove").await;
    rows(&browser, before).await;
    browser.wait_for("document.querySelectorAll('#yard option').length === 2", 10).await;
    touch(&browser, "#step-back").await;
    browser.wait_for("document.querySelector('#yard-name').value === 'Garage (copy)'", 10).await;
    rows(&browser, 1).await;
    let garage = "document.querySelectorAll('#yard option')[1].value";
    let garage = browser.eval(garage).await.as_str().unwrap_or_default().to_owned();
    fill(&browser, "#yard", &garage).await;
    browser.wait_for("document.querySelector('#yard-name').value === 'Garage'", 10).await;
    saved(&browser).await;
    touch(&browser, "#everything-save").await;
    let all = browser.downloaded("scrapwright-everything.json", 20).await;

    // On another device it is all there, beside what is there.
    let other = start(&server, None).await;
    add(&other, "1x board 500x95x22 pine").await;
    rows(&other, before + 1).await;
    open(&other, "#everything").await;
    choose(&other, "#everything-file", &file("all.json", &all)).await;
    other.wait_for("document.querySelectorAll('#yard option').length === 3", 20).await;
    rows(&other, 1).await;
    saved(&other).await;
    other.open(&format!("{}?again#scrap", server.url)).await;
    other.wait_for("document.querySelectorAll('#yard option').length === 3", 20).await;
    fill(&other, "#yard", "y1").await;
    rows(&other, before + 1).await;
    choose(&other, "#everything-file", &file("bad.json", b"{\"format\":\"other\"}")).await;
    other
        .wait_for("document.querySelector('.notice').textContent.includes('no file that Scrapwright saved')", 10)
        .await;
}

#[tokio::test]
async fn a_neighbours_stock_counts_within_reach() {
    let server = Server::start(&dist(), "");
    let browser = start(&server, None).await;
    touch(&browser, "#start-empty").await;
    rows(&browser, 0).await;
    open(&browser, "#neighbours").await;
    fill(&browser, "#neighbour-name", "Ada").await;
    fill(&browser, "#neighbour-distance", "3 km").await;
    choose(&browser, "#neighbour-file", &file("ada.csv", NEIGHBOUR.as_bytes())).await;
    browser.wait_for("document.querySelectorAll('#neighbours li').length === 1", 10).await;
    let offers = "[...document.querySelectorAll('.mat option')].some((o) => o.textContent.includes('9 pieces'))";
    touch(&browser, "nav a[href='#build']").await;
    browser.wait_for(offers, 20).await;
    touch(&browser, "nav a[href='#scrap']").await;
    fill(&browser, "#farthest", "2").await;
    touch(&browser, "nav a[href='#build']").await;
    browser.wait_for("document.querySelector('.problems').textContent.includes('farther away than 2')", 20).await;
    assert_eq!(browser.eval(offers).await, false);
    saved(&browser).await;
    browser.open(&format!("{}?again#scrap", server.url)).await;
    browser.wait_for("document.querySelectorAll('#neighbours li').length === 1", 30).await;
    assert!(value(&browser, "document.querySelector('#farthest').value").await.contains("2\u{a0}km"));
    touch(&browser, "#neighbours li button").await;
    browser.wait_for("document.querySelectorAll('#neighbours li').length === 0", 10).await;
    browser.wait_for("document.querySelector('#step-back').title === 'Undo: remove the stock of Ada'", 10).await;
}

#[tokio::test]
async fn what_is_cut_leaves_and_remnants_come_back() {
    let server = Server::start(&dist(), "");
    let browser = start(&server, None).await;
    let count = "[...document.querySelectorAll('.stock-row .quantity input')].reduce((n, e) => n + Number(e.value), 0)";
    let before = value(&browser, count).await;
    touch(&browser, "nav a[href='#build']").await;
    touch(&browser, "#tab-cut").await;
    touch(&browser, "#book").await;
    browser.wait_for("document.querySelectorAll('#book-list li').length > 2", 10).await;
    touch(&browser, "#book-yes").await;
    browser.wait_for("document.querySelector('.notice').textContent.startsWith('Booked')", 10).await;
    touch(&browser, "nav a[href='#scrap']").await;
    // What it comes from stands in the piece's panel, and the list is sifted by it.
    let sift = "(() => { const it = document.getElementById('list-find'); it.value = 'remnant of'; it.dispatchEvent(new Event('input', {bubbles: true})); })()";
    browser.wait_for_css(".stock-row", 10).await;
    assert_ne!(value(&browser, count).await, before);
    browser.eval(sift).await;
    browser.wait_for("document.querySelectorAll('.stock-row').length > 0", 10).await;
    browser.wait_for("document.querySelector('#step-back').title.startsWith('Undo: book the cuts of')", 10).await;
    touch(&browser, "#step-back").await;
    browser.wait_for("document.querySelectorAll('.stock-row').length == 0", 10).await;
    browser.eval(&sift.replace("'remnant of'", "''")).await;
    browser.wait_for_css(".stock-row", 10).await;
    assert_eq!(value(&browser, count).await, before);
}

#[tokio::test]
async fn a_full_store_is_told_at_once_and_the_work_stays_exportable() {
    let server = Server::start(&dist(), "");
    let downloads = fresh_folder("kept-full");
    let browser = start(&server, Some(downloads)).await;
    browser
        .eval("(() => { window.put = IDBObjectStore.prototype.put; IDBObjectStore.prototype.put = function () { throw new DOMException('full', 'QuotaExceededError'); }; })()")
        .await;
    add(&browser, "3x board 1234x95x22 pine").await;
    browser.wait_for("document.querySelector('.unsaved')?.textContent.includes('storage is full')", 10).await;
    touch(&browser, "#unsaved-export").await;
    let all = String::from_utf8(browser.downloaded("scrapwright-everything.json", 20).await).expect("text");
    assert!(all.contains("1234"), "{all}");
    // Going on works, another yard would lose what is not saved, and a store that works again takes it all.
    add(&browser, "1x board 777x95x22 pine").await;
    open(&browser, "#yards").await;
    touch(&browser, "#yard-new").await;
    browser.wait_for("document.querySelector('.notice').textContent.includes('stays in hand')", 10).await;
    browser.eval("(() => { IDBObjectStore.prototype.put = window.put; })()").await;
    touch(&browser, "#unsaved-retry").await;
    browser.wait_for("!document.querySelector('.unsaved')", 10).await;
    let count = browser.eval(ROWS).await.as_u64().expect("a number") as usize;
    browser.open(&format!("{}?again#scrap", server.url)).await;
    rows(&browser, count).await;
}

/// Puts records of an earlier version in place of all that is kept: pairs of a text and its key.
async fn keep(browser: &Browser, records: &[(&str, &str)]) {
    let puts: String = records
        .iter()
        .map(|(text, key)| format!("write.objectStore('kept').put({}, '{key}');", serde_json::Value::from(*text)))
        .collect();
    browser
        .eval(&format!(
            "new Promise((done, fail) => {{ const open = indexedDB.open('scrapwright', 1); open.onerror = fail; \
             open.onsuccess = () => {{ const write = open.result.transaction('kept', 'readwrite'); \
             write.objectStore('kept').clear(); {puts} \
             write.oncomplete = () => {{ open.result.close(); done(true); }}; }}; }})"
        ))
        .await;
}

#[tokio::test]
async fn what_earlier_versions_kept_opens() {
    let server = Server::start(&dist(), "");
    let browser = start(&server, None).await;
    let csv =
        r"id,name,form,quantity,length,width,thickness,material\ns1,old board,board,2,1200,95,22,softwood_pallet\n";
    let choices = r#"{"values":{"height":0.9},"locks":[],"bindings":{}}"#;
    let one = format!(
        r#"{{"version":1,"inventory_csv":"{csv}","is_example":false,"choices":{choices},"design_id":"plank-table","inches":false}}"#
    );
    let project = format!(
        r#"{{"version":2,"revision":"5-a","content":{{"yards":[{{"id":"y1","name":""}}],"yard":"y1","chosen":{{"plank-table":{choices}}},"design_id":"plank-table","language":"en"}}}}"#
    );
    let yard = format!(r#"{{"version":2,"revision":"6-a","content":{{"inventory_csv":"{csv}","is_example":false}}}}"#);
    for (k, records) in
        [vec![(one.as_str(), "project")], vec![(project.as_str(), "project"), (yard.as_str(), "yard:y1")]]
            .into_iter()
            .enumerate()
    {
        keep(&browser, &records).await;
        browser.open(&format!("{}?again-{k}#scrap", server.url)).await;
        browser.wait_for("document.querySelector('.stock-row .name input')?.value === 'old board'", 60).await;
        rows(&browser, 1).await;
        touch(&browser, "nav a[href='#build']").await;
        browser.wait_for("document.querySelector('#param-height')?.value.startsWith('900')", 20).await;
        // From now on it has today's form.
        let is_new = "new Promise((done) => { const open = indexedDB.open('scrapwright', 1); open.onsuccess = () => { \
             const get = open.result.transaction('kept').objectStore('kept').get('yard:y1'); \
             get.onsuccess = () => { open.result.close(); done(get.result instanceof Uint8Array); }; }; })";
        browser.wait_for(&format!("await {is_new}"), 20).await;
        browser.open(&format!("{}?once-more-{k}#scrap", server.url)).await;
        rows(&browser, 1).await;
    }
}
