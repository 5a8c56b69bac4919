//! Builds, serves and tests Scrapwright: `cargo xtask serve|build|test`.

mod archive;
mod build;
mod counted;
mod csp;
mod files;
mod page;
mod precache;
mod project;
mod run;
mod serve;
mod size;
mod split;
mod test;
mod tools;

use std::process::ExitCode;

const HELP: &str = "\
Usage: cargo xtask COMMAND

  serve [--port N] [--release]              build, serve on localhost, rebuild on every change
  build                                     release build into dist/ and dist.zip, with the size of the first download
  test [--only tidy|native|foreign|wasm|e2e] every test, or one group of them
  setup [--browser]                         only fetch the tools that the commands above need

Every command first sets up what it needs (wasm target, Trunk, wasm-bindgen, wasm-opt, for tests a browser).
Tools are kept in a cache folder of the user, so that only the first run is slow.";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match command(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\nxtask: {message}");
            ExitCode::FAILURE
        }
    }
}

fn command(words: &[&str]) -> run::Result {
    match words {
        ["serve", options @ ..] => serve::run(&serve::Options::parse(options)?),
        ["build"] => build::run(),
        ["test", options @ ..] => test::run(test::parse(options)?),
        ["setup"] => tools::for_build().map(|_| ()),
        ["setup", "--browser"] => tools::for_test().map(|_| ()),
        ["precache"] => precache::run(), // called by Trunk, see Trunk.toml
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        _ => Err(format!("no such command: {}\n\n{HELP}", words.join(" "))),
    }
}
