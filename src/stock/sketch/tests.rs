//! Laws of drawings: steps that undo each other, what stays, what holds, and limits.

use super::*;
use proptest::prelude::*;

/// A drawing whose outline never crosses itself: corners around a middle, and a hole in the middle of some.
fn drawings() -> impl Strategy<Value = Sketch> {
    (prop::collection::vec(2_000i32..9_000, 4..12), any::<bool>(), 0usize..3).prop_map(|(radii, hole, defects)| {
        let n = radii.len() as f64;
        let corner = |(k, r): (usize, &i32)| {
            let angle = k as f64 / n * std::f64::consts::TAU;
            [libm::cos(angle), libm::sin(angle)].map(|c| 1.0 + c * f64::from(*r) / 1e4)
        };
        let outer = radii.iter().enumerate().map(corner).collect();
        let mut sketch = Sketch::new(outer, Vec::new(), Vec::new()).unwrap().at_origin();
        if hole {
            sketch = sketch.with_hole().0;
        }
        (0..defects).fold(sketch, |sketch, _| sketch.with_defect().0)
    })
}

fn nth(sketch: &Sketch, k: prop::sample::Index) -> Corner {
    let all: Vec<Corner> = sketch.corners().collect();
    all[k.index(all.len())]
}

proptest! {
    #[test]
    fn inserting_and_removing_changes_nothing(sketch in drawings(), k in any::<prop::sample::Index>(), x in -2.0..2.0f64) {
        let edge = nth(&sketch, k);
        let more = sketch.inserted(edge, [x, 0.3]);
        prop_assert_eq!(more.corners().count(), sketch.corners().count() + 1);
        prop_assert_eq!(more.removed(Corner { at: edge.at + 1, ..edge }), sketch);
    }

    #[test]
    fn moving_keeps_the_other_points(sketch in drawings(), k in any::<prop::sample::Index>(), x in any::<f64>(), y in -200.0..200.0f64) {
        let corner = nth(&sketch, k);
        let moved = sketch.moved(corner, [x, y]);
        for other in sketch.corners().filter(|other| *other != corner) {
            prop_assert_eq!(moved.point(other), sketch.point(other));
        }
        let at = moved.point(corner).unwrap();
        prop_assert!(at.iter().all(|v| v.abs() <= FARTHEST && round(*v) == *v), "{at:?}");
        prop_assert_eq!(moved.moved(corner, sketch.point(corner).unwrap()), sketch);
    }

    #[test]
    fn a_typed_length_holds(sketch in drawings(), k in any::<prop::sample::Index>(), length in 0.001..3.0f64) {
        let edge = nth(&sketch, k);
        prop_assume!(sketch.edge_length(edge).unwrap() > 0.01);
        let typed = sketch.with_edge_length(edge, length);
        prop_assert!((typed.edge_length(edge).unwrap() - length).abs() <= 1e-4);
        prop_assert_eq!(typed.point(edge), sketch.point(edge));
    }

    #[test]
    fn a_piece_gives_the_drawing_back(sketch in drawings()) {
        prop_assume!(sketch.problems().is_empty());
        let piece = sketch.put(StockPiece { thickness: Some(0.018), quantity: Some(1), ..StockPiece::default() });
        prop_assert_eq!(Sketch::of(&piece), Ok(sketch.clone()));
        prop_assert_eq!(piece.length.zip(piece.width), Some(sketch.extent()));
        prop_assert!((piece.area().unwrap() - sketch.area()).abs() < 1e-12);
        prop_assert_eq!(crate::stock::unusable(&piece), None);
    }

    #[test]
    fn snapping_stays_near(sketch in drawings(), k in any::<prop::sample::Index>(), x in -2.0..2.0f64, y in -2.0..2.0f64) {
        let (corner, reach) = (nth(&sketch, k), 0.01);
        let at = sketch.snapped(corner, [x, y], reach);
        // As far as it reaches or half the grid, along each axis.
        prop_assert!((at[0] - x).abs() <= reach + 1e-9 && (at[1] - y).abs() <= reach + 1e-9);
    }

    #[test]
    fn shapes_have_their_sizes(l in 1u32..20_000, w in 1u32..20_000) {
        let (l, w) = (f64::from(l) / 1e3, f64::from(w) / 1e3);
        for shape in [Sketch::rectangle(l, w), Sketch::triangle(l, w), Sketch::l_shape(l, w, l / 2.0, w / 2.0)] {
            prop_assert_eq!(shape.extent(), (round(l), round(w)));
            prop_assert_eq!(shape.problems(), Vec::new());
        }
        prop_assert!((Sketch::rectangle(l, w).area() - 2.0 * Sketch::triangle(l, w).area()).abs() < 1e-9);
        let disc = Sketch::disc(l);
        let circle = std::f64::consts::PI / 4.0 * l * l;
        prop_assert!(l < 0.05 || (disc.area() <= circle && disc.area() > 0.98 * circle));
        prop_assert_eq!(disc.extent(), (round(l), round(l)));
    }

    #[test]
    fn nothing_panics(x in any::<f64>(), y in any::<f64>(), at in any::<usize>(), k in any::<usize>()) {
        let sketch = Sketch::rectangle(x, y).with_hole().0;
        for ring in [Ring::Outer, Ring::Hole(k), Ring::Hole(0), Ring::Defect(k)] {
            let corner = Corner { ring, at };
            let step = sketch.moved(corner, [x, y]).inserted(corner, [y, x]).removed(corner).with_edge_length(corner, x);
            let _ = (step.problems(), step.snapped(corner, [x, y], x), step.without(ring).put(StockPiece::default()));
        }
    }
}

#[test]
fn three_points_and_the_outline_always_stay() {
    let triangle = Sketch::triangle(1.0, 1.0);
    assert_eq!(triangle.removed(Corner { ring: Ring::Outer, at: 0 }), triangle);
    assert_eq!(triangle.without(Ring::Outer), triangle);
    assert_eq!(triangle.with_hole().0.without(Ring::Hole(0)), triangle);
}

#[test]
fn points_are_limited() {
    let edge = Corner { ring: Ring::Outer, at: 0 };
    let full =
        (0..600).fold(Sketch::rectangle(9.0, 1.0), |sketch, k| sketch.inserted(edge, [f64::from(k) / 100.0, 0.0]));
    assert_eq!(full.corners().count(), MOST_POINTS);
    assert_eq!(full.with_hole().0, full);
    assert_eq!(Sketch::new(vec![[0.0, 0.0], [1.0, f64::NAN], [1.0, 1.0]], Vec::new(), Vec::new()), None);
}

#[test]
fn new_holes_find_room() {
    // The middle of this L is outside; four holes lie apart.
    let l = Sketch::l_shape(1.0, 1.0, 0.7, 0.7);
    let (holed, _) = (0..4).fold((l, Ring::Outer), |(sketch, _), _| sketch.with_hole());
    assert_eq!(holed.problems(), Vec::new());
}

#[test]
fn problems_are_those_of_outlines() {
    let crossed = Sketch::rectangle(1.0, 1.0).moved(Corner { ring: Ring::Outer, at: 2 }, [-0.5, 0.5]);
    assert!(crossed.problems()[0].why.contains("crosses itself"), "{:?}", crossed.problems());
    let (zoned, ring) = Sketch::rectangle(1.0, 1.0).with_defect();
    let flat = zoned.moved(Corner { ring, at: 0 }, zoned.point(Corner { ring, at: 1 }).unwrap());
    assert!(flat.problems()[0].why.starts_with("unusable zone 1"), "{:?}", flat.problems());
}

#[test]
fn points_fall_in_line_at_right_angles_and_on_the_grid() {
    let corner = Corner { ring: Ring::Outer, at: 2 };
    let sheet = Sketch::rectangle(0.8, 0.6);
    assert_eq!(sheet.snapped(corner, [0.803, 0.597], 0.01), [0.8, 0.6]);
    let [x, y] = sheet.snapped(corner, [0.701, 0.452], 0.01);
    assert!((x - 0.7).abs() < 1e-12 && (y - 0.45).abs() < 1e-12, "{x} {y}");
    // A slanted sheet: the third corner squares up with the first side.
    let slanted = Sketch::new(vec![[0.0, 0.0], [0.4, 0.3], [0.2, 0.7], [-0.4, 0.3]], Vec::new(), Vec::new()).unwrap();
    let [x, y] = slanted.snapped(corner, [0.101, 0.702], 0.005);
    assert!(((x - 0.4) * 0.4 + (y - 0.3) * 0.3).abs() < 1e-12, "{x} {y}");
}

#[test]
fn nothing_typed_is_lost_by_a_drawing() {
    let ring = |n: usize, r: f64, c: [f64; 2]| -> Polygon {
        let angle = |k: usize| k as f64 / n as f64 * std::f64::consts::TAU;
        (0..n).map(|k| [c[0] + r * libm::cos(angle(k)), c[1] + r * libm::sin(angle(k))]).collect()
    };
    let text = |outer: Polygon| Outline { outer, holes: Vec::new() }.write();
    let zones = [text(ring(150, 0.2, [0.6, 1.0])), text(ring(150, 0.2, [1.4, 1.0]))].join("; ");
    let outline = text(ring(300, 1.0, [1.0, 1.0]));
    let piece = StockPiece { form: Form::Sheet, outline, defect_outlines: zones.clone(), ..StockPiece::default() };
    let again = Sketch::of(&piece).unwrap().put(piece.clone());
    assert_eq!(again.defect_polygons().iter().map(Vec::len).collect::<Vec<_>>(), [150, 150]);
    // Zones of a sheet whose sizes are not known yet.
    let bare = StockPiece { outline: String::new(), ..piece.clone() };
    assert_eq!(Sketch::of(&bare).unwrap().put(bare.clone()).defect_polygons().len(), 2);
    for (outline, zones) in [("0 0, 100 0, 100 wide", ""), ("", "1 1, 2 1, 2 wide")] {
        let odd = StockPiece { outline: outline.to_owned(), defect_outlines: zones.to_owned(), ..bare.clone() };
        assert!(Sketch::of(&odd).is_err());
    }
}

#[test]
fn what_would_not_read_back_is_a_problem() {
    let corner = Corner { ring: Ring::Outer, at: 0 };
    let far = Sketch::rectangle(100.0, 1.0).moved(corner, [-60.0, 0.0]);
    assert!(!far.problems().is_empty());
    let sheet = Sketch::rectangle(10.0, 1.0);
    assert_eq!(sheet.with_edge_length(corner, 250.0), sheet);
}
