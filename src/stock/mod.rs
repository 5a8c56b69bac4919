//! Inventories: what lies in the yard and what a shop sells; materials, grades, families of equal stock.

mod cell;
mod columns;
mod example;
mod family;
mod form;
mod grade;
mod key;
mod material;
mod objects;
mod piece;
mod quick;
mod read;
mod rejected;
mod row;
mod table;
mod write;

#[cfg(test)]
mod tests;

pub use example::{example_inventory, shop_inventory};
pub use family::{Family, families};
pub use form::Form;
pub use grade::{Grade, grade_factor};
pub use key::{Sizes, section_key};
pub use material::Material;
pub use objects::{ScrapObject, scrap_objects};
pub use piece::{Inventory, StockPiece};
pub use quick::{quick, unusable};
pub use read::{CsvRead, RejectedRow, read_csv};
pub use rejected::rejected_csv;
pub(crate) use table::write_row;
pub use write::write_csv;
