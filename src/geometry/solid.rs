//! What a part is: a bar or a plate, and what saw and scale need to know of it.

use super::{Bar, Mesh, Panel};

/// The shape of a part in its own frame.
#[derive(Clone, Debug, PartialEq)]
pub enum Solid {
    /// Cut to length.
    Bar(Bar),
    /// Cut out of a sheet.
    Panel(Panel),
}

/// What the saw and the scale need to know of a solid; exact, not read off the mesh.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Facts {
    /// What must be cut off the stock, metres: of a bar from the farthest point of the start to the farthest of the end.
    pub length: f64,
    /// Across, metres: of a bar the size along y of its section.
    pub width: f64,
    /// The size along z where it is neither the width nor the thickness, metres.
    pub height: Option<f64>,
    /// Thickness or wall, metres; a rod has none.
    pub thickness: Option<f64>,
    /// Volume, m³.
    pub volume: f64,
}

impl Solid {
    /// Whether it can be made.
    pub fn is_sound(&self) -> bool {
        match self {
            Self::Bar(bar) => bar.is_sound(),
            Self::Panel(panel) => panel.is_sound(),
        }
    }

    /// Sizes and volume.
    pub fn facts(&self) -> Facts {
        match self {
            Self::Bar(bar) => bar.facts(),
            Self::Panel(panel) => panel.facts(),
        }
    }

    /// Its surface.
    pub fn mesh(&self) -> Mesh {
        match self {
            Self::Bar(bar) => bar.mesh(),
            Self::Panel(panel) => panel.mesh(),
        }
    }

    /// How far its ends lean away from square, radians; see [`Bar::ends`].
    pub fn ends(&self) -> [f64; 2] {
        match self {
            Self::Bar(bar) => bar.ends,
            Self::Panel(_) => [0.0; 2],
        }
    }

    /// The plate, if it is one.
    pub fn panel(&self) -> Option<&Panel> {
        match self {
            Self::Bar(_) => None,
            Self::Panel(panel) => Some(panel),
        }
    }

    /// Equal for solids that differ by less than a hundredth of a millimetre and a thousandth of a degree.
    pub fn key(&self) -> Vec<i64> {
        let sizes = match self {
            Self::Bar(bar) => {
                let across = [bar.profile.width(), bar.profile.thickness().unwrap_or(0.0)];
                vec![bar.length, bar.ends[0], bar.ends[1], across[0], across[1]]
            }
            Self::Panel(panel) => {
                let lines = std::iter::once(&panel.outline.outer).chain(&panel.outline.holes);
                lines.flat_map(|line| line.iter().flatten().copied().chain([f64::MAX])).collect()
            }
        };
        sizes.into_iter().map(|v| libm::round(v * 1e5) as i64).collect()
    }
}
