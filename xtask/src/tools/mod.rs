//! The tools that builds and tests need: found, else installed once into a cache folder of the user.

mod bindgen;
mod browser;
mod cache;
mod crates;
mod python;
mod rust;
mod trunk;
mod wasm_opt;

use crate::run::{self, Result};
use crate::{files, project};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

pub use browser::Browser;

/// The tools of a build, all ready to use.
pub struct Tools {
    folders: Vec<PathBuf>,
    trunk: PathBuf,
    offline: bool,
    optimizes: bool,
}

/// Sets up what a build needs.
pub fn for_build() -> Result<Tools> {
    rust::wasm_target()?;
    let bindgen = bindgen::folder()?;
    let trunk = trunk::program()?;
    let wasm_opt = wasm_opt::folder();
    let optimizes = wasm_opt.is_some();
    let folders = [Some(bindgen), wasm_opt].into_iter().flatten().collect();
    let offline = fetch()?;
    Ok(Tools { folders, trunk, offline, optimizes })
}

/// Sets up what the tests need: the tools of a build, the checkers and a browser.
pub fn for_test() -> Result<(Tools, Browser)> {
    checkers()?;
    let browser = browser::find_or_install()?;
    Ok((for_build()?, browser))
}

/// A browser of this machine, if there is one.
pub fn browser() -> Option<PathBuf> {
    browser::program()
}

/// Python with the programs that open our files in tests.
pub fn python() -> Result<PathBuf> {
    python::program()
}

/// Sets up formatting and linting.
pub fn checkers() -> Result {
    rust::component("rustfmt", "fmt")?;
    rust::component("clippy", "clippy")?;
    rust::wasm_target()
}

impl Tools {
    /// `trunk build` or `trunk serve` with the tools in its PATH.
    pub fn trunk(&self, verb: &str) -> Result<Command> {
        let mut command = Command::new(&self.trunk);
        command.arg(verb).current_dir(project::root()?);
        command.env("PATH", self.path()?);
        command.env_remove("NO_COLOR"); // Trunk refuses the usual value 1
        if self.offline {
            command.args(["--offline", "true"]);
        }
        if !self.optimizes {
            command.arg(self.page_without_wasm_opt()?);
        }
        Ok(command)
    }

    /// PATH with the folders of the tools in front.
    pub fn path(&self) -> Result<OsString> {
        let system = std::env::var_os("PATH").unwrap_or_default();
        let folders = self.folders.iter().cloned();
        std::env::join_paths(folders.chain(std::env::split_paths(&system)))
            .map_err(|error| format!("the cache folder cannot stand in PATH: {error}"))
    }

    /// Trunk stops where the page asks for wasm-opt and there is none: a copy of the page that does not ask.
    fn page_without_wasm_opt(&self) -> Result<&'static str> {
        const COPY: &str = "index.unoptimized.html";
        let root = project::root()?;
        let page = files::read_text(&root.join("index.html"))?;
        let page = page.replace("data-wasm-opt=\"s\"", "data-wasm-opt=\"0\"");
        files::write(&root.join(COPY), page)?;
        Ok(COPY)
    }
}

/// Downloads what Cargo.lock names, so that all else works without network; tells whether it is there.
fn fetch() -> Result<bool> {
    let quick = run::output_of(project::cargo()?.args(["fetch", "--quiet", "--offline"]));
    if quick.is_some() {
        return Ok(true);
    }
    run::say("fetching the crates that Cargo.lock names");
    Ok(run::run(project::cargo()?.arg("fetch")).is_ok())
}
