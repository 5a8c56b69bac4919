//! DXF R12 for cutters and routers: millimetres declared, a layer for each operation, arcs kept as arcs.

use super::Imprint;
use super::page::{Anchor, Page, Pen, layer};
use super::text::dxf as ascii;
use crate::geometry::{Operation, Stroke};
use crate::quantity::format_plain;

/// Layers and the number of their colour.
const LAYERS: [(&str, u8); 5] = [
    (layer(Operation::Cut), 7),
    (layer(Operation::Drill), 5),
    (layer(Operation::Bend), 3),
    (layer(Operation::Mark), 8),
    ("TEXT", 9),
];

/// Pairs of a code and a value, line by line.
#[derive(Default)]
struct Tags(String);

impl Tags {
    fn tag(&mut self, code: u16, value: impl AsRef<str>) {
        self.0 += &format!("{code}\n{}\n", value.as_ref());
    }

    fn point(&mut self, first: u16, [x, y]: [f64; 2]) {
        for (k, value) in [x, y, 0.0].into_iter().enumerate() {
            self.tag(first + 10 * k as u16, number(value));
        }
    }
}

/// What is done to the material on a page, and its texts.
///
/// Source: Autodesk, DXF Reference, releases 12 and 2000 (`$INSUNITS`: 4 is millimetres).
pub(super) fn dxf(page: &Page, imprint: &Imprint) -> String {
    let mut out = Tags::default();
    for line in [imprint.what(), imprint.whose(), "Millimetres, 1:1. Made with Scrapwright.".to_owned()] {
        out.tag(999, ascii(&line));
    }
    out.tag(0, "SECTION");
    out.tag(2, "HEADER");
    out.tag(9, "$ACADVER");
    out.tag(1, "AC1009");
    for (name, value) in [("$INSUNITS", "4"), ("$MEASUREMENT", "1")] {
        out.tag(9, name);
        out.tag(70, value);
    }
    for (name, corner) in [("$EXTMIN", [0.0; 2]), ("$EXTMAX", page.size)] {
        out.tag(9, name);
        out.point(10, corner);
    }
    out.tag(0, "ENDSEC");
    out.tag(0, "SECTION");
    out.tag(2, "TABLES");
    out.tag(0, "TABLE");
    out.tag(2, "LTYPE");
    out.tag(70, "1");
    for (code, value) in
        [(0, "LTYPE"), (2, "CONTINUOUS"), (70, "0"), (3, "Solid line"), (72, "65"), (73, "0"), (40, "0")]
    {
        out.tag(code, value);
    }
    out.tag(0, "ENDTAB");
    out.tag(0, "TABLE");
    out.tag(2, "LAYER");
    out.tag(70, LAYERS.len().to_string());
    for (name, colour) in LAYERS {
        out.tag(0, "LAYER");
        out.tag(2, name);
        out.tag(70, "0");
        out.tag(62, colour.to_string());
        out.tag(6, "CONTINUOUS");
    }
    out.tag(0, "ENDTAB");
    out.tag(0, "ENDSEC");
    out.tag(0, "SECTION");
    out.tag(2, "ENTITIES");
    for (pen, stroke) in &page.strokes {
        if let Pen::Does(operation) = pen {
            add(&mut out, layer(*operation), stroke);
        }
    }
    for label in &page.labels {
        out.tag(0, "TEXT");
        out.tag(8, "TEXT");
        out.point(10, label.at);
        out.tag(40, number(label.size));
        out.tag(1, ascii(&label.text));
        if label.upright {
            out.tag(50, "90");
        }
        if label.anchor != Anchor::Start {
            out.tag(72, if label.anchor == Anchor::Middle { "1" } else { "2" });
            out.point(11, label.at);
        }
    }
    out.tag(0, "ENDSEC");
    out.tag(0, "EOF");
    out.0
}

fn add(out: &mut Tags, layer: &str, stroke: &Stroke) {
    if let Some((centre, diameter)) = stroke.as_circle() {
        out.tag(0, "CIRCLE");
        out.tag(8, layer);
        out.point(10, centre);
        out.tag(40, number(diameter / 2.0));
        return;
    }
    if let ([a, b], false) = (&stroke.vertices[..], stroke.closed) {
        out.tag(0, "LINE");
        out.tag(8, layer);
        out.point(10, a.at);
        out.point(11, b.at);
        return;
    }
    out.tag(0, "POLYLINE");
    out.tag(8, layer);
    out.tag(66, "1");
    out.point(10, [0.0; 2]);
    out.tag(70, if stroke.closed { "1" } else { "0" });
    for vertex in &stroke.vertices {
        out.tag(0, "VERTEX");
        out.tag(8, layer);
        out.point(10, vertex.at);
        if vertex.bulge != 0.0 {
            out.tag(42, format_plain(vertex.bulge, 12));
        }
    }
    out.tag(0, "SEQEND");
    out.tag(8, layer);
}

/// Nanometres.
fn number(mm: f64) -> String {
    let text = format_plain(mm, 6);
    if text.contains('.') { text } else { text + ".0" }
}
