//! Inventories: what lies in the yard and what a shop sells; materials, grades, families of equal stock.

mod cell;
mod columns;
mod decimal;
mod diff;
mod edit;
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
mod materials;
mod measure;
mod merge;
mod objects;
mod outline;
mod pack;
mod piece;
mod pool;
mod quick;
mod read;
mod rejected;
mod row;
mod sift;
mod sketch;
mod table;
mod trace;
mod write;

#[cfg(test)]
mod foreign_tests;
#[cfg(test)]
mod tests;

pub use columns::COLUMNS;
pub use decimal::Decimal;
pub use diff::Diff;
pub use encoding::decode;
pub use example::{example_inventory, shop_inventory};
pub use family::{Family, families};
pub use foreign::{Format, write_as};
pub use form::Form;
pub use grade::{Grade, grade_factor};
pub use key::{Sizes, section_key};
pub use mapping::{Column, MappedColumn, Mapping};
pub use material::{Material, MaterialSource};
pub use materials::{LocalPrice, Materials, MaterialsRead, Per, read_materials, write_materials};
pub use merge::merge;
pub use objects::{ScrapObject, parse_objects, scrap_objects, search_objects};
pub use outline::{Outline, Polygon, parse_polygons};
pub use pack::{pack, unpack};
pub(crate) use pack::{put_bytes, put_count, take_bytes, take_count, take_text};
pub use piece::{Inventory, StockPiece, free_id};
pub use pool::{MAX_NEIGHBOURS, Neighbour, Private, Reach, pool, without};
pub use quick::{Said, SaidKind, Understood, quick, unusable};
pub use read::{CsvRead, RejectedRow, read_csv, read_csv_knowing, read_with, read_written};
pub use rejected::rejected_csv;
pub use sift::{Choice, Sift};
pub use sketch::{Corner, Faulty, Ring, Sketch};
pub use table::{rows as table_rows, write_row};
pub use trace::{Edges, Look, Marks, Paper, Traced, find_edges, trace};
pub use write::{differing, write_csv};
