//! The browser of the tests, with the driver that belongs to it.

use crate::run::{self, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// A browser and its driver.
pub struct Browser {
    pub program: PathBuf,
    pub driver: PathBuf,
}

/// The browser of this machine; on Debian and its kin it is installed if this user may do that.
pub fn find_or_install() -> Result<Browser> {
    let found = match find() {
        Err(_) if can_use_apt() => {
            run::say("installing Chromium and its driver for the tests");
            apt(&["update"])?;
            apt(&["install", "-y", "chromium", "chromium-driver"])?;
            find()
        }
        found => found,
    }?;
    same_version(&found)?;
    Ok(found)
}

/// The browser alone, as a build needs it.
pub fn program() -> Option<PathBuf> {
    given("SCRAPWRIGHT_CHROME").or_else(|| BROWSERS.iter().find_map(|name| run::find(name))).or_else(usual_place)
}

fn find() -> Result<Browser> {
    let driver = given("SCRAPWRIGHT_DRIVER")
        .or_else(|| given("CHROMEDRIVER"))
        .or_else(|| run::find("chromedriver"))
        .or_else(|| run::find_in(driver_folders(), "chromedriver"));
    match (program(), driver) {
        (Some(program), Some(driver)) => Ok(Browser { program, driver }),
        (program, _) => Err(format!(
            "the tests need {}: install Chromium (or Chrome) and the chromedriver of the same version, \
             or name them in SCRAPWRIGHT_CHROME and SCRAPWRIGHT_DRIVER",
            if program.is_none() { "a browser" } else { "a browser driver" }
        )),
    }
}

fn given(variable: &str) -> Option<PathBuf> {
    let path = PathBuf::from(std::env::var_os(variable)?);
    path.is_file().then_some(path)
}

/// Where installers put the browser without entering it in PATH.
fn usual_place() -> Option<PathBuf> {
    let mut places = vec![
        PathBuf::from("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
        PathBuf::from("/Applications/Chromium.app/Contents/MacOS/Chromium"),
        PathBuf::from("/opt/google/chrome/chrome"),
        PathBuf::from("/snap/bin/chromium"),
    ];
    for variable in ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"] {
        if let Some(folder) = std::env::var_os(variable) {
            let folder = PathBuf::from(folder);
            places.push(folder.join("Google/Chrome/Application/chrome.exe"));
            places.push(folder.join("Chromium/Application/chrome.exe"));
        }
    }
    places.into_iter().find(|path| path.is_file())
}

fn driver_folders() -> Vec<PathBuf> {
    let hosted = std::env::var_os("CHROMEWEBDRIVER").map(PathBuf::from); // set on hosted CI machines
    let usual = ["/usr/lib/chromium", "/usr/lib/chromium-browser", "/snap/bin"].map(PathBuf::from);
    hosted.into_iter().chain(usual).collect()
}

fn can_use_apt() -> bool {
    let is_root = run::output_of(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    is_root && run::find("apt-get").is_some()
}

fn apt(words: &[&str]) -> Result {
    let mut command = Command::new("apt-get");
    run::run(command.args(words).env("DEBIAN_FRONTEND", "noninteractive"))
}

/// A driver works only with the browser of its own version.
fn same_version(browser: &Browser) -> Result {
    if cfg!(windows) {
        return Ok(()); // asking Chrome for its version opens a window there
    }
    match (major(&browser.program), major(&browser.driver)) {
        (Some(program), Some(driver)) if program != driver => Err(format!(
            "the browser is version {program} and its driver {driver}: install the chromedriver of version {program}"
        )),
        _ => Ok(()),
    }
}

/// The first number of the version in e.g. `Chromium 148.0.7778.167 built on …`.
fn major(program: &Path) -> Option<u32> {
    let text = run::output_of(Command::new(program).arg("--version"))?;
    text.split_whitespace().find_map(|word| word.split_once('.')?.0.parse().ok())
}
