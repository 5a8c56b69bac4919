//! Runs other programs and says what is being done.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What every step answers; the error is one message for a person.
pub type Result<T = ()> = std::result::Result<T, String>;

/// Tells in one line what is being done.
pub fn say(text: &str) {
    eprintln!("==> {text}");
}

/// Runs a program to its end with its output shown; anything but exit status 0 is an error.
pub fn run(command: &mut Command) -> Result {
    let status = command.status().map_err(|error| format!("cannot start {}: {error}", name(command)))?;
    if status.success() { Ok(()) } else { Err(format!("{} failed ({status})", line(command))) }
}

/// The standard output of a program, or nothing if it cannot be run or fails.
pub fn output_of(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Finds a program in a list of folders, as the system would in PATH.
pub fn find_in(folders: impl IntoIterator<Item = PathBuf>, program: &str) -> Option<PathBuf> {
    let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd", ".bat"] } else { &[""] };
    folders
        .into_iter()
        .flat_map(|folder| endings.iter().map(move |ending| folder.join(format!("{program}{ending}"))))
        .find(|path| path.is_file())
}

/// Finds a program in PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    find_in(std::env::split_paths(&std::env::var_os("PATH")?).collect::<Vec<_>>(), program)
}

/// A command line as a person would type it, for messages.
fn line(command: &Command) -> String {
    let arguments: Vec<_> = command.get_args().map(OsStr::to_string_lossy).collect();
    format!("{} {}", name(command), arguments.join(" ")).trim().to_string()
}

fn name(command: &Command) -> String {
    let program = Path::new(command.get_program());
    program.file_stem().unwrap_or(program.as_os_str()).to_string_lossy().into_owned()
}
