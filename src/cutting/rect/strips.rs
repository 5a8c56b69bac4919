//! The sheet of strips worth most, by two knapsacks: parts into strips, strips into the sheet.
//!
//! Gilmore and Gomory 1965, with parts allowed to be narrower than their strip. Without limits on the number of
//! each part; so what it finds is worth at least as much as any sheet sawn in two stages.

use super::Axis;
use super::fill::{Filling, Place};
use super::model::{Model, Rect};

/// Most cells of one knapsack; longer sides are counted in coarser steps.
const MAX_CELLS: i32 = 4_000;
const NONE: u16 = u16::MAX;

/// A part as it lies in a strip.
#[derive(Clone, Copy)]
struct Item {
    /// Size along the strip and across it.
    along: i32,
    across: i32,
    kind: usize,
}

/// A filling and what it is worth; whether sizes were counted exactly; and the steps that it took.
pub(super) struct Best {
    pub worth: f64,
    pub filling: Filling,
    pub exact: bool,
    pub steps: u64,
}

/// The filling of a sheet (which has no defects) worth most, in strips along an axis.
pub(super) fn best(model: &Model, stock: usize, worth: &[f64], axis: Axis) -> Best {
    let sheet = &model.stocks[stock];
    let (length, width) = if axis == Axis::Length { (sheet.w, sheet.h) } else { (sheet.h, sheet.w) };
    let coarse = |side: i32| (side + MAX_CELLS - 1) / MAX_CELLS;
    let (step, rise) = (coarse(length).max(1), coarse(width).max(1));
    let up = |size: i32, step: i32| ((size + step - 1) / step) as usize;
    let mut items: Vec<Item> = Vec::new();
    for (kind, _) in worth.iter().enumerate().filter(|(_, worth)| **worth > 0.0) {
        for (w, h, _) in model.kinds[kind].lies() {
            let (along, across) = if axis == Axis::Length { (w, h) } else { (h, w) };
            if along <= length && across <= width && items.len() < usize::from(NONE) {
                items.push(Item { along, across, kind });
            }
        }
    }
    crate::order::sort_by_key(&mut items, |item| (item.across, item.along, item.kind));
    let cells = (length / step) as usize;
    let mut value = vec![0.0f64; cells + 1];
    let mut choice = vec![NONE; cells + 1];
    // After each item, the best strip that is no wider: its worth and the choices in it.
    let mut strips: Vec<(usize, f64, usize)> = Vec::new();
    let mut tables: Vec<Vec<u16>> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let (size, more) = (up(item.along, step), worth[item.kind]);
        for at in size..=cells {
            let with = value[at - size] + more;
            if with > value[at] + 1e-12 {
                (value[at], choice[at]) = (with, index as u16);
            }
        }
        let last = items.get(index + 1).is_none_or(|next| next.across > item.across);
        if last && strips.last().is_none_or(|strip| value[cells] > strip.1) {
            strips.push((up(item.across, rise), value[cells], index));
            tables.push(choice.clone());
        }
    }
    let rises = (width / rise) as usize;
    let (mut stacked, mut chosen) = (vec![0.0f64; rises + 1], vec![NONE; rises + 1]);
    for (index, (size, more, _)) in strips.iter().enumerate() {
        for at in *size..=rises {
            let with = stacked[at - size] + more;
            if with > stacked[at] + 1e-12 {
                (stacked[at], chosen[at]) = (with, index as u16);
            }
        }
    }
    let steps = items.len() * cells + strips.len() * rises;
    let mut filling = Filling { stock, ..Filling::default() };
    let (mut at, mut low) = (rises, 0);
    while chosen[at] != NONE {
        let strip = usize::from(chosen[at]);
        let (mut cell, mut from) = (cells, 0);
        while tables[strip][cell] != NONE {
            let item = items[usize::from(tables[strip][cell])];
            let (x0, y0, w, h) = match axis {
                Axis::Length => (from, low, item.along, item.across),
                Axis::Width => (low, from, item.across, item.along),
            };
            filling.places.push(Place { kind: item.kind, rect: Rect { x0, y0, x1: x0 + w, y1: y0 + h } });
            filling.area += model.kinds[item.kind].area;
            from += item.along;
            cell -= up(item.along, step);
        }
        low += items[strips[strip].2].across;
        at -= strips[strip].0;
    }
    Best { worth: stacked[rises], filling, exact: step == 1 && rise == 1, steps: steps as u64 }
}
