//! Where nothing holds: what single lock or requirement stands in the way, and what giving it up would bring.

use serde::{Deserialize, Serialize};

use super::Goal;
use super::report::Found;
use super::search::{Request, Search};
use crate::design::Design;
use crate::stock::Inventory;

/// Boxes looked at for each thing that might be given up.
const EFFORT: u64 = 3_000;
/// Most things that are tried.
const MOST: usize = 16;

/// What might be given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Way {
    /// The lock of a parameter or slot, by its name.
    Lock(String),
    /// A requirement, by the id of its check.
    Check(String),
    /// All locks, where no single one suffices.
    Locks,
}

/// What giving up one thing would bring: the solution nearest to what was set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Relaxation {
    /// What is given up.
    pub way: Way,
    /// A solution without it.
    pub found: Found,
}

/// All that may be given up, locks first: they are the maker's own. Each is to be tried by [`relax`].
pub(super) fn ways(design: &Design, request: &Request) -> Vec<Way> {
    let is_there = |name: &&String| {
        design.parameter(name.as_str()).is_some_and(|p| !p.fixed) || design.slots.iter().any(|s| s.name == **name)
    };
    let locks: Vec<Way> = request.choices.locks.iter().filter(is_there).cloned().map(Way::Lock).collect();
    let all = (locks.len() > 1).then_some(Way::Locks);
    let checks = design.checks.iter().filter(|check| check.must).map(|check| Way::Check(check.id.clone()));
    locks.into_iter().chain(all).chain(checks).take(MOST).collect()
}

/// Searches without one thing; nothing where that does not help.
pub(super) fn relax(design: &Design, inventory: &Inventory, request: &Request, way: Way) -> Option<Relaxation> {
    let mut request = Request { goals: vec![Goal::Wishes], effort: EFFORT, is_relaxed: true, ..request.clone() };
    let mut design = design.clone();
    match &way {
        Way::Lock(name) => drop(request.choices.locks.remove(name)),
        Way::Locks => request.choices.locks.clear(),
        Way::Check(id) => design.checks.iter_mut().filter(|c| c.id == *id).for_each(|c| c.must = false),
    }
    let mut found = Search::new(&design, inventory, request.clone()).run(u64::MAX).best?;
    found.choices.locks = request.choices.locks;
    Some(Relaxation { way, found })
}
