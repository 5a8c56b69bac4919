//! What designs may call: formulas with units, assumptions and sources.

mod balance;
mod beam;
mod section;

use crate::expr::Formula;

/// Every area of the library.
pub(crate) const AREAS: [&[Formula]; 3] = [beam::FORMULAS, section::FORMULAS, balance::FORMULAS];

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
    fn sections_agree_with_tables_of_profiles() {
        // EN 10219-2: pipe 48.3 × 3.2 has A 4.53 cm², I 11.6 cm⁴, W 4.80 cm³. Sharp corners make box and angle a little
        // larger than EN 10219-2 (50 × 50 × 3: 5.41 cm², 19.5 cm⁴) and EN 10056-1 (50 × 50 × 5: 4.80 cm², 11.0 cm⁴).
        for (text, table, most) in [
            ("section.area_pipe(48.3 mm, 3.2 mm)/1 cm2", 4.53, 0.002),
            ("section.inertia_pipe(48.3 mm, 3.2 mm)/1 cm4", 11.6, 0.002),
            ("section.modulus_pipe(48.3 mm, 3.2 mm)/1 cm3", 4.80, 0.002),
            ("section.area_box(50 mm, 50 mm, 3 mm)/1 cm2", 5.41, 0.05),
            ("section.inertia_box(50 mm, 50 mm, 3 mm)/1 cm4", 19.5, 0.08),
            ("section.area_angle(50 mm, 50 mm, 5 mm)/1 cm2", 4.80, 0.03),
            ("section.inertia_angle(50 mm, 50 mm, 5 mm)/1 cm4", 11.0, 0.03),
            ("section.modulus_angle(50 mm, 50 mm, 5 mm)/1 cm3", 3.05, 0.04),
        ] {
            let value = value(text);
            assert!((value / table - 1.0).abs() < most, "{text} = {value}, not {table}");
        }
    }

    #[test]
    fn hollow_sections_with_full_walls_are_full() {
        for (hollow, full) in [
            ("section.inertia_pipe(40 mm, 20 mm)", "section.inertia_round(40 mm)"),
            ("section.modulus_pipe(40 mm, 20 mm)", "section.modulus_round(40 mm)"),
            ("section.inertia_box(40 mm, 60 mm, 20 mm)", "section.inertia_rectangle(40 mm, 60 mm)"),
            ("section.inertia_angle(20 mm, 60 mm, 20 mm)", "section.inertia_rectangle(20 mm, 60 mm)"),
            ("beam.moment_load_at(1 kN, 1 m, 2 m)", "beam.moment_centre_load(1 kN, 2 m)"),
            ("beam.sag_two_loads(1 kN, 1 m, 2 m, 1 GPa, 1 cm4)", "beam.sag_centre_load(2 kN, 2 m, 1 GPa, 1 cm4)"),
            ("beam.sag_cantilever_end(1 kN, 1 m, 1 GPa, 1 cm4)", "beam.sag_centre_load(2 kN, 2 m, 1 GPa, 1 cm4)"),
            ("balance.share(1 kN, 1 m, 2 m)", "1 kN/2"),
        ] {
            assert!((value(hollow) / value(full) - 1.0).abs() < 1e-12, "{hollow} against {full}");
        }
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
