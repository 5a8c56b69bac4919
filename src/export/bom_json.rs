//! The bill of materials as JSON, version 1: SI units, with what it was made from.

use serde::Serialize;

use crate::bom::Bom;
use crate::design::Design;
use crate::project::Choices;

#[derive(Serialize)]
struct Document<'a> {
    /// Name and version of this format.
    format: &'static str,
    design: Identity<'a>,
    choices: &'a Choices,
    units: Units,
    #[serde(flatten)]
    bom: &'a Bom,
}

#[derive(Serialize)]
struct Identity<'a> {
    id: &'a str,
    title: &'a str,
    version: &'a str,
    licence: &'a str,
    authors: &'a [String],
}

#[derive(Serialize)]
struct Units {
    length: &'static str,
    mass: &'static str,
    money: &'static str,
}

/// The bill of materials as JSON text.
pub fn bom_json(design: &Design, choices: &Choices, bom: &Bom) -> String {
    let document = Document {
        format: "scrapwright-bom/1",
        design: Identity {
            id: &design.id,
            title: &design.title,
            version: &design.version,
            licence: &design.licence,
            authors: &design.authors,
        },
        choices,
        units: Units { length: "m", mass: "kg", money: "EUR" },
        bom,
    };
    serde_json::to_string_pretty(&document).unwrap_or_default()
}
