//! The cache folder of the user, and installs into it that are either complete or not there.

use crate::run::Result;
use std::path::{Path, PathBuf};

/// The folder of one tool in the cache, whether it exists or not.
pub fn folder(tool: &str, version: &str) -> Result<PathBuf> {
    Ok(base()?.join("scrapwright").join(format!("{tool}-{version}")))
}

/// Installs a tool into a folder beside its place and moves it there when it is complete.
///
/// What an interrupted install has left beside goes on from there the next time.
pub fn install(place: &Path, fill: impl FnOnce(&Path) -> Result) -> Result {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    let beside = place.with_file_name(format!(".{name}.part"));
    let problem = |error: std::io::Error| format!("cannot install {name}: {error}");
    std::fs::create_dir_all(&beside).map_err(problem)?;
    fill(&beside)?;
    if place.exists() {
        std::fs::remove_dir_all(place).map_err(problem)?; // it was asked for again, so it was not complete
    }
    std::fs::rename(&beside, place).map_err(problem)
}

fn base() -> Result<PathBuf> {
    let home = |rest: &str| {
        let home = std::env::var_os("HOME").filter(|home| !home.is_empty())?;
        Some(PathBuf::from(home).join(rest))
    };
    let set = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let found = if cfg!(windows) {
        set("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        home("Library/Caches")
    } else {
        set("XDG_CACHE_HOME").or_else(|| home(".cache"))
    };
    found.ok_or_else(|| "cannot tell the cache folder of this user: set HOME (on Windows LOCALAPPDATA)".to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_complete_install_takes_its_place() {
        let base = std::env::temp_dir().join(format!("scrapwright-cache-{}", std::process::id()));
        let place = base.join("tool-1");
        let failed = install(&place, |_| Err("stopped".to_string()));
        assert_eq!(failed, Err("stopped".to_string()));
        assert!(!place.exists());
        install(&place, |_| Ok(())).expect("an empty install works");
        assert!(place.is_dir());
        install(&place, |_| Ok(())).expect("it can be replaced");
        std::fs::remove_dir_all(&base).expect("it can be removed");
    }
}
