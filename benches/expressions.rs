//! Speed of expressions, natively: `cargo bench --bench expressions`. Compares this evaluator with other crates on the
//! same formulas, each compiled beforehand, and measures a large design by itself.

#![allow(unsafe_code)] // fasteval reads variables fastest through pointers, and shall not be slowed down here

use std::cell::Cell;
use std::fmt::Write;
use std::hint::black_box;
use std::time::Instant;

use exmex::Express;
use fasteval::{Compiler as _, Evaler};
use scrapwright::expr::{Compiler, Inputs, Interval, Kind, Number, Reg, Tape, Typed, parse};
use scrapwright::quantity::Dimension;

/// Inputs and formulas that every crate here can read: a shelf and the rotor of a wind turbine, without units.
const INPUTS: [(&str, f64); 12] = [
    ("length", 1.4),
    ("depth", 0.3),
    ("t", 0.028),
    ("w", 0.145),
    ("load", 600.0),
    ("young", 11e9),
    ("count", 5.0),
    ("rad", 1.2),
    ("tsr", 5.0),
    ("wind", 9.0),
    ("dia", 0.2),
    ("beta", 1.2),
];
const FORMULAS: [(&str, &str); 40] = [
    ("inner", "length - 2*t"),
    ("inertia", "w*t^3/12"),
    ("modulus", "w*t^2/6"),
    ("sag", "5*load*inner^3/(384*young*inertia)"),
    ("moment", "load*inner/8"),
    ("stress", "moment/modulus"),
    ("used", "stress/24000000"),
    ("pitch", "(depth - w)/(count - 1)"),
    ("gap", "pitch - w"),
    ("boards", "2*count + 3"),
    ("metres", "boards*length + 4*depth"),
    ("volume", "metres*w*t"),
    ("mass", "420*volume"),
    ("price", "2.6*metres + 4"),
    ("slender", "length/(t*0.2887)"),
    ("critical", "9.8696*young*inertia/length^2"),
    ("share", "load/critical"),
    ("limit", "inner/200"),
    ("margin", "(limit - sag)/limit"),
    ("score", "10*margin - price/100 - mass/50"),
    ("area", "3.14159265*rad^2"),
    ("power", "0.6125*area*wind^3*0.32"),
    ("omega", "tsr*wind/rad"),
    ("strip", "beta*dia/2"),
    ("chord", "dia*sin(beta/2)"),
    ("camber", "dia/2*(1 - cos(beta/2))"),
    ("solid", "3*0.72*chord/(3.14159265*rad)"),
    ("root", "0.09 + chord/10"),
    ("blade", "rad - root + 0.06"),
    ("bladem", "blade*t*(strip + 0.45*strip)/2*1400"),
    ("force", "bladem*omega^2*rad*0.4"),
    ("thrust", "0.6125*area*100*0.9/3*0.6*rad"),
    ("sigma", "force/(strip*t) + thrust/(chord*t*camber/1.6)"),
    ("rmag", "12*(0.046 + 0.008)/(2*3.14159265)"),
    ("flux", "0.55*1.2*0.046*0.03*0.72"),
    ("felec", "omega*12/(4*3.14159265)"),
    ("emf", "9/3*4.44*felec*80*flux"),
    ("volts", "emf*1.73*1.35"),
    ("coil", "abs(volts - 24)/(2*0.4)"),
    ("out", "0.9*power - 0.8*coil^2"),
];

/// Nanoseconds for one call of `work`: the least of several rounds, each long enough to time.
fn time(mut work: impl FnMut(usize)) -> f64 {
    let mut runs = 1;
    loop {
        let start = Instant::now();
        (0..runs).for_each(&mut work);
        let round = start.elapsed().as_secs_f64();
        if round > 0.02 {
            let rounds = (0..15).map(|_| {
                let start = Instant::now();
                (0..runs).for_each(&mut work);
                start.elapsed().as_secs_f64()
            });
            return rounds.fold(round, f64::min) / runs as f64 * 1e9;
        }
        runs *= 2;
    }
}

/// Names and places of all inputs and formulas, in order.
fn names() -> Vec<&'static str> {
    INPUTS.iter().map(|(n, _)| *n).chain(FORMULAS.iter().map(|(n, _)| *n)).collect()
}

fn moved(k: usize) -> f64 {
    1.0 + (k % 64) as f64 * 0.01
}

fn own() -> (Tape, Vec<Reg>) {
    let mut compiler = Compiler::default();
    for (k, (name, _)) in INPUTS.iter().enumerate() {
        let reg = compiler.builder.input(k);
        compiler.define(*name, Typed { reg, kind: Kind::Number(Dimension::NONE) });
    }
    let regs = FORMULAS.map(|(name, text)| {
        let typed = compiler.scalar(&parse(text).expect(text)).expect(text);
        compiler.define(name, typed);
        typed.reg
    });
    (compiler.builder.finish(), regs.to_vec())
}

fn own_time<N: Number>(tape: &Tape) -> f64 {
    let mut inputs: Vec<N> = INPUTS.iter().map(|(_, v)| N::constant(*v)).collect();
    let mut out = Vec::new();
    time(|k| {
        inputs[0] = N::constant(moved(k));
        tape.run(black_box(&inputs), &mut out);
        black_box(&out);
    })
}

fn exmex_time() -> (f64, f64) {
    let names = names();
    let compiled: Vec<(exmex::FlatEx<f64>, Vec<usize>)> = FORMULAS
        .iter()
        .map(|(_, text)| {
            let expr = exmex::parse::<f64>(text).expect(text);
            let at = expr.var_names().iter().map(|v| names.iter().position(|n| n == v).expect("a name")).collect();
            (expr, at)
        })
        .collect();
    let mut values: Vec<f64> = INPUTS.iter().map(|(_, v)| *v).chain(FORMULAS.map(|_| 0.0)).collect();
    let mut args = Vec::new();
    let nanoseconds = time(|k| {
        values[0] = moved(k);
        for (f, (expr, at)) in compiled.iter().enumerate() {
            args.clear();
            args.extend(at.iter().map(|k| values[*k]));
            values[INPUTS.len() + f] = expr.eval(black_box(&args)).expect("a value");
        }
        black_box(&values);
    });
    (nanoseconds, values[values.len() - 1])
}

fn fasteval_time() -> (f64, f64) {
    let names = names();
    let start = INPUTS.iter().map(|(_, v)| *v).chain(FORMULAS.map(|_| 0.0));
    let values: Vec<Cell<f64>> = start.map(Cell::new).collect();
    let parser = fasteval::Parser::new();
    let compiled: Vec<(fasteval::Slab, fasteval::Instruction)> = FORMULAS
        .iter()
        .map(|(_, text)| {
            let mut slab = fasteval::Slab::new();
            for (name, value) in names.iter().zip(&values) {
                // SAFETY: `values` outlives every evaluation, and nothing else runs while one reads it.
                unsafe { slab.ps.add_unsafe_var((*name).to_owned(), &*value.as_ptr()) };
            }
            let expr = parser.parse(text, &mut slab.ps).expect(text).from(&slab.ps).compile(&slab.ps, &mut slab.cs);
            (slab, expr)
        })
        .collect();
    let mut none = fasteval::EmptyNamespace;
    let nanoseconds = time(|k| {
        values[0].set(moved(k));
        for (f, (slab, expr)) in compiled.iter().enumerate() {
            values[INPUTS.len() + f].set(black_box(expr).eval(slab, &mut none).expect("a value"));
        }
        black_box(&values);
    });
    (nanoseconds, values[values.len() - 1].get())
}

/// A design document of about 20 kB: 24 parameters, 300 values, 200 placements of 4 rules, 30 checks.
fn large_design() -> String {
    let mut text = String::from(
        "format = 1\n[design]\nid = \"large\"\ntitle = \"Large\"\nversion = \"1.0.0\"\nlicence = \"CC0-1.0\"\n",
    );
    for k in 0..24 {
        let _ = write!(
            text,
            "[params.p{k}]\nask = \"How long?\"\nhelp = \"Measured between the shoulders of the longest rail, before anything is planed off.\"\nunit = \"mm\"\nrange = \"100 mm .. 900 mm\"\ndefault = \"{} mm\"\n",
            100 + 17 * k
        );
    }
    text += "[slots.board]\nask = \"Board\"\nform = \"board\"\nbuy = { name = \"board\", material = \"softwood_C24\", width = \"145 mm\", thickness = \"28 mm\", lengths = [\"2.4 m\"], price = \"2.90 EUR/m\" }\n[values]\n";
    for k in 0..300 {
        let (a, b, before) = (k % 24, (k * 7 + 3) % 24, k / 2);
        let _ = match k % 5 {
            0 => writeln!(text, "v{k} = \"p{a} + 2*p{b} - {k} mm\""),
            1 => writeln!(text, "v{k} = \"max(v{before}, p{a} - board.t)\""),
            2 => writeln!(text, "v{k} = \"sqrt(p{a}^2 + p{b}^2) + v{before}/3\""),
            3 => writeln!(text, "v{k} = \"v{before} > p{a} ? p{b} : p{a}/2\""),
            _ => writeln!(text, "v{k} = \"(p{a} - 2*board.w)*p{b}/v{before}\""),
        };
    }
    for k in 0..30 {
        let _ = write!(
            text,
            "[[checks]]\nid = \"check{k}\"\ntitle = \"Long enough\"\nmust = \"v{} >= p{}/100 - 9 m\"\nwhy = \"A shorter rail leaves no room for the screws.\"\nadvice = \"Choose a longer rail.\"\n",
            10 * k,
            k % 24
        );
    }
    for k in 0..4 {
        let _ = write!(
            text,
            "[[parts]]\nid = \"part{k}\"\nname = \"Part\"\nslot = \"board\"\nlength = \"v{k} + 1 m\"\neach = {{ i = \"10\", j = \"5\" }}\nat = [\"i*v5 + p{k}\", \"j*p2 - v7\", \"(i + j)*board.t\"]\naxis = \"+x\"\nflat = \"+z\"\n"
        );
    }
    text
}

/// All values and all placements of a design once.
fn design_time<N: Number>(design: &scrapwright::design::Design) -> f64 {
    let mut inputs: Vec<N> = design.parameters.iter().map(|p| N::constant(p.default)).collect();
    inputs.extend([0.028, 0.145, 11e9, 420.0, 24e6].map(N::constant));
    let copies: Vec<[N; 2]> = (0..50).map(|k| [f64::from(k / 5), f64::from(k % 5)].map(N::constant)).collect();
    let (mut main, mut local) = (Vec::new(), Vec::new());
    time(|k| {
        inputs[0] = N::constant(0.1 * moved(k));
        design.tape.run(black_box(&inputs), &mut main);
        for part in &design.parts {
            for indices in &copies {
                design.tape.run_segment(part.segment, indices, &main, &mut local);
                black_box(part.at.map(|r| r.read(&main, &local)));
            }
        }
    })
}

fn main() {
    let (tape, regs) = own();
    let mut out = Vec::new();
    let mut inputs = INPUTS.map(|(_, v)| v);
    inputs[0] = moved(usize::MAX);
    let number = own_time::<f64>(&tape);
    let interval = own_time::<Interval>(&tape);
    let others = [("exmex 0.21", exmex_time()), ("fasteval 0.2", fasteval_time())];
    println!("{} formulas, {} inputs, all values once\n", FORMULAS.len(), INPUTS.len());
    println!("| evaluator | ns | ratio |\n| --- | ---: | ---: |");
    println!("| scrapwright, numbers | {number:.0} | 1.00 |");
    println!("| scrapwright, intervals | {interval:.0} | {:.2} |", interval / number);
    for (name, (time, last)) in others {
        println!("| {name} | {time:.0} | {:.2} |", time / number);
        // The last run of each was at another input; only what does not depend on it is compared.
        tape.run(&inputs, &mut out);
        let same = regs[regs.len() - 1].read(&out, &[]);
        assert!((last / same - 1.0).abs() < 1e-9, "{name} gave {last}, not {same}");
    }

    let text = large_design();
    let (design, problems) = scrapwright::design::read(&text);
    assert!(!problems.iter().any(|p| p.is_error()), "{problems:?}");
    let reading = time(|_| drop(black_box(scrapwright::design::read(black_box(&text)))));
    let (numbers, intervals) = (design_time::<f64>(&design), design_time::<Interval>(&design));
    let mut inputs: Vec<f64> = design.parameters.iter().map(|p| p.default).collect();
    inputs.extend([0.028, 0.145, 11e9, 420.0, 24e6]);
    let mut main = Vec::new();
    let all = time(|_| design.tape.run(black_box(&inputs), &mut main));
    let moved_part = design.tape.part(Inputs::one(5));
    let part = time(|_| design.tape.rerun(&moved_part, black_box(&inputs), &mut main));
    println!(
        "\na design of 300 values and 200 placements, {} kB, {} instructions\n",
        text.len() / 1024,
        design.tape.len()
    );
    println!("| what | µs | a second |\n| --- | ---: | ---: |");
    for (what, time) in [
        ("numbers: all values, all placements", numbers),
        ("intervals: all values, all placements", intervals),
        ("numbers: all values", all),
        ("numbers: values that depend on one parameter", part),
        ("reading the document", reading),
    ] {
        println!("| {what} | {:.1} | {:.0} |", time / 1e3, 1e9 / time);
    }
}
