//! Where a copy of a part stands and how it is turned.

use super::Vec3;

/// A right-handed orthonormal frame: it takes part coordinates to those of the built thing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Where the part's origin stands, metres.
    pub origin: Vec3,
    /// Direction of the part's x (its length).
    pub x: Vec3,
    /// Direction of the part's y (its width).
    pub y: Vec3,
    /// Direction of the part's z (its thickness).
    pub z: Vec3,
}

impl Frame {
    /// The frame of the built thing itself.
    pub const ORIGIN: Self = Self {
        origin: Vec3::new(0.0, 0.0, 0.0),
        x: Vec3::new(1.0, 0.0, 0.0),
        y: Vec3::new(0.0, 1.0, 0.0),
        z: Vec3::new(0.0, 0.0, 1.0),
    };

    /// A frame given in this one, as a frame of the built thing.
    #[must_use]
    pub fn of(&self, inner: &Self) -> Self {
        Self {
            origin: self.point(inner.origin),
            x: self.direction(inner.x),
            y: self.direction(inner.y),
            z: self.direction(inner.z),
        }
    }

    /// A frame from the direction of the length and one that the flat side should face.
    /// `flat` is made square to `axis`; where both are parallel or zero there is no frame.
    pub fn facing(origin: Vec3, axis: Vec3, flat: Vec3) -> Option<Self> {
        let x = axis.unit()?;
        let z = (flat - x * x.dot(flat)).unit()?;
        Some(Self { origin, x, y: z.cross(x), z })
    }

    /// A point of the part, in the coordinates of the built thing.
    pub fn point(&self, p: Vec3) -> Vec3 {
        self.origin + self.direction(p)
    }

    /// A direction of the part, in the coordinates of the built thing.
    pub fn direction(&self, d: Vec3) -> Vec3 {
        self.x * d.x + self.y * d.y + self.z * d.z
    }
}
