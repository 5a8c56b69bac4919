//! The documents keep in step with the program. `UPDATE_EXPECT=1` writes anew what is made from it.
#![cfg(not(target_arch = "wasm32"))]

use std::path::{Path, PathBuf};
use std::process::Command;

use scrapwright::expr;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).expect("a document").replace("\r\n", "\n")
}

/// Compares what stands between two marks of a document with what should stand there.
fn expect_between(path: &str, start: &str, end: &str, wanted: &str) {
    let document = text(path);
    let from = document.find(start).expect("the first mark") + start.len();
    let to = from + document[from..].find(end).expect("the second mark");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let new = format!("{}{wanted}{}", &document[..from], &document[to..]);
        std::fs::write(root().join(path), new).expect("a document");
        return;
    }
    assert_eq!(&document[from..to], wanted, "{path}: UPDATE_EXPECT=1 cargo test --test documents");
}

/// Words between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn the_design_format_lists_every_formula() {
    let mut table = String::from("\n| Formula | Unit | Gives | Source |\n| --- | --- | --- | --- |\n");
    for f in expr::formulas() {
        let inputs: Vec<&str> = f.inputs.iter().map(|(name, _)| *name).collect();
        table += &format!("| `{}({})` | {} | {} | {} |\n", f.name, inputs.join(", "), f.unit, f.about, f.source);
    }
    let marks = ["<!-- formulas: written by tests/documents.rs -->", "<!-- end of formulas -->"];
    expect_between("docs/design-format.md", marks[0], marks[1], &table);
}

#[test]
fn the_design_format_names_the_limits() {
    let document = text("docs/design-format.md");
    let (_, limits) = document.split_once("## Limits").expect("the limits");
    let grouped = |n: usize| if n < 1000 { n.to_string() } else { format!("{} {:03}", n / 1000, n % 1000) };
    for (what, most) in [
        ("document", format!("{} kB", expr::MAX_DOCUMENT / 1024)),
        ("one expression", format!("{} bytes", grouped(expr::MAX_EXPRESSION))),
        ("nesting of an expression", format!("{} levels", expr::MAX_DEPTH)),
        ("named things in a design", grouped(expr::MAX_VALUES)),
        ("compiled instructions", grouped(expr::MAX_INSTRUCTIONS)),
        ("placements of all parts together", grouped(expr::MAX_PLACEMENTS)),
        ("exponent", expr::MAX_EXPONENT.to_string()),
        ("length of a name", expr::MAX_NAME.to_string()),
    ] {
        let row = format!("| {what} | {most} |");
        assert!(limits.contains(&row), "{row}");
    }
}

#[test]
fn the_architecture_names_only_tests_that_are_there() {
    let document = text("ARCHITECTURE.md");
    let (_, invariants) = document.split_once("## Invariants").expect("the invariants");
    let (invariants, _) = invariants.split_once("\n## ").expect("the next section");
    let sources: String = ["src", "tests"]
        .into_iter()
        .flat_map(|folder| files(&root().join(folder)))
        .filter(|path| path.extension().is_some_and(|e| e == "rs"))
        .map(|path| std::fs::read_to_string(path).expect("a source"))
        .collect();
    for name in quoted(invariants) {
        let is_there = match name.contains('/') {
            true => root().join(name).exists(),
            false => name == "check_plan" || sources.contains(&format!("fn {name}(")),
        };
        assert!(is_there || name == "must" || name == "should", "{name} is not there");
    }
}

#[test]
fn every_folder_is_on_the_map() {
    let document = text("ARCHITECTURE.md");
    let (_, map) = document.split_once("## Code map").expect("the map");
    let (map, _) = map.split_once("\n## ").expect("the next section");
    for place in quoted(map).filter(|place| place.contains('/')) {
        assert!(root().join(place).exists(), "{place} is not there");
    }
    for entry in std::fs::read_dir(root().join("src")).expect("src") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|n| n.to_str()).expect("a name").to_owned();
        assert!(!path.is_dir() || map.contains(&format!("`src/{name}`")), "src/{name} is not on the map");
    }
}

#[test]
fn the_readme_shows_what_the_program_says() {
    let marks = ["<!-- answers: written by tests/documents.rs -->\n```console\n", "```\n"];
    let document = text("README.md");
    let (_, answers) = document.split_once(marks[0]).expect("the answers");
    let (answers, _) = answers.split_once(marks[1]).expect("their end");
    let mut wanted = String::new();
    for line in answers.lines().filter(|line| line.starts_with("$ scrapwright ")) {
        let words = line.split_whitespace().skip(2);
        let output = Command::new(env!("CARGO_BIN_EXE_scrapwright")).current_dir(root()).args(words).output();
        let output = output.expect("the program");
        let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("text"));
        wanted += &format!("{line}\n{}\n", said.concat());
    }
    expect_between("README.md", marks[0], marks[1], &format!("{}\n", wanted.trim_end()));
}
