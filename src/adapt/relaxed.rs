//! What if: what single lock or requirement stands in the way of a solution, or of a better one, and what giving it up
//! would bring.

use serde::{Deserialize, Serialize};

use super::Goal;
use super::goal::{Key, LEVELS};
use super::report::Found;
use super::search::{Request, Search};
use crate::design::Design;
use crate::stock::Inventory;

/// Boxes looked at for each thing that might be given up where nothing holds, and where there is a solution.
const EFFORT: u64 = 3_000;
const EFFORT_BETTER: u64 = 1_000;
/// Share of its limit by which a requirement may be missed where nothing holds, and where there is a solution: what is
/// missed by more is no table any more.
const EASE: f64 = 0.5;
const EASE_BETTER: f64 = 0.25;
/// Most things that are tried.
const MOST: usize = 16;

/// When to find out what giving up one thing would bring.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WhatIf {
    /// Never.
    Never,
    /// Where there is no solution.
    #[default]
    Stuck,
    /// Also where there is one: then what brings a better one.
    Always,
}

/// What might be given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Way {
    /// The lock of a parameter or slot, by its name.
    Lock(String),
    /// A requirement, by the id of its check; it is still kept to a limit that is eased.
    Check(String),
    /// All locks, where no single one suffices.
    Locks,
}

/// What giving up one thing would bring: the solution nearest to what was set, or the best one by the goals where there
/// is a solution anyway.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Relaxation {
    /// What is given up.
    pub way: Way,
    /// A solution without it.
    pub found: Found,
    /// How far a requirement that is given up would have to give way.
    pub allowed: Option<Allowed>,
    /// The goal that comes out better, by its place in what is reached; nothing where there was no solution.
    pub better: Option<usize>,
}

/// The value of a check where it need not hold, and its limit, both SI.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Allowed {
    /// What it comes to.
    pub value: f64,
    /// What it should keep to.
    pub limit: f64,
    /// Unit to show both in.
    pub unit: String,
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

/// Searches without one thing; nothing where that does not help. Where there is a solution, `best` is its key and it.
pub(super) fn relax(
    design: &Design,
    inventory: &Inventory,
    request: &Request,
    way: Way,
    best: Option<&(Key, Found)>,
) -> Option<Relaxation> {
    let mut request = Request { what_if: WhatIf::Never, effort: EFFORT_BETTER, ..request.clone() };
    if best.is_none() {
        (request.goals, request.effort) = (vec![Goal::Wishes], EFFORT);
    }
    let ease = if best.is_some() { EASE_BETTER } else { EASE };
    let mut design = design.clone();
    match &way {
        Way::Lock(name) => drop(request.choices.locks.remove(name)),
        Way::Locks => request.choices.locks.clear(),
        Way::Check(id) => design.checks.iter_mut().filter(|c| c.id == *id).for_each(|c| c.ease = ease),
    }
    let mut search = Search::new(&design, inventory, request.clone());
    if let Some((_, found)) = best {
        search = search.starting_at(&found.choices);
    }
    let mut found = search.run(u64::MAX).best?;
    let better = match best {
        None => None,
        Some((key, _)) => Some(first_better(&search.best_key()?, key, &found)?),
    };
    found.choices.locks = request.choices.locks;
    let allowed = |id: &String| {
        let check = search.best_build()?.checks.into_iter().find(|check| check.id == *id)?;
        Some(Allowed { value: check.value, limit: check.limit, unit: check.unit })
    };
    let allowed = if let Way::Check(id) = &way { allowed(id) } else { None };
    Some(Relaxation { way, found, allowed, better })
}

/// The level at which a key is better than another one. Being nearer to what was set only counts where that is the goal.
fn first_better(key: &Key, other: &Key, found: &Found) -> Option<usize> {
    let level = (0..LEVELS).find(|level| key[*level] != other[*level])?;
    let is_worth_it = level == 0 || found.reached.get(level).is_some_and(|reached| reached.goal != Goal::Wishes);
    (key < other && is_worth_it).then_some(level)
}
