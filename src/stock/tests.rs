//! Laws of the stock file: what is written reads back, what is wrong is located, nothing panics.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

const HEADER: &str = "id,name,form,material,quantity,length,width,thickness\n";

fn one(row: &str) -> CsvRead {
    read_csv(&format!("{HEADER}{row}\n"))
}

#[test]
fn reads_units_and_commas() {
    let text = "Form;Qty;Length (m);Width;Thickness;Price;Distance;Defects\nplank;2;1,2;145;7/8 in;€4;3;200..250; \n";
    let read = read_csv(text);
    assert_eq!(read.rejected, vec![]);
    let piece = &read.inventory.pieces[0];
    assert_eq!((piece.id.as_str(), piece.form, piece.quantity), ("s1", Form::Board, Some(2)));
    assert_eq!((piece.length, piece.width, piece.thickness), (Some(1.2), Some(0.145), Some(0.022225)));
    assert_eq!((piece.price, piece.distance), (Some(4.0), Some(3000.0)));
    assert_eq!(piece.defects, vec![(0.2, 0.25)]);
}

#[test]
fn a_bad_row_is_refused_with_its_place_and_the_good_ones_stay() {
    let text = format!("{HEADER}a,,board,softwood_C24,1,1200,145,22\n\nb,,board,softwood_C24,1,1200,wide,22\n");
    let read = read_csv(&text);
    assert_eq!(read.inventory.pieces.len(), 1);
    assert_eq!(read.rejected[0].row, 4);
    assert!(read.rejected[0].reason.contains("row 4, column width"), "{}", read.rejected[0].reason);
    for (row, column, word) in [
        ("a,,bord,,1,1200,145,22", "form", "did you mean board?"),
        ("a,,board,,1,-1200,145,22", "length", "negative"),
        ("a,,board,,1,0,145,22", "length", "zero"),
        ("a,,board,,1,200 m,145,22", "length", "more than 100 m"),
        ("a,,board,,1.5,1200,145,22", "quantity", "whole"),
        ("a,,board,,1,1200,,22", "width", "needs its width"),
        ("a,,rod,,1,1200,,", "diameter", "needs its diameter"),
        (",,item,,1,,,", "name", "name or a section"),
    ] {
        let read = one(row);
        assert_eq!((read.inventory.pieces.len(), read.rejected.len()), (0, 1), "{row}");
        let problem = read.problems.last().unwrap().to_string();
        assert!(problem.contains(&format!("column {column}")) && problem.contains(word), "{row}: {problem}");
    }
}

#[test]
fn doubled_ids_get_a_suffix_and_are_told() {
    let read = read_csv("id,name,form,quantity\na,x,item,1\na,y,item,1\na-2,z,item,1\n,w,item,1\n");
    let ids: Vec<&str> = read.inventory.pieces.iter().map(|p| p.id.as_str()).collect();
    assert_eq!(ids, ["a", "a-3", "a-2", "s4"]);
    assert!(read.problems[0].to_string().contains("row 3"));
}

#[test]
fn files_beyond_the_limits_are_refused_clearly() {
    let refused = |text: String| read_csv(&text).problems.last().unwrap().to_string();
    assert!(refused("x".repeat(8_000_001)).contains("larger than 8 MB"));
    assert!(refused(format!("form\n{}", "item\n".repeat(20_001))).contains("20000 rows"));
    assert!(refused(format!("form{}\n", ",".repeat(200))).contains("200 columns"));
    assert!(refused(format!("name,form\n{},item\n", "x".repeat(10_001))).contains("10000 characters"));
    assert!(refused("lenght\n1\n".to_owned()).contains("no column is named form"));
    assert!(refused(String::new()).contains("empty"));
}

#[test]
fn no_cell_starts_a_formula() {
    let piece = StockPiece { id: "a".into(), name: "=HYPERLINK(1)".into(), notes: "-2+3".into(), ..example_item() };
    let text = write_csv(&Inventory::from(vec![piece]));
    assert!(text.contains(",'=HYPERLINK(1)") || text.contains("'=HYPERLINK"));
    for cell in text.lines().nth(1).unwrap().split(',') {
        assert!(!cell.trim_start_matches('"').starts_with(['=', '+', '-', '@']), "{cell}");
    }
}

fn example_item() -> StockPiece {
    StockPiece { id: "a".into(), name: "motor".into(), quantity: Some(1), ..StockPiece::default() }
}

fn size() -> impl Strategy<Value = f64> {
    (1u32..90_000_000).prop_map(|um| f64::from(um) / 1e6)
}

fn words() -> impl Strategy<Value = String> {
    "[=+@'\"a-z;,\\\\ \n×-]{0,12}".prop_map(|text| text.trim().to_owned())
}

prop_compose! {
    fn piece()(
        form in prop::sample::select(Form::ALL.to_vec()),
        texts in prop::collection::vec(words(), 10),
        sizes in prop::collection::vec(size(), 5),
        quantity in prop::option::of(0u32..1000),
        price in prop::option::of(0u32..100_000),
        distance in prop::option::of(0u32..10_000_000),
        tolerance in 0u32..5000,
        ends in prop::collection::vec((0u32..1000, 1u32..1000), 0..3),
        attributes in prop::collection::btree_map("[a-z=;\\\\]{1,5}", words(), 0..3),
    ) -> StockPiece {
        let [name, section, material, outline, grade, owner, place, source, hazard, notes] =
            <[String; 10]>::try_from(texts).unwrap();
        let defects = ends.iter().map(|(from, run)| (f64::from(*from) / 1e3, f64::from(from + run) / 1e3)).collect();
        let hollow = |s: f64| libm::round((s + 0.01) * 1e6) / 1e6;
        let triangle = if quantity.is_some() { "0 0, 80 0, 0 60".to_owned() } else { String::new() };
        StockPiece {
            id: String::new(),
            name: if name.is_empty() { "x".to_owned() } else { name },
            form,
            section,
            material,
            quantity,
            length: Some(sizes[0]),
            width: Some(hollow(sizes[1])),
            thickness: Some(if form == Form::Angle { 0.01 } else { sizes[2] }),
            height: Some(hollow(sizes[3])),
            diameter: Some(hollow(sizes[4])),
            wall: Some(0.001),
            outline: if form == Form::Sheet { triangle.clone() } else { outline },
            defects: if form.is_linear() { defects } else { Vec::new() },
            defect_outlines: if form == Form::Sheet { triangle } else { String::new() },
            tolerance: f64::from(tolerance) / 1e6,
            grade,
            price: price.map(|cents| f64::from(cents) / 100.0),
            owner,
            place,
            distance: distance.map(|metres| f64::from(metres) / 10.0),
            source,
            hazard,
            notes,
            attributes: BTreeMap::from_iter(attributes),
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_reads_back(mut pieces in prop::collection::vec(piece(), 0..5)) {
        for (index, piece) in pieces.iter_mut().enumerate() {
            piece.id = format!("p{index}");
        }
        let inventory = Inventory::from(pieces);
        let text = write_csv(&inventory);
        prop_assert_eq!(&read_written(&text).inventory, &inventory);
        let read = read_csv(&text);
        prop_assert_eq!(&read.rejected, &vec![]);
        prop_assert_eq!(read.inventory, inventory);
    }

    #[test]
    fn never_panics(text in "\\PC{0,60}", rows in "[\"0-9a-z,;.=\n-]{0,80}") {
        let _ = read_csv(&text);
        let _ = read_csv(&format!("{HEADER}{rows}"));
        let _ = families(&read_csv(&format!("form,quantity,width,attributes,defects\nspool,1{rows}")).inventory);
    }
}
