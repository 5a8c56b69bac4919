//! Rectangles in sheets, natively: `cargo bench --bench cutting_rect -- [--seconds 10] [names]`. Prints for each
//! instance the value reached, the best known one, the bound, the status and the time used.

mod yard;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use scrapwright::cutting::{
    Axis, Grain, Sheet, SheetCuts, SheetPart, SheetProblem, SheetSearch, SheetSettings, check_sheets,
};
use serde_json::Value;

/// A problem, its name, and the best value known.
struct Case {
    set: &'static str,
    name: String,
    problem: SheetProblem,
    best: Option<f64>,
}

/// Lengths of public instances count as hundredths of a millimetre, so that nothing is rounded.
const UNIT: f64 = 1e-5;

/// Seconds that this thread has worked, where the system tells them; else those that went by.
struct Clock(Instant, Option<f64>);

impl Clock {
    fn start() -> Self {
        Self(Instant::now(), worked())
    }

    fn seconds(&self) -> f64 {
        self.1.zip(worked()).map_or_else(|| self.0.elapsed().as_secs_f64(), |(start, now)| now - start)
    }
}

fn worked() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(text.split_whitespace().next()?.parse::<f64>().ok()? * 1e-9)
}

fn main() {
    let mut seconds = 10.0;
    let mut names = Vec::new();
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--seconds" => seconds = args.next().and_then(|s| s.parse().ok()).unwrap_or(seconds),
            "--bench" => {}
            name => names.push(name.to_owned()),
        }
    }
    let mut cases = public("bwmv", "bwmv.json", "free_rotation", SheetCuts::Free);
    let three = SheetCuts::EdgeToEdge { stages: Some(3), first: Some(Axis::Length) };
    cases.extend(public("bwmv3", "bwmv.json", "guillotine3_rotation", three));
    cases.extend(public("pisinger", "pisinger_vsbp.json", "", SheetCuts::Free));
    let two = SheetCuts::EdgeToEdge { stages: Some(2), first: Some(Axis::Length) };
    cases.extend(public("cintra", "cintra_vsbp_guillotine.json", "oriented", two));
    cases.extend(public("cintra", "cintra_vsbp_guillotine.json", "rotation", two));
    cases.extend(yard::yards().into_iter().map(|(name, problem)| Case { set: "yard", name, problem, best: None }));
    cases.retain(|c| names.is_empty() || names.iter().any(|n| c.set == n || c.name.contains(n.as_str())));
    let mut sums: BTreeMap<&str, (u32, u32, u32, f64)> = BTreeMap::new();
    println!("{:<28} {:>12} {:>12} {:>12} {:>7} {:>7}  status", "instance", "value", "best", "bound", "first", "s");
    for case in cases {
        let start = Clock::start();
        let mut search = SheetSearch::new(&case.problem);
        let first = start.seconds();
        let mut last = first;
        let mut before = search.best().objective;
        while start.seconds() < seconds && search.advance(2_000_000) {
            if search.best().objective.levels() < before.levels() {
                (last, before) = (start.seconds(), search.best().objective);
            }
            if case.best.is_some_and(|best| before.unplaced == 0 && before.money <= best + 1e-6) {
                break;
            }
        }
        let plan = search.best();
        let wrong = check_sheets(&case.problem, plan);
        assert!(wrong.is_empty(), "{}: {wrong:?}", case.name);
        let o = plan.objective;
        let value = |o: &scrapwright::cutting::SheetObjective| match case.best {
            Some(_) => format!("{}", o.money),
            None => format!("{}/{:.4}/{}", o.money, o.scrap, o.opened),
        };
        let sum = sums.entry(case.set).or_default();
        sum.0 += 1;
        sum.1 += u32::from(o.unplaced == 0);
        if let Some(best) = case.best {
            sum.2 += u32::from(o.unplaced == 0 && o.money <= best + 1e-6);
            sum.3 += o.money / best - 1.0;
        }
        println!(
            "{:<28} {:>12} {:>12} {:>12} {first:>7.3} {last:>7.2}  {:?}{}",
            format!("{} {}", case.set, case.name),
            value(&o),
            case.best.map_or(String::new(), |b| b.to_string()),
            value(&plan.bound),
            plan.status,
            if o.unplaced > 0 { format!(", {} unplaced", o.unplaced) } else { String::new() },
        );
    }
    for (set, (count, complete, reached, above)) in sums {
        let mean = 100.0 * above / f64::from(count);
        println!("{set}: {count} instances, {complete} complete, {reached} at best known, mean {mean:+.2} %");
    }
}

/// Instances of a public set; `variant` names their best known value.
fn public(set: &'static str, file: &str, variant: &str, cuts: SheetCuts) -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/data/cutting").join(file);
    let text = std::fs::read_to_string(path).expect("the file of the set");
    let json: Value = serde_json::from_str(&text).expect("JSON");
    let number = |value: &Value| value.as_f64().expect("a number");
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let case = |instance: Value| {
        let known = &instance["best_known"];
        let best = [&known[variant]["value"], &known[variant], &known["value"]].into_iter().find_map(Value::as_f64);
        let grain = if variant.contains("rotation") { Grain::Any } else { Grain::Along };
        let part = |(index, part): (usize, Value)| SheetPart {
            part: format!("p{index}"),
            length: number(&part[0]) * UNIT,
            width: number(&part[1]) * UNIT,
            count: number(&part[2]) as u32,
            grain,
        };
        let sheet = |sheet: Value| Sheet {
            id: sheet["id"].to_string(),
            copies: sheet["count"].as_u64().map(|n| n as u32),
            length: number(&sheet["w"]) * UNIT,
            width: number(&sheet["h"]) * UNIT,
            price: number(&sheet["cost"]),
            bought: true,
            ..Sheet::default()
        };
        let problem = SheetProblem {
            settings: SheetSettings {
                kerf: number(&instance["kerf"]) * UNIT,
                trim: 0.0,
                min_remnant: (0.1, 0.1),
                cuts,
            },
            parts: list(&instance["parts"]).into_iter().enumerate().map(part).collect(),
            sheets: list(&instance["stock"]).into_iter().map(sheet).collect(),
        };
        let name = instance["name"].as_str().unwrap_or_default();
        let name = format!("{name}{}", if variant == "rotation" { "r" } else { "" });
        Case { set, name, problem, best }
    };
    list(&json["instances"]).into_iter().map(case).collect()
}
