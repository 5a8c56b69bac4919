//! Laws of the language: what it accepts, refuses, and that intervals always hold the truth.

use super::*;
use crate::quantity::{Dimension, Unit};
use proptest::prelude::*;

fn compiler() -> Compiler {
    let mut c = Compiler::default();
    for (k, (name, unit)) in [("a", "m"), ("b", "m"), ("n", ""), ("F", "N"), ("top.t", "m")].iter().enumerate() {
        let reg = c.builder.input(k);
        c.define(*name, Typed { reg, kind: Kind::Number(Unit::parse(unit).unwrap().dimension) });
    }
    c
}

fn check(text: &str) -> Result<(Kind, f64), String> {
    let mut c = compiler();
    let typed = parse(text).and_then(|e| c.scalar(&e)).map_err(|e| {
        format!(
            "{}..{} {}{}",
            e.span.start,
            e.span.end,
            e.message,
            e.hint.map(|h| format!(" | {h}")).unwrap_or_default()
        )
    })?;
    let mut out = Vec::new();
    c.builder.finish().run(&[2.0, 3.0, 4.0, 100.0, 0.02], &mut out);
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
    ] {
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

fn expression() -> impl Strategy<Value = String> {
    let leaf =
        prop_oneof![Just("a".to_owned()), Just("b".to_owned()), Just("n*1 m".to_owned()), Just("3 mm".to_owned())];
    leaf.prop_recursive(4, 24, 2, |inner| {
        (inner.clone(), inner, 0..9).prop_map(|(x, y, op)| match op {
            0 => format!("({x} + {y})"),
            1 => format!("({x} - {y})"),
            2 => format!("({x})*({y})/1 m"),
            3 => format!("({x})/({y})*1 m"),
            4 => format!("min({x}, {y})"),
            5 => format!("sqrt(abs({x})*1 m)"),
            6 => format!("({x} < {y} ? {x} : {y})"),
            7 => format!("sin(({x})/1 m)*({y})"),
            _ => format!("ceil(({x})/1 m)*({y})"),
        })
    })
}

proptest! {
    #[test]
    fn never_panics(text in "\\PC{0,60}") {
        let _ = check(&text);
    }

    #[test]
    fn never_panics_on_near_expressions(text in "[ab n0-9.+*/^()<>=?:,m-]{0,40}") {
        let _ = check(&text);
    }

    #[test]
    fn intervals_hold_every_value(
        text in expression(), low in -5.0..5.0f64, width in 0.0..3.0f64, at in 0.0..1.0f64, n in 1..9,
    ) {
        let mut c = compiler();
        let typed = c.scalar(&parse(&text).unwrap()).unwrap();
        let tape = c.builder.finish();
        let point = low + width * at;
        let (mut values, mut bounds) = (Vec::new(), Vec::new());
        let n = f64::from(n);
        tape.run(&[point, 1.5, n, 1.0, 1.0], &mut values);
        let box_ = [Interval::new(low, low + width), Interval::point(1.5), Interval::new(n - 1.0, n + 1.0),
            Interval::point(1.0), Interval::point(1.0)];
        tape.run(&box_, &mut bounds);
        let (value, bound) = (typed.reg.read(&values, &[]), typed.reg.read(&bounds, &[]));
        prop_assume!(value.is_finite());
        prop_assert!(bound.contains(value), "{text}: {value} is outside {bound:?}");
    }
}
