//! The public benchmark: 40 problems with optima that enumeration proves, as files.

use std::fmt::Write;
use std::path::Path;

use scrapwright::adapt::Goal;

use super::all::{Task, compare};
use super::entry::Entry;
use super::large::large;
use super::made::{Size, made};

const COUNT: usize = 40;
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/data/adapt");

/// Writes designs, stock and optima.
pub fn write() {
    let folder = Path::new(FOLDER);
    let save = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("a file");
    let (design, pieces) = large();
    save("turbine-size.toml", &design);
    save("turbine-size.csv", &pieces);
    let mut table = String::from("name,locks,goals,combinations,solutions,first,second,third\n");
    let best = |id: &str| Goal::Best(id.to_owned());
    let orders =
        [vec![Goal::Spend], vec![Goal::Wishes], vec![Goal::Scrap], vec![Goal::Cuts], vec![best("area"), Goal::Spend]];
    let (mut seed, mut done) = (0, 0);
    while done < COUNT {
        seed += 1;
        let size =
            Size { slots: 1 + (done as u64 % 3), pieces: 12, steps: if done < 20 { 5 } else { 8 }, sheets: false };
        let problem = made(400_000 + seed, size);
        if problem.spare > 0 || problem.is_bound {
            continue;
        }
        let task = Task::read(&problem);
        let (total, all) = (task.count(), task.all());
        // Nothing that is settled by the first look, and nothing without cutting.
        if all.len() < 40 || total > 40_000 || all.iter().any(|point| !point.is_proven || point.cuts == 0) {
            continue;
        }
        let goals = &orders[done % orders.len()];
        let order = task.order(goals);
        let key = |point: &super::all::Point| order.iter().map(|goal| task.measure(point, goal)).collect::<Vec<f64>>();
        let keys: Vec<Vec<f64>> = all.iter().map(key).collect();
        let optimum = keys.iter().min_by(|a, b| compare(a, b)).expect("a solution");
        if goals[0] == Goal::Spend && optimum[0] == 0.0 && done % 2 == 0 {
            continue;
        }
        done += 1;
        let name = format!("b{done:02}");
        save(&format!("{name}.toml"), &problem.design);
        save(&format!("{name}.csv"), &problem.stock);
        let words: Vec<String> = order.iter().map(Goal::word).collect();
        let values: Vec<String> = order.iter().zip(optimum).map(|(goal, value)| task.shown(goal, *value)).collect();
        let third = values.get(2).map_or("", String::as_str);
        let _ = writeln!(
            table,
            "{name},{},{},{total},{},{},{},{third}",
            problem.locks.join("; "),
            words.join(" "),
            all.len(),
            values[0],
            values[1]
        );
    }
    save("optima.csv", &table);
    println!("{COUNT} problems written, {seed} seeds looked at");
}

/// Searches each of them and tells how long it took, and whether the optimum was reached and proven.
pub fn run() {
    let table = std::fs::read_to_string(Path::new(FOLDER).join("optima.csv")).expect("the optima");
    let (mut reached, mut proven, mut count) = (0, 0, 0);
    for row in table.lines().skip(1) {
        let start = std::time::Instant::now();
        let (is_best, is_proven) = Entry::read(Path::new(FOLDER), row).search();
        println!("{}: optimum {is_best}, proven {is_proven}, {:.3} s", &row[..3], start.elapsed().as_secs_f64());
        reached += usize::from(is_best);
        proven += usize::from(is_proven);
        count += 1;
    }
    println!("{reached} of {count} optima reached, {proven} proven");
}
