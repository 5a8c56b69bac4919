//! How hard each role is used: the tightest requirement that depends on what fills the slot.

use super::build::Build;
use super::model::Design;
use crate::expr::Inputs;

/// For each slot, the greatest utilisation among the checks that must hold and whose value or limit depends on its stock: 1 is just met,
/// more fails; nothing where no check looks at it or none can be told.
pub fn slot_utilisation(design: &Design, build: &Build) -> Vec<Option<f64>> {
    // Inputs of the formulas are the parameters, then the properties of each slot in turn.
    let mut next = design.parameters.len();
    let mut out = Vec::with_capacity(design.slots.len());
    for slot in &design.slots {
        let own = (next..next + slot.properties.len()).fold(Inputs::default(), |all, k| all.with(Inputs::one(k)));
        next += slot.properties.len();
        let rules = design.checks.iter().zip(&build.checks);
        let used = rules.filter(|(rule, _)| {
            let needs = design.tape.needs(rule.left).with(design.tape.needs(rule.right));
            rule.must && needs.meets(own)
        });
        let shares = used.map(|(_, result)| result.utilisation).filter(|share| !share.is_nan());
        out.push(shares.max_by(f64::total_cmp));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{evaluate, first_choices};
    use crate::quantity::System;
    use crate::stock::example_inventory;

    #[test]
    fn each_slot_has_the_tightest_check_that_reads_its_stock() {
        let (design, _) = crate::design::read(include_str!("../../assets/designs/plank-table/design.toml"));
        let choices = first_choices();
        let build = evaluate(&design, &choices, &example_inventory(), Default::default(), System::Metric).build;
        let used = slot_utilisation(&design, &build);
        assert_eq!(used.len(), design.slots.len());
        // Weakening what fills a slot changes exactly the checks that count for it.
        for (slot, share) in used.iter().enumerate() {
            let Some(share) = share else { continue };
            assert!(build.checks.iter().any(|check| check.utilisation == *share), "{slot}");
            let mut fills: Vec<_> = build.slots.iter().map(|state| state.fill.clone()).collect();
            if let Some(fill) = &mut fills[slot] {
                fill.values.iter_mut().for_each(|v| *v = crate::expr::Interval::new(v.low * 0.9, v.high * 0.9));
            }
            let weaker = crate::design::evaluate(&design, &build.parameters, &fills, System::Metric);
            let changed = build
                .checks
                .iter()
                .zip(&weaker.checks)
                .filter(|(a, b)| a.must && (a.value != b.value || a.limit != b.limit));
            let tightest = changed.map(|(a, _)| a.utilisation).max_by(f64::total_cmp);
            assert_eq!(tightest, Some(*share), "{}", design.slots[slot].name);
        }
    }
}
