//! Which sheets to try next: better choices than the one at hand, those with the most room to spare first.

use std::collections::{BTreeMap, BTreeSet};

use super::model::Model;

/// How many sheets of each kind are opened.
pub(super) type Choice = Vec<u16>;

/// Most better choices that are remembered.
const MOST: usize = 300;
/// Most combinations of sheets taken away and added that are looked at.
const LOOKS: usize = 50_000;
/// A choice that failed waits until the others are so much tighter, for each time that it was tried.
const PATIENCE: f64 = 0.015;
/// From here on the search gives up: even sheets that the parts would fill to the last were tried often.
const HOPELESS: f64 = 1.25;
/// Most choices that are one or two sheets away.
const NEAR: usize = 2_000;

/// Better choices than the one at hand, and how often each was tried.
#[derive(Clone, Debug, Default)]
pub(super) struct Choices {
    /// How full they would be, by area.
    open: Vec<(f64, Choice)>,
    tries: BTreeMap<Choice, u32>,
}

/// Cents, area (mm²) and number of the sheets of a choice.
pub(super) fn value(model: &Model, choice: &Choice) -> [i64; 3] {
    let mut out = [0; 3];
    for (stock, count) in model.stocks.iter().zip(choice) {
        let count = i64::from(*count);
        out = [out[0] + stock.cents * count, out[1] + stock.area * count, out[2] + count];
    }
    out
}

impl Choices {
    /// Looks around a choice: up to two sheets less, up to two others instead.
    pub fn around(&mut self, model: &Model, now: &Choice) {
        let best = value(model, now);
        let parts: f64 = model.units.iter().map(|kind| model.areas[*kind]).sum();
        let less = within_two(now, |_, count| count.checked_sub(1));
        let more = within_two(now, |stock, count| (usize::from(count) < model.stocks[stock].copies).then(|| count + 1));
        let mut found = BTreeMap::new();
        for (less, more) in less.iter().flat_map(|less| more.iter().map(move |more| (less, more))).take(LOOKS) {
            let next: Choice = (0..now.len()).map(|k| less[k] + more[k] - now[k]).collect();
            let room: f64 = next.iter().zip(&model.stocks).map(|(count, stock)| f64::from(*count) * stock.room).sum();
            if parts <= room && value(model, &next) < best && holds_each(model, &next) {
                found.insert(next, parts / room);
            }
        }
        self.open = found.into_iter().map(|(choice, fill)| (fill, choice)).collect();
        crate::order::sort_by(&mut self.open, |a, b| a.0.total_cmp(&b.0));
        self.open.truncate(MOST);
    }

    /// The choice to try next, and how often it was tried before.
    pub fn next(&mut self) -> Option<(Choice, u32)> {
        let tries = |choice: &Choice| self.tries.get(choice).copied().unwrap_or(0);
        let wait = |(fill, choice): &(f64, Choice)| fill + PATIENCE * f64::from(tries(choice));
        let first = self.open.iter().min_by(|a, b| wait(a).total_cmp(&wait(b)))?;
        if wait(first) > HOPELESS {
            return None;
        }
        let choice = &first.1;
        let (choice, count) = (choice.clone(), tries(choice));
        self.tries.insert(choice.clone(), count + 1);
        Some((choice, count))
    }
}

/// Whether every kind of part has a sheet on which it may lie.
fn holds_each(model: &Model, choice: &Choice) -> bool {
    let holds =
        |kind: usize| choice.iter().zip(&model.stocks).any(|(count, stock)| *count > 0 && !stock.ways[kind].is_empty());
    (0..model.kinds.len()).all(holds)
}

/// All choices that are no more than two single changes away.
fn within_two(start: &Choice, change: impl Fn(usize, u16) -> Option<u16>) -> BTreeSet<Choice> {
    let mut all = BTreeSet::from([start.clone()]);
    for _ in 0..2 {
        for choice in all.clone() {
            for stock in 0..choice.len() {
                if all.len() < NEAR
                    && let Some(count) = change(stock, choice[stock])
                {
                    let mut next = choice.clone();
                    next[stock] = count;
                    all.insert(next);
                }
            }
        }
    }
    all
}
