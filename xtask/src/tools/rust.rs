//! What the Rust toolchain must bring: the wasm target, formatter and linter.

use crate::project::{self, WASM};
use crate::run::{self, Result};
use std::path::Path;
use std::process::Command;

/// Makes sure that Rust can compile for the browser.
pub fn wasm_target() -> Result {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let libraries = run::output_of(Command::new(rustc).args(["--print", "target-libdir", "--target", WASM]));
    if libraries.is_some_and(|folder| Path::new(folder.trim()).is_dir()) {
        return Ok(());
    }
    run::say(&format!("adding the Rust target {WASM}"));
    run::run(Command::new("rustup").args(["target", "add", WASM]))
        .map_err(|message| format!("{message}; install the Rust target {WASM} as your system does it"))
}

/// Makes sure that a component is there, by asking for the version of its cargo command.
pub fn component(name: &str, command: &str) -> Result {
    if run::output_of(project::cargo()?.args([command, "--version"])).is_some() {
        return Ok(());
    }
    run::say(&format!("adding the Rust component {name}"));
    run::run(Command::new("rustup").args(["component", "add", name]))
        .map_err(|message| format!("{message}; install {name} as your system does it"))
}
