//! Throws grown and broken expressions, quantities and documents at their readers and evaluators. Deterministic: the
//! same seed gives the same texts. `FUZZ_SECONDS=600 cargo test --release --test fuzz` runs longer, `FUZZ_SEED=7`
//! runs elsewhere; what fails is printed and belongs into `tests/fuzz`, which every run reads first.
#![cfg(not(target_arch = "wasm32"))]

use std::path::Path;
use std::time::{Duration, Instant};

use scrapwright::expr::{Compiler, Inputs, Interval, Kind, Tape, Typed, parse};
use scrapwright::quantity::{System, Unit, format_exact, format_marked, read};

/// Numbers by chance from a seed (xorshift64*, Vigna 2016), the same on every machine.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() >> 33) as usize % end.max(1)
    }

    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn pick<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}

/// What the language is made of, for growing and for breaking texts.
const WORDS: &[&str] = &[
    "a",
    "b",
    "n",
    "shape",
    "top.t",
    "p",
    "p.x",
    "xs",
    "drag",
    "twice",
    "total",
    "sum",
    "min",
    "max",
    "len",
    "any",
    "all",
    "vec",
    "dot",
    "cross",
    "norm",
    "sqrt",
    "abs",
    "round",
    "sin",
    "acos",
    "log",
    "exp",
    "clamp",
    "pi()",
    "for",
    "in",
    "i",
    "and",
    "or",
    "not",
    "yes",
    "no",
    "0..n",
    "..",
    "[",
    "]",
    "(",
    ")",
    ",",
    "+",
    "-",
    "*",
    "/",
    "^",
    "^2",
    "^-8",
    "<",
    "<=",
    "==",
    "!=",
    "?",
    ":",
    ".x",
    "'round'",
    "\"square\"",
    "'",
    "\"",
    "0",
    "1",
    "2.5",
    "1e308",
    "1e-308",
    "3 mm",
    "47 1/4 in",
    "5' 3 1/2\"",
    "2 kg",
    "20 °C",
    "5 K",
    "3 EUR",
    "4 USD",
    "90 deg",
    "50 %",
    "256",
    "99999999",
    "[a, b, 1 m]",
    "for i in 0..n",
    "beam.sag_centre_load",
    "section.inertia_rectangle",
    "é",
    "×",
    "\u{0}",
    " ",
];

/// How texts grow. Digits between braces stand for a text of that kind: 0 a length, 1 a plain number, 2 yes or no,
/// 3 a place, 4 a list of lengths. The first row of each kind needs nothing else.
const GRAMMAR: [[&[&str]; 2]; 5] = [
    [
        &["a", "b", "n*1 m", "3 mm", "p.y", "xs[1]", "0", "1e9 m", "3/4 in", "top.t"],
        &[
            "({0} + {0})",
            "({0} - {0})",
            "{1}*({0})",
            "({0})/({1})",
            "min({0}, {0})",
            "max({4})",
            "sum({4})",
            "({2} ? {0} : {0})",
            "norm({3})",
            "({4})[{1}]",
            "sqrt({0}*({0}))",
            "twice({0})",
            "({3}).x",
            "drag({0})*1 m/1 N",
            "total({0}, n)",
            "clamp({0}, 0 m, {0})",
            "dot({3}, {3})/1 m",
            "abs({0})",
            "-({0})",
            "({0})^2/1 m",
            "1 m^4/({0})^3",
            "min({0} for i in 0..n)",
        ],
    ],
    [
        &["n", "2", "0.5", "-1", "1e-9", "pi()", "len(xs)", "0"],
        &[
            "({0})/({0})",
            "ceil({1})",
            "floor({1})",
            "round({1})",
            "sin({1})",
            "cos({1})",
            "tan({1})",
            "atan({1})",
            "asin({1})",
            "acos({1})",
            "exp({1}/100)",
            "log({1})",
            "({1})*({1})",
            "len({4})",
            "sum(i for i in 2..min({1}, 9))",
            "(shape == 'square' ? {1} : {1})",
            "({1})^-3",
        ],
    ],
    [
        &["a < b", "yes", "no", "shape == 'round'", "n > 3"],
        &[
            "({0} < {0})",
            "({0} == {0})",
            "({0} != {0})",
            "({2} and {2})",
            "({2} or {2})",
            "not {2}",
            "any(x > {0} for x in {4})",
            "all(x > {0} for x in {4})",
            "({1} >= {1})",
            "({2} ? {2} : {2})",
        ],
    ],
    [
        &["p", "vec(a, b, 0)", "-p"],
        &[
            "({3} + {3})",
            "({3} - {3})",
            "{1}*({3})",
            "({3})/({1})",
            "cross({3}, {3})/1 m",
            "vec({0}, {0}, {0})",
            "({2} ? {3} : {3})",
            "sum(i*({3}) for i in 0..n)",
            "[{3}, {3}][{1}]",
        ],
    ],
    [
        &["xs", "[a, b]", "[i*a for i in 0..n]", "[3 mm]"],
        &["[{0}, {0}]", "[i*({0}) for i in 0..min(n, 4)]", "[x + ({0}) for x in {4}]", "[({3}).y, {0}, {0}]"],
    ],
];

/// A text of some kind that nests so deep; right more often than not.
fn grow(chance: &mut Chance, kind: usize, depth: usize) -> String {
    let row = usize::from(depth > 0 && chance.below(5) > 0);
    let template = chance.pick(GRAMMAR[kind][row]);
    let mut text = String::new();
    for piece in template.split_inclusive(['{', '}']) {
        match piece.strip_suffix('}').and_then(|digit| digit.parse().ok()) {
            Some(kind) => text += &grow(chance, kind, depth - 1),
            None => text += piece.trim_end_matches('{'),
        }
    }
    text
}

/// A text with something cut out, doubled, or put in; a few letters in a row at most.
fn broken(chance: &mut Chance, text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..1 + chance.below(3) {
        let at = chance.below(letters.len() + 1);
        let end = (at + chance.below(9)).min(letters.len());
        match chance.below(4) {
            0 => drop(letters.drain(at..end)),
            1 => {
                let copy: Vec<char> = letters[at..end].to_vec();
                letters.splice(at..at, copy);
            }
            2 => drop(letters.splice(at..at, chance.pick(WORDS).chars())),
            _ => drop(letters.splice(at..end, chance.pick(WORDS).chars())),
        }
    }
    letters.into_iter().collect()
}

/// Names as a design would define them.
fn compiler() -> Compiler {
    let mut c = Compiler::default();
    let dimension = |unit: &str| Unit::parse(unit).expect(unit).dimension;
    for (k, (name, unit)) in [("a", "m"), ("b", "m"), ("n", ""), ("top.t", "m")].into_iter().enumerate() {
        let reg = c.builder.input_within(k, RANGES[k]);
        c.define(name, Typed { reg, kind: Kind::Number(dimension(unit)) });
    }
    let shape = c.builder.input_within(4, RANGES[4]);
    c.define_choice("shape", shape, ["round", "square", "hexagon"].map(str::to_owned).to_vec());
    let points = vec![[-1.0, 4.0], [0.0, 1.0], [1.5, 3.0], [2.0, 3.0], [9.0, -2.0]];
    c.define_table("drag", dimension("m"), dimension("N"), points).expect("a table");
    for (name, inputs, body) in
        [("twice", vec![("x", "m")], "2*x"), ("total", vec![("x", "m"), ("k", "")], "sum(twice(x)*i for i in 0..k)")]
    {
        let inputs = inputs.into_iter().map(|(n, unit)| (n.to_owned(), dimension(unit))).collect();
        c.define_function(name, inputs, parse(body).expect(body), "").expect(name);
    }
    for (name, text) in [("p", "vec(a, b, 1 m)"), ("xs", "[a + i*1 m for i in 0..n]")] {
        let value = c.compile(&parse(text).expect(text)).expect(text);
        c.define(name, value);
    }
    c
}

/// Where the inputs of [`compiler`] lie.
const RANGES: [Interval; 5] = [
    Interval::new(-4.0, 6.0),
    Interval::new(0.0, 3.0),
    Interval::new(0.0, 7.0),
    Interval::new(0.001, 0.1),
    Interval::new(0.0, 2.0),
];

/// Reads an expression. What is wrong must be told within the text; what is right must keep the laws.
fn expression(chance: &mut Chance, text: &str) {
    let within = |start: usize, end: usize| {
        assert!(start <= end && end <= text.len() && text.is_char_boundary(start), "{text:?}: {start}..{end}");
    };
    let expr = match parse(text) {
        Ok(expr) => expr,
        Err(e) => return within(e.span.start, e.span.end),
    };
    let mut c = compiler();
    match c.compile(&expr) {
        Ok(_) => laws(chance, &c.builder.finish(), text),
        Err(e) => within(e.span.start, e.span.end),
    }
}

/// Every step over numbers lies within the step over intervals, and computing in part gives the whole.
fn laws(chance: &mut Chance, tape: &Tape, text: &str) {
    assert!(tape.len() <= scrapwright::expr::MAX_INSTRUCTIONS + 1, "{text}");
    let (mut values, mut bounds, mut partly) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..4 {
        let boxes = RANGES.map(|r| {
            let width = if chance.below(3) == 0 { 0.0 } else { r.width() * chance.share() };
            let low = r.low + (r.width() - width) * chance.share();
            if chance.below(4) == 0 { r } else { Interval::new(low, low + width) }
        });
        let mut point = boxes.map(|b| (b.low + b.width() * chance.share()).clamp(b.low, b.high));
        if chance.below(2) == 0 {
            // Ends of boxes and whole numbers are where mistakes live.
            let b = chance.below(point.len());
            point[b] = if chance.below(2) == 0 { boxes[b].low } else { boxes[b].high };
            let whole = point[2].round();
            point[2] = if boxes[2].contains(whole) { whole } else { point[2] };
        }
        tape.run(&boxes, &mut bounds);
        tape.run(&point, &mut values);
        for (k, (value, bound)) in values.iter().zip(&bounds).enumerate() {
            assert!(
                value.is_nan() || bound.contains(*value),
                "{text:?} step {k}: {value} outside {bound:?} at {point:?}"
            );
        }
        let which = chance.below(point.len());
        tape.run(&point, &mut partly);
        point[which] = RANGES[which].low + RANGES[which].width() * chance.share();
        tape.rerun(&tape.part(Inputs::one(which)), &point, &mut partly);
        tape.run(&point, &mut values);
        let bits = |all: &[f64]| all.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&partly), bits(&values), "{text:?} in part, at {point:?}");
    }
}

/// Reads a quantity. What was understood is written so that it reads back the same.
fn quantity(text: &str) {
    for unit in ["mm", "in", "kg", "N", "EUR", "deg", "m/s", "%", ""] {
        let unit = Unit::parse(unit).expect(unit);
        let Ok(found) = read(text, &unit) else { continue };
        for system in [System::Metric, System::Inches, System::FineInches] {
            let shown = format_exact(found.value, &unit, system);
            let back = read(&shown, &unit).map(|q| q.value);
            // What nobody types: less than atoms, or an angle where per cent are asked for.
            let is_odd = found.value.abs() < 1e-12 || unit.dimension.is_plain();
            let is_near = back.as_ref().is_ok_and(|b| (b - found.value).abs() <= 1e-15 * found.value.abs());
            let is_tiny = found.value.abs() < 1e-100;
            assert!(back == Ok(found.value) || is_odd && is_near || is_tiny, "{text:?} shown as {shown:?}");
            let _ = format_marked(found.value, &unit.symbol, 1, system);
        }
    }
}

const TABLE: &str = include_str!("../assets/designs/plank-table/design.toml");

/// One round: an expression, a quantity, now and then a document.
fn round(chance: &mut Chance, k: usize) {
    let (kind, depth) = (chance.below(5), 1 + chance.below(4));
    let text = grow(chance, kind, depth);
    let text = if chance.below(2) == 0 { broken(chance, &text) } else { text };
    expression(chance, &text);
    let start = chance.pick(&["1.2 m", "47 1/4\"", "5' 3 1/2\"", "1 500 mm", "-3,5 kg", "€ 5", "12 °", "1e-3", "½ in"]);
    quantity(&broken(chance, start));
    if k.is_multiple_of(64) {
        let lines: Vec<&str> = TABLE.lines().collect();
        let at = chance.below(lines.len());
        let line = broken(chance, lines[at]);
        let text = format!("{}\n{line}\n{}", lines[..at].join("\n"), lines[at + 1..].join("\n"));
        let _ = scrapwright::design::read(&text);
    }
}

#[test]
fn the_corpus_keeps_the_laws() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("the corpus").map(|e| e.expect("a file").path()).collect();
    files.sort();
    assert!(!files.is_empty());
    for path in files {
        let text = std::fs::read_to_string(&path).expect("a text");
        for line in text.lines() {
            for seed in 1..20 {
                expression(&mut Chance(seed), line);
            }
            quantity(line);
        }
        let _ = scrapwright::design::read(&text);
    }
}

#[test]
fn texts_by_chance_keep_the_laws() {
    let number = |name: &str, usual: u64| std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(usual);
    let (seconds, seed) = (number("FUZZ_SECONDS", 3), number("FUZZ_SEED", 1));
    let start = Instant::now();
    let mut rounds = 0;
    // The clock only says when to stop; which texts come in which order depends on the seed alone.
    while start.elapsed() < Duration::from_secs(seconds) {
        let mut chance = Chance((seed << 32) + rounds as u64 + 1);
        for _ in 0..8 {
            chance.next(); // neighbouring seeds start alike
        }
        round(&mut chance, rounds);
        rounds += 1;
    }
    println!("{rounds} rounds from seed {seed}");
}
