//! One parameter changed again and again, as benches do it, natively and in the page.

use super::{Choices, evaluate};
use crate::cutting::Settings;
use crate::design::{Build, Design, Fill, evaluate as build};
use crate::quantity::System;
use crate::stock::Inventory;

/// A design out of new stock, ready to be built at other values of a parameter.
#[derive(Clone, Debug)]
pub struct Change {
    design: Design,
    fills: Vec<Option<Fill>>,
    values: Vec<f64>,
    parameter: usize,
}

impl Change {
    /// Reads a design; nothing where it has no such parameter.
    pub fn new(text: &str, parameter: &str) -> Option<Self> {
        let (design, _) = crate::design::read(text);
        let parameter = design.parameters.iter().position(|p| p.name == parameter)?;
        let (choices, none) = (Choices::default(), Inventory::default());
        let bought = evaluate(&design, &choices, &none, Settings::default(), System::Metric).build;
        let fills = bought.slots.into_iter().map(|slot| slot.fill).collect();
        Some(Self { fills, values: bought.parameters, parameter, design })
    }

    /// The build at a value of the parameter, SI: all formulas, and all surfaces made anew.
    pub fn to(&mut self, value: f64) -> Build {
        self.values[self.parameter] = value;
        build(&self.design, &self.values, &self.fills, System::Metric)
    }
}

/// Surfaces of a build, their triangles and the volume that they enclose (m³); those of equal parts once for each copy.
pub fn surfaces(build: &Build) -> (usize, usize, f64) {
    build.parts.iter().fold((0, 0, 0.0), |(count, triangles, volume), part| {
        let copies = part.placements.len();
        (count + 1, triangles + copies * part.mesh.triangles.len(), volume + copies as f64 * part.mesh.volume())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_sets_of_the_bench_have_their_exact_volumes() {
        for (text, litres, copies) in [
            (include_str!("../../benches/peers/designs/board.toml"), 2.402_133, 1),
            (include_str!("../../benches/peers/designs/tubes.toml"), 4.1398, 12),
            (include_str!("../../benches/peers/designs/table.toml"), 53.217_642, 17),
            (include_str!("../../benches/peers/designs/blade.toml"), 1.623_532, 1),
        ] {
            let build = Change::new(text, "length").expect("a parameter").to(1.2);
            assert_eq!((build.problems.len(), build.piece_count()), (0, copies));
            let (_, _, volume) = surfaces(&build);
            assert!((volume * 1e3 / litres - 1.0).abs() < 2e-5, "{volume} {litres}");
            assert!(build.parts.iter().all(|part| part.mesh.is_watertight()));
        }
    }
}
