//! Packs the release build into one zip file, the same bytes for the same contents.

use crate::{files, run::Result};
use std::io::{Cursor, Write};
use std::path::Path;
use zip::write::{SimpleFileOptions, ZipWriter};

/// Writes all files of a folder into a zip file.
pub fn pack(folder: &Path, archive: &Path) -> Result {
    let problem = |error: &dyn std::fmt::Display| format!("cannot pack the build: {error}");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files::all(folder)? {
        zip.start_file(file.path, SimpleFileOptions::DEFAULT).map_err(|error| problem(&error))?;
        zip.write_all(&file.bytes).map_err(|error| problem(&error))?;
    }
    let packed = zip.finish().map_err(|error| problem(&error))?;
    files::write(archive, packed.into_inner())
}
