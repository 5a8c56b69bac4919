//! Where everything stands: the frames of the assemblies, and in them the copies of the parts.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::build::{Assembly, Build, Movement, Part};
use super::evaluate::{point, tell_table_ends};
use super::fill::Fill;
use super::model::{Design, Slot};
use super::shape::Section;
use crate::diagnostic::{Diagnostic, Place};
use crate::expr::{MAX_PLACEMENTS, Reg};
use crate::geometry::{Fault, Frame, Profile, Solid};
use crate::stock::Form;

/// Frames of all assemblies in the built thing; each comes after the one it is in.
pub(super) fn assemblies(design: &Design, values: &[f64], build: &mut Build) {
    for rule in &design.assemblies {
        let outer = rule.parent.map_or(Frame::ORIGIN, |k| build.assemblies[k].frame);
        let place = |regs| point(regs, values, &[]);
        let frame = Frame::facing(place(rule.at), place(rule.axis), place(rule.flat)).filter(|f| f.origin.is_finite());
        if frame.is_none() {
            let message = format!("“{}” has no place: its axis and flat side are parallel or not numbers", rule.name);
            let problem = Diagnostic::error("no-frame", Place::whole(&rule.id), message);
            build.problems.push(problem.hint("let axis and flat point in different directions"));
        }
        let motion = rule.motion.as_ref().map(|motion| Movement {
            turns: motion.turns,
            axis: outer.direction(place(motion.axis)),
            about: outer.point(place(motion.about)),
            range: motion.range.map(|r| r.read(values, &[])),
        });
        build.assemblies.push(Assembly {
            id: rule.id.clone(),
            name: rule.name.clone(),
            parent: rule.parent,
            frame: frame.map_or(outer, |f| outer.of(&f)),
            explode: outer.direction(place(rule.explode)),
            motion,
        });
    }
}

/// All parts; a surface that the build before has is taken from it.
pub(super) fn parts(design: &Design, values: &[f64], before: &Build, build: &mut Build) {
    let mut total = 0;
    for (index, rule) in design.parts.iter().enumerate() {
        if rule.when.is_some_and(|r| r.read(values, &[]) != 1.0) {
            continue;
        }
        let counts: Vec<usize> = rule.each.iter().map(|r| count(r.read(values, &[]))).collect();
        let copies: usize = counts.iter().fold(1, |n, c| n.saturating_mul(*c));
        total = copies.saturating_add(total);
        if total > MAX_PLACEMENTS {
            let message = format!("more than {MAX_PLACEMENTS} parts; “{}” was left out", rule.name);
            build
                .problems
                .push(Diagnostic::error("too-many-parts", Place::whole(&rule.id), message).hint("lower the counts"));
            total -= copies;
            continue;
        }
        part_of_rule(design, index, &counts, values, before, build);
    }
}

/// A repetition count from a formula: whole, never negative, bounded.
fn count(value: f64) -> usize {
    if value.is_finite() { libm::round(value).clamp(0.0, MAX_PLACEMENTS as f64 + 1.0) as usize } else { 0 }
}

fn part_of_rule(design: &Design, index: usize, counts: &[usize], values: &[f64], before: &Build, build: &mut Build) {
    let rule = &design.parts[index];
    let fill = build.slots[rule.slot].fill.as_ref();
    let Some(stock) = fill.and_then(|fill| stock_of(&design.slots[rule.slot], fill)) else {
        let problem =
            Diagnostic::error("no-stock", Place::whole(&rule.id), format!("nothing is chosen for “{}”", rule.name));
        build.problems.push(problem.hint("choose stock for it, or let Adapt do it"));
        return;
    };
    let outer = rule.assembly.map(|k| build.assemblies[k].frame);
    // Copies of one rule may differ in size; equal ones (to a hundredth of a millimetre) are one part.
    let mut sizes: BTreeMap<Vec<i64>, (Solid, Vec<Frame>)> = BTreeMap::new();
    let key = |solid: &Solid| if counts.is_empty() { Vec::new() } else { solid.key() };
    let mut sound_before: Option<Solid> = None; // most copies are equal to the one before
    let mut local = Vec::new();
    let (mut refused, mut fault) = (0, None);
    for_each_index(counts, |indices| {
        design.tape.run_segment(rule.segment, indices, values, &mut local);
        tell_table_ends(design, Some(rule.segment), values, &local, build);
        if rule.only.is_some_and(|r| r.read(values, &local) != 1.0) {
            return;
        }
        let at = |r: Reg| r.read(values, &local);
        let solid = rule.shape.solid(stock.section, &at);
        let frame = Frame::facing(
            point(rule.at, values, &local),
            point(rule.axis, values, &local),
            point(rule.flat, values, &local),
        );
        let frame = frame.map(|f| outer.map_or(f, |outer| outer.of(&f)));
        let sound = solid.ok_or(Fault::Size).and_then(|solid| {
            if sound_before.as_ref() != Some(&solid) {
                solid.check()?;
                sound_before = Some(solid.clone());
            }
            Ok(solid)
        });
        match (sound, frame.filter(|f| f.origin.is_finite())) {
            (Ok(solid), Some(frame)) => sizes.entry(key(&solid)).or_insert_with(|| (solid, Vec::new())).1.push(frame),
            (sound, _) => {
                fault = fault.or(Some(sound.err().unwrap_or(Fault::Size)));
                refused += 1;
            }
        }
    });
    if let Some(fault) = fault {
        let message = format!("{refused} × “{}” cannot be made at these sizes", rule.name);
        build.problems.push(Diagnostic::error("no-solid", Place::whole(&rule.id), message).hint(fault.hint()));
    }
    let several = sizes.len() > 1;
    for (k, (solid, placements)) in sizes.into_values().enumerate() {
        let known = before.parts.iter().find(|part| part.rule == index && part.solid == solid);
        let (facts, mesh) = match known {
            Some(part) => (part.facts, part.mesh.clone()),
            None => (solid.facts(), Arc::new(solid.mesh())),
        };
        build.parts.push(Part {
            id: if several { format!("{}-{}", rule.id, k + 1) } else { rule.id.clone() },
            rule_id: rule.id.clone(),
            rule: index,
            name: rule.name.clone(),
            slot: rule.slot,
            assembly: rule.assembly,
            facts,
            grain: rule.shape.grain(),
            mesh,
            solid,
            mass: stock.mass.unwrap_or(facts.volume * stock.density),
            placements,
        });
    }
}

/// What stock makes of a part.
struct Stock {
    section: Section,
    /// kg/m³
    density: f64,
    /// Mass of an item, where that is one of its attributes, kg.
    mass: Option<f64>,
}

/// Mass of a metre of what fills a slot, or of a square metre of a sheet (kg); nothing where that is not known.
pub fn unit_mass(slot: &Slot, fill: &Fill) -> Option<f64> {
    let stock = stock_of(slot, fill)?;
    match stock.section {
        Section::Bar(profile) => Some(profile.area() * stock.density),
        Section::Plate(thickness) => Some(thickness * stock.density),
        Section::Whole => stock.mass,
    }
}

/// The stock in a slot.
fn stock_of(slot: &Slot, fill: &Fill) -> Option<Stock> {
    let value = |name: &str| {
        let k = slot.properties.iter().position(|(n, _)| n == name)?;
        fill.values.get(k).map(|v| v.middle())
    };
    let section = match slot.form {
        Form::Board => Section::Bar(Profile::Board([value("w")?, value("t")?])),
        Form::Rod | Form::Spool => Section::Bar(Profile::Rod(value("d")?)),
        Form::Pipe => Section::Bar(Profile::Pipe([value("od")?, value("t")?])),
        Form::Box => Section::Bar(Profile::Box([value("w")?, value("h")?, value("t")?])),
        Form::Angle => Section::Bar(Profile::Angle([value("w")?, value("h")?, value("t")?])),
        Form::Sheet => Section::Plate(value("t")?),
        Form::Item => return Some(Stock { section: Section::Whole, density: 0.0, mass: value("mass") }),
        Form::Bulk => return None,
    };
    Some(Stock { section, density: value("rho")?, mass: None })
}

/// Calls `visit` with every combination of indices.
fn for_each_index(counts: &[usize], mut visit: impl FnMut(&[f64])) {
    let total: usize = counts.iter().product();
    let mut indices = vec![0.0; counts.len()];
    for k in 0..total {
        let mut rest = k;
        for (index, count) in indices.iter_mut().zip(counts).rev() {
            *index = (rest % count) as f64;
            rest /= count;
        }
        visit(&indices);
    }
}
