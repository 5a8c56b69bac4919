//! One row of a stock file becomes a piece, or the reason why not.

use super::cell::{
    read_attributes, read_count, read_defects, read_distance, read_length, read_money, read_size, unguard,
};
use super::columns::Columns;
use super::{Form, Grade, Material, StockPiece};
use crate::diagnostic::{Diagnostic, Place};

/// Longest length of a piece (m): of bars and sheets, and of what comes on a spool.
const LONGEST: f64 = 100.0;
const LONGEST_SPOOL: f64 = 100_000.0;
/// A bar shorter than this (m) was probably meant in metres.
const SHORTEST: f64 = 0.02;

/// Why a row was refused: its column, the reason, and advice.
type Refusal = (&'static str, String, String);

/// Reads a piece from the cells of `row`; what is odd but usable goes to `problems`.
pub(super) fn read_piece(
    columns: &Columns,
    cells: &[String],
    row: usize,
    problems: &mut Vec<Diagnostic>,
) -> Result<StockPiece, Box<Diagnostic>> {
    let refuse = |(column, message, hint): Refusal| {
        let error = Diagnostic::error("bad-row", Place::cell(row, column), message);
        Box::new(if hint.is_empty() { error } else { error.hint(hint) })
    };
    let piece = fill(columns, cells).map_err(refuse)?;
    complete(&piece).map_err(refuse)?;
    for (column, message, hint) in oddities(&piece, columns) {
        problems.push(Diagnostic::warning("odd-row", Place::cell(row, column), message).hint(hint));
    }
    Ok(piece)
}

fn fill(columns: &Columns, cells: &[String]) -> Result<StockPiece, Refusal> {
    let text = |name: &str| unguard(columns.text(cells, name)).to_owned();
    let form = columns.text(cells, "form");
    let form = Form::parse(form).map_err(|hint| match form {
        "" => ("form", "the form is missing".to_owned(), hint),
        typed => ("form", format!("“{typed}” is not a form"), hint),
    })?;
    let at = |name: &'static str| move |message: String| (name, message, String::new());
    let limit = if form == Form::Spool { LONGEST_SPOOL } else { LONGEST };
    let size = |name: &'static str| match columns.text(cells, name) {
        "" => Ok(None),
        typed => read_size(typed, &columns.length_unit(name), limit).map(Some).map_err(at(name)),
    };
    let money = |typed: &str| if typed.is_empty() { Ok(None) } else { read_money(typed).map(Some) };
    let distance = |typed: &str| if typed.is_empty() { Ok(None) } else { read_distance(typed).map(Some) };
    let tolerance = match columns.text(cells, "tolerance").trim_start_matches('±').trim() {
        "" => 0.0,
        typed => read_length(typed, &columns.length_unit("tolerance"), 1.0).map_err(at("tolerance"))?,
    };
    let defects = text("defects");
    let linear = if form.is_linear() {
        read_defects(&defects, &columns.length_unit("defects"), limit).map_err(at("defects"))?
    } else {
        Vec::new()
    };
    let quantity = if columns.has("quantity") {
        read_count(columns.text(cells, "quantity")).map_err(at("quantity"))?
    } else {
        Some(1)
    };
    Ok(StockPiece {
        id: text("id"),
        name: text("name"),
        form,
        section: text("section"),
        material: text("material"),
        quantity,
        length: size("length")?,
        width: size("width")?,
        thickness: size("thickness")?,
        height: size("height")?,
        diameter: size("diameter")?,
        wall: size("wall")?,
        outline: text("outline"),
        defects: linear,
        defect_outlines: if form.is_linear() { String::new() } else { defects },
        tolerance,
        grade: text("grade"),
        price: money(columns.text(cells, "price")).map_err(at("price"))?,
        owner: text("owner"),
        place: text("place"),
        distance: distance(columns.text(cells, "distance")).map_err(at("distance"))?,
        source: text("source"),
        hazard: text("hazard"),
        notes: text("notes"),
        attributes: read_attributes(&text("attributes")).map_err(at("attributes"))?,
    })
}

/// Whether a piece has what its form needs, and whether its sizes fit each other.
fn complete(piece: &StockPiece) -> Result<(), Refusal> {
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
    Ok(())
}

/// What is usable but may not be what was meant.
fn oddities(piece: &StockPiece, columns: &Columns) -> Vec<Refusal> {
    let mut odd: Vec<Refusal> = Vec::new();
    if columns.has("material") && piece.form.is_linear() && Material::find(&piece.material).is_none() {
        let names = Material::all().iter().map(|m| m.id.as_str());
        let near =
            crate::diagnostic::suggest(&piece.material, names).map(|near| format!("did you mean {near}? Until then "));
        let hint =
            format!("{}its strength and weight are not known, so checks that need them fail", near.unwrap_or_default());
        let message = match piece.material.as_str() {
            "" => "the material is missing".to_owned(),
            typed => format!("“{typed}” is not in the table of materials"),
        };
        odd.push(("material", message, hint));
    }
    if let Some(length) = piece.length.filter(|l| *l < SHORTEST && piece.form.is_linear()) {
        let mm = crate::quantity::format_plain(length * 1e3, 2);
        let hint = format!("a bare number is millimetres; if it is {mm} m, write “{mm} m”");
        odd.push(("length", format!("{mm} mm is very short"), hint));
    }
    if Grade::find(&piece.grade).is_none() {
        let all: Vec<&str> = Grade::all().iter().map(|g| g.id.as_str()).collect();
        let hint = format!("it counts as poor; the grades are {}", all.join(", "));
        odd.push(("grade", format!("“{}” is not a grade", piece.grade), hint));
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
