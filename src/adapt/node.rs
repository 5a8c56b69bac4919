//! Open boxes of the search, best first.

use std::cmp::Ordering;

use super::goal::Key;
use super::grid::Steps;

/// A box of one binding, and what its points can at best reach.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Best possible score, in the order in which it counts.
    pub key: Key,
    /// Index of the binding.
    pub binding: usize,
    /// Number in the order of creation: ties go to the older box, so that every machine takes the same path.
    pub number: u64,
    /// The box.
    pub steps: Steps,
}

impl Ord for Node {
    /// The heap gives the greatest first, so better is greater.
    fn cmp(&self, other: &Self) -> Ordering {
        (other.key, other.binding, other.number).cmp(&(self.key, self.binding, self.number))
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
