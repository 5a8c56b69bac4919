//! What a part is, and what saw and scale need to know of it.

use super::plank::Plank;
use super::{Bar, Bent, Bought, Cut, Fault, Hole, Loft, Mesh, Panel, Path, Region, Size, Strip, Swept, Turned};
use crate::stock::Outline;

/// The shape of a part in its own frame.
#[derive(Clone, Debug, PartialEq)]
pub enum Solid {
    /// Cut to length.
    Bar(Bar),
    /// Cut out of a sheet.
    Panel(Panel),
    /// Cut out of a sheet and bent.
    Bent(Bent),
    /// Sawn out of the wall of a pipe.
    Strip(Strip),
    /// Carved out of a board.
    Loft(Loft),
    /// Turned out of a rod.
    Turned(Turned),
    /// A rod, wire or pipe bent or wound.
    Swept(Swept),
    /// Used whole.
    Bought(Bought),
}

/// What the saw and the scale need to know of a solid; exact, not read off the mesh.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Facts {
    /// What must be cut off the stock, metres: of a bar from the farthest point of the start to the farthest of the
    /// end; of what is bent, its length before.
    pub length: f64,
    /// Across, metres: of a bar the size along y of its stock, of a strip of pipe its width around the pipe.
    pub width: f64,
    /// The size along z where it is neither the width nor the thickness, metres.
    pub height: Option<f64>,
    /// Thickness or wall, metres; a rod has none.
    pub thickness: Option<f64>,
    /// Volume, m³.
    pub volume: f64,
}

impl Solid {
    /// Whether it can be made; else why not.
    pub fn check(&self) -> Result<(), Fault> {
        match self.plank() {
            Some(plank) => plank.check(),
            None => self.check_any(),
        }
    }

    #[inline(never)] // a first visit does without
    fn check_any(&self) -> Result<(), Fault> {
        match self {
            Self::Bar(solid) => solid.check(),
            Self::Panel(solid) => solid.check(),
            Self::Bent(solid) => solid.check(),
            Self::Strip(solid) => solid.check(),
            Self::Loft(solid) => solid.check(),
            Self::Turned(solid) => solid.check(),
            Self::Swept(solid) => solid.check(),
            Self::Bought(solid) => solid.check(),
        }
    }

    /// Sizes and volume of a solid that can be made.
    pub fn facts(&self) -> Facts {
        match self.plank() {
            Some(plank) => plank.facts(),
            None => self.facts_any(),
        }
    }

    #[inline(never)] // a first visit does without
    fn facts_any(&self) -> Facts {
        match self {
            Self::Bar(solid) => solid.facts(),
            Self::Panel(solid) => solid.facts(),
            Self::Bent(solid) => solid.facts(),
            Self::Strip(solid) => solid.facts(),
            Self::Loft(solid) => solid.facts(),
            Self::Turned(solid) => solid.facts(),
            Self::Swept(solid) => solid.facts(),
            Self::Bought(solid) => solid.facts(),
        }
    }

    /// Surface of a solid that can be made.
    pub fn mesh(&self) -> Mesh {
        match self.plank() {
            Some(plank) => plank.mesh(),
            None => self.mesh_any(),
        }
    }

    #[inline(never)] // a first visit does without
    fn mesh_any(&self) -> Mesh {
        match self {
            Self::Bar(solid) => solid.mesh(),
            Self::Panel(solid) => solid.mesh(),
            Self::Bent(solid) => solid.mesh(),
            Self::Strip(solid) => solid.mesh(),
            Self::Loft(solid) => solid.mesh(),
            Self::Turned(solid) => solid.mesh(),
            Self::Swept(solid) => solid.mesh(),
            Self::Bought(solid) => solid.mesh(),
        }
    }

    /// How far its ends lean away from square on the flat side, radians; see [`Bar::mitred`].
    pub fn ends(&self) -> [f64; 2] {
        match self {
            Self::Bar(bar) => bar.cuts.map(|cut| cut.angles()[0]),
            _ => [0.0; 2],
        }
    }

    /// What is cut out of a sheet, flat.
    pub fn flat(&self) -> Option<Outline> {
        match self {
            Self::Panel(panel) => Some(panel.outline()),
            Self::Bent(bent) => Some(bent.pattern().outline()),
            _ => None,
        }
    }

    /// Whether it comes out of a sheet as a rectangle, which a saw cuts from edge to edge; what is cut out of that
    /// comes later.
    pub fn is_rectangle(&self) -> bool {
        match self {
            Self::Panel(panel) => panel.region.is_rectangle(),
            Self::Bent(_) => true,
            _ => false,
        }
    }

    /// Equal for solids that differ by less than a hundredth of a millimetre and a thousandth of a degree.
    pub fn key(&self) -> Vec<i64> {
        match self.plank() {
            Some(plank) => {
                let mut key = Key::default();
                key.all(plank.sizes());
                key.0
            }
            None => self.key_any(),
        }
    }

    fn plank(&self) -> Option<Plank> {
        match self {
            Self::Bar(bar) => bar.plank(),
            _ => None,
        }
    }

    #[inline(never)] // a first visit does without
    fn key_any(&self) -> Vec<i64> {
        let mut key = Key::default();
        match self {
            Self::Bar(bar) => {
                key.all([bar.length, bar.profile.width(), bar.profile.thickness().unwrap_or(0.0)]);
                for cut in &bar.cuts {
                    match cut {
                        Cut::Plane { mitre, bevel } => key.all([*mitre, *bevel]),
                        Cut::Cope { diameter, mitre, turn } => key.all([*diameter, *mitre, *turn]),
                    }
                }
                for drill in &bar.drills {
                    key.all([f64::from(drill.through_flat), drill.at[0], drill.at[1], drill.diameter]);
                }
                key.all([f64::MAX]);
                for notch in &bar.notches {
                    let sides = [notch.into_flat, notch.from_top].map(f64::from);
                    key.all(sides.into_iter().chain(notch.stretch).chain([notch.depth]));
                }
                bar.section.iter().for_each(|section| key.region(section));
            }
            Self::Panel(panel) => {
                key.all([panel.thickness]);
                key.region(&panel.region);
                key.all(panel.bevels.iter().copied());
            }
            Self::Bent(bent) => {
                key.all([bent.width, bent.thickness, bent.k_factor]);
                key.all(bent.flats.iter().copied());
                key.all(bent.folds.iter().flat_map(|fold| [fold.angle, fold.radius]));
                key.holes(&bent.holes);
            }
            Self::Strip(strip) => {
                key.all(strip.pipe);
                key.region(&strip.region);
            }
            Self::Loft(loft) => {
                for (x, outline) in &loft.sections {
                    key.all([*x].into_iter().chain(outline.iter().flatten().copied()));
                }
            }
            Self::Turned(turned) => key.all(turned.outline.iter().flatten().copied()),
            Self::Swept(swept) => {
                key.all([swept.profile.width(), swept.profile.thickness().unwrap_or(0.0)]);
                match &swept.path {
                    Path::Corners(points, radius) => {
                        key.all(points.iter().flat_map(|p| p.array()).chain([*radius]));
                    }
                    Path::Coil { diameter, straight, pitch, turns, layers } => {
                        key.all([*diameter, *straight, *pitch, *turns, *layers as f64]);
                    }
                }
            }
            Self::Bought(bought) => {
                match bought.size {
                    Size::Block(sizes) => key.all(sizes),
                    Size::Round(sizes) => key.all(sizes),
                }
                key.all(bought.bore);
            }
        }
        key.0
    }
}

/// Sizes rounded, one after the other.
#[derive(Default)]
struct Key(Vec<i64>);

impl Key {
    fn all(&mut self, sizes: impl IntoIterator<Item = f64>) {
        self.0.extend(sizes.into_iter().map(|v| libm::round(v * 1e5) as i64));
    }

    fn region(&mut self, region: &Region) {
        self.all(region.corners.iter().flat_map(|c| [c.at[0], c.at[1], c.radius]));
        self.holes(&region.holes);
    }

    fn holes(&mut self, holes: &[Hole]) {
        for hole in holes {
            self.all([f64::MAX]);
            match hole {
                Hole::Round([x, y], diameter) => self.all([*x, *y, *diameter]),
                Hole::Cut(corners) => self.all(corners.iter().flat_map(|c| [c.at[0], c.at[1], c.radius])),
            }
        }
    }
}
