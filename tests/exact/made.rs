//! Small designs and yards by chance, from a seed, written as people write them: TOML and a table.

use std::fmt::Write;

/// Numbers by chance, equal on every machine (`SplitMix64`; Steele, Lea, Flood 2014).
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0xd134_2543_de82_ef95).wrapping_add(77))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From `low` up to `high`.
    pub fn within(&mut self, low: u64, high: u64) -> u64 {
        low + self.next() % (high - low + 1)
    }

    pub fn one_in(&mut self, n: u64) -> bool {
        self.next().is_multiple_of(n)
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[(self.next() % from.len() as u64) as usize]
    }
}

/// How large a problem is to be.
#[derive(Clone, Copy)]
pub struct Size {
    /// Most slots, and most pieces.
    pub slots: u64,
    pub pieces: u64,
    /// Most steps of a length.
    pub steps: u64,
    /// Whether there may be sheets, whose plans are not always proven.
    pub sheets: bool,
}

/// What somebody wants to build, and out of what.
pub struct Made {
    pub design: String,
    pub stock: String,
    /// Locked values in the words of the command line: `length=437 mm`.
    pub locks: Vec<String>,
    /// Whether the first slot is locked to the first family that fits.
    pub is_bound: bool,
    /// Share of every piece that is left, in hundredths.
    pub spare: u64,
}

/// Thickness and width of boards, mm.
const SECTIONS: [(u64, u64); 6] = [(18, 60), (18, 95), (22, 95), (22, 120), (28, 60), (28, 145)];

/// The problem of a seed.
pub fn made(seed: u64, size: Size) -> Made {
    let mut chance = Chance::new(seed);
    let mut out = String::from(
        "format = 1\n\n[design]\nid = \"by-chance\"\ntitle = \"By chance\"\nversion = \"1.0.0\"\nlicence = \"CC0-1.0\"\n",
    );
    let locks = parameters(&mut chance, size, &mut out);
    let slots: Vec<Slot> =
        (0..chance.within(1, size.slots)).map(|k| Slot::new(&mut chance, k as usize, size)).collect();
    slots.iter().for_each(|slot| slot.write(&mut chance, &mut out));
    let mut number = 0;
    for slot in &slots {
        for _ in 0..chance.within(1, 2) {
            number += 1;
            part(&mut chance, slot, number, &mut out);
        }
    }
    for number in 0..chance.within(0, 3) {
        let slot = chance.pick(&slots);
        check(&mut chance, slot, number, &mut out);
    }
    let board =
        slots.iter().find(|slot| slot.form == "board").map_or("50 mm".to_owned(), |slot| format!("{}.w", slot.name));
    let _ = write!(
        out,
        "\n[[metrics]]\nid = \"area\"\ntitle = \"Area\"\nvalue = \"length*count*{board}\"\nunit = \"m2\"\nbetter = \"higher\"\n\
         \n[[metrics]]\nid = \"slim\"\ntitle = \"How slim\"\nvalue = \"deep/length + abs(count - 2)/7\"\nbetter = \"lower\"\n"
    );
    let stock = stock(&mut chance, &slots, size);
    Made { design: out, stock, locks, is_bound: chance.one_in(8), spare: if chance.one_in(8) { 6 } else { 0 } }
}

/// Three parameters, of which some are fixed or locked.
fn parameters(chance: &mut Chance, size: Size, out: &mut String) -> Vec<String> {
    let mut locks = Vec::new();
    for name in ["length", "deep"] {
        let (step, low) = (*chance.pick(&[40, 50, 75]), chance.within(180, 420));
        let steps = chance.within(1, size.steps);
        let high = low + steps * step + chance.within(0, 20);
        let default = chance.within(low, high);
        let end = if name == "deep" && chance.one_in(4) {
            format!("min({high} mm, max({low} mm, length))")
        } else {
            format!("{high} mm")
        };
        let fixed = if name == "deep" && chance.one_in(3) { "fixed = true\n" } else { "" };
        let wish = if chance.one_in(3) { "wish = \"3\"\n" } else { "" };
        let _ = write!(
            out,
            "\n[params.{name}]\nask = \"{name}?\"\nunit = \"mm\"\nrange = \"{low} mm .. {end}\"\ndefault = \"{}\"\nstep = \"{step} mm\"\n{fixed}{wish}",
            if end.contains("min") { format!("{low} mm") } else { format!("{default} mm") }
        );
        if fixed.is_empty() && !end.contains("min") && chance.one_in(6) {
            locks.push(format!("{name}={} mm", chance.within(low, high)));
        }
    }
    let low = chance.within(0, 2);
    let high = low + chance.within(0, 3);
    let _ = write!(
        out,
        "\n[params.count]\nask = \"How many?\"\nrange = \"{low} .. {high}\"\ndefault = \"{}\"\nwhole = true\n",
        chance.within(low, high)
    );
    locks
}

struct Slot {
    name: &'static str,
    form: &'static str,
    section: (u64, u64),
}

impl Slot {
    fn new(chance: &mut Chance, number: usize, size: Size) -> Self {
        let forms: &[&str] = if size.sheets {
            &["sheet", "board", "sheet"]
        } else {
            &["board", "board", "board", "board", "angle", "item"]
        };
        Self { name: ["a", "b", "c", "d"][number.min(3)], form: *chance.pick(forms), section: *chance.pick(&SECTIONS) }
    }

    fn write(&self, chance: &mut Chance, out: &mut String) {
        let (name, form, (thick, wide)) = (self.name, self.form, self.section);
        let price = format!("{}.{} EUR", chance.within(1, 4), chance.within(0, 9));
        let buy = match form {
            "board" => format!(
                "material = \"softwood_C24\", width = \"{wide} mm\", thickness = \"{thick} mm\", lengths = [\"0.9 m\", \"2 m\"], price = \"{price}/m\""
            ),
            "angle" => format!(
                "material = \"steel_S235\", width = \"{wide} mm\", height = \"40 mm\", thickness = \"4 mm\", lengths = [\"1 m\"], price = \"{price}/m\""
            ),
            "sheet" => format!(
                "material = \"plywood_birch\", thickness = \"{thick} mm\", sheets = [[\"1 m\", \"0.6 m\"]], price = \"{price}/m2\""
            ),
            _ => format!("reach = \"{wide} mm\", mass = \"45 g\", price = \"{price}\""),
        };
        let need = match form {
            "item" => format!("attributes = {{ reach = \"mm\", mass = \"g\" }}\nneed = \"{name}.reach >= 60 mm\"\n"),
            _ if chance.one_in(2) => format!("need = \"{name}.t >= {} mm\"\n", chance.pick(&[4, 19, 22])),
            _ => String::new(),
        };
        let need = if form == "angle" { String::new() } else { need };
        let _ = write!(
            out,
            "\n[slots.{name}]\nask = \"Stock {name}\"\nform = \"{form}\"\n{need}buy = {{ name = \"new {name}\", {buy} }}\n"
        );
    }
}

fn part(chance: &mut Chance, slot: &Slot, number: u64, out: &mut String) {
    let name = slot.name;
    let each = *chance.pick(&[
        "",
        "each = { i = \"2\" }\n",
        "each = { i = \"count\" }\n",
        "each = { i = \"count\", j = \"2\" }\n",
    ]);
    let has_index = each.contains('i');
    let length = match chance.within(0, 7) {
        0 => "deep".to_owned(),
        1 => "length/2 + 30 mm".to_owned(),
        2 if slot.form != "item" => format!("length - 2*{name}.t"),
        3 if has_index => "length - i*40 mm".to_owned(),
        4 => "length - deep + 100 mm".to_owned(),
        5 => "2*deep + 60 mm".to_owned(),
        _ => "length".to_owned(),
    };
    let shape = match slot.form {
        "sheet" => format!("solid = \"panel\"\nlength = \"{length}\"\nwidth = \"deep/2 + 40 mm\"\n"),
        "item" => format!("length = \"{name}.reach\"\nwidth = \"20 mm\"\nthickness = \"20 mm\"\n"),
        _ if chance.one_in(5) => {
            let ends =
                chance.pick(&["[\"45 deg\", \"0 deg\"]", "[\"30 deg\", \"-30 deg\"]", "[\"20 deg\", \"20 deg\"]"]);
            format!("length = \"{length}\"\nends = {ends}\n")
        }
        _ => format!("length = \"{length}\"\n"),
    };
    let when = match chance.within(0, 7) {
        0 => "when = \"length > 320 mm\"\n",
        1 if has_index => "when = \"i != 1 or deep > 300 mm\"\n",
        _ => "",
    };
    let _ = write!(
        out,
        "\n[[parts]]\nid = \"p{number}\"\nname = \"Part {number}\"\nslot = \"{name}\"\n{shape}{each}{when}at = [\"0 mm\", \"0 mm\", \"{number}*60 mm\"]\naxis = \"+x\"\nflat = \"+z\"\n"
    );
}

fn check(chance: &mut Chance, slot: &Slot, number: u64, out: &mut String) {
    let name = slot.name;
    let thick = if slot.form == "item" { format!("{name}.reach/4") } else { format!("{name}.t") };
    let (formula, unit) = match chance.within(0, 7) {
        0 => (format!("length <= {}*{thick}", chance.within(12, 30)), "mm"),
        1 => (format!("count*length >= {} mm", chance.within(2, 9) * 100), "mm"),
        2 => (format!("2*length + 3*deep <= {} mm", chance.within(9, 22) * 100), "mm"),
        3 if slot.form == "board" => (format!("1 kN*length/4/({name}.w*{name}.t^2/6) <= {name}.fm"), "MPa"),
        4 => (format!("length*deep >= {} m2", *chance.pick(&["0.08", "0.1", "0.14"])), "m2"),
        5 => (format!("deep/2 - length/3 >= -{thick}"), "mm"),
        6 => (format!("sqrt(length^2 + deep^2) <= {} mm", chance.within(4, 9) * 100), "mm"),
        _ => (format!("{thick} + 4 mm <= 30 mm"), "mm"),
    };
    let kind = if chance.one_in(6) { "should" } else { "must" };
    let _ = write!(
        out,
        "\n[[checks]]\nid = \"k{number}\"\ntitle = \"Check {number}\"\n{kind} = \"{formula}\"\nunit = \"{unit}\"\nwhy = \"By chance.\"\nadvice = \"Try others.\"\n"
    );
}

/// Scrap that the slots may use, some of it in the section that is for sale, and at times a shop's.
fn stock(chance: &mut Chance, slots: &[Slot], size: Size) -> String {
    let mut out = String::from(
        "id,name,form,material,quantity,length,width,thickness,height,defects,tolerance,grade,price,attributes\n",
    );
    for k in 0..chance.within(2, size.pieces) {
        let slot = chance.pick(slots);
        let (thick, wide) = if chance.one_in(2) { slot.section } else { *chance.pick(&SECTIONS[..4]) };
        let is_shop = chance.one_in(9);
        let quantity = if is_shop { String::new() } else { chance.within(1, 2).to_string() };
        let price = if is_shop || chance.one_in(10) {
            format!("{}.{}5", chance.within(0, 5), chance.within(0, 9))
        } else {
            String::new()
        };
        let mut length = chance.within(260, 1100);
        let defects = if slot.form != "item" && chance.one_in(5) {
            let at = chance.within(40, length - 60);
            format!("{at}..{}", at + chance.within(5, 40))
        } else {
            String::new()
        };
        let (material, sizes) = match slot.form {
            "board" => (*chance.pick(&["softwood_C24", "softwood_pallet"]), format!("{wide},{thick},")),
            "angle" => ("steel_S235", format!("{wide},4,40")),
            "sheet" => {
                length = chance.within(300, 900);
                ("plywood_birch", format!("{},{thick},", chance.within(200, 600)))
            }
            _ => ("", ",,".to_owned()),
        };
        let defects = if slot.form == "sheet" { String::new() } else { defects };
        let (attributes, length) = match slot.form {
            "item" => (format!("reach={wide} mm; mass={} g", chance.pick(&[30, 45])), String::new()),
            _ => (String::new(), length.to_string()),
        };
        let (tolerance, grade) = match slot.form {
            "item" => (0, ""),
            _ => (*chance.pick(&[0, 0, 1, 2, 5]), *chance.pick(&["", "good", "poor", "new"])),
        };
        let _ = writeln!(
            out,
            "s{k},thing,{},{material},{quantity},{length},{sizes},{defects},{tolerance},{grade},{price},{attributes}",
            slot.form
        );
    }
    out
}
