//! The public benchmark: 40 problems with optima that enumeration proves, as files.

use std::fmt::Write;
use std::path::Path;

use scrapwright::adapt::Goal;

use super::all::{Task, compare};
use super::entry::{Entry, found};
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
        let size = Size { slots: 2 + done as u64 % 2, pieces: 20, steps: 12, sheets: false };
        let problem = made(400_000 + seed, size);
        if problem.spare > 0 || problem.is_bound {
            continue;
        }
        let task = Task::read(&problem);
        let (goals, total) = (&orders[done % orders.len()], task.count());
        // Neither small, nor settled by what costs nothing or is set.
        let is_settled = || found(&task, goals).0.is_none_or(|best| best[0] == 0.0 || best[1] == 0.0);
        if !(2_000..=20_000).contains(&total) || is_settled() {
            continue;
        }
        let all = task.all();
        if all.len() < 40 || all.iter().any(|point| !point.is_proven || point.cuts == 0) {
            continue;
        }
        let order = task.order(goals);
        let key = |point: &super::all::Point| order.iter().map(|goal| task.measure(point, goal)).collect::<Vec<f64>>();
        let keys: Vec<Vec<f64>> = all.iter().map(key).collect();
        let optimum = keys.iter().min_by(|a, b| compare(a, b)).expect("a solution");
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
