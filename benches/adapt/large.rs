//! A design of the size of a wind turbine, by chance: 25 parameters, 12 slots, 150 parts; and 120 pieces for it.

use std::fmt::Write;
use std::ops::RangeInclusive;

use super::made::Chance;

const SLOTS: usize = 12;
const PARAMETERS: usize = 25;
const PIECES: usize = 120;
const SECTIONS: [(u64, u64); 6] = [(18, 60), (18, 95), (22, 95), (22, 120), (28, 60), (28, 145)];

/// The design and the stock as texts.
pub fn large() -> (String, String) {
    let mut chance = Chance::new(25);
    let mut out = String::from(
        "# Made by `cargo bench --bench adapt -- --write`.\nformat = 1\n\n[design]\nid = \"turbine-size\"\ntitle = \"Turbine size\"\nversion = \"1.0.0\"\nlicence = \"CC0-1.0\"\n",
    );
    for k in 0..PARAMETERS {
        if k % 5 == 4 {
            let _ = write!(
                out,
                "\n[params.n{k}]\nask = \"How many of kind {k}?\"\nrange = \"1 .. 6\"\ndefault = \"3\"\nwhole = true\n"
            );
            continue;
        }
        let low = chance.within(12, 40) * 10;
        let high = low + chance.within(20, 60) * 10;
        let default = low + (high - low) / 20 * 10;
        let _ = write!(
            out,
            "\n[params.p{k}]\nask = \"Size {k}?\"\nunit = \"mm\"\nrange = \"{low} mm .. {high} mm\"\ndefault = \"{default} mm\"\nstep = \"10 mm\"\n"
        );
    }
    for s in 0..SLOTS {
        let (thick, wide) = SECTIONS[s % SECTIONS.len()];
        let _ = write!(
            out,
            "\n[slots.s{s}]\nask = \"Stock {s}\"\nform = \"board\"\nneed = \"s{s}.t >= {} mm and s{s}.w >= {} mm\"\nbuy = {{ name = \"new {s}\", material = \"softwood_C24\", width = \"{wide} mm\", thickness = \"{thick} mm\", lengths = [\"2 m\", \"4 m\"], price = \"{}.{} EUR/m\" }}\n",
            thick - 4,
            wide - 25,
            chance.within(1, 3),
            chance.within(0, 9)
        );
    }
    let length = |chance: &mut Chance| loop {
        let k = chance.within(0, PARAMETERS as u64 - 1);
        if k % 5 != 4 {
            break format!("p{k}");
        }
    };
    for p in 0..50 {
        let slot = p % SLOTS;
        let (first, second) = (length(&mut chance), length(&mut chance));
        let formula = match p % 3 {
            0 => first,
            1 => format!("({first} + {second})/2"),
            _ => format!("{first} - s{slot}.t"),
        };
        let each = if p % 5 == 0 { format!("n{}", 4 + 5 * (p / 5 % 5)) } else { "3".to_owned() };
        let _ = write!(
            out,
            "\n[[parts]]\nid = \"part{p}\"\nname = \"Part {p}\"\nslot = \"s{slot}\"\nlength = \"{formula}\"\neach = {{ i = \"{each}\" }}\nat = [\"0 mm\", \"i*100 mm\", \"{p}*50 mm\"]\naxis = \"+x\"\nflat = \"+z\"\n"
        );
    }
    for s in 0..SLOTS {
        let size = length(&mut chance);
        let _ = write!(
            out,
            "\n[[checks]]\nid = \"bend{s}\"\ntitle = \"Part {s} bends\"\nmust = \"{} N*{size}/4/(s{s}.w*s{s}.t^2/6) <= s{s}.fm\"\nunit = \"MPa\"\nwhy = \"It carries a load in its middle.\"\nadvice = \"Take thicker boards.\"\n",
            chance.within(100, 220)
        );
        let (first, second) = (length(&mut chance), length(&mut chance));
        let _ = write!(
            out,
            "\n[[checks]]\nid = \"room{s}\"\ntitle = \"Room {s}\"\nmust = \"{first} + {second} >= {} mm\"\nunit = \"mm\"\nwhy = \"Something has to fit in.\"\nadvice = \"Make it larger.\"\n",
            chance.within(30, 60) * 10
        );
    }
    out.push_str("\n[[metrics]]\nid = \"size\"\ntitle = \"Size\"\nvalue = \"p0*p1 + p2*p3\"\nunit = \"m2\"\nbetter = \"higher\"\n");
    // Shorter than what is needed altogether, so that something has to be bought.
    (out, pieces(&mut chance, PIECES, 30..=120))
}

/// Boards of many sections by chance, one a row; lengths in centimetres.
pub fn pieces(chance: &mut Chance, count: usize, lengths: RangeInclusive<u64>) -> String {
    let mut out = String::from("id,name,form,material,quantity,length,width,thickness,tolerance,grade\n");
    for k in 0..count {
        let (thick, wide) = *chance.pick(&SECTIONS);
        let (length, tolerance) = (chance.within(*lengths.start(), *lengths.end()) * 10, chance.within(0, 3));
        let material = chance.pick(&["softwood_pallet", "softwood_C24"]);
        let grade = chance.pick(&["good", "good", "new", "worn"]);
        let _ = writeln!(out, "b{k},board {k},board,{material},1,{length},{wide},{thick},{tolerance},{grade}");
    }
    out
}
