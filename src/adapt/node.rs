//! Open boxes of the search, best first.

use std::cmp::Ordering;

use super::goal::Key;
use super::grid::Steps;

/// A box of one combination of stock, or of all that begin with it, and what its points can at best reach.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Best possible score, in the order in which it counts.
    pub key: Key,
    /// How many slots have no stock yet: of equal ones the one that is nearest to an answer goes first.
    pub missing: usize,
    /// Number of the combination.
    pub binding: usize,
    /// Number in the order of creation: ties go to the older box, so that every machine takes the same path.
    pub number: u64,
    /// The box.
    pub steps: Steps,
}

impl Ord for Node {
    /// The heap gives the greatest first, so better is greater.
    fn cmp(&self, other: &Self) -> Ordering {
        (other.key, other.missing, other.binding, other.number).cmp(&(
            self.key,
            self.missing,
            self.binding,
            self.number,
        ))
    }
}

impl PartialOrd for Node {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Node {}
