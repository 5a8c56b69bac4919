//! `build`: a design at chosen values and stock.

use serde::Serialize;

use super::args::Arguments;
use super::input::Input;
use super::reply::{Failure, Reply};
use super::shown::Shown;
use crate::cutting::Settings;
use crate::project::{Choices, Outcome, evaluate};
use crate::quantity::System;

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    choices: &'a Choices,
    #[serde(flatten)]
    build: &'a Shown,
}

/// Shows the build.
pub(super) fn run(arguments: &Arguments) -> Result<Reply, Failure> {
    let input = match Input::read(arguments)? {
        Ok(input) => input,
        Err(refusal) => return Ok(refusal),
    };
    let shown = Shown::new(&input.design, &outcome(&input, &input.choices));
    let mut reply = if arguments.has("--json") {
        Reply::json(&Document { format: "scrapwright-build/1", choices: &input.choices, build: &shown })
    } else {
        Reply::text(shown.text_with_fitting())
    };
    input.note(&mut reply);
    shown.note(&mut reply);
    Ok(reply)
}

/// Everything that follows from the input, as the page works it out.
pub(super) fn outcome(input: &Input, choices: &Choices) -> Outcome {
    evaluate(&input.design, choices, &input.inventory, Settings::default(), System::Metric)
}
