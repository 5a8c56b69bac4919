//! A corpus of broken designs and stock files. The name of a file is its fault; beside it stands what people are told.
//!
//! `UPDATE_EXPECT=1 cargo test --test broken` writes the expectations anew: read them as a maker would.
#![cfg(not(target_arch = "wasm32"))]

use std::path::{Path, PathBuf};
use std::process::Command;

use scrapwright::stock::read_csv;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken").join(name)
}

/// Files of a folder with that ending, sorted by name.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the corpus").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|e| e == ending)).collect();
    files.sort();
    files
}

/// Compares what is told of every file with the text beside it.
fn compare(folder: &Path, ending: &str, told: impl Fn(&Path) -> String) {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let files = files(folder, ending);
    let mut wrong = Vec::new();
    for path in &files {
        let expected = path.with_extension("expected");
        let told = told(path);
        if update {
            std::fs::write(&expected, told).expect("an expectation");
            continue;
        }
        let before = std::fs::read_to_string(&expected).unwrap_or_default();
        if told != before.replace("\r\n", "\n") {
            wrong.push(format!("--- {}\n{told}--- expected\n{before}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for path in self::files(folder, "expected") {
        assert!(path.with_extension(ending).exists(), "{} has no input any more", path.display());
    }
}

/// What `check` says of a design, which ends with a code; every problem has a hint.
fn checked(path: &Path, code: i32) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_scrapwright"));
    let (folder, name) = (path.parent().expect("a folder"), path.file_name().expect("a file"));
    let output = command.current_dir(folder).arg("check").arg(name).output().expect("the program");
    assert_eq!(output.status.code(), Some(code), "{}", path.display());
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    let told = String::from_utf8(output.stdout).expect("text");
    let problems = told.lines().filter(|l| l.starts_with("error: ") || l.starts_with("warning: ")).count();
    let hints = told.lines().filter(|l| l.starts_with("  hint: ")).count();
    assert!(problems > 0 && problems == hints, "{told}");
    told
}

#[test]
fn broken_designs_are_told_what_is_wrong() {
    compare(&folder("designs"), "toml", |path| checked(path, 1));
}

#[test]
fn odd_designs_are_fine_but_their_authors_are_warned() {
    compare(&folder("warnings"), "toml", |path| checked(path, 0));
}

#[test]
fn broken_stock_is_told_what_is_wrong() {
    compare(&folder("stock"), "csv", |path| {
        let read = read_csv(&std::fs::read_to_string(path).expect("a stock file"));
        let mut told =
            format!("pieces taken: {}, rows refused: {}\n", read.inventory.pieces.len(), read.rejected.len());
        for problem in &read.problems {
            told += &format!("{problem}\n");
        }
        told
    });
}
