//! What is kept on a device: a project, the yards, their versions, and one file that holds everything.

mod everything;
mod merge;
mod record;
mod yard;

pub use everything::{Everything, EverythingError, MAX_BYTES, NamedYard, free_name, read_everything, write_everything};
pub use merge::{merge_project, merge_yard};
pub use record::{Project, Stored, Unread, YardName, from_version_1, head, parse, text};
pub use yard::{KeptYard, NeighbourText, YardText, read_yard, yard_head};
