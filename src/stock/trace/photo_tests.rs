//! Photographs of known truth, drawn pixel by pixel where somebody looks: what their edges say must agree.

use super::homography::{Homography, Quad};
use super::tests::{Camera, SIZE, lengths, see_all};
use super::*;

/// What the paper lies on, in true light; coordinates in the plane (m).
#[derive(Clone, Copy, Debug)]
enum Ground {
    /// Dark and plain.
    Dark,
    /// Boards with grain, knots and a gap between two of them.
    Grain,
    /// Nearly as bright as the paper.
    Bright,
    /// The paper throws a shadow to one side, and the light falls off.
    Shadow,
    /// As bright as the paper.
    Same,
}

const PAPER_LIGHT: f64 = 0.75;

/// A number from 0 to 1 that looks like chance.
fn chance(a: i64, b: i64) -> f64 {
    let mut x = (a.wrapping_mul(0x9e37_79b9_7f4a_7c15_u64 as i64) ^ b.wrapping_mul(0x2545_f491_4f6c_dd1d)) as u64;
    for _ in 0..3 {
        x ^= x >> 29;
        x = x.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    }
    (x >> 40) as f64 / (1_u64 << 24) as f64
}

impl Ground {
    /// Its light at a place, where all is blurred by so much (m).
    fn light(self, [x, y]: [f64; 2], blur: f64) -> f64 {
        let inside = |far: f64| 0.5 + 0.5 * libm::erf(far / (std::f64::consts::SQRT_2 * blur.max(2e-4)));
        let between = |v: f64, from: f64, to: f64| inside(v - from) * inside(to - v);
        let wave = |per_metre: f64, phase: f64| {
            let fade = per_metre * blur;
            libm::sin(phase) * libm::exp(-fade * fade / 2.0)
        };
        match self {
            Self::Dark => 0.04,
            Self::Bright => 0.60,
            Self::Same => PAPER_LIGHT,
            Self::Grain => {
                let grain = wave(900.0, 900.0 * y + 6.0 * libm::sin(7.0 * x)) + wave(2300.0, 2300.0 * y + 3.0 * x);
                let gap = between(y, -0.1145, -0.1115);
                let knot = inside(0.012 - libm::hypot(x - 0.13, 2.0 * (y - 0.11)));
                (0.30 + 0.06 * grain) * (1.0 - 0.9 * gap) * (1.0 - 0.9 * knot)
            }
            Self::Shadow => {
                let shadow = between(x, -0.14, 0.156) * between(y, -0.10, 0.112);
                0.35 * (1.0 - 0.8 * shadow) * (1.0 + 0.5 * x - 0.3 * y)
            }
        }
    }
}

/// A photo of an A4 in the middle of the plane.
struct Photo {
    /// From pixels to the plane (m).
    to_plane: Homography,
    /// The corners of the paper, around (px).
    corners: Vec<[f64; 2]>,
    ground: Ground,
    /// Standard deviation of the blur (px), and noise in steps of the file.
    blur: f64,
    noise: f64,
    drawn: Vec<Option<u8>>,
}

impl Photo {
    fn new(camera: &Camera, ground: Ground, blur: f64, noise: f64) -> Self {
        let plane: Quad = [[-0.3, -0.3], [0.3, -0.3], [0.3, 0.3], [-0.3, 0.3]];
        let to_plane = Homography::between(&plane.map(|p| camera.see(p)), &plane).unwrap();
        let corners = rectangle(0.297, 0.210).iter().map(|p| camera.see(*p)).collect();
        Self { to_plane, corners, ground, blur, noise, drawn: vec![None; (SIZE[0] * SIZE[1]) as usize] }
    }

    fn pixel(&mut self, column: usize, row: usize) -> Option<u8> {
        let [wide, high] = SIZE.map(|v| v as usize);
        let place = (column < wide && row < high).then(|| row * wide + column)?;
        let drawn = self.drawn[place].unwrap_or_else(|| self.draw(column, row));
        self.drawn[place] = Some(drawn);
        Some(drawn)
    }

    /// How far inside the paper a place lies (px), from each of its sides.
    fn inside(&self, [x, y]: [f64; 2]) -> [f64; 4] {
        [0, 1, 2, 3].map(|k| {
            let (p, q) = (self.corners[k], self.corners[(k + 1) % 4]);
            let [along, across] = [q[0] - p[0], q[1] - p[1]];
            (along * (y - p[1]) - across * (x - p[0])) / libm::hypot(along, across)
        })
    }

    /// How much of a pixel's light comes from the paper: its share of the pixel, or by a blur that is normally spread.
    fn paper(&self, [x, y]: [f64; 2]) -> f64 {
        const FINE: i32 = 8;
        let inside = self.inside([x, y]);
        if self.blur > 0.0 {
            let wide = libm::hypot(self.blur, libm::sqrt(1.0 / 12.0)) * std::f64::consts::SQRT_2;
            return inside.map(|far| 0.5 + 0.5 * libm::erf(far / wide)).iter().product();
        }
        if inside.iter().all(|far| far.abs() > 1.0) {
            return if inside.iter().all(|far| *far > 0.0) { 1.0 } else { 0.0 };
        }
        let part = |k: i32| (f64::from(k) + 0.5) / f64::from(FINE) - 0.5;
        let places = (0..FINE * FINE).map(|k| [x + part(k % FINE), y + part(k / FINE)]);
        let count = places.filter(|p| self.inside(*p).iter().all(|far| *far > 0.0)).count();
        count as f64 / f64::from(FINE * FINE)
    }

    fn draw(&self, column: usize, row: usize) -> u8 {
        let middle = [column as f64 + 0.5, row as f64 + 0.5];
        let paper = self.paper(middle);
        let [at, beside] = [middle, [middle[0] + 1.0, middle[1]]].map(|p| self.to_plane.apply(p).unwrap());
        let pixel = libm::hypot(at[0] - beside[0], at[1] - beside[1]);
        let ground = self.ground.light(at, self.blur.max(0.3) * pixel);
        let light = paper * PAPER_LIGHT + (1.0 - paper) * ground;
        let value = if light <= 0.003_130_8 { 12.92 * light } else { 1.055 * libm::pow(light, 1.0 / 2.4) - 0.055 };
        let (a, b) = (chance(column as i64, row as i64), chance(row as i64, -1 - column as i64));
        let noise = self.noise * libm::sqrt(-2.0 * libm::log(a.max(1e-9))) * libm::cos(std::f64::consts::TAU * b);
        libm::round(255.0 * value + noise).clamp(0.0, 255.0) as u8
    }
}

fn rectangle(x: f64, y: f64) -> Polygon {
    vec![[-x / 2.0, -y / 2.0], [x / 2.0, -y / 2.0], [x / 2.0, y / 2.0], [-x / 2.0, y / 2.0]]
}

/// The largest error of the corners found (px), and of a side of a board as a share of it, by a photo at 45°; all is
/// marked on whole pixels.
fn photographed(step: u32, board: [f64; 2], ground: Ground, blur: f64, noise: f64) -> (f64, f64) {
    let azimuth = f64::from(step) * std::f64::consts::TAU / 24.0;
    let (board, paper) = (rectangle(board[0], board[1]), rectangle(0.297, 0.210));
    let camera = see_all(&board, azimuth);
    let whole = |p: &[f64; 2]| camera.see(*p).map(libm::round);
    let mut marks = Marks {
        size: SIZE,
        corners: paper.iter().map(whole).collect(),
        rings: vec![board.iter().map(whole).collect()],
        ..Marks::default()
    };
    let mut photo = Photo::new(&camera, ground, blur, noise);
    let edges = find_edges(&marks, &mut |x, y| photo.pixel(x, y));
    let edges = edges.unwrap_or_else(|why| panic!("{ground:?}, blur {blur}, noise {noise}, step {step}: {why}"));
    let far = |(p, found): (&[f64; 2], &[f64; 2])| {
        let truth = camera.see(*p);
        libm::hypot(truth[0] - found[0], truth[1] - found[1])
    };
    let far = paper.iter().zip(&edges.corners).map(far).fold(0.0, f64::max);
    assert!(far <= 3.0 * edges.slip, "{ground:?}, step {step}: {far} px off, said to be {}", edges.slip);
    println!("slip {:.3}", edges.slip);
    marks.edges = Some(edges);
    let share = |way: bool| {
        let traced = trace(&Marks { long_first: Some(way), ..marks.clone() });
        let outline = traced.outline?;
        let pairs = lengths(&board).into_iter().zip(lengths(&outline.outer));
        let off = pairs.clone().map(|(truth, seen)| (seen - truth).abs()).fold(0.0, f64::max);
        Some((pairs.map(|(truth, seen)| (seen / truth - 1.0).abs()).fold(0.0, f64::max), off / traced.error))
    };
    let best =
        [true, false].into_iter().filter_map(share).fold((f64::INFINITY, 0.0), |a, b| if b.0 < a.0 { b } else { a });
    assert!(best.1 <= 3.0, "{ground:?}, step {step}: the estimate is {} times too small", best.1);
    (far, best.0)
}

#[test]
fn edges_in_photos_at_45_degrees_give_a_board_of_2_4_m_within_1_percent() {
    let mut step = 0;
    for ground in [Ground::Dark, Ground::Grain, Ground::Bright, Ground::Shadow] {
        for (blur, noise) in [(0.0, 1.0), (0.8, 3.0)] {
            step += 7; // goes round
            let (far, share) = photographed(step, [2.4, 0.6], ground, blur, noise);
            println!("{ground:?} {blur} {noise} step {step}: {far:.3} px, {:.3} %", share * 100.0);
            assert!(share < 0.01, "{ground:?}, blur {blur}, noise {noise}: {share} with {far} px");
        }
    }
}

#[test]
fn a_paper_that_does_not_show_is_left_as_it_is_marked() {
    let camera = see_all(&rectangle(1.2, 0.6), 0.4);
    let marks = |grow: f64| Marks {
        size: SIZE,
        corners: rectangle(0.297 * grow, 0.210 * grow).iter().map(|p| camera.see(*p)).collect(),
        ..Marks::default()
    };
    for (ground, grow, noise) in [(Ground::Same, 1.0, 3.0), (Ground::Same, 1.0, 0.0), (Ground::Dark, 1.3, 3.0)] {
        let mut photo = Photo::new(&camera, ground, 0.8, noise);
        let told = find_edges(&marks(grow), &mut |x, y| photo.pixel(x, y)).expect_err("nothing is to be found");
        assert!(told.hint.is_some() && told.place.to_string().contains("paper"), "{told}");
    }
    let small = find_edges(&marks(0.1), &mut |_, _| Some(7)).expect_err("too small");
    assert!(small.message.contains("px long"), "{small}");
    assert!(find_edges(&marks(1.0), &mut |_, _| None).is_err());
}
