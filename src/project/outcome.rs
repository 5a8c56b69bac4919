//! Choices and stock in, everything that follows out: the one model that view, tables and exports read.

use super::planning::plan_at_once;
use super::{Choices, CopySource, GroupPlan, MaterialPlan, Supply, candidates, plan_materials};
use crate::bom::{Bom, bill};
use crate::cutting::Settings;
use crate::design::{Build, Design, Fill, evaluate_after as build_after};
use crate::diagnostic::{Diagnostic, Place};
use crate::quantity::System;
use crate::stock::Inventory;

/// Everything that follows from a design, its choices and an inventory.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The stock that was looked at.
    pub supply: Supply,
    /// The design at these choices.
    pub build: Build,
    /// What is cut from what.
    pub plan: MaterialPlan,
    /// Where each copy of each part comes from.
    pub sources: Vec<Vec<CopySource>>,
    /// The bill of materials.
    pub bom: Bom,
    /// What did not work out.
    pub problems: Vec<Diagnostic>,
}

/// Works everything out. Never fails: what cannot be had is in the problems, the rest is there.
pub fn evaluate(
    design: &Design,
    choices: &Choices,
    inventory: &Inventory,
    settings: Settings,
    system: System,
) -> Outcome {
    worked_out(design, choices, inventory, system, &Build::default(), |build, supply| {
        plan_materials(build, supply, settings)
    })
}

/// The same at once, for a page that follows a slider: surfaces of parts that stay as they are and plans of what is still
/// asked are taken over from the outcome before and from `known`, and plans that take longer are the first that are
/// found, marked as hurried; [`super::Planning`] goes on with them.
pub fn evaluate_after(
    design: &Design,
    choices: &Choices,
    inventory: &Inventory,
    settings: Settings,
    system: System,
    before: &Outcome,
    known: &[GroupPlan],
) -> Outcome {
    worked_out(design, choices, inventory, system, &before.build, |build, supply| {
        plan_at_once(build, supply, settings, [known, &before.plan.groups])
    })
}

fn worked_out(
    design: &Design,
    choices: &Choices,
    inventory: &Inventory,
    system: System,
    before: &Build,
    plan: impl FnOnce(&Build, &Supply) -> MaterialPlan,
) -> Outcome {
    let supply = Supply::new(design, inventory).leaving(choices.spare());
    let mut problems = Vec::new();
    let fills: Vec<Option<Fill>> =
        (0..design.slots.len()).map(|slot| fill_of(design, slot, choices, &supply, &mut problems)).collect();
    let build = build_after(design, &choices.parameters(design), &fills, system, before);
    problems.extend(build.problems.iter().cloned());
    let plan = plan(&build, &supply);
    let sources = plan.sources(&build, &supply);
    let bom = bill(design, &build, &plan, &supply);
    Outcome { supply, build, plan, sources, bom, problems }
}

/// The stock in a slot: as chosen, or what the design says to buy.
fn fill_of(
    design: &Design,
    slot: usize,
    choices: &Choices,
    supply: &Supply,
    problems: &mut Vec<Diagnostic>,
) -> Option<Fill> {
    let role = &design.slots[slot];
    if let Some(key) = choices.bindings.get(&role.name) {
        match supply.find(key).filter(|k| candidates(design, slot, supply).contains(k)) {
            Some(family) => return supply.fills[slot][family].clone(),
            None => {
                let message = format!("“{key}” is not in the inventory any more, or does not fit “{}”", role.ask);
                problems.push(
                    Diagnostic::warning("stock-gone", Place::whole(&role.name), message)
                        .hint("choose other stock, or let Adapt do it; until then new stock is shown"),
                );
            }
        }
    }
    supply.bought_for(design, slot).and_then(|k| supply.fills[slot][k].clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::read;
    use crate::stock::{Form, StockPiece, read_materials};

    #[test]
    fn own_materials_count_like_built_in_ones() {
        let (design, _) = read(include_str!("../../assets/designs/plank-table/design.toml"));
        let piece = |id: &str, material: &str| StockPiece {
            id: id.to_owned(),
            form: Form::Board,
            material: material.to_owned(),
            quantity: Some(9),
            length: Some(3.0),
            width: Some(0.12),
            thickness: Some(0.03),
            grade: "new".to_owned(),
            ..StockPiece::default()
        };
        let stock = Inventory::from(vec![piece("a", "larch"), piece("b", "Lärche"), piece("c", "softwood_C24")]);
        let own = "id,name,aliases,density,E,strength\nsoftwood_larch,larch,Lärche,590,12,24\n";
        let own = read_materials(own).materials;
        let evaluated =
            |stock: &Inventory| evaluate(&design, &Choices::default(), stock, Settings::default(), System::Metric);
        let [plain, known] = [evaluated(&stock), evaluated(&stock.knowing(&own))];
        let larch = |outcome: &Outcome| {
            let supply = &outcome.supply;
            (0..supply.families.len()).filter(|k| supply.families[*k].pieces.iter().any(|p| *p < 2)).collect::<Vec<_>>()
        };
        assert!(larch(&plain).iter().all(|k| plain.supply.fills[0][*k].is_none()));
        let [family] = larch(&known)[..] else { panic!("one family for both names: {:?}", known.supply.families) };
        let fill = known.supply.fills[0][family].as_ref().unwrap();
        assert_eq!(known.supply.families[family].key, "board 120×30 softwood_larch");
        assert!(fill.values.iter().any(|v| v.low == 590.0) && fill.values.iter().any(|v| v.low == 12e9));
        let fits = |slot| candidates(&design, slot, &known.supply).contains(&family);
        assert!((0..design.slots.len()).any(fits));
    }
}
