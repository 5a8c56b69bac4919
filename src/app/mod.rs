//! The Leptos app: pages, panels, 3D viewer, storage, worker.

mod adapt;
mod bench;
mod build;
mod designs;
mod download;
mod fetch;
mod icons;
mod kept;
mod live;
mod planning;
mod print;
pub mod route;
pub mod scrap;
mod share;
mod shell;
mod start;
pub mod state;
pub mod storage;
pub mod text;
mod undo;
mod upload;
pub mod viewer;
mod whole;
pub mod worker;

pub use shell::Shell;

/// Mounts the app in place of the line that says that it is loading. Does nothing in a worker.
pub fn main() {
    console_error_panic_hook::set_once();
    crate::later::load_with(whole::load_now);
    if web_sys::window().is_none() {
        return;
    }
    // A first visit shows its picture at once. Later ones look first what is kept, so that nothing is drawn twice.
    if whole::is_pending() {
        mount();
    } else {
        storage::look_first(mount);
    }
}

fn mount() {
    use leptos::prelude::*;
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
    mount_to_body(Shell);
}
