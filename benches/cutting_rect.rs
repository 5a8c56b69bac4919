//! Rectangles in sheets, natively: `cargo bench --bench cutting_rect -- [--seconds 10] [names]`. Prints for each
//! instance the value reached, the best known one, the bound, the status and the time used.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use scrapwright::cutting::{
    Area, Axis, Grain, Sheet, SheetCuts, SheetPart, SheetProblem, SheetSearch, SheetSettings, check_sheets,
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
    cases.extend(scrap_yard());
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

/// Sheets of a scrap yard by chance: offcuts of several sizes, some with defects, and sheets to buy.
fn scrap_yard() -> Vec<Case> {
    let mut cases = Vec::new();
    for (k, count) in [10usize, 16, 25, 40, 60, 100, 150, 200].into_iter().enumerate() {
        for sawn in [false, true] {
            let mut seed = 0x9e37_79b9u64 + k as u64;
            let mut below = |end: u64| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (seed >> 33) % end
            };
            let parts = (0..count.div_ceil(2)).map(|p| {
                let (length, width) = (80 + 5 * below(130), 50 + 5 * below(70));
                let grain = [Grain::Any, Grain::Any, Grain::Along, Grain::Across][below(4) as usize];
                SheetPart {
                    part: format!("p{p}"),
                    length: length as f64 * 1e-3,
                    width: width as f64 * 1e-3,
                    count: 2,
                    grain,
                }
            });
            let parts: Vec<SheetPart> = parts.collect();
            let need: f64 = parts.iter().map(|p| p.length * p.width * f64::from(p.count)).sum();
            let (mut sheets, mut room) = (Vec::new(), 0.0);
            // Half of the instances have to buy.
            let wanted = need * if k % 2 == 0 { 1.8 } else { 0.8 };
            while room < wanted {
                let (l, w) = (400 + 10 * below(120), 300 + 10 * below(80));
                let (length, width) = (l as f64 * 1e-3, w as f64 * 1e-3);
                let mut defects = Vec::new();
                for _ in 0..below(3) {
                    let (x, y) = (below(l) as f64 * 1e-3, below(w) as f64 * 1e-3);
                    let size = |n: u64| 0.01 + n as f64 * 1e-3;
                    defects.push(Area { x, y, length: size(below(60)), width: size(below(60)) });
                }
                let id = format!("offcut {}", sheets.len());
                sheets.push(Sheet {
                    id,
                    copies: Some(1),
                    length,
                    width,
                    tolerance: 0.001,
                    defects,
                    ..Sheet::default()
                });
                room += length * width;
            }
            for (length, width, price) in [(2.5, 1.25, 42.0), (1.2, 0.6, 11.5)] {
                let id = format!("shop {length} × {width}");
                sheets.push(Sheet { id, length, width, price, bought: true, ..Sheet::default() });
            }
            let cuts = if sawn { SheetSettings::default().cuts } else { SheetCuts::Free };
            let name = format!("yard{count}{}", if sawn { "s" } else { "" });
            let problem = SheetProblem { settings: SheetSettings { cuts, ..SheetSettings::default() }, parts, sheets };
            cases.push(Case { set: "yard", name, problem, best: None });
        }
    }
    cases
}
