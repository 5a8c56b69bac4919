//! Light and colour, the same for the card's shaders and for the painted drawing.

use crate::geometry::Vec3;

use super::Tint;

/// Unit direction towards the key light: from the front left, above.
pub(super) const KEY: [f64; 3] = [-0.276, -0.552, 0.787];
/// Ambient light on faces that look up, aside and down, then the key's strength; linear.
pub(super) const LIGHTS: [f64; 4] = [0.56, 0.47, 0.34, 0.47];
/// Colour of the chosen part, sRGB.
pub(super) const CHOSEN: Tint = Tint([0x7f, 0xab, 0xd9]);
/// How far a hovered part moves towards white.
pub(super) const HOVER: f64 = 0.16;
/// How far edges keep the tint of their part; the rest is [`INK`].
pub(super) const EDGE_TINT: f64 = 0.12;
/// Colour of edges and shadows, sRGB.
pub(super) const INK: Tint = Tint([0x2a, 0x1d, 0x10]);

/// Light that falls on a face, linear, about 0.3 to 1.
pub(super) fn light(normal: Vec3) -> f64 {
    let [up, aside, down, key] = LIGHTS;
    let z = normal.z;
    let ambient = if z > 0.0 { aside + (up - aside) * z } else { aside + (aside - down) * z };
    // A weak fill from the right keeps the shaded sides apart.
    ambient + key * normal.dot(Vec3::new(KEY[0], KEY[1], KEY[2])).max(0.0) + 0.07 * normal.x.max(0.0)
}

impl Tint {
    /// Red, green and blue from 0 to 1, linear.
    pub(super) fn linear(self) -> [f64; 3] {
        self.0.map(|c| libm::pow(f64::from(c) / 255.0, 2.2))
    }

    /// From linear red, green and blue.
    pub(super) fn from_linear(rgb: [f64; 3]) -> Self {
        Self(rgb.map(|c| (libm::pow(c.clamp(0.0, 1.0), 1.0 / 2.2) * 255.0 + 0.5) as u8))
    }

    /// On the way to another colour.
    pub(super) fn towards(self, other: Self, share: f64) -> Self {
        let (a, b) = (self.linear(), other.linear());
        Self::from_linear(std::array::from_fn(|k| a[k] + (b[k] - a[k]) * share))
    }

    /// The same colour, half as strong.
    pub fn paler(self) -> Self {
        Self(self.0.map(|c| c / 2 + 116))
    }

    /// The same colour under some light.
    pub(super) fn lit(self, light: f64) -> Self {
        Self::from_linear(self.linear().map(|c| c * light))
    }

    /// As a style sheet writes it.
    pub fn css(self) -> String {
        let [r, g, b] = self.0;
        format!("#{r:02x}{g:02x}{b:02x}")
    }
}
