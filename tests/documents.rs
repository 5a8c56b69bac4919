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
        ("terms of one sum or product", grouped(expr::MAX_TERMS)),
        ("pieces of expressions, repetitions and calls counted each time", grouped(expr::MAX_WORK)),
        ("nesting of tables and lists", format!("{} levels", expr::MAX_TOML_DEPTH)),
        ("nesting while compiling, through all functions", format!("{} levels", expr::MAX_NESTED)),
        ("repetition indices of a part", expr::MAX_INDICES.to_string()),
        ("corners of a part", expr::MAX_CORNERS.to_string()),
        ("instances of a group", expr::MAX_INSTANCES.to_string()),
        ("holes of a part, and notches", expr::MAX_HOLES.to_string()),
        ("points of a path, sections of a body", expr::MAX_SECTIONS.to_string()),
        ("turns of a coil", grouped(expr::MAX_TURNS)),
        ("options of a choice", expr::MAX_OPTIONS.to_string()),
        ("items of a list", expr::MAX_LIST.to_string()),
        ("points of a table", expr::MAX_POINTS.to_string()),
        ("inputs of a function", expr::MAX_INPUTS.to_string()),
        ("calls of functions within functions", expr::MAX_CALLS.to_string()),
        ("problems told of one document", expr::MAX_PROBLEMS.to_string()),
    ] {
        let row = format!("| {what} | {most} |");
        assert!(limits.contains(&row), "{row}");
    }
}

#[test]
fn every_limit_is_in_the_manual() {
    let rows = text("docs/design-format.md");
    let (_, rows) = rows.split_once("## Limits").expect("the limits");
    let rows = rows.lines().filter(|line| line.starts_with("| ")).count() - 2; // a head and a rule
    let limits = text("src/expr/limits.rs").matches("pub const MAX_").count();
    assert_eq!(rows, limits);
}

/// Contents of all code blocks of one kind, in their order.
fn blocks(document: &str, kind: &str) -> Vec<String> {
    let open = format!("```{kind}\n");
    document.split(&open).skip(1).map(|part| part.split("```").next().expect("its end").to_owned()).collect()
}

/// Everything that `scrapwright check` says of a design.
fn checked(name: &str, design: &str) -> String {
    let path = std::env::temp_dir().join(format!("scrapwright-{}-{name}.toml", std::process::id()));
    std::fs::write(&path, design).expect("a file of the test");
    let output = Command::new(env!("CARGO_BIN_EXE_scrapwright")).arg("check").arg(&path).output().expect("the program");
    std::fs::remove_file(&path).expect("a file of the test");
    String::from_utf8([output.stdout, output.stderr].concat()).expect("text")
}

#[test]
fn the_examples_of_the_manual_make_one_sound_design() {
    let said = checked("manual", &blocks(&text("docs/design-format.md"), "toml").concat());
    // The manual shows a translation, it does not give a whole one.
    assert!(said.contains(": 1 problem\nwarning: 53 of 61 texts are not translated"), "{said}");
}

#[test]
fn the_example_of_the_contributors_is_fine() {
    for design in blocks(&text("CONTRIBUTING.md"), "toml") {
        let said = checked("contributing", &design);
        assert!(said.contains(": fine"), "{said}");
    }
}

#[test]
fn every_design_that_is_shipped_is_fine() {
    let designs = files(&root().join("assets/designs")).into_iter().filter(|p| p.ends_with("design.toml"));
    let designs: Vec<PathBuf> = designs.collect();
    assert!(designs.len() >= 2);
    for path in designs {
        let said = checked("shipped", &std::fs::read_to_string(&path).expect("a design"));
        assert!(said.contains(": fine"), "{}: {said}", path.display());
    }
}

#[test]
fn every_expression_of_the_manual_gives_what_it_says() {
    use scrapwright::expr::{Compiler, parse};
    let document = text("docs/design-format.md");
    let (_, table) = document.split_once("<!-- values: read by tests/documents.rs -->").expect("the first mark");
    let (table, _) = table.split_once("<!-- end of values -->").expect("the second mark");
    let rows: Vec<Vec<&str>> =
        table.lines().map(|line| quoted(line).collect()).filter(|row: &Vec<_>| !row.is_empty()).collect();
    assert!(rows.len() > 15);
    for row in rows {
        let [written, wanted] = row[..] else { panic!("{row:?}") };
        let mut compiler = Compiler::default();
        let [(a, kind), (b, other)] = [written, wanted].map(|text| {
            let typed = compiler.scalar(&parse(text).expect(text)).expect(text);
            (compiler.builder.known_constant(typed.reg).expect("a constant"), typed.kind.to_string())
        });
        assert_eq!(kind, other, "{written}");
        assert!((a - b).abs() < 1e-12, "{written} gives {a}");
    }
}

#[test]
fn every_block_of_a_design_has_a_section_in_the_manual() {
    let said = checked("blocks", "format = 1\nqqqqqqqqq = 1\n");
    let (_, known) = said.split_once("known here: ").expect("the known blocks");
    let document = text("docs/design-format.md");
    for block in known.lines().next().expect("a line").split(", ") {
        let is_there = ["`[", "`[["]
            .iter()
            .any(|open| document.lines().any(|l| l.starts_with("## ") && l.contains(&format!("{open}{block}"))));
        assert!(is_there || block == "format", "{block}");
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
        let is_command = name.contains(' ');
        assert!(is_there || is_command || name == "must" || name == "should", "{name} is not there");
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
