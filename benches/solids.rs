//! Speed of meshing: `cargo bench --bench solids` prints the time of one solid, its checks and its facts included,
//! and of one change of the designs in `benches/peers`, formulas included.

use std::hint::black_box;
use std::time::Instant;

use scrapwright::geometry::*;
use scrapwright::project::{Change, surfaces};

/// Runs that are timed for each solid; the fastest of ten lots counts.
const RUNS: u32 = 200;

/// Part sets that other modellers make in `benches/peers`.
const SETS: [(&str, &str); 4] = [
    ("change of the drilled board", include_str!("peers/designs/board.toml")),
    ("change of the 12 tubes", include_str!("peers/designs/tubes.toml")),
    ("change of the table", include_str!("peers/designs/table.toml")),
    ("change of the blade", include_str!("peers/designs/blade.toml")),
];

fn main() {
    for (name, text) in SETS {
        let mut change = Change::new(text, "length").expect("a design with a length");
        let (_, triangles, volume) = surfaces(&change.to(1.2));
        let mut lot = || {
            let start = Instant::now();
            for k in 0..RUNS {
                black_box(change.to(1.0 + f64::from(k * 173 % 409) * 1e-3));
            }
            start.elapsed().as_nanos() as f64 / f64::from(RUNS)
        };
        let best = (0..10).map(|_| lot()).fold(f64::INFINITY, f64::min);
        println!("{name:<46} {best:>9.0} ns {triangles:>7} triangles {:>10.3} cm³", volume * 1e6);
    }
    let holes = (0..6).map(|k| Drill { through_flat: true, at: [0.1 + 0.2 * f64::from(k), 0.0], diameter: 0.008 });
    let mitre = Cut::Plane { mitre: std::f64::consts::FRAC_PI_4, bevel: 0.0 };
    let plain = Bar::straight(1.2, Profile::Board([0.095, 0.022]));
    let board = Bar { drills: holes.collect(), cuts: [Cut::SQUARE, mitre], ..plain.clone() };
    let tube = Bar::straight(0.8, Profile::Pipe([0.0337, 0.003]));
    let cope = Cut::Cope { diameter: 0.0483, mitre: 0.3, turn: 0.0 };
    let coped = Bar { cuts: [Cut::SQUARE, cope], ..tube.clone() };
    let lap = Notch { into_flat: true, from_top: true, stretch: [1.1, 1.3], depth: 0.011 };
    let profile: Vec<[f64; 2]> = (0..40)
        .map(|k| {
            let turn = std::f64::consts::TAU * f64::from(k) / 40.0;
            [0.5 + 0.5 * turn.cos(), 0.06 * turn.sin() * (1.0 + 0.5 * turn.cos())]
        })
        .collect();
    let station = |k: u32| {
        let far = f64::from(k) / 11.0;
        (0.1 + 1.1 * far, Loft::placed(&profile, 0.15 - 0.1 * far, 0.4 - 0.35 * far, [-0.03, 0.0]))
    };
    let blade = Loft { sections: (0..12).map(station).collect(), stock: [0.4, 0.2] };
    let mut region = Region::polygon([[0.0, 0.0], [1.1, 0.0], [1.1, 0.05], [0.2, 0.12], [0.0, 0.12]]);
    region.holes = (0..3).map(|k| Hole::Round([0.02 + 0.02 * f64::from(k), 0.06], 0.008)).collect();
    let plate = Panel { region: region.clone(), thickness: 0.012, bevels: Vec::new() };
    let strip = Strip { region, pipe: [0.25, 0.006] };
    let fold = Fold { angle: 1.5, radius: 0.003 };
    let bent = Bent {
        flats: vec![0.02, 0.08, 0.02],
        folds: vec![fold; 2],
        width: 0.1,
        thickness: 0.002,
        k_factor: 0.44,
        holes: vec![],
    };
    let coil = Path::Coil { diameter: 0.05, straight: 0.03, pitch: 0.0015, turns: 80.0, layers: 1 };
    let coil = Swept { profile: Profile::Rod(0.0015), path: coil };
    let wheel = Bought { look: Look::Wheel, size: Size::Round([0.1, 0.4]), bore: None };
    for (name, count, solid) in [
        ("board 1200×95×22, six holes of 8, one mitre", 1, Solid::Bar(board)),
        ("12 tubes 33.7×3", 12, Solid::Bar(tube)),
        ("table of 17 mitred boards", 17, Solid::Bar(Bar { cuts: [mitre; 2], ..plain.clone() })),
        ("blade of 12 stations × 40 points", 1, Solid::Loft(blade)),
        ("coped tube", 1, Solid::Bar(coped)),
        ("half-lap", 1, Solid::Bar(Bar { notches: vec![lap], ..plain })),
        ("panel with three holes", 1, Solid::Panel(plate)),
        ("blade from pipe with three holes", 1, Solid::Strip(strip)),
        ("sheet with two bends", 1, Solid::Bent(bent)),
        ("coil of 80 turns", 1, Solid::Swept(coil)),
        ("wheel", 1, Solid::Bought(wheel)),
    ] {
        assert_eq!(solid.check(), Ok(()), "{name}");
        let mesh = solid.mesh();
        let lot = || {
            let start = Instant::now();
            for _ in 0..RUNS {
                for _ in 0..count {
                    let solid = black_box(&solid);
                    black_box((solid.check().is_ok(), solid.facts(), solid.mesh()));
                }
            }
            start.elapsed().as_nanos() as f64 / f64::from(RUNS)
        };
        let best = (0..10).map(|_| lot()).fold(f64::INFINITY, f64::min);
        println!("{name:<46} {best:>9.0} ns {:>7} triangles", mesh.triangles.len() * count);
    }
}
