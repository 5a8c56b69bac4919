//! Makes the bill of materials from a build and its cutting plans.

use std::collections::BTreeMap;

use super::line::{Bom, From, Line, Source, Totals};
use crate::design::{Build, Consumable, Design, Part};
use crate::project::{GroupPlan, MaterialPlan, Rest, Supply};
use crate::stock::Form;

/// The bill of materials of a build.
pub fn bill(design: &Design, build: &Build, plan: &MaterialPlan, supply: &Supply) -> Bom {
    let mut bom = Bom::default();
    for (index, part) in build.parts.iter().enumerate() {
        part_lines(design, index, part, plan, supply, &mut bom);
    }
    for consumable in build.consumables.iter().filter(|c| c.quantity > 0) {
        consumable_lines(consumable, supply, &mut bom);
    }
    for group in &plan.groups {
        purchase_lines(group, supply, &mut bom);
    }
    let rests: Vec<Rest> = plan.groups.iter().flat_map(GroupPlan::opened).flat_map(|opened| opened.rests).collect();
    bom.totals.remnants = rests.len() as u32;
    bom.totals.remnant_length = rests.iter().filter(|r| r.width.is_none()).map(|r| r.length).sum();
    bom.totals.remnant_area = rests.iter().filter_map(|r| Some(r.length * r.width?)).fold(0.0, |sum, area| sum + area);
    let loss = plan.loss();
    (bom.totals.waste, bom.totals.waste_area) = (loss.length, loss.area);
    bom.totals.cost = bom.lines.iter().map(|l| l.cost).sum();
    bom.totals.mass = build.mass();
    bom.totals.parts = build.piece_count() as u32;
    bom.totals.missing = plan.missing(build) as u32;
    let reused = bom.lines.iter().filter(|l| is_reused(l)).fold(0.0, |sum, l| sum + l.mass);
    bom.totals.reuse = if bom.totals.mass > 0.0 { (reused / bom.totals.mass).min(1.0) } else { 0.0 };
    bom
}

fn is_reused(line: &Line) -> bool {
    line.part.is_some() && line.source != Source::Buy && line.from.iter().all(|f| !f.bought)
}

/// A line for the copies cut from what is there, one for those cut from what is bought, one for what is missing.
fn part_lines(design: &Design, index: usize, part: &Part, plan: &MaterialPlan, supply: &Supply, bom: &mut Bom) {
    let mut from: BTreeMap<bool, (u32, Vec<From>)> = BTreeMap::new();
    let group = plan.groups.iter().find(|g| g.parts.contains(&index));
    for opened in group.iter().flat_map(|g| g.opened()) {
        let count = opened.parts.iter().filter(|part| **part == index).count() as u32;
        if count == 0 {
            continue;
        }
        let piece = &supply.inventory.pieces[opened.piece];
        let bought = !piece.is_scrap();
        let entry = from.entry(bought).or_default();
        entry.0 += count;
        entry.1.push(From { id: piece.id.clone(), name: piece.name.clone(), copy: opened.copy + 1, bought });
    }
    let placed: u32 = from.values().map(|(n, _)| n).sum();
    let missing = (part.placements.len() as u32).saturating_sub(placed);
    let material = build_material(design, part, group, supply);
    let line = |source, quantity: u32, from, note| Line {
        id: part.id.clone(),
        name: part.name.clone(),
        source,
        quantity,
        material: material.clone(),
        length: Some(part.facts.length),
        width: Some(part.facts.width),
        height: part.facts.height,
        thickness: part.facts.thickness,
        from,
        mass: part.mass * f64::from(quantity),
        cost: 0.0,
        ends: part.solid.ends().iter().any(|a| *a != 0.0).then(|| part.solid.ends().map(f64::to_degrees)),
        note,
        part: Some(index),
    };
    let is_whole = design.slots[part.slot].form == Form::Item;
    for (bought, (count, from)) in from {
        match (is_whole, bought) {
            (false, _) => bom.lines.push(line(Source::Cut, count, from, String::new())),
            (true, false) => bom.lines.push(line(Source::Have, count, from, String::new())),
            (true, true) => {} // the line of the purchase says it all
        }
    }
    if missing > 0 {
        let reason =
            group.and_then(|g| g.cutting.unplaced().iter().find(|u| u.part == part.id)).map(|u| u.reason.clone());
        let reason = reason.unwrap_or_else(|| "no stock is chosen for it".to_owned());
        bom.lines.push(line(Source::Buy, missing, Vec::new(), reason));
    }
}

fn build_material(design: &Design, part: &Part, group: Option<&GroupPlan>, supply: &Supply) -> String {
    let id = match group {
        Some(group) => supply.families[group.family].material.clone(),
        None => design.slots[part.slot].buy.material.clone(),
    };
    supply.inventory.materials.name_of(&id).to_owned()
}

/// Hardware: what is there first, the rest to be bought.
fn consumable_lines(wanted: &Consumable, supply: &Supply, bom: &mut Bom) {
    let same = |text: &str| !wanted.section.is_empty() && normal(text) == normal(&wanted.section);
    let stock = || supply.inventory.pieces.iter().filter(|p| p.form == Form::Item && same(&p.section));
    let mut left = wanted.quantity;
    let line = |source, quantity, from, cost, name: &str, id: &str| Line {
        id: id.to_owned(),
        name: name.to_owned(),
        source,
        quantity,
        material: String::new(),
        length: None,
        width: None,
        height: None,
        thickness: None,
        from,
        mass: 0.0,
        cost,
        ends: None,
        note: String::new(),
        part: None,
    };
    for piece in stock().filter(|p| p.is_scrap()) {
        let taken = piece.quantity.unwrap_or(0).min(left);
        if taken > 0 {
            left -= taken;
            let from = vec![From { id: piece.id.clone(), name: piece.name.clone(), copy: 1, bought: false }];
            let cost = piece.price.unwrap_or(0.0) * f64::from(taken);
            bom.lines.push(line(Source::Have, taken, from, cost, &wanted.name, &wanted.id));
        }
    }
    if left > 0 {
        bom.lines.push(line(Source::Buy, left, Vec::new(), wanted.price * f64::from(left), &wanted.name, &wanted.id));
    }
}

fn normal(text: &str) -> String {
    crate::fold::lower(text).replace(['×', '*'], "x").replace(char::is_whitespace, "")
}

/// What must be bought to cut from: one line for each kind of piece.
fn purchase_lines(group: &GroupPlan, supply: &Supply, bom: &mut Bom) {
    let mut bought: BTreeMap<usize, u32> = BTreeMap::new();
    for opened in group.opened().iter().filter(|opened| group.price(opened.piece).0) {
        *bought.entry(opened.piece).or_default() += 1;
    }
    let family = &supply.families[group.family];
    let materials = &supply.inventory.materials;
    for piece_index in group.pieces.iter().filter(|k| bought.contains_key(k)) {
        let quantity = bought[piece_index];
        let piece = &supply.inventory.pieces[*piece_index];
        let mass = piece.mass(materials).unwrap_or(0.0) * f64::from(quantity);
        match materials.find(&family.material).and_then(|material| material.carbon) {
            Some((low, high)) => {
                bom.totals.carbon[0] += mass * low;
                bom.totals.carbon[1] += mass * high;
            }
            None => bom.totals.carbon_unknown += mass,
        }
        bom.lines.push(Line {
            id: piece.id.clone(),
            name: piece.name.clone(),
            source: Source::Buy,
            quantity,
            material: materials.name_of(&family.material).to_owned(),
            length: piece.length,
            width: piece.width.or(piece.diameter),
            height: piece.height,
            thickness: piece.thickness.or(piece.wall),
            from: Vec::new(),
            mass,
            cost: group.price(*piece_index).1 * f64::from(quantity),
            ends: None,
            note: String::new(),
            part: None,
        });
    }
}

impl Totals {
    /// Whether everything is there or can be bought.
    pub fn is_complete(&self) -> bool {
        self.missing == 0
    }
}
