//! How the columns of somebody's table become ours: a guess with its reasons, to be shown and changed.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use super::columns::COLUMNS;
use super::decimal::Decimal;
use super::foreign::Format;
use super::header::{ENABLED, Header, length_unit};
use super::read::{MAX_COLUMNS, MAX_ROWS};
use super::table::{self, Table};
use super::{Form, Material};
use crate::diagnostic::{Diagnostic, Place, suggest};

/// Rows looked at to guess what columns mean.
const SAMPLE: usize = 200;

/// The name of one of our columns; a name of its own, so that serde does not take it for a loan from what it reads.
pub type Column = &'static str;

/// What one column of a table means.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MappedColumn {
    /// Its header as typed; empty where the table has none.
    pub header: String,
    /// Our column, one of [`COLUMNS`]; nothing where it is left out.
    #[serde(deserialize_with = "known_column")]
    pub column: Option<Column>,
    /// Unit of its bare numbers, such as `cm`; nothing for that of the whole table.
    pub unit: Option<String>,
    /// Why it was taken so.
    pub reason: String,
}

/// How a table is read as stock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mapping {
    /// Whose table it is.
    pub format: Format,
    /// Row of the header as a spreadsheet counts it; 0 where there is none.
    pub header_row: usize,
    /// What separates the cells.
    pub delimiter: char,
    /// What the marks in numbers mean.
    pub decimal: Decimal,
    /// Unit of bare lengths: `mm`, `cm`, `m`, `in`, `ft`.
    pub unit: String,
    /// One for each column of the table.
    pub columns: Vec<MappedColumn>,
    /// What counts for every row, by our column, where it has no cell of its own: `form` = `sheet`.
    #[serde(deserialize_with = "known_columns")]
    pub defaults: BTreeMap<Column, String>,
}

fn column_named(name: &str) -> Option<&'static str> {
    COLUMNS.into_iter().chain([ENABLED]).find(|known| *known == name)
}

fn known_column<'de, D: Deserializer<'de>>(from: D) -> Result<Option<&'static str>, D::Error> {
    Ok(Option::<String>::deserialize(from)?.and_then(|name| column_named(&name)))
}

fn known_columns<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<&'static str, String>, D::Error> {
    let all = BTreeMap::<String, String>::deserialize(from)?;
    Ok(all.into_iter().filter_map(|(name, text)| Some((column_named(&name)?, text))).collect())
}

impl Mapping {
    /// What the columns of a table seem to mean.
    pub fn guess(text: &str) -> Self {
        Self::guess_telling(text).0
    }

    /// The same, and what is odd about the header.
    pub fn guess_telling(text: &str) -> (Self, Vec<Diagnostic>) {
        guess(&table::read(text, MAX_ROWS, MAX_COLUMNS))
    }

    /// Says what a column means; whichever other column meant the same is left out from then on. Names that are
    /// none of [`COLUMNS`] leave it out.
    pub fn set(&mut self, index: usize, column: Option<&str>) {
        let column = column.and_then(column_named);
        for (at, other) in self.columns.iter_mut().enumerate() {
            if at == index || (column.is_some() && other.column == column) {
                "chosen by you".clone_into(&mut other.reason);
                other.column = column.filter(|_| at == index);
            }
        }
    }

    /// Says what counts for every row without a cell of its own; an empty text takes it back.
    pub fn set_default(&mut self, column: &str, text: &str) {
        if let Some(column) = COLUMNS.into_iter().find(|name| *name == column) {
            match text.trim() {
                "" => drop(self.defaults.remove(column)),
                text => drop(self.defaults.insert(column, text.to_owned())),
            }
        }
    }

    /// Whether it is our own stock file, in which nothing had to be guessed.
    pub fn is_sure(&self) -> bool {
        let named = |column: &MappedColumn| column.column.is_some_and(|name| name == column.header);
        self.format == Format::Own && self.has("form") && self.columns.iter().all(named)
    }

    /// What the columns seem to mean where the cells are separated by what somebody says.
    pub fn guess_with(text: &str, delimiter: char) -> Self {
        guess(&table::read_with(text, MAX_ROWS, MAX_COLUMNS, delimiter)).0
    }

    /// The first rows of a table, and how many it has.
    pub fn look(text: &str, delimiter: char, most: usize) -> (Vec<Vec<String>>, usize) {
        let mut rows = table::read_with(text, MAX_ROWS, MAX_COLUMNS, delimiter).rows;
        let count = rows.len();
        rows.truncate(most);
        (rows, count)
    }

    /// Whether some column means that.
    pub fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|c| c.column == Some(column))
    }
}

fn is_blank(cells: &[String]) -> bool {
    cells.iter().all(|cell| cell.trim().is_empty())
}

/// The mapping, and what is odd about the header.
pub(super) fn guess(table: &Table) -> (Mapping, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut mapping = Mapping {
        format: Format::Own,
        header_row: 0,
        delimiter: table.delimiter,
        decimal: Decimal::Either,
        unit: "mm".to_owned(),
        columns: Vec::new(),
        defaults: BTreeMap::new(),
    };
    match own_columns(table) {
        Some(columns) => (mapping.header_row, mapping.columns) = (1, columns),
        None => guess_columns(table, &mut mapping, &mut problems),
    }
    let numbers = ["length", "width", "thickness", "height", "diameter", "wall", "tolerance", "price", "quantity"];
    let numeric: Vec<usize> = (0..mapping.columns.len())
        .filter(|k| mapping.columns[*k].column.is_some_and(|c| numbers.contains(&c)))
        .collect();
    let body = table.rows.iter().skip(mapping.header_row).take(SAMPLE);
    let cells = body.flat_map(|row| numeric.iter().filter_map(|k| row.get(*k)).map(String::as_str));
    mapping.decimal = Decimal::guess(cells, table.delimiter);
    (mapping, problems)
}

/// The columns of a stock file as we write it: its first row holds our words and nothing else.
fn own_columns(table: &Table) -> Option<Vec<MappedColumn>> {
    let header = table.rows.first()?;
    let ours = |cell: &String| COLUMNS.into_iter().find(|name| name == cell);
    let is_named_once = |cell: &String| header.iter().filter(|other| *other == cell).count() == 1;
    let is_ours = header.iter().any(|cell| cell == "form") && header.iter().all(is_named_once);
    let column = |cell: &String| {
        let reason = "named so".to_owned();
        ours(cell).map(|name| MappedColumn { header: cell.clone(), column: Some(name), unit: None, reason })
    };
    if is_ours { header.iter().map(column).collect() } else { None }
}

/// Not inlined: the first picture reads only our own files, so the build can load this later.
#[inline(never)]
fn guess_columns(table: &Table, mapping: &mut Mapping, problems: &mut Vec<Diagnostic>) {
    if Format::is_keyed(&table.rows) {
        return Format::map_keyed(table, mapping);
    }
    let top = header_row(table);
    if let Some(top) = top {
        mapping.header_row = top + 1;
        name_columns(&table.rows[top], mapping, problems);
    }
    if !mapping.has("form") {
        without_form(table, top, mapping, problems);
    }
}

/// The first row that names two columns or more; else the first that is not blank, if it holds no numbers.
fn header_row(table: &Table) -> Option<usize> {
    let first = table.rows.iter().position(|row| !is_blank(row))?;
    let known = |row: &[String]| row.iter().filter(|cell| !cell.trim().is_empty() && Header::read(cell).known).count();
    let named = |k: &usize| table.rows.get(*k).is_some_and(|row| known(row) >= 2);
    let number = |cell: &String| cell.trim().starts_with(|c: char| c.is_ascii_digit());
    let headless = || table.rows[first].iter().filter(|cell| number(cell)).count() >= 2;
    (first..table.rows.len().min(first + 20)).find(named).or_else(|| (!headless()).then_some(first))
}

/// Names the columns by their headers; what is not known is told.
fn name_columns(header: &[String], mapping: &mut Mapping, problems: &mut Vec<Diagnostic>) {
    let row = mapping.header_row;
    for cell in header {
        let typed = cell.trim();
        let place = || Place::cell(row, typed);
        let found = Header::read(typed);
        let mut column = found.column;
        // Spanish “nombre” is a name, French “nombre” a number: beside a name it counts.
        if typed.eq_ignore_ascii_case("nombre") && mapping.has("name") {
            column = Some("quantity");
        }
        let reason = match column {
            _ if typed.is_empty() => "it has no header".to_owned(),
            Some(name) if mapping.has(name) => {
                column = None;
                problems.push(
                    Diagnostic::warning("double-column", place(), format!("“{typed}” is a second column for {name}"))
                        .hint("the first one is used; remove or rename the other"),
                );
                format!("it is a second column for {name}")
            }
            Some(name) => format!("“{typed}” means {name}"),
            None if found.known => "stock has no such column".to_owned(),
            None => {
                let message = format!("“{typed}” is no column of a stock file; it was left out");
                let hint = match suggest(&crate::fold::lower(typed), COLUMNS) {
                    Some(near) => format!("did you mean {near}?"),
                    None => format!("the columns are {}", COLUMNS.join(", ")),
                };
                problems.push(Diagnostic::warning("unknown-column", place(), message).hint(hint));
                "its header is not known".to_owned()
            }
        };
        let unit = found.unit.map(|unit| unit.symbol.clone());
        mapping.columns.push(MappedColumn { header: typed.to_owned(), column, unit, reason });
    }
}

/// A table without a column for the form: whose is it, what do its cells look like, and which form do all have?
fn without_form(table: &Table, top: Option<usize>, mapping: &mut Mapping, problems: &mut Vec<Diagnostic>) {
    let body: Vec<&Vec<String>> =
        table.rows.iter().skip(top.map_or(0, |k| k + 1)).filter(|row| !is_blank(row)).take(SAMPLE).collect();
    if top.is_none() {
        let width = body.iter().map(|row| row.len()).max().unwrap_or(0);
        mapping.columns.resize_with(width, MappedColumn::default);
    }
    by_content(&body, mapping, top.is_none());
    mapping.format = Format::of_header(mapping);
    if mapping.has("form") {
        return;
    }
    let has = |names: &[&str]| names.iter().all(|name| mapping.has(name));
    let form = match mapping.format {
        Format::CutListOptimizer => Some(Form::Sheet),
        _ if has(&["length", "diameter", "wall"]) => Some(Form::Pipe),
        _ if has(&["length", "diameter"]) => Some(Form::Rod),
        _ if has(&["length", "width", "height", "wall"]) => Some(Form::Box),
        _ if has(&["length", "width", "height", "thickness"]) => Some(Form::Angle),
        Format::OpenCutList => Some(Form::Sheet),
        _ if has(&["length", "width", "thickness"]) => Some(Form::Board),
        _ if has(&["length", "width"]) => Some(Form::Sheet),
        _ => None,
    };
    if let Some(form) = form {
        mapping.defaults.insert("form", form.word().to_owned());
        if mapping.format == Format::Own {
            let message = format!("no column says what form the pieces have; by their sizes each counts as a {form}");
            let problem = Diagnostic::warning("no-form", Place::cell(mapping.header_row, "form"), message);
            problems
                .push(problem.hint("add a column form with board, rod, pipe, box, angle, sheet, spool, bulk or item"));
        }
    }
}

/// Guesses columns by what stands in them: forms and materials, and where there is no header, numbers by their size.
fn by_content(body: &[&Vec<String>], mapping: &mut Mapping, headless: bool) {
    let share = |index: usize, test: &dyn Fn(&str) -> bool| {
        let cells = body.iter().filter_map(|row| row.get(index)).map(|cell| cell.trim()).filter(|c| !c.is_empty());
        let (hits, all) = cells.fold((0, 0), |(hits, all), cell| (hits + usize::from(test(cell)), all + 1));
        all > 0 && hits * 5 >= all * 4
    };
    let number = |cell: &str| {
        let digits = cell.replace(',', ".");
        let end = digits.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(digits.len());
        let value = digits[..end].parse::<f64>().ok()?;
        Some(value * length_unit(digits[end..].trim()).map_or(1.0, |unit| unit.factor * 1e3))
    };
    let mut sizes = Vec::new();
    for index in 0..mapping.columns.len() {
        let open = mapping.columns[index].column.is_none() && (headless || mapping.columns[index].header.is_empty());
        let counted = || mapping.columns[index].column == Some("name") && share(index, &|c| c.parse::<u32>().is_ok());
        let found = if !mapping.has("quantity") && counted() {
            // Spanish “nombre” is a name, French “nombre” a number.
            Some(("quantity", "it holds whole numbers"))
        } else if !open {
            None
        } else if !mapping.has("form") && share(index, &|c| Form::parse(c).is_ok()) {
            Some(("form", "it holds forms"))
        } else if !mapping.has("material") && share(index, &|c| Material::find(c).is_some()) {
            Some(("material", "it holds materials"))
        } else if headless && share(index, &|c| number(c).is_some()) {
            let mut values: Vec<f64> = body.iter().filter_map(|row| number(row.get(index)?.trim())).collect();
            values.sort_unstable_by(f64::total_cmp);
            let whole = share(index, &|c| c.parse::<u32>().is_ok_and(|n| n <= 500));
            sizes.push((values[values.len() / 2], index, whole));
            None
        } else if headless && !mapping.has("name") {
            Some(("name", "it holds words"))
        } else {
            None
        };
        if let Some((column, reason)) = found {
            mapping.columns[index].column = Some(column);
            reason.clone_into(&mut mapping.columns[index].reason);
        }
    }
    crate::order::sort_by(&mut sizes, |a, b| b.0.total_cmp(&a.0));
    let mut roles = ["length", "width", "thickness"].into_iter();
    let count = sizes.len();
    for (rank, (_, index, whole)) in sizes.into_iter().enumerate() {
        let is_count = whole && count > 2 && rank + 1 == count;
        let column = if is_count { Some("quantity") } else { roles.next() };
        mapping.columns[index].column = column;
        let reason = if is_count { "it holds the smallest whole numbers" } else { "by the size of its numbers" };
        reason.clone_into(&mut mapping.columns[index].reason);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meanings(text: &str) -> Vec<&'static str> {
        Mapping::guess(text).columns.iter().map(|c| c.column.unwrap_or("-")).collect()
    }

    #[test]
    fn tables_of_many_languages_are_understood() {
        for (text, expected) in [
            (
                "Bezeichnung;Anzahl;Länge;Breite;Stärke\nx;2;1200;95;22",
                ["name", "quantity", "length", "width", "thickness"],
            ),
            (
                "Nombre,Cantidad,Largo,Ancho,Espesor\ntabla,2,1200,95,22",
                ["name", "quantity", "length", "width", "thickness"],
            ),
            (
                "Désignation\tNombre\tLongueur\tLargeur\tÉpaisseur\nx\t2\t1\t1\t1",
                ["name", "quantity", "length", "width", "thickness"],
            ),
            ("Label,Length,Width,Qty,Enabled\nx,1,1,1,true", ["name", "length", "width", "quantity", "enabled"]),
            ("plank;1200;95;22;3\nlath;900;45;20;4", ["name", "length", "width", "thickness", "quantity"]),
        ] {
            assert_eq!(meanings(text), expected, "{text}");
        }
    }

    #[test]
    fn a_title_above_the_header_does_not_count() {
        let mapping = Mapping::guess("My yard\n\nform;length (cm);width;thickness\nboard;120;95;22\n");
        assert_eq!((mapping.header_row, mapping.delimiter), (3, ';'));
        assert_eq!(mapping.columns[1].unit.as_deref(), Some("cm"));
        assert!(mapping.columns.iter().all(|c| !c.reason.is_empty()));
    }

    #[test]
    fn a_mapping_survives_its_way_to_a_worker_and_back() {
        let mut mapping = Mapping::guess("Bezeichnung;Länge [cm];Breite;Stärke;x\nBrett;120;95;22;1\n");
        mapping.set_default("grade", "worn");
        let text = serde_json::to_string(&mapping).unwrap();
        assert_eq!(serde_json::from_str::<Mapping>(&text).unwrap(), mapping);
        assert!(!mapping.is_sure() && Mapping::guess("form,name\nitem,bolt").is_sure());
    }

    #[test]
    fn a_delimiter_said_by_hand_counts() {
        let text = "name;length, width\na;1,2\n";
        let mapping = Mapping::guess_with(text, ',');
        assert_eq!((mapping.delimiter, mapping.columns.len()), (',', 2));
        assert_eq!(Mapping::look(text, ';', 1), (vec![vec!["name".to_owned(), "length, width".to_owned()]], 2));
        let read = crate::stock::read_with(
            "form;name\nitem;a,b",
            &Mapping::guess_with("form;name\nitem;a,b", ';'),
            &crate::stock::Materials::default(),
        );
        assert_eq!(read.inventory.pieces[0].name, "a,b");
    }

    #[test]
    fn a_column_means_one_thing_and_one_thing_one_column() {
        let mut mapping = Mapping::guess("form,length,width,thickness,x\n");
        mapping.set(4, Some("length"));
        assert_eq!((mapping.columns[1].column, mapping.columns[4].column), (None, Some("length")));
        mapping.set(4, Some("nonsense"));
        assert!(!mapping.has("length"));
        mapping.set_default("grade", "worn");
        assert_eq!(mapping.defaults["grade"], "worn");
    }
}
