//! Solids of the parts: pure functions from sizes to watertight meshes, in metres.

mod bar;
mod camera;
mod frame;
mod mesh;
mod painter;
mod pick;
mod profile;
mod vector;

pub use bar::{Bar, BarFacts};
pub use camera::{Margins, Orbit, Projected, Ray, View};
pub use frame::Frame;
pub use mesh::Mesh;
pub use painter::paint_order;
pub use pick::{Hit, nearest_hit};
pub use profile::Profile;
pub use vector::{Bounds, Vec3};
