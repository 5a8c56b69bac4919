//! Decides which function goes where.

use super::facts::Facts;
use std::collections::BTreeSet;

/// Where every function of the module goes.
pub struct Plan {
    /// Functions whose code moves to the second module.
    pub moved: BTreeSet<u32>,
    /// Those of them that the first module can reach, in the order of their places in the shared table.
    pub doors: Vec<u32>,
    /// Functions of the first module that the second one calls.
    pub shared: Vec<u32>,
}

/// Code shorter than this stays: the way into the second module would not be shorter.
const SMALLEST: usize = 16;

/// Moves everything that the first visit does not use.
pub fn plan(facts: &Facts, used: &BTreeSet<u32>) -> Plan {
    let moved: BTreeSet<u32> = (facts.imported..facts.functions())
        .filter(|f| !used.contains(f) && !facts.pinned.contains(f))
        .filter(|f| facts.size[*f as usize] >= SMALLEST)
        .collect();
    let mut doors: BTreeSet<u32> = facts.roots.intersection(&moved).copied().collect();
    let mut shared = BTreeSet::new();
    for (caller, callees) in facts.calls.iter().enumerate() {
        let caller_moved = moved.contains(&(caller as u32));
        for callee in callees {
            match (caller_moved, moved.contains(callee)) {
                (false, true) => doors.insert(*callee),
                (true, false) if *callee >= facts.imported => shared.insert(*callee),
                _ => continue,
            };
        }
    }
    Plan { moved, doors: doors.into_iter().collect(), shared: shared.into_iter().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Five functions behind one import: 1 is exported and calls 2 and 3, 3 calls 4, nothing calls 5.
    fn facts() -> Facts {
        let calls = [vec![], vec![2, 3], vec![0], vec![4, 2], vec![], vec![1, 0]];
        Facts {
            type_of: vec![0; calls.len()],
            imported: 1,
            size: vec![0, 50, 50, 50, 50, 50],
            calls: calls.to_vec(),
            roots: BTreeSet::from([1]),
            ..Facts::default()
        }
    }

    #[test]
    fn what_was_not_used_moves_and_what_it_calls_is_shared() {
        let plan = plan(&facts(), &BTreeSet::from([1, 2]));
        assert_eq!(plan.moved, BTreeSet::from([3, 4, 5]));
        assert_eq!(plan.doors, [3], "the first module calls 3; 4 is reached only from the second one");
        assert_eq!(plan.shared, [1, 2], "imports are imported by both");
    }

    #[test]
    fn short_and_pinned_functions_stay() {
        let mut facts = facts();
        facts.size[4] = SMALLEST - 1;
        facts.pinned.insert(5);
        assert_eq!(plan(&facts, &BTreeSet::new()).moved, BTreeSet::from([1, 2, 3]));
    }

    #[test]
    fn what_is_exported_keeps_a_door() {
        assert_eq!(plan(&facts(), &BTreeSet::new()).doors, [1]);
    }
}
