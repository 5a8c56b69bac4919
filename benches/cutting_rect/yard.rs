//! Yards of sheets by chance, from a seed: offcuts with flaws, two sizes of a shop, and parts, some with grain.

use scrapwright::cutting::{Area, Grain, Sheet, SheetCuts, SheetPart, SheetProblem, SheetSettings};

/// Their names and problems.
pub fn yards() -> Vec<(String, SheetProblem)> {
    let mut cases = Vec::new();
    for (k, count) in [10usize, 16, 25, 40, 60, 100, 150, 200].into_iter().enumerate() {
        for sawn in [false, true] {
            let mut seed = 0x9e37_79b9u64 + k as u64;
            let mut below = |end: u64| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (seed >> 33) % end
            };
            let parts = (0..count.div_ceil(2)).map(|p| {
                let (length, width) = (80 + 5 * below(130), 50 + 5 * below(70));
                let grain = [Grain::Any, Grain::Any, Grain::Along, Grain::Across][below(4) as usize];
                SheetPart {
                    part: format!("p{p}"),
                    length: length as f64 * 1e-3,
                    width: width as f64 * 1e-3,
                    count: 2,
                    grain,
                }
            });
            let parts: Vec<SheetPart> = parts.collect();
            let need: f64 = parts.iter().map(|p| p.length * p.width * f64::from(p.count)).sum();
            let (mut sheets, mut room) = (Vec::new(), 0.0);
            // Half of the instances have to buy.
            let wanted = need * if k % 2 == 0 { 1.8 } else { 0.8 };
            while room < wanted {
                let (l, w) = (400 + 10 * below(120), 300 + 10 * below(80));
                let (length, width) = (l as f64 * 1e-3, w as f64 * 1e-3);
                let mut defects = Vec::new();
                for _ in 0..below(3) {
                    let (x, y) = (below(l) as f64 * 1e-3, below(w) as f64 * 1e-3);
                    let size = |n: u64| 0.01 + n as f64 * 1e-3;
                    defects.push(Area { x, y, length: size(below(60)), width: size(below(60)) });
                }
                let id = format!("offcut {}", sheets.len());
                sheets.push(Sheet {
                    id,
                    copies: Some(1),
                    length,
                    width,
                    tolerance: 0.001,
                    defects,
                    ..Sheet::default()
                });
                room += length * width;
            }
            for (length, width, price) in [(2.5, 1.25, 42.0), (1.2, 0.6, 11.5)] {
                let id = format!("shop {length} × {width}");
                sheets.push(Sheet { id, length, width, price, bought: true, ..Sheet::default() });
            }
            let cuts = if sawn { SheetSettings::default().cuts } else { SheetCuts::Free };
            let name = format!("yard{count}{}", if sawn { "s" } else { "" });
            let problem = SheetProblem { settings: SheetSettings { cuts, ..SheetSettings::default() }, parts, sheets };
            cases.push((name, problem));
        }
    }
    cases
}
