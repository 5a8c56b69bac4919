//! Assignments against enumeration.

use proptest::prelude::*;

use super::*;

const EFFORT: AssignEffort = AssignEffort { runs: 2, steps: 10_000, rounds: 300 };

/// The most that any assignment is worth.
fn most(problem: &AssignProblem, room: &mut [u32], part: usize) -> f64 {
    if part == problem.parts.len() {
        return 0.0;
    }
    let mut best = most(problem, room, part + 1);
    for piece in 0..room.len() {
        let size = problem.parts[part];
        if let Some(value) = problem.value(part, piece).filter(|_| size <= room[piece]) {
            room[piece] -= size;
            best = best.max(value + most(problem, room, part + 1));
            room[piece] += size;
        }
    }
    best
}

fn problem() -> impl Strategy<Value = AssignProblem> {
    (1usize..7, 1usize..5).prop_flat_map(|(parts, pieces)| {
        let values = prop::collection::vec(prop::collection::vec(-3i32..20, parts), pieces);
        let sizes = (prop::collection::vec(0u32..12, parts), prop::collection::vec(0u32..25, pieces));
        (sizes, values).prop_map(|((parts, pieces), values)| AssignProblem {
            parts,
            pieces,
            values: values.into_iter().map(|all| all.into_iter().map(f64::from).collect()).collect(),
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn the_best_is_found_and_lies_below_the_bound(problem in problem()) {
        let found = assign(&problem, EFFORT);
        let best = most(&problem, &mut problem.pieces.clone(), 0);
        prop_assert_eq!(problem.worth(&found.piece_of), Some(found.value));
        prop_assert!((found.value - best).abs() < 1e-9, "{} {}", found.value, best);
        prop_assert!(found.bound >= best - 1e-9, "{} {}", found.bound, best);
    }
}

#[test]
fn pieces_alike_are_bounded_by_one_table() {
    let parts = vec![5, 7, 3, 9, 4, 6, 2, 8, 5, 3];
    let values = parts.iter().map(|size| f64::from(*size) * 1.5 + 1.0).collect::<Vec<_>>();
    let problem = AssignProblem { parts, pieces: vec![9; 8], values: vec![values; 8] };
    let found = assign(&problem, EFFORT);
    assert!(found.bound >= found.value && found.bound < 1.02 * found.value, "{found:?}");
    // Everything fits.
    assert_eq!(found.piece_of.iter().filter(|piece| piece.is_some()).count(), 10);
}

#[test]
fn strange_sizes_do_no_harm() {
    for values in [vec![], vec![vec![f64::NAN, f64::INFINITY]], vec![vec![1.0]]] {
        let problem = AssignProblem { parts: vec![u32::MAX, 0], pieces: vec![u32::MAX, 0], values };
        let found = assign(&problem, EFFORT);
        assert!(found.value <= found.bound && found.value <= 1.0);
    }
    assert_eq!(assign(&AssignProblem::default(), EFFORT).value, 0.0);
}
