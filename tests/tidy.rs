//! Rules that the source keeps, as tests: what the core may use, how files look, what must not be named.
#![cfg(not(target_arch = "wasm32"))]

use std::path::Path;

const LONGEST_FILE: usize = 800;

/// Folders and files that are made, not written.
const MADE: &[&str] = &[".git", "target", "dist", "dist.zip", "node_modules", "index.unoptimized.html"];

/// Endings of files that hold text written by people.
const TEXT: &[&str] =
    &["rs", "toml", "md", "html", "css", "js", "json", "svg", "csv", "webmanifest", "yml", "yaml", "sh", "txt"];

/// Endings of files that people edit by hand line by line, and so must not grow long.
const CODE: &[&str] = &["rs", "html", "css", "js"];

struct File {
    /// Path from the root of the repository, with forward slashes.
    path: String,
    text: String,
}

impl File {
    fn has_ending(&self, endings: &[&str]) -> bool {
        let ending = self.path.rsplit_once('.').map_or("", |(_, ending)| ending);
        endings.contains(&ending)
    }

    /// The core is all of the library but the app and the command line.
    fn is_core(&self) -> bool {
        let is_outside = ["src/app/", "src/bin/", "src/cli/"].iter().any(|folder| self.path.starts_with(folder));
        self.path.starts_with("src/") && self.has_ending(&["rs"]) && !is_outside
    }
}

/// All text files of the repository.
fn files() -> Vec<File> {
    let mut files = Vec::new();
    collect(Path::new(env!("CARGO_MANIFEST_DIR")), "", &mut files);
    assert!(files.iter().any(|file| file.path == "src/lib.rs"));
    files
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<File>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the repository") {
        let entry = entry.expect("an entry of a folder");
        let name = entry.file_name().into_string().expect("a name in Unicode");
        let path = format!("{prefix}{name}");
        if MADE.contains(&name.as_str()) {
            continue;
        }
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), files);
        } else if let Ok(text) = std::fs::read_to_string(entry.path()) {
            files.push(File { path, text });
        }
    }
}

/// Fails with all that was found, one a line.
fn expect_none(what: &str, found: impl IntoIterator<Item = String>) {
    let found: Vec<String> = found.into_iter().collect();
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

/// Lines of a file with a problem, as `path:line: text`.
fn lines<'a>(file: &'a File, is_bad: impl Fn(&str) -> bool + 'a) -> impl Iterator<Item = String> + 'a {
    let lines = file.text.lines().enumerate();
    lines.filter(move |(_, line)| is_bad(line)).map(|(at, line)| format!("{}:{}: {line}", file.path, at + 1))
}

/// Whether a name stands in a line of code as a whole word.
fn names(line: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(name).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + name.len()..].chars().next();
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

#[test]
fn the_core_knows_no_browser_clock_file_or_chance() {
    const FORBIDDEN: &[&str] = &[
        "web_sys",
        "js_sys",
        "wasm_bindgen",
        "leptos",
        "std::time",
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "std::thread",
        "rand",
        "getrandom",
        "crate::app",
        "crate::cli",
    ];
    let is_bad = |line: &str| {
        let is_comment = line.trim_start().starts_with("//");
        !is_comment && FORBIDDEN.iter().any(|name| names(line, name))
    };
    let files = files();
    let core = files.iter().filter(|file| file.is_core());
    expect_none("the core must not use", core.flat_map(|file| lines(file, is_bad)));
}

#[test]
fn every_source_file_says_first_what_it_is() {
    let silent = files().into_iter().filter(|file| file.has_ending(&["rs"]) && !file.text.starts_with("//!"));
    expect_none("no `//!` in the first line of", silent.map(|file| file.path));
}

#[test]
fn no_file_is_long() {
    let long = files().into_iter().filter(|file| file.has_ending(CODE) && file.text.lines().count() > LONGEST_FILE);
    expect_none("files of more than 800 lines", long.map(|file| file.path));
}

#[test]
fn no_space_at_the_end_of_a_line() {
    let files = files();
    let texts = files.iter().filter(|file| file.has_ending(TEXT));
    let is_bad = |line: &str| line.ends_with([' ', '\t', '\r']);
    expect_none("space at the end of", texts.flat_map(|file| lines(file, is_bad)));
}

#[test]
fn every_text_ends_with_one_line_end() {
    let texts = files().into_iter().filter(|file| file.has_ending(TEXT) && !file.text.is_empty());
    let bad = texts.filter(|file| !file.text.ends_with('\n') || file.text.ends_with("\n\n"));
    expect_none("no single line end at the end of", bad.map(|file| file.path));
}

#[test]
fn nothing_names_a_machine_or_a_registry() {
    // In two halves, so that this file does not name them either.
    let folders = [["/ho", "me/"], ["/ro", "ot/"], ["/Us", "ers/"], ["/wo", "rk/"], ["/tm", "p/"], [":\\Us", "ers"]];
    let hosts = [["crates", ".io"], ["npm", "js."], ["py", "pi.org"], ["deb.", "debian"], ["static.", "rust-lang"]];
    let folders = folders.map(|halves| halves.concat());
    let hosts = hosts.map(|halves| halves.concat());
    let is_bad = |line: &str| {
        let has_folder = folders.iter().any(|folder| {
            let mut places = line.match_indices(folder.as_str());
            // In the middle of an address it is a path of that site.
            places.any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || "._-~".contains(c)))
        });
        has_folder || hosts.iter().any(|host| line.contains(host.as_str()))
    };
    let files = files();
    let written = files.iter().filter(|file| file.path != "Cargo.lock");
    expect_none("machine or registry named in", written.flat_map(|file| lines(file, is_bad)));
}

#[test]
fn every_crate_comes_from_the_public_registry() {
    let public = format!("source = \"registry+https://github.com/rust-lang/{}.io-index\"", "crates");
    let files = files();
    let lock = files.iter().filter(|file| file.path == "Cargo.lock");
    let is_bad = |line: &str| line.starts_with("source = ") && line != public;
    expect_none("crates from elsewhere", lock.flat_map(|file| lines(file, is_bad)));
}
