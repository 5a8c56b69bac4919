//! What files show: the parts of a build that stand somewhere, each solid once, with its material.

use crate::design::{Build, Part};
use crate::geometry::Welded;
use crate::project::Outcome;

/// Most triangles of one file without instances, 200 MB of STL.
pub(super) const MAX_TRIANGLES: usize = 4_000_000;
/// Most copies in one file.
pub(super) const MAX_COPIES: usize = 100_000;

/// A build as files show it.
#[derive(Clone, Debug)]
pub(super) struct Scene<'a> {
    /// The parts with at least one placement.
    pub bodies: Vec<SceneBody<'a>>,
    /// Names of the materials in use, each once.
    pub materials: Vec<String>,
}

/// One distinct solid.
#[derive(Clone, Debug)]
pub(super) struct SceneBody<'a> {
    /// The part.
    pub part: &'a Part,
    /// Its surface with shared points.
    pub welded: Welded,
    /// Index of its material.
    pub material: usize,
}

/// The material of a part, as the stock in its slot names it.
pub(super) fn material<'a>(build: &'a Build, part: &Part) -> &'a str {
    let fill = build.slots.get(part.slot).and_then(|slot| slot.fill.as_ref());
    fill.map_or("material not chosen", |fill| fill.material.as_str())
}

impl<'a> Scene<'a> {
    pub fn new(outcome: &'a Outcome) -> Self {
        let mut out = Self { bodies: Vec::new(), materials: Vec::new() };
        let build = &outcome.build;
        for part in build.parts.iter().filter(|part| !part.placements.is_empty() && !part.mesh.triangles.is_empty()) {
            let name = material(build, part);
            let known = out.materials.iter().position(|m| m == name);
            let index = known.unwrap_or_else(|| {
                out.materials.push(name.to_owned());
                out.materials.len() - 1
            });
            out.bodies.push(SceneBody { part, welded: part.mesh.welded(), material: index });
        }
        out
    }

    /// Triangles of all copies.
    pub fn triangles(&self) -> usize {
        self.bodies.iter().map(|b| b.welded.triangles.len().saturating_mul(b.part.placements.len())).sum()
    }

    /// Copies of all parts.
    pub fn copies(&self) -> usize {
        self.bodies.iter().map(|b| b.part.placements.len()).sum()
    }
}
