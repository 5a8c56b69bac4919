//! Laws of the language: what it accepts, refuses, and that intervals always hold the truth.

use super::*;
use crate::quantity::{Dimension, Unit};
use proptest::prelude::*;

/// Names that tests may use: quantities, a count within a range, a place, a choice, tables and functions.
fn compiler() -> Compiler {
    let mut c = Compiler::default();
    for (k, (name, unit)) in [("a", "m"), ("b", "m"), ("n", ""), ("F", "N"), ("top.t", "m")].iter().enumerate() {
        let within = if *name == "n" { Interval::new(0.0, 12.0) } else { Interval::ALL };
        let reg = c.builder.input_within(k, within);
        c.define(*name, Typed { reg, kind: Kind::Number(Unit::parse(unit).unwrap().dimension) });
    }
    let shape = c.builder.input_within(5, Interval::new(0.0, 2.0));
    c.define_choice("shape", shape, ["round", "square", "hexagon"].map(str::to_owned).to_vec());
    let [length, force, plain] = ["m", "N", ""].map(|u| Unit::parse(u).unwrap().dimension);
    c.define_table("drag", length, force, vec![[0.0, 1.0], [1.0, 3.0], [3.0, 2.0]]).unwrap();
    for (name, inputs, body) in [
        ("twice", vec![("x", length)], "2*x"),
        ("total", vec![("x", length), ("k", plain)], "sum(x*i for i in 0..k)"),
        ("around", vec![("x", length)], "twice(x) + twice(x)"),
        ("loop", vec![("x", length)], "again(x)"),
        ("again", vec![("x", length)], "loop(x)"),
    ] {
        let inputs = inputs.into_iter().map(|(n, d)| (n.to_owned(), d)).collect();
        c.define_function(name, inputs, parse(body).unwrap(), "").unwrap();
    }
    c
}

/// Values of the inputs of [`compiler`].
const INPUTS: [f64; 6] = [2.0, 3.0, 4.0, 100.0, 0.02, 1.0];

fn told(e: ExprError) -> String {
    let hint = e.hint.map(|h| format!(" | {h}")).unwrap_or_default();
    format!("{}..{} {}{hint}", e.span.start, e.span.end, e.message)
}

fn check(text: &str) -> Result<(Kind, f64), String> {
    let mut c = compiler();
    let typed = parse(text).and_then(|e| c.scalar(&e)).map_err(told)?;
    let mut out = Vec::new();
    c.builder.finish().run(&INPUTS, &mut out);
    Ok((typed.kind, typed.reg.read(&out, &[])))
}

#[test]
fn computes() {
    let length = Kind::Number(Dimension::LENGTH);
    for (text, kind, value) in [
        ("600 mm + 2 cm", length, 0.62),
        ("a - b/2", length, 0.5),
        ("-a^2", Kind::Number(Dimension::LENGTH * Dimension::LENGTH), -4.0),
        ("2^3 * 1 m", length, 8.0),
        ("sqrt(a*b*6) ", length, 6.0),
        ("a < b and not (n == 3)", Kind::Truth, 1.0),
        ("a > b or n != 4", Kind::Truth, 0.0),
        ("n >= 4 ? a : b", length, 2.0),
        ("clamp(n, 1, 3)", Kind::Number(Dimension::NONE), 3.0),
        ("max(0, a - b)", length, 0.0),
        ("10 kg/m3 * 2 m3", Kind::Number(Dimension::MASS), 20.0),
        ("top.t*10", length, 0.2),
        ("sin(90 deg)", Kind::Number(Dimension::NONE), 1.0),
        ("1/4*a", length, 0.5),
        ("50 % * a", length, 1.0),
        ("47 1/4 in + 3/4\"", length, 48.0 * 0.0254),
        ("1' 6 1/2\" - 6 in", length, 12.5 * 0.0254),
        ("1/2*a", length, 1.0),
    ] {
        is(text, kind, value);
    }
}

const PLAIN: Kind = Kind::Number(Dimension::NONE);
const LENGTH: Kind = Kind::Number(Dimension::LENGTH);

#[test]
fn lists_are_made_counted_summed_and_picked_from() {
    for (text, kind, value) in [
        ("sum([a, b, 1 m])", LENGTH, 6.0),
        ("sum([i*a for i in 0..n])", LENGTH, 12.0),
        ("sum(i*a for i in 0..n)", LENGTH, 12.0),
        ("sum(1 for i in 2..n)", PLAIN, 2.0),
        ("sum(x*y for x in [1, 2, 3] for y in 0..2)", PLAIN, 0.0),
        ("min([3*a, b, 4 m])", LENGTH, 3.0),
        ("max(a*i for i in 0..n)", LENGTH, 6.0),
        ("len([a, b])", PLAIN, 2.0),
        ("len([i for i in 1..n])", PLAIN, 3.0),
        ("len([i for i in 9..n])", PLAIN, 0.0),
        ("a + sum(i*b for i in 0..0)", LENGTH, 2.0),
        ("sum([a + sum(b for j in 0..i) for i in 0..3])", LENGTH, 15.0),
        ("[a, b, 7 m][2]", LENGTH, 7.0),
        ("[a, b, 7 m][n - 3]", LENGTH, 3.0),
        ("[i*a for i in 0..n][n - 1]", LENGTH, 6.0),
        ("all(i < 4 for i in 0..n) ? a : b", LENGTH, 2.0),
        ("any(i == n for i in 0..n) ? a : b", LENGTH, 3.0),
        ("sum(sum(i*j for j in 0..i) for i in 0..n)", PLAIN, 0.0 + 2.0 + 9.0 - 0.0 * 3.0),
        ("sum(twice(x) for x in [a, b])", LENGTH, 10.0),
        ("norm(sum(vec(a, i*a, 0) for i in 0..2))", LENGTH, 20f64.sqrt()),
        ("[vec(a, b, 0), vec(b, a, 0)][1].x", LENGTH, 3.0),
        ("max(a)", LENGTH, 2.0),
    ] {
        if text.contains("] for") {
            assert!(parse(text).is_err(), "one repetition at a time");
            continue;
        }
        is(text, kind, value);
    }
    // Behind its end a list holds nothing, and that is no number.
    for text in ["[a, b][n]", "[i for i in 0..n][n]", "min([a for i in 5..n])"] {
        assert!(!check(text).unwrap().1.is_finite(), "{text}");
    }
}

#[test]
fn vectors_add_scale_and_multiply() {
    let area = Kind::Number(Dimension::LENGTH * Dimension::LENGTH);
    for (text, kind, value) in [
        ("vec(a, b, 0).y", LENGTH, 3.0),
        ("(vec(a, b, 0) + vec(1 m, 0, 0)).x", LENGTH, 3.0),
        ("(2*vec(a, b, 0) - vec(a, b, 0)/2).y", LENGTH, 4.5),
        ("(-vec(a, b, 0)).x", LENGTH, -2.0),
        ("dot(vec(a, b, 0), vec(b, a, 1 m))", area, 12.0),
        ("cross(vec(a, 0, 0), vec(0, b, 0)).z", area, 6.0),
        ("norm(vec(a*3/2, 4 m, 0))", LENGTH, 5.0),
        ("length(vec(1, 2, 2))", PLAIN, 3.0),
        ("(n > 3 ? vec(a, 0, 0) : vec(b, 0, 0)).x", LENGTH, 2.0),
    ] {
        is(text, kind, value);
    }
}

#[test]
fn choices_compare_with_their_options() {
    for (text, value) in [
        ("shape == \"square\" ? a : b", 2.0),
        ("shape != 'square' ? a : b", 3.0),
        ("'round' == shape ? a : b", 3.0),
        ("(a > b ? 'wide' : 'high') == 'high' ? a : b", 2.0),
        ("(a > b ? shape : 'square') == shape ? a : b", 2.0),
    ] {
        is(text, LENGTH, value);
    }
    // Over a box of choices a comparison is yes, no or maybe.
    let mut c = compiler();
    let e = parse("shape == 'hexagon'").unwrap();
    let reg = c.truth(&e).unwrap();
    let tape = c.builder.finish();
    for (shapes, expected) in [((0.0, 1.0), (0.0, 0.0)), ((1.0, 2.0), (0.0, 1.0)), ((2.0, 2.0), (1.0, 1.0))] {
        let mut inputs = INPUTS.map(Interval::point);
        inputs[5] = Interval::new(shapes.0, shapes.1);
        let mut out = Vec::new();
        tape.run(&inputs, &mut out);
        assert_eq!(reg.read(&out, &[]), Interval::new(expected.0, expected.1));
    }
}

#[test]
fn tables_are_read_off_and_tell_where_they_end() {
    is("drag(a)", Kind::Number(Unit::parse("N").unwrap().dimension), 2.5);
    let mut c = compiler();
    let e = parse("a > 2 m ? drag(b + 1 m) : drag(a)").unwrap();
    let typed = c.scalar(&e).unwrap();
    let tape = c.builder.finish();
    let mut out = Vec::new();
    for (a, b, value, outside) in [(2.0, 9.0, 2.5, 0), (3.0, 0.0, 3.0, 0), (3.0, 9.0, 2.0, 1), (-1.0, 0.0, 1.0, 1)] {
        tape.run(&[a, b, 4.0, 0.0, 0.0, 0.0], &mut out);
        assert_eq!(typed.reg.read(&out, &[]), value);
        assert_eq!(tape.table_uses().iter().filter(|u| u.is_outside(&out, &[])).count(), outside, "{a} {b}");
    }
    // What surely lies within needs no watching.
    let mut c = compiler();
    c.scalar(&parse("drag(clamp(a, 0 m, 1 m))").unwrap()).unwrap();
    assert!(c.builder.finish().table_uses().is_empty());
}

#[test]
fn functions_are_checked_once_and_called_often() {
    is("twice(a) + around(b)", LENGTH, 16.0);
    is("total(a, n)", LENGTH, 12.0);
    let mut c = compiler();
    assert_eq!(c.check_function("around").map_err(told), Ok(LENGTH));
    assert_eq!(c.check_function("total").map_err(told), Ok(LENGTH));
    assert!(c.builder.finish().len() < 10, "checking leaves nothing behind");
    for (body, message) in [
        (
            "x + 1 kg",
            "0..8 cannot add a length (m) and a mass (kg) | the left side is a length (m), the right side is a mass (kg); both must measure the same",
        ),
        ("x + a", "4..5 unknown name “a” | a function sees only its inputs: give it to f() as one more"),
        ("f(x)", "0..4 “f” calls itself: f() → f() | write what repeats as a list: sum(… for i in 0..n)"),
    ] {
        let mut c = compiler();
        c.define_function("f", vec![("x".to_owned(), Dimension::LENGTH)], parse(body).unwrap(), "").unwrap();
        assert_eq!(c.check_function("f").map_err(told), Err(message.to_owned()), "{body}");
    }
}

#[test]
fn temperatures_are_places_and_their_differences_are_kelvins() {
    let kelvin = Unit::parse("K").unwrap().dimension;
    let celsius = Unit::parse("°C").unwrap().dimension;
    for (text, dimension, value) in [
        ("60 °C - 20 °C", kelvin, 40.0),
        ("20 °C + 5 K", celsius, 298.15),
        ("5 K + 20 °C", celsius, 298.15),
        ("max(20 °C, -5 °C)", celsius, 293.15),
        ("2*(30 °C - 20 °C)", kelvin, 20.0),
        ("-5 °C", celsius, 268.15),
    ] {
        is(text, Kind::Number(dimension), value);
    }
    for text in
        ["20 °C + 5 °C", "2*20 °C", "5 K - 20 °C", "20 °C > 5 K", "sqrt(20 °C)", "sum([1 °C, 2 °C])", "20 °C/1 m"]
    {
        assert!(check(text).is_err(), "{text}");
    }
}

/// Whether a text gives this.
fn is(text: &str, kind: Kind, value: f64) {
    {
        let (k, v) = check(text).unwrap_or_else(|e| panic!("{text}: {e}"));
        assert!((v - value).abs() < 1e-12, "{text} gave {v}");
        let same = match (k, kind) {
            (Kind::Number(a), Kind::Number(b)) => a.is_compatible(b),
            (a, b) => a == b,
        };
        assert!(same, "{text} is {k}");
    }
}

#[test]
fn refuses_and_teaches() {
    for (text, message) in [
        (
            "[a, 2 kg]",
            "4..8 cannot put into one list a length (m) and a mass (kg) | the left side is a length (m), the right side is a mass (kg); both must measure the same",
        ),
        ("[]", "0..2 a list needs at least one item"),
        ("[a, b] + 1 m", "0..6 a quantity is needed here, this is a list | work on each item: [2*x for x in list]"),
        (
            "[a, b]",
            "0..6 a single value is needed here, this is a list | pick one, such as list[0], or use sum(), min(), max() or len()",
        ),
        ("[a, b][2]", "7..8 the list has 2 items; the first is [0], the last [1]"),
        (
            "sum(i for i in 0..F/1 N)",
            "15..23 how often this repeats is not bounded | bound it by the range of a parameter, or write “0..min(n, 100)”",
        ),
        (
            "sum(i for i in 0..100*n)",
            "15..23 this may repeat 1200 times; at most 256 are possible | bound it by the range of a parameter, or write “0..min(n, 100)”",
        ),
        ("sum(i for in 0..n)", "10..12 a name is missing here | write “for i in 0..n”"),
        (
            "vec(a, b, 0)*vec(a, b, 0)",
            "0..25 “*” does not go with a vector of a length (m) and a vector of a length (m) | write dot(a, b) or cross(a, b)",
        ),
        (
            "vec(a, b, 0)",
            "0..12 a single value is needed here, this is a vector of a length (m) | take .x, .y or .z of it, or norm() for its length",
        ),
        ("vec(a, b, 0).w", "0..14 a vector has no “w” | its coordinates are .x, .y and .z"),
        ("shape == \"rund\"", "9..15 “rund” is none of its options | did you mean “round”?"),
        ("shape + 1", "0..9 options do not go with “+” | compare them with “==” or “!=”"),
        ("shape == \"round", "9..15 this text does not end | close it with the same quotation mark"),
        ("drag(F)", "5..6 the table drag() starts from a length (m), this is a force (N)"),
        ("twice(F)", "6..7 twice(): “x” must be a length (m), this is a force (N)"),
        (
            "loop(a)",
            "0..7 “loop” calls itself: loop() → again() → loop() | write what repeats as a list: sum(… for i in 0..n)",
        ),
        (
            "5 EUR + 2 USD",
            "0..13 cannot add money (EUR) and money (USD) | set a rate, such as “0.92 EUR/USD”, and multiply by it",
        ),
        ("20 °C + 5 °C", "0..14 two temperatures in °C cannot be added | write the difference in K: “20 °C + 5 K”"),
        (
            "600 mm + 2 kg",
            "0..13 cannot add a length (m) and a mass (kg) | the left side is a length (m), the right side is a mass (kg); both must measure the same",
        ),
        ("a + 5", "0..5 cannot add a length (m) and a plain number | give the number a unit, such as “5 mm”"),
        ("a + lenght", "4..10 unknown name “lenght” | names are defined under [params], [slots] and [values]"),
        ("top.tt", "0..6 unknown name “top.tt” | did you mean “top.t”?"),
        ("5 mmm", "2..5 unknown unit “mmm” | did you mean “mm”? To multiply by a name write “*” between"),
        ("a b", "2..3 an operator is missing before this | to multiply, write “*”"),
        ("(a + b", "6..6 “)” is missing here"),
        ("a +", "3..3 a number or name is missing here"),
        ("a < b < n", "0..5 comparisons cannot be chained | write “a < b and b < c”"),
        ("sin(a)", "4..5 sin() takes a plain number, this is a length (m) | divide by a unit first, such as “/ 1 mm”"),
        ("a and b", "0..1 yes or no is needed here, this is a length (m) | compare it with something: “… >= 20 mm”"),
        ("a^n", "2..3 an exponent is a whole number up to 8 | for roots use sqrt()"),
        ("sqr(a)", "0..6 unknown function “sqr” | did you mean “sqrt”?"),
        (
            "beam.moment_centre_load(a, b)",
            "24..25 beam.moment_centre_load(): “load” must be a force (N), this is a length (m) | Largest bending moment of a simply supported beam with one load in the middle.",
        ),
        ("a $ b", "2..3 “$” has no meaning here"),
    ] {
        assert_eq!(check(text), Err(message.to_owned()), "{text}");
    }
}

#[test]
fn nesting_and_length_are_bounded() {
    let deep = format!("{}a{}", "(".repeat(5000), ")".repeat(5000));
    assert!(check(&deep).unwrap_err().contains("may have"));
    let deep = format!("{}a{}", "(".repeat(500), ")".repeat(500));
    assert!(check(&deep).unwrap_err().contains("levels of nesting"));
    assert!(check(&"-".repeat(3000)).is_err());
    assert!(check(&format!("a{}", "+a".repeat(2000))).is_err());
}

/// Compiles what [`expression`] made; nothing where a position surely lies outside its list.
fn known_to_fit(c: &mut Compiler, text: &str) -> Option<Typed> {
    match parse(text).and_then(|e| c.scalar(&e)) {
        Ok(typed) => Some(typed),
        Err(e) if e.code == "out-of-range" => None,
        Err(e) => panic!("{text}: {}", told(e)),
    }
}

/// Lengths made of all that the language has; each is right in every dimension.
fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("a".to_owned()),
        Just("b".to_owned()),
        Just("n*1 m".to_owned()),
        Just("3 mm".to_owned()),
        Just("2.5 m".to_owned()),
        Just("drag(a)*1 m/1 N".to_owned()),
    ];
    leaf.prop_recursive(5, 32, 3, |inner| {
        (inner.clone(), inner.clone(), inner, 0..26).prop_map(|(x, y, z, op)| match op {
            0 => format!("({x} + {y})"),
            1 => format!("({x} - {y})"),
            2 => format!("({x})*({y})/1 m"),
            3 => format!("({x})/({y})*1 m"),
            4 => format!("min({x}, {y})"),
            5 => format!("sqrt(({x})*1 m)"),
            6 => format!("({x} < {y} ? {x} : {z})"),
            7 => format!("sin(({x})/1 m)*({y})"),
            8 => format!("ceil(({x})/1 m)*({y})"),
            9 => format!("drag({x})*1 m/1 N"),
            10 => format!("sum(({x})*i for i in 0..n)"),
            11 => format!("max([{x}, {y}, {z}])"),
            12 => format!("[{x}, {y}, {z}][n - 3]"),
            13 => format!("[{x} + i*({y}) for i in 0..n][abs({z})/1 m]"),
            14 => format!("norm(vec({x}, {y}, {z}))"),
            15 => format!("cross(vec({x}, {y}, 0), vec({z}, 1 m, {x})).z/1 m"),
            16 => format!("(shape == 'square' ? {x} : {y})"),
            17 => format!("(({x} > {y} or {z} >= 1 m) and not ({x} == {z}) ? {y} : {z})"),
            18 => format!("(any({x} > i*1 m for i in 1..n) ? {y} : {z})"),
            19 => format!("twice({x})"),
            20 => format!("log(({x})/1 m)*({y})"),
            21 => format!("asin(({x})/(5 m))*1 m"),
            22 => format!("acos(({x})/(4 m))*1 m + atan(({y})/1 m)*1 m"),
            23 => format!("({x})^3/1 m^2"),
            24 => format!("exp(({x})/(9 m))*1 m"),
            _ => format!("round(({x})/1 m)*cos(({y})/1 m)*tan(({z})/1 m)*1 m"),
        })
    })
}

proptest! {
    #[test]
    fn never_panics(text in "\\PC{0,60}") {
        let _ = check(&text);
    }

    #[test]
    fn never_panics_on_near_expressions(text in "[ab n0-9.+*/^()<>=?:,m'\"-]{0,40}|[abinforsum0-9.,() \\[\\]]{0,40}") {
        let _ = check(&text);
    }

    #[test]
    fn intervals_hold_every_value(
        text in expression(), low in -5.0..5.0f64, width in 0.0..3.0f64, at in 0.0..1.0f64, n in 0..12, shape in 0..3,
    ) {
        let mut c = compiler();
        let Some(typed) = known_to_fit(&mut c, &text) else { return Ok(()) };
        let known = c.builder.bounds(typed.reg);
        let tape = c.builder.finish();
        let point = low + width * at;
        let (mut values, mut bounds) = (Vec::new(), Vec::new());
        let (n, shape) = (f64::from(n), f64::from(shape));
        tape.run(&[point, 1.5, n, 1.0, 1.0, shape], &mut values);
        let near = |v: f64, most: f64| Interval::new((v - 1.0).max(0.0), (v + 1.0).min(most));
        let box_ = [Interval::new(low, low + width), Interval::point(1.5), near(n, 12.0), Interval::point(1.0),
            Interval::point(1.0), near(shape, 2.0)];
        tape.run(&box_, &mut bounds);
        // Not only the result: every step on the way.
        for (k, (value, bound)) in values.iter().zip(&bounds).enumerate() {
            prop_assert!(value.is_nan() || bound.contains(*value), "{text}: step {k}: {value} is outside {bound:?}");
        }
        let value = typed.reg.read(&values, &[]);
        prop_assert!(value.is_nan() || known.contains(value), "{text}: {value} is outside {known:?}");
    }

    #[test]
    fn narrowing_loses_no_point_that_may_be(
        text in expression(), low in -5.0..5.0f64, width in 0.0..3.0f64, at in 0.0..1.0f64, n in 0..12, shape in 0..3,
        below in 0.0..2.0f64, above in 0.0..2.0f64,
    ) {
        let mut c = compiler();
        let Some(typed) = known_to_fit(&mut c, &text) else { return Ok(()) };
        let tape = c.builder.finish();
        let (mut values, mut bounds) = (Vec::new(), Vec::new());
        let (n, shape) = (f64::from(n), f64::from(shape));
        tape.run(&[low + width * at, 1.5, n, 1.0, 1.0, shape], &mut values);
        let near = |v: f64, most: f64| Interval::new((v - 1.0).max(0.0), (v + 1.0).min(most));
        let box_ = [Interval::new(low, low + width), Interval::point(1.5), near(n, 12.0), Interval::point(1.0),
            Interval::point(1.0), near(shape, 2.0)];
        tape.run(&box_, &mut bounds);
        let value = typed.reg.read(&values, &[]);
        if value.is_nan() {
            return Ok(());
        }
        let known = [(typed.reg, Interval::new(value - below * value.abs(), value + above * value.abs()))];
        prop_assert!(tape.narrow(&known, &mut bounds), "{text}: nothing left");
        for (k, (value, bound)) in values.iter().zip(&bounds).enumerate() {
            prop_assert!(value.is_nan() || bound.contains(*value), "{text}: step {k}: {value} is outside {bound:?}");
        }
    }

    #[test]
    fn computing_what_changed_gives_what_computing_all_gives(
        text in expression(), before in proptest::array::uniform6(-3.0..6.0f64),
        after in proptest::array::uniform6(-3.0..6.0f64), which in 0usize..6,
    ) {
        let mut c = compiler();
        if known_to_fit(&mut c, &text).is_none() {
            return Ok(());
        }
        let tape = c.builder.finish();
        let mut inputs = before;
        let (mut partly, mut fully) = (Vec::new(), Vec::new());
        tape.run(&inputs, &mut partly);
        inputs[which] = after[which];
        tape.rerun(&tape.part(Inputs::one(which)), &inputs, &mut partly);
        tape.run(&inputs, &mut fully);
        let bits = |values: &[f64]| values.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
        prop_assert_eq!(bits(&partly), bits(&fully), "{}", text);
    }
}
