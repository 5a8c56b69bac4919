//! What is kept on this device: the yards and the choices, saved by themselves a moment after each change.

mod database;
mod persist;
mod snapshot;
mod start;
mod sync;
mod yards;

pub use persist::used;
pub use start::{look_first, restore, restore_at_once};
pub use sync::{keep_saved, retry};
pub use yards::{Removed, all, create, duplicate, import, open, put_back, remove, remove_again};

/// Key of the record with everything but the yards.
const PROJECT: &str = "project";

/// Key of a yard's record.
fn yard_key(id: &str) -> String {
    format!("yard:{id}")
}
