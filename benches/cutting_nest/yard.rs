//! Problems of odd parts: public strips and hides, and scrap yards by chance.

use std::fs;
use std::path::Path;

use scrapwright::cutting::{NestPart, NestProblem, NestSettings, NestSheet, Turns};
use scrapwright::stock::{Outline, Polygon};
use serde_json::Value;

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
pub fn strip(name: &str) -> (NestProblem, f64, f64) {
    let file = read(name);
    let scale = 1.0 / file["strip_height"].as_f64().expect("a height");
    let parts = parts(&file, scale);
    let area: f64 = parts.iter().map(|part| area(&part.outline.outer) * f64::from(part.count)).sum();
    let outer = vec![[0.0, 0.0], [area * 3.0, 0.0], [area * 3.0, 1.0], [0.0, 1.0]];
    let sheet = NestSheet { outline: Outline { outer, holes: vec![] }, copies: Some(1), ..NestSheet::default() };
    (NestProblem { settings: NestSettings::default(), parts, sheets: vec![sheet] }, area, 1.0)
}

/// Leather hides with flaws; a part may lie on any flaw that is not a hole only where that is said, so on none.
pub fn hide(name: &str) -> NestProblem {
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
pub fn scrap(name: &str) -> NestProblem {
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
