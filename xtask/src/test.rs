//! `cargo xtask test`: every test there is, in the order in which they fail fastest.

use crate::project::{self, WASM};
use crate::run::{self, Result};
use crate::tools::{self, Browser, Tools};
use crate::{build, counted, files};
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

/// A group of tests.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Format, lints, rules of the source.
    Tidy,
    /// The core and the tools, on this machine.
    Native,
    /// What only a browser can run, without the page around it.
    Wasm,
    /// Our files, opened by other people's programs.
    Foreign,
    /// The release build, used as a person uses it.
    EndToEnd,
}

/// Reads the words after `test`; without any, all groups.
pub fn parse(words: &[&str]) -> Result<Option<Group>> {
    match words {
        [] => Ok(None),
        ["--only", "tidy"] => Ok(Some(Group::Tidy)),
        ["--only", "native"] => Ok(Some(Group::Native)),
        ["--only", "wasm"] => Ok(Some(Group::Wasm)),
        ["--only", "foreign"] => Ok(Some(Group::Foreign)),
        ["--only", "e2e"] => Ok(Some(Group::EndToEnd)),
        _ => Err("say `test`, or `test --only tidy|native|foreign|wasm|e2e`".to_string()),
    }
}

/// Runs the groups asked for and says what each took.
pub fn run(only: Option<Group>) -> Result {
    let is_wanted = |group| only.is_none_or(|only| only == group);
    let started = Instant::now();
    let mut passed = 0;
    // The tools first: who lacks one learns it at once, not after minutes.
    let tools = if is_wanted(Group::Wasm) || is_wanted(Group::EndToEnd) {
        Some(tools::for_test()?)
    } else {
        tools::checkers()?;
        None
    };
    let python = if is_wanted(Group::Foreign) { Some(tools::python()?) } else { None };
    if is_wanted(Group::Tidy) {
        tidy()?;
    }
    if only == Some(Group::Tidy) {
        passed += counted::run(project::cargo()?.args(["test", "--test", "tidy"]))?;
    }
    if is_wanted(Group::Native) {
        run::say("native tests");
        passed += counted::run(project::cargo()?.args(["test", "--workspace"]))?;
    }
    if let Some(python) = &python {
        run::say("our files in other programs");
        let mut command = project::cargo()?;
        command.args(["test", "--test", "foreign"]).env("SCRAPWRIGHT_PYTHON", python);
        passed += counted::run(&mut command)?;
    }
    if let Some((tools, browser)) = &tools {
        if is_wanted(Group::Wasm) {
            passed += wasm(tools, browser)?;
        }
        if is_wanted(Group::EndToEnd) {
            passed += end_to_end(tools, browser)?;
        }
    }
    println!("\nAll is well: {passed} tests passed, none skipped, in {} s.", started.elapsed().as_secs());
    Ok(())
}

fn tidy() -> Result {
    run::say("format");
    run::run(project::cargo()?.args(["fmt", "--all", "--check"]))?;
    run::say("lints");
    let native = ["--workspace", "--all-targets"];
    let browsers = ["--package", "scrapwright", "--test", "e2e", "--test", "foreign"]; // left out of all targets on purpose
    let wasm = [
        "--package",
        "scrapwright",
        "--package",
        "scrapwright-app",
        "--lib",
        "--bins",
        "--test",
        "web",
        "--target",
        WASM,
    ];
    for targets in [&native[..], &browsers[..], &wasm[..]] {
        let mut clippy = project::cargo()?;
        clippy.arg("clippy").args(targets);
        run::run(clippy.args(["--", "--deny", "warnings"]))?;
    }
    Ok(())
}

fn wasm(tools: &Tools, browser: &Browser) -> Result<usize> {
    run::say("tests in the browser");
    let mut command = project::cargo()?;
    command.args(["test", "--package", "scrapwright", "--target", WASM, "--test", "web"]);
    command.env("PATH", tools.path()?);
    command.env("CHROMEDRIVER", &browser.driver);
    command.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", driver_settings(browser)?);
    command.env("WASM_BINDGEN_TEST_TIMEOUT", "120"); // a busy machine may take long to start a browser
    command.env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
    counted::run(&mut command)
}

/// The settings in `webdriver.json` with this machine's browser added.
fn driver_settings(browser: &Browser) -> Result<PathBuf> {
    const OPTIONS: &str = "\"goog:chromeOptions\": {";
    let settings = files::read_text(&project::root()?.join("webdriver.json"))?;
    if !settings.contains(OPTIONS) {
        return Err(format!("webdriver.json has lost its `{OPTIONS}`"));
    }
    let program = browser.program.display().to_string();
    let program = program.replace('\\', "\\\\").replace('"', "\\\"");
    let settings = settings.replace(OPTIONS, &format!("{OPTIONS} \"binary\": \"{program}\","));
    let path = project::target()?.join("webdriver.json");
    files::write(&path, settings)?;
    Ok(path)
}

fn end_to_end(tools: &Tools, browser: &Browser) -> Result<usize> {
    build::release(tools, Some(&browser.program))?;
    run::say("the program for the command line");
    run::run(project::cargo()?.args(["build", "--bin", "scrapwright"]))?;
    let program = format!("scrapwright{}", std::env::consts::EXE_SUFFIX);
    run::say("end-to-end tests");
    let mut command: Command = project::cargo()?;
    command.args(["test", "--test", "e2e", "--", "--test-threads", "1"]); // one browser at a time
    command.env("SCRAPWRIGHT_DIST", project::dist()?);
    command.env("SCRAPWRIGHT_CHROME", &browser.program);
    command.env("SCRAPWRIGHT_DRIVER", &browser.driver);
    command.env("SCRAPWRIGHT_CLI", project::target()?.join("debug").join(program));
    counted::run(&mut command)
}
