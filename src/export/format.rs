//! The formats that builds are written in, and the files that each gives.

use super::drawings::{Pad, assembly, part};
use super::flat::{alone, flats, together};
use super::page::Page;
use super::pdf::{is_writable, pdf};
use super::plans::plans;
use super::scene::{MAX_COPIES, MAX_TRIANGLES};
use super::templates::{MAX_SHEETS, templates};
use super::zip::zip;
use super::{Imprint, Paper, Scene, dxf, glb, step, stl, svg, three_mf};
use crate::design::Design;
use crate::diagnostic::{Diagnostic, Place};
use crate::project::Outcome;
use crate::quantity::System;

/// A file that leaves the product.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// Its name, without a folder.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// The files of a format, and what could not be written.
#[derive(Clone, Debug, Default)]
pub struct Exported {
    /// The files; none where there is nothing to write.
    pub files: Vec<File>,
    /// Why something is missing.
    pub problems: Vec<Diagnostic>,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Triangles.
    Stl,
    /// Solids with names and colours, for 3D printing.
    ThreeMf,
    /// Solids with names and colours, for viewers.
    Glb,
    /// Solids for construction programs.
    Step,
    /// Flat patterns for cutters.
    Dxf,
    /// Flat patterns at 1:1.
    Svg,
    /// Drawings and cutting plans, to be printed.
    Pdf,
    /// Flat and unrolled patterns at 1:1 over sheets of paper.
    Templates,
    /// Drawings, a file for each sheet.
    Drawings,
}

/// How files are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// A file for each part where the format has such; else one for everything.
    pub split: bool,
    /// What drawings and templates are printed on.
    pub paper: Paper,
    /// In which units drawings say sizes.
    pub system: System,
}

impl Format {
    /// The names that the command line uses.
    pub const NAMES: [(&'static str, Self); 9] = [
        ("stl", Self::Stl),
        ("3mf", Self::ThreeMf),
        ("glb", Self::Glb),
        ("step", Self::Step),
        ("dxf", Self::Dxf),
        ("svg", Self::Svg),
        ("pdf", Self::Pdf),
        ("templates", Self::Templates),
        ("drawings", Self::Drawings),
    ];
}

/// Files as one, for places that take only one at a time: a zip archive.
pub fn bundle(files: &[File]) -> Vec<u8> {
    zip(&files.iter().map(|file| (file.name.as_str(), file.bytes.as_slice())).collect::<Vec<_>>())
}

/// The files of a build.
pub fn export(format: Format, options: Options, design: &Design, outcome: &Outcome) -> Exported {
    let imprint = Imprint::new(design, &outcome.build);
    let scene = Scene::new(outcome);
    let mut out = Exported::default();
    let needs_solids = !matches!(format, Format::Dxf | Format::Svg | Format::Templates);
    if needs_solids && let Some(problem) = scene.problem(format == Format::Stl && !options.split) {
        out.problems.push(problem);
        return out;
    }
    let mut add = |of: &str, extension: &str, bytes: Vec<u8>| {
        out.files.push(File { name: imprint.file(of, extension), bytes });
    };
    match format {
        Format::Stl if options.split => {
            for body in &scene.bodies {
                add(&body.part.id, "stl", stl::stl_part(body, &imprint));
            }
        }
        Format::Stl => add("", "stl", stl::stl(&scene, &imprint)),
        Format::Glb => add("", "glb", glb::glb(&scene, &imprint)),
        Format::Step => add("", "step", step::step(&scene, &imprint).into_bytes()),
        Format::ThreeMf => add("", "3mf", three_mf::three_mf(&scene, &imprint)),
        Format::Dxf | Format::Svg => {
            let flats = flats(&outcome.build);
            let pages = match options.split {
                _ if flats.is_empty() => Vec::new(),
                true => flats.iter().map(|flat| (flat.of.clone(), alone(flat))).collect(),
                false => vec![("flat".to_owned(), together(&flats))],
            };
            for (of, page) in &pages {
                match format {
                    Format::Dxf => add(of, "dxf", dxf::dxf(page, &imprint).into_bytes()),
                    _ => add(of, "svg", svg::svg(page, &imprint).into_bytes()),
                }
            }
            out.problems.extend(pages.is_empty().then(nothing_flat));
        }
        Format::Templates => {
            let flats = flats(&outcome.build);
            let mut pages = Vec::new();
            let mut problems = Vec::new();
            for flat in &flats {
                match templates(flat, options.paper, &imprint) {
                    Some(own) => pages.extend(own),
                    None => {
                        let message = format!("the template would take more than {MAX_SHEETS} sheets; it is left out");
                        let problem = Diagnostic::warning("too-large", Place::whole(&flat.part.id), message);
                        problems.push(problem.hint("cut it by its drawing, or on a machine by its DXF file"));
                    }
                }
            }
            if pages.is_empty() {
                problems.push(nothing_flat());
            } else {
                problems.extend(unwritable(&pages));
                add("templates", "pdf", pdf(&pages, &imprint));
            }
            out.problems.extend(problems);
        }
        Format::Pdf | Format::Drawings => {
            let pad = Pad { paper: options.paper, system: options.system, imprint: &imprint };
            let flats = flats(&outcome.build);
            let whole = ("assembly".to_owned(), assembly(&scene, &pad));
            let parts = scene.bodies.iter();
            let parts = parts.map(|body| (body.part.id.clone(), part(body, &outcome.build, &flats, &pad)));
            let pages = std::iter::once(whole).chain(parts);
            if format == Format::Drawings {
                for (of, page) in pages {
                    add(&format!("drawing-{of}"), "svg", svg::svg(&page, &imprint).into_bytes());
                }
            } else {
                let pages: Vec<Page> = pages.map(|(_, page)| page).chain(plans(outcome, &pad)).collect();
                add("drawings", "pdf", pdf(&pages, &imprint));
                out.problems.extend(unwritable(&pages));
            }
        }
    }
    out
}

/// Says plainly where a document has letters that its font lacks.
fn unwritable(pages: &[Page]) -> Option<Diagnostic> {
    let label = pages.iter().flat_map(|page| &page.labels).find(|label| !is_writable(&label.text))?;
    let message = format!("“{}” has letters that the font of PDF files lacks; each shows as ?", label.text);
    let problem = Diagnostic::warning("letters", Place::whole("files"), message);
    Some(problem.hint("drawings as SVG have all letters; --language may choose another language of the design"))
}

fn nothing_flat() -> Diagnostic {
    let message = "no part is cut out of a sheet or marked on a pipe";
    Diagnostic::error("nothing-flat", Place::whole("files"), message)
        .hint("boards and bars have drawings: choose drawings or pdf")
}

impl Scene<'_> {
    /// Why it cannot be written; `is_flat` where every copy is written in full.
    fn problem(&self, is_flat: bool) -> Option<Diagnostic> {
        let place = Place::whole("files");
        if self.bodies.is_empty() {
            let problem = Diagnostic::error("nothing-solid", place, "this build has no part that can be made");
            return Some(problem.hint("look at the problems of the build first"));
        }
        let own: usize = self.bodies.iter().map(|body| body.welded.triangles.len()).sum();
        let triangles = if is_flat { self.triangles() } else { own };
        if triangles > MAX_TRIANGLES || self.copies() > MAX_COPIES {
            let message = format!("{} parts with {triangles} triangles are too many for one file", self.copies());
            let hint = "write one file for each part, or glb, which holds equal parts once";
            return Some(Diagnostic::error("too-large", place, message).hint(hint));
        }
        None
    }
}
