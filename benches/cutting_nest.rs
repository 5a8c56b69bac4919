//! Quality of nesting, natively and in one thread: `cargo bench --bench cutting_nest -- [--seconds 10] [names]`.
//!
//! Strips give the share of the strip that the parts fill, beside the best known; hides and scrap give the plan's levels.

use std::fs;
use std::path::Path;
use std::time::Instant;

use scrapwright::cutting::{
    NestPart, NestProblem, NestSearch, NestSettings, NestSheet, StripSearch, Turns, check_nest_plan,
};
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
        turns: item["allowed_orientations"]
            .as_array()
            .map_or(Turns::Any, |angles| Turns::List(angles.iter().filter_map(Value::as_f64).collect())),
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
        defects: bin["zones"]
            .as_array()
            .expect("zones")
            .iter()
            .map(|zone| points(&zone["shape"]["data"], 1e-4))
            .collect(),
        copies: bin["stock"].as_u64().map(|n| n as u32),
        ..NestSheet::default()
    };
    NestProblem { settings: NestSettings::default(), parts: parts(&file, 1e-4), sheets: bins.map(sheet).collect() }
}

/// A scrap yard by its number: odd sheets with holes and defects, one priced shop size, parts of many shapes.
fn scrap(name: &str) -> NestProblem {
    let number: u64 = name.trim_start_matches("scrap").parse().expect("a number");
    let mut state = number;
    // Knuth's linear congruential generator (MMIX), upper bits.
    let mut random = |from: f64, to: f64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        from + (to - from) * (state >> 33) as f64 / (1u64 << 31) as f64
    };
    let round = |polygon: Polygon| polygon.into_iter().map(|c| c.map(|v| (v * 1e3).round() / 1e3)).collect::<Polygon>();
    let mut star = |corners: usize, size: f64, least: f64| {
        let corner = |k: usize| {
            let (sin, cos) = (k as f64 / corners as f64 * std::f64::consts::TAU).sin_cos();
            let radius = size * random(least, 1.0);
            [cos * radius, sin * radius]
        };
        round((0..corners).map(corner).collect())
    };
    let sheets = 4 + number as usize % 4 * 2;
    let mut out = NestProblem { settings: NestSettings { spacing: 0.003, margin: 0.002 }, ..NestProblem::default() };
    let mut room = 0.0;
    for k in 0..sheets {
        let size = 0.35 + 0.1 * (k % 4) as f64;
        let outer = star(4 + k % 4, size, 0.75);
        room += area(&outer);
        let hole = star(5, 0.05, 0.7);
        let defect = star(4, 0.07, 0.6).iter().map(|c| [c[0] + size / 3.0, c[1] + size / 4.0]).collect();
        let outline = Outline { outer, holes: if k % 3 == 0 { vec![hole] } else { vec![] } };
        out.sheets.push(NestSheet {
            id: k.to_string(),
            outline,
            defects: vec![defect],
            copies: Some(1),
            tolerance: 0.001,
            ..NestSheet::default()
        });
    }
    let shop = vec![[0.0, 0.0], [1.0, 0.0], [1.0, 0.6], [0.0, 0.6]];
    let outline = Outline { outer: shop, holes: vec![] };
    out.sheets.push(NestSheet { id: "shop".to_owned(), outline, price: 9.9, bought: true, ..NestSheet::default() });
    // Enough parts to fill half of the scrap, or with every third yard more than it holds.
    let wanted = room * if number.is_multiple_of(3) { 0.9 } else { 0.5 };
    let (mut sum, mut k) = (0.0, 0);
    while sum < wanted {
        let outer = star(3 + k % 6, 0.06 + 0.03 * (k % 5) as f64, 0.45);
        sum += area(&outer) * (1 + k % 3) as f64;
        let turns = if k % 2 == 0 { Turns::Quarter } else { Turns::Any };
        let outline = Outline { outer, holes: vec![] };
        out.parts.push(NestPart { part: k.to_string(), outline, count: 1 + k as u32 % 3, turns, grain: None });
        k += 1;
    }
    out
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
