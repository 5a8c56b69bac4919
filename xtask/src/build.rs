//! `cargo xtask build`: the release build, its size and its archive.

use crate::tools::{self, Tools};
use crate::{archive, project, run, size};

/// Builds into `dist/` and `dist.zip`; fails when the first download is over its budget.
pub fn run() -> run::Result {
    release(&tools::for_build()?)?;
    let zip = project::root()?.join("dist.zip");
    archive::pack(&project::dist()?, &zip)?;
    println!("\nBuilt dist/ and dist.zip. Both run from any folder of any static web space.");
    Ok(())
}

/// Builds into `dist/` and checks its size.
pub fn release(tools: &Tools) -> run::Result {
    run::say("building the release (the first time about two minutes)");
    let dist = project::dist()?;
    let mut trunk = tools.trunk("build")?;
    trunk.arg("--release").arg("--dist").arg(&dist);
    run::run(&mut trunk)?;
    size::check(&dist)
}
