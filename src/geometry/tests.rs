//! Laws of all solids: closed surfaces whose sizes and volumes are those of their facts, and no panic on any size.

use super::*;
use proptest::prelude::*;
use std::f64::consts::{PI, TAU};

/// A circle of 32 sides has this much of its area.
const ROUND: f64 = 0.993_586_7;

/// A closed surface whose volume is that of the facts, but for circles drawn with sides.
fn agrees(solid: &Solid, loss: f64) -> Result<(), TestCaseError> {
    prop_assert_eq!(solid.check(), Ok(()), "{:?}", solid);
    let (mesh, facts) = (solid.mesh(), solid.facts());
    prop_assert!(mesh.is_watertight(), "{:?}", solid);
    prop_assert_eq!(mesh.positions.len(), mesh.normals.len());
    prop_assert!(mesh.normals.iter().all(|n| (n.length() - 1.0).abs() < 1e-9));
    let share = mesh.volume() / facts.volume;
    prop_assert!((share - 1.0).abs() <= loss + 1e-9, "{} of {} in {:?}", mesh.volume(), facts.volume, solid);
    let body = mesh.body(1.0).unwrap();
    let bounds = mesh.bounds().unwrap();
    let (c, l, h) = (body.centre.array(), bounds.low.array(), bounds.high.array());
    prop_assert!((0..3).all(|k| l[k] < c[k] && c[k] < h[k]));
    Ok(())
}

fn profile() -> impl Strategy<Value = Profile> {
    let size = || 0.01..0.4;
    prop_oneof![
        (size(), size()).prop_map(|(a, b)| Profile::Board([a, b])),
        size().prop_map(Profile::Rod),
        (size(), 0.001..0.1).prop_map(|(a, t)| Profile::Pipe([a, t])),
        (size(), size(), 0.001..0.1).prop_map(|(a, b, t)| Profile::Box([a, b, t])),
        (size(), size(), 0.001..0.1).prop_map(|(a, b, t)| Profile::Angle([a, b, t])),
    ]
}

/// A star around a point, with or without rounded corners.
fn star(reach: &[f64], at: [f64; 2]) -> Vec<[f64; 2]> {
    let corner = |(k, r): (usize, &f64)| {
        let angle = TAU * k as f64 / reach.len() as f64;
        [at[0] + r * libm::cos(angle), at[1] + r * libm::sin(angle)]
    };
    reach.iter().enumerate().map(corner).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(12) })]

    #[test]
    fn every_sound_bar_is_closed_and_its_mesh_agrees_with_its_facts(
        length in 0.05..6.0, profile in profile(), angles in prop::array::uniform4(-1.0..1.0),
    ) {
        let [a, b, c, d] = angles;
        let cuts = [Cut::Plane { mitre: a, bevel: c }, Cut::Plane { mitre: b, bevel: d }];
        let bar = Bar { cuts, ..Bar::straight(length, profile) };
        prop_assume!(bar.check().is_ok());
        let (mesh, facts) = (bar.mesh(), bar.facts());
        prop_assert!(mesh.is_watertight());
        let share = if profile.is_round() { ROUND } else { 1.0 };
        prop_assert!((mesh.volume() / facts.volume - share).abs() < 1e-6, "{} {}", mesh.volume(), facts.volume);
        let size = mesh.bounds().unwrap().size();
        let slack = if profile.is_round() { 0.02 * profile.width() } else { 1e-9 };
        prop_assert!(size.x <= facts.length + 1e-9 && size.x > facts.length - slack);
        prop_assert!((size.y - profile.width()).abs() < 1e-9);
    }

    #[test]
    fn every_plate_is_closed_and_its_mesh_agrees_with_its_facts(
        reach in prop::collection::vec(0.1..1.0, 3..24),
        hole in prop::option::of(0.01..0.06),
        thickness in 0.001..0.05,
        bevels in prop::collection::vec(-0.5..0.5, 0..4),
    ) {
        let mut region = Region::polygon(star(&reach, [0.0; 2]));
        region.holes.extend(hole.map(|r| Hole::Cut(Region::polygon(star(&[r; 5], [0.0; 2])).corners)));
        let panel = Panel { region, thickness, bevels };
        prop_assume!(panel.check().is_ok());
        agrees(&Solid::Panel(panel.clone()), 0.0)?;
        let size = panel.mesh().bounds().unwrap().size();
        prop_assert!(panel.bevels.iter().any(|a| *a != 0.0) || (size.x - panel.facts().length).abs() < 1e-9);
    }

    #[test]
    fn holes_and_notches_leave_boards_closed(
        width in 0.08..0.3, thickness in 0.02..0.08, mitre in prop::array::uniform4(-0.6..0.6),
        holes in prop::collection::vec((any::<bool>(), 0.1..0.9, -0.35..0.35, 0.004..0.02), 0..6),
        notches in prop::collection::vec((any::<bool>(), -0.05..1.0, 0.02..0.2, 0.1..0.6), 0..4), into_flat: bool,
    ) {
        let length = 1.0;
        let across = |through_flat: bool| if through_flat { width } else { thickness };
        let drills = holes.into_iter().map(|(through_flat, x, y, diameter)| Drill {
            through_flat,
            at: [x * length, y * across(through_flat)],
            diameter,
        });
        let notches = notches.into_iter().map(|(from_top, x, long, deep)| Notch {
            into_flat,
            from_top,
            stretch: [x, x + long],
            depth: deep * across(!into_flat),
        });
        let cuts = [[mitre[0], mitre[2]], [mitre[1], mitre[3]]].map(|[mitre, bevel]| Cut::Plane { mitre, bevel });
        let bar = Bar {
            cuts,
            drills: drills.collect(),
            notches: notches.collect(),
            ..Bar::straight(length, Profile::Board([width, thickness]))
        };
        prop_assume!(bar.check().is_ok());
        let bored: f64 = bar.drills.iter().map(|d| PI * d.diameter * d.diameter / 4.0 * across(!d.through_flat)).sum();
        agrees(&Solid::Bar(bar.clone()), 0.01 * bored / bar.facts().volume)?;
    }

    #[test]
    fn holes_go_through_walls_of_any_section(
        profile in profile(), holes in prop::collection::vec((any::<bool>(), 0.1..0.9, -0.4..0.4, 0.05..0.5), 1..5),
        mitre in -0.6..0.6,
    ) {
        let size = |flat: bool| if flat { profile.width() } else { profile.height().or(profile.thickness()).unwrap_or(0.1) };
        let drills = holes.into_iter().map(|(through_flat, x, y, d)| Drill {
            through_flat,
            at: [2.0 * x, y * size(through_flat)],
            diameter: d * size(through_flat),
        });
        let cuts = [Cut::Plane { mitre, bevel: 0.2 }, Cut::SQUARE];
        let bar = Bar { cuts, drills: drills.collect(), ..Bar::straight(2.0, profile) };
        prop_assume!(bar.check().is_ok());
        agrees(&Solid::Bar(bar), 0.02)?;
    }

    #[test]
    fn copes_fit_and_are_closed(
        od in 0.02..0.1, wall in 0.05..0.4, over in 1.05..4.0, mitre in -0.7..0.7, turn in 0.0..TAU, both: bool,
    ) {
        let cope = Cut::Cope { diameter: od * over, mitre, turn };
        let cuts = [if both { cope } else { Cut::SQUARE }, cope];
        let bar = Bar { cuts, ..Bar::straight(0.8, Profile::Pipe([od, wall * od])) };
        prop_assume!(bar.check().is_ok());
        agrees(&Solid::Bar(bar.clone()), 0.01)?;
        // Every point of the saddle lies on the pipe that it fits around.
        let d = Vec3::new(libm::sin(mitre), libm::cos(mitre) * libm::cos(turn), libm::cos(mitre) * libm::sin(turn));
        let axis = Vec3::new(0.8 + od * over / 2.0 / libm::cos(mitre), 0.0, 0.0);
        for k in 0..32 {
            let at = [libm::cos(k as f64), libm::sin(k as f64)].map(|c| c * od / 2.0);
            let x = 0.8 + cope.reach(at, false).unwrap();
            let from = Vec3::new(x, at[0], at[1]) - axis;
            let off: f64 = from.cross(d).length() - od * over / 2.0;
            prop_assert!(off.abs() < 1e-9);
        }
    }

    #[test]
    fn bent_sheets_are_closed_and_weigh_what_they_are(
        flats in prop::collection::vec(0.02..0.2, 2..5), angles in prop::collection::vec(-1.8..1.8, 4),
        radius in 0.0..0.02, thickness in 0.001..0.004, k_factor in 0.3..0.5, hole in prop::option::of((0.1..0.9, 0.002..0.01)),
    ) {
        let folds: Vec<Fold> = angles[..flats.len() - 1].iter().map(|angle| Fold { angle: *angle, radius }).collect();
        let mut bent = Bent { flats, folds, width: 0.1, thickness, k_factor, holes: Vec::new() };
        bent.holes.extend(hole.map(|(x, d)| Hole::Round([x * bent.flat_length(), 0.0], d)));
        prop_assume!(bent.check().is_ok());
        agrees(&Solid::Bent(bent), 0.004)?;
    }

    #[test]
    fn blades_from_pipe_are_closed(
        od in 0.1..0.4, wall in 0.003..0.012, root in 0.05..0.2, tip in 0.2..0.8, long in 0.3..1.2, hole: bool,
    ) {
        let mut region = Region::polygon([[0.0, 0.0], [long, 0.0], [long, root * tip], [0.2 * long, root], [0.0, root]]);
        if hole {
            region.holes.push(Hole::Round([0.1 * long, root / 2.0], 0.01));
        }
        let strip = Strip { region, pipe: [od, wall] };
        prop_assume!(strip.check().is_ok());
        agrees(&Solid::Strip(strip), 0.03)?;
    }

    #[test]
    fn lofts_turned_and_swept_bodies_are_closed(
        chords in prop::collection::vec((0.05..0.2, 0.0..0.06), 2..12), reach in prop::collection::vec(0.01..0.1, 3..8),
        path in prop::collection::vec(prop::array::uniform3(-1.0..1.0), 2..8), turns in 0.3..2.0, wall in prop::option::of(0.001..0.004),
    ) {
        let profile = [[0.0, 0.0], [0.5, -0.1], [1.0, 0.0], [0.7, 0.1], [0.3, 0.12]];
        let section = |(k, (chord, twist)): (usize, &(f64, f64))| (k as f64 * 0.1, Loft::placed(&profile, *chord, *twist - 0.1 * k as f64, [0.0; 2]));
        let loft = Loft { sections: chords.iter().enumerate().map(section).collect(), stock: [1.0; 2] };
        agrees(&Solid::Loft(loft), 0.06)?;

        let turned = Turned { outline: star(&reach, [0.0, 0.1]), stock: 1.0 };
        if turned.check().is_ok() {
            let ring = turned.facts().volume;
            prop_assert!((turned.mesh().volume() / ring - ROUND).abs() < 1e-6);
            agrees(&Solid::Turned(turned), 0.01)?;
        }

        let profile = wall.map_or(Profile::Rod(0.01), |wall| Profile::Pipe([0.01, wall]));
        let corners = Path::Corners(path.into_iter().map(Vec3::from).collect(), 0.05);
        let swept = Swept { profile, path: corners };
        if swept.check().is_ok() {
            agrees(&Solid::Swept(swept), 0.1)?;
        }
        for straight in [0.0, 0.05] {
            let path = Path::Coil { diameter: 0.08, straight, pitch: 0.011, turns, layers: 2 };
            agrees(&Solid::Swept(Swept { profile, path }), 0.35)?;
        }
    }

    #[test]
    fn no_size_makes_a_solid_panic(sizes in prop::collection::vec(odd(), 12), at in prop::collection::vec(odd(), 24), flag: bool) {
        for solid in strange(&sizes, &at, flag) {
            if solid.check().is_ok() {
                let mesh = solid.mesh();
                prop_assert!(mesh.positions.iter().all(|p| p.is_finite()), "{:?}", solid);
                prop_assert!(solid.facts().volume.is_finite() && solid.key().len() < 100_000);
            }
        }
    }
}

/// Numbers that nobody should give.
fn odd() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => -0.2..0.5,
        1 => prop::sample::select(vec![0.0, -0.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e-9, 1e300, -1e300, 1e-320, 1.0]),
    ]
}

/// Every solid with any sizes.
fn strange(s: &[f64], at: &[f64], flag: bool) -> Vec<Solid> {
    let points: Vec<[f64; 2]> = at.chunks_exact(2).map(|p| [p[0], p[1]]).collect();
    let corners = points.iter().map(|p| Corner { at: *p, radius: s[11] }).collect();
    let region = Region { corners, holes: vec![Hole::Round([s[0], s[1]], s[2])] };
    let drills = vec![Drill { through_flat: flag, at: [s[3], s[4]], diameter: s[5] }];
    let notches = vec![Notch { into_flat: flag, from_top: !flag, stretch: [s[6], s[7]], depth: s[8] }];
    let cuts = [Cut::Plane { mitre: s[9], bevel: s[10] }, Cut::Cope { diameter: s[9], mitre: s[10], turn: s[11] }];
    let bar = |profile, section, notches| Bar { length: s[0], profile, section, cuts, drills: drills.clone(), notches };
    let fold = Fold { angle: s[3], radius: s[4] };
    let holes = region.holes.clone();
    vec![
        Solid::Bar(bar(Profile::Board([s[1], s[2]]), None, notches)),
        Solid::Bar(bar(Profile::Pipe([s[1], s[2]]), None, Vec::new())),
        Solid::Bar(bar(Profile::Board([s[1], s[2]]), Some(region.clone()), Vec::new())),
        Solid::Panel(Panel { region: region.clone(), thickness: s[3], bevels: vec![s[4], s[5]] }),
        Solid::Bent(Bent {
            flats: vec![s[0], s[1]],
            folds: vec![fold],
            width: s[2],
            thickness: s[5],
            k_factor: s[6],
            holes,
        }),
        Solid::Strip(Strip { region, pipe: [s[6], s[7]] }),
        Solid::Loft(Loft { sections: vec![(s[0], points.clone()), (s[1], points.clone())], stock: [s[2], s[3]] }),
        Solid::Turned(Turned { outline: points, stock: s[4] }),
        Solid::Swept(Swept {
            profile: Profile::Rod(s[0]),
            path: Path::Corners(at.chunks_exact(3).map(|p| Vec3::new(p[0], p[1], p[2])).collect(), s[1]),
        }),
        Solid::Swept(Swept {
            profile: Profile::Rod(s[0]),
            path: Path::Coil { diameter: s[1], straight: s[2], pitch: s[3], turns: s[4] * 1e3, layers: 2 },
        }),
        Solid::Bought(Bought { look: Look::Bolt, size: Size::Round([s[0], s[1]]), bore: Some(s[2]) }),
        Solid::Bought(Bought { look: Look::Wheel, size: Size::Round([s[0], s[1]]), bore: Some(s[2]) }),
    ]
}

#[test]
fn every_bought_thing_is_closed_and_weighs_what_it_is() {
    for (name, look) in Look::NAMES.into_iter().chain([("plain", Look::Plain)]) {
        let round = Bought { look, size: Size::Round([0.06, 0.04]), bore: None };
        agrees(&Solid::Bought(round), 0.01).unwrap_or_else(|e| panic!("{name}: {e}"));
        if look.may_be_block() {
            let block = Bought { look, size: Size::Block([0.06, 0.04, 0.01]), bore: None };
            agrees(&Solid::Bought(block), 1e-9).unwrap_or_else(|e| panic!("{name}: {e}"));
        }
    }
}

#[test]
fn rows_of_holes_leave_no_gap() {
    let row = (0..6).map(|k| Drill { through_flat: true, at: [0.1 + 0.2 * f64::from(k), 0.0], diameter: 0.008 });
    let board = Bar { drills: row.collect(), ..Bar::straight(1.2, Profile::Board([0.095, 0.022])) };
    agrees(&Solid::Bar(board.clone()), 0.001).unwrap();
    let across = board.drills.iter().map(|d| Drill { through_flat: false, at: [d.at[0] + 0.1, 0.0], ..*d });
    for profile in [Profile::Pipe([0.04, 0.003]), Profile::Rod(0.03), Profile::Box([0.04, 0.03, 0.002])] {
        let drills = board.drills.iter().copied().chain(across.clone().take(5)).collect();
        agrees(&Solid::Bar(Bar { profile, drills, ..board.clone() }), 0.01).unwrap();
    }
    let holes = board.drills.iter().map(|d| Hole::Round(d.at, d.diameter)).collect();
    let region = Region { holes, ..Region::rectangle(1.2, 0.3) };
    agrees(&Solid::Panel(Panel { region: region.clone(), thickness: 0.01, bevels: vec![] }), 0.001).unwrap();
    agrees(&Solid::Strip(Strip { region, pipe: [0.2, 0.005] }), 0.02).unwrap();
}

#[test]
fn an_angle_without_mitres_weighs_what_its_legs_weigh() {
    let bar = Bar::straight(2.0, Profile::Angle([0.05, 0.03, 0.004]));
    assert!((bar.facts().volume - 2.0 * 0.004 * (0.05 + 0.026)).abs() < 1e-12);
}

#[test]
fn a_rectangle_lies_as_a_board_does() {
    let panel = Panel::rectangle(0.8, 0.3, 0.018);
    let board = Bar::straight(0.8, Profile::Board([0.3, 0.018]));
    assert!(panel.check().is_ok() && panel.region.is_rectangle());
    assert_eq!(panel.mesh().bounds(), board.mesh().bounds());
    let region = Region::polygon([[0.0, 0.0], [0.8, 0.0], [0.8, 0.2], [0.0, 0.3]]);
    let cut = Panel { region, ..panel };
    assert!(cut.check().is_ok() && !cut.region.is_rectangle());
    assert_eq!(Panel { thickness: f64::NAN, ..cut }.check(), Err(Fault::Size));
}

#[test]
fn facts_are_those_of_the_handbook() {
    // A half-lap takes half of the thickness over its length.
    let lap = Notch { into_flat: true, from_top: true, stretch: [0.7, 1.0], depth: 0.02 };
    let board = Bar { notches: vec![lap], ..Bar::straight(0.8, Profile::Board([0.1, 0.04])) };
    assert!((board.facts().volume - (0.8 * 0.1 * 0.04 - 0.1 * 0.1 * 0.02)).abs() < 1e-12);
    assert_eq!(board.facts().length, 0.8);
    // A bend of 90° with radius 3 in 2 mm sheet, K 0.44: π/2·(3 + 0.88) mm of the sheet.
    let fold = Fold { angle: PI / 2.0, radius: 0.003 };
    let bent = Bent {
        flats: vec![0.05, 0.03],
        folds: vec![fold],
        width: 0.1,
        thickness: 0.002,
        k_factor: 0.44,
        holes: vec![],
    };
    assert!((bent.flat_length() - 0.08 - PI / 2.0 * 0.00388).abs() < 1e-12);
    let outer = bent.mesh().bounds().unwrap().size();
    assert!((outer.x - 0.055).abs() < 1e-9 && (outer.z - 0.035).abs() < 1e-9);
    // A coil is as long as its helix, a cope as long as its longest fibre.
    let coil = Swept {
        profile: Profile::Rod(0.002),
        path: Path::Coil { diameter: 0.05, straight: 0.0, pitch: 0.002, turns: 80.0, layers: 1 },
    };
    assert!((coil.facts().length - 80.0 * libm::hypot(PI * 0.05, 0.002)).abs() < 1e-12);
    let cope = Cut::Cope { diameter: 0.06, mitre: 0.0, turn: 0.0 };
    let pipe = Bar { cuts: [Cut::SQUARE, cope], ..Bar::straight(0.5, Profile::Pipe([0.06, 0.003])) };
    assert!((pipe.facts().length - 0.53).abs() < 1e-5);
    // A hole nearly as wide as the rod: the intersection of two equal cylinders would be 16/3 r³.
    let drill = Drill { through_flat: true, at: [0.25, 0.0], diameter: 0.0588 };
    let rod = Bar { drills: vec![drill], ..Bar::straight(0.5, Profile::Rod(0.06)) };
    let taken = 0.5 * PI * 0.0009 - rod.facts().volume;
    assert!(taken < 16.0 / 3.0 * 0.03_f64.powi(3) && taken > 0.95 * 16.0 / 3.0 * 0.0294_f64.powi(3), "{taken}");
    let blade = Strip { region: Region::rectangle(1.0, 0.1), pipe: [0.2, 0.005] };
    assert!((blade.facts().volume - 0.1 / 0.1 * (0.01 - 0.095 * 0.095) / 2.0).abs() < 1e-12);
}
