//! One row of a stock file becomes a piece, or the reason why not.

use super::cell::{
    read_attributes, read_count, read_defects, read_distance, read_length, read_money, read_size, unguard,
};
use super::columns::{Columns, length};
use super::foreign::section_parts;
use super::outline::{Outline, parse_polygons};
use super::{Form, Grade, Materials, StockPiece};
use crate::diagnostic::{Diagnostic, Place};

/// Longest length of a piece (m): of bars and sheets, and of what comes on a spool.
const LONGEST: f64 = 100.0;
const LONGEST_SPOOL: f64 = 100_000.0;
/// Longest length that a piece of a form may have (m).
pub(super) fn longest(form: Form) -> f64 {
    if form == Form::Spool { LONGEST_SPOOL } else { LONGEST }
}

/// A bar shorter than this (m) was probably meant in metres.
const SHORTEST: f64 = 0.02;

/// Why a cell was refused: its column, the reason, and advice.
type Refusal = (&'static str, String, String);

/// Reads a piece from the cells of `row`, or says what is wrong with every cell that cannot be read. What is odd
/// but usable goes to `problems`, where the materials to judge by are given.
pub(super) fn read_piece(
    columns: &Columns,
    materials: Option<&Materials>,
    cells: &[String],
    row: usize,
    problems: &mut Vec<Diagnostic>,
) -> Result<StockPiece, Vec<Diagnostic>> {
    let mut bad = Vec::new();
    let piece = fill(columns, cells, &mut bad);
    let piece =
        piece.filter(|_| bad.is_empty()).and_then(|p| complete(p, columns).map_err(|refusal| bad.push(refusal)).ok());
    let Some(piece) = piece else { return Err(refused(bad, columns, row)) };
    let odd = materials.map(|materials| oddities(&piece, columns, materials)).unwrap_or_default();
    for (column, message, hint) in odd {
        problems.push(Diagnostic::warning("odd-row", Place::cell(row, columns.label(column)), message).hint(hint));
    }
    Ok(piece)
}

#[cold]
#[inline(never)]
fn refused(bad: Vec<Refusal>, columns: &Columns, row: usize) -> Vec<Diagnostic> {
    let refuse = |(column, message, hint): Refusal| {
        let error = Diagnostic::error("bad-row", Place::cell(row, columns.label(column)), message);
        if hint.is_empty() { error } else { error.hint(hint) }
    };
    bad.into_iter().map(refuse).collect()
}

/// The value, or nothing and a refusal more.
fn take<T>(read: Result<T, String>, column: &'static str, bad: &mut Vec<Refusal>) -> Option<T> {
    read.map_err(|message| bad.push((column, message, String::new()))).ok()
}

fn fill(columns: &Columns, cells: &[String], bad: &mut Vec<Refusal>) -> Option<StockPiece> {
    let text = |name: &str| unguard(columns.text(cells, name)).to_owned();
    let mut piece = StockPiece::default();
    let mut derived = false;
    if !columns.has("form") {
        // Other programs carry our section key in a column of theirs.
        if let Some(found) = section_parts(&text("section")).or_else(|| section_parts(&text("material"))) {
            (piece, derived) = (found, true);
        }
    }
    if !derived {
        let typed = columns.text(cells, "form");
        match Form::parse(typed) {
            Ok(form) => piece.form = form,
            Err(hint) => {
                let message = match typed {
                    "" => "the form is missing".to_owned(),
                    typed => format!("“{typed}” is not a form"),
                };
                bad.push(("form", message, hint));
                return None;
            }
        }
        piece.section = text("section");
        piece.material = text("material");
    }
    let limit = longest(piece.form);
    let sizes: [(&'static str, &mut Option<f64>); 6] = [
        ("length", &mut piece.length),
        ("width", &mut piece.width),
        ("thickness", &mut piece.thickness),
        ("height", &mut piece.height),
        ("diameter", &mut piece.diameter),
        ("wall", &mut piece.wall),
    ];
    for (name, place) in sizes {
        let typed = columns.number(cells, name);
        if !typed.is_empty() && place.is_none() {
            *place = take(read_size(&typed, columns.length_unit(name), limit), name, bad);
        }
    }
    if piece.form == Form::Sheet && piece.thickness.is_none() && !columns.has("form") {
        piece.thickness = thickness_in(&piece.material);
    }
    let number = |name: &'static str| Some(columns.number(cells, name)).filter(|typed| !typed.is_empty());
    if let Some(typed) = number("tolerance") {
        let typed = typed.trim_start_matches('±').trim();
        piece.tolerance =
            take(read_length(typed, columns.length_unit("tolerance"), 1.0), "tolerance", bad).unwrap_or(0.0);
    }
    piece.price = number("price").and_then(|typed| take(read_money(&typed), "price", bad));
    piece.distance = number("distance").and_then(|typed| take(read_distance(&typed), "distance", bad));
    piece.quantity = match columns.number(cells, "quantity") {
        typed if typed.is_empty() && !columns.has("quantity") => Some(1),
        typed => take(read_count(&typed), "quantity", bad).flatten(),
    };
    let defects = text("defects");
    if piece.form.is_linear() && !defects.is_empty() {
        let read = read_defects(&defects, columns.length_unit("defects"), limit);
        piece.defects = take(read, "defects", bad).unwrap_or_default();
    } else {
        piece.defect_outlines = defects;
    }
    let attributes = text("attributes");
    if !attributes.is_empty() {
        piece.attributes = take(read_attributes(&attributes), "attributes", bad).unwrap_or_default();
    }
    piece.id = text("id");
    piece.name = text("name");
    piece.outline = text("outline");
    piece.grade = text("grade");
    piece.owner = text("owner");
    piece.place = text("place");
    piece.source = text("source");
    piece.hazard = text("hazard");
    piece.notes = text("notes");
    Some(piece)
}

/// The thickness (m) that the name of a board material tells: `Birch ply 18mm`, `18 mm MDF`.
fn thickness_in(material: &str) -> Option<f64> {
    let low = crate::fold::lower(material);
    let before = low[..low.find("mm")?].trim_end();
    let start = before.rfind(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').map_or(0, |k| k + 1);
    let start = (start..=before.len()).find(|k| before.is_char_boundary(*k))?;
    read_size(&before[start..], &length("mm", 0.001), 1.0).ok()
}

/// Whether a piece has what its form needs, and whether its sizes fit each other.
fn complete(mut piece: StockPiece, columns: &Columns) -> Result<StockPiece, Refusal> {
    if piece.form == Form::Sheet {
        outlines(&mut piece, columns)?;
    }
    let sized = [
        ("length", piece.length),
        ("width", piece.width),
        ("thickness", piece.thickness),
        ("height", piece.height),
        ("diameter", piece.diameter),
        ("wall", piece.wall),
    ];
    for need in piece.form.needs() {
        if sized.iter().any(|(name, value)| name == need && value.is_none()) {
            let all = piece.form.needs().join(", ");
            let message = format!("a {} needs its {need}", piece.form);
            return Err((
                *need,
                message,
                format!("measure it and write it down, such as 120 or 12 cm; needed are {all}"),
            ));
        }
    }
    if piece.form == Form::Item && piece.section.is_empty() && piece.name.is_empty() {
        return Err((
            "name",
            "an item needs a name or a section".to_owned(),
            "say what it is, such as screws 5×70".into(),
        ));
    }
    let narrowest = match piece.form {
        Form::Pipe => piece.diameter,
        Form::Box => piece.width.zip(piece.height).map(|(w, h)| w.min(h)),
        _ => None,
    };
    if let Some((wall, across)) = piece.wall.zip(narrowest)
        && 2.0 * wall >= across
    {
        let hint = format!("a solid bar is a {} instead", if piece.form == Form::Pipe { "rod" } else { "board" });
        return Err(("wall", "the walls leave no hollow".to_owned(), hint));
    }
    if let (Form::Angle, Some(t), Some(w), Some(h)) = (piece.form, piece.thickness, piece.width, piece.height)
        && t >= w.min(h)
    {
        return Err(("thickness", "the leg is thicker than it is wide".to_owned(), "check the columns".into()));
    }
    Ok(piece)
}

/// Checks a sheet's outline and defects; an outline gives the length and width that are missing. Both are kept
/// as typed, or in millimetres where the file counts in something else.
#[inline(never)] // few stocks have any: the build can load this later
fn outlines(piece: &mut StockPiece, columns: &Columns) -> Result<(), Refusal> {
    let hint = || "write x y, x y, … in millimetres around the sheet; holes follow after |".to_owned();
    let metric = |name: &str| columns.length_unit(name).symbol == "mm";
    if !piece.outline.trim().is_empty() {
        let read = Outline::parse(&piece.outline, columns.length_unit("outline"));
        let outline = read.map_err(|message| ("outline", message, hint()))?;
        let (x, y) = outline.extent();
        piece.length.get_or_insert(libm::round(x * 1e9) / 1e9);
        piece.width.get_or_insert(libm::round(y * 1e9) / 1e9);
        if !metric("outline") {
            piece.outline = outline.write();
        }
    }
    let read = parse_polygons(&piece.defect_outlines, columns.length_unit("defects"));
    let defects = read.map_err(|message| ("defects", message, "separate several defects by ;".to_owned()))?;
    if !metric("defects") {
        let text = |outer| Outline { outer, holes: Vec::new() }.write();
        piece.defect_outlines = defects.into_iter().map(text).collect::<Vec<_>>().join("; ");
    }
    Ok(())
}

/// What is usable but may not be what was meant.
fn oddities(piece: &StockPiece, columns: &Columns, materials: &Materials) -> Vec<Refusal> {
    let mut odd: Vec<Refusal> = Vec::new();
    if columns.has("material") && piece.form.is_linear() && materials.find(&piece.material).is_none() {
        odd.push(unknown_material(&piece.material, materials));
    }
    if let Some(length) = piece.length.filter(|l| *l < SHORTEST && piece.form.is_linear()) {
        odd.push(short(length));
    }
    if Grade::find(&piece.grade).is_none() {
        odd.push(unknown_grade(&piece.grade));
    }
    if piece.defects.iter().any(|(_, to)| piece.length.is_some_and(|l| *to > l)) {
        let hint = "the part beyond the end is ignored; measure both from the same end".to_owned();
        odd.push(("defects", "a defect lies beyond the end of the piece".to_owned(), hint));
    }
    if piece.quantity.is_none() && piece.price.is_none() {
        let hint = "write how many there are, or what one costs".to_owned();
        odd.push(("quantity", "no quantity and no price: counted as without limit and free".to_owned(), hint));
    }
    odd
}

// Not inlined: what is rarely said need not be there for the first picture.

#[cold]
#[inline(never)]
fn unknown_material(material: &str, materials: &Materials) -> Refusal {
    let names = materials.all().map(|m| m.id.as_str());
    let near = crate::diagnostic::suggest(material, names).map(|near| format!("did you mean {near}? Until then "));
    let near = near.unwrap_or_default();
    let hint = format!("{near}its strength and weight are not known, so checks that need them fail");
    let message = match material {
        "" => "the material is missing".to_owned(),
        typed => format!("“{typed}” is not in the table of materials"),
    };
    ("material", message, hint)
}

#[cold]
#[inline(never)]
fn short(length: f64) -> Refusal {
    let mm = crate::quantity::format_plain(length * 1e3, 2);
    let hint = format!("a bare number is millimetres; if it is {mm} m, write “{mm} m”");
    ("length", format!("{mm} mm is very short"), hint)
}

#[cold]
#[inline(never)]
fn unknown_grade(grade: &str) -> Refusal {
    let all: Vec<&str> = Grade::all().iter().map(|g| g.id.as_str()).collect();
    let hint = format!("it counts as poor; the grades are {}", all.join(", "));
    ("grade", format!("“{grade}” is not a grade"), hint)
}
