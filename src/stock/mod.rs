//! Inventories: what lies in the yard and what a shop sells; materials, grades, families of equal stock.

mod cell;
mod columns;
mod decimal;
mod encoding;
mod example;
mod family;
mod fold;
mod foreign;
mod form;
mod grade;
mod header;
mod key;
mod mapping;
mod material;
mod measure;
mod objects;
mod outline;
mod piece;
mod quick;
mod read;
mod rejected;
mod row;
mod sketch;
mod table;
mod write;

#[cfg(test)]
mod foreign_tests;
#[cfg(test)]
mod tests;

pub use columns::COLUMNS;
pub use decimal::Decimal;
pub use encoding::decode;
pub use example::{example_inventory, shop_inventory};
pub use family::{Family, families};
pub use foreign::{Format, write_as};
pub use form::Form;
pub use grade::{Grade, grade_factor};
pub use key::{Sizes, section_key};
pub use mapping::{MappedColumn, Mapping};
pub use material::Material;
pub use objects::{ScrapObject, parse_objects, scrap_objects, search_objects};
pub use outline::{Outline, Polygon, parse_polygons};
pub use piece::{Inventory, StockPiece};
pub use quick::{quick, unusable};
pub use read::{CsvRead, RejectedRow, read_csv, read_with};
pub use rejected::rejected_csv;
pub use sketch::{Corner, Ring, Sketch};
pub(crate) use table::write_row;
pub use write::write_csv;
