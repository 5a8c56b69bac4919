//! Files that leave the product: each format a pure function of the one evaluated model.

mod bom_csv;
mod bom_json;
mod colour;
mod drawings;
mod dxf;
mod flat;
mod format;
mod glb;
mod hidden;
mod imprint;
mod page;
mod paper;
mod pdf;
mod plans;
mod scene;
mod step;
mod stl;
mod svg;
mod templates;
mod text;
mod three_mf;
mod zip;

pub use bom_csv::bom_csv;
pub use bom_json::bom_json;
pub use format::{Exported, File, Format, Options, bundle, export};
pub use imprint::Imprint;
pub use paper::Paper;

use scene::{Scene, SceneBody};
