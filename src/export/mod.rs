//! Files that leave the product: each format a pure function of the one evaluated model.

mod bom_csv;
mod bom_json;
mod colour;
mod dxf;
mod flat;
mod format;
mod glb;
mod imprint;
mod page;
mod scene;
mod stl;
mod svg;
mod text;
mod three_mf;
mod zip;

pub use bom_csv::bom_csv;
pub use bom_json::bom_json;
pub use format::{Exported, File, Format, export};
pub use imprint::Imprint;

use scene::{Scene, SceneBody};
