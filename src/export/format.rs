//! The formats that builds are written in, and the files that each gives.

use super::flat::{alone, flats, together};
use super::scene::{MAX_COPIES, MAX_TRIANGLES};
use super::{Imprint, Scene, dxf, glb, stl, svg, three_mf};
use crate::design::Design;
use crate::diagnostic::{Diagnostic, Place};
use crate::project::Outcome;

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
    /// Flat patterns for cutters.
    Dxf,
    /// Flat patterns at 1:1.
    Svg,
}

impl Format {
    /// The names that the command line uses.
    pub const NAMES: [(&'static str, Self); 5] =
        [("stl", Self::Stl), ("3mf", Self::ThreeMf), ("glb", Self::Glb), ("dxf", Self::Dxf), ("svg", Self::Svg)];
}

/// The files of a build: one with everything, or `split` for each part.
pub fn export(format: Format, split: bool, design: &Design, outcome: &Outcome) -> Exported {
    let imprint = Imprint::new(design, &outcome.build);
    let mut out = Exported::default();
    let mut add = |of: &str, extension: &str, bytes: Vec<u8>| {
        out.files.push(File { name: imprint.file(of, extension), bytes });
    };
    let scene = Scene::new(outcome);
    let is_solid = matches!(format, Format::Stl | Format::ThreeMf | Format::Glb);
    if is_solid && let Some(problem) = scene.problem(format == Format::Stl && !split) {
        out.problems.push(problem);
        return out;
    }
    match format {
        Format::Stl if split => {
            for body in &scene.bodies {
                add(&body.part.id, "stl", stl::stl_part(body, &imprint));
            }
        }
        Format::Stl => add("", "stl", stl::stl(&scene, &imprint)),
        Format::Glb => add("", "glb", glb::glb(&scene, &imprint)),
        Format::ThreeMf => add("", "3mf", three_mf::three_mf(&scene, &imprint)),
        Format::Dxf | Format::Svg => {
            let flats = flats(&outcome.build);
            if flats.is_empty() {
                out.problems.push(nothing_flat());
                return out;
            }
            let pages = match split {
                true => flats.iter().map(|flat| (flat.of.clone(), alone(flat))).collect(),
                false => vec![("flat".to_owned(), together(&flats))],
            };
            for (of, page) in pages {
                match format {
                    Format::Dxf => add(&of, "dxf", dxf::dxf(&page, &imprint).into_bytes()),
                    _ => add(&of, "svg", svg::svg(&page, &imprint).into_bytes()),
                }
            }
        }
    }
    out
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
