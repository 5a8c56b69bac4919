//! Quality of nesting, natively and in one thread: `cargo bench --bench cutting_nest -- [--seconds 10] [names]`.
//!
//! Strips give the share of the strip that the parts fill, beside the best known; hides and scrap give the plan's levels.

mod yard;

use std::fs;
use std::time::Instant;

use scrapwright::cutting::{NestProblem, NestSearch, StripSearch, check_nest_plan};
use scrapwright::stock::Polygon;
use yard::{hide, scrap, strip};

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
    println!(
        "| strip | % | sparrow % (CPU s) | best known % | first s | CPU s | steps |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    );
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
            o.unplaced,
            o.money,
            o.area,
            o.opened,
            b.unplaced,
            b.money,
            b.area,
            b.opened,
            plan.status,
            then.unplaced,
            then.money,
            then.area,
            cpu_seconds() - start,
            search.steps()
        );
        picture(&name, &problem, &search);
    }
}

/// Seconds of processor time that this process has used, or of the clock where they cannot be read.
fn cpu_seconds() -> f64 {
    thread_local!(static START: Instant = Instant::now());
    let ticks = fs::read_to_string("/proc/self/stat").ok().and_then(|text| {
        let fields: Vec<u64> =
            text.rsplit(')').next()?.split_whitespace().skip(11).take(2).flat_map(str::parse).collect();
        Some(fields.iter().sum::<u64>() as f64 / 100.0)
    });
    ticks.unwrap_or_else(|| START.with(|start| start.elapsed().as_secs_f64()))
}

/// Draws a plan to the file that the environment variable `PICTURE` names, with the name of the case for `*`.
fn picture(name: &str, problem: &NestProblem, search: &NestSearch) {
    let Ok(to) = std::env::var("PICTURE") else { return };
    let mut svg = String::new();
    let mut path = |polygons: Vec<&Polygon>, x: f64, style: &str| {
        let corner = |c: &[f64; 2]| format!("{:.2},{:.2}", c[0] * 1e3 + x, -c[1] * 1e3);
        let ring = |p: &Polygon| format!("M{}Z", p.iter().map(corner).collect::<Vec<_>>().join("L"));
        let d: String = polygons.into_iter().map(ring).collect();
        svg.push_str(&format!("<path d='{d}' fill-rule='evenodd' {style}/>\n"));
    };
    let mut x = 0.0;
    for cut in &search.best().sheets {
        let sheet = &problem.sheets[cut.sheet];
        let low = sheet.outline.outer.iter().fold(f64::MAX, |low, c| low.min(c[0])) * 1e3;
        let ground: Vec<&Polygon> = std::iter::once(&sheet.outline.outer).chain(&sheet.outline.holes).collect();
        path(ground, x - low, "fill='#eee' stroke='#333'");
        for defect in &sheet.defects {
            path(vec![defect], x - low, "fill='#c33'");
        }
        for nested in &cut.parts {
            let placed = nested.placed(&problem.parts[nested.part].outline);
            path(vec![&placed.outer], x - low, "fill='#68a' stroke='#124' fill-opacity='0.7'");
        }
        x += sheet.outline.extent().0 * 1e3 + 50.0;
    }
    let svg = format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='-50 -1300 {} 2200'>{svg}</svg>\n", x + 100.0);
    fs::write(to.replace('*', name), svg).expect("the picture's folder");
}
