//! wasm-opt of Binaryen, which makes the app smaller; a build works without it.

use super::cache;
use super::crates::Program;
use crate::run::{self, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

const OLDEST: u32 = 116; // older ones refuse what today's Rust compiles to
const NPM: &str = "132";

/// The folder with wasm-opt; nothing, after a warning, where it cannot be had.
pub fn folder() -> Option<PathBuf> {
    if let Some(program) = run::find("wasm-opt")
        && is_new_enough(&program)
    {
        return program.parent().map(Path::to_path_buf);
    }
    match from_npm().or_else(|npm| from_crate().map_err(|crates| format!("{npm}; {crates}"))) {
        Ok(folder) => Some(folder),
        Err(message) => {
            run::say(&format!(
                "WARNING: building without wasm-opt, so the download will be about a third bigger ({message}). \
                 To mend it install Binaryen {OLDEST} or newer, or Node.js with npm, or a C++ compiler."
            ));
            None
        }
    }
}

fn is_new_enough(program: &Path) -> bool {
    run::output_of(Command::new(program).arg("--version"))
        .and_then(|text| number(&text))
        .is_some_and(|version| version >= OLDEST)
}

/// The version in `wasm-opt version 132 (version_132)`.
fn number(text: &str) -> Option<u32> {
    text.split_whitespace().find_map(|word| word.parse().ok())
}

fn from_npm() -> Result<PathBuf> {
    let place = cache::folder("binaryen", NPM)?;
    let folder = place.join("node_modules").join(".bin");
    let node = run::find("node").ok_or("no Node.js");
    if run::find_in([folder.clone()], "wasm-opt").is_some() && node.is_ok() {
        return Ok(folder);
    }
    node?;
    let npm = run::find("npm").ok_or("no npm")?;
    run::say(&format!("installing Binaryen {NPM} with npm, to be kept in {}", place.display()));
    cache::install(&place, |beside| {
        let mut command = Command::new(&npm);
        command.args(["install", "--no-audit", "--no-fund", "--no-save"]);
        command.arg("--prefix").arg(beside);
        command.arg(format!("binaryen@{NPM}"));
        run::run(command.current_dir(beside))
    })?;
    let program = run::find_in([folder.clone()], "wasm-opt").filter(|path| is_new_enough(path));
    program.map(|_| folder).ok_or_else(|| "the wasm-opt from npm does not run".to_string())
}

fn from_crate() -> Result<PathBuf> {
    let compilers = ["c++", "g++", "clang++", "cl"];
    if std::env::var_os("CXX").is_none() && !compilers.iter().any(|name| run::find(name).is_some()) {
        return Err("no C++ compiler".to_string());
    }
    Program {
        tool: "wasm-opt",
        package: "wasm-opt",
        version: "0.116.1",
        options: &[],
        programs: &["wasm-opt"],
        minutes: 5,
    }
    .folder()
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn reads_both_ways_of_saying_the_version() {
        assert_eq!(number("wasm-opt version 132 (version_132)\n"), Some(132));
        assert_eq!(number("wasm-opt version 108\n"), Some(108));
        assert_eq!(number("wasm-opt"), None);
    }
}
