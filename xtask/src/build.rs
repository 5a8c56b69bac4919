//! `cargo xtask build`: the release build, its size and its archive.

use crate::tools::{self, Tools};
use crate::{archive, precache, project, run, size, split};
use std::path::Path;

/// Builds into `dist/` and `dist.zip`; fails when the first download is over its budget.
pub fn run() -> run::Result {
    release(&tools::for_build()?, tools::browser().as_deref())?;
    let zip = project::root()?.join("dist.zip");
    archive::pack(&project::dist()?, &zip)?;
    println!("\nBuilt dist/ and dist.zip. Both run from any folder of any static web space.");
    Ok(())
}

/// Builds into `dist/` and checks its size. Without a browser the app works, but loads all of it at once.
pub fn release(tools: &Tools, browser: Option<&Path>) -> run::Result {
    run::say("building the release (the first time about two minutes)");
    let dist = project::dist()?;
    let mut trunk = tools.trunk("build")?;
    trunk.arg("--release").arg("--dist").arg(&dist).env(precache::LATER, "1");
    run::run(&mut trunk)?;
    match browser {
        Some(browser) => split::run(&dist, browser)?,
        None => run::say("no browser found to watch a first visit: the app is not split"),
    }
    precache::finish(&dist, true)?;
    size::check(&dist, browser.is_some())
}
