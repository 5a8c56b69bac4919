//! Installs a program from its crate into the cache.

use super::cache;
use crate::run::{self, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program that is built from a crate.
pub struct Program<'a> {
    /// The name of its folder in the cache.
    pub tool: &'a str,
    pub package: &'a str,
    pub version: &'a str,
    /// Further words for `cargo install`.
    pub options: &'a [&'a str],
    /// The programs that must be there afterwards.
    pub programs: &'a [&'a str],
    /// How long it takes on two cores, for the message.
    pub minutes: u32,
}

impl Program<'_> {
    /// The folder with the programs, after building them if they are not there.
    pub fn folder(&self) -> Result<PathBuf> {
        let place = cache::folder(self.tool, self.version)?;
        let folder = place.join("bin");
        if self.is_in(&folder) {
            return Ok(folder);
        }
        run::say(&format!(
            "building {} {} once (about {} minutes on two cores), to be kept in {}",
            self.package,
            self.version,
            self.minutes,
            place.display()
        ));
        cache::install(&place, |beside| self.install(beside))?;
        if self.is_in(&folder) {
            Ok(folder)
        } else {
            Err(format!("{} {} has not brought {}", self.package, self.version, self.programs.join(", ")))
        }
    }

    fn is_in(&self, folder: &Path) -> bool {
        self.programs.iter().all(|program| run::find_in([folder.to_path_buf()], program).is_some())
    }

    /// First with the versions that the crate was tested with; where those cannot be had, with what fits.
    fn install(&self, root: &Path) -> Result {
        if run::run(self.command(root).arg("--locked")).is_err() {
            run::say("once more, without the crate's own lock file");
            run::run(&mut self.command(root))?;
        }
        let build = root.join("build");
        std::fs::remove_dir_all(&build).map_err(|error| format!("cannot remove {}: {error}", build.display()))
    }

    fn command(&self, root: &Path) -> Command {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command
            .current_dir(root) // away from this project's settings
            .args(["install", self.package, "--version", self.version])
            .args(self.options)
            .arg("--root")
            .arg(root)
            .arg("--target-dir")
            .arg(root.join("build"))
            // These tools wait for files and for other programs: quick to build beats quick to run.
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env_remove("CARGO_BUILD_TARGET")
            .env_remove("RUSTFLAGS");
        command
    }
}
