//! The program for the command line.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    scrapwright::cli::main()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
