//! SVG in millimetres at 1:1: flat patterns with a group for each operation, and pages.

use std::fmt::Write;

use super::Imprint;
use super::page::{Anchor, Page, Pen};
use super::text::xml;
use crate::geometry::Stroke;
use crate::quantity::format_plain;

/// A page as SVG.
pub(super) fn svg(page: &Page, imprint: &Imprint) -> String {
    let [width, height] = page.size.map(number);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}mm\" height=\"{height}mm\" \
         viewBox=\"0 0 {width} {height}\">\n<title>{}</title>\n<desc>{}. Millimetres, 1:1. Made with Scrapwright.</desc>\n",
        xml(&imprint.what()),
        xml(&imprint.whose()),
    );
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "<metadata><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><rdf:Description rdf:about=\"\"><dc:title>{}</dc:title>\
         <dc:creator>{}</dc:creator><dc:rights>{}</dc:rights></rdf:Description></rdf:RDF></metadata>",
        xml(&imprint.what()),
        xml(&imprint.authors.join(", ")),
        xml(&imprint.licence),
    );
    let mut pens: Vec<Pen> = page.strokes.iter().map(|(pen, _)| *pen).collect();
    crate::order::sort_by(&mut pens, |a, b| a.depth().cmp(&b.depth()).then(a.cmp(b)));
    pens.dedup();
    for pen in pens {
        let hex = |[r, g, b]: [u8; 3]| format!("#{r:02x}{g:02x}{b:02x}");
        let inside = pen.inside().map_or("none".to_owned(), hex);
        let dash = pen.dash().map(|d| format!(" stroke-dasharray=\"{} {}\"", d[0], d[1])).unwrap_or_default();
        let _ = writeln!(
            out,
            "<g id=\"{}\" fill=\"{inside}\" stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\"{dash}>",
            pen.name(),
            hex(pen.colour()),
            pen.width(),
        );
        for (_, stroke) in page.strokes.iter().filter(|(own, _)| *own == pen) {
            add(&mut out, stroke, page.size[1]);
        }
        out += "</g>\n";
    }
    if !page.labels.is_empty() {
        out += "<g id=\"TEXT\" font-family=\"Helvetica, Arial, sans-serif\" fill=\"#000\">\n";
        for label in &page.labels {
            let anchor = match label.anchor {
                Anchor::Start => "",
                Anchor::Middle => " text-anchor=\"middle\"",
                Anchor::End => " text-anchor=\"end\"",
            };
            let (x, y) = (number(label.at[0]), number(page.size[1] - label.at[1]));
            let turned = if label.upright { format!(" transform=\"rotate(-90 {x} {y})\"") } else { String::new() };
            let (size, text) = (number(label.size), xml(&label.text));
            let _ = writeln!(out, "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{anchor}{turned}>{text}</text>");
        }
        out += "</g>\n";
    }
    out + "</svg>\n"
}

/// Adds a line; SVG has y downwards.
fn add(out: &mut String, stroke: &Stroke, height: f64) {
    if let Some(([x, y], diameter)) = stroke.as_circle() {
        let (x, y, r) = (number(x), number(height - y), number(diameter / 2.0));
        let _ = writeln!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\"/>");
        return;
    }
    let Some(first) = stroke.vertices.first() else { return };
    let point = |[x, y]: [f64; 2]| format!("{} {}", number(x), number(height - y));
    let mut path = format!("M{}", point(first.at));
    for (a, b) in stroke.stretches() {
        match a.arc(&b) {
            Some((_, radius, _, sweep)) => {
                let large = u8::from(sweep.abs() > std::f64::consts::PI);
                let way = u8::from(sweep < 0.0);
                let r = number(radius);
                let _ = write!(path, "A{r} {r} 0 {large} {way} {}", point(b.at));
            }
            None => {
                let _ = write!(path, "L{}", point(b.at));
            }
        }
    }
    if stroke.closed {
        path.push('Z');
    }
    let _ = writeln!(out, "<path d=\"{path}\"/>");
}

/// A tenth of a micrometre is enough for every machine.
fn number(mm: f64) -> String {
    format_plain(mm, 4)
}
