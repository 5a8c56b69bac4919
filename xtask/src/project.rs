//! Where things stand in this repository.

use crate::run::Result;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The target triple of the app.
pub const WASM: &str = "wasm32-unknown-unknown";

/// The root folder of the repository.
pub fn root() -> Result<PathBuf> {
    let start = match std::env::var_os("CARGO_MANIFEST_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => std::env::current_dir().map_err(|error| format!("cannot read the current folder: {error}"))?,
    };
    start
        .ancestors()
        .find(|folder| folder.join("Trunk.toml").is_file())
        .map(Path::to_path_buf)
        .ok_or_else(|| "run this inside the Scrapwright repository".to_string())
}

/// The folder of the release build.
pub fn dist() -> Result<PathBuf> {
    Ok(root()?.join("dist"))
}

/// Cargo's target folder, wherever its settings put it.
pub fn target() -> Result<PathBuf> {
    let root = root()?;
    Ok(match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root.join(folder),
        None => root.join("target"),
    })
}

/// The cargo that runs this program, in the root folder.
pub fn cargo() -> Result<Command> {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root()?);
    Ok(command)
}

/// The version of a package in Cargo.lock.
pub fn locked_version(package: &str) -> Result<String> {
    let path = root()?.join("Cargo.lock");
    let text = std::fs::read_to_string(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    version_in_lock(&text, package).ok_or_else(|| format!("Cargo.lock does not name {package}"))
}

fn version_in_lock(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines.find(|line| *line == name)?;
    let version = lines.next()?.strip_prefix("version = \"")?;
    Some(version.strip_suffix('"')?.to_string())
}

#[cfg(test)]
mod tests {
    use super::version_in_lock;

    #[test]
    fn reads_the_version_beside_the_exact_name() {
        let lock =
            "[[package]]\nname = \"a-b\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"a\"\nversion = \"2.0.1\"\n";
        assert_eq!(version_in_lock(lock, "a").as_deref(), Some("2.0.1"));
        assert_eq!(version_in_lock(lock, "b"), None);
    }
}
