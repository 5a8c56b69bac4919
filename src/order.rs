//! One stable sort for all types: the standard one is compiled anew for each, some kilobytes of download every time.

use std::cmp::Ordering;

/// Sorts stably by a comparison.
pub(crate) fn sort_by<T>(items: &mut Vec<T>, mut compare: impl FnMut(&T, &T) -> Ordering) {
    let mut order: Vec<u32> = (0..items.len() as u32).collect();
    sort_indices(&mut order, &mut |a, b| compare(&items[a as usize], &items[b as usize]));
    let mut taken: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(order.into_iter().filter_map(|k| taken[k as usize].take()));
}

/// Sorts stably by a key.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

#[inline(never)]
fn sort_indices(order: &mut [u32], compare: &mut dyn FnMut(u32, u32) -> Ordering) {
    order.sort_by(|a, b| compare(*a, *b));
}

#[cfg(test)]
mod tests {
    proptest::proptest! {
        #[test]
        fn it_sorts_as_the_standard_one_does(items in proptest::collection::vec((0u8..5, 0u8..255), 0..60)) {
            let (mut own, mut standard) = (items.clone(), items);
            super::sort_by_key(&mut own, |pair| pair.0);
            standard.sort_by_key(|pair| pair.0);
            proptest::prop_assert_eq!(own, standard);
        }
    }
}
