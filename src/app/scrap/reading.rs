//! Reading a table of stock: short ones at once, long ones in the worker, with progress.

use std::cell::RefCell;

use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

use crate::app::text::t_with;
use crate::app::worker::{Running, run};
use crate::diagnostic::{Diagnostic, Place};
use crate::stock::{CsvRead, Mapping, Materials, StockPiece, read_materials, read_with, rejected_csv, write_materials};

/// Longest text read on the page itself (bytes): some milliseconds.
const SHORT: usize = 100_000;
/// Pieces handed over in one step of the worker.
const STEP: usize = 1_000;
/// Rows of the table that are shown.
pub(super) const SHOWN: usize = 7;
/// Most problems told.
const MAX_TOLD: usize = 200;

/// What is read, and how.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Job {
    text: String,
    mapping: Option<Mapping>,
    /// The person's own materials, as their table.
    materials: String,
}

/// A problem as it is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Told {
    pub(super) bad: bool,
    pub(super) place: String,
    pub(super) message: String,
    pub(super) hint: String,
}

/// What came of reading.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Found {
    /// How the table was read; nothing where it could not be read at all.
    pub(super) mapping: Option<Mapping>,
    /// Its first rows.
    pub(super) rows: Vec<Vec<String>>,
    /// The good rows, in the order of the table.
    pub(super) pieces: Vec<StockPiece>,
    /// How many rows could not be taken.
    pub(super) rejected: usize,
    /// Those rows as a table of their own.
    pub(super) rejected_text: String,
    /// Problems, errors first.
    pub(super) told: Vec<Told>,
    /// How many problems more there are.
    pub(super) untold: usize,
}

/// One answer of the worker.
#[derive(Default, Serialize, Deserialize)]
struct Step {
    found: Option<Found>,
    pieces: Vec<StockPiece>,
    all: usize,
    done: bool,
}

/// With a capital letter in front and a full stop at the end.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().map(|c| c.to_ascii_uppercase().to_string()).unwrap_or_default();
    let stop = if text.ends_with(['.', '?', '!', '…']) || text.is_empty() { "" } else { "." };
    format!("{first}{}{stop}", letters.as_str())
}

/// A problem in the words of the page.
pub(super) fn told(problem: &Diagnostic) -> Told {
    let place = match &problem.place {
        Place::Cell { row, column } if column.is_empty() => t_with("scrap.file.row", &[("row", &row.to_string())]),
        Place::Cell { row, column } => t_with("scrap.file.cell", &[("row", &row.to_string()), ("column", column)]),
        other => other.to_string(),
    };
    let hint = problem.hint.as_deref().map(sentence).unwrap_or_default();
    Told { bad: problem.is_error(), place, message: sentence(&problem.message), hint }
}

fn read(Job { text, mapping, materials }: &Job) -> Found {
    let (mapping, guessed) = match mapping {
        Some(mapping) => (mapping.clone(), Vec::new()),
        None => Mapping::guess_telling(text),
    };
    let read = read_with(text, &mapping, &read_materials(materials).materials);
    let rejected_text = rejected_csv(text, &read);
    let CsvRead { inventory, problems, rejected, .. } = read;
    let all = || guessed.iter().chain(&problems);
    let (bad, odd) = (all().filter(|p| p.is_error()), all().filter(|p| !p.is_error()));
    let told: Vec<Told> = bad.chain(odd).take(MAX_TOLD).map(told).collect();
    let untold = all().count() - told.len();
    let (rows, _) = Mapping::look(text, mapping.delimiter, mapping.header_row + SHOWN);
    let rows = rows.into_iter().skip(mapping.header_row.saturating_sub(1)).take(SHOWN).collect();
    Found {
        mapping: Some(mapping),
        rows,
        pieces: inventory.pieces,
        rejected: rejected.len(),
        rejected_text,
        told,
        untold,
    }
}

/// What the worker is at.
enum Stage {
    Waiting(Job),
    Handing(std::vec::IntoIter<StockPiece>, usize),
    Done,
}

thread_local! {
    static STAGE: RefCell<Stage> = const { RefCell::new(Stage::Done) };
}

/// Worker side: takes a table from its JSON.
///
/// # Errors
/// A text that says what is wrong with the job.
#[wasm_bindgen]
pub fn import_begin(input: &str) -> Result<(), JsValue> {
    let job: Job = serde_json::from_str(input).map_err(|e| JsValue::from_str(&e.to_string()))?;
    STAGE.with(|stage| *stage.borrow_mut() = Stage::Waiting(job));
    Ok(())
}

/// Worker side: reads the table, then hands over its pieces by the thousand, as JSON.
#[wasm_bindgen]
pub fn import_step() -> String {
    let step = STAGE.with(|stage| {
        let mut stage = stage.borrow_mut();
        let (next, step) = match std::mem::replace(&mut *stage, Stage::Done) {
            Stage::Waiting(job) => {
                let mut found = read(&job);
                let pieces = std::mem::take(&mut found.pieces);
                let all = pieces.len();
                (
                    Stage::Handing(pieces.into_iter(), all),
                    Step { found: Some(found), all, done: all == 0, ..Step::default() },
                )
            }
            Stage::Handing(mut rest, all) => {
                let pieces: Vec<StockPiece> = rest.by_ref().take(STEP).collect();
                let done = rest.len() == 0;
                (Stage::Handing(rest, all), Step { found: None, pieces, all, done })
            }
            Stage::Done => (Stage::Done, Step { done: true, ..Step::default() }),
        };
        *stage = next;
        step
    });
    serde_json::to_string(&step).unwrap_or_else(|e| format!("{{\"error\":\"{e}\"}}"))
}

/// News of a table that is being read.
pub(super) enum News {
    /// So many pieces have come, of so many.
    Progress(usize, usize),
    /// All of it.
    Done(Box<Found>),
    /// It could not be read, for this reason.
    Failed(String),
}

/// Page side: reads a table by a mapping, or by the one that it seems to have; `materials` are known too. While the answer runs, dropping it
/// stops the work. Where there is no worker, the page reads it itself.
pub(super) fn start(
    text: &str,
    mapping: Option<Mapping>,
    materials: &Materials,
    news: impl Fn(News) + 'static,
) -> Option<Running> {
    let job = Job { text: text.to_owned(), mapping, materials: write_materials(materials) };
    if text.len() <= SHORT {
        news(News::Done(Box::new(read(&job))));
        return None;
    }
    let input = serde_json::to_string(&job).unwrap_or_default();
    let news = std::rc::Rc::new(news);
    let answer = news.clone();
    let found = RefCell::new(Found::default());
    let running = run("import", &input, move |step| {
        let step = step.and_then(|text| serde_json::from_str::<Step>(&text).map_err(|e| e.to_string()));
        match step {
            Ok(step) => {
                let mut all = found.borrow_mut();
                if let Some(head) = step.found {
                    *all = head;
                }
                all.pieces.extend(step.pieces);
                answer(if step.done {
                    News::Done(Box::new(std::mem::take(&mut *all)))
                } else {
                    News::Progress(all.pieces.len(), step.all)
                });
            }
            Err(why) => answer(News::Failed(why)),
        }
    });
    match running {
        Ok(running) => Some(running),
        Err(_) => {
            news(News::Done(Box::new(read(&job))));
            None
        }
    }
}
