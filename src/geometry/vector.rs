//! Points and directions in space, and boxes around them.

use std::ops::{Add, Mul, Neg, Sub};

/// A point or direction; coordinates in metres (points) or without unit (directions).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Vec3 {
    /// Along the length of the built thing.
    pub x: f64,
    /// Across it.
    pub y: f64,
    /// Upwards.
    pub z: f64,
}

impl Vec3 {
    /// The point or direction with these coordinates.
    pub const fn new(x: f64, y: f64, z: f64) -> Self {
        Self { x, y, z }
    }

    /// Scalar product.
    pub fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y + self.z * other.z
    }

    /// Vector product, right-handed.
    pub fn cross(self, other: Self) -> Self {
        Self::new(
            self.y * other.z - self.z * other.y,
            self.z * other.x - self.x * other.z,
            self.x * other.y - self.y * other.x,
        )
    }

    /// Distance from the origin.
    pub fn length(self) -> f64 {
        // The one root that is the same everywhere: IEEE 754 rounds it exactly. In the browser it is one instruction.
        self.dot(self).sqrt()
    }

    /// The same direction with length 1, or nothing where there is no direction.
    pub fn unit(self) -> Option<Self> {
        let length = self.length();
        (length.is_finite() && length > 1e-12).then(|| self * (1.0 / length))
    }

    /// Its coordinates.
    pub const fn array(self) -> [f64; 3] {
        [self.x, self.y, self.z]
    }

    /// Whether every coordinate is a finite number.
    pub fn is_finite(self) -> bool {
        self.x.is_finite() && self.y.is_finite() && self.z.is_finite()
    }
}

impl From<[f64; 3]> for Vec3 {
    fn from([x, y, z]: [f64; 3]) -> Self {
        Self::new(x, y, z)
    }
}

impl Add for Vec3 {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y, self.z + other.z)
    }
}

impl Sub for Vec3 {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Neg for Vec3 {
    type Output = Self;
    fn neg(self) -> Self {
        self * -1.0
    }
}

impl Mul<f64> for Vec3 {
    type Output = Self;
    fn mul(self, factor: f64) -> Self {
        Self::new(self.x * factor, self.y * factor, self.z * factor)
    }
}

/// The smallest box, square to the axes, around some points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Corner with the least coordinates.
    pub low: Vec3,
    /// Corner with the greatest coordinates.
    pub high: Vec3,
}

impl Bounds {
    /// The box around points, or nothing where there are none.
    pub fn around(points: impl IntoIterator<Item = Vec3>) -> Option<Self> {
        points.into_iter().fold(None, |found: Option<Self>, p| {
            Some(match found {
                None => Self { low: p, high: p },
                Some(b) => b.with(p),
            })
        })
    }

    /// The box grown to hold one more point.
    pub fn with(self, p: Vec3) -> Self {
        let Self { low, high } = self;
        Self {
            low: Vec3::new(low.x.min(p.x), low.y.min(p.y), low.z.min(p.z)),
            high: Vec3::new(high.x.max(p.x), high.y.max(p.y), high.z.max(p.z)),
        }
    }

    /// Its middle.
    pub fn centre(self) -> Vec3 {
        (self.low + self.high) * 0.5
    }

    /// Its eight corners.
    pub fn corners(self) -> [Vec3; 8] {
        let Self { low, high } = self;
        std::array::from_fn(|k| {
            let pick = |bit: usize, a: f64, b: f64| if k >> bit & 1 == 0 { a } else { b };
            Vec3::new(pick(0, low.x, high.x), pick(1, low.y, high.y), pick(2, low.z, high.z))
        })
    }

    /// The box around this one and another.
    pub fn joined(self, other: Self) -> Self {
        self.with(other.low).with(other.high)
    }

    /// Its sizes along the three axes.
    pub fn size(self) -> Vec3 {
        self.high - self.low
    }
}
