//! What differs between two lists of pieces: enough to go from one to the other and back.

use std::collections::{BTreeMap, BTreeSet};

use super::StockPiece;

/// The difference of two lists. Pieces are told apart by their ids.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diff {
    /// Pieces that are only in the old list, with their places there, in order.
    pub gone: Vec<(usize, StockPiece)>,
    /// Pieces that are only in the new list, with their places there, in order.
    pub come: Vec<(usize, StockPiece)>,
    /// Pieces that are in both, as they were and as they are.
    pub changed: Vec<(StockPiece, StockPiece)>,
}

impl Diff {
    /// What has to be done to the old list to get the new one.
    pub fn between(old: &[StockPiece], new: &[StockPiece]) -> Self {
        let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
        let end = old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(|(a, b)| a == b).count();
        let (old, new) = (&old[start..old.len() - end], &new[start..new.len() - end]);
        let olds: BTreeMap<&str, &StockPiece> = old.iter().map(|p| (p.id.as_str(), p)).collect();
        let news: BTreeSet<&str> = new.iter().map(|p| p.id.as_str()).collect();
        let stayed = old.iter().map(|p| p.id.as_str()).filter(|id| news.contains(id));
        let stay = new.iter().map(|p| p.id.as_str()).filter(|id| olds.contains_key(id));
        // In another order, or with doubled ids, all of it goes and comes.
        let is_plain = olds.len() == old.len() && news.len() == new.len() && stayed.eq(stay);
        let placed = |list: &[StockPiece], stays: &dyn Fn(&str) -> bool| -> Vec<(usize, StockPiece)> {
            let all = list.iter().enumerate().filter(|(_, p)| !is_plain || !stays(&p.id));
            all.map(|(k, p)| (start + k, p.clone())).collect()
        };
        let pair = |p: &StockPiece| {
            let before = olds.get(p.id.as_str()).filter(|before| **before != p)?;
            Some(((*before).clone(), p.clone()))
        };
        Self {
            gone: placed(old, &|id| news.contains(id)),
            come: placed(new, &|id| olds.contains_key(id)),
            changed: if is_plain { new.iter().filter_map(pair).collect() } else { Vec::new() },
        }
    }

    /// Whether both lists are equal.
    pub fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.come.is_empty() && self.changed.is_empty()
    }

    /// How many pieces it holds.
    pub fn len(&self) -> usize {
        self.gone.len() + self.come.len() + 2 * self.changed.len()
    }

    /// Makes the new list of the old one, or with `back` the old one of the new. Where the list has become another
    /// meanwhile, what can be done is done: no piece that it does not name is touched, and no id is doubled.
    pub fn apply(&self, pieces: &mut Vec<StockPiece>, back: bool) {
        let (gone, come) = if back { (&self.come, &self.gone) } else { (&self.gone, &self.come) };
        let leaving: BTreeSet<&str> = gone.iter().map(|(_, p)| p.id.as_str()).collect();
        let becomes: BTreeMap<&str, &StockPiece> =
            self.changed.iter().map(|(a, b)| (a.id.as_str(), if back { a } else { b })).collect();
        pieces.retain(|p| !leaving.contains(p.id.as_str()));
        for piece in pieces.iter_mut() {
            if let Some(other) = becomes.get(piece.id.as_str()) {
                *piece = (*other).clone();
            }
        }
        if come.is_empty() {
            return;
        }
        let there: BTreeSet<String> = pieces.iter().map(|p| p.id.clone()).collect();
        let mut rest = std::mem::take(pieces).into_iter();
        for (at, piece) in come.iter().filter(|(_, p)| !there.contains(&p.id)) {
            let before = at.saturating_sub(pieces.len());
            pieces.extend(rest.by_ref().take(before));
            pieces.push(piece.clone());
        }
        pieces.extend(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn list(ids: &[(u8, u8)]) -> Vec<StockPiece> {
        let mut seen = BTreeSet::new();
        let own = ids.iter().filter(|(id, _)| seen.insert(*id));
        own.map(|(id, n)| StockPiece { id: id.to_string(), name: n.to_string(), ..StockPiece::default() }).collect()
    }

    proptest! {
        #[test]
        fn there_and_back_again(
            old in prop::collection::vec((0u8..12, 0u8..3), 0..12), new in prop::collection::vec((0u8..12, 0u8..3), 0..12),
        ) {
            let (old, new) = (list(&old), list(&new));
            let diff = Diff::between(&old, &new);
            let mut pieces = old.clone();
            diff.apply(&mut pieces, false);
            prop_assert_eq!(&pieces, &new);
            diff.apply(&mut pieces, true);
            prop_assert_eq!(pieces, old.clone());
            prop_assert_eq!(diff.is_empty(), old == new);
        }

        #[test]
        fn no_id_is_doubled_in_a_list_that_became_another(
            lists in prop::collection::vec(prop::collection::vec((0u8..9, 0u8..3), 0..9), 3), back: bool,
        ) {
            let mut other = list(&lists[2]);
            Diff::between(&list(&lists[0]), &list(&lists[1])).apply(&mut other, back);
            let ids: BTreeSet<String> = other.iter().map(|p| p.id.clone()).collect();
            prop_assert_eq!(ids.len(), other.len());
        }
    }

    #[test]
    fn one_edit_is_one_pair() {
        let old = list(&[(1, 0), (2, 0), (3, 0)]);
        let mut new = old.clone();
        new[1].name = "x".to_owned();
        let diff = Diff::between(&old, &new);
        assert_eq!((diff.gone.len(), diff.come.len(), diff.changed.len()), (0, 0, 1));
    }
}
