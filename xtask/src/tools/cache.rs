//! The cache folder of the user, and installs into it that are either complete or not there.

use crate::run::{self, Result};
use std::path::{Path, PathBuf};

/// The folder of one tool in the cache, whether it exists or not.
pub fn folder(tool: &str, version: &str) -> Result<PathBuf> {
    Ok(base()?.join("scrapwright").join(format!("{tool}-{version}")))
}

/// Installs a tool into a folder beside its place and moves it there when it is complete.
pub fn install(place: &Path, fill: impl FnOnce(&Path) -> Result) -> Result {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    let beside = place.with_file_name(format!(".{name}.{}", std::process::id()));
    let problem = |error: std::io::Error| format!("cannot install {name}: {error}");
    std::fs::create_dir_all(&beside).map_err(problem)?;
    let filled = fill(&beside);
    if let Err(message) = filled {
        remove(&beside);
        return Err(message);
    }
    remove(place); // what an interrupted install of another kind may have left
    std::fs::rename(&beside, place).map_err(problem)
}

fn remove(folder: &Path) {
    if let Err(error) = std::fs::remove_dir_all(folder)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        run::say(&format!("cannot remove {}: {error}", folder.display()));
    }
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
    fn a_failed_install_leaves_nothing() {
        let base = std::env::temp_dir().join(format!("scrapwright-cache-{}", std::process::id()));
        let place = base.join("tool-1");
        let failed = install(&place, |folder| {
            std::fs::write(folder.join("half"), "").expect("the folder is there");
            Err("stopped".to_string())
        });
        assert_eq!(failed, Err("stopped".to_string()));
        let left = std::fs::read_dir(&base).expect("the parent is there");
        assert_eq!(left.count(), 0);
        install(&place, |_| Ok(())).expect("an empty install works");
        assert!(place.is_dir());
        std::fs::remove_dir_all(&base).expect("it can be removed");
    }
}
