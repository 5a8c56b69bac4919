//! Writes own materials and prices as a table that reads back the same and that no spreadsheet takes for formulas.

use super::{LocalPrice, Materials};
use crate::quantity::format_plain;
use crate::stock::Material;
use crate::stock::cell::guard;
use crate::stock::table::write_row;

/// The columns, in the order they are written; the built-in table has those up to `note`.
pub(super) const COLUMNS: [&str; 17] = [
    "id",
    "name",
    "aliases",
    "density_kg_m3",
    "E_GPa",
    "strength_MPa",
    "strength_kind",
    "source",
    "carbon_low",
    "carbon_high",
    "carbon_source",
    "note",
    "price",
    "currency",
    "per",
    "shop",
    "date",
];

/// The own materials, then the prices, a row each.
pub fn write_materials(materials: &Materials) -> String {
    let mut out = String::new();
    write_row(&mut out, &COLUMNS);
    for material in materials.own() {
        write_row(&mut out, &COLUMNS.map(|column| safe(material.typed(column))));
    }
    for price in materials.prices() {
        write_row(&mut out, &COLUMNS.map(|column| safe(price.typed(column))));
    }
    out
}

/// Numbers stay bare; no other text starts a formula.
fn safe(text: String) -> String {
    if text.parse::<f64>().is_ok() { text } else { guard(&text).into_owned() }
}

/// A figure of SI in the unit of its column.
fn figure(value: Option<f64>, unit: f64) -> String {
    value.map(|v| format_plain(v / unit, 9)).unwrap_or_default()
}

impl Material {
    /// What stands in a column of its row, such as `density_kg_m3`.
    pub fn typed(&self, column: &str) -> String {
        match column {
            "id" => self.id.clone(),
            "name" => self.name.clone(),
            "aliases" => self.aliases.join("|"),
            "density_kg_m3" => figure(self.density, 1.0),
            "E_GPa" => figure(self.elasticity, 1e9),
            "strength_MPa" => figure(self.strength, 1e6),
            "strength_kind" => self.strength_kind.clone(),
            "source" => self.source.clone(),
            "carbon_low" => figure(self.carbon.map(|(low, _)| low), 1.0),
            "carbon_high" => figure(self.carbon.map(|(_, high)| high), 1.0),
            "carbon_source" => self.carbon_source.clone(),
            "note" => self.note.clone(),
            _ => String::new(),
        }
    }
}

impl LocalPrice {
    /// What stands in a column of its row, such as `price`.
    pub fn typed(&self, column: &str) -> String {
        match column {
            "id" => self.material.clone(),
            "note" => self.note.clone(),
            "price" => figure(Some(self.amount), 1.0),
            "currency" => self.currency.clone(),
            "per" => self.per.word().to_owned(),
            "shop" => self.shop.clone(),
            "date" => self.date.clone(),
            _ => String::new(),
        }
    }
}
