//! Simple, recognisable stand-ins for things that are bought or saved whole: put together from turned and sawn bodies.

use super::fault::{Fault, holds, is_size};
use super::{Bar, Facts, Hole, Mesh, Profile, Region, Turned, Vec3};

/// What a bought thing looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A plain block or cylinder.
    Plain,
    /// A hexagon bolt; its origin lies under the head.
    Bolt,
    /// A hexagon nut.
    Nut,
    /// A washer.
    Washer,
    /// A ball bearing.
    Bearing,
    /// A wheel with its tyre.
    Wheel,
    /// A hub with its flange at the start.
    Hub,
    /// A motor with its shaft at the end.
    Motor,
    /// A magnet.
    Magnet,
    /// A battery with its poles.
    Battery,
    /// A drum or barrel.
    Drum,
    /// A bottle, its neck at the end.
    Bottle,
}

impl Look {
    /// The names that designs use.
    pub const NAMES: [(&'static str, Self); 11] = [
        ("bolt", Self::Bolt),
        ("nut", Self::Nut),
        ("washer", Self::Washer),
        ("bearing", Self::Bearing),
        ("wheel", Self::Wheel),
        ("hub", Self::Hub),
        ("motor", Self::Motor),
        ("magnet", Self::Magnet),
        ("battery", Self::Battery),
        ("drum", Self::Drum),
        ("bottle", Self::Bottle),
    ];

    /// Whether it can be a block; all can be round.
    pub fn may_be_block(self) -> bool {
        matches!(self, Self::Plain | Self::Magnet | Self::Battery)
    }

    /// The hole or shaft of a thing of this diameter where none is given; nothing where there is none.
    fn usual_bore(self) -> Option<f64> {
        match self {
            Self::Washer => Some(0.5),
            Self::Bearing => Some(0.4),
            Self::Wheel => Some(0.12),
            Self::Hub => Some(0.3),
            Self::Motor => Some(0.15),
            _ => None,
        }
    }

    /// Whether it has a hole or shaft whose diameter can be said.
    pub fn has_bore(self) -> bool {
        self.usual_bore().is_some()
    }
}

/// The size of a bought thing, metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Size {
    /// Length, width and thickness.
    Block([f64; 3]),
    /// Length and diameter: of a bolt below its head and of its thread, of a nut that of its thread.
    Round([f64; 2]),
}

/// A bought thing, from its origin along x.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bought {
    /// What it looks like.
    pub look: Look,
    /// How large it is.
    pub size: Size,
    /// Diameter of its hole or shaft, metres; what is usual where there is none.
    pub bore: Option<f64>,
}

/// A body of a stand-in.
enum Body {
    Sawn(Bar),
    Turned(Turned),
}

impl Bought {
    /// Whether there can be such a thing.
    pub fn check(&self) -> Result<(), Fault> {
        match self.size {
            Size::Block(sizes) => holds(sizes.into_iter().all(is_size), Fault::Size)?,
            Size::Round([length, diameter]) => {
                holds(is_size(length) && is_size(diameter), Fault::Size)?;
                holds(self.bore.is_none_or(|bore| is_size(bore) && bore < 0.9 * diameter), Fault::Size)?;
            }
        }
        for (_, body) in self.bodies() {
            match body {
                Body::Sawn(bar) => bar.check()?,
                Body::Turned(turned) => turned.check()?,
            }
        }
        Ok(())
    }

    /// Its sizes as given, and the volume of the stand-in; what it weighs, its own attribute says.
    pub fn facts(&self) -> Facts {
        let volume = |(_, body): &(Vec3, Body)| match body {
            Body::Sawn(bar) => bar.facts().volume,
            Body::Turned(turned) => turned.facts().volume,
        };
        let volume = self.bodies().iter().map(volume).sum();
        match self.size {
            Size::Block([length, width, thickness]) => {
                Facts { length, width, height: None, thickness: Some(thickness), volume }
            }
            Size::Round([length, width]) => Facts { length, width, height: None, thickness: None, volume },
        }
    }

    /// Its surface.
    pub fn mesh(&self) -> Mesh {
        let mut mesh = Mesh::default();
        for (at, body) in self.bodies() {
            let own = match body {
                Body::Sawn(bar) => bar.mesh(),
                Body::Turned(turned) => turned.mesh(),
            };
            mesh.add_mesh(&own, |p| p + at);
        }
        mesh
    }

    fn bodies(&self) -> Vec<(Vec3, Body)> {
        let start = Vec3::default();
        match self.size {
            Size::Block([length, width, thickness]) => {
                let block = |l: f64, w: f64, t: f64| Body::Sawn(Bar::straight(l, Profile::Board([w, t])));
                let mut out = vec![(start, block(length, width, thickness))];
                if self.look == Look::Battery {
                    let (pole, up) = (0.12 * length.min(width), thickness * 0.53);
                    let at = |x: f64| Vec3::new(x * length - pole / 2.0, 0.3 * width, up);
                    out.extend([0.2, 0.8].map(|x| (at(x), block(pole, pole, thickness * 0.06 * 0.98))));
                }
                out
            }
            Size::Round([length, diameter]) => self.round(length, diameter),
        }
    }

    fn round(&self, l: f64, d: f64) -> Vec<(Vec3, Body)> {
        let start = Vec3::default();
        let r = d / 2.0;
        let b = self.bore.unwrap_or(self.look.usual_bore().unwrap_or(0.0) * d) / 2.0;
        // Corners as shares of the length and of the radius.
        let of = |shares: &[[f64; 2]]| shares.iter().map(|[x, y]| [x * l, y * r]).collect::<Vec<_>>();
        let turned = |outline: Vec<[f64; 2]>| vec![(start, Body::Turned(Turned { outline, stock: d }))];
        match self.look {
            Look::Plain | Look::Magnet => vec![(start, Body::Sawn(Bar::straight(l, Profile::Rod(d))))],
            Look::Bolt => {
                let head = 0.65 * d;
                let tip = (0.1 * d).min(l / 2.0);
                let shank = vec![[0.0, 0.0], [l, 0.0], [l, r - tip / 2.0], [l - tip, r], [0.0, r]];
                let under = Vec3::new(-head, 0.0, 0.0);
                vec![(under, hexagon(head, 1.6 * d, 0.0)), (start, Body::Turned(Turned { outline: shank, stock: d }))]
            }
            Look::Nut => vec![(start, hexagon(l, 1.6 * d, d))],
            Look::Washer => turned(Turned::cylinder(l, d, 2.0 * b).outline),
            Look::Bearing => {
                let groove = |share: f64| b + (r - b) * share;
                let deep = 0.08 * l;
                turned(vec![
                    [0.0, b],
                    [l, b],
                    [l, groove(0.3)],
                    [l - deep, groove(0.35)],
                    [l - deep, groove(0.65)],
                    [l, groove(0.7)],
                    [l, r],
                    [0.0, r],
                    [0.0, groove(0.7)],
                    [deep, groove(0.65)],
                    [deep, groove(0.35)],
                    [0.0, groove(0.3)],
                ])
            }
            Look::Wheel => {
                let (hub, rim) = (b + (r - b) * 0.2, b + (r - b) * 0.62);
                let mut outline = vec![[0.0, b], [l, b], [l, hub], [0.65 * l, hub], [0.65 * l, rim], [0.95 * l, rim]];
                let tyre = [[1.0, 0.72], [1.0, 0.9], [0.85, 0.98], [0.5, 1.0], [0.15, 0.98], [0.0, 0.9], [0.0, 0.72]];
                outline.extend(tyre.map(|[x, share]| [x * l, b + (r - b) * share]));
                outline.extend([[0.05 * l, rim], [0.35 * l, rim], [0.35 * l, hub], [0.0, hub]]);
                turned(outline)
            }
            Look::Hub => {
                let neck = b + (r - b) * 0.45;
                turned(vec![[0.0, b], [l, b], [l, neck], [0.25 * l, neck], [0.25 * l, r], [0.0, r]])
            }
            Look::Motor => {
                let mut outline = of(&[[0.0, 0.0], [1.0, 0.0]]);
                outline.extend([[l, b], [0.8 * l, b]]);
                outline.extend(of(&[[0.8, 0.94], [0.76, 1.0], [0.04, 1.0], [0.0, 0.94]]));
                turned(outline)
            }
            Look::Battery => turned(of(&[[0.0, 0.0], [1.0, 0.0], [1.0, 0.3], [0.97, 0.3], [0.97, 1.0], [0.0, 1.0]])),
            Look::Drum => turned(of(&[
                [0.0, 0.0],
                [0.98, 0.0],
                [0.98, 0.94],
                [1.0, 0.94],
                [1.0, 0.97],
                [0.68, 0.97],
                [0.67, 1.0],
                [0.65, 1.0],
                [0.64, 0.97],
                [0.36, 0.97],
                [0.35, 1.0],
                [0.33, 1.0],
                [0.32, 0.97],
                [0.0, 0.97],
            ])),
            Look::Bottle => turned(of(&[
                [0.0, 0.0],
                [1.0, 0.0],
                [1.0, 0.32],
                [0.92, 0.32],
                [0.92, 0.36],
                [0.89, 0.36],
                [0.88, 0.3],
                [0.78, 0.5],
                [0.68, 0.9],
                [0.62, 1.0],
                [0.02, 1.0],
                [0.0, 0.94],
            ])),
        }
    }
}

/// A hexagon across x, by what it is across its flats, with a hole.
fn hexagon(length: f64, across: f64, hole: f64) -> Body {
    let r = across / 2.0 / libm::cos(std::f64::consts::PI / 6.0);
    let corners = (0..6).map(|k| super::grid::turn(k, 6).map(|c| c * r));
    let mut section = Region::polygon(corners);
    if hole > 0.0 {
        section.holes.push(Hole::Round([0.0; 2], hole));
    }
    Body::Sawn(Bar { section: Some(section), ..Bar::straight(length, Profile::Board([2.0 * r, 2.0 * r])) })
}
