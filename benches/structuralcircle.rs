//! Reusing beams, natively: `cargo bench --bench structuralcircle`. The open instance of 1 000 parts and 1 000 pieces;
//! see `benches/data/structuralcircle/README.md`. Prints the cost of the best assignment and a bound, in kg CO₂e.

use std::time::Instant;

use scrapwright::cutting::{AssignEffort, AssignProblem, assign};

const DEMAND: &str = include_str!("data/structuralcircle/demand.csv");
const SUPPLY: &str = include_str!("data/structuralcircle/supply.csv");

/// A material: its word, kg CO₂e for a cubic metre of new and of reused stock, and what work to do.
const MATERIALS: [(&str, f64, f64, AssignEffort); 2] = [
    ("Steel", 9263.0, 278.0, AssignEffort { runs: 12, steps: 3_000_000, rounds: 5_000 }),
    ("Timber", 28.9, 2.25, AssignEffort { runs: 1, steps: 40_000_000, rounds: 1_500 }),
];

struct Beam {
    length: f64,
    area: f64,
    inertia: f64,
}

fn beams(table: &str, material: &str) -> Vec<Beam> {
    let rows = table.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
    let number = |cell: &str| cell.parse::<f64>().expect("a number");
    rows.filter(|cells| cells[4] == material)
        .map(|cells| Beam { length: number(cells[1]), area: number(cells[2]), inertia: number(cells[3]) })
        .collect()
}

fn main() {
    let start = Instant::now();
    let (mut all, mut least) = (0.0, 0.0);
    for (material, new, reused, effort) in MATERIALS {
        let (parts, pieces) = (beams(DEMAND, material), beams(SUPPLY, material));
        let saving = |part: &Beam, piece: &Beam| {
            let is_strong = piece.area >= part.area && piece.inertia >= part.inertia;
            if is_strong { part.length * (part.area * new - piece.area * reused) } else { 0.0 }
        };
        let centimetres = |beam: &Beam| (beam.length * 100.0).round() as u32;
        let problem = AssignProblem {
            parts: parts.iter().map(centimetres).collect(),
            pieces: pieces.iter().map(centimetres).collect(),
            values: pieces.iter().map(|piece| parts.iter().map(|part| saving(part, piece)).collect()).collect(),
        };
        let found = assign(&problem, effort);
        assert!(problem.worth(&found.piece_of).is_some(), "no part is given twice, and every piece is long enough");
        let everything: f64 = parts.iter().map(|part| part.length * part.area * new).sum();
        let (cost, bound) = (everything - found.value, everything - found.bound);
        let reused = found.piece_of.iter().flatten().count();
        println!(
            "{material}: all new {everything:.2}, found {cost:.2} with {reused} parts reused, at least {bound:.2}"
        );
        all += cost;
        least += bound;
    }
    let gap = 100.0 * (all - least) / all;
    println!("together {all:.2}, at least {least:.2} (gap {gap:.2} %), {:.1} s", start.elapsed().as_secs_f64());
    println!("known before: 8063.16, at least 7795.63");
}
