//! What designs may call: formulas with units, assumptions and sources.

mod beam;
mod section;

use crate::expr::Formula;

/// Every area of the library.
pub(crate) const AREAS: [&[Formula]; 2] = [beam::FORMULAS, section::FORMULAS];

#[cfg(test)]
mod tests {
    use crate::expr::{Compiler, Kind, Number, Tape, Typed, formulas, parse};
    use crate::quantity::Unit;

    /// Evaluates a call of library functions on plain SI numbers.
    fn value(text: &str) -> f64 {
        let mut compiler = Compiler::default();
        let Typed { reg, .. } = compiler.scalar(&parse(text).unwrap()).unwrap();
        let tape: Tape = compiler.builder.finish();
        let mut out: Vec<f64> = Vec::new();
        tape.run(&[], &mut out);
        reg.read(&out, &[])
    }

    #[test]
    fn every_formula_gives_what_it_promises_and_names_its_source() {
        for f in formulas() {
            let mut compiler = Compiler::default();
            for (name, unit) in f.inputs {
                let reg = compiler.builder.constant(f64::constant(1.0));
                compiler.define(*name, Typed { reg, kind: Kind::Number(Unit::parse(unit).unwrap().dimension) });
            }
            let typed = compiler.scalar(&parse(f.body).unwrap()).unwrap_or_else(|e| panic!("{}: {e:?}", f.name));
            let Kind::Number(d) = typed.kind else { panic!("{}", f.name) };
            assert!(d.is_compatible(Unit::parse(f.unit).unwrap().dimension), "{} gives {d}", f.name);
            assert!(f.source.len() > 10 && f.about.ends_with('.'), "{}", f.name);
        }
    }

    #[test]
    fn a_known_beam() {
        // Handbook case: 3 m span, 45 × 195 mm on edge, E 11 GPa, 2 kN at the centre.
        let sag = value("beam.sag_centre_load(2 kN, 3 m, 11 GPa, section.inertia_rectangle(45 mm, 195 mm))");
        assert!((sag - 2000.0 * 27.0 / (48.0 * 11e9 * (0.045 * 0.195f64.powi(3) / 12.0))).abs() < 1e-12);
        let stress = value("beam.moment_centre_load(2 kN, 3 m) / section.modulus_rectangle(45 mm, 195 mm)");
        assert!((stress / 5.26e6 - 1.0).abs() < 1e-3, "{stress}");
    }

    #[test]
    fn uniform_load_sags_five_eighths_of_the_same_load_at_the_centre() {
        let centre = value("beam.sag_centre_load(1 kN, 2 m, 10 GPa, 100 cm4)");
        let spread = value("beam.sag_uniform_load(1 kN, 2 m, 10 GPa, 100 cm4)");
        assert!((spread / centre - 0.625).abs() < 1e-12);
    }

    #[test]
    fn slender_struts_buckle_by_euler_and_stocky_ones_do_not() {
        let slender = value("beam.buckling_load(1 m, 10 GPa, 1 cm4)");
        assert!((slender - std::f64::consts::PI.powi(2) * 100.0).abs() < 1e-9);
        assert!(value("beam.buckling_load(0.5 m, 10 GPa, 1 cm4)") > slender);
    }
}
