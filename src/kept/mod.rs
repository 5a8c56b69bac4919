//! What is kept on a device: a project, the yards, their versions, and one file that holds everything.

mod everything;
mod merge;
mod record;

pub use everything::{Everything, EverythingError, MAX_BYTES, NamedYard, free_name, read_everything, write_everything};
pub use merge::{merge_project, merge_yard};
pub use record::{
    KeptNeighbour, KeptYard, Project, Stored, Unread, YardName, YardTexts, from_version_1, head, parse, text,
};
