//! Adapting, natively: `cargo bench --bench adapt`. How long until the first answer, until a good one, until the proof.
//!
//! `-- exact 5000` holds the search against enumeration on so many problems by chance instead; `-- public` runs the public
//! benchmark in `benches/data/adapt`, and `-- --write` makes it anew.

#[allow(dead_code)]
#[path = "../../tests/exact/all.rs"]
mod all;
#[path = "../../tests/exact/entry.rs"]
mod entry;
#[path = "../../tests/exact/held.rs"]
mod held;
mod large;
#[path = "../../tests/exact/made.rs"]
mod made;
mod public;

use std::time::Instant;

use scrapwright::adapt::{Front, Goal, Proof, Request, Search, WhatIf};
use scrapwright::design::Design;
use scrapwright::project::Choices;
use scrapwright::stock::{Inventory, read_csv};

use made::{Chance, Size};

const TABLE: &str = include_str!("../../assets/designs/plank-table/design.toml");
const SLATS: &str = include_str!("slats.toml");

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["--write"] => public::write(),
        ["public"] => public::run(),
        ["exact", count] => exact(count.parse().expect("a number")),
        ["slats"] => slats(),
        ["table"] => table(),
        ["large"] => turbine(),
        _ => {
            slats();
            table();
            turbine();
        }
    }
}

/// Holds the search against enumeration.
fn exact(count: u64) {
    let sizes = [
        Size { slots: 3, pieces: 5, steps: 2, sheets: false },
        Size { slots: 2, pieces: 8, steps: 5, sheets: false },
        Size { slots: 1, pieces: 3, steps: 1, sheets: true },
    ];
    let mut wrong = 0;
    for seed in 0..count {
        let size = if seed % 50 == 49 { sizes[2] } else { sizes[seed as usize % 2] };
        for fault in held::faults(10_000 + seed, size, true) {
            println!("{fault}");
            wrong += 1;
        }
    }
    println!("{count} problems, every goal order, {wrong} faults");
}

fn read(design: &str) -> Design {
    let (design, problems) = scrapwright::design::read(design);
    assert!(problems.iter().all(|p| !p.is_error()), "{problems:?}");
    design
}

fn stock(csv: &str) -> Inventory {
    read_csv(csv).inventory
}

/// The longest bench of 24 mixed boards for every number of slats, nothing bought.
fn slats() {
    let design = read(SLATS);
    let stock = stock(&large::pieces(&mut Chance::new(24), 24, 40..=240));
    let start = Instant::now();
    let (mut proven, mut slowest, mut told) = (0, 0.0f64, String::new());
    for count in 2..=24u32 {
        let mut choices = Choices::default();
        choices.values.insert("count".to_owned(), f64::from(count));
        choices.locks.insert("count".to_owned());
        let goals = vec![Goal::Spend, Goal::Best("wide".to_owned())];
        let request = Request { choices, goals, what_if: WhatIf::Never, ..Request::default() };
        let one = Instant::now();
        let progress = Search::new(&design, &stock, request).run(u64::MAX);
        slowest = slowest.max(one.elapsed().as_secs_f64());
        proven += usize::from(progress.proof == Proof::Proven);
        // Where something has to be bought, no such bench can be had.
        let best = progress.best.filter(|best| best.money == 0.0);
        let wide = best.map_or("none".to_owned(), |best| format!("{:.0}", best.choices.values["wide"] * 1e3));
        told += &format!(" {count}×{wide}");
    }
    let all = start.elapsed().as_secs_f64();
    println!("slats: {proven} of 23 proven, all in {all:.3} s, slowest {slowest:.3} s:{told}");
    // What is sold is too short for any part, so nothing can be bought.
    let design = read(&SLATS.replace("2.4 m\"]", "0.1 m\"]"));
    let goals = ["wide", "count"].map(|metric| Goal::Best(metric.to_owned()));
    let start = Instant::now();
    let front = Front::new(&design, &stock, Request::default(), goals).run();
    let told = front.points.iter().map(|point| {
        let value = |name: &str| point.choices.values[name];
        format!("{:.0}×{:.0}", value("count"), value("wide") * 1e3)
    });
    let told: Vec<String> = told.collect();
    let (took, points) = (start.elapsed().as_secs_f64(), told.len());
    println!(
        "slats, nothing to buy: {points} trade-offs, complete: {}, {took:.3} s: {}",
        front.complete,
        told.join(" ")
    );
}

/// The plank table out of 60 mixed pieces.
fn table() {
    let design = read(TABLE);
    let free = design.parameters.iter().filter(|p| !p.fixed).count();
    let stock = stock(&large::pieces(&mut Chance::new(60), 60, 40..=240));
    println!("table: {free} free parameters, {} slots, 60 pieces", design.slots.len());
    for goals in [vec![], vec![Goal::Wishes], vec![Goal::Scrap], vec![Goal::Cuts], vec![Goal::Best("area".to_owned())]]
    {
        timed(&design, &stock, goals, 10.0);
    }
}

/// The large design.
fn turbine() {
    let (design, pieces) = large::large();
    let (design, stock) = (read(&design), stock(&pieces));
    println!(
        "turbine size: {} parameters, {} slots, {} pieces",
        design.parameters.len(),
        design.slots.len(),
        stock.pieces.len()
    );
    for goals in [vec![], vec![Goal::Wishes]] {
        timed(&design, &stock, goals, 10.0);
    }
    println!("  peak memory {} MB", peak_memory());
}

/// A search of so many seconds: when the first answer came, when one within 1 % of the last one, when the proof or 2 %.
fn timed(design: &Design, stock: &Inventory, goals: Vec<Goal>, seconds: f64) {
    let words: Vec<String> = goals.iter().map(Goal::word).collect();
    let start = Instant::now();
    let request = Request { goals, effort: u64::MAX, what_if: WhatIf::Never, ..Request::default() };
    let mut search = Search::new(design, stock, request);
    let mut seen: Vec<(f64, Vec<f64>)> = Vec::new();
    let mut closed = None;
    let last = loop {
        let progress = search.step(16);
        let now = start.elapsed().as_secs_f64();
        if let Some(best) = &progress.best {
            let own: Vec<f64> = best.reached.iter().map(|r| r.value).collect();
            let gap = match &progress.proof {
                Proof::Proven => 0.0,
                Proof::Within(open) => {
                    let own = best.reached.iter().find(|r| r.goal == open.goal).map_or(f64::NAN, |r| r.value);
                    (own - open.value).abs() / own.abs().max(1e-9)
                }
                _ => f64::NAN,
            };
            if gap <= 0.02 && closed.is_none() {
                closed = Some(now);
            }
            if seen.last().is_none_or(|(_, last)| *last != own) {
                seen.push((now, own));
            }
        }
        if progress.done || now > seconds {
            break progress;
        }
    };
    let Some((_, best)) = seen.last() else {
        println!("  {words:?}: nothing in {seconds} s, {} boxes, {:?}", last.nodes, last.proof);
        return;
    };
    let near = |own: &[f64]| own.iter().zip(best).take(2).all(|(a, b)| (a - b).abs() <= 0.01 * b.abs() + 1e-9);
    let near = seen.iter().find(|(_, own)| near(own)).map_or(f64::NAN, |(t, _)| *t);
    let closed = closed.map_or("open".to_owned(), |t| format!("{t:.3} s"));
    println!(
        "  {words:?}: first {:.3} s, within 1 % {near:.3} s, proof or 2 % {closed}, ended {:.3} s, {} boxes, {} combinations, {best:?}, {:?}",
        seen[0].0,
        start.elapsed().as_secs_f64(),
        last.nodes,
        last.bindings,
        last.proof
    );
}

/// Most memory that this process had at once, where the system tells.
fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok());
    kilobytes.map_or("?".to_owned(), |kb| (kb / 1024).to_string())
}
