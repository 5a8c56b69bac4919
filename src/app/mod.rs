//! The Leptos app: pages, panels, 3D viewer, storage, worker.

pub mod route;
pub mod scrap;
pub mod state;
pub mod storage;
pub mod text;
pub mod viewer;
