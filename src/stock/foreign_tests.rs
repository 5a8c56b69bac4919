//! Laws of foreign tables: what a format has a place for reads back the same; the rest is told.

use proptest::prelude::*;

use super::*;

fn bar(form: Form, sizes: [u32; 4], count: u32, price: Option<u32>, name: &str, material: &str) -> StockPiece {
    let mm = |size: u32| Some(f64::from(size) / 1e3);
    let [a, b, length, across] = sizes;
    let (wide, thin) = (a.max(b) + 10, a.min(b) + 10);
    let mut piece = StockPiece {
        form,
        name: name.to_owned(),
        material: material.to_owned(),
        quantity: Some(count),
        length: mm(length + 100),
        price: price.map(|cents| f64::from(cents) / 100.0),
        ..StockPiece::default()
    };
    match form {
        Form::Board => (piece.width, piece.thickness) = (mm(wide), mm(thin)),
        Form::Rod => piece.diameter = mm(wide),
        Form::Pipe => (piece.diameter, piece.wall) = (mm(wide), mm(2)),
        Form::Box => (piece.width, piece.height, piece.wall) = (mm(wide), mm(thin), mm(2)),
        Form::Angle => (piece.width, piece.height, piece.thickness) = (mm(wide), mm(thin), mm(3)),
        _ => (piece.width, piece.thickness) = (mm(across + 100), mm(thin)),
    }
    piece
}

/// What is left of a piece after a way through a format.
fn carried(format: Format, piece: &StockPiece, index: usize) -> StockPiece {
    let mut left = StockPiece { id: format!("s{}", index + 1), ..piece.clone() };
    if matches!(format, Format::OptiCutterLinear | Format::OptiCutterSheet) {
        left.name = String::new();
    } else {
        left.price = None;
    }
    left
}

/// Form, sizes, how many, cents, name, material.
type Row = (usize, (u32, u32, u32, u32), u32, Option<u32>, String, &'static str);

proptest! {
    #[test]
    fn what_a_format_carries_reads_back(
        rows in prop::collection::vec(
            (0usize..6, (10u32..300, 10u32..300, 0u32..3000, 0u32..1000), 0u32..100, prop::option::of(0u32..10_000),
             "[a-z=+;,\"-]{0,8}", prop::sample::select(vec!["softwood_C24", "plywood", "steel_S235", ""])), 1..6)
    ) {
        let forms = [Form::Board, Form::Rod, Form::Pipe, Form::Box, Form::Angle, Form::Sheet];
        let piece = |row: &Row| {
            let (a, b, c, d) = row.1;
            bar(forms[row.0], [a, b, c, d], row.2, row.3, &row.4, row.5)
        };
        let inventory = Inventory::from(rows.iter().map(piece).collect::<Vec<_>>());
        for format in Format::ALL.into_iter().filter(|f| *f != Format::Own) {
            let (text, problems) = write_as(&inventory, format);
            let kept: Vec<&StockPiece> = inventory.pieces.iter().filter(|p| format.refuses(p).is_none()).collect();
            prop_assert_eq!(problems.len(), inventory.pieces.len() - kept.len());
            if kept.is_empty() {
                continue;
            }
            let mapping = Mapping::guess(&text);
            prop_assert_eq!(mapping.format, format);
            let read = read_with(&text, &mapping, &Materials::default());
            prop_assert_eq!(&read.rejected, &vec![], "{}", text);
            let expected: Vec<StockPiece> = kept.iter().enumerate().map(|(k, p)| carried(format, p, k)).collect();
            prop_assert_eq!(read.inventory.pieces, expected, "{}", text);
        }
    }

    #[test]
    fn hostile_tables_end_with_a_reason(text in "[SPMN,;\t\n0-9a-z.\"=]{0,120}") {
        let mapping = Mapping::guess(&text);
        let read = read_with(&text, &mapping, &Materials::default());
        prop_assert!(!read.problems.is_empty() || !read.inventory.pieces.is_empty());
        let _ = rejected_csv(&text, &read);
    }
}

#[test]
fn foreign_tables_are_read() {
    let cutlist =
        "Length,Width,Qty,Material,Label,Enabled\n2440,1220,2,18mm Birch ply,shelf,true\n600,400,1,MDF 12 mm,,false\n";
    let read = read_csv(cutlist);
    let piece = &read.inventory.pieces[0];
    assert_eq!((piece.form, piece.thickness, piece.name.as_str()), (Form::Sheet, Some(0.018), "shelf"));
    assert_eq!(read.inventory.pieces.len(), 1);
    assert!(read.problems.iter().any(|p| p.message.contains("switched off")));

    let open = "No.;Designation;Quantity;Length - raw;Width - raw;Thickness - raw;Length;Width;Thickness;Area - final;Material type;Material name;Tags\nA;Side;2;810 mm;430 mm;18 mm;800,5 mm;400 mm;18 mm;0,32 m²;Sheet good;plywood;\n";
    let read = read_csv(open);
    assert_eq!(read.rejected, vec![]);
    let piece = &read.inventory.pieces[0];
    assert_eq!((piece.id.as_str(), piece.length, piece.material.as_str()), ("A", Some(0.8005), "plywood"));

    let linear = "@,my bars\nN,Rack\nM,steel_S235\nK,3\nS,6000,2,rod 20 steel_S235,4.5,y\nS,3000,1,,,\nP,500,4,leg,\n";
    let read = read_csv(linear);
    assert_eq!(read.inventory.pieces[0].diameter, Some(0.02));
    assert_eq!(read.rejected.len(), 1, "a bar whose section nothing tells is kept for correction");
    assert!(read.problems.iter().any(|p| p.message.contains("parts to cut")));
}

#[test]
fn what_the_preview_changes_counts() {
    let text = "Teil;Laenge;Breite;Anz\nx;1.200;95;2\n";
    let mut mapping = Mapping::guess(text);
    assert_eq!(mapping.columns[3].column, None);
    mapping.set(3, Some("quantity"));
    mapping.set_default("form", "board");
    mapping.set_default("thickness", "22");
    mapping.decimal = Decimal::Comma;
    let read = read_with(text, &mapping, &Materials::default());
    let piece = &read.inventory.pieces[0];
    assert_eq!((piece.length, piece.thickness, piece.quantity), (Some(1.2), Some(0.022), Some(2)));
    mapping.unit = "cm".to_owned();
    mapping.decimal = Decimal::Either;
    assert_eq!(read_with(text, &mapping, &Materials::default()).inventory.pieces[0].length, Some(0.012));
}

#[test]
fn a_correction_keeps_the_marks_of_the_file() {
    let text = "form;length;width;thickness\nboard;x;9,5;2,2\nboard;1.200;95;22,5\n";
    let read = read_csv(text);
    assert_eq!((read.inventory.pieces[0].length, read.rejected.len()), (Some(1.2), 1));
    let mended = read_csv(&rejected_csv(text, &read).replace('x', "800"));
    assert_eq!(mended.inventory.pieces[0].thickness, Some(0.0022));
}

#[test]
fn no_exported_cell_starts_a_formula() {
    let piece = bar(Form::Sheet, [18, 18, 600, 400], 1, None, "=HYPERLINK(1)", "plywood");
    for format in Format::ALL {
        let (text, _) = write_as(&Inventory::from(vec![piece.clone()]), format);
        for cell in table::rows(&text).into_iter().flatten() {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
        }
    }
}
