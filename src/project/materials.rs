//! Cutting plans for all slots of a build, one for each family of stock in use.

use std::collections::BTreeMap;

use super::Supply;
use crate::cutting::{Bar, Demand, LinearProblem, Plan, Settings, Status, plan};
use crate::design::Build;
use crate::stock::{Form, StockPiece};

/// Where one copy of a part comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopySource {
    /// From something that is there.
    Scrap,
    /// From something that is to be bought.
    Bought,
    /// Nothing gives it yet.
    Missing,
}

/// The plan of one family.
#[derive(Clone, Debug)]
pub struct GroupPlan {
    /// Index of the family.
    pub family: usize,
    /// Index of the build's part for each demand.
    pub parts: Vec<usize>,
    /// Index of the supply's piece for each bar.
    pub pieces: Vec<usize>,
    /// What was asked.
    pub problem: LinearProblem,
    /// The answer.
    pub plan: Plan,
}

/// The plans of a build.
#[derive(Clone, Debug, Default)]
pub struct MaterialPlan {
    /// One for each family in use, in the order of the families.
    pub groups: Vec<GroupPlan>,
    /// Parts whose slot has no stock at all.
    pub unbound: Vec<usize>,
}

/// What is to be cut from one family.
#[derive(Clone, Debug)]
pub struct GroupProblem {
    /// Index of the family.
    pub family: usize,
    /// Index of the build's part for each demand.
    pub parts: Vec<usize>,
    /// Index of the supply's piece for each bar.
    pub pieces: Vec<usize>,
    /// The problem.
    pub problem: LinearProblem,
}

/// The cutting problem of each family that a build uses, and the parts whose slot has no stock.
pub fn problems(build: &Build, supply: &Supply, settings: Settings) -> (Vec<GroupProblem>, Vec<usize>) {
    let mut by_family: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut unbound = Vec::new();
    for (k, part) in build.parts.iter().enumerate() {
        let fill = build.slots[part.slot].fill.as_ref();
        match fill.and_then(|f| supply.find(&f.key)) {
            Some(family) => by_family.entry(family).or_default().push(k),
            None => unbound.push(k),
        }
    }
    let problem = |(family, parts): (usize, Vec<usize>)| {
        let form = supply.families[family].form;
        let demands = parts.iter().map(|k| Demand {
            part: build.parts[*k].id.clone(),
            length: if form == Form::Item { WHOLE } else { build.parts[*k].facts.cut_length },
            count: build.parts[*k].placements.len() as u32,
        });
        let demands = demands.collect();
        let pieces = supply.families[family].pieces.clone();
        let settings = settings_for(form, settings);
        let problem = LinearProblem { settings, demands, bars: bars(supply, &pieces) };
        GroupProblem { family, parts, pieces, problem }
    };
    (by_family.into_iter().map(problem).collect(), unbound)
}

/// The length that stands for one item, which is used whole (m): so choosing among items is cutting without a saw.
pub const WHOLE: f64 = 1.0;

/// How stock of a form is cut: items are not.
pub fn settings_for(form: Form, settings: Settings) -> Settings {
    if form == Form::Item { Settings { kerf: 0.0, trim: 0.0, min_remnant: 2.0 * WHOLE } } else { settings }
}

/// Pieces of a family as bars; pieces without a length cannot be cut and come out with length 0.
pub fn bars(supply: &Supply, pieces: &[usize]) -> Vec<Bar> {
    pieces.iter().map(|k| bar(&supply.inventory.pieces[*k])).collect()
}

/// A piece of linear stock as a bar; see [`bars`].
pub fn bar(piece: &StockPiece) -> Bar {
    let price = piece.price.unwrap_or(0.0);
    let is_whole = piece.form == Form::Item;
    Bar {
        id: piece.id.clone(),
        copies: piece.quantity,
        length: if is_whole { WHOLE } else { piece.length.unwrap_or(0.0) },
        tolerance: if is_whole { 0.0 } else { piece.tolerance },
        defects: piece.defects.clone(),
        price,
        bought: !piece.is_scrap() || price > 0.0,
    }
}

/// Plans everything.
pub fn plan_materials(build: &Build, supply: &Supply, settings: Settings) -> MaterialPlan {
    let (problems, unbound) = problems(build, supply, settings);
    let solve = |GroupProblem { family, parts, pieces, problem }| {
        let mut plan = plan(&problem);
        if supply.families[family].form == Form::Item {
            let told = plan.unplaced.iter_mut();
            told.for_each(|unplaced| unplaced.reason = "there are not enough of them".to_owned());
        }
        GroupPlan { family, parts, pieces, problem, plan }
    };
    MaterialPlan { groups: problems.into_iter().map(solve).collect(), unbound }
}

impl GroupPlan {
    /// Whether its things are used whole, so that there is nothing to cut.
    pub fn is_whole(&self, supply: &Supply) -> bool {
        supply.families[self.family].form == Form::Item
    }
}

impl MaterialPlan {
    /// Money for everything that is bought, EUR.
    pub fn money(&self) -> f64 {
        self.groups.iter().map(|g| g.plan.objective.money).sum()
    }

    /// Length lost as sawdust and short ends, metres.
    pub fn loss(&self) -> f64 {
        self.groups.iter().map(|g| g.plan.objective.loss).sum()
    }

    /// Parts that nothing gives.
    pub fn missing(&self, build: &Build) -> usize {
        let unbound: usize = self.unbound.iter().map(|k| build.parts[*k].placements.len()).sum();
        let unplaced: u32 = self.groups.iter().map(|g| g.plan.objective.unplaced).sum();
        unbound + unplaced as usize
    }

    /// Whether every plan is proven best.
    pub fn is_proven(&self) -> bool {
        self.groups.iter().all(|g| g.plan.status == Status::Proven)
    }

    /// Where each copy of each part comes from, in the order of the build's parts and placements;
    /// copies are handed out scrap first.
    pub fn sources(&self, build: &Build, supply: &Supply) -> Vec<Vec<CopySource>> {
        let mut out: Vec<Vec<CopySource>> =
            build.parts.iter().map(|p| Vec::with_capacity(p.placements.len())).collect();
        for wanted in [CopySource::Scrap, CopySource::Bought] {
            for group in &self.groups {
                for used in &group.plan.pieces {
                    let piece = &supply.inventory.pieces[group.pieces[used.bar]];
                    let source = if piece.is_scrap() { CopySource::Scrap } else { CopySource::Bought };
                    if source == wanted {
                        for cut in &used.cuts {
                            out[group.parts[cut.part]].push(source);
                        }
                    }
                }
            }
        }
        for (sources, part) in out.iter_mut().zip(&build.parts) {
            sources.resize(part.placements.len(), CopySource::Missing);
        }
        out
    }
}
