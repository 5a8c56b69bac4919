//! Measures the first download: everything that a browser fetches for the first picture.

use crate::{files, page, run::Result, split};
use std::path::Path;

/// What the first download may weigh, brotli 11, in bytes.
pub const BUDGET: usize = 355_000; // the aim is 350 000: the richer picture is 4.7 kB above it

struct Row {
    path: String,
    raw: usize,
    brotli: usize,
}

/// Prints the size of the first download and, where it can be kept, fails above the budget.
///
/// The page itself says what belongs to it: all that it refers to by `href` and `src`,
/// so what the app fetches at its start must stand there as `<link rel="preload">`.
pub fn check(dist: &Path, is_split: bool) -> Result {
    let mut paths = vec!["index.html".to_string()];
    paths.extend(page::references(&files::read_text(&dist.join("index.html"))?));
    let snippets = dist.join("snippets"); // small scripts that the generated JavaScript imports
    if snippets.is_dir() {
        let scripts = files::all(&snippets)?;
        paths.extend(scripts.iter().map(|file| format!("snippets/{}", file.path)));
    }
    let mut rows = Vec::new();
    for path in paths {
        let bytes = files::read(&dist.join(&path))?;
        rows.push(Row { path, raw: bytes.len(), brotli: brotli(&bytes)? });
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.brotli));
    let sum = Row {
        path: "first download".to_string(),
        raw: rows.iter().map(|row| row.raw).sum(),
        brotli: rows.iter().map(|row| row.brotli).sum(),
    };
    println!("\n{:>10} {:>10}", "bytes", "brotli 11");
    for row in rows.iter().chain([&sum]) {
        println!("{:>10} {:>10}  {}", row.raw, row.brotli, row.path);
    }
    println!("{:>10} {BUDGET:>10}  budget", "");
    for file in files::all(dist)?.iter().filter(|file| file.path.ends_with(split::ENDING)) {
        println!("{:>10} {:>10}  {}, after the first picture", file.bytes.len(), brotli(&file.bytes)?, file.path);
    }
    if is_split && sum.brotli > BUDGET {
        return Err(format!("the first download is {} bytes over its budget of {BUDGET} bytes", sum.brotli - BUDGET));
    }
    Ok(())
}

fn brotli(bytes: &[u8]) -> Result<usize> {
    let settings = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24, // what the brotli command uses for files of this size
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &settings)
        .map_err(|error| format!("cannot compress: {error}"))?;
    Ok(packed.len())
}
