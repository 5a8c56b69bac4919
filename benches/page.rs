//! Figures of ten thousand pieces in the browser, for a release build on an idle machine; see `benches/README.md`.
//! With `--picture`: from a changed size of three hundred parts to a new picture.
//! With `--plans FOLDER`: cutting plans natively and in the browser, of instances that the bench `compare` exports.

#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code, reason = "shared with the end-to-end tests, which use all of it")]
#[path = "../tests/e2e/browser.rs"]
mod browser;
#[allow(dead_code, reason = "shared with the end-to-end tests, which use all of it")]
#[path = "../tests/e2e/server.rs"]
mod server;

use browser::{Browser, Options, fresh_folder};
use fantoccini::Locator;
use scrapwright::cutting::{TRIAL_KINDS, Trial};
use server::Server;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What the documentation says to set in a variable.
fn given(variable: &str) -> PathBuf {
    match std::env::var_os(variable) {
        Some(path) => path.into(),
        None => panic!("{variable} is not set: see `benches/README.md`"),
    }
}

/// Runs a script in the page, and gives the milliseconds of it and until what it changed is on the screen.
async fn frame(browser: &Browser, what: &str, script: &str) {
    let script = format!(
        "(async () => {{
            const rest = () => new Promise(done => setTimeout(done, 700));
            const next = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
            await rest(); await next();
            const start = performance.now();
            {script}
            await 0;
            const own = performance.now() - start;
            await next();
            return `${{own.toFixed(0)}} ms, on the screen after ${{(performance.now() - start).toFixed(0)}} ms`;
        }})()"
    );
    println!("{what:<28}{}", browser.eval(&script).await.as_str().unwrap_or("?"));
}

/// A script that puts a text into a control.
fn set(css: &str, text: &str, event: &str) -> String {
    format!(
        "const it = document.querySelector('{css}'); it.value = '{text}'; \
         it.dispatchEvent(new Event('{event}', {{ bubbles: true }}));"
    )
}

/// Steps of each kind of plan that are timed, as many as make some tenths of a second.
const STEPS: [u32; 3] = [4_000_000, 4_000_000, 60_000];
/// How often each is timed; the least counts, which is the one that waited least for others.
const TIMES: usize = 3;

/// The same steps of every instance in a folder, natively and in the page: milliseconds of both, and whether the plans
/// are the same.
async fn plans(browser: &Browser, folder: &Path) {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    files.sort();
    println!("| instance | native ms | Chromium ms | ratio | plan |\n| --- | ---: | ---: | ---: | --- |");
    let mut sums = [[0.0; 2]; 3];
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let kinds = || TRIAL_KINDS.into_iter().zip(STEPS).enumerate();
        let Some((k, (kind, steps))) = kinds().find(|(_, (kind, _))| name.ends_with(&format!(".{kind}.json"))) else {
            continue;
        };
        let text = std::fs::read_to_string(&file).expect("an instance");
        let literal = serde_json::to_string(&text).expect("text");
        let script = format!(
            "(async () => (await import(document.querySelector('link[rel=modulepreload]').href)) \
             .measure_cutting('{kind}', {literal}, {steps}))()"
        );
        let (mut native, mut page, mut is_same) = (f64::MAX, f64::MAX, true);
        for _ in 0..TIMES {
            let start = Instant::now();
            let mut trial = Trial::new(kind, &text).expect("a problem");
            trial.advance(u64::from(steps));
            let digest = trial.digest();
            native = native.min(start.elapsed().as_secs_f64() * 1e3);
            let told = browser.eval(&script).await;
            let Some((took, other)) = told.as_str().and_then(|told| told.split_once(' ')) else { continue };
            page = page.min(took.parse().unwrap_or(f64::MAX));
            is_same &= other == digest;
        }
        sums[k] = [sums[k][0] + native, sums[k][1] + page];
        let word = if is_same { "same" } else { "differs" };
        println!("| {name} | {native:.1} | {page:.1} | {:.2} | {word} |", page / native);
    }
    for (kind, [native, page]) in TRIAL_KINDS.into_iter().zip(sums).filter(|(_, sums)| sums[0] > 0.0) {
        println!("| all of {kind} | {native:.0} | {page:.0} | {:.2} | |", page / native);
    }
}

/// From a changed size of three hundred parts to a new picture.
async fn picture(browser: &Browser) {
    const DESIGN: &str = include_str!("data/picture/three-hundred.toml");
    let design = serde_json::to_string(DESIGN).expect("text");
    for (what, parameter, from, step) in
        [("half of the parts change", "length", 1.2, 0.001), ("a row more or less", "rows", 48.0, 0.02)]
    {
        let script = format!(
            "(async () => {{
                const app = await import(document.querySelector('link[rel=modulepreload]').href);
                app.measure_picture({design}, '{parameter}', {from}, {step}, 5);
                return app.measure_picture({design}, '{parameter}', {from}, {step}, 40);
            }})()"
        );
        let told = browser.eval(&script).await;
        let words: Vec<&str> = told.as_str().unwrap_or_default().split(' ').collect();
        let [outcome, drawn, pieces] = words[..] else { panic!("{told}") };
        println!("{what}: {pieces} parts, {outcome} ms to the outcome, {drawn} ms more to the graphics card");
    }
}

#[tokio::main]
async fn main() {
    let server = Server::start(&given("SCRAPWRIGHT_DIST"), "");
    let browser = Browser::start(Options::default()).await;
    let mut words = std::env::args().skip_while(|word| word != "--plans").skip(1);
    if let Some(folder) = words.next() {
        browser.open(&server.url).await;
        browser.wait_for("!document.querySelector('#boot')", 60).await;
        return plans(&browser, Path::new(&folder)).await;
    }
    if std::env::args().any(|word| word == "--picture") {
        browser.open(&server.url).await;
        browser.wait_for("!document.querySelector('#boot')", 60).await;
        return picture(&browser).await;
    }
    let page = format!("{}#scrap", server.url);
    browser.open(&page).await;
    browser.wait_for_css("#start-empty", 60).await;
    browser.eval("document.querySelector('#start-empty').click()").await;
    browser.wait_for_css("#add-file", 20).await;
    browser.eval("document.querySelector('#add-file').click()").await;
    let row = |k: usize| {
        let owner = ["Ada", "Bob", "Cy"][k % 3];
        let sizes = format!("{},{},{}", 500 + k % 2000, 60 + k % 90, 15 + k % 30);
        format!("board,plank {k},softwood_pallet,{},{sizes},{owner}\n", k % 9 + 1)
    };
    let table: String = (0..10_000).map(row).collect();
    let file = fresh_folder("speed").join("large.csv");
    std::fs::write(&file, format!("form,name,material,quantity,length,width,thickness,owner\n{table}"))
        .expect("it can be written");
    let all = "document.querySelector('.stock-header h2')?.textContent.includes('10000')";
    browser
        .eval(&format!(
            "document.querySelector('#csv-file').addEventListener('change', () => {{
                const start = performance.now();
                const look = () => {all} ? window.took = performance.now() - start : requestAnimationFrame(look);
                look();
            }}, {{ capture: true, once: true }})"
        ))
        .await;
    let input = browser.client.find(Locator::Css("#csv-file")).await.expect("a file input");
    input.send_keys(&file.to_string_lossy()).await.expect("a file can be chosen");
    browser.wait_for("window.took", 120).await;
    println!("{:<28}{} ms", "import of 10 000 rows", browser.eval("Math.round(window.took)").await);
    let edit = |text: &str| set(".stock-row .length input", text, "change");
    for (what, script) in [
        ("filter by two words", set("#list-find", "plank 77", "input")),
        ("no filter", set("#list-find", "", "input")),
        ("sort by length", set("#list-order", "length", "change")),
        ("sort by name, downwards", set("#list-order", "-name", "change")),
        ("as listed", set("#list-order", "", "change")),
        ("edit a name", set(".stock-row .name input", "my best", "change")),
        ("edit a length", edit("777")),
        ("edit it again", edit("778")),
        ("jump to the middle", "document.querySelector('main').scrollTo(0, 200000);".to_owned()),
        ("jump again", "document.querySelector('main').scrollTo(0, 400000);".to_owned()),
        ("scroll by six lines", "document.querySelector('main').scrollBy(0, 300);".to_owned()),
        ("open the panel of a piece", "document.querySelector('.stock-row .open-row').click();".to_owned()),
    ] {
        frame(&browser, what, &script).await;
    }
    browser.wait_for("Number(document.documentElement.dataset.saved) > 0", 20).await;
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", serde_json::json!({ "source": watch(all) })).await;
    let mut runs = Vec::new();
    for _ in 0..7 {
        browser.open("about:blank").await;
        browser.open(&page).await;
        browser.wait_for("window.shown", 60).await;
        let run = browser.eval("[window.asked, window.listed, window.shown].map(Math.round)").await;
        runs.push(serde_json::from_value::<[u32; 3]>(run).expect("three times"));
        tokio::time::sleep(std::time::Duration::from_secs(2)).await; // what is saved and worked out later
    }
    let median = |value: &dyn Fn(&[u32; 3]) -> u32| {
        let mut all: Vec<u32> = runs.iter().map(value).collect();
        all.sort_unstable();
        all[all.len() / 2]
    };
    let best = runs.iter().map(|run| run[2]).min().unwrap_or_default();
    println!("{:<28}{} ms, at best {best}", "open the page", median(&|run| run[2]));
    println!("{:<28}{} ms", "  until the app asks", median(&|run| run[0]));
    println!("{:<28}{} ms", "  until the list is made", median(&|run| run[1] - run[0]));
    println!("{:<28}{} ms", "  until it is on the screen", median(&|run| run[2] - run[1]));
}

/// A script for new pages that notes, since the start of the navigation (ms), when the app asks for what is kept, when
/// the list with all is in the page, and when it is on the screen.
fn watch(all: &str) -> String {
    format!(
        "(() => {{
            const open = IDBFactory.prototype.open;
            IDBFactory.prototype.open = function (...given) {{
                window.asked ??= performance.now();
                return open.apply(this, given);
            }};
            new MutationObserver(() => {{
                if (window.listed || !{all}) return;
                window.listed = performance.now();
                requestAnimationFrame(() => setTimeout(() => window.shown = performance.now()));
            }}).observe(document, {{ childList: true, subtree: true, characterData: true }});
        }})()"
    )
}
