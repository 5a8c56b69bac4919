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

/// Which of these may stay where they are while the others move, so that all end up in order: as many as can.
pub fn stay(order: &[usize]) -> Vec<bool> {
    // Longest increasing subsequence: of each the length of the best run that ends there, and what comes before it.
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(order.len());
    for (k, value) in order.iter().enumerate() {
        let before = (0..k).filter(|j| order[*j] < *value).max_by_key(|j| best[*j].0);
        best.push((before.map_or(0, |j| best[j].0) + 1, before));
    }
    let mut stays = vec![false; order.len()];
    let mut at = (0..order.len()).max_by_key(|k| best[*k].0);
    while let Some(k) = at {
        stays[k] = true;
        at = best[k].1;
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn scrolling_moves_what_is_new() {
        assert_eq!(stay(&[4, 5, 0, 1, 2, 3]), [false, false, true, true, true, true]);
        assert_eq!(stay(&[]), [false; 0]);
    }

    proptest! {
        #[test]
        fn what_stays_is_in_order_and_nothing_else_could(mut order in Just((0..9_usize).collect::<Vec<_>>()).prop_shuffle()) {
            let stays = stay(&order);
            let kept: Vec<usize> = order.iter().zip(&stays).filter(|(_, s)| **s).map(|(v, _)| *v).collect();
            prop_assert!(kept.is_sorted());
            let longest = (0..1_u32 << order.len()).filter(|set| {
                let picked = order.iter().enumerate().filter(|(k, _)| set >> k & 1 == 1).map(|(_, v)| v);
                picked.is_sorted()
            });
            prop_assert_eq!(longest.map(u32::count_ones).max(), Some(kept.len() as u32));
            order.sort_unstable();
            prop_assert!(stay(&order).into_iter().all(|s| s));
        }

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
