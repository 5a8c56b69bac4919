//! Speed of stock files, natively: `cargo bench --bench stock`. Prints medians for ten thousand pieces.

use std::hint::black_box;
use std::time::Instant;

use scrapwright::cutting::Settings;
use scrapwright::kept::{KeptYard, read_yard};
use scrapwright::project::{Choices, evaluate};
use scrapwright::quantity::System;
use scrapwright::stock::{
    Choice, Diff, Inventory, Mapping, Materials, Neighbour, Reach, Sift, decode, example_inventory, families, merge,
    pool, quick, read_csv, write_csv,
};

/// Median of so many runs, in milliseconds.
fn median(runs: usize, mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[runs / 2]
}

/// Ten thousand pieces: the example yard again and again, each a little longer.
fn yard() -> Inventory {
    let example = example_inventory().pieces;
    let piece = |k: usize| {
        let mut piece = example[k % example.len()].clone();
        piece.id = format!("p{k}");
        piece.length = piece.length.map(|length| length + (k % 977) as f64 * 1e-3);
        piece
    };
    Inventory::from((0..10_000).map(piece).collect::<Vec<_>>())
}

fn main() {
    let inventory = yard();
    let text = write_csv(&inventory);
    let bytes: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    println!("10 000 pieces, {} kB of CSV", text.len() / 1000);
    let read = read_csv(&text);
    assert_eq!((read.inventory.pieces.len(), read.rejected.len()), (10_000, 0));
    let by_length = Sift { order: Some(("length", false)), ..Sift::default() };
    let by_name = Sift { order: Some(("name", true)), ..Sift::default() };
    let by_words = Sift { words: "softwood pallet".to_owned(), ..Sift::default() };
    let (design, _) = scrapwright::design::read(include_str!("../assets/designs/plank-table/design.toml"));
    let kept = KeptYard::new(&inventory, false, &[]).record("1");
    println!("10 000 pieces, {} kB as they are kept", kept.len() / 1000);
    assert!(read_yard(&kept).is_ok_and(|(_, opened, _)| opened == inventory));
    let (mut edited, mut other) = (inventory.clone(), inventory.clone());
    edited.pieces[5_000].name.push('!');
    other.pieces[7_000].name.push('?');
    let neighbours = [Neighbour::open(&[], "Ada", Some(500.0), inventory.clone())];
    let rows = [
        ("read", median(11, || drop(black_box(read_csv(&text))))),
        ("write", median(11, || drop(black_box(write_csv(&inventory))))),
        ("guess the mapping", median(11, || drop(black_box(Mapping::guess(&text))))),
        ("decode UTF-16", median(11, || drop(black_box(decode(&bytes))))),
        ("sort by length", median(11, || drop(black_box(by_length.of(&inventory))))),
        ("sort by name", median(11, || drop(black_box(by_name.of(&inventory))))),
        ("filter by words", median(11, || drop(black_box(by_words.of(&inventory))))),
        ("what to choose from", median(11, || drop(black_box(Choice::of(&inventory))))),
        ("edit one piece", median(101, || drop(black_box(inventory.pieces[5_000].edited("length", "1234 mm"))))),
        ("group into families", median(11, || drop(black_box(families(&inventory))))),
        (
            "work out a design",
            median(5, || {
                let choices = Choices::default();
                drop(black_box(evaluate(&design, &choices, &inventory, Settings::default(), System::Metric)));
            }),
        ),
        ("open a kept yard", median(11, || drop(black_box(read_yard(&kept))))),
        ("save a yard", median(11, || drop(black_box(KeptYard::new(&inventory, false, &[]).record("1"))))),
        ("difference of one edit", median(11, || drop(black_box(Diff::between(&inventory.pieces, &edited.pieces))))),
        ("merge two edits", median(11, || drop(black_box(merge(&inventory, &edited, &other))))),
        ("pool a neighbour's", median(11, || drop(black_box(pool(&inventory, &neighbours, Reach::default()))))),
        ("one quick line", median(101, || drop(black_box(quick("3x board 1200x95x22 pine", &Materials::default()))))),
    ];
    for (what, time) in rows {
        println!("{what:<22}{time:>9.3} ms");
    }
}
