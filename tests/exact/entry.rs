//! A problem of the public benchmark: see `docs/adapt-benchmark.md`.

use std::path::Path;

use scrapwright::adapt::{Goal, Proof, Request, Search, WhatIf};

use super::all::{Task, compare};
use super::made::Made;

/// A problem and its optimum.
pub struct Entry {
    task: Task,
    goals: Vec<Goal>,
    optimum: Vec<f64>,
}

impl Entry {
    /// Reads a row of the table of optima and the files that it names.
    pub fn read(folder: &Path, row: &str) -> Self {
        let cells: Vec<&str> = row.split(',').collect();
        let [name, locks, goals, _, _, values @ ..] = &cells[..] else { panic!("too few cells: {row}") };
        let file = |ending: &str| std::fs::read_to_string(folder.join(format!("{name}.{ending}"))).expect("a file");
        let locks = locks.split("; ").filter(|lock| !lock.is_empty()).map(str::to_owned).collect();
        let made = Made { design: file("toml"), stock: file("csv"), locks, is_bound: false, spare: 0 };
        let task = Task::read(&made);
        let goals = Goal::parse(&goals.replace(' ', ","), &task.design).expect("goals");
        let numbers = goals.iter().zip(values).map(|(goal, cell)| task.told(goal, cell.parse().expect("a number")));
        let optimum = numbers.collect();
        Self { task, goals, optimum }
    }

    /// Whether the search reaches the optimum, and whether it says that it is proven.
    pub fn search(&self) -> (bool, bool) {
        let (own, is_proven) = found(&self.task, &self.goals);
        (own.is_some_and(|own| compare(&own, &self.optimum).is_eq()), is_proven)
    }
}

/// What the search reaches, and whether it says that it is proven.
pub fn found(task: &Task, goals: &[Goal]) -> (Option<Vec<f64>>, bool) {
    let (choices, goals) = (task.choices.clone(), goals.to_vec());
    let request = Request { choices, goals, what_if: WhatIf::Never, ..Request::default() };
    let progress = Search::new(&task.design, &task.stock, request).run(u64::MAX);
    let own = progress.best.map(|best| best.reached.iter().map(|r| task.told(&r.goal, r.value)).collect());
    (own, progress.proof == Proof::Proven)
}
