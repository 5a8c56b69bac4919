//! The built-in designs: all are listed, and what is listed is what they say.

use std::collections::BTreeSet;
use std::path::Path;

use scrapwright::commons::catalogue::{BUILT_IN, path};

#[test]
fn every_card_says_what_its_design_says() {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    for entry in BUILT_IN {
        let text = std::fs::read_to_string(assets.join(path(entry.id))).expect(entry.id);
        let (design, problems) = scrapwright::design::read(&text);
        assert!(problems.iter().all(|p| !p.is_error()), "{}: {problems:?}", entry.id);
        assert_eq!(
            (design.id.as_str(), design.title.as_str(), design.summary.as_str()),
            (entry.id, entry.title, entry.summary)
        );
        let about = format!("{} · {} · {}", design.version, design.licence, design.authors.join(", "));
        assert_eq!(about, entry.about);
    }
}

#[test]
fn every_design_has_a_card() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/designs");
    let there: BTreeSet<String> = std::fs::read_dir(folder)
        .expect("the designs")
        .map(|entry| entry.expect("a design"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(there, BUILT_IN.iter().map(|entry| entry.id.to_owned()).collect());
}
