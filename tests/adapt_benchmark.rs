//! The public benchmark still gives its optima: a sample of it, each proven.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code)] // the bench uses more of it
#[path = "exact/all.rs"]
mod all;
#[path = "exact/entry.rs"]
mod entry;
#[allow(dead_code)]
#[path = "exact/made.rs"]
mod made;

use std::path::Path;

/// Every such problem is searched; all of them: `cargo bench --bench adapt -- public`.
const STRIDE: usize = 13;

#[test]
fn a_sample_reaches_its_proven_optima() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/data/adapt");
    let table = std::fs::read_to_string(folder.join("optima.csv")).expect("the optima");
    assert_eq!(table.lines().count(), 41);
    for row in table.lines().skip(1).step_by(STRIDE) {
        assert_eq!(entry::Entry::read(&folder, row).search(), (true, true), "{row}");
    }
}
