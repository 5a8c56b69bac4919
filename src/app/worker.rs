//! Work in a worker: what the page sends, what the worker answers, and both ends of the wire.

use std::cell::RefCell;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

use super::state::App;
use crate::adapt::{Front, FrontProgress, Goal, Progress, Request, Search, WhatIf};
use crate::cutting::Settings;
use crate::design::Design;
use crate::project::Choices;
use crate::stock::{Inventory, read_materials, read_written, write_csv, write_materials};

/// Boxes looked at between two answers: some tens of milliseconds.
const NODES_A_STEP: u64 = 256;

/// What the page sends.
#[derive(Serialize, Deserialize)]
struct Job {
    design: String,
    /// As a stock file: it is lossless, and its reader is there anyway.
    inventory: String,
    /// The person's own materials, as their table.
    materials: String,
    choices: Choices,
    goals: Vec<Goal>,
    settings: Settings,
    /// Whether to begin with what is chosen now, as the last answer with a lock more or less.
    from_here: bool,
}

/// What the worker answers when something broke.
#[derive(Deserialize)]
struct Broken {
    error: String,
}

thread_local! {
    static SEARCH: RefCell<Option<Search<'static>>> = const { RefCell::new(None) };
    static FRONT: RefCell<Option<Front<'static>>> = const { RefCell::new(None) };
}

/// What a job is about, as it is read.
struct Task {
    design: &'static Design,
    inventory: Inventory,
    request: Request,
    from_here: bool,
}

fn task(input: &str) -> Result<Task, JsValue> {
    let job: Job = serde_json::from_str(input).map_err(|e| JsValue::from_str(&e.to_string()))?;
    let (design, problems) = crate::design::read(&job.design);
    if let Some(problem) = problems.iter().find(|p| p.is_error()) {
        return Err(JsValue::from_str(&problem.to_string()));
    }
    // A worker serves one search and is thrown away with all its memory.
    let design: &'static Design = Box::leak(Box::new(design));
    let (choices, goals, settings) = (job.choices, job.goals, job.settings);
    let request = Request { choices, goals, settings, what_if: WhatIf::Always, ..Request::default() };
    let mut inventory = read_written(&job.inventory).inventory;
    inventory.materials = read_materials(&job.materials).materials;
    Ok(Task { design, inventory, request, from_here: job.from_here })
}

/// Worker side: starts a search from its JSON.
///
/// # Errors
/// A text that says what is wrong with the job.
#[wasm_bindgen]
pub fn adapt_begin(input: &str) -> Result<(), JsValue> {
    let Task { design, inventory, request, from_here } = task(input)?;
    let last = request.choices.clone();
    let mut search = Search::new(design, &inventory, request);
    if from_here {
        search = search.starting_at(&last);
    }
    SEARCH.with(|s| *s.borrow_mut() = Some(search));
    Ok(())
}

/// Worker side: starts the search for what lies between two goals.
///
/// # Errors
/// A text that says what is wrong with the job.
#[wasm_bindgen]
pub fn front_begin(input: &str) -> Result<(), JsValue> {
    let Task { design, inventory, request, .. } = task(input)?;
    let two: Result<[Goal; 2], _> = request.goals.clone().try_into();
    let goals = two.map_err(|_| JsValue::from_str("a trade-off has two goals"))?;
    let inventory: &'static Inventory = Box::leak(Box::new(inventory));
    FRONT.with(|f| *f.borrow_mut() = Some(Front::new(design, inventory, request, goals)));
    Ok(())
}

/// Worker side: moves it on and answers with all that was found as JSON.
#[wasm_bindgen]
pub fn front_step() -> String {
    let progress = FRONT.with(|f| f.borrow_mut().as_mut().map(|front| front.step(NODES_A_STEP)));
    serde_json::to_string(&progress.unwrap_or(FrontProgress { done: true, ..FrontProgress::default() }))
        .unwrap_or_default()
}

/// Worker side: moves the search on and answers with its progress as JSON.
#[wasm_bindgen]
pub fn adapt_step() -> String {
    let progress = SEARCH.with(|s| s.borrow_mut().as_mut().map(|search| search.step(NODES_A_STEP)));
    serde_json::to_string(&progress.unwrap_or(Progress { done: true, ..Progress::default() })).unwrap_or_default()
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_namespace = ["import", "meta"], js_name = url)]
    static URL: String;
}

/// A running worker; dropping it ends the work.
pub struct Running {
    worker: web_sys::Worker,
    _answers: Closure<dyn FnMut(web_sys::MessageEvent)>,
    _failure: Closure<dyn FnMut(web_sys::Event)>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

impl Running {
    /// Lets it rest, or go on.
    pub fn pause(&self, paused: bool) {
        let message = js_sys::Object::new();
        let set = js_sys::Reflect::set(&message, &"paused".into(), &paused.into());
        if set.is_ok() {
            drop(self.worker.post_message(&message));
        }
    }
}

/// Page side: starts a search; `answer` is called with every progress, or with what went wrong. `from_here` begins with
/// what is chosen now.
pub fn start(
    app: App,
    goals: Vec<Goal>,
    from_here: bool,
    answer: impl Fn(Result<Progress, String>) + 'static,
) -> Result<Running, String> {
    send(app, "adapt", goals, from_here, answer)
}

/// Page side: starts the search for what lies between two goals; `answer` as for [`start`].
pub fn start_front(
    app: App,
    goals: [Goal; 2],
    answer: impl Fn(Result<FrontProgress, String>) + 'static,
) -> Result<Running, String> {
    send(app, "front", goals.to_vec(), false, answer)
}

fn send<T: serde::de::DeserializeOwned>(
    app: App,
    call: &str,
    goals: Vec<Goal>,
    from_here: bool,
    answer: impl Fn(Result<T, String>) + 'static,
) -> Result<Running, String> {
    let job = Job {
        design: app.design.with_untracked(|d| d.0.source.clone()),
        inventory: write_csv(&app.stock()),
        materials: app.materials.with_untracked(write_materials),
        choices: app.choices.get_untracked(),
        goals,
        settings: app.settings.get_untracked(),
        from_here,
    };
    let input = serde_json::to_string(&job).map_err(|e| e.to_string())?;
    run(call, &input, move |text| {
        answer(text.and_then(|text| serde_json::from_str(&text).map_err(|e| e.to_string())));
    })
}

/// Page side: runs `<call>_begin` and then `<call>_step` of this module in a worker until a step says that it is done.
/// `answer` is called with the JSON of every step, or with what went wrong.
pub fn run(call: &str, input: &str, answer: impl Fn(Result<String, String>) + 'static) -> Result<Running, String> {
    let words = |e: JsValue| e.as_string().unwrap_or_else(|| "the worker could not be started".to_owned());
    let options = web_sys::WorkerOptions::new();
    options.set_type(web_sys::WorkerType::Module);
    let worker = web_sys::Worker::new_with_options("./worker.js", &options).map_err(words)?;
    let answer = std::rc::Rc::new(answer);
    let on_answer = answer.clone();
    let answers = Closure::<dyn FnMut(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
        let text = event.data().as_string().unwrap_or_default();
        // Looked at only where it begins so: an answer may be long.
        let broken = text.starts_with("{\"error\"").then(|| serde_json::from_str::<Broken>(&text).ok()).flatten();
        on_answer(broken.map_or(Ok(text), |broken| Err(broken.error)));
    });
    let failure =
        Closure::<dyn FnMut(web_sys::Event)>::new(move |_| answer(Err("the work stopped unexpectedly".to_owned())));
    worker.set_onmessage(Some(answers.as_ref().unchecked_ref()));
    worker.set_onerror(Some(failure.as_ref().unchecked_ref()));
    let message = js_sys::Object::new();
    let set = |key: &str, value: &JsValue| js_sys::Reflect::set(&message, &key.into(), value).map_err(words);
    set("js", &URL.with(String::clone).into())?;
    set("module", &wasm_bindgen::module())?;
    set("call", &call.into())?;
    set("input", &input.into())?;
    worker.post_message(&message).map_err(words)?;
    Ok(Running { worker, _answers: answers, _failure: failure })
}
