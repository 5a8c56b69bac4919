//! The last step of a page build, called by Trunk: policy of the page, list of files for offline use.

use crate::{csp, files, run::Result};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// Set by `serve`: the page may then hold the script that reloads it.
pub const SERVING: &str = "SCRAPWRIGHT_SERVING";

const VERSION: &str = "const VERSION = \"development\";";
const FILES: &str = "const FILES = [];";

/// Set by `build`: it changes files once more and finishes the folder itself.
pub const LATER: &str = "SCRAPWRIGHT_LATER";

/// Finishes the folder that Trunk has staged.
///
/// A debug build keeps the template of the service worker, which then caches nothing:
/// who develops must never see a stale page.
pub fn run() -> Result {
    let staging = std::env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or("precache is called by Trunk; use `cargo xtask build`")?;
    let is_release = std::env::var("TRUNK_PROFILE").as_deref() == Ok("release");
    if !is_release || std::env::var_os(LATER).is_some() {
        return Ok(());
    }
    finish(&staging, std::env::var_os(SERVING).is_none())
}

/// Writes the policy of the page, if wanted, and the list of files for offline use.
pub fn finish(folder: &Path, with_policy: bool) -> Result {
    if with_policy {
        let page = folder.join("index.html");
        files::write(&page, csp::add(&files::read_text(&page)?))?;
    }
    let built: Vec<files::File> = files::all(folder)?.into_iter().filter(|file| !is_left_out(&file.path)).collect();
    let worker = folder.join("sw.js");
    files::write(&worker, fill(&files::read_text(&worker)?, &built)?)
}

/// The service worker itself and files that only hold a folder open in git.
fn is_left_out(path: &str) -> bool {
    path == "sw.js" || path.ends_with(".gitkeep")
}

fn fill(template: &str, built: &[files::File]) -> Result<String> {
    if !template.contains(VERSION) || !template.contains(FILES) {
        return Err(format!("assets/sw.js has lost the lines `{VERSION}` and `{FILES}`"));
    }
    let mut hash = Sha256::new();
    let mut list = String::new();
    for file in built {
        hash.update(file.path.as_bytes());
        hash.update([0]);
        hash.update(Sha256::digest(&file.bytes));
        list.push_str(&format!("  \"{}\",\n", address(&file.path)));
    }
    let version: String = hash.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(template
        .replace(VERSION, &format!("const VERSION = \"{version}\";"))
        .replace(FILES, &format!("const FILES = [\n{list}];")))
}

/// The address of a file from the page's folder; the page itself is asked for by its folder.
fn address(path: &str) -> String {
    if path == "index.html" {
        return "./".to_string();
    }
    let mut address = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                address.push(char::from(byte));
            }
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, bytes: &[u8]) -> files::File {
        files::File { path: path.to_string(), bytes: bytes.to_vec() }
    }

    #[test]
    fn the_version_follows_the_contents() {
        let template = format!("{VERSION}\n{FILES}\n");
        let one = fill(&template, &[file("index.html", b"a"), file("b c.txt", b"")]);
        let two = fill(&template, &[file("index.html", b"b"), file("b c.txt", b"")]);
        let one = one.expect("both lines are there");
        assert!(one.contains("const FILES = [\n  \"./\",\n  \"b%20c.txt\",\n];"));
        assert_ne!(Ok(one), two);
    }

    #[test]
    fn a_template_without_its_lines_is_refused() {
        assert!(fill("", &[]).is_err());
    }
}
