//! Reads a table of materials and prices: the good rows are taken, the bad ones come back with the reason.

use std::collections::BTreeSet;

use super::write::COLUMNS;
use super::{LocalPrice, Materials, Per};
use crate::diagnostic::{Diagnostic, Place, suggest};
use crate::quantity::{ReadError, Unit, format_plain, read};
use crate::stock::cell::unguard;
use crate::stock::fold::fold;
use crate::stock::{Material, RejectedRow, table};

/// Largest file read (bytes), and its most rows and columns.
const MAX_BYTES: usize = 1_000_000;
const MAX_ROWS: usize = 2_001;
const MAX_COLUMNS: usize = 50;
/// Longest text of a cell (characters).
const MAX_CELL: usize = 1_000;

/// What came of reading a table of materials.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MaterialsRead {
    /// The good rows.
    pub materials: Materials,
    /// All problems, in order of rows.
    pub problems: Vec<Diagnostic>,
    /// The bad rows as typed.
    pub rejected: Vec<RejectedRow>,
}

/// Reads a table in UTF-8 with the columns of [`super::write_materials`] in any order; none but a name or an id is
/// needed. A row with a `price` is a price of the material that it names, and a material too where it says more.
pub fn read_materials(text: &str) -> MaterialsRead {
    let mut out = MaterialsRead::default();
    if text.len() > MAX_BYTES {
        return refused(out, "the file is larger than 1 MB", "split it in two");
    }
    let table = table::read(text, MAX_ROWS, MAX_COLUMNS);
    if table.too_long || table.too_wide.is_some() {
        return refused(out, "the file has more than 2000 rows or 50 columns", "keep only what is needed");
    }
    let mut rows = table.rows.into_iter().enumerate().filter(|(_, cells)| cells.iter().any(|c| !c.trim().is_empty()));
    let Some((top, header)) = rows.next() else {
        return refused(out, "the file is empty", "its first row names the columns: id, name, density_kg_m3, …");
    };
    let columns: Vec<Option<usize>> = header.iter().map(|cell| column(cell)).collect();
    if !columns.contains(&Some(0)) && !columns.contains(&Some(1)) {
        return refused(out, "no column is named id or name", "the first row names the columns: id, name, …");
    }
    for (cell, _) in header.iter().zip(&columns).filter(|(cell, at)| at.is_none() && !cell.trim().is_empty()) {
        out.problems.push(unknown_column(top + 1, cell.trim()));
    }
    let (mut own, mut prices, mut ids) = (Vec::new(), Vec::new(), BTreeSet::new());
    for (index, cells) in rows {
        let mut row = Row { cells: Default::default(), bad: Vec::new() };
        for (at, cell) in columns.iter().zip(&cells).filter_map(|(at, cell)| Some(((*at)?, cell))) {
            row.cells[at] = unguard(cell.trim());
        }
        let (material, price) = row.take(&mut ids);
        if row.bad.is_empty() {
            own.extend(material);
            prices.extend(price);
        } else {
            let bad = row.bad;
            reject(&mut out, index + 1, cells, bad);
        }
    }
    out.materials = Materials::new(own, prices);
    out
}

/// Index of a column by its header.
fn column(header: &str) -> Option<usize> {
    let header = fold(header);
    let named = |name: &&str| {
        // `density` and `E` do without their unit.
        let short = name.split_once('_').filter(|_| !name.starts_with("carbon") && !name.ends_with("kind"));
        fold(name) == header || short.is_some_and(|(short, _)| fold(short) == header)
    };
    COLUMNS.iter().position(named)
}

/// One row's cells in our order, and what is wrong with them: column, message, hint.
struct Row<'a> {
    cells: [&'a str; COLUMNS.len()],
    bad: Vec<(&'static str, String, &'static str)>,
}

impl Row<'_> {
    fn text(&self, column: &str) -> &str {
        COLUMNS.iter().position(|name| *name == column).map_or("", |at| self.cells[at])
    }

    fn owned(&self, column: &str) -> String {
        self.text(column).to_owned()
    }

    /// A figure (SI) in the unit of its column unless it says another; nothing where the cell is empty.
    fn figure(&mut self, column: &'static str, unit: &str, low: f64, high: f64) -> Option<f64> {
        if self.text(column).is_empty() {
            return None;
        }
        let unit = Unit::parse(unit).unwrap_or_else(Unit::none);
        match read(self.text(column), &unit) {
            Ok(q) if (low..=high).contains(&q.value) => Some(q.value),
            Ok(_) => self.range(column, low / unit.factor, high / unit.factor),
            Err(error) => self.unread(column, &error),
        }
    }

    #[cold]
    #[inline(never)]
    fn range<T>(&mut self, column: &'static str, low: f64, high: f64) -> Option<T> {
        let [low, high] = [low, high].map(|v| format_plain(v, 6));
        let message = format!("“{}” is not between {low} and {high}", self.text(column));
        self.refuse(column, message, "check the unit; leave it empty if it is not known")
    }

    #[cold]
    #[inline(never)]
    fn unread<T>(&mut self, column: &'static str, error: &ReadError) -> Option<T> {
        let message = match error {
            ReadError::NoNumber(_) => format!("“{}” is no number", self.text(column)),
            other => other.to_string(),
        };
        self.refuse(column, message, "leave it empty if it is not known")
    }

    #[cold]
    #[inline(never)]
    fn refuse<T>(&mut self, column: &'static str, message: String, hint: &'static str) -> Option<T> {
        self.bad.push((column, message, hint));
        None
    }

    /// The material and the price that the row tells, if any; `ids` are those of the rows before.
    fn take(&mut self, ids: &mut BTreeSet<String>) -> (Option<Material>, Option<LocalPrice>) {
        if let Some(at) = self.cells.iter().position(|cell| cell.len() > MAX_CELL) {
            self.refuse::<()>(COLUMNS[at], format!("a cell holds more than {MAX_CELL} characters"), "shorten it");
            return (None, None);
        }
        let is_price = !self.text("price").is_empty();
        let is_material = !is_price || self.cells[1..7].iter().chain(&self.cells[8..10]).any(|cell| !cell.is_empty());
        if self.text("id").is_empty() && self.text("name").is_empty() {
            self.refuse::<()>("name", "the row names no material".to_owned(), "give it a name or an id");
            return (None, None);
        }
        let mut material = if is_material { self.material() } else { None };
        if let Some(material) = material.as_mut().filter(|m| !ids.insert(m.id.clone())) {
            let message = format!("“{}” is there already", material.id);
            self.refuse::<()>("id", message, "give each material its own id");
        }
        let id = material.as_ref().map_or_else(|| self.owned("id"), |m| m.id.clone());
        let price = if is_price { self.price(id) } else { None };
        (material, price.map(|p| if is_material { LocalPrice { note: String::new(), ..p } } else { p }))
    }

    fn material(&mut self) -> Option<Material> {
        let (id, name) = (self.owned("id"), self.owned("name"));
        let density = self.figure("density_kg_m3", "kg/m3", 1.0, 30_000.0);
        let elasticity = self.figure("E_GPa", "GPa", 1e5, 2e12);
        let strength = self.figure("strength_MPa", "MPa", 1e3, 1e11);
        let low = self.figure("carbon_low", "1", -10.0, 1_000.0);
        let high = self.figure("carbon_high", "1", -10.0, 1_000.0);
        let carbon = low.or(high).zip(high.or(low));
        if carbon.is_some_and(|(low, high)| low > high) {
            self.refuse::<()>("carbon_low", "the low carbon is more than the high one".to_owned(), "swap them");
        }
        let aliases = self.text("aliases").split('|').map(str::trim).filter(|a| !a.is_empty());
        Some(Material {
            aliases: aliases.map(str::to_owned).collect(),
            density,
            elasticity,
            strength,
            strength_kind: self.owned("strength_kind"),
            source: self.owned("source"),
            carbon,
            carbon_source: self.owned("carbon_source"),
            note: self.owned("note"),
            id: if id.is_empty() { fold(&name).replace(' ', "_") } else { id.clone() },
            name: if name.is_empty() { id } else { name },
        })
    }

    #[inline(never)]
    fn price(&mut self, material: String) -> Option<LocalPrice> {
        let amount = self.figure("price", "1", 0.0, 1e9)?;
        let Some(per) = Per::parse(self.text("per")) else {
            let message = format!("“{}” is nothing that a price is for", self.text("per"));
            return self.refuse("per", message, "write piece, m, kg or m2");
        };
        let currency = self.owned("currency");
        let [shop, date, note] = ["shop", "date", "note"].map(|column| self.owned(column));
        if currency.is_empty() {
            return self.refuse("currency", "the currency is missing".to_owned(), "write it, such as EUR");
        }
        Some(LocalPrice { material, amount, currency, per, shop, date, note })
    }
}

#[cold]
#[inline(never)]
fn refused(mut out: MaterialsRead, message: &str, hint: &str) -> MaterialsRead {
    out.problems.push(Diagnostic::error("bad-materials", Place::whole("materials"), message).hint(hint));
    out
}

#[cold]
#[inline(never)]
fn unknown_column(row: usize, header: &str) -> Diagnostic {
    let hint = match suggest(&crate::fold::lower(header), COLUMNS) {
        Some(near) => format!("did you mean {near}?"),
        None => format!("the columns are {}", COLUMNS.join(", ")),
    };
    let message = format!("“{header}” is no column of a table of materials; it was left out");
    Diagnostic::warning("unknown-column", Place::cell(row, header), message).hint(hint)
}

#[cold]
#[inline(never)]
fn reject(out: &mut MaterialsRead, row: usize, cells: Vec<String>, bad: Vec<(&'static str, String, &'static str)>) {
    let told = bad
        .into_iter()
        .map(|(column, message, hint)| Diagnostic::error("bad-material", Place::cell(row, column), message).hint(hint));
    let told: Vec<Diagnostic> = told.collect();
    let reason = told.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    out.rejected.push(RejectedRow { row, cells, reason });
    out.problems.extend(told);
}
