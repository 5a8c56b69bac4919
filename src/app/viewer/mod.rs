//! The 3D picture of what is being built: WebGL2 where there is one, a painted drawing where there is none.
//!
//! Data flows one way: [`Scene`] → placed bodies → one batch of numbers → frame. Frames are drawn only on change.

mod batch;
mod canvas;
mod component;
mod drawing;
mod gesture;
mod ground;
mod keys;
mod observe;
mod overlay;
mod renderer;
mod scene;
mod shade;
mod shaders;
mod stage;
mod toolbar;

pub use component::Viewer;
pub use drawing::thumbnail;
pub use scene::{Body, Dimension, Scene, StandardView, Tint, ViewerTexts};
