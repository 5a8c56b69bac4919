//! What the viewer shows: bodies, dimensions and words, all given from outside.

use std::sync::Arc;

use super::apart::apart;
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
    /// The group that it belongs to, by its index in the scene.
    pub group: Option<usize>,
}

/// Bodies that come apart together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Group {
    /// The group that it is in; one that stands before it.
    pub parent: Option<usize>,
    /// Which way it leaves; zero where it leaves away from the middle of what it is in.
    pub leaves: Vec3,
}

/// A colour: sRGB red, green, blue.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Tint(pub [u8; 3]);

/// Everything that is shown at one time.
#[derive(Clone, Default, PartialEq)]
pub struct Scene {
    /// The parts' copies.
    pub bodies: Vec<Body>,
    /// The groups of bodies.
    pub groups: Vec<Group>,
    /// The dimension lines.
    pub dimensions: Vec<Dimension>,
    /// Text alternative for screen readers.
    pub label: String,
}

/// A dimension line.
#[derive(Clone, PartialEq)]
pub struct Dimension {
    /// What it is of; its label can then be pressed.
    pub key: Option<usize>,
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
    /// Button that opens further tools.
    pub more: String,
    /// Title of a dimension whose label can be pressed.
    pub change: String,
    /// Status where there is no WebGL2.
    pub no_webgl: String,
    /// Status while the graphics card is lost.
    pub lost: String,
    /// Status after it came back.
    pub restored: String,
    /// How to turn, move and zoom by keys and fingers; read out, not shown.
    pub canvas_help: String,
}

/// The body that a ray meets first, and how far along.
pub(super) fn pick(bodies: &[Body], ray: &Ray) -> Option<(usize, f64)> {
    let hit = nearest_hit(bodies.iter().map(|b| (b.mesh.as_ref(), b.frame)), ray)?;
    Some((hit.index, hit.distance))
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
    /// Moves the bodies apart: `explode` is 0 for together, 1 for far apart.
    pub fn new(scene: &Scene, explode: f64) -> Self {
        let sized: Vec<(&Body, Bounds)> = scene.bodies.iter().filter_map(|b| Some((b, around(b)?))).collect();
        let Some(built) = join(sized.iter().map(|(_, bounds)| *bounds)) else {
            return Self::default();
        };
        let ways = if explode > 0.0 { apart(&scene.groups, &sized, built) } else { Vec::new() };
        let mut placed = Self { bodies: Vec::with_capacity(sized.len()), built: Some(built), shown: None };
        for (k, (body, bounds)) in sized.into_iter().enumerate() {
            let way = ways.get(k).map_or_else(Vec3::default, |way| *way * explode);
            let at = Bounds { low: bounds.low + way, high: bounds.high + way };
            placed.shown = Some(placed.shown.map_or(at, |all| all.joined(at)));
            let frame = Frame { origin: body.frame.origin + way, ..body.frame };
            placed.bodies.push(Body { frame, ..body.clone() });
        }
        placed
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
