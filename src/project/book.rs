//! “I have cut this”: takes what a plan uses out of the yard, and brings its remnants back as pieces.

use std::collections::{BTreeMap, BTreeSet};

use super::{MaterialPlan, Rest, Supply};
use crate::bom::{Bom, Source};
use crate::diagnostic::{Diagnostic, Place};
use crate::stock::{Inventory, Neighbour, StockPiece, free_id};

/// What leaves.
#[derive(Clone, Debug, PartialEq)]
pub struct Gone {
    /// The piece as it was planned with.
    pub piece: StockPiece,
    /// How many of it.
    pub count: u32,
    /// Whether it was bought for this rather than there.
    pub is_bought: bool,
}

/// What comes back: new pieces, `count` of each.
#[derive(Clone, Debug, PartialEq)]
pub struct Come {
    /// The new piece; its quantity says how many.
    pub piece: StockPiece,
    /// Id of what it is the remnant of.
    pub of: String,
}

/// What becomes of the stock when a plan is cut.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Booking {
    /// One's own pieces afterwards.
    pub own: Inventory,
    /// The neighbours' pieces afterwards.
    pub neighbours: Vec<Neighbour>,
    /// What leaves, in the order of the plan.
    pub gone: Vec<Gone>,
    /// What comes back.
    pub come: Vec<Come>,
    /// What could not be booked, because the stock is not as the plan took it.
    pub problems: Vec<Diagnostic>,
}

/// Books a plan that was made from `supply` on stock as it is now. Nothing gets a quantity below zero: what is not there
/// any more, or has other sizes now, is told and neither leaves nor leaves remnants.
pub fn book(plan: &MaterialPlan, bom: &Bom, supply: &Supply, own: &Inventory, neighbours: &[Neighbour]) -> Booking {
    let mut out = Booking { own: own.clone(), neighbours: neighbours.to_vec(), ..Booking::default() };
    let mut ids: BTreeSet<String> = own.pieces.iter().map(|p| p.id.clone()).collect();
    for group in &plan.groups {
        // Pieces in the order of the plan, each with how many copies are cut and what is left of them.
        let mut opened: Vec<(usize, u32, Vec<Rest>)> = Vec::new();
        for cut in group.opened() {
            match opened.iter_mut().find(|(piece, ..)| *piece == cut.piece) {
                Some((_, count, all)) => {
                    *count += 1;
                    all.extend(cut.rests);
                }
                None => opened.push((cut.piece, 1, cut.rests)),
            }
        }
        for (piece, count, rests) in opened {
            let Some(piece) = supply.inventory.pieces.get(piece) else { continue };
            if piece.is_scrap() && !take(&mut out, piece, count) {
                continue;
            }
            for (rest, copies) in alike(&rests) {
                out.come.push(Come { piece: remnant(piece, rest, copies, &mut ids), of: piece.id.clone() });
            }
            out.gone.push(Gone { piece: piece.clone(), count, is_bought: !piece.is_scrap() });
        }
    }
    // Screws and other things that are there and were counted on.
    // What has a part of its own was booked with the plans.
    for line in bom.lines.iter().filter(|line| line.source == Source::Have && line.part.is_none()) {
        let piece = line.from.first().and_then(|from| supply.inventory.pieces.iter().find(|p| p.id == from.id));
        if let Some(piece) = piece
            && take(&mut out, piece, line.quantity)
        {
            out.gone.push(Gone { piece: piece.clone(), count: line.quantity, is_bought: false });
        }
    }
    let come = out.come.iter().map(|come| come.piece.clone());
    out.own.pieces.extend(come);
    out
}

/// Takes so many of a piece from wherever it lies; not where it is another one now.
fn take(out: &mut Booking, planned: &StockPiece, count: u32) -> bool {
    let neighbours = out.neighbours.iter_mut().map(|n| &mut n.stock);
    for stock in std::iter::once(&mut out.own).chain(neighbours) {
        let Some(at) = stock.pieces.iter().position(|p| p.id == planned.id) else { continue };
        let found = &mut stock.pieces[at];
        let is_same = StockPiece { quantity: planned.quantity, ..found.clone() } == *planned;
        match found.quantity.and_then(|n| n.checked_sub(count)).filter(|_| is_same) {
            Some(0) => drop(stock.pieces.remove(at)),
            Some(left) => found.quantity = Some(left),
            None => break,
        }
        return true;
    }
    let message = format!("“{}” is not there any more as it was when the plan was made", planned.name);
    let problem = Diagnostic::warning("not-booked", Place::whole(&planned.name), message);
    out.problems.push(problem.hint("look whether it is still in the list; it was left as it is"));
    false
}

/// Equal rests together (to 0.01 mm, as the plan has them), the longest first.
fn alike(rests: &[Rest]) -> Vec<(Rest, u32)> {
    let whole = |size: f64| libm::round(size * 1e5) as i64;
    let mut counts: BTreeMap<(i64, Option<i64>), u32> = BTreeMap::new();
    for rest in rests {
        *counts.entry((whole(rest.length), rest.width.map(whole))).or_default() += 1;
    }
    let rest = |(length, width): (i64, Option<i64>)| Rest {
        length: length as f64 / 1e5,
        width: width.map(|width| width as f64 / 1e5),
    };
    counts.into_iter().rev().map(|(sizes, count)| (rest(sizes), count)).collect()
}

/// A rest of a piece, as a piece of its own. It is sound: plans keep only what lies between the defects. It has no price,
/// for it is paid, and no distance, for it lies where it was cut.
fn remnant(of: &StockPiece, rest: Rest, count: u32, ids: &mut BTreeSet<String>) -> StockPiece {
    let name = if of.name.trim().is_empty() { of.id.as_str() } else { of.name.trim() };
    StockPiece {
        id: free_id(ids),
        quantity: Some(count),
        length: Some(rest.length),
        width: rest.width.or(of.width),
        defects: Vec::new(),
        outline: String::new(),
        price: None,
        distance: None,
        source: format!("remnant of {name}"),
        ..of.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cutting::{Demand, LinearProblem, Settings};
    use crate::project::{Cutting, GroupPlan, Problem, bars};
    use crate::stock::Form;
    use proptest::prelude::*;

    fn board(id: usize, (length, count, defect): (u32, u32, bool)) -> StockPiece {
        StockPiece {
            id: format!("s{id}"),
            name: format!("board {id}"),
            form: Form::Board,
            material: "softwood_pallet".to_owned(),
            // One in five is a shop's.
            quantity: Some(count).filter(|_| id % 5 != 4),
            price: Some(3.0).filter(|_| id % 5 == 4),
            length: Some(f64::from(length) / 1e3),
            width: Some(0.1),
            thickness: Some(0.02),
            defects: if defect { vec![(0.2, 0.25)] } else { Vec::new() },
            ..StockPiece::default()
        }
    }

    fn planned(stock: Inventory, parts: &[(u32, u32)]) -> (MaterialPlan, Supply) {
        let pieces: Vec<usize> = (0..stock.pieces.len()).collect();
        let supply = Supply { inventory: stock, ..Supply::default() };
        let demand = |(k, (length, count)): (usize, &(u32, u32))| Demand {
            part: format!("p{k}"),
            length: f64::from(*length) / 1e3,
            count: *count,
        };
        let demands: Vec<Demand> = parts.iter().enumerate().map(demand).collect();
        let problem = LinearProblem { settings: Settings::default(), demands, bars: bars(&supply, &pieces) };
        let cutting = Problem::Lengths(problem).solve();
        let group = GroupPlan { family: 0, parts: (0..parts.len()).collect(), pieces, cutting, is_hurried: false };
        (MaterialPlan { groups: vec![group], unbound: Vec::new() }, supply)
    }

    /// Length of what lies there (m).
    fn total(stock: &Inventory) -> f64 {
        let known = stock.pieces.iter().filter_map(|p| p.length.zip(p.quantity));
        known.map(|(length, count)| length * f64::from(count)).sum()
    }

    proptest! {
        // Exact plans take long without optimization.
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn length_is_kept_and_no_id_is_doubled(
            stock in prop::collection::vec((400u32..3_000, 0u32..4, any::<bool>()), 1..7),
            parts in prop::collection::vec((80u32..1_500, 1u32..4), 1..5),
        ) {
            let pieces: Vec<_> = stock.into_iter().enumerate().map(|(k, size)| board(k, size)).collect();
            let own = Inventory::from(pieces);
            let (plan, supply) = planned(own.clone(), &parts);
            let booked = book(&plan, &Bom::default(), &supply, &own, &[]);
            prop_assert!(booked.problems.is_empty(), "{:?}", booked.problems);
            let group = &plan.groups[0];
            let Cutting::Lengths(_, found) = &group.cutting else { panic!("boards") };
            let cut: f64 = found.pieces.iter().flat_map(|p| &p.cuts).map(|c| c.to - c.from).sum();
            let bought = booked.gone.iter().filter(|g| g.is_bought);
            let bought: f64 = bought.map(|g| g.piece.length.unwrap_or(0.0) * f64::from(g.count)).sum();
            let after = cut + plan.loss().length + total(&booked.own);
            prop_assert!((total(&own) + bought - after).abs() < 1e-6, "{} {} {}", total(&own), bought, after);
            let ids: BTreeSet<&str> = booked.own.pieces.iter().map(|p| p.id.as_str()).collect();
            prop_assert_eq!(ids.len(), booked.own.pieces.len());
            for come in &booked.come {
                prop_assert!(come.piece.length.unwrap_or(0.0) >= Settings::default().min_remnant - 1e-9);
                prop_assert!(come.piece.source.starts_with("remnant of board"));
                let section = |piece: &StockPiece| piece.section_key(&own.materials);
                prop_assert_eq!(section(&come.piece), section(&own.pieces[0]));
            }
            // Booking it once more takes nothing twice: what is gone or fewer is told.
            let again = book(&plan, &Bom::default(), &supply, &booked.own, &[]);
            prop_assert!(again.own.pieces.iter().all(|p| p.quantity != Some(0) || own.pieces.contains(p)));
        }
    }

    #[test]
    fn what_changed_since_is_told_and_stays() {
        let own = Inventory::from(vec![board(0, (1_200, 1, false)), board(1, (1_200, 1, false))]);
        let (plan, supply) = planned(own.clone(), &[(1_000, 2)]);
        let mut now = own.clone();
        now.pieces[0].width = Some(0.08);
        now.pieces.remove(1);
        let booked = book(&plan, &Bom::default(), &supply, &now, &[]);
        assert_eq!((booked.own, booked.gone.len(), booked.problems.len()), (now, 0, 2));
    }

    #[test]
    fn a_neighbours_piece_leaves_the_neighbour_and_its_rest_comes_home() {
        let ada = Neighbour::open(&[], "Ada", Some(400.0), Inventory::from(vec![board(0, (2_000, 2, false))]));
        let (plan, supply) = planned(ada.stock.clone(), &[(1_000, 1)]);
        let booked = book(&plan, &Bom::default(), &supply, &Inventory::default(), &[ada]);
        assert_eq!(booked.neighbours[0].stock.pieces[0].quantity, Some(1));
        let rest = &booked.own.pieces[0];
        assert_eq!((rest.id.as_str(), rest.owner.as_str(), rest.distance), ("s1", "Ada", None));
    }

    #[test]
    fn screws_that_were_counted_on_leave_too() {
        let design = crate::design::read(include_str!("../../assets/designs/plank-table/design.toml")).0;
        let choices = serde_json::from_str(include_str!("../../assets/data/first-choices.json")).expect("choices");
        let own = crate::stock::example_inventory();
        let out =
            crate::project::evaluate(&design, &choices, &own, Settings::default(), crate::quantity::System::Metric);
        let booked = book(&out.plan, &out.bom, &out.supply, &own, &[]);
        assert!(booked.problems.is_empty(), "{:?}", booked.problems);
        let items = |stock: &Inventory| -> u32 {
            stock.pieces.iter().filter(|p| p.form == Form::Item).filter_map(|p| p.quantity).sum()
        };
        let used: u32 = out.bom.lines.iter().filter(|l| l.source == Source::Have).map(|l| l.quantity).sum();
        assert_eq!(items(&booked.own) + used, items(&own));
        assert!(used > 0 && !booked.come.is_empty());
    }
}
