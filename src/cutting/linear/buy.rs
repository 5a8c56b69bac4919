//! Which pieces to buy: every purchase cheaper than the best plan is tried on its own, the cheapest first.
//!
//! A program that buys shares of pieces says little about money. With whole purchases it says whether there is a place
//! for every part; where there is none the purchase is out, and so is every smaller one (Benders 1962).

use super::Search;
use super::column::{LOSS, MISSING, MONEY, Rest};
use super::master::{Master, Round, generate};
use super::model::{Model, Stock};
use super::search::{Dive, Stage};

/// Cents, and how many pieces of each stock are there to be cut.
pub(super) type Purchase = (i64, Vec<u32>);

/// Most sets of pieces looked at, and given.
const MAX_SETS: u32 = 50_000;
const MAX_PURCHASES: usize = 1_000;

/// All that can be bought for at least and at most so many cents and gives room for all parts, the cheapest last;
/// nothing where that is too much to look at.
pub(super) fn purchases(model: &Model, least: i64, most: i64) -> Option<Vec<Purchase>> {
    let room = |(stock, n): (&Stock, &u32)| model.room(stock).saturating_mul(i64::from(*n));
    let need = (0..model.kinds.len()).map(|k| model.taken(k).saturating_mul(i64::from(model.kinds[k].count)));
    let need = need.fold(0, i64::saturating_add);
    let free = model.stocks.iter().map(|s| if s.cents == 0 { s.copies } else { 0 });
    let mut found: Vec<Purchase> = vec![(0, free.collect())];
    let mut sets = MAX_SETS;
    for (s, stock) in model.stocks.iter().enumerate().filter(|(_, s)| s.cents > 0) {
        let mut more = Vec::new();
        for (cents, supply) in &found {
            for n in 0..=u32::try_from((most - cents) / stock.cents).unwrap_or(0).min(stock.copies) {
                sets = sets.checked_sub(1)?;
                let mut supply = supply.clone();
                supply[s] = n;
                more.push((cents + i64::from(n) * stock.cents, supply));
            }
        }
        found = more;
    }
    found.retain(|(cents, supply)| {
        (least..=most).contains(cents) && model.stocks.iter().zip(supply).map(room).fold(0, i64::saturating_add) >= need
    });
    crate::order::sort_by(&mut found, |a, b| b.cmp(a));
    (found.len() <= MAX_PURCHASES).then_some(found)
}

impl Search {
    /// Looks at the cheapest purchase that is left.
    pub(super) fn buy(&mut self) -> Stage {
        while let Some(buy) = self.buys.pop() {
            if self.sure {
                self.raise(buy.0);
            }
            if self.closed() || buy.0 >= self.now(MONEY) {
                break;
            }
            let within = |more: &Purchase| buy.1.iter().zip(&more.1).all(|(a, b)| a <= b);
            if !self.short.iter().any(within) {
                let rest =
                    Rest { supply: buy.1.clone(), level: MISSING, missing: 0, budgets: Vec::new(), ..self.rest() };
                self.short.push(buy);
                return Stage::Room(self.master(rest));
            }
        }
        if self.sure {
            self.raise(self.now(MONEY));
        }
        if self.closed() { self.next() } else { self.widen() }
    }

    /// Whether parts stay without a place with a purchase, by the linear program.
    pub(super) fn room(&mut self, mut master: Box<Master>, work: &mut u64) -> Stage {
        let round = generate(&self.model, &mut master, &mut self.pool, work);
        match round {
            _ if master.lower > 0 => Stage::Buy,
            Round::More => Stage::Room(master),
            _ => {
                let rest = Rest { level: LOSS, ..master.rest };
                self.short.pop();
                Stage::Fill(self.master(rest))
            }
        }
    }

    /// Looks for a plan with a purchase.
    pub(super) fn fill(&mut self, mut master: Box<Master>, work: &mut u64) -> Stage {
        match generate(&self.model, &mut master, &mut self.pool, work) {
            Round::More => Stage::Fill(master),
            _ => {
                // What comes after this one proves nothing any more, unless a plan is found.
                self.sure &= false;
                Stage::Dive(Box::new(Dive { master: *master, uses: Vec::new(), rounds: 0 }))
            }
        }
    }
}
