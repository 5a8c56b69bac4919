//! The Build place: the design in hand, its picture, its parameters and what follows from them.

mod book;
mod checks;
mod cut;
mod export;
mod flat;
mod get;
mod guide;
mod look;
mod looks;
mod materials;
mod page;
mod parameters;
mod parts;
mod print;
mod scene;
mod tabs;

pub use page::BuildPage;
pub use print::PrintLists;
pub use scene::bodies;
