//! Files of a build, read back by small readers of our own: what they hold is what the build says.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::HashMap;

use scrapwright::cutting::Settings;
use scrapwright::design::{Design, read};
use scrapwright::export::{Exported, File, Format, Options, export};
use scrapwright::geometry::{Solid, Vec3};
use scrapwright::project::{Choices, Outcome, evaluate};
use scrapwright::quantity::System;
use scrapwright::stock::Inventory;
use serde_json::Value;

fn built(text: &str) -> (Design, Outcome) {
    let (design, problems) = read(text);
    assert!(problems.is_empty(), "{problems:?}");
    let outcome = evaluate(&design, &Choices::default(), &Inventory::default(), Settings::default(), System::Metric);
    (design, outcome)
}

fn every_solid() -> (Design, Outcome) {
    built(include_str!("data/every-solid.toml"))
}

fn written(format: Format, split: bool, (design, outcome): &(Design, Outcome)) -> Vec<File> {
    let Exported { files, problems } = export(format, Options { split, ..Options::default() }, design, outcome);
    assert!(problems.is_empty(), "{problems:?}");
    assert!(!files.is_empty());
    files
}

fn number(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

fn float(bytes: &[u8], at: usize) -> f64 {
    f64::from(f32::from_bits(number(bytes, at)))
}

/// Volume of triangles, after a look that every directed edge has its reverse.
fn closed_volume(triangles: &[[Vec3; 3]]) -> f64 {
    let key = |p: Vec3| p.array().map(f64::to_bits);
    let mut edges: HashMap<_, i32> = HashMap::new();
    for t in triangles {
        for k in 0..3 {
            *edges.entry((key(t[k]), key(t[(k + 1) % 3]))).or_default() += 1;
        }
    }
    assert!(edges.iter().all(|((a, b), n)| edges.get(&(*b, *a)) == Some(n)), "a gap");
    triangles.iter().map(|[a, b, c]| a.dot(b.cross(*c)) / 6.0).sum()
}

fn is_near(found: f64, expected: f64, what: &str) {
    assert!((found / expected - 1.0).abs() < 1e-6, "{what}: {found}, not {expected}");
}

#[test]
fn stl_and_glb_read_back_as_the_build() {
    let build = every_solid();
    let files = written(Format::Stl, true, &build);
    for (part, file) in build.1.build.parts.iter().zip(&files) {
        let count = number(&file.bytes, 80) as usize;
        assert_eq!(file.bytes.len(), 84 + 50 * count);
        let corner = |t: usize, k: usize| {
            let at = 84 + 50 * t + 12 * (k + 1);
            Vec3::from([0, 1, 2].map(|c| float(&file.bytes, at + 4 * c)))
        };
        let triangles: Vec<[Vec3; 3]> = (0..count).map(|t| [0, 1, 2].map(|k| corner(t, k))).collect();
        is_near(closed_volume(&triangles) * 1e-9, part.mesh.volume(), &file.name);
    }
    let [file] = &written(Format::Glb, false, &build)[..] else { panic!("one file") };
    let bytes = &file.bytes;
    assert!(bytes.starts_with(b"glTF") && number(bytes, 8) as usize == bytes.len());
    let length = number(bytes, 12) as usize;
    let document: Value = serde_json::from_slice(&bytes[20..20 + length]).expect("JSON");
    let data = &bytes[28 + length..];
    assert_eq!(document["asset"]["extras"]["licence"], "CC0-1.0");
    let start = |accessor: &Value| {
        let view = &document["bufferViews"]
            [document["accessors"][accessor.as_u64().expect("a number") as usize]["bufferView"]
                .as_u64()
                .expect("a view") as usize];
        view["byteOffset"].as_u64().expect("an offset") as usize
    };
    for (k, part) in build.1.build.parts.iter().enumerate() {
        let own = &document["meshes"][k]["primitives"][0];
        let (points, indices) = (start(&own["attributes"]["POSITION"]), start(&own["indices"]));
        let count = document["accessors"][own["indices"].as_u64().expect("a number") as usize]["count"]
            .as_u64()
            .expect("a count") as usize;
        let corner = |k: usize| {
            let at = points + 12 * number(data, indices + 4 * k) as usize;
            Vec3::from([0, 1, 2].map(|c| float(data, at + 4 * c)))
        };
        let triangles: Vec<[Vec3; 3]> = (0..count / 3).map(|t| [0, 1, 2].map(|k| corner(3 * t + k))).collect();
        is_near(closed_volume(&triangles), part.mesh.volume(), &part.id);
    }
    let nodes = document["nodes"].as_array().expect("nodes").len();
    assert_eq!(nodes, build.1.build.piece_count() + 1);
}

#[test]
fn three_mf_reads_back_as_the_build() {
    let build = every_solid();
    let [file] = &written(Format::ThreeMf, false, &build)[..] else { panic!("one file") };
    // The model is the third file of the archive.
    let mut at = 0;
    for _ in 0..2 {
        let [packed, name] = [number(&file.bytes, at + 18) as usize, (number(&file.bytes, at + 26) & 0xffff) as usize];
        at += 30 + name + packed;
    }
    let [packed, name] = [number(&file.bytes, at + 18) as usize, (number(&file.bytes, at + 26) & 0xffff) as usize];
    let from = at + 30 + name;
    let model = miniz_oxide::inflate::decompress_to_vec(&file.bytes[from..from + packed]).expect("deflated");
    let model = String::from_utf8(model).expect("text");
    let attribute = |line: &str, name: &str| {
        let (_, rest) = line.split_once(&format!(" {name}=\"")).expect("an attribute");
        rest.split('"').next().expect("a value").parse::<f64>().expect("a number")
    };
    for (part, object) in build.1.build.parts.iter().zip(model.split("<object ").skip(1)) {
        let lines = |start: &str| object.lines().filter(|line| line.starts_with(start)).collect::<Vec<_>>();
        let points: Vec<Vec3> =
            lines("<vertex ").iter().map(|l| Vec3::from(["x", "y", "z"].map(|c| attribute(l, c)))).collect();
        let corners =
            lines("<triangle ").into_iter().map(|l| ["v1", "v2", "v3"].map(|v| points[attribute(l, v) as usize]));
        is_near(closed_volume(&corners.collect::<Vec<_>>()) * 1e-9, part.mesh.volume(), &part.id);
    }
    assert_eq!(model.matches("<item ").count(), build.1.build.piece_count());
    assert!(model.contains("<metadata name=\"LicenseTerms\">CC0-1.0</metadata>"));
}

#[test]
fn flat_patterns_keep_their_areas() {
    let (_, outcome) = every_solid();
    let mut seen = 0;
    for part in &outcome.build.parts {
        let (Some(_), Some(thickness)) = (part.solid.flat(), part.facts.thickness) else { continue };
        let [pattern] = &part.solid.patterns()[..] else { panic!("one pattern") };
        let [low, high] = pattern.bounds();
        assert!((high[0] - low[0] - part.facts.length).abs() < 1e-9, "{}", part.id);
        assert!((high[1] - low[1] - part.facts.width).abs() < 1e-9, "{}", part.id);
        // Leaning sides and bends change the volume a little; what is cut square is exact.
        let slack = match &part.solid {
            Solid::Panel(panel) if panel.bevels.is_empty() => 1e-9,
            _ => 0.2,
        };
        assert!((pattern.area() * thickness / part.facts.volume - 1.0).abs() < slack, "{}", part.id);
        seen += 1;
    }
    assert!(seen >= 4, "{seen}");
}

#[test]
fn every_format_says_whose_it_is_and_is_the_same_every_time() {
    let build = built(include_str!("../assets/designs/panel-crate/design.toml"));
    for (name, format) in Format::NAMES {
        let files = written(format, false, &build);
        assert_eq!(files, written(format, false, &build), "{name}");
        for file in &files {
            assert!(file.name.starts_with(&format!("panel-crate-{}-", build.0.version)), "{}", file.name);
        }
        if matches!(format, Format::Step | Format::Dxf | Format::Svg | Format::Drawings | Format::Stl) {
            let text = String::from_utf8_lossy(&files[0].bytes);
            assert!(text.contains(&build.0.licence), "{name}");
            // The header of STL has only 80 letters.
            assert!(format == Format::Stl || text.contains(&build.0.authors[0]), "{name}");
        }
    }
}

#[test]
fn nothing_to_write_is_said_with_advice() {
    let none = (Design::default(), Outcome { build: Default::default(), ..every_solid().1 });
    for (name, format) in Format::NAMES {
        let exported = export(format, Options::default(), &none.0, &none.1);
        assert!(exported.files.is_empty() && exported.problems.iter().any(|p| p.is_error()), "{name}");
    }
}
