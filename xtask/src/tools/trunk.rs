//! Trunk, which builds and serves the page.

use super::crates::Program;
use crate::run::{self, Result};
use std::path::PathBuf;
use std::process::Command;

const VERSION: &str = "0.21.14"; // 0.22 needs a newer Rust than this project does

/// The path of Trunk.
pub fn program() -> Result<PathBuf> {
    if let Some(path) = run::find("trunk")
        && let Some(found) = run::output_of(Command::new(&path).arg("--version"))
        && found.split_whitespace().nth(1) == Some(VERSION)
    {
        return Ok(path);
    }
    let folder = Program {
        tool: "trunk",
        package: "trunk",
        version: VERSION,
        options: &["--no-default-features", "--features", "rustls"],
        programs: &["trunk"],
        minutes: 6,
    }
    .folder()?;
    run::find_in([folder], "trunk").ok_or_else(|| "trunk is not where it was installed".to_string())
}
