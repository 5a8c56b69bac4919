//! Which row of a long list shows which of its lines: rows are made once, and get other lines while one scrolls.

/// A row and its line.
#[derive(Clone, Debug, PartialEq)]
pub struct Seat<L> {
    /// Number of the row, as it was made.
    pub row: usize,
    /// What it shows; nothing while it is spare.
    pub line: Option<L>,
}

/// Seats lines in their order, spare rows last. A line that had a row keeps it, others take the rows that got free, and
/// only where these run out rows are added. `same` says whether two lines are about the same thing.
pub fn seat<L>(old: &[Seat<L>], lines: Vec<L>, same: impl Fn(&L, &L) -> bool) -> Vec<Seat<L>> {
    let mut rows = vec![None; lines.len()];
    let mut free = Vec::new();
    for Seat { row, line } in old {
        let stays = |line: &L| (0..lines.len()).find(|k| rows[*k].is_none() && same(&lines[*k], line));
        match line.as_ref().and_then(stays) {
            Some(k) => rows[k] = Some(*row),
            None => free.push(*row),
        }
    }
    let (mut free, mut added) = (free.into_iter(), old.len()..);
    let mut take = |row: Option<usize>| row.or_else(|| free.next()).or_else(|| added.next()).unwrap_or_default();
    let mut seats: Vec<Seat<L>> =
        lines.into_iter().zip(rows).map(|(line, row)| Seat { row: take(row), line: Some(line) }).collect();
    seats.extend(free.map(|row| Seat { row, line: None }));
    seats
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn rows_are_kept_and_none_is_doubled(all in prop::collection::vec(prop::collection::btree_set(0u8..20, 0..9), 1..6)) {
            let mut seats: Vec<Seat<u8>> = Vec::new();
            for lines in all {
                let lines: Vec<u8> = lines.into_iter().collect();
                let next = seat(&seats, lines.clone(), |a, b| a == b);
                prop_assert_eq!(next.len(), seats.len().max(lines.len()));
                let shown: Vec<u8> = next.iter().filter_map(|s| s.line).collect();
                prop_assert_eq!(&shown, &lines);
                prop_assert!(next[lines.len()..].iter().all(|s| s.line.is_none()));
                let mut rows: Vec<usize> = next.iter().map(|s| s.row).collect();
                rows.sort_unstable();
                prop_assert_eq!(rows, (0..next.len()).collect::<Vec<_>>());
                for before in seats.iter().filter(|s| s.line.is_some_and(|line| lines.contains(&line))) {
                    prop_assert!(next.contains(before));
                }
                seats = next;
            }
        }
    }
}
