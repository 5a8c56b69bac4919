//! A file that a person chose: taken from its input, and read within a limit.

use gloo::file::Blob;
use gloo::file::callbacks::{FileReader, read_as_bytes, read_as_text};
use leptos::prelude::*;

/// Why a file was not read.
pub enum Unread {
    /// It is larger than the limit.
    Large,
    /// The browser's reason.
    Failed(String),
}

/// Keeps the reader at work; dropping a reader stops it.
pub type Reading = StoredValue<Option<FileReader>, LocalStorage>;

/// The file chosen in an input, which then lets the same file be chosen again once it is corrected.
pub fn chosen(input: &web_sys::HtmlInputElement) -> Option<web_sys::File> {
    let file = input.files().and_then(|files| files.get(0));
    input.set_value("");
    file
}

/// Reads a file of at most `most` bytes and hands its text to `done`.
pub fn read(file: web_sys::File, most: u64, reading: Reading, done: impl FnOnce(Result<String, Unread>) + 'static) {
    let blob = Blob::from(web_sys::Blob::from(file));
    if blob.size() > most {
        return done(Err(Unread::Large));
    }
    let reader = read_as_text(&blob, move |text| done(text.map_err(|error| Unread::Failed(error.to_string()))));
    reading.set_value(Some(reader));
}

/// Reads a file of at most `most` bytes and hands its bytes to `done`.
pub fn read_bytes(
    file: web_sys::File,
    most: u64,
    reading: Reading,
    done: impl FnOnce(Result<Vec<u8>, Unread>) + 'static,
) {
    let blob = Blob::from(web_sys::Blob::from(file));
    if blob.size() > most {
        return done(Err(Unread::Large));
    }
    let reader = read_as_bytes(&blob, move |bytes| done(bytes.map_err(|error| Unread::Failed(error.to_string()))));
    reading.set_value(Some(reader));
}
