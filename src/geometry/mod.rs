//! Solids of the parts: pure functions from sizes to watertight meshes, in metres.

mod bar;
mod frame;
mod mesh;
mod vector;

pub use bar::{Bar, BarFacts};
pub use frame::Frame;
pub use mesh::Mesh;
pub use vector::{Bounds, Vec3};
