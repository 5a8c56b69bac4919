//! Our side of the comparison with other solvers, which `compare.py` beside it drives and explains.
//!
//! `--export FOLDER` writes the instances, named by their kind: `scrap_00_board_10.linear.json`. `--seconds 3 [NAMES]` plans
//! those whose names contain one of NAMES, and prints a line of JSON for each; `--steps 20000` does so many steps instead.

#[path = "../cutting_linear/scrap.rs"]
#[allow(dead_code, reason = "its files for the command line are not needed here")]
mod lengths;
#[path = "../cutting_nest/yard.rs"]
#[allow(dead_code, reason = "hides are measured elsewhere")]
mod odd;
#[path = "../cutting_rect/yard.rs"]
mod sheets;

use std::fs;
use std::path::Path;
use std::time::Instant;

use scrapwright::cutting::{StripSearch, Trial};
use serde_json::{Value, json};

/// Public strips; the others are in the kind `nest`.
const STRIPS: [&str; 13] = [
    "albano", "blaz1", "dagli", "fu", "jakobs1", "jakobs2", "mao", "marques", "shapes0", "shapes1", "shirts", "swim",
    "trousers",
];

/// Steps between two looks at the clock.
const PORTION: u64 = 20_000;

/// When to stop.
#[derive(Clone, Copy)]
enum Until {
    Seconds(f64),
    Steps(u64),
}

fn main() {
    let (mut until, mut names) = (Until::Seconds(3.0), Vec::new());
    let mut words = std::env::args().skip(1).filter(|word| word != "--bench");
    while let Some(word) = words.next() {
        let mut next = || words.next().unwrap_or_default();
        match word.as_str() {
            "--export" => return export(Path::new(&next())),
            "--seconds" => until = Until::Seconds(next().parse().expect("--seconds 3")),
            "--steps" => until = Until::Steps(next().parse().expect("--steps 20000")),
            _ => names.push(word),
        }
    }
    for (name, kind, problem) in instances() {
        if names.is_empty() || names.iter().any(|n| format!("{name}.{kind}").contains(n.as_str())) {
            println!("{}", planned(&name, kind, &problem, until));
        }
    }
}

/// Name, kind and problem of each, as the browser and the peers get them.
fn instances() -> Vec<(String, &'static str, String)> {
    let mut all = Vec::new();
    all.extend((0..lengths::COUNT).map(lengths::yard).map(|y| (y.name, "linear", json!(y.problem).to_string())));
    all.extend(sheets::yards().into_iter().map(|(name, problem)| (name, "rect", json!(problem).to_string())));
    all.extend((1..=12).map(|k| format!("scrap{k}")).map(|name| {
        let problem = json!(odd::scrap(&name)).to_string();
        (name, "nest", problem)
    }));
    all.extend(STRIPS.map(|name| (name.to_owned(), "strip", json!(odd::strip(name).0).to_string())));
    all
}

fn export(folder: &Path) {
    fs::create_dir_all(folder).expect("a folder");
    for (name, kind, problem) in instances() {
        fs::write(folder.join(format!("{name}.{kind}.json")), problem).expect("a file");
    }
}

fn planned(name: &str, kind: &str, problem: &str, until: Until) -> Value {
    let (start, clock) = (cpu_seconds(), Instant::now());
    let has_time = |steps: u64| match until {
        Until::Seconds(seconds) => cpu_seconds() - start < seconds,
        Until::Steps(most) => steps < most,
    };
    let portion = if let Until::Steps(most) = until { most } else { PORTION };
    let (mut steps, mut out) = (0, json!({ "name": name, "kind": kind }));
    if kind == "strip" {
        let problem = serde_json::from_str(problem).expect("a problem");
        let mut search = StripSearch::new(&problem).expect("a strip long enough for all");
        while has_time(steps) && search.advance(portion) {
            steps += portion;
        }
        out["length"] = json!(search.length());
    } else {
        let mut trial = Trial::new(kind, problem).expect("a problem");
        while has_time(steps) && trial.advance(portion) {
            steps += portion;
        }
        // What the browser measures ends here, too.
        let digest = trial.digest();
        assert_eq!(trial.faults(), Vec::<String>::new(), "{name}");
        (out["plan"], out["digest"]) = (trial.plan(), json!(digest));
    }
    (out["seconds"], out["ms"]) = (json!(cpu_seconds() - start), json!(clock.elapsed().as_secs_f64() * 1e3));
    out
}

/// Seconds that this thread worked, where the system tells, else seconds.
fn cpu_seconds() -> f64 {
    thread_local!(static START: Instant = Instant::now());
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split_whitespace().next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| START.with(|start| start.elapsed().as_secs_f64()), |ns| ns * 1e-9)
}
