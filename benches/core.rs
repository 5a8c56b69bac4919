//! Speed of the core, natively: `cargo bench`. Prints medians, and ratios against reading the design in the same run.

use std::hint::black_box;
use std::time::Instant;

use scrapwright::adapt::{Request, Search};
use scrapwright::cutting::Settings;
use scrapwright::project::{Choices, evaluate};
use scrapwright::quantity::System;
use scrapwright::stock::example_inventory;

const TABLE: &str = include_str!("../assets/designs/plank-table/design.toml");

/// Median of so many runs, in microseconds.
fn median(runs: usize, mut work: impl FnMut(usize)) -> f64 {
    let mut times: Vec<f64> = (0..runs)
        .map(|k| {
            let start = Instant::now();
            work(k);
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[runs / 2]
}

fn main() {
    let (design, _) = scrapwright::design::read(TABLE);
    let stock = example_inventory();
    let choices: Choices = serde_json::from_str(include_str!("../assets/data/first-choices.json")).unwrap_or_default();
    let baseline = median(200, |_| drop(black_box(scrapwright::design::read(TABLE))));
    let one = median(500, |k| {
        let mut moved = choices.clone();
        moved.values.insert("length".into(), 0.9 + (k % 100) as f64 * 0.002);
        black_box(evaluate(&design, &moved, &stock, Settings::default(), System::Metric));
    });
    let search = median(5, |_| drop(black_box(Search::new(&design, &stock, Request::default()).run(u64::MAX))));
    println!("read the design            {baseline:>12.1} µs   1.00");
    println!("build, plan, checks, BOM   {one:>12.1} µs   {:.2}", one / baseline);
    println!("adapt to the example yard  {search:>12.1} µs   {:.2}", search / baseline);
}
