//! Combinations of stock, one slot after the other: a part of a combination stands for all that begin with it, and is
//! only taken further if something good may come of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::relax::{Binding, CASES, Stock, at};
use crate::design::{Design, Fill};
use crate::expr::Interval;
use crate::project::{Choices, Supply, candidates};

/// Most combinations kept ready.
const MAX_READY: usize = 2_000;

/// The tree of combinations. Each one that is kept has a number.
pub(super) struct Bindings {
    /// Families that each slot may have, scrap before shop.
    options: Vec<Vec<usize>>,
    /// For each slot what any of its families may give, as [`Binding::cases`].
    any: Vec<[Option<Fill>; 3]>,
    /// Each parameter's place among the inputs and the results of the formulas.
    inputs: Vec<(usize, usize)>,
    /// Families of the first slots of each combination.
    chosen: Vec<Vec<usize>>,
    ready: BTreeMap<usize, Arc<Binding>>,
    stock: BTreeMap<usize, Arc<Stock>>,
}

impl Bindings {
    /// What fits the slots of a design and is not locked away.
    pub fn new(design: &Design, supply: &Supply, choices: &Choices) -> Self {
        let options: Vec<Vec<usize>> =
            (0..design.slots.len()).map(|slot| options(design, slot, supply, choices)).collect();
        let any = options.iter().enumerate().map(|(slot, all)| any_of(all.iter().map(|k| &supply.fills[slot][*k])));
        let any = any.collect();
        let inputs = design.tape.input_places().filter(|(input, _)| *input < design.parameters.len()).collect();
        Self { options, any, inputs, chosen: Vec::new(), ready: BTreeMap::new(), stock: BTreeMap::new() }
    }

    /// Whether some slot has nothing that fits.
    pub fn are_none(&self) -> bool {
        self.options.iter().any(Vec::is_empty)
    }

    /// Whether a whole combination is of families that fit and are not locked away.
    pub fn has(&self, families: &[usize]) -> bool {
        families.len() == self.options.len() && families.iter().zip(&self.options).all(|(k, all)| all.contains(k))
    }

    /// Keeps a combination, whole or in part, and gives its number.
    pub fn keep(&mut self, families: Vec<usize>) -> usize {
        self.chosen.push(families);
        self.chosen.len() - 1
    }

    /// Forgets what was kept last.
    pub fn forget_last(&mut self) {
        self.chosen.pop();
        self.ready.remove(&self.chosen.len());
    }

    /// The families of a combination, for its first slots.
    pub fn families(&self, number: usize) -> &[usize] {
        self.chosen.get(number).map_or(&[], Vec::as_slice)
    }

    /// How many slots of a combination have no stock yet.
    pub fn missing(&self, number: usize) -> usize {
        self.options.len().saturating_sub(self.families(number).len())
    }

    /// The families that the next slot behind these may have.
    pub fn next(&self, families: &[usize]) -> &[usize] {
        self.options.get(families.len()).map_or(&[], Vec::as_slice)
    }

    /// The whole combinations that differ from one in a single slot.
    pub fn beside(&self, families: &[usize]) -> Vec<Vec<usize>> {
        let slots = families.iter().zip(&self.options).enumerate();
        let others = slots.flat_map(|(slot, (own, all))| {
            all.iter().filter(move |other| *other != own).map(move |other| {
                let mut families = families.to_vec();
                families[slot] = *other;
                families
            })
        });
        others.collect()
    }

    /// New stock for every slot, or the last that fits; nothing where a slot has none.
    pub fn bought(&self, design: &Design, supply: &Supply) -> Option<Vec<usize>> {
        let family = |(slot, all): (usize, &Vec<usize>)| {
            supply.bought_for(design, slot).filter(|family| all.contains(family)).or_else(|| all.last().copied())
        };
        self.options.iter().enumerate().map(family).collect()
    }

    /// A combination with its stock; it stays ready for the next look.
    pub fn get(&mut self, number: usize, supply: &Supply) -> Arc<Binding> {
        if let Some(ready) = self.ready.get(&number) {
            return ready.clone();
        }
        let families = self.families(number).to_vec();
        let made = Arc::new(self.make(families, supply));
        if self.ready.len() >= MAX_READY {
            self.ready.clear();
        }
        self.ready.insert(number, made.clone());
        made
    }

    /// Families with their stock.
    pub fn make(&mut self, families: Vec<usize>, supply: &Supply) -> Binding {
        for family in &families {
            self.stock.entry(*family).or_insert_with(|| Arc::new(Stock::new(supply, *family)));
        }
        Binding::new(families, &self.any, &self.inputs, &self.stock, supply)
    }
}

/// From the least to the greatest that any of several fills gives, in each case.
fn any_of<'a>(fills: impl Iterator<Item = &'a Option<Fill>>) -> [Option<Fill>; 3] {
    let all: Vec<&Fill> = fills.flatten().collect();
    CASES.map(|case| {
        let (first, rest) = all.split_first()?;
        let mut out = at(first, case);
        for fill in rest {
            out.values.iter_mut().zip(&fill.values).for_each(|(own, v)| *own = own.hull(Interval::point(case(*v))));
        }
        Some(out)
    })
}

/// Families to try for a slot: the locked one, or all that fit; scrap before shop.
fn options(design: &Design, slot: usize, supply: &Supply, choices: &Choices) -> Vec<usize> {
    let mut all = candidates(design, slot, supply);
    let name = &design.slots[slot].name;
    if choices.is_locked(name)
        && let Some(family) = choices.bindings.get(name).and_then(|key| supply.find(key))
    {
        all.retain(|k| *k == family);
    }
    crate::order::sort_by_key(&mut all, |k| (supply.families[*k].shop, *k));
    all
}
