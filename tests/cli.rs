//! The program for the command line, run as people run it.
#![cfg(not(target_arch = "wasm32"))]

use std::path::PathBuf;
use std::process::{Command, Stdio};

use scrapwright::cutting::Settings;
use scrapwright::design::read;
use scrapwright::export::{bom_csv, bom_json};
use scrapwright::project::{Choices, evaluate};
use scrapwright::quantity::System;
use scrapwright::stock::example_inventory;
use serde_json::Value;

const TABLE: &str = "assets/designs/plank-table/design.toml";
const YARD: &str = "assets/data/example-stock.csv";
const SHOP: &str = "assets/data/example-shop.csv";

struct Said {
    code: i32,
    out: String,
    notes: String,
}

impl Said {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }

    /// Fails unless it ended so, and all of that was said on the standard error.
    fn expect(&self, code: i32, notes: &[&str]) {
        assert_eq!(self.code, code, "{}{}", self.out, self.notes);
        for note in notes {
            assert!(self.notes.contains(note), "“{note}” is missing in: {}", self.notes);
        }
    }
}

fn command(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_scrapwright"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(words);
    command
}

fn run(words: &[&str]) -> Said {
    let output = command(words).output().expect("the program");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    let said = Said {
        code: output.status.code().expect("an end of its own"),
        out: text(output.stdout),
        notes: text(output.stderr),
    };
    assert!(!said.notes.contains("panicked"), "{}", said.notes);
    said
}

/// A file of a test's own, gone when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = std::env::temp_dir().join(format!("scrapwright-{}-{name}", std::process::id()));
        std::fs::write(&path, content).expect("a file of the test");
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("a path in Unicode")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn a_sound_design_is_fine() {
    let said = run(&["check", TABLE]);
    said.expect(0, &[]);
    assert!(said.out.contains("fine (Plank table"), "{}", said.out);
    let json = run(&["check", "--json", TABLE, TABLE]).json();
    assert_eq!(json["format"], "scrapwright-check/1");
    assert_eq!(json["designs"][1]["fine"], true);
}

#[test]
fn a_broken_design_is_refused_by_every_command() {
    let broken = "tests/broken/designs/cycle.toml";
    let said = run(&["check", TABLE, broken, "--json"]);
    said.expect(1, &[]);
    assert_eq!(said.json()["designs"][1]["problems"][0]["code"], "cycle");
    for words in [&["build", broken][..], &["adapt", broken, "--stock", YARD], &["bom", broken]] {
        let said = run(words);
        said.expect(1, &["depends on itself"]);
        assert!(said.out.is_empty(), "{}", said.out);
    }
}

#[test]
fn a_build_shows_what_was_set_and_its_checks() {
    let said = run(&["build", TABLE, "--stock", YARD, "--set", "length=1.2m", "--set", "planks=4", "--set=width=2 ft"]);
    said.expect(0, &[]);
    for text in ["1 200 mm", "610 mm", "at most", "margin", "4  Top plank", "for --bind"] {
        assert!(said.out.contains(text), "“{text}” is missing in: {}", said.out);
    }
    let json = run(&["build", TABLE, "--json", "--set", "length=1200"]).json();
    assert_eq!(json["format"], "scrapwright-build/1");
    assert_eq!(json["choices"]["values"]["length"], 1.2);
    assert_eq!(json["choices"]["locks"][0], "length");
    assert_eq!(json["parts"][0]["quantity"], 5);
    assert_eq!(json["totals"]["missing"], 0);
}

#[test]
fn a_build_that_fails_a_check_ends_with_one() {
    let said = run(&["build", TABLE, "--set", "planks=3"]);
    said.expect(1, &["Gaps between planks, most", "hint: Use more planks"]);
    assert!(said.out.contains("FAILS"), "{}", said.out);
}

#[test]
fn adapting_finds_a_table_in_the_yard() {
    let words = ["adapt", TABLE, "--stock", YARD, "--prices", SHOP, "--nodes", "300", "--set", "height=720 mm"];
    let said = run(&words);
    assert!(said.out.contains("Parameters") && said.out.to_lowercase().contains("proven"), "{}", said.out);
    let again = run(&[&words[..], &["--json"]].concat());
    let json = again.json();
    assert_eq!(json["format"], "scrapwright-adapt/1");
    assert_eq!(json["best"]["choices"]["values"]["height"], 0.72);
    assert_eq!(json["build"]["totals"]["missing"], 0);
    assert_eq!((said.code, again.code), (0, 0), "{}", said.notes);
    assert_eq!(again.out, run(&[&words[..], &["--json"]].concat()).out, "the same words give the same answer");
}

#[test]
fn the_example_yard_gives_a_table_for_nothing_and_it_is_proven() {
    let said = run(&["adapt", TABLE, "--stock", YARD, "--json"]);
    said.expect(0, &[]);
    let json = said.json();
    assert_eq!((&json["best"]["money"], &json["proof"]["status"]), (&0.0.into(), &"proven".into()));
}

#[test]
fn what_cannot_be_built_ends_with_one_and_a_reason() {
    let frame = "frame=board 60×25 softwood_C16";
    let words = ["--set", "load=5 kN", "--set", "length=2.6 m", "--set", "reach=120 mm", "--bind", frame];
    let said = run(&[&["adapt", TABLE, "--stock", YARD, "--nodes", "2000"][..], &words].concat());
    said.expect(1, &[]);
    assert!(said.out.contains("In the way: "), "{}", said.out);
}

#[test]
fn the_bill_of_materials_is_that_of_the_page() {
    let (design, _) = read(include_str!("../assets/designs/plank-table/design.toml"));
    let mut choices = Choices::default();
    choices.values.insert("length".to_owned(), 1.0);
    choices.bindings.insert("leg".to_owned(), "board 100×22 softwood_pallet".to_owned());
    let outcome = evaluate(&design, &choices, &example_inventory(), Settings::default(), System::Metric);
    let saved = Scratch::new("choices.json", serde_json::to_string(&choices).unwrap());
    let words = ["bom", TABLE, "--stock", YARD, "--choices", saved.path()];
    let csv = run(&words);
    csv.expect(0, &[]);
    assert_eq!(csv.out, bom_csv(&outcome.bom));
    let json = run(&[&words[..], &["--format", "json"]].concat());
    assert_eq!(json.out, bom_json(&design, &choices, &outcome.bom));
    assert_eq!(json.out, run(&[&words[..], &["--json"]].concat()).out);
    let file = Scratch::new("bom.csv", "");
    let said = run(&[&words[..], &["-o", file.path()]].concat());
    said.expect(0, &["wrote "]);
    assert_eq!(std::fs::read_to_string(&file.0).unwrap(), csv.out);
}

#[test]
fn the_bill_of_materials_adds_up() {
    let words = ["bom", TABLE, "--stock", YARD, "--choices", "assets/data/first-choices.json"];
    let (csv, json) = (run(&words), run(&[&words[..], &["--json"]].concat()).json());
    let lines = json["lines"].as_array().unwrap();
    let sum = |key: &str, only: &str| -> f64 {
        let wanted = lines.iter().filter(|l| only.is_empty() || l["source"] == only);
        wanted.map(|l| l[key].as_f64().unwrap()).sum()
    };
    assert_eq!(Some(sum("quantity", "cut")), json["totals"]["parts"].as_f64());
    assert!((sum("cost", "") - json["totals"]["cost"].as_f64().unwrap()).abs() < 1e-9);
    assert_eq!(csv.out.lines().count(), lines.len() + 1);
}

#[test]
fn a_bill_of_materials_can_adapt_first_and_keeps_bindings() {
    let bound = "leg=board 100×22 softwood_pallet";
    let said = run(&["bom", TABLE, "--stock", YARD, "--adapt", "--nodes", "300", "--bind", bound, "--json"]);
    said.expect(0, &["roven"]);
    assert_eq!(said.json()["choices"]["bindings"]["leg"], "board 100×22 softwood_pallet");
    assert_eq!(said.json()["choices"]["bindings"].as_object().unwrap().len(), 3);
}

#[test]
fn what_is_not_understood_ends_with_two_and_advice() {
    for (words, note) in [
        (&[][..], "Usage"),
        (&["chek", TABLE], "did you mean “check”?"),
        (&["check"], "name at least one design"),
        (&["check", "no-such.toml"], "cannot read no-such.toml"),
        (&["check", "assets"], "it is a folder"),
        (&["build"], "name a design file"),
        (&["build", TABLE, YARD], "one design at a time"),
        (&["build", TABLE, "--sett", "a=1"], "did you mean “--set”?"),
        (&["build", TABLE, "--set"], "needs a value"),
        (&["build", TABLE, "--set", "length"], "write --set name=value"),
        (&["build", TABLE, "--set", "lenght=1m"], "did you mean “length”?"),
        (&["build", TABLE, "--set", "length=1 kg"], "a length (m) is needed"),
        (&["build", TABLE, "--set", "length=9m"], "outside of 600 mm to 2 600 mm"),
        (&["build", TABLE, "--set", "planks=4.5"], "not a whole number"),
        (&["build", TABLE, "--bind", "legs=x"], "did you mean “leg”?"),
        (&["build", TABLE, "--bind", "leg=x"], "known here: board"),
        (&["build", TABLE, "--stock", "no-such.csv"], "cannot read no-such.csv"),
        (&["build", TABLE, "--json=yes"], "takes no value"),
        (&["build", TABLE, "--choices", TABLE], "does not hold choices"),
        (&["adapt", TABLE], "--stock S.csv"),
        (&["adapt", TABLE, "--stock", YARD, "--goal", "spent"], "did you mean “spend”?"),
        (
            &["adapt", TABLE, "--stock", YARD, "--goal", "scrap,chairs"],
            "there is no goal “chairs”; known here: spend, wishes",
        ),
        (&["adapt", TABLE, "--stock", YARD, "--nodes", "0"], "at least 1"),
        (&["bom", TABLE, "--format", "xlsx"], "not in this version"),
        (&["bom", TABLE, "--format", "cvs"], "did you mean “csv”?"),
        (&["bom", TABLE, "-o", "no-such-folder/bom.csv"], "cannot write"),
        (&["cut", "--stock", YARD], "--parts"),
        (&["export", TABLE], "--format is missing"),
        (&["cut", "shelf"], "--stock"),
        (&["new"], "name the new design"),
        (&["new", "My Shelf"], "is no name of a design"),
        (&["new", "assets/designs/plank-table"], "is there already"),
        (&["build", TABLE, "--preset", "dinning"], "did you mean “dining”?"),
        (&["build", TABLE, "--language", "fr"], "there is no language"),
        (&["build", TABLE, "--set", "place=outside"], "known here: indoors, outdoors"),
        (&["build", TABLE, "--set", "width=400mm", "--set", "overhang=150mm"], "0 mm to 66.7 mm at the other values"),
        (&["catalogue", "assets"], "not in this version"),
    ] {
        let said = run(words);
        said.expect(2, &[note]);
        assert!(said.out.is_empty(), "{}", said.out);
    }
}

#[test]
fn help_and_version_are_fine() {
    for words in [&["--help"][..], &["help"], &["bom", "--help"], &["-h"]] {
        let said = run(words);
        said.expect(0, &[]);
        assert!(said.out.contains("Usage: scrapwright"), "{}", said.out);
    }
    assert!(run(&["--version"]).out.contains(env!("CARGO_PKG_VERSION")));
}

#[test]
fn own_materials_count_like_built_in_ones() {
    let row =
        |material: &str| format!("form,quantity,length,width,thickness,material\nboard,40,2 m,145,28,{material}\n");
    let stock = Scratch::new("larch.csv", row("Lärche"));
    let own = Scratch::new("own.csv", "name,aliases,id,density,E,strength\nlarch,Lärche,softwood_larch,590,12,24\n");
    let without = run(&["build", TABLE, "--stock", stock.path()]);
    without.expect(0, &["is not in the table of materials"]);
    let words = ["adapt", TABLE, "--stock", stock.path(), "--materials", own.path(), "--nodes", "300", "--json"];
    let said = run(&words);
    said.expect(0, &[]);
    assert!(!said.notes.contains("table of materials"), "{}", said.notes);
    let json = said.json();
    assert_eq!(json["best"]["choices"]["bindings"]["top"], "board 145×28 softwood_larch", "{}", said.out);
    let bad = Scratch::new("bad.csv", "name,density\nlarch,heavy\n");
    run(&["build", TABLE, "--materials", bad.path()]).expect(1, &["row 2", "density_kg_m3", "is no number"]);
}

#[test]
fn odd_files_are_told_and_the_rest_is_used() {
    let stock = Scratch::new(
        "odd.csv",
        b"form;quantity;length;width;thickness;material\nboard;1;1200;145;22;B\xfccher\nboard;x;1;1;1;\n",
    );
    let said = run(&["build", TABLE, "--stock", stock.path()]);
    said.expect(1, &["UTF-8", "row 3, column quantity", "is no count"]);
    assert!(said.out.contains("Top plank"), "{}", said.out);
    let design = Scratch::new("odd.toml", b"[design]\ntitle = \"B\xfcher\"\n");
    let said = run(&["check", design.path()]);
    said.expect(1, &[]);
    assert!(said.out.contains("line 2 is not UTF-8"), "{}", said.out);
    let twice = run(&["build", TABLE, "--stock", YARD, "--stock", YARD]);
    twice.expect(0, &["two files name “pallet-deck-wide”"]);
}

#[test]
fn a_reader_that_stops_reading_is_no_panic() {
    let mut child = command(&["build", TABLE, "--json"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_new_design_is_fine_as_it_is() {
    let folder = std::env::temp_dir().join(format!("scrapwright-{}-new", std::process::id()));
    let name = folder.join("garden-bench");
    let said = run(&["new", name.to_str().expect("a path in Unicode")]);
    said.expect(0, &[]);
    let file = name.join("design.toml");
    let said = run(&["check", file.to_str().expect("a path in Unicode")]);
    let text = std::fs::read_to_string(&file).expect("the new design");
    std::fs::remove_dir_all(&folder).expect("the folder of the test");
    assert!(said.out.contains(": fine (Garden bench 0.1.0:"), "{}", said.out);
    assert!(text.contains("id = \"garden-bench\"") && !text.contains("NAME") && !text.contains("TITLE"));
}

#[test]
fn presets_and_languages_change_what_is_built() {
    let said = run(&["build", TABLE, "--preset", "workbench", "--language", "de", "--json"]).json();
    assert_eq!(said["choices"]["values"]["height"], 0.9);
    assert_eq!(said["parts"][0]["name"], "Planke");
}

const PARTS: &str = "id,quantity,form,material,width,thickness,length\nleg,4,board,softwood_pallet,100,20,400\nlong,1,board,softwood_pallet,100,20,1500\n";

#[test]
fn cuts_tell_marks_reasons_and_what_is_proven() {
    let stock = Scratch::new(
        "cut-stock.csv",
        "id,quantity,form,material,width,thickness,length\nb,2,board,softwood_pallet,100,20,1000\n",
    );
    let parts = Scratch::new("cut-parts.csv", PARTS);
    let words = ["cut", "--stock", stock.path(), "--parts", parts.path(), "--kerf", "3mm", "--trim=5mm"];
    let said = run(&words);
    said.expect(1, &[]);
    for text in ["proven that not all", "405 mm", "808 mm", "longest clear length is 990 mm"] {
        assert!(said.out.replace(['\u{202f}', '\u{a0}'], " ").contains(text), "“{text}” is missing in: {}", said.out);
    }
    let json = run(&[&words[..], &["--json"]].concat()).json();
    assert_eq!(json["format"], "scrapwright-cut/1");
    let group = &json["groups"][0];
    assert_eq!(group["status"], "infeasible");
    assert_eq!(group["objective"]["unplaced"], 1);
    assert_eq!(group["pieces"].as_array().expect("pieces").len(), 2);
    assert_eq!(group["pieces"][0]["cuts"][1]["order"], 2);
    assert_eq!(group["pieces"][0]["cuts"][1]["to"], 0.808);
}

#[test]
fn cut_says_what_it_does_not_understand() {
    let stock = Scratch::new(
        "cut-odd.csv",
        "id,quantity,form,material,width,thickness,length\nb,2,board,softwood_pallet,100,20,1000\n",
    );
    let parts = Scratch::new("cut-odd-parts.csv", PARTS);
    let base = ["cut", "--stock", stock.path(), "--parts", parts.path()];
    for (more, note) in [
        (["--mode", "linaer"], "did you mean “linear”"),
        (["--kerf", "-3mm"], "--kerf"),
        (["--kerf", "3kg"], "--kerf"),
        (["--seconds", "0"], "whole number"),
    ] {
        run(&[&base[..], &more[..]].concat()).expect(2, &[note]);
    }
}

/// Two panels and an odd offcut of plywood.
const PLYWOOD: &str = "id,quantity,form,material,thickness,length,width,outline\n\
    big,2,sheet,plywood_birch,18,2000,1000,\n\
    odd,1,sheet,plywood_birch,18,,,\"0 0, 1200 0, 1200 400, 600 800, 0 800\"\n";

#[test]
fn rectangles_are_cut_from_edge_to_edge_and_keep_their_grain() {
    let stock = Scratch::new("cut-plywood.csv", PLYWOOD);
    let parts = "id,quantity,form,material,thickness,length,width,grain\n\
        side,4,sheet,plywood_birch,18,600,400,along\ntop,1,sheet,plywood_birch,18,900,500,\n";
    let parts = Scratch::new("cut-panels.csv", parts);
    for mode in ["free", "guillotine"] {
        let words = ["cut", "--stock", stock.path(), "--parts", parts.path(), "--mode", mode, "--json"];
        let said = run(&words);
        said.expect(0, &["odd outline"]);
        let json = said.json();
        let group = &json["groups"][0];
        assert_eq!((group["status"].as_str(), group["objective"]["opened"].as_u64()), (Some("proven"), Some(1)));
        let placed = group["sheets"][0]["parts"].as_array().expect("parts");
        assert_eq!(placed.len(), 5);
        assert!(placed.iter().filter(|p| p["part"] == "side").all(|p| p["turned"] == false));
        let saws = group["sheets"][0]["cuts"].as_array().expect("cuts");
        assert!(mode == "free" || !saws.is_empty());
    }
}

#[test]
fn odd_parts_are_nested_in_the_odd_offcut() {
    let stock = Scratch::new("cut-offcut.csv", PLYWOOD);
    let parts = "id,quantity,form,material,thickness,length,width,outline,rotate\n\
        tri,3,sheet,plywood_birch,18,,,\"0 0, 300 0, 0 200\",half\ntop,1,sheet,plywood_birch,18,600,300,,\n";
    let parts = Scratch::new("cut-shapes.csv", parts);
    let words = ["cut", "--stock", stock.path(), "--parts", parts.path(), "--mode", "irregular", "--seconds", "1"];
    let said = run(&[&words[..], &["--json"]].concat());
    said.expect(0, &[]);
    let json = said.json();
    let group = &json["groups"][0];
    assert_eq!((group["status"].as_str(), group["sheets"][0]["id"].as_str()), (Some("proven"), Some("odd")));
    let placed = group["sheets"][0]["parts"].as_array().expect("parts");
    let turns = placed.iter().filter(|p| p["part"] == "tri").map(|p| p["turn"].as_f64().expect("a turn"));
    assert!(placed.len() == 4 && turns.into_iter().all(|turn| turn == 0.0 || turn == 180.0));
}
