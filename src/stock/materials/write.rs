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
    write_row(&mut out, &COLUMNS.map(str::to_owned));
    for material in materials.own() {
        write_row(&mut out, &COLUMNS.map(|column| cell(material, column)));
    }
    for price in materials.prices() {
        write_row(&mut out, &COLUMNS.map(|column| price_cell(price, column)));
    }
    out
}

/// A figure of SI in the unit of its column.
pub(super) fn figure(value: Option<f64>, unit: f64) -> String {
    value.map(|v| format_plain(v / unit, 9)).unwrap_or_default()
}

fn cell(material: &Material, column: &str) -> String {
    match column {
        "id" => guard(&material.id),
        "name" => guard(&material.name),
        "aliases" => guard(&material.aliases.join("|")),
        "density_kg_m3" => figure(material.density, 1.0),
        "E_GPa" => figure(material.elasticity, 1e9),
        "strength_MPa" => figure(material.strength, 1e6),
        "strength_kind" => guard(&material.strength_kind),
        "source" => guard(&material.source),
        "carbon_low" => figure(material.carbon.map(|(low, _)| low), 1.0),
        "carbon_high" => figure(material.carbon.map(|(_, high)| high), 1.0),
        "carbon_source" => guard(&material.carbon_source),
        "note" => guard(&material.note),
        _ => String::new(),
    }
}

fn price_cell(price: &LocalPrice, column: &str) -> String {
    match column {
        "id" => guard(&price.material),
        "note" => guard(&price.note),
        "price" => figure(Some(price.amount), 1.0),
        "currency" => guard(&price.currency),
        "per" => price.per.word().to_owned(),
        "shop" => guard(&price.shop),
        "date" => guard(&price.date),
        _ => String::new(),
    }
}
