//! Solids of the parts: pure functions from sizes to watertight meshes, in metres.

mod bar;
mod camera;
mod frame;
mod mesh;
mod painter;
mod panel;
mod pick;
mod profile;
mod solid;
mod vector;

pub use bar::Bar;
pub use camera::{Margins, Orbit, Projected, Ray, View};
pub use frame::Frame;
pub use mesh::Mesh;
pub use painter::paint_order;
pub use panel::Panel;
pub use pick::{Hit, nearest_hit};
pub use profile::Profile;
pub use solid::{Facts, Solid};
pub use vector::{Bounds, Vec3};
