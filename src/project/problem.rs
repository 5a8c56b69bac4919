//! What is to be cut from each family of stock that a build uses, and by which solver.

use std::collections::BTreeMap;

use super::Supply;
use super::stock::{WHOLE, bars, odd_sheet, settings_for, sheet};
use crate::cutting::{
    Demand, Grain, LinearProblem, NestPart, NestProblem, NestSettings, Settings, SheetPart, SheetProblem,
    SheetSettings, Turns,
};
use crate::design::{Build, Part};
use crate::stock::Form;

/// What is to be cut from one family.
#[derive(Clone, Debug)]
pub struct GroupProblem {
    /// Index of the family.
    pub family: usize,
    /// Index of the build's part for each part of the problem.
    pub parts: Vec<usize>,
    /// Index of the supply's piece for each piece of stock of the problem.
    pub pieces: Vec<usize>,
    /// The problem.
    pub problem: Problem,
}

/// A cutting problem for one of the three solvers.
#[derive(Clone, Debug)]
pub enum Problem {
    /// Lengths out of linear stock, or things that are used whole.
    Lengths(LinearProblem),
    /// Rectangles out of rectangular sheets.
    Sheets(SheetProblem),
    /// Odd parts, or odd sheets.
    Odd(NestProblem),
}

impl Problem {
    /// How many of each part are wanted.
    pub fn counts(&self) -> Vec<u32> {
        match self {
            Self::Lengths(problem) => problem.demands.iter().map(|d| d.count).collect(),
            Self::Sheets(problem) => problem.parts.iter().map(|p| p.count).collect(),
            Self::Odd(problem) => problem.parts.iter().map(|p| p.count).collect(),
        }
    }

    /// What is wanted, to a hundredth of a millimetre: equal for problems of the same stock that have the same answers.
    pub fn wants(&self) -> Vec<i64> {
        let whole = |size: f64| libm::round(size * 1e5) as i64;
        match self {
            Self::Lengths(problem) => {
                problem.demands.iter().flat_map(|d| [whole(d.length), i64::from(d.count)]).collect()
            }
            Self::Sheets(problem) => {
                let part = |p: &SheetPart| [whole(p.length), whole(p.width), p.grain as i64, i64::from(p.count)];
                problem.parts.iter().flat_map(part).collect()
            }
            Self::Odd(problem) => {
                let part = |p: &NestPart| {
                    let corners = p.outline.outer.iter().flatten().map(|c| whole(*c)).collect::<Vec<_>>();
                    [corners, vec![i64::MAX, p.grain.map_or(-1, whole), i64::from(p.count)]].concat()
                };
                problem.parts.iter().flat_map(part).collect()
            }
        }
    }
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
    let problem = |(family, parts): (usize, Vec<usize>)| match supply.families[family].form {
        Form::Sheet => flat(build, supply, settings, family, parts),
        _ => lengths(build, supply, settings, family, parts),
    };
    (by_family.into_iter().map(problem).collect(), unbound)
}

fn lengths(build: &Build, supply: &Supply, settings: Settings, family: usize, parts: Vec<usize>) -> GroupProblem {
    let form = supply.families[family].form;
    let demands = parts.iter().map(|k| &build.parts[*k]).map(|part| Demand {
        part: part.id.clone(),
        length: if form == Form::Item { WHOLE } else { part.facts.length },
        count: part.placements.len() as u32,
    });
    let demands = demands.collect();
    let pieces = supply.families[family].pieces.clone();
    let problem = LinearProblem { settings: settings_for(form, settings), demands, bars: bars(supply, &pieces) };
    GroupProblem { family, parts, pieces, problem: Problem::Lengths(problem) }
}

/// Rectangles out of rectangles are for saws that cut from edge to edge; one odd part or sheet makes all of it odd.
fn flat(build: &Build, supply: &Supply, settings: Settings, family: usize, parts: Vec<usize>) -> GroupProblem {
    let mut pieces = supply.families[family].pieces.clone();
    let stock = |k: usize| &supply.inventory.pieces[k];
    let are_rectangles = parts.iter().all(|k| build.parts[*k].solid.is_rectangle())
        && pieces.iter().all(|k| stock(*k).outline.trim().is_empty());
    if are_rectangles {
        let problem = SheetProblem {
            settings: sheet_settings(settings),
            parts: parts.iter().map(|k| rectangle(&build.parts[*k])).collect(),
            sheets: pieces.iter().map(|k| sheet(stock(*k), supply.spare)).collect(),
        };
        return GroupProblem { family, parts, pieces, problem: Problem::Sheets(problem) };
    }
    pieces.retain(|k| odd_sheet(stock(*k), 0.0).is_some());
    let problem = NestProblem {
        settings: NestSettings { spacing: settings.kerf, margin: settings.trim },
        parts: parts.iter().filter_map(|k| odd(&build.parts[*k])).collect(),
        sheets: pieces.iter().filter_map(|k| odd_sheet(stock(*k), supply.spare)).collect(),
    };
    GroupProblem { family, parts, pieces, problem: Problem::Odd(problem) }
}

/// How sheets are cut: from edge to edge. What is worth keeping of a sheet may be narrower than long.
pub fn sheet_settings(settings: Settings) -> SheetSettings {
    let Settings { kerf, trim, min_remnant } = settings;
    SheetSettings { kerf, trim, min_remnant: (min_remnant.min(0.1), min_remnant), ..SheetSettings::default() }
}

fn rectangle(part: &Part) -> SheetPart {
    SheetPart {
        part: part.id.clone(),
        length: part.facts.length,
        width: part.facts.width,
        count: part.placements.len() as u32,
        grain: part.grain,
    }
}

fn odd(part: &Part) -> Option<NestPart> {
    Some(NestPart {
        part: part.id.clone(),
        outline: part.solid.flat()?,
        count: part.placements.len() as u32,
        turns: Turns::Any,
        grain: match part.grain {
            Grain::Any => None,
            Grain::Along => Some(0.0),
            Grain::Across => Some(90.0),
        },
    })
}
