//! Parameter values as formulas see them: whole, within limits, and at their default where hidden.

use super::model::Design;

/// Values of all parameters, and what a form needs to ask for them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settled {
    /// Values, SI, in the order of the design.
    pub values: Vec<f64>,
    /// Least and greatest value at the values of the others, SI.
    pub limits: Vec<[f64; 2]>,
    /// Whether each is asked for.
    pub visible: Vec<bool>,
}

/// Settles values (SI, in the order of the design): missing ones take the default, all are kept within their
/// limits, hidden ones keep their default.
pub fn settle(design: &Design, values: &[f64]) -> Settled {
    let mut inputs = within_range(design, values);
    inputs.resize(design.input_count(), f64::NAN);
    let mut results = Vec::with_capacity(design.tape.len());
    design.tape.run(&inputs, &mut results);
    from_results(design, &results)
}

/// Values as the inputs of the tape: what needs no formula is settled.
pub(super) fn within_range(design: &Design, values: &[f64]) -> Vec<f64> {
    let value = |(k, p): (usize, &super::Parameter)| {
        let value = values.get(k).copied().filter(|v| v.is_finite()).unwrap_or(p.default);
        let value = if p.whole { libm::round(value) } else { value };
        value.max(p.low).min(p.high)
    };
    design.parameters.iter().enumerate().map(value).collect()
}

/// What the formulas made of the inputs.
pub(super) fn from_results(design: &Design, results: &[f64]) -> Settled {
    let mut out = Settled::default();
    for p in &design.parameters {
        out.values.push(p.value.read(results, &[]));
        out.limits.push(match p.limits {
            Some(ends) => ends.map(|r| r.read(results, &[]).max(p.low).min(p.high)),
            None => [p.low, p.high],
        });
        out.visible.push(p.when.is_none_or(|r| r.read(results, &[]) == 1.0));
    }
    out
}
