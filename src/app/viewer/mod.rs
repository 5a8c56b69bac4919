//! The 3D picture of what is being built: WebGL2 where there is one, a painted drawing where there is none.
//!
//! Data flows one way: [`Scene`] → placed bodies → surfaces and their copies on the card → frame. Frames are drawn only on
//! change.

mod apart;
mod batch;
mod canvas;
mod component;
mod drawing;
mod gesture;
mod ground;
mod keys;
mod measure;
mod more;
mod observe;
mod overlay;
mod renderer;
mod save;
mod scene;
mod shade;
mod shaders;
mod stage;
mod toolbar;

pub use component::Viewer;
pub use drawing::thumbnail;
pub use save::save as save_picture;
pub use scene::{Body, Dimension, Group, Scene, StandardView, Tint, ViewerTexts};

/// Does all that is done of a new scene before the graphics card gets it; for measuring.
pub fn measure_work(scene: &Scene) {
    let placed = scene::Placed::new(scene, 0.0);
    let batches = batch::batches(&placed);
    let corners: usize = batches.iter().map(|(mesh, _)| batch::Surface::new(mesh).positions.len()).sum();
    let shade = ground::Ground::new(&placed).map_or(0, |ground| ground.shade.len());
    std::hint::black_box((corners, batch::mean_edge(&batches), shade));
}
