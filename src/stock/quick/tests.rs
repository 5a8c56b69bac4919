//! Lines as people type them.

use super::*;
use crate::stock::read_materials;
use proptest::prelude::*;

fn read(text: &str) -> Understood {
    quick(text, &Materials::default())
}

/// What a line means, short: `3 board 1200×95×22 pine [material] key=value …`, sizes in the form's order (mm).
fn said(text: &str) -> String {
    let Understood { piece: p, missing, .. } = read(text);
    let mm = |v: Option<f64>| v.map(|v| format!("{}", libm::round(v * 1e4) / 10.0));
    let sizes = [p.length, p.width, p.thickness, p.height, p.diameter, p.wall];
    let sizes = sizes.into_iter().filter_map(mm).collect::<Vec<_>>().join("×");
    let mut out = vec![p.quantity.unwrap_or(0).to_string(), p.form.to_string(), sizes, format!("“{}”", p.name)];
    out.push(p.material.clone());
    out.push(p.grade.clone());
    out.extend((p.tolerance > 0.0).then(|| format!("±{}", p.tolerance * 1e3)));
    out.extend(p.price.map(|price| format!("{price}EUR")));
    out.extend((!p.place.is_empty()).then(|| format!("@{}", p.place)));
    out.extend((!p.owner.is_empty()).then(|| format!("of {}", p.owner)));
    out.extend(p.attributes.iter().map(|(key, value)| format!("{key}={value}")));
    out.extend(missing.map(|why| format!("MISSING {why}")));
    out.retain(|word| !word.is_empty());
    out.join(" ")
}

/// Everyday lines and what they mean.
const CORPUS: &str = include_str!("corpus.txt");

#[test]
fn understands_what_people_say() {
    let lines: Vec<(&str, &str)> = CORPUS.lines().filter_map(|line| line.split_once(" => ")).collect();
    assert!(lines.len() >= 60, "{}", lines.len());
    let wrong: Vec<String> = lines
        .into_iter()
        .filter(|(text, meant)| said(text) != *meant)
        .map(|(text, meant)| format!("{text} => {}\n    not {meant}", said(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn says_what_is_missing() {
    let missing = |text: &str| read(text).missing.unwrap_or_default();
    assert!(missing("").contains("say what it is"));
    assert!(missing("board 1200").contains("width and thickness"));
    assert!(missing("pipe 2m 48").contains("wall"));
    assert!(missing("1200").contains("form"));
    assert!(missing("0x board 1200x95x22").contains("how many"));
    assert!(missing("board 1200x95x22x7").contains("too many"));
    assert!(missing("pipe 2m 20x15").contains("hollow"));
    assert!(missing("board 1200x95x22 kg").is_empty());
    assert!(missing("board 1200x95x22 ±wide").is_empty());
    assert!(missing("board 1200x95x22±2kg").contains("tolerance"));
}

#[test]
fn tells_what_was_understood_where() {
    let line = "3x Brett 1200×95×22 Kiefer, ±2 3€ @Schuppen";
    let understood = read(line);
    let told: Vec<(&str, SaidKind, &str)> =
        understood.said.iter().map(|s| (&line[s.span.clone()], s.kind, s.text.as_str())).collect();
    let expected = [
        ("3x", SaidKind::Count, "3 ×"),
        ("Brett", SaidKind::Form, "board"),
        ("1200×", SaidKind::Size, "length 1200 mm"),
        ("95×", SaidKind::Size, "width 95 mm"),
        ("22", SaidKind::Size, "thickness 22 mm"),
        ("Kiefer,", SaidKind::Material, "reclaimed softwood"),
        ("±2", SaidKind::Tolerance, "± 2 mm"),
        ("3€", SaidKind::Price, "3 EUR"),
        ("@Schuppen", SaidKind::Place, "at Schuppen"),
    ];
    assert_eq!(told, expected);
    assert!(understood.assumed.is_empty());
    assert_eq!(read("1200x95x22").assumed, ["1 ×", "board"]);
}

#[test]
fn own_materials_are_understood() {
    let own = read_materials("id,name,aliases\nhardwood_elm,elm,Ulme\nsteel_old,steel,\n").materials;
    assert_eq!(quick("2 boards 1200x95x22 Ulme", &own).piece.material, "hardwood_elm");
    assert_eq!(quick("rod 12 2m steel", &own).piece.material, "steel_old");
}

/// Every byte that is no white space lies in one span; spans follow one another; what names it is in the name.
fn nothing_is_lost(text: &str) -> Result<(), TestCaseError> {
    let Understood { piece, said, .. } = read(text);
    let mut end = 0;
    for Said { span, kind, text: told } in &said {
        prop_assert!(end <= span.start && span.start < span.end && span.end <= text.len(), "{said:?}");
        prop_assert!(text[end..span.start].trim().is_empty(), "“{}” is lost: {said:?}", &text[end..span.start]);
        let typed = &text[span.clone()];
        let bare = typed.trim().trim_end_matches([',', ';', ':']);
        match kind {
            SaidKind::Name => prop_assert!(piece.name.contains(bare), "“{typed}” is not in “{}”", piece.name),
            SaidKind::Note => prop_assert!(piece.notes.contains(typed.trim())),
            SaidKind::Filler => {}
            _ => prop_assert!(!told.is_empty()),
        }
        end = span.end;
    }
    prop_assert!(text[end..].trim().is_empty(), "“{}” is lost: {said:?}", &text[end..]);
    Ok(())
}

proptest! {
    #[test]
    fn never_panics_and_loses_nothing(text in "\\PC{0,60}") {
        nothing_is_lost(&text)?;
    }

    #[test]
    fn near_lines_lose_nothing(text in "[0-9x×. m½/\"boardpie,±€@ØX:-]{0,40}") {
        nothing_is_lost(&text)?;
        let Understood { piece, missing, .. } = read(&text);
        prop_assert!(missing.is_some() || unusable(&piece).is_none());
    }

    #[test]
    fn words_in_any_order_lose_nothing(
        words in prop::collection::vec(prop::sample::select(vec![
            "3", "x", "3x", "1200x95x22", "1,2m", "95", "mm", "±", "2", "+-2", "@", "@shed", "owner:", "Ana", "€", "$3",
            "board", "Brett", "de", "of", "pine", "steel tube", "worn", "1/2", "in", "Ø12", "by", "n42", "12V", "kg", ",",
            "€/m", "5€/m", "Stück", "zwei", "2x4", "8ft", "Äpfel", "×", "¾", "x12",
        ]), 0..9),
        gap in "[ \u{a0}]{1,2}",
    ) {
        nothing_is_lost(&words.join(&gap))?;
    }

    #[test]
    fn long_lines_go_to_the_notes(text in "[aé ]{380,460}") {
        nothing_is_lost(&text)?;
    }
}
