//! Files that leave the product: each format a pure function of the one evaluated model.

mod bom_csv;
mod bom_json;

pub use bom_csv::bom_csv;
pub use bom_json::bom_json;
