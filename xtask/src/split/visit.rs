//! Visits the built app in a browser and learns what it used, over a small server of its own.

use crate::run::Result;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A browser on a busy machine may need long to start.
const PATIENCE: Duration = Duration::from_secs(120);

/// Longest report, bytes: far more than the memory of the app when it starts.
const MAX_REPORT: u64 = 64 << 20;

/// The functions that a first visit to the watched app uses: the built one with some files in place of its own.
pub fn used(dist: &Path, watched: &[(String, Vec<u8>)], browser: &Path) -> Result<BTreeSet<u32>> {
    let report = String::from_utf8_lossy(&report(dist, watched, browser)?).into_owned();
    if report == "text" {
        let advice = "look for the message, material or other entry that it lacks in the files that come first";
        return Err(format!("the first picture needs a text that is to follow it: {advice}"));
    }
    let used: BTreeSet<u32> = report.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    if used.is_empty() { Err("the first visit has used nothing".to_string()) } else { Ok(used) }
}

/// What the page reports, opened from a folder with some files in place of its own.
pub fn report(dist: &Path, watched: &[(String, Vec<u8>)], browser: &Path) -> Result<Vec<u8>> {
    let problem = |error: std::io::Error| format!("cannot watch a first visit: {error}");
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(problem)?;
    listener.set_nonblocking(true).map_err(problem)?;
    let address = format!("http://{}/", listener.local_addr().map_err(problem)?);
    let profile = std::env::temp_dir().join(format!("scrapwright-visit-{}", std::process::id()));
    let mut visitor = Visitor(open(browser, &profile, &address)?);
    let report = serve(&listener, dist, watched, &mut visitor);
    drop(visitor);
    drop(std::fs::remove_dir_all(&profile)); // what is left in a temporary folder hurts nobody
    report
}

/// The browser; it ends with this value.
struct Visitor(Child);

impl Drop for Visitor {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

fn open(browser: &Path, profile: &Path, address: &str) -> Result<Child> {
    Command::new(browser)
        .args(["--headless", "--no-sandbox", "--enable-unsafe-swiftshader", "--window-size=1280,800"])
        .args(["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(address)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("cannot start {}: {error}", browser.display()))
}

/// Answers requests until the report comes.
fn serve(listener: &TcpListener, dist: &Path, watched: &[(String, Vec<u8>)], visitor: &mut Visitor) -> Result<Vec<u8>> {
    let started = Instant::now();
    while started.elapsed() < PATIENCE {
        match listener.accept() {
            // A connection that breaks is the browser's business: it asks again or the time runs out.
            Ok((stream, _)) => {
                if let Some(report) = answer(stream, dist, watched).unwrap_or_default() {
                    return Ok(report);
                }
            }
            Err(_) => std::thread::sleep(Duration::from_millis(5)),
        }
        if let Ok(Some(status)) = visitor.0.try_wait() {
            return Err(format!("the browser has ended ({status}) before the first picture"));
        }
    }
    Err(format!("the browser has shown no first picture within {} s", PATIENCE.as_secs()))
}

/// Answers one request; gives the report if it was that.
fn answer(mut stream: TcpStream, dist: &Path, watched: &[(String, Vec<u8>)]) -> std::io::Result<Option<Vec<u8>>> {
    stream.set_nonblocking(false)?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split_whitespace();
    let (verb, path) = (words.next().unwrap_or_default().to_string(), words.next().unwrap_or("/").to_string());
    let mut length = 0;
    loop {
        line.clear();
        if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse::<u64>().unwrap_or(0);
        }
    }
    if verb == "POST" && path == "/report" {
        let mut report = Vec::new();
        reader.take(length.min(MAX_REPORT)).read_to_end(&mut report)?;
        stream.write_all(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")?;
        return Ok(Some(report));
    }
    let path = path.trim_start_matches('/');
    let path = if path.is_empty() { "index.html" } else { path };
    // No service worker: it would only fetch everything once more.
    let bytes = match watched.iter().find(|(name, _)| name == path) {
        Some((_, bytes)) => Some(bytes.clone()),
        None if path == "sw.js" || path.contains("..") => None,
        None => std::fs::read(dist.join(path)).ok(),
    };
    let (status, bytes) = bytes.map_or(("404 Not Found", Vec::new()), |bytes| ("200 OK", bytes));
    let (kind, length) = (kind(path), bytes.len());
    let head =
        format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes())?;
    stream.write_all(&bytes)?;
    Ok(None)
}

fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html",
        "js" => "text/javascript",
        "css" => "text/css",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "json" | "webmanifest" => "application/json",
        _ => "application/octet-stream",
    }
}
