//! The worker's script, with a small module in place of the app's.

use crate::browser::{Browser, Options, fresh_folder};
use crate::dist;
use crate::server::Server;
use serde_json::json;

/// Counts to the number given; fails at 13 as a panic does.
const MODULE: &str = "
let count = 0, end = 0;
export default async ({ module_or_path }) => { if (module_or_path !== 'module') throw new Error('no module'); };
export const adapt_begin = (input) => { end = JSON.parse(input); };
export const adapt_step = () => {
  if (++count === 13) { console.error('panicked at 13'); throw new Error('unreachable'); }
  return JSON.stringify({ count, done: count === end });
};
";

async fn answers(end: u32) -> serde_json::Value {
    let folder = fresh_folder("worker");
    for file in ["worker.js", "index.html"] {
        std::fs::copy(dist().join(file), folder.join(file)).expect("it is built");
    }
    std::fs::write(folder.join("counter.js"), MODULE).expect("it can be written");
    let server = Server::start(&folder, "");
    let browser = Browser::start(Options::default()).await;
    browser.open(&server.url).await;
    let script = format!(
        "new Promise((resolve) => {{
            const worker = new Worker('./worker.js', {{ type: 'module' }});
            const answers = [];
            worker.onmessage = ({{ data }}) => {{
                answers.push(JSON.parse(data));
                if (answers.at(-1).done || answers.at(-1).error) resolve(answers);
            }};
            worker.postMessage({{ js: new URL('counter.js', location).href, module: 'module', input: '{end}' }});
        }})"
    );
    browser.eval(&script).await
}

#[tokio::test]
async fn steps_are_posted_one_by_one_until_it_is_done() {
    let expected = json!([{ "count": 1, "done": false }, { "count": 2, "done": false }, { "count": 3, "done": true }]);
    assert_eq!(answers(3).await, expected);
}

#[tokio::test]
async fn a_panic_is_posted_with_its_words() {
    let answers = answers(20).await;
    assert_eq!(answers[12], json!({ "error": "panicked at 13" }));
}

/// Steps of 20 ms, so that there is time to pause between them.
const SLOW: &str = "
let count = 0;
export default async () => {};
export const adapt_begin = () => {};
export const adapt_step = () => {
  const from = performance.now();
  while (performance.now() - from < 20);
  return JSON.stringify({ count: ++count, done: count === 30 });
};
";

#[tokio::test]
async fn a_search_rests_while_it_is_paused() {
    let folder = fresh_folder("worker-paused");
    for file in ["worker.js", "index.html"] {
        std::fs::copy(dist().join(file), folder.join(file)).expect("it is built");
    }
    std::fs::write(folder.join("slow.js"), SLOW).expect("it can be written");
    let server = Server::start(&folder, "");
    let browser = Browser::start(Options::default()).await;
    browser.open(&server.url).await;
    let script = "new Promise((resolve) => {
        const worker = new Worker('./worker.js', { type: 'module' });
        const counts = [];
        let resting = [];
        worker.onmessage = ({ data }) => {
            const { count, done } = JSON.parse(data);
            counts.push(count);
            if (count === 2) {
                worker.postMessage({ paused: true });
                setTimeout(() => resting.push(counts.length), 500);
                setTimeout(() => { resting.push(counts.length); worker.postMessage({ paused: false }); }, 1500);
            }
            if (done) resolve([resting, counts.length]);
        };
        worker.postMessage({ js: new URL('slow.js', location).href, module: 'module', input: '' });
    })";
    let answer = browser.eval(script).await;
    let number = |place: &serde_json::Value| place.as_u64().expect("a count");
    let [early, late, all] = [&answer[0][0], &answer[0][1], &answer[1]].map(number);
    assert!(early == late && late < 30 && all == 30, "{answer}");
}
