//! The designs that come with the app.

/// What a card tells of a design without opening it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Short name; also its folder.
    pub id: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// One or two sentences.
    pub summary: &'static str,
    /// Version, licence and authors.
    pub about: &'static str,
}

/// All built-in designs, the one that a first visit shows in front. A test holds them to the designs.
pub const BUILT_IN: &[Entry] = &[
    Entry {
        id: "plank-table",
        title: "Plank table",
        summary: "A sturdy table or workbench from whatever boards you have: legs of two boards each, a braced frame, a top of planks.",
        about: "0.2.0 · CERN-OHL-P-2.0 · Scrapwright contributors",
    },
    Entry {
        id: "plank-shelf",
        title: "Plank shelf",
        summary: "A shelf of whatever boards you have: two ladders carry shelves at the heights you choose.",
        about: "0.1.0 · CERN-OHL-P-2.0 · Scrapwright contributors",
    },
    Entry {
        id: "panel-crate",
        title: "Panel crate",
        summary: "A crate of offcuts of plywood, chipboard or OSB, with posts of any lath in its corners; it can be made to stack.",
        about: "0.1.0 · CERN-OHL-P-2.0 · Scrapwright contributors",
    },
];

/// Where a built-in design lies, from the folder of the page.
pub fn path(id: &str) -> String {
    format!("designs/{id}/design.toml")
}
