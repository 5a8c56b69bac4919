//! A synthetic camera of known place and lens photographs a piece of known size; what is traced must agree.

use proptest::prelude::*;

use super::*;

/// A pinhole camera that looks at the origin of the plane.
pub(super) struct Camera {
    /// Focal length (px).
    focal: f64,
    /// From straight above (rad).
    tilt: f64,
    /// Around the piece, and about its own axis (rad).
    azimuth: f64,
    roll: f64,
    /// From the origin (m).
    distance: f64,
}

pub(super) const SIZE: [f64; 2] = [3000.0, 2000.0];

impl Camera {
    /// Where a point of the plane (m, y downwards in a photo from straight above) is seen (px).
    pub(super) fn see(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let turn = |[x, y]: [f64; 2], angle: f64| {
            let (sin, cos) = (libm::sin(angle), libm::cos(angle));
            [x * cos - y * sin, x * sin + y * cos]
        };
        let [x, y] = turn([x, y], self.azimuth);
        let (right, down, ahead) = (x, y * libm::cos(self.tilt), self.distance - y * libm::sin(self.tilt));
        let [u, v] = turn([right / ahead, down / ahead], self.roll);
        [u * self.focal + SIZE[0] / 2.0, v * self.focal + SIZE[1] / 2.0]
    }
}

/// An odd pentagon with a hole (m), around the origin.
fn piece() -> Vec<Polygon> {
    vec![
        vec![[-0.28, -0.18], [0.25, -0.21], [0.32, 0.07], [0.07, 0.21], [-0.29, 0.14]],
        vec![[0.13, -0.12], [0.25, -0.12], [0.25, 0.03], [0.13, 0.03]],
    ]
}

/// The corners of a paper on it, turned by an angle.
fn paper(kind: Paper, angle: f64) -> Polygon {
    let corners = kind.corners(true);
    let (sin, cos) = (libm::sin(angle), libm::cos(angle));
    corners.iter().map(|[x, y]| [x - 0.22, y - 0.12]).map(|[x, y]| [x * cos - y * sin, x * sin + y * cos]).collect()
}

fn photo(camera: &Camera, kind: Paper, angle: f64, slip: impl Fn(usize, [f64; 2]) -> [f64; 2]) -> Marks {
    let click = |(k, p): (usize, &[f64; 2])| slip(k, camera.see(*p));
    let corners = paper(kind, angle).iter().enumerate().map(click).collect();
    let mut k = 4;
    let mut ring = |p: &Polygon| {
        let out = p.iter().enumerate().map(|(j, p)| click((k + j, p))).collect();
        k += p.len();
        out
    };
    let rings = piece().iter().map(&mut ring).collect();
    Marks { size: SIZE, corners, paper: kind, rings, ..Marks::default() }
}

pub(super) fn lengths(polygon: &Polygon) -> Vec<f64> {
    sides(polygon).map(|(p, q)| libm::hypot(q[0] - p[0], q[1] - p[1])).collect()
}

/// The largest error of a side (m), and the largest as a share of the side.
fn off(outline: &Outline) -> (f64, f64) {
    let rings = std::iter::once(&outline.outer).chain(&outline.holes);
    let pairs = piece().into_iter().zip(rings).flat_map(|(truth, seen)| lengths(&truth).into_iter().zip(lengths(seen)));
    pairs.fold((0.0, 0.0), |(far, share), (truth, seen)| {
        let error = (truth - seen).abs();
        (f64::max(far, error), f64::max(share, error / truth))
    })
}

fn views() -> impl Iterator<Item = (Camera, Paper, f64)> {
    let tilt = std::f64::consts::FRAC_PI_4;
    (0..16).flat_map(move |step| {
        // Phone cameras from wide to long; nearer with a wide one, so that all is in the picture.
        [1700.0, 2400.0, 4000.0].into_iter().flat_map(move |focal| {
            [Paper::A4, Paper::Letter].map(move |kind| {
                let azimuth = f64::from(step) * std::f64::consts::TAU / 16.0;
                let roll = 0.1 * f64::from(step % 5 - 2);
                (Camera { focal, tilt, azimuth, roll, distance: focal / 2500.0 }, kind, 0.35 * f64::from(step % 3))
            })
        })
    })
}

#[test]
fn photos_at_45_degrees_give_true_lengths_within_1_percent() {
    let (mut worst, mut wrong) = (0.0_f64, 0);
    for (camera, kind, angle) in views() {
        let mut marks = photo(&camera, kind, angle, |_, p| p.map(libm::round));
        for p in marks.corners.iter().chain(marks.rings.iter().flatten()) {
            assert!((0.0..=SIZE[0]).contains(&p[0]) && (0.0..=SIZE[1]).contains(&p[1]), "not in the picture: {p:?}");
        }
        let guessed = trace(&marks);
        // Where the way of the paper is called sure, it is right; else asking is right.
        let truth = trace(&Marks { long_first: Some(true), ..marks.clone() });
        let is_right = |t: &Traced| t.outline.as_ref().is_some_and(|o| off(o).1 < 0.1);
        let right = if is_right(&truth) { truth } else { trace(&Marks { long_first: Some(false), ..marks.clone() }) };
        assert!(is_right(&right));
        let unsure = guessed.problems.iter().any(|p| p.code == "paper-turned");
        assert!(unsure || guessed.long_first == right.long_first, "azimuth {} f {}", camera.azimuth, camera.focal);
        wrong += usize::from(guessed.long_first != right.long_first);
        let (far, share) = off(right.outline.as_ref().unwrap());
        worst = worst.max(share);
        assert!(share < 0.01, "{share} at azimuth {} f {}", camera.azimuth, camera.focal);
        assert!(far <= 3.0 * right.error && right.error < 0.02, "{far} {}", right.error);
        // Corners may be marked in any order.
        marks.corners.swap(0, 2);
        marks.corners.swap(1, 2);
        assert_eq!(trace(&marks).outline, guessed.outline);
    }
    println!("worst {worst:.5}, wrong way {wrong} of {}", views().count());
    assert!(wrong * 10 <= views().count(), "the paper's way is guessed wrong {wrong} times");
}

/// The nearest camera at 45° from a direction (rad) that has all of a piece around the origin in its picture.
pub(super) fn see_all(piece: &Polygon, azimuth: f64) -> Camera {
    let wide = 2.0 * piece.iter().map(|[x, y]| x.abs() + y.abs()).fold(0.0, f64::max);
    let near = (0..200).map(|k| Camera {
        focal: 2400.0,
        tilt: std::f64::consts::FRAC_PI_4,
        azimuth,
        roll: 0.0,
        distance: wide * (0.55 + 0.02 * f64::from(k)),
    });
    let holds = |camera: &Camera| {
        let inside = |p: &[f64; 2]| (0..2).all(|k| (20.0..=SIZE[k] - 20.0).contains(&camera.see(*p)[k]));
        piece.iter().all(inside)
    };
    near.into_iter().find(holds).expect("a place from where all is seen")
}

/// The largest error of a side, as a share of it, over views at 45° that hold all of a board: an A4 lies in its middle,
/// and marks are so fine (px).
fn worst_of_a_board(length: f64, width: f64, fineness: f64) -> f64 {
    let rectangle =
        |x: f64, y: f64| vec![[-x / 2.0, -y / 2.0], [x / 2.0, -y / 2.0], [x / 2.0, y / 2.0], [-x / 2.0, y / 2.0]];
    let (board, paper) = (rectangle(length, width), rectangle(0.297, 0.210));
    let seen = |camera: &Camera, p: &[f64; 2]| camera.see(*p).map(|v| libm::round(v / fineness) * fineness);
    let view = |step: u32| {
        let camera = see_all(&board, f64::from(step) * std::f64::consts::TAU / 24.0);
        let marks = Marks {
            size: SIZE,
            corners: paper.iter().map(|p| seen(&camera, p)).collect(),
            rings: vec![board.iter().map(|p| seen(&camera, p)).collect()],
            ..Marks::default()
        };
        let share = |way: bool| {
            let outline = trace(&Marks { long_first: Some(way), ..marks.clone() }).outline?;
            let pairs = lengths(&board).into_iter().zip(lengths(&outline.outer));
            Some(pairs.map(|(truth, seen)| (seen / truth - 1.0).abs()).fold(0.0, f64::max))
        };
        [true, false].into_iter().filter_map(share).fold(f64::INFINITY, f64::min)
    };
    (0..24).map(view).fold(0.0, f64::max)
}

#[test]
fn how_finely_corners_are_marked_bounds_how_long_a_piece_may_be() {
    // On whole pixels up to 0.6 m, on halves up to 1.2 m; in the magnifier, on fifths of them, up to 2.4 m.
    let figures = [(0.6, 0.4, 1.0), (1.2, 0.6, 0.5), (2.4, 0.6, 0.2)].map(|(x, y, px)| worst_of_a_board(x, y, px));
    println!("{figures:?}, and on whole pixels {:?}", [1.2, 2.4].map(|x| worst_of_a_board(x, 0.6, 1.0)));
    assert!(figures.iter().all(|share| *share < 0.01), "{figures:?}");
}

#[test]
fn what_cannot_be_traced_is_told_with_place_and_hint() {
    let square = vec![[0.0, 0.0], [1000.0, 0.0], [1000.0, 700.0], [0.0, 700.0]];
    let round = vec![vec![[10.0, 10.0], [900.0, 20.0], [500.0, 600.0]]];
    let marks = |corners: &[[f64; 2]], rings: &[Vec<[f64; 2]>]| Marks {
        size: SIZE,
        corners: corners.to_vec(),
        rings: rings.to_vec(),
        ..Marks::default()
    };
    let tilted = [[1000.0, 1000.0], [2000.0, 1000.0], [2500.0, 1800.0], [500.0, 1800.0]];
    for (marks, word, place) in [
        (marks(&square[..3], &round), "3 of the paper's 4", "the paper"),
        (marks(&[square[0], square[1], square[2], [500.0, 350.0]], &round), "in line", "paper corner 4"),
        (marks(&[square[0], square[1], square[2], [500.0, 300.0]], &round), "between", "paper corner 4"),
        (marks(&[square[0], square[1], square[2], [1005.0, 700.0]], &round), "5 px apart", "paper corner"),
        (marks(&[[f64::NAN, 0.0], square[1], square[2], square[3]], &round), "nowhere", "the paper"),
        (marks(&square, &[]), "0 points", "the outline"),
        (marks(&square, &[vec![[0.0, 0.0], [10.0, 10.0]]]), "2 points", "the outline"),
        (marks(&square, &[vec![[0.0, 0.0], [900.0, 900.0], [900.0, 0.0], [0.0, 800.0]]]), "crosses itself", "outline"),
        (marks(&tilted, &[vec![[600.0, 1500.0], [1500.0, 100.0], [1500.0, 1500.0]]]), "horizon", "point 2"),
    ] {
        let traced = trace(&marks);
        let problem = traced.problems.iter().find(|p| p.is_error()).expect(word);
        assert!(problem.message.contains(word), "{problem}");
        assert!(problem.place.to_string().contains(place) && problem.hint.is_some(), "{problem}");
        assert_eq!(traced.outline, None);
    }
}

#[test]
fn a_paper_far_away_is_warned_of() {
    let camera = Camera { focal: 2400.0, tilt: 1.2, azimuth: 0.3, roll: 0.0, distance: 6.0 };
    let traced = trace(&photo(&camera, Paper::A4, 0.0, |_, p| p));
    assert!(traced.problems.iter().any(|p| p.code == "coarse-trace" && p.hint.is_some()), "{traced:?}");
}

proptest! {
    #[test]
    fn an_identity_view_returns_what_was_drawn(
        radii in prop::collection::vec(0.05_f64..0.5, 3..12), angle in 0.0..6.3_f64, scale in 500.0..4000.0_f64,
    ) {
        let n = radii.len() as f64;
        let corner = |(k, r): (usize, &f64)| {
            let angle = k as f64 / n * std::f64::consts::TAU;
            [libm::cos(angle) * r, libm::sin(angle) * r]
        };
        let drawn: Polygon = radii.iter().enumerate().map(corner).collect();
        let px = |p: &[f64; 2]| p.map(|v| v * scale + 1000.0);
        let marks = Marks {
            size: SIZE,
            corners: paper(Paper::A4, angle).iter().map(px).collect(),
            rings: vec![drawn.iter().map(px).collect()],
            ..Marks::default()
        };
        let traced = trace(&marks);
        if let Some(outline) = traced.outline {
            // All distances, and the way around: the same but for a turn and a shift.
            for (a, p) in drawn.iter().enumerate() {
                for (b, q) in drawn.iter().enumerate() {
                    let [s, t] = [outline.outer[a], outline.outer[b]];
                    let (truth, seen) = (libm::hypot(p[0] - q[0], p[1] - q[1]), libm::hypot(s[0] - t[0], s[1] - t[1]));
                    prop_assert!((truth - seen).abs() < 1e-8, "{truth} {seen}");
                }
            }
            let twice = |p: &Polygon| sides(p).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum::<f64>();
            prop_assert!((twice(&outline.outer) + twice(&drawn)).abs() < 1e-7); // y upwards from y downwards
            for k in 0..2 {
                let least = outline.outer.iter().map(|p| p[k]).fold(f64::INFINITY, f64::min);
                prop_assert!(least.abs() < 1e-9);
            }
        } else {
            // A star of three or four points may cross itself around the origin.
            prop_assert!(radii.len() < 5, "{:?}", traced.problems);
        }
    }

    #[test]
    fn the_estimate_is_honest(slips in prop::collection::vec(-1.5_f64..1.5, 26), view in 0_usize..96) {
        let (camera, kind, angle) = views().nth(view).unwrap();
        let marks = photo(&camera, kind, angle, |k, p| [p[0] + slips[2 * k], p[1] + slips[2 * k + 1]]);
        let either = [true, false].map(|way| trace(&Marks { long_first: Some(way), ..marks.clone() }));
        let best = either.iter().filter_map(|t| Some((off(t.outline.as_ref()?).0, t.error)));
        let (far, error) = best.fold((f64::INFINITY, 0.0), |a, b| if b.0 < a.0 { b } else { a });
        prop_assert!(far <= 3.0 * error, "{far} {error}");
    }

    #[test]
    fn never_panics(
        corners in prop::collection::vec((-1e3_f64..1e3, -1e3_f64..1e3), 0..6),
        ring in prop::collection::vec((-1e3_f64..1e3, -1e3_f64..1e3), 0..8),
        odd in prop::sample::select(vec![0.0, f64::NAN, f64::INFINITY, 1e300]),
    ) {
        let points = |list: &[(f64, f64)]| list.iter().map(|(x, y)| [x + odd, *y]).collect::<Vec<_>>();
        let marks = Marks { corners: points(&corners), rings: vec![points(&ring)], size: [odd; 2], ..Marks::default() };
        let traced = trace(&marks);
        prop_assert!(traced.outline.is_some() || traced.problems.iter().any(|p| p.is_error() && p.hint.is_some()));
    }
}
