//! PDF: pages of lines and texts, with the standard font Helvetica that every reader has.

use miniz_oxide::deflate::compress_to_vec_zlib;
use pdf_writer::types::{LineCapStyle, LineJoinStyle};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

use super::Imprint;
use super::page::{Anchor, Label, Page, Pen};
use crate::geometry::Stroke;

/// Points in a millimetre.
const POINTS: f64 = 72.0 / 25.4;
const FONT: Name<'static> = Name(b"H");

/// The pages as one document of true size.
pub(super) fn pdf(pages: &[Page], imprint: &Imprint) -> Vec<u8> {
    let mut pdf = Pdf::new();
    let [catalog, tree, font, info] = [1, 2, 3, 4].map(Ref::new);
    let page_of = |k: usize| Ref::new(5 + 2 * k as i32);
    pdf.catalog(catalog).pages(tree);
    pdf.pages(tree).kids((0..pages.len()).map(page_of)).count(pages.len() as i32);
    for (k, page) in pages.iter().enumerate() {
        let content = Ref::new(6 + 2 * k as i32);
        let [width, height] = page.size.map(|mm| (mm * POINTS) as f32);
        let mut written = pdf.page(page_of(k));
        written.media_box(Rect::new(0.0, 0.0, width, height)).parent(tree).contents(content);
        written.resources().fonts().pair(FONT, font);
        written.finish();
        pdf.stream(content, &compress_to_vec_zlib(&drawn(page), 6)).filter(Filter::FlateDecode);
    }
    pdf.type1_font(font).base_font(Name(b"Helvetica")).encoding_predefined(Name(b"WinAnsiEncoding"));
    let (what, by) = (imprint.what(), imprint.authors.join(", "));
    let licence = format!("Licence: {}", imprint.licence);
    let mut about = pdf.document_info(info);
    about.title(TextStr(&what)).author(TextStr(&by)).subject(TextStr(&licence)).creator(TextStr("Scrapwright"));
    about.finish();
    pdf.finish()
}

fn drawn(page: &Page) -> Vec<u8> {
    let mut out = Content::new();
    let scale = POINTS as f32;
    out.transform([scale, 0.0, 0.0, scale, 0.0, 0.0]);
    out.set_line_cap(LineCapStyle::RoundCap).set_line_join(LineJoinStyle::RoundJoin);
    let mut pens: Vec<Pen> = page.strokes.iter().map(|(pen, _)| *pen).collect();
    crate::order::sort_by(&mut pens, |a, b| a.depth().cmp(&b.depth()).then(a.cmp(b)));
    pens.dedup();
    let share = |c: u8| f32::from(c) / 255.0;
    for pen in pens {
        let [r, g, b] = pen.colour().map(share);
        out.set_line_width(pen.width() as f32).set_stroke_rgb(r, g, b);
        out.set_dash_pattern(pen.dash().into_iter().flatten().map(|v| v as f32), 0.0);
        if let Some(inside) = pen.inside() {
            let [r, g, b] = inside.map(share);
            out.set_fill_rgb(r, g, b);
        }
        for (_, stroke) in page.strokes.iter().filter(|(own, _)| *own == pen) {
            path(&mut out, stroke);
            match (pen.inside(), stroke.closed) {
                (Some(_), _) => out.close_fill_nonzero_and_stroke(),
                (None, true) => out.close_and_stroke(),
                (None, false) => out.stroke(),
            };
        }
    }
    out.set_fill_rgb(0.0, 0.0, 0.0);
    for label in &page.labels {
        text(&mut out, label);
    }
    out.finish().to_vec()
}

/// The line; arcs as cubics of at most a quarter turn, which are off by less than a 3000th of the radius.
fn path(out: &mut Content, stroke: &Stroke) {
    let Some(first) = stroke.vertices.first() else { return };
    out.move_to(first.at[0] as f32, first.at[1] as f32);
    for (a, b) in stroke.stretches() {
        let Some((centre, radius, from, sweep)) = a.arc(&b) else {
            out.line_to(b.at[0] as f32, b.at[1] as f32);
            continue;
        };
        let steps = libm::ceil(sweep.abs() / std::f64::consts::FRAC_PI_2 - 1e-9).clamp(1.0, 8.0);
        let step = sweep / steps;
        // How far the inner points of the cubic stand off along the tangents.
        let off = 4.0 / 3.0 * libm::tan(step / 4.0) * radius;
        for k in 0..steps as usize {
            let place = |angle: f64, off: f64| {
                let (c, s) = (libm::cos(angle), libm::sin(angle));
                [centre[0] + radius * c - off * s, centre[1] + radius * s + off * c].map(|v| v as f32)
            };
            let (start, end) = (from + step * k as f64, from + step * (k + 1) as f64);
            let ([ax, ay], [bx, by], [x, y]) = (place(start, off), place(end, -off), place(end, 0.0));
            out.cubic_to(ax, ay, bx, by, x, y);
        }
    }
}

fn text(out: &mut Content, label: &Label) {
    let letters: Vec<u8> = label.text.chars().map(win_ansi).collect();
    let width: f64 = letters.iter().map(|c| width(*c)).sum::<f64>() / 1000.0 * label.size;
    let back = match label.anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => width / 2.0,
        Anchor::End => width,
    };
    let [x, y] = label.at;
    let matrix = match label.upright {
        true => [0.0, 1.0, -1.0, 0.0, x, y - back],
        false => [1.0, 0.0, 0.0, 1.0, x - back, y],
    };
    out.begin_text().set_font(FONT, label.size as f32).set_text_matrix(matrix.map(|v| v as f32));
    out.show(Str(&letters)).end_text();
}

/// Whether Helvetica has every letter of a text.
pub(super) fn is_writable(text: &str) -> bool {
    text.chars().all(|c| c == '?' || win_ansi(c) != b'?')
}

/// A letter in the encoding of the font; a question mark stands for what it lacks.
///
/// Source: ISO 32000-1, annex D.2.
fn win_ansi(c: char) -> u8 {
    const MORE: [(char, u8); 18] = [
        ('€', 0x80),
        ('…', 0x85),
        ('Š', 0x8a),
        ('Œ', 0x8c),
        ('Ž', 0x8e),
        ('‘', 0x91),
        ('’', 0x92),
        ('“', 0x93),
        ('”', 0x94),
        ('•', 0x95),
        ('–', 0x96),
        ('—', 0x97),
        ('š', 0x9a),
        ('œ', 0x9c),
        ('ž', 0x9e),
        ('Ÿ', 0x9f),
        ('⌀', 0xd8),
        ('−', b'-'),
    ];
    match c {
        ' '..='~' | '\u{a1}'..='\u{ff}' => c as u8,
        '\u{a0}' | '\u{202f}' | '\u{2009}' | '\n' | '\t' => b' ',
        c => MORE.iter().find(|(own, _)| *own == c).map_or(b'?', |(_, code)| *code),
    }
}

/// Width of a letter of Helvetica, thousandths of its size.
///
/// Source: Adobe, Core 14 AFM files, Helvetica.
fn width(letter: u8) -> f64 {
    const ASCII: [u16; 95] = [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
        556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667,
        556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556,
        556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722,
        500, 500, 500, 334, 260, 334, 584,
    ];
    f64::from(ASCII.get(usize::from(letter).wrapping_sub(32)).copied().unwrap_or(556))
}
