//! The command line: the same core as the app, for people who keep catalogues.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    scrapwright::cli::main()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
