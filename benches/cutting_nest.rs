//! Quality of nesting, natively and in one thread: `cargo bench --bench cutting_nest -- [--seconds 10] [names]`.
//!
//! Strips give the share of the strip that the parts fill, beside the best known; hides and scrap give the plan's levels.

use std::fs;
use std::path::Path;
use std::time::Instant;

use scrapwright::cutting::{NestPart, NestProblem, NestSearch, NestSettings, NestSheet, StripSearch, Turns, check_nest_plan};
use scrapwright::stock::{Outline, Polygon};
use serde_json::Value;

/// Strips, with the best known density and what sparrow reached in so many CPU seconds (%, %, s); see the README of the data.
const STRIPS: &[(&str, f64, f64, f64)] = &[
    ("albano", 89.54, 87.26, 23.46),
    ("blaz1", 85.49, 81.74, 19.92),
    ("dagli", 89.33, 84.12, 16.28),
    ("fu", 92.40, 89.04, 25.59),
    ("jakobs1", 89.09, 89.04, 21.79),
    ("jakobs2", 84.90, 80.39, 20.04),
    ("mao", 86.43, 81.60, 21.62),
    ("marques", 91.02, 88.16, 17.24),
    ("shapes0", 68.79, 65.65, 25.83),
    ("shapes1", 76.05, 69.99, 19.41),
    ("shirts", 89.91, 86.38, 25.66),
    ("swim", 78.37, 73.96, 21.49),
    ("trousers", 91.82, 89.83, 24.60),
];

/// Steps between two looks at the clock.
const PORTION: u64 = 20_000;

fn main() {
    let mut seconds = 10.0;
    let mut names = Vec::new();
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--seconds" => seconds = arguments.next().and_then(|s| s.parse().ok()).expect("--seconds N"),
            _ => names.push(argument),
        }
    }
    let wanted = |name: &str| names.is_empty() || names.iter().any(|n| name.starts_with(n.as_str()));
    println!("| strip | % | sparrow % (CPU s) | best known % | first s | CPU s | steps |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    let mut sums = (0.0, 0.0, 0.0);
    for (name, best, sparrow, cpu) in STRIPS.iter().filter(|row| wanted(row.0)) {
        let (problem, area, width) = strip(name);
        let start = cpu_seconds();
        let mut search = StripSearch::new(&problem).expect("a strip long enough for all");
        let first = cpu_seconds() - start;
        let mut steps = 0;
        while cpu_seconds() - start < seconds && search.advance(PORTION) {
            steps += PORTION;
        }
        let density = 100.0 * area / (search.length() * width);
        println!(
            "| {name} | {density:.2} | {sparrow:.2} ({cpu:.0}) | {best:.2} | {first:.2} | {:.1} | {steps} |",
            cpu_seconds() - start
        );
        sums = (sums.0 + density - sparrow, sums.1 + density - best, sums.2 + 1.0);
    }
    if sums.2 > 0.0 {
        println!("mean over sparrow {:+.2}, over best known {:+.2}\n", sums.0 / sums.2, sums.1 / sums.2);
    }
    println!("| case | unplaced | EUR | m² | sheets | bound | status | first s: m² | CPU s | steps |");
    println!("| --- | ---: | ---: | ---: | ---: | --- | --- | ---: | ---: | ---: |");
    let hides = ["baldacci1", "baldacci2", "baldacci5"].map(|name| (name.to_owned(), hide as fn(&str) -> NestProblem));
    let scraps = (1..=12).map(|k| (format!("scrap{k}"), scrap as fn(&str) -> NestProblem));
    for (name, make) in hides.into_iter().chain(scraps).filter(|(name, _)| wanted(name)) {
        let problem = make(&name);
        let start = cpu_seconds();
        let mut search = NestSearch::new(&problem);
        let (first, then) = (cpu_seconds() - start, search.best().objective);
        while cpu_seconds() - start < seconds && search.advance(PORTION) {}
        let plan = search.best();
        assert_eq!(check_nest_plan(&problem, plan), Vec::<String>::new());
        let (o, b) = (plan.objective, plan.bound);
        println!(
            "| {name} | {} | {:.2} | {:.4} | {} | {} / {:.2} / {:.4} / {} | {:?} | {first:.2}: {} / {:.2} / {:.4} | {:.1} | {} |",
            o.unplaced, o.money, o.area, o.opened, b.unplaced, b.money, b.area, b.opened, plan.status,
            then.unplaced, then.money, then.area, cpu_seconds() - start, search.steps()
        );
        picture(&name, &problem, &search);
    }
}

/// Seconds of processor time that this process has used, or of the clock where they cannot be read.
fn cpu_seconds() -> f64 {
    thread_local!(static START: Instant = Instant::now());
    let ticks = fs::read_to_string("/proc/self/stat").ok().and_then(|text| {
        let fields: Vec<u64> = text.rsplit(')').next()?.split_whitespace().skip(11).take(2).flat_map(str::parse).collect();
        Some(fields.iter().sum::<u64>() as f64 / 100.0)
    });
    ticks.unwrap_or_else(|| START.with(|start| start.elapsed().as_secs_f64()))
}

fn read(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/data/cutting").join(format!("{name}.json"));
    serde_json::from_str(&fs::read_to_string(path).expect("a file of the bench")).expect("JSON")
}

/// Points of a file, without a repeated last one.
fn points(value: &Value, scale: f64) -> Polygon {
    let number = |v: &Value| v.as_f64().expect("a number") * scale;
    let all = value.as_array().expect("points").iter();
    let mut out: Polygon = all.map(|p| [number(&p[0]), number(&p[1])]).collect();
    if out.first() == out.last() {
        out.pop();
    }
    out
}

fn parts(value: &Value, scale: f64) -> Vec<NestPart> {
    let items = value["items"].as_array().expect("items").iter().enumerate();
    let part = |(k, item): (usize, &Value)| NestPart {
        part: k.to_string(),
        outline: Outline { outer: points(&item["shape"]["data"], scale), holes: vec![] },
        count: item["demand"].as_u64().expect("a demand") as u32,
        turns: item["allowed_orientations"].as_array().map_or(Turns::Any, |angles| {
            Turns::List(angles.iter().filter_map(Value::as_f64).collect())
        }),
        grain: None,
    };
    items.map(part).collect()
}

fn area(polygon: &[[f64; 2]]) -> f64 {
    let next = |k: usize| polygon[(k + 1) % polygon.len()];
    let twice: f64 = polygon.iter().enumerate().map(|(k, p)| p[0] * next(k)[1] - next(k)[0] * p[1]).sum();
    twice.abs() / 2.0
}

/// A strip one metre wide, the area of its parts (m²), and its width (m).
fn strip(name: &str) -> (NestProblem, f64, f64) {
    let file = read(name);
    let scale = 1.0 / file["strip_height"].as_f64().expect("a height");
    let parts = parts(&file, scale);
    let area: f64 = parts.iter().map(|part| area(&part.outline.outer) * f64::from(part.count)).sum();
    let outer = vec![[0.0, 0.0], [area * 3.0, 0.0], [area * 3.0, 1.0], [0.0, 1.0]];
    let sheet = NestSheet { outline: Outline { outer, holes: vec![] }, copies: Some(1), ..NestSheet::default() };
    (NestProblem { settings: NestSettings::default(), parts, sheets: vec![sheet] }, area, 1.0)
}

/// Leather hides with flaws; a part may lie on any flaw that is not a hole only where that is said, so on none.
fn hide(name: &str) -> NestProblem {
    let file = read(name);
    let bins = file["bins"].as_array().expect("bins").iter().enumerate();
    let sheet = |(k, bin): (usize, &Value)| NestSheet {
        id: k.to_string(),
        outline: Outline { outer: points(&bin["shape"]["data"]["outer"], 1e-4), holes: vec![] },
        defects: bin["zones"].as_array().expect("zones").iter().map(|zone| points(&zone["shape"]["data"], 1e-4)).collect(),
        copies: bin["stock"].as_u64().map(|n| n as u32),
        ..NestSheet::default()
    };
    NestProblem { settings: NestSettings::default(), parts: parts(&file, 1e-4), sheets: bins.map(sheet).collect() }
}

fn scrap(_: &str) -> NestProblem {
    NestProblem::default()
}

fn picture(_: &str, _: &NestProblem, _: &NestSearch) {}
