//! Tables of other programs: whose it is, and stock written as they read it.
//!
//! They have no column for the form and the section; both travel as our section key in the column for the
//! material (`board 145×22 softwood_C24`), which groups pieces there just as it does here.

use serde::{Deserialize, Serialize};

use super::cell::{guard, write_length, write_money};
use super::mapping::{MappedColumn, Mapping};
use super::table::{Table, write_row};
use super::{Form, Inventory, StockPiece, section_key, write_csv};
use crate::diagnostic::{Diagnostic, Place};

/// Whose table it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Our own stock file, or some table with headers.
    #[default]
    Own,
    /// CutList Optimizer: boards and sheets; no prices.
    CutListOptimizer,
    /// OpenCutList: boards and sheets; no prices.
    OpenCutList,
    /// optiCutter, linear: bars of any section, with prices; no names.
    OptiCutterLinear,
    /// optiCutter, sheets, with prices; no names.
    OptiCutterSheet,
}

/// First cells of the rows of an optiCutter file.
const KEYS: [&str; 9] = ["N", "M", "K", "LT", "RT", "O", "MR", "S", "P"];

impl Format {
    /// All formats that stock can be written in.
    pub const ALL: [Self; 5] =
        [Self::Own, Self::CutListOptimizer, Self::OpenCutList, Self::OptiCutterLinear, Self::OptiCutterSheet];

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Own => "stock file",
            Self::CutListOptimizer => "CutList Optimizer",
            Self::OpenCutList => "OpenCutList",
            Self::OptiCutterLinear => "optiCutter, bars",
            Self::OptiCutterSheet => "optiCutter, sheets",
        }
    }

    /// Why the format has no place for a piece, if so.
    pub fn refuses(self, piece: &StockPiece) -> Option<&'static str> {
        let fits = match self {
            Self::Own => return None,
            Self::CutListOptimizer | Self::OpenCutList => matches!(piece.form, Form::Board | Form::Sheet),
            Self::OptiCutterLinear => piece.form.is_linear() && piece.form != Form::Spool,
            Self::OptiCutterSheet => piece.form == Form::Sheet,
        };
        match piece {
            _ if !fits => Some("that program has no such form"),
            piece if piece.quantity.is_none() => Some("it has no number of pieces"),
            piece if !piece.outline.trim().is_empty() => Some("that program knows only rectangles"),
            piece if !piece.defects.is_empty() || !piece.defect_outlines.trim().is_empty() => {
                Some("that program would cut through its defects")
            }
            _ => None,
        }
    }

    /// Whose table a header is.
    pub(super) fn of_header(mapping: &Mapping) -> Self {
        let named = |words: &[&str]| {
            words.iter().all(|word| mapping.columns.iter().any(|c| crate::fold::lower(&c.header).starts_with(word)))
        };
        match () {
            () if named(&["length", "width", "qty", "label"]) || mapping.has("enabled") => Self::CutListOptimizer,
            () if named(&["name", "count", "length", "width", "thickness"]) || named(&["length - raw"]) => {
                Self::OpenCutList
            }
            () if mapping.columns.iter().any(|c| c.reason == "stock has no such column")
                && mapping.has("thickness") =>
            {
                Self::OpenCutList
            }
            () => Self::Own,
        }
    }

    /// Whether the rows start with optiCutter's keys.
    pub(super) fn is_keyed(rows: &[Vec<String>]) -> bool {
        let mut keys =
            rows.iter().filter_map(|row| row.first()).map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        let stock = rows.iter().any(|row| row.first().is_some_and(|cell| cell.trim() == "S"));
        stock && keys.by_ref().take(50).all(|key| KEYS.contains(&key) || key.starts_with('@'))
    }

    /// The mapping of an optiCutter file: its rows `S`, the material of its row `M`.
    pub(super) fn map_keyed(table: &Table, mapping: &mut Mapping) {
        let rows =
            |key: &'static str| table.rows.iter().filter(move |row| row.first().is_some_and(|c| c.trim() == key));
        let third = |row: &Vec<String>| row.get(3).is_some_and(|c| c.trim().parse::<f64>().is_ok());
        let sheets = rows("S").all(third);
        mapping.format = if sheets { Self::OptiCutterSheet } else { Self::OptiCutterLinear };
        let meanings: &[Option<&'static str>] = if sheets {
            &[None, Some("length"), Some("width"), Some("quantity"), Some("section"), Some("price"), None]
        } else {
            &[None, Some("length"), Some("quantity"), Some("section"), Some("price"), None]
        };
        let reason = |column: &Option<&str>| match column {
            Some(_) => format!("{} has it here", mapping.format.name()),
            None => "stock has no such column".to_owned(),
        };
        mapping.columns = meanings
            .iter()
            .map(|column| MappedColumn { column: *column, reason: reason(column), ..MappedColumn::default() })
            .collect();
        let form = if sheets { Form::Sheet } else { Form::Board };
        mapping.defaults.insert("form", form.word().to_owned());
        if let Some(material) = rows("M").find_map(|row| row.get(1)).filter(|m| !m.trim().is_empty()) {
            mapping.defaults.insert("material", material.trim().to_owned());
        }
    }

    /// Whether a row of a table in this format lists stock.
    pub(super) fn is_stock(self, cells: &[String]) -> bool {
        let keyed = matches!(self, Self::OptiCutterLinear | Self::OptiCutterSheet);
        !keyed || cells.first().is_some_and(|cell| cell.trim() == "S")
    }
}

/// Form, sizes and material out of a section key such as `board 145×22 softwood_C24`.
#[inline(never)]
pub(super) fn section_parts(key: &str) -> Option<StockPiece> {
    let mut words = key.trim().splitn(3, ' ');
    let word = words.next()?;
    let form = Form::ALL.into_iter().find(|form| form.word() == word)?;
    section_rest(form, words.next()?, words.next().unwrap_or(""))
}

fn section_rest(form: Form, sizes: &str, material: &str) -> Option<StockPiece> {
    let sizes: Option<Vec<f64>> = sizes.split('×').map(|s| s.parse::<f64>().ok().map(|mm| mm / 1e3)).collect();
    let mut piece = StockPiece { form, material: material.to_owned(), ..StockPiece::default() };
    let places: Vec<&mut Option<f64>> = match form {
        Form::Board => vec![&mut piece.width, &mut piece.thickness],
        Form::Rod => vec![&mut piece.diameter],
        Form::Pipe => vec![&mut piece.diameter, &mut piece.wall],
        Form::Box => vec![&mut piece.width, &mut piece.height, &mut piece.wall],
        Form::Angle => vec![&mut piece.width, &mut piece.height, &mut piece.thickness],
        Form::Sheet => vec![&mut piece.thickness],
        Form::Spool | Form::Bulk | Form::Item => return None,
    };
    let sizes = sizes.filter(|sizes| sizes.len() == places.len())?;
    for (place, size) in places.into_iter().zip(sizes) {
        *place = Some(size);
    }
    Some(piece)
}

/// The inventory as another program reads it, and which pieces it has no place for.
pub fn write_as(inventory: &Inventory, format: Format) -> (String, Vec<Diagnostic>) {
    if format == Format::Own {
        return (write_csv(inventory), Vec::new());
    }
    let mut problems = Vec::new();
    let mut out = String::new();
    let mut row = |cells: &[&str]| write_row(&mut out, cells);
    match format {
        Format::CutListOptimizer => row(&["Length", "Width", "Qty", "Material", "Label", "Enabled"]),
        Format::OpenCutList => row(&["Name", "Count", "Length", "Width", "Thickness", "Material"]),
        _ => row(&["N", "Scrapwright"]),
    }
    for piece in &inventory.pieces {
        if let Some(why) = format.refuses(piece) {
            let message = format!("“{}” is not in the file: {why}", piece.name);
            problems.push(Diagnostic::warning("left-out", Place::whole(format.name()), message));
            continue;
        }
        let material = inventory.materials.id_of(&piece.material);
        let key = section_key(piece.form, material, &piece.sizes());
        let key = guard(&key);
        let across = piece.sizes().of(piece.form);
        let across = |name: &str| across.iter().find(|(n, _)| *n == name).map(|(_, v)| write_length(*v));
        let length = piece.length.map(write_length).unwrap_or_default();
        let width = if piece.form == Form::Sheet { piece.width.map(write_length) } else { across("w") };
        let (width, thickness) = (width.unwrap_or_default(), across("t").unwrap_or_default());
        let (count, name) = (piece.quantity.unwrap_or(0).to_string(), guard(&piece.name));
        let price = piece.price.map(write_money).unwrap_or_default();
        match format {
            Format::Own => {}
            Format::CutListOptimizer => row(&[&length, &width, &count, &key, &name, "true"]),
            Format::OpenCutList => row(&[&name, &count, &length, &width, &thickness, &key]),
            Format::OptiCutterLinear => row(&["S", &length, &count, &key, &price]),
            Format::OptiCutterSheet => row(&["S", &length, &width, &count, &key, &price]),
        }
    }
    (out, problems)
}
