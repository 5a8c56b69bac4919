//! Adapting is exact: on small problems by chance, what it finds and claims is what enumeration gives.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code)] // the bench uses more of it
#[path = "exact/all.rs"]
mod all;
#[path = "exact/held.rs"]
mod held;
#[path = "exact/made.rs"]
mod made;

use made::Size;

/// The seeds of one test; several tests run side by side.
fn expect_exact(seeds: std::ops::Range<u64>, size: Size) {
    let faults: Vec<String> = seeds.flat_map(|seed| held::faults(seed, size, false)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

const BARS: Size = Size { slots: 3, pieces: 4, steps: 2, sheets: false };

/// Tests of lengths and items, 25 seeds each.
macro_rules! lengths_and_items {
    ($($name:ident: $first:expr),*) => {
        $(#[test]
        fn $name() {
            expect_exact($first..$first + 25, BARS);
        })*
    };
}

lengths_and_items!(
    first_part: 0, second_part: 25, third_part: 50, fourth_part: 75, fifth_part: 100, sixth_part: 125,
    seventh_part: 150, last_part: 175
);

#[test]
fn sheets_promise_nothing_wrong() {
    expect_exact(0..2, Size { slots: 1, pieces: 3, steps: 1, sheets: true });
}
