//! Lines as people type them.

use super::*;
use proptest::prelude::*;

/// Count, form, sizes in the form's order (mm), material, name.
fn said(text: &str) -> (u32, Form, Vec<f64>, String, String) {
    let (p, _, missing) = quick(text);
    assert_eq!(missing, None, "{text}: {p:?}");
    let mm = |v: Option<f64>| v.map(|v| libm::round(v * 1e4) / 10.0);
    let sizes = [p.length, p.width, p.thickness, p.height, p.diameter, p.wall].into_iter().filter_map(mm).collect();
    (p.quantity.unwrap_or(0), p.form, sizes, p.material, p.name)
}

#[test]
fn understands_what_people_say() {
    let pine = "reclaimed_softwood_ungraded";
    let steel = "steel_mild";
    for (text, count, form, sizes, material, name) in [
        ("3x board 1200x95x22 pine", 3, Form::Board, vec![1200.0, 95.0, 22.0], pine, "pine"),
        ("scaffold 3.9m 225x38", 1, Form::Board, vec![3900.0, 225.0, 38.0], "softwood_C24", "scaffold"),
        ("2 pcs plank 1.4 m 95 × 22", 2, Form::Board, vec![1400.0, 95.0, 22.0], "", "plank"),
        ("4 x 1200x100x22 pallet", 4, Form::Board, vec![1200.0, 100.0, 22.0], "softwood_pallet", "pallet"),
        ("3x1200x95x22", 3, Form::Board, vec![1200.0, 95.0, 22.0], "", "board"),
        ("steel tube 2.4m 48.3x4", 1, Form::Pipe, vec![2400.0, 48.3, 4.0], steel, "tube"),
        ("2 square tube 2m 40x40x2 steel", 2, Form::Box, vec![2000.0, 40.0, 40.0, 2.0], steel, "square tube"),
        ("angle 1900x38x38x3", 1, Form::Angle, vec![1900.0, 38.0, 3.0, 38.0], "", "angle"),
        ("broom handle rod 1300x24", 1, Form::Rod, vec![1300.0, 24.0], "", "broom handle"),
        ("plywood 1220x610x18 worn", 1, Form::Sheet, vec![1220.0, 610.0, 18.0], "plywood", "softwood plywood sheet"),
        ("2x stud 96\" 3 1/2x1 1/2 in", 2, Form::Board, vec![2438.4, 88.9, 38.1], "", "stud"),
        ("40 pcs screw 5x70", 40, Form::Item, vec![], "", "screw 5×70"),
        ("pipe 110/3.2 1.4m pvc", 1, Form::Pipe, vec![1400.0, 110.0, 3.2], "pvc_u", "rigid PVC (PVC-U) pipe"),
        ("2 sheets ply 18 600x400", 2, Form::Sheet, vec![600.0, 400.0, 18.0], "plywood", "softwood plywood sheet"),
        ("angle 40x40x4 2m", 1, Form::Angle, vec![2000.0, 40.0, 4.0, 40.0], "", "angle"),
        ("rope 8 20m", 1, Form::Spool, vec![20_000.0, 8.0], "", "rope"),
        ("magnet 50x20x10 n42 x12", 12, Form::Item, vec![50.0, 20.0, 10.0], "", "magnet 50×20×10"),
        ("rod 1/2 in 2ft steel", 1, Form::Rod, vec![609.6, 12.7], steel, "mild steel rod"),
        ("board 120cm x 9,5cm x 22", 1, Form::Board, vec![1200.0, 95.0, 22.0], "", "board"),
    ] {
        let (material, name) = (material.to_owned(), name.to_owned());
        assert_eq!(said(text), (count, form, sizes, material, name), "{text}");
    }
}

#[test]
fn says_what_is_missing() {
    let missing = |text: &str| quick(text).2.unwrap_or_default();
    assert!(missing("").contains("say what it is"));
    assert!(missing("board 1200").contains("width and thickness"));
    assert!(missing("pipe 2m 48").contains("wall"));
    assert!(missing("1200").contains("form"));
    assert!(missing("0x board 1200x95x22").contains("how many"));
    assert!(missing("board 1200x95x22x7").contains("too many"));
    assert!(missing("pipe 2m 20x15").contains("hollow"));
    assert!(missing("board 1200x95x22 kg").is_empty());
}

#[test]
fn tells_how_it_understood() {
    let (_, understood, _) = quick("3x board 1200x95x22 pine");
    let all = ["3 ×", "board", "length 1200 mm", "width 95 mm", "thickness 22 mm", "reclaimed softwood", "“pine”"];
    assert_eq!(understood, all);
}

proptest! {
    #[test]
    fn never_panics(text in "\\PC{0,60}") {
        let _ = quick(&text);
    }

    #[test]
    fn never_panics_on_near_lines(text in "[0-9x×. m½/\"boardpie,]{0,40}") {
        let (piece, _, missing) = quick(&text);
        prop_assert!(missing.is_some() || super::finish::unusable(&piece).is_none());
    }
}
