//! Python with the packages that open our files in tests, in a folder of its own.

use super::cache;
use crate::run::{self, Result};
use crate::{files, project};
use std::path::PathBuf;
use std::process::Command;

/// What must be there: pinned, so that every machine compares with the same programs.
const REQUIREMENTS: &str = "tests/foreign/requirements.txt";

/// The interpreter, after setting it up once.
pub fn program() -> Result<PathBuf> {
    let list = project::root()?.join(REQUIREMENTS);
    // The folder is named after what is in it.
    let hash = files::read_text(&list)?
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let place = cache::folder("python", &format!("{hash:016x}"))?;
    let inside = if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" };
    let program = place.join(inside);
    if program.is_file() {
        return Ok(program);
    }
    let system = ["python3", "python"].into_iter().find_map(run::find);
    let system = system.ok_or(
        "no Python: the tests that open our files with other programs need Python 3.11 or newer. \
         Install it, or leave these tests out: cargo xtask test --only tidy|native|wasm|e2e",
    )?;
    run::say(&format!("installing {REQUIREMENTS} once (some hundred MB), to be kept in {}", place.display()));
    cache::install(&place, |beside| {
        run::run(Command::new(&system).args(["-m", "venv"]).arg(beside))?;
        let mut pip = Command::new(beside.join(inside));
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]).arg(&list);
        run::run(&mut pip)
    })?;
    Ok(program)
}
