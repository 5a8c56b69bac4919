//! The section of a bar: what one sees looking along it.

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

/// Sides of the polygon that stands for a circle in pictures; sizes and masses are those of the circle.
const SIDES: usize = 32;

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

    /// How far the centre of the area lies from the middle along y, metres.
    pub fn centre(&self) -> f64 {
        match *self {
            Self::Angle([width, height, thickness]) => {
                // Two rectangles: the flat leg, and what the upright one has beyond it.
                let (flat, upright) = (width * thickness, (height - thickness) * thickness);
                upright * (thickness - width) / 2.0 / (flat + upright)
            }
            _ => 0.0,
        }
    }

    /// Its outline, counter-clockwise seen from +x, and that of the hole.
    pub(super) fn outlines(&self) -> Vec<Vec<Point>> {
        let rectangle = |width: f64, height: f64| {
            let (y, z) = (width / 2.0, height / 2.0);
            vec![[-y, -z], [y, -z], [y, z], [-y, z]]
        };
        let circle = |diameter: f64| {
            let turn = |k: usize| std::f64::consts::TAU * k as f64 / SIDES as f64;
            let point = |k| [libm::cos(turn(k)), libm::sin(turn(k))].map(|c| c * diameter / 2.0);
            (0..SIDES).map(point).collect::<Vec<_>>()
        };
        match *self {
            Self::Rod(diameter) => vec![circle(diameter)],
            Self::Board([width, thickness]) => vec![rectangle(width, thickness)],
            Self::Pipe([diameter, wall]) => vec![circle(diameter), circle(diameter - 2.0 * wall)],
            Self::Box([width, height, wall]) => {
                vec![rectangle(width, height), rectangle(width - 2.0 * wall, height - 2.0 * wall)]
            }
            Self::Angle([width, height, thickness]) => {
                let (y, z) = (width / 2.0, height / 2.0);
                let (inner_y, inner_z) = (thickness - y, thickness - z);
                vec![vec![[-y, -z], [y, -z], [y, inner_z], [inner_y, inner_z], [inner_y, z], [-y, z]]]
            }
        }
    }

    /// The convex pieces that an end face is made of, as corners of the outlines: which outline, which corner.
    pub(super) fn face(&self) -> Vec<Vec<(usize, usize)>> {
        let ring = |corners: usize| {
            let quad = move |k: usize| {
                let next = (k + 1) % corners;
                vec![(0, k), (0, next), (1, next), (1, k)]
            };
            (0..corners).map(quad).collect()
        };
        let solid = |corners: usize| vec![(0..corners).map(|k| (0, k)).collect()];
        match self {
            Self::Rod(_) => solid(SIDES),
            Self::Board(_) => solid(4),
            Self::Pipe(_) => ring(SIDES),
            Self::Box(_) => ring(4),
            // Cut from the outer corner to the inner one.
            Self::Angle(_) => [[0, 1, 2, 3], [0, 3, 4, 5]].map(|leg| leg.map(|k| (0, k)).to_vec()).to_vec(),
        }
    }

    /// Whether its sides are flat; the edges between the sides of a round one are not drawn.
    pub(super) fn is_edged(&self) -> bool {
        !matches!(self, Self::Rod(_) | Self::Pipe(_))
    }
}
