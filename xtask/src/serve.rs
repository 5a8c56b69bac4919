//! `cargo xtask serve`: the app on localhost, rebuilt on every change.

use crate::run::{self, Result};
use crate::{precache, project, tools};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::time::Duration;

const FIRST_PORT: u16 = 8080;

/// What can be asked of `serve`.
pub struct Options {
    port: Option<u16>,
    release: bool,
}

impl Options {
    /// Reads the words after `serve`.
    pub fn parse(words: &[&str]) -> Result<Self> {
        let mut options = Options { port: None, release: false };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--release" => options.release = true,
                "--port" => {
                    let number = words.next().and_then(|word| word.parse().ok());
                    options.port = Some(number.ok_or("--port needs a number, e.g. --port 8080")?);
                }
                other => return Err(format!("serve does not know `{other}`")),
            }
        }
        Ok(options)
    }
}

/// Serves until it is stopped.
pub fn run(options: &Options) -> Result {
    let tools = tools::for_build()?;
    let port = free_port(options.port)?;
    run::say("building (the first time about two minutes), then serving; Ctrl-C stops it");
    std::thread::spawn(move || announce(port));
    let mut trunk = tools.trunk("serve")?;
    trunk
        .args(["--disable-address-lookup", "true", "--address", "127.0.0.1", "--port", &port.to_string()])
        .arg("--dist")
        .arg(project::target()?.join("serve"))
        .env(precache::SERVING, "1");
    if options.release {
        trunk.arg("--release");
    }
    run::run(&mut trunk)
}

/// The port asked for if it is free, else the first free one from 8080.
fn free_port(wanted: Option<u16>) -> Result<u16> {
    let is_free = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok();
    match wanted {
        Some(port) if is_free(&port) => Ok(port),
        Some(port) => Err(format!("port {port} is in use; name another with --port N")),
        None => (FIRST_PORT..FIRST_PORT + 100)
            .find(is_free)
            .ok_or_else(|| "no free port; name one with --port N".to_string()),
    }
}

/// Says the address as soon as something answers there.
fn announce(port: u16) {
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        std::thread::sleep(Duration::from_millis(200));
    }
    println!("\n    Scrapwright runs at http://localhost:{port}/\n");
}
