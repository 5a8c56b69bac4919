//! 3MF: solids once, copies as items of the build, in millimetres, with materials, licence and authors.

use std::fmt::Write;

use super::colour::colour;
use super::text::xml;
use super::zip::zip;
use super::{Imprint, Scene};
use crate::geometry::Frame;
use crate::quantity::format_plain;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="model" ContentType="application/vnd.ms-package.3dmanufacturing-3dmodel+xml"/></Types>
"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Target="/3D/3dmodel.model" Id="rel0" Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/></Relationships>
"#;

/// The scene as 3MF.
///
/// Source: 3MF Core Specification 1.3.
pub(super) fn three_mf(scene: &Scene<'_>, imprint: &Imprint) -> Vec<u8> {
    let model = model(scene, imprint);
    zip(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("3D/3dmodel.model", model.as_bytes()),
    ])
}

fn model(scene: &Scene<'_>, imprint: &Imprint) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<model unit=\"millimeter\" xml:lang=\"en-US\" \
         xmlns=\"http://schemas.microsoft.com/3dmanufacturing/core/2015/02\">\n",
    );
    // Writing to a string cannot fail.
    for (name, text) in [
        ("Title", imprint.what()),
        ("Designer", imprint.authors.join(", ")),
        ("LicenseTerms", imprint.licence.clone()),
        ("Application", "Scrapwright".to_owned()),
    ] {
        let _ = writeln!(out, "<metadata name=\"{name}\">{}</metadata>", xml(&text));
    }
    out += "<resources>\n<basematerials id=\"1\">\n";
    for material in &scene.materials {
        let [r, g, b] = colour(material);
        let _ = writeln!(out, "<base name=\"{}\" displaycolor=\"#{r:02X}{g:02X}{b:02X}\"/>", xml(material));
    }
    out += "</basematerials>\n";
    let mm = |metres: f64| format_plain(metres * 1000.0, 6);
    for (k, body) in scene.bodies.iter().enumerate() {
        let (id, material) = (k + 2, body.material);
        let (name, number) = (xml(&body.part.name), xml(&body.part.id));
        let _ = writeln!(
            out,
            "<object id=\"{id}\" type=\"model\" name=\"{name}\" partnumber=\"{number}\" pid=\"1\" pindex=\"{material}\">\
             <mesh>\n<vertices>"
        );
        for p in &body.welded.points {
            let [x, y, z] = p.array().map(mm);
            let _ = writeln!(out, "<vertex x=\"{x}\" y=\"{y}\" z=\"{z}\"/>");
        }
        out += "</vertices>\n<triangles>\n";
        for [a, b, c] in &body.welded.triangles {
            let _ = writeln!(out, "<triangle v1=\"{a}\" v2=\"{b}\" v3=\"{c}\"/>");
        }
        out += "</triangles>\n</mesh></object>\n";
    }
    out += "</resources>\n<build>\n";
    for (k, body) in scene.bodies.iter().enumerate() {
        for frame in &body.part.placements {
            let _ = writeln!(out, "<item objectid=\"{}\" transform=\"{}\"/>", k + 2, transform(frame));
        }
    }
    out + "</build>\n</model>\n"
}

/// Where the axes go, then the origin, millimetres.
fn transform(frame: &Frame) -> String {
    let axes = [frame.x, frame.y, frame.z].into_iter().flat_map(|v| v.array());
    let words: Vec<String> = axes.chain((frame.origin * 1000.0).array()).map(|v| format_plain(v, 9)).collect();
    words.join(" ")
}
