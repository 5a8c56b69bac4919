//! The section of a bar: what one sees looking along it.

use super::grid::circle;
use super::region::Lines;

/// A section, centred in the box around it: y across, z through its thickness or height. All sizes in metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Profile {
    /// A board: width along y, thickness along z.
    Board([f64; 2]),
    /// A rod or wire of a diameter.
    Rod(f64),
    /// A pipe: outside diameter and wall.
    Pipe([f64; 2]),
    /// A rectangular hollow section: width along y, height along z, wall.
    Box([f64; 3]),
    /// An L: width along y, height along z, thickness of both legs; the corner at the low end of both.
    Angle([f64; 3]),
}

/// A point of a section: y and z.
type Point = [f64; 2];

impl Profile {
    /// The size along z where it is neither the width nor the thickness.
    pub fn height(&self) -> Option<f64> {
        match *self {
            Self::Box([_, height, _]) | Self::Angle([_, height, _]) => Some(height),
            _ => None,
        }
    }

    /// Thickness of a board or leg, wall of a hollow section; a rod has none.
    pub fn thickness(&self) -> Option<f64> {
        match *self {
            Self::Rod(_) => None,
            Self::Board([_, thickness]) | Self::Pipe([_, thickness]) => Some(thickness),
            Self::Box([.., thickness]) | Self::Angle([.., thickness]) => Some(thickness),
        }
    }

    /// The size along y.
    pub fn width(&self) -> f64 {
        match *self {
            Self::Rod(size) | Self::Board([size, _]) | Self::Pipe([size, _]) => size,
            Self::Box([size, ..]) | Self::Angle([size, ..]) => size,
        }
    }

    /// Whether there is such a section: positive sizes, and walls that leave room.
    pub fn is_sound(&self) -> bool {
        let fits = match *self {
            Self::Rod(_) | Self::Board(_) => true,
            Self::Pipe([diameter, wall]) => 2.0 * wall < diameter,
            Self::Box([width, height, wall]) => 2.0 * wall < width.min(height),
            Self::Angle([width, height, thickness]) => thickness < width.min(height),
        };
        let is_size = |size: f64| size.is_finite() && size > 0.0;
        fits && is_size(self.width()) && self.height().is_none_or(is_size) && self.thickness().is_none_or(is_size)
    }

    /// Area of the material, m².
    pub fn area(&self) -> f64 {
        let disc = |diameter: f64| std::f64::consts::PI / 4.0 * diameter * diameter;
        match *self {
            Self::Rod(diameter) => disc(diameter),
            Self::Board([width, thickness]) => width * thickness,
            Self::Pipe([diameter, wall]) => disc(diameter) - disc(diameter - 2.0 * wall),
            Self::Box([width, height, wall]) => width * height - (width - 2.0 * wall) * (height - 2.0 * wall),
            Self::Angle([width, height, thickness]) => thickness * (width + height - thickness),
        }
    }

    /// Where the centre of the area lies: y and z, metres.
    pub fn centre(&self) -> [f64; 2] {
        match *self {
            Self::Angle([width, height, thickness]) => {
                // Two rectangles: a leg, and what the other one has beyond it.
                let off = |own: f64, other: f64| {
                    let (leg, beyond) = (own * thickness, (other - thickness) * thickness);
                    beyond * (thickness - own) / 2.0 / (leg + beyond)
                };
                [off(width, height), off(height, width)]
            }
            _ => [0.0; 2],
        }
    }

    /// Whether it is round.
    pub fn is_round(&self) -> bool {
        matches!(self, Self::Rod(_) | Self::Pipe(_))
    }

    /// Its edge, counter-clockwise seen from +x, and that of the hole.
    pub(super) fn lines(&self) -> Lines {
        let rectangle = |width: f64, height: f64| {
            let (y, z) = (width / 2.0, height / 2.0);
            vec![[-y, -z], [y, -z], [y, z], [-y, z]]
        };
        let round = |diameter: f64| circle([0.0; 2], diameter / 2.0);
        let outlines: [Vec<Point>; 2] = match *self {
            Self::Rod(diameter) => [round(diameter), Vec::new()],
            Self::Board([width, thickness]) => [rectangle(width, thickness), Vec::new()],
            Self::Pipe([diameter, wall]) => [round(diameter), round(diameter - 2.0 * wall)],
            Self::Box([width, height, wall]) => {
                [rectangle(width, height), rectangle(width - 2.0 * wall, height - 2.0 * wall)]
            }
            Self::Angle([width, height, thickness]) => {
                let (y, z) = (width / 2.0, height / 2.0);
                let (inner_y, inner_z) = (thickness - y, thickness - z);
                [vec![[-y, -z], [y, -z], [y, inner_z], [inner_y, inner_z], [inner_y, z], [-y, z]], Vec::new()]
            }
        };
        let [outer, inner] = outlines;
        let smooth = self.is_round();
        let mut lines = Lines::default();
        lines.add(outer.into_iter().map(|p| (p, smooth)));
        if !inner.is_empty() {
            lines.add(inner.into_iter().rev().map(|p| (p, smooth)));
            lines.is_ring = true;
        }
        lines
    }
}
