//! `adapt`: choose stock and sizes, with a proof.

use serde::Serialize;

use super::input::{Work, work};
use super::{Answer, Arguments, Usage};
use crate::adapt::{Goal, Progress, Proof, Request, Search};
use crate::cutting::Settings;
use crate::project::evaluate;
use crate::quantity::{System, format};

#[derive(Serialize)]
struct Report<'a> {
    format: &'static str,
    design: &'a str,
    goal: &'static str,
    #[serde(flatten)]
    progress: &'a Progress,
}

/// Runs the search that the arguments ask for.
pub(super) fn search(arguments: &Arguments, work: &Work) -> Result<(Goal, Progress), Usage> {
    let goal = match arguments.goal.as_deref() {
        None => Goal::Spend,
        Some(word) => Goal::parse(word)
            .ok_or_else(|| Usage(format!("the goal “{word}” is not in this version; goals: spend, wishes")))?,
    };
    let effort = arguments.nodes.unwrap_or(0);
    let request = Request { choices: work.choices.clone(), goal, settings: Settings::default(), effort };
    Ok((goal, Search::new(&work.design, &work.inventory, request).run(u64::MAX)))
}

pub(super) fn run(arguments: Arguments) -> Result<Answer, Usage> {
    if arguments.stock.is_empty() {
        return Err(Usage("adapt needs --stock".to_owned()));
    }
    let mut work = work(&arguments)?;
    if !work.is_sound {
        return Ok(Answer { text: work.problems.join("\n"), problems: true });
    }
    let (goal, progress) = search(&arguments, &work)?;
    let problems = progress.best.is_none();
    if arguments.json {
        let report =
            Report { format: "scrapwright-adapt/1", design: &work.design.id, goal: goal.word(), progress: &progress };
        return Ok(Answer { text: serde_json::to_string_pretty(&report).unwrap_or_default(), problems });
    }
    let Some(best) = &progress.best else {
        let head = match progress.proof {
            Proof::Infeasible => "No choice of stock and sizes meets every requirement. What stands in the way:",
            _ => "Nothing found that meets every requirement. What stands in the way:",
        };
        let lines: Vec<String> =
            std::iter::once(head.to_owned()).chain(progress.reasons.iter().map(|r| format!("  {r}"))).collect();
        return Ok(Answer { text: lines.join("\n"), problems });
    };
    work.choices = best.choices.clone();
    let outcome = evaluate(&work.design, &work.choices, &work.inventory, Settings::default(), System::Metric);
    let proof = match progress.proof {
        Proof::Proven => "Proven best, in the steps of the parameters.".to_owned(),
        Proof::Within { money, .. } if money < best.money - 0.005 => {
            format!(
                "Best found so far; nothing under {} for stock is possible.",
                format(money, "EUR", 2, System::Metric)
            )
        }
        _ => "Best found so far; the money for stock cannot be lower, the sizes may still come closer.".to_owned(),
    };
    let text = format!("{}\n{proof} {} possibilities weighed.", super::build::human(&work, &outcome), progress.nodes);
    Ok(Answer { text, problems })
}
