//! One stable sort for all types: the standard one is compiled anew for each, some kilobytes of download every time.

use std::cmp::Ordering;

/// Sorts stably by a comparison.
pub fn sort_by<T>(items: &mut Vec<T>, mut compare: impl FnMut(&T, &T) -> Ordering) {
    let mut order: Vec<u32> = (0..items.len() as u32).collect();
    sort_indices(&mut order, &mut |a, b| compare(&items[a as usize], &items[b as usize]));
    rearrange(items, order.into_iter());
}

/// Sorts stably by a small number; much quicker than by comparisons.
pub fn sort_by_number<T>(items: &mut Vec<T>, number: impl Fn(&T) -> u32) {
    let mut order: Vec<u64> = items.iter().zip(0..).map(|(item, k)| u64::from(number(item)) << 32 | k).collect();
    order.sort_unstable(); // the position makes each one different
    rearrange(items, order.into_iter().map(|pair| pair as u32));
}

fn rearrange<T>(items: &mut Vec<T>, order: impl Iterator<Item = u32>) {
    let mut taken: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(order.filter_map(|k| taken[k as usize].take()));
}

/// Sorts stably by a key.
pub fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
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
            let (mut own, mut by_number, mut standard) = (items.clone(), items.clone(), items);
            super::sort_by_key(&mut own, |pair| pair.0);
            super::sort_by_number(&mut by_number, |pair| pair.0.into());
            standard.sort_by_key(|pair| pair.0);
            proptest::prop_assert_eq!(&own, &standard);
            proptest::prop_assert_eq!(&by_number, &standard);
        }
    }
}
