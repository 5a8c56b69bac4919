//! wasm-bindgen and its test runner, exactly in the version that the app is built with.

use super::crates::Program;
use crate::project;
use crate::run::{self, Result};
use std::path::PathBuf;
use std::process::Command;

const PROGRAMS: &[&str] = &["wasm-bindgen", "wasm-bindgen-test-runner"];

/// The folder that holds both programs.
pub fn folder() -> Result<PathBuf> {
    let version = project::locked_version("wasm-bindgen")?;
    if let Some(folder) = in_path(&version) {
        return Ok(folder);
    }
    Program {
        tool: "wasm-bindgen",
        package: "wasm-bindgen-cli",
        version: &version,
        options: &["--no-default-features"],
        programs: PROGRAMS,
        minutes: 3,
    }
    .folder()
}

/// The folder in PATH with both programs, if they are of the version wanted.
fn in_path(version: &str) -> Option<PathBuf> {
    let program = run::find(PROGRAMS[0])?;
    let folder = program.parent()?.to_path_buf();
    run::find_in([folder.clone()], PROGRAMS[1])?;
    let found = run::output_of(Command::new(&program).arg("--version"))?;
    (found.split_whitespace().nth(1) == Some(version)).then_some(folder)
}
