//! Scrap yards by chance, from a seed: pieces of one section with knots and rust, shops, and parts.

use scrapwright::cutting::{Bar, Demand, LinearProblem, Settings};

/// Numbers by chance, equal on every machine (SplitMix64, Steele and others 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From `low` up to `high`.
    fn within(&mut self, low: u64, high: u64) -> u64 {
        low + self.next() % (high - low + 1)
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.next().is_multiple_of(n)
    }
}

/// How many there are.
pub const COUNT: usize = 30;

/// Sizes of any form's section; the section is typed, so they do not count.
const SIZES: &str = "100,20,50,40,3";
const FORMS: [&str; 4] = ["board", "pipe", "box", "angle"];
const PARTS: [u64; 10] = [10, 20, 30, 60, 70, 80, 95, 110, 150, 200];

/// One yard and what is wanted from it.
pub struct Yard {
    pub name: String,
    form: &'static str,
    pub problem: LinearProblem,
}

/// The yard of that number, below [`COUNT`].
pub fn yard(number: usize) -> Yard {
    let mut chance = Chance(1000 + number as u64);
    let form = FORMS[number % 4];
    let wanted = PARTS[number % 10];
    let metres = |mm: u64| mm as f64 / 1e3;
    let buys = number % 3 == 2;
    let settings = Settings {
        kerf: metres(if form == "board" { 3 } else { 2 }),
        trim: metres(if form == "board" { 5 } else { 0 }),
        min_remnant: metres(300),
    };
    let mut demands = Vec::new();
    let (mut parts, mut length) = (0, 0);
    while parts < wanted {
        let mm = if chance.one_in(3) { chance.within(16, 100) * 10 } else { chance.within(150, 1300) };
        let count = chance.within(1, 4).min(wanted - parts) as u32;
        parts += u64::from(count);
        length += mm * u64::from(count);
        demands.push(Demand { part: format!("p{}", demands.len() + 1), length: metres(mm), count });
    }
    let mut bars = Vec::new();
    let mut there = 0;
    // Enough and a little more, or too little where there is a shop.
    while there * 100 < length * if buys { 80 } else { 125 } {
        let mm = chance.within(500, 2600);
        let mut bar = Bar { id: format!("s{}", bars.len() + 1), copies: Some(1), length: metres(mm), ..Bar::default() };
        if chance.one_in(6) {
            bar.copies = Some(chance.within(2, 3) as u32);
        }
        if chance.one_in(4) {
            bar.tolerance = metres(chance.within(1, 4));
        }
        if chance.one_in(4) {
            let at = chance.within(100, mm - 150);
            bar.defects.push((metres(at), metres(at + chance.within(10, 60))));
        }
        there += mm * u64::from(bar.copies.unwrap_or(1));
        bars.push(bar);
    }
    if buys {
        for (mm, cents) in [(2000, 460), (2500, 560), (3000, 655), (4000, 890)] {
            let price = (cents + chance.within(0, 40)) as f64 / 100.0;
            let id = format!("shop{mm}");
            bars.push(Bar { id, copies: None, length: metres(mm), price, bought: true, ..Bar::default() });
        }
    }
    Yard {
        name: format!("scrap_{number:02}_{form}_{wanted}"),
        form,
        problem: LinearProblem { settings, demands, bars },
    }
}

impl Yard {
    /// Stock and parts as files that `scrapwright cut` reads; kerf, trim and the least remnant go on its command line.
    pub fn files(&self) -> [(&'static str, String); 2] {
        let mm = |metres: f64| (metres * 1e3).round();
        let section = format!("{} A", self.form);
        let mut stock =
            "id,form,section,material,quantity,length,defects,tolerance,price,width,thickness,height,diameter,wall\n"
                .to_owned();
        for bar in &self.problem.bars {
            let defects: Vec<String> = bar.defects.iter().map(|(a, b)| format!("{}..{}", mm(*a), mm(*b))).collect();
            let copies = bar.copies.map_or(String::new(), |n| n.to_string());
            let price = if bar.bought { bar.price.to_string() } else { String::new() };
            let (length, defects, tolerance) = (mm(bar.length), defects.join("; "), mm(bar.tolerance));
            stock += &format!(
                "{},{},{section},softwood_pallet,{copies},{length},{defects},{tolerance},{price},{SIZES}\n",
                bar.id, self.form
            );
        }
        let mut parts = "id,quantity,form,section,material,length,width,thickness,height,diameter,wall\n".to_owned();
        for demand in &self.problem.demands {
            let (id, count, length) = (&demand.part, demand.count, mm(demand.length));
            parts += &format!("{id},{count},{},{section},softwood_pallet,{length},{SIZES}\n", self.form);
        }
        [("stock.csv", stock), ("parts.csv", parts)]
    }
}
