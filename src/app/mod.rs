//! The Leptos app: pages, panels, 3D viewer, storage, worker.

pub mod viewer;
