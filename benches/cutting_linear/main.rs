//! How good linear cutting plans are after so many seconds: `cargo bench --bench cutting_linear -- [--seconds 10] [names]`.
//!
//! Names are beginnings: `falkenauer_u`, `scholl_1`, `scrap_07`. `--write FOLDER` writes the yards as files for `scrapwright cut`.

mod scrap;

use std::collections::BTreeMap;
use std::time::Instant;

use scrapwright::cutting::{Bar, Demand, LinearProblem, Search, Settings, Status, check_plan, plan};

const SETS: [&str; 2] = [include_str!("../data/cutting/falkenauer.json"), include_str!("../data/cutting/scholl.json")];
const BEST: &str = include_str!("../data/cutting/best-linear.csv");
/// Steps between two looks at the clock.
const PORTION: u64 = 2_000_000;

fn main() {
    let mut seconds = 10.0;
    let mut names: Vec<String> = Vec::new();
    let mut words = std::env::args().skip(1).filter(|word| word != "--bench");
    while let Some(word) = words.next() {
        match word.as_str() {
            "--seconds" => seconds = words.next().and_then(|s| s.parse().ok()).unwrap_or(seconds),
            "--write" => return write(&words.next().unwrap_or_else(|| ".".to_owned())),
            _ => names.push(word),
        }
    }
    let wanted = |name: &str| names.is_empty() || names.iter().any(|n| name.starts_with(n.as_str()));
    let best: BTreeMap<&str, &str> = BEST.lines().filter_map(|line| line.split_once(',')).collect();
    println!(
        "instance                  | value                | bound                | best   | status  | first ms | plan ms | CPU s"
    );
    for text in SETS {
        for (name, problem) in public(text).into_iter().filter(|(name, _)| wanted(name)) {
            let known = best.get(name.as_str()).and_then(|row| row.split(',').next()).unwrap_or("");
            measure(&name, &problem, known, seconds);
        }
    }
    for yard in (0..scrap::COUNT).map(scrap::yard).filter(|yard| wanted(&yard.name)) {
        measure(&yard.name, &yard.problem, "", seconds);
    }
}

fn measure(name: &str, problem: &LinearProblem, known: &str, seconds: f64) {
    let start = Instant::now();
    let quick = plan(problem);
    let live = start.elapsed().as_secs_f64() * 1e3;
    assert_eq!(check_plan(problem, &quick), Vec::<String>::new(), "{name}");
    let start = Instant::now();
    let mut search = Search::new(problem);
    let first = start.elapsed().as_secs_f64() * 1e3;
    let from = cpu_seconds();
    while cpu_seconds() - from < seconds && search.advance(PORTION) {}
    let plan = search.best();
    assert_eq!(check_plan(problem, plan), Vec::<String>::new(), "{name}");
    let shown = |o: &scrapwright::cutting::Objective| match known {
        "" => format!("{} {:.2} {:.0} {}", o.unplaced, o.money, o.loss * 1e3, o.opened),
        _ => format!("{}", o.money * 100.0),
    };
    let status = match plan.status {
        Status::Gap(gap) => format!("{:.1} %", gap * 100.0),
        other => format!("{other:?}").to_lowercase(),
    };
    let (value, bound) = (shown(&plan.objective), shown(&plan.bound));
    let used = cpu_seconds() - from;
    println!("{name:25} | {value:20} | {bound:20} | {known:6} | {status:7} | {first:8.1} | {live:7.1} | {used:.2}");
}

/// The instances of a file; lengths count as millimetres, a bin costs a cent, and nothing is lost by a saw.
fn public(text: &str) -> Vec<(String, LinearProblem)> {
    let file: serde_json::Value = serde_json::from_str(text).expect("the file is JSON");
    let metres = |value: &serde_json::Value| value.as_f64().expect("a length") / 1e3;
    let instance = |one: &serde_json::Value| {
        let parts = one["parts"].as_array().expect("parts").iter();
        let demands = parts.map(|p| Demand {
            part: p[0].to_string(),
            length: metres(&p[0]),
            count: p[1].as_u64().expect("a count") as u32,
        });
        let bin = Bar {
            id: "bin".into(),
            length: metres(&one["stock"][0]["length"]),
            price: 0.01,
            bought: true,
            ..Bar::default()
        };
        // A rest of any length is kept, so that only bins count.
        let settings = Settings { kerf: 0.0, trim: 0.0, min_remnant: 0.0 };
        (
            one["name"].as_str().expect("a name").to_owned(),
            LinearProblem { settings, demands: demands.collect(), bars: vec![bin] },
        )
    };
    file["instances"].as_array().expect("instances").iter().map(instance).collect()
}

/// CPU seconds of this process where the system tells, else seconds.
fn cpu_seconds() -> f64 {
    let ticks = std::fs::read_to_string("/proc/self/stat").ok().and_then(|stat| {
        let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
        Some(fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?)
    });
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    ticks.map_or_else(|| START.get_or_init(Instant::now).elapsed().as_secs_f64(), |ticks| ticks / 100.0)
}

fn write(folder: &str) {
    for yard in (0..scrap::COUNT).map(scrap::yard) {
        for (kind, text) in yard.files() {
            let path = std::path::Path::new(folder).join(format!("{}-{kind}", yard.name));
            std::fs::write(&path, text).unwrap_or_else(|error| eprintln!("cannot write {}: {error}", path.display()));
        }
    }
}
