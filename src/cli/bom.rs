//! `bom`: the bill of materials, the same bytes that the app downloads.

use super::input::work;
use super::{Answer, Arguments, Usage};
use crate::cutting::Settings;
use crate::export::{bom_csv, bom_json};
use crate::project::evaluate;
use crate::quantity::System;

pub(super) fn run(arguments: Arguments) -> Result<Answer, Usage> {
    let mut work = work(&arguments)?;
    if !work.is_sound {
        return Ok(Answer { text: work.problems.join("\n"), problems: true });
    }
    if arguments.adapt {
        match super::adapt::search(&arguments, &work)?.1.best {
            Some(best) => work.choices = best.choices,
            None => {
                return Ok(Answer { text: "Nothing found that meets every requirement.".to_owned(), problems: true });
            }
        }
    }
    let outcome = evaluate(&work.design, &work.choices, &work.inventory, Settings::default(), System::Metric);
    let text = match arguments.format.as_deref().unwrap_or("csv") {
        "csv" => bom_csv(&outcome.bom),
        "json" => bom_json(&work.design, &work.choices, &outcome.bom),
        other => return Err(Usage(format!("the format “{other}” is not in this version; formats: csv, json"))),
    };
    for problem in &work.problems {
        eprintln!("{problem}");
    }
    let problems = outcome.bom.totals.missing > 0 || outcome.build.failed().next().is_some();
    match &arguments.output {
        None => Ok(Answer { text, problems }),
        Some(path) => {
            std::fs::write(path, text).map_err(|e| Usage(format!("{path}: {e}")))?;
            Ok(Answer { text: format!("{path} written"), problems })
        }
    }
}
