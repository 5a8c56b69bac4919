//! Files of builds, opened by programs of other people: `cargo xtask test --only foreign`.
//!
//! Needs Python with `requirements.txt`, which xtask installs; `SCRAPWRIGHT_PYTHON` names it.
#![cfg(not(target_arch = "wasm32"))]

use std::path::Path;
use std::process::Command;

use scrapwright::cutting::Settings;
use scrapwright::design::read;
use scrapwright::export::{Format, Options, export};
use scrapwright::geometry::{Bounds, Operation};
use scrapwright::project::{Choices, evaluate};
use scrapwright::quantity::System;
use scrapwright::stock::Inventory;
use serde_json::{Value, json};

/// Writes every format of a design into a folder, with what the build says of it, and lets Python compare.
fn opened_by_others(text: &str, name: &str) {
    let python = std::env::var("SCRAPWRIGHT_PYTHON")
        .expect("SCRAPWRIGHT_PYTHON is not set: run `cargo xtask test --only foreign`, which sets up Python");
    let (design, problems) = read(text);
    assert!(problems.is_empty(), "{problems:?}");
    let outcome = evaluate(&design, &Choices::default(), &Inventory::default(), Settings::default(), System::Metric);
    let folder = std::env::temp_dir().join(format!("scrapwright-foreign-{name}-{}", std::process::id()));
    for (kind, format) in Format::NAMES {
        for split in [false, true] {
            let place = folder.join(if split { format!("{kind}-split") } else { kind.to_owned() });
            std::fs::create_dir_all(&place).expect("a folder");
            for file in export(format, Options { split, ..Options::default() }, &design, &outcome).files {
                std::fs::write(place.join(&file.name), &file.bytes).expect("a file");
            }
        }
    }
    let parts = outcome.build.parts.iter();
    let all = parts
        .clone()
        .flat_map(|part| part.placements.iter().flat_map(|frame| part.mesh.positions.iter().map(|p| frame.point(*p))));
    let facts = json!({
        "design": {"id": design.id, "version": design.version, "licence": design.licence, "authors": design.authors},
        // OpenCascade takes minutes over wound wire.
        "step": parts.clone().all(|part| part.mesh.triangles.len() < 5000),
        "pieces": outcome.build.piece_count(),
        "bounds": bounds(Bounds::around(all)),
        "parts": parts.map(|part| json!({
            "id": part.id,
            "copies": part.placements.len(),
            "volume": part.mesh.volume(),
            "bounds": bounds(part.mesh.bounds()),
            "patterns": part.solid.patterns().iter().map(|pattern| {
                let [low, high] = pattern.bounds();
                let circles = pattern.strokes.iter().filter(|s| s.as_circle().is_some()).count();
                let bends = pattern.strokes.iter().filter(|s| s.operation == Operation::Bend).count();
                json!({"size": [high[0] - low[0], high[1] - low[1]], "circles": circles, "bends": bends,
                    "area": pattern.area()})
            }).collect::<Vec<Value>>(),
        })).collect::<Vec<Value>>(),
    });
    std::fs::write(folder.join("facts.json"), facts.to_string()).expect("a file");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/foreign/check.py");
    let status = Command::new(&python).arg(script).arg(&folder).status();
    let status = status.unwrap_or_else(|error| panic!("cannot start {python}: {error}"));
    assert!(status.success(), "other programs disagree, see above; the files are in {}", folder.display());
    std::fs::remove_dir_all(&folder).expect("the folder can be removed");
}

fn bounds(bounds: Option<Bounds>) -> Value {
    let Bounds { low, high } = bounds.expect("a box");
    json!([low.array(), high.array()])
}

#[test]
fn every_solid_opens_elsewhere() {
    opened_by_others(include_str!("../data/every-solid.toml"), "every-solid");
}

#[test]
fn the_table_opens_elsewhere() {
    opened_by_others(include_str!("../../assets/designs/plank-table/design.toml"), "plank-table");
}
