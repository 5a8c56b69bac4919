//! The command line, run as people run it.
#![cfg(not(target_arch = "wasm32"))]

use std::process::Command;

const TABLE: &str = "assets/designs/plank-table/design.toml";
const YARD: &str = "assets/data/example-stock.csv";

/// Exit code, output and complaints of a run.
fn run(words: &[&str]) -> (i32, String, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_scrapwright")).args(words).output().expect("it runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (out.status.code().unwrap_or(-1), text(&out.stdout), text(&out.stderr))
}

fn file(name: &str, text: &str) -> String {
    let path = std::env::temp_dir().join(format!("scrapwright-{}-{name}", std::process::id()));
    std::fs::write(&path, text).expect("it can be written");
    path.to_string_lossy().into_owned()
}

#[test]
fn a_sound_design_is_fine_and_a_broken_one_is_shown_where() {
    let (code, out, _) = run(&["check", TABLE]);
    assert!(code == 0 && out.starts_with(&format!("{TABLE}: fine")), "{out}");
    let broken = std::fs::read_to_string(TABLE).unwrap().replace("height - top.t\"", "height - top.rho\"");
    let broken = file("broken.toml", &broken);
    let (code, out, _) = run(&["check", &broken]);
    assert_eq!(code, 1);
    assert!(
        out.contains("cannot subtract a length (m) and a density (kg/m³)") && out.contains("values.under_top"),
        "{out}"
    );
    let (code, out, _) = run(&["check", "--json", TABLE, &broken]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &json["format"]), (1, &"scrapwright-check/1".into()));
    assert_eq!(json["designs"][1]["problems"][0]["severity"], "error");
}

#[test]
fn a_build_follows_its_settings() {
    let (code, out, _) =
        run(&["build", TABLE, "--json", "--set", "length=47 1/4\"", "--set=planks=4", "--set", "width=60cm"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(code, 0, "{out}");
    assert_eq!(json["parameters"][0]["value"], 1.20015);
    assert_eq!(json["parts"][0]["quantity"], 4);
    assert!(run(&["build", TABLE]).1.contains("Long rails sag"));
}

#[test]
fn adapting_to_the_example_yard_costs_nothing_and_is_proven() {
    let (code, out, _) = run(&["adapt", TABLE, "--stock", YARD, "--json"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(code, 0);
    assert_eq!((&json["best"]["money"], &json["proof"]["status"]), (&0.0.into(), &"proven".into()));
}

#[test]
fn the_bill_of_materials_adds_up() {
    let (code, out, _) =
        run(&["bom", TABLE, "--stock", YARD, "--choices", "assets/data/first-choices.json", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &json["format"]), (0, &"scrapwright-bom/1".into()));
    let lines = json["lines"].as_array().unwrap();
    let parts: f64 = lines.iter().filter(|l| l["source"] == "cut").map(|l| l["quantity"].as_f64().unwrap()).sum();
    assert_eq!(Some(parts), json["totals"]["parts"].as_f64());
    let cost: f64 = lines.iter().map(|l| l["cost"].as_f64().unwrap()).sum();
    assert!((cost - json["totals"]["cost"].as_f64().unwrap()).abs() < 1e-9);
    let csv = run(&["bom", TABLE, "--stock", YARD, "--choices", "assets/data/first-choices.json"]).1;
    assert_eq!(csv.lines().count(), lines.len() + 1);
}

#[test]
fn bad_rows_are_named_and_good_ones_used() {
    let yard = file(
        "yard.csv",
        "name,form,material,quantity,length,width,thickness\nbatten,board,softwood_C24,4,2400,95,45\nodd,board,softwood_C24,4,-3,95,45\n",
    );
    let (_, _, complaints) = run(&["bom", TABLE, "--stock", &yard]);
    assert!(complaints.contains("row 3"), "{complaints}");
}

#[test]
fn bad_usage_is_2_with_a_hint() {
    for (words, message) in [
        (vec![], "no command was given"),
        (vec!["chek", TABLE], "did you mean “check”?"),
        (vec!["export", TABLE], "not in this version"),
        (vec!["build", TABLE, "--set", "lenght=1m"], "did you mean “length”?"),
        (vec!["build", TABLE, "--set", "length=3 kg"], "a length (m) is needed"),
        (vec!["build", TABLE, "--set", "length=9 m"], "outside"),
        (vec!["build", "no-such-file.toml"], "no-such-file.toml"),
        (vec!["adapt", TABLE], "name what lies around"),
        (vec!["adapt", TABLE, "--stock", YARD, "--goal", "seats"], "not in this version"),
        (vec!["bom", TABLE, "--format", "xlsx"], "not in this version"),
        (vec!["bom", TABLE, "--what"], "there is no option “--what”"),
    ] {
        let (code, _, complaint) = run(&words);
        assert_eq!(code, 2, "{words:?}");
        assert!(complaint.contains(message), "{words:?}: {complaint}");
    }
}
