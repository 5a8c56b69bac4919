//! What the viewer shows: bodies, dimensions and words, all given from outside.

use std::sync::Arc;

use crate::geometry::{Bounds, Frame, Mesh, Ray, Vec3, nearest_hit};

/// One copy of a part, standing where it belongs.
#[derive(Clone, PartialEq)]
pub struct Body {
    /// Which part; bodies of one part are selected together.
    pub part: usize,
    /// Which copy of the part, counted from 0.
    pub copy: usize,
    /// The part's surface, shared between copies.
    pub mesh: Arc<Mesh>,
    /// Where the copy stands.
    pub frame: Frame,
    /// Its colour.
    pub tint: Tint,
}

/// A colour: sRGB red, green, blue.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Tint(pub [u8; 3]);

/// Everything that is shown at one time.
#[derive(Clone, Default, PartialEq)]
pub struct Scene {
    /// The parts' copies.
    pub bodies: Vec<Body>,
    /// The dimension lines.
    pub dimensions: Vec<Dimension>,
    /// Text alternative for screen readers.
    pub label: String,
}

/// A dimension line.
#[derive(Clone, PartialEq)]
pub struct Dimension {
    /// One end, metres.
    pub from: Vec3,
    /// The other end, metres.
    pub to: Vec3,
    /// What stands at its middle, such as `1 500 mm`.
    pub text: String,
    /// Drawn in the accent colour: the one that is being changed.
    pub strong: bool,
}

/// The views that have a button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandardView {
    /// Three-quarter view from the front right, from above.
    Home,
    /// From the front.
    Front,
    /// From the right side.
    Side,
    /// From above.
    Top,
}

impl StandardView {
    /// Yaw and pitch, radians.
    pub(super) fn angles(self) -> (f64, f64) {
        match self {
            Self::Home => (0.66, 0.46),
            Self::Front => (0.0, 0.0),
            Self::Side => (std::f64::consts::FRAC_PI_2, 0.0),
            Self::Top => (0.0, std::f64::consts::FRAC_PI_2),
        }
    }
}

/// Every word the viewer shows or speaks.
#[derive(Clone, Default, PartialEq)]
pub struct ViewerTexts {
    /// Button: three-quarter view, everything in frame.
    pub home: String,
    /// Button: from the front.
    pub front: String,
    /// Button: from the side.
    pub side: String,
    /// Button: from above.
    pub top: String,
    /// Label of the slider that moves the parts apart.
    pub explode: String,
    /// Status where there is no WebGL2.
    pub no_webgl: String,
    /// Status while the graphics card is lost.
    pub lost: String,
    /// Status after it came back.
    pub restored: String,
    /// How to turn, move and zoom by keys and fingers; read out, not shown.
    pub canvas_help: String,
}

/// The part of the body that a ray meets first.
pub fn pick(bodies: &[Body], ray: &Ray) -> Option<usize> {
    let hit = nearest_hit(bodies.iter().map(|b| (b.mesh.as_ref(), b.frame)), ray)?;
    bodies.get(hit.index).map(|b| b.part)
}

/// Bodies where they are shown: moved apart as far as the slider says.
#[derive(Default)]
pub(super) struct Placed {
    pub bodies: Vec<Body>,
    /// Around the bodies as built.
    pub built: Option<Bounds>,
    /// Around the bodies as shown.
    pub shown: Option<Bounds>,
}

impl Placed {
    /// Moves each body from the middle of the whole by `explode` times its own distance from there.
    pub fn new(scene: &Scene, explode: f64) -> Self {
        let sized: Vec<(&Body, Bounds)> = scene.bodies.iter().filter_map(|b| Some((b, around(b)?))).collect();
        let Some(built) = join(sized.iter().map(|(_, bounds)| *bounds)) else {
            return Self::default();
        };
        let offset = |bounds: &Bounds| (bounds.centre() - built.centre()) * explode;
        let moved = |(body, bounds): &(&Body, Bounds)| Body {
            frame: Frame { origin: body.frame.origin + offset(bounds), ..body.frame },
            ..(*body).clone()
        };
        let shown = join(sized.iter().map(|(_, b)| Bounds { low: b.low + offset(b), high: b.high + offset(b) }));
        Self { bodies: sized.iter().map(moved).collect(), built: Some(built), shown }
    }
}

/// The box around a body as built; nothing where it is empty or not finite.
fn around(body: &Body) -> Option<Bounds> {
    let bounds = Bounds::around(body.mesh.positions.iter().map(|p| body.frame.point(*p)))?;
    (bounds.low.is_finite() && bounds.high.is_finite()).then_some(bounds)
}

fn join(boxes: impl Iterator<Item = Bounds>) -> Option<Bounds> {
    boxes.reduce(Bounds::joined)
}
